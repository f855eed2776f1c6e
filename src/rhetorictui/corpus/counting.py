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
        if self.sentences:
            spans = [s for s in Prose.of(doc).sentences if not skipped(doc.zones, s)]
        else:
            spans = counted(doc)
        parts = f" {STOP} ".join([cased_words_of(text[start:end]) for start, end in spans])
        yield {"id": doc.id, "words": f"{parts} {STOP}", "rest": not taken}


@lru_cache(maxsize=100_000)
def is_content(word: str) -> bool:
    """Whether a word carries meaning of its own; articles, pronouns, numbers and so on do not."""
    return classify([word])[0] in CONTENT


def says_something(phrase: str) -> bool:
    """Whether an n-gram holds a word that carries meaning."""
    return any(map(is_content, phrase.split()))
