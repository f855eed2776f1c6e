"""Lines of JSON to documents: records of this schema as they are, others by their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rhetorictui.document import NOTHING, Document, Zone
from rhetorictui.reading.dates import iso_date
from rhetorictui.reading.english import NOT_ENGLISH, language_of
from rhetorictui.reading.fields import Fields, fields_of, name_in, names_in, no_text, value_of
from rhetorictui.reading.model import Chunk, Problem, ReadOptions, Report
from rhetorictui.record import SCHEMA, RecordError, from_record, loads

# Names that a document record uses. A foreign field of that name would change its meaning, so
# it travels inside this one.
KEPT = "original"
_OURS = frozenset(
    "schema type id digest source title published updated outlet byline language text zones "
    "annotations keywords".split()
)


def documents_of_lines(chunk: Chunk, options: ReadOptions, report: Report) -> Iterator[Document]:
    """The documents in lines of JSON; what cannot be read is reported with its line."""
    # The same complaint about many records is made once, with their number.
    repeated: dict[str, list[int]] = {}
    source, _, first, data, copy = chunk
    prefix = source if copy == 1 else f"{source}#{copy}"
    for number, line in enumerate(data.split(b"\n"), first):
        if not line or line.isspace():
            continue
        try:
            value = _parse(line, f"{source}:{number}", report)
            if not isinstance(value, dict):
                raise RecordError("a JSON object is expected on each line")
            kind = value.get("type") if value.get("schema") else None
            if kind is not None and str(value["schema"]).startswith("rhetorictui/"):
                if value["schema"] != SCHEMA:
                    message = f"schema {value['schema']}; this version reads {SCHEMA}"
                    repeated.setdefault(message, []).append(number)
                elif kind == "document":
                    yield from_record(value)
                else:
                    message = f"{_a(kind)} record holds no article; document records are expected"
                    repeated.setdefault(message, []).append(number)
                continue
            fields = fields_of(tuple(value), options)
            text = value_of(value, fields.text)
            if text is None and (fields.text is None or not _has(value, fields.text)):
                repeated.setdefault(no_text(value, options), []).append(number)
                continue
            yield _document(value, text, fields, prefix, source, number, report)
        except RecordError as error:
            report(Problem(f"{source}:{number}", str(error)))
    for message, numbers in repeated.items():
        more = f" (and {len(numbers) - 1} more such records)" if len(numbers) > 1 else ""
        report(Problem(f"{source}:{numbers[0]}", message + more))


def _a(kind: object) -> str:
    return f"{'an' if str(kind)[:1] in 'aeiou' else 'a'} {kind}"


def _parse(line: bytes, place: str, report: Report) -> Any:
    try:
        return loads(line)
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
        value = loads(text)
        report(Problem(place, note, error=False))
        return value


def _has(record: Mapping[str, Any], name: str) -> bool:
    return name in record or "." in name


def _document(
    record: dict[str, Any],
    text: object,
    fields: Fields,
    prefix: str,
    source: str,
    number: int,
    report: Report,
) -> Document:
    if not isinstance(text, str):
        raise RecordError(f"field {fields.text} holds no text but {_kind(text)}; left out")
    if not text or text.isspace():
        raise RecordError(f"field {fields.text} is empty: nothing to read")
    extra = dict(record)

    def take(name: str | None) -> None:
        if name is not None:
            extra.pop(name, None)

    take(fields.text)
    identity = value_of(record, fields.id)
    if isinstance(identity, int | float) and not isinstance(identity, bool):
        identity = str(identity)
    if isinstance(identity, str) and identity:
        take(fields.id)
    else:
        identity = f"{prefix}:{number}"
    title = name_in(value_of(record, fields.title))
    if title is not None:
        take(fields.title)
    published = updated = None
    if fields.date is not None and (published := iso_date(value_of(record, fields.date))):
        take(fields.date)
    if fields.updated is not None and (updated := iso_date(value_of(record, fields.updated))):
        take(fields.updated)
    outlet = name_in(value_of(record, fields.outlet))
    if outlet is not None:
        take(fields.outlet)
    byline = names_in(value_of(record, fields.byline))
    if byline:
        take(fields.byline)
    url = value_of(record, fields.url)
    if url is not None and "url" not in extra:
        take(fields.url)
        extra["url"] = url
    language = name_in(value_of(record, fields.language))
    if language is not None:
        take(fields.language)
    else:
        language = language_of(text)
    if not language.lower().startswith("en"):
        report(Problem(f"{source}:{number}", NOT_ENGLISH, error=False))
    if not _OURS.isdisjoint(extra):
        extra[KEPT] = {name: extra.pop(name) for name in list(extra) if name in _OURS}
    return Document(
        id=identity,
        text=text,
        source=source,
        title=title,
        published=published,
        updated=updated,
        outlet=outlet,
        byline=byline,
        language=language,
        zones=_headline(text, title),
        extra=extra or NOTHING,
    )


def _headline(text: str, title: str | None) -> tuple[Zone, ...]:
    """The title where the text opens with it as a line of its own."""
    if title is not None and text.startswith(title):
        size = len(title)
        if text[size : size + 1] in ("", "\n", "\r"):
            return (Zone("headline", 0, size),)
    return ()


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"
