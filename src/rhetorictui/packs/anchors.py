"""The anchors of compiled packs, and what finds them in the image of a text.

Anchors lie in groups by their rarest word, so that one automaton can be built of all of them, and
another, in no time, of those alone that one text can have. ``_scanner.c`` finds the same by these
words, in about half the time, where the package was built with it.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from struct import iter_unpack
from typing import TYPE_CHECKING, Any

from rhetorictui.packs.model import CASED
from rhetorictui.packs.native import scanner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from rhetorictui.packs.model import Tables

_LOW = 0xFFFF

Find = Callable[[bytes], Iterable[tuple[int, ...]]]
"""The number, start and end of each anchor in an image, in no order."""

# A rule's index, inverted if in quotation marks only; how far before the anchor the phrase begins,
# and its length; the phrase; and whether it is a cased word.
Literal = tuple[int, int, int, str, bool]
# How far before the anchor an expression begins, -1 where that is open; and what it is, as
# ``model.Source``, with sets of words.
Source = tuple[int, str, frozenset[bytes], tuple[str, ...], frozenset[bytes], int, int]
Expression = tuple[int, Source]
Phrases = tuple[list[Literal], list[Expression]]
# Phrases that ask for nothing else, and those that ask for a word after, or before the anchor.
Parts = tuple[
    tuple[Literal, ...], tuple[Expression, ...], dict[bytes, Phrases], dict[bytes, Phrases]
]
# The rules with a phrase that is one word and the anchor the same with its spaces, so that nothing
# need be compared; and all else.
Decoded = tuple[tuple[int, ...], Parts | None]
_NOTHING: dict[bytes, Phrases] = {}


class Groups:
    """The groups of one pack's anchors by their words, read from the tables when wanted.

    ``rules`` is where those of the pack begin among those of all packs.
    """

    def __init__(self, tables: Tables, rules: int) -> None:
        self._rules = rules
        words = tables.words.split(b"\n") if tables.ends else []
        self.numbers = dict(zip(words, range(len(words)), strict=True))
        self._ends, self._data = memoryview(tables.ends), memoryview(tables.groups)
        self._stored = tables.expressions
        self._sources: dict[int, Source] = {}

    def load(self, word: bytes) -> tuple[list[bytes], list[bytes]]:
        """The anchors of ``word``, and their entries."""
        at = 4 * self.numbers[word]
        begin = int.from_bytes(self._ends[at - 4 : at], "little") if at else 0
        end = int.from_bytes(self._ends[at : at + 4], "little")
        anchors, entries = marshal.loads(self._data[begin:end])
        return anchors.split(b"\n"), entries

    def phrases(self, literals: Sequence[Any], expressions: Sequence[int]) -> Phrases:
        """Those of an entry, with the pack's numbers made those of all packs."""
        return (
            [
                (self._rule(code >> 16), code & _LOW, len(text.lstrip(CASED)), text.lstrip(CASED),
                 text[0] == CASED)
                for code, text in zip(literals[::2], literals[1::2], strict=True)
            ],
            [((code & _LOW) - 1, self._source(code >> 16)) for code in expressions],
        )  # fmt: skip

    def _rule(self, who: int) -> int:
        return who + self._rules if who >= 0 else who - self._rules

    def _source(self, number: int) -> Source:
        if number not in self._sources:
            who, regex, heads, exact, beyond, reach, spaces = marshal.loads(self._stored[number])
            self._sources[number] = (
                self._rule(who), regex, frozenset(heads), exact, frozenset(beyond), reach, spaces
            )  # fmt: skip
        return self._sources[number]


class Seeker:
    """Finds the anchors of ``words``, all if None, and tells what they belong to.

    ``find`` calls anchors by number; ``decoded[i]`` belongs to that of number ``i``, None before
    ``decode``.
    """

    def __init__(self, groups: Sequence[Groups], words: AbstractSet[bytes] | None) -> None:
        self._stored: list[tuple[Groups, dict[bytes, bytes]]] = []
        # What several packs seek is sought once.
        found: dict[bytes, bytes] = {}
        for group in groups:
            every = group.numbers.keys()
            entries: dict[bytes, bytes] = {}
            for word in every if words is None else every & words:
                anchors, more = group.load(word)
                entries.update(zip(anchors, more, strict=True))
                found.update(dict.fromkeys(anchors, word))
            self._stored.append((group, entries))
        self._anchors = list(found)
        self.decoded: list[Decoded | None] = [None] * len(found)
        self.find = _finder(self._anchors, list(found.values()), once=words is not None)

    def decode(self, number: int) -> Decoded:
        """What the anchor of that number belongs to."""
        anchor = self._anchors[number]
        sides: dict[str, dict[bytes, Phrases]] = {"": {b"": ([], [])}, "+": {}, "-": {}}
        for group, entries in self._stored:
            if anchor not in entries:
                continue
            for place, *codes in zip(*[iter(marshal.loads(entries[anchor]))] * 3, strict=True):
                literals, expressions = group.phrases(*codes)
                for word in place[1:].encode("latin-1").split(b" "):
                    known = sides[place[:1]].setdefault(word, ([], []))
                    known[0].extend(literals)
                    known[1].extend(expressions)
        literals, expressions = sides[""][b""]
        # Where the image has letters, the fold has the same.
        word = anchor[1:-1].decode("latin-1")
        alike = (word, False) if anchor == b" %b " % anchor.strip() and word.isalnum() else None
        rules = [literal[0] for literal in literals if literal[0] >= 0 and literal[3:] == alike]
        others = [literal for literal in literals if literal[0] < 0 or literal[3:] != alike]
        after, before = sides["+"] or _NOTHING, sides["-"] or _NOTHING
        parts = (tuple(others), tuple(expressions), after, before)
        decoded = self.decoded[number] = (tuple(rules), parts if any(parts) else None)
        return decoded


def _finder(anchors: list[bytes], words: list[bytes], once: bool) -> Find:
    """What finds ``anchors``, which the words are the rarest of; once if for one text alone."""
    if scanner:
        try:
            scan: Callable[[bytes], bytes] = scanner.Scanner(anchors, words).find
            return lambda image: iter_unpack("3i", scan(image))
        except ValueError:  # one begins within a word and has no whole one
            pass
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    # A deterministic automaton scans faster by itself, but not beside all else that needs the
    # processor's cache; it takes five times as long to build, and much memory. For one text
    # the form that is built first is not worth packing.
    form = Implementation.NoncontiguousNFA if once else Implementation.ContiguousNFA
    automaton = BytesAhoCorasick(anchors, implementation=form)
    return lambda image: automaton.find_matches_as_indexes(image, overlapping=True)
