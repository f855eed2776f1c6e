"""The browser, driven by keys and clicks in a terminal of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import ARTICLE, Browse, enter, reading, record, screen, settled, under
from textual.widgets import Input

from rhetorictui.reading import ReadOptions
from rhetorictui.record import dumps
from rhetorictui.tasks import Annotate
from rhetorictui.tui.app import Browser
from rhetorictui.tui.library import Library
from rhetorictui.tui.screens.diff import Comparison
from rhetorictui.tui.screens.reading import Reading
from rhetorictui.tui.widgets.articles import Articles
from rhetorictui.tui.widgets.legend import Legend
from rhetorictui.tui.widgets.passages import Passages
from rhetorictui.tui.widgets.reader import Reader


# ---------------------------------------------------------------------- what is seen
@pytest.mark.parametrize(
    ("size", "theme"),
    [
        ((160, 48), "rhetorictui-dark"),
        ((120, 36), "nord"),
        ((80, 24), "rhetorictui-light"),
        ((40, 12), "ansi-dark"),
    ],
)
async def test_every_size_shows_the_article(
    browse: Browse, size: tuple[int, int], theme: str
) -> None:
    async with browse(size=size, theme=theme) as (app, pilot):
        seen = screen(app)
        assert "1 of 3 articles" in seen
        assert "A regime and its lake" in seen
        assert all(len(line) <= size[0] for line in seen.splitlines())
        await pilot.press("n")
        await pilot.pause()
        assert "Name Calling-Labeling" in screen(app)


async def test_wide_shows_list_text_and_panel(browse: Browse) -> None:
    async with browse() as (app, _):
        seen = screen(app)
        for words in (
            "lake again",
            "2031-05-20 · Osmera Voice",
            "■3",
            "Framing",
            "Quotations",
            "Keywords",
            "■ 3 own",
            "” 1 quoted",
            "? help",
        ):
            assert words in seen, words


async def test_narrow_hides_the_list_until_it_is_asked_for(browse: Browse) -> None:
    async with browse(size=(80, 24)) as (app, pilot):
        assert "lake again" not in screen(app)
        await pilot.press("l", "j", "enter")
        await settled(app, pilot)
        assert "2 of 3" in screen(app)
        assert "minister" in screen(app)
        assert reading(app).reader.has_focus
        await pilot.press("s")
        await pilot.pause(0.1)
        assert "Milo Tessarin" in screen(app).split("Speakers")[1]
        await pilot.press("escape")
        await pilot.pause()
        assert "Speakers" not in screen(app)


async def test_details_explain_a_finding(browse: Browse) -> None:
    async with browse() as (app, pilot):
        for _ in reading(app).reader.stops:
            await pilot.press("n")
            if under(app) == ("so-called", "narrator"):
                break
        await pilot.pause()
        seen = screen(app)
        for words in (
            "Loaded Language",
            "the outlet’s own voice",
            "It doubts a name",
            "mine.so-called",
            "A pack of the test",
            "Somebody 1999",
        ):
            assert words in seen, words


# ---------------------------------------------------------------------- keys
async def test_next_and_previous_go_round_the_findings(browse: Browse) -> None:
    async with browse() as (app, pilot):
        places = []
        stops = len(reading(app).reader.stops)
        for _ in range(stops + 1):
            await pilot.press("n")
            item = reading(app).reader.item
            assert item is not None
            places.append(item.start)
        assert places[0] == places[-1]
        assert places[:-1] == sorted(places[:-1])
        await pilot.press("p")
        item = reading(app).reader.item
        assert item is not None and item.start == places[-2]
        await pilot.press("right_square_bracket")
        item = reading(app).reader.item
        assert item is not None and item.layer == "quotes"
        await pilot.pause()
        assert "Milo Tessarin" in screen(app)


async def test_voices_filter_what_is_highlighted(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("v")
        await pilot.pause()
        assert "outlet’s own voice only" in screen(app)
        voices = {i.voice for i in reading(app).reader.stops if i.layer == "frames"}
        assert voices <= {"headline", "narrator"}
        await pilot.press("v")
        voices = {i.voice for i in reading(app).reader.stops if i.layer == "frames"}
        assert voices <= {"direct", "indirect"} and voices
        await pilot.press("v")
        assert reading(app).lens.voices == "all"


async def test_layers_and_labels_are_switched(browse: Browse) -> None:
    async with browse() as (app, pilot):
        frames = [i for i in reading(app).reader.stops if i.layer == "frames"]
        await pilot.press("1")
        assert not [i for i in reading(app).reader.stops if i.layer == "frames"]
        await pilot.press("1", "4")
        assert [i for i in reading(app).reader.stops if i.layer == "keywords"]
        await pilot.press("4")
        reading(app).legend.focus()
        await pilot.press("j", "space")
        left = [i for i in reading(app).reader.stops if i.layer == "frames"]
        assert 0 < len(left) < len(frames)
        await pilot.press("enter", "k", "space")
        assert not [i for i in reading(app).reader.stops if i.layer == "frames"]


async def test_the_list_is_filtered(browse: Browse) -> None:
    async with browse() as (app, pilot):
        reading(app).articles.focus()
        await pilot.press("slash", *"norvik")
        await pilot.pause()
        assert "1 of 3 articles with “norvik”" in screen(app)
        assert reading(app).articles.shown == [1]
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert reading(app).articles.shown == [0, 1, 2]
        await pilot.press("slash", *"nothing like it")
        await pilot.pause()
        assert reading(app).articles.shown == []
        assert "0 of 3 articles" in screen(app)
        await pilot.press("escape", "escape", "J")
        await pilot.pause()
        assert not app.screen.query(Input)


async def test_words_are_found_in_the_text(browse: Browse) -> None:
    async with browse() as (app, pilot):
        reading(app).reader.focus()
        await enter(app, pilot, "the WATER")
        assert "1 of 2 found “the WATER”" in screen(app)
        await pilot.press("n")
        await pilot.pause()
        assert "2 of 2 found" in screen(app)
        await enter(app, pilot, '"the regime')
        assert "1 of 1 found" in screen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "found" not in screen(app).splitlines()[0]
        await enter(app, pilot, "[nowhere")
        assert "not found “[nowhere”" in screen(app)


async def test_a_click_selects_and_a_click_beside_lets_go(browse: Browse) -> None:
    async with browse() as (app, pilot):
        reader = reading(app).reader
        rows = screen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "so-called" in row)
        x = rows[y].index("so-called")
        await pilot.click(offset=(x + 2, y))
        await pilot.pause()
        assert under(app) == ("so-called", "narrator")
        await pilot.click(offset=(x + 2, y + 3))
        await pilot.click(reader, offset=(1, 1))
        await pilot.pause()
        assert under(app) is None
        await pilot.click("#articles", offset=(5, 4))
        await settled(app, pilot)
        assert reading(app).articles.place == 2
        await pilot.click("Keys", offset=(2, 0))


async def test_help_copy_themes_and_quitting(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "next, previous finding" in screen(app)
        await pilot.press("escape", "y")
        await pilot.press("n", "y")
        assert app.clipboard.startswith("“regime” — Framing: Name Calling-Labeling, the outlet’s")
        app.theme = "rhetorictui-light"
        await pilot.pause()
        assert app.theme_variables["own"] == "#8a4b00"
        app.theme = "nord"
        await pilot.pause()
        assert "regime" in screen(app)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press("escape", "q")
    assert app.return_code == 0


def test_no_key_of_a_terminal_multiplexer_is_taken() -> None:
    for place in (Reading, Comparison, Browser, Passages, Articles, Reader, Legend):
        bindings = place._merged_bindings
        assert bindings is not None
        assert not {"ctrl+a", "ctrl+b"} & set(bindings.key_to_bindings), place


def test_an_unknown_theme_is_named_with_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean rhetorictui-light"):
        Browser(Library([], ReadOptions(), Annotate(())), "rhetorictui-ligt")


# ---------------------------------------------------------------------- comparison
@pytest.mark.parametrize("size", [(160, 48), (80, 24)])
async def test_two_articles_are_compared(browse: Browse, size: tuple[int, int]) -> None:
    async with browse(size=size) as (app, pilot):
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, Reading)
        await pilot.press("m", "J", "d")
        for _ in range(100):
            await pilot.pause(0.02)
            if isinstance(app.screen, Comparison) and "word for word" in screen(app):
                break
        seen = screen(app)
        assert "mayor" in seen and "minister" in seen and "~" in seen
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert "passages the same" in screen(app)
        await pilot.press("x", "p", "question_mark", "escape")
        await pilot.pause(0.1)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Reading)
        await pilot.press("m", "m", "m")
        assert reading(app).articles.marked == [0, 1] or reading(app).articles.marked == [1]


async def test_an_article_is_the_same_as_its_copy(browse: Browse) -> None:
    async with browse(record("a", ARTICLE), record("b", ARTICLE)) as (app, pilot):
        await pilot.press("m", "J", "m", "d")
        for _ in range(100):
            await pilot.pause(0.02)
            if "100% word for word" in screen(app):
                break
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, Comparison)


# ---------------------------------------------------------------------- hostile and odd texts
async def test_no_text_can_speak_to_the_terminal(browse: Browse) -> None:
    evil = "\x1b]0;owned\x07 [bold red]loud[/] [@click=app.quit]quit[/] \x9b31m \u202eflip :smile:"
    lines = (
        record(f"id {evil}", f"title {evil}\n\nbody {evil}\n", title=f"T {evil}", outlet=evil),
        record("b", f"other {evil}", annotations=[]),
    )
    async with browse(*lines) as (app, pilot):
        await pilot.press("m", "J", "d")
        await pilot.pause(0.3)
        await pilot.press("escape", "K")
        await enter(app, pilot, "\x1b[31m[bold]")
        seen = screen(app)
        assert "[bold red]loud[/]" in seen and ":smile:" in seen
        assert not any(c in seen for c in "\x1b\x07\x9b\u202e")


ODD = (
    "",
    " ",
    "\n\n\n",
    "\r\n",
    "x",
    "\u0301",
    "🙂" * 400,
    "中文" * 200,
    "שלום עולם " * 50,
    "👩\u200d👩\u200d👧 family e\u0301\u0301\u0301",
    "tab\there",
    "a" * 5_000,
    "\ufeff\u2028\u2029",
)


@pytest.mark.parametrize("size", [(90, 20), (20, 5)])
async def test_odd_texts_are_shown(browse: Browse, size: tuple[int, int]) -> None:
    lines = [record(f"odd {n}", text) for n, text in enumerate(ODD)]
    async with browse(*lines, size=size) as (app, pilot):
        reading(app).reader.focus()
        for _ in ODD:
            await settled(app, pilot)
            await pilot.press("n", "G")
            await pilot.click("#reader", offset=(6, 0))
            await pilot.press("J")
        await pilot.resize_terminal(60, 15)
        await pilot.press("K", "s", "4", "5")
        assert not [p for p in app.library.problems if "internal" in p.message]


async def test_annotations_of_others_have_their_own_layer(browse: Browse) -> None:
    doc = {
        "schema": "rhetorictui/1",
        "type": "document",
        "id": "coded",
        "text": ARTICLE,
        "annotations": [
            {"layer": "coder", "label": "irony", "start": 0, "end": 8, "coder": "Ada"},
            {"layer": "quotes", "label": "direct", "start": 30, "end": 40},
        ],
    }
    async with browse(dumps(doc)) as (app, pilot):
        assert "coder" in screen(app) and "irony" in screen(app)
        await pilot.press("n")
        await pilot.pause()
        assert "coder Ada" in screen(app)
        await pilot.press("7")
        assert not [i for i in reading(app).reader.stops if i.layer == "coder"]


async def test_a_large_text_scrolls_to_its_end(browse: Browse) -> None:
    text = "The regime met. Then it met again, and the meeting went on. " * 3_000 + "LAST"
    async with browse(record("large", text), record("b", "b"), size=(100, 30)) as (app, pilot):
        reading(app).reader.focus()
        await pilot.press("G")
        await pilot.pause(0.1)
        assert "LAST" in screen(app)
        await pilot.press("g", "n", "space")
        assert "regime" in screen(app)


async def test_an_article_keeps_its_place_when_the_width_changes(browse: Browse) -> None:
    text = "\n\n".join(f"Paragraph {n} holds " + "some words " * 20 for n in range(60))
    async with browse(record("long", text), size=(160, 40)) as (app, pilot):
        reading(app).reader.focus()
        await enter(app, pilot, "paragraph 40 holds")
        reading(app).reader.scroll_to(y=reading(app).reader.scroll_offset.y + 4, animate=False)
        await pilot.resize_terminal(70, 40)
        await pilot.pause(0.2)
        assert "Paragraph 40 holds" in screen(app)


# ---------------------------------------------------------------------- what goes wrong
async def test_what_cannot_be_read_is_told_and_listed(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(record("a", "Text.") + b"{broken\n")
    library = Library([str(source), "missing.txt"], ReadOptions(), Annotate(()))
    app = Browser(library, "rhetorictui-dark")
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await pilot.pause(0.2)
        assert "2 could not be read: e" in screen(app)
        await pilot.press("e")
        await pilot.pause()
        seen = screen(app)
        assert "missing.txt" in seen and "a.jsonl:2" in seen
    assert len([p for p in library.problems if p.error]) == 2


async def test_no_article_at_all_is_said(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(b"")
    for size in ((120, 30), (60, 20)):
        app = Browser(Library([str(source)], ReadOptions(), Annotate(())), "rhetorictui-dark")
        async with app.run_test(size=size) as pilot:
            for _ in range(100):
                await pilot.pause(0.02)
                if not app.library.loading:
                    break
            await pilot.pause(0.2)
            assert "no article" in screen(app)
            await pilot.press(*"nJmdy1vsil", "slash", "x", "enter")


async def test_a_failing_layer_is_told_and_the_text_shown(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(record("a", "Some text.") + record("b", "More text."))
    task = Annotate(("no such layer",))
    app = Browser(Library([str(source)], ReadOptions(), task), "rhetorictui-dark")
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        await pilot.press("J")
        await settled(app, pilot)
        assert "More text." in screen(app)
        assert "no such layer" in str(app.library.problems)
        assert len(app.library.problems) == 1
