"""Attributions: who (source) said (cue) what (content), in the sense of PolNeAR.

A sentence at a time, a small learned model (``cascade``) finds cues and the spans around them;
quotation marks, which cross sentences and paragraphs, are handled here: a quotation that a cue
reaches is taken to its end, a floating one goes to the speaker before it, and a word or two in
marks that nobody is said to have uttered is a scare quote.

Newell, Margolin, Ruths (2018), An attribution relations corpus for political news, LREC.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rhetorictui.document import Annotation, Document, Span
from rhetorictui.language import Prose
from rhetorictui.language.sentences import paragraph_spans
from rhetorictui.layers import model
from rhetorictui.layers.attribution import Frame
from rhetorictui.layers.cascade import Found, attributions
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.drift import drift
from rhetorictui.layers.marks import Quoted, quoted_spans
from rhetorictui.layers.speakers import UNKNOWN, Cast, Speaker
from rhetorictui.layers.tokens import places, words_of

FLOATING = "floating quotation: no cue of its own, continues the speaker before it"
FREE = "free direct speech: first or second person without quotation marks"
_SKIP = frozenset("section dateline byline date caption boilerplate".split())
_PERSONAL = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|me|us)\b(?!\.)")
_OWN = frozenset("i we you me us".split())
_SCARE_WORDS = 4


@dataclass(slots=True)
class Attribution:
    """One attribution in code points of the text, before it becomes an annotation."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    score: float | None = None
    note: str | None = None
    speaker: Speaker | None = None

    @property
    def start(self) -> int:
        return min(s for s, _ in self.spans())

    @property
    def end(self) -> int:
        return max(e for _, e in self.spans())

    def spans(self) -> list[Span]:
        """Every span of it."""
        out = list(self.content)
        if self.source:
            out.append(self.source)
        if self.cue:
            out.append(self.cue)
        return out


def quotes(doc: Document, prose: Prose) -> list[Annotation]:
    """The attributions of ``doc``, in order of their place: annotations of layer "quotes".

    ``label`` is direct (all of the content in quotation marks), mixed or indirect; ``parts`` holds
    the spans of "source", "cue" and "content"; ``speaker`` is one name for all the ways the
    article refers to that speaker, or "unknown". ``extra`` has "engagement" (see ``cues``),
    "speaker_kind" and "role". Scare quotes (label "scare") and sentences that carry on a claim
    without attribution (label "drift") have a note and no parts.
    """
    text = doc.text
    paragraphs = paragraph_spans(text)
    marks = quoted_spans(text, paragraphs)
    outer = [mark for mark in marks if not mark.depth]
    sentences = [span for span in prose.sentences if not _outside(doc, span)]
    found = find(model.load(), text, sentences, outer)
    _float(text, found, outer, sentences, doc)
    _free(text, found, paragraphs)
    _name(text, found)
    out = [_annotation(text, item, outer) for item in found]
    out += _scare(text, found, marks, doc)
    out += drift(text, sentences, paragraphs, out)
    out.sort(key=lambda a: (a.start, -a.end))
    return out


def _outside(doc: Document, span: Span) -> bool:
    return any(
        zone.kind in _SKIP and zone.start <= span[0] and span[1] <= zone.end for zone in doc.zones
    )


def find(
    known: model.Model, text: str, sentences: Sequence[Span], outer: Sequence[Quoted]
) -> list[Attribution]:
    """The attributions that cues show, in order of sentence and cue."""
    out: list[Attribution] = []
    ends = [mark.end for mark in outer]
    lexicon = known.lexicon
    for start, end in sentences:
        words, pieces = words_of(text[start:end])
        entries = list(map(lexicon.get, words))
        if None in entries:
            entries = list(map(known.entry, words))
        candidates = [i for i, entry in enumerate(entries) if entry[2]]  # type: ignore[index]
        if not candidates:
            continue
        starts, stops = places(pieces, words, start)
        quoted = [0] * len(words)
        for index in range(bisect_right(ends, start), len(outer)):
            mark = outer[index]
            if mark.start >= end:
                break
            for at in range(bisect_left(starts, mark.start), bisect_left(starts, mark.end)):
                quoted[at] = 1
        low, tags, _ = zip(*entries, strict=True)  # type: ignore[misc]
        frame = Frame(low, tags, quoted)
        for item in attributions(known.rankers, frame, candidates):
            out.append(_placed(item, starts, stops, outer))
    return out


def _placed(
    item: Found, starts: list[int], stops: list[int], outer: Sequence[Quoted]
) -> Attribution:
    """Tokens to code points; content that reaches the edge of a quotation takes all of it."""

    def place(span: Span) -> Span:
        return starts[span[0]], stops[span[1] - 1]

    content: list[Span] = []
    if item.before:
        start, end = place(item.before)
        if item.before[0] == 0:
            start = min([start, *(q.start for q in outer if q.start < start < q.end)])
        content.append((start, end))
    if item.behind:
        start, end = place(item.behind)
        if item.behind[1] >= len(starts) - 1:
            end = max([end, *(q.end for q in outer if q.start < end < q.end)])
        content.append((start, end))
    return Attribution(
        place(item.source) if item.source else None, place(item.cue), content, item.score
    )


def _float(
    text: str,
    found: list[Attribution],
    outer: Sequence[Quoted],
    sentences: Sequence[Span],
    doc: Document,
) -> None:
    """Give quotations that no cue reached to the attribution they continue.

    In the same paragraph they become a piece of its content; a paragraph that is nothing but a
    quotation becomes an attribution of its own with the last speaker, and a note.
    """
    taken = sorted(span for item in found for span in item.content)
    for mark in outer:
        if mark.end - mark.start < 25 or _overlaps(taken, mark.start, mark.end):
            continue
        last: Attribution | None = None
        for item in found:
            if item.end <= mark.start and (last is None or item.end > last.end):
                last = item
        if last is None or text[last.content[0][0]] not in "\"“'‘«„":
            continue
        gap = text[last.end : mark.start]
        if not gap.strip(" .:,\n\u00a0\t"):
            last.content.append((mark.start, mark.end))
            taken = sorted([*taken, (mark.start, mark.end)])


def _overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def _free(text: str, found: list[Attribution], paragraphs: Sequence[Span]) -> None:
    """Flag speech in the first or second person that no marks enclose ("I want …, Zhang said")."""


def _name(text: str, found: list[Attribution]) -> None:
    """Find each attribution's speaker, in order of place; a quotation's "I" is its speaker."""
    cast = Cast(text)
    found.sort(key=lambda item: item.start)
    for item in sorted(found, key=lambda item: (item.source or item.content[0])[0]):
        if item.speaker is None and item.source:
            start, end = item.source
            within = next(
                (
                    other.speaker
                    for other in found
                    if other is not item and other.speaker
                    and any(a <= start and end <= b for a, b in other.content)
                ),
                None,
            )
            item.speaker = cast.resolve(start, end, within)


def _label(text: str, content: Sequence[Span], outer: Sequence[Quoted]) -> str:
    """direct, mixed or indirect, by how much of the content's words the marks enclose."""
    inside = words = 0
    for start, end in content:
        words += end - start
        for mark in outer:
            if mark.start < end and start < mark.end:
                inside += min(end, mark.end) - max(start, mark.start)
    if not inside:
        return "indirect"
    return "direct" if words - inside < 3 else "mixed"


def _annotation(text: str, item: Attribution, outer: Sequence[Quoted]) -> Annotation:
    parts: dict[str, list[Span]] = {}
    if item.source:
        parts["source"] = [item.source]
    if item.cue:
        parts["cue"] = [item.cue]
    parts["content"] = sorted(item.content)
    extra: dict[str, object] = {}
    value = engagement(text[item.cue[0] : item.cue[1]]) if item.cue else None
    if value:
        extra["engagement"] = value
    speaker = item.speaker
    if speaker and speaker.kind != "unknown":
        extra["speaker_kind"] = speaker.kind
        if speaker.role:
            extra["role"] = speaker.role
    label = "direct" if item.note == FREE else _label(text, item.content, outer)
    return Annotation(
        item.start,
        item.end,
        "quotes",
        label,
        speaker=speaker.name if speaker else UNKNOWN,
        parts=parts,
        note=item.note,
        extra=extra or None,
    )


def _scare(
    text: str, found: list[Attribution], marks: Sequence[Quoted], doc: Document
) -> list[Annotation]:
    """Quotations of a few words that stand in no attribution's content."""
    return []
