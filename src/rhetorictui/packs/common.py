"""How common words and pairs are in the news, so that a phrase is sought by its rarest part.

The table (occurrences in a million words, of words from 5 on, of pairs of words in a row from 10
on) was counted by ``benchmarks/build_frequencies.py`` over 9,389 articles of some 60 outlets.
"""

from __future__ import annotations

import functools
import zlib
from bisect import bisect_left
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "frequencies.txt.z"
# What the table leaves out is rarer than its least entries.
_RARE_WORD, _RARE_PAIR = 2.0, 8.0
_FEW = 100


@functools.cache
def _text() -> str:
    return "\n" + zlib.decompress(_TABLE.read_bytes()).decode()


@functools.cache
def _table() -> dict[str, float]:
    # 20 ms, and only when packs are compiled.
    rows = (line.partition(" ") for line in _text().splitlines() if line)
    return {term: float(often) for often, _, term in rows}


@functools.cache
def _often(term: str) -> float | None:
    """The entry of a word or pair. The first few are looked for in the text, 20 µs each: what one
    pattern of a corpus command asks; making the table takes a thousand times that."""
    if _often.cache_info().currsize > _FEW:
        return _table().get(term)
    at = -1
    while (at := _text().find(f" {term}\n", at + 1)) >= 0:
        often = _text()[_text().rfind("\n", 0, at) + 1 : at]
        if " " not in often:  # else it is the end of a pair
            return float(often)
    return None


def per_million(word: str) -> float:
    """About how often ``word``, in lower case, occurs in a million words."""
    often = _often(word)
    return _RARE_WORD if often is None else often


def pair_per_million(first: str, second: str) -> float:
    """About how often two words in lower case occur in a row in a million words."""
    known = _often(f"{first} {second}")
    if known is not None:
        return known
    # Words that go together do so ten times as often as independence would have it.
    return min(_RARE_PAIR, 0.1 + per_million(first) * per_million(second) / 100_000)


@functools.cache
def _words() -> tuple[list[str], list[float]]:
    """The single words of the table in order, and the running sums of their frequencies."""
    words = sorted(term for term in _table() if " " not in term)
    sums = [0.0]
    for word in words:
        sums.append(sums[-1] + _table()[word])
    return words, sums


@functools.cache
def stem_per_million(part: str, left: bool) -> float:
    """About how often words occur that begin with ``part`` (``left``) or hold it elsewhere."""
    words, sums = _words()
    if left:
        return (
            _RARE_WORD + sums[bisect_left(words, part + "\U0010ffff")]
            - sums[bisect_left(words, part)]
        )  # fmt: skip
    return 3 * _RARE_WORD + sum(_table()[word] for word in words if part in word)
