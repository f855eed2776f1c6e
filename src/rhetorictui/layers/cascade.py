"""From a text's tokens to its attributions: the rankers of ``attribution`` in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import NamedTuple

from rhetorictui.layers.attribution import Scored, Span, pairs
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.features_content import (
    before_ends,
    before_starts,
    behind_ends,
    behind_starts,
    left_kind,
)
from rhetorictui.layers.features_cue import head_far, head_near, left_score, right_score
from rhetorictui.layers.features_source import source_ends, source_starts
from rhetorictui.layers.model import Model
from rhetorictui.layers.tokens import EDGE, QUOTE, STOPS, TAG, THAT, WHEN, Sentence, tag_set

TWIN = 3
"""Raised here and in ``_rankers.c``, its compiled twin, whenever what they compute changes."""
THRESHOLD = -51
"""Least score of a cue head, hundredths of log odds; between -90 and -40 held-out F1 is level, and
precision decides."""
UNKNOWN = 50
"""The least for a cue without a word that is known to report (``cues.engagement``)."""
HOPELESS = -30
"""A head whose neighbours alone score less is given up."""
LONGEST_CUE = 12
LEAST = -250
LEAST_THAT = -130
ASKING = tag_set(", ? !")
SUBJECTS = tag_set("he she they i we")
"""Directly before a finite cue these are its source, and the rankers need not be asked."""
OPENS_THAT = WHEN | {THAT}
PAD = [TAG[EDGE]] * 6


class Found(NamedTuple):
    """One attribution in tokens, half-open, and the sentence its cue stands in."""

    sentence: Sentence
    cue: Span
    source: Span | None
    before: Span | None
    behind: Span | None


def attributions(
    known: Model, pieces: Sequence[str], sentences: Sequence[Sentence], q: list[int]
) -> list[Found]:
    """The attributions of a text; ``q`` is 1 for each token in quotation marks."""
    if known.compiled and (ready := known.compiled(pieces, sentences, q)) is not None:
        return ready
    t = [*map(known.lexicon.__getitem__, pieces), *PAD]
    p = pairs(t)
    q = [*q, *([0] * len(PAD))]
    heads = known.lexicon.heads
    candidates = list(compress(count(), map(heads.__contains__, pieces)))
    out: list[Found] = []
    tables = known.head
    at, most = 0, len(candidates)
    for sentence in sentences:
        low, high = sentence.low, sentence.high
        first = at
        while at < most and candidates[at] < high:
            at += 1
        if first == at:
            continue
        marked = 1 if 1 in q[low:high] else 0
        mine = len(out)
        for i in candidates[first:at]:
            word = heads[pieces[i]]
            score = head_near(t, word, i, tables)
            if score < HOPELESS:
                continue
            score += head_far(t, p, q, word, i, low, high, marked, tables)
            if score > THRESHOLD or (score > LEAST_THAT and _that_clause(t, q, i + 1, high) > 0):
                found = _complete(known, pieces, t, p, q, sentence, i, word, marked)
                if (found.before or found.behind) and (
                    score >= UNKNOWN or engagement("".join(pieces[slice(*found.cue)])) is not None
                ):
                    out.append(found)
        if marked:
            out += _after_quotations(
                known, pieces, t, p, q, sentence, candidates[first:at], out[mine:]
            )
        out[mine:] = settled(out[mine:])
    return out


def _after_quotations(
    known: Model,
    pieces: Sequence[str],
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    sentence: Sentence,
    candidates: Sequence[int],
    found: Sequence[Found],
) -> Iterator[Found]:
    """Cues that only their place shows: behind “…,” and a comma the best candidate reports."""
    low, high = sentence.low, sentence.high
    end = low
    edge = max(low, candidates[-1] - 1)
    while 1 in (rest := q[end:edge]):
        first = end + rest.index(1)  # the first of a stretch in marks, and the one behind it
        end = q.index(0, first)
        k = end - 1
        if end - first < 3 or end >= high - 1 or t[k - 1] not in ASKING:
            continue
        held = any(
            (item.before and item.before[0] <= k < item.before[1])
            or (item.behind and item.behind[0] <= k < item.behind[1])
            for item in found
        )
        near = [] if held else [i for i in candidates if k < i < k + 9 and not q[i]]
        scored = []
        for i in near:
            word = known.lexicon.heads[pieces[i]]
            score = head_near(t, word, i, known.head)
            scored.append((score + head_far(t, p, q, word, i, low, high, 1, known.head), -i))
        if scored and max(scored)[0] > LEAST:
            at = -max(scored)[1]
            word = known.lexicon.heads[pieces[at]]
            item = _complete(known, pieces, t, p, q, sentence, at, word, 1)
            if item.before:
                yield item


def settled(found: Sequence[Found]) -> list[Found]:
    """The attributions of one sentence, once all are known."""
    return [_within(item, found) for item in found]


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


def _complete(
    known: Model,
    pieces: Sequence[str],
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    sentence: Sentence,
    head: int,
    word: str,
    marked: int,
) -> Found:
    """The attribution whose cue ``word``, at ``head``, heads."""
    low, high = sentence.low, sentence.high
    # The cue around its head: auxiliaries and adverbs, particles and prepositions.
    first = last = head
    floor = max(low, head - LONGEST_CUE)
    while first > floor and left_score(t, p, q, word, head, first - 1, known.left) > 0:
        first -= 1
    edge = min(high - 1, head + LONGEST_CUE)
    while last < edge and right_score(t, p, q, word, head, last, known.right) > 0:
        last += 1
    cue = (first, last + 1)
    words = known.words(pieces[first]), known.words(pieces[last])
    final = words[1]

    source: Span | None = None
    if t[first - 1] in SUBJECTS and first > low and words[0][-3:] != "ing":
        source = (first - 1, first)
    else:
        ends = source_ends(t, p, q, low, high, cue, words, known.behind_source, known.source_end)
        end = _best(ends)
        if end >= 0:
            source = (_best(source_starts(t, p, q, low, cue, end, known.source_start)), end + 1)
    start = _that_clause(t, q, max(cue[1], source[1]) if source else cue[1], high)
    before: Span | None = None
    if start < 0:
        end = _best(before_ends(t, p, q, low, cue, source, final, marked, known.before_end))
        if end >= 0:
            before = (_best(before_starts(t, p, q, low, final, end, known.before_start)), end + 1)
        kind = left_kind(t, before)
        start = _best(
            behind_starts(t, p, q, high, cue, source, final, kind, marked, known.behind_start)
        )
    behind: Span | None = None
    if start >= 0:
        stop = _best(
            behind_ends(t, p, q, high, final, start, before is not None, marked, known.behind_end)
        )
        behind = (start, stop + 1)
    return Found(sentence, cue, source, before, behind)


def _that_clause(t: Sequence[int], q: Sequence[int], end: int, high: int) -> int:
    """The "that" which opens a clause behind the cue, at once or after a time or place, or -1.

    Such a clause is the content, and a phrase that opens the sentence ("On Monday, …") is not.
    """
    if t[end] not in OPENS_THAT:
        return -1
    for at in range(end, min(end + 6, high - 2)):
        tag = t[at]
        if tag == THAT:
            return at if t[at + 1] not in STOPS or t[at + 1] == QUOTE else -1
        if tag in STOPS or q[at]:
            return -1
    return -1


def _best(scored: Scored) -> int:
    """The candidate with the highest score, the first of equals."""
    at, scores = scored
    return at[scores.index(max(scores))]
