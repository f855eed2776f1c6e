"""Stories: articles on one event, found by average-linkage clustering of what they are about.

Two clusters are joined while the mean cosine distance between their articles is at most a
threshold (Sokal & Michener 1958, UPGMA). At least one pair must then be that near, so clusters
never reach beyond the connected parts of the graph of near pairs: of large sets each part is
clustered by itself, with the same result, and the full matrix is never made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rhetorictui.corpus.vectors import TooFewError, heaviest, vectors, written
from rhetorictui.record import SCHEMA, Record

THRESHOLD = 0.77
_BLOCK = 512
_LARGEST = 12_000
"""Documents of one connected part at most: its matrix of similarities takes 4 n² bytes."""


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
        heavy = heaviest(centre, names, terms)
        forms = written((documents[i] for i in group), {term for term, _ in heavy})
        dates = sorted(d for i in group if (d := documents[i]["published"]))
        yield {
            "schema": SCHEMA, "type": "story", "id": number, "size": len(group),
            "terms": [{"term": forms[t], "weight": w} for t, w in heavy],
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
    count = matrix.shape[0]
    if not matrix.shape[1]:
        return [[row] for row in range(count)]
    out: list[list[int]] = []
    for members in _parts(matrix, threshold, ordinals, days):
        if len(members) > _LARGEST:
            raise TooFewError(
                f"{len(members):,} articles hang together at this threshold, more than can be "
                "told apart; lower --threshold, give --days, or choose by --since and --until"
            )
        similar = _similarities(matrix, members, ordinals, days)
        out += (sorted(members[group].tolist()) for group in linked(similar, 1 - threshold))
    return sorted(out)


def _parts(
    matrix: Any, threshold: float, ordinals: Sequence[int | None], days: int | None
) -> Iterator[Any]:
    """The rows of the connected parts; what fits into one matrix may as well be one part."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = matrix.shape[0]
    if count <= _LARGEST:
        yield np.arange(count)
        return
    near: tuple[list[Any], list[Any]] = ([], [])
    everything = np.arange(count)
    for start in range(0, count, _BLOCK):
        block = everything[start : start + _BLOCK]
        similar = (matrix[block] @ matrix.T).toarray()
        _part(similar, ordinals, block, everything, days)
        rows, columns = np.nonzero(similar >= 1 - threshold)
        near[0].append((rows + start).astype(np.int32))
        near[1].append(columns.astype(np.int32))
    rows, columns = np.concatenate(near[0]), np.concatenate(near[1])
    graph = coo_matrix((np.ones(len(rows), bool), (rows, columns)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    for label in np.unique(labels):
        yield np.flatnonzero(labels == label)


def _similarities(
    matrix: Any, members: Any, ordinals: Sequence[int | None], days: int | None
) -> Any:
    """The cosines of the rows ``members`` with each other, filled block by block."""
    import numpy as np

    part = matrix[members]
    out = np.empty((len(members), len(members)), matrix.dtype)
    for start in range(0, len(members), _BLOCK):
        rows = slice(start, start + _BLOCK)
        # Half of them: the others are the same.
        similar = (part[rows] @ part[start:].T).toarray()
        _part(similar, ordinals, members[rows], members[start:], days)
        out[rows, start:] = similar
        out[start:, rows] = similar.T
    return out


def linked(similar: Any, least: float) -> list[list[int]]:
    """The clusters of average linkage (UPGMA) that are joined above the mean similarity ``least``.

    ``similar`` is symmetric and is written over. By chains of nearest neighbours (Murtagh 1983, A
    survey of recent advances in hierarchical clustering algorithms): two clusters that are each
    other's nearest may be joined at once, for nothing that is joined later comes nearer to them
    (average linkage is reducible). For the same reason a cluster without a neighbour above
    ``least`` is finished. Time grows with n², memory is that of ``similar``.
    """
    import numpy as np

    count = len(similar)
    np.fill_diagonal(similar, -np.inf)
    sizes = [1] * count
    groups = [[i] for i in range(count)]
    gone = np.zeros(count, similar.dtype)
    done: list[list[int]] = []
    chain: list[int] = []
    for first in range(count):
        chain = [first] if not gone[first] else []
        while chain:
            at = chain[-1]
            row = similar[at] + gone
            near = int(row.argmax())
            if not row[near] > least:
                # Only the chain's first can be so: others are near to the one before them.
                done.append(groups[at])
                gone[at] = -np.inf
                chain.pop()
            elif len(chain) == 1 or row[chain[-2]] < row[near]:
                chain.append(near)
            else:
                near = chain[-2]
                del chain[-2:]
                mean = (sizes[at] * similar[at] + sizes[near] * similar[near]) / (
                    sizes[at] + sizes[near]
                )
                similar[near] = similar[:, near] = mean
                similar[near, near] = -np.inf
                sizes[near] += sizes[at]
                groups[near] += groups[at]
                gone[at] = -np.inf
                if not chain:
                    chain = [near]
    return done


def _part(
    similar: Any, ordinals: Sequence[int | None], rows: Any, columns: Any, days: int | None
) -> None:
    """Take away the similarity of articles too far apart in time; undated ones keep theirs."""
    if days is None:
        return
    import numpy as np

    when = np.array([np.nan if o is None else o for o in ordinals], float)
    apart = np.abs(when[rows][:, None] - when[columns][None, :])
    similar[apart > days] = 0


def _days(documents: Sequence[Mapping[str, Any]], days: int | None) -> list[int | None]:
    """The day of publication of each document as a number, None where it is not stated."""
    return [_day(document["published"]) for document in documents if days is not None]


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def lasts(story: Mapping[str, Any]) -> int:
    """The days from the first to the last dated article of a story; 0 where they are not known."""
    first, last = _day(story["first"]), _day(story["last"])
    return last - first if first is not None and last is not None else 0
