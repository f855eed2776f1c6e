"""Topics: themes that run through a set of articles, by non-negative factorisation of TF-IDF.

Lee & Seung 1999, Learning the parts of objects by non-negative matrix factorization; with the
deterministic start of Boutsidis & Gallopoulos 2008 (NNDSVD) and a fixed seed, so that the same
articles give the same topics, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rhetorictui.corpus.vectors import TooFewError, heaviest, vectors, written
from rhetorictui.record import SCHEMA, Record

SEED = 0
_PER_TOPIC = 3
"""Documents that there must be for each topic asked for."""
_MOST = 0.5


def topics(
    documents: Sequence[Mapping[str, Any]], k: int, *, terms: int = 10, articles: int = 5
) -> Iterator[Record]:
    """Records of type ``topic``, the largest first.

    ``documents`` are records of the task ``vectors.Terms``. ``share`` is the part of all weight
    that falls to a topic, ``main_documents`` the number of documents in which it weighs most, an
    article's ``weight`` the topic's share of that article. Raises TooFewError.
    """
    count = len(documents)
    if count < _PER_TOPIC * k:
        raise TooFewError(
            f"{k} topics need at least {_PER_TOPIC * k} articles, and there "
            f"{'is' if count == 1 else 'are'} {count}; ask for fewer topics with -k"
        )
    # Sums in another order differ in their last digits, and these decide between equal terms.
    documents = sorted(documents, key=lambda d: (d["terms"], d["id"]))
    least = 2 if count < 1000 else 5
    matrix, names = vectors(
        [d["terms"] for d in documents], least=least, most=_MOST, sublinear=True
    )
    if matrix.shape[1] < k:
        raise TooFewError("the articles have too few words in common for topics")
    import numpy as np
    from sklearn.decomposition import NMF

    model = NMF(k, init="nndsvd", random_state=SEED, max_iter=400, tol=1e-3)
    weights = _fitted(model, matrix)
    # Each topic's terms to unit sum, so that weights of documents can be compared.
    scale = model.components_.sum(axis=1)
    weights = weights * scale
    totals = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0)
    main = np.where(totals[:, 0] > 0, shares.argmax(axis=1), -1)
    overall = shares.mean(axis=0)
    heavy = [heaviest(component, names, terms) for component in model.components_]
    forms = written(documents, {term for found in heavy for term, _ in found})
    for number, topic in enumerate(np.argsort(-overall, kind="stable"), 1):
        best = np.lexsort((-weights[:, topic], -shares[:, topic].round(2)))[:articles]
        yield {
            "schema": SCHEMA, "type": "topic", "id": number, "documents": count,
            "main_documents": int((main == topic).sum()), "share": float(overall[topic]),
            "terms": [
                {"term": forms[t], "weight": w / float(scale[topic] or 1)}
                for t, w in heavy[topic]
            ],
            "articles": [
                {**{k: documents[i][k] for k in ("id", "title", "outlet", "published")},
                 "weight": float(shares[i, topic])}
                for i in best if main[i] == topic
            ],
        }  # fmt: skip


def _fitted(model: Any, matrix: Any) -> Any:
    import warnings

    with warnings.catch_warnings():
        # That it stopped at the last round is no news: topics are stable long before.
        warnings.simplefilter("ignore")
        return model.fit_transform(matrix)
