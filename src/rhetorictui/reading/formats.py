"""From a stream of bytes to chunks: which format it is, and where it may be cut.

Records (JSONL, JSON, CSV, TSV) all become lines of JSON here, so that workers know one format.
Memory is bounded: lines and items over the limit are passed over while they are read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import orjson

from rhetorictui import patterns
from rhetorictui.reading.decode import mark_of
from rhetorictui.reading.fields import TEXT_NAMES, folded
from rhetorictui.reading.model import (
    CHUNK,
    LIMIT,
    Chunk,
    Problem,
    ReadOptions,
    Report,
    Sift,
    size_of,
)
from rhetorictui.reading.sources import FORMAT_OF, PACKED, Stream, extension
from rhetorictui.record import RecordError, parse

_HEAD = 1 << 16
_ARRAY = patterns.compile(rb'\s*\[\s*(?:\{\s*"|\])')
_HTML = patterns.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_NAME = patterns.compile(r'\s*"?[A-Za-z_][\w .:-]{0,40}"?\s*')
_SPLIT_HINT = "split it into one file an article, or put the articles into JSONL, one a line"


def chunks_of(
    name: str,
    stream: Stream,
    options: ReadOptions,
    report: Report,
    sift: Sift | None = None,
    *,
    at_once: bool = False,
) -> Iterator[Chunk]:
    """The chunks of one source, those of records with the lines blanked that ``sift`` blanks.
    ``at_once`` hands on the first lines of JSON as they come: somebody waits for them.
    Raises OSError when it cannot be read."""
    head = _first_line(stream) if at_once else b""
    at_once = at_once and _kind(name, head, options) == "jsonl"
    if not at_once:
        head += stream.read(_HEAD - len(head))
    if not head:
        # Nothing through a pipe is a result too: an earlier command may have found nothing.
        report(Problem(name, "nothing to read: the input is empty", error=name != "-"))
        return
    if not stream.packed and name.lower().endswith(PACKED):
        ending = name[name.rindex(".") :]
        note = f"ends in {ending} but is not compressed; read as it is, so the ending is wrong"
        report(Problem(name, note, error=False))
    kind = _kind(name, head, options)
    blocks = _as_they_come(head, stream) if at_once else _blocks(head, stream)
    if kind in ("text", "markdown", "html"):
        yield from _whole(name, kind, blocks, report)
        return
    if kind == "jsonl":
        lines = _lines(name, _utf8(blocks, head, options), report)
        yield from _noting_constants(_sifted(lines, sift), report)
    elif kind == "json":
        items = _items(name, _utf8(blocks, head, options), report)
        yield from _noting_constants(_sifted(items, sift), report)
    else:
        # 4 ms with csv, only for tables.
        from rhetorictui.reading.tables import rows, text_lines

        found = rows(name, text_lines(name, blocks, head, options, report), kind, report)
        yield from _sifted(found, sift)


def _kind(name: str, head: bytes, options: ReadOptions) -> str:
    return options.format or detect(name, head, options.encoding)


def _sifted(found: Iterator[Chunk], sift: Sift | None) -> Iterator[Chunk]:
    if sift is None:
        return found
    return (chunk._replace(data=sift(chunk.data)) for chunk in found)


def detect(name: str, head: bytes, encoding: str | None = None) -> str:
    """One of ``FORMATS``, from the extension of ``name`` and the first bytes.

    The extension decides between text, Markdown, HTML and tables. Records in a .txt file or in
    a file without an extension are told by their content, and so are JSONL and JSON, which are
    often named for each other.
    """
    by_name = FORMAT_OF.get(extension(name))
    if by_name in ("markdown", "html", "csv", "tsv"):
        return by_name
    mark = mark_of(head)
    if mark or encoding:
        code, size = mark or (encoding or "utf-8", 0)
        head = head[size:].decode(code, "ignore").encode("utf-8", "ignore")
    start = head.lstrip()[:1]
    if by_name in ("json", "jsonl"):
        if start == b"[" and not _is_object(head.split(b"\n", 1)[0]):
            return "json"
        return _json_kind(head) if by_name == "json" else "jsonl"
    if start == b"{" and not head.startswith(b"{\\rtf"):
        kind = _json_kind(head)
        if kind == "json" or by_name is None or _is_object(head.split(b"\n", 1)[0]):
            return kind
    if start == b"[" and _ARRAY.match(head):
        return "json"
    if by_name is None and start == b"<" and _HTML.match(head):
        return "html"
    return by_name or _table_kind(head) or "text"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _json_kind(head: bytes) -> str:
    """Objects one a line, or one object printed over many lines?"""
    first, *rest = head.lstrip().split(b"\n")
    if not rest or _is_object(first) or any(line.startswith(b'{"') for line in rest):
        return "jsonl"
    return "json"


def _table_kind(head: bytes) -> str | None:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    for sep, kind in (("\t", "tsv"), (",", "csv"), (";", "csv")):
        cells = first.split(sep)
        if (
            len(cells) > 1
            and all(map(_NAME.fullmatch, cells))
            and any(folded(cell.strip(' "')) in TEXT_NAMES for cell in cells)
        ):
            return kind
    return None


def _blocks(head: bytes, stream: Stream) -> Iterator[bytes]:
    block = head + stream.read(CHUNK - len(head))
    while block:
        yield block
        block = stream.read(CHUNK)


def _first_line(stream: Stream) -> bytes:
    """The first line, and what came with it; less only at the end or where it is very long."""
    head = b""
    while b"\n" not in head and len(head) < _HEAD and (more := stream.come(_HEAD - len(head))):
        head += more
    return head


def _as_they_come(head: bytes, stream: Stream) -> Iterator[bytes]:
    """Blocks of what has come, until it is enough to begin with; then those of full size."""
    block, size = head, 0
    while block:
        yield block
        size += len(block)
        block = stream.come(CHUNK) if size < CHUNK else stream.read(CHUNK)


def _whole(name: str, kind: str, blocks: Iterator[bytes], report: Report) -> Iterator[Chunk]:
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        size += len(block)
        if size <= LIMIT:
            parts.append(block)
        else:
            parts.clear()
    if size > LIMIT:
        report(
            Problem(
                name,
                f"a single text of {size_of(size)}, over the limit of {size_of(LIMIT)}; "
                + _SPLIT_HINT,
            )
        )
        return
    yield Chunk(name, kind, 1, b"".join(parts))


def _utf8(blocks: Iterator[bytes], head: bytes, options: ReadOptions) -> Iterator[bytes]:
    """The blocks without a byte-order mark, and in UTF-8 where they are said not to be."""
    mark = mark_of(head)
    if mark and mark[0] == "utf-8":
        yield next(blocks)[mark[1] :]
        yield from blocks
    elif mark or (options.encoding and codecs.lookup(options.encoding).name != "utf-8"):
        code, size = mark or (options.encoding or "", 0)
        decoder = codecs.getincrementaldecoder(code)("replace")
        yield decoder.decode(next(blocks)[size:]).encode("utf-8", "replace")
        for block in blocks:
            yield decoder.decode(block).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
    else:
        yield from blocks


_CONSTANT = patterns.compile(rb"[:,\[]\s*-?(?:NaN|Infinity)\s*[],}]")


def _noting_constants(found: Iterator[Chunk], report: Report) -> Iterator[Chunk]:
    """The chunks as they come; the first NaN in a source is reported, here because the workers
    do not know of each other."""
    for chunk in found:
        if b"NaN" in chunk.data or b"Infinity" in chunk.data:
            number = _with_constant(chunk)
            if number is not None:
                what = "NaN or Infinity, which JSON does not have; read as null here and below"
                report(Problem(chunk.place(number), what, error=False))
                yield chunk
                break
        yield chunk
    yield from found


def _with_constant(chunk: Chunk) -> int | None:
    """The number of the first line that holds one outside of a string."""
    end, number = 0, chunk.line
    for m in _CONSTANT.finditer(chunk.data):
        if m.start() < end:
            continue
        start = chunk.data.rfind(b"\n", 0, m.start()) + 1
        number += chunk.data.count(b"\n", end, start)
        end = chunk.data.find(b"\n", start)
        end = len(chunk.data) if end < 0 else end
        try:
            if parse(chunk.data[start:end]).constants:
                return number
        except RecordError:
            pass  # The worker will say so.
    return None


def _too_large(place: str, what: str, size: int) -> Problem:
    return Problem(
        place,
        f"{what} of {size_of(size)}, over the limit of {size_of(LIMIT)}, left out; "
        "split it into several records",
    )


def _lines(name: str, blocks: Iterator[bytes], report: Report) -> Iterator[Chunk]:
    parts: list[bytes] = []  # the start of a line whose end has not come yet
    size = 0  # of all of it, also of what is passed over
    line = 1
    for block in blocks:
        cut = block.find(b"\n") + 1
        if size + (cut or len(block)) > LIMIT:
            parts.clear()
            size += cut or len(block)
            if not cut:
                continue
            report(_too_large(f"{name}:{line}", "a line", size))
            line += 1
            block = block[cut:]  # noqa: PLW2901 - what is left of the block
            size = 0
        cut = block.rfind(b"\n") + 1
        if cut:
            parts.append(block[:cut])
            data = b"".join(parts)
            yield Chunk(name, "jsonl", line, data)
            line += data.count(b"\n")
            parts.clear()
            size = 0
        if cut < len(block):
            parts.append(block[cut:])
            size += len(block) - cut
    if size > LIMIT:
        report(_too_large(f"{name}:{line}", "a line", size))
    elif size:
        yield Chunk(name, "jsonl", line, b"".join(parts))


_STRING = patterns.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SIGN = patterns.compile(rb'["{}\[\]]')


def _items(name: str, blocks: Iterator[bytes], report: Report) -> Iterator[Chunk]:
    """Objects of an array, or one after the other, however they are broken into lines.

    They are found by their brackets alone and parsed by the worker. Line breaks in an item are
    white space (JSON escapes them in strings) and become spaces.
    """
    ready: list[bytes] = []
    size = 0
    item = first = 1
    for content, length in _objects(name, blocks, report):
        if length > LIMIT:
            report(_too_large(f"{name}, item {item}", "an item", length))
            content = b""  # noqa: PLW2901 - keeps the count of items right
        ready.append(content.replace(b"\n", b" ").replace(b"\r", b" "))
        size += len(content)
        item += 1
        if size >= CHUNK:
            yield Chunk(name, "jsonl", first, b"\n".join(ready), items=True)
            ready.clear()
            size = 0
            first = item
    if size:
        yield Chunk(name, "jsonl", first, b"\n".join(ready), items=True)


def _objects(name: str, blocks: Iterator[bytes], report: Report) -> Iterator[tuple[bytes, int]]:
    """The bytes of each outermost object, empty when too large, and its length."""
    parts: list[bytes] = []
    length = depth = count = 0
    inside = False  # a string
    carry = b""
    for block in blocks:
        data = carry + block
        # A backslash at the end belongs to what follows.
        odd = (len(data) - len(data.rstrip(b"\\"))) % 2
        data, carry = data[: len(data) - odd], data[len(data) - odd :]
        at = start = 0
        while at < len(data):
            if inside:
                m = _STRING.match(data, at)
                if m is None:
                    break
                inside, at = False, m.end()
                continue
            m = _SIGN.search(data, at)
            if m is None:
                break
            at = m.end()
            sign = m.group()
            if sign == b'"':
                inside = True
            elif sign == b"{":
                if depth == 0:
                    start = at - 1
                depth += 1
            elif sign == b"}" and depth:
                depth -= 1
                if depth == 0:
                    length += at - start
                    parts.append(data[start:at])
                    count += 1
                    yield b"".join(parts) if length <= LIMIT else b"", length
                    parts.clear()
                    length = 0
        if depth:
            length += len(data) - start
            if length <= LIMIT:
                parts.append(data[start:])
            else:
                parts.clear()
    if depth or inside:
        report(Problem(name, "broken JSON: it ends within an object; the file may be cut off"))
    elif not count:
        report(Problem(name, "no JSON object in it; an object or an array of objects is expected"))
