"""`collocates`: the company that a word keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rhetorictui.cli.group import HelpCommand
from rhetorictui.cli.kwic import compiled
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import selects
from rhetorictui.cli.session import Session
from rhetorictui.corpus.collocates import SORTS, Neighbours
from rhetorictui.corpus.collocates import collocates as find
from rhetorictui.reading import Problem

if TYPE_CHECKING:
    from rhetorictui.cli.settings import Settings
    from rhetorictui.corpus.selection import Selection

COLUMNS = ("term", "log_dice", "mi", "t_score", "count", "left", "right", "total", "documents")
SENTENCE = "sentence"


class Span(click.ParamType):  # type: ignore[type-arg]
    """A number of words, or the sentence (0)."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if value == SENTENCE:
            return 0
        if not str(value).isdigit() or not 0 < int(str(value)) <= 100:
            self.fail(
                f"{value!r} is no span; write a number of words up to 100, or sentence.", param, ctx
            )
        return int(str(value))


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui collocates migrants archive.jsonl
    rhetorictui collocates "~sanction/V" --span sentence --sort t-score archive.jsonl
    rhetorictui collocates regime --outlet "Osmera Voice" articles/
    """,
)
@click.argument("pattern")
@click.option("--regex", "-e", is_flag=True, help="PATTERN is a regular expression.")
@click.option(
    "--span",
    type=Span(),
    default="5",
    show_default=True,
    metavar="N|sentence",
    help="Words on either side, within the sentence, or all of it.",
)
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="log-dice",
    show_default=True,
    help="Which measure decides the order.",
)
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Least number of times near the pattern.",
)
@click.option("--function-words", is_flag=True, help="Show function words and numbers too.")
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    metavar="N",
    help="How many to show; 0 for all.",
)
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def collocates(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    pattern: str,
    regex: bool,
    span: int,
    sort: str,
    min_count: int,
    function_words: bool,
    top: int,
    selection: Selection,
) -> None:
    """Find the words that stand near PATTERN more often than chance would have it.

    logDice does not depend on the size of the corpus and is at most 14; MI favours rare words,
    the t-score frequent ones. PATTERN is written as for kwic.
    """
    task = Neighbours(compiled(pattern, regex), span, selection)
    with Session(inputs, output, settings) as session:
        tally, records = find(
            session.records(task),
            pattern,
            minimum=min_count,
            sort=sort,
            top=top,
            function_words=function_words,
        )
        if not tally.hits:
            session.report(
                Problem(
                    pattern,
                    "found nowhere; `rhetorictui kwic` takes the same "
                    "patterns and shows what they find",
                    error=False,
                )
            )
        elif tally.hits < 20:
            session.report(
                Problem(
                    pattern,
                    f"found only {tally.hits} times: collocates of so few places say little",
                    error=False,
                )
            )
        if session.format == "jsonl":
            session.write_records(records)
        else:
            title = (
                f"{pattern}: {tally.hits:,} times in {tally.documents:,} articles, "
                f"{tally.words.total():,} words"
            )
            session.show(COLUMNS, ([r[name] for name in COLUMNS] for r in records), title)
