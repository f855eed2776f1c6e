"""The words of a passage that can tell of a fact, folded, with their weight.

Two passages that share them tell of the same matter, whatever else they say.
"""

from __future__ import annotations

from functools import lru_cache
from math import log
from unicodedata import combining, normalize

from rhetorictui import patterns
from rhetorictui.language.words import WORD

_WORD = patterns.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{WORD.pattern}")
# Words that tell of no fact: function words, and those by which news reports anything at all.
_STOP_TEXT = """
    a about above after again against all almost along also although always am among an and another
    any anyone anything are aren't around as at away back be became because become been before began
    being below between both but by came can can't cannot come could couldn't did didn't do does
    doesn't doing don't done down during each either else even ever every everything few first for
    from further get gets getting go goes going gone got had hadn't has hasn't have haven't having
    he he's her here hers herself him himself his how however i i'm if in indeed into is isn't it
    it's its itself just kind know last later least less let let's like likely made make makes
    making many may maybe me might more most much must my myself neither never no nor not nothing
    now of off often on once one only onto or other others our ours ourselves out over own per
    perhaps put quite rather really same see seem seemed seems several shall she should shouldn't
    since so some someone something soon still such take taken takes than that that's the their
    theirs them themselves then there there's these they they're thing things think this those
    though through thus to together told too took toward towards two under until up upon us use used
    very want wanted wants was wasn't way we we're well went were weren't what whatever when where
    whether which while who whom whose why will with within without won't would wouldn't yet you
    you're your yours yourself according added adding asked told say saying says said statement
    report reported reports reporters spokesman spokeswoman spokesperson news monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr new time year years day days week weeks
    month months people called call calls
"""
_STOP = frozenset(_STOP_TEXT.split())
_NUMBERS_TEXT = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {name: str(value) for value, name in enumerate(_NUMBERS_TEXT.split())}
_ALSO = _NUMBERS | {"percent": "cent", "pct": "cent"}
_SUFFIX = patterns.compile(r"(?:ies|ied|ing|edly|ed|es|s|ly|e|ion|ions|ment|ments)$")

# A country and what belongs to it: Talvonia, Talvonian; China, Chinese; Israel, Israeli.
_NATION = patterns.compile(r"(?:i?ans?|i?a|ese|is?)$")

NAME = 1.25
"""The weight of a name."""
FIGURE = 1.3
EXACT = 2.0
"""The weight of a figure, and of one of three digits or more, by which a fact is known."""
_YEAR = patterns.compile(r"(?:19|20)\d\ds?")


def fact_words(text: str, start: int, end: int) -> dict[str, float]:
    """The words of a passage that can tell of a fact, folded, with their weight.

    Figures weigh most, then names (a capital inside the passage) and long words.
    """
    counts: dict[str, int] = {}
    prior: dict[str, float] = {}
    # Compounds count by their parts: "35-percent" is a figure too.
    words = " ".join(_WORD.findall(text, start, end)).replace("-", " ").split()
    for nth, word in enumerate(words):
        name, weight = fold(word)
        if weight:
            if nth and weight < NAME and word[0].isupper():
                weight = NAME
            counts[name] = counts.get(name, 0) + 1
            if weight > prior.get(name, 0.0):
                prior[name] = weight
    return {name: (1 + log(count)) * prior[name] for name, count in counts.items()}


@lru_cache(1 << 14)
def fold(word: str) -> tuple[str, float]:
    """A word without case, possessive and ending, and its weight: 0 if it tells of no fact."""
    low = word.lower().replace("’", "'")
    if not low.isascii():
        # Calderón is Calderon.
        low = "".join(char for char in normalize("NFKD", low) if not combining(char))
    if len(word) > 1 and word.isupper():
        # Letters that stand for a name, with points or without: U.N., UN, and US is no pronoun.
        return low.removesuffix("'s").replace(".", ""), NAME
    if low in _STOP:
        return "", 0.0
    low = low.removesuffix("'s")
    if low in _ALSO or low[0].isdigit():
        name = _ALSO.get(low, low)
        exact = len(name) > 2 and name != "cent" and not _YEAR.fullmatch(name)
        return name, EXACT if exact else FIGURE
    if len(low) < 5:
        return low, 0.8 if len(low) < 4 else 1.0
    ending = _NATION if word[0].isupper() and _NATION.search(low) else _SUFFIX
    return ending.sub("", low), 1.1 if len(low) > 7 else 1.0
