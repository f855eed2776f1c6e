"""Frequent n-grams with the number of documents they stand in and how evenly they are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhetorictui.corpus.counting import (
    Corpus,
    Grams,
    Vocabulary,
    dispersions,
    grams,
    says_something,
)
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterator


def ngrams(
    corpus: Corpus,
    vocabulary: Vocabulary,
    sizes: tuple[int, int] = (2, 5),
    minimum: int = 3,
    documents: int = 2,
    top: int = 50,
) -> Iterator[Record]:
    """Records of type ``ngram``, the most frequent first, all sizes together; ``top`` 0 for all.

    Those of ``minimum`` occurrences in ``documents`` documents, those of function words and
    numbers alone left out, and those that only ever stand within a longer one that is shown.
    DP: see ``measures.deviation_of_proportions``.
    """
    rows: list[Record] = []
    last: Grams | None = None
    for level in grams((corpus,), vocabulary, sizes, minimum):
        if last is not None:
            rows += _rows(corpus, last, _parts(level), minimum, documents, top)
        last = level
    if last is not None:
        rows += _rows(corpus, last, frozenset(), minimum, documents, top)
    rows.sort(key=_rank)
    yield from rows[: top or None]


def _parts(level: Grams) -> frozenset[tuple[str, int]]:
    """The two shorter n-grams within each of ``level``, with its count."""
    return frozenset(
        (part, count)
        for i, count in level.counts(0).items()
        for part in (level.names[i].partition(" ")[2], level.names[i].rpartition(" ")[0])
    )


def _rows(
    corpus: Corpus,
    level: Grams,
    longer: frozenset[tuple[str, int]],
    minimum: int,
    documents: int,
    top: int,
) -> list[Record]:
    ranges = level.ranges(0)
    found = [
        (i, count) for i, count in level.counts(0).items()
        if count >= minimum and ranges[i] >= documents
        # As often as one that is longer: it stands nowhere else.
        and (level.names[i], count) not in longer and says_something(level.names[i])
    ]  # fmt: skip
    places = corpus.places(level.size)
    rows = {
        i: {
            "schema": SCHEMA, "type": "ngram", "term": level.names[i], "size": level.size,
            "count": count, "per_million": 1e6 * count / places, "documents": ranges[i], "dp": 0.0,
        } for i, count in found
    }  # fmt: skip
    if top:
        rows = dict(sorted(rows.items(), key=lambda item: _rank(item[1]))[:top])
    for i, spread in dispersions(level.documents[0], corpus.sizes, rows).items():
        rows[i]["dp"] = spread
    return list(rows.values())


def _rank(row: Record) -> tuple[int, int, str]:
    return -row["count"], -row["size"], row["term"]
