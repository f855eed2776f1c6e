"""Align two documents: two revisions of one text, or two accounts of one event.

Passages are sentences, each with the white space after it. Every sentence is a bag of weighted
words; pairs of sentences that share enough are candidates; the heaviest chain of candidates that
runs forward in both texts is the backbone, and what remains is paired wherever it stands and
called moved. What goes on beside a pair on both sides needs less in common. One method serves both
cases: identical sentences are candidates of similarity 1, and in two revisions they carry the
chain. Headlines meet headlines, captions captions; metadata and boilerplate never meet the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

# 25 ms. Only the commands that compare texts pass here.
from rapidfuzz.distance import Indel

from rhetorictui.alignment import Alignment, Edit, Pair, Summary, alignment_record, summary
from rhetorictui.corpus.factwords import NAME, fact_words
from rhetorictui.corpus.figures import differences
from rhetorictui.corpus.wordedits import word_edits
from rhetorictui.language import Prose
from rhetorictui.language.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rhetorictui.document import Document, Zone

__all__ = ["Alignment", "Edit", "Pair", "Summary", "align", "alignment_record", "summary"]

_ROLES = {
    "headline": "head",
    "deck": "head",
    "caption": "caption",
    "heading": "heading",
    "boilerplate": "boilerplate",
    "section": "meta",
    "dateline": "meta",
    "byline": "meta",
    "date": "meta",
}

WEIGHT = 2.0
"""Least similarity of a pair times its evidence, the weight of the words shared: short passages
must be alike, of long ones it is enough that they share much. Two accounts of one event tell the
same fact among different others, so that similarity alone would pass most of them over."""
EVIDENCE = 6.5
"""Least weight of the words shared, so that two short sentences need more than a name."""
NEAR_BEST = 0.8
"""A candidate weaker than this share of the best of either of its sentences is dropped."""
ONLY = 3.5
LONG = 8
"""Least similarity times evidence of a pair that is the only one of two texts of at least so many
passages: two reports of one event hardly ever share one fact alone."""
BESIDE = (0.3, 2.0)
"""Least similarity and evidence of a pair next to another pair on both sides: who quotes a speech
goes on to quote it."""
BETWEEN = (0.15, 4.0)
"""Least similarity and evidence of the pairs that are looked for last: a headline with the other
headline, and the passages left alone between two neighbours that are paired."""
TELLING = 2.0
"""Least weight of the shared words that are no names. Passages that share names alone mostly
share their speaker, unless they are as similar as ``NAMED``: then they list the same names."""
NAMED = 0.5
FEW = 40
"""Rarity is counted as if there were at least so many sentences: among two or three, as when one
line of a text was changed, nothing would be rare."""
WORDING = 0.5
"""Least share of words in common, small ones included, of two passages alone in their gap."""
_LARGEST = 10**9
"""Product of passage counts beyond which no matrix of them is built."""
_CROWD = 4_000
"""Words that would make more candidates than this say too little to be looked up."""


class _Unit(NamedTuple):
    """A passage: its span with the white space after it, its role, its words' identity."""

    start: int
    end: int
    role: str
    key: str


def align(left: Document, right: Document) -> Alignment:
    """Align the sentences of two documents; spans are code points into each document's text.

    Similarity is the cosine of weighted word vectors: sublinear term frequency, inverse sentence
    frequency over both texts (Spärck Jones 1972), more for names, figures and long words. The
    chain is the heaviest increasing subsequence of the candidate pairs (a Fenwick tree over the
    right side, O(p log n)). Time grows with the number of candidate pairs, which is capped.
    """
    a, b = _units(left), _units(right)
    found = _match(a, b, left.text, right.text)
    return Alignment(tuple(_pairs(a, b, found, left.text, right.text)))


def _units(doc: Document) -> list[_Unit]:
    """The passages of a document, cut at sentences and at the edges of zones."""
    text = doc.text
    if not text:
        return []
    # White space belongs to the passage before it, and before the first to the first.
    cuts = {start for start, _ in Prose.of(doc).sentences}
    cuts.update(_ink_from(text, edge) for zone in doc.zones for edge in zone[1:3])
    places = sorted(cuts - {0, _ink_from(text, 0), len(text)})
    zones = sorted(doc.zones, key=lambda z: (z.start, -z.end))
    units = []
    for start, end in pairwise([0, *places, len(text)]):
        key = " ".join(text[start:end].split())
        units.append(_Unit(start, end, _role(zones, _ink_from(text, start)), key))
    return units


def _role(zones: Sequence[Zone], at: int) -> str:
    """The role of the innermost zone around a place; ``zones`` are sorted by their start."""
    if zones:
        for zone in reversed(zones[: bisect_right(zones, at, key=lambda z: z.start)]):
            if zone.end > at:
                return _ROLES.get(zone.kind, "body")
    return "body"


def _ink_from(text: str, at: int) -> int:
    """The first place from ``at`` on that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


class _Candidate(NamedTuple):
    """Two passages that may be counterparts.

    ``evidence`` is the weight of the words shared, ``weight`` that times the similarity.
    """

    left: int
    right: int
    similarity: float
    evidence: float
    weight: float


_Found = dict[int, tuple[_Candidate, bool]]


def _candidates(
    a: Sequence[_Unit], b: Sequence[_Unit], left: str, right: str
) -> tuple[list[_Candidate], list[_Candidate]]:
    """Pairs of passages alike enough to be counterparts, and those that may be by their place."""
    out = list(_same(a, b))
    same_a = {c.left for c in out}
    same_b = {c.right for c in out}
    rest_a = [i for i in range(len(a)) if i not in same_a]
    rest_b = [j for j in range(len(b)) if j not in same_b]
    bags_a = {i: fact_words(left, *a[i][:2]) for i in rest_a}
    bags_b = {j: fact_words(right, *b[j][:2]) for j in rest_b}
    seen = Counter(word for bags in (bags_a, bags_b) for bag in bags.values() for word in bag)
    total = max(len(rest_a) + len(rest_b), FEW)
    rarity = {word: log(1 + total / count) for word, count in seen.items()}
    lookup: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, bag in bags_b.items():
        for word, mass in bag.items():
            lookup[word].append((j, mass))
    norm_a = {i: _norm(bag, rarity) for i, bag in bags_a.items()}
    norm_b = {j: _norm(bag, rarity) for j, bag in bags_b.items()}
    scored: list[_Candidate] = []
    weak: list[_Candidate] = []
    for i, bag in bags_a.items():
        dots: dict[int, float] = defaultdict(float)
        telling: dict[int, float] = defaultdict(float)
        shared: dict[int, float] = defaultdict(float)
        for word, mass in bag.items():
            places = lookup.get(word, ())
            if len(places) * seen[word] > _CROWD:
                continue
            rare = rarity[word]
            for j, other in places:
                dots[j] += mass * other * rare * rare
                least = (mass if mass < other else other) * rare
                shared[j] += least
                if mass != NAME != other:
                    telling[j] += least
        for j, dot in dots.items():
            if a[i].role != b[j].role or shared[j] < BESIDE[1]:
                continue
            score = dot / (norm_a[i] * norm_b[j])
            if score >= BETWEEN[0]:
                named = telling[j] < TELLING and score < NAMED
                strong = score * shared[j] >= WEIGHT and shared[j] >= EVIDENCE and not named
                # One minus a little: the same bag of words is not yet the same words.
                (scored if strong else weak).append(
                    _Candidate(i, j, min(score, 0.999), shared[j], score * shared[j])
                )
    best_a: dict[int, float] = defaultdict(float)
    best_b: dict[int, float] = defaultdict(float)
    for c in scored:
        best_a[c.left] = max(best_a[c.left], c.similarity)
        best_b[c.right] = max(best_b[c.right], c.similarity)
    for c in scored:
        near = c.similarity >= NEAR_BEST * max(best_a[c.left], best_b[c.right])
        (out if near else weak).append(c)
    return out, weak


def _same(a: Sequence[_Unit], b: Sequence[_Unit]) -> Iterator[_Candidate]:
    """Candidates with the same words: a longest common subsequence of all, and n-th with n-th."""
    number: dict[tuple[str, str], int] = {}
    ids_a = [number.setdefault((u.role, u.key), len(number)) for u in a]
    ids_b = [number.setdefault((u.role, u.key), len(number)) for u in b]
    pairs: set[tuple[int, int]] = set()
    # The matrix takes a bit for each pair of passages; the chain finds its way without it.
    opcodes = Indel.opcodes(ids_a, ids_b) if len(a) * len(b) <= _LARGEST else ()
    for op in opcodes:
        if op.tag == "equal":
            pairs.update(
                zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
            )
    where: dict[int, list[int]] = defaultdict(list)
    for j, name in enumerate(ids_b):
        where[name].append(j)
    nth: Counter[int] = Counter()
    for i, name in enumerate(ids_a):
        if nth[name] < len(where[name]):
            pairs.add((i, where[name][nth[name]]))
            nth[name] += 1
    for i, j in pairs:
        evidence = 1 + len(a[i].key) / 3
        yield _Candidate(i, j, 1.0, evidence, evidence)


def _norm(bag: dict[str, float], rarity: dict[str, float]) -> float:
    return sqrt(sum((mass * rarity[word]) ** 2 for word, mass in bag.items()))


def _match(a: Sequence[_Unit], b: Sequence[_Unit], left: str, right: str) -> _Found:
    """Choose among the candidates: by left index, the one chosen and whether it is in place."""
    candidates, weak = _candidates(a, b, left, right)
    chain = _supported(_chain(candidates, len(b)), len(b))
    chosen = {c.left: (c, True) for c in chain}
    taken = {c.right for c in chain}
    for c in sorted(candidates, key=lambda c: (-c.similarity, -c.weight, c.left, c.right)):
        if c.left in chosen or c.right in taken:
            continue
        if c.weight >= WEIGHT and c.evidence >= EVIDENCE:
            chosen[c.left] = (c, False)
            taken.add(c.right)
    if len(chosen) == 1 and min(len(a), len(b)) >= LONG:
        ((only, _),) = chosen.values()
        if only.weight < ONLY:
            chosen, taken, chain = {}, set(), []
    _beside(weak, chosen, taken)
    weak = [c for c in weak if c.evidence >= BETWEEN[1]]
    # Gaps of the chain: passages that stand alone together, in the same gap on both sides.
    lefts, rights = [c.left for c in chain], [c.right for c in chain]
    crowd = Counter(bisect_right(lefts, i) for i in range(len(a)) if i not in chosen)
    crowd_b = Counter(bisect_right(rights, j) for j in range(len(b)) if j not in taken)
    weak += _lone(a, b, left, right, chosen, taken, (lefts, rights))
    for c in sorted(weak, key=lambda c: (-c.similarity, c.left, c.right)):
        gap = bisect_right(lefts, c.left)
        if c.left in chosen or c.right in taken or gap != bisect_right(rights, c.right):
            continue
        if a[c.left].role == "head" or crowd[gap] + crowd_b[gap] <= 3:
            chosen[c.left] = (c, True)
            taken.add(c.right)
    return chosen


def _beside(weak: Sequence[_Candidate], chosen: _Found, taken: set[int]) -> None:
    """Choose among the ``weak`` those that follow a chosen pair on both sides, or go before it."""
    near = {(c.left, c.right): c for c in weak if c.similarity >= BESIDE[0]}
    queue = list(chosen.values())
    while queue:
        pair, in_place = queue.pop()
        for step in (1, -1):
            c = near.get((pair.left + step, pair.right + step))
            if c and c.left not in chosen and c.right not in taken:
                chosen[c.left] = (c, in_place)
                taken.add(c.right)
                queue.append((c, in_place))


def _lone(
    a: Sequence[_Unit],
    b: Sequence[_Unit],
    left: str,
    right: str,
    chosen: _Found,
    taken: set[int],
    chain: tuple[list[int], list[int]],
) -> Iterator[_Candidate]:
    """Candidates from gaps of the chain with one passage on either side, alike in wording."""
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in range(len(a)):
        if i not in chosen:
            gaps[bisect_right(chain[0], i)][0].append(i)
    for j in range(len(b)):
        if j not in taken:
            gaps[bisect_right(chain[1], j)][1].append(j)
    for ours, theirs in gaps.values():
        if len(ours) == len(theirs) == 1 and a[ours[0]].role == b[theirs[0]].role:
            words = [
                WORD.findall(text.lower(), unit.start, unit.end)
                for text, unit in ((left, a[ours[0]]), (right, b[theirs[0]]))
            ]
            score = Indel.normalized_similarity(*words)
            if score >= WORDING:
                yield _Candidate(ours[0], theirs[0], min(score, 0.999), 0.0, 0.0)


def _chain(candidates: Sequence[_Candidate], size: int) -> list[_Candidate]:
    """The heaviest chain of candidates that increases on both sides."""
    # A Fenwick tree over the right side: weight and end of the best chain up to a place.
    weights, ends = [0.0] * (size + 1), [-1] * (size + 1)
    before = [-1] * len(candidates)
    order = sorted(range(len(candidates)), key=lambda k: (candidates[k].left, -candidates[k].right))
    for k in order:
        _, at, _, _, weight = candidates[k]
        place = at + 1
        best, end = _best(weights, ends, at)
        before[k] = end
        best += weight
        while place <= size:
            if best > weights[place]:
                weights[place], ends[place] = best, k
            place += place & -place
    _, k = _best(weights, ends, size)
    chain = []
    while k >= 0:
        chain.append(candidates[k])
        k = before[k]
    return chain[::-1]


def _best(weights: list[float], ends: list[int], at: int) -> tuple[float, int]:
    best, end = 0.0, -1
    while at:
        if weights[at] > best:
            best, end = weights[at], ends[at]
        at &= at - 1
    return best, end


def _supported(chain: Sequence[_Candidate], size: int) -> list[_Candidate]:
    """The chain without short matches ("No.", "Mr.") that no neighbouring match holds up."""
    kept: set[_Candidate] = set()
    for row, step in ((chain, 1), (chain[::-1], -1)):
        here, there = (-1, -1) if step == 1 else (row[0].left + 1, size) if row else (0, 0)
        for c in row:
            touches = (c.left - here, c.right - there) == (step, step)
            if c.evidence >= EVIDENCE or touches:
                kept.add(c)
                here, there = c.left, c.right
    return [c for c in chain if c in kept]


def _pairs(
    a: Sequence[_Unit],
    b: Sequence[_Unit],
    found: _Found,
    left: str,
    right: str,
) -> Iterator[Pair]:
    """All passages in the order of the left text; one of the right alone follows its neighbour."""
    taken = {candidate.right for candidate, _ in found.values()}
    alone = [j for j in range(len(b)) if j not in taken]
    given = 0
    for i, unit in enumerate(a):
        at = (unit.start, unit.end)
        match = found.get(i)
        if match is None:
            yield Pair("left_only", at, None, 0.0)
            continue
        candidate, in_place = match
        while in_place and given < len(alone) and alone[given] < candidate.right:
            yield Pair("right_only", None, b[alone[given]][:2], 0.0)
            given += 1
        to = b[candidate.right][:2]
        edits = word_edits(left, at, right, to)
        op = "moved" if not in_place else "equal" if candidate.similarity == 1.0 else "edit"
        differ = differences(left, at, right, to) if edits else ()
        yield Pair(op, at, to, candidate.similarity, edits, differ)
    for j in alone[given:]:
        yield Pair("right_only", None, b[j][:2], 0.0)
