"""Options by which the commands on a corpus choose documents, and their checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from rhetorictui.corpus.selection import DATE, Selection

F = TypeVar("F", bound=Callable[..., Any])


class Date(click.ParamType):  # type: ignore[type-arg]
    """A date in ISO 8601: a year, a month, a day or a minute."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not DATE.fullmatch(str(value)):
            self.fail(f"{value!r} is no date; write it as 2031, 2031-03 or 2031-03-05.", param, ctx)
        return str(value)


class Sizes(click.ParamType):  # type: ignore[type-arg]
    """A number of words or a range of them: ``2`` or ``2-5``, at most 8."""

    name = "sizes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        low, _, high = str(value).partition("-")
        if not low.isdigit() or not (high or low).isdigit():
            self.fail(f"{value!r} is no length in words; write 2 or 2-5.", param, ctx)
        least, most = int(low), int(high or low)
        if not 1 <= least <= most <= 8:
            self.fail(f"{value!r}: from 1 to 8 words, the smaller number first.", param, ctx)
        return least, most


def selects(function: F) -> F:
    """Give a command ``--outlet``, ``--since`` and ``--until``, as one ``selection``."""

    @wraps(function)
    def command(
        *args: Any, outlet: tuple[str, ...], since: str | None, until: str | None, **rest: Any
    ) -> Any:
        if since and until and since[: len(until)] > until:
            raise click.UsageError(f"--since {since} lies after --until {until}.")
        chosen = Selection(tuple(name.lower() for name in outlet), since, until)
        return function(*args, selection=chosen, **rest)

    wrapped: Any = command
    wrapped = click.option(
        "--until", type=Date(), metavar="DATE", help="Only articles published until then."
    )(wrapped)
    wrapped = click.option(
        "--since",
        type=Date(),
        metavar="DATE",
        help="Only articles published since: 2031, 2031-03 or 2031-03-05.",
    )(wrapped)
    return click.option(  # type: ignore[no-any-return]
        "--outlet", multiple=True, metavar="NAME", help="Only articles of this outlet."
    )(wrapped)
