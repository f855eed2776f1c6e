"""How fast phrases are found: matching alone, on one core, beside its peers on the same texts.

    python benchmarks/bench_matcher.py [DATA.jsonl[.gz]] [--articles N] [--pack NAME]...

Without DATA the project's sample articles are repeated. Times are of the processor, the best of
several rounds; ratios within one run hold where absolute figures drift with the machine.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ahocorasick_rs

from rhetorictui.language import Prose, shadow
from rhetorictui.packs.image import picture
from rhetorictui.packs.loader import builtin, load
from rhetorictui.packs.phrases import parse
from rhetorictui.packs.store import load_matcher

SAMPLES = Path(__file__).parents[1] / "sample_data"
PEER_PHRASES = 3000


def texts_of(path: Path | None, count: int) -> list[str]:
    if path is None:
        samples = [p.read_text("utf-8") for p in sorted(SAMPLES.rglob("*.txt"))]
        if not samples:
            sys.exit("no sample articles found; give a JSONL file with a field text")
        return list(itertools.islice(itertools.cycle(samples), count))
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, count)]


def spellings(names: Sequence[str]) -> list[str]:
    """Literal spellings of the packs' phrases, evenly drawn, for peers that know no language."""
    found = {
        variant
        for pack in load(names)
        for rule in pack.rules
        for phrase in rule.phrases
        for form in parse(phrase)
        if form.literal
        for variant in form.segments[0]
    }
    every = sorted(found)
    return every[:: max(1, len(every) // PEER_PHRASES)][:PEER_PHRASES]


def trie(words: Sequence[str]) -> str:
    """A regular expression shaped like a trie: the standard library at its best."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}

    def spell(node: dict[str, Any]) -> str:
        forks = [re.escape(char) + spell(child) for char, child in sorted(node.items()) if char]
        if not forks:
            return ""
        return "(?:" + "|".join(forks) + ")" + ("?" if "" in node else "")

    return rf"\b{spell(tree)}\b"


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of processor time, the best of several rounds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def ripgrep(texts: Sequence[str], words: Sequence[str]) -> float | None:
    """Seconds of rg printing every match of the same spellings, or None if it is not there."""
    if not shutil.which("rg"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, phrases = Path(folder, "data"), Path(folder, "phrases")
        data.write_text("\n".join(text.replace("\n", " ") for text in texts), "utf-8")
        phrases.write_text("\n".join(words), "utf-8")
        command = ["rg", "-j1", "-o", "-b", "-F", "-i", "-w", "-f", str(phrases), str(data)]
        begin = time.perf_counter()
        subprocess.run(command, stdout=subprocess.PIPE, check=False)
        return time.perf_counter() - begin


def ours(names: Sequence[str], texts: Sequence[str]) -> tuple[float, float, float, int]:
    """Seconds to load the packs from the cache, the best of several rounds; then to match in one
    article; then to match in all of them; and the hits."""
    loaded = best(lambda: load_matcher(names), 5)
    begin = time.process_time()
    load_matcher(names).spans(Prose(texts[0]))
    first = time.process_time() - begin - loaded
    matcher = load_matcher(names)
    prose = [Prose(text) for text in texts]
    hits = sum(len(matcher.spans(one)) for one in prose)
    return loaded, first, best(lambda: [matcher.spans(one) for one in prose]), hits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--pack", action="append", default=[], help="instead of default and all")
    options = parser.parse_args()
    texts = texts_of(options.data, options.articles)
    size = sum(len(text) for text in texts)
    print(f"{len(texts):,} articles, {size / 1e6:.1f} MB")
    chosen = {"packs given": options.pack} if options.pack else {"default": (), "all": builtin()}
    rows: list[tuple[str, float | None]] = []
    for title, names in chosen.items():
        loaded, first, seconds, hits = ours(names, texts)
        rules = load_matcher(names).rules
        print(
            f"{title}: {len(rules):,} rules, {sum(len(rule.phrases) for rule in rules):,} phrases; "
            f"loaded in {loaded * 1e3:.1f} ms, first article in {first * 1e3:.1f} ms more"
        )
        rows.append((f"matcher, {title} ({hits:,} hits)", seconds))
    words = spellings(names)
    padded = [picture(text)[0] for text in texts]
    plain = ahocorasick_rs.BytesAhoCorasick([f" {word} ".encode() for word in words])
    pattern = re.compile(trie(words))
    rows += [
        (f"re, one trie of {len(words):,} spellings, on the shadow",
         best(lambda: [[m.span() for m in pattern.finditer(shadow(text))] for text in texts], 1)),
        (f"ahocorasick_rs, {len(words):,} spellings, the automaton alone",
         best(lambda: [plain.find_matches_as_indexes(p, overlapping=True) for p in padded])),
        (f"ripgrep, {len(words):,} spellings", ripgrep(texts, words)),
    ]  # fmt: skip
    for name, took in rows:
        if took is None:
            print(f"{name:60} not installed")
        else:
            print(f"{name:60} {size / took / 1e6:7.1f} MB/s   last of ours {took / seconds:5.2f} ×")


if __name__ == "__main__":
    main()
