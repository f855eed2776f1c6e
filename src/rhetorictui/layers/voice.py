"""Whose words a span is: the outlet's own (narrator), a speaker's, or outside the running text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Annotation, Document, Parts
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.marks import quoted_spans

_ZONE = {
    "headline": "headline",
    "deck": "headline",
    "caption": "caption",
    "byline": "boilerplate",
    "date": "boilerplate",
    "dateline": "boilerplate",
    "section": "boilerplate",
    "boilerplate": "boilerplate",
}
"""Voice by zone; a heading inside the body is the narrator's."""

Piece = tuple[int, int, str, str | None]

_DENIED = patterns.compile(
    r"(?:\bnot|n['’]t|\bnever|\bhardly|\brefus\w+ to|\bno one|\bnobody|\bnone)\s+"
    r"(?:\w+\s+){0,2}\S*$",
    re.I,
)
_NOBODY = patterns.compile(r"(?:no one|nobody|none|neither)\b", re.I)


class Voices:
    """Answers, for any span of one document, in whose voice it stands.

    Reads only annotations of layer "quotes": their parts, labels and speakers.
    """

    def __init__(self, doc: Document, quotes: Sequence[Annotation]) -> None:
        self._zones = [(z.start, z.end, _ZONE[z.kind]) for z in doc.zones if z.kind in _ZONE]
        self._scare: list[tuple[int, int]] = []
        pieces: list[Piece] = []
        for note in quotes:
            if note.layer != "quotes":
                continue
            if note.label == "scare":
                self._scare.append((note.start, note.end))
            if not note.parts:
                continue
            if note.label == "indirect" and not _reports(doc.text, note.parts):
                continue
            voice = "direct" if note.label == "direct" else "indirect"
            for start, end in note.parts.get("content", ()):
                pieces.append((start, end, voice, note.speaker))
                if note.label == "mixed":
                    pieces += [
                        (mark.start, mark.end, "direct", note.speaker)
                        for mark in quoted_spans(doc.text, [(start, end)])
                    ]
        pieces.sort(key=lambda piece: (piece[0], -piece[1]))
        self._starts = [piece[0] for piece in pieces]
        self._pieces = pieces
        # reach[i]: the furthest end among the pieces up to i, where a look to the left may stop.
        reach, far = [], 0
        for piece in pieces:
            far = max(far, piece[1])
            reach.append(far)
        self._reach = reach

    def at(self, start: int, end: int) -> tuple[str, str | None]:
        """The voice and, where it is somebody's, the speaker of ``start..end``, code points.

        A zone decides over all, then scare quotes (whose words are the outlet's), then the
        innermost direct speech that holds the whole span (what a speaker reports in it stays in
        that speaker's words), then the innermost indirect speech.
        """
        for low, high, voice in self._zones:
            if low <= start < high:
                return voice, None
        for low, high in self._scare:
            if low <= start and end <= high:
                return "narrator", None
        best: Piece | None = None
        rank = (False, 0)
        for index in range(bisect_right(self._starts, start) - 1, -1, -1):
            if self._reach[index] < end:
                break
            low, high, voice, _ = piece = self._pieces[index]
            if high >= end:
                order = (voice == "direct", low - high)
                if best is None or order > rank:
                    best, rank = piece, order
        return (best[2], best[3]) if best else ("narrator", None)


def _reports(text: str, parts: Parts) -> bool:
    """Whether an indirect attribution can take words from the outlet and give them to a speaker.

    Not where something was not said, or nobody said it; and not where the cue is no word of
    reporting or thinking: calling the outlet's own words somebody else's is the worse mistake.
    """
    source = parts.get("source")
    if source and _NOBODY.match(text, source[0][0]):
        return False
    cue = parts.get("cue")
    if not cue:
        return True
    start, end = cue[0]
    if engagement(" ".join(text[low:high] for low, high in cue)) is None:
        return False
    return _DENIED.search(text, max(start - 40, 0), end) is None
