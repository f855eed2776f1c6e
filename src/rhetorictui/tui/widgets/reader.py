"""The reading view: one article in a comfortable column, its spans highlighted, a margin of marks.

In the margin stands, for each finding that begins in the line, the mark of its voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.message import Message

from rhetorictui.tui.layout import Layout, drawn
from rhetorictui.tui.picture import Item, Picture, tone
from rhetorictui.tui.themes import RANK
from rhetorictui.tui.widgets.lines import Lines
from rhetorictui.writing.listing import VOICE_MARKS

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from rhetorictui.document import Document

MEASURE = 78
"""The widest column of text, in cells; wire copy wrapped at 72 still fits."""
MARGIN = 3


class Reader(Lines):
    """Shows a document as a picture shows it; one item may stand under the cursor."""

    class Selected(Message):
        """An item was put under the cursor, or none any more."""

        def __init__(self, item: Item | None) -> None:
            super().__init__()
            self.item = item

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self._doc: Document | None = None
        self._picture: Picture | None = None
        self._layout: Layout | None = None
        self.item: Item | None = None

    @property
    def stops(self) -> list[Item]:
        """What next and previous step through."""
        return self._picture.stops if self._picture else []

    @property
    def speech(self) -> list[Item]:
        """The quotations."""
        return self._picture.speech if self._picture else []

    # ------------------------------------------------------------------ what is shown
    def show(self, picture: Picture) -> None:
        """Show a picture: from the top when its document is another, else at the same place."""
        other = self._doc is None or self._doc.text is not picture.doc.text
        self._doc, self._picture = picture.doc, picture
        if other:
            self.item = None
            self._lay_out()
            self.scroll_to(y=0, animate=False, force=True)
            self.post_message(self.Selected(None))
        elif self.item is not None and self.item not in (*picture.items, *picture.found):
            self.select(None)
        self.redraw()

    def _lay_out(self) -> None:
        width = min(self.scrollable_content_region.width - MARGIN - 1, MEASURE)
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

    def _place(self) -> int:
        """The offset of the first line in sight."""
        at = self.scroll_offset.y
        if self._layout is None or at >= len(self._layout):
            return 0
        return self._layout.line(at)[0]

    # ------------------------------------------------------------------ the cursor
    def select(self, item: Item | None) -> None:
        """Put ``item`` under the cursor and bring it into sight."""
        self.item = item
        if item is not None and self._layout is not None:
            line = self._layout.line_of(item.start)
            self.resize_lines()
            top, height = self.scroll_offset.y, self.size.height
            if not top + 1 <= line < top + height - 2:
                self.scroll_to(y=max(line - height // 3, 0), animate=False, force=True)
        self.redraw()
        self.post_message(self.Selected(item))

    def step(self, items: list[Item], by: int) -> bool:
        """Select the next (1) or previous (-1) of ``items`` from the cursor or from the top."""
        if not items:
            return False
        if self.item in items:
            at = (items.index(self.item) + by) % len(items)
        else:
            place = self.item.start if self.item else self._place()
            after = sum(item.start < place for item in items)
            at = (after if by > 0 else after - 1) % len(items)
        self.select(items[at])
        return True

    def on_click(self, event: events.Click) -> None:
        if self._picture is None or self._layout is None:
            return
        offset = self.offset_at(event.x, event.y)
        item = None if offset is None else self._picture.at(offset)
        if item is not None or self.item is not None:
            self.select(item)

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point drawn at a cell of the widget, None where no text is."""
        layout = self._layout
        number = y + self.scroll_offset.y
        if layout is None or not 0 <= number < len(layout):
            return None
        start, end = layout.line(number)
        cells = x - self._left(self.size.width) - MARGIN
        if cells < 0:
            return None
        for low, _, wide in split_graphemes(drawn(layout.text[start:end]))[0]:
            if cells < wide:
                return start + low
            cells -= wide
        return None

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
        return self._left(self.size.width) + MARGIN

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
            out.append(Segment(drawn(layout.text[low:high]), self._style(roles)))
        return out

    def _marks(self, picture: Picture, start: int, end: int) -> list[Segment]:
        marks: list[Segment] = []
        seen: list[str] = []
        for item in picture.starting(start, end) if end > start else ():
            mark = VOICE_MARKS.get(item.voice or "narrator", "■")
            if item.layer in ("keywords", "found") or mark in seen or len(seen) == 2:
                continue
            seen.append(mark)
            marks.append(Segment(mark, self.style(f"mark-{tone(item)}")))
        marks.append(Segment(" " * (MARGIN - len(seen)), self.style()))
        return marks

    def _style(self, roles: list[tuple[str, Item]]) -> Style:
        names = sorted({role for role, _ in roles}, key=lambda role: RANK.get(role, 0))
        item = self.item
        if item is not None and any(other == item for _, other in roles):
            speech = item.layer == "quotes"
            quoted = item.layer not in ("keywords", "found") and tone(item) == "quoted"
            names.append("under-speech" if speech else "under-quoted" if quoted else "under-own")
        return self.style(*names)
