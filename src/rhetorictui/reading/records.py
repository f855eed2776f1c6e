"""Lines of JSON to documents: records of this schema as they are, others by their fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from rhetorictui.document import NOTHING, Document, Zone
from rhetorictui.reading.dates import iso_date
from rhetorictui.reading.english import NOT_ENGLISH, language_of
from rhetorictui.reading.fields import (
    Fields,
    fields_of,
    given,
    name_in,
    names_in,
    no_field,
    no_text,
    value_of,
)
from rhetorictui.reading.furniture import furniture
from rhetorictui.reading.model import Chunk, Problem, ReadOptions, Report
from rhetorictui.record import FIELDS, SCHEMA, RecordError, fault_in, from_record, parse

# A foreign field with the name of one of ours would change its meaning, so it travels in this one.
KEPT = "original"

_WORDS = 4
"""Words that the parts of a list have on average where they are paragraphs."""
_DEEP = 250
"""Levels of objects and lists that a record may have."""
_NAMED = ReadOptions._fields.index("encoding")
_SIGNED = (" in ", " and ", ",", ";", "By ", "BY ", "by ", " for ", "/")


class _Repeated(RecordError):
    """A complaint that many records of a source share; it is made once, with their number."""


def documents_of_lines(chunk: Chunk, options: ReadOptions, report: Report) -> Iterator[Document]:
    """The documents in lines of JSON; what cannot be read is reported with its line.

    An object without a text but with a list of objects that have one (the answer of a news
    service, itself or an object in it) stands for these; their ids count on: ``news.json:1.3``.
    """
    repeated: dict[str, list[str]] = {}
    aside: dict[str, list[tuple[str, str]]] = {}
    prefix = chunk.source if chunk.copy == 1 else f"{chunk.source}#{chunk.copy}"
    unmet = dict.fromkeys(filter(None, options[1:_NAMED]))
    known: dict[str, None] = {}
    notes: list[str] = []  # on the record under way
    for number, line in enumerate(chunk.data.split(b"\n"), chunk.line):
        if not line or line.isspace():
            continue
        try:
            value = _parse(line, chunk.place(number), report)
            items = None if options.text_field else _list_in(value)
        except RecordError as error:
            report(Problem(chunk.place(number), str(error)))
            continue
        if items is None:
            numbered = [(str(number), value)]
        else:
            numbered = [(f"{number}.{at}", item) for at, item in enumerate(items, 1)]
        for place, item in numbered:
            try:
                doc = _document(item, chunk, prefix, place, options, report, notes)
                if unmet and not _is_ours(item):
                    known.update(dict.fromkeys(item))
                    unmet = {n: None for n in unmet if n not in item and not value_of(item, n)}
                if KEPT in doc.extra and not _is_ours(item):
                    notes += _unread(doc)
                for message in notes:
                    aside.setdefault(message, []).append((place, doc.id))
                notes.clear()
                yield doc
            except _Repeated as error:
                repeated.setdefault(str(error), []).append(place)
            except RecordError as error:
                report(Problem(chunk.place(place), str(error)))
    for name in unmet if known else ():
        report(Problem(chunk.source, no_field(name, known), error=False))
    for message, places in repeated.items():
        report(Problem(chunk.place(places[0]), message + _more(len(places) - 1)))
    for message, found in aside.items():
        place, identity = found[0]
        text = f"id {identity}: {message}{_more(len(found) - 1)}"
        report(Problem(chunk.place(place), text, error=False))


def _more(count: int) -> str:
    return f" (and {count} more such record{'' if count == 1 else 's'})" if count else ""


def _is_ours(value: dict[str, Any]) -> bool:
    schema = value.get("schema")
    return isinstance(schema, str) and schema.startswith("rhetorictui/")


def _unread(doc: Document) -> Iterator[str]:
    """Which fields of a foreign record look like annotations of ours and are not used, and why."""
    kept = doc.extra[KEPT]
    for name in ("zones", "annotations", "keywords"):
        value = kept.get(name)
        words = value if isinstance(value, list) else [value]
        if not value or (name == "keywords" and all(isinstance(word, str) for word in words)):
            continue  # Keywords as plain words are what news services give.
        why = fault_in(kept, name, len(doc.text)) or f'it lacks "schema": "{SCHEMA}"'
        why = why.removeprefix(f"field {name}: ")
        yield f'field {name} is not used, only kept under "{KEPT}": {why}'


def _list_in(value: object) -> list[Any] | None:
    """The records that an envelope holds; None for what is a record itself."""
    if not isinstance(value, dict) or "schema" in value or "text" in value:
        return None
    if fields_of(tuple(value), ReadOptions()).text is not None:
        return None
    within = [
        inner for outer in value.values() if isinstance(outer, dict) for inner in outer.values()
    ]
    for inner in [*value.values(), *within]:
        of_objects = isinstance(inner, list) and inner and isinstance(inner[0], dict)
        if of_objects and fields_of(tuple(inner[0]), ReadOptions()).text:
            return inner  # type: ignore[no-any-return]
    return None


def _document(
    value: object,
    chunk: Chunk,
    prefix: str,
    place: str,
    options: ReadOptions,
    report: Report,
    notes: list[str],
) -> Document:
    if not isinstance(value, dict):
        raise RecordError("a JSON object is expected on each line")
    if _is_ours(value):
        schema, kind = value["schema"], value.get("type")
        if schema != SCHEMA:
            raise _Repeated(f"schema {schema}; this version reads {SCHEMA}")
        if kind != "document":
            raise _Repeated(f"{_a(kind)} record holds no article; document records are expected")
        return from_record(value)
    fields = fields_of(tuple(value), options)
    text = value_of(value, fields.text)
    if text is None and (fields.text is None or fields.text not in value):
        raise _Repeated(no_text(value, options))
    return _plain(value, text, fields, chunk, prefix, place, report, notes)


def _a(kind: object) -> str:
    return f"{'an' if str(kind)[:1] in 'aeiou' else 'a'} {kind}"


def _parse(line: bytes, place: str, report: Report) -> Any:
    try:
        value, surrogates, _ = parse(line)
    except RecordError:
        if line.isascii():
            raise
        from rhetorictui.reading.decode import DecodeError, decode

        try:
            text, note = decode(line)
        except DecodeError as error:
            raise RecordError(f"not valid JSON: {error}") from None
        if note is None:
            raise
        value, surrogates, _ = parse(text)
        report(Problem(place, note, error=False))
    if line.count(b"[") + line.count(b"{") > _DEEP and not _can_be_written(value):
        raise RecordError(f"nested more than {_DEEP} deep; left out")
    if surrogates:
        from rhetorictui.reading.decode import lone_surrogates

        report(Problem(place, lone_surrogates(surrogates), error=False))
    return value


def _can_be_written(value: object) -> bool:
    """Whether orjson writes what it has read: it reads a thousand levels, and writes 254."""
    try:
        orjson.dumps([[value]])  # Unknown fields may move two levels down.
    except TypeError:
        return False
    return True


def _plain(
    record: dict[str, Any],
    text: object,
    fields: Fields,
    chunk: Chunk,
    prefix: str,
    place: str,
    report: Report,
    notes: list[str],
) -> Document:
    if isinstance(text, dict):
        text = text.get("rendered", text)  # as WordPress gives it
    if isinstance(text, list) and text and all(isinstance(part, str) for part in text):
        joined = "\n\n".join(text)
        # Paragraphs are made whole; a list of words is none.
        text = joined if len(joined.split()) >= _WORDS * len(text) else text
    if not isinstance(text, str):
        raise RecordError(f"field {fields.text} holds no text but {_kind(text)}; left out")
    if not text or text.isspace():
        raise RecordError(f"field {fields.text} is empty: nothing to read")
    plain = _shown(text)
    if plain != text:
        notes.append(f"field {fields.text} holds HTML; read is what it shows, offsets count there")
        text = plain
        if not text:
            raise RecordError(f"field {fields.text} holds HTML without a word: nothing to read")
    extra = dict(record)

    def take(name: str | None) -> None:
        if name is not None:
            extra.pop(name, None)

    take(fields.text)
    identity = given(record, fields.id)
    if isinstance(identity, dict):
        identity = name_in(identity)
    if isinstance(identity, int | float) and not isinstance(identity, bool):
        identity = str(identity)
    if isinstance(identity, str) and identity:
        take(fields.id)
    else:
        identity = f"{prefix}:{place}"
    title = name_in(given(record, fields.title))
    if title is not None:
        title = _shown(title)
        take(fields.title)
    published = updated = None
    if fields.date is not None and (published := iso_date(given(record, fields.date))):
        take(fields.date)
    if fields.updated is not None and (updated := iso_date(given(record, fields.updated))):
        take(fields.updated)
    outlet = name_in(given(record, fields.outlet))
    if outlet is not None:
        take(fields.outlet)
    byline = names_in(given(record, fields.byline))
    if byline:
        take(fields.byline)
        if any(sign in name for name in byline for sign in _SIGNED):
            # 10 ms, only for by-lines that are more than bare names.
            from rhetorictui.reading.zones import names_of

            byline = tuple(name for entry in byline for name in names_of(entry))
    url = given(record, fields.url)
    if url is not None and "url" not in extra:
        take(fields.url)
        extra["url"] = url
    language = name_in(given(record, fields.language))
    if language is not None:
        take(fields.language)
    else:
        language = language_of(text)
    if not language.lower().startswith("en"):
        report(Problem(chunk.place(place), NOT_ENGLISH, error=False))
    if not FIELDS.isdisjoint(extra):
        extra[KEPT] = {
            name: extra.pop(name) for name in list(extra) if name in FIELDS or name == KEPT
        }
    return Document(
        id=identity,
        text=text,
        source=chunk.source,
        title=title,
        published=published,
        updated=updated,
        outlet=outlet,
        byline=byline,
        language=language,
        zones=_zones(text, title),
        extra=extra or NOTHING,
    )


def _shown(text: str) -> str:
    """What a field shows that may hold the markup of a page."""
    if "<" not in text and "&" not in text:
        return text
    from rhetorictui.reading.markup import is_marked, shown  # 4 ms with html.parser

    return shown(text) if is_marked(text) else text


def _zones(text: str, title: str | None) -> tuple[Zone, ...]:
    """The title where the text opens with it as a line of its own, and lines of the web page."""
    if title is not None and text.startswith(title):
        size = len(title)
        if text[size : size + 1] in ("", "\n", "\r"):
            return (Zone("headline", 0, size), *furniture(text, size))
    return tuple(furniture(text))


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
