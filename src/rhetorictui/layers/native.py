"""The compiled twin of the rankers, ``_rankers.c``, where the package was built with it.

It finds what ``cascade.attributions`` finds, in about a quarter of the time. Its tables are made
here, of the same features as those of ``attribution``; what only Python knows (tags and stems of
words) it asks for as it meets them.
"""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import count, groupby
from operator import itemgetter
from struct import iter_unpack
from typing import Any

from rhetorictui.layers import _rankers, cascade
from rhetorictui.layers import features_content as content
from rhetorictui.layers import features_source as source
from rhetorictui.layers.attribution import LONGEST, STEPS, Spec, stem
from rhetorictui.layers.cascade import Found
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.model import RANKERS, Lexicon, Model, fold
from rhetorictui.layers.tokens import (
    BITS,
    COMMA,
    EDGE,
    LIGHT,
    QUOTE,
    STOPS,
    TAG,
    THAT,
    FindAll,
    Sentence,
)

Table = tuple[int, bytes, bytes, str, int]
"""Width, values, keys of pairs, template, and which names its features have."""
Attributions = Callable[[Sequence[str], Sequence[Sentence], Sequence[int]], list[Found] | None]

_FORMS_LIMIT = 200_000
"""Forms and words that are remembered; with the next text it begins anew."""
_FAR = 20
"""The distance in tokens from which on all are one step."""


def twin(known: Model) -> Attributions | None:
    """What finds attributions with the tables of ``known``, or None where what was compiled is not
    of this version or not wanted (RHET_PURE is set; RHETORICTUI_* are settings of the command)."""
    if not _wanted():
        return None

    def begin() -> tuple[_rankers.Rankers, Forms, Words]:
        rankers = _rankers.Rankers(*_tables(known), _reports)
        words = Words(rankers.learn)
        return rankers, Forms(known.lexicon, words), words

    state = begin()

    def attributions(
        pieces: Sequence[str], sentences: Sequence[Sentence], quoted: Sequence[int]
    ) -> list[Found] | None:
        """As in ``cascade``; None for a text of too many words."""
        nonlocal state
        if len(state[1]) > _FORMS_LIMIT:
            state = begin()
        rankers, forms, words = state
        bounds = array("i", [at for s in sentences for at in (s.low, s.high)]).tobytes()
        try:
            found = rankers.attributions(pieces, bounds, bytes(quoted), forms, words)
        except OverflowError:
            return None
        out: list[Found] = []
        for number, items in groupby(iter_unpack("9i", found), itemgetter(0)):
            sentence = sentences[number]
            out += cascade.settled([
                Found(
                    sentence,
                    (cue, end),
                    (b, c) if b >= 0 else None,
                    (d, e) if d >= 0 else None,
                    (f, g) if f >= 0 else None,
                )
                for _, cue, end, b, c, d, e, f, g in items
            ])  # fmt: skip
        return out

    return attributions


def findall() -> FindAll | None:
    """The twin of ``TOKEN.findall``, in a quarter of its time, or None as for ``twin``."""
    return _rankers.Tokens(_kind).findall if _wanted() else None


def _wanted() -> bool:
    return _rankers.TWIN == cascade.TWIN and not os.environ.get("RHET_PURE")


def _kind(char: str) -> int:
    """What the expressions of ``TOKEN`` ask of a character: space, alphanumeric, decimal."""
    return char.isspace() << 1 | char.isalnum() << 2 | char.isdecimal() << 3


def _reports(pieces: Sequence[str], low: int, high: int) -> bool:
    return engagement("".join(pieces[low:high])) is not None


class Forms(dict[str, int]):
    """By form its tag, whether it may head a cue and then the number of its word, above 0."""

    __slots__ = ("_look", "_number")

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        super().__init__()
        self._look = lexicon.look
        self._number = words.number

    def __missing__(self, piece: str) -> int:
        word = piece.rstrip()
        number = self.get(word)
        if number is None:
            number, head = self._look(word)
            if head is not None:
                number |= (2 * self._number(head) + 3) << BITS
            self[word] = number
        self[piece] = number
        return number


class Words(dict[str, int]):
    """By form the number that the compiled rankers gave its word."""

    __slots__ = ("_learn", "_numbers")

    def __init__(self, learn: Callable[[tuple[bytes, bytes, bytes], int], int]) -> None:
        super().__init__()
        self._learn = learn
        self._numbers: dict[str, int] = {}

    def __missing__(self, piece: str) -> int:
        self[piece] = number = self.number(fold(piece.rstrip()))
        return number

    def number(self, word: str) -> int:
        """The number of a folded word."""
        number = self._numbers.get(word)
        if number is None:
            end = word[-3:]
            behind = -1 if end == word else self.number(end)
            number = self._learn((_bytes(word), _bytes(stem(word)), _bytes(end)), behind)
            self._numbers[word] = number
        return number


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _tables(
    known: Model,
) -> tuple[int, tuple[tuple[int, str], ...], tuple[Table, ...], bytes, bytes]:
    """Tags, names of features, tables, sets and numbers, as ``_rankers.c`` has them."""
    sets = (
        LIGHT, STOPS, source.NOT_LAST, source.NO_SOURCE, source.SENTENCE_END, source.ALONE,
        content.NO_END, content.STARTS, content.MARKS, content.FULL, content.OPENS, content.LEADS,
        content.ENDS, cascade.OPENS_THAT, cascade.ASKING, cascade.SUBJECTS, known.behind_source,
    )  # fmt: skip
    flags = array("I", bytes(4 << BITS))
    for bit, members in enumerate(sets):
        for tag in members:
            flags[tag] |= 1 << bit
    numbers = array("i", [
        THAT, COMMA, QUOTE, TAG[EDGE], LONGEST, cascade.LONGEST_CUE, cascade.THRESHOLD,
        cascade.UNKNOWN, cascade.HOPELESS, cascade.LEAST, cascade.LEAST_THAT, *STEPS[:_FAR],
    ])  # fmt: skip
    tags = 0
    names: list[tuple[int, str]] = []
    tables: list[Table] = []
    for name, specs in RANKERS.items():
        features, weights, given = known.packed[name]
        shared = len(names)
        names.append((1, features))
        for spec, known_values in zip(specs, given, strict=True):
            keys, values = known_values or ("", weights)
            width, space = _width(spec), shared
            if spec.width:
                tags = len(values) // 2 // spec.width
            if spec.endings and isinstance(keys, str):
                space = len(names)
                names.append((-width, keys))
            pairs = _native("I", keys) if isinstance(keys, bytes) else b""
            tables.append((width, _native("h", values), pairs, template(spec), space))
    return tags, tuple(names), tuple(tables), flags.tobytes(), numbers.tobytes()


def _native(code: str, data: bytes) -> bytes:
    """Numbers of a model in the machine's order of bytes."""
    if sys.byteorder == "little":
        return data
    numbers = array(code, data)
    numbers.byteswap()
    return numbers.tobytes()


def _width(spec: Spec) -> int:
    """A grid's lines, 0 for pairs, and below 0 the width of rows, or 1."""
    if spec.endings:
        return -len(next(iter(spec.endings.values())))
    return spec.width if spec.width or spec.pair else -1


_WORD = "\x01\x02\x03ed"
_STEM, _END = _WORD[:-2], _WORD[-3:]
"""A word whose stem and end are told from it and from one another."""


class _Slot:
    """Stands for a number of a key; its mark is left in the names, also where it is compared."""

    __hash__ = None  # type: ignore[assignment]  # equal to nothing, so never a key

    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __format__(self, _: str) -> str:
        return self.mark

    def __eq__(self, other: object) -> Any:
        return _Slot(chr(ord(self.mark) + 8) + chr(32 + other)) if isinstance(other, int) else False


def template(spec: Spec) -> str:
    """The names of the features of a table, a line each: with 1, 2 and 3 where the word, its stem
    and its end stand, with 16 and up for the other parts of the key, and with 24 and up and the
    number (and 32) for whether a part is that number. Nothing for grids and pairs."""
    if spec.pair or spec.width:
        return ""
    code = spec.expand.__code__
    marks = map(chr, count(16))
    key = [
        _WORD if name in {"word", "form"} else _Slot(next(marks))
        for name in code.co_varnames[: code.co_argcount]
    ]
    names = "\n".join(spec.expand(*key))
    return names.replace(_WORD, "\x01").replace(_STEM, "\x02").replace(_END, "\x03")
