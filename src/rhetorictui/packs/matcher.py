"""All phrases of all packs, found in one pass over a text.

One automaton scans the image of the text for anchors; what an anchor may belong to is compared
with the text around it, at hits only. Per rule the leftmost and then longest hits are kept and
none overlap; between rules they may.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import ahocorasick_rs

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
    from collections.abc import Sequence

    from rhetorictui.language import Prose
    from rhetorictui.packs.compiler import Tables
    from rhetorictui.packs.model import Pack, Rule

_QUOTES = frozenset("\"'\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a")
_PLAIN = frozenset(' \n.,;:!?()"\u201c\u201d')
# After so many bytes the larger automaton, up to twice as fast, has paid for its building. It is so
# only while it fits the processor's cache: up to some 3,000 anchors.
_ENOUGH = 1_500_000
_FITS = 30_000
_STOPS = (".", ",", ";", ":", "!", "?")
_BLANK = re.compile(r"\n\s*\n")
_SPACE = re.compile(" +")
# How far a context phrase is looked for, code points.
_CONTEXT = 120


class Hit(NamedTuple):
    """A phrase of ``rule`` at ``start..end``, code points, half-open."""

    start: int
    end: int
    rule: Rule


class Matcher:
    """Finds the phrases of packs. Safe to share between threads and to pickle by its packs."""

    def __init__(self, packs: Sequence[Pack], tables: Tables) -> None:
        self.packs = tuple(packs)
        self.rules = [rule for pack in packs for rule in pack.rules]
        self._tables = tables
        self._compiled: list[tuple[re.Pattern[str], re.Pattern[str] | None, tuple[str, ...]] | None]
        self._compiled = [None] * len(tables.expressions)
        self._contexts: dict[int, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {}
        self._scanned = 0
        self._upgrade = sum(map(len, tables.anchors)) < _FITS
        self._automaton = _automaton(tables.anchors, large=False)

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
            found = self._scan(original, padded, half)
        else:
            squeezed = Squeezed(original)
            place = squeezed.place
            found = [
                (rule, place(start), -place(-minus_end - 1) - 1)
                for rule, start, minus_end in self._scan(squeezed.text, *picture(squeezed.text))
            ]
        if not found:
            return []
        conditions = self._tables.conditions
        out: list[tuple[int, int, int]] = []
        last_rule, last_end = -1, -1
        found.sort()
        for rule, start, minus_end in found:
            end = -minus_end
            if rule != last_rule:
                last_rule, last_end = rule, -1
            if start < last_end:
                continue
            if conditions[rule] is not None:
                folded = folded or (unfold(half) if even else "")
                if not self._stands(prose, folded, rule, start, end):
                    continue
            if prose.zones and "\n" in original[start:end] and _crosses(prose, start, end):
                continue
            out.append((start, end, rule))
            last_end = end
        out.sort()
        return out

    def _scan(self, text: str, padded: bytes, half: bytes | str) -> list[tuple[int, int, int]]:
        """Candidates as (rule, start, -end) in ``text``, true but for their rules' conditions."""
        folded = ""
        self._scanned += len(padded)
        if self._upgrade and self._scanned > _ENOUGH:
            self._upgrade = False
            self._automaton = _automaton(self._tables.anchors, large=True)
        entries = self._tables.entries
        out: list[tuple[int, int, int]] = []
        for anchor, begin, stop in self._automaton.find_matches_as_indexes(
            padded, overlapping=True
        ):
            whole, onward, backward, anywhere = entries[anchor]
            for rule, literal in whole:
                _accept(out, text, rule, begin, stop - 2, literal)
            candidates = anywhere
            if onward and (more := onward.get(padded[stop : padded.find(b" ", stop)])):
                candidates += more
            if backward and (
                more := backward.get(padded[padded.rfind(b" ", 0, begin) + 1 : begin])
            ):
                candidates += more
            for candidate in candidates:
                if candidate[1] < 0:
                    rule, _, back, literal, around = candidate
                    start = begin - back
                    if padded.startswith(around, start):
                        if literal == "":
                            literal = around[1:-1].decode()
                        _accept(out, text, rule, start, start + len(around) - 2, literal)
                    continue
                rule, expression, spaces, backs, befores = candidate
                if befores and padded[padded.rfind(b" ", 0, begin) + 1 : begin] not in befores:
                    continue
                folded = folded or unfold(half)
                for start, end in self._express(folded, text, expression, begin, spaces, backs):
                    _accept(out, text, rule, start, end, None)
        return out

    def _express(
        self,
        folded: str,
        text: str,
        expression: int,
        begin: int,
        spaces: int,
        backs: tuple[int, ...],
    ) -> list[tuple[int, int]]:
        """The spans of an expression around its anchor at ``begin``."""
        compiled = self._compiled[expression]
        if compiled is None:
            source, head, exact = self._tables.expressions[expression]
            compiled = re.compile(source), re.compile(head) if head else None, exact
            self._compiled[expression] = compiled
        pattern, first, exact = compiled
        if backs:
            starts = [begin - back for back in backs if back <= begin]
        else:
            starts = _beginnings(folded, first, begin, spaces)
        out = []
        for start in starts:
            match = pattern.match(folded, start)
            if match and (
                not exact or all(text[s:e] in exact for s, e in match.regs[1:] if s >= 0)
            ):
                out.append(match.span())
        return out

    def _stands(self, prose: Prose, folded: str, rule: int, start: int, end: int) -> bool:
        """Whether a hit meets the conditions of its rule. ``folded``: of an even text, its fold."""
        condition = self._tables.conditions[rule]
        if condition is None:
            return True
        before, words, after, place = condition
        text = prose.text
        if place and not _PLACES[place](prose, start, end):
            return False
        if rule not in self._contexts:
            self._contexts[rule] = (
                re.compile(before) if before else None,
                re.compile(after) if after else None,
            )
        not_before, not_after = self._contexts[rule]
        if not_before:
            low = max(start - _CONTEXT, 0)
            part = folded[low:start].rpartition("  ")[2] or _context(text[low:start], -1)
            if any(not_before.match(part, at) for at in _beginnings(part, None, len(part), words)):
                return False
        if not_after:
            high = end + _CONTEXT
            part = folded[end:high].partition("  ")[0] or _context(text[end:high], 0)
            return not not_after.match(part)
        return True


def _automaton(anchors: list[bytes], *, large: bool) -> ahocorasick_rs.BytesAhoCorasick:
    kinds = ahocorasick_rs.Implementation
    kind = kinds.DFA if large else kinds.ContiguousNFA
    return ahocorasick_rs.BytesAhoCorasick(anchors, implementation=kind)


def _beginnings(folded: str, first: re.Pattern[str] | None, begin: int, spaces: int) -> list[int]:
    """Where an expression may begin, at most ``spaces`` spaces before its anchor at ``begin``.

    ``first`` is the expression of its first segment, None if that is where the anchor is.
    """
    low = begin
    for _ in range(spaces + 1):
        low = folded.rfind(" ", 0, low)
        if low < 0:
            break
    low += 1
    if first is not None:
        opening = first.search(folded, low, begin)
        if not opening:
            return []
        low = opening.start()
    return [at for at in range(low, begin + 1) if not at or not folded[at - 1].isalnum()]


def _context(part: str, side: int) -> str:
    """The fold of what stands on one ``side`` (0 after, -1 before) of a hit, in its paragraph."""
    if "\n" in part:
        part = _BLANK.split(part)[side]
    folded = fold(part)
    return _SPACE.sub(" ", folded) if "  " in folded else folded


def _accept(
    out: list[tuple[int, int, int]],
    text: str,
    rule: int,
    start: int,
    end: int,
    literal: str | None,
) -> None:
    """Add a candidate to ``out`` if it is what it should be, in whole words."""
    if (
        literal is not None
        and (part := text[start:end]).lower() != literal
        and fold(part) != literal
    ):
        return
    if (start and end < len(text) and text[start - 1] in _PLAIN and text[end] in _PLAIN) or _whole(
        text, start, end
    ):
        if rule >= 0:
            out.append((rule, start, -end))
        elif _quoted(text, start, end):
            out.append((~rule, start, -end))


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
