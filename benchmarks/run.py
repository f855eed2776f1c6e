"""Every benchmark, one after another: speed and memory as ratios to peers in the same run.

    python benchmarks/run.py [NEWS.jsonl]

NEWS is a large file of articles, JSON Lines with a field ``text``, unpacked; without it the
sample articles are repeated. Peers that are not installed are passed over with a word.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run each ``startup.py`` and ``bench_*.py``; the number of those that failed."""
    failed = 0
    for script in (HERE / "startup.py", *sorted(HERE.glob("bench_*.py"))):
        takes_news = "NEWS" in script.read_text(encoding="utf-8").split('"""')[1]
        arguments = sys.argv[1:] if takes_news else []
        print(f"== {script.stem}", flush=True)
        done = subprocess.run([sys.executable, str(script), *arguments], check=False)
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
