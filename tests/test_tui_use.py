"""The browser in long use: where one is, what is kept, what is copied, small screens, endings."""

from __future__ import annotations

import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import ARTICLE, Browse, enter, reading, record, screen, settled, shown, under
from rich.color import Color, ColorSystem

from rhetorictui.document import Annotation, Document
from rhetorictui.tui import cite
from rhetorictui.tui.library import KEPT
from rhetorictui.tui.picture import Item
from rhetorictui.tui.screens.diff import Comparison
from rhetorictui.tui.screens.leaf import _HELP, _KEY
from rhetorictui.tui.seek import finder, wanted
from rhetorictui.tui.themes import DARK, LIGHT, PAINT
from rhetorictui.tui.widgets.keys import Keys
from rhetorictui.tui.widgets.passages import Passages

if TYPE_CHECKING:
    from rhetorictui.tui.app import Browser

LONG = "\n\n".join(f"Paragraph {n} of the regime holds " + "some words " * 20 for n in range(60))


def top(app: Browser) -> str:
    return screen(app).splitlines()[0]


def bottom(app: Browser) -> str:
    return screen(app).splitlines()[-1]


def marked(app: Browser) -> str:
    """The passage that the mouse has marked in ``ARTICLE``."""
    return ARTICLE[slice(*(reading(app).reader.passage or (0, 0)))]


# ---------------------------------------------------------------------- where one is
async def test_the_first_line_counts_findings_quotations_and_hits(browse: Browse) -> None:
    async with browse(size=(100, 30)) as (app, pilot):
        stops = len(reading(app).reader.stops)
        assert "finding" not in top(app)
        await pilot.press("n", "n")
        await pilot.pause()
        assert f"finding 2 of {stops}" in top(app)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "quotation 1 of 1" in top(app)
        reading(app).reader.focus()
        await enter(app, pilot, "regime")
        assert "3 of 3 found “regime”" in top(app), "the search goes on from the cursor"


async def test_what_lies_over_each_other_is_named_and_can_be_reached(browse: Browse) -> None:
    async with browse() as (app, pilot):
        reader = reading(app).reader
        await pilot.press("full_stop")
        inner = next(i for i in reader.stops if i.layer == "frames" and i.voice == "direct")
        reader.select(inner)
        await pilot.pause()
        assert "also here .  ” Milo Tessarin" in screen(app)
        await pilot.press("full_stop")
        assert reader.item is not None and reader.item.layer == "quotes"
        await pilot.press("full_stop")
        assert reader.item == inner


async def test_a_second_click_reaches_what_lies_below(browse: Browse) -> None:
    async with browse() as (app, pilot):
        rows = screen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "“The regime fears" in row)
        x = rows[y].index("regime")
        layers = []
        for _ in range(3):
            await pilot.click(offset=(x, y))
            await pilot.pause()
            item = reading(app).reader.item
            layers.append(item.layer if item else None)
        assert layers == ["frames", "quotes", "frames"]


async def test_a_key_held_down_is_answered_once(browse: Browse) -> None:
    async with browse(record("frost", "Frost came early."), size=(80, 24)) as (app, pilot):
        await pilot.press("n", "n", "n", "full_stop")
        await pilot.pause()
        assert [note.message for note in app._notifications] == ["nothing else lies here"]


async def test_the_last_line_names_the_keys_of_the_pane(browse: Browse) -> None:
    async with browse(size=(80, 24)) as (app, pilot):
        # The list is out of sight, and so has not the keys.
        assert "y copy" in bottom(app) and "q quit" in bottom(app)
        await pilot.press("l")
        await pilot.pause()
        assert "enter read" in bottom(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "y copy" in bottom(app)
        await pilot.press("i")
        await pilot.pause()
        assert "space switch" in bottom(app)
        await pilot.press("slash")
        await pilot.pause()
        assert "esc leave" in bottom(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "esc leave" not in bottom(app)
        await pilot.click(Keys, offset=(bottom(app).index("/ find"), 0))
        await shown(app, pilot, "find in the text")
    async with browse(size=(120, 24)) as (app, pilot):
        assert "enter read" in bottom(app)
        await pilot.press("slash")
        await pilot.pause()
        assert "enter keep" in bottom(app)
        await pilot.press("escape")
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert reading(app).reader.has_focus and "y copy" in bottom(app)


async def test_no_line_of_the_help_is_broken_at_80_columns(browse: Browse) -> None:
    async with browse(size=(80, 70)) as (app, pilot):
        await pilot.press("question_mark")
        await shown(app, pilot, "Marks in the margin")
        inside = [row[3:].split("│")[0] for row in screen(app).splitlines() if row[0] == "│"]
        headings = {row.strip() for row in inside if not row.startswith("  ")}
        known = {"Read", "Articles", "Highlights", "Screen", "Marks in the margin", ""}
        known |= {"In a comparison"}
        assert headings <= known, headings - known


async def test_broken_lines_of_the_help_go_on_below_their_beginning(browse: Browse) -> None:
    async with browse(size=(40, 120)) as (app, pilot):
        await pilot.press("question_mark")
        await shown(app, pilot, "headline check:")
        lines = [line[3:-3] for line in screen(app).splitlines()]
        at = next(n for n, line in enumerate(lines) if line.startswith("  }  {"))
        assert lines[at][13:].rstrip() == "next, previous of the"
        assert lines[at + 1].rstrip() == " " * 13 + "same label, or the"
        await pilot.resize_terminal(80, 120)
        await shown(app, pilot, "next, previous of the same label, or the same speaker")


def test_the_help_parts_every_key_from_what_it_does() -> None:
    assert all(len(key) < _KEY for _, keys in _HELP for key, _ in keys)


async def test_the_palette_names_what_has_a_key(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("ctrl+p", *"all art")
        await shown(app, pilot, "Find in all articles")
        await pilot.press("enter")
        await shown(app, pilot, "find in all articles")
        await pilot.press("escape", "ctrl+p", *"theme")
        await shown(app, pilot, "Choose the colours")


async def test_what_stands_over_and_under_the_text_begins_with_it(browse: Browse) -> None:
    for size in ((80, 24), (130, 30), (160, 48)):
        async with browse(size=size) as (app, pilot):
            for _ in range(2):
                rows = screen(app).splitlines()
                title = next(row for row in rows[1:] if "A regime and its lake" in row)
                at = title.rindex("A regime and its lake")
                assert rows[1][at] == "■", (size, rows[1])
                if "Framing   N" in screen(app):
                    row = next(row for row in rows if "Framing   N" in row)
                    assert row.index("Framing") == at
                await pilot.press("l")
                await pilot.pause(0.1)
                if size[0] < 100:
                    break


async def test_rows_of_the_list_fill_its_width(browse: Browse) -> None:
    many = [record(f"{n}" + "word" * 20, ARTICLE) for n in range(30)]
    async with browse(*many, size=(120, 20)) as (app, _):
        articles = reading(app).articles
        assert articles.room == articles.size.width - 1, "a scrollbar"
        assert screen(app).splitlines()[1][articles.room - 2 : articles.room] == "… "
    async with browse(size=(80, 24)) as (app, pilot):
        await pilot.press("l")
        await pilot.pause()
        articles = reading(app).articles
        for n in range(articles.count()):
            widths = sum(segment.cell_length for segment in articles.draw(n, 70))
            assert widths == 70, n
        assert "A regime and its lake" not in screen(app), "the list hides the text wholly"


@pytest.mark.parametrize("height", [10, 16, 24])
async def test_a_small_screen_keeps_lines_for_the_text(browse: Browse, height: int) -> None:
    async with browse(size=(40, height)) as (app, pilot):
        await pilot.press("enter", "n")
        await pilot.pause()
        assert reading(app).reader.size.height >= height // 2
        assert "Name Calling" in screen(app)
        await pilot.press("s")
        await shown(app, pilot, "Speakers")
        await pilot.press("escape", "l")
        await shown(app, pilot, "lake again")


async def test_the_speakers_over_the_text_scroll_and_come_again(browse: Browse) -> None:
    text = "\n\n".join(
        f"“It rained,” said Ada Number{'abcdefghijklmnopqrst'[n]}." for n in range(20)
    )
    async with browse(record("a", text), record("b", "x"), size=(80, 20)) as (app, pilot):
        for _ in range(2):
            await pilot.press("s")
            await shown(app, pilot, "Ada Numbera")
            assert "s close" in bottom(app)
            await pilot.press("G")
            await shown(app, pilot, "█ direct  ░ indirect")
            await pilot.press("g", "escape")
            await pilot.pause(0.1)
            assert "Speakers" not in screen(app)
        # Where there is room for all, nothing stays hidden.
        await pilot.press("s")
        await pilot.resize_terminal(160, 40)
        await shown(app, pilot, "Layers")
        assert "Speakers" in screen(app)


# ---------------------------------------------------------------------- what is kept
async def test_an_article_is_shown_where_it_was_left(browse: Browse) -> None:
    async with browse(record("long", LONG), record("b", ARTICLE), size=(100, 30)) as (app, pilot):
        reader = reading(app).reader
        reader.focus()
        reader.select(reader.stops[30])
        place = reader.scroll_offset.y
        item = reader.item
        assert place > 30
        await pilot.press("J")
        await settled(app, pilot)
        assert reader.scroll_offset.y == 0 and reader.item is None
        await pilot.press("K")
        await settled(app, pilot)
        assert reader.scroll_offset.y == place
        assert reader.item == item
        assert "finding 31 of" in top(app)


async def test_the_next_finding_is_looked_for_from_where_one_reads(browse: Browse) -> None:
    async with browse(record("long", LONG), size=(100, 30)) as (app, pilot):
        reader = reading(app).reader
        reader.focus()
        await pilot.press("n", "n")
        await pilot.press(*["space"] * 4)
        seen = screen(app)
        await pilot.press("n")
        await pilot.pause()
        item = reader.item
        assert item is not None
        paragraph = LONG.rfind("Paragraph", 0, item.start)
        assert re.match(r"Paragraph \d+", LONG[paragraph:])[0] in seen  # type: ignore[index]


async def test_articles_in_sight_are_counted_without_being_opened(browse: Browse) -> None:
    lines = [record(f"doc {n}", ARTICLE) for n in range(40)]
    async with browse(*lines, size=(160, 24)) as (app, pilot):
        for _ in range(200):
            await pilot.pause(0.02)
            if len(app.library.tallies) >= 11:
                break
        assert set(reading(app).articles.in_sight) <= set(app.library.tallies)
        assert 30 not in app.library.tallies
        reading(app).articles.scroll_to(y=60, animate=False)
        for _ in range(200):
            await pilot.pause(0.02)
            if 30 in app.library.tallies:
                break
        assert 30 in app.library.tallies
        assert reading(app).articles.place == 0


async def test_what_is_looked_at_is_not_let_go(browse: Browse) -> None:
    async with browse() as (app, _):
        library = app.library
        for n in range(KEPT + 5):
            assert library.get(0)[1], n
            library._keep(100 + n, library.docs[0])
        assert library.get(0)[1]


async def test_the_list_is_put_in_order(browse: Browse) -> None:
    lines = (
        record("one", "x", date="2031-05-03", outlet="B"),
        record("two", "x", outlet="A"),
        record("three", "x", date="2031-05-01", outlet="B"),
    )
    async with browse(*lines) as (app, pilot):
        articles = reading(app).articles
        await pilot.press("o")
        await pilot.pause()
        assert articles.shown == [2, 0, 1] and articles.place == 0
        assert "2 of 3 articles by date" in top(app)
        await pilot.press("J")
        assert articles.place == 1
        await pilot.press("o")
        assert articles.shown == [1, 2, 0]
        await pilot.press("o")
        assert articles.shown == [0, 1, 2]


# ---------------------------------------------------------------------- find
async def test_words_are_found_in_all_articles(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("f", *"minister", "enter")
        await shown(app, pilot, "1 of 3 articles   1 of 1 found “minister”")
        screen_ = reading(app)
        assert screen_.articles.shown == [1] and screen_.place == 1
        assert under(app) == ("minister", None)
        await pilot.press("escape")
        await pilot.pause()
        assert screen_.articles.shown == [0, 1, 2]
        await pilot.press("f", *"the  WATER", "enter")
        await shown(app, pilot, "2 of 3 articles")
        await pilot.press("J")
        await shown(app, pilot, "1 of 2 found")
        # A search in one article takes the place of that in all.
        await enter(app, pilot, "monday")
        assert "1 of 1 found “monday”" in top(app)
        assert screen_.articles.shown == [0, 1, 2]
        await pilot.press("escape", "f", *"nowhere", "enter")
        await shown(app, pilot, "in no article: nowhere")
        assert screen_.articles.shown == [0, 1, 2]


async def test_the_filter_is_typed_while_the_list_is_walked(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("slash", *"lake", "down")
        await settled(app, pilot)
        assert reading(app).place == 1
        await pilot.press("up")
        await settled(app, pilot)
        assert reading(app).place == 0


def test_finding_ignores_case_quotation_marks_and_line_ends() -> None:
    text = "The “Free\u00a0World” said: the 'free\nworld'. Freeworld."
    assert [text[a:b] for a, b in finder('"free world"')(text)] == ["“Free\u00a0World”"]
    assert len(finder("free world")(text)) == 2
    assert finder("")(text) == finder("  ")(text) == []
    assert finder("[a-z]+")(text) == []


def test_an_article_is_opened_by_name_and_place() -> None:
    docs = [
        Document("in/a.txt", "one\ntwo words\n", title="A Title"),
        Document("b.jsonl:2", "x\ny\n"),
        Document("a.txt", "z"),
    ]

    def at(name: str, *, all_read: bool = True) -> tuple[int, int] | None:
        return wanted(name, docs, all_read=all_read)

    assert at("a.txt") == (2, 0)
    assert at("in/a.txt:2:5") == (0, 8)
    assert at("in/a.txt:9") == (0, len(docs[0].text))
    assert at("b.jsonl:2") == (1, 0)
    assert at("b.jsonl:2:2") == (1, 2)
    assert at("a title:2") == (0, 4)
    assert at("a title:2", all_read=False) is None
    assert at("nothing") is None


async def test_the_browser_opens_where_it_is_told(browse: Browse) -> None:
    lines = record("first", ARTICLE), record("long", LONG)
    async with browse(*lines, size=(100, 30), first="long:61") as (app, pilot):
        await shown(app, pilot, "Paragraph 30 of")
        assert reading(app).place == 1 and reading(app).reader.has_focus
    async with browse(*lines, size=(100, 30), first="missing") as (app, pilot):
        await shown(app, pilot, "no article is called missing")


# ---------------------------------------------------------------------- copy
async def test_a_passage_is_marked_with_the_mouse_and_copied(browse: Browse) -> None:
    async with browse() as (app, pilot):
        rows = screen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "published a so-called" in row)
        x = rows[y].index("published")
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + len("published a so"), y))
        await pilot.mouse_up(offset=(x + len("published a so"), y))
        await pilot.pause()
        reader = reading(app).reader
        assert reader.item is None
        assert marked(app) == "published a so"
        await pilot.press("ctrl+c")
        assert app.clipboard.splitlines() == [
            "“published a so”",
            "“lake”, Osmera Voice, 2031-05-20, lake:3:12",
        ]
        await pilot.press("escape")
        await pilot.pause()
        assert marked(app) == ""
        # Beyond the end of a line its end is meant, and backwards is as good as forwards.
        await pilot.mouse_down(offset=(x, y + 3))
        await pilot.hover(offset=(x, y))
        await pilot.mouse_up(offset=(x, y))
        await pilot.pause()
        assert marked(app).startswith("published a so-called test")


def test_a_citation_says_what_where_and_in_which_words() -> None:
    text = "Head\n\nA so-called \x1b[31mtest. It failed."
    note = Annotation(8, 17, "frames", "Loaded_Language", rule="mine.so", voice="narrator")
    sentences = (
        Annotation(6, 28, "sentences", "sentence"),
        Annotation(29, 39, "sentences", "sentence"),
    )
    doc = Document(
        "a.txt",
        text,
        title="Head",
        outlet="Norvik Wire",
        published="2031-05-20T10:27",
        annotations=(note, *sentences),
    )
    assert cite.citation(doc, 8, 17, Item(8, 17, "frames", "Loaded_Language", note)) == (
        "“so-called” — Framing: Loaded Language, the outlet’s own voice, mine.so\n"
        "A so-called ␛[31mtest.\n"
        "“Head”, Norvik Wire, 2031-05-20 10:27, a.txt:3:3"
    )
    bare = Document("a.txt", text)
    assert cite.citation(bare, 0, 4) == "“Head”\na.txt:1:1"


def test_the_clipboard_of_the_place_is_used() -> None:
    def names(platform: str = "linux", **environ: str) -> list[str]:
        return [command[0] for command in cite.clipboards(environ, platform)]

    assert names() == []
    assert names(TMUX="x", DISPLAY=":0") == ["tmux", "xclip", "xsel"]
    assert names(WAYLAND_DISPLAY="w", DISPLAY=":0") == ["wl-copy"]
    assert names("darwin") == ["pbcopy"]
    assert names("win32") == ["clip"]


def test_what_is_copied_reaches_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, body in (("xclip", "exit 1"), ("xsel", f"cat > '{tmp_path}/got'")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    for name in ("TMUX", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert cite.hand_over("“words”") == "xsel"
    assert (tmp_path / "got").read_text(encoding="utf-8") == "“words”"


# ---------------------------------------------------------------------- endings, colours
async def test_ctrl_c_copies_what_is_selected_and_else_ends(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("n", "ctrl+c")
        assert app.clipboard.startswith("“regime”")
        await shown(app, pilot, "copied")
        await pilot.press("escape", "ctrl+c")
    assert app.return_code == 128 + signal.SIGINT


async def test_one_key_turns_dark_to_light(browse: Browse) -> None:
    async with browse(theme="nord") as (app, pilot):
        for name in ("rhetorictui-light", "rhetorictui-dark"):
            await pilot.press("t")
            assert app.theme == name


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_all_that_is_painted_can_be_read(theme: dict[str, str]) -> None:
    """WCAG 2.1 asks for a contrast of 4.5 between text and its ground."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def contrast(one: str, other: str) -> float:
        low, high = sorted((light(theme[one]), light(theme[other])))
        return (high + 0.05) / (low + 0.05)

    for name, style in PAINT.items():
        ink = re.search(r"(?<!on )\$([a-z-]+)", style)
        ground = re.search(r"on \$([a-z-]+)", style)
        if ink:
            # What has no ground of its own may stand in the row under the cursor.
            for under_it in [ground[1]] if ground else ["ground", "cursor-bg"]:
                assert contrast(ink[1], under_it) >= 4.5, (name, under_it)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("name", ["ground", "cursor-bg", "stripe", "line", "faint"])
def test_what_is_calm_is_grey_with_256_colours(theme: dict[str, str], name: str) -> None:
    shade = Color.parse(theme[name]).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    assert len(set(shade)) == 1, shade


# ---------------------------------------------------------------------- comparison
async def test_a_comparison_says_how_many_figures_differ(browse: Browse) -> None:
    told = "Brascony has about {} sailors in the strait for a joint exercise, it says."
    lines = record("a", told.format("1,200")), record("b", told.format("1,400"))
    async with browse(*lines, size=(80, 30)) as (app, pilot):
        await pilot.press("m", "J", "d")
        await shown(app, pilot, "≠ 1 figure ")
        await pilot.press("n")
        await shown(app, pilot, "≠ about 1,200 sailors · about 1,400 sailors")


async def test_a_comparison_counts_and_keeps_its_place(browse: Browse) -> None:
    other = LONG.replace("Paragraph 7 of", "Chapter 7 of").replace("Paragraph 40 ", "Chapter 40 ")
    lines = record("a", LONG, date="2031-05-20T10:27"), record("b", other)
    async with browse(*lines, size=(80, 30)) as (app, pilot):
        await pilot.press("m", "J", "d")
        await shown(app, pilot, "2 differences")
        assert "a  2031-05-20 10:27" in screen(app)
        await pilot.press("n", "n")
        await shown(app, pilot, "difference 2 of 2")
        passages = app.screen.query_one(Passages)
        assert "Chapter 40" in screen(app)
        await pilot.press("c")
        await pilot.pause()
        assert "Chapter 40" in screen(app) and "difference 2 of 2" in screen(app)
        await pilot.press("c")
        await pilot.resize_terminal(130, 30)
        await pilot.pause(0.1)
        assert isinstance(app.screen, Comparison)
        assert "Chapter 40" in screen(app)
        assert passages.rank == (2, 2)
