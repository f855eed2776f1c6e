"""Packs → tables that the matcher runs on: plain tuples, strings and numbers, fit for ``marshal``.

Every phrase is sought by an *anchor*, a short literal that the automaton finds: the phrase's
rarest word, or two or three words where all are common. A small automaton stays in the
processor's cache and builds in milliseconds; what stands around the anchor is compared at hits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.packs.common import per_million
from rhetorictui.packs.image import image
from rhetorictui.packs.model import Pack, PackError
from rhetorictui.packs.phrases import (
    END,
    EXACT,
    STAR,
    Phrase,
    PhraseError,
    context_regex,
    parse,
    regex,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Candidate = tuple[int, int, int, str | None, bytes | None]
"""What an anchor may belong to: the rule's index; the expression's index, or -1 for a literal;
how far the phrase begins before the anchor (for an expression, how many spaces at most); the
literal to compare with the text, or None where the image settles it; the literal's image to
compare first, or None where the anchor is all of it. A quoted literal has its rule's bits
inverted (``~rule``)."""


class Tables(NamedTuple):
    """Compiled packs. ``candidates[i]`` belong to ``anchors[i]``; ``conditions[r]`` to rule r:
    the sources of what must not stand before and after, and the place in the sentence. An
    expression goes with the most spaces that a match of it can hold."""

    anchors: list[bytes]
    candidates: list[tuple[Candidate, ...]]
    expressions: list[tuple[str, int]]
    conditions: list[tuple[str, str, str] | None]


def compile_tables(packs: Sequence[Pack]) -> Tables:
    """The tables of the rules of ``packs``, numbered in order. Raises PackError."""
    gathered: dict[bytes, dict[Candidate, None]] = {}
    expressions: dict[tuple[str, int], int] = {}
    conditions: list[tuple[str, str, str] | None] = []
    for index, rule in enumerate(rule for pack in packs for rule in pack.rules):
        try:
            for phrase in (form for text in rule.phrases for form in parse(text)):
                who = ~index if phrase.quoted else index
                if phrase.literal:
                    found = [_literal(who, variant) for variant in phrase.segments[0]]
                else:
                    expression = (regex(phrase), _spaces(phrase))
                    number = expressions.setdefault(expression, len(expressions))
                    found = _anchors(phrase, who, number)
                for anchor, candidate in found:
                    gathered.setdefault(anchor, {})[candidate] = None
            conditions.append(
                (
                    context_regex(rule.not_before, before=True) if rule.not_before else "",
                    context_regex(rule.not_after, before=False) if rule.not_after else "",
                    rule.at or "",
                )
                if rule.not_before or rule.not_after or rule.at
                else None
            )
        except PhraseError as error:
            raise PackError([f"rule {rule.id}: {error}"]) from None
    return Tables(
        list(gathered), [tuple(rows) for rows in gathered.values()], list(expressions), conditions
    )


def _literal(who: int, literal: str) -> tuple[bytes, Candidate]:
    padded = image(literal)
    begin, end = _rarest(padded)
    anchor = padded[begin:end]
    whole = anchor == padded
    settled = literal.isalnum() and literal.isascii()
    return anchor, (who, -1, begin, None if settled else literal, None if whole else padded)


def _rarest(padded: bytes) -> tuple[int, int]:
    """The stretch of a padded image to seek: one word, or up to three if all are common."""
    words = [m.span() for m in re.finditer(rb"[^ ]+", padded)]
    costs = [per_million(padded[s:e].decode("latin-1")) for s, e in words]
    best = min(range(len(words)), key=lambda i: (costs[i], words[i][0] - words[i][1], i))
    first = last = best
    cost = costs[best]
    while cost > 100 and last - first < 2 and last - first + 1 < len(words):
        left = costs[first - 1] if first else float("inf")
        right = costs[last + 1] if last + 1 < len(words) else float("inf")
        if left <= right:
            first -= 1
        else:
            last += 1
        # Neighbours are not independent; ten times what independence would give.
        cost *= min(left, right) / 100_000
    return words[first][0] - 1, words[last][1] + 1


def _spaces(phrase: Phrase) -> int:
    words = sum(max(v.count(" ") for v in segment) + 1 for segment in phrase.segments)
    return words + sum(gap.most for gap in phrase.gaps) - 1


def _anchors(phrase: Phrase, who: int, number: int) -> list[tuple[bytes, Candidate]]:
    """Anchors for an expression: one literal stretch for each variant of its rarest segment."""
    best_cost, best = float("inf"), list[tuple[bytes, Candidate]]()
    spaces = 0
    for place, segment in enumerate(phrase.segments):
        stretches = {_stretch(v.replace(EXACT, "").replace(END, "")) for v in segment}
        inner = max(variant.count(" ") for variant in segment)
        cost = sum(cost for cost, _ in stretches)
        if cost < best_cost:
            best_cost = cost
            best = [
                (anchor, (who, number, spaces + inner, None, None))
                for anchor in sorted(anchor for _, anchor in stretches)
            ]
        spaces += inner + 1
        if place < len(phrase.gaps):
            spaces += phrase.gaps[place].most
    return best


def _stretch(variant: str) -> tuple[float, bytes]:
    """The rarest literal stretch of a variant, which may hold wildcards, and how common it is."""
    if STAR not in variant:
        padded = image(variant)
        begin, end = _rarest(padded)
        anchor = padded[begin:end]
        return min(per_million(w) for w in anchor.decode("latin-1").split()), anchor
    stretches = []
    for word in variant.split():
        chunks = word.split(STAR)
        for place, chunk in enumerate(chunks):
            # A wildcard stands for more of the word: that side of the stretch has no boundary.
            left, right = place == 0, place == len(chunks) - 1
            anchor = image(chunk)[0 if left else 1 : None if right else -1]
            size = len(anchor.strip())
            if size:
                whole = per_million(chunk) if left and right else 0.0
                stretches.append((whole or 20_000.0 / 3**size + 30, anchor))
    return min(stretches)
