"""`cluster`: which articles tell the same story."""

from __future__ import annotations

import click

from rhetorictui.cli.group import HelpCommand, Share, counted
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import named_once, nothing_selected, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.stories import THRESHOLD, lasts, stories
from rhetorictui.corpus.vectors import Terms, TooFewError

COLUMNS = ("story", "id", "title", "outlet", "published", "similarity", "terms")
_LONG = 92  # days


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui cluster articles/
    rhetorictui cluster --days 4 --threshold 0.7 archive.jsonl
    rhetorictui cluster articles/ | jq -r 'select(.size > 2) | .documents[].id'
    """,
)
@click.option(
    "--threshold",
    type=Share(),
    default=THRESHOLD,
    show_default=True,
    metavar="D",
    help="Mean cosine distance up to which articles belong together; less gives smaller stories.",
)
@click.option(
    "--days",
    type=click.IntRange(min=0),
    metavar="N",
    help="Articles further apart than this share nothing.",
)
@click.option(
    "--min-size",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Least number of articles in a story; 1 shows those that stand alone too.",
)
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def cluster(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    threshold: float,
    days: int | None,
    min_size: int,
    selection: Selection,
) -> None:
    """Gather articles on one event into stories, with the terms that they share.

    By clustering of what they are about (TF-IDF, cosine distance, average linkage). The number
    before an article says how near it is to the middle of its story: 1 is there, 0 far off.
    """
    with Session(inputs, output, settings) as session:
        documents = list(named_once(session, session.records(Terms(selection))))
        if not documents:
            nothing_selected(session, selection)
        try:
            records = list(stories(documents, threshold=threshold, days=days, least=min_size))
        except TooFewError as error:
            session.too_little(f"{error}.")
        if not records:
            less = "a higher --threshold gives larger stories"
            session.note("cluster", f"no {counted(min_size, 'article')} are on one event; {less}")
        over = max(map(lasts, records), default=0)
        if over > _LONG and days is None:
            session.note(
                "--days",
                f"articles of one story lie {over:,} days apart, which is hardly one event; "
                "--days 14 counts articles further apart in time as unlike",
            )
        if session.format == "jsonl":
            session.write_records(records)
            return
        if session.format == "csv":
            session.show(COLUMNS, (
                [r["id"], d["id"], d["title"], d["outlet"], d["published"], d["similarity"],
                 ", ".join(t["term"] for t in r["terms"][:4])]
                for r in records for d in r["documents"]
            ))  # fmt: skip
            return
        from rich.text import Text

        from rhetorictui.writing.storylist import story

        for record in records:
            session.print(story(record, session.console.width))
        inside = sum(r["size"] for r in records)
        stories_ = counted(len(records), "story holds", "stories hold")
        among = counted(len(documents), "article")
        session.print(Text(f"{stories_} {inside:,} of {among}.", style="bold"))
