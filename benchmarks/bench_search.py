"""Search over a large file of JSON Lines: the first search, which indexes, and later ones.

    python benchmarks/bench_search.py NEWS.jsonl

Later searches are measured as whole processes beside `python -c "import click"` in turn, and
within a process from the query to the first ten results.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

QUERIES = ("sanctions relief", "climate change", '"white house" -trump', "president")
RUNS = 5


def wall(command: list[str]) -> float:
    """Seconds that one run takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print a line for indexing and one for each query."""
    if len(sys.argv) != 2:
        sys.exit("usage: bench_search.py NEWS.jsonl")
    path = sys.argv[1]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        rhet = [sys.executable, "-m", "rhetorictui", "search"]
        print(f"search, first pass with indexing: {wall([*rhet, QUERIES[0], path]):.1f} s")
        from rhetorictui.cli.options import Inputs
        from rhetorictui.corpus.query import expression
        from rhetorictui.corpus.search import Origin, stored
        from rhetorictui.reading import ReadOptions

        inputs = Inputs((path,), ReadOptions())
        key = Origin((path,), repr((inputs.options, []))).key
        for query in QUERIES:
            inside = []
            for _ in range(RUNS):
                start = time.perf_counter()
                index = stored(key)
                assert index is not None
                hits = list(index.hits(expression(query), limit=10))
                total = index.count(expression(query))
                inside.append(time.perf_counter() - start)
                index.close()
            pairs = [
                (wall([*rhet, query, path]), wall([sys.executable, "-c", "import click"]))
                for _ in range(RUNS)
            ]
            ours, click = (statistics.median(pair[i] for pair in pairs) for i in range(2))
            print(
                f"search {query:<22} {1000 * statistics.median(inside):4.0f} ms to {len(hits)} "
                f"of {total:,} results (goal ≤ 150); as a process {1000 * ours:.0f} ms, "
                f"{ours / click:.1f} × import click"
            )


if __name__ == "__main__":
    main()
