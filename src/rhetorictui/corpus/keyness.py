"""Keyness: which words and phrases mark one set of documents against another.

Significance says whether a difference is there, effect size how large it is, dispersion whether
it is that of the set or of one article. Rows on which the numbers cannot be trusted say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhetorictui.corpus import measures
from rhetorictui.corpus.counting import Corpus, Vocabulary, dispersions, grams
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SORTS = ("g2", "log-ratio", "percent-diff")
_EXPECTED = ((15.13, 1), (10.83, 8), (6.63, 11), (0, 13))
"""The least expected count in either set for which a G² so large is to be trusted: at the level
of 0.01 % 1, of 0.1 % 8, of 1 % 11, of 5 % 13. Rayson, Berridge & Francis 2004, Extending the
Cochran rule for the comparison of word frequencies between corpora."""
LEAST_DOCUMENTS = 3
"""A word that marks fewer documents than this may mark these rather than the set."""
LEVEL = 0.05
SMALL = 2_000
"""Words under which a set is called small."""


@dataclass(frozen=True, slots=True)
class KeynessSettings:
    """What to compare and show. ``direction`` is positive, negative or both; ``minimum`` is the
    least count in both sets together."""

    sizes: tuple[int, int] = (1, 1)
    minimum: int = 3
    sort: str = "g2"
    direction: str = "both"
    top: int = 50
    reliable: bool = False


def keyness(
    target: Corpus, reference: Corpus, vocabulary: Vocabulary, settings: KeynessSettings
) -> Iterator[Record]:
    """Records of type ``keyness``, the most marked first, for each size of n-gram in turn.

    G² over four cells, Log Ratio, %DIFF, BIC, p and its Benjamini-Hochberg adjustment over all
    n-grams of that size that were compared; DP over the documents of the set in which it is the
    more frequent (see ``measures`` for the sources). Raises ValueError for a set without words.
    """
    for name, corpus in (("first", target), ("second", reference)):
        if not corpus.words:
            raise ValueError(f"the {name} set holds no words: nothing can be compared")
    for level in grams((target, reference), vocabulary, settings.sizes, settings.minimum):
        n1, n2 = target.places(level.size), reference.places(level.size)
        if not n1 or not n2:
            continue
        a, b = level.counts(0), level.counts(1)
        terms = sorted({*a, *b}, key=lambda i: level.names[i])
        g2 = [measures.log_likelihood(a[i], b[i], n1, n2) for i in terms]
        p = [measures.p_value(value) for value in g2]
        rows = []
        ranges = level.ranges(0), level.ranges(1)
        for i, value, chance, adjusted in zip(terms, g2, p, measures.adjusted(p), strict=True):
            positive = a[i] / n1 >= b[i] / n2
            if settings.direction not in ("both", "positive" if positive else "negative"):
                continue
            spread_over = ranges[0 if positive else 1][i]
            reason = doubts(a[i], b[i], n1, n2, value, spread_over, adjusted)
            if reason and settings.reliable:
                continue
            rows.append((i, {
                "schema": SCHEMA, "type": "keyness", "term": level.names[i], "size": level.size,
                "direction": "positive" if positive else "negative",
                "count": a[i], "reference_count": b[i],
                "per_million": 1e6 * a[i] / n1, "reference_per_million": 1e6 * b[i] / n2,
                "g2": value, "log_ratio": measures.log_ratio(a[i], b[i], n1, n2),
                "percent_diff": measures.percent_diff(a[i], b[i], n1, n2),
                "bic": measures.bayes_factor(value, n1 + n2), "p": chance, "p_adjusted": adjusted,
                "documents": ranges[0][i], "reference_documents": ranges[1][i], "dp": None,
                "reliable": not reason, "reason": reason or None,
            }))  # fmt: skip
        rows.sort(key=lambda row: _rank(row[1], settings.sort))
        if settings.top:
            del rows[settings.top :]
        for side, sizes in enumerate((target.sizes, reference.sizes)):
            own = [i for i, row in rows if (row["direction"] == "negative") == bool(side)]
            spread = dispersions(level.documents[side], sizes, own)
            for i, row in rows:
                if i in spread:
                    row["dp"] = spread[i]
        yield from (row for _, row in rows)


def doubts(a: int, b: int, n1: int, n2: int, g2: float, documents: int, p_adjusted: float) -> str:
    """Why a row cannot be trusted: ``rare`` (expected too few times for a G² of this size, see
    ``_EXPECTED``), ``few documents`` (fewer than ``LEAST_DOCUMENTS``), ``may be chance`` (adjusted
    p above ``LEVEL``), parted by semicolons; nothing where it can."""
    reasons = []
    needed = next(least for value, least in _EXPECTED if g2 >= value)
    if (a + b) * min(n1, n2) / (n1 + n2) < needed:
        reasons.append("rare")
    if documents < LEAST_DOCUMENTS:
        reasons.append("few documents")
    if p_adjusted > LEVEL:
        reasons.append("may be chance")
    return "; ".join(reasons)


def _rank(row: Record, sort: str) -> tuple[bool, float, float]:
    """Trusted rows first where size of effect decides, for the rarest words have the largest."""
    if sort == "g2":
        return False, -row["g2"], -row["count"]
    if sort == "log-ratio":
        return not row["reliable"], -abs(row["log_ratio"]), -row["g2"]
    effect = row["percent_diff"]
    # Absent from the second set: larger than any percentage.
    size = float("inf") if effect is None else abs(effect)
    return not row["reliable"], -size, -row["g2"]


def cautions(sides: Sequence[tuple[str, Corpus]]) -> Iterator[tuple[str, str]]:
    """Which of the named sets is so small that the comparison says little, and what to say."""
    for name, corpus in sides:
        if corpus.words < SMALL or len(corpus.documents) < LEAST_DOCUMENTS:
            articles = (
                "1 article"
                if len(corpus.documents) == 1
                else (f"{len(corpus.documents):,} articles")
            )
            yield (
                name,
                (
                    f"only {corpus.words:,} words in {articles}: take differences for hints, "
                    "and look at the column of doubts"
                ),
            )
