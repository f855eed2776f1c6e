"""Sentences of newspaper text, offset-exact."""

from __future__ import annotations

import re

from rhetorictui.document import Span

_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*")


def sentence_spans(text: str) -> list[Span]:
    """The sentences of ``text`` in order, code points, half-open, edges free of white space."""
    out: list[Span] = []
    at = 0
    for match in _END.finditer(text):
        end = match.start() + len(match.group().rstrip())
        if text[at:end].strip():
            out.append((at + len(text[at:end]) - len(text[at:end].lstrip()), end))
        at = match.end()
    if text[at:].strip():
        out.append((at, len(text.rstrip())))
    return out
