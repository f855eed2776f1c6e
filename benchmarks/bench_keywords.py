"""Speed of keywords against TfidfVectorizer and YAKE, as ratios of one run, in processor time.

    python benchmarks/bench_keywords.py NEWS.jsonl.gz [--articles N] [--yake PYTHON]

Each side runs in a process of its own, one after the other, so that peaks of memory are its own.
YAKE is measured by the interpreter given (one that has it installed), else left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

# What each side runs. Input: the path and the number of articles. Output: one JSON object.
_HEAD = """
import gzip, json, resource, sys, time
lines = gzip.open(sys.argv[1]).read().splitlines()[: int(sys.argv[2])]
texts = [json.loads(line)["text"] for line in lines]
del lines
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
_TAIL = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "memory": (peak - base) / 1024}))
"""
_SIDES = {
    "TfidfVectorizer(ngram_range=(1, 3), min_df=2)": """
from sklearn.feature_extraction.text import TfidfVectorizer
start = time.process_time()
TfidfVectorizer(ngram_range=(1, 3), min_df=2).fit_transform(texts)
seconds = time.process_time() - start
""",
    "keywords, document by document": """
from rhetorictui.corpus.background import Background
from rhetorictui.corpus.keywords import keywords
from rhetorictui.document import Document
from rhetorictui.language import Prose
start = time.process_time()
background = Background.builtin()
for number, text in enumerate(texts):
    doc = Document(str(number), text)
    keywords(doc, Prose.of(doc), background)
seconds = time.process_time() - start
""",
    "keywords of the whole set": """
from rhetorictui.corpus.background import Background
from rhetorictui.corpus.tally import corpus_keywords
from rhetorictui.document import Document
start = time.process_time()
corpus_keywords((Document("", text) for text in texts), Background.builtin())
seconds = time.process_time() - start
""",
    "document frequencies of the set": """
from rhetorictui.corpus.background import count
start = time.process_time()
count(texts)
seconds = time.process_time() - start
""",
}
_YAKE = """
import yake
extractor = yake.KeywordExtractor(n=3, top=10)
extractor.extract_keywords(texts[0])
start = time.process_time()
for text in texts:
    extractor.extract_keywords(text)
seconds = time.process_time() - start
"""


def run(code: str, path: Path, articles: int, python: str = sys.executable) -> dict[str, float]:
    """Seconds and megabytes that ``code`` takes over the first ``articles``."""
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    command = [python, "-c", _HEAD + code + _TAIL, str(path), str(articles)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("news", type=Path)
    parser.add_argument("--articles", type=int, default=9389)
    parser.add_argument("--yake", metavar="PYTHON", help="an interpreter that has yake")
    args = parser.parse_args()
    with gzip.open(args.news) as lines:
        size = sum(len(json.loads(line)["text"]) for line in islice(lines, args.articles)) / 1e6
    print(f"{args.articles} articles, {size:.1f} million characters")
    first: dict[str, float] | None = None
    for name, code in _SIDES.items():
        got = run(code, args.news, args.articles)
        first = first or got
        print(
            f"{name:48} {got['seconds']:7.2f} s {got['memory']:6.0f} MB"
            f"  {first['seconds'] / got['seconds']:5.2f} times as fast,"
            f" {got['memory'] / first['memory']:5.2f} of the memory"
        )
    if args.yake:
        few = min(args.articles, 40)
        theirs = run(_YAKE, args.news, few, args.yake)["seconds"]
        ours = run(_SIDES["keywords, document by document"], args.news, few)["seconds"]
        print(
            f"one article: YAKE {1e3 * theirs / few:.1f} ms, ours {1e3 * ours / few:.2f} ms "
            f"(loading included), {theirs / ours:.1f} times as fast"
        )


if __name__ == "__main__":
    main()
