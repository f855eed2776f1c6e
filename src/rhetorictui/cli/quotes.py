"""`quotes`: who speaks, how they are introduced, and how much room each gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from rhetorictui.cli.choices import checked, frame_options, refuse_unused
from rhetorictui.cli.group import HelpCommand, OneOf
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.selection import selecting, selects
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import Selection
from rhetorictui.layers import FrameSettings
from rhetorictui.record import Record
from rhetorictui.tasks import Annotate
from rhetorictui.writing.listing import quotations, spelt

COLUMNS = ("id", "start", "end", "kind", "speaker", "source", "cue", "content", "engagement",
           "outlet", "published")  # fmt: skip
HEADINGS = {
    "speakers": {
        "id": "id", "speaker": "speaker", "role": "role", "quotes": "quotes",
        "direct_words": "direct", "indirect_words": "indirect", "cues": "introduced by",
    },
    "outlets": {
        "outlet": "outlet", "documents": "articles", "words": "words", "quoted_share": "quoted",
        "findings": "findings", "narrator_share": "own voice", "cues": "commonest cues",
    },
}  # fmt: skip
_CUES = 4  # that a table has room for


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui quotes article.txt
    rhetorictui quotes --view speakers article.txt
    rhetorictui quotes --view outlets articles/
    rhetorictui quotes articles/ | jq -c '.annotations[] | select(.speaker=="unknown")'
    """,
)
@click.option(
    "--view",
    type=OneOf(["quotes", "speakers", "outlets"]),
    default="quotes",
    show_default=True,
    help="Each attribution; each speaker of an article with words and cues; or each outlet.",
)
@frame_options("voice")  # by which the share of one voice is no figure
@selects
@reads
@writes("table", "jsonl", "csv")
@click.pass_obj
def quotes(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    view: str,
    frame_settings: FrameSettings,
    selection: Selection,
) -> None:
    """Find attributions: source, cue and content of direct, indirect and mixed speech.

    `--view speakers` counts the words each speaker gets and the cues that introduce them, in a
    table with the forms of one verb together (said, says: say);
    `--view outlets` does so by outlet, with the share of framing findings in the outlets' own
    voice. Options that choose findings are for these two.
    """
    if view == "quotes":
        refuse_unused(frame_settings, "is for findings, which --view speakers and outlets count.")
        task = Annotate(("quotes",))
    else:
        task = Annotate(("quotes", "frames"), checked(frame_settings))
    with selecting(inputs, output, settings, selection) as session:
        if view == "quotes" and session.format == "jsonl":
            for block in session.lines(task):
                session.write(block)
        elif view == "quotes" and session.format == "csv":
            session.show(COLUMNS, _rows(session.records(task)))
        elif view == "quotes":
            for record in session.records(task):
                found = [a for a in record["annotations"] if a["layer"] == "quotes"]
                session.print(quotations(record, found))
        else:
            _profiles(session, task, view)


def _rows(records: Iterable[Record]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for a in record["annotations"]:
            if a["layer"] == "quotes":
                parts = a.get("parts") or {}
                yield (
                    record["id"],
                    a["start"],
                    a["end"],
                    a["label"],
                    a.get("speaker"),
                    *(spelt(record["text"], parts.get(p)) for p in ("source", "cue")),
                    spelt(record["text"], parts.get("content")) or a["text"],
                    a.get("engagement"),
                    record["outlet"],
                    record["published"],
                )


def _profiles(session: Session, task: Annotate, view: str) -> None:
    from rhetorictui.corpus.voices import by_outlet, speakers

    documents = (task.document(doc) for doc in session.read(ids=True))
    records = speakers(documents) if view == "speakers" else by_outlet(documents)
    if session.format == "jsonl":
        session.write_records(records)
        return
    headings = HEADINGS[view]
    if session.format == "csv":
        fields = [*headings, "outlet"] if view == "speakers" else [*headings]
        session.show(fields, ([_shown(r[name], None) for name in fields] for r in records))
        return
    # A table has room for few: the forms of one verb are counted together there.
    columns = ["verbs" if name == "cues" else name for name in headings]
    rows = [[_shown(r[name], _CUES) for name in columns] for r in records]
    names = [*headings.values()]
    if view == "speakers" and len({row[0] for row in rows}) == 1:
        names, rows = names[1:], [row[1:] for row in rows]
    session.show(names, rows)


def _shown(value: Any, most: int | None) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in list(value.items())[:most])
    return value
