"""The wire contract: a document as one JSON object, schema ``rhetorictui/1``.

``to_record`` and ``from_record`` are inverse: what a record holds that this version does not know
comes back where it was. Changes to the schema are additive only. The JSON Schema of every record
type lies beside this module in ``schemas/``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

# 10 ms. `--help` does not pass here, every command that reads or writes records does.
import orjson

from rhetorictui import patterns
from rhetorictui.document import NOTHING, Annotation, Document, Keyword, Span, Zone

SCHEMA = "rhetorictui/1"

FIELDS = frozenset(
    "schema type id digest source title published updated outlet byline language text zones "
    "annotations keywords".split()
)
"""The fields of a document record that have a meaning here; all others pass through."""
_ANNOTATION = frozenset(
    "start end layer label pack rule voice speaker parts score note text".split()
)
_ZONE = frozenset({"kind", "start", "end"})
_KEYWORD = frozenset("term score count documents spans".split())
_SURROGATE = patterns.compile("[\ud800-\udfff]")

Record = dict[str, Any]


class RecordError(ValueError):
    """A record that breaks the contract; the message names the field and the mend."""


def dumps(record: Mapping[str, Any]) -> bytes:
    """``record`` as one line of UTF-8 JSON, with its line feed."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


class Mended(NamedTuple):
    """A value out of JSON that was not quite valid, and how often each fault was mended."""

    value: Any
    surrogates: int = 0
    """Lone surrogates, which became U+FFFD."""
    constants: int = 0
    """NaN and Infinity, which became null."""


def loads(line: bytes | str) -> Any:
    """Parse one JSON value, mended as ``parse`` does it. Raises RecordError as ``parse`` does."""
    return parse(line).value


def parse(line: bytes | str) -> Mended:
    """Parse one JSON value. Lone surrogates become U+FFFD, NaN and Infinity become None.

    Raises RecordError with the parser's reason and column.
    """
    try:
        return Mended(orjson.loads(line))
    except orjson.JSONDecodeError as error:
        # orjson refuses what scraped JSON does hold: escapes of lone surrogates, and the NaN that
        # the parser of Python's library writes by default.
        try:
            text = line if isinstance(line, str) else line.decode()
            if "\\ud" in text.lower() or "NaN" in text or "Infinity" in text:
                return _mended(text)
        except (ValueError, RecursionError):
            pass
        raise RecordError(f"not valid JSON: {error}") from None


def _mended(text: str) -> Mended:
    surrogates = constants = 0

    def nothing(_: str) -> None:
        nonlocal constants
        constants += 1

    def mend(value: Any) -> Any:
        nonlocal surrogates
        if isinstance(value, str):
            mended, count = _SURROGATE.subn("\ufffd", value)
            surrogates += count
            return mended
        if isinstance(value, list):
            return [mend(item) for item in value]
        if isinstance(value, dict):
            return {mend(key): mend(item) for key, item in value.items()}
        return value

    value = mend(json.loads(text, parse_constant=nothing, parse_int=_whole))
    return Mended(value, surrogates, constants)


def _whole(digits: str) -> int | float:
    """As orjson reads a whole number, and can write it: one beyond 64 bits becomes a float."""
    number = int(digits)
    return number if -(2**63) <= number < 2**64 else float(digits)


def to_record(doc: Document) -> Record:
    """The document as a JSON-ready dict, unknown fields included."""
    text = doc.text
    record: Record = {
        "schema": SCHEMA,
        "type": "document",
        "id": doc.id,
        "digest": doc.digest,
        "source": doc.source,
        "title": doc.title,
        "published": doc.published,
        "updated": doc.updated,
        "outlet": doc.outlet,
        "byline": list(doc.byline),
        "language": doc.language,
        "text": text,
        "zones": [
            {"kind": kind, "start": start, "end": end, **(more or {})}
            for kind, start, end, more in doc.zones
        ],
        "annotations": [annotation_record(a, text) for a in doc.annotations],
    }
    if doc.keywords:
        record["keywords"] = [_keyword_record(k) for k in doc.keywords]
    if doc.extra:
        record.update(doc.extra)
    return record


def annotation_record(a: Annotation, text: str) -> Record:
    """One annotation as a dict, with the words it covers; fields that hold nothing are left out.

    Sentences carry no ``text``: they would repeat the whole article.
    """
    start, end, layer, label, pack, rule, voice, speaker, parts, score, note, extra = a
    out: Record = {"layer": layer, "label": label, "start": start, "end": end}
    if layer != "sentences":
        out["text"] = text[start:end]
    if pack is not None:
        out["pack"] = pack
    if rule is not None:
        out["rule"] = rule
    if voice is not None:
        out["voice"] = voice
    if speaker is not None:
        out["speaker"] = speaker
    if parts is not None:
        out["parts"] = parts
    if score is not None:
        out["score"] = score
    if note is not None:
        out["note"] = note
    if extra:
        out.update(extra)
    return out


def _keyword_record(k: Keyword) -> Record:
    out: Record = {"term": k.term, "score": k.score, "count": k.count}
    if k.documents is not None:
        out["documents"] = k.documents
    if k.spans:
        out["spans"] = [list(span) for span in k.spans]
    if k.extra:
        out.update(k.extra)
    return out


def from_record(record: Mapping[str, Any]) -> Document:
    """The document that a record holds. Raises RecordError naming the field that is wrong."""
    text = _string(record, "text")
    identity = _string(record, "id")
    if text is None or identity is None:
        raise RecordError("a document record needs the fields id and text, both strings")
    byline = record.get("byline") or ()
    if isinstance(byline, str):
        byline = (byline,)
    if not isinstance(byline, list | tuple) or not all(isinstance(b, str) for b in byline):
        raise RecordError("field byline: a list of strings is expected")
    size = len(text)
    extra = {k: v for k, v in record.items() if k not in FIELDS}
    return Document(
        id=identity,
        text=text,
        source=_string(record, "source"),
        title=_string(record, "title"),
        published=_string(record, "published"),
        updated=_string(record, "updated"),
        outlet=_string(record, "outlet"),
        byline=tuple(byline),
        language=_string(record, "language"),
        zones=tuple(_zone(z, size) for z in _items(record, "zones")),
        annotations=tuple(_annotation(a, size) for a in _items(record, "annotations")),
        keywords=tuple(_keyword(k, size) for k in _items(record, "keywords")),
        extra=extra or NOTHING,
    )


def fault_in(record: Mapping[str, Any], name: str, size: int) -> str | None:
    """Why the field zones, annotations or keywords of ``record`` breaks the contract, None if it
    does not, beside a text of ``size`` code points."""
    read: Callable[[Mapping[str, Any], int], object]
    read = {"zones": _zone, "annotations": _annotation, "keywords": _keyword}[name]
    try:
        for item in _items(record, name):
            read(item, size)
    except RecordError as error:
        return str(error)
    return None


def _string(record: Mapping[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value
    raise RecordError(f"field {name}: a string is expected, not {_kind(value)}")


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    for kind, name in ((list, "a list"), (dict, "an object"), (str, "a string")):
        if isinstance(value, kind):
            return name
    return "null"


def _items(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RecordError(f"field {name}: a list of objects is expected")
    return value


def _span(start: object, end: object, size: int, where: str) -> Span:
    if type(start) is not int or type(end) is not int:
        raise RecordError(f"{where}: start and end must be whole numbers")
    if not 0 <= start <= end <= size:
        raise RecordError(
            f"{where}: {start}–{end} lies outside the text of {size} code point"
            f"{'' if size == 1 else 's'}; "
            "offsets count Unicode code points, half-open"
        )
    return start, end


def _zone(value: Mapping[str, Any], size: int) -> Zone:
    kind = value.get("kind")
    if not isinstance(kind, str):
        raise RecordError("field zones: each needs a kind")
    start, end = _span(value.get("start"), value.get("end"), size, f"zone {kind}")
    return Zone(kind, start, end, {k: v for k, v in value.items() if k not in _ZONE} or None)


def _annotation(value: Mapping[str, Any], size: int) -> Annotation:
    layer, label = value.get("layer"), value.get("label")
    if not isinstance(layer, str) or not isinstance(label, str):
        raise RecordError("field annotations: each needs a layer and a label")
    start, end = _span(value.get("start"), value.get("end"), size, f"annotation {label}")
    parts = value.get("parts")
    score = value.get("score")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise RecordError(f"annotation {label}: score must be a number")
    return Annotation(
        start,
        end,
        layer,
        label,
        _string(value, "pack"),
        _string(value, "rule"),
        _string(value, "voice"),
        _string(value, "speaker"),
        None if parts is None else _parts(parts, size, label),
        score,
        _string(value, "note"),
        {k: v for k, v in value.items() if k not in _ANNOTATION} or None,
    )


def _parts(value: object, size: int, label: str) -> dict[str, list[Span]]:
    if not isinstance(value, dict):
        raise RecordError(f"annotation {label}: parts must be an object")
    return {
        name: _spans(spans, size, f"annotation {label}, part {name}")
        for name, spans in value.items()
    }


def _spans(value: object, size: int, where: str) -> list[Span]:
    if not isinstance(value, list) or not all(
        isinstance(pair, list) and len(pair) == 2 for pair in value
    ):
        raise RecordError(f"{where}: a list of [start, end] pairs is expected")
    return [_span(pair[0], pair[1], size, where) for pair in value]


def _keyword(value: Mapping[str, Any], size: int) -> Keyword:
    term, score, count = value.get("term"), value.get("score"), value.get("count", 0)
    documents = value.get("documents")
    if not isinstance(term, str) or isinstance(score, bool) or not isinstance(score, int | float):
        raise RecordError("field keywords: each needs a term and a score")
    if type(count) is not int or not (documents is None or type(documents) is int):
        raise RecordError(f"keyword {term}: count and documents must be whole numbers")
    spans = tuple(_spans(value.get("spans") or [], size, f"keyword {term}"))
    extra = {k: v for k, v in value.items() if k not in _KEYWORD} or None
    return Keyword(term, float(score), count, documents, spans, extra)
