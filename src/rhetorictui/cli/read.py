"""`read`: sources in, document records out."""

from __future__ import annotations

from collections.abc import Iterator

import click

from rhetorictui.cli.group import HelpCommand
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import selecting, selects
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import Document
from rhetorictui.record import Record, to_record


def as_record(doc: Document) -> Iterator[Record]:
    """The task of `read`: the document as it is."""
    yield to_record(doc)


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui read articles/ > articles.jsonl
    rhetorictui read --text-field body --id-field url dump.csv.gz
    rhetorictui read --outlet "Talvon Daily" --since 2031-07 archive.jsonl | rhetorictui browse
    find . -name '*.txt' | rhetorictui read --files-from -
    """,
)
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def read(settings: Settings, inputs: Inputs, output: Output, selection: Selection) -> None:
    """Print the document record of each article: its text as decoded, title, dates, outlet,
    by-line and zones (headline, deck, caption, boilerplate …)."""
    with selecting(inputs, output, settings, selection) as session:
        if session.format == "jsonl":
            for block in session.lines(as_record):
                session.write(block)
            return
        columns = ["id", "title", "published", "outlet", "words"]
        if session.format == "csv":
            columns += ["updated", "byline", "language"]
        session.show(columns, (_row(r)[: len(columns)] for r in session.records(as_record)))


def _row(r: Record) -> tuple[str | int | None, ...]:
    return (
        r["id"],
        r["title"],
        r["published"],
        r["outlet"],
        len(r["text"].split()),
        r["updated"],
        "; ".join(r["byline"]),
        r["language"],
    )
