"""`keyness`: what marks one set of articles against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from rhetorictui.cli.group import HelpCommand, OneOf, complete_files, counted
from rhetorictui.cli.selection import Sizes, counted_words, counts, named_once, nothing_selected
from rhetorictui.corpus.selection import ALL, Selection

if TYPE_CHECKING:
    from rhetorictui.cli.session import Session
    from rhetorictui.corpus.keyness import KeynessSettings
    from rhetorictui.record import Record
    from rhetorictui.writing.grid import Cell

BACKGROUND = "background"
SORTS = ("g2", "log-ratio", "percent-diff")
COLUMNS = ("term", "direction", "count", "reference_count", "g2", "log_ratio", "percent_diff",
           "bic", "p_adjusted", "documents", "reference_documents", "dp", "reason")  # fmt: skip
WIDE = 110
HEADINGS = ("term", "", "n", "ref", "G²", "LR", "p adj", "docs", "ref", "DP", "doubts")
WIDE_HEADINGS = ("term", "", "n", "ref", "G²", "LR", "%DIFF", "BIC", "p adj", "docs", "ref", "DP",
                 "doubts")  # fmt: skip


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui keyness talvon/ --against osmera/
    rhetorictui keyness a.txt b.txt --against "archive/*.jsonl.gz" --against c.txt
    rhetorictui keyness --outlet "Talvon Daily" articles.jsonl      against all other outlets
    rhetorictui keyness --since 2031-07 articles.jsonl              against what came before
    rhetorictui keyness --against background talvon/                against the news in general
    rhetorictui keyness --ngram 2-3 --sort log-ratio --reliable talvon/ --against osmera/
    """,
)
@click.option(
    "--against",
    "-A",
    multiple=True,
    metavar="SOURCE",
    shell_complete=complete_files,
    help="A source of the second set; repeat it, or quote a glob. `background`: general news, by "
    "numbers of articles. Without it the second set is what --outlet, --since and --until leave "
    "of the first.",
)
@click.option(
    "--ngram",
    type=Sizes(),
    default="1-1",
    show_default=True,
    metavar="N-M",
    help="Length of what is compared, in words.",
)
@click.option(
    "--sort",
    type=OneOf(SORTS),
    default="g2",
    show_default=True,
    help="By significance, or by size of effect.",
)
@click.option("--positive", is_flag=True, help="Only what the first set has more of.")
@click.option("--negative", is_flag=True, help="Only what it has less of.")
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="Least count in both sets together.",
)
@click.option("--reliable", is_flag=True, help="Leave out rows that are in doubt.")
@counts("Rows of each length")
def keyness(
    session: Session,
    selection: Selection,
    against: tuple[str, ...],
    ngram: tuple[int, int],
    sort: str,
    positive: bool,
    negative: bool,
    min_count: int,
    reliable: bool,
    top: int,
) -> None:
    """Find the words and phrases that mark one set of articles against another.

    G² says how sure a difference is, Log Ratio how large (1 is twice as frequent, 2 four times),
    DP whether it runs through the set (0) or stands in few articles (1). Rows say where the
    numbers are too small to trust.
    """
    direction = _direction(positive, negative)
    if not against and selection == ALL:
        raise click.UsageError(
            "nothing to compare with: name a second set with --against, or choose the first by "
            "--outlet, --since or --until."
        )
    inputs = session.inputs
    assert inputs is not None
    if "-" in against and "-" in inputs.sources:
        raise click.UsageError("standard input can be one of the two sets only.")
    # 140 ms, for numpy.
    from rhetorictui.corpus.grams import Vocabulary
    from rhetorictui.corpus.keyness import KeynessSettings, cautions
    from rhetorictui.corpus.keyness import keyness as compare

    chosen = KeynessSettings(ngram, min_count, sort, direction, top, reliable)
    if BACKGROUND in against:
        _against_background(session, selection, against, chosen)
        return
    vocabulary = Vocabulary()
    cut = ngram[1] > 1
    target, reference = counted_words(
        session, selection, vocabulary, rest=not against, sentences=cut
    )
    if against:
        session.inputs = inputs._replace(sources=against)
        reference, _ = counted_words(session, ALL, vocabulary, sentences=cut)
    sets = (("first set", target), ("second set", reference))
    for name, message in cautions([found for found in sets if found[1].words]):
        session.note(name, message)
    try:
        records = list(compare(target, reference, vocabulary, chosen))
    except ValueError as error:
        session.too_little(f"{error}.")
    if not records:
        more = " or leave out --reliable" if reliable else ""
        where = "in both sets together"
        session.note(
            "keyness", f"none comes {counted(min_count, 'time')} {where}; lower --min-count{more}"
        )
    title = (
        f"{counted(target.documents, 'article')}, {counted(target.words, 'word')}, against "
        f"{counted(reference.documents, 'article')}, {counted(reference.words, 'word')}"
    )
    _write(session, records, title)


def _direction(positive: bool, negative: bool) -> str:
    if positive and negative:
        source = click.get_current_context().get_parameter_source
        typed = [source(name) is ParameterSource.COMMANDLINE for name in ("positive", "negative")]
        if typed[0] is typed[1]:
            raise click.UsageError(
                "--positive and --negative contradict each other; without either, both are shown."
            )
        positive, negative = typed  # which goes before what settings say
    return "positive" if positive else "negative" if negative else "both"


def _against_background(
    session: Session, selection: Selection, against: tuple[str, ...], chosen: KeynessSettings
) -> None:
    from rhetorictui.corpus.background import Background
    from rhetorictui.corpus.keydocuments import Held, key_documents

    if len(against) > 1:
        raise click.UsageError("--against background stands alone: it is no set of articles.")
    task = Held(selection, chosen.sizes[1])
    table = Background.builtin()
    try:
        total, records = key_documents(named_once(session, session.records(task)), table, chosen)
    except ValueError as error:
        if not session.failed:
            nothing_selected(session, selection)
        session.too_little(f"{error}.")
    session.note(
        BACKGROUND,
        "counts are of articles that hold a term, plurals taken for singulars; where yours are "
        "longer than news reports, every term looks more frequent",
    )
    articles = counted(total, "article")
    title = f"{articles} against {table.documents:,} of general news, counted by article"
    _write(session, records, title)


def _write(session: Session, records: list[Record], title: str) -> None:
    if session.format == "table":
        wide = session.console.width >= WIDE
        session.show(WIDE_HEADINGS if wide else HEADINGS, (_row(r, wide) for r in records), title)
    else:
        session.write_rows(COLUMNS, records)


def _row(r: Record, wide: bool) -> list[Cell]:
    percent = "∞" if r["percent_diff"] is None else f"{r['percent_diff']:.0f}"
    return [
        r["term"], "+" if r["direction"] == "positive" else "−", r["count"], r["reference_count"],
        f"{r['g2']:.1f}", f"{r['log_ratio']:.2f}", *([percent, f"{r['bic']:.1f}"] if wide else ()),
        f"{r['p_adjusted']:.2g}", r["documents"], r["reference_documents"],
        "" if r["dp"] is None else f"{r['dp']:.2f}",
        r["reason"],
    ]  # fmt: skip
