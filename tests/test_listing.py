"""Findings as a terminal lists them: what stays readable where there is little room."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from rhetorictui.writing.listing import listing

TEXT = "Harbour news\n\nThe so-called assessment of the inspectors is void, said Odile Brannock.\n"
SPEAKER = "the permanent secretary of the Tarrow Harbour Board"


def drawn(width: int, found: list[dict[str, Any]], text: str = TEXT) -> list[str]:
    console = Console(file=StringIO(), width=width, markup=False, highlight=False)
    record = {"id": "harbour.txt", "title": None, "text": text}
    console.print(listing(record, found, width))
    out = console.file.getvalue()  # type: ignore[attr-defined]
    return [line for line in out.splitlines() if ":" in line[:9]]


def finding(words: str, label: str, text: str = TEXT, **more: Any) -> dict[str, Any]:
    start = text.index(words)
    return {"label": label, "start": start, "end": start + len(words), "voice": "indirect", **more}


@pytest.mark.parametrize("width", [80, 100, 140])
def test_words_and_speaker_are_seen_beside_the_longest_label(width: int) -> None:
    found = [
        finding("so-called assessment of the inspectors", "Obfuscation-Vagueness-Confusion"),
        finding("void", "Doubt", speaker=SPEAKER),
        finding("so-called assessment of the inspectors", "Doubt", speaker=SPEAKER),
    ]
    lines = drawn(width, found)
    assert len(lines) == 3
    assert all(len(line) <= width for line in lines)
    assert all("[" in line and "]" in line for line in lines)
    assert all("— the perman" in line for line in lines[1:])


def test_places_are_line_and_column() -> None:
    found = [finding(words, "Doubt") for words in ("Harbour", "news", "The", "void")]
    places = [line.split()[0] for line in drawn(100, found)]
    assert places == ["1:1", "1:9", "3:1", "3:47"]


def test_a_long_article_is_not_gone_through_for_each_finding() -> None:
    """Ten times the findings in ten times the text took a hundred times as long."""
    reads = 0

    class Counting(str):
        def count(self, *args: Any) -> int:
            nonlocal reads
            reads += 1
            return super().count(*args)

        def rfind(self, *args: Any) -> int:
            nonlocal reads
            reads += 1
            return super().rfind(*args)

    text = Counting(TEXT * 20)
    found = [finding("void", "Doubt", text) for _ in range(20)]
    assert len(drawn(100, found, text)) == 20
    assert reads == 0
