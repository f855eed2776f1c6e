"""The main screen as it shows itself: articles on the left, the text in the middle, what is in it
on the right, the state of things above and the keys below. ``reading`` adds what the keys do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.geometry import Spacing
from textual.screen import Screen
from textual.widgets import Static

from rhetorictui.tui import describe
from rhetorictui.tui.keymap import (
    ALWAYS,
    IN_FILTER,
    IN_LEGEND,
    IN_LIST,
    IN_PANEL,
    IN_PROMPT,
    IN_TEXT,
)
from rhetorictui.tui.picture import Item, Lens, Picture, counts, items_of
from rhetorictui.tui.seek import finder, wanted
from rhetorictui.tui.status import Search, status
from rhetorictui.tui.widgets.articles import Articles
from rhetorictui.tui.widgets.brief import Brief
from rhetorictui.tui.widgets.keys import Keys
from rhetorictui.tui.widgets.legend import Legend
from rhetorictui.tui.widgets.panel import Panel
from rhetorictui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from rhetorictui.tui.library import Library

_WIDTHS = [(0, "-narrow"), (100, "-medium"), (140, "-wide")]
"""Columns from which the list, and then the panel too, stand beside the text."""
_HEIGHTS = [(0, "-low"), (14, "-short"), (20, "-high")]
"""Rows from which what is under the text may take more of them."""


class View(Screen[None]):
    """Shows the documents of a library."""

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS
    AUTO_FOCUS = "#articles"

    def __init__(self, library: Library, begin: Callable[[], None], first: str = "") -> None:
        """``begin`` is called when the screen is ready to show articles; ``first`` names the one
        to open, see ``seek.wanted``.
        """
        super().__init__()
        self.library = library
        self._begin = begin
        self.lens = Lens()
        self.items: list[Item] = []
        self.place: int | None = None
        self.search = Search()
        self.find = finder("")
        self._first = first
        self.speaking = False
        self.past: list[int] = []
        """The places of the articles that were open before, the latest last."""

    def compose(self) -> ComposeResult:
        # Classes that fit the width from the start spare a second look at every style.
        width, height = self.app.size
        for room, names in (
            (width, _WIDTHS),
            (height, _HEIGHTS),
        ):
            self.add_class([name for least, name in names if room >= least][-1])
        yield Static(describe.NAME, id="top")
        with Horizontal(id="body"):
            yield Articles(self.library, self._chosen, id="articles")
            with Vertical(id="centre"):
                yield Static(id="facts")
                yield Reader(id="reader")
                yield Brief(id="strip")
            yield Panel(id="side", can_focus=False)
        yield Keys(IN_LIST, ALWAYS)

    # ------------------------------------------------------------------ parts
    @property
    def articles(self) -> Articles:
        return self.query_one(Articles)

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def legend(self) -> Legend:
        return self.query_one(Legend)

    def on_mount(self) -> None:
        if self.has_class("-narrow"):
            # The list is out of sight, and keys should act on what is seen.
            self.reader.focus()
        # The first picture of the screen comes before the panel and the first article.
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        await self.query_one("#side").mount(
            Static(" Layers", classes="heading"),
            Legend(self.lens, id="legend"),
            Static("\n Under the cursor", classes="heading"),
            Static(id="details"),
            Static("\n Keywords", id="more-heading", classes="heading"),
            Static(id="more"),
        )
        self.legend.show([])
        self.describe(None)
        self._begin()

    # ------------------------------------------------------------------ documents come in
    def grow(self) -> None:
        """Show the documents that have been read since the last time."""
        self.articles.grow()
        if self._first:
            self._open_first()
        self.say_top()

    def _open_first(self) -> None:
        loading = self.library.loading
        at = wanted(self._first, self.library.docs, all_read=not loading)
        if at is None and loading:
            return
        if at is None:
            self.notify(f"no article is called {describe.plain(self._first)}", markup=False)
        else:
            # Opened before it is chosen: it is where one begins, not where one has gone on to.
            self._open(at[0])
            self.articles.choose(at[0], opened=True)
            self.reader.go_to(at[1])
        self._first = ""

    def ready(self, place: int) -> None:
        """The document at ``place`` has been annotated."""
        self.articles.redraw()
        if place == self.place:
            self._open(place)

    def _chosen(self, place: int, opened: bool) -> None:
        if place != self.place:
            if self.place is not None:
                self.past.append(self.place)
            self.turn_to(place)
            if self.search.everywhere:
                self.reader.step(self.reader.found, 1)
        if opened:
            self.remove_class("show-list")
            self.reader.focus()

    def turn_to(self, place: int) -> None:
        """Open another article; a search in the last one is over."""
        if not self.search.everywhere:
            self.search, self.find = Search(), finder("")
        self._open(place)

    def _open(self, place: int) -> None:
        self.place = place
        doc, done = self.library.get(place)
        self.items = items_of(doc)
        self.lens.meet(self.items)
        self.look()
        self._wish()
        self._say_facts()
        self._say_more()
        if done and self.reader.item is None:
            self.describe(None)

    @on(Articles.InSight)
    def _wish(self) -> None:
        """Have annotated what is looked at: the article, its neighbours, the rows of the list."""
        if self.place is None:
            return
        library, articles = self.library, self.articles
        shown = articles.shown
        at = shown.index(self.place) if self.place in shown else 0
        rows = (place for place in articles.in_sight if place not in library.tallies)
        # In this order: the next step should find its findings there.
        foreseen = (*shown[at + 1 : at + 3], *shown[max(at - 1, 0) : at], *rows)
        library.wish([self.place, *(place for place in foreseen if not library.is_long(place))])

    def look(self) -> None:
        """Draw the article through the lens as it is now."""
        if self.place is None:
            return
        doc, _ = self.library.get(self.place)
        found = self.find(doc.text) if self.search.words else []
        self.reader.show(Picture(doc, self.items, self.lens, found))
        self.legend.show(self.items)
        self.say_top()

    # ------------------------------------------------------------------ what is said
    def say_top(self) -> None:
        reader = self.reader
        told = status(
            self.library,
            self.articles,
            reader.item,
            reader.rank,
            reader.alike,
            self.lens,
            self.search,
            len(reader.found),
            self.size.width,
        )
        self.query_one("#top", Static).update(told)

    def _say_facts(self) -> None:
        if self.place is not None:
            doc, done = self.library.get(self.place)
            tally = self.library.tallies.get(self.place)
            self.query_one("#facts", Static).update(describe.facts(doc, tally, not done))
            self._align()

    def _say_more(self) -> None:
        if self.place is None:
            return
        doc, _ = self.library.get(self.place)
        more = self.query_one("#more", Static)
        width = self.query_one("#side").scrollable_content_region.width - 2
        draw = describe.speakers if self.speaking else describe.keywords
        more.update(draw(doc, max(width, 24)))
        heading = "Speakers" if self.speaking else "Keywords"
        self.query_one("#more-heading", Static).update(f"\n {heading}")

    def describe(self, item: Item | None) -> None:
        doc = None if self.place is None else self.library.get(self.place)[0]
        rule = self.library.rule_of(item.annotation) if item and item.annotation else None
        passage, also = self.reader.passage, self.reader.here()
        full = describe.details(item, doc, rule, also)
        told = describe.details(item, doc, rule, also, compact=True)
        if doc is not None and passage is not None:
            full = told = describe.passage(doc, passage, also)
        elif doc is not None and item is None:
            told = describe.overview(doc, counts(self.items, self.lens))
        self.query_one("#details", Static).update(full)
        self.query_one(Brief).update(told)

    @on(Reader.Selected)
    def _selected(self, event: Reader.Selected) -> None:
        # The message may have been overtaken by another.
        self.describe(self.reader.item)
        self.say_top()

    def on_screen_resume(self) -> None:
        # A comparison may have changed the lens, kept something, and have had other articles
        # annotated first.
        if self.query("#legend") and self.place is not None:
            self._open(self.place)
            self.articles.redraw()

    def on_resize(self) -> None:
        if self.focused is self.articles and not self.articles.display:
            self.reader.focus()

    @on(Reader.Fitted)
    def fit(self) -> None:
        """Set what depends on the width of other widgets."""
        if not self.query("#more"):
            return
        self._align()
        self._say_more()
        self.say_top()

    def _align(self) -> None:
        """Have what stands above and below the text begin where it begins."""
        for name in ("#facts", "#strip"):
            styles, padding = self.query_one(name).styles, Spacing(0, 1, 0, self.reader.left)
            if styles.padding != padding:
                styles.padding = padding

    def on_descendant_focus(self) -> None:
        self.say_keys()

    def say_keys(self) -> None:
        if self.query("#prompt"):
            self.query_one(Keys).show(IN_FILTER if self.query("#prompt.list") else IN_PROMPT)
        elif isinstance(self.focused, Articles):
            self.query_one(Keys).show(IN_LIST)
        else:
            in_panel = isinstance(self.focused, Panel)
            in_legend = isinstance(self.focused, Legend)
            keys = IN_PANEL if in_panel else IN_LEGEND if in_legend else IN_TEXT
            self.query_one(Keys).show(keys)
