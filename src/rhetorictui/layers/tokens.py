"""Tokens of one sentence with a coarse tag each: what the attribution model sees of the text.

A tag is the word itself for function words and punctuation, else the number of the word's
distributional class (words that stand between the same neighbours), else its shape.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import add

# White space behind a token belongs to its match, so that offsets come from lengths alone.
_TOKEN = re.compile(
    r"""(?: ['’](?:s|re|ve|ll|d|m|S)(?!\w)
      | (?:[^\W\d_]\.){2,}
      | (?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Capt|Rev|Prof|Jr|Sr|St|No|vs|[A-Z])\.(?=\s)
      | [^\W_]+(?:(?:[-‐‑&.,/](?=\w)|['’](?!(?:s|re|ve|ll|d|m|S)(?!\w))(?=\w))[^\W_]+)*
      | \.\.\.+ | -- | '' | `` | [^\w\s] | _ )\s*""",
    re.VERBOSE,
)

FUNCTION = frozenset(
    "the a an this that these those some any no every each all both i you he she it we they "
    "me him her us them my your his its our their who whom whose which what when where why "
    "how whether if because although though while since until unless as than so and or but "
    "nor yet of in on at by for with from to into about against between during after before "
    "over under through without within among toward towards upon not n't never also is are "
    "was were be been being am has have had do does did will would can could may might must "
    "shall should there here then now 's 're 've 'll 'd 'm said says say saying told "
    "according more most other another such one only even just still out up down off back "
    "away on".split()
)


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The tokens of ``text``, and the same with the white space behind each."""
    pieces = _TOKEN.findall(text)
    return list(map(str.rstrip, pieces)), pieces


def places(pieces: list[str], words: list[str], start: int) -> tuple[list[int], list[int]]:
    """Where each token starts and ends, ``start`` being where the first stands."""
    starts = list(accumulate(map(len, pieces), initial=start))
    starts.pop()
    return starts, list(map(add, starts, map(len, words)))


def shape(word: str, small: str) -> str:
    """The tag of a word that no class knows: by capitals, figures and ending."""
    first = word[0]
    if first.isupper():
        return "XX" if word.isupper() and len(word) > 1 else "Xx"
    if first.isdigit():
        return "00"
    if not first.isalpha():
        return small
    for ending in ("ing", "ed", "ly", "ion", "s", "er", "al"):
        if small.endswith(ending):
            return "-" + ending
    return "x"
