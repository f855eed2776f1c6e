"""`browse`: the reading view."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from rhetorictui.cli.choices import checked, frame_options
from rhetorictui.cli.group import HelpCommand, writing
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.folders import replacing
from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.record import dumps, to_record
from rhetorictui.tasks import Annotate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rhetorictui.document import Document

_HUNG_UP = 128 + getattr(signal, "SIGHUP", 1)


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui browse articles/
    rhetorictui browse --pack all archive.jsonl.gz
    rhetorictui browse articles/ --open osmera-voice.txt:9:146
    rhetorictui read dump.csv | rhetorictui browse
    rhetorictui browse articles/ -o kept.jsonl
    """,
)
@click.option(
    "--open",
    "first",
    metavar="NAME[:LINE[:COLUMN]]",
    default="",
    help="Begin with the article of that name, or with NAME in its name or title; at a line.",
)
@click.option(
    "--theme",
    metavar="NAME",
    default="rhetorictui-dark",
    show_default=True,
    help="Theme of the screen; change it inside with ctrl+p.",
)
@frame_options()
@reads
@writes("table", "jsonl")
@click.pass_obj
def browse(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    first: str,
    theme: str,
    frame_settings: FrameSettings,
) -> None:
    """Read articles with their annotations highlighted: list, text, legend, details, diff.

    Annotations are computed for what is looked at. Reads standard input too; the keyboard is
    then taken from the terminal. What could not be read is named on stderr at the end. What was
    kept with + is printed then; with -o it is written at once, as soon as it is kept: the articles,
    with the layer "kept".
    """
    from rhetorictui.tui import CannotBrowse
    from rhetorictui.tui import browse as open_browser  # textual: 230 ms, for this command only

    task = Annotate((*LAYERS, "keywords"), checked(frame_settings))
    file = _file_to_be(output)
    if file is not None:
        output = output._replace(path=None)  # It is not open meanwhile: it is replaced, whole.

    def save(kept: Sequence[Document]) -> None:
        if file is not None:
            _save(file, kept, output.format)

    with Session(inputs, output, settings) as session:
        try:
            left = open_browser(
                inputs.sources,
                inputs.options,
                task,
                theme=theme,
                first=first,
                save=save if file is not None else None,
            )
        except CannotBrowse as error:
            raise click.UsageError(str(error)) from None
        for problem in left.problems:
            session.report(problem)
        if left.kept:
            if file is None and left.ended == _HUNG_UP and output.path is None:
                file = _rescue()
            if file is not None:
                with writing(str(file)):
                    save(left.kept)
            else:
                session.write(_as(session.format, left.kept))
        if left.ended:
            raise click.exceptions.Exit(left.ended)


def _file_to_be(output: Output) -> Path | None:
    """The file to write what is kept to, None where the output is none, as a pipe.

    It is seen to, before anything is kept by hand, that it can be written and nothing is lost.
    """
    from pathlib import Path  # a start does without it
    from tempfile import TemporaryFile

    if output.path is None or output.path == "-":
        return None
    file = Path(output.path).resolve()
    if file.exists() and not (file.is_file() or file.is_dir()):
        return None
    if file.is_file() and file.stat().st_size:
        raise click.UsageError(
            f"--output {output.path}: holds something, and what is kept by hand cannot be made "
            "again; name another file."
        )
    try:
        if file.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        with TemporaryFile(dir=file.parent):
            return file
    except OSError as error:
        reason = error.strerror
    raise click.UsageError(f"--output {output.path}: cannot be written: {reason}.")


def _rescue() -> Path:
    """A file for what is kept when there is no terminal any more to print it on."""
    from pathlib import Path
    from time import strftime

    return Path(strftime("kept-%Y%m%d-%H%M%S.jsonl"))


def _save(file: Path, kept: Sequence[Document], form: str) -> None:
    """Make ``file`` hold all that is kept, in one step; without anything there is no file."""
    if not kept:
        file.unlink(missing_ok=True)
        return
    with replacing(file) as part:
        part.write_bytes(_as("table" if form == "table" else "jsonl", kept))


def _as(form: str, kept: Sequence[Document]) -> bytes:
    """What is kept as records, or as words that can be read."""
    if form == "jsonl":
        return b"".join(dumps(to_record(doc)) for doc in kept)
    from rhetorictui.tui import kept_words

    return "".join(f"{words}\n\n" for words in kept_words(kept)).encode()
