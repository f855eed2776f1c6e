"""From one sentence to its attributions: the rankers of ``attribution`` applied in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import getitem
from typing import NamedTuple

from rhetorictui.layers.attribution import STOPS, Frame, Keys, Ranker, Span
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

THRESHOLD = -30.0
"""Least score of a cue head, hundredths of log odds; between -50 and 0 held-out F1 is level, and
precision decides."""
_LONGEST_CUE = 12
_LEAST = -250.0
_LEAST_THAT = -130.0
_ASKING = frozenset(",?!")
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
        if score > threshold or (score > _LEAST_THAT and _that_clause(f, i + 1) > 0):
            found = complete(rankers, f, i, cue_span(rankers, f, i), score)
            if found.before or found.behind:
                out.append(found)
    if f.any_quoted:
        out += _after_quotations(rankers, f, candidates, out)
    return [_within(item, out) for item in out] if len(out) > 1 else out


def _after_quotations(
    rankers: dict[str, Ranker], f: Frame, candidates: Sequence[int], found: Sequence[Found]
) -> list[Found]:
    """Cues that only their place shows: behind “…,” and a comma the best candidate reports."""
    out: list[Found] = []
    low, quoted = f.low, f.quoted
    for k in range(2, f.n - 2):
        if not quoted[k] or quoted[k + 1] or low[k - 1] not in _ASKING or not quoted[k - 2]:
            continue
        if any(
            (item.before and item.before[0] <= k < item.before[1])
            or (item.behind and item.behind[0] <= k < item.behind[1])
            for item in found
        ):
            continue
        near = [i for i in candidates if k < i < k + 9 and not quoted[i]]
        scored = [(rankers["head"].score(head_keys(f, i)), -i) for i in near]
        if scored and max(scored)[0] > _LEAST:
            score, at = max(scored)
            item = complete(rankers, f, -at, cue_span(rankers, f, -at), score)
            if item.before:
                out.append(item)
    return out


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
    first = _that_clause(f, max(cue[1], source[1]) if source else cue[1])
    before: Span | None = None
    if first < 0:
        last = _best(
            rankers["before_end"], before_ends(f, cue, source), before_end_keys(f, cue, source)
        )
        if last >= 0:
            start = _best(
                rankers["before_start"], before_starts(f, last), before_start_keys(f, cue, last)
            )
            before = (start, last + 1)
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


_WHEN = frozenset(
    "in on at during last earlier later yesterday monday tuesday wednesday thursday friday "
    "saturday sunday".split()
)


def _that_clause(f: Frame, end: int) -> int:
    """The "that" which opens a clause behind the cue, at once or after a time or place, or -1.

    Such a clause is the content, and a phrase that opens the sentence ("On Monday, …") is not.
    """
    if f.low[end] != "that" and f.low[end] not in _WHEN:
        return -1
    for at in range(end, min(end + 6, f.n - 2)):
        word = f.low[at]
        if word == "that":
            return at if f.low[at + 1] not in STOPS or f.low[at + 1] == '"' else -1
        if word in STOPS or f.quoted[at]:
            return -1
    return -1


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
