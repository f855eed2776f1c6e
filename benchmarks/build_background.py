"""Build src/rhetorictui/data/news.background, the document frequencies that ship with the package.

    python benchmarks/build_background.py NEWS.jsonl.gz [-o FILE] [--minimum N]

NEWS holds one JSON object a line with the article in "text". Only counts reach the table: in how
many articles each word and each phrase of two or three words stands, the rare ones left out.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from rhetorictui.corpus.background import Background, count

if TYPE_CHECKING:
    from collections.abc import Iterator


def texts(path: Path) -> Iterator[str]:
    """The articles of a gzipped JSONL file."""
    with gzip.open(path) as lines:
        for line in lines:
            yield orjson.loads(line)["text"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("news", type=Path)
    data = Path(__file__).parent.parent / "src" / "rhetorictui" / "data"
    parser.add_argument("-o", type=Path, default=data / "news.background")
    parser.add_argument("--minimum", type=int, default=3, help="documents a term must stand in")
    args = parser.parse_args()
    counts = count(texts(args.news))
    table = Background.of(
        counts, minimum=args.minimum, title="English-language news, 2010s to 2020s, 9,389 articles"
    )
    table.save(args.o)
    print(f"{len(table)} terms of {table.documents} documents, {args.o.stat().st_size} bytes")


if __name__ == "__main__":
    main()
