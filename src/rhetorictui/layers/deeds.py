"""What somebody does, names, sees or counts, by verbs that can also tell of speech and thought.

"The firm posted gains", "a force called the Guard", "she knew the way": where neither a clause nor
a quotation follows such a verb, nobody is reported to have said anything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.names import ORGANISATION, head

CLAUSE = patterns.compile(
    r"(?:that|it|he|she|they|we|there|how|why|whether|what|if|i|you)\b", re.IGNORECASE
)
"""What opens a clause, as against a noun phrase or an infinitive."""
_SORT = patterns.compile(
    r"\b(?P<perceives>(?:s(?:ee|ees|aw|een|eeing)|watch(?:ed|es)?|witness(?:ed|es)?|hear[sd]?|"
    r"wr(?:ites?|ote|itten|iting)(?!\sfor))\b|kn(?:ow|ows|ew|own|owing)(?:\s(?:about|of|for))?$)|"
    r"\b(?P<deed>(?:sp(?:oke|eaks?|eaking|oken)\s(?:for|to|with)|kn(?:ew|ows?)\s(?:more|better|less)(?:\sabout)?|"
    r"refer(?:s|red|ring)?(?:\s\w+)?\sto|wr(?:ites?|ote|iting)\sfor|contend(?:s|ed|ing)?\swith|(?:is|was|are|were|be|been)\smeant|"
    r"fail(?:s|ed|ing)?\sto\s(?:\w+ly\s)?respond\sto)$)|"
    r"(?P<told>\b(?:be(?:en|ing)?|was|were)\s(?:\w+\s)?told$)|"
    r"(?P<tells>\bt(?:ells?|old|elling)$)|"
    r"(?P<feels>\b(?:feel(?:s|ing)?|felt)$)|"
    r"(?P<counts>\b(?:post(?:s|ed|ing)?|add(?:s|ed|ing)?|observ(?:e|es|ed|ing))$)|(?P<ends>\bconclud(?:e|es|ed|ing)$)|"
    r"(?P<weighs>\bconsider(?:s|ed|ing)?$)|"
    r"(?P<slams>slam)|"
    r"(?P<names>^(?:\w+ly\s)?(?:called|calls|named|dubbed|titled|entitled)$|\bknown\sas$)|"
    r"(?P<orders>\border(?:s|ed|ing)?$)|(?P<offers>\boffer(?:s|ed|ing)?$)|"
    r"(?P<claims>\bclaim(?:s|ed|ing)?$)|"
    r"(?P<never>\bno\s(?:wonder|doubt)$|^shows?\son$|^in\sorder\sto\b.*|^(?:is|was|are|were)\sto\s\w+$|^would\shave\s(?:\w+ly\s)?(?:shown|suggested|meant|indicated|revealed)$|^to\sbe\s(?!told|asked)\w+ed\b.*|\bpass(?:es|ed|ing)?\s(?:\w+\s)?(?:legislation|laws?|bills?|measures?|rules)$|\bon\sbehalf\sof$|^(?:about|over|of|for|as)$|\breminded\sof$|\bexpressed\s(?:in|by)$|\b(?:is|are|was|were|been)\swritten$|\bmade\s(?:no|zero|little|scant)\smention\sof$|"
    r"\b(?:an?|the|its|his|her)\s(?:\w+\s)+(?:called|titled|named|dubbed)$|"
    r"^questions?\sfor$|^(?:may|might|could|would|will)\s(?:\w+\s){0,2}(?:explain|indicate|suggest|show|mean|"
    r"reveal|prove|highlight|underscore|illustrate)$|"
    r"^(?:may|might)\s(?:not\s)?have\s.*|^(?:should|must|shall|ought\sto)\b.*|^(?:would|can|may|might)\s(?!not\b|like\b|support|oppose|back\b|"
    r"welcome|favou?r)(?:\w+\s){0,2}(?:agree|believe|call|consider|decide|demand|discover|expect|feel|hope|"
    r"imagine|judge|know|learn|mean|notice|realize|recall|recognize|remember|respond|see|think|threaten|understand|"
    r"wonder|worry)(?:\s(?:of|on|to|about|for|that))?$|"
    r"\b(?:br(?:oke|eak|oken|eaks|eaking)|def(?:y|ied|ies|ying)|ke(?:eps?|pt|eping)|fulfil\w*|"
    r"honou?r\w*)\s(?:\w+\s){0,2}(?:promises?|pledges?|vows?)$)"
)
"""Verbs that tell of speech or thought only with a clause, or with none, or with more than a noun.
"""
_SLAMMED = patterns.compile(
    r"(?:the|its|their|his|her)\s(?:\w+\s)?(?:doors?|brakes?|lid|phone|window|gates?)\b"
)
"""What is slammed by no words."""
_NAME = patterns.compile(
    r"(?:an?\s|the\s)?[\"“‘']?(?:the\s)?[A-Z][\w.'’-]*"
    r"(?:\s(?:of|for|and|in|on|the|an?|to|[A-Z0-9][\w.'’-]*))*[,.]?[\"”’']?[,.]?"
)
"""A name and nothing else: somebody is called so, or called up."""
_PHONED = patterns.compile(r"it$|(?:him|her|them|me|us|you)\s(?:around|at|back|in|on|to|from)\b")
_STORY = patterns.compile(
    r"(?:an?|the)\s(?:\w+\s){0,2}?(?:story|tale|truth|lies?)\b|(?:some\s|more\s|many\s)?lies\b|(?:us|you)\snothing\b"
)
_GAINS = patterns.compile(
    r"(?:(?:an?|its|their|the)\s)?(?:[\w.-]+\s){0,3}?(?:gains?|loss(?:es)?|profits?|results|revenues?|records?)\b"
)
_EVENT = patterns.compile(
    r"(?:(?:the|an?|its|his|her|their|our)\s)?(?:[\w'’-]+\s){0,3}?(?:speech|remarks|address|message|concession|"
    r"testimony|visit|trip|tour|meeting|talks|arguments|hearing|investigation|probe)\b"
)
"""What somebody concludes by ending it."""
_LIVES = patterns.compile(r"(?:[\w-]+\s){1,4}(?:lives|life|victims?)$")
"""What a flood claims."""
_FINITE = patterns.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|did|does|do|can|may|might|must)\b|"
    r"n['’]t\b"
)
_FOR = patterns.compile(r"(?:him|her|them|us|me)\s(?:for|as)\b")
_TO_WHOM = patterns.compile(r"(?:him|her|them|us|me|you)\s")
_HOW = patterns.compile(r"(?:later|first|again|soon|then|more|less|better|well|too|\w{2,}ly)$")
"""When or how somebody says something, and not what."""
_THAT = frozenset(("that", "those", "what", "which", "it", "them", "him", "her", "who", "whom"))


_SHOWS = patterns.compile(
    r"\b(?:show(?:s|ed|n|ing)?|reveal(?:s|ed|ing)?|suggest(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|"
    r"demonstrat(?:e|es|ed|ing)|prove[sd]?|proving|proven|illustrat(?:e|es|ed|ing)|highlight(?:s|ed|ing)?|"
    r"underscor(?:e|es|ed|ing)|underlin(?:e|es|ed|ing)|explain(?:s|ed|ing)?|express(?:es|ed)?|"
    r"rais(?:e|es|ed|ing)\s(?:\w+\s)?(?:questions|doubts|concerns|fears)(?:\sabout)?|"
    r"tell(?:s|ing)?|told|remind(?:s|ed|ing)?|mean[st]?|signal(?:s|ed|ing)?)$"
)
"""What something can do that nobody says."""
_ABSTRACT = patterns.compile(
    r"\w{2,}(?:[st]ions?|ments?|ness|isms?|ences?|ances?|ures?|ings?|theor(?:y|ies))|"
    r"days?|weeks?|months?|years?|moments?|things?|facts?|events?|history|votes?|moves?|trends?|crisis|wars?"
)
_BODIES = ORGANISATION | frozenset(
    "commissions organisations organizations administrations delegation delegations coalition "
    "coalitions opposition corporation corporations institution institutions foundations "
    "associations federations audience audiences governments departments parliaments "
    "establishment legislature legislatures conference population nation nations finding findings "
    "reporting ruling rulings filing filings recording recordings publication publications "
    "statements indictment indictments figures evidence constitution resolution resolutions "
    "declaration declarations projections documents document pictures picture testing polling "
    "management being beings king kings investigation investigations calculation "
    "calculations".split()
)
"""Nouns with such endings for bodies, and for texts in which something can be read."""


@lru_cache(maxsize=20_000)
def silent(cue: str, source: str) -> bool:
    """Whether ``source`` can show something but not say it: no person, body or text ("these
    differences | suggest")."""
    if _SHOWS.search(cue) is None:
        return False
    noun = head(source)
    if noun not in source or noun in _BODIES:
        return False  # in capitals: a name
    return _ABSTRACT.fullmatch(noun) is not None


@lru_cache(maxsize=20_000)
def sort(cue: str) -> str | None:
    """Which sort of those verbs a cue has, if any; "never" with whatever follows."""
    found = _SORT.search(cue)
    return found.lastgroup if found else None


def named(text: str, content: Span) -> bool:
    """Whether the content of a cue of the sort "names" is a mere name, or whom one rings up."""
    return (_NAME.fullmatch(text, *content) or _PHONED.match(text, *content)) is not None


def no_words(text: str, kind: str | None, start: int, end: int) -> bool:
    """Whether the content ``start..end``, behind a cue and without marks, is none: what is seen,
    written, slammed, counted, or how something is said."""
    if end - start < 12 and _HOW.match(text, start, end):
        return True  # "as I'll explain | later"
    if kind is None or kind == "names":
        return False
    if kind == "perceives":
        if text[start:end].lower() in _THAT:
            return True  # "who wrote it"
        return CLAUSE.match(text, start) is None and text.find(" as ", start, end) < 0
    if kind == "told":
        return text.startswith("the ", start)
    if kind == "tells":
        return _STORY.match(text, start, end) is not None
    if kind == "ends":
        return _EVENT.match(text, start, end) is not None
    if kind == "claims":
        return _LIVES.fullmatch(text, start, end) is not None
    if kind == "feels":
        return CLAUSE.match(text, start) is None
    if kind == "orders":
        return text.find(" to ", start, end) < 0 and CLAUSE.match(text, start) is None
    if kind == "offers":
        return _TO_WHOM.match(text, start, end) is not None
    if kind == "counts":
        clause = CLAUSE.match(text, start) or _FINITE.search(text, start, end)
        return clause is None or _GAINS.match(text, start, end) is not None
    if kind == "weighs":
        return _FOR.match(text, start, end) is not None
    if kind == "deed":
        return text.find(" as ", start, end) < 0
    return kind == "never" or _SLAMMED.match(text, start) is not None
