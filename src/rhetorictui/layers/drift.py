"""Attribution drift: sentences that carry on a speaker's claims without saying whose they are.

Such a sentence belongs to neither the speaker nor the outlet for certain, so it is flagged and
given to neither.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Annotation, Span

_CARRIES = patterns.compile(
    r"(?:But |And |Also,? |In addition,? |Moreover,? |Furthermore,? )?"
    r"(?:They|It|These|Those|This|Such|Their|Its|He|She|We|Nor|Neither|Instead|Rather)\b"
)
_CLAIM = patterns.compile(
    r"\b(?:should|must|ought|cannot|can['’]t|need(?:s)? to|will|would|shall|never|has to|have to|"
    r"is (?:firm|clear|only|no|not|nothing)|are (?:only|no|not|nothing)|"
    r"no (?:\w+ ){1,3}?(?:has|have|can|may)|(?:has|have) (?:the|every|a|no) (?:right|duty))\b"
)
_DEMAND = patterns.compile(r"\b(?:should|must|ought|shall|cannot|will)\b")
_COVERED = 0.5


def drift(
    text: str, sentences: Sequence[Span], paragraphs: Sequence[Span], quotes: Sequence[Annotation]
) -> list[Annotation]:
    """Annotations of layer "quotes", label "drift", without parts, for such sentences.

    ``extra`` has "carries_on": the name of the speaker whose claims go on.

    A sentence drifts if nothing in it is attributed, the sentence before is mostly indirect
    speech (or drifts itself), and it goes on with a claim: in the same paragraph with a pronoun
    or a modal, in the next paragraph with both.
    """
    heard: list[tuple[int, int, str | None]] = sorted(
        (start, end, note.speaker)
        for note in quotes
        if note.parts
        for start, end in note.parts["content"]
    )
    starts = [start for start, _ in paragraphs]
    out: list[Annotation] = []
    speaker: str | None = None
    last = -1
    first = 0
    for start, end in sentences:
        while first < len(heard) and heard[first][1] <= start:
            first += 1
        paragraph = bisect_right(starts, start) - 1
        covered, who, plain = 0, None, True
        for at in range(first, len(heard)):
            low, high, name = heard[at]
            if low >= end:
                break
            size = min(high, end) - max(low, start)
            if size > covered:
                covered, who = size, name
            plain = plain and text[low] not in "\"“'‘"
        if covered:
            speaker = who if plain and covered >= _COVERED * (end - start) else None
        elif speaker is not None:
            carries = _CARRIES.match(text, start, end) is not None
            if paragraph == last:
                goes_on = carries or _CLAIM.search(text, start, end) is not None
            else:
                demands = _DEMAND.search(text, start, end) is not None
                goes_on = paragraph == last + 1 and carries and demands
            if goes_on and not any(char in text[start:end] for char in '"“'):
                out.append(
                    Annotation(
                        start,
                        end,
                        "quotes",
                        "drift",
                        note=f"carries on what {speaker} is reported to say, without attribution",
                        extra={"carries_on": speaker},
                    )
                )
            else:
                speaker = None
        last = paragraph
    return out
