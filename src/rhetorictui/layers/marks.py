"""Quotation marks paired: straight, curly, single, nested, reopened at each paragraph, unclosed.

Pairing is done paragraph by paragraph, because newspapers open a long quotation again at the head
of each paragraph and close it only at its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rhetorictui.document import Span


class Quoted(NamedTuple):
    """A stretch in quotation marks; ``start`` and ``end`` include the marks, code points.

    ``closed`` is False where the paragraph ends before the closing mark. ``depth`` is 0 for an
    outer quotation and 1 for one within another.
    """

    start: int
    end: int
    closed: bool
    depth: int


# Double marks of any style; single ones only where they cannot be apostrophes: an opening one
# stands after a space or bracket and before a letter, a closing one after a letter or a stop.
_MARK = re.compile(
    r"[\"“”„«»]|''|``"
    r"|(?<![^\s(\[\"“—–-])['‘](?=[^\W_]|\$)"
    r"|(?<=[^\s(\[—–])['’](?![^\W_])"
)
_OPEN = frozenset("“„«‘") | {"``"}
_CLOSE = frozenset("”»’")


def quoted_spans(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Every quotation of ``text`` in order of its start."""
    out: list[Quoted] = []
    for start, end in paragraphs:
        marks = list(_MARK.finditer(text, start, end))
        if marks:
            _pair(text, start, end, marks, out)
    out.sort()
    return out


def _pair(
    text: str, start: int, end: int, marks: list[re.Match[str]], out: list[Quoted]
) -> None:
    outer = -1
    inner = -1
    for match in marks:
        mark = match.group()
        at, after = match.span()
        single = mark in "'‘’"
        if single:
            # An apostrophe after a plural (“the forces’ own”) closes nothing.
            opens = (at == start or not text[at - 1].isalnum()) and mark != "’" and (
                after < end and not text[after].isspace()
            )
            if opens and inner < 0:
                inner = at
            elif not opens and inner >= 0 and mark != "‘":
                out.append(Quoted(inner, after, True, 1 if outer >= 0 else 0))
                inner = -1
            continue
        if mark in _CLOSE:
            opens = False
        elif mark in _OPEN:
            opens = True
        else:
            before = text[at - 1] if at > start else " "
            opens = outer < 0 if before.isspace() == (after < end and text[after].isspace()) else (
                before.isspace() or before in "([—–"
            )
        if opens:
            if outer < 0:
                outer = at
        elif outer >= 0:
            out.append(Quoted(outer, after, True, 0))
            outer = inner = -1
    if outer >= 0:
        stop = start + len(text[start:end].rstrip())
        if stop > outer + 1:
            out.append(Quoted(outer, stop, False, 0))
