"""Comparing a 60 kB revision, as ratios to other word-level diffs in the same run.

    python benchmarks/bench_diff.py

Both texts are generated: words of a made-up vocabulary in sentences and paragraphs, of which one
in eight is edited, one moved, one deleted and one added. ``align`` finds moved passages and word
edits inside passages; difflib and ``git diff --word-diff`` find word edits alone. Each is timed in
turn with ours, several times; the median of the ratios is printed, above 1 where we are faster.
"""

from __future__ import annotations

import random
import shutil
import statistics
import subprocess
import tempfile
import time
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from rhetorictui.corpus.align import align
from rhetorictui.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 60_000
RUNS = 9


def paragraphs(chance: random.Random, vocabulary: list[str], size: int) -> list[str]:
    """Paragraphs of two to five sentences, ``size`` characters of them."""
    out: list[str] = []
    while sum(map(len, out)) < size:
        sentences = []
        for _ in range(chance.randint(2, 5)):
            words = chance.choices(vocabulary, k=chance.randint(8, 30))
            sentences.append(" ".join(words).capitalize() + ".")
        out.append(" ".join(sentences))
    return out


def revision(size: int = SIZE, seed: int = 7) -> tuple[str, str]:
    """A text of ``size`` characters and a revision of it."""
    chance = random.Random(seed)
    syllables = [c + v for c in "bdfgklmnprstv" for v in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(4000)]
    old = paragraphs(chance, vocabulary, size)
    new = list(old)
    for place in chance.sample(range(len(new)), len(new) // 8):
        words = new[place].split(" ")
        for at in chance.sample(range(len(words)), 4):
            words[at] = chance.choice(vocabulary)
        new[place] = " ".join(words)
    new.insert(5, new.pop(30))
    del new[12]
    new[20:20] = paragraphs(chance, vocabulary, 300)
    return "\n\n".join(old), "\n\n".join(new)


def milliseconds(call: Callable[[], object]) -> float:
    """How long one ``call`` takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    """Print our time, and one line a peer: its median time and the ratio."""
    old, new = revision()
    left, right = Document("old", old), Document("new", new)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("old.txt", "new.txt")]
        for file, text in zip(files, (old, new), strict=True):
            file.write_text(text, encoding="utf-8")
        git = ["git", "diff", "--no-index", "--word-diff=porcelain", *map(str, files)]
        peers: dict[str, Callable[[], object]] = {
            "difflib, words": lambda: SequenceMatcher(None, old.split(), new.split()).get_opcodes(),
            "difflib, words, no autojunk": lambda: SequenceMatcher(
                None, old.split(), new.split(), autojunk=False
            ).get_opcodes(),
        }
        if shutil.which("git"):
            peers["git diff --word-diff, process included"] = lambda: subprocess.run(
                git, check=False, capture_output=True
            )
        align(left, right)
        mine: list[float] = []
        for name, peer in peers.items():
            pairs = [
                (milliseconds(lambda: align(left, right)), milliseconds(peer)) for _ in range(RUNS)
            ]
            mine += (ours for ours, _ in pairs)
            ratio = statistics.median(theirs / ours for ours, theirs in pairs)
            middle = statistics.median(theirs for _, theirs in pairs)
            print(f"{name:<42}{middle:9.1f} ms{ratio:8.2f} times our time")
        print(f"{'align, ' + str(len(old) // 1000) + ' kB':<42}{statistics.median(mine):9.1f} ms")


if __name__ == "__main__":
    main()
