"""The attribution model: which word reports, and where its source, cue and content begin and end.

Small linear rankers, each over the few candidates that grammar allows, applied one after the
other: cue head → cue span → source → content before the cue → content behind it. What a ranker
looks at is a handful of keys per candidate (words, tags and punctuation around it); a key expands
to features, and its score is the sum of their weights. Keys repeat far more often than whole
contexts do, so their scores are remembered: in bulk a candidate costs a look-up per key.
``benchmarks/train_quotes.py`` trains the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import getitem
from typing import Any

Key = tuple[Any, ...]
Expand = Callable[..., tuple[str, ...]]
Keys = tuple[Key, ...]
Span = tuple[int, int]

BOS, EOS = "<s>", "</s>"
LIGHT = frozenset(
    "also then later further repeatedly again even only just still not n't never already "
    "recently reportedly once now always often has have had is are was were be been being "
    "will would could may might must should can do does did to 's 've 'd 're 'll 'm".split()
)
SAY = frozenset(["said", "says", "say", "told", "according", "added", "wrote"])
STOPS = frozenset(
    [",", ";", ":", "-", "—", "–", "--", "(", ")", "[", "]", '"', ".", "?", "!", "…", "..."]
)
JOINTS = frozenset(
    "but and or because that while though although if when where as so than who which whether "
    "said says".split()
)
NP_END = STOPS | frozenset(
    "and but or because while after before when as if though although since in on at for to "
    "by with from during that who which whose whom about over than not so unless until "
    "without also is are was were be been being am has have had do does did will would can "
    "could may might must shall should 's 're 've 'll 'd 'm said says say saying told of "
    "against between into through under n't never also then now just still only even yet nor "
    "what how why whether this it he she they we i you there here".split()
)
CONTENT_END = STOPS | frozenset(
    "and but or because while after before when as if though although since in on at for to "
    "by with from during that who which whose about over than not so unless until without".split()
)
_MEMO_LIMIT = 30_000


class Frame:
    """One sentence prepared for the rankers.

    ``tags`` is padded, so that ``tags[-1]`` and ``tags[n]`` are the sentence's edges; ``quoted``
    is 1 for each token within quotation marks.
    """

    __slots__ = ("any_quoted", "low", "n", "quoted", "says", "tags")

    def __init__(self, low: list[str], tags: list[str], quoted: list[int]) -> None:
        self.n = len(low)
        self.low = [*low, EOS, EOS, EOS, BOS, BOS, BOS]
        self.tags = [*tags, EOS, EOS, EOS, BOS, BOS, BOS]
        self.quoted = [*quoted, 0, 0, 0, 0, 0, 0]
        self.any_quoted = 1 if 1 in quoted else 0
        self.says = min(2, len([1 for word in low if word in SAY]))


class Memo(dict[Key, float]):
    """Scores of keys, each worked out when first asked for."""

    __slots__ = ("expand", "weights")

    def __init__(self, expand: Expand, weights: Mapping[str, float]) -> None:
        super().__init__()
        self.expand = expand
        self.weights = weights

    def __missing__(self, key: Key) -> float:
        weight = self.weights.get
        value = 0.0
        for feature in self.expand(*key):
            value += weight(feature, 0.0)
        # Full, it keeps what came first: keys that are frequent come early.
        if len(self) < _MEMO_LIMIT:
            self[key] = value
        return value


class Ranker:
    """A linear score over keys: weights by feature, one expander for each key of a candidate."""

    __slots__ = ("memos",)

    def __init__(self, expand: Sequence[Expand], weights: Mapping[str, float]) -> None:
        self.memos = [Memo(one, weights) for one in expand]

    def score(self, keys: Sequence[Key]) -> float:
        """The sum over the candidate's keys."""
        return sum(map(getitem, self.memos, keys))


_STEMS: dict[str, str] = {}


def stem(word: str) -> str:
    """A crude stem, only to let an unseen inflection share what is known of a seen one."""
    known = _STEMS.get(word)
    if known is not None:
        return known
    short = word
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e"):
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


DIST = (0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7)


def dist(n: int) -> int:
    """A distance in tokens, in few steps."""
    return DIST[n] if n < 20 else 8
