"""Collocates: what counts as near, and that the measures are those of the formulas."""

from __future__ import annotations

import json

import pytest
from test_schemas import validator

from rhetorictui.corpus import measures
from rhetorictui.corpus.collocates import Neighbours, collocates
from rhetorictui.corpus.finder import finder
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import Document

TEXT = (
    "The harsh sanctions hurt the poor. New sanctions, harsh new sanctions, came later. "
    "The harsh winter came too."
)
DOC = Document("a", TEXT)


def test_near_is_within_span_and_sentence() -> None:
    (record,) = Neighbours(finder("sanctions"), 2)(DOC)
    assert record["hits"] == 3
    assert record["left"] == {"the": 1, "harsh": 2, "new": 2}
    # "harsh new" stands right of one hit and left of the next: it is counted once.
    assert record["right"] == {"hurt": 1, "the": 1, "came": 1, "later": 1}
    assert record["hits_with"] == {"the": 1, "harsh": 3, "new": 2, "hurt": 1, "came": 1, "later": 1}


def test_the_sentence_as_span() -> None:
    (record,) = Neighbours(finder("hurt"), 0)(DOC)
    assert record["left"] == {"the": 1, "harsh": 1, "sanctions": 1}
    assert record["right"] == {"the": 1, "poor": 1}


def test_measures() -> None:
    tally, rows = collocates(Neighbours(finder("sanctions"), 2)(DOC), "sanctions", minimum=2)
    assert (tally.hits, tally.found_in, tally.documents, tally.words.total()) == (3, 1, 1, 18)
    assert [row["term"] for row in rows] == ["new", "harsh"]
    harsh = rows[1]
    assert harsh["log_dice"] == measures.log_dice(2, 3, 3)
    assert harsh["mi"] == measures.mutual_information(2, 9, 3, 15)
    assert harsh["t_score"] == measures.t_score(2, 9, 3, 15)
    assert (harsh["count"], harsh["left"], harsh["total"], harsh["documents"]) == (2, 2, 3, 1)
    for row in rows:
        validator("collocate").validate(json.loads(json.dumps(row)))
        assert row["log_dice"] <= 14


def test_words_of_the_hits_are_near_nothing() -> None:
    text = "The coast guard came. The coast guard and a guard met. The guard slept. Fog rose. Rain."
    records = Neighbours(finder("coast guard"))(Document("a", text))
    _, rows = collocates(records, "", minimum=1, attracted=False)
    (guard,) = (row for row in rows if row["folded"] == "guard")
    # Four in all, two of which the hits are made of; 17 words, four of which are.
    assert (guard["count"], guard["total"]) == (1, 4)
    window = 2 + 5
    assert guard["mi"] == measures.mutual_information(1, window, 2, 13)
    assert guard["log_dice"] == measures.log_dice(1, 2, 2)


@pytest.mark.parametrize("sort", ["log-dice", "mi", "t-score", "count"])
def test_order(sort: str) -> None:
    records = list(Neighbours(finder("sanctions"), 2)(DOC))
    _, rows = collocates(records, "sanctions", minimum=1, sort=sort, function_words=True)
    values = [row[sort.replace("-", "_")] for row in rows]
    assert values == sorted(values, reverse=True)
    assert {"the", "harsh"} <= {row["folded"] for row in rows}


def test_words_are_shown_as_they_are_mostly_written() -> None:
    text = "In Tarn, sanctions bite. TARN, tarn? Sanctions bite Tarn. The tax bit. Tax."
    near = Neighbours(finder("(sanctions|bit)"))(Document("a", text))
    _, rows = collocates(near, "sanctions", minimum=1, attracted=False)
    terms = {row["folded"]: (row["term"], row["total"]) for row in rows}
    assert terms["tarn"] == ("Tarn", 4)
    assert terms["tax"] == ("tax", 2)


def test_only_what_is_attracted_unless_asked() -> None:
    text = "The bay froze. " * 3 + "The bay of ice. The sea. The sea. The sea. The ice of the ice."
    records = list(Neighbours(finder("bay"), 2)(Document("a", text)))
    for attracted in (True, False):
        _, rows = collocates(records, "bay", minimum=1, function_words=True, attracted=attracted)
        assert all(row["mi"] > 0 for row in rows) == attracted
        assert {"froze"} < {row["term"] for row in rows}


def test_words_are_the_same_with_hits_and_without() -> None:
    (found,) = Neighbours(finder("sanctions"))(DOC)
    (missed,) = Neighbours(finder("peace"))(DOC)
    assert found["words"] == missed["words"]


def test_nothing_found_and_nothing_selected() -> None:
    tally, rows = collocates(Neighbours(finder("peace"))(DOC), "peace")
    assert (tally.hits, rows) == (0, [])
    assert list(Neighbours(finder("peace"), selection=Selection(("x",)))(DOC)) == []
