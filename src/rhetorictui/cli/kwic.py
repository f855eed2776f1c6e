"""`kwic`: a pattern in its contexts, aligned on a terminal, as records in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from rhetorictui.cli.choices import checked, frame_options, labels_of, refuse_unused
from rhetorictui.cli.group import HelpCommand, OneOf, complete_label, nearest, whole
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import checked_pattern, nothing_selected, selects, tops
from rhetorictui.cli.session import Session
from rhetorictui.corpus.finder import Finder, PatternError, finder
from rhetorictui.corpus.kwic import SORTS, Concordance, ordered
from rhetorictui.corpus.sift import Sieve, sieve
from rhetorictui.document import VOICES
from rhetorictui.reading import Chunk, Sift
from rhetorictui.record import Record

if TYPE_CHECKING:
    from rhetorictui.cli.settings import Settings
    from rhetorictui.corpus.selection import Selection
    from rhetorictui.layers import FrameSettings

COLUMNS = ("id", "start", "end", "left", "node", "right", "voice", "speaker", "outlet",
           "published")  # fmt: skip


class Window(click.ParamType[Any]):
    """The context on either side: ``10`` words, or ``60c`` for characters."""

    name = "window"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, bool]:
        if isinstance(value, tuple):
            return value
        size = whole(str(value).removesuffix("c"))
        if size is None or size > 10_000:
            what = "write 10 for words or 60c for characters, at most 10000"
            self.fail(f"'{value}' is no window; {what}.", param, ctx)
        return size, str(value).endswith("c")


def compiled(pattern: str, regex: bool) -> Finder:
    """The finder for a PATTERN argument; a usage error where it cannot be understood."""
    try:
        return finder(pattern, regex)
    except PatternError as error:
        raise click.BadParameter(f"'{pattern}': {error}.", param_hint="'PATTERN'") from None


class Sifting(Session):
    """A session that passes over what cannot hold the pattern before it is parsed.

    Of a line passed over nothing is said, not even that its record has no text. What is left is
    searched so fast that worker processes pay for megabytes only.
    """

    sieve = Sieve()
    alone = 4_000_000

    def chunks(self, sift: Sift | None = None) -> Iterator[Chunk]:
        for chunk in super().chunks(sift or self.sieve.lines):
            # An article that is nothing but white space is for the reader to complain of.
            if (
                chunk.kind in ("jsonl", "html")
                or self.sieve.text(chunk.data)
                or chunk.data.isspace()
            ):
                yield chunk


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui kwic "so-called" articles/
    rhetorictui kwic "~deny {0,4} (claims|allegations)" --sort right articles/
    rhetorictui kwic --voice narrator --outlet "Talvon Daily" "regime" articles/
    rhetorictui kwic --regex "\\d+ per ?cent" articles/ -f csv > percentages.csv
    """,
)
@click.argument("pattern")
@click.option("--regex", "-e", is_flag=True, help="PATTERN is a regular expression.")
@click.option(
    "--window",
    "-w",
    type=Window(),
    default="10",
    show_default=True,
    metavar="N[c]",
    help="Context on either side, in words, or with c in characters.",
)
@click.option(
    "--sort",
    "-s",
    type=OneOf(SORTS),
    default="none",
    show_default=True,
    help="Order by the context on one side, nearest word first, or by the node.",
)
@click.option("--voices", is_flag=True, help="Tell the voice in a pipe too (a terminal shows it).")
@click.option(
    "--voice",
    multiple=True,
    type=OneOf(VOICES),
    help="Only hits in this voice; narrator is the outlet's own.",
)
@click.option(
    "--label",
    multiple=True,
    metavar="LABEL",
    shell_complete=complete_label,
    help="Only hits that touch a framing finding with this label, by --pack to --model below.",
)
@tops("How many hits to show", 0)
@frame_options("label", "voice", "nested")
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def kwic(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    pattern: str,
    regex: bool,
    window: tuple[int, bool],
    sort: str,
    voices: bool,
    voice: tuple[str, ...],
    label: tuple[str, ...],
    top: int,
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Show every place where PATTERN stands, with its context (key word in context).

    PATTERN is written as in rule packs: words, (a|b), [optional], {0,3} for a gap of words,
    word* and ~lemma for every inflected form. Case does not matter; =US heeds it.
    """
    checked_pattern(pattern, "PATTERN", inputs)
    labels, frame_settings = by_label(label, frame_settings)
    most = top or None
    sought = compiled(pattern, regex)
    task = Concordance(sought, *window, selection, voice, labels, voices, frame_settings)
    sifting = Sifting(inputs, output, settings)
    sifting.sieve = sieve(pattern, regex)
    with sifting as session:
        if session.format == "table":
            task = replace(task, voiced=True)
        if task.voiced or voice or label:
            sifting.alone = 0  # the other layers cost time
        if session.format == "jsonl" and sort == "none" and most is None:
            hits = sum(map(session.write, session.lines(task)))
        else:
            found = _Counted(ordered(session.records(task), sort))
            if session.format == "table":
                _aligned(session, found, most)
            else:
                session.write_rows(COLUMNS, islice(found, most))
            hits = found.count
        if not hits and not nothing_selected(session, selection):
            asked = " in that voice" if voice else " with that label" if label else ""
            session.note(pattern, f"found nowhere{asked}")


class _Counted(Iterator[Record]):
    """Records, and how many of them have been asked for."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)
        self.count = 0

    def __next__(self) -> Record:
        record = next(self._records)
        self.count += 1
        return record


def by_label(
    names: tuple[str, ...], settings: FrameSettings
) -> tuple[tuple[str, ...], FrameSettings]:
    """What ``--label`` keeps: the labels in lower case, and the settings of findings checked.

    A label that the packs do not have may still be in the documents, so it is only an error when
    it looks like a misspelling of one.
    """
    if not names:
        refuse_unused(settings, "is for findings, which only --label asks for.")
        return (), settings
    settings = checked(settings)
    known = labels_of(settings)  # 60 ms with its packs, only for labels
    for name in names:
        near = nearest(name, known, holding=False)
        if near and name.lower() not in {label.lower() for label in known}:
            raise click.BadParameter(f"no label '{name}'.{near}", param_hint="'--label'")
    return tuple(name.lower() for name in names), settings


def _aligned(session: Session, found: Iterable[Record], most: int | None) -> None:
    from rhetorictui.writing.concordance import line, total

    hits = 0
    articles = set()
    cut = False
    for record in found:
        # What lies behind the last one is not even looked for: voices cost time.
        if cut := hits == most:
            break
        hits += 1
        articles.add(record["id"])
        session.print(line(record, session.console.width))
    session.print(total(hits, len(articles), cut))
