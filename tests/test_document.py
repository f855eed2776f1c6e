"""The data model: the digest, and the one function that flattens overlapping spans."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import Document, Run, Zone, runs, zone_at

SPANS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=12)


def test_runs_of_no_spans_is_one_bare_run() -> None:
    assert runs([], 5) == [Run(0, 5, ())]
    assert runs([], 0) == []


def test_runs_of_overlapping_spans() -> None:
    assert runs([(1, 4), (3, 6)], 8) == [
        Run(0, 1, ()),
        Run(1, 3, (0,)),
        Run(3, 4, (0, 1)),
        Run(4, 6, (1,)),
        Run(6, 8, ()),
    ]


@given(SPANS, st.integers(0, 30))
def test_runs_agree_with_marking_every_code_point(spans: list[tuple[int, int]], size: int) -> None:
    flat = runs(spans, size)
    slow = [
        tuple(i for i, (start, end) in enumerate(spans) if start <= at < end) for at in range(size)
    ]
    assert [covers for start, end, covers in flat for _ in range(start, end)] == slow
    assert all(start < end for start, end, _ in flat)
    assert all(a.end == b.start and a.covers != b.covers for a, b in pairwise(flat))


def test_zone_at_needs_the_whole_span_inside() -> None:
    zones = (Zone("headline", 0, 10), Zone("caption", 20, 30))
    assert zone_at(zones, 2, 10) == "headline"
    assert zone_at(zones, 5, 12) is None
    assert zone_at(zones, 20, 21) == "caption"


def test_digest_depends_on_the_text_alone() -> None:
    one = Document(id="a", text="Same words.", title="x")
    assert one.digest == Document(id="b", text="Same words.").digest
    assert one.digest != Document(id="a", text="Same words!").digest
    assert one.digest.startswith("blake2b:")
    assert len(one.digest) == len("blake2b:") + 32
