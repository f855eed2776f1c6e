"""An alignment of two documents, drawn for a terminal of any width.

What changed is told by sign, number, underline and strike as well as colour, so it reads without
colour, and by sign and number alone where even attributes are lost. Article text never meets
markup, and no control character passes.
"""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from rhetorictui.alignment import Alignment, Summary, summary
from rhetorictui.writing.alignedrows import REVISIONS, SPACES, Figures, Piece, Row, figures, rows
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, Group
    from rich.text import Text

    from rhetorictui.document import Document

__all__ = ["STYLES", "Piece", "Row", "lines", "render", "rows"]

View = Literal["auto", "split", "unified"]

SPLIT_FROM = 100
"""Columns from which two columns of text are wide enough to read."""
SPLIT_LEAST = 40
"""Columns below which even ``split`` draws one column."""

STYLES = {
    "plain": "",
    "deleted": "red strike",
    "inserted": "bold green underline",
    "only_left": "red underline",
    "only_right": "green underline",
    "shared": "bold",
    "gone": "red",
    "new": "green",
    "number": "dim",
    "note": "italic dim",
    "rule": "dim",
    "title": "bold",
    "left": "bold red",
    "right": "bold green",
    "moved": "bold magenta",
    "edit": "bold yellow",
    "equal": "dim",
}
"""Styles by kind of piece, and of the signs and the frame; the TUI may use its own."""

_SIDED = ("left_only", "right_only", "elsewhere")


def render(
    alignment: Alignment,
    left: Document,
    right: Document,
    *,
    width: int,
    view: View = "auto",
    context: int | None = None,
) -> Group:
    """The whole comparison as one rich renderable: heading, passages, summary.

    ``width`` is in terminal cells; ``auto`` splits from ``SPLIT_FROM`` cells on.
    """
    from rich.console import Group

    drawn = lines(alignment, left, right, width=width, view=view, context=context)
    return Group(*drawn)


def lines(
    alignment: Alignment,
    left: Document,
    right: Document,
    *,
    width: int,
    view: View = "auto",
    context: int | None = None,
) -> list[Text]:
    """What ``render`` draws, line by line, each at most ``width`` cells wide."""
    # 60 ms. Only what draws on a terminal passes here.
    from rich.console import Console

    console = Console(width=max(width, 20), color_system=None, force_terminal=False)
    counted = summary(alignment, left, right)
    drawn = rows(alignment, left, right, context=context)
    split = width >= (SPLIT_FROM if view == "auto" else SPLIT_LEAST) and view != "unified"
    layout = _Layout(console, max(width, 20), counted.verbatim >= REVISIONS, _digits(drawn))
    body = layout.split(left, right, drawn) if split else layout.unified(left, right, drawn)
    retold = sum(r.kind == "edit" and r.retold for r in drawn)
    differ = layout.figures(figures(alignment, left, right))
    return [*body, *layout.summary(counted, retold), *differ]


def _digits(drawn: Sequence[Row]) -> int:
    most = max((n for r in drawn for n in (r.left_number, r.right_number) if n), default=1)
    return len(str(most))


class _Line(NamedTuple):
    """One line of a column: text, its number, and the sign of a passage that stands alone."""

    text: Text | None
    number: str
    sign: str
    kind: str


class _Layout(NamedTuple):
    """Everything that the drawing of one comparison shares."""

    console: Console
    width: int
    revisions: bool
    digits: int

    def sign(self, row: Row) -> tuple[str, str]:
        """The sign of a row and the kind of its style."""
        if row.kind == "left_only":
            return ("-" if self.revisions else "<"), "left"
        if row.kind == "right_only":
            return ("+" if self.revisions else ">"), "right"
        if row.kind in ("moved", "elsewhere"):
            return "↕", "moved"
        if row.kind == "edit":
            return ("≈" if row.retold else "~"), "edit"
        return "=", "equal"

    def split(self, left: Document, right: Document, drawn: Sequence[Row]) -> Iterator[Text]:
        """Two columns: number and text of the left, the sign, number and text of the right."""
        gutter = self.digits + 1
        wide = (self.width - 2 * gutter - 5) // 2
        pad = " " * gutter
        heads = [self.wrap(_heading(doc), wide) for doc in (left, right)]
        for ours, theirs in zip_longest(*heads):
            yield self.join(pad, self.cell(ours, wide), " " * 5 + pad, theirs)
        yield self.rule(gutter + wide + 2, "┬")
        first = True
        for sided, group in groupby(drawn, lambda row: row.kind in _SIDED):
            block = list(group)
            # Passages of one side alone run beside those of the other: no column stands empty.
            for some in [block] if sided else [[row] for row in block]:
                if some[0].kind == "fold":
                    yield self.fold(some[0])
                    first = True
                    continue
                ours = self.column([r for r in some if r.left], wide, False)
                theirs = self.column([r for r in some if r.right], wide, True)
                if not first and any(row.opens for row in some):
                    yield self.join(" " * (gutter + wide), ("  │", STYLES["rule"]))
                first = False
                sign, kind = self.sign(some[0])
                paired = [(f"  {sign}  ", STYLES[kind])] if not sided and sign != "=" else []
                for one, two in zip_longest(ours, theirs, fillvalue=_Line(None, "", "", "rule")):
                    apart = [
                        (f" {one.sign or ' '}", STYLES[one.kind]),
                        ("│", STYLES["rule"]),
                        (f"{two.sign or ' '} ", STYLES[two.kind]),
                    ]
                    yield self.join(
                        (f"{one.number:>{self.digits}} ", STYLES["number"]),
                        self.cell(one.text, wide),
                        *(paired or apart),
                        (f"{two.number:>{self.digits}} ", STYLES["number"]),
                        two.text,
                    )
                    paired = []
        yield self.rule(gutter + wide + 2, "┴")

    def column(self, some: Sequence[Row], wide: int, right: bool) -> list[_Line]:
        """The passages of one side, wrapped, numbered and, where they stand alone, signed."""
        out: list[_Line] = []
        for row in some:
            if out and row.opens:
                out.append(_Line(None, "", "", "rule"))
            text = _text(row.right if right else row.left)
            if row.kind == "elsewhere":
                text = _text(row.right, f"{row.note}: ")
                text.truncate(wide, overflow="ellipsis")
            sign, kind = self.sign(row) if row.kind in _SIDED else ("", "rule")
            number = str(row.right_number if right else row.left_number)
            for line in self.wrap(text, wide):
                out.append(_Line(line, number, sign, kind))
                number = sign = ""
        return out

    def unified(self, left: Document, right: Document, drawn: Sequence[Row]) -> Iterator[Text]:
        """One column: both numbers, the sign, and the text; of a reworded pair both texts."""
        one_sided = ("-", "+") if self.revisions else ("<", ">")
        gutter = 2 * (self.digits + 1) + 3
        wide = self.width - gutter
        for sign, doc, kind in zip(one_sided, (left, right), ("left", "right"), strict=True):
            for nth, line in enumerate(self.wrap(_heading(doc), wide)):
                mark = " " + sign if not nth else "  "
                yield self.join((" " * (gutter - 3) + mark + " ", STYLES[kind]), line)
        yield self.rule(0, "")
        for place, row in enumerate(drawn):
            if row.kind == "fold":
                yield self.fold(row)
                continue
            if row.opens and place and drawn[place - 1].kind != "fold":
                yield self.join()
            sign, kind = self.sign(row)
            parts: list[tuple[tuple[int | None, int | None], str, str, Text]]
            if row.kind == "elsewhere":
                text = _text(row.right, f"{row.note}: ")
                text.truncate(wide, overflow="ellipsis")
                parts = [((None, row.right_number), "↕ ", kind, text)]
            elif row.left and row.right and not _alike(row):
                parts = [
                    ((row.left_number, None), sign + one_sided[0], kind, _text(row.left)),
                    ((None, row.right_number), sign + one_sided[1], kind, _text(row.right)),
                ]
            else:
                mark = " " + sign if row.kind.endswith("only") else sign + " "
                numbers = (row.left_number, row.right_number)
                mark = mark if sign != "=" else "  "
                parts = [(numbers, mark, kind, _text(row.left or row.right))]
            for numbers, mark, style, text in parts:
                shown = "".join(f"{number or '':>{self.digits}} " for number in numbers)
                start: list[Text | tuple[str, str]] = [
                    (shown, STYLES["number"]),
                    (mark + " ", STYLES[style]),
                ]
                for line in self.wrap(text, wide):
                    yield self.join(*start, line)
                    start = [(" " * gutter, "")]
        yield self.rule(0, "")

    def summary(self, counted: Summary, retold: int) -> list[Text]:
        """What each sign means with how often it stands, and how much the texts share."""
        from rich.text import Text

        one_sided = ("-", "+") if self.revisions else ("<", ">")
        counts = Text()
        for sign, kind, number, words in (
            ("=", "equal", counted.equal, "the same"),
            ("~", "edit", counted.edit - retold, "reworded"),
            ("≈", "edit", retold, "retold"),
            ("↕", "moved", counted.moved, "moved"),
            (one_sided[0], "left", counted.left_only, "only left"),
            (one_sided[1], "right", counted.right_only, "only right"),
        ):
            if counts:
                counts.append("  ")
            counts.append(sign, STYLES[kind]).append(f" {number} {words}")
        shares = Text(
            f"{counted.left_matched:.0%} of the left and {counted.right_matched:.0%} of the right "
            f"have a counterpart; {counted.verbatim:.0%} of both is the same word for word."
        )
        return [*self.wrap(counts, self.width), *self.wrap(shares, self.width)]

    def figures(self, differ: Sequence[Figures]) -> Iterator[Text]:
        """The figures that differ, each with the numbers of its passages; nothing without any."""
        if differ:
            yield self.join("Figures that differ:")
        for one in differ:
            numbers = f"{one.left_number:>{self.digits}} ≠ {one.right_number:<{self.digits}}  "
            text = self.join((numbers, STYLES["number"]), (one.left, STYLES["left"]), " ≠ ",
                             (one.right, STYLES["right"]))  # fmt: skip
            text.no_wrap = False
            yield from self.wrap(text, self.width)

    def wrap(self, text: Text, wide: int) -> list[Text]:
        wrapped = list(text.wrap(self.console, max(wide, 8), overflow="fold"))
        for line in wrapped:
            line.rstrip()
        return wrapped

    def cell(self, text: Text | None, wide: int) -> Text:
        from rich.text import Text

        filled = text.copy() if text is not None else Text()
        filled.truncate(wide, overflow="crop", pad=True)
        return filled

    def rule(self, at: int, cross: str) -> Text:
        line = "─" * self.width
        return self.join((line[:at] + cross + line[at + len(cross) :], STYLES["rule"]))

    def fold(self, row: Row) -> Text:
        return self.join((f" {row.note} ".center(self.width, "┄"), STYLES["note"]))

    @staticmethod
    def join(*parts: Text | tuple[str, str] | str | None) -> Text:
        from rich.text import Text

        line = Text(no_wrap=True)
        for part in parts:
            if isinstance(part, Text):
                line.append_text(part)
            elif part:
                line.append(*(part if isinstance(part, tuple) else (part,)))
        line.rstrip()
        return line


def _alike(row: Row) -> bool:
    return all(piece.kind == "plain" for piece in (*row.left, *row.right))


def _text(pieces: Sequence[Piece], note: str = "") -> Text:
    from rich.text import Text

    text = Text(note, STYLES["note"]) if note else Text()
    for piece in pieces:
        text.append(piece.text, STYLES[piece.kind])
    return text


def _heading(doc: Document) -> Text:
    """Title, then outlet and dates, as far as they are known."""
    from rich.text import Text

    title = SPACES.sub(" ", doc.title or doc.id)
    facts = [doc.outlet or (doc.id if doc.title else None), doc.published]
    if doc.updated and doc.updated != doc.published:
        facts.append(f"updated {doc.updated}")
    text = Text().append(visible(title), STYLES["title"])
    about = " · ".join(visible(SPACES.sub(" ", fact)) for fact in facts if fact)
    if about:
        text.append("\n" + about, STYLES["number"])
    return text
