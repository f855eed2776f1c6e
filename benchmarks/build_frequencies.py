"""Build src/rhetorictui/data/frequencies.txt.z: how common words and pairs of words are in news.

    python benchmarks/build_frequencies.py NEWS.jsonl.gz [-o FILE]

NEWS holds one JSON object a line with the article in "text". Only figures reach the table:
occurrences in a million words, of words and of two words in a row, the rare ones left out. The
compiler of rule packs seeks each phrase by its rarest part.
"""

from __future__ import annotations

import argparse
import gzip
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import orjson

from rhetorictui.packs.image import image

WORD, PAIR = 5, 10
"""Least occurrences in a million words."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("news", type=Path)
    data = Path(__file__).parent.parent / "src" / "rhetorictui" / "data"
    parser.add_argument("-o", type=Path, default=data / "frequencies.txt.z")
    args = parser.parse_args()
    words: Counter[bytes] = Counter()
    pairs: Counter[tuple[bytes, bytes]] = Counter()
    with gzip.open(args.news) as lines:
        for line in lines:
            found = image(orjson.loads(line)["text"]).split()
            words.update(found)
            # Pairs that a mark divides are counted too: they are few.
            pairs.update(pairwise(found))
    share = 1e6 / words.total()
    rows = [(n * share, word) for word, n in words.items() if n * share >= WORD]
    rows += [(n * share, b" ".join(pair)) for pair, n in pairs.items() if n * share >= PAIR]
    rows.sort(key=lambda row: (-row[0], row[1]))
    text = "".join(f"{often:.0f} {term.decode('latin-1')}\n" for often, term in rows)
    args.o.write_bytes(zlib.compress(text.encode(), 9))
    print(f"{len(rows):,} terms of {words.total():,} words, {args.o.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
