"""Quality floors of quotes, speakers, voices and sentences on the hand-read sample articles.

The gold (``tests/gold/README.md``) was made by reading, before the model existed. Floors stand a
little below what was measured; a change that falls below one has made the product worse.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.voice import Voices
from rhetorictui.reading import read

ROOT = Path(__file__).parent
SAMPLE = ROOT.parent / "sample_data"
Span = tuple[int, int]


def gold(name: str) -> Iterator[dict[str, Any]]:
    """The records of one gold file."""
    for line in (ROOT / "gold" / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def find(text: str, item: str | dict[str, Any]) -> Span:
    """Where a string of the gold stands: the ``nth`` occurrence, overlapping ones counted."""
    words, nth = (item, 0) if isinstance(item, str) else (item["text"], item["nth"])
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


@cache
def article(name: str) -> tuple[Document, list[Annotation], Voices]:
    """An article as the tool reads it, its quotes and voices."""
    doc = next(iter(read(str(SAMPLE / name))))
    found = quotes(doc, Prose.of(doc))
    return doc, found, Voices(doc, found)


def chars(spans: Any) -> set[int]:
    """The code points that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def f1(hits: float, found: float, wanted: float) -> float:
    """Balanced F, per cent."""
    return 200 * hits / (found + wanted) if found + wanted else 0.0


@cache
def figures() -> dict[str, float]:
    """Overlap and exact F1 over all gold attributions, and the share of speakers right."""
    overlap = [0, 0, 0]
    exact = {part: [0, 0, 0] for part in ("source", "cue", "content")}
    speakers = [0, 0]
    kinds = [0, 0]
    for record in gold("quotes.jsonl"):
        doc, found, _ = article(record["file"])
        text = doc.text
        want = [
            {p: [find(text, x) for x in item[p]] for p in ("source", "cue", "content")}
            | {"speaker": item["speaker"], "type": item["type"]}
            for item in record["attributions"]
        ]
        got = [a for a in found if a.parts]
        pairs = sorted(
            (
                (len(chars(w["content"]) & chars(g.parts["content"])), x, y)
                for x, w in enumerate(want)
                for y, g in enumerate(got)
                if g.parts
            ),
            reverse=True,
        )
        overlap[1] += sum(len(chars(g.parts["content"])) for g in got if g.parts)
        overlap[2] += sum(len(chars(w["content"])) for w in want)
        for part, counts in exact.items():
            counts[1] += sum(bool(g.parts and g.parts.get(part)) for g in got)
            counts[2] += sum(bool(w[part]) for w in want)
        used: set[tuple[str, int]] = set()
        for size, x, y in pairs:
            if not size or ("w", x) in used or ("g", y) in used:
                continue
            used |= {("w", x), ("g", y)}
            overlap[0] += size
            parts = got[y].parts or {}
            for part, counts in exact.items():
                same = chars(want[x][part]) == chars(parts.get(part, ()))
                counts[0] += bool(want[x][part]) and same
            speakers[1] += 1
            name = got[y].speaker or ""
            speakers[0] += same_name(name, want[x]["speaker"] or "unknown")
            kinds[1] += 1
            kinds[0] += got[y].label == want[x]["type"]
    return {
        "content overlap": f1(*overlap),
        "speakers": 100 * speakers[0] / speakers[1],
        "labels": 100 * kinds[0] / kinds[1],
    } | {f"{part} exact": f1(*counts) for part, counts in exact.items()}


def same_name(found: str, wanted: str | None) -> bool:
    """Whether two ways to write a speaker are one, articles and spaces aside."""

    def plain(name: str) -> str:
        return re.sub(r"^(the|a|an) ", "", " ".join(name.lower().split()))

    return plain(found) == plain(wanted or "")


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("content overlap", 90.0),
        ("content exact", 75.5),
        ("source exact", 83.5),
        ("cue exact", 75.0),
        ("speakers", 87.5),
        ("labels", 94.5),
    ],
)
def test_quotes_of_the_sample_articles(figure: str, floor: float) -> None:
    assert figures()[figure] >= floor


def test_sentences_of_the_sample_articles() -> None:
    hits = found = wanted = 0
    for record in gold("sentences.jsonl"):
        text = (SAMPLE / record["file"]).read_text("utf-8")
        got = {re.sub(r"\s", "", text[s:e]) for s, e in Prose(text).sentences}
        want = {re.sub(r"\s", "", s) for s in record["sentences"]}
        hits += len(got & want)
        found += len(got)
        wanted += len(want)
    assert f1(hits, found, wanted) >= 96.0


def voices_right() -> tuple[int, int, int]:
    """Voices right, speakers right where there is one, and how many phrases there are."""
    right = named = total = 0
    for record in gold("voices.jsonl"):
        doc, _, voices = article(record["file"])
        start, end = find(doc.text, record)
        voice, speaker = voices.at(start, end)
        total += 1
        right += voice == record["voice"]
        named += same_name(speaker or "", record["speaker"] or "")
    return right, named, total


def test_voices_of_the_sample_articles() -> None:
    right, named, total = voices_right()
    assert right >= 0.96 * total
    assert named >= 0.91 * total
