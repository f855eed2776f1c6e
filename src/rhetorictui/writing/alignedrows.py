"""An alignment of two documents as rows: what is drawn, before anything is drawn.

The terminal's comparison and the TUI's draw from the same rows. A row's text comes in pieces of
one kind each; it holds no control character and no line end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rhetorictui import patterns
from rhetorictui.alignment import Alignment, Pair, summary
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rhetorictui.document import Document, Span

RETOLD = 0.4
"""Below this share of words left alone a pair is the same matter told anew: what it shares is
marked, because what differs is nearly all."""
REVISIONS = 0.5
"""From this share of text in common word for word, the two are versions of one text."""

KINDS = ("plain", "deleted", "inserted", "only_left", "only_right", "shared", "gone", "new", "note")
"""What a piece of text is: words changed within a pair of revisions (``deleted``, ``inserted``)
or of accounts (``only_left``, ``only_right``), words shared by a retold pair, a passage that one
revision alone has (``gone``, ``new``), a remark, or just text."""

SPACES = patterns.compile(r"\s+")
# What is worth marking as shared: a figure, a name, a word of some length; not "the" or a comma.
_TELLING = patterns.compile(r"\d|[A-Z]\w|\w{4}")


class Piece(NamedTuple):
    """A stretch of text under one style; ``kind`` is one of ``KINDS``."""

    text: str
    kind: str


class Row(NamedTuple):
    """One passage with its counterpart, a stand-in for one drawn elsewhere, or a fold.

    ``kind`` is an op of ``alignment.OPS``; ``elsewhere`` for the place in the right text of a
    passage that is drawn beside its counterpart; or ``fold`` for equal passages left out. The
    numbers count the passages of each side from 1. ``retold`` pairs mark what they share, others
    what they changed. ``opens`` says that a paragraph begins here. ``left_at`` and ``right_at``
    are the spans of what is drawn; a stand-in has none.
    """

    kind: str
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    left_number: int | None = None
    right_number: int | None = None
    retold: bool = False
    opens: bool = False
    note: str = ""
    left_at: Span | None = None
    right_at: Span | None = None


def rows(
    alignment: Alignment, left: Document, right: Document, *, context: int | None = None
) -> list[Row]:
    """The rows of an ``alignment`` of ``left`` and ``right``, in the order of the left text.

    A moved passage stands beside its counterpart; a row of kind ``elsewhere`` keeps its place in
    the right text. With ``context``, all but that many equal passages around others are folded.
    """
    revisions = summary(alignment, left, right).verbatim >= REVISIONS
    out = list(_in_order(alignment, left, right, revisions))
    return out if context is None else list(_folded(out, max(context, 0)))


class Figures(NamedTuple):
    """Figures on which a pair differs, with the numbers of its passages."""

    left_number: int
    right_number: int
    left: str
    right: str


def figures(alignment: Alignment, left: Document, right: Document) -> list[Figures]:
    """The figures on which the pairs of an ``alignment`` differ, in its order."""
    numbers_left = _numbers(pair.left for pair in alignment.pairs)
    numbers_right = _numbers(pair.right for pair in alignment.pairs)
    return [
        Figures(
            numbers_left[pair.left],
            numbers_right[pair.right],
            _clean(left.text, *differ.left),
            _clean(right.text, *differ.right),
        )
        for pair in alignment.pairs
        if pair.left and pair.right
        for differ in pair.figures
    ]


def _in_order(
    alignment: Alignment, left: Document, right: Document, revisions: bool
) -> Iterator[Row]:
    numbers_left = _numbers(pair.left for pair in alignment.pairs)
    numbers_right = _numbers(pair.right for pair in alignment.pairs)
    away = sorted(
        (pair.right, numbers_left[pair.left])
        for pair in alignment.pairs
        if pair.op == "moved" and pair.left and pair.right
    )
    given = 0
    for pair in alignment.pairs:
        if pair.op != "moved" and pair.right:
            while given < len(away) and away[given][0] < pair.right:
                yield _elsewhere(right, *away[given], numbers_right[away[given][0]])
                given += 1
        yield _row(pair, left, right, numbers_left, numbers_right, revisions)
    for span, beside in away[given:]:
        yield _elsewhere(right, span, beside, numbers_right[span])


def _numbers(spans: Iterator[Span | None]) -> dict[Span, int]:
    return {span: n for n, span in enumerate(sorted(filter(None, spans)), 1)}


def _row(
    pair: Pair,
    left: Document,
    right: Document,
    numbers_left: dict[Span, int],
    numbers_right: dict[Span, int],
    revisions: bool,
) -> Row:
    op, at, to, _, edits, _ = pair
    opens = (at is None or _opens(left.text, at)) and (to is None or _opens(right.text, to))
    ours = theirs = None
    retold, note = False, ""
    if at is None or to is None:
        kinds = ("gone", "new") if revisions else ("plain", "plain")
        ours = at and _pieces(left.text, at, [], kinds[0], "plain")
        theirs = to and _pieces(right.text, to, [], kinds[1], "plain")
    else:
        cut_left, cut_right = [edit.left for edit in edits], [edit.right for edit in edits]
        retold = _kept(left.text, at, cut_left, right.text, to, cut_right) < RETOLD
        changed = ("deleted", "inserted") if revisions else ("only_left", "only_right")
        base, marks = ("shared", ("plain", "plain")) if retold else ("plain", changed)
        ours = _pieces(left.text, at, cut_left, base, marks[0])
        theirs = _pieces(right.text, to, cut_right, base, marks[1])
        if op == "moved":
            note = f"moved: {numbers_left[at]} on the left, {numbers_right[to]} on the right"
    return Row(
        op,
        ours or (),
        theirs or (),
        at and numbers_left[at],
        to and numbers_right[to],
        retold,
        opens,
        note,
        at,
        to,
    )


def _elsewhere(right: Document, span: Span, beside: int, number: int) -> Row:
    pieces = _pieces(right.text, span, [], "note", "note")
    opens = _opens(right.text, span)
    note = f"moved: beside {beside}"
    return Row("elsewhere", (), pieces, None, number, False, opens, note)


def _kept(
    left: str, at: Span, cut_left: list[Span], right: str, to: Span, cut_right: list[Span]
) -> float:
    """The share of a pair's text that its edits leave alone."""
    whole = at[1] - at[0] + to[1] - to[0]
    cut = sum(len(left[s:e].strip()) for s, e in cut_left)
    cut += sum(len(right[s:e].strip()) for s, e in cut_right)
    return 1 - cut / whole if whole else 1.0


def _opens(text: str, span: Span) -> bool:
    at = span[0]
    while at and text[at - 1] in " \t\u00a0":
        at -= 1
    return at == 0 or text[at - 1] in "\n\r"


def _pieces(
    text: str, span: Span, edits: Sequence[Span], base: str, mark: str
) -> tuple[Piece, ...]:
    """The passage cut at its edits; white space alone is never marked, nor doubled."""
    out: list[Piece] = []
    at = span[0]
    for start, end in edits:
        out.append(_kind(_clean(text, at, start), base))
        changed = _clean(text, start, end)
        out.append(Piece(changed, mark if changed.strip() else base))
        at = end
    out.append(_kind(_clean(text, at, span[1]), base))
    joined: list[Piece] = []
    for piece in out:
        words = piece.text
        if not joined or joined[-1].text.endswith(" "):
            words = words.lstrip(" ")
        if not words:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(joined[-1].text + words, piece.kind)
        else:
            joined.append(Piece(words, piece.kind))
    if joined:
        last = joined[-1]
        joined[-1] = Piece(last.text.rstrip(" "), last.kind)
    return tuple(piece for piece in joined if piece.text)


def _kind(text: str, kind: str) -> Piece:
    return Piece(text, "plain" if kind == "shared" and not _TELLING.search(text) else kind)


def _clean(text: str, start: int, end: int) -> str:
    return visible(SPACES.sub(" ", text[start:end]))


def _folded(every: Sequence[Row], context: int) -> Iterator[Row]:
    """The rows with long stretches of equal ones folded, ``context`` kept at their edges."""
    at = 0
    while at < len(every):
        end = at
        while end < len(every) and every[end].kind == "equal":
            end += 1
        first = at + (context if at else 0)
        last = end - (context if end < len(every) else 0)
        if last - first > 1:
            yield from every[at:first]
            number = f"{last - first} passages the same"
            yield Row("fold", opens=True, note=number)
            yield from every[last:end]
        else:
            yield from every[at:end]
        if end < len(every):
            yield every[end]
        at = end + 1
