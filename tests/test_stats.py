"""Figures of articles: MATTR against its definition, groups, quotation and findings."""

from __future__ import annotations

import json
import sys
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_schemas import validator

from rhetorictui.cli.stats import bar
from rhetorictui.corpus import stats
from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.stats import Profile, ReadabilityError, grouped, key_of, mattr
from rhetorictui.document import Annotation, Document

TEXT = 'The minister said the plan failed. "It will not fail," she said. Nobody knew.'


@given(st.lists(st.sampled_from("abcde"), max_size=60), st.integers(2, 20))
def test_mattr_is_the_mean_over_all_windows(words: list[str], window: int) -> None:
    if not words:
        assert mattr(words, window) is None
        return
    starts = range(max(len(words) - window + 1, 1))
    shares = [len(set(words[s : s + window])) / len(words[s : s + window]) for s in starts]
    assert mattr(words, window) == pytest.approx(sum(shares) / len(shares))


def test_a_document() -> None:
    (r,) = Profile(layers=False)(Document("a", TEXT, outlet="X", published="2031-03-04"))
    assert (r["words"], r["sentences"], r["types"]) == (14, 3, 12)
    assert (r["key"], r["outlet"], r["per"]) == ("a", "X", "document")
    assert "findings" not in r
    validator("stats").validate(json.loads(json.dumps(r)))


def test_quotation_and_findings_that_the_document_brings() -> None:
    start = TEXT.index("It will")
    doc = Document("a", TEXT, annotations=(
        Annotation(start - 1, start + 25, "quotes", "direct",
                   parts={"content": [(start, start + 16), (start + 3, start + 16)]}),
        Annotation(0, 3, "frames", "Own", voice="narrator"),
    ))  # fmt: skip
    (r,) = Profile()(doc)
    assert r["quoted_words"] == 4
    assert r["quoted_share"] == pytest.approx(4 / 14)
    assert r["findings"] >= 1
    assert r["findings_per_1000_words"] == pytest.approx(1000 * r["findings"] / 14)
    validator("stats").validate(json.loads(json.dumps(r)))


def test_groups() -> None:
    docs = [
        Document("a", "One two. Three four.", outlet="X", published="2031-03-04"),
        Document("b", "One one one one one one.", outlet="X", published="2031-04"),
        Document("c", "Five.", published="2031"),
        Document("d", "!"),
    ]
    by_outlet = grouped(r for d in docs for r in Profile("outlet", layers=False)(d))
    assert [(g["key"], g["documents"], g["words"]) for g in by_outlet] == [
        ("X", 2, 10),
        ("unknown", 2, 1),
    ]
    assert by_outlet[0]["words_per_sentence"] == pytest.approx(10 / 3)
    assert by_outlet[0]["mattr"] == pytest.approx((1 * 4 + 1 / 6 * 6) / 10)
    by_month = grouped(r for d in docs for r in Profile("month", layers=False)(d))
    assert [g["key"] for g in by_month] == ["2031-03", "2031-04", "unknown"]
    for group in (*by_outlet, *by_month):
        validator("stats").validate(json.loads(json.dumps(group)))
    with_layers = grouped(r for d in docs for r in Profile("year")(d))
    assert with_layers[0]["findings"] == 0 and with_layers[0]["own_share"] is None
    assert list(Profile(selection=Selection(("y",)))(docs[0])) == []


def test_keys() -> None:
    doc = Document("a", "x", byline=("A", "B"), language="en", extra={"desk": 7})
    assert key_of(doc, "byline") == "A, B"
    assert key_of(doc, "language") == "en"
    assert key_of(doc, "desk") == "7"
    assert key_of(doc, "day") == key_of(doc, "nothing") == "unknown"


def test_readability_is_textstats(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = ModuleType("textstat")
    measures = {
        name: lambda text, at=at: at + len(text) for at, name in enumerate(stats.READABILITY)
    }
    fake.textstat = SimpleNamespace(**measures)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "textstat", fake)
    monkeypatch.setitem(sys.modules, "nltk", None)
    stats._textstat.cache_clear()
    try:
        assert stats.readability("abc") == dict(zip(stats.READABILITY, (3, 4, 5, 6), strict=True))
        assert set(stats.readability("!").values()) == {None}
        (r,) = Profile(layers=False, readability=True)(Document("a", TEXT))
        assert r["coleman_liau_index"] == 2 + len(TEXT)
        stats._textstat.cache_clear()
        nltk = ModuleType("nltk")

        def find(name: str) -> None:
            raise LookupError(name)

        nltk.data = SimpleNamespace(find=find)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "nltk", nltk)
        assert stats.missing_measures() == ["flesch_reading_ease", "flesch_kincaid_grade"]
        assert stats.readability("abc")["flesch_reading_ease"] is None
        stats._textstat.cache_clear()
        monkeypatch.setitem(sys.modules, "textstat", None)
        with pytest.raises(ReadabilityError, match="pip install"):
            stats.readability("abc")
    finally:
        stats._textstat.cache_clear()


def test_bars() -> None:
    assert bar(10, 10) == "\u2588" * 20
    assert bar(5, 10) == "\u2588" * 10
    assert bar(0, 10) == bar(3, 0) == ""
    assert bar(0.1, 4) == "\u258c"
