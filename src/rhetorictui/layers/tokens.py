"""Tokens of a text with a coarse tag each: what the attribution model sees of it.

A tag is a number: that of the word itself for function words and punctuation, else that of the
word's distributional class (words that stand between the same neighbours), else of its shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

from rhetorictui import patterns
from rhetorictui.document import Span

# White space behind a token belongs to its match, so that offsets come from lengths alone. Plain
# words before a space come first: two thirds of all tokens, found without backtracking.
TOKEN = patterns.compile(
    r"""[A-Za-z][a-z]*+[ ](?!\s)
      | (?:['’](?:s|re|ve|ll|d|m|S)(?!\w)
        | [^\W_]+(?:(?:[-‐‑&.,/](?=\w)|['’](?!(?:s|re|ve|ll|d|m|S)(?!\w))(?=\w))[^\W_]+)*
          (?:\.(?:(?<=\.[^\W\d_]\.)|(?=\s)(?:(?<=\b[A-Z]\.)
            |(?<=\b(?:Mr|Ms|Dr|Lt|Jr|Sr|St|No|vs)\.)|(?<=\b(?:Mrs|Gov|Sen|Rep|Gen|Col|Sgt|Rev)\.)
            |(?<=\b(?:Capt|Prof)\.))))?
        | \.\.\.+ | -- | '' | `` | [^\w\s] | _
        )\s*
      | \s+""",
    re.VERBOSE,
)

FindAll = Callable[[str], list[str]]
"""What finds the tokens of a sentence: ``TOKEN.findall`` or its compiled twin."""

_WORDS = (
    "the a an this that these those some any no every each all both i you he she it we they me "
    "him her us them my your his its our their who whom whose which what when where why how "
    "whether if because although though while since until unless as than so and or but nor yet "
    "of in on at by for with from to into about against between during after before over under "
    "through without within among toward towards upon not n't never also is are was were be been "
    "being am has have had do does did will would can could may might must shall should there "
    "here then now 's 're 've 'll 'd 'm said say says saying told according more most other "
    "another such one only even just still out up down off back away on added wrote later "
    "further repeatedly again already recently reportedly once always often last earlier "
    "yesterday monday tuesday wednesday thursday friday saturday sunday"
).split()
_MARKS = ", ; : - — – -- ( ) [ ] \" . ? ! … ... ' '' `` % $ & / *".split()
_SHAPES = ["XX", "Xx", "00", "x", "-ing", "-ed", "-ly", "-ion", "-s", "-er", "-al"]
EDGE = "</s>"
"""The token that stands between sentences."""
TAG_NAMES = [EDGE, "?", *dict.fromkeys(_WORDS), *_MARKS, *_SHAPES]
"""What tags stand for, by number; the word classes of the model come behind."""
TAG = {name: number for number, name in enumerate(TAG_NAMES)}
BITS = 9
"""Bits of a tag: there are fewer than 512."""
FUNCTION = frozenset(_WORDS)
"""Words that are their own tag."""


def tag_set(names: str) -> frozenset[int]:
    """The tags of some words and marks."""
    return frozenset(TAG[name] for name in names.split())


LIGHT = tag_set(
    "also then later further repeatedly again even only just still not n't never already "
    "recently reportedly once now always often has have had is are was were be been being "
    "will would could may might must should can do does did to 's 've 'd 're 'll 'm -ly"
)
"""What stands between a subject and its verb."""
STOPS = tag_set(', ; : - — – -- ( ) [ ] " . ? ! … ...')
JOINTS = tag_set(
    "but and or because that while though although if when where as so than who which whether "
    "said says"
)
CONTENT_END = STOPS | tag_set(
    "and but or because while after before when as if though although since in on at for to "
    "by with from during that who which whose about over than not so unless until without"
)
WHEN = tag_set(
    "in on at during last earlier later yesterday monday tuesday wednesday thursday friday "
    "saturday sunday"
)
THAT, COMMA, QUOTE = TAG["that"], TAG[","], TAG['"']


class Sentence:
    """A sentence's tokens, half-open, and the code point at which its first one starts."""

    __slots__ = ("high", "low", "start")

    def __init__(self, low: int, high: int, start: int) -> None:
        self.low = low
        self.high = high
        self.start = start


def tokens(
    text: str, sentences: Sequence[Span], findall: FindAll = TOKEN.findall
) -> tuple[list[str], list[Sentence]]:
    """The tokens of ``sentences``, each with the white space behind it, EDGE after each sentence.

    White space apart, the tokens of a sentence make up its text. ``findall`` finds them in one.
    """
    pieces: list[str] = []
    rows: list[Sentence] = []
    low = 0
    for start, end in sentences:
        pieces += findall(text[start:end])
        high = len(pieces)
        rows.append(Sentence(low, high, start))
        pieces.append(EDGE)
        low = high + 1
    return pieces, rows


def places(pieces: Sequence[str], sentence: Sentence) -> list[int]:
    """Where each token of ``sentence`` starts, code points, and where the last one ends."""
    low, high = sentence.low, sentence.high
    return list(accumulate(map(len, pieces[low:high]), initial=sentence.start))


def shape(word: str, small: str) -> str:
    """What the tag of a word that no class knows stands for: capitals, figures, ending."""
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
