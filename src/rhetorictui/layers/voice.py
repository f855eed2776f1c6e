"""Whose words a span is: the outlet's own (narrator), a speaker's, or outside the running text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui.document import Annotation, Document

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


class Voices:
    """Answers, for any span of one document, in whose voice it stands."""

    def __init__(self, doc: Document, quotes: Sequence[Annotation]) -> None:
        pieces: list[tuple[int, int, str, str | None]] = []
        for note in quotes:
            if note.layer != "quotes" or not note.parts:
                continue
            voice = "direct" if note.label == "direct" else "indirect"
            for start, end in note.parts.get("content", ()):
                pieces.append((start, end, voice, note.speaker))
        pieces.sort(key=lambda piece: piece[:2])
        self._starts = [piece[0] for piece in pieces]
        self._pieces = pieces
        self._zones = [(z.start, z.end, _ZONE[z.kind]) for z in doc.zones if z.kind in _ZONE]

    def at(self, start: int, end: int) -> tuple[str, str | None]:
        """The voice and, where it is somebody's, the speaker of ``start..end``, code points.

        The innermost attribution that holds the whole span decides; a zone decides over all.
        """
        for low, high, voice in self._zones:
            if low <= start < high:
                return voice, None
        best: tuple[int, int, str, str | None] | None = None
        for index in range(bisect_right(self._starts, start) - 1, -1, -1):
            piece = self._pieces[index]
            if piece[1] >= end and (best is None or piece[1] - piece[0] < best[1] - best[0]):
                best = piece
        return (best[2], best[3]) if best else ("narrator", None)
