"""Hours in the reading view: what is said is true and goes when it is read, keys typed ahead are
about what they were meant for, and what has too little room says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import ARTICLE, Browse, opener, reading, record, screen, shown
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from rhetorictui.document import Annotation, Document
from rhetorictui.tui import describe
from rhetorictui.tui.app import Browser
from rhetorictui.tui.library import LONG, Tally
from rhetorictui.tui.picture import Lens, Picture, items_of
from rhetorictui.tui.screens.diff import Comparison


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    return opener(tmp_path)


def typed(app: Browser, keys: str) -> None:
    """Keys that are all there before the first of them is answered."""
    for key in keys:
        app.post_message(events.Key(key, key))


# ---------------------------------------------------------------------- what is said
async def test_it_says_whether_there_is_nothing_or_nothing_is_shown(
    browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browse() as (app, pilot):
        await pilot.press("1", "2", "n")
        await shown(app, pilot, "no finding is shown; 1 2 … switch layers, v voices")
        await pilot.press("right_square_bracket")
        await shown(app, pilot, "no quotation is shown; 2 switches them")
        await pilot.press("1", "2", "J", "J", "n")
        await shown(app, pilot, "nothing was found in this article")
        await pilot.press("right_square_bracket")
        await shown(app, pilot, "nobody is quoted in this article")
        frost = app.library.docs[2]
        monkeypatch.setattr(app.library, "get", lambda place: (frost, False))
        for key in ("n", "right_square_bracket", "right_parenthesis"):
            await pilot.press("j", key)
            if key != "right_parenthesis" or not reading(app).reader.passage:
                await shown(app, pilot, "not known yet")


async def test_a_message_goes_with_the_next_key_or_click(browse: Browse) -> None:
    async with browse() as (app, pilot):
        reading(app).reader.focus()
        press = events.MouseDown(None, 60, 20, 0, 0, 1, False, False, False)
        for event in (events.Key("j", "j"), press):
            await pilot.press("backspace")
            await shown(app, pilot, "no article was open before")
            app.post_message(event)
            await pilot.pause(0.1)
            assert "no article was open before" not in screen(app)


def test_many_findings_are_counted_with_commas() -> None:
    told = "".join(text for text, _ in describe.tallied(Tally(5_289, 7_498), busy=False))
    assert "5,289 own" in told and "2,209 quoted" in told


# ---------------------------------------------------------------------- keys typed ahead
async def test_keys_typed_ahead_are_about_the_article_gone_to(browse: Browse) -> None:
    async with browse() as (app, pilot):
        typed(app, "mJJd")
        await pilot.pause(0.2)
        compared = app.screen
        assert isinstance(compared, Comparison) and compared.places == (0, 2)
        await pilot.press("escape")
        reading(app).articles.focus()
        typed(app, "kn")
        await pilot.pause(0.2)
        assert reading(app).place == 1
        assert reading(app).reader.item is not None


async def test_where_one_begins_is_not_where_one_came_from(browse: Browse) -> None:
    async with browse(first="frost") as (app, pilot):
        assert reading(app).place == 2
        await pilot.press("backspace")
        await shown(app, pilot, "no article was open before")


async def test_a_long_article_is_annotated_only_where_one_stays(browse: Browse) -> None:
    long = record("a book", "The regime fell. " * (LONG // 16))
    lines = (record("a", ARTICLE), long, record("b", ARTICLE), record("c", ARTICLE))
    async with browse(*lines) as (app, pilot):
        known = app.library.tallies
        for _ in range(200):
            await pilot.pause(0.02)
            if {0, 2, 3} <= set(known):
                break
        assert 1 not in known, "it is next, and in sight"
        typed(app, "JJ")
        await pilot.pause(1.0)
        assert reading(app).place == 2 and 1 not in known, "it was passed by"
        await pilot.press("K")
        await shown(app, pilot, "own")
        for _ in range(400):
            await pilot.pause(0.02)
            if 1 in known:
                break
        assert known[1].all >= LONG // 17


# ---------------------------------------------------------------------- too little room
async def test_what_is_cut_under_the_text_ends_in_an_ellipsis(browse: Browse) -> None:
    long = "“" + "The bait is banned and the lake is not. " * 5 + "No,” said Milo Tessarin.\n"
    async with browse(record("a", long), size=(44, 10)) as (app, pilot):
        await pilot.press("right_square_bracket")
        await pilot.pause()
        under = screen(app).splitlines()[-3:-1]
        assert "Milo Tessarin" in under[0] and under[1].rstrip().endswith(" …")
        await pilot.resize_terminal(80, 40)
        await shown(app, pilot, "by the words said")
        assert "…" not in screen(app)


def test_straight_quotation_marks_are_not_doubled() -> None:
    text = '"The lake froze," said Ana Sol.'
    said = Annotation(0, len(text), "quotes", "direct", parts={"content": ((0, 17),)})
    doc = Document("a", text, annotations=(said,))
    told = describe.details(items_of(doc)[0], doc, None)
    assert "“The lake froze,”" in told.plain and '"' not in told.plain


def test_few_lines_say_more_of_a_quotation_when_they_must() -> None:
    note = Annotation(
        0, 7, "quotes", "indirect", speaker="Milo Tessarin",
        parts={"source": [(0, 2)], "cue": [(3, 7)], "content": [(8, 12)]},
        extra={"engagement": "acknowledge", "speaker_kind": "person"},
    )  # fmt: skip
    doc = Document("a", "He said fish", annotations=(note,))
    item = items_of(doc)[0]
    full = describe.details(item, doc, None).plain.splitlines()
    brief = describe.details(item, doc, None, compact=True).plain.splitlines()
    assert full[-2:] == ["engagement acknowledge", "speaker kind person"]
    assert brief[1] == "introduced as He by the words said"
    assert brief[-1] == "engagement acknowledge · speaker kind person"


def test_of_very_many_speakers_the_first_are_listed() -> None:
    notes = tuple(
        Annotation(n * 5, n * 5 + 4, "quotes", "direct", speaker=f"Speaker {n:03}",
                   parts={"content": [(n * 5, n * 5 + 4)]})
        for n in range(1_130)
    )  # fmt: skip
    told = describe.speakers(Document("a", "fish " * 1_130, annotations=notes), 40).plain
    assert "Speaker 099" in told and "Speaker 100" not in told
    assert "and 1,030 who say less" in told


# ---------------------------------------------------------------------- what is painted
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), st.booleans()), max_size=12)


@given(SPANS, st.integers(0, 60), st.integers(0, 60))
def test_every_stretch_of_a_line_has_all_that_lies_there(
    spans: list[tuple[int, int, bool]], one: int, other: int
) -> None:
    notes = tuple(
        Annotation(at, min(at + long, 60), "quotes" if said else "frames", "direct", rule=f"r{n}")
        for n, (at, long, said) in enumerate(spans)
    )
    doc = Document("a", "x" * 60, annotations=notes)
    start, end = sorted((one, other))
    drawn = list(Picture(doc, items_of(doc), Lens()).between(start, end))
    assert [n for low, high, _ in drawn for n in range(low, high)] == list(range(start, end))
    for low, high, roles in drawn:
        here = sorted(item.annotation.rule or "" for _, item in roles if item.annotation)
        for place in range(low, high):
            assert here == sorted(a.rule or "" for a in notes if a.start <= place < a.end)
