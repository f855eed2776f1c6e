"""The second door: a browser for articles and what is found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.reading import Problem, ReadOptions
    from rhetorictui.tasks import Annotate


class CannotBrowse(RuntimeError):
    """There is no terminal, or no such theme; the message says how to go on."""


def browse(
    sources: Sequence[str], options: ReadOptions, task: Annotate, *, theme: str, first: str = ""
) -> list[Problem]:
    """Open the browser on ``sources`` until it is left; gives what could not be read.

    ``task`` annotates what is looked at, ``first`` names the article to begin with. Raises
    CannotBrowse before anything is drawn, and KeyboardInterrupt when it was left by ctrl+c.
    """
    from rhetorictui.tui.terminal import terminal

    with terminal(sources):
        # 230 ms. Whatever is certain to fail has failed before.
        from rhetorictui.tui.app import INTERRUPTED, Browser
        from rhetorictui.tui.library import Library

        library = Library(sources, options, task)
        try:
            app = Browser(library, theme, first)
        except ValueError as error:
            raise CannotBrowse(str(error)) from None
        try:
            app.run()
        finally:
            library.stop()
    if app.return_code == INTERRUPTED:
        raise KeyboardInterrupt
    return library.problems
