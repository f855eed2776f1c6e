"""Framing detection and annotation over many articles, as ratios to peers in the same run.

    python benchmarks/bench_pipeline.py NEWS.jsonl

NEWS is JSON Lines with a field ``text``, unpacked. Peers are used when they are installed:
ripgrep (2,000 phrases, every match printed through a pipe), spaCy's PhraseMatcher and small
English pipeline (on a part of the file). Without NEWS the sample articles are repeated. Matching
alone is measured by bench_matcher.py.
"""

from __future__ import annotations

import json
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
RHET = [sys.executable, "-m", "rhetorictui"]
PHRASES = 2000


def wall(command: list[str], runs: int = 3) -> float:
    """Least seconds of several runs of ``command``, its output through a pipe and thrown away."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            while process.stdout.read(1 << 20):
                pass
        if process.returncode:
            raise SystemExit(f"{command[0]} failed with {process.returncode}")
        best = min(best, time.perf_counter() - start)
    return best


def phrases() -> list[str]:
    """Literal phrases of the built-in packs, as ripgrep can take them."""
    from rhetorictui.packs.loader import builtin, load
    from rhetorictui.packs.phrases import parse

    found: dict[str, None] = {}
    for pack in load(builtin()):
        for rule in pack.rules:
            for phrase in rule.phrases:
                for form in parse(phrase):
                    if len(form.segments) == 1:
                        literals = form.segments[0]
                        found.update(dict.fromkeys(s for s in literals[:3] if s.isascii()))
    return [p for p in found if p.replace(" ", "").replace("-", "").isalpha()][:PHRASES]


def sample(folder: Path) -> Path:
    """The sample articles, repeated to about 20 MB of JSON Lines."""
    from rhetorictui import read

    path = folder / "sample.jsonl"
    docs = [doc.text for doc in read(str(ROOT / "sample_data"))]
    with path.open("w", encoding="utf-8") as out:
        for turn in range(200):
            for number, text in enumerate(docs):
                out.write(json.dumps({"id": f"{turn}-{number}", "text": text}) + "\n")
    return path


def spacy_peer(texts: list[str], listed: list[str]) -> dict[str, float]:
    """MB/s of spaCy where it is installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print("spaCy is not installed: no ratio to it")
        return {}
    size = sum(map(len, texts)) / 1e6
    # Its tokenizer is typed as any callable; where spaCy is missing all of it is Any.
    nlp: Any = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("all", list(nlp.tokenizer.pipe(listed)))
    start = time.perf_counter()
    for doc in nlp.tokenizer.pipe(texts):
        matcher(doc)
    out = {"PhraseMatcher": size / (time.perf_counter() - start)}
    # Some registries hold the model under a longer name.
    installed = (m.name for m in pkgutil.iter_modules() if m.name.startswith("en_core_web_sm"))
    model = next(installed, None)
    if model is None:
        print("spaCy's small English model is not installed: no ratio to it")
        return out
    full = spacy.load(model)
    part = texts[:100]
    start = time.perf_counter()
    for _ in full.pipe(part):
        pass
    out["small pipeline"] = sum(map(len, part)) / 1e6 / (time.perf_counter() - start)
    return out


def main() -> None:
    """Print one line a figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        news = Path(sys.argv[1]) if len(sys.argv) > 1 else sample(folder)
        size = news.stat().st_size / 1e6
        listed = phrases()
        (folder / "phrases").write_text("\n".join(listed))
        texts = []
        with news.open(encoding="utf-8") as lines:
            for line, _ in zip(lines, range(300), strict=False):
                texts.append(json.loads(line)["text"])
        speed = {
            "frames, default packs": size / wall([*RHET, "frames", str(news)], 1),
            "frames, all packs": size / wall([*RHET, "frames", "-p", "all", str(news)], 1),
            "annotate sentences, quotes, frames": size
            / wall([*RHET, "annotate", "--layers", "sentences,quotes,frames", str(news)], 1),
        }
        peers: dict[str, float] = {}
        if shutil.which("rg"):
            command = ["rg", "-o", "-b", "-F", "-i", "-w", "-f", str(folder / "phrases"), str(news)]
            peers[f"ripgrep, {len(listed):,} phrases"] = size / wall(command, 1)
        peers |= spacy_peer(texts, listed)
        for peer, rate in peers.items():
            print(f"peer {peer}: {rate:.2f} MB/s")
        for ours, rate in speed.items():
            ratios = ", ".join(f"{rate / r:.2f} × {peer}" for peer, r in peers.items())
            print(f"{ours}, all cores: {rate:.2f} MB/s ({ratios or 'no peer installed'})")


if __name__ == "__main__":
    main()
