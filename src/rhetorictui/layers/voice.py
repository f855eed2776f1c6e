"""Whose words a span is: the outlet's own (narrator), a speaker's, or outside the running text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.document import Annotation, Document, Parts, zone_voices
from rhetorictui.layers.cues import engagement, supposed
from rhetorictui.layers.marks import quoted_spans
from rhetorictui.layers.speakers import UNKNOWN

VoiceAt = Callable[[int, int], tuple[str, str | None]]
"""Tells voice and speaker of a span: ``Voices.at`` or the like."""

_DENIED = patterns.compile(
    r"(?:\bnot|n['’]t|\bnever|\bhardly|\brefus\w+ to|\bno one|\bnobody|\bnone)\s+"
    r"(?:\w+\s+){0,2}\S*$",
    re.I,
)
_DENIES = ("not", "n't", "n’t", "never", "hardly", "refus", "no one", "nobody", "none")
"""One of these is in all that ``_DENIED`` finds."""
_NOBODY = patterns.compile(r"(?:no one|nobody|none|neither)\b", re.I)
_ASKED = frozenset(["Who", "Which", "What", "Whoever"])
_ARGUMENT = patterns.compile(
    r"(?:(?:all |both )?(?:of )?(?:this|that|these|those|it|which|such)|"
    r"(?:the |these |hard )?(?:facts|history|experience|reality|time|events|truth|practice|"
    r"common sense)|(?:the )?(?:whole |entire )?world|everyone|everybody|anyone|anybody|we all|"
    r"all of us)\s*$",
    re.I,
)
_SHOWS = patterns.compile(r"\b(?:suggest|mean|impl|indicat)", re.I)
"""Sources that are no speakers: that they show, prove or know something is the outlet's claim."""
_TURNED = patterns.compile(
    r"\b(?:reject|refus|refut|rebut|rebuff|dismiss|den(?:y|ie)|debunk|disprov|counter|repudiat|spurn)",
    re.I,
)
_WISHED = patterns.compile(
    r"\b(?:call\w* (?:on|upon|for)|urg|ask|demand|request|press|appeal|invit|propos|recommend|"
    r"want|seek|sought|plead|beg|order)",
    re.I,
)
_CLAUSE = patterns.compile(r"(?:that|how|why|whether|what|it|he|she|they|we|there)\b", re.I)
_AS = patterns.compile(r"\bas\b")
_SO_CALLED = patterns.compile(r"[\"“‘']?so[- ]called\b", re.I)


class Piece(NamedTuple):
    """A stretch of somebody's words; ``wished`` where they are the outlet's short for a wish."""

    start: int
    end: int
    voice: str
    speaker: str | None
    wished: bool = False


class Voices:
    """Answers, for any span of one document, in whose voice it stands.

    Reads only annotations of layer "quotes": their parts, labels and speakers.
    """

    def __init__(self, doc: Document, quotes: Sequence[Annotation]) -> None:
        self._text = doc.text
        self._zones = [
            (z.start, z.end, voices[0])
            for z in doc.zones
            if len(voices := zone_voices(z.kind)) == 1  # others hold running text
        ]
        self._scare: list[tuple[int, int]] = []
        pieces: list[Piece] = []
        for note in quotes:
            if note.layer != "quotes":
                continue
            if note.label == "scare":
                self._scare.append((note.start, note.end))
            if note.parts:
                pieces += _pieces(doc.text, note)
        pieces.sort(key=lambda piece: (piece[0], -piece[1]))
        self._starts = [piece[0] for piece in pieces]
        self._pieces = pieces
        # reach[i]: the furthest end among the pieces up to i, where a look to the left may stop.
        self._reach = list(accumulate((piece[1] for piece in pieces), max))

    def at(self, start: int, end: int) -> tuple[str, str | None]:
        """The voice and, where it is somebody's, the speaker of ``start..end``, code points.

        A zone decides over all, then scare quotes (whose words are the outlet's), then the
        innermost direct speech that holds the whole span (what a speaker reports in it stays in
        that speaker's words), then the innermost indirect speech; of two that hold it, one whose
        speaker is known. Stops and commas at the end of the span do not count.
        """
        for low, high, voice in self._zones:
            if low <= start < high:
                return voice, None
        for low, high in self._scare:
            if low <= start and end <= high:
                return "narrator", None
        text = self._text
        while end > start + 1 and text[end - 1] in " .,;:!?\n":
            end -= 1
        best: Piece | None = None
        rank = (False, False, 0)
        for index in range(bisect_right(self._starts, start) - 1, -1, -1):
            if self._reach[index] < end:
                break
            piece = self._pieces[index]
            low, high, voice, speaker, _ = piece
            if high >= end:
                order = (voice == "direct", speaker != UNKNOWN, low - high)
                if best is None or order > rank:
                    best, rank = piece, order
        if best is None or (best.wished and _SO_CALLED.match(text, start)):
            return "narrator", None
        return best.voice, best.speaker

    def most(self, start: int, end: int) -> tuple[str, str | None]:
        """The voice of most of ``start..end``: whose words a sentence is, cue and source aside."""
        for low, high, voice in self._zones:
            if low <= start < high:
                return voice, None
        best: Piece | None = None
        size = (end - start) / 2
        for index in range(bisect_left(self._starts, end) - 1, -1, -1):
            if self._reach[index] <= start:
                break
            piece = self._pieces[index]
            low, high = piece[:2]
            covered = (high if high < end else end) - (low if low > start else start)
            if covered > size or (covered == size and best and piece.voice == "direct"):
                best, size = piece, covered
        return (best.voice, best.speaker) if best else ("narrator", None)

    def voiced(self, note: Annotation) -> Annotation:
        """``note`` with the voice of its span, or of what it says somebody said.

        Notes of every layer but sentences.
        """
        if note.layer == "quotes" and note.parts:
            start = note.parts["content"][0][0]
            for low, high, voice in self._zones:
                if low <= start < high:
                    return _given(note, voice, note.speaker)
            return _given(note, "direct" if note.label == "direct" else "indirect", note.speaker)
        voice, speaker = self.at(note.start, note.end)
        return _given(note, voice, note.speaker or speaker)


def _given(note: Annotation, voice: str, speaker: str | None) -> Annotation:
    """As ``_replace``, which takes twice the time."""
    return Annotation._make((*note[:6], voice, speaker, *note[8:]))


def _pieces(text: str, note: Annotation) -> Iterator[Piece]:
    """The stretches of an attribution's content that are the speaker's words."""
    parts = note.parts or {}
    speaker = note.speaker
    content = parts.get("content", ())
    if note.label == "direct":
        yield from (Piece(start, end, "direct", speaker) for start, end in content)
        return
    if note.label == "mixed":
        for span in content:
            for mark in quoted_spans(text, [span]):
                yield Piece(mark.start, mark.end, "direct", speaker)
    elif not _reports(text, parts):
        return
    turned, wished = _sense(" ".join([text[low:high] for low, high in parts.get("cue", ())]))
    for start, end in content:
        if turned and not _CLAUSE.match(text, start) and start > parts["cue"][0][0]:
            # "rejected the baseless charges as a ploy": who calls them baseless is the outlet.
            as_what = _AS.search(text, start, end)
            if as_what:
                yield Piece(as_what.start(), end, "indirect", speaker)
        else:
            yield Piece(start, end, "indirect", speaker, wished)


@lru_cache(maxsize=20_000)
def _sense(cue: str) -> tuple[bool, bool]:
    """Whether a cue turns against what was said, and whether it tells a wish."""
    return _TURNED.search(cue) is not None, _WISHED.search(cue) is not None


def _reports(text: str, parts: Parts) -> bool:
    """Whether an indirect attribution can take words from the outlet and give them to a speaker.

    Not where something was not said, or nobody said it, or it is only supposed or asked; and not
    where the cue is no word of reporting or thinking, or a mere fact "shows" it: calling the
    outlet's own words somebody else's is the worse mistake.
    """
    source = parts.get("source")
    cue = parts.get("cue")
    if source:
        start, end = source[0]
        if _NOBODY.match(text, start) or text[start:end] in _ASKED:
            return False
        if cue and start < cue[0][0] and supposed(text, start):
            return False
    if not cue:
        return True
    words = " ".join([text[low:high] for low, high in cue])
    value = engagement(words)
    if value is None or (
        source
        and (value == "endorse" or _SHOWS.search(words))
        and _ARGUMENT.match(text, source[0][0], source[0][1])
    ):
        return False
    start, end = cue[0]
    low = max(start - 40, 0)
    near = text[low:end].lower()
    return not any(map(near.__contains__, _DENIES)) or _DENIED.search(text, low, end) is None
