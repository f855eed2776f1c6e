"""The attribution model: which word reports, and where its source, cue and content begin and end.

Small linear rankers, each over the few candidates that grammar allows, applied one after the
other: cue head → cue span → source → content before the cue → content behind it. A ranker adds up
what a few tables hold for keys of a candidate (tags around it, distances); a key expands to
features, and its value is the sum of their weights. Keys repeat far more often than whole contexts
do, so values are remembered: in bulk a candidate costs a look-up per table.
``benchmarks/train_quotes.py`` trains the weights, by calling the same functions with tables that
note the keys asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from rhetorictui.layers.tokens import BITS

Key = Any
Expand = Callable[..., tuple[Any, ...]]
Span = tuple[int, int]
Scored = tuple[Sequence[int], list[Any]]
"""Candidates and their scores."""

_MEMO_LIMIT = 60_000
_ROWS_LIMIT = 8_000


Endings = tuple[str | None, ...]
"""What each number below a row's width adds to a feature's name; None where it is not there."""


class Spec(NamedTuple):
    """What a table computes, the sum of the weights of the features of a key.

    ``expand`` turns a key, a tuple, into the names of its features. Plain: a value by key. With
    ``endings``: rows of values by key, one for each number, and the features get the endings that
    stand by the first letter of their names. With ``width``: for each number below it one value
    for every tag. With ``pair``: for two tags, by ``first << BITS | second``.
    """

    expand: Expand
    endings: Mapping[str, Endings] | None = None
    width: int = 0
    pair: bool = False

    def features(self, key: Key) -> list[str]:
        """The names of the features of a key; in a row it begins with the number."""
        if not self.endings:
            return list(self.expand(*key))
        number, *rest = key
        named = [(name, self.endings[name[0]][number]) for name in self.expand(*rest)]
        return [name + ending for name, ending in named if ending is not None]


def each(width: int) -> Endings:
    """A weight of its own for every number."""
    return tuple(f"|{number}" for number in range(width))


def grid(width: int, expand: Expand) -> Spec:
    """A table for every number below ``width`` and every tag."""
    return Spec(expand, width=width)


def pair(name: str) -> Spec:
    """A table for every two tags, its features called ``name``."""
    return Spec(lambda first, second: (f"{name}{first}|{second}",), pair=True)


class Memo(dict[Key, int]):
    """Values of keys, each worked out when first asked for."""

    __slots__ = ("expand", "weights")

    def __init__(self, expand: Expand, weights: Mapping[str, int]) -> None:
        super().__init__()
        self.expand = expand
        self.weights = weights

    def __missing__(self, key: Key) -> int:
        weight = self.weights.get
        value = 0
        for feature in self.expand(*key):
            value += weight(feature, 0)
        # Full, it keeps what came first: keys that are frequent come early.
        if len(self) < _MEMO_LIMIT:
            self[key] = value
        return value


class Rows(dict[Key, list[int]]):
    """Rows of values, worked out when first asked for from those of the features of the key."""

    __slots__ = ("at", "expand", "known", "width")

    def __init__(self, expand: Expand, width: int, known: Values | None) -> None:
        super().__init__()
        self.expand = expand
        self.width = width
        names, self.known = known or ((), ())
        self.at = dict(zip(names, range(0, len(self.known), width), strict=True))

    def __missing__(self, key: Key) -> list[int]:
        row, width, where = [0] * self.width, self.width, self.at.get
        for name in self.expand(*key):
            at = where(name)
            if at is not None:
                row = list(map(add, row, self.known[at : at + width]))
        if len(self) < _ROWS_LIMIT:
            self[key] = row
        return row


Values = tuple[Sequence[Any], Sequence[int]]
"""What a table holds: of pairs keys and values, of rows names of features (without endings) and
their rows, one behind the other, of a grid nothing and its lines, one behind the other."""


def pairs(t: Sequence[int]) -> list[int]:
    """The key of each tag with the next one, as tables of pairs have it; at -1 the last tag's with
    the first one, so that ``i - 1`` may be asked for anywhere."""
    out = [first << BITS | second for first, second in pairwise(t)]
    out.append(t[-1] << BITS | t[0])
    return out


def table(spec: Spec, weights: Mapping[str, int], known: Values | None) -> Any:
    """The table of one ranker for ``spec``; ``known`` are the values of pairs, rows or a grid.

    Pairs are asked for by a dictionary's ``get``: few of all pairs have a value, and an array of
    half a million zeros for each table takes longer to make than one article to analyse.
    """
    if spec.endings:
        return Rows(spec.expand, len(next(iter(spec.endings.values()))), known)
    keys, values = known or ((), ())
    if spec.pair:
        return dict(zip(keys, values, strict=True)).get
    if spec.width:
        tags = len(values) // spec.width
        return [list(values[at : at + tags]) for at in range(0, spec.width * tags, tags)]
    return Memo(spec.expand, weights)


_ENDINGS = {"g": ("ing",), "d": ("ied", "ed"), "s": ("ies", "es", "s"), "e": ("e",)}
"""By the last letter of a word what is taken off it, the first that it ends in."""
_STEMS: dict[str, str] = {}


def stem(word: str) -> str:
    """A crude stem, only to let an unseen inflection share what is known of a seen one."""
    known = _STEMS.get(word)
    if known is not None:
        return known
    short = word
    for ending in _ENDINGS.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            short = word[: -len(ending)]
            break
    if len(short) > 3 and short[-1] == short[-2]:
        short = short[:-1]
    short = short.rstrip("y")
    if len(_STEMS) > _MEMO_LIMIT:
        _STEMS.clear()
    _STEMS[word] = short
    return short


LONGEST = 400
"""Tokens that content can have at most in one sentence."""
STEPS = (0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7, *([8] * LONGEST))
"""Distances in tokens, in few steps."""
NEAR = 9
"""How many steps there are."""


def step(n: int) -> int:
    """A distance in tokens, in few steps."""
    return STEPS[n] if n < 20 else 8
