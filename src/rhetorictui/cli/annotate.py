"""`annotate`: all layers into document records; the command of pipelines."""

from __future__ import annotations

import click

from rhetorictui.cli.choices import (
    LayerList,
    background_table,
    checked,
    frame_options,
    refuse_unused,
)
from rhetorictui.cli.group import HelpCommand, complete_files
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import selecting, selects
from rhetorictui.cli.settings import DEFAULT_LAYERS, Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.layers import FrameSettings
from rhetorictui.tasks import Annotate


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui annotate articles/ > annotated.jsonl
    rhetorictui annotate --layers quotes,frames article.txt | jq -c '.annotations[]'
    rhetorictui read dump.csv | rhetorictui annotate --layers frames --pack stance
    """,
)
@click.option(
    "--layers",
    type=LayerList(),
    default=",".join(DEFAULT_LAYERS),
    show_default=True,
    metavar="A,B",
    help="Layers to add.",
)
@click.option(
    "--background",
    default="news",
    metavar="NAME|FILE",
    shell_complete=complete_files,
    show_default=True,
    help="Document frequencies behind keywords: news, or a table built by `background build`.",
)
@click.option(
    "--top",
    "-n",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    metavar="N",
    help="Keywords to a document.",
)
@frame_options()
@selects
@reads
@writes("jsonl")
@click.pass_obj
def annotate(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    layers: tuple[str, ...],
    background: str,
    top: int,
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Add annotations to document records: sentences, quotes, frames, headline and keywords.

    Gives JSONL on a terminal too. Records that come in keep what earlier commands put there.
    """
    if "frames" in layers:
        frame_settings = checked(frame_settings)
    else:
        among = ",".join(layers)
        refuse_unused(
            frame_settings, f"is for the layer frames, which is not among --layers {among}."
        )
    if "keywords" in layers:
        if background == "none":
            raise click.BadParameter(
                "articles are annotated one by one, so their keywords need a table: news, or a "
                "file made by `background build`.",
                param_hint="'--background'",
            )
        background_table(background)
    task = Annotate(layers, frame_settings, background, top)
    with selecting(inputs, output, settings, selection) as session:
        for block in session.lines(task):
            session.write(block)
