"""The background table: counting, storing, refusing what is none."""

from __future__ import annotations

import math
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.corpus.background import MAGIC, Background, Frequencies, build, count
from rhetorictui.document import Document

TEXTS = [
    "The harbour strike ended. Harbour workers cheered the ministry.",
    "A harbour strike began in Vellmar; the harbour strikes cost money.",
    "The ministry of trade said nothing about the strike.",
]


def test_counts_documents_not_occurrences_and_folds_plurals() -> None:
    counts = count([Document("a", TEXTS[0]), *TEXTS[1:]])
    assert counts.documents == 3
    assert counts.counts["harbour"] == 2
    assert counts.counts["strike"] == 3
    assert counts.counts["harbour strike"] == 2
    assert "the ministry" not in counts.counts


def test_idf_is_the_smooth_one_and_an_unknown_term_has_the_largest() -> None:
    table = build(TEXTS, minimum=1)
    assert table.idf["harbour"] == pytest.approx(math.log(4 / 3) + 1)
    assert table.idf["zeppelin"] == pytest.approx(math.log(4) + 1)
    assert table.frequency("zeppelin") == 0


def test_rare_terms_are_left_out() -> None:
    table = build(TEXTS, minimum=2)
    assert table.frequency("harbour strike") == 2
    assert table.frequency("vellmar") == 0


def test_a_table_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    table = build(TEXTS, minimum=1, title="Hafen")
    path = tmp_path / "t.background"
    table.save(path)
    again = Background.load(path)
    assert (again.documents, again.title, len(again)) == (3, "Hafen", len(table))
    for term, n in count(TEXTS).counts.items():
        assert again.frequency(term) == n


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"PK\x03\x04 something else", "not a background table"),
        (lambda data: b"", "not a background table"),
        (lambda data: data[:-3], "damaged"),
        (lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:], "damaged"),
        (lambda data: MAGIC + b"{}\n", "damaged"),
        (lambda data: MAGIC + b"not json\n", "damaged"),
        (lambda data: data.replace(b'"schema":1', b'"schema":7'), "schema 7, this version reads 1"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused(damage, message, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "t.background"
    build(TEXTS, minimum=1).save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=message):
        Background.load(path)


def test_counts_merge_to_what_one_pass_gives_and_survive_pickling() -> None:
    left, right = count(TEXTS[:1]), count(TEXTS[1:])
    left.merge(pickle.loads(pickle.dumps(right)))
    assert left == count(TEXTS)


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), max_size=6), max_size=40))
def test_a_bounded_count_is_short_by_at_most_its_slack(documents: list[list[str]]) -> None:
    bounded, whole = Frequencies(limit=5), Frequencies()
    for terms in documents:
        bounded.add(set(terms))
        whole.add(set(terms))
    assert len(bounded.counts) <= 5
    for term, n in whole.counts.items():
        assert n - bounded.slack <= bounded.counts.get(term, 0) <= n


def test_the_shipped_table_knows_general_news() -> None:
    table = Background.builtin()
    assert table.documents > 5000
    assert table.frequency("government") > 100 * max(1, table.frequency("thermogravimetric"))
    assert table.frequency("white house") > 100
    path = Path(__file__).parent.parent / "src/rhetorictui/data/news.background"
    assert path.stat().st_size < 1_400_000
