"""Collocates: which words keep a pattern company more often than chance would have it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rhetorictui.corpus import measures
from rhetorictui.corpus.counting import counted, is_content, skipped
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.language import Prose
from rhetorictui.language.words import cased_words_of, word_places
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rhetorictui.corpus.finder import Finder
    from rhetorictui.document import Document, Span

SORTS = ("log-dice", "mi", "t-score", "count")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The task of `collocates`: for each document its words, and those near the pattern.

    ``span`` words on either side within the sentence, 0 for the whole sentence. A word near two
    hits is counted once; words of the hits themselves are not counted as near.
    """

    finder: Finder
    span: int = 5
    selection: Selection = ALL

    def __call__(self, doc: Document) -> Iterator[Record]:
        if not self.selection.takes(doc):
            return
        prose = Prose.of(doc)
        hits = [span for span in self.finder.spans(prose) if not skipped(doc.zones, span)]
        words = " ".join([cased_words_of(doc.text[start:end]) for start, end in counted(doc)])
        record: Record = {"id": doc.id, "words": words, "hits": len(hits)}
        yield record | self._near(doc, prose, hits) if hits else record

    def _near(self, doc: Document, prose: Prose, hits: list[Span]) -> Record:
        bounds = [_sentence(prose, hit) for hit in hits]
        # Only the sentences that hold a hit need to be taken apart with their places.
        places: list[tuple[int, int, str]] = []
        reached = 0
        for low, high in bounds:
            at = max(low, reached)
            if at < high:
                for start, end, word in word_places(doc.text[at:high]):
                    if not skipped(doc.zones, (at + start, at + end)):
                        places.append((at + start, at + end, word))
                reached = high
        words = [word for _, _, word in places]
        starts = [start for start, _, _ in places]
        nodes: set[int] = set()
        edges = []
        for (start, end), (low, high) in zip(hits, bounds, strict=True):
            first = bisect_right(starts, start) - 1
            if first < 0 or places[first][1] <= start:
                first += 1
            last = bisect_left(starts, end)
            nodes.update(range(first, last))
            begin, stop = bisect_left(starts, low), bisect_left(starts, high)
            if self.span:
                begin, stop = max(begin, first - self.span), min(stop, last + self.span)
            edges.append((begin, first, last, stop))
        left = {i for begin, first, _, _ in edges for i in range(begin, first)} - nodes
        right = {i for _, _, last, stop in edges for i in range(last, stop)} - nodes
        with_word: Counter[str] = Counter()
        for begin, first, last, stop in edges:
            near = {*range(begin, first), *range(last, stop)} - nodes
            with_word.update({words[i] for i in near})
        return {
            "inside": Counter(words[i] for i in nodes),
            "left": Counter(words[i] for i in left),
            "right": Counter(words[i] for i in right - left),
            "hits_with": with_word,
        }


def _sentence(prose: Prose, hit: Span) -> Span:
    """The sentence that a hit begins in, as far as the hit's end where that lies beyond."""
    at = bisect_right(prose.sentences, (hit[0], len(prose.text))) - 1
    low, high = prose.sentences[max(at, 0)]
    return min(low, hit[0]), max(high, hit[1])


@dataclass(slots=True)
class Tally:
    """What is added up over documents: all words as written, those within and near hits in lower
    case, hits, documents, and how many of them have a hit."""

    words: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    hits_with: Counter[str] = field(default_factory=Counter)
    documents_with: Counter[str] = field(default_factory=Counter)
    hits: int = 0
    documents: int = 0
    found_in: int = 0

    def add(self, record: Mapping[str, Any]) -> None:
        """Take in one document, as the task ``Neighbours`` writes it."""
        self.words.update(record["words"].split())
        self.documents += 1
        self.hits += record["hits"]
        if record["hits"]:
            self.found_in += 1
            self.inside.update(record["inside"])
            self.left.update(record["left"])
            self.right.update(record["right"])
            self.hits_with.update(record["hits_with"])
            self.documents_with.update(dict.fromkeys(record["hits_with"], 1).keys())


def _forms(tally: Tally) -> dict[str, str]:
    """How words are mostly written; on a tie in lower case, then by the alphabet."""
    out: dict[str, str] = {}
    words = tally.words
    for form in sorted(words, key=lambda form: (-words[form], not form.islower(), form)):
        out.setdefault(form.lower(), form)
    return out


def collocates(
    records: Iterable[Mapping[str, Any]],
    node: str,
    *,
    minimum: int = 3,
    sort: str = "log-dice",
    top: int = 50,
    function_words: bool = False,
    attracted: bool = True,
) -> tuple[Tally, list[Record]]:
    """The tally, and records of type ``collocate``, the strongest first; ``top`` 0 for all.

    With ``attracted`` only words that are more frequent near the pattern than by chance (MI > 0).

    MI and t-score by surface co-occurrence (Evert 2008, Corpora and collocations): the word's
    count within the spans against all words in them, so the size of the span does not matter.
    logDice from the hits that have the word near, the hits and the word's count (Rychlý 2008).
    Words of the hits themselves are near nothing, and are left out of all counts but ``total``.
    """
    tally = Tally()
    for record in records:
        tally.add(record)
    total = tally.words.total() - tally.inside.total()
    words: Counter[str] = Counter()
    for form, count in tally.words.items():
        words[form.lower()] += count
    forms = _forms(tally)
    window = tally.left.total() + tally.right.total()
    rows: list[Record] = []
    for word, hits_with in tally.hits_with.items():
        left, right = tally.left[word], tally.right[word]
        outside = words[word] - tally.inside[word]
        count = left + right
        if count < minimum or not (function_words or is_content(word)):
            continue
        # Several hits may share one word, and several words one hit: the smaller number is sure.
        both = min(count, hits_with)
        mi = measures.mutual_information(count, window, outside, total)
        if attracted and mi <= 0:
            continue
        rows.append({
            "schema": SCHEMA, "type": "collocate", "node": node,
            "term": forms[word], "folded": word,
            "count": count, "left": left, "right": right, "total": words[word],
            "hits": tally.hits, "documents": tally.documents_with[word],
            "log_dice": measures.log_dice(both, tally.hits, outside),
            "mi": mi,
            "t_score": measures.t_score(count, window, outside, total),
        })  # fmt: skip
    key = sort.replace("-", "_")
    rows.sort(key=lambda row: (-row[key], -row["count"], row["folded"]))
    return tally, rows[: top or None]
