"""`background`: document-frequency tables, the memory of what is common in the news."""

from __future__ import annotations

from pathlib import Path

import click

from rhetorictui.cli.choices import background_table
from rhetorictui.cli.group import Commands, HelpCommand, complete_files, counted
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.session import Session, say
from rhetorictui.cli.settings import Settings
from rhetorictui.record import SCHEMA, Record


@click.group(cls=Commands)
def background() -> None:
    """Build and show background tables.

    A background table holds in how many documents of a corpus each word and phrase stands. It
    lets one article alone have informative keywords. The table `news` comes with the tool.

    \b
    Examples:
      rhetorictui background build archive.jsonl.gz -o ours.background
      rhetorictui keywords --background ours.background today/
    """


@background.command(
    cls=HelpCommand,
    examples="""
    rhetorictui background build archive.jsonl.gz -o ours.background
    rhetorictui keywords --background ours.background today/
    """,
)
@click.option(
    "--min-documents",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="Leave out what stands in fewer documents.",
)
@click.option(
    "--ngram",
    type=click.IntRange(1, 5),
    default=3,
    show_default=True,
    metavar="N",
    help="Length of the longest phrase, in words.",
)
@click.option("--title", default="", metavar="TEXT", help="What the table is of.")
@click.option(
    "--output",
    "-o",
    "path",
    required=True,
    metavar="FILE",
    shell_complete=complete_files,
    help="File to write.",
)
@reads
@click.pass_obj
def build(
    settings: Settings, inputs: Inputs, min_documents: int, ngram: int, title: str, path: str
) -> None:
    """Build a table from the articles of SOURCE…; one pass, memory is bounded."""
    from rhetorictui.corpus.background import build as build_table

    with Session(inputs, Output(), settings) as session:
        table = build_table(session.read(), ngram=ngram, minimum=min_documents, title=title)
        if not table.documents:
            session.too_little("no article could be read, so there is no table to write.")
        if not len(table):
            session.too_little(
                f"no word stands in {min_documents} of {counted(table.documents, 'article')}; "
                "give more articles, or lower --min-documents."
            )
        try:
            table.save(path)
        except OSError as error:
            reason = f"--output {path}: cannot be written: {error.strerror}"
            raise click.UsageError(reason) from None
        say(
            f"{path}: {counted(len(table), 'term')} of {counted(table.documents, 'document')}, "
            f"{Path(path).stat().st_size / 1000:,.0f} kB"
        )


@background.command(
    cls=HelpCommand,
    examples="""
    rhetorictui background show
    rhetorictui background show ours.background "human rights" reform
    """,
)
@click.argument("name", default="news", metavar="[NAME|FILE]", shell_complete=complete_files)
@click.argument("terms", nargs=-1, metavar="[TERM]...")
@writes("table", "jsonl", "csv")
@click.pass_obj
def show(settings: Settings, output: Output, name: str, terms: tuple[str, ...]) -> None:
    """Show what a table is of, and in how many of its documents each TERM stands."""
    from rhetorictui.corpus.candidates import fold

    table = background_table(name, "NAME|FILE")
    with Session(None, output, settings) as session:
        if not terms:
            about = ("table", "title", "documents", "terms")
            facts = (name, table.title, table.documents, len(table))
            if session.format == "jsonl":
                session.write_records([_record("background", about, facts)])
            else:
                session.show(about, [facts])
            return
        columns = ("term", "documents", "idf")
        rows: list[tuple[str, int, float]] = []
        for term in terms:
            key = " ".join(map(fold, term.split()))
            rows.append((term, table.frequency(key), round(table.idf[key], 4)))
        if session.format == "jsonl":
            session.write_records(_record("frequency", columns, row) for row in rows)
        else:
            session.show(columns, rows)


def _record(kind: str, names: tuple[str, ...], values: tuple[object, ...]) -> Record:
    return {"schema": SCHEMA, "type": kind, **dict(zip(names, values, strict=True))}
