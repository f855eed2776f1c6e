"""Words of English news: letters and digits, with inner apostrophes, hyphens and points."""

from __future__ import annotations

from rhetorictui import patterns
from rhetorictui.document import Span

WORD = patterns.compile(r"[^\W_]+(?:['’.\-‐‑&][^\W_]+)*")
"""One word: ``U.S``, ``don’t``, ``so-called``, ``COVID-19`` and ``AT&T`` are one each."""


def word_spans(text: str) -> list[Span]:
    """The words of ``text`` in order, as code-point spans, half-open."""
    return [match.span() for match in WORD.finditer(text)]
