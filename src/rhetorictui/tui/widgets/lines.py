"""A view of lines drawn one by one as they come into sight: the base of list, text and diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rhetorictui.tui.themes import paint

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style

_KEPT = 2_000


class Lines(ScrollView, can_focus=True):
    """Draws ``count()`` lines by ``draw(number, width)``, and keeps those drawn."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "down", "Down", show=False),
        Binding("k,up", "up", "Up", show=False),
        Binding("space,pagedown", "page(1)", "Page down", show=False),
        Binding("b,pageup", "page(-1)", "Page up", show=False),
        Binding("g,home", "top", "Top", show=False),
        Binding("G,end", "bottom", "End", show=False),
    ]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[tuple[int, int], Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}

    def count(self) -> int:
        """The number of lines known so far."""
        raise NotImplementedError

    def draw(self, number: int, width: int) -> list[Segment]:
        """The segments of a line, at most ``width`` cells."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """The cells of a line that can be seen: those of the widget without its scrollbar."""
        return self.scrollable_content_region.width

    def redraw(self, *numbers: int) -> None:
        """Forget what was drawn of these lines, or of all, and draw again."""
        if numbers:
            for key in [key for key in self._drawn if key[0] in numbers]:
                del self._drawn[key]
        else:
            self._drawn.clear()
        self.refresh()

    def resize_lines(self) -> None:
        """Tell the scrollbar how many lines there are."""
        self.virtual_size = Size(self.room, self.count())

    def style(self, *names: str) -> Style:
        """The paints called ``names``, the later over the earlier, on the widget's own style."""
        found = self._styles.get(names)
        if found is None:
            found = self.rich_style
            for name in names:
                found += paint(name, self.app.theme_variables)
            self._styles[names] = found
        return found

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        width = self.room
        if number >= self.count():
            number = -1  # All lines below the last are one blank line.
        strip = self._drawn.get((number, width))
        if strip is None:
            segments = self.draw(number, width) if number >= 0 else []
            strip = Strip(segments).adjust_cell_length(width, self.style())
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            self._drawn[number, width] = strip
        return strip

    def action_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_page(self, step: int) -> None:
        # Two lines of the old page stay in sight, so that the eye finds its place.
        self.scroll_relative(y=step * max(self.size.height - 2, 1), animate=False)

    def action_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        self.scroll_to(y=self.count(), animate=False)
