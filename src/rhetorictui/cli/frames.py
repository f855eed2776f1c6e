"""`frames`: framing wording, with the voice it stands in and the reason it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from rhetorictui.cli.choices import checked, checked_label, frame_options
from rhetorictui.cli.group import HelpCommand, complete_label
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import selecting, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.layers import FrameSettings
from rhetorictui.record import Record, loads
from rhetorictui.tasks import Annotate

MATCHED = 1
COLUMNS = ("id", "start", "end", "voice", "speaker", "label", "text", "rule", "note", "score",
           "outlet", "published")  # fmt: skip


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui frames article.txt
    rhetorictui frames --voice narrator --voice headline articles/
    rhetorictui frames --pack stance --label hedge article.txt
    rhetorictui frames --fail-on Name_Calling-Labeling draft.md
    rhetorictui frames articles/ -f csv > findings.csv
    """,
)
@click.option(
    "--fail-on",
    multiple=True,
    metavar="LABEL|any",
    shell_complete=complete_label,
    help="Exit with 1 when a finding has this label (or with `any`, when there is one).",
)
@frame_options()
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def frames(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    fail_on: tuple[str, ...],
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Find loaded and framing wording by the rules of packs.

    Each finding is a span with its label, the rule and why it matters, and whose words they are:
    the outlet's own (narrator, headline) or a speaker's (direct, indirect). In a pipe it gives
    document records with the findings as annotations; csv has a row a finding.
    """
    frame_settings = checked(frame_settings)
    watch = Watch(
        tuple(
            label if label.lower() == "any" else checked_label(label, frame_settings, "--fail-on")
            for label in fail_on
        )
    )
    task = Annotate(("frames",), frame_settings)
    with selecting(inputs, output, settings, selection) as session:
        if session.format == "jsonl":
            for block in session.lines(task):
                session.write(block)
                if fail_on:
                    watch.see(map(loads, block.splitlines()))
        elif session.format == "csv":
            session.show(COLUMNS, _rows(watch.each(session.records(task))))
        else:
            _listing(session, watch.each(session.records(task)))
    if watch.matched:
        raise click.exceptions.Exit(MATCHED)


class Watch:
    """Whether a finding was seen that ``--fail-on`` names."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.labels = labels
        self.matched = False

    def see(self, records: Iterable[Record]) -> None:
        """Look at the findings of ``records``."""
        for _ in self.each(records):
            pass

    def each(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass ``records`` on, looking at each."""
        wanted = {label.lower() for label in self.labels}
        for record in records:
            if wanted and not self.matched:
                labels = {a["label"].lower() for a in findings(record)}
                self.matched = bool(labels & wanted) or ("any" in wanted and bool(labels))
            yield record


def findings(record: Record) -> list[dict[str, Any]]:
    """The framing annotations of a document record."""
    return [a for a in record["annotations"] if a["layer"] == "frames"]


def _rows(records: Iterable[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for a in findings(record):
            yield (
                record["id"],
                a["start"],
                a["end"],
                a.get("voice"),
                a.get("speaker"),
                a["label"],
                a["text"],
                a.get("rule"),
                a.get("note"),
                a.get("score"),
                record["outlet"],
                record["published"],
            )


def _listing(session: Session, records: Iterable[Record]) -> None:
    from rhetorictui.writing.listing import listing, totals

    count = own = documents = 0
    for record in records:
        found = findings(record)
        documents += 1
        count += len(found)
        own += sum(a.get("voice") in ("narrator", "headline") for a in found)
        session.print(listing(record, found, session.console.width))
    session.print(totals(documents, count, own))
