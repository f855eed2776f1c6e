"""What may become a keyword: words and noun phrases, found without a model.

Justeson and Katz (1995) showed that the terms people pick are nearly all adjectives and nouns
ending in a noun. Finding those wants a part-of-speech guess, not a parse: a list of closed-class
words, a shipped list of word classes, suffixes for the rest, and a few rules of context, all run as
regular expressions over one string that holds one character a token. That costs a microsecond a
word, where a tagger costs fifty.

Classes: ``N`` noun, ``x`` noun or verb, ``v`` verb or noun, ``V`` verb, ``J`` adjective, ``j``
adjective or noun, ``A`` an adjective too general to open a term, ``G`` -ing form, ``g`` noun in
-ing, ``E`` participle, ``R`` adverb, ``K`` a noun too general to stand alone, ``W`` time word,
``Q`` title of a person, ``#`` number, ``D`` determiner, ``O`` pronoun, ``M`` modal, ``T`` to, ``B``
auxiliary, ``I`` preposition, ``C`` conjunction or question word, ``S`` possessive 's, ``.``
anything that ends a phrase.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.document import Span, Zone

# The commonest kind of token stands first, which halves the cost of the whole.
_TOKEN = (
    r"\w+(?:['’.\-‐‑&](?!s\b)\w+)*"
    r"(?:(?<=\.[^\W\d_])\.|(?<=\b[A-Z])\.(?=\s[A-Z]))?"  # U.S., a.m., George W. Bush
    r"|['’]s\b"
    r"|[^\s\w]"
)
_LINES = re.compile("(" + _TOKEN + r"|\n)")
_PARAGRAPHS = re.compile("(" + _TOKEN + r"|\n[^\S\n]*\n)")

_SKIPPED_ZONES: Final = frozenset(("caption", "boilerplate", "byline", "date", "dateline"))
_MEMO_LIMIT = 300_000
_BREAK = "\f"  # white space, so never a token of a text

CONTENT: Final = frozenset("NxvVJjGgEKA")
"""Classes of words that can carry meaning on their own."""


def tokenise(text: str, zones: Sequence[Zone] = ()) -> list[str]:
    """The tokens of ``text``, captions, boilerplate and metadata zones left out.

    A token is a word, a possessive 's, one character of punctuation, or the line break that ends a
    line or paragraph; such a break also stands where a zone was left out.
    """
    return token_starts(text, zones)[0]


def token_starts(text: str, zones: Sequence[Zone] = ()) -> tuple[list[str], list[int]]:
    """The tokens that ``tokenise`` gives, and where each begins, in code points."""
    pattern = _splitter(text)
    words: list[str] = []
    starts: list[int] = []
    parts = _parts(text, zones)
    whole = parts == [(0, len(text))]
    for start, end in parts:
        # Splitting at a group gives tokens and what lies between them in one pass; the places are
        # running sums of their lengths. Matching for spans would cost three times as much.
        pieces = pattern.split(text if whole else text[start:end])
        words += pieces[1::2]
        starts += list(accumulate(map(len, pieces), initial=start))[1:-1:2]
        if not whole:
            words.append(_BREAK)
            starts.append(end)
    return words, starts


def _splitter(text: str) -> re.Pattern[str]:
    # Wire copy is hard-wrapped at 60 to 80 characters, and a break may stand inside a phrase;
    # everywhere else a line break ends a headline or a paragraph.
    breaks = text.count("\n")
    return _PARAGRAPHS if breaks > 5 and breaks > len(text) / 100 else _LINES


def _parts(text: str, zones: Sequence[Zone]) -> list[Span]:
    out: list[Span] = []
    at = 0
    for start, end in sorted((z.start, z.end) for z in zones if z.kind in _SKIPPED_ZONES):
        if start > at:
            out.append((at, start))
        at = max(at, end)
    if at < len(text):
        out.append((at, len(text)))
    return out


# A word of the list that is written with a capital gets the code of its class plus 128: what it is
# depends on whether the capital only marks the start of a sentence.
_CAPITAL = 128
_CAPITAL_MATTERS = frozenset("xvVJjGgERA")


class _Classes(dict[str, str]):
    """Word to class; what is not listed is guessed once and remembered."""

    def __missing__(self, word: str) -> str:
        lower = word.lower().replace("’", "'")
        initial = len(word) == 2 and word[1] == "."
        known = self.get(lower) if lower != word and not initial else None
        if known is None:
            found = _guess(word)
        elif word[0].isupper() and known in _CAPITAL_MATTERS:
            found = chr(ord(known) + _CAPITAL)
        else:
            found = known
        if len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


def _guess(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "N" if any(c.isalpha() for c in word) and not word[:2].isdigit() else "#"
    if not first.isalpha():
        return "S" if len(word) == 2 else "."
    if first.isupper():
        return "N"
    for endings, kind in _SUFFIXES:
        if word.endswith(endings):
            return kind
    return "N"


_SUFFIXES: Final = (
    (("ly",), "R"),
    (("ing",), "G"),
    (("-based", "-free", "-style", "-related", "-like", "-term", "-old", "-wide", "-level",
      "-scale", "-time", "-long", "-year"), "J"),
    (("ed",), "E"),
    (("able", "ible", "ous", "ful", "less", "ish", "ary", "ive", "ic", "al", "ian", "ese"), "J"),
)  # fmt: skip


@cache
def _classes() -> _Classes:
    packed = (Path(__file__).parent.parent / "data" / "wordclasses.txt.z").read_bytes()
    out = _Classes()
    for line in zlib.decompress(packed).decode().splitlines():
        if line and line[1] == " ":
            out.update(dict.fromkeys(line[2:].split(" "), line[0]))
    return out


_START = re.compile("(?<=\\.)[\x80-\xff]|^[\x80-\xff]")
_CAPITALS = {_CAPITAL + ord(c): "N" for c in "xvVGgER"} | {
    _CAPITAL + ord("J"): "J",
    _CAPITAL + ord("A"): "J",
    _CAPITAL + ord("j"): "j",
}
_CONTEXT = (
    # to attack, will plan, did not plan
    (re.compile("([TM]R?)[xv]"), r"\1V"),
    # they plan the; but not: it plan. (a headline's noun)
    (re.compile("O[xv](?=[^NxKS.])"), "OV"),
    # workers plan to, officials fear the
    (re.compile("([Nx])[xv](?=[TDO])"), r"\1V"),
    # the run, his last call, of need
    (re.compile("([DSJ#I])v"), r"\1x"),
    # the accused man; leading figures
    (re.compile("([DS])E(?=[NxjJgK])"), r"\1J"),
    (re.compile("([DSIJ.])G(?=[NxjJ])"), r"\1J"),
)
_PARTICIPLE = re.compile("(?<![BOTMNxK])E(?=[NxjJ])")
_CHUNK = re.compile("[JjgNxKA]*[NxgK]")


def classify(words: Sequence[str]) -> str:
    """One class character a token (see the module's docstring)."""
    codes = "".join(map(_classes().__getitem__, words))
    codes = _START.sub(lambda match: chr(ord(match[0]) - _CAPITAL), codes).translate(_CAPITALS)
    for pattern, to in _CONTEXT:
        codes = pattern.sub(to, codes)
    return codes


def chunks(codes: str) -> list[Span]:
    """The noun phrases, as spans of token indices, half-open."""
    codes = _PARTICIPLE.sub("J", codes)
    return [match.span() for match in _CHUNK.finditer(codes)]


class _Folds(dict[str, str]):
    def __missing__(self, word: str) -> str:
        found = _fold(word)
        if len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


def _fold(word: str) -> str:
    low = word.lower().replace("’", "'")
    if len(low) > 3 and low[-1] == "s" and low[-2:] not in ("ss", "us", "is", "'s"):
        if low.endswith("ies") and len(low) > 4:
            return low[:-3] + "y"
        if low.endswith(("ches", "shes", "sses", "xes", "zes")):
            return low[:-2]
        return low[:-1]
    return low


fold = _Folds().__getitem__
"""A word as terms hold it: lower case, plural folded into the singular."""


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        found = _stem(fold(word))
        if len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "ment", "er", "ion", "al", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            root = word[: -len(ending)]
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


stem = _Stems().__getitem__
"""The root that a word shares with its inflections and nearest derivations; for merging only."""


def terms_of(text: str, ngram: int = 3) -> set[str]:
    """The distinct terms of ``text``: its words, and the phrases of up to ``ngram`` words that lie
    within a noun phrase, folded, words separated by one space."""
    words = tokenise(text)
    codes = classify(words)
    folded = list(map(fold, words))
    out = {word for word, code in zip(folded, codes, strict=True) if code in CONTENT}
    for start, end in chunks(codes):
        for size in range(2, min(ngram, end - start) + 1):
            for at in range(start, end - size + 1):
                out.add(" ".join(folded[at : at + size]))
    return out
