"""Stories: articles on one event, found by average-linkage clustering of what they are about.

Two clusters are joined while the mean cosine distance between their articles is at most a
threshold (Sokal & Michener 1958, UPGMA). At least one pair must then be that near, so clusters
never reach beyond the connected parts of the graph of near pairs: each part is clustered by
itself, with the same result, and the full matrix of distances is never made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rhetorictui.corpus.vectors import TooFewError, heaviest, vectors
from rhetorictui.record import SCHEMA, Record

THRESHOLD = 0.77
_BLOCK = 512
_LARGEST = 12_000
"""Documents of one connected part at most: its matrix of distances takes 4 n² bytes."""


def stories(
    documents: Sequence[Mapping[str, Any]],
    *,
    threshold: float = THRESHOLD,
    days: int | None = None,
    least: int = 2,
    terms: int = 8,
) -> Iterator[Record]:
    """Records of type ``story``, the largest first, of at least ``least`` documents.

    ``documents`` are records of the task ``vectors.Terms``. With ``days``, articles published
    further apart than that count as having nothing in common. Each document carries its
    similarity to its story, 0–1. Raises TooFewError for fewer than two documents or when the
    threshold joins too many.
    """
    if len(documents) < 2:
        raise TooFewError("stories need at least two articles")
    matrix, names = vectors([d["terms"] for d in documents], least=min(2, len(documents)))
    found = [group for group in clusters(matrix, threshold, _days(documents, days), days)
             if len(group) >= least]  # fmt: skip
    found.sort(key=lambda group: (-len(group), group[0]))
    import numpy as np

    for number, group in enumerate(found, 1):
        rows = matrix[group]
        centre = np.asarray(rows.mean(axis=0)).ravel()
        size = float(np.linalg.norm(centre)) or 1.0
        near = np.asarray(rows @ centre).ravel() / size
        dates = sorted(d for i in group if (d := documents[i]["published"]))
        yield {
            "schema": SCHEMA, "type": "story", "id": number, "size": len(group),
            "terms": [{"term": t, "weight": w} for t, w in heaviest(centre, names, terms)],
            "first": dates[0] if dates else None, "last": dates[-1] if dates else None,
            "outlets": sorted({o for i in group if (o := documents[i]["outlet"])}),
            "documents": [
                {**{k: documents[i][k] for k in ("id", "title", "outlet", "published")},
                 "similarity": float(min(s, 1.0))}
                for i, s in zip(group, near, strict=True)
            ],
        }  # fmt: skip


def clusters(
    matrix: Any, threshold: float, ordinals: Sequence[int | None] = (), days: int | None = None
) -> list[list[int]]:
    """The clusters of the rows of ``matrix`` (unit length), each in order, by their first row."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = matrix.shape[0]
    if not matrix.shape[1]:
        return [[row] for row in range(count)]
    near: tuple[list[Any], list[Any]] = ([], [])
    for start in range(0, count, _BLOCK):
        block = _similar(matrix[start : start + _BLOCK], matrix)
        _part(block, ordinals, range(start, start + block.shape[0]), range(count), days)
        rows, columns = np.nonzero(block >= 1 - threshold)
        near[0].append(rows + start)
        near[1].append(columns)
    rows, columns = np.concatenate(near[0]), np.concatenate(near[1])
    graph = coo_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    out: list[list[int]] = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        if len(members) > _LARGEST:
            raise TooFewError(
                f"{len(members):,} articles hang together at this threshold, more than can be "
                "told apart; lower --threshold, give --days, or choose by --since and --until"
            )
        out += _linked(matrix, members, threshold, ordinals, days)
    return sorted(out)


def _linked(
    matrix: Any, members: Any, threshold: float, ordinals: Sequence[int | None], days: int | None
) -> list[list[int]]:
    if len(members) == 1:
        return [[int(members[0])]]
    from sklearn.cluster import AgglomerativeClustering

    part = matrix[members]
    similar = _similar(part, part)
    _part(similar, ordinals, members, members, days)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
    )
    labels = model.fit_predict((1 - similar).clip(0))
    groups: dict[int, list[int]] = {}
    for member, label in zip(members, labels, strict=True):
        groups.setdefault(int(label), []).append(int(member))
    return list(groups.values())


def _similar(left: Any, right: Any) -> Any:
    return (left @ right.T).toarray()


def _part(
    similar: Any, ordinals: Sequence[int | None], rows: Sequence[int], columns: Sequence[int],
    days: int | None,
) -> None:  # fmt: skip
    """Take away the similarity of articles too far apart in time; undated ones keep theirs."""
    if days is None:
        return
    import numpy as np

    when = np.array([np.nan if o is None else o for o in ordinals], float)
    apart = np.abs(when[list(rows)][:, None] - when[list(columns)][None, :])
    similar[apart > days] = 0


def _days(documents: Sequence[Mapping[str, Any]], days: int | None) -> list[int | None]:
    """The day of publication of each document as a number, None where it is not stated."""
    out: list[int | None] = []
    for document in documents if days is not None else ():
        try:
            out.append(date.fromisoformat((document["published"] or "")[:10]).toordinal())
        except ValueError:
            out.append(None)
    return out
