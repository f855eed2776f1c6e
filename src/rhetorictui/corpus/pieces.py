"""The tokens of a text, by its pieces: what lies between two spaces or line breaks.

No token holds white space, so a piece can be taken apart once and remembered: the words of the news
repeat. ``_lexicon.c`` reads as ``plain`` does in a fraction of the time, where the package was
built with it; both ask the same function for a piece that they do not know.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.corpus import _lexicon
    from rhetorictui.document import Span

TWIN = 1
"""Raised here and in ``_lexicon.c``, its compiled twin, whenever what they give changes."""
BREAK = "/"
"""The class character of a line break."""
MEMO_LIMIT = 200_000
_MEMO_LENGTH = 30

# The commonest kind of token stands first, which halves the cost of the whole.
_TOKEN = patterns.compile(
    r"[^\W\d_]\.(?=\Z)"  # an initial: George W. Bush
    r"|\w+(?:['’.\-‐‑–&](?!s\b)\w+)*(?:(?<=\.[^\W\d_])\.)?"  # U.S., a.m.
    r"|['’]s\b"
    r"|[^\s\w]|\n"
)
_MARKS = "\"'“”‘’(),.:;!?"


class Word(str):
    """A word as terms hold it: lower case, plural folded into the singular; compares as a string.

    ``code`` is its class character before context is looked at; ``root`` is what it shares with its
    inflections and nearest derivations.
    """

    __slots__ = ("code", "root")
    code: str
    root: str


class Reading(NamedTuple):
    """The words of a text, their class characters, and what tells where the word of a number
    stands, in code points."""

    words: list[Word]
    codes: str
    where: Callable[[int], Span]


Known = Callable[[str], Word]
"""The word of a token."""
Reader = Callable[[str], Reading]


def reader(known: Known) -> Reader:
    """What reads a text: compiled, if that is of this version and wanted (RHET_PURE is not set)."""
    if not os.environ.get("RHET_PURE"):
        try:
            from rhetorictui.corpus import _lexicon
        except ImportError:  # installed without a compiler
            return plain(known)
        if _lexicon.TWIN == TWIN:
            return compiled(known, _lexicon.Lexicon)
    return plain(known)


def plain(known: Known) -> Reader:
    """What reads a text in Python alone."""
    look = _Lexicon(known).__getitem__

    def read(text: str) -> Reading:
        pieces = pieces_of(text)
        found = list(map(look, pieces))
        words = list(chain.from_iterable(found))
        codes = "".join([word.code for word in words])

        @cache
        def counted() -> tuple[list[int], list[int], list[int]]:
            lines = accumulate(map(len, codes.split(BREAK)))
            breaks = [at + number for number, at in enumerate(lines)]
            firsts, ends = accumulate(map(len, found), initial=0), accumulate(map(len, pieces))
            return list(firsts), list(ends), breaks

        def where(token: int) -> Span:
            firsts, ends, breaks = counted()
            at = bisect_right(firsts, token) - 1
            piece = pieces[at]
            # ``pieces_of`` made three characters of each line break.
            end = ends[at] + at - 2 * bisect_left(breaks, token)
            start = end - len(piece)
            if piece.isalnum():
                return start, end
            low, high = _spans_in(piece)[token - firsts[at]]
            return start + low, start + high

        return Reading(words, codes, where)

    return read


def compiled(known: Known, make: type[_lexicon.Lexicon]) -> Reader:
    """What reads a text with the compiled twin."""

    def take_apart(piece: str) -> tuple[tuple[Word, Span], ...]:
        return tuple(zip(map(known, tokens_of(piece)), _spans_in(piece), strict=True))

    lexicon = make(take_apart)

    def read(text: str) -> Reading:
        words, codes, spans = lexicon.read(text.encode("utf-8", "surrogatepass"))
        edges = memoryview(spans).cast("i")
        return Reading(words, codes, lambda token: (edges[2 * token], edges[2 * token + 1]))

    return read


class _Lexicon(dict[str, tuple[Word, ...]]):
    """Piece to its words. Full, it keeps what came first, which is what is frequent."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        found = tuple(map(self._known, tokens_of(piece)))
        if len(self) < MEMO_LIMIT and len(piece) < _MEMO_LENGTH:
            self[piece] = found
        return found


def pieces_of(text: str) -> list[str]:
    """The pieces of a text, line breaks among them; where two breaks meet there is an empty one."""
    return text.replace("\n", " \n ").split(" ")


def tokens_of(piece: str) -> Sequence[str]:
    """The tokens of a piece. Most are one word between marks, which needs no expression. Other
    white space is a token, which ends a phrase: only an empty piece has none."""
    word = piece.strip(_MARKS)
    if len(word) < 2 or not word.isalpha():
        return _TOKEN.findall(piece) or ((piece,) if piece else ())
    if len(word) == len(piece):
        return (word,)
    start = piece.index(word)
    return (*piece[:start], word, *piece[start + len(word) :])


def _spans_in(piece: str) -> list[Span]:
    """Where its tokens stand in a piece."""
    word = piece.strip(_MARKS)
    if len(word) < 2 or not word.isalpha():
        return [match.span() for match in _TOKEN.finditer(piece)] or [(0, len(piece))]
    start = piece.index(word)
    end = start + len(word)
    before, behind = range(start), range(end, len(piece))
    return [*((at, at + 1) for at in before), (start, end), *((at, at + 1) for at in behind)]
