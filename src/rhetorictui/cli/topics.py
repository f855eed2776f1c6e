"""`topics`: the themes of a set of articles."""

from __future__ import annotations

import click

from rhetorictui.cli.group import HelpCommand, counted
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import named_once, nothing_selected, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.topics import topics as find
from rhetorictui.corpus.vectors import Terms, TooFewError

COLUMNS = ("topic", "share", "articles", "terms", "examples")


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui topics articles/
    rhetorictui topics -k 20 --outlet "Osmera Voice" archive.jsonl
    """,
)
@click.option(
    "-k",
    "--topics",
    "k",
    type=click.IntRange(1, 500),
    default=6,
    show_default=True,
    metavar="N",
    help="How many topics.",
)
@click.option(
    "--terms",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    metavar="N",
    help="Terms to a topic.",
)
@click.option(
    "--articles",
    type=click.IntRange(0, 1000),
    default=5,
    show_default=True,
    metavar="N",
    help="Articles to a topic.",
)
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def topics(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    k: int,
    terms: int,
    articles: int,
    selection: Selection,
) -> None:
    """Find the themes that run through a set of articles, with their terms and articles.

    By non-negative matrix factorisation of TF-IDF; the same articles give the same topics.
    """
    with Session(inputs, output, settings) as session:
        documents = list(named_once(session, session.records(Terms(selection))))
        if not documents:
            nothing_selected(session, selection)
        try:
            records = list(find(documents, k, terms=terms, articles=articles))
        except TooFewError as error:
            session.too_little(f"{error}.")
        if session.format == "jsonl":
            session.write_records(records)
            return
        session.show(
            COLUMNS,
            (
                [
                    r["id"],
                    f"{100 * r['share']:.0f} %",
                    r["main_documents"],
                    ", ".join(t["term"] for t in r["terms"]),
                    "; ".join(a["title"] or a["id"] for a in r["articles"][:2]),
                ]
                for r in records
            ),
            f"{counted(k, 'topic')} in {counted(len(documents), 'article')}",
        )
