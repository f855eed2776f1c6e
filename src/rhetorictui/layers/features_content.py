"""What the rankers see of content: before the cue and behind it, its last token and its first.

``t``, ``q``: as in ``features_cue``; ``low``..``high`` is the sentence, ``marked`` whether it has
quotation marks; ``word`` is the last of the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rhetorictui.layers.attribution import (
    LONGEST,
    NEAR,
    STEPS,
    Scored,
    Span,
    Spec,
    each,
    grid,
    pair,
    stem,
    step,
)
from rhetorictui.layers.tokens import COMMA, CONTENT_END, JOINTS, STOPS, THAT, tag_set

_EACH = each(NEAR)
_SAME = ("",) * NEAR
NO_END = tag_set(", ; : - — – --")


def order_of(cue: Span, source: Span | None) -> int:
    """Where the source stands: 2 nowhere, 1 behind the cue, 0 before it."""
    return 2 if source is None else 1 if source[0] > cue[0] else 0


def before_ends(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    low: int,
    cue: Span,
    source: Span | None,
    word: str,
    marked: int,
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may end content before the cue; -1 stands for no such content."""
    edge = min(cue[0], source[0]) if source else cue[0]
    if edge <= low:
        return [-1], [0]
    rest = t[max(cue[1], source[1]) if source else cue[1]]
    kind = order_of(cue, source)
    inside = q[edge - 1]
    none = (
        tables[0][t[edge - 2], t[edge - 1], rest, kind]
        + tables[1][word, t[edge - 1], rest, kind, step(edge - low)]
        + tables[2][t[cue[0]], t[cue[1]], kind, inside]
    )
    at = [
        i
        for i in range(max(low, edge - 20), edge)
        if t[i] not in NO_END and (edge - i < 3 or t[i + 1] in STOPS or q[i] != q[i + 1])
    ]
    row = tables[3][word, rest, kind]
    here, ahead, pairs, wide = tables[4], tables[5], tables[6], tables[7]
    scores = [
        row[d := STEPS[edge - i - 1]]
        + here[d][t[i]]
        + ahead[d][t[i + 1]]
        + pairs(p[i], 0)
        + wide(p[i + 1], 0)
        for i in at
    ]
    if marked:
        some = tables[8]
        scores = [
            score + some[q[i], q[i + 1], inside, min(edge - i, 3), t[i]]
            for i, score in zip(at, scores, strict=True)
        ]
    return [-1, *at], [none, *scores]


BEFORE_END = (
    Spec(
        lambda b2, b1, rest, kind: (
            f"a{kind}",
            f"b{b1}|{kind}",
            f"c{b1}|{b2}",
            f"d{rest}|{kind}",
            f"e{b1}|{rest}|{kind}",
        )
    ),
    Spec(
        lambda word, b1, rest, kind, far: (
            f"f{stem(word)}",
            f"g{stem(word)}|{b1}",
            f"h{stem(word)}|{rest}",
            f"i{far}|{kind}",
            f"j{far}|{rest}",
        )
    ),
    Spec(
        lambda first, after, kind, q: (
            f"k{first}|{after}",
            f"l{first}|{kind}",
            f"m{q}|{after}",
        )
    ),
    Spec(
        lambda word, rest, kind: (
            f"n{kind}",
            f"o{rest}",
            f"p{stem(word)}",
            f"q{stem(word)}|{rest}",
        ),
        {"n": _EACH, "o": _EACH, "p": _SAME, "q": _SAME},
    ),
    grid(NEAR, lambda d, tag: (f"r{tag}", f"R{d}|{tag}")),
    grid(NEAR, lambda d, after: (f"s{after}", f"S{d}|{after}")),
    pair("t"),
    pair("v"),
    Spec(lambda q, q1, inside, d, tag: (f"x{q}|{q1}|{d}", f"y{q}|{q1}|{inside}|{tag}")),
)


def before_starts(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    low: int,
    word: str,
    last: int,
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may start content before the cue which ends with ``last``."""
    low = max(low, last - LONGEST)
    at = [low] + [
        i
        for i in range(low + 1, last + 1)
        if t[i - 1] in STARTS or t[i] == THAT or q[i] != q[i - 1]
    ]
    if len(at) == 1:
        return at, [0]
    row = tables[0][word, t[last], q[last]]
    here, back, pairs, wide, mark = tables[1], tables[2], tables[3], tables[4], tables[5]
    return at, [
        row[d := STEPS[last - i]]
        + here[i == low][t[i]]
        + back[i == low][t[i - 1]]
        + pairs(p[i - 1], 0)
        + wide(p[i - 2], 0)
        + mark[q[i], q[i - 1], i == low, STEPS[i - low], d]
        for i in at
    ]


STARTS = STOPS | JOINTS

BEFORE_START = (
    Spec(
        lambda word, last, q: ("a", f"b{last}", f"c{q}"),
        dict.fromkeys("abc", _EACH),
    ),
    grid(2, lambda first, tag: (f"d{tag}|{first}",)),
    grid(2, lambda first, before: (f"e{before}|{first}",)),
    pair("f"),
    pair("g"),
    Spec(
        lambda q, q0, first, d, size: (
            f"i{q}|{q0}|{first}",
            f"j{d}|{q}|{q0}",
            f"k{d}|{first}",
            f"l{size}|{first}",
        )
    ),
)


def left_kind(t: Sequence[int], left: Span | None) -> int:
    """Content before the cue: 0 none, 1 plain, 2 ends in a quotation mark, 3 a full stop within."""
    if not left:
        return 0
    if t[left[1] - 1] not in MARKS:
        return 1
    return 3 if t[left[1] - 2] in FULL else 2


MARKS = tag_set("\" ' ''")
FULL = tag_set(". ? !")
OPENS = tag_set("that if whether how why what who when where he she it they we i you the a an to")
LEADS = STOPS | tag_set(
    "on about of for as in to at with that from by against over tuesday wednesday thursday friday "
    "saturday sunday monday"
)


def behind_starts(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    high: int,
    cue: Span,
    source: Span | None,
    word: str,
    kind: int,
    marked: int,
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may start content behind the cue; -1 stands for no such content.

    ``kind``: as ``left_kind`` has it.
    """
    end = max(cue[1], source[1]) if source else cue[1]
    if high - end < 2:
        return [-1], [0]
    high = min(high, end + LONGEST)
    order = order_of(cue, source)
    none = (
        tables[0][t[end], kind, order, high - end < 3]
        + tables[1][t[end], t[end + 1], kind]
        + tables[2][word, kind, t[end]]
    )
    near = min(high, end + 4)
    at = [
        *range(end, near),
        *[
            i
            for i in range(near, min(high, end + 14))
            if t[i - 1] in LEADS or t[i] in OPENS or q[i] != q[i - 1]
        ],
    ]
    row = tables[3][word, kind, order]
    here, back, pairs, wide, stems = tables[4], tables[5], tables[6], tables[7], tables[8]
    scores = [
        row[d := STEPS[i - end]]
        + here[d][t[i]]
        + back[d][t[i - 1]]
        + pairs(p[i - 1], 0)
        + wide(p[i], 0)
        + stems[kind][t[i]]
        for i in at
    ]
    if at:
        scores[0] = scores[0] + tables[9][word, t[end], order]
    stretch = t[end:high]
    if THAT in stretch or COMMA in stretch:
        some = tables[10]
        that = end + stretch.index(THAT) if THAT in stretch else high
        comma = end + stretch.index(COMMA) if COMMA in stretch else high
        scores = [
            score + some[that < i, that == i, comma < i, kind, STEPS[i - end]]
            for i, score in zip(at, scores, strict=True)
        ]
    if marked and 1 in q[end:high]:
        none = none + tables[11][kind, 0, 0, 0, 9]
        some = tables[11]
        opening = end + q[end:high].index(1)
        scores = [
            score + some[kind, q[i], q[i - 1], opening < i, STEPS[i - end]]
            for i, score in zip(at, scores, strict=True)
        ]
    return [-1, *at], [none, *scores]


BEHIND_START = (
    Spec(
        lambda after, kind, order, short: (
            f"a{kind}|{order}",
            f"b{kind}|{after}",
            f"c{kind}|{short}",
        )
    ),
    Spec(lambda after, a1, kind: (f"d{kind}|{after}|{a1}",)),
    Spec(lambda word, kind, after: (f"e{stem(word)}|{kind}", f"f{stem(word)}|{after}")),
    Spec(
        lambda word, kind, order: (
            f"g{kind}|{order}",
            f"h{stem(word)}|{kind}",
            f"i{word}",
        ),
        dict.fromkeys("ghi", _EACH),
    ),
    grid(NEAR, lambda d, tag: (f"l{tag}", f"L{d}|{tag}")),
    grid(NEAR, lambda d, before: (f"k{before}", f"K{d}|{before}")),
    pair("j"),
    pair("m"),
    grid(4, lambda kind, tag: (f"n{kind}|{tag}",)),
    Spec(lambda word, tag, order: (f"o{stem(word)}|{tag}", f"p{tag}|{order}", f"q{word}|{tag}")),
    Spec(
        lambda that, here, comma, kind, d: (
            f"r{that}|{here}|{kind}",
            f"s{comma}|{kind}",
            f"t{comma}|{d}",
        )
    ),
    Spec(
        lambda kind, q, q0, seen, d: (
            f"u{q}|{q0}|{d == 0}|{kind}",
            f"v{q}|{seen}|{kind}",
            f"w{d == 9}|{kind}",
        )
    ),
)


def behind_ends(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    high: int,
    word: str,
    start: int,
    before: bool,
    marked: int,
    tables: tuple[Any, ...],
) -> Scored:
    """Tokens that may end content which starts with ``start`` behind the cue.

    ``before``: whether there is content before the cue too.
    """
    high = min(high, start + LONGEST)
    last = high - 1
    at = [
        i
        for i in range(start, high)
        if t[i + 1] in ENDS or i - start < 2 or i == last or q[i] != q[i + 1]
    ]
    if len(at) == 1:
        return at, [0]
    first = t[start]
    row = tables[0][first, t[start + 1], before]
    tail = tables[1][word, first]
    here, ahead, off, pairs, wide = tables[2], tables[3], tables[4], tables[5], tables[6]
    scores = [
        row[d := STEPS[i - start]]
        + tail[rest := STEPS[last - i]]
        + here[rest][t[i]]
        + ahead[d][t[i + 1]]
        + off[rest][t[i + 1]]
        + pairs(p[i], 0)
        + wide(p[i + 1], 0)
        for i in at
    ]
    if marked:
        some = tables[7]
        inside = q[start]
        scores = [
            score + some[inside, q[i], q[i + 1], t[i + 1], before]
            for i, score in zip(at, scores, strict=True)
        ]
    stretch = t[start:high]
    if COMMA in stretch:
        comma = start + stretch.index(COMMA)
        some = tables[8]
        scores = [
            score + some[i > comma, t[i + 1], first] for i, score in zip(at, scores, strict=True)
        ]
    return at, scores


ENDS = CONTENT_END | tag_set("-ing -ly")

BEHIND_END = (
    Spec(
        lambda first, second, before: (
            "a",
            f"b{first}",
            f"c{first}|{second}",
            f"d{before}",
        ),
        dict.fromkeys("abcd", _EACH),
    ),
    Spec(
        lambda word, first: ("e", f"f{stem(word)}", f"g{first}"),
        dict.fromkeys("efg", _EACH),
    ),
    grid(NEAR, lambda rest, tag: (f"h{tag}", f"H{tag}|{rest == 0}")),
    grid(NEAR, lambda d, after: (f"i{after}", f"I{after}|{d}")),
    grid(NEAR, lambda rest, after: (f"l{after}|{rest}",)),
    pair("j"),
    pair("k"),
    Spec(
        lambda inside, q, q1, after, before: (
            f"n{inside}|{q}|{q1}",
            f"o{inside}|{q}|{q1}|{after}",
            f"p{inside}|{q}|{before}|{after}",
        )
    ),
    Spec(lambda past, after, first: (f"q{past}|{after}", f"r{past}|{first}")),
)
