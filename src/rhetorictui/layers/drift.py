"""Attribution drift: sentences that carry on a speaker's claims without saying whose they are.

Such a sentence belongs to neither the speaker nor the outlet for certain, so it is flagged and
given to neither.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Annotation, Span
from rhetorictui.layers.cues import states
from rhetorictui.layers.speakers import UNKNOWN

_CARRIES = patterns.compile(
    r"(?:But |And |Also,? |In addition,? |Moreover,? |Furthermore,? )?"
    r"(?:They|It|These|Those|This|Such|Their|Its|He|She|Nor|Instead|Rather)\b"
)
_CLAIM = patterns.compile(
    r"\b(?:should|must|ought|cannot|can['’]t|need(?:s)? to|will|would|shall|never|has to|have to|"
    r"is (?:firm|clear|only|no|not|nothing)|are (?:only|no|not|nothing)|"
    r"no (?:\w+ ){1,3}?(?:has|have|can|may)|(?:has|have) (?:the|every|a|no) (?:right|duty))\b"
)
_FIRM = patterns.compile(
    r"\b(?:should|must|ought|cannot|can['’]t|need(?:s)? to|shall|never|has to|have to|"
    r"is (?:firm|clear|only|no|not|nothing)|are (?:only|no|not|nothing)|"
    r"no (?:\w+ ){1,3}?(?:has|have|can|may)|(?:has|have) (?:the|every|a|no) (?:right|duty))\b"
)
"""Claims that no forecast of the outlet's makes (“will”, “would”)."""
_HIMSELF = {
    "person": ("He ", "She "),
    "unnamed": ("He ", "She "),
    None: ("He ", "She ", "It ", "They "),
    "organisation": ("It ",),
    "collective": ("They ",),
}
"""Pronouns that may be the speaker: then the outlet goes on to tell of them, unless by a claim."""
_DEMAND = patterns.compile(r"\b(?:should|must|ought|shall|cannot|will)\b")
_OUTLETS = patterns.compile(
    r"(?:But|Yet|However|Still|Of course|Yes|After all|To many|Frankly|Clearly|Indeed|In fact|"
    r"More importantly|Meanwhile)\b|"
    r"It (?:is|was|remains) (?:not (?:immediately |yet )?(?:clear|known)|unclear)|.*\?$",
    re.DOTALL,
)
"""What the outlet says itself: it counters, concludes or asks."""
_OWN_WORDS = patterns.compile(
    r"\b(?:[Ww]e|[Uu]s|[Oo]ur|I|[Mm]y|[Yy]ou|[Yy]our)\b|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:scheduled|expected) to\b"
)
"""A columnist's “we”, and news of what happens when."""
_FIGURES = patterns.compile(
    r"\b(?:polls?|polling|surveys?|stud(?:y|ies)|data|figures|statistics|numbers|declines?)\b", re.I
)
"""Sources that say nothing themselves: what they show, the outlet reads in them."""
_COVERED = 0.5


def drift(
    text: str, sentences: Sequence[Span], paragraphs: Sequence[Span], quotes: Sequence[Annotation]
) -> list[Annotation]:
    """Annotations of layer "quotes", label "drift", without parts, for such sentences.

    ``extra`` has "carries_on": the name of the speaker whose claims go on.

    A sentence drifts if nothing in it is attributed and nothing shows the outlet in it (“But …”,
    a question, a “we”, a day of the week), the sentence before is mostly indirect
    speech (or drifts itself), and it goes on with a claim: in the same paragraph with a pronoun
    or a modal, in the next paragraph with both.
    """
    heard: list[tuple[int, int, int]] = sorted(
        (start, end, number)
        for number, note in enumerate(quotes)
        if note.parts
        for start, end in note.parts["content"]
    )
    starts = [start for start, _ in paragraphs]
    out: list[Annotation] = []
    speaker: str | None = None
    himself: tuple[str, ...] = ()
    last = -1
    first = 0
    count = len(heard)
    for start, end in sentences:
        while first < count and heard[first][1] <= start:
            first += 1
        paragraph = bisect_right(starts, start) - 1
        covered, plain = 0, True
        most: Annotation | None = None
        for at in range(first, count):
            low, high, number = heard[at]
            if low >= end:
                break
            size = (high if high < end else end) - (low if low > start else start)
            if size > covered:
                covered, most = size, quotes[number]
            plain = plain and text[low] not in "\"“'‘"
        if most:
            stated = plain and covered >= _COVERED * (end - start) and _stated(text, most)
            speaker = most.speaker if stated and most.speaker != UNKNOWN else None
            kind = (most.extra or {}).get("speaker_kind")
            himself = _HIMSELF.get(kind if isinstance(kind, str) else None, ())
        elif speaker is not None:
            carries = _CARRIES.match(text, start, end) is not None
            if carries and text.startswith((*himself, "It "), start):
                carries = _CLAIM.search(text, start, end) is not None
            if paragraph == last:
                goes_on = (_CLAIM if carries else _FIRM).search(text, start, end) is not None
            else:
                demands = _DEMAND.search(text, start, end) is not None
                goes_on = paragraph == last + 1 and carries and demands
            if (
                goes_on
                and not any(char in text[start:end] for char in '"“')
                and not _OUTLETS.match(text, start, end)
                and not _OWN_WORDS.search(text, start, end)
                and not _FIGURES.search(speaker)
            ):
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


def _stated(text: str, note: Annotation) -> bool:
    """Whether somebody states something there, so that a claim can go on."""
    cues = (note.parts or {}).get("cue", ())
    return note.label == "indirect" and any(
        states(text[start:end]) and text[start:end].lower() != "according to" for start, end in cues
    )
