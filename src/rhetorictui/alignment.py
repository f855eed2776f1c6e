"""What a comparison of two documents is: aligned passages and, inside them, edits.

The same model as everything else: spans in code points, half-open, into each document's text. Two
invariants hold for every alignment. The passages of either side, sorted by their start,
concatenate to that side's text; and applying the edits of a pair to its left passage gives its
right passage, white space included. It stands beside ``document`` because the analysis that finds
alignments and the writers that draw them both speak of it. Standard library only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from rhetorictui.document import Document, Span

OPS = ("equal", "edit", "moved", "left_only", "right_only")
"""What a pair is. ``equal``: the same words in the same place (edits then touch white space only);
``edit``: a counterpart in its place, worded differently; ``moved``: a counterpart, the same or
reworded, whose place among the others differs; the rest stand on one side only."""

# Kept in step with ``rhetorictui.record.SCHEMA`` by a test; importing it would cost orjson.
SCHEMA = "rhetorictui/1"


class Edit(NamedTuple):
    """One change within a pair: ``op`` is replace, insert (left is empty) or delete."""

    op: str
    left: Span
    right: Span


class Difference(NamedTuple):
    """A figure that the two sides of a pair give differently, with what it counts."""

    left: Span
    right: Span


class Pair(NamedTuple):
    """A passage with its counterpart; the side that has none is None.

    ``similarity`` is 0 to 1: 1.0 for the same words, 0.0 where there is no counterpart.
    ``figures`` are those on which the sides differ.
    """

    op: str
    left: Span | None
    right: Span | None
    similarity: float
    edits: tuple[Edit, ...] = ()
    figures: tuple[Difference, ...] = ()


class Alignment(NamedTuple):
    """Passages in the order of the left text; those of the right alone follow their neighbours."""

    pairs: tuple[Pair, ...]


class Summary(NamedTuple):
    """Counts of pairs by op, and how much the two texts have in common, white space aside.

    ``left_matched`` and ``right_matched`` are the shares of each text that stand in a passage
    with a counterpart; ``verbatim`` is the share of both texts together that is the same word for
    word. All are 0 to 1; of two empty texts they are 1.
    """

    equal: int
    edit: int
    moved: int
    left_only: int
    right_only: int
    left_matched: float
    right_matched: float
    verbatim: float


def summary(alignment: Alignment, left: Document, right: Document) -> Summary:
    """Count the pairs of an ``alignment`` of ``left`` and ``right`` and measure what they share."""
    counts = dict.fromkeys(OPS, 0)
    matched = [0, 0]
    changed = [0, 0]
    texts = (left.text, right.text)
    totals = [_ink(text, (0, len(text))) for text in texts]
    for pair in alignment.pairs:
        counts[pair.op] += 1
        if pair.left is None or pair.right is None:
            continue
        for side, span in enumerate((pair.left, pair.right)):
            matched[side] += _ink(texts[side], span)
            spans = [edit.right if side else edit.left for edit in pair.edits]
            changed[side] += sum(_ink(texts[side], place) for place in spans)
    shares = [matched[side] / totals[side] if totals[side] else 1.0 for side in (0, 1)]
    both = sum(totals)
    same = (sum(matched) - sum(changed)) / both if both else 1.0
    return Summary(**counts, left_matched=shares[0], right_matched=shares[1], verbatim=same)


def _ink(text: str, span: Span) -> int:
    """The number of code points of ``span`` that are not white space."""
    return sum(map(len, text[span[0] : span[1]].split()))


def alignment_record(alignment: Alignment, left: Document, right: Document) -> dict[str, Any]:
    """The wire form of an alignment: one JSON-ready object of type ``alignment``."""
    counted = summary(alignment, left, right)
    return {
        "schema": SCHEMA,
        "type": "alignment",
        "left": _side(left),
        "right": _side(right),
        "summary": {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in counted._asdict().items()
        },
        "pairs": [
            {
                "op": pair.op,
                "left": _place(pair.left),
                "right": _place(pair.right),
                "similarity": round(pair.similarity, 4),
                "edits": [
                    {"op": edit.op, "left": list(edit.left), "right": list(edit.right)}
                    for edit in pair.edits
                ],
                "figures": [
                    {"left": list(figure.left), "right": list(figure.right)}
                    for figure in pair.figures
                ],
            }
            for pair in alignment.pairs
        ],
    }


def _side(doc: Document) -> dict[str, Any]:
    return {
        "id": doc.id,
        "digest": doc.digest,
        "source": doc.source,
        "title": doc.title,
        "outlet": doc.outlet,
        "published": doc.published,
        "updated": doc.updated,
        "length": len(doc.text),
    }


def _place(span: Span | None) -> dict[str, int] | None:
    return None if span is None else {"start": span[0], "end": span[1]}
