"""The words of documents, ready to be counted: what keyness, n-grams and collocates begin with.

Workers turn documents into words; how the words of many documents are counted is decided in
``grams`` and ``collocates``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rhetorictui.corpus.candidates import CONTENT, classify
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.language import Prose
from rhetorictui.language.words import cased_words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rhetorictui.document import Document, Span, Zone
    from rhetorictui.record import Record

STOP = "¶"
"""What stands between two sentences in a list of words. It is no word."""

# What says nothing about an outlet's wording, or the same in every article.
_SKIPPED = frozenset(("byline", "date", "section", "boilerplate"))


def skipped(zones: Sequence[Zone], span: Span) -> bool:
    """Whether a span lies in a zone that is not counted: by-lines, dates, labels, boilerplate."""
    return bool(zones) and any(
        zone.kind in _SKIPPED and zone.start <= span[0] and span[1] <= zone.end for zone in zones
    )


def counted(doc: Document) -> list[Span]:
    """The stretches of a document that are counted: all but the zones that are ``skipped``."""
    out = []
    at = 0
    for start, end in sorted((z.start, z.end) for z in doc.zones if z.kind in _SKIPPED):
        out.append((at, max(start, at)))
        at = max(at, end)
    return [*out, (at, len(doc.text))]


def cut(spans: Sequence[Span], at: Sequence[Span]) -> list[Span]:
    """What the ``spans`` share with each of the spans ``at``; both are sorted and apart."""
    out = []
    first = 0
    for start, end in at:
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        n = first
        while n < len(spans) and spans[n][0] < end:
            out.append((max(start, spans[n][0]), min(end, spans[n][1])))
            n += 1
    return out


@dataclass(frozen=True, slots=True)
class Words:
    """The task of counting: a record with the words of each document that ``selection`` takes,
    in the case they are written in.

    Sentences are parted by ``STOP`` if ``sentences``. With ``rest`` the other documents come
    too, marked so.
    """

    selection: Selection = ALL
    rest: bool = False
    sentences: bool = True

    def __call__(self, doc: Document) -> Iterator[Record]:
        taken = self.selection.takes(doc)
        if not taken and not self.rest:
            return
        text = doc.text
        spans = counted(doc)
        if self.sentences:
            spans = cut(spans, Prose.of(doc).sentences)
        parts = f" {STOP} ".join([cased_words_of(text[start:end]) for start, end in spans])
        yield {"id": doc.id, "words": f"{parts} {STOP}", "rest": not taken}


@lru_cache(maxsize=100_000)
def is_content(word: str) -> bool:
    """Whether a word carries meaning of its own; articles, pronouns, numbers and so on do not."""
    return classify([word])[0] in CONTENT


def says_something(phrase: str) -> bool:
    """Whether an n-gram holds a word that carries meaning."""
    return any(map(is_content, phrase.split()))
