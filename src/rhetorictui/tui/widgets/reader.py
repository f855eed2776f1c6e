"""The reading view: one article in a comfortable column, its spans highlighted, a margin of marks.

In the margin stands, for each finding that begins in the line, the mark of its voice. Each article
is shown where it was left. A passage can be marked with the mouse, to be copied.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.message import Message

from rhetorictui.tui.layout import Layout, drawn
from rhetorictui.tui.picture import Item, Picture, kind, mark, tone
from rhetorictui.tui.themes import RANK
from rhetorictui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual import events

    from rhetorictui.document import Document, Span

MEASURE = 78
"""The widest column of text, in cells; wire copy wrapped at 72 still fits."""
MARGIN = 3
_MARKS = 2
"""Marks that a margin has room for."""
_EDGE = 1
"""Empty cells between the text and the scrollbar."""


class Reader(Lines):
    """Shows a document as a picture shows it; one item may stand under the cursor."""

    class Selected(Message):
        """An item was put under the cursor, or none any more."""

        def __init__(self, item: Item | None) -> None:
            super().__init__()
            self.item = item

    class Fitted(Message):
        """The text begins at another cell, or has lines of another length."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self._doc: Document | None = None
        self._picture: Picture | None = None
        self._layout: Layout | None = None
        self.item: Item | None = None
        self.passage: Span | None = None
        """What the mouse, or a step from sentence to sentence, has marked."""
        self._held: int | None = None
        self._left_at: dict[str, tuple[int, Item | None]] = {}
        self._again: Item | None = None

    @property
    def stops(self) -> list[Item]:
        """What next and previous step through."""
        return self._picture.stops if self._picture else []

    @property
    def found(self) -> list[Item]:
        """The hits of a search."""
        return self._picture.found if self._picture else []

    @property
    def speech(self) -> list[Item]:
        """The quotations."""
        return self._picture.speech if self._picture else []

    @property
    def alike(self) -> list[Item]:
        """The items shown that are of the kind of the one under the cursor, itself included."""
        if self.item is None or self._picture is None:
            return []
        if self.item.layer == "found":
            return self._picture.found
        mine = kind(self.item)
        return [i for i in (*self._picture.findings, *self._picture.speech) if kind(i) == mine]

    @property
    def rank(self) -> tuple[int, int] | None:
        """Which of how many the item under the cursor is, among findings or else quotations."""
        for items in (self.stops, self.speech):
            if self.item in items:
                return items.index(self.item) + 1, len(items)
        return None

    # ------------------------------------------------------------------ what is shown
    def show(self, picture: Picture) -> None:
        """Show a picture: where its document was left, or at the same place when it is the same."""
        known = self._doc
        self._doc, self._picture = picture.doc, picture
        if known is None or known.text is not picture.doc.text:
            if known is not None:
                self._left_at[known.id] = self._place(), self.item
            self._turn_to(picture.doc)
        elif self.item is not None and self.item not in (*picture.items, *picture.found):
            self.select(None)
        if self._again is not None and self._again in picture.items:
            # Not before: what was under the cursor may have to be found again first.
            self.item, self._again = self._again, None
            self.post_message(self.Selected(self.item))
        self.redraw()

    def _turn_to(self, doc: Document) -> None:
        place, self._again = self._left_at.get(doc.id, (0, None))
        self.item = self.passage = None
        self._lay_out()
        line = self._layout.line_of(place) if place and self._layout is not None else 0
        self.resize_lines()
        self.scroll_to(y=line, animate=False, force=True)
        self.post_message(self.Selected(None))

    def go_to(self, offset: int) -> None:
        """Bring a place of the text into sight."""
        if self._layout is not None:
            line = self._layout.line_of(offset)
            self.resize_lines()
            self.scroll_to(y=max(line - self.size.height // 3, 0), animate=False, force=True)

    def _lay_out(self) -> None:
        width = min(self.room - MARGIN - 1 - _EDGE, MEASURE)
        if self._doc is None or width < 1:
            return
        if self._layout is None or (self._layout.text, self._layout.width) != (
            self._doc.text,
            width,
        ):
            self._layout = Layout(self._doc.text, width)
        self._layout.grow()
        self._grown()

    def _grown(self) -> None:
        self.resize_lines()
        if self._layout is not None and not self._layout.done:
            self.set_timer(0.02, self._grow)

    def _grow(self) -> None:
        if self._layout is not None and not self._layout.done:
            self._layout.grow()
            self._grown()

    def on_resize(self, event: events.Resize) -> None:
        place = self._place()
        self._lay_out()
        if place and self._layout is not None:
            self.scroll_to(y=self._layout.line_of(place), animate=False, force=True)
        self.redraw()
        self.post_message(self.Fitted())

    def _place(self) -> int:
        """The offset of the first line in sight."""
        at = self.scroll_offset.y
        if self._layout is None or at >= len(self._layout):
            return 0
        return self._layout.line(at)[0]

    # ------------------------------------------------------------------ the cursor
    def select(self, item: Item | None) -> None:
        """Put ``item`` under the cursor and bring it into sight."""
        self.item, self.passage, self._again = item, None, None
        if item is not None:
            self._show_place(item.start)
        self.redraw()
        self.post_message(self.Selected(item))

    def _show_place(self, offset: int) -> None:
        if self._layout is not None and not self._in_sight(offset, 1, 2):
            self.go_to(offset)

    def _in_sight(self, offset: int, above: int = 0, below: int = 0) -> bool:
        """Whether the line of ``offset`` is seen, and so many lines around it."""
        if self._layout is None:
            return False
        line = self._layout.line_of(offset)
        top = self.scroll_offset.y
        return top + above <= line < top + self.size.height - below

    def step(self, items: list[Item], by: int) -> bool:
        """Select the next (1) or previous (-1) of ``items``: from the cursor, or from what is in
        sight when the cursor is not.
        """
        if not items:
            return False
        place = self._from()
        if self.item in items and self.item.start == place:
            at = (items.index(self.item) + by) % len(items)
        else:
            after = sum(item.start < place for item in items)
            at = (after if by > 0 else after - 1) % len(items)
        self.select(items[at])
        return True

    def _from(self) -> int:
        """The offset from which a step goes: of what is marked or under the cursor while that is
        in sight, else of the first line.
        """
        at = self.passage or (self.item and (self.item.start, self.item.end))
        return at[0] if at and self._in_sight(at[0]) else self._place()

    def step_sentence(self, by: int) -> bool:
        """Mark the next (1) or previous (-1) sentence, to be copied."""
        if self._doc is None:
            return False
        spans = [(a.start, a.end) for a in self._doc.annotations if a.layer == "sentences"]
        place = self._from()
        if self.passage in spans and self.passage[0] == place:
            at = min(max(spans.index(self.passage) + by, 0), len(spans) - 1)
        else:
            # The one where the cursor is comes first.
            at = max(sum(start <= place for start, _ in spans) - 1, 0)
            if by > 0 and at + 1 < len(spans) and spans[at][1] <= place:
                at += 1
        if not spans:
            return False
        self.item, self._again, self.passage = None, None, spans[at]
        self._show_place(spans[at][0])
        self.redraw()
        self.post_message(self.Selected(None))
        return True

    def here(self) -> list[Item]:
        """All items that share a place with the one under the cursor, or what is marked."""
        span = self.passage or (self.item and (self.item.start, self.item.end))
        return self._picture.here(*span) if span and self._picture is not None else []

    def step_here(self) -> bool:
        """Select the next of the items that lie over each other under the cursor."""
        items = self.here()
        if self.item not in items or len(items) < 2:
            return False
        self.select(items[(items.index(self.item) + 1) % len(items)])
        return True

    # ------------------------------------------------------------------ the mouse
    def on_click(self, event: events.Click) -> None:
        if self._picture is None or self.passage is not None:
            return
        offset = self.offset_at(event.x, event.y)
        items = [] if offset is None else self._picture.here(offset, offset + 1)
        if self.item in items:
            # Clicked again: what lies under it.
            self.select(items[(items.index(self.item) + 1) % len(items)])
        elif items or self.item is not None:
            self.select(items[0] if items else None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1:
            self.capture_mouse()
            self._held = self._nearest(event.x, event.y)
            if self.passage is not None:
                self.passage = None
                self.redraw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._held is None:
            return
        if not 0 <= event.y < self.size.height:
            self.scroll_relative(y=-1 if event.y < 0 else 1, animate=False, force=True)
        to = self._nearest(event.x, event.y)
        if to is not None:
            low, high = sorted((self._held, to))
            self.passage = (low, high) if low < high else None
            self.redraw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.release_mouse()
        self._held = None
        if self.passage is not None:
            self.post_message(self.Selected(self.item))

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point drawn at a cell of the widget, None where no text is."""
        number = y + self.scroll_offset.y
        if not 0 <= number < self.count():
            return None
        offset = self._cell(number, x)
        start, end = self._layout.line(number) if self._layout else (0, 0)
        return offset if offset is not None and start <= offset < end else None

    def _nearest(self, x: int, y: int) -> int | None:
        """The code point nearest to a cell; the end of its line where that is to the left."""
        if not self.count():
            return None
        number = min(max(y, 0), self.size.height - 1) + self.scroll_offset.y
        if self._layout is None or number >= self.count():
            return None if self._layout is None else self._layout.line(self.count() - 1)[1]
        offset = self._cell(number, x)
        return self._layout.line(number)[0] if offset is None else offset

    def _cell(self, number: int, x: int) -> int | None:
        """The code point at a cell of a line: None left of it, its end to the right of it."""
        cells = x - self.left
        if self._layout is None or cells < 0:
            return None
        start, end = self._layout.line(number)
        for low, _, wide in split_graphemes(drawn(self._layout.text[start:end]))[0]:
            if cells < wide:
                return start + low
            cells -= wide
        return end

    # ------------------------------------------------------------------ drawing
    def count(self) -> int:
        return 0 if self._layout is None else len(self._layout)

    def action_bottom(self) -> None:
        if self._layout is not None:
            self._layout.finish()
            self.resize_lines()
        super().action_bottom()

    @property
    def left(self) -> int:
        """The cell at which the text begins."""
        return self._left(self.room) + MARGIN

    def _left(self, width: int) -> int:
        """The empty cells left of the margin: half of what the column does not need."""
        wide = MEASURE if self._layout is None else self._layout.width
        return max((width - wide - MARGIN) // 2, 0)

    def draw(self, number: int, width: int) -> list[Segment]:
        layout, picture = self._layout, self._picture
        if layout is None or picture is None:
            return []
        start, end = layout.line(number)
        out = [Segment(" " * self._left(width), self.style())]
        out += self._marks(
            picture,
            start,
            layout.line(number + 1)[0] if number + 1 < len(layout) else len(layout.text),
        )
        for low, high, roles in picture.between(start, end):
            for first, last, marked in self._cut(low, high):
                out.append(Segment(drawn(layout.text[first:last]), self._style(roles, marked)))
        return out

    def _cut(self, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
        """``low..high`` in stretches that are marked with the mouse, and that are not."""
        start, end = self.passage or (high, high)
        edges = sorted({low, high, min(max(start, low), high), min(max(end, low), high)})
        for first, last in pairwise(edges):
            yield first, last, start <= first < end

    def _marks(self, picture: Picture, start: int, end: int) -> list[Segment]:
        marks: list[Segment] = []
        seen: list[str] = []
        for item in picture.starting(start, end) if end > start else ():
            sign = mark(item)
            if item.layer in ("keywords", "found") or sign in seen or len(seen) == _MARKS:
                continue
            seen.append(sign)
            marks.append(Segment(sign, self.style(f"mark-{tone(item)}")))
        marks.append(Segment(" " * (MARGIN - len(seen)), self.style()))
        return marks

    def _style(self, roles: list[tuple[str, Item]], marked: bool) -> Style:
        names = sorted({role for role, _ in roles}, key=lambda role: RANK.get(role, 0))
        item = self.item
        if item is not None and any(other == item for _, other in roles):
            names.append(f"under-{tone(item)}")
        if marked:
            names.append("passage")
        return self.style(*names)
