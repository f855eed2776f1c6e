"""What looks like an attribution and is none: nobody reports, says or thinks anything there.

The attribution model sees a window of tags around a word; that a surname looks like a verb, that
a label and no person stands before a colon, or that a speaker merely says what others want, takes
a look at the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.colons import points, speaks
from rhetorictui.layers.cues import engagement, lemma, states, supposed
from rhetorictui.layers.deeds import CLAUSE, named, no_words, silent, sort
from rhetorictui.layers.names import RELATIVE, owner
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.sources import no_source

_WHEN_WHERE = patterns.compile(
    r"(?:to|with)\s(?:each\sother|one\sanother)\b|(?:\w{3,}ly\s|just\s|right\s|even\s)?(?:on|in|at|during|after|before|from|by|with|within|for)\s|"
    r"(?:(?:last|this|earlier)\s\w+|\w+day|yesterday|today|earlier)$"
)
_VERB = patterns.compile(r"\s(?:said|says|told|was|were|is|are|has|have)\b")
_CLAUSE = patterns.compile(
    r"(?!(?:[^,]*\s)?(?:who|that|which|whose|where|what)\b)[^,]*\s"
    r"(?:said|says|told|was|were|is|are|has|have)\b"
)
"""A source with a finite verb of its own is none."""
_DOES = patterns.compile(
    r"(?:(?:[A-Z][\w'’-]*|[Tt]hey|[Ww]e|[Hh]e|[Ss]he|[Ii]t)\s){1,3}[a-z]+(?:ed|[^s]s)\s"
    r"(?:to|that|in|at|the|an?|his|her|their|its|of|[a-z]+ing)\s"
)
"""So is what somebody does ("Oduya nodded to the crowd")."""
_OPENS = patterns.compile(
    r"(?:that|to|it|he|she|they|we|there|how|why|whether|what|if|i|you)\b", re.IGNORECASE
)
_BE = patterns.compile(r"\b(?:was|were|is|are|been|be|being)\b")
_WILLS = patterns.compile(r"\b(?:want|try|tri)(?:s|ed|es|ing)?$")
_NOBODY = patterns.compile(
    r"(?:the\s|only\s)?(?:history|world|time|truth|fate|reality|experience|future|past|events)",
    re.IGNORECASE,
)
_CUT_OFF = patterns.compile(r"\s(?:and|or|but|which|who|that)$")
_DETERMINED = patterns.compile(r"(?:the|an?|his|her|their|its)\s", re.IGNORECASE)
_WROTE = patterns.compile(
    r"\b(?:writes?|wrote|written|writing)\s(?:an?|the|his|her|its|their)\s(?:\S+\s){0,3}?"
    r"(?:report|letter|book|article|memo|op-ed|column|essay|piece|bill|law|song|paper|blog|post|"
    r"message|note|speech|script|statement|list)\b"
)
_PASSIVE = patterns.compile(r"\b(?:was|were|is|are|been|be|being)\b.*(?:ed|en)\b")
"""Passives of verbs that report nothing ("was investigated")."""
_NO_CUE = patterns.compile(
    r"of\s(?!\w+ing$)\w+$|[Ll]et\s|[A-Z]\w+ing\s(?!to\b|on\b|out\b|that\b|up\b|in\b|at\b|\w+ly\b)[a-z]+$"
)
"""No cues: "a machine of | fear", "Let us remember", "Talking shops" before their verb."""
_NO_NOUN = patterns.compile(
    r"(?i:did|does|do|has|had|have|is|are|was|were|will|would|can|could|should)\s|(?i:let)\s|"
    r"(?:I|[Yy]ou|[Ww]e|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|[Tt]here)(?:['’](?:s|re|ve|d|ll|m)\b|\s)\s?"
    r"(?!(?:and|or|of|both|all|too|also|alone|again|then|later|still|now|once|ever|never|\w+ly|"
    r"him|her|them|your|our)(?:self|selves)?\b)\w+|[Tt]here['’]s$"
)
"""No source, but the begin of a question or a wish, or a pronoun with what it does ("we know from
later | reporting")."""
_CALLED = patterns.compile(
    r"(?:(?:was|were|is|are|been|being|be|get|got|am|['’]m|['’]re)\s+(?:\w+ly\s+|also\s+|never\s+)?)"
    r"(?:told|asked|questioned|pressed|praised|accused|criticized|criticised|condemned|denounced|blamed|described|urged|ordered|informed|advised|reminded|warned|assured|notified|instructed|briefed|credited|hailed|lauded|applauded|"
    r"defended|endorsed|encouraged|characterized|characterised|labeled|labelled|branded|dubbed|"
    r"mocked|ridiculed|mourned)\b"
)
"""Passives whose subject is who hears it ("They were told that …")."""
_HELD = patterns.compile(
    r"\b(?:be|is|was|are|were|been)\s(?:\w+\s)?(?:said|believed|thought|reported|expected|alleged|"
    r"rumou?red|considered|seen|deemed|supposed)$"
)
"""Passives whose subject is what is spoken of ("The deal is said to …")."""
_DRAWS = patterns.compile(
    r"\b(?:receiv\w+|draws?|drew|drawing|earn\w*|fac(?:es?|ed|ing)|w[io]n|attract\w*|g[eo]t(?:s|ting)?)\s(?:\w+\s){0,2}?"
    r"(?:praise|criticism|condemnation|scorn|ridicule|rebukes?|accusations|allegations|charges|"
    r"complaints|backlash|support|pressure|questions|calls)\b"
)
"""What others say of the subject ("received praise for …")."""
_PASSIVE_END = patterns.compile(
    r"\b(?:was|were|is|are|been|being|be)\s(?:\w+\s)?"
    r"(?!worried|concerned|convinced|opposed|determined|committed|pleased|disappointed|persuaded|"
    r"prepared|interested|need)(?:\w+ed|written|told|known|seen|given|shown|drawn|found|caught|left|sent|held)\b"
)
"""What is done to the subject; feelings are its own ("is worried")."""
_MADE = patterns.compile(r"(?:(?:\w+ly|already|just|much|long|oft|once|so|also)[\s-])?[a-z]+ed$")
"""A participle, which after “'s” tells of a noun ("Holt's recently announced nominee")."""
_HAS_DONE = patterns.compile(
    r"(?:the|an?|his|her|their|its|this|that|these|those|it|him|them|about|to|for|on|in|at|how|"
    r"why|what|whether)\b|[\"“]"
)
_IDIOM = patterns.compile(
    r"to\ssay\sthe\sleast|\b(?:needless|suffice(?:\sit)?|strange|not)\sto\s(?:say|mention)\b|"
    r"\bwithout\ssaying\b",
    re.IGNORECASE,
)
"""Set phrases in which nobody says anything."""
_TO_SAY = ("to say", "to mention", "without saying")
_AFTER = patterns.compile(r"\b(?:[Ww]hen|[Aa]fter|[Oo]nce|[Ii]f|[Uu]ntil)\s$")
_IT_IS = patterns.compile(
    r"(?:it|this|that)(?:['’]s|\s(?:is|was))\s.*\b(?:to\s\w+|noting|mentioning|remembering)$",
    re.IGNORECASE,
)
"""What the outlet itself finds worth saying ("It’s important to note | that …")."""
_IMPERSONAL = frozenset(["", "it", "that", "this", "which"])
_BE_TO_SAY = patterns.compile(r"(?:\b(?:is|was|be|would)|['’]s)\s")
_COPULA = patterns.compile(r"(?:\b(?:is|was|are|were|be|seems?)|['’]s)\s(?:\w+\s)?$")
_SEEMS = patterns.compile(r"\b(?:seem|appear)(?:s|ed|ing)?\b", re.IGNORECASE)
_OBJECT = frozenset("him her them us me you about of to for with".split())
_GOES_ON = patterns.compile(r"\bcontinu(?:e|es|ed|ing)\s(?=to\s[a-z]+|[a-z]+ing\b)")
"""What somebody goes on doing ("continued to serve | the poor")."""
_VISITED = patterns.compile(
    r"\b(?:who|which|that)\s(?:(?:has|have|had|also|once)\s)*[a-z]+(?:ed|[^s]s)\s(?:the\s)?$"
)
"""Before a name that ends a relative clause ("people who had visited | Osmark")."""
_FURNITURE = frozenset("Please Story Advertisement Continue Read Watch Well Yes Look Oh".split())
"""Words of a page about itself ("Story highlights", "Please verify …"), and interjections."""
_THAT = frozenset(("that", "those", "what", "which", "it", "them", "him", "her", "who", "whom"))
_OPENERS = frozenset("\"“'‘«„`")
_NO_ONE = frozenset(["", "yet", "but", "and", "or", "also", "then", "still", "even", "now"])
_SET = frozenset((("All", "told"), ("That", "said")))
_NEAR = 6
"""Attributions on either side that can hold one another within a sentence."""


def said(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """``found``, in order of cue and with their spans put right, without mere attitudes that
    somebody's speech tells of.

    In "Holt said that Aske wants a new mill" it is Holt who speaks; what Aske wants is Holt's
    claim. Within what one is reported to say, only who states something, or is quoted in marks,
    speaks too ("Holt said that Aske had said …").
    """
    kept: list[Attribution] = []
    far = -1  # how far what came before reaches
    for at, item in enumerate(found):
        cue, source = item.cue, item.source
        if cue:
            within = (
                far > cue[0] or any(other.start <= cue[0] for other in found[at + 1 : at + 3])
            ) and _held(item, cue, found[max(0, at - _NEAR) : at + 1 + _NEAR])
            short = source is not None and source[1] - source[0] < 6
            if (within or short) and _told(text, item, cue, within):
                far = max(far, item.end)
                continue
        far = max(far, item.end)
        kept.append(item)
    return kept


def _told(text: str, item: Attribution, cue: Span, within: bool) -> bool:
    """Whether an attribution tells of an attitude only; ``within`` another's words, or else in
    "a woman who supports the mill", a clause that tells her from others."""
    source = item.source
    if not within and not (source and text[slice(*source)].lower() in RELATIVE):
        return False
    if any(_marked(text, *span) for span in item.content):
        return False
    who = text[slice(*source)].lower() if source else ""
    clause = who not in _NO_ONE and _OPENS.match(text, item.content[0][0]) is not None
    stated = states(text[slice(*cue)])
    return not (clause and stated) if within else not (clause or stated)


def _held(item: Attribution, cue: Span, near: Sequence[Attribution]) -> bool:
    """Whether cue and content stand within the content of another attribution."""
    low, high = cue
    last = item.content[-1][1]
    for other in near:
        if other.start <= low and last <= other.end and other is not item:
            for start, end in other.content:
                if start <= low and high <= end and last <= end:
                    return True
    return False


def none(text: str, item: Attribution) -> bool:
    """Whether nobody reports anything there."""
    cue, source = item.cue, item.source
    if cue is None:
        return False
    words = text[cue[0] : cue[1]]
    if words == ":":
        if source is None:
            return False
        if text[item.content[0][0]] in _OPENERS:
            return points(text, source)
        return not speaks(text, source)
    start, end = item.content[-1]
    kind = _kind(words)
    if kind.none and (source is not None or words[0].isupper()):
        return True
    if source and text[source[0]] in "SPARCWYLO" and text[slice(*source)] in _FURNITURE:
        return True
    if words in ("told", "said") and source and (text[slice(*source)], words) in _SET:
        return True  # "All told, the town has …", "That said, …"
    if source is None and words[0].isupper() and words.isalpha() and lemma(words) == words.lower():
        return True  # "Think of the mill": nobody thinks, the reader is told to
    if source is None and words[0].isupper() and _no_report(text, words, start, end):
        return True
    if source is None and kind.seems:
        return True  # the outlet hedges, nobody reports
    first, stop = item.content[0]
    if stop - first == 2 and text[first:stop] in ("As", "as"):
        return True  # "As is known to all, …"
    if first < cue[0] and text.endswith(("what", "than"), first, stop) and text[stop - 5].isspace():
        return True  # "It is not clear what the mayor meant", "later than the mayor said"
    if (
        words.startswith("to ")
        and (source is None or text.startswith(("no ", "No "), source[0]))
        and not _marked(text, start, end)
    ):
        return True  # "no reason | to believe": nobody does
    if source is None and " " in words and _IT_IS.fullmatch(words):
        return True
    if source and text.startswith("by ", source[0] - 3) and no_source(text[slice(*source)]):
        return True  # "an opinion is expected by | June 2031"
    if words == "considering" and text[cue[0] - 2] == ",":
        return True  # "no wonder, considering that …"
    if words.endswith(_TO_SAY) and _idle(text, cue, source):
        return True
    if words.startswith("to ") and source and source[1] == cue[0] - 1:
        who = text[slice(*source)]
        if who.isalpha() and who.islower() and _COPULA.search(text, source[0] - 24, source[0]):
            return True  # "it is prudent | to expect"
    if source and source[1] - source[0] > 5:
        if silent(words, text[slice(*source)]):
            return True  # "these differences suggest": nobody says it
        if _NO_NOUN.match(text, *source) and not _marked(text, start, end):
            return True
        if text[source[1] - 1] in "s'’" and _of_noun(text, source, words, start):
            return True
    if kind.odd == "never" or (
        kind.odd == "names" and start <= cue[1] + 1 and named(text, (start, end))
    ):
        return True  # "a force | called “the Guard”"
    if _marked(text, start, end):
        return False
    behind = start > cue[0]
    apart = (
        start == cue[1] + 2 and text[cue[1]] == "," and not text.startswith(("if ", "to "), start)
    )
    if source and apart and _AFTER.search(text[source[0] - 7 if source[0] > 7 else 0 : source[0]]):
        return True  # "When Holt refused, the mayor hired two men"
    if len(item.content) == 1:
        if end - start < 6 and text[start:end].lower() in _OBJECT:
            # "the polls refute her", but "It is late, the mayor told us"
            return not (source and text[source[0] - 2] == "," and words in ("told", "tells"))
        if behind and text[start - 2] == "," and text.startswith("because ", start):
            return True  # "Nobody can say, because …"
        if behind and no_words(text, kind.odd, start, end):
            return True
    if behind and len(item.content) == 1 and _WHEN_WHERE.match(text, start, end):
        return True  # "as Reuters reported on Monday"
    if (
        source
        and source[0] < cue[0]
        and (
            supposed(text, source[0])
            or (
                source[1] - source[0] > 8
                and text[cue[0] - 2] != ","
                and (
                    (_VERB.search(text, *source) and _CLAUSE.match(text, *source))
                    or _DOES.match(text, *source)
                )
            )
        )
    ):
        return True
    if (
        source is None
        and behind
        and not _OPENS.match(text, start)
        and (kind.be or words.count(" ") > 2)
    ):
        return True  # "will be considered together by the judges"
    if not behind and kind.be and _CUT_OFF.search(text, start, end):
        return True  # "islands that are far and | are claimed by both states"
    if kind.determined:
        return True  # "the public might have understood"
    if behind and kind.wills and (text.startswith("to ", start) or not _OPENS.match(text, start)):
        return True  # "the town wants to sell", "wants a mill": what it is after, not what it says
    if source and _NOBODY.fullmatch(text, *source):
        return True  # "history will remember"
    if source and source[1] <= cue[0] and kind.passive and not _OPENS.match(text, start):
        return True  # "the plan is often cited as a failure"
    if engagement(words) is not None:
        # "different from that described by …", "wrote a letter"
        return (not behind and text[start:end] in ("that", "those")) or (
            behind and "wr" in words and _WROTE.search(text, cue[0], end) is not None
        )
    if behind and len(item.content) == 1:
        if CLAUSE.match(text, start) is None and kind.odd != "perceives":
            return True  # "the chamber passed a bill": a verb that neither speaks nor thinks
    elif source and text.startswith("by ", source[0] - 3):
        return True  # "a study published by the league"
    if words.endswith(" as"):
        return True  # "lays bare years of neglect as | the mill hides"
    if text[start:end].lower() in _THAT or _PASSIVE.search(text, *cue):
        return True
    if source and source[0] < cue[0] and _VISITED.search(text, max(0, source[0] - 40), source[0]):
        return True
    # "Tobin | Aske": a surname that looks like a verb.
    return (
        words[0].isupper()
        and source is not None
        and source[1] == cue[0] - 1
        and (text[source[0]].isupper() and words.isalpha() and words[1:].islower())
    )


def _no_report(text: str, cue: str, start: int, end: int) -> bool:
    """Whether a cue with a capital and without a source opens a sentence on something else:
    "Opposition | leader Ivo Lund was held", "Asking staff to lie breaks the rules"."""
    if cue == "Opposition":
        return True
    gerund = cue.isalpha() and cue.endswith("ing") and not _marked(text, start, end)
    return gerund and (text.startswith("to ", start) or text[end : end + 1] not in ",;")


def _marked(text: str, start: int, end: int) -> bool:
    words = text[start:end]
    return '"' in words or "“" in words or "''" in words


class _Kind(NamedTuple):
    """What the words of a cue tell by themselves."""

    none: bool
    be: bool
    determined: bool
    wills: bool
    seems: bool
    passive: bool
    odd: str | None


@lru_cache(maxsize=20_000)
def _kind(cue: str) -> _Kind:
    odd = sort(cue)
    if " " not in cue:
        be, wills = _BE.fullmatch(cue) is not None, _WILLS.search(cue) is not None
        return _Kind(False, be, False, wills, _SEEMS.fullmatch(cue) is not None, False, odd)
    goes_on = _GOES_ON.search(cue)
    return _Kind(
        _NO_CUE.match(cue) is not None
        or (goes_on is not None and engagement(cue[goes_on.end() :]) is None),
        _BE.search(cue) is not None,
        _DETERMINED.match(cue) is not None,
        _WILLS.search(cue) is not None,
        _SEEMS.search(cue) is not None,
        not hears(cue) and _PASSIVE_END.search(cue) is not None,
        odd,
    )


@lru_cache(maxsize=20_000)
def hears(cue: str) -> bool:
    """Whether the subject of a passive is who hears or is spoken of ("was told", "is said")."""
    return any(pattern.search(cue) for pattern in (_CALLED, _HELD, _DRAWS))


def _idle(text: str, cue: Span, source: Span | None) -> bool:
    """Whether a cue that ends with "to say" is an idiom, or what it would be right to say."""
    if _IDIOM.search(text, cue[0] - 12 if cue[0] > 12 else 0, cue[1] + 10):
        return True
    who = text[slice(*source)].lower() if source else ""
    return who in _IMPERSONAL and _BE_TO_SAY.search(text, *cue) is not None


def _of_noun(text: str, source: Span, cue: str, start: int) -> bool:
    """Whether a possessive and a participle tell of the noun behind them, and of no speech."""
    return (
        text[slice(*source)] != owner(text[slice(*source)])
        and _MADE.fullmatch(cue) is not None
        and _HAS_DONE.match(text, start) is None
    )


def again(item: Attribution, last: Attribution) -> bool:
    """Whether one cue was found twice ("dismissed", "dismissed the claims"), or once with who said
    it taken for what was said."""
    if not (item.cue and last.cue and last.cue[0] < item.cue[1] and item.cue[0] < last.cue[1]):
        return False
    return item.source == last.source or item.content == [last.source]


def shorter(text: str, item: Attribution, last: Attribution) -> bool:
    """Whether ``item`` has the end of the other's cue for its own, and the rest in its source:
    "the charges | filed in May alleged", "the charges filed in May | alleged"."""
    if not (item.cue and last.cue and item.source and last.source):
        return False
    (start, end), (low, high) = item.cue, last.cue
    if not (item.source[0] == last.source[0] < low < start < end == high):
        return False
    return not states(text[low:high].split(" ", 1)[0])
