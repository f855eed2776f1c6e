"""The main screen: what the keys do on it."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from rhetorictui.document import Annotation
from rhetorictui.tui import describe
from rhetorictui.tui.cite import citation, hand_over
from rhetorictui.tui.keymap import BINDINGS
from rhetorictui.tui.picture import BY_HAND, STEPPED_OVER
from rhetorictui.tui.screens.view import View
from rhetorictui.tui.seek import finder
from rhetorictui.tui.status import Search
from rhetorictui.tui.status import kept as told_kept
from rhetorictui.tui.widgets.keys import Keys
from rhetorictui.tui.widgets.legend import Legend
from rhetorictui.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.widgets import Input


class Reading(View):
    """Browses the documents of a library."""

    BINDINGS: ClassVar[list[BindingType]] = [*BINDINGS]

    # ------------------------------------------------------------------ steps
    def action_step(self, by: int) -> None:
        if not self.reader.step(self.reader.stops, by):
            hidden = any(i.layer not in STEPPED_OVER and not i.keyword for i in self.items)
            shown = "no finding is shown; 1 2 … switch layers, v voices"
            self._say_none(shown if hidden else "nothing was found in this article")

    def action_step_speech(self, by: int) -> None:
        if not self.reader.step(self.reader.speech, by):
            hidden = any(i.layer == "quotes" for i in self.items)
            shown = "no quotation is shown; 2 switches them"
            self._say_none(shown if hidden else "nobody is quoted in this article")

    def action_step_here(self) -> None:
        if not self.reader.step_here():
            self.notify("nothing else lies here")

    def action_step_alike(self, by: int) -> None:
        alike = self.reader.alike
        if not alike:
            self.notify("nothing is under the cursor: n goes to a finding, ] to a quotation")
        elif len(alike) == 1:
            self.notify("the only one of its kind here; * finds its words in all articles")
        else:
            self.reader.step(alike, by)

    def action_step_sentence(self, by: int) -> None:
        if not self.reader.step_sentence(by):
            self._say_none("there is no sentence here")

    def _say_none(self, words: str) -> None:
        """Say that there is nothing to go to, unless that is not known yet."""
        if self.place is None:
            words = "no article is open"
        elif not self.library.get(self.place)[1]:
            words = "not known yet: this article is still being looked through"
        self.notify(words)

    def action_back(self) -> None:
        if not self.past:
            self.notify("no article was open before")
            return
        place = self.past.pop()
        if self.search.everywhere and place not in self.articles.shown:
            self._seek("")
        self.turn_to(place)
        if place not in self.articles.shown:
            self.articles.filter("")
        self.articles.choose(place)

    def action_read(self) -> None:
        self.articles.action_open()

    def action_order(self) -> None:
        self.articles.reorder()
        self.notify(f"articles {self.articles.order}", timeout=2)
        self.say_top()

    def action_article(self, by: int) -> None:
        self.articles.move(by)

    # ------------------------------------------------------------------ lens
    def action_layer(self, key: int) -> None:
        layer = self.legend.layer_of(key)
        if layer is not None:
            self._switch(layer, None)

    @on(Legend.Switched)
    def _switched(self, event: Legend.Switched) -> None:
        label = (event.layer, event.label) if event.label is not None else None
        if not event.only or label is None:
            self._switch(event.layer, event.label)
            return
        self.lens.only = None if label == self.lens.only else label
        self.look()

    def action_only(self) -> None:
        """Leave only findings of the label under the cursor, or all again."""
        if self.lens.leave(self.reader.item):
            self.look()
        else:
            self.notify("nothing with a label is under the cursor: n goes to a finding")

    def _switch(self, layer: str, label: str | None) -> None:
        if label is None:
            self.lens.layers ^= {layer}
        else:
            self.lens.hidden ^= {(layer, label)}
            self.lens.only = None
        self.look()

    def action_switch(self, only: bool = False) -> None:
        self.legend.action_switch(only)

    def action_voices(self) -> None:
        self.lens.next_voices()
        self.look()
        self.describe(self.reader.item)

    def action_speakers(self) -> None:
        if self.has_class("-wide"):
            self.speaking = not self.speaking
        else:
            # The panel lies over the text, shows the speakers alone, and has the keys, so that a
            # long list can be scrolled.
            self.speaking = not self.has_class("only-more")
            self.set_class(self.speaking, "show-side", "only-more")
            panel = self.query_one(Panel)
            panel.can_focus = self.speaking
            (panel if self.speaking else self.reader).focus()
        self.call_after_refresh(self.fit)

    def action_scroll_panel(self) -> None:
        self.query_one(Panel).scroll_page_down(animate=False)

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
            self.call_after_refresh(self.fit)
        else:
            self.reader.focus()

    async def action_escape(self) -> None:
        """Take away, one after the other, what lies on top."""
        if self.query("#prompt"):
            await self._end_prompt()
        elif self.reader.passage is not None:
            self.reader.select(None)
        elif self.search.words:
            self._seek("")
        elif self.has_class("show-list") or self.has_class("show-side"):
            self.remove_class("show-list", "show-side", "only-more")
            self.reader.focus()
        elif self.articles.words:
            self.articles.filter("")
            self.say_top()
        elif self.reader.item is not None:
            self.reader.select(None)

    # ------------------------------------------------------------------ find and filter
    def action_find(self) -> None:
        if self.articles.has_focus:
            self._ask("list", self.articles.words, "title, outlet, date …")
        else:
            self._ask("text", "", "find in the text")

    def action_find_all(self) -> None:
        self._ask("all", "", "find in all articles")

    def action_find_same(self) -> None:
        """Find in all articles what is marked or under the cursor, of a quotation its speaker."""
        item, passage = self.reader.item, self.reader.passage
        span = passage or (item and (item.start, item.end))
        if span is None or self.place is None:
            self.notify("nothing is under the cursor: n goes to a finding, ] to a quotation")
            return
        words = self._text(self.place)[slice(*span)]
        if passage is None and item is not None and item.layer == "quotes":
            words = (item.annotation.speaker if item.annotation else None) or ""
        if words:
            self._seek(words, everywhere=True)
        else:
            self.notify("the speaker is not known")

    def _ask(self, what: str, words: str, hint: str) -> None:
        from textual.widgets import Input  # 10 ms, not before somebody looks for something

        if self.query("#prompt"):
            return
        prompt = Input(words, placeholder=hint, id="prompt", compact=True, classes=what)
        self.mount(prompt, before=self.query_one(Keys))
        prompt.focus()

    async def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_class("list"):
            self.articles.filter(event.value)
            self.say_top()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        await self._end_prompt()
        if not event.input.has_class("list"):
            self._seek(event.value.strip(), everywhere=event.input.has_class("all"))

    async def action_submit(self) -> None:
        await self.query_one("#prompt").run_action("submit")

    def action_move(self, by: int) -> None:
        """What the arrows do while the filter is typed."""
        if self.query("#prompt.list"):
            self.articles.move(by)

    async def _end_prompt(self) -> None:
        prompt = self.query_one("#prompt")
        in_list = prompt.has_class("list") and self.articles.display
        await prompt.remove()
        (self.articles if in_list else self.reader).focus()
        self.say_keys()

    def _seek(self, words: str, *, everywhere: bool = False) -> None:
        """Find ``words`` in the text, or in all texts; the list then holds those that have them."""
        if self.search.everywhere:
            self.articles.narrow(None, None)
        self.search, self.find = Search(words), finder(words)
        if words and everywhere:
            self._search_all(words)
            return
        self.look()
        if self.reader.found:
            self.action_step(1)
        elif words:
            self.notify(f"not in this article: {describe.plain(words)}", markup=False)
        self.say_top()

    def _search_all(self, words: str) -> None:
        find, docs = self.find, list(self.library.docs)

        def show(places: list[int]) -> None:
            if self.search.words != words:
                return
            if not places:
                self.notify(f"in no article: {describe.plain(words)}", markup=False)
                self._seek("")
                return
            # What has been read meanwhile is looked through as it is listed.
            self.search = Search(words, everywhere=True)
            places += [n for n in range(len(docs), self.articles.seen) if find(self._text(n))]
            before = self.place
            self.articles.narrow(find, places)
            if self.place == before:
                # Another article takes to its first hit when it is opened.
                self.look()
                self.action_step(1)
            self.say_top()

        def look() -> list[int]:
            return [n for n, doc in enumerate(docs) if find(doc.text)]

        async def search() -> None:
            show(await asyncio.to_thread(look))

        self.run_worker(search(), exclusive=True, group="search")

    def _text(self, place: int) -> str:
        return self.library.docs[place].text

    # ------------------------------------------------------------------ compare, copy
    def action_mark(self) -> None:
        place, marked = self.place, self.articles.marked
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
        if len(pair) == 1 and self.place is not None and self.place not in pair:
            pair.append(self.place)
        if len(pair) != 2:
            self.notify("mark an article with m, go to another, and press d to compare")
            return
        from rhetorictui.tui.screens.diff import Comparison  # rapidfuzz: 25 ms, only for this

        self.app.clear_notifications()
        self.app.push_screen(Comparison(self.library, (pair[0], pair[1]), self.lens))

    def action_copy(self) -> None:
        item, passage = self.reader.item, self.reader.passage
        doc = None if self.place is None else self.library.get(self.place)[0]
        if doc is not None and passage is not None:
            words = citation(doc, *passage)
        elif doc is not None and item is not None:
            words = citation(doc, item.start, item.end, item)
        else:
            self.notify("nothing is selected: n goes to a finding, the mouse marks a passage")
            return
        self.app.copy_to_clipboard(words)
        self.run_worker(partial(hand_over, words), thread=True, group="copy")
        self.notify("copied, with its source; q quits", timeout=2)

    def action_keep(self) -> None:
        """Keep the finding or the passage for the end of the session, or let it go."""
        item, passage = self.reader.item, self.reader.passage
        span = passage or (item and (item.start, item.end))
        if self.place is None or span is None:
            self.notify("nothing is selected: n goes to a finding, ) marks a sentence")
            return
        if passage is None and item is not None and item.annotation is not None:
            note = item.annotation._replace(layer=BY_HAND)
        else:
            note = Annotation(*span, BY_HAND, "passage")
        kept = self.library.keep(self.place, note)
        self._open(self.place)
        self.articles.redraw()
        if passage is None:
            # The cursor stays, on what is kept or on what it was made of.
            there = (*self.reader.stops, *self.reader.speech)
            self.reader.select(next((i for i in there if i[:2] == span), None))
        self.notify(told_kept(self.library, kept))

    def action_copy_text(self) -> None:
        """What ctrl+c does: copy what is selected, else leave it to the application."""
        if self.reader.passage is not None or self.reader.item is not None:
            self.action_copy()
        else:
            super().action_copy_text()
