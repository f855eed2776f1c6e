"""Agreement of the keywords with people: macro F1@10, Porter-stemmed exact match.

    python benchmarks/quality_keywords.py [GOLD.jsonl] [--scorer SCORE.py]

GOLD holds one object a line: id, text, gold.keyphrases. The default is the development half of
KPCrowd in ../shared beside the repository, scored by ../shared/eval/score.py.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import orjson

from rhetorictui.corpus.background import Background
from rhetorictui.corpus.keywords import keywords
from rhetorictui.document import Document
from rhetorictui.language import Prose


def main() -> None:
    shared = Path(__file__).resolve().parent.parent.parent / "shared"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    gold = shared / "data" / "keywords-dev.jsonl"
    parser.add_argument("gold", type=Path, nargs="?", default=gold)
    parser.add_argument("--scorer", type=Path, default=shared / "eval" / "score.py")
    args = parser.parse_args()
    background = Background.builtin()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        for line in args.gold.read_bytes().splitlines():
            record = orjson.loads(line)
            doc = Document(record["id"], record["text"])
            found = keywords(doc, Prose.of(doc), background)
            terms = [{"term": keyword.term} for keyword in found]
            out.write(orjson.dumps({"id": doc.id, "keywords": terms}) + b"\n")
        out.flush()
        scorer = [sys.executable, str(args.scorer), "keywords"]
        subprocess.run([*scorer, "--gold", str(args.gold), "--pred", out.name], check=True)


if __name__ == "__main__":
    main()
