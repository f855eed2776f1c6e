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


def test_what_breaks_off_before_its_last_word_is_left_out() -> None:
    texts = ["The Quay Council met in Sorrow Bay."] * 5 + ["The Quay flooded near Sorrow Bay."]
    (corpus,), vocabulary = corpora(texts)
    found = {r["term"]: r["count"] for r in ngrams(corpus, vocabulary, (2, 3), 3, 1)}
    assert "The Quay" not in found  # five times of six before Council
    assert found["The Quay Council"] == 5
    assert found["Sorrow Bay"] == 6  # as often behind “in”, which says nothing


def test_what_is_broken_off_stays_where_the_whole_is_not_shown() -> None:
    texts = ["The Quay Council met. The Quay Council sat. The Quay Council rose. The Quay Council."]
    (corpus,), vocabulary = corpora([*texts, "The Quay flooded."])
    found = {r["term"] for r in ngrams(corpus, vocabulary, (2, 3), 3, 2)}
    assert found == {"The Quay"}


def test_limits() -> None:
    (corpus,), vocabulary = corpora(TEXTS)
    assert len(list(ngrams(corpus, vocabulary, (2, 2), 1, 1, top=3))) == 3
    assert list(ngrams(corpus, vocabulary, (2, 5), 3, 3)) == []
    assert list(ngrams(corpus, vocabulary, (1, 1), 4, 3)) == []
    assert list(ngrams(Corpus(), vocabulary)) == []
    everything = list(ngrams(corpus, vocabulary, (2, 3), 1, 1, top=0))
    counts = [r["count"] for r in everything]
    assert counts == sorted(counts, reverse=True)
