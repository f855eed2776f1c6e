"""Align two documents: two revisions of one text, or two accounts of one event.

Passages are sentences, each with the white space after it. Every sentence is a bag of weighted
words; pairs of sentences that share enough are candidates; the heaviest chain of candidates that
runs forward in both texts is the backbone, and what remains is paired wherever it stands and
called moved. One method serves both cases: identical sentences are candidates of similarity 1,
and in two revisions they carry the chain. Headlines meet headlines, captions captions; metadata
and boilerplate never meet the body.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

# 25 ms. Only the commands that compare texts pass here.
from rapidfuzz.distance import Indel

from rhetorictui import patterns
from rhetorictui.alignment import Alignment, Edit, Pair, Summary, alignment_record, summary
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

# Words that tell of no fact: function words, and those by which news reports anything at all.
_STOP_TEXT = """
    a about above after again against all almost along also although always am among an and another
    any anyone anything are aren't around as at away back be became because become been before began
    being below between both but by came can can't cannot come could couldn't did didn't do does
    doesn't doing don't done down during each either else even ever every everything few first for
    from further get gets getting go goes going gone got had hadn't has hasn't have haven't having
    he he's her here hers herself him himself his how however i i'm if in indeed into is isn't it
    it's its itself just kind know last later least less let let's like likely made make makes
    making many may maybe me might more most much must my myself neither never no nor not nothing
    now of off often on once one only onto or other others our ours ourselves out over own per
    perhaps put quite rather really same see seem seemed seems several shall she should shouldn't
    since so some someone something soon still such take taken takes than that that's the their
    theirs them themselves then there there's these they they're thing things think this those
    though through thus to together told too took toward towards two under until up upon us use used
    very want wanted wants was wasn't way we we're well went were weren't what whatever when where
    whether which while who whom whose why will with within without won't would wouldn't yet you
    you're your yours yourself according added adding asked told say saying says said statement
    report reported reports reporters spokesman spokeswoman spokesperson news monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr new time year years day days week weeks
    month months people called call calls
"""
_STOP = frozenset(_STOP_TEXT.split())
_NUMBERS_TEXT = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {name: str(value) for value, name in enumerate(_NUMBERS_TEXT.split())}
_ALSO = _NUMBERS | {"percent": "cent", "pct": "cent"}
_SUFFIX = patterns.compile(r"(?:ies|ied|ing|edly|ed|es|s|ly|e|ion|ions|ment|ments)$")

# A country and what belongs to it: Talvonia, Talvonian; China, Chinese; Israel, Israeli.
_NATION = patterns.compile(r"(?:i?ans?|i?a|ese|is?)$")

WEIGHT = 2.0
"""Least similarity of a pair times its evidence, the weight of the words shared: short passages
must be alike, of long ones it is enough that they share much. Two accounts of one event tell the
same fact among different others, so that similarity alone would pass most of them over."""
EVIDENCE = 6.5
"""Least weight of the words shared, so that two short sentences need more than a name."""
NEAR_BEST = 0.8
"""A candidate weaker than this share of the best of either of its sentences is dropped."""
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
_NAME = 1.25
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
    """Pairs of passages alike enough to be counterparts, and those that are if their place is."""
    out = list(_same(a, b))
    same_a = {c.left for c in out}
    same_b = {c.right for c in out}
    rest_a = [i for i in range(len(a)) if i not in same_a]
    rest_b = [j for j in range(len(b)) if j not in same_b]
    bags_a = {i: _bag(left, a[i]) for i in rest_a}
    bags_b = {j: _bag(right, b[j]) for j in rest_b}
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
                if mass != _NAME != other:
                    telling[j] += least
        for j, dot in dots.items():
            if a[i].role != b[j].role or shared[j] < BETWEEN[1]:
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
    out += (c for c in scored if c.similarity >= NEAR_BEST * max(best_a[c.left], best_b[c.right]))
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


def _bag(text: str, unit: _Unit) -> dict[str, float]:
    """The words of a passage that can tell of a fact, folded, with their weight.

    Figures weigh most, then names (a capital inside the passage) and long words.
    """
    counts: dict[str, int] = {}
    prior: dict[str, float] = {}
    # Compounds count by their parts: "35-percent" is a figure too.
    words = " ".join(WORD.findall(text, unit.start, unit.end)).replace("-", " ").split()
    for nth, word in enumerate(words):
        name, weight = _fold(word)
        if weight:
            if nth and weight < _NAME and word[0].isupper():
                weight = _NAME
            counts[name] = counts.get(name, 0) + 1
            if weight > prior.get(name, 0.0):
                prior[name] = weight
    return {name: (1 + log(count)) * prior[name] for name, count in counts.items()}


@lru_cache(1 << 14)
def _fold(word: str) -> tuple[str, float]:
    """A word without case, possessive and ending, and its weight: 0 if it tells of no fact."""
    low = word.lower().replace("’", "'")
    if len(word) > 1 and word.isupper():
        # Letters that stand for a name, with points or without: U.N., UN, and US is no pronoun.
        return low.removesuffix("'s").replace(".", ""), _NAME
    if low in _STOP:
        return "", 0.0
    low = low.removesuffix("'s")
    if low in _ALSO or low[0].isdigit():
        return _ALSO.get(low, low), 1.3
    if len(low) < 5:
        return low, 0.8 if len(low) < 4 else 1.0
    ending = _NATION if word[0].isupper() and _NATION.search(low) else _SUFFIX
    return ending.sub("", low), 1.1 if len(low) > 7 else 1.0


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
        yield Pair(op, at, to, candidate.similarity, edits)
    for j in alone[given:]:
        yield Pair("right_only", None, b[j][:2], 0.0)
