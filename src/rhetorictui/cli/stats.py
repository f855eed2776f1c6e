"""`stats`: figures that describe articles, by document or by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from rhetorictui.cli.choices import checked, frame_options, refuse_unused
from rhetorictui.cli.group import HelpCommand, nearest, starting
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import checked_group, named_once, nothing_selected, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.stats import (
    PER_DOCUMENT,
    READABILITY,
    TIMES,
    UNKNOWN,
    Profile,
    ReadabilityError,
    grouped,
    missing_measures,
)
from rhetorictui.layers import FrameSettings
from rhetorictui.record import Record, dumps

BASIC = ("documents", "words", "sentences", "words_per_sentence", "mattr")
LAYERS = ("quoted_share", "findings", "findings_per_1000_words", "own_share")
GROUPS = (PER_DOCUMENT, "outlet", *TIMES, "language", "byline", "source")
HEADINGS = {
    "documents": "articles", "words_per_sentence": "w/sent", "mattr": "MATTR",
    "quoted_share": "quoted", "findings_per_1000_words": "per 1,000", "own_share": "own",
    "flesch_reading_ease": "Flesch", "flesch_kincaid_grade": "F-K grade",
    "coleman_liau_index": "C-L", "automated_readability_index": "ARI",
}  # fmt: skip
WIDE = 110
_BAR = 20
_LEAST_BAR = 8
_GAP = 3  # between two columns
_EIGHTHS = " ▏▎▍▌▋▊▉"


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui stats articles/
    rhetorictui stats --per outlet articles/
    rhetorictui stats --per month --bars findings_per_1000_words archive.jsonl
    rhetorictui stats --label Name_Calling-Labeling --min-weight 0.5 articles/
    rhetorictui stats --quick --readability article.txt
    """,
)
@click.option(
    "--per",
    default=PER_DOCUMENT,
    show_default=True,
    metavar="GROUP",
    shell_complete=lambda ctx, param, text: starting(GROUPS, text),
    help="document, outlet, year, month, day, language, byline, or a field of the records.",
)
@click.option(
    "--window",
    type=click.IntRange(min=2),
    default=50,
    show_default=True,
    metavar="N",
    help="Window of the moving-average type-token ratio (MATTR), in words.",
)
@click.option(
    "--quick", is_flag=True, help="Leave out quotation and findings, which take most of the time."
)
@click.option(
    "--readability", is_flag=True, help="Flesch, Flesch-Kincaid, Coleman-Liau and ARI (textstat)."
)
@click.option(
    "--bars",
    metavar="COLUMN",
    shell_complete=lambda ctx, param, text: starting((*BASIC, *LAYERS, *READABILITY), text),
    help="Draw this column as bars on a terminal. Over time it is findings, with --quick words.",
)
@frame_options("voice")  # by which the share of one voice is no figure
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def stats(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    per: str,
    window: int,
    quick: bool,
    readability: bool,
    bars: str | None,
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Describe articles by figures: words, sentences, variety of words (MATTR), share of
    quotation, framing findings in 1,000 words and the share of them in the outlet's own voice.
    """
    columns = (*BASIC, *(() if quick else LAYERS), *(READABILITY if readability else ()))
    if bars is not None and bars not in columns:
        raise click.UsageError(
            f"no column '{bars}'; there are {', '.join(columns)}.{nearest(bars, columns)}"
        )
    if bars is None and per in TIMES:
        bars = "words" if quick else "findings_per_1000_words"
    checked_group(per, GROUPS)
    if quick:
        refuse_unused(frame_settings, "is for findings, which --quick leaves out.")
    else:
        frame_settings = checked(frame_settings)
    task = Profile(per, window, not quick, readability, selection, frame_settings)
    with Session(inputs, output, settings) as session:
        if readability:
            _check(session)
        found: Iterable[Record] = session.records(task)
        if per == PER_DOCUMENT:
            found = named_once(session, found, "key")
            if session.format == "jsonl":
                if not sum(session.write(dumps(record)) for record in found):
                    nothing_selected(session, selection)
                return
        records = list(found)
        if not records:
            nothing_selected(session, selection)
        if per != PER_DOCUMENT:
            records = grouped(records)
            if records and all(r["key"] == UNKNOWN for r in records):
                session.note(
                    per,
                    "no article says it; a field of the records is named as it is written there",
                )
        if session.format == "jsonl":
            session.write_records(records)
        elif session.format == "csv":
            fields = ("key", *columns, *(("outlet", "published") if per == PER_DOCUMENT else ()))
            session.show(fields, ([*map(r.get, fields)] for r in records))
        else:
            _table(session, per, columns, records, bars)


def _check(session: Session) -> None:
    try:
        missing = missing_measures()
    except ReadabilityError as error:
        raise click.UsageError(f"{error}.") from None
    if missing:
        session.note(
            ", ".join(missing),
            "left empty: syllables are counted by a dictionary that is not here; fetch it with "
            "`python -m nltk.downloader cmudict`",
        )


def _table(
    session: Session, per: str, columns: Sequence[str], records: Sequence[Mapping[str, Any]],
    bars: str | None,
) -> None:  # fmt: skip
    # The key of a document is its id, whose common folders the table leaves out.
    first = "id" if per == PER_DOCUMENT else per
    left_out = {"documents"} if per == PER_DOCUMENT else set()
    if session.console.width < WIDE:
        left_out |= {"sentences", "words_per_sentence", "findings"} - {bars}
    shown = [c for c in columns if c not in left_out]
    most = max((r[bars] or 0 for r in records), default=0) if bars else 0
    headings = [first, *(HEADINGS.get(c, c) for c in shown)]
    rows = [[r["key"], *(_short(r[c]) for c in shown)] for r in records]
    if bars:
        from rhetorictui.writing.grid import cell

        # The bars have what the figures leave, or a cut would make them all alike.
        taken = [max(map(len, map(cell, column))) for column in zip(headings, *rows, strict=True)]
        room = session.console.width - sum(taken) - _GAP * len(taken) - 2
        size = max(_LEAST_BAR, min(_BAR, room))
        headings.append("")
        for row, record in zip(rows, records, strict=True):
            row.append(bar(record[bars] or 0, most, size))
    session.show(headings, rows, f"The bars show {bars.replace('_', ' ')}." if bars else "")


def _short(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, float) else value


def bar(value: float, most: float, size: int = _BAR) -> str:
    """A bar of block characters, ``size`` cells for the largest value, exact to an eighth."""
    eighths = round(8 * size * value / most) if most > 0 and value > 0 else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
