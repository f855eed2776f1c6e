"""How far a finding reaches beyond the words that its rule names.

What is loaded is seldom an adjective alone: "a brutal regime" says that the regime is brutal, and
coders of propaganda mark the phrase (Da San Martino et al. 2019). A rule with ``reach = "noun"``
therefore reaches over the noun that its adjective judges or its last word opens ("a threat to
our"), and back over what stands before it as a part of it ("utterly brutal", "the Talvonian
regime"). One with ``reach = "sentence"`` reaches to the end of a question or an argument that its
words only open.

The noun is found without a model: an adjective that a content word follows directly stands before
its noun. Only the closed classes need to be known; that costs a microsecond for each finding.
"""

from __future__ import annotations

import re

from rhetorictui import patterns
from rhetorictui.document import Span

_WORD = patterns.compile(r"[ \u00a0]([^\W\d_]+(?:['’.-][^\W\d_]+)*)(?![\w-])")
_LAST = patterns.compile(r"[^\W_]+(?:['’-][^\W_]+)*\Z")
_MARK = patterns.compile(r"[.!?…]+(?![^\W_])|[\n\"“”«»]")
_QUOTED = patterns.compile(r"“[^\n“”]*[^\n“”.!?…]”|(?<=[\s(])\"[^\n\"]*[^\n\".!?…]\"")
_BEFORE = patterns.compile(r"(?<![\w'’.-])([^\W\d_]+(?:['’-][^\W\d_]+)*)[ \u00a0]\Z")
_FIRST = patterns.compile(r"[^\W_]+")
_LOOSE = patterns.compile(
    r"(?:[ \u00a0](?:of|to|in|on|for|at|with|into|from|by|against))?"
    r"[,;:]?[ \u00a0](?:the|an?|our|his|their|its|my|your)\Z",
)
_TITLES = frozenset("mr mrs ms dr sen sens rep reps gov rev gen prof".split())
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
_ENDINGS = (
    "able", "ible", "ous", "ful", "less", "ish", "ive", "ic", "al", "ian", "ese", "ary", "ican",
    "isan",
)  # fmt: skip
# Where a noun is to come, and where a noun or adjective is known to have come.
_ADJECTIVE = (*_ENDINGS, "ed", "ant")
_BEFORE_NOUN = (*_ENDINGS, "ist")
# Words before nouns that no ending tells.
_PLAIN = frozenset(
    """
    bad big black civil corrupt current entire fake free future good great gun high human
    innocent left main mass middle modern new old open other own popular poor rich secret similar
    state tax top violent vulnerable white whole young
    """.split()
)
_NAMES = 3
"""How many capitalised words of a name a finding takes in at most."""
_MODIFIERS = 2
"""How many words before a hit a finding takes in at most."""
_LONGEST = 30
"""Code points before a hit that are looked at for one of them."""
_SHORTEST = 5
"""Code points of an adjective that is told by its ending: "deal" and "goal" are none."""
_ARTICLES = frozenset("the a an our his their its my your these those".split())
_OPENING = frozenset("of on to in for at with into from by against".split())
_DEGREE = frozenset("very so too most quite rather pretty".split())
# Adverbs of time and of report, which say when or by whom and not how much.
_NO_DEGREE = frozenset(
    """
    allegedly apparently currently daily directly early eventually exactly finally formerly
    generally initially lately likely mainly monthly mostly namely nearly newly officially only
    possibly presently previously primarily probably publicly quickly recently reportedly simply
    suddenly typically usually weekly yearly
    """.split()
)
# Nouns, verbs and others that end like adjectives.
_NO_ADJECTIVE = frozenset(
    """
    appeal approval arrive arrival betrayal capital denial derive executive february general
    give hospital january journal library official proposal public receive removal republic
    reveal rival secretary several signal survival survive these topic traffic trial
    """.split()
)


def noun_span(text: str, start: int, end: int, judging: frozenset[str]) -> Span:
    """What the hit ``start..end`` covers with the noun that it judges, or that its end opens.

    ``judging`` are the words, in lower case, that judge a noun when they stand before one. The
    noun, with another adjective or the rest of a name, stands in the same line, no mark between;
    so do the adjectives and adverbs before the hit.
    """
    last = _LAST.search(text, start, end)
    low = last.group().lower().replace("’", "'") if last else ""
    if last and low in judging:
        end = _noun_end(text, end, capital=not last.group()[0].islower())
    elif low in _ARTICLES:
        end = _opened(text, start, end)
    elif low in _OPENING:
        found = _WORD.match(text, end)
        at = found.end() if found and found[1].lower() in _ARTICLES else end
        stop = _noun_end(text, at, capital=False)
        end = stop if stop > at else end
    return _modified(text, start), end


def closed_end(text: str, start: int, end: int) -> int:
    """Where a finding ends whose hit ``start..end`` may end in an article, as no reading does.

    After a preposition the noun belongs to it ("the end of our civilisation"); after a verb the
    article only asked for an object ("insult the").
    """
    before, _, last = text[start:end].rpartition(" ")
    if not before or last.lower() not in _ARTICLES:
        return end
    if before.rpartition(" ")[2].lower() in _OPENING:
        return _opened(text, start, end)
    return start + len(before.rstrip(",;:"))


def _opened(text: str, start: int, end: int) -> int:
    """Over the noun of the article at the end of ``start..end``; without it where there is none."""
    stop = _noun_end(text, end, capital=False)
    loose = _LOOSE.search(text, start, end) if stop == end else None
    return loose.start() if loose else stop


def _noun_end(text: str, end: int, *, capital: bool) -> int:
    """Where the noun ends that follows directly; ``end`` where none does."""
    found = _content(text, end)
    if not found:
        return end
    word, stop = found
    if word[0].isupper():
        # In a headline every word has a capital, and the next may be the verb.
        if capital:
            return stop
        stop = _name(text, word, stop)
    adjective = word.endswith(_ADJECTIVE) or word.lower() in _PLAIN
    further = _content(text, stop) if adjective else None
    return further[1] if further else stop


def _modified(text: str, start: int) -> int:
    """Where the adverbs and adjectives begin that stand directly before ``start``."""
    match = _FIRST.match(text, start)
    first = match.group().lower() if match else ""
    if first in _OPENING or first in _ARTICLES:
        return start
    verbal = first.endswith(("ed", "ing"))
    for _ in range(_MODIFIERS):
        found = _BEFORE.search(text, max(0, start - _LONGEST), start)
        if not found or not _modifies(found[1], verbal=verbal):
            break
        start = found.start()
    return start


def _modifies(word: str, *, verbal: bool) -> bool:
    """Whether ``word`` says how, or of what kind; before what may be a verb only an adverb does."""
    low = word.lower()
    if low.endswith("ly"):
        return low not in _NO_DEGREE and low not in _LY_NOUNS
    if verbal or low in _DEGREE or len(low) < _SHORTEST or low in _NO_ADJECTIVE:
        return low in _DEGREE
    # "Vale-Karsk" is a name, "pro-Talvonian" and "Karsk-made" are none.
    first, hyphen, rest = word.rpartition("-")
    named = first[:1].isupper() and rest[:1].isupper()
    return low.endswith(_BEFORE_NOUN) or (bool(hyphen) and not named)


def sentence_end(text: str, end: int) -> int:
    """Where the sentence ends, its mark left out, in which a hit ends at ``end``.

    What is quoted within the sentence is a part of it; of a sentence within quotation marks the
    closing mark is the end.
    """
    at = end
    while mark := _MARK.search(text, at):
        quoted = _QUOTED.match(text, mark.start())
        if not quoted and not _abbreviates(text, mark):
            break
        at = (quoted or mark).end()
    stop = mark.start() if mark else len(text)
    return max(end, end + len(text[end:stop].rstrip(" ,;:\t\r\u00a0\"'“”‘’)")))


def _abbreviates(text: str, mark: re.Match[str]) -> bool:
    """Whether a full stop belongs to a title or an initial before a name."""
    if mark.group() != ".":
        return False
    word = _LAST.search(text, max(0, mark.start() - _LONGEST), mark.start())
    return word is not None and (len(word.group()) == 1 or word.group().lower() in _TITLES)


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
