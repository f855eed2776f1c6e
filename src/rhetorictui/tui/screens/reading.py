"""The main screen: articles on the left, the text in the middle, what is in it on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from rhetorictui.tui import describe
from rhetorictui.tui.picture import Item, Lens, Picture, items_of
from rhetorictui.tui.widgets.articles import Articles
from rhetorictui.tui.widgets.keys import Key, Keys
from rhetorictui.tui.widgets.legend import Legend
from rhetorictui.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widgets import Input

    from rhetorictui.document import Span
    from rhetorictui.tui.library import Library

_SIDE_BY_SIDE = 140
"""Columns from which list, text and panel stand beside each other."""
_KEYS = (
    Key("n p", "finding", "screen.step(1)"),
    Key("v", "voice", "screen.voices"),
    Key("s", "speakers", "screen.speakers"),
    Key("/", "find", "screen.find"),
    Key("d", "diff", "screen.diff"),
    Key("l", "list", "screen.list"),
    Key("i", "panel", "screen.panel"),
    Key("m", "mark", "screen.mark"),
    Key("]", "quotation", "screen.step_speech(1)"),
    Key("J K", "article", "screen.article(1)"),
    Key("1-6", "layers", "screen.layer(1)"),
    Key("y", "copy", "screen.copy"),
)
ALWAYS = (Key("?", "help", "app.keys"), Key("q", "quit", "app.quit"))


class Reading(Screen[None]):
    """Browses the documents of a library."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (100, "-medium"),
        (_SIDE_BY_SIDE, "-wide"),
    ]
    AUTO_FOCUS = "#articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next finding"),
        Binding("p", "step(-1)", "Previous finding"),
        Binding("right_square_bracket", "step_speech(1)", "Next quotation"),
        Binding("left_square_bracket", "step_speech(-1)", "Previous quotation"),
        Binding("J,greater_than_sign", "article(1)", "Next article"),
        Binding("K,less_than_sign", "article(-1)", "Previous article"),
        Binding("v", "voices", "All voices, the outlet’s own, quoted ones"),
        Binding("s", "speakers", "Speakers"),
        Binding("slash", "find", "Find in the text, filter the list"),
        Binding("m", "mark", "Mark for a comparison"),
        Binding("d", "diff", "Compare"),
        Binding("l", "list", "Show or hide the list"),
        Binding("i", "panel", "Show or hide the panel"),
        Binding("y", "copy", "Copy the finding"),
        *(Binding(str(key), f"layer({key})", f"Layer {key}", show=False) for key in range(1, 10)),
        Binding("escape", "escape", "Back", show=False),
    ]

    def __init__(self, library: Library, begin: Callable[[], None]) -> None:
        """``begin`` is called when the screen is ready to show articles."""
        super().__init__()
        self.library = library
        self._begin = begin
        self.lens = Lens()
        self._items: list[Item] = []
        self._place: int | None = None
        self._found: list[Span] = []
        self._sought = ""
        self._speakers = False

    def compose(self) -> ComposeResult:
        # Classes that fit the width from the start spare a second look at every style.
        fits = [name for least, name in self.HORIZONTAL_BREAKPOINTS if self.app.size.width >= least]
        self.add_class(fits[-1])
        yield Static(describe.NAME, id="top")
        with Horizontal(id="body"):
            yield Articles(self.library, id="articles")
            with Vertical(id="centre"):
                yield Static(id="facts")
                yield Reader(id="reader")
                yield Static(id="strip")
            yield VerticalScroll(id="side", can_focus=False)
        yield Keys(_KEYS, ALWAYS)

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
        # The first picture of the screen comes before the panel and the first article.
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        await self.query_one("#side").mount(
            Static(" Layers", classes="heading"),
            Legend(self.lens, id="legend"),
            Static("\n Finding", classes="heading"),
            Static(id="details"),
            Static("\n Keywords", id="more-heading", classes="heading"),
            Static(id="more"),
        )
        self.legend.show([])
        self._describe(None)
        self._begin()

    # ------------------------------------------------------------------ documents come in
    def grow(self) -> None:
        """Show the documents that have been read since the last time."""
        self.articles.grow()
        self._say_top()

    def ready(self, place: int) -> None:
        """The document at ``place`` has been annotated."""
        self.articles.redraw()
        if place == self._place:
            self._open(place)

    @on(Articles.Chosen)
    def _chosen(self, event: Articles.Chosen) -> None:
        if event.place != self._place:
            self._found, self._sought = [], ""
            self._open(event.place)
        if event.opened:
            self.remove_class("show-list")
            self.reader.focus()

    def _open(self, place: int) -> None:
        self._place = place
        doc, done = self.library.get(place)
        self._items = items_of(doc)
        self.lens.meet(self._items)
        self._look()
        shown = self.articles.shown
        if not done:
            self.library.wish([place])
        elif place in shown:
            # Its neighbours, so that the next step finds its findings there.
            at = shown.index(place)
            self.library.wish(shown[at + 1 : at + 3] + shown[max(at - 1, 0) : at])
        self._say_facts()
        self._say_more()

    def _look(self) -> None:
        """Draw the article through the lens as it is now."""
        if self._place is None:
            return
        doc, _ = self.library.get(self._place)
        self.reader.show(Picture(doc, self._items, self.lens, self._found))
        self.legend.show(self._items)
        self._say_top()

    # ------------------------------------------------------------------ what is said
    def _say_top(self) -> None:
        from textual.content import Content

        library, shown = self.library, len(self.articles.shown)
        size = len(library.docs)
        number = f"{size:,} articles" if size != 1 else "1 article"
        if self.articles.words:
            number = f"{shown:,} of {number} with “{describe.plain(self.articles.words)}”"
        if library.loading:
            number += " · reading …"
        elif not size:
            number = "no article could be read" if library.problems else "no articles"
        if self._place is not None and size > 1 and not self.articles.words:
            number = f"{self._place + 1:,} of {number}"
        parts = [(" " + number, "$faint")]
        if self.lens.voices != "all":
            own = self.lens.voices == "own"
            name = "■ the outlet’s own voice only" if own else "” quoted voices only"
            parts.append((f"   {name}", "bold $own" if own else "bold $quoted"))
        if self._sought:
            nth = self.reader.item
            hits = self.reader.stops
            at = hits.index(nth) + 1 if nth in hits else 0
            place = f"{at} of {len(hits)}" if self._found else "not"
            parts.append((f"   {place} found “{describe.plain(self._sought)}”", "bold $accent"))
        failed = sum(problem.error for problem in library.problems)
        notes = len(library.problems) - failed
        if failed:
            parts.append((f"   {failed} could not be read: e", "bold $error"))
        elif notes:
            parts.append((f"   {notes} notes: e", "$faint"))
        self.query_one("#top", Static).update(describe.NAME.append(Content.assemble(*parts)))

    def _say_facts(self) -> None:
        if self._place is not None:
            doc, done = self.library.get(self._place)
            tally = self.library.tallies.get(self._place)
            self.query_one("#facts", Static).update(describe.facts(doc, tally, not done))

    def _say_more(self) -> None:
        if self._place is None:
            return
        doc, _ = self.library.get(self._place)
        more = self.query_one("#more", Static)
        width = self.query_one("#side").scrollable_content_region.width - 2
        draw = describe.speakers if self._speakers else describe.keywords
        more.update(draw(doc, max(width, 24)))
        heading = "Speakers" if self._speakers else "Keywords"
        self.query_one("#more-heading", Static).update(f"\n {heading}")

    def _describe(self, item: Item | None) -> None:
        doc = None if self._place is None else self.library.get(self._place)[0]
        rule = self.library.rule_of(item.annotation) if item and item.annotation else None
        told = describe.details(item, doc, rule)
        self.query_one("#details", Static).update(told)
        self.query_one("#strip", Static).update(told)

    @on(Reader.Selected)
    def _selected(self, event: Reader.Selected) -> None:
        self._describe(event.item)
        if self._sought:
            self._say_top()

    def on_resize(self, event: Resize) -> None:
        if self.query("#more"):
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Set what depends on the width of other widgets."""
        self.query_one("#facts").styles.padding = (0, 1, 0, self.reader.left)
        self._say_more()

    # ------------------------------------------------------------------ steps
    def action_step(self, by: int) -> None:
        if not self.reader.step(self.reader.stops, by):
            self.notify("nothing highlighted to step to; 1–6 switch layers, v the voices")

    def action_step_speech(self, by: int) -> None:
        if not self.reader.step(self.reader.speech, by):
            self.notify("no quotation is shown; 2 switches them")

    def action_article(self, by: int) -> None:
        self.articles.move(by)

    # ------------------------------------------------------------------ lens
    def action_layer(self, key: int) -> None:
        layer = self.legend.layer_of(key)
        if layer is not None:
            self._switch(layer, None)

    @on(Legend.Switched)
    def _switched(self, event: Legend.Switched) -> None:
        self._switch(event.layer, event.label)

    def _switch(self, layer: str, label: str | None) -> None:
        if label is None:
            self.lens.layers ^= {layer}
        else:
            self.lens.hidden ^= {(layer, label)}
        self._look()

    def action_voices(self) -> None:
        self.lens.next_voices()
        self._look()
        self._say_top()

    def action_speakers(self) -> None:
        self._speakers = not self._speakers
        if not self.has_class("-wide"):
            # Where the panel lies over the text, it then shows the speakers alone.
            self.set_class(self._speakers, "show-side", "only-more")
        self.call_after_refresh(self._fit)

    # ------------------------------------------------------------------ panels
    def action_list(self) -> None:
        if self.has_class("-narrow"):
            self.toggle_class("show-list")
        else:
            self.toggle_class("hide-list")
        shown = self.articles.display
        (self.articles if shown else self.reader).focus()

    def action_panel(self) -> None:
        self.remove_class("only-more")
        self.toggle_class("hide-side" if self.has_class("-wide") else "show-side")
        if self.query_one("#side").display:
            self.legend.focus()
            self.call_after_refresh(self._fit)
        else:
            self.reader.focus()

    def action_escape(self) -> None:
        """Take away, one after the other, what lies on top."""
        if self.query("#prompt"):
            self._end_prompt()
        elif self._sought:
            self._seek("")
        elif self.has_class("show-list") or self.has_class("show-side"):
            self.remove_class("show-list", "show-side", "only-more")
            self.reader.focus()
        elif self.articles.words:
            self.articles.filter("")
            self._say_top()
        elif self.reader.item is not None:
            self.reader.select(None)

    # ------------------------------------------------------------------ find and filter
    def action_find(self) -> None:
        from textual.widgets import Input  # 10 ms, not before somebody looks for something

        if self.query("#prompt"):
            return
        in_list = self.articles.has_focus
        prompt = Input(
            self.articles.words if in_list else "",
            placeholder="title, outlet, date …" if in_list else "find in the text",
            id="prompt",
            compact=True,
            classes="list" if in_list else "text",
        )
        self.mount(prompt, before=self.query_one(Keys))
        prompt.focus()

    async def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_class("list"):
            self.articles.filter(event.value)
            self._say_top()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        in_list = event.input.has_class("list")
        self._end_prompt()
        if not in_list:
            self._seek(event.value)

    def _end_prompt(self) -> None:
        prompt = self.query_one("#prompt")
        (self.articles if prompt.has_class("list") else self.reader).focus()
        prompt.remove()

    def _seek(self, words: str) -> None:
        """Find ``words`` in the text, any case, any kind of quotation mark, space and dash."""
        import re

        from rhetorictui.language import shadow

        self._sought = words
        self._found = []
        if words and self._place is not None:
            doc, _ = self.library.get(self._place)
            pattern = re.compile(r"\s+".join(map(re.escape, shadow(words).split())) or r"(?!)")
            self._found = [hit.span() for hit in pattern.finditer(shadow(doc.text))]
        self._look()
        if self._found:
            self.action_step(1)
        elif words:
            self.notify(f"not in this article: {describe.plain(words)}", markup=False)
        self._say_top()

    # ------------------------------------------------------------------ compare, copy
    def action_mark(self) -> None:
        place, marked = self._place, self.articles.marked
        if place is None:
            return
        if place in marked:
            marked.remove(place)
        else:
            del marked[:-1]  # The latest two count.
            marked.append(place)
        self.articles.redraw()
        hint = "; d compares it with the one you are reading" if len(marked) == 1 else ""
        self.notify(f"{len(marked)} of 2 marked{hint or '; d compares them'}", timeout=3)

    def action_diff(self) -> None:
        pair = list(self.articles.marked)
        if len(pair) == 1 and self._place is not None and self._place not in pair:
            pair.append(self._place)
        if len(pair) != 2:
            self.notify("mark an article with m, go to another, and press d to compare")
            return
        from rhetorictui.tui.screens.diff import Comparison  # rapidfuzz: 25 ms, only for this

        docs = self.library.docs
        self.app.push_screen(Comparison(docs[pair[0]], docs[pair[1]]))

    def action_copy(self) -> None:
        item = self.reader.item
        if item is None or self._place is None:
            self.notify("nothing is selected; n goes to the next finding")
            return
        doc, _ = self.library.get(self._place)
        facts = [
            item.label,
            item.voice,
            item.annotation and item.annotation.speaker,
            item.annotation and item.annotation.rule,
        ]
        about = ", ".join(fact for fact in facts if fact)
        words = " ".join(doc.text[item.start : item.end].split())
        self.app.copy_to_clipboard(f"“{words}” [{about}] {doc.title or doc.id} ({doc.id})")
        self.notify("copied", timeout=2)
