"""Two articles side by side: the rows of ``writing.sidebyside``, drawn line by line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from rhetorictui.alignment import Alignment, Summary, summary
from rhetorictui.corpus.align import align
from rhetorictui.tui.describe import plain, when
from rhetorictui.tui.layout import Layout
from rhetorictui.tui.widgets.keys import Key, Keys
from rhetorictui.tui.widgets.lines import Lines
from rhetorictui.writing.alignedrows import REVISIONS, Piece, Row, rows
from rhetorictui.writing.sidebyside import SPLIT_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from rhetorictui.document import Document

_CONTEXT = 1
_WIDTHS = [(0, "-below"), (SPLIT_FROM + 3, "-abreast")]
"""Columns from which the two stand abreast; the scrollbar and the edges take three."""
_KEYS = (
    Key("esc", "back", "app.pop_screen"),
    Key("n p", "difference", "screen.step(1)"),
    Key("c", "fold the same", "screen.fold"),
    Key("x", "swap sides", "screen.swap"),
    Key("?", "help", "app.keys"),
)


class _Line(NamedTuple):
    """One line of the screen: row it belongs to, and stretches of text with their style."""

    row: int
    parts: tuple[tuple[str, str], ...]


class _Anchor(NamedTuple):
    """The numbers of a row, and how many lines below the top of the screen it begins."""

    numbers: tuple[int, int]
    below: int


class Passages(Lines):
    """The passages of two documents abreast, or below each other where it is narrow."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self._rows: list[Row] = []
        self._lines: list[_Line] = []
        self._revisions = False
        self._row: int | None = None

    class Moved(Message):
        """The cursor has come to another difference."""

    def show(self, found: list[Row], *, revisions: bool) -> None:
        """Draw these rows; ``revisions`` tells versions of one text from separate accounts.

        What was on the first line, and under the cursor, stays there as far as it is still shown.
        """
        anchor = self._anchor()
        before = None if self._row is None else _numbers(self._rows[self._row])
        self._rows, self._revisions = found, revisions
        known = {_numbers(row): n for n, row in enumerate(found) if row.kind != "fold"}
        self._row = known.get(before) if before else None
        self._arrange(anchor)
        self.post_message(self.Moved())

    def on_resize(self, event: Resize) -> None:
        self._arrange(self._anchor())

    @property
    def rank(self) -> tuple[int, int]:
        """Which difference is under the cursor, 0 for none, and how many there are."""
        at = self._different()
        return (at.index(self._row) + 1 if self._row in at else 0), len(at)

    def _different(self) -> list[int]:
        # A stand-in for a passage drawn elsewhere is no difference of its own.
        same = ("equal", "fold", "elsewhere")
        return [n for n, row in enumerate(self._rows) if row.kind not in same]

    def _anchor(self) -> _Anchor | None:
        """The row that is to stay in its place: that under the cursor, else the first in sight."""
        top = self.scroll_offset.y
        seen = range(top, min(top + self.size.height, len(self._lines)))
        for wanted in (self._row, None):
            for n in seen:
                row = self._lines[n].row
                if row >= 0 and (wanted is None or row == wanted):
                    return _Anchor(_numbers(self._rows[row]), n - top)
        return None

    def step(self, by: int) -> None:
        """Go to the next or previous row that differs."""
        at = self._different()
        if not at:
            self.app.notify("the two are the same, word for word")
            return
        if self._row is None:
            self._row = at[0] if by > 0 else at[-1]
        else:
            after = [n for n in at if (n > self._row if by > 0 else n < self._row)]
            self._row = (after[0] if by > 0 else after[-1]) if after else at[0 if by > 0 else -1]
        first = next(n for n, line in enumerate(self._lines) if line.row == self._row)
        self.scroll_to(y=max(first - self.size.height // 3, 0), animate=False)
        self.redraw()
        self.post_message(self.Moved())

    def count(self) -> int:
        return len(self._lines)

    def draw(self, number: int, width: int) -> list[Segment]:
        line = self._lines[number]
        under = ("cursor",) if line.row == self._row else ()
        return [
            Segment(text, self.style(kind, *under) if kind else self.style(*under))
            for text, kind in line.parts
        ]

    # ------------------------------------------------------------------ arranging
    def _arrange(self, anchor: _Anchor | None) -> None:
        """Break the rows into lines, and have the anchor stay where it was."""
        width = self.room - 2
        if width < 20:
            return
        digits = len(
            str(
                max(
                    (n for row in self._rows for n in (row.left_number, row.right_number) if n),
                    default=1,
                )
            )
        )
        lines: list[_Line] = []
        for nth, row in enumerate(self._rows):
            if row.opens and nth and row.kind != "fold" and self._rows[nth - 1].kind != "fold":
                middle = (digits + 2 + self._column(width, digits)) if width >= SPLIT_FROM else 0
                rule = ((" " * middle + " │", "rule"),) if middle else ()
                lines.append(_Line(-1, rule))
            if row.kind == "fold":
                lines.append(_Line(-1, ((f" {row.note} ".center(width, "┄"), "note"),)))
            elif width >= SPLIT_FROM:
                lines += self._abreast(nth, row, width, digits)
            else:
                lines += self._below(nth, row, width, digits)
        self._lines = lines
        self.resize_lines()
        if anchor is not None:
            # Where it is folded away, the row before it.
            at = [(n, self._rows[line.row]) for n, line in enumerate(lines) if line.row >= 0]
            first = [n for n, row in at if _numbers(row) == anchor.numbers][:1]
            first = first or [n for n, row in at if not _after(row, anchor.numbers)][-1:]
            y = max(_start(lines, first[0]) - anchor.below, 0) if first else 0
            self.scroll_to(y=y, animate=False, force=True)
        self.redraw()

    @staticmethod
    def _column(width: int, digits: int) -> int:
        return (width - 2 * (digits + 2) - 3) // 2

    def _sign(self, row: Row) -> tuple[str, str]:
        if row.kind == "left_only":
            return ("-" if self._revisions else "<"), "left"
        if row.kind == "right_only":
            return ("+" if self._revisions else ">"), "right"
        if row.kind in ("moved", "elsewhere"):
            return "↕", "moved"
        if row.kind == "edit":
            return ("≈" if row.retold else "~"), "edit"
        return "│", "rule"

    def _abreast(self, nth: int, row: Row, width: int, digits: int) -> list[_Line]:
        wide = self._column(width, digits)
        ours = _wrapped(row.left, wide)
        theirs = _wrapped(_noted(row), wide)
        sign, kind = self._sign(row)
        out = []
        for at in range(max(len(ours), len(theirs))):
            one = ours[at] if at < len(ours) else [(" " * wide, "")]
            two = theirs[at] if at < len(theirs) else []
            left = row.left_number if not at else None
            right = row.right_number if not at else None
            out.append(
                _Line(
                    nth,
                    (
                        (f" {left or '':>{digits}} ", "number"),
                        *one,
                        (f" {sign if not at else '│'} ", kind if not at else "rule"),
                        (f"{right or '':>{digits}}  ", "number"),
                        *two,
                    ),
                )
            )
        return out

    def _below(self, nth: int, row: Row, width: int, digits: int) -> list[_Line]:
        sign, kind = self._sign(row)
        wide = width - 2 * digits - 6
        same = all(piece.kind == "plain" for piece in (*row.left, *row.right))
        one_sided = ("-", "+") if self._revisions else ("<", ">")
        sides = [
            (row.left, row.left_number, None, one_sided[0]),
            (_noted(row), None, row.right_number, one_sided[1]),
        ]
        if same and row.left and row.right:
            sides = [(row.left, row.left_number, row.right_number, " ")]
        out = []
        for pieces, left, right, side in sides:
            mark = side if row.kind.endswith("only") else f"{sign if sign != '│' else ' '}{side}"
            for at, parts in enumerate(_wrapped(pieces, wide)):
                numbers = f" {left or '':>{digits}} {right or '':>{digits}} " if not at else ""
                out.append(
                    _Line(
                        nth,
                        (
                            (f"{numbers:<{2 * digits + 3}}", "number"),
                            (f"{mark if not at else '':<3}", kind),
                            *parts,
                        ),
                    )
                )
        return out


def _numbers(row: Row) -> tuple[int, int]:
    return row.left_number or 0, row.right_number or 0


def _after(row: Row, numbers: tuple[int, int]) -> bool:
    """Whether a row comes after the one of these numbers, on the side that both have."""
    return any(ours > theirs > 0 for ours, theirs in zip(_numbers(row), numbers, strict=True))


def _start(lines: Sequence[_Line], number: int) -> int:
    """The first line of the row that the line ``number`` belongs to."""
    while number and lines[number - 1].row == lines[number].row:
        number -= 1
    return number


def _noted(row: Row) -> tuple[Piece, ...]:
    note = f"{row.note}: " if row.kind == "elsewhere" else ""
    return (Piece(note, "note"), *row.right) if note else row.right


def _wrapped(pieces: tuple[Piece, ...], wide: int) -> list[list[tuple[str, str]]]:
    """The pieces in lines of exactly ``wide`` cells."""
    if not pieces:
        return []
    text = "".join(piece.text for piece in pieces)
    layout = Layout(text, wide)
    layout.finish()
    out = []
    for number in range(len(layout)):
        start, end = layout.line(number)
        parts: list[tuple[str, str]] = []
        at = 0
        for piece in pieces:
            low, high = max(start, at), min(end, at + len(piece.text))
            if low < high:
                parts.append((text[low:high], piece.kind))
            at += len(piece.text)
        used = Segment.get_line_length([Segment(t, Style.null()) for t, _ in parts])
        parts.append((" " * max(wide - used, 0), ""))
        out.append(parts)
    return out


class Comparison(Screen[None]):
    """Compares two documents; the alignment is made in a thread."""

    CSS_PATH = "diff.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,d", "app.pop_screen", "Back"),
        Binding("n", "step(1)", "Next difference"),
        Binding("p", "step(-1)", "Previous difference"),
        Binding("c", "fold", "Fold what is the same"),
        Binding("x", "swap", "Swap sides"),
    ]

    def __init__(self, left: Document, right: Document) -> None:
        super().__init__()
        self.sides = (left, right)
        self._alignment: Alignment | None = None
        self._counted: Summary | None = None
        self._signs = ("", "")
        self._folds = False

    def compose(self) -> ComposeResult:
        yield Static(" comparing …", id="top")
        with Horizontal(id="heads"):
            yield Static(classes="head")
            yield Static(classes="head")
        yield Passages(id="passages")
        yield Keys(_KEYS, ())

    def on_mount(self) -> None:
        self._compare()

    def _compare(self) -> None:
        left, right = self.sides
        self._head(("", ""))

        async def compare() -> None:
            self._show((left, right), await asyncio.to_thread(align, left, right))

        self.run_worker(compare(), exclusive=True)

    def _head(self, signs: tuple[str, str]) -> None:
        """Name the two: above their columns, or on a line each where they have none."""
        between = "  " if self.has_class("-below") else "\n"
        heads = self.query(".head").results(Static)
        for head, doc, sign, kind in zip(heads, self.sides, signs, ("gone", "new"), strict=True):
            updated = f"updated {when(doc.updated)}" if doc.updated else ""
            facts = (plain(doc.outlet or ""), when(doc.published), updated)
            about = " · ".join(filter(None, facts)) or plain(doc.id)
            title = f"{plain(doc.title or doc.id)}{between}"
            head.update(
                Content.assemble(
                    (f"{sign} " if sign else "", f"bold ${kind}"),
                    (title, "bold"),
                    (about, "$faint"),
                )
            )

    def on_resize(self) -> None:
        self._head(self._signs)

    def _show(self, sides: tuple[Document, Document], alignment: Alignment) -> None:
        if sides != self.sides:
            return
        self._alignment = alignment
        self._counted = counted = summary(alignment, *sides)
        revisions = counted.verbatim >= REVISIONS
        context = _CONTEXT if self._folds else None
        self.query_one(Passages).show(rows(alignment, *sides, context=context), revisions=revisions)
        self._signs = ("-", "+") if revisions else ("<", ">")
        self._head(self._signs)

    @on(Passages.Moved)
    def _say_top(self) -> None:
        counted = self._counted
        if counted is None:
            return
        one, other = self._signs
        nth, differ = self.query_one(Passages).rank
        pairs = self._alignment.pairs if self._alignment else ()
        figures = sum(len(pair.figures) for pair in pairs)
        unlike = f"   ≠ {figures} figure{'s'[: figures > 1]}" if figures else ""
        place = f"difference {nth} of {differ}" if nth else f"{differ} differences"
        if one == "<":
            kinds = f"≈ {counted.edit} retold", "left only", "right only"
        else:
            kinds = f"~ {counted.edit} reworded", "gone", "new"
        self.query_one("#top", Static).update(
            f" {place}{unlike}   {counted.verbatim:.0%} word for word   {counted.equal} the same   "
            f"{kinds[0]}   ↕ {counted.moved} moved   {one} {counted.left_only} {kinds[1]}   "
            f"{other} {counted.right_only} {kinds[2]}"
        )

    def action_step(self, by: int) -> None:
        self.query_one(Passages).step(by)

    def action_fold(self) -> None:
        self._folds = not self._folds
        if self._alignment is not None:
            self._show(self.sides, self._alignment)

    def action_swap(self) -> None:
        self.sides = (self.sides[1], self.sides[0])
        self._compare()
