"""What is kept with ``+``: it is shown, it can be let go, and quitting hands it over."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import ARTICLE, Browse, opener, reading, record, screen, shown, under
from test_tui_terminal import PACK, Terminal

from rhetorictui.document import Annotation, Document
from rhetorictui.reading import ReadOptions
from rhetorictui.record import loads
from rhetorictui.tasks import Annotate
from rhetorictui.tui.library import Library
from rhetorictui.tui.status import kept as told
from rhetorictui.tui.widgets.passages import Passages

if TYPE_CHECKING:
    from conftest import Run

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
        assert "1 2 … layers" in screen(app).splitlines()[-1]
        await pilot.press("n")
        assert under(app) == ("so-called", "narrator")
        await pilot.press("p", "plus")
        await shown(app, pilot, "let go, 0 left")
        assert not app.library.kept() and under(app) == ("regime", "narrator")
        await pilot.pause()
        assert f"finding 2 of {many}" in screen(app)


async def test_what_is_kept_stays_one_of_its_kind(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("n", "n", "plus")
        await shown(app, pilot, "kept, 1 in all")
        assert "of 3 Name Calling-Labeling" in screen(app).splitlines()[0]
        # It is not said to lie over the finding that it was.
        assert "also here" not in screen(app)
        await pilot.press("right_curly_bracket")
        assert under(app) == ("regime", "direct")
        await pilot.press("left_curly_bracket")
        assert under(app) == ("regime", "narrator")


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
        # Kept, it is still seen to be the outlet's own.
        passages = app.screen.query_one(Passages)
        stretch = next(
            part for line in passages._lines for part in line.parts if passages.found in part.found
        )
        assert {"own", "kept"} <= set(passages._names(stretch, ()))
        assert [doc.id for doc in app.library.kept()] == ["lake again"]
        await pilot.press("escape")
        await shown(app, pilot, "7 ● Kept")
        await pilot.press("n", "plus")
        await shown(app, pilot, "let go, 0 left")


def test_what_cannot_be_written_is_said_and_tried_again() -> None:
    full = True

    def save(docs: list[Document]) -> None:
        if full:
            raise OSError(28, "No space left on device")

    library = Library([], ReadOptions(), Annotate(()), save)
    library.docs.append(Document("a", "A lake."))
    assert library.keep(0, Annotation(2, 6, "kept", "passage"))
    assert "not written: No space left" in told(library, True) and len(library.kept()) == 1
    full = False
    library.keep(0, Annotation(0, 1, "kept", "passage"))
    assert told(library, True) == "kept, 2 in all; written"


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


def test_it_is_written_as_soon_as_it_is_kept_and_whole(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.jsonl"
    terminal = Terminal("browse", "--pack", article.parent / "mine.toml", article, "-o", out)
    terminal.until("own")
    assert not out.exists()
    terminal.press("n+")
    terminal.until("1 in all; written")
    assert loads(out.read_bytes())["annotations"][0]["text"] == "happened"
    terminal.process.kill()
    assert terminal.code() < 0
    assert loads(out.read_bytes())["annotations"][0]["text"] == "happened"


def test_with_nothing_kept_there_is_no_file(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.jsonl"
    terminal = Terminal("browse", "--pack", article.parent / "mine.toml", article, "-o", out)
    terminal.until("own")
    terminal.press("n+")
    terminal.until("1 in all")
    terminal.press("+")
    terminal.until("let go")
    terminal.press("q")
    assert terminal.code() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lake.txt", "mine.toml"]


def test_what_is_asked_to_end_hands_over_first(article: Path) -> None:
    terminal = keep_one(article, end="")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.code() == 128 + signal.SIGTERM
    assert "“happened” — Kept" in terminal.seen.decode().rpartition("\x1b")[2]


def test_without_a_terminal_any_more_it_is_saved_to_a_file(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = keep_one(article, end="")
    assert terminal.hang_up() == 128 + signal.SIGHUP
    (saved,) = tmp_path.glob("kept-*.jsonl")
    assert loads(saved.read_bytes())["annotations"][0]["text"] == "happened"


def test_what_was_kept_before_is_not_overwritten(rhet: Run, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.jsonl"
    out.write_bytes(b"{}\n")
    done = rhet("browse", article, "-o", out)
    assert done.returncode == 2 and b"cannot be made again" in done.stderr
    assert out.read_bytes() == b"{}\n"
    done = rhet("browse", article, "-o", tmp_path)
    assert done.returncode == 2 and b"it is a folder" in done.stderr
    done = rhet("browse", article, "-o", tmp_path / "nowhere" / "kept.jsonl")
    assert done.returncode == 2 and b"cannot be written" in done.stderr
