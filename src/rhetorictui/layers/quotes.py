"""Attributions: who (source) said (cue) what (content), in the sense of PolNeAR.

A sentence at a time, a small learned model (``cascade``) finds cues and the spans around them;
quotation marks, which cross sentences and paragraphs, are handled here: a quotation that a cue
reaches is taken to its end, a floating one goes to the speaker before it, and a word or two in
marks that nobody is said to have uttered is a scare quote.

Newell, Margolin, Ruths (2018), An attribution relations corpus for political news, LREC.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Annotation, Document, Span
from rhetorictui.language import Prose
from rhetorictui.layers import model
from rhetorictui.layers.cascade import Found, attributions
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.drift import drift
from rhetorictui.layers.endings import ended
from rhetorictui.layers.floating import floated, heading
from rhetorictui.layers.links import apart, unlinked
from rhetorictui.layers.marks import Outer, Quoted, quoted_spans
from rhetorictui.layers.mends import mended
from rhetorictui.layers.names import CAPITALS, opened
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.sources import no_source, unmarked
from rhetorictui.layers.speakers import UNKNOWN, Cast
from rhetorictui.layers.tokens import Sentence, places, tokens

SCARE = "scare quotes: a few words in quotation marks that nobody is said to have uttered"
FREE = "free direct speech: first or second person without quotation marks"
_SKIP = frozenset(["section", "dateline", "byline", "date", "caption", "boilerplate"])
_DOUBLE = patterns.compile('["“”]')
_PERSONAL = patterns.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our)\b(?!\.)")
_OWN = frozenset(["i", "we", "you", "me", "us"])
_LOOSE = frozenset(["they", "it", "who", "that", "which", "one"])
_OPENERS = frozenset("\"“'‘«„`")
_GAP = patterns.compile(r"[\s:–—-]*")
_READS = patterns.compile(
    r"\b(?:read(?:s|ing)?|sa(?:ys|id|ying)|t(?:ells?|old|elling)|chant(?:s|ed|ing)|ask(?:s|ed|ing))"
    r"(?:\s(?:us|me|them|him|her|that))?:?\s$"
)
_SCARE_WORDS = 4
_SMALL = frozenset("of the and in for a an to on at".split())
_NEAR = 100
"""Attributions on either side that can hold one another; so long texts take linear time."""


def quotes(doc: Document, prose: Prose) -> list[Annotation]:
    """The attributions of ``doc``, in order of their place: annotations of layer "quotes".

    ``label`` is direct (all of the content in quotation marks), mixed or indirect; ``parts`` holds
    the spans of "source", "cue" and "content"; ``speaker`` is one name for all the ways the
    article refers to that speaker, or "unknown". ``extra`` has "engagement" (see ``cues``),
    "speaker_kind" and "role". Scare quotes (label "scare") and sentences that carry on a claim
    without attribution (label "drift") have a note and no parts.
    """
    paragraphs = prose.paragraphs
    text, sentences, titles = unlinked(doc.text, _inside(doc, prose.sentences))
    marks = quoted_spans(text, paragraphs)
    outer = Outer(marks)
    found = find(model.load(), text, sentences, outer)
    found = mended(text, found, sentences)
    found += ended(text, sentences, found)
    if outer.marks:
        floated(text, found, outer, paragraphs)
    found.sort(key=_start)
    _free(text, found, sentences, paragraphs)
    _name(text, found, _body(doc))
    out = [_annotation(text, item, outer, titles) for item in found]
    if marks:
        out += _scare(text, found, marks, doc)
    out += drift(text, sentences, paragraphs, out)
    # Marks in boilerplate ("Read more: 'We never heard …'") are titles of other articles.
    skipped = [(zone.start, zone.end) for zone in doc.zones if zone.kind in _SKIP]
    if skipped:
        out = [a for a in out if not any(low <= a.start < high for low, high in skipped)]
    out.sort(key=_order)
    return out


def _start(item: Attribution) -> int:
    return item.start


def _order(note: Annotation) -> Span:
    return note.start, -note.end


def _inside(doc: Document, spans: Sequence[Span]) -> Sequence[Span]:
    """The sentences that hold running text, headlines or headings, without a dateline before."""
    zones = [(zone.start, zone.end) for zone in doc.zones if zone.kind in _SKIP]
    if not zones:
        return spans
    out = []
    far = max(high for _, high in zones)
    for start, end in spans:
        around = [high for low, high in zones if low <= start < high] if start < far else None
        gap = _GAP.match(doc.text, max(around)) if around else None
        begin = gap.end() if gap else start
        if begin < end:
            out.append((begin, end))
    return out


def find(
    known: model.Model, text: str, sentences: Sequence[Span], outer: Outer
) -> list[Attribution]:
    """The attributions that cues show, in order of sentence and cue."""
    pieces, rows = tokens(text, sentences, known.findall)
    quoted = quoted_tokens(pieces, rows, sentences, outer.marks)
    out: list[Attribution] = []
    sentence = None
    starts: list[int] = []
    for item in attributions(known, pieces, rows, quoted):
        if item.sentence is not sentence:
            sentence = item.sentence
            starts = places(pieces, sentence)
        out.append(_placed(item, pieces, starts, outer))
    return out


def quoted_tokens(
    pieces: Sequence[str],
    rows: Sequence[Sentence],
    spans: Sequence[Span],
    outer: Sequence[Quoted],
) -> list[int]:
    """1 for each token within quotation marks, else 0."""
    quoted = [0] * len(pieces)
    ends = [end for _, end in spans]
    for mark in outer:
        for index in range(bisect_right(ends, mark.start), len(rows)):
            start, end = spans[index]
            if start >= mark.end:
                break
            low, high = rows[index].low, rows[index].high
            if mark.start > start or mark.end < end:
                starts = places(pieces, rows[index])
                high = min(low + bisect_left(starts, mark.end), high)
                low += bisect_left(starts, mark.start)
            quoted[low:high] = [1] * (high - low)
    return quoted


def _placed(item: Found, pieces: Sequence[str], starts: Sequence[int], outer: Outer) -> Attribution:
    """Tokens to code points; content that reaches the edge of a quotation takes all of it."""
    low, high = item.sentence.low, item.sentence.high

    def place(span: Span) -> Span:
        last = span[1] - 1
        return starts[span[0] - low], starts[last - low] + len(pieces[last].rstrip())

    content: list[Span] = []
    if item.before:
        start, end = place(item.before)
        if item.before[0] == low:
            for number in outer.touched(start, start):
                start = outer.starts[number]
        content.append((start, end))
    if item.behind:
        start, end = place(item.behind)
        if item.behind[1] >= high - 1:
            for number in outer.touched(end, end):
                end = outer.ends[number]
        content.append((start, end))
    return Attribution(place(item.source) if item.source else None, place(item.cue), content)


def _free(
    text: str, found: list[Attribution], sentences: Sequence[Span], paragraphs: Sequence[Span]
) -> None:
    """Flag speech in the first or second person that no marks enclose ("I want …, Zhang said").

    It takes in the sentences before the cue's in the paragraph that are in that person too, as
    far as nobody else is named as their source.
    """
    for index, item in enumerate(found):
        start, end = item.content[0]
        cue, source = item.cue, item.source
        if not (cue and source and end <= cue[0]) or text[start] in _OPENERS:
            continue
        if _DOUBLE.search(text, start, end) or _own(text[slice(*source)]):
            continue
        if text[cue[0] : cue[1]].lower() == "according to":
            continue
        floor = paragraphs[bisect_right(paragraphs, (start, len(text))) - 1][0]
        near = found[max(0, index - _NEAR) : index + _NEAR]
        at = bisect_right(sentences, (start, len(text))) - 1
        personal = _PERSONAL.search(text, start, end) is not None
        first = start
        lead = sentences[at][0], start
        if lead[0] < start and (
            not opened(text[slice(*lead)].strip(" ,")) or _theirs(text, lead, near)
        ):
            first = lead[0]
        while first == sentences[at][0] > floor and _theirs(text, sentences[at - 1], near):
            at -= 1
            first = sentences[at][0]
        if personal or first < lead[0]:
            item.content[0] = first, end
            item.place()
            item.note = FREE


def _theirs(text: str, sentence: Span, near: Sequence[Attribution]) -> bool:
    """Whether a sentence is in the first or second person, without marks or a source."""
    low, high = sentence
    return (
        _PERSONAL.search(text, low, high) is not None
        and not _DOUBLE.search(text, low, high)
        and not any(
            low <= x.start < high and x.source and not _loose(text[slice(*x.source)]) for x in near
        )
    )


def _own(source: str) -> bool:
    return source.lower() in _OWN and source not in CAPITALS


def _loose(source: str) -> bool:
    return source.lower() in _OWN | _LOOSE and source not in CAPITALS


def _body(doc: Document) -> int:
    """Where the running text begins, behind headline and deck."""
    return max((z.end for z in doc.zones if z.kind in ("headline", "deck")), default=0)


def _name(text: str, found: list[Attribution], body: int) -> None:
    """Find each attribution's speaker, in order of place; a quotation's "I" is its speaker."""
    cast = Cast(text, body)
    sourced = sorted(
        (item for item in found if item.source or item.about),
        key=lambda item: item.source or item.about or (0, 0),
    )
    starts = [item.start for item in found]
    for item in sourced:
        if item.about:
            cast.resolve(*item.about)  # whom the article names there, it may quote later
            continue
        start, end = item.source or (0, 0)
        words = unmarked(text[start:end])
        if (
            " " in words
            and no_source(words)
            and not (
                words.startswith(("whose ", "As ")) or words.endswith(("these", "those", "this"))
            )
        ):
            item.source = None  # a clause or a place: nobody is named
            continue
        within = None
        if _own(text[start:end]):
            last = bisect_right(starts, start)
            around = [
                other
                for other in found[max(0, last - _NEAR) : last]
                if other is not item and any(a <= start and end <= b for a, b in other.content)
            ]
            for other in around:
                if other.speaker is None and other.source:
                    other.speaker = cast.resolve(*other.source)
                within = other.speaker
        if item.speaker is None:
            item.speaker = cast.resolve(start, end, within)
    for item in sorted(found, key=_start):
        if item.follows:
            item.speaker = item.follows.speaker


def _label(content: Sequence[Span], outer: Outer) -> str:
    """direct, mixed or indirect, by how much of the content's words the marks enclose."""
    inside = words = 0
    for start, end in content:
        words += end - start
        for number in outer.touched(start, end):
            inside += min(end, outer.ends[number]) - max(start, outer.starts[number])
    if not inside:
        return "indirect"
    return "direct" if words - inside < 3 else "mixed"


def _annotation(text: str, item: Attribution, outer: Outer, titles: Sequence[Span]) -> Annotation:
    parts: dict[str, list[Span]] = {}
    if item.source:
        parts["source"] = [item.source]
    if item.cue:
        parts["cue"] = [item.cue]
    parts["content"] = sorted(item.content) if len(item.content) > 1 else item.content
    if titles:
        parts = {part: apart(text, spans, titles) for part, spans in parts.items()}
    extra: dict[str, object] = {}
    value = engagement(text[item.cue[0] : item.cue[1]]) if item.cue else None
    if value:
        extra["engagement"] = value
    speaker = item.speaker
    if speaker and speaker.kind != "unknown":
        extra["speaker_kind"] = speaker.kind
        if speaker.role:
            extra["role"] = speaker.role
    label = "direct" if item.note == FREE else _label(item.content, outer)
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
    ("rejected “groundless” accusations"). Titles and names in marks are none, nor are words of
    the headline that the body has in somebody's mouth.
    """
    out: list[Annotation] = []
    held = [(start, end, item) for item in found for start, end in item.content]
    held.sort(key=lambda one: one[:2])
    starts = [one[0] for one in held]
    body = _body(doc)
    for mark in marks:
        if not mark.closed or mark.end - mark.start > 60:
            continue
        words = text[mark.start + 1 : mark.end - 1].strip(" ,.!?;:").split()
        if not 0 < len(words) <= _SCARE_WORDS or all(
            not word[0].islower() or word in _SMALL for word in words
        ):
            continue
        if words[0][0].isupper() and text[mark.end - 2] in ".?!":
            continue  # a sentence that somebody says
        if not any(map(str.islower, words[0])):
            continue
        last = bisect_right(starts, mark.start)
        around = [item for _, end, item in held[max(0, last - _NEAR) : last] if mark.end <= end]
        before_noun = text[mark.end : mark.end + 2].strip().isalpha()
        if any(not (before_noun and len(words) < 3 and _turned_away(text, x)) for x in around):
            continue
        if (
            words[-1][-1].isdigit()
            or heading(text, mark)
            or _READS.search(text, max(0, mark.start - 24), mark.start)
        ):
            continue  # a figure, a heading, what a banner reads
        if not around and mark.end <= body and _said_later(text, mark, held, body):
            continue
        out.append(Annotation(mark.start, mark.end, "quotes", "scare", note=SCARE))
    return out


def _said_later(
    text: str, mark: Quoted, held: Sequence[tuple[int, int, Attribution]], body: int
) -> bool:
    """Whether words that the headline has in marks are somebody's in the body."""
    words = text[mark.start + 1 : mark.end - 1].strip(" ,.!?;:")
    at = text.find(words, body)
    if at < 0:  # "‘Document of lies’": a headline's capital
        words = words[0].lower() + words[1:]
        at = text.find(words, body)
    while at >= 0:
        stop = at + len(words)
        if any(start <= at and stop <= end for start, end, _ in held):
            return True
        at = text.find(words, stop)
    return False


def _turned_away(text: str, item: Attribution) -> bool:
    return item.cue is not None and engagement(text[slice(*item.cue)]) in ("disclaim", "hostile")
