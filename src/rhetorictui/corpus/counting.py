"""Words and n-grams of many documents as whole numbers: what keyness, n-grams and collocates count.

Workers turn documents into words; here each word becomes an id, four bytes a word, less than the
text takes. N-grams are counted size by size, and one is only looked at where both of its shorter
ones are frequent (apriori pruning, Agrawal & Srikant 1994), so that memory follows what is kept.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from rhetorictui.corpus.candidates import CONTENT, classify
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.language import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rhetorictui.document import Document, Span, Zone
    from rhetorictui.record import Record

STOP = "¶"
"""What stands between two sentences in a list of words. It is no word."""

# As language.words, but a possessive or contracted 's is not part of the word, nor a word, and
# 12,000 is one.
_TOKEN = re.compile(r"([^\W_]+(?:(?:'(?!s\b)|[.\-‐‑&]|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*)(?:'s\b)?")
_MEMO_LIMIT = 300_000
# What says nothing about an outlet's wording, or the same in every article.
_SKIPPED = frozenset(("byline", "date", "section", "boilerplate"))


class _Known(dict[str, str]):
    """What stands between two spaces to the words in it, found once and remembered: five times
    as fast as the expression, which never crosses white space."""

    def __missing__(self, chunk: str) -> str:
        found = " ".join(_TOKEN.findall(chunk))
        if len(self) < _MEMO_LIMIT:
            self[chunk] = found
        return found


_known = _Known().__getitem__


def words_of(text: str) -> str:
    """The words of ``text`` in lower case with spaces between, a final 's left out."""
    return " ".join(map(_known, text.replace("’", "'").lower().split()))


def word_places(text: str) -> list[tuple[int, int, str]]:
    """The words of ``text`` as ``words_of`` has them, each with its span in code points."""
    return [(*match.span(1), match[1].lower()) for match in _TOKEN.finditer(text.replace("’", "'"))]


def skipped(zones: Sequence[Zone], span: Span) -> bool:
    """Whether a span lies in a zone that is not counted: by-lines, dates, labels, boilerplate."""
    return any(
        zone.kind in _SKIPPED and zone.start <= span[0] and span[1] <= zone.end for zone in zones
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The task of counting: a record with the words of each document that ``selection`` takes.

    Sentences are parted by ``STOP`` if ``sentences``. With ``rest`` the other documents come
    too, marked so.
    """

    selection: Selection = ALL
    rest: bool = False
    sentences: bool = True

    def __call__(self, doc: Document) -> Iterator[Record]:
        taken = self.selection.takes(doc)
        if not taken and not self.rest:
            return
        text = doc.text
        if self.sentences:
            spans = [s for s in Prose.of(doc).sentences if not skipped(doc.zones, s)]
        else:
            spans = _counted(doc)
        parts = f" {STOP} ".join([words_of(text[start:end]) for start, end in spans])
        yield {"words": f"{parts} {STOP}", "rest": not taken}


def _counted(doc: Document) -> list[Span]:
    """The stretches of a document that are counted."""
    out = []
    at = 0
    for start, end in sorted((z.start, z.end) for z in doc.zones if z.kind in _SKIPPED):
        out.append((at, max(start, at)))
        at = max(at, end)
    return [*out, (at, len(doc.text))]


class Vocabulary(dict[str, int]):
    """Words to ids from 1; 0 is ``STOP``."""

    def __init__(self) -> None:
        super().__init__({STOP: 0})

    def __missing__(self, word: str) -> int:
        self[word] = found = len(self)
        return found


@dataclass(slots=True)
class Corpus:
    """The documents of one side as lists of word ids, 0 between sentences."""

    documents: list[array[int]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    lengths: Counter[int] = field(default_factory=Counter)

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(self.sizes)

    def places(self, size: int) -> int:
        """How many n-grams of ``size`` words stand in the sentences."""
        return sum(max(n - size + 1, 0) * count for n, count in self.lengths.items())

    def add(self, words: str, vocabulary: Vocabulary) -> None:
        """Take in one document, as the task ``Words`` writes it."""
        ids = array("I", map(vocabulary.__getitem__, words.split()))
        self.documents.append(ids)
        ends = [-1, *(at for at, word in enumerate(ids) if not word)]
        self.lengths.update(b - a - 1 for a, b in pairwise(ends))
        self.sizes.append(len(ids) - len(ends) + 1)


def gather(records: Iterable[Mapping[str, Any]], vocabulary: Vocabulary) -> tuple[Corpus, Corpus]:
    """The documents selected, and the rest, from the records of the task ``Words``."""
    taken, rest = Corpus(), Corpus()
    for record in records:
        (rest if record["rest"] else taken).add(record["words"], vocabulary)
    return taken, rest


class Grams(NamedTuple):
    """All frequent n-grams of one size: their wording by id, and their ids at each place.

    ``documents`` holds, corpus by corpus, an array a document; 0 where no frequent one begins.
    """

    size: int
    names: list[str]
    documents: list[list[array[int]]]

    def counts(self, side: int) -> Counter[int]:
        """How often each stands in one corpus."""
        out: Counter[int] = Counter()
        for ids in self.documents[side]:
            out.update(ids)
        del out[0]
        return out

    def ranges(self, side: int) -> Counter[int]:
        """In how many documents of one corpus each stands."""
        out: Counter[int] = Counter()
        for ids in self.documents[side]:
            out.update(set(ids))
        del out[0]
        return out


def grams(
    corpora: Sequence[Corpus], vocabulary: Vocabulary, sizes: tuple[int, int], minimum: int
) -> Iterator[Grams]:
    """The n-grams of ``sizes[0]`` to ``sizes[1]`` words that stand ``minimum`` times in all.

    N-grams do not cross sentences. One size after another is held in memory.
    """
    names = list(vocabulary)
    level = [corpus.documents for corpus in corpora]
    counts: Counter[int] = Counter()
    for documents in level:
        for ids in documents:
            counts.update(ids)
    if minimum > 1:
        kept = array("I", (i if counts[i] >= minimum else 0 for i in range(len(names))))
        kept[0] = 0
        level = [[array("I", map(kept.__getitem__, ids)) for ids in d] for d in level]
    if sizes[0] == 1:
        yield Grams(1, names, level)
    for size in range(2, sizes[1] + 1):
        counts = Counter()
        for documents in level:
            for ids in documents:
                counts.update([a << 32 | b for a, b in pairwise(ids) if a and b])
        frequent = [key for key, count in counts.items() if count >= minimum]
        del counts
        index = {key: at for at, key in enumerate(frequent, 1)}
        # The n-grams at two places in a row share all but their first and last words.
        names = [
            "",
            *(
                f"{names[key >> 32]} {names[key & 0xFFFFFFFF].rpartition(' ')[2]}"
                for key in frequent
            ),
        ]
        find = index.get
        level = [
            [
                array("I", [find(a << 32 | b, 0) if a and b else 0 for a, b in pairwise(ids)])
                for ids in documents
            ]
            for documents in level
        ]
        if size >= sizes[0]:
            yield Grams(size, names, level)


def dispersions(
    documents: Sequence[array[int]], sizes: Sequence[int], wanted: Iterable[int]
) -> dict[int, float]:
    """Gries' DP of the ids ``wanted`` that occur, with documents as parts.

    As ``measures.deviation_of_proportions``, but only documents that hold an id are looked at:
    the others add their share of the words.
    """
    places: dict[int, list[tuple[int, int]]] = {i: [] for i in wanted}
    keys = places.keys()
    for ids, size in zip(documents, sizes, strict=True):
        held = Counter(ids)
        for found in keys & held.keys():
            places[found].append((held[found], size))
    total = sum(sizes)
    out: dict[int, float] = {}
    for found, parts in places.items():
        seen = sum(count for count, _ in parts)
        if seen:
            apart = sum(abs(count / seen - size / total) for count, size in parts)
            out[found] = (apart + 1 - sum(size for _, size in parts) / total) / 2
    return out


@lru_cache(maxsize=100_000)
def is_content(word: str) -> bool:
    """Whether a word carries meaning of its own; articles, pronouns, numbers and so on do not."""
    return classify([word])[0] in CONTENT


def says_something(phrase: str) -> bool:
    """Whether an n-gram holds a word that carries meaning."""
    return any(map(is_content, phrase.split()))
