"""How far a finding reaches beyond the words that its rule names.

What is loaded is seldom an adjective alone: "a brutal regime" says that the regime is brutal, and
coders of propaganda mark the phrase (Da San Martino et al. 2019). A rule with ``reach = "noun"``
therefore reaches over the noun that its adjective judges, one with ``reach = "sentence"`` to the
end of a question or an argument that its words only open.

The noun is found without a model: an adjective that a content word follows directly stands before
its noun. Only the closed classes need to be known; that costs a microsecond for each finding.
"""

from __future__ import annotations

from rhetorictui import patterns

_WORD = patterns.compile(r"[ \u00a0]([^\W\d_]+(?:['’.-][^\W\d_]+)*)(?![\w-])")
_LAST = patterns.compile(r"[^\W_]+(?:['’-][^\W_]+)*\Z")
_MARK = patterns.compile(r"[.!?…]+(?![^\W_])|[\n\"“”«»]")
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sen", "rep", "gov", "rev", "gen", "prof"))
# Words that may follow an adjective without being what it judges: the closed classes, adverbs
# that are not told by their ending, and the verbs of being, having and reporting.
_OTHER = frozenset(
    """
    a about above across after again against ago all alone along already also although always am
    amid among an and another any anymore anyone anything anyway anywhere are aren't around as
    at away back be became because become becomes been before began begin begins behind being
    below beneath beside besides between beyond both but by came can can't cannot come comes
    could couldn't deep despite did didn't do does doesn't don't down during each either else
    enough even ever every everyone everything except far few first for forever from get gets go
    goes going gone got had hadn't has hasn't have haven't he he's hence her here here's hers
    him his how however i i'm if in indeed inside instead into is isn't it it's its itself just
    last least less let like likely made make makes many may maybe me meanwhile might mine more
    most much must my myself near never next no nobody none nor not nothing now of off often on
    once one ones only onto or other others our ours out outside over per perhaps please quite
    rather really said same saw say saying says second see seem seemed seems seen several shall
    she she's should shouldn't since so some somebody someone something sometimes soon still
    such take taken takes than that that's the their theirs them themselves then there there's
    therefore these they they're third this those though through throughout thus till to today
    together told tomorrow tonight too took toward towards twice under unless until unto up upon
    us versus very via vs was wasn't we we're well went were weren't what what's whatever when
    whenever where whereas wherever whether which while who who's whoever whom whose why will
    with within without won't worth would wouldn't yesterday yet you you're your yours yourself
    added argued asked believe believes called claimed noted told tweeted wrote
    """.split()
)
_LY_NOUNS = frozenset(
    "family ally rally bully reply assembly monopoly anomaly supply folly".split()
)
_ADJECTIVE = (
    "able", "ible", "ous", "ful", "less", "ish", "ive", "ic", "al", "ian", "ese", "ary", "ed",
    "ant", "ican", "isan",
)  # fmt: skip
_NAMES = 3
"""How many capitalised words of a name a finding takes in at most."""


def noun_end(text: str, start: int, end: int, judging: frozenset[str]) -> int:
    """Where the noun ends that the hit ``start..end`` judges; ``end`` where there is none.

    ``judging`` are the words, in lower case, that judge a noun when they stand before one. The
    noun, with another adjective or the rest of a name, stands in the same line, no mark between.
    """
    last = _LAST.search(text, start, end)
    if not last or last.group().lower().replace("’", "'") not in judging:
        return end
    found = _content(text, end)
    if not found:
        return end
    word, stop = found
    if word[0].isupper():
        # In a headline every word has a capital, and the next may be the verb.
        if not last.group()[0].islower():
            return stop
        stop = _name(text, word, stop)
    further = _content(text, stop) if word.endswith(_ADJECTIVE) else None
    return further[1] if further else stop


def sentence_end(text: str, end: int) -> int:
    """Where the sentence ends, its mark left out, in which a hit ends at ``end``."""
    mark = _MARK.search(text, end)
    stop = mark.start() if mark else len(text)
    return max(end, end + len(text[end:stop].rstrip(" \t\r\u00a0\"'“”‘’)")))


def _content(text: str, at: int) -> tuple[str, int] | None:
    """The word that follows directly, if it can be part of a noun phrase, and where it ends."""
    found = _WORD.match(text, at)
    if not found:
        return None
    word = found[1].replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    low = word.lower()
    if low in _OTHER or (low.endswith("ly") and low not in _LY_NOUNS):
        return None
    return word, found.start(1) + len(word)


def _name(text: str, word: str, stop: int) -> int:
    for _ in range(_NAMES - 1):
        if word.lower() in _TITLES and text[stop : stop + 1] == ".":
            stop += 1
        found = _content(text, stop)
        if not found or not found[0][0].isupper():
            break
        word, stop = found
    return stop
