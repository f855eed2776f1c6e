"""Train the attribution model that ships with the package.

    python benchmarks/train_quotes.py QUOTES.jsonl.gz [--news NEWS.jsonl.gz] -o OUT [--held-out 240]

QUOTES: articles with gold attributions (PolNeAR as JSONL: text, gold.attributions with source, cue,
content as lists of [start, end] code points). NEWS: any news text, from which words get new
distributional classes; without it they keep those of the model that ships. With --held-out N, N
articles drawn with --seed are kept from training (test with quality_quotes.py and the same
numbers). Weights and word lists are kept; no sentence is. Needs scikit-learn; some two minutes on
one core, six with NEWS.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from scipy import sparse
from scipy.optimize import minimize
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD

from rhetorictui.document import Span
from rhetorictui.language.sentences import paragraph_spans, sentence_spans
from rhetorictui.layers import attribution as a
from rhetorictui.layers import features_content as content
from rhetorictui.layers import features_cue as cue_features
from rhetorictui.layers import features_source as source_features
from rhetorictui.layers import model
from rhetorictui.layers.cascade import PAD
from rhetorictui.layers.marks import quoted_spans
from rhetorictui.layers.quotes import quoted_tokens
from rhetorictui.layers.tokens import BITS, EDGE, FUNCTION, TOKEN, Sentence, places, tokens

LIGHT = frozenset(
    "to of in on at by for with is was were be been are has have had will would not the a "
    "an".split()
)


def records(path: str) -> Iterator[dict[str, Any]]:
    """The JSON records of a file, gzipped or not."""
    data = Path(path).read_bytes()
    for line in (gzip.decompress(data) if path.endswith(".gz") else data).splitlines():
        yield orjson.loads(line)


def split(
    docs: Sequence[dict[str, Any]], held_out: int, seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Training and held-out articles; the same for the same numbers."""
    docs = sorted(docs, key=lambda doc: str(doc["id"]))
    random.Random(seed).shuffle(docs)
    return docs[held_out:], docs[:held_out]


# ---------------------------------------------------------------- word classes
def word_classes(path: str, count: int, size: int, share: int) -> list[str]:
    """``count`` classes of the ``size`` commonest words, by the words that stand beside them.

    Positive pointwise mutual information with the neighbours one and two to either side, reduced
    by SVD, clustered by k-means (compare Schütze 1995, Distributional part-of-speech tagging).
    ``share`` n takes every nth article. Returns one string of words for each class.
    """
    stream: list[str] = []
    for number, record in enumerate(records(path)):
        if number % share == 0:
            for line in record["text"].split("\n"):
                first = True
                for piece in TOKEN.findall(line.strip()):
                    word = piece.rstrip()
                    if not word:
                        continue
                    low = model.fold(word)
                    if low in FUNCTION or not low[0].isalnum():
                        stream.append(low)
                    elif first and word[0].isupper():
                        stream.append("<first>")
                    else:
                        stream.append(word)
                    first = low in '.!?"'
                stream.append("<line>")
    counts = collections.Counter(stream)
    words = [
        word
        for word, _ in counts.most_common()
        if re.search(r"[^\W\d_]", word) and word[0] != "<" and word not in FUNCTION
    ][:size]
    near = [word for word, _ in counts.most_common(1500)]
    row_of = {word: index for index, word in enumerate(words)}
    column_of = {word: index for index, word in enumerate(near)}
    row_ids = np.array([row_of.get(word, -1) for word in stream])
    column_ids = np.array([column_of.get(word, -1) for word in stream])
    rows, columns = [], []
    for block, offset in enumerate((-1, 1, -2, 2)):
        left = row_ids[max(0, -offset) : len(stream) - max(0, offset)]
        right = column_ids[max(0, offset) : len(stream) - max(0, -offset)]
        both = (left >= 0) & (right >= 0)
        rows.append(left[both])
        columns.append(right[both] + block * len(near))
    row = np.concatenate(rows)
    table = sparse.coo_matrix(
        (np.ones(len(row)), (row, np.concatenate(columns))), shape=(len(words), 4 * len(near))
    ).tocsr()
    table.sum_duplicates()
    cells = table.tocoo()
    row_sum = np.asarray(table.sum(1)).ravel()
    column_sum = np.maximum(np.asarray(table.sum(0)).ravel(), 1)
    total = table.sum()
    information = np.log(
        cells.data * total / (row_sum[cells.row] * column_sum[cells.col] ** 0.75 * total**0.25)
    )
    weighted = sparse.csr_matrix(
        (np.maximum(information, 0), (cells.row, cells.col)), shape=table.shape
    )
    vectors = TruncatedSVD(80, random_state=0).fit_transform(weighted)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    labels = KMeans(count, random_state=0, n_init=1, max_iter=40).fit_predict(vectors)
    groups: list[list[str]] = [[] for _ in range(count)]
    for word, label in zip(words, labels, strict=True):
        groups[label].append(word)
    return [" ".join(group) for group in groups if group]


# ---------------------------------------------------------------- examples
class Trace:
    """Stands for a score: the keys it is the sum of, each with the number of its table."""

    __slots__ = ("keys",)

    def __init__(self, keys: tuple[Any, ...]) -> None:
        self.keys = keys

    def __add__(self, other: Trace | int) -> Trace:
        return Trace(self.keys + other.keys) if isinstance(other, Trace) else self

    __radd__ = __add__


class Note:
    """Stands for a table: answers a key with its trace, or with a row of traces."""

    def __init__(self, number: int, spec: a.Spec) -> None:
        self.number = number
        self.spec = spec

    def __getitem__(self, key: Any) -> Any:
        if self.spec.width:
            return Line(self.number, int(key))
        if self.spec.endings:
            width = len(next(iter(self.spec.endings.values())))
            return [Trace(((self.number, (d, *key)),)) for d in range(width)]
        return Trace(((self.number, key),))

    def __call__(self, key: int, _: int) -> Trace:
        """A table of pairs is asked so, with what to answer for those unknown."""
        return Trace(((self.number, (key >> BITS, key & (1 << BITS) - 1)),))


@dataclass
class Line:
    """Stands for one line of a grid."""

    number: int
    d: int

    def __getitem__(self, tag: int) -> Trace:
        return Trace(((self.number, (self.d, tag)),))


NOTES = {
    name: tuple(Note(number, spec) for number, spec in enumerate(specs))
    for name, specs in model.RANKERS.items()
}


@dataclass
class Article:
    """An article's tokens with their tags, and its gold attributions."""

    pieces: list[str]
    words: list[str]
    tags: list[int]
    quoted: list[int]
    gold: list[Gold]


@dataclass
class Gold:
    """One gold attribution in tokens; ``far`` says that its source is in another sentence."""

    sentence: Sentence
    cue: Span
    source: Span | None
    far: bool
    before: Span | None
    behind: Span | None
    head: int = -1


def article(doc: dict[str, Any], lexicon: model.Lexicon) -> Article:
    """The tokens of an article, with its gold attributions."""
    text = doc["text"]
    paragraphs = paragraph_spans(text)
    outer = [mark for mark in quoted_spans(text, paragraphs) if not mark.depth]
    spans = sentence_spans(text)
    pieces, sentences = tokens(text, spans)
    starts = [places(pieces, sentence) for sentence in sentences]
    quoted = quoted_tokens(pieces, sentences, spans, outer)
    heads = [start for start, _ in spans]
    gold = []
    for item in doc["gold"]["attributions"]:
        if item["cue"]:
            at = max(0, bisect_right(heads, item["cue"][0][0]) - 1)
            one = _gold(sentences[at], pieces, starts[at], item)
            if one:
                gold.append(one)
    words = [model.fold(piece.rstrip()) for piece in pieces]
    tags = [*(lexicon[piece] for piece in pieces), *PAD]
    return Article(pieces, words, tags, [*quoted, *([0] * len(PAD))], gold)


def _gold(
    sentence: Sentence, pieces: list[str], places: list[int], item: dict[str, Any]
) -> Gold | None:
    starts = places[:-1]
    ends = [
        start + len(piece.rstrip())
        for start, piece in zip(starts, pieces[sentence.low : sentence.high], strict=True)
    ]
    floor, ceiling = starts[0], ends[-1]

    def place(start: int, end: int) -> Span:
        return sentence.low + bisect_right(ends, start), sentence.low + bisect_left(starts, end)

    cue = place(*item["cue"][0])
    if cue[0] >= cue[1]:
        return None
    source: Span | None = None
    far = False
    if item["source"]:
        start, end = item["source"][0]
        far = start < floor or end > ceiling
        source = None if far else place(start, end)
    before: Span | None = None
    behind: Span | None = None
    for start, end in item["content"]:
        if end <= floor or start >= ceiling:
            continue
        span = place(max(start, floor), min(end, ceiling))
        if span[1] <= cue[0]:
            before = (min(span[0], before[0]) if before else span[0], span[1])
        elif span[0] >= cue[1]:
            behind = (behind[0] if behind else span[0], span[1])
    return Gold(sentence, cue, source, far, before, behind)


def choose_heads(docs: Sequence[Article]) -> None:
    """Head of a cue: the word that is most often part of a cue; of equals the last."""
    inside: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    for doc in docs:
        total.update(doc.words)
        for gold in doc.gold:
            inside.update(doc.words[gold.cue[0] : gold.cue[1]])
    for doc in docs:
        words = doc.words
        for gold in doc.gold:
            gold.head = max(
                range(*gold.cue),
                key=lambda i, words=words: (  # type: ignore[misc]
                    words[i] not in LIGHT,
                    (inside[words[i]] + 0.05) / (total[words[i]] + 1.5),
                    i,
                ),
            )


def candidate_lists(docs: Sequence[Article], least: float) -> dict[str, list[str]]:
    """Which words may head a cue: by word where it is common, else by stem or class.

    And which tags may stand behind a source.
    """
    words: collections.Counter[str] = collections.Counter()
    tags: collections.Counter[int] = collections.Counter()
    stems: collections.Counter[str] = collections.Counter()
    word_heads, tag_heads, stem_heads = words.copy(), tags.copy(), words.copy()
    behind: collections.Counter[int] = collections.Counter()
    tag_of: dict[str, int] = {}
    for doc in docs:
        heads = {gold.head for gold in doc.gold}
        for i, (low, tag) in enumerate(zip(doc.words, doc.tags, strict=False)):
            if low:
                stem = a.stem(low)
                words[low] += 1
                tags[tag] += 1
                stems[stem] += 1
                tag_of[low] = tag
                if i in heads:
                    word_heads[low] += 1
                    tag_heads[tag] += 1
                    stem_heads[stem] += 1
        for gold in doc.gold:
            if gold.source and not gold.far and gold.source[1] != gold.cue[0]:
                behind[doc.tags[gold.source[1]]] += 1
    common = [word for word, count in words.items() if count >= 8]
    allowed = [word for word in common if word_heads[word] / words[word] >= least]
    open_tags = {
        tag for tag in tags if tag_heads[tag] / tags[tag] >= 1.5 * least and tags[tag] > 20
    }
    open_stems = {
        stem for stem in stems if stem_heads[stem] >= 2 and stem_heads[stem] / stems[stem] >= least
    }
    blocked = [
        word
        for word in set(common) - set(allowed)
        if tag_of[word] in open_tags or a.stem(word) in open_stems
    ]
    return {
        "heads": sorted(allowed),
        "blocked": sorted(blocked),
        "stems": sorted(open_stems),
        "tags": sorted(map(str, open_tags)),
        "behind_source": sorted(
            str(tag)
            for tag, count in behind.items()
            if count >= 3 and count / (tags[tag] + 1) > 0.003
        ),
    }


Group = list[Any]


class Decisions:
    """For each ranker its decisions: the keys of every candidate, and which one is right."""

    def __init__(self) -> None:
        self.groups: dict[str, list[Group]] = collections.defaultdict(list)
        self.right: dict[str, list[int]] = collections.defaultdict(list)
        self.missed: collections.Counter[str] = collections.Counter()

    def choose(self, name: str, scored: a.Scored, gold: int) -> None:
        """One of several candidates is right, or the candidates lack it."""
        at, traces = scored
        if gold in at:
            if len(at) > 1:
                self.groups[name].append([t.keys if isinstance(t, Trace) else () for t in traces])
                self.right[name].append(list(at).index(gold))
        else:
            self.missed[name] += 1

    def decide(self, name: str, trace: Trace, gold: bool) -> None:
        """Yes or no; no has score 0."""
        self.groups[name].append([(), trace.keys])
        self.right[name].append(int(gold))


def examples(
    docs: Sequence[Article], candidates: Container[str], behind_source: frozenset[int]
) -> Decisions:
    """What the rankers decide on the way to the gold; ``candidates`` may head a cue."""
    out = Decisions()
    for doc in docs:
        t, p, q = doc.tags, a.pairs(doc.tags), doc.quoted
        heads = {gold.head: gold for gold in doc.gold}
        low = 0
        while low < len(doc.pieces):
            high = doc.pieces.index(EDGE, low)
            marked = int(1 in q[low:high])
            for i in range(low, high):
                if doc.pieces[i] in candidates:
                    word = doc.words[i]
                    trace = cue_features.head_near(t, word, i, NOTES["head"])
                    far = cue_features.head_far(t, p, q, word, i, low, high, marked, NOTES["head"])
                    out.decide("head", trace + far, i in heads)
                elif i in heads:
                    out.missed["head"] += 1
            low = high + 1
        for gold in doc.gold:
            _cue_examples(doc, gold, out)
            _span_examples(doc, gold, behind_source, out)
    return out


def _cue_examples(doc: Article, gold: Gold, out: Decisions) -> None:
    t, p, q, word = doc.tags, a.pairs(doc.tags), doc.quoted, doc.words[gold.head]
    low, high = gold.cue
    for i in range(gold.head - 1, max(gold.sentence.low - 1, low - 2), -1):
        trace = cue_features.left_score(t, p, q, word, gold.head, i, NOTES["left"])
        out.decide("left", trace, i >= low)
    for i in range(gold.head, min(gold.sentence.high - 1, high)):
        trace = cue_features.right_score(t, p, q, word, gold.head, i, NOTES["right"])
        out.decide("right", trace, i + 1 < high)


def _span_examples(doc: Article, gold: Gold, behind_source: frozenset[int], out: Decisions) -> None:
    cue, source, before, behind = gold.cue, gold.source, gold.before, gold.behind
    t, p, q = doc.tags, a.pairs(doc.tags), doc.quoted
    low, high = gold.sentence.low, gold.sentence.high
    marked = int(1 in q[low:high])
    first, word = doc.words[cue[0]], doc.words[cue[1] - 1]
    if not gold.far:
        end = source[1] - 1 if source else -1
        ends = source_features.source_ends(
            t, p, q, low, high, cue, (first, word), behind_source, NOTES["source_end"]
        )
        out.choose("source_end", ends, end)
        if source:
            starts = source_features.source_starts(t, p, q, low, cue, end, NOTES["source_start"])
            out.choose("source_start", starts, source[0])
    last = before[1] - 1 if before else -1
    ends = content.before_ends(t, p, q, low, cue, source, word, marked, NOTES["before_end"])
    out.choose("before_end", ends, last)
    if before:
        starts = content.before_starts(t, p, q, low, word, last, NOTES["before_start"])
        out.choose("before_start", starts, before[0])
    kind = content.left_kind(t, before)
    starts = content.behind_starts(
        t, p, q, high, cue, source, word, kind, marked, NOTES["behind_start"]
    )
    out.choose("behind_start", starts, behind[0] if behind else -1)
    if behind:
        ends = content.behind_ends(
            t, p, q, high, word, behind[0], before is not None, marked, NOTES["behind_end"]
        )
        out.choose("behind_end", ends, behind[1] - 1)


# ---------------------------------------------------------------- fitting
def fit(
    groups: Sequence[Group],
    right: Sequence[int],
    specs: Sequence[a.Spec],
    penalty: float,
    least: int,
    prune: float,
) -> dict[str, float]:
    """Weights by feature: conditional logistic regression (McFadden 1974) over each group.

    L2 penalty, L-BFGS; features seen fewer than ``least`` times are left out, and weights below
    ``prune`` dropped.
    """
    keys = collections.Counter(key for group in groups for keys in group for key in keys)
    features: collections.Counter[str] = collections.Counter()
    for (index, key), count in keys.items():
        for feature in specs[index].features(key):
            features[feature] += count
    column = {
        feature: number
        for number, feature in enumerate(f for f, count in features.items() if count >= least)
    }
    columns_of = {
        (index, key): [column[f] for f in specs[index].features(key) if f in column]
        for index, key in keys
    }
    columns: list[int] = []
    ends = [0]
    edges = [0]
    for group in groups:
        for candidate in group:
            for key in candidate:
                columns.extend(columns_of[key])
            ends.append(len(columns))
        edges.append(len(ends) - 1)
    table = sparse.csr_matrix(
        (
            np.ones(len(columns), dtype=np.float32),
            np.array(columns, dtype=np.int32),
            np.array(ends),
        ),
        shape=(len(ends) - 1, len(column)),
    )
    turned = table.T.tocsr()
    edge = np.array(edges)
    first, sizes = edge[:-1], np.diff(edge)
    gold = first + np.array(right)
    observed = np.asarray(table[gold].sum(0)).ravel()

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table @ weights
        top = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - np.repeat(top, sizes))
        norm = np.add.reduceat(raised, first)
        value = (np.log(norm) + top - scores[gold]).sum() + 0.5 * penalty * weights @ weights
        expected = turned @ (raised / np.repeat(norm, sizes))
        return float(value), expected - observed + penalty * weights

    best = minimize(
        loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 50}
    ).x
    return {f: float(best[i]) for f, i in column.items() if abs(best[i]) >= prune}


def train(
    docs: Sequence[dict[str, Any]],
    classes: list[str],
    penalty: float,
    least: int,
    prune: float,
    rare: float,
) -> bytes:
    """The packed model learned from ``docs``; words that head a cue in less than ``rare`` of their
    places are no candidates."""
    lists: dict[str, list[str]] = {
        "heads": [],
        "blocked": [],
        "stems": [],
        "tags": [],
        "behind_source": [],
    }
    lexicon = model.Lexicon(model.by_initials(classes), lists)
    prepared = [article(doc, lexicon) for doc in docs]
    choose_heads(prepared)
    lists |= candidate_lists(prepared, rare)
    lexicon = model.Lexicon(model.by_initials(classes), lists)
    for doc in prepared:
        for piece in doc.pieces:
            lexicon[piece]
    found = examples(prepared, lexicon.heads, frozenset(map(int, lists["behind_source"])))
    weights = {}
    for name, specs in model.RANKERS.items():
        groups, right = found.groups[name], found.right[name]
        weights[name] = fit(groups, right, specs, penalty, least, prune)
        print(
            f"{name}: {len(groups)} decisions of {sum(map(len, groups))} candidates, "
            f"{found.missed[name]} without the right one, {len(weights[name])} weights",
            flush=True,
        )
    return model.pack(weights, classes, lists)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("quotes")
    parser.add_argument("--news", help="news text for new word classes (default: those that ship)")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--held-out", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=200, help="number of word classes")
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--least", type=int, default=6)
    parser.add_argument("--prune", type=float, default=0.1)
    parser.add_argument("--rare", type=float, default=0.06)
    o = parser.parse_args()
    classes = word_classes(o.news, o.count, 16_000, 2) if o.news else model.shipped_classes()
    docs, _ = split(list(records(o.quotes)), o.held_out, o.seed)
    data = train(docs, classes, o.penalty, o.least, o.prune, o.rare)
    Path(o.output).write_bytes(data)
    print(f"{len(docs)} articles, {len(data)} bytes")


if __name__ == "__main__":
    main()
