"""When a page says that its article was published and changed, in its own metadata.

Pages state it in up to four ways, and state other dates beside it: of the site, of other articles.
The ways are asked in the order of how plainly they speak of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import orjson

from rhetorictui import patterns
from rhetorictui.reading.dates import iso_date

_META = {
    "published": (
        "article:published_time article:published og:published_time datepublished publishdate "
        "publish-date publish_date pubdate publication_date date dc.date dc.date.issued "
        "dcterms.date dcterms.created parsely-pub-date sailthru.date article.published "
        "cxenseparse:recs:publishtime"
    ).split(),
    "updated": (
        "article:modified_time og:updated_time datemodified lastmod last-modified article.updated "
        "dcterms.modified"
    ).split(),
}
_PROPERTY = {"published": "datePublished", "updated": "dateModified"}
_TAG = patterns.compile(r"<(meta|time|span|div|p|abbr)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = patterns.compile(r"""([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_SCRIPT = patterns.compile(
    r"<script\b[^>]*application/ld\+json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_ARTICLES = ("Article", "Report", "BlogPosting", "LiveBlogPosting", "OpinionPiece")


def dates_of(page: str) -> tuple[str | None, str | None]:
    """When an article was published and updated, in ISO 8601; None where its page does not say."""
    tags = [(m[1].lower(), _attributes(m[2])) for m in _TAG.finditer(page)]
    things = list(_things(page))
    return _date(page, tags, things, "published"), _date(page, tags, things, "updated")


def _date(
    page: str, tags: list[tuple[str, dict[str, str]]], things: list[dict[str, object]], which: str
) -> str | None:
    for value in _stated(page, tags, things, which):
        date = iso_date(value)
        if date is not None:
            return date
    return None


def _stated(
    page: str, tags: list[tuple[str, dict[str, str]]], things: list[dict[str, object]], which: str
) -> Iterator[object]:
    """What a page states for a date, the plainest first."""
    key = _PROPERTY[which]
    for thing in things:
        if any(str(kind).endswith(_ARTICLES) for kind in _listed(thing.get("@type"))):
            yield thing.get(key)
    names = _META[which]
    found = [
        (names.index(name), attributes.get("content"))
        for tag, attributes in tags
        if tag == "meta"
        for name in [(attributes.get("property") or attributes.get("name") or "").lower()]
        if name in names
    ]
    yield from (value for _, value in sorted(found, key=lambda item: item[0]))
    for tag, attributes in tags:
        if attributes.get("itemprop") == key or (
            which == "published" and tag == "time" and "pubdate" in attributes
        ):
            yield attributes.get("content") or attributes.get("datetime")
    yield from (thing.get(key) for thing in things)
    # What is no valid JSON still says so.
    yield from re.findall(rf'"{key}"\s*:\s*"([^"]{{4,60}})"', page)
    times = {a["datetime"] for tag, a in tags if tag == "time" and a.get("datetime")}
    if which == "published" and len(times) == 1:
        yield from times


def _attributes(inside: str) -> dict[str, str]:
    return {m[1].lower(): unescape((m[2] or "").strip("\"'")) for m in _ATTRIBUTE.finditer(inside)}


def _things(page: str) -> Iterator[dict[str, object]]:
    """The objects of the page's JSON-LD, the outer ones first."""
    for m in _SCRIPT.finditer(page):
        try:
            queue = [orjson.loads(m[1])]
        except orjson.JSONDecodeError:  # the page may still state its date elsewhere
            continue
        for value in queue:
            if isinstance(value, dict):
                yield value
                queue += value.values()
            elif isinstance(value, list):
                queue += value


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
