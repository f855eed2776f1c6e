"""The weights of the attribution model and the lexicon of word classes, loaded once and only
when a text is first analysed (some 15 ms)."""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import orjson

from rhetorictui.layers.attribution import RANKERS, Ranker, stem
from rhetorictui.layers.tokens import FUNCTION, shape

_LEXICON_LIMIT = 200_000


class Entry(NamedTuple):
    """What is known of one word form: folded form, tag, and whether it may be a cue's head."""

    low: str
    tag: str
    candidate: bool


class Model(NamedTuple):
    """Rankers by name, and the lexicon, which grows with the words met."""

    rankers: dict[str, Ranker]
    lexicon: dict[str, Entry]
    classes: dict[str, str]
    heads: frozenset[str]
    blocked: frozenset[str]
    stems: frozenset[str]
    tags: frozenset[str]

    def entry(self, word: str) -> Entry:
        """Look ``word`` up, and remember it."""
        known = self.lexicon.get(word)
        if known is not None:
            return known
        low = fold(word)
        tag = self.tag(word, low)
        candidate = low in self.heads or (
            low not in self.blocked and (tag in self.tags or stem(low) in self.stems)
        )
        made = Entry(low, tag, candidate)
        if len(self.lexicon) > _LEXICON_LIMIT:
            self.lexicon.clear()
        self.lexicon[word] = made
        return made

    def tag(self, word: str, low: str) -> str:
        """The coarse tag of a word: itself, its distributional class, or its shape."""
        if low in FUNCTION:
            return low
        return self.classes.get(word) or self.classes.get(low) or shape(word, low)


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
    return Model(
        {name: Ranker(expand, weights[name]) for name, expand in RANKERS.items()},
        {},
        classes,
        frozenset(lexicon["heads"]),
        frozenset(lexicon["blocked"]),
        frozenset(lexicon["stems"]),
        frozenset(lexicon["tags"]),
    )


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
