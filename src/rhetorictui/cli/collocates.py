"""`collocates`: the company that a word keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rhetorictui.cli.group import HelpCommand, OneOf, counted, whole
from rhetorictui.cli.kwic import compiled
from rhetorictui.cli.selection import checked_pattern, counts, named_once, nothing_selected
from rhetorictui.corpus.collocates import SORTS, Neighbours
from rhetorictui.corpus.collocates import collocates as find

if TYPE_CHECKING:
    from rhetorictui.cli.session import Session
    from rhetorictui.corpus.selection import Selection

COLUMNS = ("term", "log_dice", "mi", "t_score", "count", "left", "right", "total", "documents")
SENTENCE = "sentence"
_FEW = 20


class Span(click.ParamType[Any]):
    """A number of words, or the sentence (0)."""

    name = "span"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if value == SENTENCE:
            return 0
        words = whole(str(value))
        if not words or words > 100:
            self.fail(
                f"'{value}' is no span; write a number of words up to 100, or sentence.", param, ctx
            )
        return words


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
    type=OneOf(SORTS),
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
    "--any",
    "any_association",
    is_flag=True,
    help="Show words that are rarer near PATTERN than elsewhere (MI below 0) too.",
)
@counts("How many to show")
def collocates(
    session: Session,
    selection: Selection,
    pattern: str,
    regex: bool,
    span: int,
    sort: str,
    min_count: int,
    function_words: bool,
    any_association: bool,
    top: int,
) -> None:
    """Find the words that stand near PATTERN more often than chance would have it.

    logDice does not depend on the size of the corpus and is at most 14; MI favours rare words,
    the t-score frequent ones. Words that are rarer near it than elsewhere are left out, unless
    --any asks for them. PATTERN is written as for kwic.
    """
    assert session.inputs is not None
    checked_pattern(pattern, "PATTERN", session.inputs)
    task = Neighbours(compiled(pattern, regex), span, selection)
    tally, records = find(
        named_once(session, session.records(task)),
        pattern,
        minimum=min_count,
        sort=sort,
        top=top,
        function_words=function_words,
        attracted=not any_association,
    )
    if not tally.documents and nothing_selected(session, selection):
        pass
    elif not tally.hits:
        session.note(
            pattern,
            "found nowhere; `rhetorictui kwic` takes the same patterns and shows what they find",
        )
    elif tally.hits < _FEW:
        session.note(
            pattern,
            f"found only {counted(tally.hits, 'time')}: collocates of so few places say little",
        )
    title = (
        f"{pattern}: {counted(tally.hits, 'time')} in {tally.found_in:,} of "
        f"{counted(tally.documents, 'article')}, {counted(tally.words.total(), 'word')}"
    )
    session.write_rows(COLUMNS, records, title)
