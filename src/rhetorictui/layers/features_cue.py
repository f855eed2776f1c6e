"""What the rankers see of a cue: which word heads it, and how far it reaches on either side."""

from __future__ import annotations

from typing import Any

from rhetorictui.layers.attribution import LIGHT, SAY, STOPS, Expand, Frame, Key, Keys, dist, stem


def head_keys(f: Frame, i: int) -> Keys:
    low, tags, quoted = f.low, f.tags, f.quoted
    word, tag, q = low[i], tags[i], quoted[i]
    st = stem(word)
    left = i - 1
    floor = max(-1, i - 5)
    while left > floor and (low[left] in LIGHT or low[left].endswith("ly")):
        left -= 1
    that = "that" in low[i + 1 : i + 5]
    rest = f.n - i
    return (
        (word, st, tag, q, f.any_quoted, f.says),
        (st, tag, low[i + 1], tags[i + 1]),
        (st, tag, low[i - 1], tags[i - 1]),
        (tags[i - 2], tags[i - 1], tags[i + 1], tags[i + 2], q),
        (st, tag, tags[left]),
        (st, tag, that, dist(rest), i == 0),
        (q, quoted[i - 1], quoted[i + 1], f.any_quoted, tags[i + 1]),
        _beside_quote(f, i, tag) if f.any_quoted and not q else (),
    )


def _beside_quote(f: Frame, i: int, tag: str) -> Key:
    """How near a quotation stands on either side, and the stop before it, or nothing."""
    quoted, low = f.quoted, f.low
    since = ahead = 9
    stop = lead = "-"
    for back in range(1, min(7, i + 1)):
        if quoted[i - back]:
            since, stop = back, low[i - back - 1]
            break
    for step in range(1, 5):
        if quoted[i + step]:
            ahead, lead = step, low[i + step - 1]
            break
    if since == ahead == 9:
        return ()
    return since, stop if stop in STOPS else "w", ahead, lead, tag, f.tags[i + 1]


def _head_quote(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    since, stop, ahead, lead, tag, after = key
    return (
        f"A{since}|{stop}",
        f"B{since}|{stop}|{tag}",
        f"C{since}|{stop}|{after}",
        f"D{ahead}|{lead}",
        f"E{ahead}|{lead}|{tag}",
        f"F{since}|{ahead}",
    )


HEAD: tuple[Expand, ...] = (
    lambda word, st, tag, q, any_quoted, says: (
        f"a{word}",
        f"b{st}|{q}",
        f"c{tag}|{q}",
        f"d{word[-3:]}",
        f"e{st}|{any_quoted}",
        f"f{says}|{word in SAY}|{any_quoted}",
    ),
    lambda st, tag, word, after: (f"g{st}|{word}", f"h{st}|{after}", f"i{tag}|{after}", f"j{word}"),
    lambda st, tag, word, before: (
        f"k{st}|{word}",
        f"l{st}|{before}",
        f"m{tag}|{before}",
        f"n{word}",
    ),
    lambda b2, b1, a1, a2, q: (f"o{b1}|{a1}", f"p{a1}|{a2}|{q}", f"q{b2}|{b1}"),
    lambda st, tag, subject: (f"r{st}|{subject}", f"s{tag}|{subject}", f"t{subject}"),
    lambda st, tag, that, rest, first: (
        f"u{tag}|{that}",
        f"v{st}|{that}",
        f"w{tag}|{rest < 4}|{first}",
        f"x{st}|{rest}",
    ),
    lambda q, q0, q1, any_quoted, after: (
        f"y{q}|{q0}|{q1}|{any_quoted}",
        f"z{q}|{q0}|{q1}|{after}",
    ),
    _head_quote,
)


def left_keys(f: Frame, head: int, at: int) -> Keys:
    """Does the token ``at``, just left of the cue so far, belong to the cue?"""
    low, tags = f.low, f.tags
    step = min(head - at, 6)
    return (
        (low[at], tags[at], low[at + 1], tags[at + 1], tags[at - 1], step),
        (low[at], tags[at], stem(low[head]), tags[head], f.quoted[at] - f.quoted[head], step),
    )


LEFT: tuple[Expand, ...] = (
    lambda word, tag, after_word, after, before, step: (
        f"a{tag}",
        f"b{tag}|{before}",
        f"c{tag}|{after}",
        f"d{word}|{after_word}",
        f"e{word}",
        f"f{word}|{step}",
        f"g{word[-2:]}|{after}",
        f"h{tag}|{before}|{after}",
        f"i{tag}|{step}|{before}",
    ),
    lambda word, tag, st, head_tag, q, step: (
        f"j{tag}|{head_tag}",
        f"k{word}|{st}",
        f"l{q}|{step}",
    ),
)


def right_keys(f: Frame, head: int, last: int) -> Keys:
    """Does the token behind ``last``, the cue's last so far, belong to the cue?"""
    low, tags = f.low, f.tags
    at = last + 1
    step = min(at - head, 8)
    st = stem(low[head])
    return (
        (low[last], tags[last], low[at], tags[at], tags[at + 1], step, f.any_quoted),
        (st, tags[head], low[at], tags[at], tags[at + 1], step),
        (f.quoted[at] - f.quoted[head], f.quoted[at + 1], step),
    )


RIGHT: tuple[Expand, ...] = (
    lambda last_word, last, word, tag, after, step, any_quoted: (
        f"a{word}",
        f"b{word}|{step}",
        f"c{tag}|{step}",
        f"d{tag}|{after}",
        f"e{word}|{after}",
        f"f{last_word}|{word}",
        f"g{last}|{tag}|{after}",
        f"h{last_word}|{word}|{after}",
        f"i{any_quoted}|{tag}|{step}",
    ),
    lambda st, head_tag, word, tag, after, step: (
        f"j{st}|{word}",
        f"k{st}|{step}",
        f"l{head_tag}|{tag}",
        f"m{st}|{tag}|{after}",
    ),
    lambda q, q1, step: (f"n{q}|{q1}|{step}",),
)
