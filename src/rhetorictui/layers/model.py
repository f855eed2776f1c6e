"""The weights of the attribution model and the lexicon of word classes, loaded once and only
when a text is first analysed (some 10 ms)."""

from __future__ import annotations

import marshal
import os
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from rhetorictui.layers.attribution import Endings, Spec, Values, stem, table
from rhetorictui.layers.features_content import BEFORE_END, BEFORE_START, BEHIND_END, BEHIND_START
from rhetorictui.layers.features_cue import HEAD, LEFT, RIGHT
from rhetorictui.layers.features_source import SOURCE_END, SOURCE_START
from rhetorictui.layers.tokens import (
    BITS,
    EDGE,
    FUNCTION,
    TAG,
    TAG_NAMES,
    TOKEN,
    FindAll,
    shape,
)

if TYPE_CHECKING:
    from rhetorictui.layers.native import Attributions

RANKERS: dict[str, tuple[Spec, ...]] = {
    "head": HEAD,
    "left": LEFT,
    "right": RIGHT,
    "source_end": SOURCE_END,
    "source_start": SOURCE_START,
    "before_end": BEFORE_END,
    "before_start": BEFORE_START,
    "behind_start": BEHIND_START,
    "behind_end": BEHIND_END,
}

Tables = tuple[Any, ...]
Ranker = tuple[str, bytes, Sequence[tuple[str | bytes, bytes] | None]]
"""Features, a line each, and their weights; of each table keys and values where it has them."""

_LEXICON_LIMIT = 200_000
_WORDS_LIMIT = 100_000
_INITIALS = 2


class Lexicon(dict[str, int]):
    """Tags by word form (with the white space behind it), each worked out when first asked for.

    ``classes``: words with the tags of their distributional classes, as ``by_initials`` has them.
    Words in the list ``heads`` may head a cue, those in ``blocked`` may not; other words may if
    their stem is in ``stems`` or their tag in ``tags``. The attribute ``heads`` holds the folded
    word of each form met that may head a cue.
    """

    __slots__ = ("_blocked", "_classes", "_heads", "_stems", "_tags", "heads")

    def __init__(self, classes: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._classes = classes
        self._heads = frozenset(lists["heads"])
        self._blocked = frozenset(lists["blocked"])
        self._stems = frozenset(lists["stems"])
        self._tags = frozenset(map(int, lists["tags"]))
        self.heads: dict[str, str] = {}

    def __missing__(self, piece: str) -> int:
        tag, head = self.look(piece)
        # Tags of forms in the text before must stay: what is full only stops growing.
        if len(self) < _LEXICON_LIMIT:
            self[piece] = tag
        if head is not None:
            self.heads[piece] = head
        return tag

    def look(self, piece: str) -> tuple[int, str | None]:
        """The tag of a form, and its folded word if that may head a cue; nothing is kept."""
        word = piece.rstrip()
        low = fold(word)
        if not word:
            tag = TAG[EDGE]
        elif low in FUNCTION:
            tag = TAG[low]
        else:
            tag = self._class(word) or (self._class(low) if low != word else 0)
            tag = tag or TAG.get(shape(word, low), TAG["?"])
        if low in self._heads or (
            low not in self._blocked and (tag in self._tags or stem(low) in self._stems)
        ):
            return tag, low
        return tag, None

    def _class(self, word: str) -> int:
        line = self._classes.get(word[:_INITIALS], "")
        at = line.find(f" {word}:") + 1
        return int(line[at + len(word) + 1 : line.index(" ", at)]) if at else 0


class Folded(dict[str, str]):
    """Forms folded, without the white space behind them, each worked out when first asked for."""

    __slots__ = ()

    def __missing__(self, piece: str) -> str:
        low = fold(piece.rstrip())
        if len(self) < _WORDS_LIMIT:
            self[piece] = low
        return low


class Model:
    """The tables of every ranker, as attributes by its name, and the lexicon; both grow with the
    words met.

    ``compiled``: what finds attributions faster, or None; ``findall``: what finds tokens.
    """

    head: Tables
    left: Tables
    right: Tables
    source_end: Tables
    source_start: Tables
    before_end: Tables
    before_start: Tables
    behind_start: Tables
    behind_end: Tables

    def __init__(
        self,
        rankers: Mapping[str, Ranker],
        classes: Mapping[str, str],
        lists: Mapping[str, Sequence[str]],
    ) -> None:
        """``rankers`` as ``pack`` has them, ``classes`` and ``lists`` of words as ``Lexicon`` has
        them."""
        self.packed = rankers
        self.lexicon = Lexicon(classes, lists)
        self.folded = Folded()
        self.words = self.folded.__getitem__
        self.behind_source = frozenset(map(int, lists["behind_source"]))
        self.compiled: Attributions | None = None
        self.findall: FindAll = TOKEN.findall

    def __getattr__(self, name: str) -> Tables:
        """The tables of a ranker, made when first asked for: what is compiled has its own."""
        if name not in RANKERS:
            raise AttributeError(name)
        features, numbers, given = self.packed[name]
        weights = dict(zip(features.split("\n"), _numbers("h", numbers), strict=True))
        tables = tuple(
            table(spec, weights, known and _known(*known))
            for spec, known in zip(RANKERS[name], given, strict=True)
        )
        setattr(self, name, tables)
        return tables


def by_initials(classes: Sequence[str]) -> dict[str, str]:
    """The words of ``classes`` (a string of words each) and their tags, `` word:tag word:tag ``, by
    how they begin: a few hundred strings are read in no time, and a text asks for few words.
    """
    lines: dict[str, str] = {}
    for tag, words in enumerate(classes, len(TAG_NAMES)):
        for word in words.split(" "):
            lines[word[:_INITIALS]] = f"{lines.get(word[:_INITIALS], ' ')}{word}:{tag} "
    return lines


def fold(word: str) -> str:
    """Lower case with plain quotation marks."""
    if word.isascii():
        return word.lower()
    for curly, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        word = word.replace(curly, plain)
    return word.lower()


@cache
def load() -> Model:
    """The model that ships with the package, compiled if it can be."""
    known = read(_shipped())
    try:  # it asks for the rankers, and they for this
        from rhetorictui.layers.native import findall, twin
    except ImportError:  # installed without a compiler
        return known
    known.compiled = twin(known)
    known.findall = findall() or TOKEN.findall
    return known


def shipped_classes() -> list[str]:
    """The word classes of the model that ships, one string of words for each."""
    found: dict[int, list[str]] = {}
    for line in marshal.loads(_shipped())["classes"].values():
        for word, _, tag in (entry.rpartition(":") for entry in line.split()):
            found.setdefault(int(tag), []).append(word)
    return [" ".join(found[tag]) for tag in sorted(found)]


def _shipped() -> bytes:
    # By path: importlib.resources takes 10 ms, and the package is never zipped.
    room = os.path.dirname(os.path.dirname(__file__))
    with open(os.path.join(room, "data", "quotes.model"), "rb") as file:
        return file.read()


def read(data: bytes) -> Model:
    """A model from the bytes that ``pack`` made; raises ValueError if it is of other tags."""
    value = marshal.loads(data)
    if value["tags"] != TAG_NAMES:
        raise ValueError("the attribution model was trained with other tags")
    return Model(value["rankers"], value["classes"], value["lists"])


def _known(keys: str | bytes, values: bytes) -> Values:
    names = keys.split("\n") if isinstance(keys, str) else _numbers("I", keys)
    return names, _numbers("h", values)


def pack(
    weights: Mapping[str, Mapping[str, float]],
    classes: Sequence[str],
    lists: Mapping[str, Sequence[str]],
) -> bytes:
    """Weights (rounded to whole hundredths) and lexicon in marshal's format, which is read in a
    fraction of the time of compressed JSON.

    What pairs, rows and grids come to is worked out here. ``classes``: a string of words each.
    """
    tags = len(TAG_NAMES) + len(classes)
    rankers = {}
    for name, given in weights.items():
        left = dict(given)
        tables = [_values(spec, left, tags) for spec in RANKERS[name]]
        order = sorted(left)
        numbers = _bytes("h", [round(100 * left[feature]) for feature in order])
        rankers[name] = ("\n".join(order), numbers, tables)
    # Version 4 is read by every Python since 3.4.
    value = {
        "tags": TAG_NAMES,
        "rankers": rankers,
        "classes": by_initials(classes),
        "lists": {name: list(words) for name, words in lists.items()},
    }
    return marshal.dumps(value, 4)


def _values(spec: Spec, weights: dict[str, float], tags: int) -> tuple[str | bytes, bytes] | None:
    """What a table holds, if it is one of pairs, rows or a grid; the features that are in it are
    taken out of ``weights``."""
    taken: set[str] = set()

    def total(*features: str) -> int:
        taken.update(features)
        return round(100 * sum(weights.get(feature, 0.0) for feature in features))

    keys: str | bytes = b""
    if spec.pair:
        pairs = {
            first << BITS | second: total(*spec.expand(first, second))
            for first in range(tags)
            for second in range(tags)
        }
        pairs = {key: value for key, value in pairs.items() if value}
        keys, values = _bytes("I", list(pairs)), list(pairs.values())
    elif spec.endings:
        names = sorted({_bare(f, spec.endings[f[0]]) for f in weights if f[0] in spec.endings})
        keys = "\n".join(names)
        values = [
            0 if ending is None else total(name + ending)
            for name in names
            for ending in spec.endings[name[0]]
        ]
    elif spec.width:
        values = [
            total(*spec.expand(number, tag)) for number in range(spec.width) for tag in range(tags)
        ]
    else:
        return None
    for feature in taken:
        weights.pop(feature, None)
    return keys, _bytes("h", values)


def _bare(feature: str, endings: Endings) -> str:
    """The name of a feature of a row without its ending."""
    name, bar, last = feature.rpartition("|")
    return name if bar and bar + last in endings else feature


def _numbers(code: str, data: bytes) -> array[int]:
    out = array(code, data)
    if sys.byteorder == "big":
        out.byteswap()
    return out


def _bytes(code: str, numbers: Sequence[int]) -> bytes:
    out = array(code, numbers)
    if sys.byteorder == "big":
        out.byteswap()
    return out.tobytes()
