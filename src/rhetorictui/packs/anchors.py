"""The anchors of compiled packs, and the automaton that finds them.

Anchors lie in groups by their rarest word, so that one automaton can be built of all of them, and
another, in no time, of those alone that one text can have.
"""

from __future__ import annotations

import marshal
from bisect import bisect_right
from typing import TYPE_CHECKING

import ahocorasick_rs

from rhetorictui.packs.model import CASED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from rhetorictui.packs.model import Tables

_LOW = 0xFFFF

# A rule's index, inverted if in quotation marks only; how far before the anchor the phrase begins;
# the phrase; and whether it is a cased word.
Literal = tuple[int, int, str, bool]
# An expression's index, and how far before the anchor it begins, -1 where that is open.
Expression = tuple[int, int]
Phrases = tuple[tuple[Literal, ...], tuple[Expression, ...]]
# Phrases that ask for nothing else, and those that ask for a word after, or before the anchor.
Decoded = tuple[
    tuple[Literal, ...], tuple[Expression, ...], dict[bytes, Phrases], dict[bytes, Phrases]
]


class Groups:
    """The groups of one pack's anchors by their words, read from the tables when wanted.

    ``rules`` and ``expressions`` are where those of the pack begin among those of all packs.
    """

    def __init__(self, tables: Tables, rules: int, expressions: int) -> None:
        self.rules, self.expressions = rules, expressions
        words = tables.words.split(b"\n") if tables.ends else []
        self.numbers = dict(zip(words, range(len(words)), strict=True))
        self._ends, self._data = memoryview(tables.ends), memoryview(tables.groups)

    def load(self, word: bytes) -> tuple[list[bytes], list[bytes]]:
        """The anchors of ``word``, and their entries."""
        at = 4 * self.numbers[word]
        begin = int.from_bytes(self._ends[at - 4 : at], "little") if at else 0
        end = int.from_bytes(self._ends[at : at + 4], "little")
        anchors, entries = marshal.loads(self._data[begin:end])
        return anchors.split(b"\n"), entries


class Seeker:
    """An automaton for the anchors of ``words``, all if None, with what they belong to.

    ``decoded[i]`` belongs to the anchor that the automaton calls ``i``, None before ``decode``.
    """

    def __init__(self, groups: Sequence[Groups], words: AbstractSet[bytes] | None) -> None:
        anchors: list[bytes] = []
        self._stored: list[bytes] = []
        self._groups = groups
        # The numbers of the anchors with which each pack begins.
        self._begins: list[int] = []
        for group in groups:
            self._begins.append(len(anchors))
            every = group.numbers.keys()
            for word in every if words is None else every & words:
                more, entries = group.load(word)
                anchors += more
                self._stored += entries
        self.decoded: list[Decoded | None] = [None] * len(anchors)
        # A deterministic automaton scans faster by itself, but not beside all else that needs the
        # processor's cache; it takes five times as long to build, and much memory.
        self.automaton = ahocorasick_rs.BytesAhoCorasick(
            anchors, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def decode(self, anchor: int) -> Decoded:
        """What ``anchor`` belongs to, with its pack's numbers made those of all packs."""
        group = self._groups[bisect_right(self._begins, anchor) - 1]
        stored = marshal.loads(self._stored[anchor])
        here: Phrases = ((), ())
        sides: dict[str, dict[bytes, Phrases]] = {"+": {}, "-": {}}
        for place, literals, expressions in zip(*[iter(stored)] * 3, strict=True):
            phrases = (
                tuple(
                    (moved(code >> 16, group.rules), code & _LOW, text.lstrip(CASED),
                     text[0] == CASED)
                    for code, text in zip(literals[::2], literals[1::2], strict=True)
                ),
                tuple(((code >> 16) + group.expressions, (code & _LOW) - 1)
                      for code in expressions),
            )  # fmt: skip
            if place:
                for word in place[1:].encode("latin-1").split(b" "):
                    sides[place[0]][word] = phrases
            else:
                here = phrases
        decoded = self.decoded[anchor] = (*here, sides["+"], sides["-"])
        return decoded


def moved(who: int, by: int) -> int:
    """The index of a rule, or its inversion, among the rules of all packs."""
    return who + by if who >= 0 else who - by
