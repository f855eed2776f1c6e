"""The one data model: a document owns its text, everything else is a span of it.

Offsets are Unicode code points, half-open, into ``Document.text``; the text is exactly as decoded
and nothing ever edits it. Spans may overlap; ``runs`` is the one function that flattens them, so
the terminal, the TUI and HTML cannot disagree. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

Span = tuple[int, int]
Parts = Mapping[str, Sequence[Span]]

NOTHING: Mapping[str, Any] = MappingProxyType({})

ZONE_KINDS = (
    "headline",
    "deck",
    "section",
    "dateline",
    "byline",
    "date",
    "caption",
    "heading",
    "boilerplate",
)
"""What a stretch of text that is not running prose can be. ``section`` is a label such as
"China" above a title, ``heading`` a heading inside the body, ``date`` a line of publication
dates, ``dateline`` the place and agency that open a report."""

VOICES = ("headline", "narrator", "direct", "indirect", "caption", "boilerplate")
"""Whose words a span is. ``narrator`` is the outlet's own running text."""


_ZONE_VOICE = {
    "headline": "headline",
    "deck": "headline",
    "caption": "caption",
    "byline": "boilerplate",
    "date": "boilerplate",
    "dateline": "boilerplate",
    "section": "boilerplate",
    "boilerplate": "boilerplate",
}
_RUNNING = ("narrator", "direct", "indirect")


def zone_voices(kind: str) -> tuple[str, ...]:
    """The voices that words in a zone of that kind can have: one, or those of running text, as
    a heading inside the body."""
    voice = _ZONE_VOICE.get(kind)
    return (voice,) if voice else _RUNNING


class Zone(NamedTuple):
    """A stretch of the text with a role of its own, ``kind`` one of ``ZONE_KINDS``.

    ``extra`` keeps fields that another tool gave.
    """

    kind: str
    start: int
    end: int
    extra: Mapping[str, Any] | None = None


class Annotation(NamedTuple):
    """A span with what was found there and why.

    ``start`` and ``end`` are code points into the text, half-open. ``parts`` maps a part's name
    ("source", "cue", "content") to its spans. ``extra`` keeps fields that another tool gave.
    A named tuple, not a dataclass: it is made some fifty times an article, and costs a third.
    """

    start: int
    end: int
    layer: str
    label: str
    pack: str | None = None
    rule: str | None = None
    voice: str | None = None
    speaker: str | None = None
    parts: Parts | None = None
    score: float | None = None
    note: str | None = None
    extra: Mapping[str, Any] | None = None


class Keyword(NamedTuple):
    """A keyphrase of a document: its commonest surface form, weight, and where it stands.

    ``documents`` is the document frequency the weight was computed from, ``spans`` code points.
    """

    term: str
    score: float
    count: int  # type: ignore[assignment]  # a field of that name hides tuple.count
    documents: int | None = None
    spans: tuple[Span, ...] = ()
    extra: Mapping[str, Any] | None = None


class Document(NamedTuple):
    """One article. ``published`` and ``updated`` are ISO 8601 as far as the source states them.

    ``extra`` holds the fields of the source record that this tool does not know; they pass
    through untouched.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    language: str | None = None
    zones: tuple[Zone, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    extra: Mapping[str, Any] = NOTHING

    @property
    def digest(self) -> str:
        """``blake2b:`` and 32 hex digits over the UTF-8 bytes of the text."""
        return "blake2b:" + digest(self.text.encode("utf-8", "surrogatepass"))


def digest(data: bytes) -> str:
    """32 hex digits: BLAKE2b with 16 bytes (RFC 7693)."""
    try:  # what hashlib gives, without loading OpenSSL (4 ms)
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=16).hexdigest()


class Run(NamedTuple):
    """A stretch of text under one set of spans; ``covers`` holds indices into the spans given."""

    start: int
    end: int
    covers: tuple[int, ...]


def runs(spans: Sequence[Span], length: int) -> list[Run]:
    """Flatten overlapping ``spans`` into disjoint runs that together cover ``0..length``.

    Spans are code points, half-open; parts outside the text and empty spans are ignored. The runs
    are in order, none is empty, and no two neighbours are covered by the same spans.
    """
    edges: dict[int, tuple[list[int], list[int]]] = {}
    for index, span in enumerate(spans):
        start, end = max(span[0], 0), min(span[1], length)
        if start < end:
            edges.setdefault(start, ([], []))[0].append(index)
            edges.setdefault(end, ([], []))[1].append(index)
    out: list[Run] = []
    open_now: set[int] = set()
    at = 0
    for place in sorted(edges):
        if place > at:
            out.append(Run(at, place, tuple(sorted(open_now))))
        opens, closes = edges[place]
        open_now.difference_update(closes)
        open_now.update(opens)
        at = place
    if at < length:
        out.append(Run(at, length, tuple(sorted(open_now))))
    return out


def zone_at(zones: Iterable[Zone], start: int, end: int) -> str | None:
    """The kind of the first zone that holds all of ``start..end``, or None for running text."""
    for zone in zones:
        if zone.start <= start and end <= zone.end:
            return zone.kind
    return None
