"""What the rankers see of a source: where the noun phrase ends, and where it starts.

``t``, ``q``: as in ``features_cue``; ``low``..``high`` is the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import add
from typing import Any

from rhetorictui.layers.attribution import NEAR, STEPS, Scored, Span, Spec, each, grid, pair, stem
from rhetorictui.layers.tokens import COMMA, STOPS, tag_set

NOT_LAST = STOPS - tag_set(') " ,') | tag_set("</s> '' `` '")
NO_SOURCE = tag_set('that , . : ; " ) to in on at for if whether how as because and but </s>')
"""Tags behind a cue that no source follows."""
SENTENCE_END = tag_set('. " ! ? </s>')
ALONE = tag_set("he she they i we it you who")
"""Sources of one word."""
_NONE = 2 * NEAR
_LEFT, _RIGHT, _FAR = 30, 14, 45


def source_ends(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    low: int,
    high: int,
    cue: Span,
    words: tuple[str, str],
    behind_source: frozenset[int],
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may end the source, the last of a noun phrase; -1 stands for no source.

    ``words`` are the first and last of the cue; ``behind_source`` the tags that may follow one.
    """
    start, end = cue
    before, first, after = t[start - 1], t[start], t[end]
    row = list(
        map(
            add,
            map(add, tables[0][words[1], first], tables[1][words[0][-3:], before]),
            tables[2][after, words[1][-3:]],
        )
    )
    here, ahead, place, near, mark = tables[3], tables[4], tables[5], tables[6], tables[7]
    left = [
        i
        for i in range(max(low, start - _LEFT), start)
        if (t[i + 1] in behind_source or i == start - 1) and t[i] not in NOT_LAST
    ]
    inside = q[start]
    scores = [row[_NONE]]
    count = len(left)
    scores += [
        row[d := STEPS[start - i - 1]]
        + here[d][t[i]]
        + ahead[d][t[i + 1]]
        + place(p[i], 0)
        + near(p[i - 1], 0)
        + mark[q[i] - inside, k if k < 2 else 2, count - k if count - k < 4 else 4, d]
        for k, i in enumerate(left)
    ]
    if after in NO_SOURCE:
        return [-1, *left], scores
    right_place = tables[8]
    right = [
        i
        for i in range(end, min(high, end + _RIGHT))
        if (i - end < 3 or t[i + 1] in behind_source) and t[i] not in NOT_LAST
    ] + [
        i
        for i in range(end + _RIGHT, min(high, end + _FAR))
        if t[i + 1] in SENTENCE_END and t[i] not in NOT_LAST
    ]
    scores += [
        row[d := STEPS[i - end] + NEAR]
        + here[d][t[i]]
        + ahead[d][t[i + 1]]
        + right_place(p[i], 0)
        + near(p[i - 1], 0)
        + mark[q[i] - inside, 3, k if k < 4 else 4, d]
        for k, i in enumerate(right)
    ]
    return [-1, *left, *right], scores


_EACH = each(2 * NEAR + 1)
_SIDE = tuple(f"|{d // NEAR}" for d in range(2 * NEAR + 1))

SOURCE_END = (
    Spec(
        lambda word, first: (f"a{stem(word)}", f"b{first}", f"c{first}|{stem(word)}"),
        {"a": _EACH, "b": _EACH, "c": _SIDE},
    ),
    Spec(
        lambda form, before: ("d", f"e{before}", f"f{form}", f"g{form}|{before}"),
        dict.fromkeys("defg", _EACH),
    ),
    Spec(
        lambda after, form: (f"i{after}", f"j{after}|{form}", f"k{after}|{form}"),
        {"i": _EACH, "j": _SIDE, "k": _EACH},
    ),
    grid(2 * NEAR, lambda d, tag: (f"l{tag}|{d // NEAR}", f"m{tag}|{d}")),
    grid(2 * NEAR, lambda d, after: (f"n{after}|{d // NEAR}", f"N{after}|{d}")),
    pair("o"),
    pair("p"),
    Spec(lambda q, first, last, d: (f"q{q}|{d == 0}", f"r{first}|{last}", f"s{first}|{last}|{d}")),
    pair("O"),
)


def source_starts(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    low: int,
    cue: Span,
    last: int,
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may start the source that ends with ``last``."""
    if t[last] in ALONE:
        return [last], [0]
    end = cue[1]
    right = last >= end
    floor = max(end if right else low, last - 24)
    row = tables[0][t[last], t[last + 1], right]
    here, back, pairs, after = tables[1], tables[2], tables[3], tables[4]
    wide = tables[5]
    marked = 1 in q[floor - 1 : last + 1]
    stretch = t[floor:last]
    at = [i for i in range(last, floor - 1, -1) if t[i] not in STOPS] or [last]
    scores = [
        row[d := STEPS[last - i]]
        + here[d][t[i]]
        + back[d][t[i - 1]]
        + pairs(p[i - 1], 0)
        + after(p[i], 0)
        + wide(p[i - 2], 0)
        for i in at
    ]
    if COMMA in stretch:
        commas = list(accumulate([tag == COMMA for tag in reversed(stretch)], initial=0))
        some = tables[6]
        ending = t[last + 1]
        scores = [
            score + some[min(commas[last - i], 3), STEPS[last - i], ending]
            for i, score in zip(at, scores, strict=True)
        ]
    if marked:
        inside = q[last]
        some = tables[7]
        scores = [
            score + some[q[i] - inside, q[i - 1] - inside]
            for i, score in zip(at, scores, strict=True)
        ]
    return at, scores


SOURCE_START = (
    Spec(
        lambda last, after, right: ("a", f"b{last}", f"c{after}", f"d{right}"),
        dict.fromkeys("abcd", each(NEAR)),
    ),
    grid(NEAR, lambda d, tag: (f"e{tag}", f"E{tag}|{d}")),
    grid(NEAR, lambda d, before: (f"f{before}", f"F{before}|{d}")),
    pair("g"),
    pair("j"),
    pair("k"),
    Spec(lambda commas, d, after: (f"m{commas}|{d}", f"n{commas}|{after}")),
    Spec(lambda q, q0: (f"o{q}|{q0}",)),
)
