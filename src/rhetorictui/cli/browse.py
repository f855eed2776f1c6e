"""`browse`: the reading view."""

from __future__ import annotations

import click

from rhetorictui.cli.choices import checked, frame_options
from rhetorictui.cli.group import HelpCommand
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.record import to_record
from rhetorictui.tasks import Annotate


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
    kept with + is printed then, or written with -o: the articles, with the layer "kept".
    """
    from rhetorictui.tui import CannotBrowse, kept_words
    from rhetorictui.tui import browse as open_browser  # textual: 230 ms, for this command only

    task = Annotate((*LAYERS, "keywords"), checked(frame_settings))
    with Session(inputs, output, settings) as session:
        _make_sure_of(output, session)
        try:
            left = open_browser(inputs.sources, inputs.options, task, theme=theme, first=first)
        except CannotBrowse as error:
            raise click.UsageError(str(error)) from None
        for problem in left.problems:
            session.report(problem)
        if session.format == "jsonl":
            session.write_records(map(to_record, left.kept))
        else:
            for words in kept_words(left.kept):
                session.write(f"{words}\n\n".encode())
        if left.interrupted:
            raise KeyboardInterrupt


def _make_sure_of(output: Output, session: Session) -> None:
    """See to it, before anything is kept by hand, that it can be written and nothing is lost."""
    from pathlib import Path  # a start does without it

    if output.path in (None, "-"):
        return
    known = Path(output.path)
    if known.is_file() and known.stat().st_size:
        raise click.UsageError(
            f"--output {output.path}: holds something, and what is kept by hand cannot be made "
            "again; name another file."
        )
    session.write(b"")
