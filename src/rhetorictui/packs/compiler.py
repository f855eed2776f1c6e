"""Packs → tables that the matcher runs on: plain tuples, strings and numbers, fit for ``marshal``.

Every phrase is sought by an *anchor*, a short literal that the automaton finds: the phrase's
rarest word, or two or three words where all are common. A small automaton stays in the
processor's cache and builds in milliseconds; what stands around the anchor is compared at hits.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.packs.common import per_million, stem_per_million
from rhetorictui.packs.image import image
from rhetorictui.packs.model import Pack, PackError, Rule
from rhetorictui.packs.phrases import (
    END,
    EXACT,
    STAR,
    Phrase,
    PhraseError,
    context_regex,
    exact_words,
    head_regex,
    parse,
    regex,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(rb"[^ ]+")
FEW = 8
"""A phrase of more spellings is verified by one expression instead of by comparing each."""

_Use = tuple[int, tuple[int, ...], "Words | None", "Words | None"]
Words = frozenset[bytes]
Literal = tuple[int, int, str | None, bytes | None]
"""The rule's index, inverted (``~rule``) if in quotation marks only; how far the phrase begins
before the anchor; the literal to compare with the text, or None where the image settles it; the
literal's image to compare first, or None where the anchor is all of it."""
Expression = tuple[int, int, int, tuple[int, ...], Words | None, Words | None]
"""The rule's index, as above; the expression's index; how many spaces at most stand before the
anchor; how far before the anchor the phrase may begin, none where a gap leaves it open; the words
of which one must stand next before, and next after it, None for any."""


class Tables(NamedTuple):
    """Compiled packs. ``literals[i]`` and ``uses[i]`` belong to ``anchors[i]``.

    An expression goes with that of its first segment, if the anchor is in a later one, and with
    its case-sensitive words.
    ``conditions[r]`` belongs to rule r: the sources of what must not stand before and after, and
    the place in the sentence.
    """

    anchors: list[bytes]
    literals: list[tuple[Literal, ...]]
    uses: list[tuple[Expression, ...]]
    expressions: list[tuple[str, str, tuple[str, ...]]]
    conditions: list[tuple[str, str, str] | None]


def compile_tables(packs: Sequence[Pack]) -> Tables:
    """The tables of the rules of ``packs``, numbered in order. Raises PackError."""
    literals: dict[bytes, dict[Literal, None]] = {}
    uses: dict[bytes, dict[Expression, None]] = {}
    expressions: dict[tuple[str, str, tuple[str, ...]], int] = {}
    conditions: list[tuple[str, str, str] | None] = []
    for index, rule in enumerate(rule for pack in packs for rule in pack.rules):
        try:
            for phrase in (form for text in rule.phrases for form in parse(text)):
                who = ~index if phrase.quoted else index
                if phrase.literal and len(phrase.segments[0]) <= FEW:
                    for variant in phrase.segments[0]:
                        anchor, literal = _literal(who, variant)
                        literals.setdefault(anchor, {})[literal] = None
                else:
                    place, found = _anchors(phrase)
                    head = head_regex(phrase) if place else ""
                    expression = (regex(phrase), head, exact_words(phrase))
                    number = expressions.setdefault(expression, len(expressions))
                    for anchor, use in found:
                        uses.setdefault(anchor, {})[(who, number, *use)] = None
            conditions.append(_condition(rule))
        except PhraseError as error:
            raise PackError([f"rule {rule.id}: {error}"]) from None
    anchors = list({**literals, **uses})
    return Tables(
        anchors,
        [tuple(literals.get(anchor, ())) for anchor in anchors],
        [tuple(uses.get(anchor, ())) for anchor in anchors],
        list(expressions),
        conditions,
    )


def _condition(rule: Rule) -> tuple[str, str, str] | None:
    if not (rule.not_before or rule.not_after or rule.at):
        return None
    return (
        context_regex(rule.not_before, before=True) if rule.not_before else "",
        context_regex(rule.not_after, before=False) if rule.not_after else "",
        rule.at or "",
    )


def _literal(who: int, literal: str) -> tuple[bytes, Literal]:
    padded = image(literal)
    begin, end = _rarest(padded)
    anchor = padded[begin:end]
    settled = literal.isalnum() and literal.isascii()
    around = None if anchor == padded else padded
    return anchor, (who, begin, None if settled else literal, around)


def _rarest(padded: bytes) -> tuple[int, int]:
    """The stretch of a padded image to seek: one word, or up to three if all are common."""
    words = padded.decode("latin-1").split()
    costs = [per_million(word) for word in words]
    cost = min(costs)
    first = last = costs.index(cost)
    while cost > 100 and last - first < 2 and last - first + 1 < len(words):
        left = costs[first - 1] if first else float("inf")
        right = costs[last + 1] if last + 1 < len(words) else float("inf")
        if left <= right:
            first -= 1
        else:
            last += 1
        # Neighbours are not independent; ten times what independence would give.
        cost *= min(left, right) / 100_000
    spans = [match.span() for match in _WORD.finditer(padded)]
    return spans[first][0] - 1, spans[last][1] + 1


class _Neighbours:
    """The words that stand next to an anchor in the variants that have it."""

    def __init__(self) -> None:
        self.before: set[bytes] | None = set()
        self.after: set[bytes] | None = set()
        self.backs: set[int] = set()

    def add(self, back: int, before: bytes | None, after: bytes | None) -> None:
        self.backs.add(back)
        self.before = None if before is None or self.before is None else self.before | {before}
        self.after = None if after is None or self.after is None else self.after | {after}


@functools.cache
def _same(words: Words) -> Words:
    return words


def _shared(words: set[bytes] | None) -> Words | None:
    """A frozen set, the same object for the same words: ``marshal`` stores it once."""
    return None if words is None else _same(frozenset(words))


def _anchors(phrase: Phrase) -> tuple[int, list[tuple[bytes, _Use]]]:
    """The rarest segment, and a literal stretch for each variant of it, with its surroundings."""
    best_cost, best = float("inf"), (0, list[tuple[bytes, _Use]]())
    spaces = 0
    for place, segment in enumerate(phrase.segments):
        found: dict[bytes, _Neighbours] = {}
        cost = 0.0
        for variant in segment:
            price, anchor, back, before, after = _stretch(
                variant.replace(EXACT, "").replace(END, "")
            )
            cost += 0.0 if anchor in found else price
            found.setdefault(anchor, _Neighbours()).add(back, before, after)
        inner = max(variant.count(" ") for variant in segment)
        # Behind a gap the beginning must be looked for, which costs more than a longer list.
        cost *= 3 if place else 1
        if cost < best_cost:
            best_cost = cost
            best = (
                place,
                [
                    (
                        anchor,
                        (
                            spaces + inner,
                            () if place or min(near.backs) < 0 else tuple(sorted(near.backs)),
                            _shared(near.before),
                            _shared(near.after),
                        ),
                    )
                    for anchor, near in found.items()
                ],
            )
        spaces += inner + 1
        if place < len(phrase.gaps):
            spaces += phrase.gaps[place].most
    return best


def _stretch(variant: str) -> tuple[float, bytes, int, bytes | None, bytes | None]:
    """The rarest literal stretch of a variant: how common it is, its image, its offset (-1 after a
    wildcard), and the words next to it, None where the variant has none or a wildcard is near."""
    if STAR not in variant:
        padded = image(variant)
        begin, end = _rarest(padded)
        anchor = padded[begin:end]
        prior = padded[padded.rfind(b" ", 0, begin) + 1 : begin] if begin else None
        next_ = padded[end : padded.find(b" ", end)] if end < len(padded) else None
        price = min(per_million(word) for word in anchor.decode("latin-1").split())
        return price * (0.3 if prior or next_ else 1.0), anchor, begin, prior, next_
    stretches: list[tuple[float, bytes, int, bytes | None, bytes | None]] = []
    words = variant.split(" ")
    start = 0
    for index, word in enumerate(words):
        at = start
        chunks = word.split(STAR)
        for place, chunk in enumerate(chunks):
            # A wildcard stands for more of the word: that side of the stretch has no boundary.
            left, right = place == 0, place == len(chunks) - 1
            known = STAR not in variant[:at]
            before = words[index - 1] if index and left else STAR
            after = words[index + 1] if index + 1 < len(words) and right else STAR
            if image(chunk).strip():
                anchor = image(chunk)[0 if left else 1 : None if right else -1]
                price = per_million(chunk) if left and right else stem_per_million(chunk, left)
                back = at if known else -1
                stretches.append((price, anchor, back, _last(before), _first(after)))
                # With a neighbour it is rarer by far, and what it costs to look at, rarer still.
                if left and STAR not in before:
                    longer = image(f"{before} {chunk}")[: None if right else -1]
                    back = at - len(before) - 1 if known else -1
                    stretches.append((price / 20, longer, back, None, _first(after)))
                if right and STAR not in after:
                    longer = image(f"{chunk} {after}")[0 if left else 1 :]
                    stretches.append((price / 20, longer, at if known else -1, _last(before), None))
            at += len(chunk) + 1
        start += len(word) + 1
    return min(stretches, key=lambda stretch: stretch[0])


def _last(word: str) -> bytes | None:
    """The last word of the image of ``word``, None where a wildcard leaves it open."""
    return None if STAR in word else image(word)[:-1].rpartition(b" ")[2]


def _first(word: str) -> bytes | None:
    return None if STAR in word else image(word)[1:].partition(b" ")[0]
