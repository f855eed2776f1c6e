"""Packs → tables that the matcher runs on: plain tuples, strings and numbers, fit for ``marshal``.

Every phrase is sought by an *anchor*, a short literal that the automaton finds: the phrase's
rarest word, or two or three words where all are common. A small automaton stays in the
processor's cache and builds in milliseconds; what stands around the anchor is compared at hits.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

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
    most_words,
    parse,
    regex,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(rb"[^ ]+")

FEW = 8
"""A phrase of more spellings is verified by one expression instead of by comparing each."""

Words = frozenset[bytes]
Candidate = tuple[int, int, int, Any, Any]
"""A literal: the rule's index, inverted (``~rule``) if in quotation marks only; -1; how far the
phrase begins before the anchor; the literal to compare with the text, None where the image settles
it, empty where it reads as its image; the literal's image, to compare first.

An expression: the rule's index, as above; the expression's index; how many spaces at most stand
before the anchor; how far before the anchor the phrase may begin, none where that is open; the
words of which one must stand next before, None for any."""
Candidates = tuple[Candidate, ...]
_FEW_LITERALS = 3
Entry = tuple[
    tuple[tuple[int, str | None], ...],
    dict[bytes, Candidates] | None,
    dict[bytes, Candidates] | None,
    Candidates,
]
"""What an anchor may belong to: literals that it is all of (rule, and literal as above); others by
the word next after the anchor, by that next before it, and those that may stand anywhere."""


class Tables(NamedTuple):
    """Compiled packs. ``entries[i]`` belongs to ``anchors[i]``.

    An expression goes with that of its first segment, if the anchor is in a later one, and with
    its case-sensitive words. ``conditions[r]`` belongs to rule r: what must not stand before, how
    many words that may be, what must not stand after, and the place in the sentence.
    """

    anchors: list[bytes]
    entries: list[Entry]
    expressions: list[tuple[str, str, tuple[str, ...]]]
    conditions: list[tuple[str, int, str, str] | None]


_Value = TypeVar("_Value", bound=Hashable)
_seen: dict[Any, Any] = {}


def _same(value: _Value) -> _Value:
    """The same object for equal values: ``marshal`` stores it once, and reads it once."""
    return _seen.setdefault(value, value)  # type: ignore[no-any-return]


class _Gathered:
    """An entry in the making; dictionaries in place of sets keep the order."""

    def __init__(self) -> None:
        self.whole: dict[tuple[int, str | None], None] = {}
        self.after: dict[bytes, dict[Candidate, None]] = {}
        self.before: dict[bytes, dict[Candidate, None]] = {}
        self.anywhere: dict[Candidate, None] = {}

    def add(self, candidate: Candidate, before: Words | None, after: Words | None) -> None:
        if after is not None:
            for word in after:
                self.after.setdefault(word, {})[candidate] = None
        elif before is not None:
            for word in before:
                self.before.setdefault(word, {})[candidate] = None
        else:
            self.anywhere[candidate] = None

    def entry(self) -> Entry:
        # Comparing a few literals is no dearer than looking up the words around them.
        for words in (self.after, self.before):
            literals = {row: None for rows in words.values() for row in rows if row[1] < 0}
            if len(literals) == sum(map(len, words.values())) <= _FEW_LITERALS:
                self.anywhere.update(literals)
                words.clear()
        return (
            tuple(self.whole),
            {_same(word): _same(tuple(rows)) for word, rows in self.after.items()} or None,
            {_same(word): _same(tuple(rows)) for word, rows in self.before.items()} or None,
            tuple(self.anywhere),
        )


def compile_tables(packs: Sequence[Pack]) -> Tables:
    """The tables of the rules of ``packs``, numbered in order. Raises PackError."""
    gathered: dict[bytes, _Gathered] = {}
    expressions: dict[tuple[str, str, tuple[str, ...]], int] = {}
    conditions: list[tuple[str, int, str, str] | None] = []
    for index, rule in enumerate(rule for pack in packs for rule in pack.rules):
        try:
            for phrase in (form for text in rule.phrases for form in parse(text)):
                who = ~index if phrase.quoted else index
                if phrase.literal and len(phrase.segments[0]) <= FEW:
                    for variant in phrase.segments[0]:
                        _add_literal(gathered, who, variant)
                    continue
                place, spaces, found = _anchors(phrase)
                head = head_regex(phrase) if place else ""
                expression = (regex(phrase), head, exact_words(phrase))
                number = expressions.setdefault(expression, len(expressions))
                for anchor, near in found.items():
                    backs = () if place or min(near.backs) < 0 else tuple(sorted(near.backs))
                    before, after = _shared(near.before), _shared(near.after)
                    entry = gathered.setdefault(anchor, _Gathered())
                    entry.add((who, number, spaces, backs, before), before, after)
            conditions.append(_condition(rule))
        except PhraseError as error:
            raise PackError([f"rule {rule.id}: {error}"]) from None
    entries = [entry.entry() for entry in gathered.values()]
    _seen.clear()
    return Tables(list(gathered), entries, list(expressions), conditions)


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


def _add_literal(gathered: dict[bytes, _Gathered], who: int, literal: str) -> None:
    padded = image(literal)
    begin, end = _rarest(padded)
    entry = gathered.setdefault(padded[begin:end], _Gathered())
    settled: str | None = literal
    if literal.isascii() and literal.isalnum():
        settled = None
    elif padded[1:-1] == literal.encode("utf-8", "replace"):
        settled = ""
    if end - begin == len(padded):
        entry.whole[who, literal if settled == "" else settled] = None
    else:
        before, after = _next_to(padded, begin, end)
        entry.add(
            (who, -1, begin, settled, padded),
            None if before is None else frozenset((before,)),
            None if after is None else frozenset((after,)),
        )


def _next_to(padded: bytes, begin: int, end: int) -> tuple[bytes | None, bytes | None]:
    """The words next to a stretch of a padded image, None at its edges."""
    before = padded[padded.rfind(b" ", 0, begin) + 1 : begin] if begin else None
    after = padded[end : padded.find(b" ", end)] if end < len(padded) else None
    return before, after


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


def _shared(words: set[bytes] | None) -> Words | None:
    return None if words is None else _same(frozenset(map(_same, words)))


def _anchors(phrase: Phrase) -> tuple[int, int, dict[bytes, _Neighbours]]:
    """The rarest segment; how many spaces at most stand before its anchors; and these, a literal
    stretch for each variant, with what stands next to it."""
    best_cost, best = float("inf"), (0, 0, dict[bytes, _Neighbours]())
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
            best_cost, best = cost, (place, spaces + inner, found)
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
        prior, next_ = _next_to(padded, begin, end)
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
