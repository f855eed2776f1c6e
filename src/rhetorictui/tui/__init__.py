"""The second door: a browser for articles and what is found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rhetorictui.document import Document
    from rhetorictui.reading import Problem, ReadOptions
    from rhetorictui.tasks import Annotate


class CannotBrowse(RuntimeError):
    """There is no terminal, or no such theme; the message says how to go on."""


class Left(NamedTuple):
    """What a session leaves: what could not be read, the documents in which something was kept
    (in the layer ``kept``), and what ended it: 0 for the reader, else 128 and the number of the
    signal, as a shell counts it."""

    problems: list[Problem]
    kept: list[Document]
    ended: int


def browse(
    sources: Sequence[str],
    options: ReadOptions,
    task: Annotate,
    *,
    theme: str,
    first: str = "",
    save: Callable[[list[Document]], object] | None = None,
) -> Left:
    """Open the browser on ``sources`` until it is left.

    ``task`` annotates what is looked at, ``first`` names the article to begin with, and ``save``
    is given all that is kept whenever that changes; it may raise OSError. Raises CannotBrowse
    before anything is drawn.
    """
    from rhetorictui.tui.terminal import terminal

    with terminal(sources):
        # 230 ms. Whatever is certain to fail has failed before.
        from rhetorictui.tui.app import Browser
        from rhetorictui.tui.library import Library

        library = Library(sources, options, task, save)
        try:
            app = Browser(library, theme, first)
        except ValueError as error:
            raise CannotBrowse(str(error)) from None
        try:
            app.run()
        finally:
            library.stop()
    return Left(library.problems, library.kept(), app.return_code or 0)


def kept_words(docs: Iterable[Document]) -> Iterator[str]:
    """Each thing that was kept in ``docs``, with what was known of it, its sentence and place."""
    from rhetorictui.layers import annotate
    from rhetorictui.tui.cite import citation
    from rhetorictui.tui.picture import BY_HAND, items_of

    for doc in docs:
        whole = annotate(doc, ("sentences",))
        for item in items_of(doc):
            if item.layer == BY_HAND:
                yield citation(whole, item.start, item.end, item)
