"""Keywords without a background: scikit-learn's weights, whole phrases, true spans."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhetorictui import read
from rhetorictui.corpus.plainkeywords import plain_keywords
from rhetorictui.document import Document


def test_weights_are_those_of_scikit_learn(sample: Path) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    docs = list(read(str(sample)))
    vectorizer = TfidfVectorizer(ngram_range=(1, 3))
    matrix = vectorizer.fit_transform([doc.text for doc in docs])
    for number, found in enumerate(plain_keywords(docs)):
        assert len(found) == 10
        assert [k.score for k in found] == sorted((k.score for k in found), reverse=True)
        for k in found:
            column = vectorizer.vocabulary_[" ".join(vectorizer.build_tokenizer()(k.term.lower()))]
            assert k.score == pytest.approx(matrix[number, column], abs=1e-9)


def test_spans_and_counts(sample: Path) -> None:
    for doc in read(str(sample / "01-strait-incident")):
        for k in plain_keywords([doc])[0]:
            assert k.count == len(k.spans) > 0
            forms = {" ".join(doc.text[s:e].lower().split()) for s, e in k.spans}
            assert k.term.lower() in forms


def test_no_fragment_and_no_function_word_at_an_edge() -> None:
    text = "The human rights council met. The human rights council spoke. A vote of the council."
    terms = [k.term.lower() for k in plain_keywords([Document("1", text)], top=20)[0]]
    assert "human rights council" in terms
    assert "rights council" not in terms
    assert "human" not in terms
    assert "council" in terms or terms.count("human rights council") == 1
    assert not any(
        t.split()[0] in ("the", "of", "a") or t.split()[-1] in ("the", "of") for t in terms
    )


def test_empty() -> None:
    assert plain_keywords([]) == []
    assert plain_keywords([Document("1", ""), Document("2", "words here")], top=3)[0] == ()
