"""The terminal: articles may come through standard input, keys then come from elsewhere."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, BinaryIO

from rhetorictui.tui import CannotBrowse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def terminal(sources: Sequence[str]) -> Iterator[None]:
    """Make sure that there is a screen and a keyboard, where Textual looks for them.

    Where standard input is a pipe, descriptor 0 becomes the terminal. When ``sources`` name "-",
    ``sys.stdin`` is the pipe as before, which is where the reading room takes articles from.
    Raises CannotBrowse.
    """
    if sys.__stdout__ is None or not sys.__stdout__.isatty():
        raise CannotBrowse(
            "browse draws on a terminal, and the output is none; "
            "for files and pipes there are frames, quotes, keywords and annotate"
        )
    streams: Any = sys
    standing = streams.stdin, streams.__stderr__
    if not os.isatty(0):
        # Not a text stream: that would wait, at the end, for a thread that still reads the pipe.
        streams.stdin = SimpleNamespace(buffer=_keyboard_apart())
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        # Textual draws on stderr; where that is kept in a file, it has to draw on stdout.
        streams.__stderr__ = sys.__stdout__
    try:
        yield
    finally:
        streams.stdin, streams.__stderr__ = standing


def _keyboard_apart() -> BinaryIO:
    """Put the terminal on descriptor 0 and give what was there as a stream of its own."""
    name = "CON" if sys.platform == "win32" else "/dev/tty"
    try:
        keyboard = os.open(name, os.O_RDWR)
    except OSError as error:
        raise CannotBrowse(
            f"standard input is no terminal, so the keys have to come from {name}, and that "
            f"cannot be opened ({error.strerror}); run it in a terminal"
        ) from None
    piped = os.dup(0)
    os.dup2(keyboard, 0)
    os.close(keyboard)
    return open(piped, "rb")  # noqa: PTH123 - a descriptor, open to the end
