"""TF-IDF exactly as scikit-learn's ``TfidfVectorizer`` defines it, in plain Python.

Tokens are runs of two or more word characters (``\\b\\w\\w+\\b``); n-grams are built after stop
words are removed. With N documents and df of them holding a term, the smooth inverse document
frequency is ``ln((1 + N) / (1 + df)) + 1`` (without smoothing ``ln(N / df) + 1``), the term
frequency is the count or, sublinear, ``1 + ln(count)``, and the weights of a document are divided
by their norm.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"(?u)\b\w\w+\b")


@dataclass(frozen=True, slots=True)
class TfidfSettings:
    """The options of ``TfidfVectorizer`` by the same names and with the same meaning.

    ``min_df`` and ``max_df`` are counts when whole numbers, shares of the documents when floats.
    """

    ngram_range: tuple[int, int] = (1, 1)
    min_df: int | float = 1
    max_df: int | float = 1.0
    sublinear_tf: bool = False
    smooth_idf: bool = True
    norm: Literal["l1", "l2"] | None = "l2"
    stop_words: frozenset[str] = frozenset()
    lowercase: bool = True


def terms(text: str, settings: TfidfSettings = TfidfSettings()) -> list[str]:
    """The n-grams of ``text``, one for each occurrence."""
    words: Sequence[str] = _TOKEN.findall(text.lower() if settings.lowercase else text)
    if settings.stop_words:
        words = [word for word in words if word not in settings.stop_words]
    shortest, longest = settings.ngram_range
    return [
        " ".join(words[at : at + size])
        for size in range(shortest, min(longest, len(words)) + 1)
        for at in range(len(words) - size + 1)
    ]


def tfidf(
    texts: Iterable[str],
    settings: TfidfSettings = TfidfSettings(),
) -> list[dict[str, float]]:
    """One dict of term to weight for each text, in the order given.

    A text none of whose terms is kept gives an empty dict. Raises ValueError when ``max_df`` stands
    for fewer documents than ``min_df``.
    """
    counts = [Counter(terms(text, settings)) for text in texts]
    idf = inverse_frequencies(counts, settings)
    return [weights(found, idf, settings) for found in counts]


def inverse_frequencies(
    counts: Iterable[Counter[str]],
    settings: TfidfSettings = TfidfSettings(),
) -> dict[str, float]:
    """The inverse document frequency of each term kept; one pass over the documents' counts.

    Raises ValueError when ``max_df`` stands for fewer documents than ``min_df``.
    """
    frequency: Counter[str] = Counter()
    total = 0
    for found in counts:
        frequency.update(found.keys())
        total += 1
    least = settings.min_df if isinstance(settings.min_df, int) else settings.min_df * total
    most = settings.max_df if isinstance(settings.max_df, int) else settings.max_df * total
    if most < least:
        raise ValueError(
            f"max_df stands for {most:g} documents, fewer than min_df, {least:g}; "
            "lower min_df or raise max_df"
        )
    smooth = int(settings.smooth_idf)
    return {
        term: log((total + smooth) / (df + smooth)) + 1
        for term, df in frequency.items()
        if least <= df <= most
    }


def weights(
    counts: Counter[str], idf: dict[str, float], settings: TfidfSettings
) -> dict[str, float]:
    """The weights of one document's terms, given the counts of its terms."""
    out = {
        term: (1 + log(n) if settings.sublinear_tf else n) * idf[term]
        for term, n in counts.items()
        if term in idf
    }
    if settings.norm is None:
        return out
    values = out.values()
    size = sqrt(sum(v * v for v in values)) if settings.norm == "l2" else sum(values)
    return {term: weight / size for term, weight in out.items()}
