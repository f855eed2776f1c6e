"""Options that several commands share, gathered into the two objects that commands work with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

import click

from rhetorictui.cli.group import OneOf, complete_files
from rhetorictui.reading import FORMATS, Problem, ReadOptions, files_from

F = TypeVar("F", bound=Callable[..., Any])

_FIELDS = ("text", "id", "title", "date", "outlet", "byline")


class Inputs(NamedTuple):
    """What a command reads: the sources as given, how to read them, and with how many processes."""

    sources: tuple[str, ...]
    options: ReadOptions
    jobs: int = 0


class Output(NamedTuple):
    """How a command writes: ``format`` as asked for, colour, and the file or stdout."""

    format: str = "auto"
    color: str = "auto"
    path: str | None = None


def reads(function: F) -> F:
    """Give a command the arguments and options of reading, as one ``inputs``."""

    @wraps(function)
    def command(
        *args: Any,
        sources: tuple[str, ...],
        listed_in: str | None,
        encoding: str | None,
        input_format: str,
        jobs: int,
        **rest: Any,
    ) -> Any:
        fields = {f"{name}_field": rest.pop(f"{name}_field") for name in _FIELDS}
        try:
            options = ReadOptions(
                encoding=encoding,
                format=None if input_format == "auto" else input_format,
                **fields,
            ).checked()
        except ValueError as error:
            raise click.BadParameter(f"{error}.", param_hint="'--encoding'") from None
        inputs = Inputs(gathered(sources, listed_in), options, jobs)
        return function(*args, inputs=inputs, **rest)

    wrapped: Any = command
    for name in reversed(_FIELDS):
        wrapped = click.option(
            f"--{name}-field", metavar="NAME", help=f"Field of a record that holds the {name}."
        )(wrapped)
    wrapped = click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="Worker processes for larger inputs; 0 is one a core.",
    )(wrapped)
    wrapped = click.option(
        "--input-format",
        type=OneOf(["auto", *FORMATS]),
        default="auto",
        help="Format of the input, when its name and content do not tell.",
    )(wrapped)
    wrapped = click.option(
        "--encoding", metavar="NAME", help="Encoding of the input; detected when not given."
    )(wrapped)
    wrapped = click.option(
        "--files-from",
        "listed_in",
        metavar="FILE",
        shell_complete=complete_files,
        help="Read a list of sources, one a line; - is stdin.",
    )(wrapped)
    given: F = click.argument(
        "sources", nargs=-1, metavar="[SOURCE]...", shell_complete=complete_files
    )(wrapped)
    return given


def writes(*formats: str) -> Callable[[F], F]:
    """Give a command ``--format`` (with these choices), ``--color`` and ``-o``, as ``output``."""

    def decorate(function: F) -> F:
        @wraps(function)
        def command(
            *args: Any, format: str, color: str, output_path: str | None, **rest: Any
        ) -> Any:
            return function(*args, output=Output(format, color, output_path), **rest)

        wrapped: Any = command
        wrapped = click.option(
            "--output",
            "-o",
            "output_path",
            metavar="FILE",
            shell_complete=complete_files,
            help="Write to FILE, not to stdout.",
        )(wrapped)
        wrapped = click.option(
            "--color",
            type=OneOf(["auto", "always", "never"]),
            default="auto",
            hidden=formats == ("jsonl",),
            help="Colour on a terminal; NO_COLOR and FORCE_COLOR are heeded.",
        )(wrapped)
        auto = "a table on a terminal and JSONL in a pipe" if "table" in formats else "JSONL"
        given: F = click.option(
            "--format",
            "-f",
            type=Format(["auto", *formats]),
            default="auto",
            help=f"auto is {auto}.",
        )(wrapped)
        return given

    return decorate


class Format(OneOf):
    """The formats of one command. One that the settings ask of all commands, and this command
    does not have, is as good as none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        settled = (ctx.default_map or {}).get("format") if ctx else None
        if value == settled and value not in self.choices:
            return "auto"
        return super().convert(value, param, ctx)


def gathered(sources: tuple[str, ...], listed_in: str | None) -> tuple[str, ...]:
    """All sources a command was given; standard input when there is none and it is a pipe.

    Raises click.UsageError when there is nothing to read.
    """
    if sys.stdin is None and "-" in (*sources, listed_in):
        raise click.UsageError("standard input is closed: name a file, a folder or a glob.")
    if listed_in is not None:
        problems: list[Problem] = []
        listed = files_from(listed_in, problems.append)
        if problems:
            raise click.UsageError(f"--files-from {problems[0]}.")
        return (*sources, *listed)
    if sources:
        return sources
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError(
            "nothing to read: name a file, a folder or a glob, or pipe articles in."
        )
    return ("-",)
