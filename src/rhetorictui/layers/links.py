"""Titles of other articles that a page put into its running text, behind a name.

Some outlets' pages repeat a name in full and list headlines behind it, without a space, up to
“MORE” ("Sen. Pia Holt Pia Ann HoltMill owners warn of a strike MORE (D) said …"). What is reported
in such a headline is no report of this article, and who stands before it is who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.said import Attribution

_END = " MORE"
_LINK = patterns.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*\s)+)(?:(?:\([A-Z][\w.'’-]*\)|[A-Z][\w.'’-]*)\s){0,4}"
    r"(?P<last>[A-Z][\w’-]*?[a-z](?<!Mc)(?<!Mac)(?<!De)(?<!Le))(?=[A-Z0-9'‘“\"])[^\n]{12,600}?\sMORE\b(?:\s\([^)\n]{1,40}\))?"
)


class Link(NamedTuple):
    """``who`` is the name before the titles, ``span`` all behind it with the party in brackets."""

    who: Span
    span: Span


def links(text: str) -> list[Link]:
    """Such titles in ``text``, in order."""
    if _END not in text:
        return []
    out = []
    for found in _LINK.finditer(text):
        start, last = found.start("name"), found["last"]
        end = text.find(last, start, found.start("last"))
        end = end + len(last) if end >= 0 else found.end("last")
        out.append(Link((start, end), (end, found.end())))
    return out


def unlinked(found: list[Attribution], titles: Sequence[Link]) -> list[Attribution]:
    """``found`` without what such titles report, and with the name for a source in them."""
    if not titles:
        return found
    kept = []
    for item in found:
        for who, (low, high) in titles:
            if item.cue and low <= item.cue[0] < high:
                break
            if item.start >= high or item.end <= low:
                continue
            if item.source and item.source[0] < high and low < item.source[1]:
                item.source = who
            item.content = [
                (max(start, high) if start >= low else start, min(end, low) if end <= high else end)
                for start, end in item.content
                if not (low <= start and end <= high)
            ]
            if not item.content:
                break
            item.place()
        else:
            kept.append(item)
    return kept
