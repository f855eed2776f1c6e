"""One pack → tables that the matcher runs on: plain values, fit for ``marshal``.

Every phrase is sought by an *anchor*, a short literal that the automaton finds: the phrase's
rarest word, or two or three words in a row where all are common. Each anchor that is found in
vain costs time, and so does a large automaton. What else a phrase needs next to its anchor, a
word known beforehand, is looked up before anything is compared.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.packs.common import pair_per_million, per_million, stem_per_million
from rhetorictui.packs.image import image
from rhetorictui.packs.model import (
    CASED,
    Pack,
    PackError,
    Rule,
    Source,
    Tables,
    dumps,
)
from rhetorictui.packs.phrases import (
    END,
    EXACT,
    STAR,
    Phrase,
    PhraseError,
    context_regex,
    exact_words,
    most_words,
    parse,
    regex,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from rhetorictui.packs.model import Condition, Entry

FEW = 64
"""A phrase of more spellings is verified by one expression instead of by comparing each."""
_ANCHOR_COST = 8.0
"""What one more anchor costs, in hits per million words: it makes the automaton larger. That takes
less time at each text than such hits do, but more when the automaton is built."""
_OPEN_COST = 3.0
"""How much more a hit costs whose neighbour says nothing: it takes a look at several words."""
_WORD = re.compile(rb"[^ ]+")
_WHOLE = re.compile(rb"(?<= )[^ ]+(?= )")
_SPACE = 32
_CASED = re.compile(f"{EXACT}[A-Za-z0-9]+{END}")

_Place = tuple[int, bytes]
"""On which side of an anchor a word must stand (1 after it, -1 before it, 0 nothing known); and
that word."""
_OPEN: _Place = (0, b"")


class _Stretch(NamedTuple):
    """A literal stretch of a variant: how often it occurs in a million words, its image, where it
    begins in the variant's padded image (-1 after a wildcard), and what stands next to it."""

    often: float
    anchor: bytes
    back: int
    place: _Place = _OPEN


# Dictionaries in place of sets keep the order.
_Phrases = tuple[dict[tuple[int, str], None], dict[int, None]]
"""Literals and expressions as in ``Entry``."""
_Rows = dict[_Place, _Phrases]


def compile_tables(pack: Pack) -> Tables:
    """The tables of the rules of ``pack``, numbered in order. Raises PackError."""
    rows: dict[bytes, _Rows] = {}
    expressions: dict[Source, int] = {}
    conditions: list[Condition | None] = []
    for index, rule in enumerate(pack.rules):
        try:
            for phrase in (form for text in rule.phrases for form in parse(text)):
                who = ~index if phrase.quoted else index
                if _spelt_out(phrase):
                    for literal, best in _cheapest(phrase.segments[0], rows):
                        mark = CASED if literal[0] == EXACT else ""
                        row = (who << 16 | best.back, mark + _bare(literal))
                        _at(rows, best.anchor, best.place)[0][row] = None
                    continue
                place, spaces, found = _anchors(phrase, rows)
                heads = _heads(phrase) if place else ()
                exact, beyond = exact_words(phrase), _beyond(phrase, place)
                source = (who, regex(phrase), heads, exact, *beyond, spaces)
                number = expressions.setdefault(source, len(expressions))
                for anchor, seen in found.items():
                    backs = {stretch.back for stretch in seen}
                    backs = {-1} if place or -1 in backs else backs
                    places = {stretch.place for stretch in seen}
                    for where in (_OPEN,) if _OPEN in places else sorted(places):
                        for back in sorted(backs):
                            _at(rows, anchor, where)[1][number << 16 | back + 1] = None
            conditions.append(_condition(rule))
        except PhraseError as error:
            raise PackError([f"rule {rule.id}: {error}"]) from None
    sources = [dumps(source) for source in expressions]
    groups = _groups(rows)
    ends = [end.to_bytes(4, "little") for end in accumulate(map(len, groups.values()))]
    return Tables(
        b"".join(groups.values()), b"\n".join(groups), b"".join(ends), sources, conditions
    )


def _spelt_out(phrase: Phrase) -> bool:
    """Whether a phrase is compared spelling by spelling."""
    if phrase.gaps or len(phrase.segments[0]) > FEW:
        return False
    return phrase.literal or all(map(_CASED.fullmatch, phrase.segments[0]))


def _bare(variant: str) -> str:
    return variant.replace(EXACT, "").replace(END, "")


def _at(rows: dict[bytes, _Rows], anchor: bytes, place: _Place) -> _Phrases:
    return rows.setdefault(anchor, {}).setdefault(place, ({}, {}))


def _groups(rows: dict[bytes, _Rows]) -> dict[bytes, bytes]:
    groups: dict[bytes, tuple[list[bytes], list[bytes]]] = {}
    for anchor, places in rows.items():
        words = _WHOLE.findall(anchor)
        rarest = min(words, key=lambda word: per_million(word.decode("latin-1")), default=b"")
        anchors, entries = groups.setdefault(rarest, ([], []))
        anchors.append(anchor)
        entries.append(dumps(_entry(places)))
    return {
        word: dumps((b"\n".join(anchors), entries)) for word, (anchors, entries) in groups.items()
    }


def _entry(places: _Rows) -> Entry:
    alike: dict[tuple[int, tuple[int | str, ...], tuple[int, ...]], list[str]] = {}
    for (side, word), (literals, expressions) in places.items():
        flat = tuple(item for literal in literals for item in literal)
        alike.setdefault((side, flat, tuple(expressions)), []).append(word.decode("latin-1"))
    out: list[str | tuple[int | str, ...]] = []
    for (side, literal_items, expression_items), words in alike.items():
        out += (("", "+", "-")[side] + " ".join(words), literal_items, expression_items)
    return tuple(out)


def _condition(rule: Rule) -> Condition | None:
    if not (rule.not_before or rule.not_after or rule.at):
        return None
    before = [form for phrase in rule.not_before for form in parse(phrase, context=True)]
    after = [form for phrase in rule.not_after for form in parse(phrase, context=True)]
    return (
        context_regex(rule.not_before, before=True) if before else "",
        _outer([variant for form in before for variant in form.segments[-1]], -1),
        max(map(most_words, before), default=0),
        context_regex(rule.not_after, before=False) if after else "",
        _outer([variant for form in after for variant in form.segments[0]], 0),
        rule.at or "",
    )


def _anchors(
    phrase: Phrase, known: Container[bytes]
) -> tuple[int, int, dict[bytes, set[_Stretch]]]:
    """The rarest segment; how many spaces at most stand before its anchors; and these, a literal
    stretch for each variant."""
    best_cost, best = float("inf"), (0, 0, dict[bytes, set[_Stretch]]())
    spaces = 0
    for place, segment in enumerate(phrase.segments):
        found: dict[bytes, set[_Stretch]] = {}
        cost = 0.0
        for _, stretch in _cheapest(segment, known):
            if stretch.anchor not in found:
                cost += _price(stretch) + _ANCHOR_COST
            found.setdefault(stretch.anchor, set()).add(stretch)
        inner = max(variant.count(" ") for variant in segment)
        # Behind a gap the beginning must be looked for, which costs more.
        cost *= 1.3 if place else 1
        if cost < best_cost:
            best_cost, best = cost, (place, spaces + inner, found)
        spaces += inner + 1
        if place < len(phrase.gaps):
            spaces += phrase.gaps[place].most
    return best


def _price(stretch: _Stretch) -> float:
    return stretch.often * (1 if stretch.place[0] else _OPEN_COST)


def _beyond(phrase: Phrase, place: int) -> tuple[tuple[bytes, ...], int]:
    """The words of which one must stand beyond a gap of the segment at ``place``, and how many
    spaces at most are between; none where a wildcard leaves those words open."""
    inner = max(variant.count(" ") for variant in phrase.segments[place])
    if place < len(phrase.gaps):
        words = _outer(phrase.segments[place + 1], 0)
        if words:
            return words, inner + phrase.gaps[place].most + 1
    if place:
        words = _outer(phrase.segments[place - 1], -1)
        if words:
            return words, -(inner + phrase.gaps[place - 1].most + 1)
    return (), 0


def _heads(phrase: Phrase) -> tuple[bytes, ...]:
    """The images of the words with which ``phrase`` may begin, none if one is no plain word."""
    variants = [_bare(variant) for variant in phrase.segments[0]]
    return _outer(variants, 0) if all(variant[0].isalnum() for variant in variants) else ()


def _outer(segment: Sequence[str], side: int) -> tuple[bytes, ...]:
    """The images of the first (0) or last (-1) words of the variants of ``segment``."""
    words = [variant.split(" ")[side] for variant in segment]
    if any(STAR in word for word in words):
        return ()
    images = [image(_bare(word)).split() for word in words]
    return tuple(dict.fromkeys(found[side] for found in images)) if all(images) else ()


def _cheapest(segment: tuple[str, ...], known: Container[bytes]) -> Iterator[tuple[str, _Stretch]]:
    """For each variant the stretch to seek: rare, or shared with other variants or ``known``."""
    rows = [list(_stretches(_bare(v))) for v in segment]
    shared = Counter(anchor for row in rows for anchor in {s.anchor for s in row})
    for variant, row in zip(segment, rows, strict=True):
        yield (
            variant,
            min(
                row,
                key=lambda s: (
                    s.often + (0.0 if s.anchor in known else _ANCHOR_COST / shared[s.anchor]),
                    len(s.anchor),
                ),
            ),
        )


def _stretches(variant: str) -> Iterator[_Stretch]:
    """Every stretch of up to three words by which a variant can be sought."""
    if STAR in variant:
        yield from _around_stars(variant)
        return
    padded = image(variant)
    spans = [match.span() for match in _WORD.finditer(padded)]
    words = padded.decode("latin-1").split()
    often = [per_million(word) for word in words]
    pairs = [pair_per_million(*two) for two in pairwise(words)]
    for size in (1, 2, 3):
        for first in range(len(words) - size + 1):
            last = first + size - 1
            if size == 1:
                price = often[first]
            elif size == 2:
                price = pairs[first]
            else:
                price = min(
                    pairs[first], pairs[first + 1],
                    5 * pairs[first] * pairs[first + 1] / often[first + 1],
                )  # fmt: skip
            begin, end = spans[first][0] - 1, spans[last][1] + 1
            yield _Stretch(price, padded[begin:end], begin, _neighbour(padded, begin, end))


def _neighbour(padded: bytes, begin: int, end: int) -> _Place:
    """What stands directly after an anchor at ``begin..end``, or else before it."""
    if end < len(padded) and padded[end] != _SPACE:
        return 1, padded[end : padded.index(b" ", end)]
    if begin and padded[begin - 1] != _SPACE:
        return -1, padded[padded.rfind(b" ", 0, begin) + 1 : begin]
    return _OPEN


def _around_stars(variant: str) -> Iterator[_Stretch]:
    words = variant.split(" ")
    start = 0
    for index, word in enumerate(words):
        at = start
        chunks = word.split(STAR)
        for place, chunk in enumerate(chunks):
            # A wildcard stands for more of the word: that side of the stretch has no boundary.
            left, right = place == 0, place == len(chunks) - 1
            known = STAR not in variant[:at]
            if image(chunk).strip():
                anchor = image(chunk)[0 if left else 1 : None if right else -1]
                often = per_million(chunk) if left and right else stem_per_million(chunk, left)
                before = words[index - 1] if index and left else STAR
                after = words[index + 1] if index + 1 < len(words) and right else STAR
                # With a neighbour it is rarer by far; else the neighbour is looked at.
                beside = _OPEN
                if STAR not in before:
                    padded = image(f"{before} {chunk}")
                    longer = padded[: None if right else -1]
                    back = at - len(before) - 1 if known else -1
                    rarer = 0.1 + often * per_million(before) / 100_000
                    yield _Stretch(min(rarer, often / 10), longer, back)
                    beside = _neighbour(padded, len(before) + 1, len(padded))
                if STAR not in after:
                    padded = image(f"{chunk} {after}")
                    longer = padded[0 if left else 1 :]
                    rarer = 0.1 + often * per_million(after) / 100_000
                    yield _Stretch(min(rarer, often / 10), longer, at if known else -1)
                    following = _neighbour(padded, 0, len(chunk) + 2)
                    beside = following if following[0] else beside
                yield _Stretch(often, anchor, at if known else -1, beside)
            at += len(chunk) + 1
        start += len(word) + 1
