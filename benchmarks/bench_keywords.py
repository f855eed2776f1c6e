"""Speed and memory of keywords against TfidfVectorizer and YAKE, as ratios of one run.

    python benchmarks/bench_keywords.py [NEWS.jsonl] [--articles N] [--jobs 2] [--yake PYTHON]

NEWS is a large file of articles, JSON Lines with a field ``text``, gzipped or not; without it the
sample articles are repeated. Ours is the whole command, from the file to the records written;
theirs is ``TfidfVectorizer(ngram_range=(1, 3), min_df=2).fit_transform`` alone, on texts read
before. Time is given by the clock, which other work on the machine disturbs, and by the processor.
Linearity is the processor time for a quarter, a half and the whole of the file. YAKE is measured
by the interpreter given (one that has it installed) or by this one, else left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import NamedTuple

# A process between this one and the command: a child's peak includes its parent's at the fork.
_OURS = """
import json, resource, subprocess, sys, time
command = [sys.executable, "-m", "rhetorictui", "keywords", "-f", "jsonl", "-j", sys.argv[2]]
clock = time.perf_counter()
subprocess.run([*command, sys.argv[1]], check=True, stdout=subprocess.DEVNULL)
clock = time.perf_counter() - clock
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""
_THEIRS = """
import json, resource, sys, time
from sklearn.feature_extraction.text import TfidfVectorizer
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clock, cpu = time.perf_counter(), time.process_time()
TfidfVectorizer(ngram_range=(1, 3), min_df=2).fit_transform(texts)
clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([clock, cpu, (peak - base) / 1024]))
"""
_YAKE = """
import json, sys, time
import yake
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")][:40]
extractor = yake.KeywordExtractor(n=3, top=10)
extractor.extract_keywords(texts[0])
start = time.process_time()
for text in texts:
    extractor.extract_keywords(text)
print(json.dumps([(time.process_time() - start) / len(texts)]))
"""
_ONE = """
import json, sys, time
from rhetorictui.corpus.background import Background
from rhetorictui.corpus.keywords import keywords
from rhetorictui.document import Document
from rhetorictui.language import Prose
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
background = Background.builtin()
docs = [Document("", text) for text in texts[:1000]]
keywords(docs[0], Prose.of(docs[0]), background)
start = time.process_time()
for doc in docs:
    keywords(doc, Prose.of(doc), background)
print(json.dumps([(time.process_time() - start) / len(docs)]))
"""


class Cost(NamedTuple):
    """Seconds by the clock and of the processor; megabytes."""

    clock: float
    cpu: float
    memory: float


def ours(news: Path, jobs: int) -> Cost:
    """The command over ``news``. Memory is at most the largest process times their number."""
    clock, cpu, largest = result(_OURS, news, jobs=jobs)
    return Cost(clock, cpu, (jobs + (jobs > 1)) * largest)


def result(code: str, news: Path, python: str = sys.executable, jobs: int = 1) -> list[float]:
    """What ``code`` prints, run in a process of its own."""
    command = [python, "-c", code, str(news), str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: list[float] = json.loads(done.stdout)
    return found


def articles(news: Path | None) -> list[str]:
    """The lines of the file, or of the sample articles repeated."""
    if news is None:
        from rhetorictui import read

        sample = Path(__file__).parent.parent / "sample_data"
        return [json.dumps({"text": doc.text}) + "\n" for doc in read(str(sample))] * 40
    opener = gzip.open if news.suffix == ".gz" else open
    with opener(news, "rt", encoding="utf-8") as lines:
        return list(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("news", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, help="only the first N")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--yake", metavar="PYTHON", help="an interpreter that has yake")
    args = parser.parse_args()
    lines = list(islice(articles(args.news), args.articles))
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for share in (4, 2, 1):
            part = Path(folder) / f"{share}.jsonl"
            part.write_text("".join(lines[: len(lines) // share]), encoding="utf-8")
            files.append(part)
        whole = files[-1]
        size = whole.stat().st_size / 1e6
        print(f"{len(lines)} articles, {size:.1f} MB")
        del lines
        mine = [ours(part, args.jobs) for part in files]
        theirs = Cost(*result(_THEIRS, whole))
        for name, cost in (("TfidfVectorizer", theirs), (f"keywords -j {args.jobs}", mine[-1])):
            print(f"{name:20} {cost.clock:7.1f} s {cost.cpu:7.1f} s CPU {cost.memory:7.0f} MB")
        best = mine[-1]
        print(
            f"keywords: {theirs.clock / best.clock:.2f} times as fast, "
            f"{args.jobs * theirs.cpu / best.cpu:.2f} times by processor time on {args.jobs} "
            f"processors, {best.memory / theirs.memory:.2f} of the memory at most"
        )
        rates = [
            1e9 * cost.cpu / part.stat().st_size for cost, part in zip(mine, files, strict=True)
        ]
        print("CPU, ms a MB, of a quarter, a half, the whole:", *(f"{rate:.0f}" for rate in rates))
        (one,) = result(_ONE, whole)
        print(f"one article: {1e3 * one:.2f} ms CPU in the mean of the first 1,000")
        yakes = args.yake or (sys.executable if find_spec("yake") else None)
        if yakes:
            (yake,) = result(_YAKE, whole, yakes)
            print(f"one article: YAKE {1e3 * yake:.1f} ms, {yake / one:.1f} times as long")


if __name__ == "__main__":
    main()
