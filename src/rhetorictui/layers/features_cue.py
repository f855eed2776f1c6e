"""What the rankers see of a cue: which word heads it, and how far it reaches on either side.

``t`` are the tags of the document's tokens and ``q`` whether each stands in quotation marks; both
can be read a few places beyond either end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rhetorictui.layers.attribution import LONGEST, NEAR, STEPS, Spec, grid, pair, stem
from rhetorictui.layers.tokens import BITS, LIGHT, STOPS, THAT


def head_near(t: Sequence[int], word: str, i: int, tables: tuple[Any, ...]) -> Any:
    """The score of ``word`` at ``i`` as a cue's head by its neighbours alone."""
    return tables[0][word, t[i - 1]] + tables[1][word, t[i + 1]]


def head_far(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    word: str,
    i: int,
    low: int,
    high: int,
    marked: int,
    tables: tuple[Any, ...],
) -> Any:
    """What its sentence (``low``..``high``; ``marked``: with quotation marks) adds to that."""
    before, tag, after = t[i - 1], t[i], t[i + 1]
    left = i - 1
    while t[left] in LIGHT:
        left -= 1
    that = THAT in t[i + 1 : i + 5]
    row = tables[2][word, tag]
    score = (
        row[(marked + q[i]) * 4 + that * 2 + (i == low)]
        + row[_KINDS + STEPS[min(high - i, LONGEST)]]
        + tables[3](before << BITS | after, 0)
        + tables[4](p[i - 1], 0)
        + tables[5](p[i], 0)
        + tables[6](p[i + 1], 0)
        + tables[7](t[left] << BITS | tag, 0)
    )
    if left < i - 1:
        score = score + tables[8][word, t[left]]
    if marked:
        score = score + tables[9][q[i] * 4 + q[i - 1] * 2 + q[i + 1]][after]
        if not q[i]:
            beside = _beside_quote(t, q, i, low, high)
            if beside:
                score = score + tables[10][beside]
    return score


def _beside_quote(
    t: Sequence[int], q: Sequence[int], i: int, low: int, high: int
) -> tuple[Any, ...]:
    """How near a quotation stands on either side, and the stop before it, or nothing."""
    behind = q[max(low, i - 6) : i]
    ahead = q[i + 1 : min(high, i + 5)]
    since = to = 9
    stop = lead = -1
    if 1 in behind:
        since = behind[::-1].index(1) + 1
        stop = t[i - since - 1]
        if stop not in STOPS:
            stop = -2
    if 1 in ahead:
        to = ahead.index(1) + 1
        lead = t[i + to - 1] if to > 1 else -3
    elif since == 9:
        return ()
    return since, stop, to, lead, t[i], t[i + 1]


_KINDS = 12
"""Kinds of sentence: how many marks, whether "that" follows, whether it opens the sentence."""
_LAST = tuple(None if d < _KINDS else f"|{d}" for d in range(_KINDS + NEAR))
_MARKED = tuple(f"|{d // 4}" if d < _KINDS else None for d in range(_KINDS + NEAR))
_PLACE = tuple(f"|{d % 4}" if d < _KINDS else None for d in range(_KINDS + NEAR))
_PLACED = tuple(place and place.replace("|0", "") for place in _PLACE)
_KIND = tuple(f"|{d}" if d < _KINDS else None for d in range(_KINDS + NEAR))


def _head_row(word: str, tag: int) -> tuple[str, ...]:
    """A value for each kind of sentence, and behind these one for each step to its end."""
    st, end = stem(word), word[-3:]
    return f"t{st}", f"u{end}", "T", f"c{tag}", f"v{st}", f"w{st}", f"x{end}", "X"


_HEAD_ENDINGS = {
    **dict.fromkeys("tuT", _LAST),
    "c": _PLACED,
    "v": _MARKED,
    **dict.fromkeys("wx", _PLACE),
    "X": _KIND,
}
HEAD = (
    Spec(
        lambda word, before: (
            f"a{word}",
            f"b{stem(word)}",
            f"d{word[-3:]}",
            f"e{word}|{before}",
            f"f{stem(word)}|{before}",
            f"g{word[-3:]}|{before}",
            f"h{before}",
        )
    ),
    Spec(
        lambda word, after: (
            f"i{word}|{after}",
            f"j{stem(word)}|{after}",
            f"k{word[-3:]}|{after}",
            f"l{after}",
        )
    ),
    Spec(_head_row, _HEAD_ENDINGS),
    pair("m"),
    Spec(lambda before, tag: (f"n{tag}|{before}",), pair=True),
    pair("o"),
    pair("p"),
    pair("q"),
    Spec(lambda word, subject: (f"r{stem(word)}|{subject}", f"s{word[-3:]}|{subject}")),
    grid(8, lambda q, after: (f"y{q}", f"z{q}|{after}")),
    Spec(
        lambda since, stop, to, lead, tag, after: (
            f"B{since}|{stop}",
            f"C{since}|{stop}|{tag}",
            f"D{since}|{stop}|{after}",
            f"E{to}|{lead}",
            f"F{to}|{lead}|{tag}",
            f"G{since}|{to}",
        )
    ),
)


def left_score(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    word: str,
    head: int,
    at: int,
    tables: tuple[Any, ...],
) -> Any:
    """Does the token ``at``, just left of the cue so far, belong to the cue with ``word``?"""
    near = min(head - at, 6)
    tag = t[at]
    return (
        tables[0][near][tag]
        + tables[1](p[at - 1], 0)
        + tables[2](p[at], 0)
        + tables[3][near][t[at - 1]]
        + tables[4][word, tag, q[at] - q[head]]
    )


LEFT = (
    grid(7, lambda near, tag: (f"a{tag}", f"c{tag}|{near}", f"d{near}")),
    pair("b"),
    pair("e"),
    grid(7, lambda near, before: (f"f{before}|{near}",)),
    Spec(lambda word, tag, q: (f"g{tag}|{stem(word)}", f"h{tag}|{word[-3:]}", f"i{q}")),
)


def right_score(
    t: Sequence[int],
    p: Sequence[int],
    q: Sequence[int],
    word: str,
    head: int,
    last: int,
    tables: tuple[Any, ...],
) -> Any:
    """Does the token behind ``last``, the cue's last so far, belong to the cue with ``word``?"""
    at = last + 1
    near = min(at - head, 8)
    tag = t[at]
    return (
        tables[0][near][tag]
        + tables[1](p[at], 0)
        + tables[2](p[last], 0)
        + tables[3][word, tag, near]
        + tables[4][(q[at] - q[head]) * 2 + q[at + 1] + 2][tag]
        + tables[5][near][t[at + 1]]
    )


RIGHT = (
    grid(9, lambda near, tag: (f"a{tag}", f"b{tag}|{near}", f"d{near}")),
    pair("c"),
    pair("h"),
    Spec(
        lambda word, tag, near: (
            f"e{stem(word)}|{tag}",
            f"f{stem(word)}|{near}",
            f"g{word[-3:]}|{tag}",
        )
    ),
    grid(6, lambda q, tag: (f"i{q}", f"j{q}|{tag}")),
    grid(9, lambda near, after: (f"k{after}|{near > 1}",)),
)
