"""What is kept with ``+``: it is shown, it can be let go, and quitting hands it over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import ARTICLE, Browse, opener, reading, record, screen, shown, under
from test_tui_terminal import PACK, Terminal

from rhetorictui.record import loads

if TYPE_CHECKING:
    from conftest import Run

    from rhetorictui.document import Annotation
    from rhetorictui.tui.app import Browser


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    return opener(tmp_path)


def kept(app: Browser) -> list[Annotation]:
    return [a for doc in app.library.kept() for a in doc.annotations if a.layer == "kept"]


async def test_a_finding_is_kept_with_all_that_is_known_of_it(browse: Browse) -> None:
    async with browse() as (app, pilot):
        many = len(reading(app).reader.stops)
        await pilot.press("n", "n", "plus")
        await shown(app, pilot, "kept, 1 in all")
        note = kept(app)[0]
        assert (note.label, note.voice) == ("Name_Calling-Labeling", "narrator")
        assert note.rule == "mine.regime" and ARTICLE[note.start : note.end] == "regime"
        assert not any(a.layer == "frames" for a in app.library.kept()[0].annotations)
        # It stands for the finding: the cursor stays, and next does not stop there twice.
        assert f"finding 2 of {many}" in screen(app) and "7 ● Kept" in screen(app)
        await pilot.press("n")
        assert under(app) == ("so-called", "narrator")
        await pilot.press("p", "plus")
        await shown(app, pilot, "let go, 0 left")
        assert not app.library.kept() and under(app) == ("regime", "narrator")
        await pilot.pause()
        assert f"finding 2 of {many}" in screen(app)


async def test_passages_quotations_and_words_found_are_kept(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("plus")
        await shown(app, pilot, "nothing is selected")
        await pilot.press("right_parenthesis", "right_parenthesis", "plus")
        await pilot.press("right_square_bracket", "plus", "J", "slash", *"bait")
        reading(app).reader.focus()
        await pilot.press("escape", "f", *"bait", "enter")
        await shown(app, pilot, "found “bait”")
        await pilot.press("plus")
        await shown(app, pilot, "kept, 3 in all")
        notes = [(a.label, a.speaker) for a in kept(app)]
        assert sorted(notes, key=str) == [
            ("direct", "Milo Tessarin"), ("passage", None), ("passage", None)
        ]  # fmt: skip
        assert [doc.id for doc in app.library.kept()] == ["lake", "lake again"]
        marks = [line[1] for line in screen(app).splitlines() if line[2:6] == "lake"]
        assert marks == ["+", "+"]


async def test_what_another_session_kept_is_shown_and_can_be_let_go(browse: Browse) -> None:
    at = ARTICLE.index("swam")
    note = {"layer": "kept", "label": "passage", "start": at, "end": at + 4, "text": "swam"}
    other = {"layer": "mine", "label": "verb", "start": at, "end": at + 4, "text": "swam"}
    ours = {"schema": "rhetorictui/1", "type": "document", "annotations": [note, other]}
    line = record("lake", ARTICLE, **ours)
    async with browse(line) as (app, pilot):
        assert "7 ● Kept" in screen(app) or "8 ● Kept" in screen(app)
        for _ in reading(app).reader.stops:
            await pilot.press("n")
            if under(app) == ("swam", None):
                break
        assert len(kept(app)) == 1
        await pilot.press("plus")
        await shown(app, pilot, "let go, 0 left")
        assert not app.library.kept()


async def test_a_finding_is_kept_in_a_comparison(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("m", "J", "d")
        await shown(app, pilot, "word for word")
        await pilot.press("plus")
        await shown(app, pilot, "nothing is under the cursor")
        await pilot.press("right_square_bracket", "right_square_bracket", "plus")
        await shown(app, pilot, "kept, 1 in all")
        await shown(app, pilot, "+ Name Calling-Labeling “regime”")
        assert "finding 2 of" in screen(app)
        assert [doc.id for doc in app.library.kept()] == ["lake again"]
        await pilot.press("escape")
        await shown(app, pilot, "7 ● Kept")
        await pilot.press("n", "plus")
        await shown(app, pilot, "let go, 0 left")


# ---------------------------------------------------------------------- quitting
@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(PACK, encoding="utf-8")
    path = tmp_path / "lake.txt"
    path.write_text("The lake\n\nNothing much happened there in May.\n", encoding="utf-8")
    return path


def keep_one(article: Path, *more: object, end: str = "q") -> Terminal:
    terminal = Terminal("browse", "--pack", article.parent / "mine.toml", article, *more)
    terminal.until("own")
    terminal.press("n+")
    terminal.until("kept")
    terminal.seen = b""
    terminal.press("\x1b")
    terminal.until("next quotation")
    terminal.press(end)
    return terminal


def test_on_a_terminal_it_is_printed_with_its_sentence(article: Path) -> None:
    terminal = keep_one(article)
    assert terminal.code() == 0
    printed = terminal.seen.decode().rpartition("\x1b")[2]
    assert "“happened” — Kept: Loaded Language, the outlet’s own voice, mine.happened" in printed
    assert "Nothing much happened there in May." in printed and "lake.txt:3:14" in printed


def test_it_is_written_as_records_also_when_interrupted(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.jsonl"
    terminal = keep_one(article, "-o", out, end="\x03")
    assert terminal.code() == 130
    written = loads(out.read_bytes())
    assert written["type"] == "document" and written["id"] == str(article)
    (note,) = written["annotations"]
    assert (note["layer"], note["text"], note["rule"]) == ("kept", "happened", "mine.happened")


def test_what_was_kept_before_is_not_overwritten(rhet: Run, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.jsonl"
    out.write_bytes(b"{}\n")
    done = rhet("browse", article, "-o", out)
    assert done.returncode == 2 and b"cannot be made again" in done.stderr
    assert out.read_bytes() == b"{}\n"
    done = rhet("browse", article, "-o", tmp_path / "nowhere" / "kept.jsonl")
    assert done.returncode == 2 and b"cannot be written" in done.stderr
