"""How far reported words go on behind what the attribution model found of them, and what behind
them is no part: when and where somebody spoke, or the main verb of the sentence."""

from __future__ import annotations

import re

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import lemma, states
from rhetorictui.layers.said import Attribution

_AND_THAT = patterns.compile(r",?\s(?:and|but|or|nor)\s(?:also\s)?(?:that|whether|how|why)\s")
_GOES_ON = patterns.compile(r",\s(?:and|but|although|though|while|because|so|which)\s")
_STATED_ON = patterns.compile(
    r",?\s(?:[-–—]\s)?(?:which|so\slong\sas|as\slong\sas|but\s(?:only|also|not|will|would|could|couldn['’]t|"
    r"can|cannot|can['’]t|with|rather|nothing|that)|(?:and|or)\s(?:will|would|could|can|cannot|can['’]t|must|"
    r"should|may|might))\s"
)
"""How what somebody states goes on."""
_CONDITION = patterns.compile(
    r"(?:that\s)?(?:(?:even\s)?if|when|while|although|though|unless|once|because|since|until|despite|"
    r"instead\sof|rather\sthan)\b[^,]*$"
)
"""What a main clause follows: "said that if it rains | , the mill will stop"."""
_JOINED = patterns.compile(
    r"\sand\s(?:[\w'’-]+\s){1,8}?(?:is|are|was|were|has|have|had|will|would|could|should|can|may|might|"
    r"must)\b"
)
"""The second half of a subject, with its verb."""
_PREDICATE = patterns.compile(
    r"(?:,\s[^,.;]{3,100},|\s[—–-]\s[^—–;]{3,160}\s[—–-])\s(?:is|are|was|were|has|have|had|will|"
    r"would|could|should|did|does|do|can|may|might|must)\b"
)
"""An aside behind a subject, and its verb ("said the vote | , held on Monday, does not count")."""
_SUBJECT_ONLY = patterns.compile(r"(?:that|how|why|whether)\s(?:[\w'’-]+\s){0,3}[\w'’-]+")
_BESIDE = patterns.compile(
    r",\s(?:as|an?|the|who|which|whose|when|if|by|in|on|at|after|despite|like)\s"
)
"""An aside behind a clause of which there is no more than its subject."""
_NOUNS = patterns.compile(
    r"(?:the|an?|his|her|its|their|some|many|most|all|both|people|[A-Z][\w'’-]*|[a-z]+s)\b(?!.*,)"
)
"""What opens a subject, not an object pronoun, a clause or an infinitive."""
_ASIDE = patterns.compile(
    r",\s(?:who|which|whose|the|an?|his|her|its|their)\s[^.;:“”\"]{3,140}?,\s(?=(?:of|for|to|as)\s)"
)
"""Who a person is, between a verb of accusing or asking and what for."""
_LISTED = patterns.compile(
    r"(?:,\s[a-z][^,.;:“”\"—–]{2,40})*,\s[a-z][^,.;:“”\"—–]{2,60}(?:,?\sand\s)"
    r"[^,.;:“”\"—–]{2,80}"
)
"""The rest of an enumeration: "an apology, compensation and the names of the owners"."""
_ASIDES = frozenset(
    "accuse blame urge criticize criticise ask tell order fault praise thank condemn call press "
    "condemn denounce attack warn".split()
)
FINITE = patterns.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|did|does|do|can|may|might|must)\b|"
    r"n['’]t\b"
)
OWN_CLAUSE = patterns.compile(
    r"^(?:he|she|it|they)\s|\b(?:who|which|that|whose|where|when|because|while|as|if|what|how|why|to)\b"
)
TIMES = ("day", "week", "month", "year", "night")
_TIME_END = patterns.compile(
    r"(?:\s(?:at|in|during)\s(?:an?|the|his|her|its|their)\s(?:[\w'’-]+\s){0,8}?[\w'’-]+)?"
    r"(?<!since)(?<!until)(?<!by)(?<!before)(?<!after)(?<!from)(?<!for)(?<!of)(?<!next)"
    r"\s(?:(?:(?:late|early)\s)?(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:last|this)\s(?:week|month|year|night)|(?:earlier\sthis|late\slast|earlier\son)\s\w+|yesterday)$"
)
"""When, and before that where, somebody said something."""
LINKS = (" of", " for", " to", " about", " over", " against", " on")
_NO_VERB_CUE = patterns.compile(
    r"(?:\w+ly\s)?(?:accused|suspected|advocates?|opposition|support|criticism|allegations?|accusations?|"
    r"concerns?|fears?|worries|doubts?|questions?|calls?|demands?|calling|pushing|claims?|speculation|"
    r"reports?|warnings?|charges?|praise|condemnation|denial|threats?)\s(?:of|for|to|about|over|against|on)"
)
"""Cues without a finite verb: the sentence has its own."""
_IS = patterns.compile(r"\s(?:is|are|was|were|has|have|had|will|would|could|should|did|does)\b")
_SAYS_ELSE = patterns.compile(
    r",[\"”](?=\s(?:(?:he|she|they|(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w'’-]*)\s(?:said|says|wrote|writes|added|told)|"
    r"(?:an?|the)\s(?:[\w-]+\s)?(?:reference|nod|allusion|term|phrase|slogan|word|name|title|label|line|insult))\b)"
)
"""Marks behind which somebody else reports, or the outlet explains."""
_CAPITALS = patterns.compile(
    r"(?:\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|I\b)[A-Z][\w'’-]*)+(?:\sof(?:\sthe)?(?:\s[A-Z][\w'’-]*)+)?"
)
_LAST_CAPITAL = patterns.compile(r"(?:.*\s)?[A-Z][\w'’-]*", re.DOTALL)
LEAST = 16


def extended(text: str, item: Attribution, start: int, end: int, high: int) -> int:
    """The end of content with what goes on behind a comma, up to the end of the sentence."""
    cue = text[item.cue[0] : item.cue[1]] if item.cue else ""
    stop = stripped(text, end, high)
    if stop - end < LEAST:
        return end
    if _AND_THAT.match(text, end):
        return stop
    if cue.startswith("According") and _GOES_ON.match(text, end):
        return stop
    finite = FINITE.search(text, start, end) is not None
    if text[end] == "," and stop - end > LEAST and _CONDITION.match(text, start, end):
        return stop
    if not finite and states(cue) and _PREDICATE.match(text, end, stop):
        return stop
    if not finite and _SUBJECT_ONLY.fullmatch(text, start, end) and _BESIDE.match(text, end):
        return stop
    if states(cue) and (
        _STATED_ON.match(text, end)
        if finite
        else _NOUNS.match(text, start, end) and _JOINED.match(text, end, stop)
    ):
        return stop
    if (
        not (finite or text.startswith("to ", start))
        and _LISTED.fullmatch(text, end, stop)
        and not FINITE.search(text, end, stop)
    ):
        return stop
    base = next((base for word in cue.split() if (base := lemma(word))), None)
    if base in _ASIDES and _ASIDE.match(text, end) and not finite:
        return stop
    return end


def without_time(text: str, start: int, end: int) -> int:
    """The end of content that is no clause without when and where it was said ("praised the plan
    | in a speech on Monday")."""
    time = _TIME_END.search(text, start, end)
    clause = FINITE.search(text, start, end) or OWN_CLAUSE.search(text[start:end])
    if time is None or clause or time.start() - start < 4:
        return end
    return start + len(text[start : time.start()].rstrip(" ,"))


def noun_phrase(text: str, cue: Span, start: int, end: int) -> int:
    """The end of content that is the object of a noun or a participle, before the main verb of
    the sentence ("advocates for the homeless | are hopeful")."""
    if not _NO_VERB_CUE.fullmatch(text, *cue):
        return end
    verb = _IS.search(text, start + 4, end)
    if verb is None or OWN_CLAUSE.search(text[start : verb.start()]):
        return end
    return verb.start()


def beside_marks(text: str, start: int, end: int) -> int:
    """The end of content with marks before another's report or what explains them ("told her to
    “row,” | a word for leaving")."""
    other = _SAYS_ELSE.search(text, start, end)
    return other.end() if other else end


def capitals(text: str, start: int, end: int, high: int) -> int:
    """The end of content that ends amid words with capitals, a name or a headline: where these
    do."""
    if not _LAST_CAPITAL.fullmatch(text, start, end):
        return end
    more = _CAPITALS.match(text, end, high)
    return more.end() if more else end


def stripped(text: str, start: int, stop: int) -> int:
    while stop > start and text[stop - 1] in " .?!\n\u00a0":
        stop -= 1
    return stop
