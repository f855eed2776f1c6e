"""Concordance of a large file of JSON Lines, as ratios to ripgrep in the same run.

    python benchmarks/bench_kwic.py NEWS.jsonl

For each pattern `rhetorictui kwic` and `rg -i -w`, both writing to a file, are run in turn with
each other; the medians of wall-clock and of processor time are printed as ripgrep's over ours,
above 1 where we are faster. Ours also parses each article it finds and gives contexts, offsets
and ids; of the wall clock, the start of Python is printed beside.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATTERNS = ("sanctions", "climate change", "government")
RUNS = 5


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall-clock and processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        subprocess.run(command, check=True, stdout=out, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, spent


def main() -> None:
    """Print a line for each pattern."""
    if len(sys.argv) != 2 or shutil.which("rg") is None:
        sys.exit("usage: bench_kwic.py NEWS.jsonl (unpacked; ripgrep must be installed)")
    path = sys.argv[1]
    size = Path(path).stat().st_size / 1e6
    rhet = [sys.executable, "-m", "rhetorictui"]
    for pattern in PATTERNS:
        rows = [
            (seconds([*rhet, "kwic", pattern, path]), seconds(["rg", "-i", "-w", pattern, path]),
             seconds([*rhet, "--version"]))
            for _ in range(RUNS)
        ]  # fmt: skip
        wall = statistics.median(theirs[0] / ours[0] for ours, theirs, _ in rows)
        spent = statistics.median(theirs[1] / ours[1] for ours, theirs, _ in rows)
        ours, theirs, start = (statistics.median(row[i][0] for row in rows) for i in range(3))
        print(
            f"kwic {pattern:<15} {wall:5.2f} × rg -i -w by the clock, {spent:.2f} × by processor "
            f"time ({1000 * ours:.0f} ms against {1000 * theirs:.0f}, of which start-up "
            f"{1000 * start:.0f}; {size:.0f} MB)"
        )


if __name__ == "__main__":
    main()
