"""Two articles side by side: where they differ, and what was found in each, in whose voice."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rhetorictui.alignment import Alignment, Summary, summary
from rhetorictui.corpus.align import align
from rhetorictui.tui import describe
from rhetorictui.tui.abreast import Side
from rhetorictui.tui.cite import citation, hand_over
from rhetorictui.tui.picture import BY_HAND, Lens, Picture, items_of
from rhetorictui.tui.status import kept as told_kept
from rhetorictui.tui.widgets.brief import Brief
from rhetorictui.tui.widgets.keys import Key, Keys
from rhetorictui.tui.widgets.passages import Passages
from rhetorictui.writing.alignedrows import REVISIONS, Figures, figures, rows
from rhetorictui.writing.sidebyside import SPLIT_FROM

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from rhetorictui.document import Document
    from rhetorictui.tui.library import Library

_CONTEXT = 1
_OFTEN = 0.1
"""Seconds between looks at whether the two have been annotated."""
_WIDTHS = [(0, "-below"), (SPLIT_FROM + 3, "-abreast")]
"""Columns from which the two stand abreast; the scrollbar and the edges take three."""
_HEIGHTS = [(0, "-low"), (14, "-short"), (20, "-high")]
_KEYS = (
    Key("esc", "back", "app.pop_screen"),
    Key("n p", "difference", "screen.step(1)"),
    Key("] [", "finding", "screen.step_found(1)"),
    Key("v", "voice", "screen.voices"),
    Key("=", "only this", "screen.only"),
    Key("y", "copy", "screen.copy"),
    Key("+", "keep", "screen.keep"),
    Key("c", "fold", "screen.fold"),
    Key("x", "swap", "screen.swap"),
)


class Comparison(Screen[None]):
    """Compares the documents at two places of a library; the alignment is made in a thread.

    Findings are shown as the ``lens`` of the reading view shows them.
    """

    CSS_PATH = "diff.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,d", "app.pop_screen", "Back"),
        Binding("n", "step(1)", "Next difference"),
        Binding("p,N", "step(-1)", "Previous difference"),
        Binding("right_square_bracket", "step_found(1)", "Next finding of either"),
        Binding("left_square_bracket", "step_found(-1)", "Previous finding of either"),
        Binding("v", "voices", "All voices, the outlet’s own, quoted ones"),
        Binding("equals_sign", "only", "Only this label, or all again"),
        Binding("y", "copy", "Copy the finding, or both passages"),
        Binding("plus", "keep", "Keep the finding, or let it go"),
        Binding("c", "fold", "Fold what is the same"),
        Binding("x", "swap", "Swap sides"),
    ]

    def __init__(self, library: Library, places: tuple[int, int], lens: Lens) -> None:
        super().__init__()
        self.places = places
        self._library = library
        self._lens = lens
        self._alignment: Alignment | None = None
        self._counted: Summary | None = None
        self._differ: list[Figures] = []
        self._signs = ("", "")
        self._folds = False

    @property
    def docs(self) -> tuple[Document, Document]:
        """The two documents, with their findings as soon as these are there."""
        left, right = (self._library.get(place)[0] for place in self.places)
        return left, right

    def compose(self) -> ComposeResult:
        yield Static(" comparing …", id="top")
        with Horizontal(id="heads"):
            yield Static(classes="head")
            yield Static(classes="head")
        yield Passages(id="passages")
        yield Brief(id="under")
        yield Keys(_KEYS, (Key("?", "help", "app.keys"),))

    def on_mount(self) -> None:
        self._head()
        self._compare()
        self.run_worker(self._annotate(), group="annotate")

    def _compare(self) -> None:
        left, right = self.docs

        async def compare() -> None:
            self._alignment = await asyncio.to_thread(align, left, right)
            self._show()

        self.run_worker(compare(), exclusive=True, group="compare")

    async def _annotate(self) -> None:
        """See to it that what is found in both is known, and shown."""
        while missing := [place for place in self.places if not self._library.get(place)[1]]:
            self._library.wish(missing)
            await asyncio.sleep(_OFTEN)
        self._show()

    # ------------------------------------------------------------------ what is shown
    def _show(self) -> None:
        self._head()
        if self._alignment is None:
            return
        left, right = self.docs
        self._counted = summary(self._alignment, left, right)
        self._differ = figures(self._alignment, left, right)
        revisions = self._counted.verbatim >= REVISIONS
        found = rows(self._alignment, left, right, context=_CONTEXT if self._folds else None)
        items = items_of(left), items_of(right)
        self._lens.meet([*items[0], *items[1]])
        one, other = (
            Side(number, doc.text, Picture(doc, items[number], self._lens).stops)
            for number, doc in enumerate((left, right))
        )
        self._signs = ("-", "+") if revisions else ("<", ">")
        self.query_one(Passages).show(found, (one, other), revisions=revisions)
        self._head()

    def _head(self) -> None:
        """Name the two: above their columns, or on a line each where they have none."""
        below = self.has_class("-below")
        heads = self.query(".head").results(Static)
        for head, place, sign, kind in zip(
            heads, self.places, self._signs, ("gone", "new"), strict=True
        ):
            doc, done = self._library.get(place)
            updated = f"updated {describe.when(doc.updated)}" if doc.updated else ""
            facts = (describe.plain(doc.outlet or ""), describe.when(doc.published), updated)
            about = " · ".join(filter(None, facts)) or describe.plain(doc.id)
            title = (describe.plain(doc.title or doc.id), "bold")
            tally = describe.tallied(self._library.tallies.get(place), not done, short=below)
            # Where a line is all there is, a long title must not push the counts out.
            named = (*tally, title, ("  ", "")) if below else (title, ("\n", ""), *tally)
            shown = (f"{sign} " if sign else "", f"bold ${kind}")
            head.update(Content.assemble(shown, *named, (about, "$faint")))

    def on_resize(self) -> None:
        self._head()

    @on(Passages.Moved)
    def _moved(self) -> None:
        self._say_top()
        self._say_under()

    def _say_top(self) -> None:
        """Where one is and how much the two have in common; what there is none of is left out."""
        passages, counted = self.query_one(Passages), self._counted
        if counted is None:
            return
        nth, differ = passages.rank
        many = "1 difference" if differ == 1 else f"{differ} differences"
        place = f"difference {nth} of {differ}" if nth else many
        which, found = passages.found_rank
        if which:
            place += f" · finding {which} of {found}"
        one, other = self._signs
        told, gone, new = (
            ("≈ {} retold", "left only", "right only")
            if one == "<"
            else ("~ {} reworded", "gone", "new")
        )
        counts = (
            (counted.equal, "{} the same"),
            (counted.edit, told),
            (counted.moved, "↕ {} moved"),
            (counted.left_only, f"{one} {{}} {gone}"),
            (counted.right_only, f"{other} {{}} {new}"),
        )
        parts = [(f" {place}", "$foreground"), *describe.through(self._lens)]
        if differ := len(self._differ):
            parts.append((f"   ≠ {differ} figure{'s'[: differ > 1]}", "bold $accent"))
        parts.append((f"   {counted.verbatim:.0%} word for word", "$faint"))
        parts += [(f"   {words.format(number)}", "$faint") for number, words in counts if number]
        self.query_one("#top", Static).update(Content.assemble(*parts))

    def _say_under(self) -> None:
        """The finding under the cursor, else those of the passages there."""
        passages = self.query_one(Passages)
        found = passages.found
        if found is not None:
            doc = self.docs[found.side]
            note = found.item.annotation
            rule = self._library.rule_of(note) if note else None
            told = describe.details(found.item, doc, rule, compact=True)
        else:
            row = passages.row
            here = (row.left_number, row.right_number) if row else ()
            differ = [(f.left, f.right) for f in self._differ if f[:2] == here]
            told = describe.beside(passages.findings, self.docs, self._signs, differ)
        self.query_one(Brief).update(told)

    # ------------------------------------------------------------------ keys
    def action_step(self, by: int) -> None:
        self.query_one(Passages).step(by)

    def action_step_found(self, by: int) -> None:
        self.query_one(Passages).step_found(by)

    def action_voices(self) -> None:
        self._lens.next_voices()
        self._show()

    def action_only(self) -> None:
        found = self.query_one(Passages).found
        if self._lens.leave(found.item if found else None):
            self._show()
        else:
            self.notify("nothing with a label is under the cursor: ] goes to a finding")

    def action_fold(self) -> None:
        self._folds = not self._folds
        self._show()

    def action_swap(self) -> None:
        self.places = (self.places[1], self.places[0])
        self._alignment = None
        self._compare()

    def action_keep(self) -> None:
        """Keep the finding for the end of the session, or let it go."""
        passages = self.query_one(Passages)
        found = passages.found
        if found is None or found.item.annotation is None:
            self.notify("nothing is under the cursor: ] goes to a finding")
            return
        note = found.item.annotation._replace(layer=BY_HAND)
        kept = self._library.keep(self.places[found.side], note)
        self._show()
        passages.stay(found)
        self.notify(told_kept(self._library, kept))

    def action_copy(self) -> None:
        """Copy the finding, or the passages of both sides, each with where it stands."""
        passages = self.query_one(Passages)
        found, row, docs = passages.found, passages.row, self.docs
        if found is not None:
            item = found.item
            words = citation(docs[found.side], item.start, item.end, item)
        elif row is not None:
            spans = zip(docs, (row.left_at, row.right_at), strict=True)
            words = "\n\n".join(citation(doc, *span) for doc, span in spans if span)
        else:
            self.notify("nothing is under the cursor: n goes to a difference, ] to a finding")
            return
        self.app.copy_to_clipboard(words)
        self.run_worker(partial(hand_over, words), thread=True, group="copy")
        self.notify("copied, with its source", timeout=2)
