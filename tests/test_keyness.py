"""Keyness of whole corpora equals scipy's figures, and doubts are told."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from test_schemas import validator

from rhetorictui.corpus import measures
from rhetorictui.corpus.background import build
from rhetorictui.corpus.candidates import terms_of
from rhetorictui.corpus.counting import Words
from rhetorictui.corpus.grams import Corpus, Grams, Vocabulary, forms, gather, grams, names, spread
from rhetorictui.corpus.keydocuments import Held, forms_of, key_documents
from rhetorictui.corpus.keyness import (
    KeynessSettings,
    cautions,
    compare,
    keyness,
    log_likelihoods,
)
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import Document, Zone
from rhetorictui.language.words import word_places, words_of, words_within

LEFT = [
    "The regime lied. The regime ran.",
    "A regime fell and the free world saw it.",
    "The regime spoke, the free world heard.",
]
RIGHT = [
    "The council met. The council voted on the plan.",
    "A plan of the council was read.",
    "The council rose and the world saw it.",
]


def corpora(*sides: list[str]) -> tuple[list[Corpus], Vocabulary]:
    vocabulary = Vocabulary()
    out = []
    for texts in sides:
        records = [r for i, t in enumerate(texts) for r in Words()(Document(str(i), t))]
        out.append(gather(records, vocabulary)[0])
    return out, vocabulary


def named(level: Grams, vocabulary: Vocabulary) -> list[str]:
    return names(level, list(vocabulary), range(1, len(level.words)))


def rows(settings: KeynessSettings, left: list[str], right: list[str]) -> list[dict[str, Any]]:
    (a, b), vocabulary = corpora(left, right)
    return list(keyness(a, b, vocabulary, settings))


ALL_ROWS = KeynessSettings(minimum=1, top=0)


def test_words() -> None:
    text = "China\u2019s 12,000 so-called \u201cfriends\u201d \u2014 it's U.S. aid, isn't it? 3,4"
    assert words_of(text).split() == [
        "china",
        "12,000",
        "so-called",
        "friends",
        "it",
        "u.s.",
        "aid",
        "isn't",
        "it",
        "3",
        "4",
    ]
    assert [word for _, _, word in word_places(text)] == words_of(text).split()
    for start, end, word in word_places(text):
        assert text[start:end].lower().replace("\u2019", "'") == word


def test_signs_without_width_are_no_part_of_words() -> None:
    text = "Under\u00adstandable coun\u200bcil\u2019s of\ufb01ce in Co\u0301rdoba\u00ad \ufeffnow"
    assert words_of(text).split() == "understandable council office in c\u00f3rdoba now".split()
    places = word_places(text)
    assert [word for _, _, word in places] == words_of(text).split()
    assert [text[start:end] for start, end, _ in places] == [
        "Under\u00adstandable", "coun\u200bcil", "of\ufb01ce", "in", "Co\u0301rdoba", "now",
    ]  # fmt: skip


def test_words_within_spans_are_counted_once() -> None:
    assert words_within("one two three four", [(4, 13), (0, 7), (0, 3)]) == 3
    assert words_within("one two", []) == 0


_SIGNS = st.sampled_from("ab 'sS.-,1\u00ad\u200b\ufb01\u0301\ufeff\u2019\u00e9\n&")


@given(st.one_of(st.text(max_size=60), st.text(_SIGNS, max_size=30)))
def test_the_fast_way_to_words_is_the_slow_one(text: str) -> None:
    slow = [w for _, _, w in word_places(text)]
    assert words_of(text).split() == slow


def test_values_are_scipys() -> None:
    found = rows(ALL_ROWS, LEFT, RIGHT)
    by_term = {r["folded"]: r for r in found}
    words = [[w for t in side for w in words_of(t).split()] for side in (LEFT, RIGHT)]
    n1, n2 = map(len, words)
    p_values = []
    for term, r in by_term.items():
        a, b = words[0].count(term), words[1].count(term)
        assert (r["count"], r["reference_count"]) == (a, b)
        table = stats.contingency.chi2_contingency(
            [[a, n1 - a], [b, n2 - b]], correction=False, lambda_="log-likelihood"
        )
        assert r["g2"] == pytest.approx(table.statistic, abs=1e-9)
        assert r["p"] == pytest.approx(table.pvalue, abs=1e-12)
        p_values.append(r["p"])
        positive = a / n1 >= b / n2
        side = LEFT if positive else RIGHT
        per_text = [words_of(t).split() for t in side]
        assert r["dp"] == pytest.approx(
            measures.deviation_of_proportions(
                [w.count(term) for w in per_text], [len(w) for w in per_text]
            )
        )
        assert r["documents"] == sum(term in words_of(t).split() for t in LEFT)
    assert set(by_term) == {*words[0], *words[1]}
    assert [r["p_adjusted"] for r in found] == pytest.approx(
        stats.false_discovery_control(p_values).tolist()
    )
    assert found[0]["term"] in ("regime", "council")
    assert [r["g2"] for r in found] == sorted((r["g2"] for r in found), reverse=True)


def test_records_validate() -> None:
    for record in rows(KeynessSettings((1, 3), 1, top=0), LEFT, RIGHT):
        validator("keyness").validate(json.loads(json.dumps(record)))
    with pytest.raises(jsonschema.ValidationError):
        validator("keyness").validate({"schema": "rhetorictui/1", "type": "keyness"})


def doubts(a: int, b: int, documents: int) -> str | None:
    """The doubts about one word among a thousand that are alike in both sets."""
    counts = [np.array([0, n, *[10] * 999]) for n in (a, b)]
    held = [np.full(1001, documents)] * 2
    reason = compare(counts, (10_000, 10_000), held).row(1)["reason"]
    assert reason is None or isinstance(reason, str)
    return reason


def test_doubts() -> None:
    assert doubts(60, 8, 9) is None
    assert doubts(60, 8, 2) == "few documents"
    assert doubts(10, 1, 9) == "rare; may be chance"
    assert doubts(60, 30, 2) == "few documents; may be chance"
    assert all(not r["reliable"] for r in rows(ALL_ROWS, LEFT, RIGHT))
    assert rows(KeynessSettings(minimum=1, reliable=True), LEFT, RIGHT) == []
    (a, b), _ = corpora(LEFT, RIGHT)
    assert [name for name, _ in cautions([("a", a), ("b", b)])] == ["a", "b"]


def test_order_and_direction() -> None:
    # Twenty of each side, so that some rows are beyond doubt.
    left, right = LEFT * 20, RIGHT * 20
    for direction in ("positive", "negative"):
        found = rows(KeynessSettings(direction=direction, top=5), left, right)
        assert {r["direction"] for r in found} == {direction}
    by_ratio = rows(KeynessSettings(sort="log-ratio", top=0), left, right)
    trusted = [abs(r["log_ratio"]) for r in by_ratio if r["reliable"]]
    assert trusted and trusted == sorted(trusted, reverse=True)
    assert [r["reliable"] for r in by_ratio] == sorted(r["reliable"] for r in by_ratio)[::-1]
    by_percent = rows(KeynessSettings(sort="percent-diff", top=1), left, right)
    assert by_percent[0]["percent_diff"] is None


def test_against_a_background_documents_are_counted() -> None:
    news = [f"The storm of {i} broke the pier. The council met." for i in range(40)]
    ours = ["The regime lied. The regime lied.", "A regime fell by the pier.", "The regime ran."]
    table = build([*news, *["A regime fell."] * 4], minimum=1)
    records = [r for i, t in enumerate(ours) for r in Held()(Document(str(i), t))]
    total, found = key_documents(records, table, KeynessSettings(minimum=1, top=0))
    for record in found:
        validator("keyness").validate(json.loads(json.dumps(record)))
    by_term = {r["term"]: r for r in found}
    regime = by_term["regime"]
    assert (total, regime["count"], regime["reference_count"]) == (3, 3, 4)
    assert regime["g2"] == pytest.approx(measures.log_likelihood(3, 4, 3, 44))
    assert (regime["unit"], regime["dp"], found[0]["term"]) == ("documents", None, "regime")
    assert by_term["pier"]["direction"] == "negative"
    assert by_term["pier"]["folded"] == "pier"
    assert "the" not in by_term
    with pytest.raises(ValueError, match="no articles"):
        key_documents([], table, ALL_ROWS)
    with pytest.raises(ValueError, match="over 3 words"):
        key_documents(records, table, KeynessSettings((1, 4)))


def test_terms_against_a_background_are_written_as_most_documents_write_them() -> None:
    texts = [
        "The Tarn Council fined ferries.",
        "Ferries of the Tarn Council.",
        "Tarn council: ferries",
    ]
    records = [r for i, t in enumerate(texts) for r in Held(longest=2)(Document(str(i), t))]
    for text in texts:
        assert set(forms_of(text, 3)) == terms_of(text, 3)
    _, found = key_documents(records, build(["A plum."], minimum=1), KeynessSettings((1, 2), 1))
    shown = {r["folded"]: r["term"] for r in found}
    assert shown["tarn council"] == "Tarn Council"
    assert (shown["tarn"], shown["ferry"]) == ("Tarn", "ferries")


def test_nothing_to_compare() -> None:
    with pytest.raises(ValueError, match="second set holds no words"):
        rows(ALL_ROWS, LEFT, [])
    assert rows(KeynessSettings((4, 4), 1), ["one two"], ["three four five six"]) == []


def test_ngrams_do_not_cross_sentences() -> None:
    (a,), vocabulary = corpora(["One two three. Four two three."])
    found = {
        level.size: set(named(level, vocabulary)) for level in grams((a,), vocabulary, (2, 3), 1)
    }
    assert found == {
        2: {"one two", "two three", "four two"},
        3: {"one two three", "four two three"},
    }
    assert (a.places(2), a.places(3), a.places(9)) == (4, 2, 0)


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=12), min_size=1, max_size=5),
    st.integers(1, 3),
)
def test_pruned_counts_are_plain_counts(texts: list[list[str]], minimum: int) -> None:
    vocabulary = Vocabulary()
    corpus = Corpus()
    for words in texts:
        corpus.add(" ".join([*words, "\u00b6"]), vocabulary)
    for level in grams((corpus,), vocabulary, (1, 4), minimum):
        plain: dict[str, int] = {}
        for words in texts:
            for at in range(len(words) - level.size + 1):
                gram = " ".join(words[at : at + level.size])
                plain[gram] = plain.get(gram, 0) + 1
        found = dict(zip(named(level, vocabulary), level.counts[0][1:].tolist(), strict=True))
        assert found == {gram: n for gram, n in plain.items() if n >= minimum}


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=12), min_size=1, max_size=5),
)
def test_spread_is_that_of_the_formula(texts: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    corpus = Corpus()
    for words in texts:
        corpus.add(" ".join([*words, "\u00b6"]), vocabulary)
    (level,) = grams((corpus,), vocabulary, (1, 1), 1)
    held = spread(corpus, level.ids[0], np.ones(len(level.words), bool))
    sizes = [len(words) for words in texts]
    for i, name in enumerate(named(level, vocabulary), 1):
        counts = [words.count(name) for words in texts]
        assert held.documents[i] == sum(map(bool, counts))
        assert held.dp[i] == pytest.approx(measures.deviation_of_proportions(counts, sizes))


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1))
def test_many_likelihoods_are_each_that_of_the_formula(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    many = log_likelihoods(a, b, 100, 120)
    assert many.tolist() == pytest.approx(
        [measures.log_likelihood(x, y, 100, 120) for x, y in pairs], abs=1e-9
    )


def test_terms_are_shown_as_they_are_mostly_written() -> None:
    left = ["TARN lies. Tarn burns. According to Tarn it does. The Tax bill fell. TAX BILL"]
    right = ["According to him, according to her, the tax bill rose. Tax Bill"]
    by_word = {r["folded"]: r["term"] for r in rows(ALL_ROWS, left, right)}
    assert (by_word["tarn"], by_word["tax"], by_word["lies"]) == ("Tarn", "Tax", "lies")
    (a, b), vocabulary = corpora(left, right)
    phrases = KeynessSettings((2, 2), 1, top=0)
    by_phrase = {r["folded"]: r["term"] for r in keyness(a, b, vocabulary, phrases)}
    # Where it begins a sentence a capital says nothing.
    assert by_phrase["according to"] == "according to"
    assert by_phrase["tax bill"] == "tax bill"
    assert by_phrase["to tarn"] == "to Tarn"


@given(st.lists(st.lists(st.sampled_from(["a", "A", "b", "B", "¶"]), max_size=9), max_size=3),
       st.integers(1, 3))  # fmt: skip
def test_forms_are_those_counted_one_by_one(texts: list[list[str]], size: int) -> None:
    vocabulary = Vocabulary()
    corpus = Corpus()
    for text in texts:
        corpus.add(" ".join([*text, "¶"]), vocabulary)
    known = list(vocabulary)
    seen: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    flat = [word for text in texts for word in [*text, "¶"]]
    for at in range(len(flat) - size + 1):
        if "¶" not in (words := flat[at : at + size]):
            form = " ".join(words)
            seen[form.lower()][at > 0 and flat[at - 1] != "¶", form] += 1
    *_, level = grams((corpus,), vocabulary, (1, size), 1)
    if level.size < size:
        return
    ids = range(1, len(level.words))
    for folded, form in zip(
        names(level, known, ids), forms((corpus,), level, known, ids), strict=True
    ):
        counts = seen[folded]
        assert form == min(
            {wording for _, wording in counts},
            key=lambda f: (-counts[True, f], -counts[True, f] - counts[False, f],
                           not f.islower(), f),
        )  # fmt: skip


def test_selection_and_zones() -> None:
    doc = Document(
        "a",
        "By A B\nThe storm came.\nCopyright X",
        outlet="X",
        zones=(Zone("byline", 0, 6), Zone("boilerplate", 23, 34)),
    )
    (record,) = Words(sentences=False)(doc)
    assert record["words"].split() == ["\u00b6", "The", "storm", "came", "\u00b6", "\u00b6"]
    (record,) = Words()(doc)
    assert record["words"].split() == ["The", "storm", "came", "\u00b6"]
    # A zone within a sentence parts it: the same words are counted, whole or by sentences.
    doc = Document("a", "The storm By A B came. It went.", zones=(Zone("byline", 10, 16),))
    (record,) = Words()(doc)
    assert record["words"] == "The storm \u00b6 came \u00b6 It went \u00b6"
    (whole,) = Words(sentences=False)(doc)
    assert whole["words"].replace("\u00b6", "").split() == ["The", "storm", "came", "It", "went"]
    doc = Document("a", "The storm came.", outlet="X")
    assert list(Words(Selection(("y",)))(doc)) == []
    assert [r["rest"] for r in Words(Selection(("y",)), rest=True)(doc)] == [True]
