"""Two articles side by side: the rows of ``writing.sidebyside``, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rhetorictui.alignment import Alignment, summary
from rhetorictui.corpus.align import align
from rhetorictui.tui.describe import plain
from rhetorictui.tui.layout import Layout
from rhetorictui.tui.widgets.keys import Key, Keys
from rhetorictui.tui.widgets.lines import Lines
from rhetorictui.writing.alignedrows import REVISIONS, Piece, Row, rows
from rhetorictui.writing.sidebyside import SPLIT_FROM

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize

    from rhetorictui.document import Document

_CONTEXT = 1
_KEYS = (
    Key("esc", "back", "app.pop_screen"),
    Key("n p", "difference", "screen.step(1)"),
    Key("c", "fold what is the same", "screen.fold"),
    Key("x", "swap sides", "screen.swap"),
    Key("?", "help", "app.keys"),
)


class _Line(NamedTuple):
    """One line of the screen: row it belongs to, and stretches of text with their style."""

    row: int
    parts: tuple[tuple[str, str], ...]


class Passages(Lines):
    """The passages of two documents abreast, or below each other where it is narrow."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id)
        self._rows: list[Row] = []
        self._lines: list[_Line] = []
        self._revisions = False
        self._row: int | None = None

    def show(self, found: list[Row], *, revisions: bool) -> None:
        """Draw these rows; ``revisions`` tells versions of one text from separate accounts."""
        self._rows, self._revisions, self._row = found, revisions, None
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        self._arrange()

    def step(self, by: int) -> None:
        """Go to the next or previous row that differs."""
        at = [n for n, row in enumerate(self._rows) if row.kind not in ("equal", "fold")]
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
    def _arrange(self) -> None:
        width = self.scrollable_content_region.width - 2
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
        for head, doc in zip(self.query(".head").results(Static), self.sides, strict=True):
            about = " · ".join(filter(None, (doc.outlet, doc.published, doc.updated)))
            head.update(
                Content.assemble(
                    (f"{plain(doc.title or doc.id)}\n", "bold"), (plain(about or doc.id), "$faint")
                )
            )
        self.run_worker(
            lambda: self.app.call_from_thread(self._show, (left, right), align(left, right)),
            thread=True,
            exclusive=True,
        )

    def _show(self, sides: tuple[Document, Document], alignment: Alignment) -> None:
        if sides != self.sides:
            return
        self._alignment = alignment
        counted = summary(alignment, *sides)
        revisions = counted.verbatim >= REVISIONS
        context = _CONTEXT if self._folds else None
        self.query_one(Passages).show(rows(alignment, *sides, context=context), revisions=revisions)
        one, other = ("-", "+") if revisions else ("<", ">")
        retold = "~ reworded" if revisions else "≈ retold"
        self.query_one("#top", Static).update(
            f" {counted.equal} the same   {retold} {counted.edit}   ↕ moved {counted.moved}   "
            f"{one} left only {counted.left_only}   {other} right only {counted.right_only}   "
            f"{counted.verbatim:.0%} word for word"
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
