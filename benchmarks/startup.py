"""Start-up of the commands, as ratios to ``python -c "import click"`` in the same run.

    python benchmarks/startup.py

Runs each command in turn with the peer, several times, and prints the median of the ratios of
wall-clock time pair by pair, so that a machine whose speed drifts gives the same figures.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "sample_data" / "01-strait-incident" / "osmera-voice.txt"
RUNS = 25
COMMANDS: dict[str, tuple[list[str], float]] = {
    "--help": (["--help"], 1.5),
    "frames, one article": (["frames", str(ARTICLE)], 2.5),
    "keywords, one article": (["keywords", str(ARTICLE)], 3.5),
}


def wall(command: list[str]) -> float:
    """Seconds that one run of ``command`` takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - start


def main() -> None:
    """Print one line a command: median ratio, its quartiles, and the goal."""
    # Both sides with their compiled modules, as after an installation.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    peer = [sys.executable, "-c", "import click"]
    for name, (arguments, goal) in COMMANDS.items():
        command = [sys.executable, "-m", "rhetorictui", *arguments]
        wall(command), wall(peer)
        pairs = [(wall(command), wall(peer)) for _ in range(RUNS)]
        ratios = sorted(ours / theirs for ours, theirs in pairs)
        low, middle, high = statistics.quantiles(ratios, n=4)
        ours = statistics.median(a for a, _ in pairs)
        print(
            f"start-up {name:<24} {middle:5.2f} × import click "
            f"(quartiles {low:.2f}–{high:.2f}, {1000 * ours:.0f} ms; goal ≤ {goal})"
        )


if __name__ == "__main__":
    main()
