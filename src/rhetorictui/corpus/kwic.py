"""Key word in context: each place where a pattern stands, with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.language import Prose
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rhetorictui.corpus.finder import Finder
    from rhetorictui.document import Annotation, Document
    from rhetorictui.layers.voice import Voices

SORTS = ("none", "left", "node", "right")
_LONGEST_WORD = 24  # of this many letters on average, no context has more


@dataclass(frozen=True, slots=True)
class Concordance:
    """The task of `kwic`: a record of type ``kwic`` for each hit in a document.

    ``window`` is the context on either side, in words, or in characters if ``characters``. White
    space in contexts and node is single, the offsets are those of the text. The voice is told if
    ``voiced``, if ``voices`` are asked for, or if the document brings its quotes along; ``labels``
    keeps the hits that touch a framing finding (by ``frames``, or brought along) with one of these
    labels.
    """

    finder: Finder
    window: int = 10
    characters: bool = False
    selection: Selection = ALL
    voices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    voiced: bool = False
    frames: FrameSettings | None = None

    def __call__(self, doc: Document) -> Iterator[Record]:
        if not self.selection.takes(doc):
            return
        prose = Prose.of(doc)
        spans = self.finder.spans(prose)
        if not spans:
            return
        found = [a for a in doc.annotations if a.layer == "frames"]
        if self.labels:
            found = findings(doc, prose, self.frames)
        voices = None
        if self.voiced or self.voices or any(a.layer == "quotes" for a in doc.annotations):
            voices = voices_of(doc, prose)
        for start, end in spans:
            record: Record = {
                "schema": SCHEMA, "type": "kwic", "id": doc.id, "start": start, "end": end,
                "left": self._before(doc.text, start),
                "node": " ".join(doc.text[start:end].split()),
                "right": self._after(doc.text, end),
                "outlet": doc.outlet, "published": doc.published,
            }  # fmt: skip
            if voices is not None:
                record["voice"], record["speaker"] = voices.at(start, end)
                if self.voices and record["voice"] not in self.voices:
                    continue
            touching = sorted({a.label for a in found if a.start < end and start < a.end})
            if self.labels and not any(label.lower() in self.labels for label in touching):
                continue
            if touching:
                record["labels"] = touching
            yield record

    def _before(self, text: str, start: int) -> str:
        low = max(start - self.window * (1 if self.characters else _LONGEST_WORD), 0)
        words = text[low:start].split()
        if self.characters:
            return " ".join(words)
        if low and len(words) <= self.window and not text[low - 1].isspace():
            words = words[1:]  # cut in the middle
        return " ".join(words[-self.window :] if self.window else ())

    def _after(self, text: str, end: int) -> str:
        if self.characters:
            return " ".join(text[end : end + self.window].split())
        # A possessive, comma or bracket at the node's end counts as part of no word.
        return " ".join(text[end : end + self.window * _LONGEST_WORD].split()[: self.window])


def findings(doc: Document, prose: Prose, settings: FrameSettings | None) -> list[Annotation]:
    """The framing findings in ``doc`` by ``settings``, with those it brings along."""
    from rhetorictui.layers import annotate  # 60 ms with its packs, only where labels matter

    notes = annotate(doc, ("frames",), settings, prose).annotations
    return [a for a in notes if a.layer == "frames"]


def voices_of(doc: Document, prose: Prose) -> Voices:
    """Who speaks where in ``doc``, by the quotes it brings along or else by those found."""
    from rhetorictui.layers.voice import Voices

    said = [a for a in doc.annotations if a.layer == "quotes"]
    if not said:
        from rhetorictui.layers.quotes import quotes  # 30 ms with its model

        said = quotes(doc, prose)
    return Voices(doc, said)


def ordered(records: Iterable[Record], sort: str) -> Iterable[Record]:
    """The records of a concordance sorted by the words of the ``left`` context (nearest first),
    the ``node`` or the ``right`` context; ``none`` leaves them in the order they come."""
    if sort == "none":
        return records
    return sorted(records, key=lambda r: (_key(r, sort), r["id"], r["start"]))


def _key(record: dict[str, Any], sort: str) -> list[str]:
    words = [word.strip("\"'“”‘’.,;:!?()[]—–-…") for word in record[sort].lower().split()]
    if sort == "left":
        words.reverse()
    return [word for word in words if word]
