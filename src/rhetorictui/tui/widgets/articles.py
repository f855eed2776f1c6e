"""The list of articles: two lines each, drawn as they come into sight, filtered by their words."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from rhetorictui.tui.layout import drawn
from rhetorictui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual import events

    from rhetorictui.document import Document
    from rhetorictui.tui.library import Library

ROWS = 2


class Articles(Lines):
    """Shows the documents of a library that match ``words``; ``place`` is the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Read", show=False)]

    class Chosen(Message):
        """The cursor came to the document at ``place``; ``opened`` when it is to be read now."""

        def __init__(self, place: int, opened: bool) -> None:
            super().__init__()
            self.place = place
            self.opened = opened

    def __init__(self, library: Library, id: str | None = None) -> None:
        super().__init__(id)
        self.library = library
        self.marked: list[int] = []
        self.place: int | None = None
        self.words = ""
        self._shown: list[int] = []
        self._seen = 0

    # ------------------------------------------------------------------ which are listed
    @property
    def shown(self) -> list[int]:
        """The places of the documents that match, in order."""
        return self._shown

    def grow(self) -> None:
        """List the documents that have been read since the last time."""
        docs = self.library.docs
        size = len(docs)
        if size == self._seen:
            return
        wanted = self.words.casefold().split()
        self._shown += (place for place in range(self._seen, size) if _matches(docs[place], wanted))
        self._seen = size
        self._update()

    def filter(self, words: str) -> None:
        """List only documents that hold all ``words`` in title, outlet, date or name."""
        wanted = words.casefold().split()
        narrower = words.startswith(self.words)
        among = self._shown if narrower else range(self._seen)
        docs = self.library.docs
        self._shown = [place for place in among if _matches(docs[place], wanted)]
        self.words = words
        self._update()
        if self._shown:
            row = self._row()
            self.choose(self._shown[row if row is not None else 0])

    def _update(self) -> None:
        self.resize_lines()
        self.redraw()
        if self.place is None and self._shown:
            self.choose(self._shown[0])

    # ------------------------------------------------------------------ the cursor
    def _row(self) -> int | None:
        """The row of the chosen document, None when the filter hides it."""
        if self.place is None:
            return None
        row = bisect_left(self._shown, self.place)
        return row if row < len(self._shown) and self._shown[row] == self.place else None

    def choose(self, place: int, *, opened: bool = False) -> None:
        """Put the cursor on a document and say so."""
        changed = place != self.place
        self.place = place
        row = self._row()
        if row is not None:
            top, height = self.scroll_offset.y, max(self.size.height, ROWS)
            if row * ROWS < top:
                self.scroll_to(y=row * ROWS, animate=False, force=True)
            elif row * ROWS + ROWS > top + height:
                self.scroll_to(y=row * ROWS + ROWS - height, animate=False, force=True)
        self.redraw()
        if changed or opened:
            self.post_message(self.Chosen(place, opened))

    def move(self, by: int) -> None:
        """Move the cursor by so many documents, as far as the list goes."""
        if self._shown:
            row = self._row()
            at = 0 if row is None else min(max(row + by, 0), len(self._shown) - 1)
            self.choose(self._shown[at])

    def action_down(self) -> None:
        self.move(1)

    def action_up(self) -> None:
        self.move(-1)

    def action_page(self, step: int) -> None:
        self.move(step * max(self.size.height // ROWS - 1, 1))

    def action_top(self) -> None:
        self.move(-len(self._shown))

    def action_bottom(self) -> None:
        self.move(len(self._shown))

    def action_open(self) -> None:
        if self.place is not None:
            self.choose(self.place, opened=True)

    def on_click(self, event: events.Click) -> None:
        row = (event.y + self.scroll_offset.y) // ROWS
        if row < len(self._shown):
            self.choose(self._shown[row], opened=event.chain > 1)

    def on_resize(self, event: events.Resize) -> None:
        self.resize_lines()

    # ------------------------------------------------------------------ drawing
    def count(self) -> int:
        return len(self._shown) * ROWS

    def draw(self, number: int, width: int) -> list[Segment]:
        place = self._shown[number // ROWS]
        doc = self.library.docs[place]
        chosen = ("cursor",) if place == self.place else ()
        bar = Segment("▎" if chosen else " ", self.style(*chosen, "key"))
        room = width - 3
        if number % ROWS == 0:
            letter = "AB"[self.marked.index(place)] if place in self.marked else " "
            title = self.style(*chosen, "text")
            return [
                bar,
                Segment(letter, self.style(*chosen, "key")),
                Segment(fit(doc.title or doc.id, room), title),
                Segment(" ", title),
            ]
        about = self.style(*chosen, "faint")
        tally = self.library.tallies.get(place)
        own = f"■{tally.own:<3}" if tally else ""
        spoken = f"”{tally.all - tally.own:<2}" if tally else ""
        words = " · ".join(filter(None, ((doc.published or "")[:10], doc.outlet)))
        return [
            bar,
            Segment(" ", about),
            Segment(fit(words or doc.id, room - cell_len(own + spoken) - 1) + " ", about),
            Segment(own, self.style(*chosen, "own-number") if tally and tally.own else about),
            Segment(spoken, about),
        ]


def _matches(doc: Document, words: list[str]) -> bool:
    if not words:
        return True
    facts = f"{doc.title} {doc.outlet} {doc.published} {doc.id}".casefold()
    return all(word in facts for word in words)


def fit(text: str, cells: int) -> str:
    """The text in exactly ``cells`` cells, an ellipsis where it is cut."""
    line = drawn(" ".join(text.split()))
    if cell_len(line) > cells:
        line = set_cell_size(line, max(cells - 1, 0)).rstrip() + "…"
    return set_cell_size(line, max(cells, 0))
