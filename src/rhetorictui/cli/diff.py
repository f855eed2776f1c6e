"""`diff`: two articles side by side."""

from __future__ import annotations

from typing import Literal

import click

from rhetorictui.cli.group import HelpCommand, OneOf, nearest
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.session import SOME_INPUTS_FAILED, Session
from rhetorictui.cli.settings import Settings
from rhetorictui.document import Document


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui diff story-v1.txt story-v2.txt
    rhetorictui diff --view unified wire.txt tabloid.txt
    rhetorictui diff a.txt b.txt | jq '.pairs[] | select(.op == "left_only")'
    rhetorictui diff --id 12 --id 40 archive.jsonl
    """,
)
@click.option(
    "--view",
    type=OneOf(["auto", "split", "unified"]),
    default="auto",
    show_default=True,
    help="Two columns or one; auto takes one under 100 columns.",
)
@click.option(
    "--context",
    type=click.IntRange(min=0),
    default=None,
    metavar="N",
    help="Fold equal stretches, leaving N passages around each change.",
)
@click.option("--width", type=click.IntRange(min=40), metavar="N", help="Columns to draw in.")
@click.option(
    "--id",
    "ids",
    multiple=True,
    metavar="ID",
    help="Take the articles with these two ids out of the sources.",
)
@reads
@writes("table", "jsonl")
@click.pass_obj
def diff(
    settings: Settings,
    inputs: Inputs,
    output: Output,
    view: Literal["auto", "split", "unified"],
    context: int | None,
    width: int | None,
    ids: tuple[str, ...],
) -> None:
    """Compare two articles: passages that are equal, edited, moved, or in one of them only.

    Works for two revisions of a text and for two accounts of one event: sentences are aligned by
    what they say, not by line. Figures that the two give differently are listed at the end, those
    aside that may be one number, rounded or hedged. The sources must hold two articles in all,
    unless --id picks two.
    """
    from rhetorictui.corpus.align import align, alignment_record

    with Session(inputs, output, settings) as session:
        docs = _two(session, ids)
        alignment = align(*docs)
        if session.format == "jsonl":
            session.write_records([alignment_record(alignment, *docs)])
            return
        from rhetorictui.writing.sidebyside import render

        width = width or session.console.width
        session.console.width = width
        session.print(render(alignment, *docs, width=width, view=view, context=context))


def _two(session: Session, ids: tuple[str, ...]) -> tuple[Document, Document]:
    found: list[Document] = []
    seen: list[str] = []
    for doc in session.read():
        seen.append(doc.id)
        if not ids or doc.id in ids:
            found.append(doc)
        if len(found) > 2 and not ids:
            break
    if len(found) < 2 and session.failed:
        raise click.exceptions.Exit(SOME_INPUTS_FAILED)
    if missing := [name for name in dict.fromkeys(ids) if name not in seen]:
        names = ", ".join(f"'{name}'" for name in missing)
        hint = nearest(missing[0], seen)
        raise click.UsageError(f"no article with the id {names} in the sources.{hint}")
    if len(found) != 2:
        many = "more than two" if len(found) > 2 else ("none" if not found else "only one")
        session.too_little(
            f"diff compares exactly two articles, and {many} could be read. "
            "Name two files, or pick two articles by their --id."
        )
    if ids and found[0].id != ids[0]:
        found.reverse()
    return found[0], found[1]
