"""Frequent n-grams: what is kept, what is left out, and how it is ordered."""

from __future__ import annotations

import json

import pytest
from test_keyness import corpora
from test_schemas import validator

from rhetorictui.corpus.grams import Corpus
from rhetorictui.corpus.measures import deviation_of_proportions
from rhetorictui.corpus.ngrams import ngrams

TEXTS = [
    "The overwhelming majority of countries agree. It is of the old kind.",
    "An overwhelming majority of countries disagree. It is of the new kind.",
    "The storm is of the worst kind.",
]


def test_whole_phrases_are_kept_and_function_words_left_out() -> None:
    (corpus,), vocabulary = corpora(TEXTS)
    found = list(ngrams(corpus, vocabulary, (2, 4), 2, 2))
    assert [r["term"] for r in found] == ["overwhelming majority of countries"]
    (row,) = found
    sizes = [12, 12, 7]
    assert row["dp"] == pytest.approx(deviation_of_proportions([1, 1, 0], sizes))
    assert (row["count"], row["documents"], row["size"]) == (2, 2, 4)
    assert row["per_million"] == pytest.approx(1e6 * 2 / corpus.places(4))
    validator("ngram").validate(json.loads(json.dumps(row)))


def test_limits() -> None:
    (corpus,), vocabulary = corpora(TEXTS)
    assert len(list(ngrams(corpus, vocabulary, (2, 2), 1, 1, top=3))) == 3
    assert list(ngrams(corpus, vocabulary, (2, 5), 3, 3)) == []
    assert list(ngrams(corpus, vocabulary, (1, 1), 4, 3)) == []
    assert list(ngrams(Corpus(), vocabulary)) == []
    everything = list(ngrams(corpus, vocabulary, (2, 3), 1, 1, top=0))
    counts = [r["count"] for r in everything]
    assert counts == sorted(counts, reverse=True)
