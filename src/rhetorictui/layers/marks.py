"""Quotation marks paired: straight, curly, single, nested, reopened at each paragraph, unclosed.

Pairing is done paragraph by paragraph, because newspapers open a long quotation again at the head
of each paragraph and close it only at its end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.document import Span


class Quoted(NamedTuple):
    """A stretch in quotation marks; ``start`` and ``end`` include the marks, code points.

    ``closed`` is False where the paragraph ends before the closing mark. ``depth`` is 0 for an
    outer quotation and 1 for one within another.
    """

    start: int
    end: int
    closed: bool
    depth: int


class Outer:
    """The outer quotations of a text: disjoint and in order, so that a span's are soon found."""

    def __init__(self, marks: Sequence[Quoted]) -> None:
        self.marks = [mark for mark in marks if not mark.depth]
        self.starts = [mark.start for mark in self.marks]
        self.ends = [mark.end for mark in self.marks]

    def touched(self, start: int, end: int) -> range:
        """The numbers of the quotations that share a code point with ``start..end``."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


# An apostrophe between two letters is no mark.
_MARK = patterns.compile(r"[\"“”„«»'‘’`](?!(?<=[^\W_]['‘’`])[^\W_])")
_OPEN = frozenset("“„«") | {"``"}
_CLOSE = frozenset("”»")
_SINGLE = frozenset("'‘’")
_SAID = patterns.compile(
    r"[,?!](?=\s(?:(?:[A-Z][\w'’.-]*\s){1,4}|(?:he|she|they)\s)(?:said|says|added|told\s[^,;:.]{2,40})"
    r"(?:\s(?:on|in|at|late|last)\s[^,;:.]{2,40})?\.$)"
)
"""Where a quotation ends that nobody closed ("“The quay is safe, Oduya said on Monday.")."""


def quoted_spans(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Every quotation of ``text`` in order of its start; ``paragraphs`` are in order."""
    out: list[Quoted] = []
    if not paragraphs:
        return out
    marks = _marks(text, paragraphs[0][0], paragraphs[-1][1])
    at, most = 0, len(marks)
    for start, end in paragraphs:
        if at == most:
            break
        first = at
        while at < most and marks[at][1] < end:
            at += 1
        if first < at:
            _pair(text, start, end, marks[first:at], out)
    out.sort()
    return out


def _marks(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """The marks between ``start`` and ``end`` with their places; apostrophes within words are none.

    Two single marks in a row are one double mark, as in agency copy.
    """
    out: list[tuple[str, int]] = []
    skip = -1
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        mark = match.group()
        if at == skip:
            continue
        if mark in "'‘’`":
            if at + 1 < end and text[at + 1] == mark and mark != "’":
                skip = at + 1
                mark *= 2
            elif mark == "`":
                continue
        out.append((mark, at))
    return out


def _pair(
    text: str, start: int, end: int, marks: Sequence[tuple[str, int]], out: list[Quoted]
) -> None:
    outer = -1
    inner = -1
    for mark, at in marks:
        after = at + len(mark)
        if mark in _SINGLE:
            before = text[at - 1] if at > start else " "
            ahead = text[after] if after < end else " "
            # An opening mark stands after a space or bracket and before a letter; a closing one
            # after a letter or a stop. An apostrophe after a plural (“the forces’ own”) passes
            # for a closing one, and closes nothing unless one is open.
            opens = mark != "’" and not before.isalnum() and (ahead.isalnum() or ahead in "$£€[")
            if not opens and (before.isspace() or ahead.isalnum()):
                continue
            if opens and inner < 0:
                inner = at
            elif not opens and inner >= 0 and mark != "‘":
                out.append(Quoted(inner, after, True, 1 if outer >= 0 else 0))
                inner = -1
            continue
        if mark in _CLOSE:
            opens = False
        elif mark in _OPEN:
            opens = True
        else:
            before = text[at - 1] if at > start else " "
            opens = (
                outer < 0
                if before.isspace() == (after < end and text[after].isspace())
                else (before.isspace() or before in "([—–")
            )
        if opens:
            if outer < 0:
                outer = at
        elif outer >= 0:
            out.append(Quoted(outer, after, True, 0))
            outer = inner = -1
    if outer >= 0:
        stop = start + len(text[start:end].rstrip())
        said = _SAID.search(text, outer, stop)
        if said:
            stop = said.end()
        if stop > outer + 1:
            out.append(Quoted(outer, stop, False, 0))
