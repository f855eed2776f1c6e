"""The passages of two documents abreast, with a cursor for differences and one for findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.message import Message

from rhetorictui.tui.abreast import Found, Line, Side, Stretch, arranged
from rhetorictui.tui.picture import BY_HAND, tone
from rhetorictui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Click, Resize

    from rhetorictui.tui.picture import Item
    from rhetorictui.writing.alignedrows import Row

_ALIKE = ("equal", "fold", "elsewhere")
"""Rows that are no difference: a stand-in for a passage drawn elsewhere is none of its own."""


class _Anchor(NamedTuple):
    """The numbers of a row, and how many lines below the top of the screen it begins."""

    numbers: tuple[int, int]
    below: int


class Passages(Lines):
    """Shows the rows of a comparison; a row, and one of its findings, may be under the cursor."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self._rows: list[Row] = []
        self._sides = (Side(0, "", ()), Side(1, "", ()))
        self._revisions = False
        self._lines: list[Line] = []
        self._found: list[tuple[Found, int]] = []
        self._row: int | None = None
        self.found: Found | None = None

    class Moved(Message):
        """The cursor has come to another difference or finding."""

    def show(self, rows: list[Row], sides: tuple[Side, Side], *, revisions: bool) -> None:
        """Draw these rows; ``revisions`` tells versions of one text from separate accounts.

        What was on the first line, and under the cursor, stays there as far as it is still shown.
        """
        anchor = self._anchor()
        before = None if self._row is None else _numbers(self._rows[self._row])
        self._rows, self._sides, self._revisions = rows, sides, revisions
        known = {_numbers(row): n for n, row in enumerate(rows) if row.kind != "fold"}
        self._row = known.get(before) if before else None
        self._arrange(anchor)
        self.post_message(self.Moved())

    def on_resize(self, event: Resize) -> None:
        self._arrange(self._anchor())

    # ------------------------------------------------------------------ the cursor
    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return None if self._row is None else self._rows[self._row]

    @property
    def rank(self) -> tuple[int, int]:
        """Which difference is under the cursor, 0 for none, and how many there are."""
        at = self._different()
        return (at.index(self._row) + 1 if self._row in at else 0), len(at)

    @property
    def found_rank(self) -> tuple[int, int]:
        """Which finding is under the cursor, 0 for none, and how many are drawn."""
        every = [found for found, _ in self._found]
        return (every.index(self.found) + 1 if self.found in every else 0), len(every)

    @property
    def findings(self) -> list[list[Item] | None]:
        """What was found in either passage under the cursor, None where there is no passage."""
        row = self.row
        if row is None:
            return [None, None]
        spans = (row.left_at, row.right_at)
        return [
            side.findings(row) if span else None
            for side, span in zip(self._sides, spans, strict=True)
        ]

    def _different(self) -> list[int]:
        return [n for n, row in enumerate(self._rows) if row.kind not in _ALIKE]

    def step(self, by: int) -> None:
        """Go to the next or previous row that differs."""
        at = self._different()
        if not at:
            self.app.notify("the two are the same, word for word")
            return
        row = _next(at, self._row, by)
        self._go(row, None, next(n for n, line in enumerate(self._lines) if line.row == row))

    def step_found(self, by: int) -> None:
        """Go to the next or previous finding, of either side, from the cursor on."""
        if not self._found:
            self.app.notify("no finding is shown in either")
            return
        nth, many = self.found_rank
        if nth:
            at = (nth - 1 + by) % many
        else:
            line = self._line_of_row()
            after = sum(place < line for _, place in self._found)
            at = (after if by > 0 else after - 1) % many
        found, line = self._found[at]
        self._go(self._lines[line].row, found, line)

    def stay(self, found: Found) -> None:
        """Put what now stands where ``found`` stood under the cursor."""
        there = found.side, found.item[:2]
        same = (other for other, _ in self._found if (other.side, other.item[:2]) == there)
        self.found = next(same, None)
        self.redraw()
        self.post_message(self.Moved())

    def _line_of_row(self) -> int:
        """The first line of the row under the cursor, else the first in sight."""
        lines = (n for n, line in enumerate(self._lines) if line.row == self._row)
        return self.scroll_offset.y if self._row is None else next(lines, 0)

    def _go(self, row: int, found: Found | None, line: int) -> None:
        self._row, self.found = row, found
        top, height = self.scroll_offset.y, self.size.height
        if not top < line < top + height - 2:
            self.scroll_to(y=max(line - height // 3, 0), animate=False)
        self.redraw()
        self.post_message(self.Moved())

    def on_click(self, event: Click) -> None:
        number = event.y + self.scroll_offset.y
        if not 0 <= number < len(self._lines) or self._lines[number].row < 0:
            return
        cells = event.x - self.gutter.left
        here: tuple[Found, ...] = ()
        for segment, part in zip(self.draw(number, 0), self._lines[number].parts, strict=True):
            if 0 <= cells < segment.cell_length:
                here = part.found
            cells -= segment.cell_length
        # Clicked again: what lies under it.
        at = here.index(self.found) - 1 if self.found in here else -1
        self._go(self._lines[number].row, here[at] if here else None, number)

    # ------------------------------------------------------------------ drawing
    def count(self) -> int:
        return len(self._lines)

    def draw(self, number: int, width: int) -> list[Segment]:
        line = self._lines[number]
        under = ("cursor",) if line.row == self._row else ()
        return [Segment(part.text, self.style(*self._names(part, under))) for part in line.parts]

    def _names(self, part: Stretch, under: Iterable[str]) -> list[str]:
        names = [part.kind, *under] if part.kind else [*under]
        if part.found:
            item = part.found[-1].item
            kept = item.layer == BY_HAND
            # What is kept still stands in somebody's voice.
            kind = tone(item._replace(layer="frames") if kept and item.voice else item)
            names.append("quoted-beside" if kind == "quoted" else kind)
            names += ["kept"] * kept
        if self.found is not None and self.found in part.found:
            names.append(f"under-{tone(self.found.item)}")
        return names

    def _arrange(self, anchor: _Anchor | None) -> None:
        """Break the rows into lines, and have the anchor stay where it was."""
        width = self.room - 2
        if width < 20:
            return
        lines = arranged(self._rows, self._sides, width, revisions=self._revisions)
        self._lines = lines
        self._found = []
        seen: set[tuple[int, int]] = set()
        for number, line in enumerate(lines):
            for found in (found for part in line.parts for found in part.found):
                if (found.side, id(found.item)) not in seen:
                    seen.add((found.side, id(found.item)))
                    self._found.append((found, number))
        if all(found != self.found for found, _ in self._found):
            self.found = None
        self.resize_lines()
        if anchor is not None:
            # Where it is folded away, the row before it.
            at = [(n, self._rows[line.row]) for n, line in enumerate(lines) if line.row >= 0]
            first = [n for n, row in at if _numbers(row) == anchor.numbers][:1]
            first = first or [n for n, row in at if not _after(row, anchor.numbers)][-1:]
            y = max(_start(lines, first[0]) - anchor.below, 0) if first else 0
            self.scroll_to(y=y, animate=False, force=True)
        self.redraw()

    def _anchor(self) -> _Anchor | None:
        """The row that is to stay in its place: that under the cursor, else the first in sight."""
        top = self.scroll_offset.y
        seen = range(top, min(top + self.size.height, len(self._lines)))
        for wanted in (self._row, None):
            for n in seen:
                row = self._lines[n].row
                if row >= 0 and (wanted is None or row == wanted):
                    return _Anchor(_numbers(self._rows[row]), n - top)
        return None


def _next(at: Sequence[int], now: int | None, by: int) -> int:
    """The one of ``at`` after or before ``now``; the first follows the last."""
    if now is None:
        return at[0] if by > 0 else at[-1]
    after = [n for n in at if (n > now if by > 0 else n < now)]
    return (after[0] if by > 0 else after[-1]) if after else at[0 if by > 0 else -1]


def _numbers(row: Row) -> tuple[int, int]:
    return row.left_number or 0, row.right_number or 0


def _after(row: Row, numbers: tuple[int, int]) -> bool:
    """Whether a row comes after the one of these numbers, on the side that both have."""
    return any(ours > theirs > 0 for ours, theirs in zip(_numbers(row), numbers, strict=True))


def _start(lines: Sequence[Line], number: int) -> int:
    """The first line of the row that the line ``number`` belongs to."""
    while number and lines[number - 1].row == lines[number].row:
        number -= 1
    return number
