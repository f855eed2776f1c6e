"""Lines and highlights of the reading view, without a screen."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from rhetorictui.document import Annotation, Document, Keyword, Zone
from rhetorictui.tui.layout import _ODD, STEP, Layout, drawn, fitting, wants_space
from rhetorictui.tui.picture import Item, Lens, Picture, counts, items_of

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab  \n\r\t-é“”…—\u00a0中文字🙂👩\u200d\ufe0f\u0301\u202eא\x1b[]"),
        st.characters(),
    ),
    max_size=300,
)


def lines(text: str, width: int) -> list[str]:
    layout = Layout(text, width)
    layout.finish()
    return [text[slice(*layout.line(n))] for n in range(len(layout))]


@given(TEXTS, st.integers(1, 40))
def test_lines_fit_and_hold_all_but_space(text: str, width: int) -> None:
    layout = Layout(text, width)
    layout.finish()
    spans = [layout.line(n) for n in range(len(layout))]
    assert spans == sorted(spans)
    kept = "".join(text[a:b] for a, b in spans)
    assert [c for c in kept if c not in " \n\r"] == [c for c in text if c not in " \n\r"]
    for start, end in spans:
        line = drawn(text[start:end])
        # A single grapheme is never cut, however little room there is.
        assert cell_len(line) <= layout.width or fitting(text, start, end, 1) == end - start


@given(TEXTS, st.integers(4, 40), st.data())
def test_the_line_of_an_offset_holds_it(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout(text, width)
    offset = data.draw(st.integers(0, max(len(text) - 1, 0)))
    number = layout.line_of(offset)
    start, _ = layout.line(number)
    after = layout.line(number + 1)[0] if number + 1 < len(layout) else len(text) + 1
    assert (start <= offset or number == 0) and offset < after


@given(TEXTS)
def test_drawing_keeps_the_length_and_hides_controls(text: str) -> None:
    shown = drawn(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)


def test_breaks_at_spaces_and_beside_wide_characters() -> None:
    assert lines("one two three", 8) == ["one two", "three"]
    assert lines("incomprehensibilities", 8) == ["incompre", "hensibil", "ities"]
    assert lines("中文字中文", 6) == ["中文字", "中文"]
    assert lines("ab 中文字中文", 6) == ["ab 中", "文字中", "文"]
    assert lines("", 8) == [""]
    assert lines("a\r\n\r\nb\n", 8) == ["a", "", "b"]


def test_paragraphs_without_blank_lines_get_them() -> None:
    long = "word " * 30
    assert wants_space(f"{long}\n{long}\n{long}")
    assert not wants_space(f"{long}\n\n{long}\n\n{long}")
    assert not wants_space("a wire line\nand another\nand another")
    assert lines(f"{long}\nend", 200) == [long, "", "end"]


def test_what_is_taken_for_one_cell_is_one_cell() -> None:
    for code in range(0x20, 0x3000):
        if not _ODD.match(chr(code)) and not 0x7F <= code < 0xA0:
            assert get_character_cell_size(chr(code)) == 1, hex(code)


@pytest.mark.parametrize(
    "text",
    ["lorem ipsum dolor " * 280_000, "x" * 5_000_000, "“é” 中文🙂 " * 100_000],
    ids=["words", "one word", "mixed"],
)
def test_five_megabytes_begin_at_once(text: str) -> None:
    layout = Layout(text, 78)
    start = time.perf_counter()
    layout.grow()
    assert time.perf_counter() - start < 1.0
    assert not layout.done and 100 < len(layout) < 2 * STEP


def test_zero_width_text_ends() -> None:
    assert len(lines("\u0301" * 300_000, 40)) < 20


DOC = Document(
    "a",
    "The regime said it was “a lie” and left.",
    zones=(Zone("headline", 0, 10),),
    annotations=(
        Annotation(0, 40, "sentences", "sentence"),
        Annotation(4, 10, "frames", "Loaded_Language", voice="narrator"),
        Annotation(4, 30, "quotes", "direct", parts={"source": [(0, 10)], "content": [(23, 30)]}),
        Annotation(24, 29, "frames", "Loaded_Language", voice="direct", speaker="X"),
        Annotation(35, 39, "coder", "mine"),
    ),
    keywords=(Keyword("regime", 1.0, 1, spans=((4, 10),)),),
)


def picture(lens: Lens | None = None) -> Picture:
    items = items_of(DOC)
    lens = lens or Lens()
    lens.meet(items)
    return Picture(DOC, items, lens)


def roles(shown: Picture, at: int) -> set[str]:
    return {role for _, _, here in shown.between(at, at + 1) for role, _ in here}


def test_a_picture_paints_what_the_lens_shows() -> None:
    shown = picture()
    assert roles(shown, 5) == {"own", "source", "zone-headline"}
    assert roles(shown, 25) == {"quoted", "said-direct"}
    assert roles(shown, 36) == {"own"}
    lens = Lens(voices="quoted")
    assert roles(picture(lens), 5) == {"source", "zone-headline"}
    lens.next_voices()
    assert lens.voices == "all"
    lens.hidden.add(("frames", "Loaded_Language"))
    lens.layers |= {"keywords", "sentences"}
    assert roles(picture(lens), 5) == {"source", "zone-headline", "term"}


def test_runs_cover_a_line_without_gaps() -> None:
    at = 0
    for start, end, _ in picture().between(0, len(DOC.text)):
        assert start == at
        at = end
    assert at == len(DOC.text)


def test_the_item_at_a_place_is_the_finding_before_the_quotation() -> None:
    shown = picture()
    for place, label in ((5, "Loaded_Language"), (23, "direct"), (36, "mine")):
        found = shown.here(place, place + 1)[0]
        assert found.label == label
    assert not shown.here(12, 13)
    assert [item.layer for item in shown.stops] == ["frames", "frames", "coder"]
    assert [item.start for item in shown.starting(0, 24)] == [4]


def test_counts_follow_the_voices() -> None:
    items: list[Item] = items_of(DOC)
    table = {(c.layer, c.label): c.number for c in counts(items, Lens(voices="own"))}
    assert table["frames", None] == 1
    assert table["frames", "Loaded_Language"] == 1
    assert table["quotes", "direct"] == 1
    assert table["headline", None] == 0
    assert ("keywords", "regime") not in table
