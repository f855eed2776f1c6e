"""Measures of corpus linguistics: keyness, effect size, dispersion, collocation.

Each is one formula of its paper on plain numbers; what to count and where is decided elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def log_likelihood(a: float, b: float, n1: float, n2: float) -> float:
    """G² of a word seen ``a`` times in ``n1`` words against ``b`` times in ``n2``.

    The four cells of the 2×2 table: 2 Σ O ln(O / E) with E from the margins.
    Dunning 1993, Accurate Methods for the Statistics of Surprise and Coincidence.
    """
    n = n1 + n2
    if not n1 or not n2:
        return 0.0
    total = 0.0
    for size, seen in ((n1, a), (n2, b)):
        for observed, margin in ((seen, a + b), (size - seen, n - a - b)):
            if observed > 0:
                total += observed * math.log(observed * n / (size * margin))
    return max(2 * total, 0.0)


def log_ratio(a: float, b: float, n1: float, n2: float) -> float:
    """Binary logarithm of the ratio of relative frequencies; a count of 0 is taken as 0.5.

    Hardie 2014, Log Ratio – an informal introduction.
    """
    return math.log2((max(a, 0.5) / n1) / (max(b, 0.5) / n2))


def percent_diff(a: float, b: float, n1: float, n2: float) -> float | None:
    """Difference of relative frequencies in per cent of the second; None where that is 0.

    Gabrielatos & Marchi 2011, Keyness: matching metrics to definitions.
    """
    return None if not b else 100 * (a / n1 - b / n2) / (b / n2)


def bayes_factor(g2: float, n: float) -> float:
    """Bayesian information criterion of a G² with one degree of freedom over ``n`` words.

    G² − ln n; above 2 is positive, above 6 strong, above 10 very strong evidence.
    Wilson 2013, Embracing Bayes Factors for Key Item Analysis in Corpus Linguistics.
    """
    return g2 - math.log(n)


def p_value(g2: float) -> float:
    """Probability of a G² this large by chance: the upper tail of chi² with one degree."""
    return math.erfc(math.sqrt(g2 / 2))


def adjusted(p_values: Sequence[float]) -> list[float]:
    """The p values corrected for their number, in the order given; none exceeds 1.

    Benjamini & Hochberg 1995, Controlling the False Discovery Rate.
    """
    count = len(p_values)
    out = [1.0] * count
    least = 1.0
    for rank, index in enumerate(sorted(range(count), key=lambda i: -p_values[i])):
        least = min(least, p_values[index] * count / (count - rank))
        out[index] = least
    return out


def deviation_of_proportions(counts: Sequence[float], sizes: Sequence[float]) -> float:
    """Gries' DP: 0 where a word is spread like the text itself, towards 1 where it is clumped.

    ``counts`` holds the word's count in each part, ``sizes`` the words of each part;
    DP = ½ Σ |countᵢ / Σ counts − sizeᵢ / Σ sizes|. Gries 2008, Dispersions and adjusted
    frequencies in corpora. A word that does not occur has no dispersion: ValueError.
    """
    seen, size = sum(counts), sum(sizes)
    if not seen or not size:
        raise ValueError("dispersion needs at least one occurrence")
    return sum(abs(c / seen - s / size) for c, s in zip(counts, sizes, strict=True)) / 2


def mutual_information(both: float, first: float, second: float, n: float) -> float:
    """Pointwise mutual information in bits: log₂ (both · n / (first · second)).

    Church & Hanks 1990, Word Association Norms, Mutual Information, and Lexicography.
    """
    return math.log2(both * n / (first * second))


def t_score(both: float, first: float, second: float, n: float) -> float:
    """(both − first · second / n) / √both. Church et al. 1991, Using Statistics in Lexical
    Analysis; the variance is taken as the observed count."""
    return (both - first * second / n) / math.sqrt(both)


def log_dice(both: float, first: float, second: float) -> float:
    """14 + log₂ (2 · both / (first + second)); at most 14, independent of the corpus' size.

    Rychlý 2008, A Lexicographer-Friendly Association Score.
    """
    return 14 + math.log2(2 * both / (first + second))
