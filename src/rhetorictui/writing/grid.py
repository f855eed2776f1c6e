"""Rows of strings as a table on a terminal or as CSV: arranged here, decided elsewhere.

Article text is hostile, so control characters are made visible and a spreadsheet never sees a
formula. CSV is data: its fractions have six significant digits, where a table shows three decimals.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui import patterns
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.table import Table

Cell = str | int | float | bool | None
# By turns, the less room there is: columns of at most this width are not folded, nor those of them
# that have spaces, and so many columns lie between two.
_TIGHTER = (
    (22, True, 3), (22, False, 3), (16, False, 3), (12, False, 3),
    (22, False, 2), (16, False, 2), (12, False, 2), (8, False, 2),
)  # fmt: skip
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
            [f"{value:.6g}" if isinstance(value, float) else _harmless(value) for value in row]
        )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _harmless(value: Cell) -> str:
    text = cell(value)
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def as_table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "", width: int = 100
) -> Table:
    """A rich table of the rows, made for ``width`` columns: numbers to the right, long text
    folded, ids of files without the folders that all of them share. Where there is no room for all
    columns the last are left out, and named below."""
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
    held = [[name, *found] for name, found in zip(columns, texts, strict=True)]
    widest = [max(map(len, found)) for found in held]
    words = [max(map(len, " ".join(found).split()), default=0) for found in held]
    fitting = _least(widest, words, width)
    shown = len(fitting.widths)
    if shown < len(columns):
        left = ", ".join(name for name in columns[shown:] if name)
        table.caption = Text(f"no room for: {left}")
        table.caption_justify = "left"
    # Columns two apart, not three, before words are broken. Rich would let some fall below their
    # least width then.
    table.collapse_padding = tight = fitting.gap == 2
    least = fitting.widths
    if tight:
        least = _widened(least, words, widest, width - 2 * shown)
    for name, found, wide, narrow in zip(columns, texts, widest, least, strict=False):
        numeric = any(found) and all(_NUMBER.fullmatch(text) for text in found if text)
        table.add_column(
            name,
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=narrow == wide,
            min_width=narrow,
            width=narrow if tight else None,
        )
    for row in listed:
        table.add_row(*map(Text, row[:shown]))
    return table


class _Fitting(NamedTuple):
    widths: list[int]
    gap: int


def _least(widest: Sequence[int], words: Sequence[int], width: int) -> _Fitting:
    """The widths under which no column may fall, of these lengths of the longest cell and word,
    and the gap between two. Short ones are not folded; where room is scarce those that have spaces
    are, then fewer count as short, and then the gap is narrower. No word as short as these is
    broken. Where all that does not do, the last columns have no width: there is no room for them.
    """
    for shown in range(len(widest), 0, -1):
        for short, spaced, gap in _TIGHTER:
            least = [
                wide
                if wide <= short and (spaced or wide == word)
                else max(short // 2, min(word, short))
                for wide, word in zip(widest[:shown], words, strict=False)
            ]
            if sum(least) <= width - gap * shown:
                return _Fitting(least, gap)
    return _Fitting(least[:1], gap)


def _widened(
    widths: Sequence[int], words: Sequence[int], widest: Sequence[int], room: int
) -> list[int]:
    """The widths with what is left of the room given to the column whose longest word lacks
    least, until no word is broken, and then to those that lack most for their longest cell."""
    out = list(widths)
    for _ in range(sum(out), min(room, sum(widest[: len(out)]))):
        broken = [(word - now, at) for at, (word, now) in enumerate(zip(words, out, strict=False))]
        lack, at = min((pair for pair in broken if pair[0] > 0), default=(0, 0))
        if not lack:
            at = max(range(len(out)), key=lambda at: widest[at] - out[at])
        out[at] += 1
    return out


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
