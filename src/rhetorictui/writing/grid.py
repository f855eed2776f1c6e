"""Rows of strings as a table on a terminal or as CSV: arranged here, decided elsewhere.

Both draw the same cells, made by ``cell``, so they agree; article text is hostile, so control
characters are made visible and a spreadsheet never sees a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from rhetorictui import patterns
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.table import Table

Cell = str | int | float | bool | None
_SHORT = 22  # columns of at most this width are not folded where there is room
_NUMBER = patterns.compile(r"-?[\d.,]+")
# What a spreadsheet would run when a cell begins with it (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Cell) -> str:
    """One value as the reader sees it: nothing for None, three decimals for a fraction."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    return visible(str(value))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Lines of CSV (RFC 4180), the heading first. Text that a spreadsheet would run is quoted
    with a leading apostrophe."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in chain([columns], rows):
        writer.writerow(
            [
                "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text
                for value, text in ((value, cell(value)) for value in row)
            ]
        )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "", width: int = 100
) -> Table:
    """A rich table of the rows, made for ``width`` columns: numbers to the right, long text
    folded, ids of files without the folders that all of them share."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    listed = [[cell(value) for value in row] for row in rows_of(columns, rows)]
    table = Table(
        title=Text(visible(title)) if title else None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        pad_edge=False,
        header_style="bold",
    )
    texts = [[row[index] for row in listed] for index in range(len(columns))]
    widest = [max(map(len, (name, *found))) for name, found in zip(columns, texts, strict=True)]
    least = _least(texts, widest, width - 3 * len(columns))
    for name, found, wide, narrow in zip(columns, texts, widest, least, strict=True):
        numeric = any(found) and all(_NUMBER.fullmatch(text) for text in found if text)
        table.add_column(
            name,
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=narrow == wide,
            min_width=narrow,
        )
    for row in listed:
        table.add_row(*map(Text, row))
    return table


def _least(texts: Sequence[Sequence[str]], widest: Sequence[int], room: int) -> list[int]:
    """The width under which no column may fall. Short ones are not folded; where room is scarce
    those that have spaces are, and then fewer count as short."""
    for short, spaced in ((_SHORT, True), (_SHORT, False), (16, False), (12, False), (8, False)):
        least = [
            width if width <= short and (spaced or not any(" " in t for t in found)) else short // 2
            for found, width in zip(texts, widest, strict=True)
        ]
        if sum(least) <= room:
            break
    return least


def rows_of(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """The rows as lists, with the folders that all ids share left out of the column ``id``."""
    listed = [list(row) for row in rows]
    if "id" in columns and len(listed) > 1:
        at = columns.index("id")
        ids = [str(row[at]) for row in listed]
        first, last = min(ids), max(ids)
        alike = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
        shared = first[:alike].rpartition("/")[0]
        if shared and len(set(ids)) > 1:
            for row in listed:
                row[at] = str(row[at])[len(shared) + 1 :]
    return listed
