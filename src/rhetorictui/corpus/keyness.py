"""Keyness: which words and phrases mark one set of documents against another.

Significance says whether a difference is there, effect size how large it is, dispersion whether
it is that of the set or of one article. Rows on which the numbers cannot be trusted say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np  # 140 ms, as in grams

from rhetorictui.corpus import measures
from rhetorictui.corpus.grams import Corpus, Vocabulary, forms, grams, names, spread
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from rhetorictui.corpus.grams import Counts, Figures

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
    """What to compare and show. ``sort`` is g2, log-ratio or percent-diff, ``direction`` positive,
    negative or both; ``minimum`` is the least count in both sets together."""

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
    known = list(vocabulary)
    for level in grams((target, reference), vocabulary, settings.sizes, settings.minimum):
        n1, n2 = target.places(level.size), reference.places(level.size)
        if not n1 or not n2:
            continue
        every = np.ones(len(level.words), bool)
        every[0] = False
        spreads = [
            spread(corpus, ids, every)
            for corpus, ids in zip((target, reference), level.ids, strict=True)
        ]
        table = compare(level.counts, (n1, n2), [s.documents for s in spreads])

        chosen = list(ranked(table, every, partial(names, level, known), settings))
        terms = forms((target, reference), level, known, [i for i, _ in chosen])
        for (i, folded), term in zip(chosen, terms, strict=True):
            row = table.row(i)
            side = 0 if row["direction"] == "positive" else 1
            row["dp"] = float(spreads[side].dp[i])
            yield {"schema": SCHEMA, "type": "keyness", "term": term, "folded": folded,
                   "size": level.size, **row}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Two sets compared: by id, counts and what follows from them; the sizes of both sets."""

    counts: tuple[Counts, Counts]
    sizes: tuple[int, int]
    documents: tuple[Counts, Counts]
    positive: NDArray[np.bool_]
    g2: Figures
    p: Figures
    adjusted: Figures
    doubts: dict[str, NDArray[np.bool_]]

    def row(self, i: int) -> Record:
        """The figures of one id, as a record of type ``keyness`` has them."""
        (a, b), (n1, n2) = (int(side[i]) for side in self.counts), self.sizes
        g2 = float(self.g2[i])
        reason = "; ".join(name for name, doubted in self.doubts.items() if doubted[i])
        return {
            "direction": "positive" if self.positive[i] else "negative",
            "count": a, "reference_count": b,
            "per_million": 1e6 * a / n1, "reference_per_million": 1e6 * b / n2,
            "g2": g2, "log_ratio": measures.log_ratio(a, b, n1, n2),
            "percent_diff": measures.percent_diff(a, b, n1, n2),
            "bic": measures.bayes_factor(g2, n1 + n2),
            "p": float(self.p[i]), "p_adjusted": float(self.adjusted[i]),
            "documents": int(self.documents[0][i]),
            "reference_documents": int(self.documents[1][i]), "dp": None,
            "reliable": not reason, "reason": reason or None,
        }  # fmt: skip


def compare(counts: Sequence[Counts], sizes: tuple[int, int], documents: Sequence[Counts]) -> Table:
    """The comparison of two sets; index 0 of ``counts`` and ``documents`` is nothing's.

    Doubts: ``rare`` (expected too few times for a G² of this size, see ``_EXPECTED``), ``few
    documents`` (fewer than ``LEAST_DOCUMENTS`` in the set that it marks), ``may be chance``
    (adjusted p above ``LEVEL``).
    """
    (a, b), (n1, n2) = counts, sizes
    g2 = log_likelihoods(a, b, n1, n2)
    g2[0] = 0
    p = np.array([measures.p_value(value) for value in g2.tolist()])
    adjusted = np.ones(len(p))
    adjusted[1:] = measures.adjusted(p[1:].tolist())
    positive = a / n1 >= b / n2
    needed = np.select([g2 >= value for value, _ in _EXPECTED], [least for _, least in _EXPECTED])
    doubts = {
        "rare": (a + b) * min(n1, n2) / (n1 + n2) < needed,
        "few documents": np.where(positive, *documents) < LEAST_DOCUMENTS,
        "may be chance": adjusted > LEVEL,
    }
    return Table((a, b), sizes, (documents[0], documents[1]), positive, g2, p, adjusted, doubts)


def log_likelihoods(a: Counts, b: Counts, n1: float, n2: float) -> Figures:
    """``measures.log_likelihood`` of many words at once."""
    n = n1 + n2
    total = np.zeros(len(a))
    for size, seen in ((n1, a), (n2, b)):
        for observed, margin in ((seen, a + b), (size - seen, n - a - b)):
            here = observed > 0
            seen_here = observed[here]
            total[here] += seen_here * np.log(seen_here * n / (size * margin[here]))
    return (2 * total).clip(0)


def ranked(
    table: Table,
    wanted: NDArray[np.bool_],
    naming: Callable[[Sequence[int]], list[str]],
    settings: KeynessSettings,
) -> Iterator[tuple[int, str]]:
    """The ids to show of those ``wanted``, the most marked first, with their names.

    Trusted ones come first where size of effect decides, for the rarest words have the largest.
    """
    doubted = np.logical_or.reduce(list(table.doubts.values()))
    if settings.direction != "both":
        wanted = wanted & (table.positive == (settings.direction == "positive"))
    if settings.reliable:
        wanted = wanted & ~doubted
    (a, b), (n1, n2) = table.counts, table.sizes
    # Equal but for the last bits is equal: the name then decides.
    keys: list[NDArray[Any]] = [-table.g2.round(9)]
    if settings.sort == "g2":
        keys.append(-a)
    elif settings.sort == "log-ratio":
        effect = np.abs(np.log2(np.maximum(a, 0.5) / n1 / (np.maximum(b, 0.5) / n2)))
        keys = [doubted, -effect.round(9), *keys]
    else:
        # Absent from the second set: larger than any percentage.
        effect = np.full(len(a), np.inf)
        np.divide(np.abs(a / n1 - b / n2), b / n2, out=effect, where=b > 0)
        keys = [doubted, -effect.round(9), *keys]
    found = np.flatnonzero(wanted)
    found = found[np.lexsort([key[found] for key in reversed(keys)])]
    if settings.top and len(found) > settings.top:
        # As many as are wanted, and those that equal the last one.
        last = found[settings.top - 1]
        ties = np.logical_and.reduce([key[found] == key[last] for key in keys])
        found = found[: max(settings.top, int(np.flatnonzero(ties)[-1]) + 1)]
    ids = found.tolist()
    columns = zip(*(key[found].tolist() for key in keys), strict=True)
    rows = sorted(zip(columns, naming(ids), ids, strict=True))
    for _, name, i in rows[: settings.top or None]:
        yield i, name


def cautions(sides: Sequence[tuple[str, Corpus]]) -> Iterator[tuple[str, str]]:
    """Which of the named sets is so small that the comparison says little, and what to say."""
    for name, corpus in sides:
        if 0 < corpus.words < SMALL or 0 < corpus.documents < LEAST_DOCUMENTS:
            articles = "1 article" if corpus.documents == 1 else f"{corpus.documents:,} articles"
            yield (
                name,
                (
                    f"only {corpus.words:,} words in {articles}: take differences for hints, "
                    "and look at the column of doubts"
                ),
            )
