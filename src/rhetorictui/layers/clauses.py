"""Where reported speech ends among the clauses of a sentence: what grammar tells and a window of
words does not show.

A second verb of the same speaker ends what the first one reports ("rejected the plan and called
for …"); "and that" and "according to …" go on past a comma; an aside between commas cuts nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import engagement, lemma
from rhetorictui.layers.said import Attribution

_AND = patterns.compile(
    r"(?:,?\s(?:and|but|or|nor|then|while|before|after)|,)\s"
    r"(?:(?:also|then|later|even|\w+ly|has|have|had|is|was|are|were|instead)\s)*$"
)
"""What stands before the second of two verbs that share a subject."""
_AND_THAT = patterns.compile(r",?\s(?:and|but|or|nor)\s(?:also\s)?(?:that|whether|how|why)\s")
_GOES_ON = patterns.compile(r",\s(?:and|but|although|though|while|because|so|which)\s")
_ASIDE = patterns.compile(
    r",\s(?:who|which|whose|the|an?|his|her|its|their)\s[^.;:“”\"]{3,140}?,\s(?=(?:of|for|to|as)\s)"
)
"""Who a person is, between a verb of accusing or asking and what for."""
_LISTED = patterns.compile(r",\s[a-z][^,.;:“”\"—–]{2,60}(?:,?\sand\s)[^,.;:“”\"—–]{2,80}")
"""The rest of an enumeration: "an apology, compensation and the names of the owners"."""
_ASIDES = frozenset(
    "accuse blame urge criticize criticise ask tell order fault praise thank condemn call press "
    "condemn denounce attack warn".split()
)
_TELLS = frozenset("tell inform remind warn assure advise notify ask".split())
_HEARER = patterns.compile(
    r"\s(?:(?:the|an?|his|her|their|its|us|me|him|them|[A-Z][\w'’-]*|[a-z]+s)\s)(?:[\w'’-]+\s){0,7}?"
    r"(?=that\s)"
)
_WHEN = patterns.compile(
    r"(?:Because|When|While|After|Before|As|Although|Though|Since|Until|Once|Even though)\s"
)
_SUBJECT = patterns.compile(
    r"(?:the|an?|it|he|she|they|we|I|you|there|this|that|his|her|its|their|some|many|most|[A-Z][\w'’-]*)\s"
)
_ADJUNCT = patterns.compile(
    r"(?:To|In|On|At|With|During|After|Before|For|From|By|Despite|Amid|Under|Until|Through)\s"
)
_FINITE = patterns.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|did|does|do|can|may|might|must)\b|"
    r"n['’]t\b"
)
_WHEN_SAID = patterns.compile(
    r"(?:(?:on|late|early|last|this)\s)*(?:[A-Z]\w+day|yesterday|today|week|month)"
    r"(?:\s(?:morning|evening|night|afternoon))?(?:,|$)"
)
_OPENERS = frozenset("\"“'‘«„`")
_MARK = patterns.compile(r"[\"“”;]")
_LEAST = 16
_NEXT = 6
"""Attributions of a sentence that come into question."""


def bounded(text: str, found: Sequence[Attribution], sentences: Sequence[Span]) -> None:
    """Put right where the contents of ``found``, in order of sentence and cue, begin and end."""
    for at, item in enumerate(found):
        cue = item.cue
        if cue is None:
            continue
        start, end = item.content[-1]
        if text[start] in _OPENERS:
            continue
        low, high = sentences[bisect_right(sentences, (cue[0], len(text))) - 1]
        if len(item.content) == 1 and end <= cue[0]:
            _adjunct(text, item, low, high)
            start, end = item.content[-1]
        if start < cue[1]:
            continue
        far = end
        later = found[at + 1 : at + 1 + _NEXT]
        if later and later[0].start < end:
            far = _cut(text, item, start, end, later)
        far = _main(text, item, low, start, far)
        if (
            far == end
            and text[end : end + 1] in ", "
            and not any(other.cue and end <= other.cue[0] < high for other in later)
        ):
            far = _extended(text, item, start, end, high)
        if far != end:
            item.content[-1] = start, far
            item.place()


def turned(text: str, item: Attribution, sentences: Sequence[Span]) -> None:
    """Give a cue that only a day follows the clause before it: "The mill will close, its owner
    said on Tuesday, and …"."""
    cue, source = item.cue, item.source
    if cue is None or source is None or len(item.content) != 1 or source[1] > cue[0]:
        return
    start, end = item.content[0]
    when = start > cue[0] and _WHEN_SAID.match(text, start, end)
    if not when or text[source[0] - 2 : source[0]] != ", ":
        return
    low = sentences[bisect_right(sentences, (cue[0], len(text))) - 1][0]
    if _FINITE.search(text, low, source[0]) and not _MARK.search(text, low, source[0]):
        item.content[0] = low, source[0] - 2
        item.place()


def _cut(text: str, item: Attribution, start: int, end: int, later: Sequence[Attribution]) -> int:
    """The end of content before a second verb of the same speaker, in the content itself."""
    for other in later:
        if other.cue is None or not start < other.cue[0] < end:
            continue
        if other.source != item.source and not (other.source is None and item.source is None):
            continue
        if _form(text[slice(*other.cue)]) != _form(text[slice(*item.cue)] if item.cue else ""):
            continue  # "saying that the town rejects and opposes it": the town does
        joint = _AND.search(text, start, other.cue[0])
        if joint and joint.start() - start >= 2 and text[start] not in '"“':
            return joint.start()
    return end


def _main(text: str, item: Attribution, low: int, start: int, end: int) -> int:
    """The end of content before the main clause of a sentence that opens with "When Holt said …"
    or "Because Holt says …"."""
    source = item.source
    if source is None or source[0] - low > 12 or not _WHEN.fullmatch(text, low, source[0]):
        return end
    comma = text.rfind(", ", start, end)
    if comma - start > 8 and _SUBJECT.match(text, comma + 2, end):
        return comma
    return end


def _form(cue: str) -> str:
    """The form of a cue's verb: "ing", "s" or the past's; verbs that are joined share it."""
    for word in cue.split():
        base = lemma(word)
        if base:
            return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "ed"
    return ""


def _extended(text: str, item: Attribution, start: int, end: int, high: int) -> int:
    """The end of content with what goes on behind a comma, up to the end of the sentence."""
    cue = text[item.cue[0] : item.cue[1]] if item.cue else ""
    stop = high
    while stop > end and text[stop - 1] in " .?!\n\u00a0":
        stop -= 1
    if stop - end < _LEAST:
        return end
    if _AND_THAT.match(text, end):
        return stop
    if cue.startswith("According") and _GOES_ON.match(text, end):
        return stop
    finite = _FINITE.search(text, start, end) is not None
    if not finite and _LISTED.fullmatch(text, end, stop) and not _FINITE.search(text, end, stop):
        return stop
    base = next((base for word in cue.split() if (base := lemma(word))), None)
    if base in _ASIDES and _ASIDE.match(text, end) and not finite:
        return stop
    return end


def _adjunct(text: str, item: Attribution, low: int, high: int) -> None:
    """A phrase that opens the sentence is not what somebody says where a clause follows the verb:
    "With a heavy heart, they told the hall on Monday that …"."""
    cue = item.cue or (0, 0)
    start, end = item.content[0]
    source = item.source
    if start != low or not (source and end <= source[0] and source[1] <= cue[0]):
        return
    if not _ADJUNCT.match(text, start) or _FINITE.search(text, start, end):
        return
    words = text[slice(*cue)]
    base = next((base for word in words.split() if (base := lemma(word))), None)
    begin = cue[1]
    hearer = _HEARER.match(text, cue[1], high) if base in _TELLS else None
    if hearer:
        begin = hearer.end()
    elif not _FINITE.search(text, cue[1], high) or engagement(words) is None:
        return
    while text[begin] == " ":
        begin += 1
    stop = high
    while stop > begin and text[stop - 1] in " .\n":
        stop -= 1
    if stop - begin >= _LEAST and text[begin] not in ",.":
        item.content[0] = begin, stop
