"""What the rankers see of a source: where the noun phrase ends, and where it starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rhetorictui.layers.attribution import (
    DIST,
    EOS,
    NP_END,
    STOPS,
    Expand,
    Frame,
    Keys,
    Span,
    dist,
    stem,
)


def source_ends(f: Frame, cue: Span) -> list[int]:
    """Tokens that may end the source: the last of a noun phrase. -1 stands for no source."""
    low = f.low
    start, end = cue
    out = [-1]
    for i in range(max(0, start - 30), start):
        word, after = low[i], low[i + 1]
        if (
            i == start - 1
            or after in NP_END
            or after in _PAST
            or after[-2:] == "ed"
            or word in _SUBJECTS
        ) and (word[0].isalnum() or word in _CLOSE):
            out.append(i)
    if low[end] in _NO_SOURCE:
        return out
    for i in range(end, min(f.n, end + 45)):
        word, after = low[i], low[i + 1]
        if i - end > 15:
            if after not in _SENTENCE_END:
                continue
        elif i - end > 3 and after not in NP_END and i < f.n - 1:
            continue
        if word[0].isalnum() or word in _CLOSE:
            out.append(i)
    return out


_CLOSE = frozenset([")", "]", "%", '"', ",", "'s", "'"])
_SUBJECTS = frozenset(["he", "she", "they", "i", "we", "who", "you"])
_PAST = frozenset(
    "went took began wrote brought led ran got made gave came put told spent goes takes began "
    "kept left felt found held met won lost sent stood drew spoke saw became became sat rose "
    "fell grew paid shot cut set hit broke built chose drove fought flew forgot knew laid "
    "meant quit read rode sought sold shook sang slammed struck swore taught thought threw "
    "understood wore says tells makes gives wants comes calls gets keeps finds sees thinks "
    "knows believes".split()
)
_SENTENCE_END = frozenset((".", EOS, '"', "!", "?"))
_NO_SOURCE = frozenset(
    [
        "that",
        ",",
        ".",
        ":",
        ";",
        '"',
        ")",
        "to",
        "in",
        "on",
        "at",
        "for",
        "if",
        "whether",
        "how",
        "as",
        "because",
        "and",
        "but",
    ]
)


def source_end_keys(f: Frame, cue: Span) -> Callable[[int], Keys]:
    """The keys of a token as the last of the source of ``cue``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    start, end = cue
    first, before, after_cue = low[start], tags[start - 1], tags[end]
    ending = low[end - 1][-3:]
    st = stem(low[end - 1])
    first_tag, any_quoted, q = tags[start], f.any_quoted, quoted[start]
    form = first[-3:] if first[-3:] == "ing" else first if first == "to" else "-"

    def keys(i: int) -> Keys:
        if i < 0:
            return (
                ("N", first_tag, before, after_cue, q, start == 0),
                ("N", 0, first, first_tag, st, ending, before, after_cue, any_quoted),
                (),
                (),
            )
        after, tag = tags[i + 1], tags[i]
        if i < start:
            side, gap = "L", start - i - 1
            commas = low[i + 1 : start].count(",") if gap else 0
            middle = after if gap else "-"
        else:
            side, gap = "R", i - end
            commas = low[end:i].count(",")
            middle = after_cue
        d = DIST[gap] if gap < 20 else 8
        return (
            (side, tag, after, d, commas if commas < 3 else 3, quoted[i] - q),
            (side, d, first, first_tag, st, ending, before, after_cue, any_quoted),
            (side, d, tags[i - 1], tag, after, tags[i + 2], middle),
            (side, form, before, _lead(f, i), after, low[i + 1][-2:], gap == 0),
        )

    return keys


def _lead(f: Frame, i: int) -> int:
    """How the tokens up to ``i`` begin the sentence: 0 they are one noun phrase, 1 after an
    opening phrase with a comma, 2 neither."""
    low = f.low
    at = i
    while at >= 0 and low[at] not in NP_END:
        at -= 1
    return 0 if at < 0 else 1 if low[at] == "," and i < 25 and low[:at].count(",") == 0 else 2


def _source_end_place(
    side: str, tag: str, after: Any, d: Any, commas: Any, q: Any
) -> tuple[str, ...]:
    if side == "N":
        return (f"a{tag}", f"b{tag}|{after}", f"c{d}", f"d{commas}|{q}", f"d{tag}|{commas}")
    return (
        f"e{side}|{d}|{commas}",
        f"f{side}|{tag}",
        f"g{side}|{tag}|{after}|{d == 0}",
        f"i{side}|{d}|{commas}|{tag}",
        f"j{side}|{q}|{d == 0}",
        f"k{side}|{after}|{d}",
    )


def _source_end_cue(
    side: str,
    d: int,
    first: str,
    first_tag: str,
    st: str,
    ending: str,
    before: str,
    after: str,
    any_quoted: int,
) -> tuple[str, ...]:
    return (
        f"m{side}|{d}|{first}",
        f"n{side}|{d}|{first_tag}",
        f"o{side}|{st}|{d == 0}",
        f"p{side}|{d}|{before}",
        f"q{side}|{d}|{after}|{ending}",
        f"r{side}|{d}|{first[-3:]}",
        f"s{side}|{d}|{before}|{any_quoted}",
        f"u{side}|{d}|{first}|{before}",
    )


def _source_end_near(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    side, d, b1, tag, a1, a2, middle = key
    return (
        f"v{side}|{b1}|{tag}|{a1}",
        f"w{side}|{a1}|{a2}|{d == 0}",
        f"x{side}|{d}|{middle}|{tag}",
    )


def _source_end_subject(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    side, form, before, lead, after, ending, next_to = key
    return (
        f"y{side}|{form}|{lead}|{next_to}",
        f"z{form}|{before}|{lead}|{after}",
        f"A{form}|{lead}|{ending}|{side}",
        f"B{lead}|{after}|{side}|{next_to}",
    )


SOURCE_END: tuple[Expand, ...] = (
    _source_end_place,
    _source_end_cue,
    _source_end_near,
    _source_end_subject,
)


def source_starts(f: Frame, cue: Span, last: int) -> list[int]:
    """Tokens that may start the source that ends with ``last``."""
    low = f.low
    floor = cue[1] if last >= cue[1] else 0
    return [i for i in range(max(floor, last - 24), last + 1) if low[i] not in STOPS]


def source_start_keys(f: Frame, cue: Span, last: int) -> Callable[[int], Keys]:
    """The keys of a token as the first of the source that ends with ``last``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    end = cue[1]
    right = last >= end
    last_tag, after, q = tags[last], tags[last + 1], quoted[last]

    def keys(i: int) -> Keys:
        size = dist(last - i)
        before, tag = tags[i - 1], tags[i]
        commas = low[i:last].count(",")
        return (
            (size, before, tag, last_tag, right),
            (size, commas if commas < 3 else 3, after, last_tag),
            (tags[i - 2], before, tag, tags[i + 1], size == 0, right),
            (low[i], low[i - 1], size, right and i == end),
            (quoted[i] - q, quoted[i - 1] - q, before),
        )

    return keys


SOURCE_START: tuple[Expand, ...] = (
    lambda size, before, tag, last, right: (
        f"a{size}",
        f"b{tag}|{size}",
        f"c{before}|{size}",
        f"d{before}|{tag}",
        f"e{last}|{before}",
        f"g{last}|{tag}|{size == 0}",
    ),
    lambda size, commas, after, last: (f"h{size}|{commas}|{after}", f"i{last}|{size}"),
    lambda b2, b1, tag, after, one, right: (
        f"j{b2}|{b1}|{tag}",
        f"k{tag}|{after}|{one}",
        f"l{b1}|{tag}|{after}",
        f"m{b1}|{right}",
    ),
    lambda word, before, size, first: (
        f"n{word}",
        f"o{word}|{size}",
        f"p{before}",
        f"q{first}|{size}",
    ),
    lambda q, q0, before: (f"r{q}|{q0}", f"r{q}|{q0}|{before}"),
)
