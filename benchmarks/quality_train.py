"""Print how well `train` learns: half of BABE's sentences trained on, the other half judged.

    python benchmarks/quality_train.py BABE [--splits 3] [--seed 0]

BABE is a file of records with ``text`` and ``gold``: ``biased`` 0 or 1, ``spans`` of the biased
words. Each split is at random with as many biased sentences in either half, and is learned twice:
from the sentences' labels alone, and from the words marked. Then the model as read back from its
file goes over the other half as `frames --model` does; the sentence macro-F1 in percent, "biased"
being at least one finding, stands beside what cross-validation promised.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
from pathlib import Path
from typing import Any

from rhetorictui.corpus.examples import Coding
from rhetorictui.corpus.learning import Settings, train
from rhetorictui.document import Annotation, Document
from rhetorictui.layers import FrameSettings, annotate, matcher_for
from rhetorictui.layers.modelfile import save
from rhetorictui.packs.loader import builtin

Row = dict[str, Any]


def halves(rows: list[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Two halves with as many biased sentences in each."""
    chance = random.Random(seed)
    parts: tuple[list[Row], list[Row]] = ([], [])
    for biased in (0, 1):
        group = [row for row in rows if row["gold"]["biased"] == biased]
        chance.shuffle(group)
        parts[0].extend(group[::2])
        parts[1].extend(group[1::2])
    return parts


def coded(row: Row) -> Document:
    """The sentence as a coder's record: biased wording marked, or all of it where none is."""
    text, gold = row["text"], row["gold"]
    spans = [(s, e) for s, e, *_ in gold["spans"]] or [(0, len(text))]
    notes = [Annotation(s, e, "coder", "biased") for s, e in spans] if gold["biased"] else []
    return Document(str(row["id"]), text, annotations=tuple(notes))


def macro_f1(found: list[bool], gold: list[bool]) -> float:
    """The mean F1 of biased and not biased, in percent."""
    figures = []
    for side in (True, False):
        both = sum(f is side and g is side for f, g in zip(found, gold, strict=True))
        figures.append(2 * both / (found.count(side) + gold.count(side)))
    return 50 * sum(figures)


def measure(rows: list[Row], test: list[Row], marked: bool, folder: str) -> tuple[float, float]:
    """What cross-validation promises and what the other half gives, in percent."""
    matcher = matcher_for(tuple(builtin()))
    coding = Coding(matcher)
    for row in rows:
        if marked:
            coding.add_layer(coded(row), "coder")
        else:
            fields = {"biased": row["gold"]["biased"]}
            coding.add_field(Document(str(row["id"]), row["text"], extra=fields), "biased")
    packs = {pack.id: pack.version for pack in matcher.packs}
    model, report = train(coding, Settings("babe", "coder", packs))
    # A name of its own each time, for models are read once a process.
    path = str(Path(folder) / f"{len(list(Path(folder).iterdir()))}.skops")
    save(model, report, path)
    settings = FrameSettings(model=path)
    found = [
        bool(annotate(Document("x", row["text"]), ("frames",), settings).annotations)
        for row in test
    ]
    gold = [bool(row["gold"]["biased"]) for row in test]
    return 100 * report["macro_f1"], macro_f1(found, gold)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("babe", type=Path)
    parser.add_argument("--splits", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    o = parser.parse_args()
    rows = [json.loads(line) for line in o.babe.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        for marked in (False, True):
            title = "words marked" if marked else "sentences labelled"
            figures = []
            for seed in range(o.seed, o.seed + o.splits):
                # Each half serves once to learn from and once to be judged.
                one, other = halves(rows, seed)
                for train_on, test in ((one, other), (other, one)):
                    promised, got = measure(train_on, test, marked, folder)
                    figures.append(got)
                    print(
                        f"{title}, split {seed}: {len(train_on)} learned, {len(test)} judged, "
                        f"cross-validated {promised:.2f}, other half {got:.2f}",
                        flush=True,
                    )
            print(
                f"{title}: macro-F1 {statistics.mean(figures):.2f} ± "
                f"{statistics.stdev(figures):.2f} over {len(figures)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
