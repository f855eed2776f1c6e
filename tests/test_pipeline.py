"""The pipeline: one unit for one process or many, with the same bytes either way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from rhetorictui import pipeline
from rhetorictui.document import Document
from rhetorictui.pipeline import process, run
from rhetorictui.reading import Chunk, ReadOptions
from rhetorictui.record import dumps

OPTIONS = ReadOptions()


@dataclass(frozen=True)
class Count:
    """A task that gives one record a document, and fails where the text asks for it."""

    fail_at: str = ""

    def __call__(self, doc: Document) -> Iterator[dict[str, Any]]:
        if self.fail_at and self.fail_at in doc.text:
            raise RuntimeError("asked to fail")
        yield {"id": doc.id, "size": len(doc.text)}


def chunk(*texts: str, line: int = 1) -> Chunk:
    lines = b"".join(dumps({"id": f"{text}!", "text": text}) for text in texts)
    return Chunk("x.jsonl", "jsonl", line, lines)


def test_process_gives_lines_in_order() -> None:
    outcome = process([chunk("a", "bb"), chunk("ccc")], Count(), OPTIONS, debug=False)
    assert outcome.data == b'{"id":"a!","size":1}\n{"id":"bb!","size":2}\n{"id":"ccc!","size":3}\n'
    assert outcome.documents == 3
    assert outcome.problems == ()


def test_a_document_that_fails_is_named_and_the_rest_goes_on() -> None:
    outcome = process([chunk("one", "two", "three")], Count("two"), OPTIONS, debug=False)
    assert outcome.data.count(b"\n") == 2
    (problem,) = outcome.problems
    assert problem.place == "two!"
    assert "RuntimeError: asked to fail" in problem.message
    with pytest.raises(RuntimeError):
        process([chunk("two")], Count("two"), OPTIONS, debug=True)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Chunk]:
    """Chunks, with limits so low that they are worth a pool."""
    monkeypatch.setattr(pipeline, "WORTH_A_POOL", 200)
    monkeypatch.setattr(pipeline, "BATCH", 100)
    return [chunk(f"document {i}", f"text {i} BAD" if i == 7 else f"t{i}") for i in range(40)]


def test_two_processes_give_the_bytes_of_one(small: list[Chunk]) -> None:
    task = Count("BAD")
    one = list(run(small, task, OPTIONS, 1))
    two = list(run(iter(small), task, OPTIONS, 2))
    assert len(one) > 3
    assert one == two
    assert sum(o.documents for o in one) == 80
    assert sum(len(o.problems) for o in one) == 1


def test_little_input_stays_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Iterator[pipeline.Outcome]:
        raise AssertionError("a pool for two documents")

    monkeypatch.setattr(pipeline, "_pooled", refuse)
    assert sum(o.documents for o in run([chunk("a"), chunk("b")], Count(), OPTIONS, 4)) == 2


def test_chunks_are_taken_as_they_are_needed(small: list[Chunk]) -> None:
    taken = 0

    def watched() -> Iterator[Chunk]:
        nonlocal taken
        for item in small * 20:
            taken += 1
            yield item

    outcomes = run(watched(), Count(), OPTIONS, 2)
    next(outcomes)
    assert taken < 60
    outcomes.close()  # type: ignore[attr-defined]


def test_cores() -> None:
    assert pipeline.available_cores() >= 1
