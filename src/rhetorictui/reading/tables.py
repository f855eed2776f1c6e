"""Tables to lines of JSON: each row under the header becomes an object."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

import orjson

from rhetorictui import patterns
from rhetorictui.reading.decode import DecodeError, encoding_of, guessed, mark_of, mended_utf8
from rhetorictui.reading.model import CHUNK, LIMIT, Chunk, Problem, ReadOptions, Report

_SEP = patterns.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def text_lines(
    name: str, blocks: Iterator[bytes], head: bytes, options: ReadOptions, report: Report
) -> Iterator[str]:
    """Decoded lines with their ends. Raises DecodeError when the encoding does not hold."""
    mark = mark_of(head)
    code, skip = mark or (options.encoding or "utf-8", 0)
    decoder = codecs.getincrementaldecoder(code)()
    rest = ""
    seen = 0
    for block in blocks:
        pending = decoder.getstate()[0]
        try:
            text = decoder.decode(block[skip:])
        except UnicodeDecodeError as error:
            if mark or options.encoding:
                raise DecodeError(f"not {code}; name the encoding of this table") from None
            data = pending + block
            if mended_utf8(data):
                line = seen + data.count(b"\n", 0, error.start) + 1
                what = "UTF-8 with broken places, the first in this line; they became U+FFFD"
                report(Problem(f"{name}:{line}", what, error=False))
            else:
                code = encoding_of(data)
                report(Problem(name, guessed(code), error=False))
            decoder = codecs.getincrementaldecoder(code)("replace")
            text = decoder.decode(data)
        skip = 0
        seen += block.count(b"\n")
        lines = list(StringIO(rest + text, newline=""))
        rest = lines.pop() if lines and not lines[-1].endswith("\n") else ""
        yield from lines
    if rest:
        yield rest


def rows(name: str, lines: Iterator[str], kind: str, report: Report) -> Iterator[Chunk]:
    """Rows under a header as objects. Lines of the chunk keep the numbers of the file: where a
    row takes several, blank ones follow it."""
    csv.field_size_limit(LIMIT)
    header_line, first = next(lines, ""), 2
    sep = "\t" if kind == "tsv" else max(",;\t|", key=header_line.count)
    if named := _SEP.fullmatch(header_line):
        # Excel writes so which sign parts the cells.
        sep, header_line, first = named[1], next(lines, ""), 3
    header = [cell.strip() for cell in next(csv.reader([header_line], delimiter=sep), [])]
    if not any(header):
        report(Problem(name, "a table needs a first row with the names of its columns"))
        return
    held: list[str] = []  # the lines of the row under way

    def feed() -> Iterator[str]:
        for line in lines:
            held.append(line)
            yield line

    table = csv.reader(feed(), delimiter=sep)
    ready: list[bytes] = []
    size = 0
    begin = first
    broken = False
    while True:
        line = table.line_num + first
        try:
            row = next(table, None)
        except csv.Error as error:
            report(Problem(f"{name}:{line}", f"broken table ({error}); are the quotes balanced?"))
            broken = True
            break
        if row is None:
            break
        item = b""
        if _open_end(held, sep):
            more = table.line_num + first - 1 - line
            after = f" with the {more} line{'' if more == 1 else 's'} after it" if more else ""
            what = f"a quotation mark in this row is never closed, so it was left out{after}"
            report(Problem(f"{name}:{line}", f"{what}; the file may be cut off"))
            broken = True
        elif len(row) > len(header):
            names = f"{len(header)} column name{'' if len(header) == 1 else 's'}"
            what = f"{len(row)} cells under {names}, left out; are the quotes balanced?"
            report(Problem(f"{name}:{line}", what))
            broken = True
        elif row:
            item = orjson.dumps(dict(zip(header, row, strict=False)))
        held.clear()
        ready.append(item + b"\n" * (table.line_num + first - line))
        size += len(item)
        if size >= CHUNK:
            yield Chunk(name, "jsonl", begin, b"".join(ready))
            ready.clear()
            size = 0
            begin = table.line_num + first
    if size:
        yield Chunk(name, "jsonl", begin, b"".join(ready))
    elif begin == first and not broken:
        report(Problem(name, "no row under the names of the columns: nothing to read"))


def _open_end(lines: list[str], sep: str) -> bool:
    """Whether these lines of one row end within quotation marks, which only the last row can."""
    if sum(line.count('"') for line in lines) % 2 == 0:
        return False
    try:
        list(csv.reader(lines, delimiter=sep, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
