"""The rows of a comparison as lines of the screen, with what was found in the passages.

A line is a tuple of stretches; what they look like is decided when the line is drawn, so that a
cursor can move over them. Two passages stand beside each other, or below where it is narrow.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from rhetorictui.tui.layout import Layout
from rhetorictui.writing.alignedrows import Piece, Row
from rhetorictui.writing.sidebyside import SPLIT_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.document import Span
    from rhetorictui.tui.picture import Item


class Found(NamedTuple):
    """A finding in one of the two documents: the left one is side 0."""

    side: int
    item: Item


class Stretch(NamedTuple):
    """Some text of one kind (see ``alignedrows.KINDS``), and the findings that it belongs to, the
    shortest last."""

    text: str
    kind: str = ""
    found: tuple[Found, ...] = ()


class Line(NamedTuple):
    """One line of the screen: the row that it belongs to, -1 for none, and its stretches."""

    row: int
    parts: tuple[Stretch, ...]


class Side:
    """One of the two documents: its text, and its findings in the order of their place."""

    def __init__(self, number: int, text: str, items: Sequence[Item]) -> None:
        self.number = number
        self.text = text
        self.items = items
        self._longest = max((item.end - item.start for item in items), default=0)

    def stretches(self, row: Row) -> list[Stretch]:
        """The passage of a row on this side, cut where its pieces and its findings end."""
        pieces = row.right if self.number else row.left
        if pieces and row.kind == "elsewhere":
            pieces = (Piece(f"{row.note}: ", "note"), *pieces)
        span, inside = self._span(row), self.findings(row)
        if span is None or not inside:
            return [Stretch(piece.text, piece.kind) for piece in pieces]
        kinds = [piece.kind for piece in pieces for _ in piece.text]
        drawn = "".join(piece.text for piece in pieces)
        owners: list[tuple[Found, ...]] = [()] * len(drawn)
        for low, high, item in _places(drawn, self.text, span, inside):
            one = (Found(self.number, item),)
            owners[low:high] = [more + one for more in owners[low:high]]
        out, at = [], 0
        for (kind, found), group in groupby(zip(kinds, owners, strict=True)):
            end = at + sum(1 for _ in group)
            out.append(Stretch(drawn[at:end], kind, found))
            at = end
        return out

    def _span(self, row: Row) -> Span | None:
        return row.right_at if self.number else row.left_at

    def findings(self, row: Row) -> list[Item]:
        """What was found in the passage of a row on this side."""
        span = self._span(row)
        if span is None:
            return []
        low = bisect_left(self.items, span[0] - self._longest, key=_start)
        high = bisect_left(self.items, span[1], low, key=_start)
        return [item for item in self.items[low:high] if item.end > span[0]]


def _start(item: Item) -> int:
    return item.start


def _places(
    drawn: str, text: str, span: Span, inside: Sequence[Item]
) -> list[tuple[int, int, Item]]:
    """Where the items lie in a passage as it is drawn, the shortest last.

    Drawing squeezes white space and changes nothing else, so that the ink is counted.
    """
    ink = [n for n, character in enumerate(drawn) if character != " "]
    places = []
    for item in inside:
        before = _ink(text, span[0], max(item.start, span[0]))
        until = before + _ink(text, max(item.start, span[0]), min(item.end, span[1]))
        if before < until:
            places.append((ink[before], ink[until - 1] + 1, item))
    return sorted(places, key=lambda place: place[0] - place[1])


def _ink(text: str, start: int, end: int) -> int:
    return sum(map(len, text[start:end].split()))


def arranged(
    rows: Sequence[Row], sides: tuple[Side, Side], width: int, *, revisions: bool
) -> list[Line]:
    """The rows in lines of ``width`` cells, abreast where there is room for that.

    ``revisions`` tells versions of one text from separate accounts.
    """
    numbers = (n for row in rows for n in (row.left_number, row.right_number) if n)
    digits = len(str(max(numbers, default=1)))
    abreast = width >= SPLIT_FROM
    middle = digits + 2 + _column(width, digits) if abreast else 0
    lines: list[Line] = []
    for nth, row in enumerate(rows):
        if row.opens and nth and row.kind != "fold" and rows[nth - 1].kind != "fold":
            lines.append(Line(-1, (Stretch(" " * middle + " │", "rule"),) if middle else ()))
        if row.kind == "fold":
            lines.append(Line(-1, (Stretch(f" {row.note} ".center(width, "┄"), "note"),)))
        elif abreast:
            lines += _abreast(nth, row, sides, width, digits, _sign(row, revisions))
        else:
            lines += _below(nth, row, sides, width, digits, revisions=revisions)
    return lines


def _column(width: int, digits: int) -> int:
    return (width - 2 * (digits + 2) - 3) // 2


def _sign(row: Row, revisions: bool) -> Stretch:
    if row.kind == "left_only":
        return Stretch("-" if revisions else "<", "left")
    if row.kind == "right_only":
        return Stretch("+" if revisions else ">", "right")
    if row.kind in ("moved", "elsewhere"):
        return Stretch("↕", "moved")
    if row.kind == "edit":
        return Stretch("≈" if row.retold else "~", "edit")
    return Stretch("│", "rule")


def _abreast(
    nth: int, row: Row, sides: tuple[Side, Side], width: int, digits: int, sign: Stretch
) -> list[Line]:
    wide = _column(width, digits)
    ours, theirs = (_wrapped(side.stretches(row), wide) for side in sides)
    blank = [Stretch(" " * wide)]
    out = []
    for at in range(max(len(ours), len(theirs))):
        left = row.left_number if not at else None
        right = row.right_number if not at else None
        sign = sign if not at else Stretch("│", "rule")
        out.append(
            Line(
                nth,
                (
                    Stretch(f" {left or '':>{digits}} ", "number"),
                    *(ours[at] if at < len(ours) else blank),
                    Stretch(f" {sign.text} ", sign.kind),
                    Stretch(f"{right or '':>{digits}}  ", "number"),
                    *(theirs[at] if at < len(theirs) else blank),
                ),
            )
        )
    return out


def _below(
    nth: int, row: Row, sides: tuple[Side, Side], width: int, digits: int, *, revisions: bool
) -> list[Line]:
    sign, kind, _ = _sign(row, revisions)
    wide = width - 2 * digits - 6
    same = all(piece.kind == "plain" for piece in (*row.left, *row.right))
    one_sided = ("-", "+") if revisions else ("<", ">")
    both = [
        (sides[0].stretches(row), row.left_number, None, one_sided[0]),
        (sides[1].stretches(row), None, row.right_number, one_sided[1]),
    ]
    if same and row.left and row.right:
        both = [(sides[0].stretches(row), row.left_number, row.right_number, " ")]
    out = []
    for stretches, left, right, side in both:
        mark = side if row.kind.endswith("only") else f"{sign if sign != '│' else ' '}{side}"
        for at, parts in enumerate(_wrapped(stretches, wide)):
            numbers = f" {left or '':>{digits}} {right or '':>{digits}} " if not at else ""
            out.append(
                Line(
                    nth,
                    (
                        Stretch(f"{numbers:<{2 * digits + 3}}", "number"),
                        Stretch(f"{mark if not at else '':<3}", kind),
                        *parts,
                    ),
                )
            )
    return out


def _wrapped(stretches: Sequence[Stretch], wide: int) -> list[list[Stretch]]:
    """The stretches in lines of exactly ``wide`` cells."""
    if not stretches:
        return []
    text = "".join(stretch.text for stretch in stretches)
    layout = Layout(text, wide)
    layout.finish()
    out = []
    for number in range(len(layout)):
        start, end = layout.line(number)
        parts: list[Stretch] = []
        at = 0
        for stretch in stretches:
            low, high = max(start, at), min(end, at + len(stretch.text))
            if low < high:
                parts.append(stretch._replace(text=text[low:high]))
            at += len(stretch.text)
        used = sum(cell_len(part.text) for part in parts)
        parts.append(Stretch(" " * max(wide - used, 0)))
        out.append(parts)
    return out
