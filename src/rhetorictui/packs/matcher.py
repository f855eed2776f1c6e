"""All phrases of all packs, found in one pass over a text.

One automaton scans the image of the text for anchors; what an anchor may belong to is compared
with the text around it, at hits only. Per rule the leftmost and then longest hits are kept and
none overlap; between rules they may.
"""

from __future__ import annotations

import marshal
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

from rhetorictui import patterns
from rhetorictui.packs.image import (
    APOSTROPHES,
    HYPHENS,
    Squeezed,
    fold,
    image,
    is_even,
    picture,
    unfold,
)
from rhetorictui.packs.model import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.language import Prose
    from rhetorictui.packs.model import Expression, Pack, Rule, Tables

_QUOTES = frozenset("\"'\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a")
_PLAIN = frozenset(' \n.,;:!?()"\u201c\u201d')
_SPACE_CODE = 32
_EXACT = MARKS[1]
# How far behind an anchor the other side of a gap is looked for, code points.
_AHEAD = 120
_STOPS = (".", ",", ";", ":", "!", "?")
_BLANK = re.compile(r"\n\s*\n")
_SPACE = re.compile(" +")
# How far a context phrase is looked for, code points.
_CONTEXT = 120


# A rule's index, inverted if in quotation marks only; how far before the anchor the phrase begins;
# the literal to compare with the text, None where the image settles it; the literal's image, to
# compare first, empty if it is the anchor.
_Literal = tuple[int, int, str | None, bytes]
_Entry = tuple[tuple[_Literal, ...], "tuple[Expression, ...]"]
# An expression, that of its first segment if the anchor is in a later one, its cased words, and
# all words that its phrase has (and some signs of the engine's, which do no harm); words of which
# one must stand after its first gap, and how many words that gap has at most.
_Compiled = tuple[
    "re.Pattern[str]",
    "re.Pattern[str] | None",
    tuple[str, ...],
    frozenset[bytes],
    frozenset[bytes],
    int,
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
        self._anchors = [anchor for table in tables for anchor in table.anchors]
        self._stored = [entry for table in tables for entry in table.entries]
        self._entries: list[_Entry | None] = [None] * len(self._anchors)
        self._conditions = [condition for table in tables for condition in table.conditions]
        self._sources = [source for table in tables for source in table.expressions]
        self._compiled: list[_Compiled | None] = [None] * len(self._sources)
        self._contexts: dict[int, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {}
        # Where the anchors, rules and expressions of each pack begin among those of all.
        sizes = [(len(t.anchors), len(t.conditions), len(t.expressions)) for t in tables]
        self._firsts = [tuple(map(sum, zip(*sizes[:i], strict=True))) or (0, 0, 0)
                        for i in range(len(sizes))]  # fmt: skip
        # A deterministic automaton scans faster by itself, but not beside all else that needs the
        # processor's cache; it takes five times as long to build, and much memory.
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            self._anchors, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

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
        if even := is_even(original, half):
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
                if not self._stands(prose, folded, rule, start, end):
                    continue
            if zones and "\n" in original[start:end] and _crosses(prose, start, end):
                continue
            out.append((start, end, rule))
            ends[rule] = end
        out.sort()
        return out

    def _scan(
        self, text: str, padded: bytes, half: bytes | str
    ) -> tuple[list[tuple[int, int, int]], str]:
        """Candidates as (start, -end, rule) in ``text``, true but for their rules' conditions; and
        the fold of ``text``, if it was wanted."""
        entries, compiled, plain = self._entries, self._compiled, _PLAIN
        size = len(text)
        folded = ""
        out: list[tuple[int, int, int]] = []
        for anchor, begin, stop in self._automaton.find_matches_as_indexes(
            padded, overlapping=True
        ):
            literals, expressions = entries[anchor] or self._entry(anchor)
            for rule, back, check, around in literals:
                start = begin - back
                end = stop - 2
                if around:
                    if not padded.startswith(around, start) or start < 0:
                        continue
                    end = start + len(around) - 2
                if check is not None:
                    part = text[start:end]
                    if part.lower() != check and not _reads(part, check):
                        continue
                if not (
                    start and end < size and text[start - 1] in plain and text[end] in plain
                ) and not _whole(text, start, end):
                    continue
                if rule >= 0:
                    out.append((start, -end, rule))
                elif _quoted(text, start, end):
                    out.append((start, -end, ~rule))
            for rule, number, spaces, backs, side in expressions:
                pattern, first, exact, words, nexts, most = compiled[number] or self._expression(
                    number
                )
                if side > 0:
                    if padded[stop : padded.find(b" ", stop)] not in words:
                        continue
                elif side < 0 and padded[padded.rfind(b" ", 0, begin) + 1 : begin] not in words:
                    continue
                folded = folded or unfold(half)
                # What follows the gap is looked for before the expression is tried; where so few
                # spaces are near that it may be further off, the expression is.
                if (
                    nexts
                    and nexts.isdisjoint(padded[stop : stop + _AHEAD].split())
                    and folded.count(" ", stop - 1, stop + _AHEAD - 2) > most + spaces + 1
                ):
                    continue
                if backs:
                    starts = [begin - back for back in backs if back <= begin]
                else:
                    starts = _beginnings(folded, first, begin, spaces)
                for start in starts:
                    match = pattern.match(folded, start) if padded[start] == _SPACE_CODE else None
                    if (
                        match
                        and _whole(text, start, end := match.end())
                        and not (
                            exact
                            and any(text[s:e] not in exact for s, e in match.regs[1:] if s >= 0)
                        )
                        and (rule >= 0 or _quoted(text, start, end))
                    ):
                        out.append((start, -end, rule if rule >= 0 else ~rule))
        return out, folded

    def _entry(self, anchor: int) -> _Entry:
        """What an anchor belongs to, with its pack's numbers made those of all packs."""
        first_rule, first_expression = next(
            first[1:] for first in reversed(self._firsts) if first[0] <= anchor
        )
        literals, expressions = marshal.loads(self._stored[anchor])
        entry = self._entries[anchor] = (
            tuple(_literal(_moved(who, first_rule), back, literal, self._anchors[anchor])
                  for who, back, literal in literals),
            tuple((_moved(who, first_rule), number + first_expression, *rest)
                  for who, number, *rest in expressions),
        )  # fmt: skip
        return entry

    def _expression(self, number: int) -> _Compiled:
        source, head, exact, nexts, most = self._sources[number]
        done = (
            patterns.compile(source, store="rules"),
            patterns.compile(head, store="rules") if head else None,
            exact,
            frozenset(image(source.lower()).split()),
            frozenset(nexts.encode("latin-1").split()),
            most,
        )
        self._compiled[number] = done
        return done

    def _stands(self, prose: Prose, folded: str, rule: int, start: int, end: int) -> bool:
        """Whether a hit meets the conditions of its rule. ``folded``: of an even text, its fold."""
        condition = self._conditions[rule]
        if condition is None:
            return True
        before, words, after, place = condition
        text = prose.text
        if place and not _PLACES[place](prose, start, end):
            return False
        if rule not in self._contexts:
            self._contexts[rule] = (
                patterns.compile(before, store="rules") if before else None,
                patterns.compile(after, store="rules") if after else None,
            )
        not_before, not_after = self._contexts[rule]
        if not_before:
            low = max(start - _CONTEXT, 0)
            part = folded[low:start].rpartition("  ")[2] or _context(text[low:start], -1)
            if not_before.search(part, _words_back(part, len(part), words)):
                return False
        if not_after:
            high = end + _CONTEXT
            part = folded[end:high].partition("  ")[0] or _context(text[end:high], 0)
            return not not_after.match(part)
        return True


def _beginnings(folded: str, first: re.Pattern[str] | None, begin: int, spaces: int) -> list[int]:
    """Where an expression may begin, at most ``spaces`` spaces before its anchor at ``begin``.

    ``first`` is the expression of its first segment, None if that is where the anchor is.
    """
    low = _words_back(folded, begin, spaces)
    if first is not None:
        opening = first.search(folded, low, begin)
        if not opening:
            return []
        low = opening.start()
    return [at for at in range(low, begin + 1) if not at or not folded[at - 1].isalnum()]


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


def _literal(who: int, back: int, literal: str, anchor: bytes) -> _Literal:
    if literal[0] == _EXACT:
        return who, back, literal, b""
    padded = image(literal)
    check = None if literal.isascii() and literal.isalnum() else literal
    return who, back, check, b"" if padded == anchor else padded


def _reads(part: str, check: str) -> bool:
    """Whether a part of the text, which may need folding, is the literal that it should be."""
    return part == check[1:-1] if check[0] == _EXACT else fold(part) == check


def _moved(who: int, by: int) -> int:
    """The index of a rule, or its inversion, among the rules of all packs."""
    return who + by if who >= 0 else who - by


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
    index = bisect_right(prose.sentences, (start, len(text))) - 1
    return index >= 0 and prose.sentences[index][0] >= back


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
    index = bisect_right(prose.sentences, (end, 0)) - 1
    return index >= 0 and end <= prose.sentences[index][1] <= ahead


_PLACES = {"sentence_start": _at_sentence_start, "sentence_end": _at_sentence_end}
