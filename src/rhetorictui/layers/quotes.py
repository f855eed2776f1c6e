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
SCARE = "scare quotes: a few words in quotation marks that nobody is said to have uttered"
FREE = "free direct speech: first or second person without quotation marks"
_SKIP = frozenset(["section", "dateline", "byline", "date", "caption", "boilerplate"])
_PERSONAL = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|me|us)\b(?!\.)")
_OWN = frozenset(["i", "we", "you", "me", "us"])
_LOOSE = frozenset(["they", "it", "who", "that", "which", "one"])
_OPENERS = frozenset("\"“'‘«„`")
_SCARE_WORDS = 4
_REST = 160
_SHORT = 10
_BEFORE_COLON = re.compile(
    r"(?:^|\n|[.?!”\"]\s+|\s[-–—]\s+)((?:[A-Z][\w'’.-]*|[Tt]he)(?:\s[\w'’.-]+){0,5})(:)\s*$"
)
_ENDS = re.compile(r"[a-z]{3}[.?!]\s+[A-Z]|[\"“”]")


@dataclass(slots=True)
class Attribution:
    """One attribution in code points of the text, before it becomes an annotation."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    score: float | None = None
    note: str | None = None
    speaker: Speaker | None = None
    follows: Attribution | None = None

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
    _float(text, found, outer, paragraphs)
    _free(text, found, paragraphs)
    _name(text, found, _body(doc))
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
        entries = [lexicon[word] for word in words]
        candidates = [i for i, entry in enumerate(entries) if entry[2]]
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
        frame = Frame([entry[0] for entry in entries], [entry[1] for entry in entries], quoted)
        out += [
            _placed(item, starts, stops, outer)
            for item in attributions(known.rankers, frame, candidates)
        ]
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
    text: str, found: list[Attribution], outer: Sequence[Quoted], paragraphs: Sequence[Span]
) -> None:
    """Give quotations that no cue reached to the attribution they continue.

    After a quotation of the same speaker they are one more piece of its content; a paragraph
    that is nothing but a quotation, after plain words of a speaker, becomes an attribution
    without a cue.
    """
    by_end = sorted(found, key=lambda item: item.end)
    ends = [item.end for item in by_end]
    for mark in outer:
        if mark.end - mark.start < _SHORT or _reached(found, mark):
            continue
        named = _colon(text, mark)
        if named:
            found.append(named)
            index = bisect_right(ends, mark.end)
            by_end.insert(index, named)
            ends.insert(index, mark.end)
            continue
        index = bisect_right(ends, mark.start)
        if not index:
            continue
        last = by_end[index - 1]
        gap = text[last.end : mark.start]
        rest = gap.strip(" .:,\n\u00a0\t")
        # What is left of the cue's sentence may stand between ("…, she said on Tuesday. “…").
        if rest and (len(rest) > _REST or _ENDS.search(rest) or "\n" in gap.rstrip()):
            continue
        quoted = text[last.content[0][0]] in _OPENERS
        whole = text[mark.start + 1].isupper() or mark.end - mark.start > 40
        if quoted and whole and (not rest or ("\n" not in gap and gap.rstrip()[-1] in ".,:")):
            last.content.append((mark.start, mark.end))
            ends[index - 1] = mark.end
        elif any(start == mark.start and end <= mark.end + 1 for start, end in paragraphs):
            item = Attribution(None, None, [(mark.start, mark.end)], None, FLOATING)
            item.follows = last
            by_end.insert(index, item)
            ends.insert(index, mark.end)
            found.append(item)


def _reached(found: Sequence[Attribution], mark: Quoted) -> bool:
    """Whether a cue outside the quotation has some of it as its content."""
    return any(
        start < mark.end
        and mark.start < end
        and not (item.cue and mark.start <= item.cue[0] < mark.end)
        for item in found
        for start, end in item.content
    )


def _colon(text: str, mark: Quoted) -> Attribution | None:
    """A few words and a colon before a quotation name its source ("Ministry: “…”")."""
    match = _BEFORE_COLON.search(text, max(0, mark.start - 100), mark.start)
    if match is None:
        return None
    return Attribution(match.span(1), match.span(2), [(mark.start, mark.end)])


def _free(text: str, found: list[Attribution], paragraphs: Sequence[Span]) -> None:
    """Flag speech in the first or second person that no marks enclose ("I want …, Zhang said").

    It takes in the sentences of the paragraph before the cue, as far as nobody else is named as
    their source.
    """
    for item in found:
        start, end = item.content[0]
        if not (item.cue and item.source and end <= item.cue[0]) or text[start] in _OPENERS:
            continue
        if text[slice(*item.source)].lower() in _OWN:
            continue
        at = bisect_right(paragraphs, (start, len(text))) - 1
        first = paragraphs[at][0]
        if start - first > 1200 or any(char in text[first:end] for char in '"“”'):
            continue
        if not _PERSONAL.search(text, first, end):
            continue
        inner = [x for x in found if x is not item and first <= x.start and x.end <= end]
        if any(x.source and text[slice(*x.source)].lower() not in _OWN | _LOOSE for x in inner):
            if not _PERSONAL.search(text, start, end):
                continue
            first = start
        item.content[0] = (first if (first, 0) <= (start, 0) else start, end)
        item.note = FREE


def _body(doc: Document) -> int:
    """Where the running text begins, behind headline and deck."""
    return max((z.end for z in doc.zones if z.kind in ("headline", "deck")), default=0)


def _name(text: str, found: list[Attribution], body: int) -> None:
    """Find each attribution's speaker, in order of place; a quotation's "I" is its speaker."""
    cast = Cast(text, body)
    sourced = sorted(
        (item for item in found if item.source), key=lambda item: item.source or (0, 0)
    )
    for item in sourced:
        start, end = item.source or (0, 0)
        within = None
        if text[start:end].lower() in _OWN:
            around = [
                other
                for other in found
                if other is not item and any(a <= start and end <= b for a, b in other.content)
            ]
            for other in around:
                if other.speaker is None and other.source:
                    other.speaker = cast.resolve(*other.source)
                within = other.speaker
        if item.speaker is None:
            item.speaker = cast.resolve(start, end, within)
    for item in sorted(found, key=lambda item: item.start):
        if item.follows:
            item.speaker = item.follows.speaker


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
    text: str, found: Sequence[Attribution], marks: Sequence[Quoted], doc: Document
) -> list[Annotation]:
    """Quotations of a few words that nobody is said to have uttered.

    They stand in no attribution's content, or before a noun in what somebody is said to reject
    ("rejected “groundless” accusations"). Titles and names in marks are none.
    """
    out: list[Annotation] = []
    held = [(start, end, item) for item in found for start, end in item.content]
    for mark in marks:
        if not mark.closed or mark.end - mark.start > 60:
            continue
        words = text[mark.start + 1 : mark.end - 1].strip(" ,.!?;:").split()
        if not 0 < len(words) <= _SCARE_WORDS or all(word[0].isupper() for word in words):
            continue
        if not any(char.islower() for char in words[0]) or _outside(doc, (mark.start, mark.end)):
            continue
        around = [item for start, end, item in held if start <= mark.start and mark.end <= end]
        before_noun = text[mark.end : mark.end + 2].strip().isalpha()
        if any(not (before_noun and len(words) < 3 and _turned_away(text, x)) for x in around):
            continue
        out.append(Annotation(mark.start, mark.end, "quotes", "scare", note=SCARE))
    return out


def _turned_away(text: str, item: Attribution) -> bool:
    return item.cue is not None and engagement(text[slice(*item.cue)]) in ("disclaim", "hostile")
