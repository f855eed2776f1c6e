"""Titles of other articles that a page put into its running text, behind a name.

Some outlets' pages repeat a name in full and list headlines behind it, without a space, up to
“MORE” ("Sen. Pia Holt Pia Ann HoltMill owners warn of a strike MORE (D) said …"). What is reported
in such a headline is no report of this article, and the sentence around it goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span

_END = " MORE"
_LINK = patterns.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*\s)+)(?:(?:\([A-Z][\w.'’-]*\)|[A-Z][\w.'’-]*)\s){0,4}"
    r"(?P<last>[A-Z][\w’-]*?[a-z](?<!Mc)(?<!Mac)(?<!De)(?<!Le))(?=[A-Z0-9'‘“\"])[^\n]{12,600}?\sMORE\b(?:\s\([^)\n]{1,40}\))?"
)


def unlinked(text: str, sentences: Sequence[Span]) -> tuple[str, Sequence[Span], Sequence[Span]]:
    """``text`` with spaces for such titles, its ``sentences`` without the breaks in them, and
    where the titles were.

    The text keeps its length, so that offsets stay what they are.
    """
    if _END not in text:
        return text, sentences, ()
    titles = [_title(text, found) for found in _LINK.finditer(text)]
    plain: list[str] = []
    at = 0
    for low, high in titles:
        plain += text[at:low], " " * (high - low)
        at = high
    whole: list[Span] = []
    for start, end in sentences:
        if whole and any(low < whole[-1][1] <= high and start <= high + 1 for low, high in titles):
            whole[-1] = whole[-1][0], end
        else:
            whole.append((start, end))
    return "".join([*plain, text[at:]]), whole, titles


def apart(text: str, spans: list[Span], titles: Sequence[Span]) -> list[Span]:
    """``spans`` without what ``titles`` take of them."""
    for low, high in titles:
        if any(start < high and low < end for start, end in spans):
            ends = [(start, min(end, low)) for start, end in spans if start < low]
            spans = ends + [(max(start, high), end) for start, end in spans if high < end]
    return [
        (end - len(text[start:end].lstrip(" ,")), end)
        for start, end in spans
        if text[start:end].strip(" ,")
    ]


def _title(text: str, found: re.Match[str]) -> Span:
    """What follows the name before such titles, up to and with the party in brackets."""
    start, last = found.start("name"), found["last"]
    end = text.find(last, start, found.start("last"))
    return end + len(last) if end >= 0 else found.end("last"), found.end()
