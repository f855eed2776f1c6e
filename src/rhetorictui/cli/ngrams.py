"""`ngrams`: what is said again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rhetorictui.cli.group import HelpCommand, counted
from rhetorictui.cli.selection import Sizes, counted_words, counts

if TYPE_CHECKING:
    from rhetorictui.cli.session import Session
    from rhetorictui.corpus.selection import Selection

COLUMNS = ("term", "size", "count", "per_million", "documents", "dp")


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui ngrams articles/
    rhetorictui ngrams --ngram 3-6 --min-documents 5 --outlet "Osmera Voice" articles/
    rhetorictui ngrams --ngram 4 --top 0 archive.jsonl.gz -f csv > fourgrams.csv
    """,
)
@click.option(
    "--ngram",
    type=Sizes(),
    default="2-5",
    show_default=True,
    metavar="N-M",
    help="Length in words.",
)
@click.option(
    "--min-count",
    type=click.IntRange(min=2),
    metavar="N",
    help="Least number of occurrences: 3, or one in a million words where that is more.",
)
@click.option(
    "--min-documents",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Least number of articles.",
)
@counts("How many to show")
def ngrams(
    session: Session,
    selection: Selection,
    ngram: tuple[int, int],
    min_count: int | None,
    min_documents: int,
    top: int,
) -> None:
    """List frequent n-grams: talking points, formulas, boilerplate.

    With the number of articles and DP: 0 where an n-gram is spread like the text itself, towards
    1 where a few articles hold it all. Function words alone are left out, and what stands, always
    or nearly so, within a longer n-gram that says more.
    """
    # 140 ms, for numpy.
    from rhetorictui.corpus.grams import Vocabulary
    from rhetorictui.corpus.ngrams import ngrams as find

    vocabulary = Vocabulary()
    corpus, _ = counted_words(session, selection, vocabulary)
    least = min_count or max(3, corpus.words // 1_000_000)
    records = list(find(corpus, vocabulary, ngram, least, min_documents, top))
    if corpus.documents and not records:
        session.note(
            "ngrams",
            f"none comes {counted(least, 'time')} and in {counted(min_documents, 'article')}; "
            "lower --min-count or --min-documents",
        )
    title = f"{counted(corpus.documents, 'article')}, {counted(corpus.words, 'word')}"
    session.write_rows(COLUMNS, records, title)
