"""Plain Python against scikit-learn, weight by weight."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetorictui.corpus.tfidf import TfidfSettings, terms, tfidf

TEXTS = [
    "The harbour strike ended on Monday, and the port of Vellmar opened again.",
    "Port workers in Vellmar ended their strike; shipping firms welcomed the harbour deal.",
    "A storm closed the harbour. The storm passed, the harbour opened, the strike went on.",
    "",
    "Ministers met. Ministers spoke. Ministers left — naïve café talk, 2,400 words of it.",
]
OPTIONS = [
    TfidfSettings(),
    TfidfSettings(ngram_range=(1, 3)),
    TfidfSettings(ngram_range=(2, 2), sublinear_tf=True),
    TfidfSettings(min_df=2),
    TfidfSettings(ngram_range=(1, 2), min_df=2, max_df=3),
    TfidfSettings(max_df=0.5),
    TfidfSettings(min_df=0.3, smooth_idf=False),
    TfidfSettings(norm="l1"),
    TfidfSettings(norm=None, lowercase=False),
    TfidfSettings(ngram_range=(1, 3), stop_words=frozenset({"the", "of", "and", "in"})),
]


def reference(texts: list[str], options: TfidfSettings) -> list[dict[str, float]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    arguments = asdict(options) | {"stop_words": sorted(options.stop_words) or None}
    vectorizer = TfidfVectorizer(**arguments)
    matrix = vectorizer.fit_transform(texts).tocsr()
    names = vectorizer.get_feature_names_out()
    return [
        {names[j]: float(v) for j, v in zip(row.indices, row.data, strict=True)} for row in matrix
    ]


def same(left: list[dict[str, float]], right: list[dict[str, float]]) -> None:
    assert [sorted(d) for d in left] == [sorted(d) for d in right]
    for a, b in zip(left, right, strict=True):
        for term, weight in a.items():
            assert weight == pytest.approx(b[term], rel=0, abs=1e-9)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_weights_equal_those_of_scikit_learn(options: TfidfSettings) -> None:
    same(tfidf(TEXTS, options), reference(TEXTS, options))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["port", "Port", "strike", "storm", "a", "ÉTÉ", "x1", "’", "\n"])
        ).map(" ".join),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(OPTIONS),
)
def test_weights_equal_for_made_up_texts(texts: list[str], options: TfidfSettings) -> None:
    try:
        expected = reference(texts, options)
    except ValueError:  # scikit-learn refuses an empty vocabulary; here it is an empty result
        return
    same(tfidf(texts, options), expected)


def test_terms_leave_out_stop_words_before_phrases_are_built() -> None:
    options = TfidfSettings(ngram_range=(1, 2), stop_words=frozenset({"of", "the"}))
    assert terms("Port of the City", options) == ["port", "city", "port city"]


def test_bounds_that_cross_are_refused() -> None:
    with pytest.raises(ValueError, match="lower min_df or raise max_df"):
        tfidf(TEXTS, TfidfSettings(min_df=4, max_df=2))
