"""`browse`: the reading view."""

from __future__ import annotations

import click

from rhetorictui.cli.choices import checked, frame_options
from rhetorictui.cli.group import HelpCommand
from rhetorictui.cli.options import Inputs, Output, reads
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.tasks import Annotate


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui browse articles/
    rhetorictui browse --pack all archive.jsonl.gz
    rhetorictui browse articles/ --open osmera-voice.txt:9:146
    rhetorictui read dump.csv | rhetorictui browse
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
@click.pass_obj
def browse(
    settings: Settings, inputs: Inputs, first: str, theme: str, frame_settings: FrameSettings
) -> None:
    """Read articles with their annotations highlighted: list, text, legend, details, diff.

    Annotations are computed for what is looked at. Reads standard input too; the keyboard is
    then taken from the terminal. What could not be read is named on stderr at the end.
    """
    from rhetorictui.tui import CannotBrowse
    from rhetorictui.tui import browse as open_browser  # textual: 230 ms, for this command only

    task = Annotate((*LAYERS, "keywords"), checked(frame_settings))
    with Session(inputs, Output(), settings) as session:
        try:
            problems = open_browser(inputs.sources, inputs.options, task, theme=theme, first=first)
        except CannotBrowse as error:
            raise click.UsageError(str(error)) from None
        for problem in problems:
            session.report(problem)
