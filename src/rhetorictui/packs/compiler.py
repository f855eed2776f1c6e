"""One pack → tables that the matcher runs on: plain values, fit for ``marshal``.

Every phrase is sought by an *anchor*, a short literal that the automaton finds: the phrase's
rarest word, or two or three words in a row where all are common. A small automaton stays in the
processor's cache and builds in milliseconds, and each anchor that it finds in vain costs time;
what stands around the anchor is compared at hits.
"""

from __future__ import annotations

import marshal
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.packs.common import pair_per_million, per_million, stem_per_million
from rhetorictui.packs.image import image
from rhetorictui.packs.model import (
    MARSHAL,
    Entry,
    Expression,
    Literal,
    Pack,
    PackError,
    Rule,
    Source,
    Tables,
)
from rhetorictui.packs.phrases import (
    END,
    EXACT,
    STAR,
    Phrase,
    PhraseError,
    context_regex,
    exact_words,
    head_regex,
    most_words,
    parse,
    regex,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW = 24
"""A phrase of more spellings is verified by one expression instead of by comparing each."""
_ANCHOR_COST = 60.0
"""What one more anchor costs, in hits per million words: it makes the automaton larger."""
_WORD = re.compile(rb"[^ ]+")
_SPACE = 32
_CASED = re.compile(f"{EXACT}[A-Za-z0-9]+{END}")


class _Stretch(NamedTuple):
    """A literal stretch of a variant: how often it occurs in a million words, its image, and where
    it begins in the variant's padded image (-1 after a wildcard); and whether another word of the
    variant stands directly before and after it."""

    often: float
    anchor: bytes
    back: int
    before: bool = False
    after: bool = False


def compile_tables(pack: Pack) -> Tables:
    """The tables of the rules of ``pack``, numbered in order. Raises PackError."""
    # Dictionaries in place of sets keep the order.
    literals: dict[bytes, dict[Literal, None]] = {}
    wider: dict[bytes, dict[Expression, None]] = {}
    known: set[bytes] = set()
    expressions: dict[Source, int] = {}
    conditions: list[tuple[str, int, str, str] | None] = []
    for index, rule in enumerate(pack.rules):
        try:
            for phrase in (form for text in rule.phrases for form in parse(text)):
                who = ~index if phrase.quoted else index
                if len(phrase.segments[0]) <= FEW and (phrase.literal or _one_cased_word(phrase)):
                    for literal, best in _cheapest(phrase.segments[0], known):
                        known.add(best.anchor)
                        literals.setdefault(best.anchor, {})[who, best.back, literal] = None
                    continue
                place, spaces, found = _anchors(phrase, known)
                known.update(found)
                head = head_regex(phrase) if place else ""
                expression = (regex(phrase), head, exact_words(phrase), *_next_words(phrase, place))
                number = expressions.setdefault(expression, len(expressions))
                for anchor, seen in found.items():
                    backs = tuple(sorted({stretch.back for stretch in seen}))
                    row = (who, number, spaces, () if place or backs[0] < 0 else backs, _side(seen))
                    wider.setdefault(anchor, {})[row] = None
            conditions.append(_condition(rule))
        except PhraseError as error:
            raise PackError([f"rule {rule.id}: {error}"]) from None
    anchors = list(dict.fromkeys((*literals, *wider)))
    entries: list[Entry] = [
        (tuple(literals.get(anchor, ())), tuple(wider.get(anchor, ()))) for anchor in anchors
    ]
    return Tables(
        anchors, [marshal.dumps(e, MARSHAL) for e in entries], list(expressions), conditions
    )


def _one_cased_word(phrase: Phrase) -> bool:
    return not phrase.gaps and all(map(_CASED.fullmatch, phrase.segments[0]))


def _condition(rule: Rule) -> tuple[str, int, str, str] | None:
    if not (rule.not_before or rule.not_after or rule.at):
        return None
    forms = [form for phrase in rule.not_before for form in parse(phrase, context=True)]
    return (
        context_regex(rule.not_before, before=True) if rule.not_before else "",
        max(map(most_words, forms), default=0),
        context_regex(rule.not_after, before=False) if rule.not_after else "",
        rule.at or "",
    )


def _anchors(phrase: Phrase, known: set[bytes]) -> tuple[int, int, dict[bytes, set[_Stretch]]]:
    """The rarest segment; how many spaces at most stand before its anchors; and these, a literal
    stretch for each variant."""
    best_cost, best = float("inf"), (0, 0, dict[bytes, set[_Stretch]]())
    spaces = 0
    for place, segment in enumerate(phrase.segments):
        found: dict[bytes, set[_Stretch]] = {}
        cost = 0.0
        for _, stretch in _cheapest(segment, known):
            if stretch.anchor not in found:
                cost += stretch.often + _ANCHOR_COST
            found.setdefault(stretch.anchor, set()).add(stretch)
        inner = max(variant.count(" ") for variant in segment)
        # Behind a gap the beginning must be looked for, which costs more than a longer list.
        cost *= 3 if place else 1
        if cost < best_cost:
            best_cost, best = cost, (place, spaces + inner, found)
        spaces += inner + 1
        if place < len(phrase.gaps):
            spaces += phrase.gaps[place].most
    return best


def _next_words(phrase: Phrase, place: int) -> tuple[str, int]:
    """The words of which one must stand after the gap that follows the anchor, and the words that
    gap may have; none where the anchor is behind a gap or a wildcard leaves those words open."""
    if place or not phrase.gaps:
        return "", 0
    firsts = [variant.partition(" ")[0] for variant in phrase.segments[1]]
    if any(STAR in first for first in firsts):
        return "", 0
    images = (image(first.replace(EXACT, "").replace(END, "")).split() for first in firsts)
    words = [found[0].decode("latin-1") if found else "" for found in images]
    return ("", 0) if "" in words else (" ".join(dict.fromkeys(words)), phrase.gaps[0].most)


def _side(seen: set[_Stretch]) -> int:
    if all(stretch.after for stretch in seen):
        return 1
    return -1 if all(stretch.before for stretch in seen) else 0


def _cheapest(segment: tuple[str, ...], known: set[bytes]) -> Iterator[tuple[str, _Stretch]]:
    """For each variant the stretch to seek: rare, or shared with other variants or ``known``."""
    rows = [list(_stretches(v.replace(EXACT, "").replace(END, ""))) for v in segment]
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
            yield _Stretch(
                price,
                padded[begin:end],
                begin,
                begin > 0 and padded[begin - 1] != _SPACE,
                end < len(padded) and padded[end] != _SPACE,
            )


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
                yield _Stretch(often, anchor, at if known else -1)
                before = words[index - 1] if index and left else STAR
                after = words[index + 1] if index + 1 < len(words) and right else STAR
                # With a neighbour it is rarer by far.
                if STAR not in before:
                    longer = image(f"{before} {chunk}")[: None if right else -1]
                    back = at - len(before) - 1 if known else -1
                    rarer = 0.1 + often * per_million(before) / 100_000
                    yield _Stretch(min(rarer, often / 10), longer, back)
                if STAR not in after:
                    longer = image(f"{chunk} {after}")[0 if left else 1 :]
                    rarer = 0.1 + often * per_million(after) / 100_000
                    yield _Stretch(min(rarer, often / 10), longer, at if known else -1)
            at += len(chunk) + 1
        start += len(word) + 1
