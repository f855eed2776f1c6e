"""Where the lines of a text break on a screen, found lazily, so that a text may have any size.

Lines are spans of code points. They break at spaces and beside wide characters; only a word longer
than the line is cut. Nothing in the text is changed: spaces at a break are left out of the lines,
and an article without blank lines between its paragraphs gets empty ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size, split_graphemes

from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rhetorictui.document import Span

STEP = 1 << 15
"""Code points laid out at a time, while the rest of a large text waits."""
_SAMPLE = 20_000
_LONG = 100
# What is not certainly one cell wide; control characters are, being drawn as their pictures.
_ODD = re.compile("[^\x00-\x7e\xa0-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")


def drawn(text: str) -> str:
    """``text`` as it is drawn: controls made visible one for one, a tab as one space."""
    return visible(text, tab=True).replace("\t", " ")


def wants_space(text: str) -> bool:
    """Whether paragraphs follow each other without blank lines, so that the eye needs them."""
    lines = text[:_SAMPLE].split("\n")
    full = [line for line in lines if line.strip()]
    long = sum(len(line) > _LONG for line in full)
    return len(lines) - len(full) <= len(full) // 4 and long * 5 >= len(full) * 2


class Layout:
    """The lines of ``text`` in a column of ``width`` cells, as far as they were asked for."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(width, 4)
        self.done = False
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._spaced = wants_space(text)
        self._at = 0

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> Span:
        """The span of a line that has been laid out."""
        return self._starts[number], self._ends[number]

    def line_of(self, offset: int) -> int:
        """The number of the line that holds ``offset``, or the break before it."""
        while not self.done and self._at <= offset:
            self.grow()
        return max(bisect_right(self._starts, offset) - 1, 0)

    def finish(self) -> None:
        """Lay out all that is left."""
        while not self.done:
            self.grow()

    def grow(self) -> None:
        """Lay out about ``STEP`` more code points."""
        text, total = self.text, len(self.text)
        at = self._at
        target = min(at + STEP, total)
        while at < target:
            newline = text.find("\n", at, at + STEP)
            if newline < 0:
                # No end of line in sight: lay out what fills lines, keep the rest for later.
                stop = min(at + STEP, total)
                rest = self._wrap(at, stop, whole=stop == total)
                at = rest if rest > at else self._wrap(at, stop, whole=True)
                break
            self._wrap(at, newline - (text[newline - 1 : newline] == "\r"), whole=True)
            at = newline + 1
            empty = self._starts[-1] >= self._ends[-1]
            if self._spaced and not empty and text[at : at + 1] not in ("\n", "\r", ""):
                self._add(newline, newline)
        self._at = at
        if at >= total:
            if not self._starts:
                self._add(0, 0)
            self.done = True

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _wrap(self, at: int, end: int, *, whole: bool) -> int:
        """Lay out one line of the text and give where it ended.

        Unless ``whole``, what does not fill the last screen line is left over.
        """
        text = self.text
        if at >= end:
            self._add(at, at)
        while at < end:
            reach = at + fitting(text, at, end, self.width)
            if reach >= end:
                if not whole:
                    return at
                self._add(at, end)
                return end
            cut = _break(text, at, reach)
            last = cut
            while last > at and text[last - 1] == " ":
                last -= 1
            self._add(at, last if last > at else cut)
            at = cut
            while at < end and text[at] == " ":
                at += 1
        return at


def fitting(text: str, at: int, end: int, width: int) -> int:
    """How many code points from ``at`` on fill at most ``width`` cells; at least one grapheme."""
    window = text[at : min(at + width, end)]
    if not _ODD.search(window) and (at + width >= end or not _ODD.match(text, at + width)):
        return len(window)
    size = width
    while True:
        window = visible(text[at : min(at + size, end)])
        spans, cells = split_graphemes(window)
        if cells > width or at + size >= end:
            break
        size *= 4  # Combining marks take no cells.
    used = taken = 0
    for _, stop, wide in spans:
        used += wide
        if used > width and taken:
            break
        taken = stop
    return taken


def _break(text: str, at: int, reach: int) -> int:
    """Where to break a line of which ``at`` to ``reach`` fits, and ``reach`` does not."""
    if text[reach] == " ":
        return reach
    space = text.rfind(" ", at + 1, reach)
    if _ODD.search(text, max(space, at), reach + 1):
        for place in range(reach, max(space, at), -1):
            if _is_wide(text[place]) or _is_wide(text[place - 1]):
                return place
    return space if space > at else reach


def _is_wide(character: str) -> bool:
    return character > "\u1100" and get_character_cell_size(character) == 2
