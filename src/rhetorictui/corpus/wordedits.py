"""The changes that turn one passage into another, by words.

Matched words are anchors; whatever lies between two anchors, white space included, is either the
same on both sides or one edit. So the edits rebuild the right passage from the left one whatever
the matching did, and white space never confuses the matching.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# 25 ms. Only the commands that compare texts pass here.
from rapidfuzz.distance import Indel

from rhetorictui import patterns
from rhetorictui.alignment import Edit

if TYPE_CHECKING:
    from rhetorictui.document import Span

_TOKEN = patterns.compile(r"\w+(?:['’.\-‐‑]\w+|,\d+)*|[^\w\s]")
# Words too common to be worth keeping as islands of sameness inside a rewritten stretch.
_SMALL_TEXT = """
    a an and as at be been by for from had has have he her his in is it its of on or our s she so
    that the their them they this to was we were which who will with would you
"""
_SMALL = frozenset(_SMALL_TEXT.split())
_MOST = 6_000_000
"""Beyond this product of token counts a passage is compared by its common edges alone: the
matching is quadratic, and such a passage is no sentence but a file without line ends."""


def word_edits(left: str, at: Span, right: str, to: Span) -> tuple[Edit, ...]:
    """Edits that turn ``left[at]`` into ``right[to]``, in order, as spans of the whole texts.

    Word-level longest common subsequence (insertions and deletions, bit-parallel: Hyyrö 2004);
    a common word or two of no weight between two changes becomes part of the change.
    """
    if left[at[0] : at[1]] == right[to[0] : to[1]]:
        return ()
    ours = [m.span() for m in _TOKEN.finditer(left, *at)]
    theirs = [m.span() for m in _TOKEN.finditer(right, *to)]
    edits: list[Edit] = []
    here, there = at[0], to[0]
    for i, j in _without_islands(left, ours, theirs, _anchors(left, ours, right, theirs)):
        _gap(left, (here, ours[i][0]), right, (there, theirs[j][0]), edits)
        here, there = ours[i][1], theirs[j][1]
    _gap(left, (here, at[1]), right, (there, to[1]), edits)
    return tuple(edits)


def _anchors(left: str, ours: list[Span], right: str, theirs: list[Span]) -> list[tuple[int, int]]:
    """Indices of the tokens that are the same on both sides, increasing on both."""
    a = [left[s:e] for s, e in ours]
    b = [right[s:e] for s, e in theirs]
    head, least = 0, min(len(a), len(b))
    while head < least and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < least - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    pairs = [(k, k) for k in range(head)]
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if inner_a and inner_b and len(inner_a) * len(inner_b) <= _MOST:
        for op in Indel.opcodes(inner_a, inner_b):
            if op.tag == "equal":
                pairs += zip(
                    range(head + op.src_start, head + op.src_end),
                    range(head + op.dest_start, head + op.dest_end),
                    strict=True,
                )
    pairs += ((len(a) - k, len(b) - k) for k in range(tail, 0, -1))
    return pairs


def _without_islands(
    left: str, ours: list[Span], theirs: list[Span], anchors: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Drop runs of anchors that hold small words only and are shorter than the changes around."""
    runs: list[list[tuple[int, int]]] = []
    for pair in anchors:
        if runs and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    kept: list[tuple[int, int]] = []
    for place, run in enumerate(runs):
        (i, j), (k, m) = run[0], run[-1]
        before = (i - kept[-1][0] - 1, j - kept[-1][1] - 1) if kept else (i, j)
        after_i, after_j = runs[place + 1][0] if place + 1 < len(runs) else (len(ours), len(theirs))
        least = min(max(before), max(after_i - k - 1, after_j - m - 1))
        if least < len(run) or not all(_weightless(left[slice(*ours[n])]) for n, _ in run):
            kept += run
    return kept


def _weightless(token: str) -> bool:
    return token.lower() in _SMALL or not token[0].isalnum()


def _gap(left: str, at: Span, right: str, to: Span, edits: list[Edit]) -> None:
    """Append the edit between two anchors, if any, without the white space both sides share."""
    (a, b), (c, d) = at, to
    if left[a:b] == right[c:d]:
        return
    while a < b and c < d and left[a] == right[c] and left[a].isspace():
        a, c = a + 1, c + 1
    while a < b and c < d and left[b - 1] == right[d - 1] and left[b - 1].isspace():
        b, d = b - 1, d - 1
    op = "insert" if a == b else "delete" if c == d else "replace"
    edits.append(Edit(op, (a, b), (c, d)))
