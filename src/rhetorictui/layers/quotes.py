"""Attributions: who (source) said (cue) what (content), in the sense of PolNeAR."""

from __future__ import annotations

import re

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.marks import Quoted, quoted_spans

_PARAGRAPH = re.compile(r"[^\n]+")
_CUE = re.compile(
    r"\b(said|says|say|added|adds|noted|notes|told|tells|wrote|writes|claimed|claims|insisted|"
    r"argued|warned|stressed|announced|replied|continued|explained|declared|asked|stated)\b"
)
_NAME = re.compile(
    r"(?:[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*|\b(?:he|she|they|He|She|They)|"
    r"\b[Tt]he (?:\w+ ){0,2}\w+)$"
)
_AFTER = re.compile(r" (?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*|he|she|they|the (?:\w+ )?\w+)")
_ACCORDING = re.compile(r"\b[Aa]ccording to ((?:the |a )?[\w'’.-]+(?: [A-Z][\w'’.-]*)*)")


def quotes(doc: Document, prose: Prose) -> list[Annotation]:
    """The attributions of ``doc`` in order: layer "quotes", label direct, indirect or mixed.

    ``parts`` holds the spans of "source", "cue" and "content"; ``speaker`` is a canonical name.
    """
    text = doc.text
    quoted = quoted_spans(text, [m.span() for m in _PARAGRAPH.finditer(text)])
    skip = [(z.start, z.end) for z in doc.zones if z.kind not in ("headline", "deck")]
    out: list[Annotation] = []
    for start, end in prose.sentences:
        if any(a <= start and end <= b for a, b in skip):
            continue
        inside = [q for q in quoted if q.depth == 0 and q.start < end and q.end > start]
        for match in _CUE.finditer(text, start, end):
            if any(q.start < match.start() < q.end for q in inside):
                continue
            found = _attribution(text, start, end, match.start(), match.end(), inside)
            if found:
                out.append(found)
                break
        else:
            match2 = _ACCORDING.search(text, start, end)
            if match2:
                after = match2.end()
                content = (
                    (start, match2.start()) if match2.start() > start + 3 else (after, end)
                )
                out.append(_made(text, match2.span(1), (match2.start(), match2.start(1) - 1),
                                 [content], inside))
    return out


def _attribution(
    text: str, start: int, end: int, at: int, after: int, inside: list[Quoted]
) -> Annotation | None:
    before = _NAME.search(text, start, at - 1) if at > start else None
    source = before.span() if before else None
    if source is None:
        behind = _AFTER.match(text, after, end)
        source = (behind.start() + 1, behind.end()) if behind else None
    if source is None:
        return None
    low, high = min(at, source[0]), max(after, source[1])
    content = []
    if low - start > 8 and text[start:low].rstrip()[-1:] in ',"”':
        content.append((start, low))
        rest = [(q.start, q.end) for q in inside if q.start > high]
        content += rest
    elif high < end - 3:
        content.append((high, end))
    return _made(text, source, (at, after), content, inside) if content else None


def _made(
    text: str,
    source: tuple[int, int],
    cue: tuple[int, int],
    content: list[tuple[int, int]],
    inside: list[Quoted],
) -> Annotation:
    content = [_trim(text, a, b) for a, b in content]
    size = sum(b - a for a, b in content)
    covered = sum(
        max(0, min(b, q.end) - max(a, q.start)) for a, b in content for q in inside
    )
    label = "direct" if covered >= size - 6 else "mixed" if covered else "indirect"
    spans = [source, cue, *content]
    return Annotation(
        min(a for a, _ in spans), max(b for _, b in spans), "quotes", label,
        speaker=text[source[0]:source[1]],
        parts={"source": [source], "cue": [cue], "content": content},
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \n\t,:":
        start += 1
    while end > start and text[end - 1] in " \n\t,.":
        end -= 1
    return start, end
