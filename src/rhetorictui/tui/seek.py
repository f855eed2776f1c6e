"""Finding words in texts, in any case and with any kind of quotation mark, space and dash; and
finding the article that somebody named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rhetorictui.language import shadow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rhetorictui.document import Document, Span


def finder(words: str) -> Callable[[str], list[Span]]:
    """A function that gives the places of ``words`` in a text: code points, half-open, in order.

    Any run of white space matches any other, line breaks included; without words nothing matches.
    """
    parts = shadow(words).split()
    pattern = re.compile(r"\s+".join(map(re.escape, parts)) or r"(?!)")
    first = parts[0] if parts else ""

    def find(text: str) -> list[Span]:
        shade = shadow(text)
        # Looking for a plain word is fast, and most texts of an archive do not have it.
        return [hit.span() for hit in pattern.finditer(shade)] if first in shade else []

    return find


def wanted(name: str, docs: Sequence[Document], *, all_read: bool) -> tuple[int, int] | None:
    """The place among ``docs`` of the one called ``name`` and an offset in it, once it is certain.

    ``name`` is an identifier, or a part of an identifier or title in any case; ``:LINE`` or
    ``:LINE:COLUMN``, counted from 1, may follow, as the tables of findings print them. A part has
    to wait until ``all_read``: a whole identifier may yet come.
    """
    readings = list(_readings(name))
    whole = {reading: (line, column) for reading, line, column in reversed(readings)}
    for place, doc in enumerate(docs):
        if doc.id in whole:
            return place, _offset(doc.text, *whole[doc.id])
    for reading, line, column in readings if all_read else ():
        for place, doc in enumerate(docs):
            if reading.casefold() in f"{doc.id}\n{doc.title}".casefold():
                return place, _offset(doc.text, line, column)
    return None


def _readings(name: str) -> Iterator[tuple[str, int, int]]:
    """What ``name`` may mean: identifiers can themselves end in numbers."""
    yield name, 1, 1
    if match := re.fullmatch(r"(.+):(\d+)", name, re.DOTALL):
        yield match[1], int(match[2]), 1
    if match := re.fullmatch(r"(.+):(\d+):(\d+)", name, re.DOTALL):
        yield match[1], int(match[2]), int(match[3])


def _offset(text: str, line: int, column: int) -> int:
    """The code point at a line and column, both counted from 1."""
    at = -1
    for _ in range(line - 1):
        at = text.find("\n", at + 1)
        if at < 0:
            return len(text)
    return min(at + max(column, 1), len(text))
