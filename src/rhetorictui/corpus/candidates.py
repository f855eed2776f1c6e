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
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rhetorictui import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rhetorictui.document import Span, Zone

# The commonest kind of token stands first, which halves the cost of the whole. No token holds
# white space, so what lies between two spaces can be taken apart once and remembered.
_TOKEN = patterns.compile(
    r"[^\W\d_]\.(?=\Z)"  # an initial: George W. Bush
    r"|\w+(?:['’.\-‐‑&](?!s\b)\w+)*(?:(?<=\.[^\W\d_])\.)?"  # U.S., a.m.
    r"|['’]s\b"
    r"|[^\s\w]|\n"
)
_MARKS = "\"'“”‘’(),.:;!?"
_BREAK = "/"  # in ``Tokens.raw``
_BREAKS = patterns.compile(_BREAK)
_WRAPPING = patterns.compile(r"(?<!\n)\n(?![^\S\n]*\n)")

_SKIPPED_ZONES: Final = frozenset(("caption", "boilerplate", "byline", "date", "dateline"))
_MEMO_LIMIT = 100_000
_MEMO_LENGTH = 30

CONTENT: Final = frozenset("NxvVJjGgEKA")
"""Classes of words that can carry meaning on their own."""

CAPITALISED: Final = frozenset("PU" + "".join(map(chr, range(128, 256))))
"""The characters of ``Tokens.raw`` for content words with a capital."""


@dataclass
class Tokens:
    """The tokens of a text: words, possessive 's, single characters of punctuation, line breaks.

    ``codes`` holds one class character a token, ``raw`` the same before context is looked at
    (where capitals can still be told, see ``CAPITALISED``), ``folded`` the token as terms hold it.
    """

    text: str
    pieces: list[str]
    """What lies between two spaces or line breaks; the breaks are pieces too."""
    parts: list[str]
    """Each piece's share of ``raw``."""
    raw: str
    codes: str
    folded: list[str]

    @cached_property
    def _first(self) -> list[int]:
        """The number of tokens up to the end of each piece."""
        return list(accumulate(map(len, self.parts)))

    @cached_property
    def _ends(self) -> list[int]:
        """Where each piece ends, were each break one of three characters (see ``read``)."""
        return list(accumulate(map(len, self.pieces)))

    @cached_property
    def _breaks(self) -> list[int]:
        """The tokens that are line breaks."""
        return [match.start() for match in _BREAKS.finditer(self.raw)]

    def spans(self, places: Iterable[int], size: int) -> list[Span]:
        """Where the word at each of ``places`` and those after it, ``size`` together, stand, in
        code points. ``places`` are tokens that are words."""
        found = self._places(places)
        if size == 1:
            return found
        last = self._places([at + size - 1 for at in places])
        return [(start, end) for (start, _), (_, end) in zip(found, last, strict=True)]

    def forms(self, spans: Iterable[Span], size: int) -> list[str]:
        """The text of such spans, each on one line."""
        out = [self.text[start:end] for start, end in spans]
        return out if size == 1 else [" ".join(form.split()) for form in out]

    def _places(self, tokens: Iterable[int]) -> list[Span]:
        first, ends, breaks, pieces = self._first, self._ends, self._breaks, self.pieces
        out = []
        for token in tokens:
            piece = bisect_right(first, token)
            word = pieces[piece]
            end = ends[piece] + piece - 2 * bisect_right(breaks, token)
            start = end - len(word)
            if not word.isalnum():
                core = word.strip(_MARKS)
                if len(core) > 1 and core.isalpha():
                    start += word.index(core)
                    end = start + len(core)
                else:
                    inner = [match.span() for match in _TOKEN.finditer(word)]
                    low, high = inner[token - first[piece]]  # counted from the piece's end
                    start, end = start + low, start + high
            out.append((start, end))
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
    pieces = clean.replace("\n", " \n ").split(" ")
    known = _known()
    parts = list(map(known.__getitem__, pieces))
    raw = "".join(parts)
    folded = list(chain.from_iterable(map(known.folded.__getitem__, pieces)))
    return Tokens(text, pieces, parts, raw, _in_context(raw), folded)


def tokenise(text: str, zones: Iterable[Zone] = ()) -> list[str]:
    """The tokens that ``read`` finds, as the text has them."""
    return list(chain.from_iterable(map(_TOKEN.findall, read(text, zones).pieces)))


class _Known(dict[str, str]):
    """Piece to the class characters of its tokens; ``folded`` has the same tokens folded.

    Pieces are found once and remembered: the words of the news repeat. Full, it keeps what came
    first, which is what is frequent.
    """

    def __init__(self) -> None:
        self.folded = _Folded()
        self["\n"] = _BREAK
        self.folded["\n"] = ("\n",)

    def __missing__(self, piece: str) -> str:
        tokens = _split(piece)
        # Interned: few different ones stay near the processor, where many equal ones would not.
        found = sys.intern("".join(map(_classes().__getitem__, tokens)))
        if len(self) < _MEMO_LIMIT and len(piece) < _MEMO_LENGTH:
            self[piece] = found
            self.folded[piece] = tuple(map(fold, tokens))
        return found


class _Folded(dict[str, tuple[str, ...]]):
    def __missing__(self, piece: str) -> tuple[str, ...]:
        return tuple(map(fold, _split(piece)))


def _split(piece: str) -> Sequence[str]:
    """The tokens of a piece. Most are one word between marks, which needs no expression."""
    word = piece.strip(_MARKS)
    if len(word) < 2 or not word.isalpha():
        return _TOKEN.findall(piece)
    if len(word) == len(piece):
        return (word,)
    start = piece.index(word)
    return (*piece[:start], word, *piece[start + len(word) :])


_known = cache(_Known)


# A word of the list that is written with a capital gets the code of its class plus 128: what it is
# depends on whether the capital only marks the start of a sentence. Other words with a capital are
# P, in capitals throughout U; an initial is Y, which ends a sentence unless a name follows.
_CAPITAL = 128
_CAPITAL_MATTERS = frozenset("NKxvVJjGgERA")


class _Classes(dict[str, str]):
    """Word to class; what is not listed is guessed once and remembered."""

    def __missing__(self, word: str) -> str:
        lower = word.lower().replace("’", "'")
        initial = len(word) == 2 and word[1] == "." and word[0].isalpha()
        known = self.get(lower) if lower != word and not initial else None
        if initial:
            found = "Y" if word[0].isupper() else "."
        elif known is None:
            found = _guess(word)
        elif word[0].isupper() and known in _CAPITAL_MATTERS:
            found = chr(ord(known) + _CAPITAL)
        else:
            found = known
        # A guess about a lower-case word stays out: what is looked up above is the list, or a text
        # would be read one way or another after other texts.
        if word != lower and len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


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
    for code, to in (("P", "N"), ("U", "N"), ("Y", "."), (_BREAK, ".")):
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
_CHUNK = patterns.compile("[JjgNxKA]*[NxgK]")
_LONG_CHUNK = patterns.compile("[JjgNxKA]+[NxgK]")
_INITIAL = patterns.compile("Y(?=[PU\x80-\xff])")


def classify(words: Iterable[str]) -> str:
    """One class character a token (see the module's docstring)."""
    return _in_context("".join(map(_classes().__getitem__, words)))


def _in_context(codes: str) -> str:
    if "Y" in codes:
        codes = _INITIAL.sub("N", codes)
    sentences = codes.replace(_BREAK, ".").split(".")
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
    return [match.span() for match in pattern.finditer(codes)]


class _Folds(dict[str, str]):
    def __missing__(self, word: str) -> str:
        found = _fold(word)
        found = word if found == word else self.get(found, found)
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
    tokens = read(text)
    codes, folded = tokens.codes, tokens.folded
    out = {word for word, code in zip(folded, codes, strict=True) if code in CONTENT}
    for start, end in chunks(codes):
        for size in range(2, min(ngram, end - start) + 1):
            for at in range(start, end - size + 1):
                out.add(" ".join(folded[at : at + size]))
    return out
