"""`keywords`: what each article, or a whole set, is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from rhetorictui.cli.choices import background_table
from rhetorictui.cli.group import HelpCommand, complete_files, starting
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import Sizes, checked_group, selecting, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import Document, Keyword
from rhetorictui.record import SCHEMA, Record
from rhetorictui.tasks import Annotate

GROUPS = ("outlet", "day", "month", "year", "language", "source")


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui keywords article.txt
    rhetorictui keywords --top 5 --ngram 2-3 articles/
    rhetorictui keywords --per corpus articles/
    rhetorictui keywords --per outlet archive.jsonl.gz
    rhetorictui keywords --background none archive.jsonl.gz
    """,
)
@click.option(
    "--top",
    "-n",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    metavar="N",
    help="How many keywords.",
)
@click.option(
    "--ngram",
    type=Sizes(5),
    default="1-3",
    show_default=True,
    metavar="N-M",
    help="Length of a keyword in words.",
)
@click.option(
    "--per",
    default="document",
    show_default=True,
    metavar="document|corpus|FIELD",
    shell_complete=lambda ctx, param, text: starting(("document", "corpus", *GROUPS), text),
    help="Keywords of each document, of all together, or by outlet, day, month, year, "
    "or any field of the records.",
)
@click.option(
    "--background",
    default="news",
    metavar="news|none|FILE",
    shell_complete=complete_files,
    show_default=True,
    help="Document frequencies behind the weights: general news, a table made by "
    "`background build`, or none: plain TF-IDF within the articles given.",
)
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def keywords(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    top: int,
    ngram: tuple[int, int],
    per: str,
    background: str,
    selection: Selection,
) -> None:
    """Extract keyphrases: TF-IDF against a background table, noun phrases before fragments.

    With `--background none` the weights are those of scikit-learn's TfidfVectorizer over the
    articles given. In a pipe it gives document records with their keywords, or with --per a
    record for each group.
    """
    if background != "none":
        background_table(background)
    with selecting(inputs, output, settings, selection) as session:
        if per != "document":
            _groups(session, top, ngram, per, background)
        elif background == "none":
            _plain(session, top, ngram)
        else:
            # Asked for by these options; others that a record brings would not be by them.
            layers = ("keywords",)
            task = Annotate(layers, background=background, top=top, ngram=ngram, anew=True)
            _documents(session, task)


def _documents(session: Session, task: Annotate) -> None:
    if session.format == "jsonl":
        for block in session.lines(task):
            session.write(block)
    else:
        _show(session, session.records(task))


def _plain(session: Session, top: int, ngram: tuple[int, int]) -> None:

    from rhetorictui.corpus.plainkeywords import plain_keywords
    from rhetorictui.record import to_record

    docs = list(session.read(ids=True))
    found = plain_keywords(docs, top, ngram)
    records = (to_record(d._replace(keywords=k)) for d, k in zip(docs, found, strict=True))
    if session.format == "jsonl":
        session.write_records(records)
    else:
        _show(session, records)


def _groups(session: Session, top: int, ngram: tuple[int, int], per: str, background: str) -> None:
    from rhetorictui.corpus.keywords import KeywordSettings
    from rhetorictui.corpus.tally import corpus_keywords

    if background == "none":
        raise click.UsageError(
            "--per with a group needs a background table; leave out --background none."
        )
    found = corpus_keywords(
        session.read(ids=True),
        background_table(background),
        KeywordSettings(top, ngram),
        grouping(per),
    )
    if per not in (*GROUPS, "corpus") and set(found) == {"unknown"}:
        session.note(
            f"--per {per}",
            "no article says it; a field of the records is named as it is written there",
        )
    records = (_group_record(per, name, k) for name, words in found.items() for k in words)
    if session.format == "jsonl":
        session.write_records(records)
    else:
        session.show(
            (per, "keyword", "score", "count", "documents"),
            ((r["group"], r["term"], r["score"], r["count"], r["documents"]) for r in records),
        )


def grouping(per: str) -> Callable[[Document], str]:
    """The function that names a document's group: by a field, or by part of its date.

    Raises click.UsageError for a name that is nearly one of the known ones.
    """
    if per == "corpus":
        return lambda doc: "all"
    lengths = {"day": 10, "month": 7, "year": 4}
    if per in lengths:
        return lambda doc: doc.published[: lengths[per]] if doc.published else "unknown"
    if per in ("outlet", "language", "source"):
        return lambda doc: getattr(doc, per) or "unknown"
    checked_group(per, (*GROUPS, "document", "corpus"))

    def field(doc: Document) -> str:
        value = doc.extra.get(per)
        return "unknown" if value is None else str(value)

    return field


def _group_record(per: str, name: str, k: Keyword) -> Record:
    return {
        "schema": SCHEMA,
        "type": "keyword",
        "per": per,
        "group": name,
        "term": k.term,
        "score": k.score,
        "count": k.count,
        "documents": k.documents,
    }


def _show(session: Session, records: Iterator[Record]) -> None:
    if session.format == "csv":
        session.show(("id", "keyword", "score", "count", "documents"), _rows(records))
        return
    from rhetorictui.writing.listing import phrases

    for record in records:
        session.print(phrases(record))


def _rows(records: Iterator[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for k in record.get("keywords", ()):
            yield record["id"], k["term"], k["score"], k["count"], k.get("documents")
