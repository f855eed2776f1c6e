"""Leaves that lie over the screen: the help, and the log of what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rhetorictui.tui.describe import plain
from rhetorictui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from rhetorictui.reading import Problem

_HELP = (
    (
        "Read",
        (
            ("n  p", "next, previous finding, or hit of a search"),
            ("]  [", "next, previous quotation"),
            ("}  {", "next, previous of the same label, or the same speaker"),
            (")  (", "mark the next, previous sentence"),
            (".", "what else lies under the cursor (or click again)"),
            ("j  k  ↑ ↓", "line by line"),
            ("space  b", "page by page"),
            ("g  G", "top, end"),
            ("y", "copy the finding, or what is marked (the mouse marks, too)"),
            ("+", "keep it, or let it go; quitting prints it, -o writes it"),
        ),
    ),
    (
        "Articles",
        (
            ("J  K", "next, previous article, from anywhere"),
            ("/", "in the list: filter; in the text: find"),
            ("f", "find in all articles; lists those that have it"),
            ("*", "find there the words, or the speaker, under the cursor"),
            ("backspace", "back to the article before"),
            ("o", "order of the list: as read, by date, by outlet"),
            ("tab", "to the next pane"),
            ("enter", "from the list to the text"),
            ("m", "mark an article"),
            ("d", "compare the two marked, or the marked one with this one"),
        ),
    ),
    (
        "In a comparison",
        (
            ("n  p", "next, previous difference"),
            ("]  [", "next, previous finding of either side"),
            ("y", "copy the finding, or both passages"),
            ("+", "keep the finding, or let it go"),
            ("v  =", "voices, only this label: as in the text"),
            ("c  x", "fold what is the same, swap sides"),
        ),
    ),
    (
        "Highlights",
        (
            ("1 … 6", "framing, quotations, headline, keywords, sentences, zones"),
            ("7 8 9", "what you have kept, and layers that other tools made"),
            ("v", "all voices, the outlet’s own only, quoted ones only"),
            ("=", "only the label under the cursor, or all again"),
            ("space", "in the legend: switch; enter leaves only this label"),
            ("s", "speakers instead of keywords"),
        ),
    ),
    (
        "Screen",
        (
            ("l  i", "show or hide the list, the panel"),
            ("e", "what could not be read"),
            ("t", "dark or light"),
            ("ctrl+p", "all commands by name, and themes"),
            ("esc", "back: ends a search, a filter, a selection"),
            ("ctrl+z  q", "suspend, quit"),
        ),
    ),
)
_KEY = 11
"""Cells for the keys, and what parts them from what they do."""
_MARKS = (
    ("▲", "bold $own", "headline"),
    ("■", "bold $own", "the outlet’s own running text"),
    ("”", "bold $quoted", "direct speech"),
    ("›", "bold $quoted", "indirect speech"),
    ("+", "bold $term", "kept by you"),
    ("▫", "bold $aside", "caption"),
    ("·", "bold $aside", "boilerplate"),
    ("◇", "bold $check", "headline check: quoted from nowhere, widened, hardened"),
)


class Leaf(ModalScreen[None]):
    """Some text over the screen; any of the usual keys takes it away."""

    CSS_PATH = "leaf.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,e", "dismiss", "Close"),
    ]

    def __init__(self, title: str, content: Content, indent: int) -> None:
        """Lines that are too long go on ``indent`` cells from the left."""
        super().__init__()
        self._title = title
        self._content = content
        self._indent = indent

    def compose(self) -> ComposeResult:
        with Panel(id="leaf") as leaf:
            leaf.border_title = self._title
            leaf.border_subtitle = "esc closes"
            yield Static(self._content)

    def on_resize(self) -> None:
        # Narrow screens have no room for the scrollbar before it is known to be needed.
        self.call_after_refresh(self._hang)

    def _hang(self) -> None:
        width = self.query_one(Panel).scrollable_content_region.width
        self.query_one(Static).update(hung(self._content, width, self._indent))


def hung(content: Content, width: int, indent: int) -> Content:
    """The lines of ``content`` broken to ``width`` cells, each going on ``indent`` cells in."""
    out: list[Content] = []
    for line in content.split(allow_blank=True):
        if line.cell_length <= width or width <= indent:
            out.append(line)
            continue
        first, *more = line[indent:].wrap(width - indent)
        out.append(line[:indent].append(first.rstrip()))
        out += [Content(" " * indent).append(part.rstrip()) for part in more]
    return Content("\n").join(out)


def help_leaf() -> Leaf:
    """All keys, and what the marks mean."""
    parts: list[tuple[str, str]] = []
    for title, keys in _HELP:
        parts.append((f"{title}\n", "bold"))
        for key, meaning in keys:
            parts += [(f"  {key:<{_KEY}}", "$accent"), (f"{meaning}\n", "")]
        parts.append(("\n", ""))
    parts.append(("Marks in the margin\n", "bold"))
    for mark, style, meaning in _MARKS:
        parts += [(f"  {mark:<{_KEY}}", style), (f"{meaning}\n", "")]
    parts.pop()
    parts.append((_MARKS[-1][2], ""))
    return Leaf("Keys", Content.assemble(*parts), 2 + _KEY)


def problems_leaf(problems: Sequence[Problem]) -> Leaf:
    """What could not be read and what was noticed, with the way to mend it."""
    parts: list[tuple[str, str]] = []
    for problem in problems:
        parts += [
            ("✗ " if problem.error else "· ", "bold $error" if problem.error else "$faint"),
            (plain(problem.place), "bold"),
            (f"\n  {plain(problem.message)}\n", "$faint"),
        ]
    told = Content.assemble(*(parts or [("nothing went wrong", "")]))
    return Leaf("Could not be read, and notes", told, 2)
