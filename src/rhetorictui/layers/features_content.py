"""What the rankers see of content: before the cue and behind it, its last token and its first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rhetorictui.layers.attribution import (
    CONTENT_END,
    JOINTS,
    STOPS,
    Expand,
    Frame,
    Keys,
    Span,
    dist,
    stem,
)


def content_edge(cue: Span, source: Span | None) -> int:
    """The token at which content before the cue must have ended."""
    return min(cue[0], source[0]) if source else cue[0]


def before_ends(f: Frame, cue: Span, source: Span | None) -> list[int]:
    """Tokens that may end content before the cue. -1 stands for no such content."""
    low, quoted = f.low, f.quoted
    edge = content_edge(cue, source)
    return [-1] + [
        i
        for i in range(max(0, edge - 25), edge)
        if low[i] not in _NO_END
        and (edge - i < 3 or low[i + 1] in STOPS or quoted[i] != quoted[i + 1])
    ]


_NO_END = frozenset([",", ";", ":", "-", "—", "–", "--"])


def before_end_keys(f: Frame, cue: Span, source: Span | None) -> Callable[[int], Keys]:
    """The keys of a token as the last of content before the cue."""
    low, tags, quoted = f.low, f.tags, f.quoted
    edge = content_edge(cue, source)
    rest = tags[max(cue[1], source[1]) if source else cue[1]]
    st = stem(low[cue[1] - 1])
    kind = 2 if source is None else 1 if source[0] > cue[0] else 0
    last_quoted = quoted[edge - 1]

    def keys(i: int) -> Keys:
        if i < 0:
            before, far = tags[edge - 1], dist(edge)
            return (
                ("N", kind, before, rest, tags[edge - 2], last_quoted),
                ("N", st, before, rest, kind, far),
                ("N", tags[cue[0]], tags[cue[1]], edge == 0, far, kind),
            )
        d = dist(edge - i - 1)
        tag, after = tags[i], tags[i + 1]
        return (
            ("Y", kind, d, tag, after, tags[i + 2]),
            ("Y", st, after, rest, kind, d),
            ("Y", quoted[i], quoted[i + 1], last_quoted, d, tag),
        )

    return keys


def _before_end_place(yes: str, kind: int, *key: Any) -> tuple[str, ...]:
    if yes == "N":
        b1, rest, b2, q = key
        return (
            f"a{kind}",
            f"b{b1}|{kind}",
            f"c{b1}|{b2}",
            f"d{rest}|{kind}",
            f"e{q}|{rest}",
            f"f{b1}|{rest}|{kind}",
            f"g{b1}|{q}",
        )
    d, tag, a1, a2 = key
    return (
        f"h{d}|{kind}",
        f"i{d}|{tag}",
        f"j{d}|{a1}",
        f"k{tag}|{a1}",
        f"l{tag}|{a1}|{d}",
        f"m{a1}|{a2}",
        f"n{a1}|{a2}|{d < 2}",
    )


def _before_end_cue(
    yes: str, st: str, next_to: str, rest: str, kind: int, d: int
) -> tuple[str, ...]:
    return (
        f"o{yes}|{st}",
        f"p{yes}|{st}|{next_to}",
        f"q{yes}|{st}|{rest}",
        f"r{yes}|{d}|{rest}",
        f"s{yes}|{d}|{next_to}|{kind}",
        f"t{yes}|{st}|{next_to}|{rest}",
    )


def _before_end_quote(yes: str, *key: Any) -> tuple[str, ...]:
    a, b, c, d, e = key
    if yes == "N":
        return (f"u{a}|{b}", f"v{c}", f"w{b}", f"x{a}|{e}")
    return (f"y{a}|{b}|{d}", f"z{a}|{b}|{c}|{e}")


BEFORE_END: tuple[Expand, ...] = (_before_end_place, _before_end_cue, _before_end_quote)


def before_starts(f: Frame, last: int) -> list[int]:
    """Tokens that may start content before the cue which ends with ``last``."""
    low, quoted = f.low, f.quoted
    return [
        i
        for i in range(last + 1)
        if i == 0
        or low[i - 1] in STOPS
        or quoted[i] != quoted[i - 1]
        or low[i - 1] in JOINTS
        or low[i] == "that"
    ]


def before_start_keys(f: Frame, cue: Span, last: int) -> Callable[[int], Keys]:
    """The keys of a token as the first of content before the cue which ends with ``last``."""
    tags, quoted = f.tags, f.quoted
    st = stem(f.low[cue[1] - 1])

    def keys(i: int) -> Keys:
        before = tags[i - 1]
        return (
            (i == 0, dist(last - i), before, tags[i], tags[i - 2], tags[i + 1]),
            (quoted[i], quoted[i - 1], quoted[last], i == 0, dist(i), tags[last + 1]),
            (st, i == 0, before),
        )

    return keys


BEFORE_START: tuple[Expand, ...] = (
    lambda first, d, b1, tag, b2, a1: (
        f"a{first}|{d}",
        f"b{b1}|{d}",
        f"c{b1}|{tag}",
        f"d{tag}",
        f"e{b2}|{b1}",
        f"f{b1}|{tag}|{a1}",
    ),
    lambda q, q0, q1, first, d, after: (
        f"g{q}|{q0}|{q1}",
        f"h{d}|{q1}",
        f"i{first}|{after}|{q1}",
        f"j{d}|{q}|{q0}",
    ),
    lambda st, first, before: (f"k{st}|{first}", f"l{st}|{before}"),
)


def behind_starts(f: Frame, cue: Span, source: Span | None) -> list[int]:
    """Tokens that may start content behind the cue. -1 stands for no such content."""
    end = max(cue[1], source[1]) if source else cue[1]
    low, quoted = f.low, f.quoted
    near = min(f.n, end + 4)
    return [-1, *range(end, near)] + [
        i
        for i in range(near, min(f.n, end + 16))
        if low[i] in _OPENS
        or low[i - 1] in STOPS
        or quoted[i] != quoted[i - 1]
        or low[i - 1] in _LEADS
    ]


_OPENS = frozenset(
    "that if whether how why what who when where he she it they we i you the a an to".split()
)
_LEADS = frozenset(
    "on about of for as in to at with that from by against over tuesday wednesday thursday friday "
    "saturday sunday monday".split()
)


def left_kind(f: Frame, left: Span | None) -> int:
    """Content before the cue: 0 none, 1 plain, 2 ends in a quotation mark, 3 a full stop within."""
    if not left:
        return 0
    if f.low[left[1] - 1] not in _MARKS:
        return 1
    return 3 if f.low[left[1] - 2] in ".?!" else 2


_MARKS = frozenset(('"', "'", "''"))


def behind_start_keys(f: Frame, cue: Span, source: Span | None, kind: int) -> Callable[[int], Keys]:
    """The keys of a token as the first of content behind the cue; ``kind`` as ``left_kind``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    end = max(cue[1], source[1]) if source else cue[1]
    last = low[cue[1] - 1]
    st = stem(last)
    shape = 2 if source is None else 1 if source[0] > cue[0] else 0

    def keys(i: int) -> Keys:
        if i < 0:
            return (
                ("N", kind, shape, tags[end], tags[end + 1], 1 in quoted[end:]),
                ("N", st, kind, tags[end], last, f.n - end < 3),
                (),
            )
        d = dist(i - end)
        before, tag = tags[i - 1], tags[i]
        between = low[end:i]
        commas = between.count(",")
        return (
            ("Y", kind, shape, tag, before, d),
            ("Y", st, kind, tag, last, d),
            (
                before,
                tag,
                tags[i + 1],
                quoted[i],
                quoted[i - 1],
                1 in quoted[end:i],
                kind,
                d,
                commas if commas < 2 else 2,
                "that" in between,
            ),
        )

    return keys


def _behind_start_place(
    yes: str, kind: int, shape: int, tag: str, other: Any, d: Any
) -> tuple[str, ...]:
    if yes == "N":
        return (
            f"a{kind}|{shape}",
            f"b{kind}|{tag}",
            f"c{kind}|{tag}|{other}",
            f"d{kind}|{d}",
            f"d{kind}|{d}|{tag}",
        )
    return (
        f"e{d}|{kind}|{shape}",
        f"f{tag}|{d}|{kind}",
        f"g{other}|{tag}",
        f"h{other}|{tag}|{d}",
        f"i{other}|{tag}|{kind}",
        f"j{tag}|{kind}|{shape}|{d == 0}",
    )


def _behind_start_cue(yes: str, st: str, kind: int, tag: str, last: str, d: int) -> tuple[str, ...]:
    if yes == "N":
        return (f"k{st}|{kind}", f"l{st}|{tag}", f"m{kind}|{d}", f"n{last}|{tag}")
    return (
        f"o{st}|{d}|{kind}",
        f"p{st}|{tag}",
        f"q{last}|{tag}|{d == 0}",
        f"q{last}|{d}",
    )


def _behind_start_near(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    b1, tag, a1, q, q0, seen, kind, d, commas, that = key
    return (
        f"r{q}|{q0}|{d == 0}|{kind}",
        f"s{q}|{seen}|{kind}",
        f"t{tag}|{a1}|{d == 0}",
        f"u{b1}|{tag}|{a1}",
        f"v{commas}|{d}",
        f"w{that}|{tag == 'that'}|{kind}",
    )


BEHIND_START: tuple[Expand, ...] = (_behind_start_place, _behind_start_cue, _behind_start_near)


def behind_ends(f: Frame, start: int) -> list[int]:
    """Tokens that may end content which starts with ``start``."""
    low, quoted, stop = f.low, f.quoted, f.n
    return [
        i
        for i in range(start, stop)
        if i == stop - 1
        or i - start < 2
        or low[i + 1] in CONTENT_END
        or quoted[i] != quoted[i + 1]
        or low[i + 1].endswith(("ing", "ly"))
    ]


def behind_end_keys(f: Frame, cue: Span, start: int, before: bool) -> Callable[[int], Keys]:
    """The keys of a token as the last of content that starts with ``start`` behind the cue.

    ``before``: whether there is content before the cue too.
    """
    low, tags, quoted = f.low, f.tags, f.quoted
    last = f.n - 1
    st = stem(low[cue[1] - 1])
    cue_tag, first, second, q = tags[cue[1] - 1], tags[start], tags[start + 1], quoted[start]

    def keys(i: int) -> Keys:
        size = dist(i - start)
        tag, after = tags[i], tags[i + 1]
        commas = low[start:i].count(",")
        return (
            (size, dist(last - i), tag, after, tags[i + 2]),
            (st, cue_tag, first, second, after, last == i, size),
            (q, quoted[i], quoted[i + 1], tag, after, before, commas if commas < 3 else 3, first),
        )

    return keys


BEHIND_END: tuple[Expand, ...] = (
    lambda size, rest, tag, a1, a2: (
        f"a{size}|{rest == 0}",
        f"b{size}|{a1}",
        f"c{a1}|{rest}",
        f"d{a1}|{a2}",
        f"e{tag}|{a1}",
        f"f{tag}|{a1}|{rest == 0}",
        f"g{tag}|{a1}|{a2}",
        f"h{tag}|{rest}" if rest < 3 else "h",
    ),
    lambda st, cue, first, second, a1, whole, size: (
        f"i{st}|{a1}",
        f"j{a1}|{first}",
        f"k{st}|{whole}|{first}",
        f"l{first}|{second}|{whole}",
        f"m{cue}|{a1}|{size}",
        f"n{st}|{size}|{whole}",
    ),
    lambda q0, q, q1, tag, a1, left, commas, first: (
        f"o{q}|{q1}|{q0}",
        f"p{q}|{q1}|{tag}|{a1}",
        f"q{commas}|{a1}",
        f"r{left}|{a1}|{q}",
        f"s{first}|{q}|{q1}|{a1}",
    ),
)
