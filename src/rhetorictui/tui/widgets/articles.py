"""The list of articles: two lines each, drawn as they come into sight.

It can be filtered by words of title, outlet, date and name, narrowed to articles that hold a
phrase, and put in the order of dates or outlets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from rhetorictui.tui.layout import drawn
from rhetorictui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from rhetorictui.document import Document
    from rhetorictui.tui.library import Library

ROWS = 2
ORDERS = ("as read", "by date", "by outlet")
_THOUSAND = 1_000


class Articles(Lines):
    """Shows the documents of a library that match ``words``; ``place`` is the one chosen.

    ``chosen`` is called with its place when the cursor comes to another document, and whether it
    is to be read now. At once, not by a message: the next key may be typed already, and is about
    the new one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Read", show=False)]

    class InSight(Message):
        """Other documents have come into sight."""

    def __init__(
        self, library: Library, chosen: Callable[[int, bool], None], id: str | None = None
    ) -> None:
        super().__init__(id)
        self.library = library
        self._chosen = chosen
        self.marked: list[int] = []
        self.place: int | None = None
        self.words = ""
        self.order = ORDERS[0]
        self.holds: Callable[[str], object] | None = None
        """What the text of an article has to hold, None for anything."""
        self._shown: list[int] = []
        self.seen = 0
        """How many documents have been looked at, to be listed or not."""

    # ------------------------------------------------------------------ which are listed
    @property
    def shown(self) -> list[int]:
        """The places of the documents that match, in order."""
        return self._shown

    @property
    def in_sight(self) -> list[int]:
        """The places of the documents that stand on the screen."""
        top = self.scroll_offset.y // ROWS
        return self._shown[top : top + -(-self.size.height // ROWS)] if self.display else []

    def grow(self) -> None:
        """List the documents that have been read since the last time."""
        docs = self.library.docs
        size = len(docs)
        if size == self.seen:
            return
        wanted, holds = self.words.casefold().split(), self.holds
        self._shown += (
            place
            for place in range(self.seen, size)
            if _matches(docs[place], wanted) and (holds is None or holds(docs[place].text))
        )
        self.seen = size
        self._sort()
        self._update()

    def filter(self, words: str) -> None:
        """List only documents that hold all ``words`` in title, outlet, date or name."""
        wanted = words.casefold().split()
        docs, holds = self.library.docs, self.holds
        # A longer filter matches fewer, and so it does not ask again what the texts hold.
        narrower = words.startswith(self.words)
        self._list(
            [
                place
                for place in (self._shown if narrower else range(self.seen))
                if _matches(docs[place], wanted)
                and (narrower or holds is None or holds(docs[place].text))
            ],
            words,
        )

    def narrow(self, holds: Callable[[str], object] | None, places: Sequence[int] | None) -> None:
        """List only the documents at ``places``, those whose text ``holds`` something."""
        self.holds = holds
        self._list(list(range(self.seen) if places is None else places), "")

    def reorder(self) -> None:
        """Go to the next order: as read, by date, by outlet."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._list(self._shown, self.words)

    def _list(self, places: list[int], words: str) -> None:
        self._shown, self.words = places, words
        self._sort()
        self._update()
        if self._shown:
            row = self._row()
            self.choose(self._shown[row if row is not None else 0])

    def _sort(self) -> None:
        docs = self.library.docs
        if self.order == "by date":
            # Articles without a date come last, and not first.
            self._shown.sort(key=lambda n: (docs[n].published or "~", n))
        elif self.order == "by outlet":
            self._shown.sort(key=lambda n: (docs[n].outlet or "~", docs[n].published or "~", n))
        else:
            self._shown.sort()

    def _update(self) -> None:
        self.resize_lines()
        self.redraw()
        if self.place is None and self._shown:
            self.choose(self._shown[0])
        self.post_message(self.InSight())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.InSight())

    # ------------------------------------------------------------------ the cursor
    def _row(self) -> int | None:
        """The row of the chosen document, None when the filter hides it."""
        if self.place is None:
            return None
        try:
            return self._shown.index(self.place)
        except ValueError:
            return None

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
            self._chosen(place, opened)

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
        if self.place is not None:
            self.choose(self.place)
        self.post_message(self.InSight())

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    # ------------------------------------------------------------------ drawing
    def count(self) -> int:
        return len(self._shown) * ROWS

    def draw(self, number: int, width: int) -> list[Segment]:
        place = self._shown[number // ROWS]
        doc = self.library.docs[place]
        under = ("cursor",) if place == self.place else ()
        # The bar is bright where the keys go, so that one sees which pane has them.
        bar = Segment("▎" if under else " ", self.style(*under, "key" if self.has_focus else "off"))
        room = max(width - 3, 0)
        if number % ROWS == 0:
            letter = "+" if self.library.holds(place) else " "
            if place in self.marked:
                letter = "AB"[self.marked.index(place)]
            title = self.style(*under, "strong" if under else "text")
            return [
                bar,
                Segment(letter, self.style(*under, "key")),
                Segment(fit(doc.title or doc.id, room) + " ", title),
            ]
        about = self.style(*under, "faint")
        tally = self.library.tallies.get(place)
        own = f" ■{_short(tally.own):<3}" if tally else ""
        spoken = f"”{_short(tally.all - tally.own):<2}" if tally else ""
        words = " · ".join(filter(None, ((doc.published or "")[:10], doc.outlet)))
        return [
            bar,
            Segment(" ", about),
            Segment(fit(words or doc.id, max(room - cell_len(own + spoken), 0)), about),
            Segment(own, self.style(*under, "own-number") if tally and tally.own else about),
            Segment(spoken + " ", about),
        ]


def _short(number: int) -> str:
    return str(number) if number < _THOUSAND else f"{number // _THOUSAND}k"


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
