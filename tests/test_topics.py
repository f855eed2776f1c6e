"""Topics: those of the sample articles, the same each time, and honest about too few articles."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from test_schemas import validator
from test_stories import terms

from rhetorictui.corpus.topics import topics
from rhetorictui.corpus.vectors import TooFewError
from rhetorictui.document import Document
from rhetorictui.reading import read


def test_topics_of_the_sample(sample: Path) -> None:
    records = terms(list(read(str(sample))))
    found = list(topics(records, 6))
    assert [t["id"] for t in found] == [1, 2, 3, 4, 5, 6]
    for topic in found:
        validator("topic").validate(json.loads(json.dumps(topic)))
        assert topic["documents"] == len(records)
        weights = [term["weight"] for term in topic["terms"]]
        assert weights == sorted(weights, reverse=True) and sum(weights) <= 1
    assert sum(t["main_documents"] for t in found) == len(records)
    assert sum(t["share"] for t in found) == pytest.approx(1, abs=1e-5)
    said = " ".join(term["term"] for t in found for term in t["terms"]).lower()
    for word in ("vaccine", "steel", "fire", "lake", "strait", "report"):
        assert word in said
    for seed in range(20):
        Random(seed).shuffle(records)
        assert found == list(topics(records, 6))


def test_too_few() -> None:
    records = terms([Document(str(i), "A storm broke over the town.") for i in range(5)])
    with pytest.raises(TooFewError, match="2 topics need at least 6 articles, and there are 5"):
        list(topics(records, 2))
    apart = terms([Document(str(i), f"W{i * 7919}") for i in range(9)])
    with pytest.raises(TooFewError, match="too few words in common"):
        list(topics(apart, 3))
