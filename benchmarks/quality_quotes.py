"""Print the quality of sentences and quotes on annotated articles, by the shared scorer.

    python benchmarks/quality_quotes.py SHARED [--model FILE] [--held-out 240] [--seed 7]

SHARED is the folder with data/ and eval/score.py. With --held-out only the articles that
train_quotes.py kept from training with the same numbers are scored; FILE is the model it wrote
(default: the one that ships, which has seen all of them).
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from train_quotes import records, split

from rhetorictui.document import Document
from rhetorictui.language import Prose
from rhetorictui.layers import cascade, model
from rhetorictui.layers.quotes import quotes

SHOWN = (
    "content_overlap_P",
    "content_overlap_R",
    "content_overlap_F1",
    "content_exact_F1",
    "source_exact_F1",
    "source_overlap_F1",
    "cue_exact_F1",
    "cue_overlap_F1",
    "all_exact_F1",
)


def scorer(shared: Path) -> ModuleType:
    """The shared scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(title: str, figures: dict[str, float]) -> str:
    """Some figures on one line."""
    return title + "  " + "  ".join(f"{k}={v:.2f}" for k, v in figures.items())


def score_sentences(score: ModuleType, path: Path) -> None:
    """Golden rules right, and boundary F1 on the news articles."""
    gold = {str(d["id"]): d for d in records(str(path))}
    pred = {
        key: {
            "annotations": [
                {"layer": "sentences", "start": s, "end": e} for s, e in Prose(d["text"]).sentences
            ]
        }
        for key, d in gold.items()
    }
    golden = {k: d for k, d in gold.items() if k.startswith("GOLDEN")}
    news = {k: d for k, d in gold.items() if not k.startswith("GOLDEN")}
    right = score.sentences(golden, pred, 0)["documents_right"] * len(golden) / 100
    print(
        f"sentences: golden rules {right:.0f} of {len(golden)}, "
        f"boundary F1 {score.sentences(news, pred, 0)['boundary_F1']:.2f} "
        f"on {len(news)} news articles"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--held-out", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threshold", type=int, help="least score of a cue's head")
    o = parser.parse_args()
    score = scorer(o.shared)
    score_sentences(score, o.shared / "data" / "sentences-dev.jsonl")
    if o.model:
        loaded = model.read(o.model.read_bytes())
        model.load.cache_clear()
        model.load = lambda: loaded  # type: ignore[assignment]
    if o.threshold is not None:
        cascade.THRESHOLD = o.threshold
    docs = list(records(str(o.shared / "data" / "quotes-dev.jsonl.gz")))
    kept = split(docs, o.held_out, o.seed)[1] if o.held_out else docs
    model.load()
    began = time.perf_counter()
    found: dict[str, list[Any]] = {}
    for d in kept:
        doc = Document(str(d["id"]), d["text"])
        found[doc.id] = [x for x in quotes(doc, Prose.of(doc)) if x.parts]
    took = time.perf_counter() - began
    size = sum(len(d["text"]) for d in kept)
    gold = {str(d["id"]): d for d in kept}

    def figures(labels: set[str] | None, only: bool | None) -> dict[str, float]:
        pred = {
            key: {
                "annotations": [
                    {"layer": "quotes", "parts": x.parts}
                    for x in items
                    if labels is None or x.label in labels
                ]
            }
            for key, items in found.items()
        }
        want = {
            key: {
                "gold": {
                    "attributions": [
                        x for x in d["gold"]["attributions"] if only is None or x["direct"] == only
                    ]
                }
            }
            for key, d in gold.items()
        }
        out = score.quotes(want, pred, 0)
        return {name: out[name] for name in SHOWN}

    share = "held out" if o.held_out else "trained on with the default model"
    print(f"{len(kept)} articles, {share}; {size / took / 1e6:.2f} million characters a second")
    print(line("all:", figures(None, None)))
    # Direct speech alone: of what was found as direct, how much is content of any gold attribution;
    # of the gold's direct speech, how much was found at all.
    p = figures({"direct"}, None)["content_overlap_P"]
    r = figures(None, True)["content_overlap_R"]
    print(
        f"direct speech: content_overlap_P={p:.2f}  content_overlap_R={r:.2f}  "
        f"content_overlap_F1={2 * p * r / (p + r):.2f}"
    )
    print(
        f"found {sum(map(len, found.values()))}, "
        f"gold {sum(len(d['gold']['attributions']) for d in kept)}"
    )


if __name__ == "__main__":
    main()
