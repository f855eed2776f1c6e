"""``browse`` as a process in a pseudo-terminal: pipes, the keyboard, exit codes, imports."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run

PATIENCE = 60.0
PACK = """
schema = 1
id = "mine"
title = "A pack of the test"
version = "1.0.0"
description = "It compiles at once."
source = "Nobody 2031"
default = false

[[rule]]
id = "happened"
label = "Loaded_Language"
match = ["happened", "regime"]
note = "For the test."
source = "Nobody 2031"
examples.match = ["It happened."]
examples.no_match = ["It did not."]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of its own: the built-in ones may have to be compiled, which takes seconds."""
    path = tmp_path / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


class Terminal:
    """A process whose controlling terminal this is; its standard input may be a pipe."""

    def __init__(
        self,
        *args: object,
        pipe: bytes | None = None,
        held: bool = False,
        errors: Path | None = None,
    ) -> None:
        """``held`` keeps the pipe open, so that more may come."""
        self._front, back = pty.openpty()
        name = os.ttyname(back)
        # Opening a terminal after setsid makes it the controlling one, as a shell does.
        code = (
            "import os,runpy,sys; os.setsid(); os.close(os.open(sys.argv[1], os.O_RDWR)); "
            "sys.argv[:] = ['rhetorictui', *sys.argv[2:]]; "
            "runpy.run_module('rhetorictui', run_name='__main__')"
        )
        log = back if errors is None else os.open(errors, os.O_WRONLY | os.O_CREAT)
        environment = dict(os.environ, TERM="xterm-256color", COLUMNS="100", LINES="30")
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, name, *map(str, args)],
            stdin=subprocess.PIPE if pipe is not None else back,
            stdout=back,
            stderr=log,
            env=environment,
        )
        for descriptor in {back, log}:
            os.close(descriptor)
        self.seen = b""
        if pipe is not None:
            assert self.process.stdin is not None
            self.process.stdin.write(pipe)
            self.process.stdin.flush()
            if not held:
                self.process.stdin.close()

    def until(self, words: str) -> None:
        """Read what is drawn until ``words`` were."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self.seen:
            assert time.monotonic() < end, self.seen[-2000:]
            if not self._read():
                raise AssertionError(self.seen[-2000:])

    def _read(self) -> bool:
        try:
            if select.select([self._front], [], [], 0.2)[0]:
                self.seen += os.read(self._front, 1 << 16)
        except OSError:  # The last process has closed the terminal.
            return False
        return True

    def press(self, keys: str) -> None:
        os.write(self._front, keys.encode())

    def hang_up(self) -> int:
        """Close the terminal, as a window is closed or a line cut; the exit code."""
        os.close(self._front)
        return self.process.wait(PATIENCE)

    def code(self) -> int:
        """The exit code, once the process has ended."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, self.seen[-2000:]
            self._read()
        while self._read() and select.select([self._front], [], [], 0)[0]:
            pass
        os.close(self._front)
        return self.process.returncode


ARTICLES = b"".join(
    b'{"id":"%d","title":"Title %d","text":"Nothing loaded happened on day %d."}\n' % (n, n, n)
    for n in (1, 2, 3)
)


def test_articles_through_a_pipe_keys_from_the_terminal(tmp_path: Path, pack: Path) -> None:
    errors = tmp_path / "errors"
    terminal = Terminal("browse", "--pack", pack, pipe=ARTICLES + b"{broken", errors=errors)
    terminal.until("1 of 3 articles")
    terminal.press("J")
    terminal.until("2 of 3")
    terminal.press("q")
    assert terminal.code() == 3
    assert errors.read_text(encoding="utf-8").startswith("rhetorictui: -:4: ")


def test_a_file_is_browsed_and_left_quietly(sample: Path, pack: Path) -> None:
    terminal = Terminal("browse", "--pack", pack, sample / "02-rights-session")
    terminal.until("1 of 4 articles")
    terminal.press("q")
    assert terminal.code() == 0


def test_it_opens_where_it_is_told_and_ctrl_c_interrupts_it(sample: Path, pack: Path) -> None:
    folder = sample / "02-rights-session"
    terminal = Terminal("browse", "--pack", pack, folder, "--open", "osmera-voice.txt:3")
    terminal.until("3 of 4 articles")
    terminal.until("prison province")
    terminal.press("\x03")
    assert terminal.code() == 130


def test_a_pipe_that_never_ends_does_not_hold_the_way_out(tmp_path: Path, pack: Path) -> None:
    held = tmp_path / "fifo"
    os.mkfifo(held)
    keep = os.open(held, os.O_RDWR)
    terminal = Terminal("browse", "--pack", pack, held)
    terminal.until("reading")
    terminal.press("q")
    assert terminal.code() == 0
    os.close(keep)


def test_the_first_articles_of_a_slow_pipe_are_shown_at_once(pack: Path) -> None:
    first, second, third = ARTICLES.splitlines(keepends=True)
    terminal = Terminal("browse", "--pack", pack, pipe=first, held=True)
    terminal.until("on day 1")
    pipe = terminal.process.stdin
    assert pipe is not None
    pipe.write(second + third[:20])
    pipe.flush()
    terminal.until("Title 2")
    pipe.write(third[20:])
    pipe.close()
    terminal.until("1 of 3 articles")
    terminal.press("q")
    assert terminal.code() == 0


def test_without_a_terminal_it_says_what_to_use_instead(rhet: Run, sample: Path) -> None:
    done = rhet("browse", sample)
    assert done.returncode == 2
    assert b"draws on a terminal" in done.stderr
    assert not done.stdout


def test_an_unknown_theme_is_a_usage_error() -> None:
    terminal = Terminal("browse", "--theme", "rhetorictui-lihgt", __file__)
    assert terminal.code() == 2
    assert b"did you mean rhetorictui-light" in terminal.seen


def test_browsing_imports_no_number_crunching(sample: Path, pack: Path) -> None:
    code = """
import asyncio, sys
from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.reading import ReadOptions
from rhetorictui.tasks import Annotate
from rhetorictui.tui.app import Browser
from rhetorictui.tui.library import Library

async def main():
    task = Annotate((*LAYERS, "keywords"), FrameSettings(packs=(sys.argv[2],)))
    app = Browser(Library([sys.argv[1]], ReadOptions(), task), "nord")
    async with app.run_test(size=(160, 48)) as pilot:
        while not app.library.tallies and not app.library.problems:
            await pilot.pause(0.05)
        await pilot.press("n", "s", "m", "J", "d", "escape")
    assert not app.library.problems, app.library.problems

asyncio.run(main())
print(sorted({"numpy", "scipy", "sklearn", "pandas", "spacy", "click"} & set(sys.modules)))
"""
    command = [sys.executable, "-c", code, str(sample / "02-rights-session"), str(pack)]
    # The first run may compile packs, which inflects words, and the inflecter needs numpy.
    subprocess.run(command, check=True, capture_output=True)
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
