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

import sys
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rhetorictui import patterns
from rhetorictui.corpus.pieces import BREAK, MEMO_LIMIT, Word, pieces_of, reader, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rhetorictui.corpus.pieces import Reader
    from rhetorictui.document import Span, Zone

_WRAPPING = patterns.compile(r"(?<!\n)\n(?![^\S\n]*\n)")

_SKIPPED_ZONES: Final = frozenset(("caption", "boilerplate", "byline", "date", "dateline"))

CONTENT: Final = frozenset("NxvVJjGgEKA")
"""Classes of words that can carry meaning on their own."""

CAPITALISED: Final = frozenset("PU" + "".join(map(chr, range(128, 256))))
"""The characters of ``Tokens.raw`` for content words with a capital."""


@dataclass
class Tokens:
    """The tokens of a text: words, possessive 's, single characters of punctuation, line breaks.

    ``codes`` holds one class character a token, ``raw`` the same before context is looked at
    (where capitals can still be told, see ``CAPITALISED``).
    """

    text: str
    clean: str
    """The text of which these are the tokens; what is left out became white space."""
    folded: list[Word]
    raw: str
    codes: str
    where: Callable[[int], Span]
    """Where the token of that number stands in the text, in code points, if it is a word."""

    def spans(self, places: Iterable[Iterable[int]], sizes: Iterable[int]) -> list[list[Span]]:
        """Where terms stand, in code points: one list for each of ``places``, which are the token
        indices at which a term of as many words begins. All of these tokens are words."""
        where, out = self.where, []
        for found, size in zip(places, sizes, strict=True):
            if size == 1:
                out.append(list(map(where, found)))
            else:
                out.append([(where(at)[0], where(at + size - 1)[1]) for at in found])
        return out

    def written(self) -> list[str]:
        """The tokens as the text has them."""
        out: list[str] = []
        for piece in pieces_of(self.clean):
            if piece.isalnum():
                out.append(piece)
            else:
                out += tokens_of(piece)
        return out

    def form(self, spans: Iterable[Span]) -> str:
        """The commonest text of such spans, on one line; on a tie the one in lower case, then the
        first."""
        forms = self.forms(spans)
        if len(forms) == 1:
            return next(iter(forms))
        return max(forms, key=lambda form: (forms[form], form.islower()))

    def forms(self, spans: Iterable[Span]) -> dict[str, int]:
        """The different texts of such spans, each on one line, and how often each stands there."""
        counts: dict[str, int] = {}
        for start, end in spans:
            form = self.text[start:end]
            counts[form] = counts.get(form, 0) + 1
        for form in [form for form in counts if not form.isalnum()]:
            line = " ".join(form.split())
            if line != form:
                return _on_one_line(counts)
        return counts


def _on_one_line(counts: dict[str, int]) -> dict[str, int]:
    out: dict[str, int] = {}
    for form, count in counts.items():
        line = " ".join(form.split())
        out[line] = out.get(line, 0) + count
    return out


def read(text: str, zones: Iterable[Zone] = ()) -> Tokens:
    """The tokens of ``text``, captions, boilerplate and metadata zones left out.

    A line break also stands where a zone was left out.
    """
    clean = text
    # Wire copy is hard-wrapped at 60 to 80 characters, and a break may stand inside a phrase;
    # everywhere else a line break ends a headline or a paragraph.
    breaks = text.count("\n")
    if breaks > 5 and breaks > len(text) / 100:
        clean = _WRAPPING.sub(" ", clean)
    for zone in zones:
        if zone.kind in _SKIPPED_ZONES and zone.start < zone.end:
            gap = "\n" + " " * (min(zone.end, len(text)) - zone.start - 1)
            clean = clean[: zone.start] + gap + clean[zone.start + len(gap) :]
    folded, raw, where = _reader()(clean)
    return Tokens(text, clean, folded, raw, _in_context(raw), where)


def tokenise(text: str, zones: Iterable[Zone] = ()) -> list[str]:
    """The tokens that ``read`` finds, as the text has them."""
    return read(text, zones).written()


class _Words(dict[str, Word]):
    """Token to word, filled as it is asked."""

    def __missing__(self, token: str) -> Word:
        term = _fold(token)
        word = Word(term)
        word.code = _classes().find(token) if token != "\n" else BREAK
        # Interned: what is the same object is known to be equal without a look.
        word.root = sys.intern(_stem(term))
        if len(self) < MEMO_LIMIT:
            self[token] = word
        return word


@cache
def _reader() -> Reader:
    return reader(_Words().__getitem__)


# A word of the list that is written with a capital gets the code of its class plus 128: what it is
# depends on whether the capital only marks the start of a sentence. Other words with a capital are
# P, in capitals throughout U; an initial is Y, which ends a sentence unless a name follows.
_CAPITAL = 128
_CAPITAL_MATTERS = frozenset("NKxvVJjGgERA")


class _Classes(dict[str, str]):
    """Word to class; what is not listed is guessed once and remembered."""

    def __missing__(self, word: str) -> str:
        found = self.find(word)
        # A guess about a lower-case word stays out: what is looked up below is the list, or a text
        # would be read one way or another after other texts.
        if word != word.lower().replace("’", "'") and len(self) < MEMO_LIMIT:
            self[word] = found
        return found

    def find(self, word: str) -> str:
        """The class of a word, which is not remembered."""
        listed = self.get(word)
        if listed is not None:
            return listed
        lower = word.lower().replace("’", "'")
        initial = len(word) == 2 and word[1] == "." and word[0].isalpha()
        known = self.get(lower) if lower != word and not initial else None
        if initial:
            return "Y" if word[0].isupper() else "."
        if known is None:
            return _guess(word)
        if word[0].isupper() and known in _CAPITAL_MATTERS:
            return chr(ord(known) + _CAPITAL)
        return known


def _guess(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "N" if any(c.isalpha() for c in word) and not word[:2].isdigit() else "#"
    if not first.isalpha():
        return "S" if len(word) == 2 else "."
    if first.isupper():
        return "U" if len(word) > 1 and word.isupper() else "P"
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


_AT_START = {chr(_CAPITAL + ord(c)): c for c in _CAPITAL_MATTERS}


def _capitals() -> bytes:
    table = bytearray(range(256))
    for code in _CAPITAL_MATTERS:
        table[_CAPITAL + ord(code)] = ord(code if code in "JKj" else "J" if code == "A" else "N")
    for code, to in (("P", "N"), ("U", "N"), ("Y", "."), (BREAK, ".")):
        table[ord(code)] = ord(to)
    return bytes(table)


_CAPITALS = _capitals()
# Replacements without groups are done in C, and an expression that begins with the letters it
# replaces skips the others in C.
_CONTEXT = tuple(
    (patterns.compile(pattern), to)
    for pattern, to in (
        # to attack, will plan, did not plan
        # they plan the; but not: it plan. (a headline's noun)
        # workers plan to, officials fear the
        (
            "[xv](?:(?<=[TM].)|(?<=[TM]R.)|(?<=O.)(?=[^NxKS.])|(?<=[Nx].)(?=[TDO]))",
            "V",
        ),
        # the run, his last call, of need
        ("v(?<=[DSJ#I]v)", "x"),
        # the accused man; leading figures
        ("[EG](?:(?<=[DS]E)(?=[NxjJgK])|(?<=[DSIJ.]G)(?=[NxjJ]))", "J"),
    )
)
_PARTICIPLE = patterns.compile("E(?<![BOTMNxK]E)(?=[NxjJ])")
_CHUNK = patterns.compile("([JjgNxKA]*[NxgK])")
_LONG_CHUNK = patterns.compile("([JjgNxKA]+[NxgK])")
_INITIAL = patterns.compile("Y(?=[PU\x80-\xff])")


def classify(words: Iterable[str]) -> str:
    """One class character a token (see the module's docstring)."""
    return _in_context("".join(map(_classes().__getitem__, words)))


def _in_context(codes: str) -> str:
    if "Y" in codes:
        codes = _INITIAL.sub("N", codes)
    sentences = codes.replace(BREAK, ".").split(".")
    for number, sentence in enumerate(sentences):
        if sentence > "\x80":
            sentences[number] = _AT_START.get(sentence[0], sentence[0]) + sentence[1:]
    codes = ".".join(sentences).encode("latin-1").translate(_CAPITALS).decode("ascii")
    for pattern, to in _CONTEXT:
        codes = pattern.sub(to, codes)
    return codes


def chunks(codes: str, least: int = 1) -> list[Span]:
    """The noun phrases of ``least`` (1 or 2) words or more, as spans of token indices."""
    codes = _PARTICIPLE.sub("J", codes)
    pattern = _CHUNK if least == 1 else _LONG_CHUNK
    # What lies between phrases, and phrases, by turns: quicker than a match object for each.
    ends = list(accumulate(map(len, pattern.split(codes))))
    return list(zip(ends[::2], ends[1::2], strict=False))


def _fold(word: str) -> str:
    low = word.lower().replace("’", "'")
    if len(low) > 3 and low[-1] == "s" and low[-2:] not in ("ss", "us", "is", "'s"):
        if low.endswith("ies") and len(low) > 4:
            return low[:-3] + "y"
        if low.endswith(("ches", "shes", "sses", "xes", "zes")):
            return low[:-2]
        return low[:-1]
    return low


@lru_cache(maxsize=MEMO_LIMIT)
def fold(word: str) -> str:
    """A word as terms hold it: lower case, plural folded into the singular."""
    return _fold(word)


def stem(word: str) -> str:
    """The root that a word shares with its inflections and nearest derivations; for merging."""
    return _stem(_fold(word))


# By the last letter, which tells most words apart from all that could be cut.
_INFLECTIONS: Final = {
    ending[-1]: ending for ending in ("ing", "ed", "ment", "er", "ion", "al", "e")
}


def _stem(word: str) -> str:
    ending = _INFLECTIONS.get(word[-1:])
    if ending and word.endswith(ending) and len(word) - len(ending) > 3:
        root = word[: -len(ending)]
        return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


def terms_of(text: str, ngram: int = 3) -> set[str]:
    """The distinct terms of ``text``: its words, and the phrases of up to ``ngram`` words that lie
    within a noun phrase, folded, words separated by one space."""
    tokens = read(text)
    codes, folded = tokens.codes, tokens.folded
    out = {str(word) for word, code in zip(folded, codes, strict=True) if code in CONTENT}
    for start, end in chunks(codes):
        for size in range(2, min(ngram, end - start) + 1):
            for at in range(start, end - size + 1):
                out.add(" ".join(folded[at : at + size]))
    return out
