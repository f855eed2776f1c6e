"""The terminal: articles may come through standard input, the keyboard then comes from elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rhetorictui.tui import CannotBrowse


@contextmanager
def terminal(sources: Sequence[str]) -> Iterator[None]:
    """Make sure that there is a screen and a keyboard, and give both to Textual.

    When ``sources`` name "-", the pipe moves to ``sys.stdin`` alone, where the reading room takes
    it from, and descriptor 0, where Textual reads keys, becomes the terminal. Raises CannotBrowse.
    """
    if not sys.__stdout__ or not sys.__stdout__.isatty():
        raise CannotBrowse(
            "browse draws on a terminal, and the output is none; "
            "for files and pipes there are frames, quotes, keywords and annotate"
        )
    standing = sys.stdin, sys.__stderr__
    if "-" in sources and not os.isatty(0):
        sys.stdin = _keyboard_apart()
    elif not os.isatty(0):
        _keyboard_apart().close()
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        # Textual draws on stderr; where that is kept in a file, it has to draw on stdout.
        sys.__stderr__ = sys.__stdout__  # type: ignore[misc]
    try:
        yield
    finally:
        sys.stdin, sys.__stderr__ = standing  # type: ignore[misc]


def _keyboard_apart():  # type: ignore[no-untyped-def]
    """Put the terminal on descriptor 0 and give what was there as a stream of its own."""
    name = "CON" if sys.platform == "win32" else "/dev/tty"
    try:
        keyboard = os.open(name, os.O_RDWR)
    except OSError as error:
        raise CannotBrowse(
            f"articles come through standard input, so the keys have to come from {name}, "
            f"and that cannot be opened ({error.strerror}); save the articles to a file first"
        ) from None
    pipe = os.dup(0)
    os.dup2(keyboard, 0)
    os.close(keyboard)
    return open(pipe, encoding="utf-8", errors="surrogateescape")  # noqa: PTH123, SIM115
