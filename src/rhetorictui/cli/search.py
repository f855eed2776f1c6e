"""`search`: the articles that say most about a query, ranked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import click

from rhetorictui.cli.choices import frame_options
from rhetorictui.cli.group import HelpCommand, OneOf, complete_label, counted
from rhetorictui.cli.kwic import by_label
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import checked_pattern, nothing_selected, selects, tops
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.query import QueryError, expression
from rhetorictui.corpus.search import Index, Origin, Problems, Whole, build, forget, stored
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import VOICES
from rhetorictui.layers import FrameSettings
from rhetorictui.reading import Problem
from rhetorictui.reading.sources import expand
from rhetorictui.record import Record

COLUMNS = ("rank", "score", "id", "title", "outlet", "published", "matches", "snippet")


class Remembering(Session):
    """A session that remembers what was wrong with the inputs, to say it again next time, and
    says it once where they are read twice."""

    problems: dict[Problem, None]

    def report(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems[problem] = None
            super().report(problem)


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui search '"coast guard" collision' articles/
    rhetorictui search 'title:tariff* -steel' archive.jsonl.gz
    rhetorictui search 'sanctions OR embargo' --voice narrator --since 2031 archive.jsonl.gz
    rhetorictui search regime --label Name_Calling-Labeling articles/ -f csv
    """,
)
@click.argument("query")
@click.option(
    "--voice",
    multiple=True,
    type=OneOf(VOICES),
    help="Only articles where a word of the query stands in this voice.",
)
@click.option(
    "--label",
    multiple=True,
    metavar="LABEL",
    shell_complete=complete_label,
    help="Only articles with a framing finding of this label, by --pack to --model below.",
)
@tops("How many articles to show", 10)
@click.option(
    "--no-index", is_flag=True, help="Search in memory: neither use an index nor keep one."
)
@frame_options("label", "voice", "nested")
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def search(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    query: str,
    voice: tuple[str, ...],
    label: tuple[str, ...],
    top: int,
    no_index: bool,
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Find the articles that say most about QUERY, the best first (BM25).

    All words are wanted, in any inflection. "two words" is a phrase, a OR b either, -word leaves
    out, word* is a beginning; title:word, text:word and outlet:word look in one field. The first
    search of a set indexes it, later ones answer at once until a file changes.
    """
    checked_pattern(query, "QUERY", inputs)
    try:
        wanted = expression(query)
    except QueryError as error:
        raise click.BadParameter(f"'{query}': {error}.", param_hint="'QUERY'") from None
    labels, frame_settings = by_label(label, frame_settings)
    narrowed = (selection, voice, labels, top or None, frame_settings)
    session = Remembering(inputs, output, settings)
    session.problems = {}
    with session:
        key = None if no_index or "-" in inputs.sources else _key(session, inputs)
        answer = None
        if key and (index := stored(key)):
            try:
                answer = _answer(index, wanted, *narrowed)
            except sqlite3.DatabaseError:
                forget(key)  # Damaged on the disk: made anew.
        if answer is not None:
            for problem in answer.problems:
                session.report(Problem(*problem))
        else:
            try:
                index = _made(session, key)
            except sqlite3.OperationalError:
                if key is None:
                    raise
                index = _made(session, None)  # The disk is full.
            answer = _answer(index, wanted, *narrowed)
        if not answer.found and not nothing_selected(session, selection):
            session.note(query, f"found in none of {counted(answer.size, 'article')}")
        total = None if voice or label else answer.total
        _write(session, answer.found, total, answer.size)


class Answer(NamedTuple):
    """What an index tells: the hits shown, how many articles match, and how many it holds."""

    found: list[Record]
    total: int
    size: int
    problems: Problems


def _answer(index: Index, wanted: str, selection: Selection, *narrowed: Any) -> Answer:
    """Ask ``index``, and close it. Raises sqlite3.DatabaseError where it is damaged."""
    with index:
        found = list(index.hits(wanted, selection, *narrowed))
        return Answer(found, index.count(wanted, selection), index.documents, index.problems)


def _key(session: Session, inputs: Inputs) -> str | None:
    """The key of the index, or None when the sources do not tell whether they changed."""
    ignored: list[Problem] = []
    files = tuple(expand(inputs.sources, ignored.append))
    try:
        return Origin(files, repr((inputs.options, [p.place for p in ignored]))).key
    except OSError:
        return None


def _made(session: Remembering, key: str | None) -> Index:
    return build(session.records(Whole()), session.problems, key)


def _write(session: Session, found: Iterable[Record], total: int | None, size: int) -> None:
    if session.format == "jsonl":
        session.write_records(found)
    elif session.format == "csv":
        session.show(COLUMNS, ([r[name] for name in COLUMNS] for r in found))
    else:
        from rich.text import Text

        from rhetorictui.writing.hits import hit

        shown = list(found)
        for record in shown:
            session.print(hit(record))
        of = f" of {total:,}" if total is not None and total > len(shown) else ""
        articles = "article" if len(shown) == 1 and not of else "articles"
        session.print(Text(f"{len(shown):,}{of} {articles} found among {size:,}.", style="bold"))
