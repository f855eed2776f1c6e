"""The comparison as drawn: golden files byte for byte, and what holds for any two texts.

``GOLDEN=write pytest tests/test_sidebyside.py`` writes the golden files anew; read them then.
"""

from __future__ import annotations

import io
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from rhetorictui.corpus.align import align
from rhetorictui.document import Document, Zone
from rhetorictui.writing.alignedrows import KINDS, rows
from rhetorictui.writing.sidebyside import STYLES, lines, render

if TYPE_CHECKING:
    from rhetorictui.writing.alignedrows import Row

GOLDEN = Path(__file__).parent / "golden"

OLD = """Ferry runs aground off Eskerby

A ferry with 212 passengers ran aground off Eskerby on Sunday, the coast guard said. Nobody was \
injured.

Divers found a crack of four metres in the hull. The ferry was built in 2009.

The operator, Larkline, cancelled all crossings until Wednesday. “We are sorry,” said its \
director, Oda Lenn. The harbour stayed open.

The ferry may be moved at high tide. It carries 4,000 people a day in summer.

Fog had been forecast. A pilot was on board.

An inquiry has begun.
"""

NEW = """Larkline ferry holed off Eskerby

A ferry with 208 passengers ran aground off Eskerby on Sunday, the coast guard said. Two were \
treated for shock. Nobody was injured.

Fog had been forecast. A pilot was on board.

Divers found a crack of four metres in the hull. The ferry was built in 2009.

The operator, Larkline, cancelled all crossings until further notice. “We are sorry,” said its \
director, Oda Lenn.

The ferry may be moved at high tide. It carries 4,000 people a day in summer.

An inquiry has begun.
"""

TABLOID = """Fog of shame

Larkline has scrapped all crossings until Wednesday, leaving families stranded.
Is anyone surprised?
It was a black Sunday: 212 terrified passengers sat in the dark as their ferry ran aground off \
Eskerby.

Divers who went down found a gash of four metres in the hull. [red]Shame[/red] :ship: \x1b[31m!
"""


def story(name: str, text: str, outlet: str, published: str | None = None) -> Document:
    title = text.split("\n", 1)[0]
    return Document(
        name,
        text,
        title=title,
        outlet=outlet,
        published=published,
        zones=(Zone("headline", 0, len(title)),),
    )


REVISIONS = (
    story("v1", OLD, "Tarn Wire", "2031-05-04T09:10"),
    story("v2", NEW, "Tarn Wire", "2031-05-04T16:30"),
)
ACCOUNTS = (story("wire", OLD, "Tarn Wire", "2031-05-04"), story("tabloid", TABLOID, "The Gull"))


def printed(
    pair: tuple[Document, Document], width: int, context: int | None = None, color: bool = False
) -> str:
    """What a terminal receives; without colour its attributes still tell the kinds apart."""
    left, right = pair
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=True,
        legacy_windows=False,
        color_system="standard" if color else None,
        no_color=not color,
        _environ={},
    )
    console.print(render(align(left, right), left, right, width=width, context=context))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "pair", "width", "context", "color"),
    [
        ("diff-revisions-100", REVISIONS, 100, None, False),
        ("diff-revisions-80", REVISIONS, 80, None, False),
        ("diff-revisions-folded-80", REVISIONS, 80, 0, False),
        ("diff-revisions-colour-120", REVISIONS, 120, None, True),
        ("diff-accounts-100", ACCOUNTS, 100, None, False),
        ("diff-accounts-colour-80", ACCOUNTS, 80, None, True),
    ],
)
def test_golden(
    name: str, pair: tuple[Document, Document], width: int, context: int | None, color: bool
) -> None:
    got = printed(pair, width, context, color).encode()
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(got)
    assert got == path.read_bytes()


def words(row: Row, side: Literal["left", "right"]) -> str:
    return "".join(piece.text for piece in getattr(row, side))


TEXT = st.lists(
    st.sampled_from(
        [
            "The pier is shut.",
            "The pier is closed.",
            "Storm!",
            "\n",
            "[b]x[/b]",
            "日本語の文。",
            "\x1b[2J",
            "\u202eevil",
            "a" * 90,
            "Forty boats left Tarn.",
        ]
    )
    | st.text(max_size=8),
    max_size=8,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    TEXT,
    TEXT,
    st.integers(20, 140),
    st.sampled_from(["auto", "split", "unified"]),
    st.none() | st.integers(0, 2),
)
def test_any_two_texts_fit_and_are_harmless(
    one: str, two: str, width: int, view: Literal["auto", "split", "unified"], context: int | None
) -> None:
    left, right = Document("a", one), Document("b", two)
    found = align(left, right)
    for line in lines(found, left, right, width=width, view=view, context=context):
        assert line.cell_len <= width
        assert not {unicodedata.category(c) for c in line.plain} & {"Cc", "Cs", "Zl", "Zp"}
        assert "\u202e" not in line.plain


@settings(deadline=None)
@given(TEXT, TEXT)
def test_rows_hold_every_word_once(one: str, two: str) -> None:
    left, right = Document("a", one), Document("b", two)
    drawn = rows(align(left, right), left, right)
    for doc, side in ((left, "left"), (right, "right")):
        own = [row for row in drawn if row.kind != "elsewhere" and getattr(row, side)]
        own.sort(key=lambda row: getattr(row, f"{side}_number"))
        got = "".join(words(row, side) for row in own)  # type: ignore[arg-type]
        assert len(got.replace(" ", "")) == len("".join(doc.text.split()))
    assert {piece.kind for row in drawn for piece in (*row.left, *row.right)} <= set(KINDS)
    assert set(KINDS) <= set(STYLES)


def test_a_moved_passage_stands_beside_its_counterpart_and_its_place_is_kept() -> None:
    drawn = rows(align(*REVISIONS), *REVISIONS)
    moved = [row for row in drawn if row.kind == "moved"]
    kept = [row for row in drawn if row.kind == "elsewhere"]
    told = [words(row, "left") for row in moved]
    assert told == ["Fog had been forecast.", "A pilot was on board."]
    assert [row.right_number for row in kept] == [row.right_number for row in moved]
    assert [row.note for row in kept] == [f"moved: beside {row.left_number}" for row in moved]


def test_folding_keeps_context_and_counts_what_it_hides() -> None:
    every = rows(align(*REVISIONS), *REVISIONS)
    folded = rows(align(*REVISIONS), *REVISIONS, context=0)
    hidden = sum(int(row.note.split()[0]) for row in folded if row.kind == "fold")
    assert hidden
    assert len(folded) - sum(row.kind == "fold" for row in folded) + hidden == len(every)
    same = (Document("a", " ".join(f"Boat {n} left Tarn." for n in range(9))),) * 2
    assert [row.note for row in rows(align(*same), *same, context=3)] == ["9 passages the same"]
    end = Document("b", same[0].text + " A storm came.")
    kinds = [row.kind for row in rows(align(same[0], end), same[0], end, context=2)]
    assert kinds == ["fold", "equal", "equal", "right_only"]


def test_two_empty_texts() -> None:
    empty = Document("a", "")
    assert "100%" in "\n".join(
        line.plain for line in lines(align(empty, empty), empty, empty, width=100)
    )
