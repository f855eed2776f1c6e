"""The legend: layers and their labels with their counts, each of which can be switched."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message

from rhetorictui.tui.describe import LAYER_NAMES, readable
from rhetorictui.tui.picture import Count, Item, Lens, counts
from rhetorictui.tui.widgets.articles import fit
from rhetorictui.tui.widgets.lines import Lines
from rhetorictui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class Legend(Lines):
    """Shows what a lens shows of some items; space or a click switches the row, enter leaves
    only its label."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "Switch", show=False),
        Binding("enter", "switch(True)", "Only this", show=False),
    ]

    class Switched(Message):
        """A layer, or one of its labels, was chosen to be switched, or to be the ``only`` one."""

        def __init__(self, layer: str, label: str | None, only: bool) -> None:
            super().__init__()
            self.layer = layer
            self.label = label
            self.only = only

    def __init__(self, lens: Lens, id: str | None = None) -> None:
        super().__init__(id)
        self._lens = lens
        self._rows: list[Count] = []
        self._cursor = 0

    def show(self, items: Sequence[Item]) -> None:
        """Count these items anew and draw what the lens shows of them."""
        # Labels are listed where the layer is shown: what is off takes one line.
        self._rows = [
            row
            for row in counts(items, self._lens)
            if row.label is None or row.layer in self._lens.layers
        ]
        self._cursor = min(self._cursor, len(self._rows) - 1)
        self.styles.height = len(self._rows)
        self.resize_lines()
        self.redraw()

    def count(self) -> int:
        return len(self._rows)

    def action_down(self) -> None:
        self._move(1)

    def action_up(self) -> None:
        self._move(-1)

    def action_page(self, step: int) -> None:
        # The legend is as long as it has rows; what scrolls is the panel that it is part of.
        if isinstance(self.parent, Panel):
            self.parent.scroll_relative(y=step * self.parent.size.height // 2, animate=False)

    def _move(self, by: int) -> None:
        self._cursor = min(max(self._cursor + by, 0), len(self._rows) - 1)
        self.redraw()

    def action_switch(self, only: bool = False) -> None:
        row = self._rows[self._cursor]
        self.post_message(self.Switched(row.layer, row.label, only))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if row < len(self._rows):
            self._cursor = row
            self.action_switch()

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    def layer_of(self, key: int) -> str | None:
        """The layer that a number key stands for."""
        layers = [row.layer for row in self._rows if row.label is None]
        return layers[key - 1] if 0 < key <= len(layers) else None

    def draw(self, number: int, width: int) -> list[Segment]:
        row = self._rows[number]
        under = ("cursor",) if self.has_focus and number == self._cursor else ()
        count = f"{row.number:,}" if row.number else "·"
        numbers = self.style(*under, "faint")
        if row.label is None:
            on = row.layer in self._lens.layers
            nth = sum(r.label is None for r in self._rows[: number + 1])
            name = LAYER_NAMES.get(row.layer, row.layer)
            return [
                Segment(f"{nth if nth < 10 else ' '} ", self.style(*under, "key")),
                Segment("● " if on else "○ ", self.style(*under, f"dot-{row.layer}")),
                Segment(
                    fit(name, width - 5 - cell_len(count)),
                    self.style(*under, "text" if on else "off"),
                ),
                Segment(f"{count} ", numbers),
            ]
        on = self._lens.has_label(row.layer, row.label)
        return [
            Segment("    " if on else "  ○ ", self.style(*under, "off")),
            Segment(
                fit(readable(row.label), width - 5 - cell_len(count)),
                self.style(*under, "label" if on else "off"),
            ),
            Segment(f"{count} ", numbers),
        ]
