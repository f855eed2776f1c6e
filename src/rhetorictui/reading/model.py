"""What passes between the parts of the reading room: problems, options, chunks.

Everything here can be pickled, so that chunks travel to worker processes and problems back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

CHUNK = 1 << 20
"""Bytes in a chunk of lines, about: it ends at the last whole line."""

LIMIT = 32 << 20
"""The largest single text or record that is read, in bytes."""

FORMATS = ("text", "markdown", "html", "jsonl", "json", "csv", "tsv")


class Problem(NamedTuple):
    """Something about an input that the user has to know.

    ``place`` is "file", "file:line" or, in a JSON array, "file, item 2".
    ``message`` says what is wrong and how to mend it.
    ``error`` is False for a notice: the input was read all the same.
    """

    place: str
    message: str
    error: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


Report = Callable[[Problem], None]
Sift = Callable[[bytes], bytes]
"""JSON Lines to the same lines, those blanked that need not be read."""


class ReadOptions(NamedTuple):
    """How to read. A field name of None is guessed from the common names (see ``fields``).

    A field name may be a path with dots (``article.body``). ``encoding`` is any codec that
    Python knows, None for detection; ``format`` one of ``FORMATS``, None for detection.
    """

    text_field: str | None = None
    id_field: str | None = None
    title_field: str | None = None
    date_field: str | None = None
    updated_field: str | None = None
    outlet_field: str | None = None
    byline_field: str | None = None
    language_field: str | None = None
    url_field: str | None = None
    encoding: str | None = None
    format: str | None = None

    def checked(self) -> ReadOptions:
        """These options; raises ValueError for a format or an encoding that does not exist."""
        if self.format is not None and self.format not in FORMATS:
            raise ValueError(f"unknown format {self.format!r}; there are {', '.join(FORMATS)}")
        if self.encoding is not None:
            try:
                is_text = "".encode(self.encoding) is not None
            except LookupError:
                is_text = False
            if not is_text:
                raise ValueError(f"unknown encoding {self.encoding!r}; try utf-8 or cp1252")
        return self


class Chunk(NamedTuple):
    """A unit of work: the bytes of one file, or about 1 MiB of whole lines of records.

    ``kind`` is "text", "markdown", "html" or "jsonl" (other record formats are turned into it).
    ``line`` is the number of the first line, from 1; with ``items``, of the first item of a JSON
    array. ``place`` names one of them to the user.
    ``copy`` counts how often this run has met the same source before, from 1, so that the ids
    made from it differ.
    """

    source: str
    kind: str
    line: int
    data: bytes
    copy: int = 1
    items: bool = False

    def place(self, number: int | str) -> str:
        """Where line or item ``number`` is: "a.jsonl:3", "a.json, item 3"."""
        return f"{self.source}, item {number}" if self.items else f"{self.source}:{number}"


def size_of(count: int) -> str:
    """A number of bytes for people: "104.9 MB"."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.1f} kB"
