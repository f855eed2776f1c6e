"""Stories: the events of the sample articles come out, and clustering in parts is exact."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.cluster import AgglomerativeClustering
from test_schemas import validator

from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.stories import clusters, stories
from rhetorictui.corpus.vectors import Terms, TooFewError, heaviest, written
from rhetorictui.document import Document
from rhetorictui.reading import read
from rhetorictui.record import Record


def terms(documents: list[Document]) -> list[Record]:
    return [record for doc in documents for record in Terms()(doc)]


def test_the_six_events_of_the_sample_come_out(sample: Path) -> None:
    documents = list(read(str(sample)))
    event = {d.id: Path(d.source or "").parent.name for d in documents}
    found = list(stories(terms(documents)))
    for story in found:
        validator("story").validate(json.loads(json.dumps(story)))
    grouped = {frozenset(d["id"] for d in story["documents"]) for story in found}
    gold = {frozenset(i for i in event if event[i] == e) for e in set(event.values())}
    assert len(gold) == 6
    assert grouped == gold
    assert [s["size"] for s in found] == sorted((s["size"] for s in found), reverse=True)
    assert all(0 < d["similarity"] <= 1 for s in found for d in s["documents"])


def test_same_event_articles_of_three_outlets(shared: Path) -> None:
    path = shared / "data" / "same-event-dev.jsonl"
    documents = list(read(str(path)))
    event = {d.id: d.extra["gold"]["event"] for d in documents}
    story = {d["id"]: s["id"] for s in stories(terms(documents), least=1) for d in s["documents"]}
    pairs = list(combinations(event, 2))
    same = {p for p in pairs if event[p[0]] == event[p[1]]}
    joined = {p for p in pairs if story[p[0]] == story[p[1]]}
    assert 2 * len(same & joined) / (len(same) + len(joined)) >= 0.95


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 25), st.integers(0, 999), st.sampled_from([0.2, 0.5, 0.8]))
def test_in_parts_as_in_one(count: int, seed: int, threshold: float) -> None:
    chance = np.random.default_rng(seed)
    dense = chance.random((count, 12)) * (chance.random((count, 12)) < 0.25)
    dense[:, 0] += 1e-3
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    whole = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
    ).fit_predict((1 - dense @ dense.T).clip(0))
    plain = sorted([int(i) for i in np.flatnonzero(whole == label)] for label in set(whole))
    assert clusters(csr_matrix(dense), threshold) == plain


def test_days_part_what_is_alike() -> None:
    text = "A trawler and a cutter collided in the strait; the trawler sank, the crew swam."
    documents = [
        Document(str(i), text, published=date)
        for i, date in enumerate(["2031-03-01", "2031-03-03", "2031-09-01", None, "March"])
    ]
    records = terms(documents)
    assert [s["size"] for s in stories(records)] == [5]
    dated = records[:3]
    (story,) = stories(dated, days=3)
    assert [d["id"] for d in story["documents"]] == ["0", "1"]
    assert (story["first"], story["last"]) == ("2031-03-01", "2031-03-03")
    assert len(list(stories(dated, days=3, least=1))) == 2


def test_too_few_and_nothing_in_common() -> None:
    with pytest.raises(TooFewError, match="at least two"):
        list(stories(terms([Document("a", "A storm.")])))
    apart = terms([Document("a", "A storm."), Document("b", "The election.")])
    assert list(stories(apart)) == []
    assert [s["size"] for s in stories(apart, least=1)] == [1, 1]
    assert list(Terms(Selection(("x",)))(Document("a", "A storm."))) == []


def test_heaviest_terms_do_not_repeat_each_other() -> None:
    names = np.array(["coast", "coast guard", "guard", "ship", "zero"])
    weights = np.array([2.0, 3.0, 1.0, 1.5, 0.0])
    assert heaviest(weights, names, 9) == [("coast guard", 3.0), ("ship", 1.5)]
    assert heaviest(weights, names, 1) == [("coast guard", 3.0)]


def test_a_phrase_takes_the_place_of_the_words_that_mostly_stand_in_it() -> None:
    names = np.array(["korea", "north korea", "north", "missile"])
    found = heaviest(np.array([4.0, 1.5, 3.0, 2.0]), names, 9)
    assert found == [("north korea", 3.0), ("missile", 2.0)]
    apart = heaviest(np.array([4.0, 1.0, 3.0, 2.0]), names, 9)
    assert apart == [("korea", 4.0), ("north", 3.0), ("missile", 2.0)]


def test_a_word_that_is_said_twice_is_no_phrase_of_two_words() -> None:
    names = np.array(["tut", "tut tut", "zero"])
    assert heaviest(np.array([2.0, 1.5, 1.0]), names, 9) == [("tut", 2.0), ("zero", 1.0)]


def test_terms_are_written_as_most_articles_write_them() -> None:
    documents = [
        Document("a", "Sanders won the ballots. The ballots said so."),
        Document("b", "The ballots for Sanders. The SANDERS rally."),
        Document("c", "Ballots for Sanders, a rally."),
    ]
    assert written(terms(documents), {"sander", "ballot", "rally"}) == {
        "sander": "Sanders",
        "ballot": "ballots",
        "rally": "rally",
    }
    (story,) = stories(terms(documents), threshold=1)
    assert "Sanders" in {term["term"] for term in story["terms"]}
