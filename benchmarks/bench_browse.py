"""First paint of ``browse`` against that of a bare Textual app, process start to text on screen.

    python benchmarks/bench_browse.py [SOURCE…] [--runs N]

Without SOURCE: the shared news archive where it is there, else sample_data. Both programs run in
a pseudo-terminal of 160 × 48 cells, in turns; the ratio is that of the medians.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
NEWS = ROOT.parent / "shared" / "data" / "news.jsonl.gz"
BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("first text")

Bare().run()
"""
GOAL = 2.0
PATIENCE = 60.0


def until(command: list[str], marks: Sequence[str]) -> list[float]:
    """Seconds from the start of ``command`` in a pseudo-terminal until each mark was drawn."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="160", LINES="48")
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 48, 160, 0, 0))
    seen = b""
    times: list[float] = []
    try:
        while len(times) < len(marks) and time.perf_counter() - start < PATIENCE:
            if select.select([terminal], [], [], 0.5)[0]:
                seen += os.read(terminal, 1 << 16)
                now = time.perf_counter() - start
                while len(times) < len(marks) and marks[len(times)].encode() in seen:
                    times.append(now)
    except OSError:
        pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    if len(times) < len(marks):
        tail = seen[-800:].decode("utf-8", "replace")
        raise SystemExit(f"{marks[len(times)]!r} was never drawn by {' '.join(command)}\n{tail}")
    return times


def main() -> None:
    """Print both times and their ratio; exit with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--runs", type=int, default=7)
    asked = parser.parse_args()
    sources = asked.sources or [str(NEWS if NEWS.exists() else ROOT / "sample_data")]
    browse = [sys.executable, "-m", "rhetorictui", "browse", *sources]
    bare, first, article, found = [], [], [], []
    for _ in range(asked.runs):
        bare += until([sys.executable, "-c", BARE], ["first text"])
        # The name in the head line; the place of the first article; the counts of its findings.
        paint, text, counts = until(browse, ["rhetorictui", "1 of ", " quoted"])
        first.append(paint)
        article.append(text)
        found.append(counts)
    base = statistics.median(bare)
    for name, times in (
        ("bare Textual app, first text", bare),
        ("browse, first text", first),
        ("browse, first article", article),
        ("browse, its findings", found),
    ):
        middle = statistics.median(times)
        print(f"{name:<30} {1000 * middle:7.0f} ms  {middle / base:5.2f}x")
    ratio = statistics.median(first) / base
    verdict = "met" if ratio <= GOAL else "MISSED"
    print(f"ratio of first paint {ratio:.2f}, goal {GOAL:.1f}: {verdict}")
    sys.exit(ratio > GOAL)


if __name__ == "__main__":
    main()
