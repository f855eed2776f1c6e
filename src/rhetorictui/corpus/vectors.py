"""Documents as TF-IDF vectors of what they are about: shared by stories and topics.

The only analyses that need scikit-learn; it is imported inside, for it costs 1.5 s.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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
                "published": doc.published, **terms_of(doc),
            }  # fmt: skip


def terms_of(doc: Document) -> dict[str, str]:
    """The ``terms`` of a document, each as often as it stands there, and its ``forms``: term and
    commonest form by turns, of those that the document writes otherwise."""
    tokens = read(doc.text, doc.zones)
    codes, folded, written = tokens.codes, tokens.folded, tokens.written()
    places = [at for at, code in enumerate(codes) if code in _ABOUT and len(folded[at]) > 1]
    pairs = [at for start, end in chunks(codes, 2) for at in range(start, end - 1)]
    forms: dict[str, dict[str, int]] = {}
    for term, form in chain(
        [(folded[at], written[at]) for at in places],
        [(f"{folded[at]} {folded[at + 1]}", f"{written[at]} {written[at + 1]}") for at in pairs],
    ):
        counts = forms.setdefault(term, {})
        counts[form] = counts.get(form, 0) + 1
    places += places[: bisect_left(places, _OPENS)]
    pairs += pairs[: bisect_left(pairs, _OPENS)]
    terms = [*(folded[at] for at in places), *(f"{folded[at]} {folded[at + 1]}" for at in pairs)]
    common = [(term, max(found, key=found.__getitem__)) for term, found in forms.items()]
    others = chain.from_iterable([(term, form) for term, form in common if term != form])
    return {"terms": SEP.join(terms), "forms": SEP.join(others)}


def written(documents: Iterable[Mapping[str, Any]], terms: Container[str]) -> dict[str, str]:
    """How most of the documents that have it write each of these terms; on a tie one in
    lower case, then the first in the alphabet."""
    counts: dict[str, dict[str, int]] = {}
    for document in documents:
        forms = _split(document["forms"])
        others = {
            term: form for term, form in zip(forms[::2], forms[1::2], strict=True) if term in terms
        }
        for term in {term for term in _split(document["terms"]) if term in terms}:
            form = others.get(term, term)
            found = counts.setdefault(term, {})
            found[form] = found.get(form, 0) + 1
    return {
        term: min(found, key=lambda form: (-found[form], not form.islower(), form))
        for term, found in counts.items()
    }


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
    """The ``count`` terms of most weight. A word that is part of a heavier phrase is left out, and
    so are both words of a phrase that weighs half as much as the lesser of them, or more: it takes
    their place with that word's weight."""
    order = weights.argsort(kind="stable")[::-1][: 4 * count]
    found = {str(names[index]): float(weights[index]) for index in order if weights[index] > 0}
    for phrase, weight in list(found.items()):
        first, space, last = phrase.partition(" ")
        if space and first != last and first in found and last in found:
            lesser = min(found[first], found[last])
            if lesser / 2 <= weight < lesser:
                found[phrase] = lesser
                del found[first], found[last]
    out: list[tuple[str, float]] = []
    for name, weight in sorted(found.items(), key=lambda item: -item[1]):
        if len(out) == count:
            break
        words = set(name.split())
        if not any(words <= set(other.split()) or set(other.split()) <= words for other, _ in out):
            out.append((name, weight))
    return out
