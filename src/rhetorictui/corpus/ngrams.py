"""Frequent n-grams with the number of documents they stand in and how evenly they are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np  # 140 ms, as in grams

from rhetorictui.corpus.counting import is_content, says_something
from rhetorictui.corpus.grams import Corpus, Grams, Vocabulary, forms, grams, names, spread
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rhetorictui.corpus.grams import Counts

_SOME = 1_000
_NEARLY = 0.8


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
    numbers alone left out, and those that only ever stand within a longer one that is shown, or
    nearly only within one whose other word says something ("the White", but not "White House").
    DP: see ``measures.deviation_of_proportions``.
    """
    rows: list[Record] = []
    last: Grams | None = None
    for level in grams((corpus,), vocabulary, sizes, minimum):
        if last is not None:
            rows += _rows(corpus, vocabulary, last, level, documents, top)
        last = level
    if last is not None:
        rows += _rows(corpus, vocabulary, last, None, documents, top)
    rows.sort(key=_rank)
    yield from rows[: top or None]


def _rows(
    corpus: Corpus,
    vocabulary: Vocabulary,
    level: Grams,
    longer: Grams | None,
    documents: int,
    top: int,
) -> list[Record]:
    counts = level.counts[0]
    wanted = counts > 0
    if longer is not None:
        # As often as one that is longer: it stands nowhere else.
        within = np.zeros(len(counts), np.int64)
        for part in longer.parts.T:
            np.maximum.at(within, part, longer.counts[0])
        wanted &= counts > within
        wanted[_fragments(corpus, vocabulary, counts, longer, documents)] = False
    ranges, dp = spread(corpus, level.ids[0], wanted)
    wanted &= ranges >= documents
    found = np.flatnonzero(wanted)
    found = found[np.argsort(-counts[found], kind="stable")]
    places = corpus.places(level.size)
    rows: list[Record] = []
    least = 0
    known = list(vocabulary)
    chosen: list[int] = []
    for i, folded in _named(level, known, found.tolist()):
        if counts[i] < least:
            break
        if says_something(folded):
            chosen.append(i)
            rows.append({
                "schema": SCHEMA, "type": "ngram", "term": folded, "folded": folded,
                "size": level.size,
                "count": int(counts[i]), "per_million": 1e6 * int(counts[i]) / places,
                "documents": int(ranges[i]), "dp": float(dp[i]),
            })  # fmt: skip
            # Those as frequent as the last one wanted are sorted by their wording later.
            if len(rows) == top:
                least = int(counts[i])
    for row, form in zip(rows, forms((corpus,), level, known, chosen), strict=True):
        row["term"] = form
    return rows


def _fragments(
    corpus: Corpus, vocabulary: Vocabulary, counts: Counts, longer: Grams, documents: int
) -> list[int]:
    """Ids of the n-grams with these ``counts`` that nearly always go on, on either side, with one
    word that carries meaning; the n-gram with it stands in enough documents to be shown."""
    known = list(vocabulary)
    out: list[int] = []
    for part, edge in zip(longer.parts.T, (-1, 0), strict=True):
        near = (longer.counts[0] > 0) & (longer.counts[0] >= _NEARLY * counts[part])
        near &= spread(corpus, longer.ids[0], near).documents >= documents
        words = longer.words[near, edge].tolist()
        ids = part[near].tolist()
        out += [i for i, word in zip(ids, words, strict=True) if is_content(known[word])]
    return out


def _named(level: Grams, known: Sequence[str], found: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Ids with their wording, which few of the ids need, some at a time."""
    for start in range(0, len(found), _SOME):
        some = found[start : start + _SOME]
        yield from zip(some, names(level, known, some), strict=True)


def _rank(row: Record) -> tuple[int, int, str]:
    return -row["count"], -row["size"], row["folded"]
