"""`train`: learn a coder's own labels, and say by cross-validation how well they were learned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rhetorictui.cli.group import HelpCommand, OneOf, complete_files, counted, nearest
from rhetorictui.cli.options import Inputs, Output, reads
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.layers import matcher_for
from rhetorictui.packs.loader import builtin
from rhetorictui.reading import Problem

COLUMNS = ("label", "examples", "precision", "recall", "f1", "macro_f1", "baseline", "threshold")


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui train coded.jsonl --layer coder -o model.skops
    rhetorictui train sentences.csv --label-field label --negative Non-biased -o model.skops
    rhetorictui frames --model model.skops articles/
    """,
)
@click.option("--layer", metavar="NAME", help="Layer of annotations that holds the labels.")
@click.option(
    "--label-field",
    metavar="NAME",
    help="Or a field of the records: a label, a list of labels, 0 or 1, or a list of "
    "[start, end, label].",
)
@click.option(
    "--negative", multiple=True, metavar="LABEL", help="A label that means: none of the others."
)
@click.option("--only", multiple=True, metavar="LABEL", help="Learn only this label.")
@click.option(
    "--folds",
    type=click.IntRange(2, 20),
    default=5,
    show_default=True,
    metavar="N",
    help="Folds of the cross-validation.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    metavar="N",
    help="What decides the folds.",
)
@click.option(
    "--output",
    "-o",
    "path",
    required=True,
    metavar="FILE",
    shell_complete=complete_files,
    help="Where to write the model, such as model.skops.",
)
@click.option(
    "--format",
    "-f",
    type=OneOf(["auto", "table", "jsonl"]),
    default="auto",
    help="Of the report; auto is a table on a terminal and JSON in a pipe.",
)
@click.option(
    "--color",
    type=OneOf(["auto", "always", "never"]),
    default="auto",
    help="Colour on a terminal; NO_COLOR and FORCE_COLOR are heeded.",
)
@reads
@click.pass_obj
def train(
    settings: Settings,
    inputs: Inputs,
    layer: str | None,
    label_field: str | None,
    negative: tuple[str, ...],
    only: tuple[str, ...],
    folds: int,
    seed: int,
    path: str,
    format: str,
    color: str,
) -> None:
    """Learn a coder's own labels from annotated spans or sentences, for `frames --model`.

    A sentence has a label when a span of it touches the sentence; spans that mark wording teach
    more than those that mark whole sentences. The report is of cross-validation by document:
    macro_f1 is the mean F1 of having and not having the label, baseline that of always giving
    the commoner answer. The model's file holds the report too.
    """
    from rhetorictui.corpus import learning
    from rhetorictui.corpus.examples import Coding
    from rhetorictui.layers.modelfile import ModelError, require_skops, save

    if (layer is None) == (label_field is None):
        raise click.UsageError("say where the labels are: either --layer or --label-field.")
    target = Path(path)
    if not target.parent.is_dir():
        raise click.UsageError(f"--output {path}: there is no folder {target.parent}.")
    try:
        require_skops()
    except ModelError as error:
        raise click.UsageError(f"{error}.") from None
    names = tuple(builtin())
    matcher = matcher_for(names)
    coding = Coding(matcher, frozenset(negative))
    with Session(inputs, Output(format, color), settings) as session:
        for doc in session.read():
            if layer is not None:
                coding.add_layer(doc, layer)
                continue
            try:
                coding.add_field(doc, str(label_field))
            except ValueError as error:
                session.report(Problem(doc.id, f"{error}; left out"))
        if layer is not None and layer not in coding.layers:
            seen = sorted(coding.layers)
            session.too_little(
                f"no annotation of layer '{layer}'; there are {', '.join(seen) or 'none at all'}."
                f"{nearest(layer, seen)}"
            )
        packs = {pack.id: pack.version for pack in matcher.packs}
        chosen = learning.Settings(target.stem, layer or str(label_field), packs, only, folds, seed)
        try:
            model, report = learning.train(coding, chosen)
            save(model, report, path)
        except learning.TrainingError as error:
            session.too_little(f"{error}.")
        except OSError as error:
            raise click.UsageError(
                f"--output {path}: cannot be written: {error.strerror}"
            ) from None
        if session.format == "jsonl":
            session.write_records([report])
        else:
            session.show(
                COLUMNS,
                ([line[name] for name in COLUMNS] for line in report["labels"]),
                title(report),
            )


def title(report: dict[str, Any]) -> str:
    """What the table's rows are of, in one line."""
    return (
        f"{report['name']}: {counted(report['units'], report['unit'])} of "
        f"{counted(report['documents'], 'document')}, {report['folds']}-fold cross-validation "
        "by document"
    )
