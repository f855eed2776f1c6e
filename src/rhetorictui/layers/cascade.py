"""From one sentence to its attributions: the rankers of ``attribution`` applied in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import getitem
from typing import NamedTuple

from rhetorictui.layers.attribution import Frame, Keys, Ranker, Span
from rhetorictui.layers.features_content import (
    before_end_keys,
    before_ends,
    before_start_keys,
    before_starts,
    behind_end_keys,
    behind_ends,
    behind_start_keys,
    behind_starts,
    left_kind,
)
from rhetorictui.layers.features_cue import head_keys, left_keys, right_keys
from rhetorictui.layers.features_source import (
    source_end_keys,
    source_ends,
    source_start_keys,
    source_starts,
)

THRESHOLD = -10.0
"""Least score of a cue head, hundredths of log odds; between -50 and 0 held-out F1 is level, and
precision decides."""
_LONGEST_CUE = 12
_SUBJECTS = frozenset(["he", "she", "they", "i", "we"])
"""Directly before a finite cue these are its source, and the rankers need not be asked."""


class Found(NamedTuple):
    """One attribution in tokens of its sentence, half-open; ``score`` is the head's, in
    hundredths of log odds."""

    head: int
    cue: Span
    source: Span | None
    before: Span | None
    behind: Span | None
    score: float


def attributions(
    rankers: dict[str, Ranker], f: Frame, candidates: Sequence[int], threshold: float = THRESHOLD
) -> list[Found]:
    """The attributions of a sentence; ``candidates`` are the tokens that may head a cue."""
    out: list[Found] = []
    head = rankers["head"]
    for i in candidates:
        score = head.score(head_keys(f, i))
        if score > threshold:
            found = complete(rankers, f, i, cue_span(rankers, f, i), score)
            if found.before or found.behind:
                out.append(found)
    return [_within(item, out) for item in out] if len(out) > 1 else out


def _within(item: Found, found: Sequence[Found]) -> Found:
    """Content that stands within another's content before a cue ends where that one does.

    "Some insist that it is late, Zhang noted": what is insisted on ends before the comma.
    """
    if item.behind:
        for other in found:
            outer = other.before
            if outer and outer[0] <= item.cue[0] and item.behind[0] < outer[1] < item.behind[1]:
                return item._replace(behind=(item.behind[0], outer[1]))
    return item


def cue_span(rankers: dict[str, Ranker], f: Frame, head: int) -> Span:
    """The cue around its head: auxiliaries and adverbs, particles and prepositions."""
    low = high = head
    rank = rankers["left"]
    while low > 0 and head - low < _LONGEST_CUE and rank.score(left_keys(f, head, low - 1)) > 0:
        low -= 1
    rank = rankers["right"]
    last = min(f.n - 1, head + _LONGEST_CUE)
    while high < last and rank.score(right_keys(f, head, high)) > 0:
        high += 1
    return low, high + 1


def complete(rankers: dict[str, Ranker], f: Frame, head: int, cue: Span, score: float) -> Found:
    """Source and content of a cue."""
    source: Span | None = None
    at = cue[0] - 1
    if at >= 0 and f.low[at] in _SUBJECTS and f.low[cue[0]][-3:] != "ing":
        source = (at, at + 1)
        end = -1
    else:
        end = _best(rankers["source_end"], source_ends(f, cue), source_end_keys(f, cue))
    if end >= 0:
        start = _best(
            rankers["source_start"], source_starts(f, cue, end), source_start_keys(f, cue, end)
        )
        source = (start if start >= 0 else end, end + 1)
    last = _best(
        rankers["before_end"], before_ends(f, cue, source), before_end_keys(f, cue, source)
    )
    before: Span | None = None
    if last >= 0:
        start = _best(
            rankers["before_start"], before_starts(f, last), before_start_keys(f, cue, last)
        )
        before = (start, last + 1)
    first = max(cue[1], source[1]) if source else cue[1]
    if f.low[first] != "that" or before:
        first = _best(
            rankers["behind_start"],
            behind_starts(f, cue, source),
            behind_start_keys(f, cue, source, left_kind(f, before)),
        )
    behind: Span | None = None
    if first >= 0:
        stop = _best(
            rankers["behind_end"],
            behind_ends(f, first),
            behind_end_keys(f, cue, first, before is not None),
        )
        behind = (first, stop + 1)
    return Found(head, cue, source, before, behind, score)


def _best(rank: Ranker, candidates: Sequence[int], keys: Callable[[int], Keys]) -> int:
    """The candidate with the highest score, the first of equals; -1 if there is none."""
    if len(candidates) == 1:
        return candidates[0]
    best, at = float("-inf"), -1
    memos = rank.memos
    for i in candidates:
        value = sum(map(getitem, memos, keys(i)))
        if value > best:
            best, at = value, i
    return at
