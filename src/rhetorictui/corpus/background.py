"""How many documents of a reference corpus hold a term: what makes TF-IDF work on one text.

A table is one file: a line that names the format, a line of JSON (schema version, title, number of
documents, entries, checksum), the sorted 32-bit hashes of the terms, and their document
frequencies, deflated. Hashes instead of words keep 250,000 terms at a megabyte and loading at a
millisecond, because nothing is decoded before it is asked for. The price: the terms cannot be
listed, and a term that the table does not hold is mistaken for one that it does with probability
entries / 2³² (below one in ten thousand).
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import orjson

from rhetorictui.corpus.candidates import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike

    from rhetorictui.document import Document

MAGIC: Final = b"rhetorictui background\n"
SCHEMA: Final = 1
_MEMO_LIMIT = 100_000


@dataclass(slots=True)
class Frequencies:
    """Document frequencies while they are counted; picklable, so processes can share the work.

    ``limit`` bounds the terms kept. When there are more, the rarest are dropped, and ``slack`` is
    the largest number of documents that any count can be short by (lossy counting, Manku and
    Motwani, VLDB 2002). Single words are counted like any other term.
    """

    documents: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    limit: int = 4_000_000
    slack: int = 0

    def add(self, terms: Iterable[str]) -> None:
        """Count one document by its distinct terms."""
        counts = self.counts
        self.documents += 1
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
        if len(counts) > self.limit:
            self._prune()

    def merge(self, other: Frequencies) -> None:
        """Add the counts of other documents."""
        counts = self.counts
        self.documents += other.documents
        self.slack += other.slack
        for term, count in other.counts.items():
            counts[term] = counts.get(term, 0) + count
        if len(counts) > self.limit:
            self._prune()

    def _prune(self) -> None:
        least = 0
        while len(self.counts) > self.limit // 2:
            least += 1
            self.counts = {term: n for term, n in self.counts.items() if n > least}
        self.slack += least


def count(
    documents: Iterable[Document | str], *, ngram: int = 3, limit: int = 4_000_000
) -> Frequencies:
    """Document frequencies of the words and phrases of ``documents``, in one pass.

    ``ngram`` is the longest phrase in words. Terms are lower case, plurals folded into singulars.
    """
    out = Frequencies(limit=limit)
    for document in documents:
        out.add(terms_of(document if isinstance(document, str) else document.text, ngram))
    return out


class Background:
    """Document frequencies of a reference corpus; look-ups by term, nothing else.

    Terms are lower case as ``candidates.fold`` gives them, words separated by one space.
    """

    def __init__(
        self,
        documents: int,
        hashes: array[int],
        counts: array[int],
        title: str = "",
        ngram: int = 3,
    ) -> None:
        self.documents = documents
        self.title = title
        self.ngram = ngram
        self._hashes = hashes
        self._counts = counts
        self._memo: dict[str, int] = {}

    def __len__(self) -> int:
        """The number of terms held."""
        return len(self._hashes)

    def frequency(self, term: str) -> int:
        """In how many documents ``term`` stands; 0 for one that the table does not hold."""
        found = self._memo.get(term)
        if found is None:
            found = self._look_up(term)
            if len(self._memo) >= _MEMO_LIMIT:
                self._memo.clear()
            self._memo[term] = found
        return found

    def _look_up(self, term: str) -> int:
        key = zlib.crc32(term.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, key)
        hit = at < len(self._hashes) and self._hashes[at] == key
        return self._counts[at] if hit else 0

    @property
    def idf(self) -> Mapping[str, float]:
        """Term to ``ln((1 + N) / (1 + df)) + 1``, scikit-learn's smooth inverse frequency.

        Every term has one; that of a term not held is the largest.
        """
        return _Idf(self)

    @classmethod
    def of(cls, counts: Frequencies, *, minimum: int = 1, title: str = "", ngram: int = 3) -> Self:
        """A table of counted terms; those in fewer than ``minimum`` documents are left out."""
        return cls._of(counts.documents, counts.counts, minimum, title, ngram)

    @classmethod
    def _of(
        cls, documents: int, counts: Mapping[str, int], minimum: int, title: str, ngram: int
    ) -> Self:
        by_hash: dict[int, int] = {}
        for term, n in counts.items():
            if n >= minimum:
                key = zlib.crc32(term.encode("utf-8", "surrogatepass"))
                by_hash[key] = max(n, by_hash.get(key, 0))
        keys = array("I", sorted(by_hash))
        return cls(documents, keys, array("I", (by_hash[key] for key in keys)), title, ngram)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the table to ``path``. Raises OSError as ``open`` does."""
        hashes, counts = array("I", self._hashes), array("I", self._counts)
        if sys.byteorder == "big":
            hashes.byteswap()
            counts.byteswap()
        body = hashes.tobytes() + zlib.compress(counts.tobytes(), 9)
        header = {
            "schema": SCHEMA,
            "title": self.title,
            "documents": self.documents,
            "entries": len(hashes),
            "ngram": self.ngram,
            "crc32": zlib.crc32(body),
        }
        line = orjson.dumps(header) + b"\n"
        Path(path).write_bytes(MAGIC + line + body)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """Read a table. Raises OSError, or ValueError saying why the file is none."""
        return cls._parse(Path(path).read_bytes(), str(path))

    @classmethod
    def builtin(cls) -> Self:
        """The table that ships with the package: general English-language news."""
        return cls.load(Path(__file__).parent.parent / "data" / "news.background")

    @classmethod
    def _parse(cls, data: bytes, name: str) -> Self:
        if not data.startswith(MAGIC):
            raise ValueError(
                f"{name}: not a background table; `rhetorictui background build` makes one"
            )
        broken = f"{name}: the background table is damaged; build it again"
        line, _, body = data[len(MAGIC) :].partition(b"\n")
        try:
            header = orjson.loads(line)
            schema = header["schema"]
            documents, entries = int(header["documents"]), int(header["entries"])
            checksum, title, ngram = header["crc32"], str(header["title"]), int(header["ngram"])
        except (ValueError, KeyError, TypeError):
            raise ValueError(broken) from None
        if schema != SCHEMA:
            raise ValueError(
                f"{name}: a background table of schema {schema}, this version reads {SCHEMA}; "
                "build it again"
            )
        if zlib.crc32(body) != checksum or entries * 4 > len(body) or documents < 0:
            raise ValueError(broken)
        hashes, counts = array("I"), array("I")
        try:
            hashes.frombytes(body[: entries * 4])
            counts.frombytes(zlib.decompress(body[entries * 4 :]))
        except (ValueError, zlib.error):
            raise ValueError(broken) from None
        if len(counts) != entries:
            raise ValueError(broken)
        if sys.byteorder == "big":
            hashes.byteswap()
            counts.byteswap()
        return cls(documents, hashes, counts, title, ngram)


class _Idf(dict[str, float]):
    """Worked out as it is asked, and not kept: who asks keeps what is made of it."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def __missing__(self, term: str) -> float:
        table = self._background
        return math.log((1 + table.documents) / (1 + table._look_up(term))) + 1


def build(
    documents: Iterable[Document | str],
    *,
    ngram: int = 3,
    minimum: int = 3,
    title: str = "",
    limit: int = 4_000_000,
) -> Background:
    """The background table of ``documents``: one pass, at most ``limit`` terms in memory.

    Words and phrases in fewer than ``minimum`` documents are left out.
    """
    return Background.of(
        count(documents, ngram=ngram, limit=limit), minimum=minimum, title=title, ngram=ngram
    )
