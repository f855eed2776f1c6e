"""Train the attribution model that ships with the package.

    python benchmarks/train_quotes.py QUOTES.jsonl.gz --news NEWS.jsonl.gz -o OUT [--held-out 240]

QUOTES: articles with gold attributions (PolNeAR as JSONL: text, gold.attributions with source, cue,
content as lists of [start, end] code points). NEWS: any news text, from which words get their
distributional classes. With --held-out N, N articles drawn with --seed are kept from training (test
with quality_quotes.py and the same numbers). Weights and word lists are kept; no sentence is.
Needs scikit-learn; some four minutes on one core.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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
from rhetorictui.layers.marks import quoted_spans
from rhetorictui.layers.tokens import FUNCTION, places, words_of

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
                for word in words_of(line)[0]:
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
@dataclass
class Sentence:
    """A sentence's tokens and the gold attributions whose cue stands in it."""

    start: int
    end: int
    starts: list[int]
    ends: list[int]
    frame: a.Frame
    words: list[str]
    gold: list[Gold] = field(default_factory=list)

    def tokens(self, start: int, end: int) -> Span:
        """Code points to tokens, half-open."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


@dataclass
class Gold:
    """One gold attribution in tokens; ``far`` says that its source is in another sentence."""

    cue: Span
    source: Span | None
    far: bool
    before: Span | None
    behind: Span | None
    head: int = -1


def sentences_of(doc: dict[str, Any], known: model.Model) -> list[Sentence]:
    """The sentences of an article, tokenised, with their gold attributions."""
    text = doc["text"]
    outer = [mark for mark in quoted_spans(text, paragraph_spans(text)) if not mark.depth]
    out: list[Sentence] = []
    for start, end in sentence_spans(text):
        words, pieces = words_of(text[start:end])
        starts, ends = places(pieces, words, start)
        quoted = [int(any(q.start <= at < q.end for q in outer)) for at in starts]
        low = [known.lexicon[word].low for word in words]
        tags = [known.lexicon[word].tag for word in words]
        out.append(Sentence(start, end, starts, ends, a.Frame(low, tags, quoted), words))
    heads = [sentence.start for sentence in out]
    for item in doc["gold"]["attributions"]:
        if not item["cue"]:
            continue
        sentence = out[bisect_right(heads, item["cue"][0][0]) - 1]
        cue = sentence.tokens(*item["cue"][0])
        if cue[0] >= cue[1]:
            continue
        sentence.gold.append(_gold(sentence, cue, item))
    return out


def _gold(sentence: Sentence, cue: Span, item: dict[str, Any]) -> Gold:
    source: Span | None = None
    far = False
    if item["source"]:
        start, end = item["source"][0]
        far = start < sentence.start or end > sentence.end
        source = None if far else sentence.tokens(start, end)
    before: Span | None = None
    behind: Span | None = None
    for start, end in item["content"]:
        if end <= sentence.start or start >= sentence.end:
            continue
        span = sentence.tokens(max(start, sentence.start), min(end, sentence.end))
        if span[1] <= cue[0]:
            before = (min(span[0], before[0]) if before else span[0], span[1])
        elif span[0] >= cue[1]:
            behind = (behind[0] if behind else span[0], span[1])
    return Gold(cue, source, far, before, behind)


def choose_heads(docs: Sequence[list[Sentence]]) -> None:
    """Head of a cue: the word that is most often part of a cue; of equals the last."""
    inside: collections.Counter[str] = collections.Counter()
    total: collections.Counter[str] = collections.Counter()
    for doc in docs:
        for sentence in doc:
            total.update(sentence.frame.low[: sentence.frame.n])
            for gold in sentence.gold:
                inside.update(sentence.frame.low[gold.cue[0] : gold.cue[1]])
    for doc in docs:
        for sentence in doc:
            low = sentence.frame.low
            for gold in sentence.gold:
                gold.head = max(
                    range(*gold.cue),
                    key=lambda i, low=low: (  # type: ignore[misc]
                        low[i] not in LIGHT,
                        (inside[low[i]] + 0.05) / (total[low[i]] + 1.5),
                        i,
                    ),
                )


def candidate_lists(docs: Sequence[list[Sentence]]) -> dict[str, list[str]]:
    """Which words may head a cue: by word where it is common, else by stem or class."""
    least = 0.02
    words: collections.Counter[str] = collections.Counter()
    tags: collections.Counter[str] = collections.Counter()
    stems: collections.Counter[str] = collections.Counter()
    word_heads, tag_heads, stem_heads = words.copy(), words.copy(), words.copy()
    tag_of: dict[str, str] = {}
    for doc in docs:
        for sentence in doc:
            f = sentence.frame
            heads = {gold.head for gold in sentence.gold}
            for i in range(f.n):
                low, tag, stem = f.low[i], f.tags[i], a.stem(f.low[i])
                words[low] += 1
                tags[tag] += 1
                stems[stem] += 1
                tag_of[low] = tag
                if i in heads:
                    word_heads[low] += 1
                    tag_heads[tag] += 1
                    stem_heads[stem] += 1
    common = [word for word, count in words.items() if count >= 8]
    allowed = [word for word in common if word_heads[word] / words[word] >= least]
    open_tags = {tag for tag in tags if tag_heads[tag] / tags[tag] >= 0.03 and tags[tag] > 20}
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
        "tags": sorted(open_tags),
    }


Group = list[Sequence[a.Key]]


def examples(
    docs: Sequence[list[Sentence]], known: model.Model
) -> tuple[dict[str, list[Group]], dict[str, list[int]]]:
    """For each ranker its decisions: the keys of every candidate, and which one is right."""
    groups: dict[str, list[Group]] = collections.defaultdict(list)
    right: dict[str, list[int]] = collections.defaultdict(list)

    def decide(
        name: str, at: Sequence[int], keys: Callable[[int], Sequence[a.Key]], gold: int
    ) -> None:
        if gold in at:
            groups[name].append([keys(i) for i in at])
            right[name].append(list(at).index(gold))

    def yes_no(name: str, keys: Sequence[a.Key], gold: bool) -> None:
        groups[name].append([(), keys])
        right[name].append(int(gold))

    for doc in docs:
        for sentence in doc:
            f = sentence.frame
            heads = {gold.head for gold in sentence.gold}
            for i in range(f.n):
                if known.lexicon[sentence.words[i]].candidate:
                    yes_no("head", cue_features.head_keys(f, i), i in heads)
            for gold in sentence.gold:
                _cue_examples(f, gold, yes_no)
                _span_examples(f, gold, decide)
    return groups, right


def _cue_examples(f: a.Frame, gold: Gold, yes_no: Callable[..., None]) -> None:
    low, high = gold.cue
    for i in range(gold.head - 1, max(-1, low - 2), -1):
        yes_no("left", cue_features.left_keys(f, gold.head, i), i >= low)
    for i in range(gold.head, min(f.n - 1, high)):
        yes_no("right", cue_features.right_keys(f, gold.head, i), i + 1 < high)


def _span_examples(f: a.Frame, gold: Gold, decide: Callable[..., None]) -> None:
    cue, source, before, behind = gold.cue, gold.source, gold.before, gold.behind
    if not gold.far:
        end = source[1] - 1 if source else -1
        decide(
            "source_end",
            source_features.source_ends(f, cue),
            source_features.source_end_keys(f, cue),
            end,
        )
        if source:
            decide(
                "source_start",
                source_features.source_starts(f, cue, end),
                source_features.source_start_keys(f, cue, end),
                source[0],
            )
    last = before[1] - 1 if before else -1
    decide(
        "before_end",
        content.before_ends(f, cue, source),
        content.before_end_keys(f, cue, source),
        last,
    )
    if before:
        decide(
            "before_start",
            content.before_starts(f, last),
            content.before_start_keys(f, cue, last),
            before[0],
        )
    kind = content.left_kind(f, before)
    decide(
        "behind_start",
        content.behind_starts(f, cue, source),
        content.behind_start_keys(f, cue, source, kind),
        behind[0] if behind else -1,
    )
    if behind:
        decide(
            "behind_end",
            content.behind_ends(f, behind[0]),
            content.behind_end_keys(f, cue, behind[0], before is not None),
            behind[1] - 1,
        )


# ---------------------------------------------------------------- fitting
def fit(
    groups: Sequence[Group],
    right: Sequence[int],
    expand: Sequence[a.Expand],
    penalty: float,
    least: int,
    prune: float,
) -> dict[str, float]:
    """Weights by feature: conditional logistic regression (McFadden 1974) over each group.

    L2 penalty, L-BFGS; features seen fewer than ``least`` times are left out, and weights below
    ``prune`` dropped.
    """
    keys = collections.Counter(
        (index, key) for group in groups for keys in group for index, key in enumerate(keys)
    )
    features: collections.Counter[str] = collections.Counter()
    for (index, key), count in keys.items():
        for feature in expand[index](*key):
            features[feature] += count
    column = {
        feature: number
        for number, feature in enumerate(f for f, count in features.items() if count >= least)
    }
    columns_of = {
        (index, key): [column[f] for f in expand[index](*key) if f in column] for index, key in keys
    }
    columns: list[int] = []
    ends = [0]
    edges = [0]
    for group in groups:
        for candidate in group:
            for index, key in enumerate(candidate):
                columns.extend(columns_of[index, key])
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
    docs: Sequence[dict[str, Any]], classes: list[str], penalty: float, least: int, prune: float
) -> bytes:
    """The packed model learned from ``docs``."""
    empty: dict[str, dict[str, float]] = {name: {} for name in model.RANKERS}
    lists: dict[str, list[str]] = {
        "classes": classes,
        "heads": [],
        "blocked": [],
        "stems": [],
        "tags": [],
    }
    known = model.make(empty, lists)
    prepared = [sentences_of(doc, known) for doc in docs]
    choose_heads(prepared)
    lists |= candidate_lists(prepared)
    groups, right = examples(prepared, model.make(empty, lists))
    weights = {}
    for name, expand in model.RANKERS.items():
        weights[name] = fit(groups[name], right[name], expand, penalty, least, prune)
        print(f"{name}: {len(groups[name])} decisions, {len(weights[name])} weights", flush=True)
    return model.pack(weights, lists)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("quotes")
    parser.add_argument("--news", help="news text for the word classes")
    parser.add_argument("--classes", help="JSON file to keep the word classes in between runs")
    parser.add_argument("-o", "--output", required=True)
    parser.add_argument("--held-out", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=200, help="number of word classes")
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--least", type=int, default=6)
    parser.add_argument("--prune", type=float, default=0.1)
    o = parser.parse_args()
    kept = Path(o.classes) if o.classes else None
    if kept and kept.exists():
        classes = orjson.loads(kept.read_bytes())
    else:
        classes = word_classes(o.news, o.count, 16_000, 2)
        if kept:
            kept.write_bytes(orjson.dumps(classes))
    docs, _ = split(list(records(o.quotes)), o.held_out, o.seed)
    data = train(docs, classes, o.penalty, o.least, o.prune)
    Path(o.output).write_bytes(data)
    print(f"{len(docs)} articles, {len(data)} bytes")


if __name__ == "__main__":
    main()
