"""The weights of the attribution model and the lexicon of word classes, loaded once and only
when a text is first analysed (some 15 ms)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import orjson

from rhetorictui.layers.attribution import Expand, Ranker, stem
from rhetorictui.layers.features_content import BEFORE_END, BEFORE_START, BEHIND_END, BEHIND_START
from rhetorictui.layers.features_cue import HEAD, LEFT, RIGHT
from rhetorictui.layers.features_source import SOURCE_END, SOURCE_START
from rhetorictui.layers.tokens import FUNCTION, shape

RANKERS: dict[str, tuple[Expand, ...]] = {
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

_LEXICON_LIMIT = 200_000


class Entry(NamedTuple):
    """What is known of one word form: folded form, tag, and whether it may be a cue's head."""

    low: str
    tag: str
    candidate: bool


class Lexicon(dict[str, Entry]):
    """Entries by word form, each worked out when first asked for.

    ``classes``: distributional class by word. ``heads`` may head a cue, ``blocked`` may not; other
    words may if their stem is in ``stems`` or their tag in ``tags``.
    """

    __slots__ = ("blocked", "classes", "heads", "stems", "tags")

    def __init__(self, classes: dict[str, str], lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.classes = classes
        self.heads = frozenset(lists["heads"])
        self.blocked = frozenset(lists["blocked"])
        self.stems = frozenset(lists["stems"])
        self.tags = frozenset(lists["tags"])

    def __missing__(self, word: str) -> Entry:
        low = fold(word)
        if low in FUNCTION:
            tag = low
        else:
            tag = self.classes.get(word) or self.classes.get(low) or shape(word, low)
        candidate = low in self.heads or (
            low not in self.blocked and (tag in self.tags or stem(low) in self.stems)
        )
        if len(self) > _LEXICON_LIMIT:
            self.clear()
        made = self[word] = Entry(low, tag, candidate)
        return made


class Model(NamedTuple):
    """Rankers by name, and the lexicon, which grows with the words met."""

    rankers: dict[str, Ranker]
    lexicon: Lexicon


def fold(word: str) -> str:
    """Lower case with plain quotation marks."""
    if word.isascii():
        return word.lower()
    for curly, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"')):
        word = word.replace(curly, plain)
    return word.lower()


def make(weights: dict[str, dict[str, float]], lexicon: dict[str, list[str]]) -> Model:
    """A model from plain data: weights by ranker and feature; word lists by their name.

    ``lexicon["classes"]`` holds, for each class, its words in one string.
    """
    classes = {
        word: f"c{number}"
        for number, words in enumerate(lexicon["classes"])
        for word in words.split(" ")
    }
    rankers = {name: Ranker(expand, weights[name]) for name, expand in RANKERS.items()}
    return Model(rankers, Lexicon(classes, lexicon))


@cache
def load() -> Model:
    """The model that ships with the package."""
    data = (files("rhetorictui") / "data" / "quotes.json.z").read_bytes()
    return read(data)


def read(data: bytes) -> Model:
    """A model from the bytes that ``pack`` made."""
    value = orjson.loads(zlib.decompress(data))
    weights = {
        name: dict(zip(table["features"].split("\n"), table["weights"], strict=True))
        for name, table in value["weights"].items()
    }
    return make(weights, value["lexicon"])


def pack(weights: dict[str, dict[str, float]], lexicon: dict[str, list[str]]) -> bytes:
    """Weights (rounded to whole hundredths) and lexicon as compressed JSON."""
    tables = {}
    for name, table in weights.items():
        order = sorted(table)
        tables[name] = {
            "features": "\n".join(order),
            "weights": [round(100 * table[feature]) for feature in order],
        }
    return zlib.compress(orjson.dumps({"weights": tables, "lexicon": lexicon}), 9)
