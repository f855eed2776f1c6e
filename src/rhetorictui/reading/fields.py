"""Which field of a record holds what: the names that the user gave, else the common ones.

Names are compared without case, dots, spaces and underscores: ``Date_Publish`` is
``datepublish``. A record's own fields always win over what its text shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from rhetorictui.reading.model import ReadOptions

# In order of preference: the first that a record has is taken.
TEXT_NAMES = (
    "text body content article maintext articletext articlebody fulltext bodytext articlecontent "
    "contenttext cleantext plaintext story storytext newstext texto document contenthtml bodyhtml "
    "paragraphs sentence".split()
)
_COMMON = {
    "id": "id docid documentid articleid aid uid uuid guid newsid storyid".split(),
    "title": "title headline heading articletitle newstitle webtitle headlinemain hl".split(),
    "date": (
        "published publishedat publisheddate publishdate publicationdate pubdate datepublish "
        "datepublished firstpublished webpublicationdate publisheddatetime publishedtime "
        "publishtime pubtime dateposted posteddate created createdat date datetime timestamp time"
    ).split(),
    "updated": (
        "updated updatedat dateupdated updateddate modified modifiedat datemodified lastmodified "
        "lastupdated datemodify"
    ).split(),
    "outlet": (
        "outlet source publisher publication sourcename newssource newspaper sitename media "
        "medianame publicationname outletname publishername sourcedomain site domain hostname"
    ).split(),
    "byline": "byline bylines author authors writer writers creator".split(),
    "language": "language lang".split(),
    "url": "url link articleurl weburl requestedurl href permalink canonicalurl".split(),
}


class Fields(NamedTuple):
    """The field names of one shape of record; None where it has none."""

    text: str | None
    id: str | None
    title: str | None
    date: str | None
    updated: str | None
    outlet: str | None
    byline: str | None
    language: str | None
    url: str | None


def folded(name: str) -> str:
    """A field name for comparison."""
    return "".join(filter(str.isalnum, name.lower()))


@lru_cache(maxsize=256)
def fields_of(keys: tuple[str, ...], options: ReadOptions) -> Fields:
    """The fields of records that have ``keys``. A name that the user gave is taken as it is."""
    known: dict[str, str] = {}
    for key in keys:
        known.setdefault(folded(key), key)

    def pick(given: str | None, names: Iterable[str]) -> str | None:
        if given is not None:
            return given
        return next((known[name] for name in names if name in known), None)

    return Fields(
        pick(options.text_field, TEXT_NAMES),
        pick(options.id_field, _COMMON["id"]),
        pick(options.title_field, _COMMON["title"]),
        pick(options.date_field, _COMMON["date"]),
        pick(options.updated_field, _COMMON["updated"]),
        pick(options.outlet_field, _COMMON["outlet"]),
        pick(options.byline_field, _COMMON["byline"]),
        pick(options.language_field, _COMMON["language"]),
        pick(options.url_field, _COMMON["url"]),
    )


def value_of(record: Mapping[str, Any], name: str | None) -> Any:
    """The value of a field, None when it is not there; "a.b" is field b of the object a."""
    if name is None:
        return None
    value = record.get(name)
    if value is None and "." in name and name not in record:
        inner: Any = record
        for part in name.split("."):
            if not isinstance(inner, dict):
                return None
            inner = inner.get(part)
        return inner
    return value


# How programs write a missing value into a table, which knows only text.
_MISSING = frozenset({"NaN", "nan", "NULL", "null", "None", "N/A", "n/a", "<NA>"})


def given(record: Mapping[str, Any], name: str | None) -> Any:
    """The value of a field of metadata; None also for a word such as NaN that stands for none."""
    value = value_of(record, name)
    return None if isinstance(value, str) and value.strip() in _MISSING else value


_INNER = ("name", "title", "rendered", "main", "original", "$oid")


def name_in(value: object) -> str | None:
    """The name that a field gives: a string, or that in an object, under its common keys."""
    if isinstance(value, dict):
        value = next((value[key] for key in _INNER if value.get(key)), None)
    if isinstance(value, str):
        return value.strip() or None
    return None


def names_in(value: object) -> tuple[str, ...]:
    """The names of a list of strings or objects; of one string, as a list of one."""
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := name_in(item)))


def no_text(record: Mapping[str, Any], options: ReadOptions) -> str:
    """What to tell the user about a record in which no text was found."""
    has = ", ".join(list(record)[:20]) or "none"
    if options.text_field is not None:
        return no_field(options.text_field, record)
    return f"no field known to hold the text; say which with --text-field; it has: {has}"


def no_field(name: str, names: Iterable[str]) -> str:
    """What to tell the user about a field asked for that records with these ``names`` lack."""
    names = list(names)
    return f"no field {name}{_near(name, names)}; it has: {', '.join(names[:20]) or 'none'}"


def _near(name: str, names: list[str]) -> str:
    import difflib  # 3 ms, only for a record without the field.

    near = difflib.get_close_matches(name, names, 1)
    return f" (did you mean {near[0]}?)" if near else ""
