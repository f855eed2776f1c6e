"""Words and n-grams of many documents as whole numbers, counted in bulk.

Each word becomes an id, four bytes a word, less than the text takes. N-grams are counted size by
size: one is a pair of shorter ones that overlap, and it is only looked at where both of them are
frequent (apriori pruning, Agrawal & Srikant 1994), so that memory follows what is kept. Counting
is sorting: equal ids come to stand together.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np  # 140 ms. Only keyness and ngrams pass here.

from rhetorictui.corpus.counting import STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Ids = NDArray[np.uint32]
    Counts = NDArray[np.int64]
    Figures = NDArray[np.float64]

_SHIFT, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
"""Two ids, or an id and a document, make one key of 64 bits."""


class Vocabulary(dict[str, int]):
    """Words as written to ids from 1; 0 is ``STOP``. ``folds`` holds by id that of the same word
    in lower case, which is what is counted."""

    def __init__(self) -> None:
        super().__init__({STOP: 0})
        self.folds = array("I", [0])

    def __missing__(self, word: str) -> int:
        self[word] = found = len(self)
        self.folds.append(found)
        lower = word.lower()
        if lower != word:
            self.folds[found] = self[lower]
        return found


@dataclass(slots=True)
class Corpus:
    """The documents of one side, one after another, as ids of words as written, with 0 between
    sentences."""

    ids: array[int] = field(default_factory=lambda: array("I"))
    ends: list[int] = field(default_factory=list)

    def add(self, words: str, vocabulary: Vocabulary) -> None:
        """Take in one document, as the task ``Words`` writes it."""
        self.ids.extend(array("I", map(vocabulary.__getitem__, words.split())))
        self.ends.append(len(self.ids))

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self.ends)

    @property
    def words(self) -> int:
        """How many words there are."""
        return int(np.count_nonzero(self.flat()))

    def flat(self) -> Ids:
        """The ids of all documents."""
        return np.frombuffer(self.ids, np.uint32) if self.ids else np.zeros(0, np.uint32)

    def sizes(self) -> Counts:
        """The words of each document."""
        held = np.concatenate(([0], np.cumsum(self.flat() > 0)))
        return np.diff(held[[0, *self.ends]])

    def places(self, size: int) -> int:
        """How many n-grams of ``size`` words stand in the sentences."""
        stops = np.flatnonzero(self.flat() == 0)
        lengths = np.diff(stops, prepend=-1) - 1
        return int(np.maximum(lengths - size + 1, 0).sum())

    def owners(self) -> Ids:
        """The number of the document that each id belongs to."""
        edges = np.array([0, *self.ends], np.int64)
        return np.repeat(np.arange(len(self.ends), dtype=np.uint32), edges[1:] - edges[:-1])


def gather(records: Iterable[Mapping[str, Any]], vocabulary: Vocabulary) -> tuple[Corpus, Corpus]:
    """The documents selected, and the rest, from the records of the task ``Words``."""
    taken, rest = Corpus(), Corpus()
    for record in records:
        (rest if record["rest"] else taken).add(record["words"], vocabulary)
    return taken, rest


class Grams(NamedTuple):
    """All frequent n-grams of one size; ids count from 1.

    ``words`` has the word ids of each (row 0 is nothing), ``parts`` the ids, one size down, of the
    two it overlaps from (of single words none), ``ids`` corpus by corpus the one that begins at
    each place, 0 where none does, ``counts`` corpus by corpus how often each stands there.
    """

    size: int
    words: Ids
    parts: NDArray[np.int64]
    ids: list[Ids]
    counts: list[Counts]


class Spread(NamedTuple):
    """By id: in how many documents of a corpus it stands, and its DP there."""

    documents: Counts
    dp: Figures


def grams(
    corpora: Sequence[Corpus], vocabulary: Vocabulary, sizes: tuple[int, int], minimum: int
) -> Iterator[Grams]:
    """The n-grams of ``sizes[0]`` to ``sizes[1]`` words that stand ``minimum`` times in all.

    N-grams do not cross sentences. One size after another is held in memory.
    """
    level = _single(corpora, np.array(vocabulary.folds), minimum)
    if sizes[0] == 1:
        yield level
    for size in range(2, sizes[1] + 1):
        level = _longer(level, minimum)
        if size >= sizes[0]:
            yield level


def _single(corpora: Sequence[Corpus], folds: Ids, minimum: int) -> Grams:
    flat = [corpus.flat() for corpus in corpora]
    known = len(folds)
    counts = []
    for ids in flat:
        folded = np.bincount(folds, np.bincount(ids, minlength=known), known)
        counts.append(folded.astype(np.int64))
    kept = np.sum(counts, axis=0) >= minimum
    kept[0] = False
    words = np.flatnonzero(kept).astype(np.uint32)
    new = np.zeros(known, np.uint32)
    new[words] = np.arange(1, len(words) + 1)
    new = new[folds]
    return Grams(
        1,
        np.concatenate((np.zeros(1, np.uint32), words))[:, None],
        np.zeros((len(words) + 1, 0), np.int64),
        [new[ids] for ids in flat],
        [np.concatenate(([0], count[words])) for count in counts],
    )


def _longer(level: Grams, minimum: int) -> Grams:
    """The n-grams of one word more: each overlaps from two of ``level`` that begin at places
    next to each other and share all but their first and last words."""
    pairs = []
    places = []
    for ids in level.ids:
        at = np.flatnonzero((ids[:-1] > 0) & (ids[1:] > 0))
        pairs.append(ids[at].astype(np.uint64) << _SHIFT | ids[at + 1])
        places.append(at)
    keys = np.concatenate(pairs)
    keys.sort()
    found, times = _runs(keys)
    del keys
    found = found[times >= minimum]
    out = []
    counts = []
    for ids, at, keys in zip(level.ids, places, pairs, strict=True):
        where = np.searchsorted(found, keys)
        here = where < len(found)
        here[here] = found[where[here]] == keys[here]
        new = np.zeros(len(ids), np.uint32)
        new[at[here]] = where[here] + 1
        out.append(new)
        counts.append(np.bincount(new, minlength=len(found) + 1))
        counts[-1][0] = 0
    parts = np.zeros((len(found) + 1, 2), np.int64)
    parts[1:, 0], parts[1:, 1] = found >> _SHIFT, found & _LOW
    words = np.hstack((level.words[parts[:, 0]], level.words[parts[:, 1], -1:]))
    return Grams(level.size + 1, words, parts, out, counts)


def _runs(ordered: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], Counts]:
    """The different values of a sorted array, and how often each stands there."""
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])
    return ordered[starts], np.diff(starts, append=len(ordered))


def names(level: Grams, known: Sequence[str], wanted: Sequence[int]) -> list[str]:
    """The wording of n-grams by their ids, in lower case; ``known`` holds the words of the
    vocabulary."""
    rows = level.words[wanted].tolist()
    return [" ".join([known[word] for word in row]) for row in rows]


def forms(
    corpora: Sequence[Corpus], level: Grams, known: Sequence[str], wanted: Sequence[int]
) -> list[str]:
    """How the n-grams ``wanted`` are mostly written.

    Where a sentence begins a capital says nothing, so it is asked elsewhere first. On a tie the
    form in lower case comes first, then the first in the alphabet.
    """
    asked = np.zeros(len(level.words), bool)
    asked[wanted] = True
    found: dict[int, dict[str, tuple[int, int]]] = {i: {} for i in wanted}
    for corpus, ids in zip(corpora, level.ids, strict=True):
        flat = corpus.flat()
        at = np.flatnonzero(asked[ids])
        kinds = ids[at].astype(np.int64)
        # Sorted word by word: in the end each kind is one wording of one n-gram.
        for step in range(level.size):
            keys = kinds.astype(np.uint64) << _SHIFT | flat[at + step]
            _, first, kinds = np.unique(keys, return_index=True, return_inverse=True)
        if not len(at):
            continue
        inner = (at > 0) & (flat[at - 1] > 0)
        places = at[first]
        rows = zip(
            ids[places].tolist(),
            flat[places[:, None] + np.arange(level.size)].tolist(),
            np.bincount(kinds, inner).tolist(),
            np.bincount(kinds).tolist(),
            strict=True,
        )
        for i, words, inside, times in rows:
            form = " ".join([known[word] for word in words])
            before = found[i].get(form, (0, 0))
            found[i][form] = (before[0] + int(inside), before[1] + times)
    return [
        min(seen, key=lambda form: (-seen[form][0], -seen[form][1], not form.islower(), form))
        for seen in map(found.__getitem__, wanted)
    ]


def spread(corpus: Corpus, ids: Ids, wanted: NDArray[np.bool_]) -> Spread:
    """How the ids that are ``wanted`` (by id) spread over the documents of ``corpus``.

    Gries' DP with documents as parts (see ``measures.deviation_of_proportions``). Only documents
    that hold an id are looked at: the others add their share of the words. Where an id does not
    occur, both are 0.
    """
    count = len(wanted)
    at = np.flatnonzero(wanted[ids])
    owners = corpus.owners()[at]
    keys = ids[at].astype(np.uint64) << _SHIFT | owners
    keys.sort()
    found, times = _runs(keys)
    which = (found >> _SHIFT).astype(np.int64)
    sizes = corpus.sizes()[(found & _LOW).astype(np.int64)]
    shares = sizes / max(int(corpus.sizes().sum()), 1)
    seen = np.bincount(which, times, count)
    apart = np.bincount(which, np.abs(times / seen[which] - shares), count)
    elsewhere = 1 - np.bincount(which, shares, count)
    dp = np.where(seen > 0, (apart + elsewhere) / 2, 0.0).clip(0, 1)
    return Spread(np.bincount(which, minlength=count), dp)
