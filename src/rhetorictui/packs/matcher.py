"""All phrases of all packs, found in one pass over a text.

One automaton scans the image of the text for anchors; what an anchor may belong to is compared
with the text around it, at hits only. Per rule the leftmost and then longest hits are kept and
none overlap; between rules they may.

For the first few texts the automaton is built of those anchors alone whose rarest word the text
has: for one article that takes a tenth of the time that all anchors would.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui import patterns
from rhetorictui.language import sentence_spans
from rhetorictui.packs.anchors import Groups, Seeker
from rhetorictui.packs.image import (
    APOSTROPHES,
    HYPHENS,
    Squeezed,
    fold,
    is_even,
    picture,
    unfold,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rhetorictui.document import Span
    from rhetorictui.language import Prose
    from rhetorictui.packs.image import Half
    from rhetorictui.packs.model import Pack, Rule, Tables

_QUOTES = frozenset("\"'\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a")
_PLAIN = frozenset(' \n.,;:!?()"\u201c\u201d')
_SPACE_CODE = 32
# How far from an anchor the other side of a gap is looked for, code points.
_REACH = 120
_STOPS = (".", ",", ";", ":", "!", "?")
_BLANK = patterns.compile(r"\n\s*\n")
_SPACE = patterns.compile(" +")
# How far a context phrase is looked for, code points.
_CONTEXT = 120


# A longer paragraph may have many hits, and is not split again for each.
_LONG = 3000
# After so many texts the automaton of all anchors is built, at once if there are few words.
_FEW_TEXTS = 12
_FEW_WORDS = 500

# What must not stand before, the words of which one then does directly, how many words it may have;
# what must not stand after, and words as before; and the place in the sentence.
_Context = tuple[
    "re.Pattern[str] | None", frozenset[bytes], int, "re.Pattern[str] | None", frozenset[bytes], str
]


class Hit(NamedTuple):
    """A phrase of ``rule`` at ``start..end``, code points, half-open."""

    start: int
    end: int
    rule: Rule


class Matcher:
    """Finds the phrases of packs. What an anchor belongs to is decoded when it is first found."""

    def __init__(self, packs: Sequence[Pack], tables: Sequence[Tables]) -> None:
        """``tables[i]`` are those of ``packs[i]``."""
        self.packs = tuple(packs)
        self.rules = [rule for pack in packs for rule in pack.rules]
        self._conditions = [condition for table in tables for condition in table.conditions]
        self._contexts: list[_Context | None] = [None] * len(self._conditions)
        self._patterns: dict[str, re.Pattern[str]] = {}
        begins = accumulate((len(table.conditions) for table in tables), initial=0)
        self._groups = [Groups(table, rules) for table, rules in zip(tables, begins, strict=False)]
        few = sum(len(group.numbers) for group in self._groups) < _FEW_WORDS
        self._texts_left = 0 if few else _FEW_TEXTS
        self._all: Seeker | None = None

    def find(self, prose: Prose) -> list[Hit]:
        """Every hit in ``prose``, in order of place. Conditions of zone and voice are not judged.

        A phrase never crosses a blank line, nor the edge of a zone.
        """
        rules = self.rules
        return [Hit(start, end, rules[rule]) for start, end, rule in self.spans(prose)]

    def spans(self, prose: Prose) -> list[tuple[int, int, int]]:
        """As ``find``, with the index into ``self.rules`` in place of the rule."""
        original = prose.text
        padded, half = picture(original)
        folded = ""
        if even := is_even(half):
            found, folded = self._scan(original, padded, half)
        else:
            squeezed = Squeezed(original)
            place = squeezed.place
            found = [
                (place(start), -place(-minus_end - 1) - 1, rule)
                for start, minus_end, rule in self._scan(squeezed.text, *picture(squeezed.text))[0]
            ]
        if not found:
            return []
        conditions, zones = self._conditions, prose.zones
        out: list[tuple[int, int, int]] = []
        ends: dict[int, int] = {}
        last_end = ends.get
        found.sort()
        for start, minus_end, rule in found:
            if start < last_end(rule, 0):
                continue
            end = -minus_end
            if conditions[rule] is not None:
                if even and not folded:
                    folded = unfold(half)
                if not self._stands(prose, padded, folded, rule, start, end):
                    continue
            if zones and "\n" in original[start:end] and _crosses(prose, start, end):
                continue
            out.append((start, end, rule))
            ends[rule] = end
        out.sort()
        return out

    def _seeker(self, padded: bytes) -> Seeker:
        """What finds every anchor that there is in this image."""
        if self._all is None and self._texts_left:
            self._texts_left -= 1
            return Seeker(self._groups, {b"", *padded.split()})
        if self._all is None:
            self._all = Seeker(self._groups, None)
        return self._all

    def _scan(self, text: str, padded: bytes, half: Half) -> tuple[list[tuple[int, int, int]], str]:
        """Candidates as (start, -end, rule) in ``text``, true but for their rules' conditions; and
        the fold of ``text``, if it was wanted."""
        seeker = self._seeker(padded)
        decoded, known, plain, space = seeker.decoded, self._patterns, _PLAIN, b" "
        size = len(text)
        folded = ""
        out: list[tuple[int, int, int]] = []
        for anchor, begin, stop in seeker.find(padded):
            rules, parts = decoded[anchor] or seeker.decode(anchor)
            for rule in rules:
                # Before the first code point is the last: where that is plain, it does no harm.
                end = stop - 2
                if (text[begin - 1] in plain and end < size and text[end] in plain) or _whole(
                    text, begin, end
                ):
                    out.append((begin, -end, rule))
            if not parts:
                continue
            literals, expressions, after, before = parts
            if after:
                more = after.get(padded[stop : padded.find(space, stop)])
                if more:
                    literals = (*literals, *more[0])
                    expressions = (*expressions, *more[1])
            if before:
                more = before.get(padded[padded.rfind(space, 0, begin) + 1 : begin])
                if more:
                    literals = (*literals, *more[0])
                    expressions = (*expressions, *more[1])
            for who, back, length, literal, cased in literals:
                start = begin - back
                end = start + length
                part = text[start:end]
                if part != literal and (
                    cased or (part.lower() != literal and not _folds(part, literal))
                ):
                    continue
                if not (
                    text[start - 1] in plain and end < size and text[end] in plain
                ) and not _whole(text, start, end):
                    continue
                if who >= 0:
                    out.append((start, -end, who))
                elif _quoted(text, start, end):
                    out.append((start, -end, ~who))
            for back, (who, regex, heads, exact, beyond, reach, spaces) in expressions:
                folded = folded or unfold(half)
                if beyond and (
                    _lacks_after(padded, folded, stop, beyond, reach)
                    if reach > 0
                    else _lacks_before(padded, folded, begin, beyond, -reach)
                ):
                    continue
                pattern = known.get(regex) or self._pattern(regex)
                for start in (
                    (begin - back,)
                    if back >= 0
                    else _beginnings(padded, folded, begin, spaces, heads)
                ):
                    if start < 0 or padded[start] != _SPACE_CODE:
                        continue
                    match = pattern.match(folded, start)
                    if not match:
                        continue
                    end = match.end()
                    if not (
                        text[start - 1] in plain and end < size and text[end] in plain
                    ) and not _whole(text, start, end):
                        continue
                    if exact and any(text[s:e] not in exact for s, e in match.regs[1:] if s >= 0):
                        continue
                    if who >= 0:
                        out.append((start, -end, who))
                    elif _quoted(text, start, end):
                        out.append((start, -end, ~who))
        return out, folded

    def _pattern(self, regex: str) -> re.Pattern[str]:
        done = self._patterns[regex] = patterns.compile(regex, store="rules")
        return done

    def _stands(
        self, prose: Prose, padded: bytes, folded: str, rule: int, start: int, end: int
    ) -> bool:
        """Whether a hit meets the conditions of its rule. ``folded``: of an even text, its fold."""
        context = self._contexts[rule] or self._context(rule)
        not_before, lasts, words, not_after, firsts, place = context
        text = prose.text
        if place and not _PLACES[place](prose, start, end):
            return False
        low, high = max(start - _CONTEXT, 0), end + _CONTEXT
        # Nearly always the neighbouring word shows that no expression need be tried.
        if not_before:
            near = padded[low : start + 1].rsplit(None, 1)
            if not lasts or (near and near[-1] in lasts):
                part = folded[low:start].rpartition("  ")[2] or _context(text[low:start], -1)
                if not_before.search(part, _words_back(part, len(part), words)):
                    return False
        if not_after:
            near = padded[end + 1 : high].split(None, 1)
            if not firsts or (near and near[0] in firsts):
                part = folded[end:high].partition("  ")[0] or _context(text[end:high], 0)
                return not not_after.match(part)
        return True

    def _context(self, rule: int) -> _Context:
        condition = self._conditions[rule] or ("", (), 0, "", (), "")
        before, lasts, words, after, firsts, place = condition
        done = (
            patterns.compile(before, store="rules") if before else None,
            frozenset(lasts),
            words,
            patterns.compile(after, store="rules") if after else None,
            frozenset(firsts),
            place,
        )
        self._contexts[rule] = done
        return done


def _lacks_after(
    padded: bytes, folded: str, stop: int, beyond: frozenset[bytes], reach: int
) -> bool:
    """Whether none of the words ``beyond`` stands within ``reach`` spaces after an anchor.

    Where so few spaces are near that one of the words may be further off than was looked, that is
    not known.
    """
    near = padded[stop : stop + _REACH]
    words = near.split(None, reach + 2)
    if not beyond.isdisjoint(words):
        return False
    far = stop + len(near) - 2
    if len(words) > reach + 2:
        far -= len(words[-1])
    return folded.count(" ", stop - 1, far) > reach


def _lacks_before(
    padded: bytes, folded: str, begin: int, beyond: frozenset[bytes], reach: int
) -> bool:
    """As ``_lacks_after``, before an anchor at ``begin``."""
    low = max(begin - _REACH, 0)
    words = padded[low:begin].rsplit(None, reach + 2)
    if not beyond.isdisjoint(words):
        return False
    if len(words) > reach + 2:
        low += len(words[0])
    return folded.count(" ", low, max(begin - 1, 0)) > reach


def _beginnings(
    padded: bytes, folded: str, begin: int, spaces: int, heads: frozenset[bytes]
) -> Iterator[int]:
    """Where an expression may begin, at most ``spaces`` spaces before its anchor at ``begin``.

    ``heads`` are images of words of which one must stand there, empty if that is open.
    """
    at = _words_back(folded, begin, spaces)
    while at <= begin:
        end = padded.find(b" ", at + 1)
        if not heads or padded[at + 1 : end] in heads:
            yield at
        at = end


def _words_back(folded: str, begin: int, spaces: int) -> int:
    """Where the word begins that has ``spaces`` spaces between it and ``begin``."""
    for _ in range(spaces + 1):
        begin = folded.rfind(" ", 0, begin)
        if begin < 0:
            break
    return begin + 1


def _context(part: str, side: int) -> str:
    """The fold of what stands on one ``side`` (0 after, -1 before) of a hit, in its paragraph."""
    if "\n" in part:
        part = _BLANK.split(part)[side]
    folded = fold(part)
    return _SPACE.sub(" ", folded) if "  " in folded else folded


def _folds(part: str, literal: str) -> bool:
    """Whether a part of the text that is otherwise in small letters is ``literal`` once folded."""
    return not (part.isascii() and part.isprintable()) and fold(part) == literal


def _whole(text: str, start: int, end: int) -> bool:
    """Whether whole words stand at ``start..end``: "so-called" and "can't" are one word each."""
    size = len(text)
    if start:
        char = text[start - 1]
        if char.isalnum() or (char in HYPHENS and start > 1 and text[start - 2].isalnum()):
            return False
    if end < size:
        char, following = text[end], text[end + 1 : end + 2]
        if char.isalnum() or (char in HYPHENS and following.isalnum()):
            return False
        if (
            char in APOSTROPHES
            and following in ("t", "T")
            and not text[end + 2 : end + 3].isalnum()
        ):
            return False
    return True


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether just ``start..end``, and a mark of punctuation at most, is in quotation marks."""
    if not start or text[start - 1] not in _QUOTES or text[start - 2 : start - 1].isalnum():
        return False
    if text[end : end + 1] in _STOPS:
        end += 1
    return text[end : end + 1] in _QUOTES and not text[end + 1 : end + 2].isalnum()


def _crosses(prose: Prose, start: int, end: int) -> bool:
    """Whether the edge of a zone lies within ``start..end``."""
    return any(start < edge < end for zone in prose.zones for edge in (zone.start, zone.end))


def _at_sentence_start(prose: Prose, start: int, end: int) -> bool:
    text = prose.text
    back = start
    while back and not text[back - 1].isalnum():
        back -= 1
    if not back:
        return True
    # Most hits stand in mid-sentence: only the others are worth splitting the text for.
    if not any(char in text[back:start] for char in ".!?…\n\r\u2029"):
        return False
    return _sentence(prose, start)[0] >= back


def _at_sentence_end(prose: Prose, start: int, end: int) -> bool:
    text = prose.text
    size = ahead = len(text)
    ahead = end
    while ahead < size and not text[ahead].isalnum():
        ahead += 1
    if ahead == size:
        return True
    if not any(char in text[end:ahead] for char in ".!?…\n\r\u2029"):
        return False
    return end <= _sentence(prose, end - 1)[1] <= ahead


def _sentence(prose: Prose, at: int) -> Span:
    """The sentence that holds the code point ``at``. To split its paragraph alone takes a tenth of
    the time that all sentences would."""
    spans = prose.paragraphs
    index = bisect_right(spans, (at, len(prose.text))) - 1
    if "sentences" in vars(prose) or spans[index][1] - spans[index][0] > _LONG:
        spans = prose.sentences
    else:
        spans = sentence_spans(prose.text, spans[index : index + 1])
    return spans[bisect_right(spans, (at, len(prose.text))) - 1]


_PLACES = {"sentence_start": _at_sentence_start, "sentence_end": _at_sentence_end}
