"""Which words at the end of phrases judge a noun that follows: a rule that reaches needs to know.

To find out takes a lexicon, so it is done once, when a pack is read, and stored with the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhetorictui.packs.model import MARKS
from rhetorictui.packs.phrases import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOUN_ENDINGS = ("s", "ism", "er")


def judging_words(phrases: Sequence[str]) -> tuple[str, ...]:
    """Of the words that end ``phrases`` those that can judge a noun which follows, sorted.

    They are adjectives, participles and compounds with a hyphen ("job-killing"). Of a phrase of
    several words they are only what is never a noun or adverb: "politically correct" judges, "the
    radical left" does not. Needs lemminflect. Raises PhraseError.
    """
    return tuple(sorted({word for word, alone in _last(phrases) if _judges(word, alone)}))


def _last(phrases: Iterable[str]) -> set[tuple[str, bool]]:
    """The last word of every spelling, and whether it is all there is."""
    out = set()
    for form in (form for phrase in phrases for form in parse(phrase)):
        for variant in form.segments[-1]:
            _, space, word = variant.rpartition(" ")
            out.add((word, not space and not form.gaps))
    return out


def _judges(word: str, alone: bool) -> bool:
    # 140 ms, it imports numpy; only reading a pack anew passes here.
    import lemminflect

    if any(mark in word for mark in MARKS):
        return False
    first, _, last = word.rpartition("-")
    classes = lemminflect.getAllLemmas(last)
    if not alone and ("NOUN" in classes or "ADV" in classes):
        return False
    # "Globalist" and its like, which lexicons give as nouns, judge the banker who follows.
    if alone and last.endswith("ist"):
        return True
    if "ADJ" in classes or ("VERB" in classes and last.endswith(("ed", "ing"))):
        return True
    return bool(first) and not last.endswith(_NOUN_ENDINGS)
