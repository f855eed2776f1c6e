"""Documents as TF-IDF vectors of what they are about: shared by stories and topics.

The only analyses that need scikit-learn; it is imported inside, for it costs 1.5 s.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rhetorictui.corpus.candidates import chunks, read
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.document import Document
from rhetorictui.record import Record

SEP = "\t"
_ABOUT = frozenset("NxgK")
_OPENS = 100  # tokens


class TooFewError(ValueError):
    """There are too few documents for the analysis; the message says how many it takes."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The task of both: the terms of each document, with what is shown of it.

    Terms are nouns, plurals folded into singulars, and noun phrases of two words. What stands in
    the opening counts twice: there a report says what happened, before it says what people say.
    """

    selection: Selection = ALL

    def __call__(self, doc: Document) -> Iterator[Record]:
        if self.selection.takes(doc):
            yield {
                "id": doc.id, "title": doc.title, "outlet": doc.outlet,
                "published": doc.published, "terms": SEP.join(terms_of(doc)),
            }  # fmt: skip


def terms_of(doc: Document) -> list[str]:
    """The terms of a document, each as often as it stands there."""
    tokens = read(doc.text, doc.zones)
    codes, folded = tokens.codes, tokens.folded
    places = [at for at, code in enumerate(codes) if code in _ABOUT and len(folded[at]) > 1]
    pairs = [at for start, end in chunks(codes, 2) for at in range(start, end - 1)]
    places += places[: bisect_left(places, _OPENS)]
    pairs += pairs[: bisect_left(pairs, _OPENS)]
    return [*(folded[at] for at in places), *(f"{folded[at]} {folded[at + 1]}" for at in pairs)]


def vectors(
    terms: Sequence[str], *, least: int, most: float = 1.0, sublinear: bool = False
) -> tuple[Any, Any]:
    """TF-IDF (smooth idf, unit length) of documents as ``Terms`` writes them, one row each, and
    the terms of the columns. Terms in fewer than ``least`` documents or more than the share
    ``most`` of them are left out; where none is left, both are empty."""
    # 1.5 s: scipy and scikit-learn.
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        analyzer=_split, min_df=least, max_df=most, sublinear_tf=sublinear, dtype=np.float32
    )
    try:
        matrix = vectorizer.fit_transform(terms)
    except ValueError:  # no term is left
        return np.zeros((len(terms), 0), np.float32), np.zeros(0, str)
    return matrix, vectorizer.get_feature_names_out()


def _split(terms: str) -> list[str]:
    return terms.split(SEP) if terms else []


def heaviest(weights: Any, names: Any, count: int) -> list[tuple[str, float]]:
    """The ``count`` terms of most weight, a word that is part of a heavier phrase left out."""
    order = weights.argsort(kind="stable")[::-1][: 4 * count]
    out: list[tuple[str, float]] = []
    for index in order:
        weight, name = float(weights[index]), str(names[index])
        if weight <= 0 or len(out) == count:
            break
        words = set(name.split())
        if not any(words <= set(other.split()) or set(other.split()) <= words for other, _ in out):
            out.append((name, weight))
    return out
