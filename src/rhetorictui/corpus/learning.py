"""Training: what a coder has marked, learned by a linear model and judged by cross-validation.

Every sentence is an example; it has a label when a span of that label touches it (or every record
is one, when its label is given as a whole). One logistic regression a label, over the features of
``layers.learned``. All figures come from folds that keep the sentences of a document together, and
each fold's threshold is chosen on the others, so they say what to expect of new documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from rhetorictui.corpus.examples import Coding, Example
from rhetorictui.layers.learned import (
    MARKS,
    Label,
    Model,
    Passage,
    Vocabulary,
    Wording,
    character_terms,
    facts,
    marks,
    token_terms,
    vector,
    word_terms,
)
from rhetorictui.record import SCHEMA

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy import sparse

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

LEAST = 10
"""Examples with a label, and without it, under which nothing is learned."""
LEAST_WORDING = 30
"""Marked stretches of wording under which a label's wording is not learned by itself."""
FOLDS = 5
STRENGTH = 1.0
"""Inverse of regularisation (C) of the sentences' regression, ``WORDING`` of the words'."""
WORDING = 0.3
# Character n-grams and features of words must occur in two places, else they only add bulk.
_LEAST_SEEN = 2
# A plateau of thresholds within half a point of the best: its middle depends less on chance.
_PLATEAU = 0.005


class TrainingError(ValueError):
    """Examples that nothing can be learned from; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``only`` names the labels to learn (none: all), ``seed`` decides the folds."""

    name: str
    layer: str
    packs: Mapping[str, str]
    only: tuple[str, ...] = ()
    folds: int = FOLDS
    seed: int = 0


class Judged(NamedTuple):
    """Precision, recall and F1 of a label, and the mean F1 of having and not having it."""

    precision: float
    recall: float
    f1: float
    macro_f1: float


def train(coding: Coding, settings: Settings) -> tuple[Model, dict[str, Any]]:
    """Learn the labels of ``coding``; give the model and the record of its training.

    Raises TrainingError naming the label that has too few examples, and the number needed.
    """
    examples = coding.examples
    labels = _labels(coding, settings)
    vocabulary = _vocabulary([example.passage for example in examples])
    matrix = _matrix([e.passage for e in examples], vocabulary)
    learned, judged = [], []
    for name in labels:
        label, line = _learn(name, coding, settings, matrix)
        learned.append(label)
        judged.append(line)
    report: dict[str, Any] = {
        "schema": SCHEMA,
        "type": "training",
        "name": settings.name,
        "layer": settings.layer,
        "documents": coding.documents,
        "units": len(examples),
        "unit": coding.unit,
        "folds": settings.folds,
        "seed": settings.seed,
        "labels": judged,
        "f1": _mean(line["f1"] for line in judged),
        "macro_f1": _mean(line["macro_f1"] for line in judged),
        "baseline": _mean(line["baseline"] for line in judged),
        "packs": dict(settings.packs),
    }
    return Model(settings.name, settings.layer, settings.packs, vocabulary, tuple(learned)), report


def _labels(coding: Coding, settings: Settings) -> list[str]:
    """The labels to learn, checked for enough examples."""
    counts = Counter(label for example in coding.examples for label in example.labels)
    if not counts:
        raise TrainingError(
            f"none of the {len(coding.examples):,} {coding.unit}s read has a label; "
            f"{LEAST} of a label are needed"
        )
    missing = [name for name in settings.only if name not in counts]
    if missing:
        raise TrainingError(f"no label {missing[0]!r}; there are {', '.join(sorted(counts))}")
    names = list(settings.only) or sorted(counts)
    spare = "" if len(names) == 1 else "; leave it out by naming the others with --only"
    for name in names:
        without = len(coding.examples) - counts[name]
        if counts[name] < LEAST:
            raise TrainingError(
                f"label {name}: {counts[name]} {coding.unit}s have it, at least {LEAST} are "
                f"needed{spare}"
            )
        if without < LEAST:
            raise TrainingError(
                f"label {name}: all but {without} {coding.unit}s have it; at least {LEAST} "
                "without it are needed, to learn the difference from"
            )
        for having in (True, False):
            groups = {e.document for e in coding.examples if (name in e.labels) is having}
            if len(groups) < settings.folds:
                raise TrainingError(
                    f"label {name}: only {len(groups)} documents have {coding.unit}s "
                    f"{'with' if having else 'without'} it; cross-validation in {settings.folds} "
                    f"folds needs {settings.folds} (see --folds)"
                )
    return names


# ---------------------------------------------------------------- one label
def _learn(
    name: str,
    coding: Coding,
    settings: Settings,
    matrix: sparse.csr_matrix,
) -> tuple[Label, dict[str, Any]]:
    import numpy as np  # with the rest of scikit-learn 1.5 s; nothing here works without
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    examples = coding.examples
    has = np.array([name in example.labels for example in examples])
    groups = np.array([example.document for example in examples])
    splitter = StratifiedGroupKFold(settings.folds, shuffle=True, random_state=settings.seed)
    folds = [(train, test) for train, test in splitter.split(groups, has, groups)]
    words = _Words(name, examples) if _marked(name, examples) >= LEAST_WORDING else None
    # The words of each fold are judged by those of the others, here and for the final model:
    # judged by themselves they would look more telling than they are on new text.
    marked = words.across(folds) if words else None

    if marked is not None:
        matrix = sparse.hstack([matrix, sparse.csr_matrix(marked)], format="csr")

    def fit(rows: Any) -> Any:
        regression = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
        return regression.fit(matrix[rows], has[rows])

    # Document frequencies are those of all folds: they know no labels, and counting them anew for
    # each fold takes most of the time and changes the figures by less than a change of the seed.
    chance = np.zeros(len(examples))
    for train, test in folds:
        chance[test] = fit(train).predict_proba(matrix[test])[:, 1]
    found = np.zeros(len(examples), dtype=bool)
    for train, test in folds:
        found[test] = chance[test] >= threshold(chance[train], has[train])
    final = fit(slice(None))
    label = Label(
        name, threshold(chance, has), float(final.intercept_[0]), final.coef_[0].tolist(),
        words.wording() if words else None,
    )  # fmt: skip
    common = np.full(len(examples), has.mean() > 0.5)
    line = {
        "label": name,
        "examples": int(has.sum()),
        **judge(found, has)._asdict(),
        "baseline": judge(common, has).macro_f1,
        "threshold": label.threshold,
        "wording": words is not None,
    }
    return label, line


def _marked(name: str, examples: Sequence[Example]) -> int:
    return sum(len(example.wording.get(name, ())) for example in examples)


def threshold(chance: Numbers, has: Flags) -> float:
    """The probability from which a sentence is given the label: where the mean F1 of having and
    not having it is highest, or rather the median of those nearly as good."""
    import numpy as np

    candidates = np.unique(np.quantile(chance, np.linspace(0.02, 0.995, 120)))
    scores = np.array([judge(chance >= least, has).macro_f1 for least in candidates])
    return float(np.median(candidates[scores >= scores.max() - _PLATEAU]))


def judge(found: Flags, has: Flags) -> Judged:
    """How well ``found`` agrees with ``has``, each figure 0 to 1 (0 where there is nothing)."""
    both, n_found, n_has = int((found & has).sum()), int(found.sum()), int(has.sum())
    neither = int((~found & ~has).sum())
    size = len(has)
    without = 2 * size - n_found - n_has
    f1 = 2 * both / (n_found + n_has) if n_found + n_has else 0.0
    f0 = 2 * neither / without if without else 0.0
    precision = both / n_found if n_found else 0.0
    return Judged(precision, both / n_has if n_has else 0.0, f1, (f1 + f0) / 2)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


# ---------------------------------------------------------------- features as matrices
def _vocabulary(passages: Sequence[Passage]) -> Vocabulary:
    """The terms of ``passages`` with their smoothed inverse document frequency, as scikit-learn
    defines it: ln((1 + n) / (1 + df)) + 1."""
    import math

    words: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    named: set[str] = set()
    for passage in passages:
        words.update(set(word_terms(passage.words)))
        characters.update({t for piece, _ in passage.pieces for t in character_terms(piece)})
        named.update(facts(passage))
    chosen = [sorted(words), sorted(t for t, n in characters.items() if n >= _LEAST_SEEN)]
    size = len(passages)
    idf = [
        math.log((1 + size) / (1 + counts[term])) + 1
        for terms, counts in zip(chosen, (words, characters), strict=True)
        for term in terms
    ]
    return Vocabulary(
        {term: at for at, term in enumerate(chosen[0])},
        {term: at for at, term in enumerate(chosen[1], len(chosen[0]))},
        {name: at for at, name in enumerate(sorted(named), len(idf))},
        idf,
    )


def _matrix(passages: Sequence[Passage], vocabulary: Vocabulary) -> sparse.csr_matrix:
    columns = len(vocabulary.idf) + len(vocabulary.facts)
    return _rows([vector(passage, vocabulary) for passage in passages], columns)


def _rows(rows: Sequence[Mapping[int, float]], columns: int) -> sparse.csr_matrix:
    import numpy as np
    from scipy import sparse

    ends = np.cumsum([0, *map(len, rows)])
    indices = np.fromiter((at for row in rows for at in row), np.int32, ends[-1])
    values = np.fromiter((v for row in rows for v in row.values()), np.float64, ends[-1])
    matrix = sparse.csr_matrix((values, indices, ends), shape=(len(rows), columns))
    matrix.sort_indices()
    return matrix


class _Words:
    """The words of all examples, and which of them the coder marked with a label.

    A label given to a sentence as a whole says nothing of its words: these are not learned from.
    """

    def __init__(self, name: str, examples: Sequence[Example]) -> None:
        import numpy as np

        named = [terms for example in examples for terms in token_terms(example.passage)]
        seen = Counter(term for terms in named for term in terms)
        self.names = sorted(term for term, n in seen.items() if n >= _LEAST_SEEN)
        index = {term: at for at, term in enumerate(self.names)}
        self.matrix = _rows(
            [{index[t]: 1.0 for t in terms if t in index} for terms in named], len(index)
        )
        self.sizes = [len(example.passage.words) for example in examples]
        self.owner = np.repeat(np.arange(len(examples)), self.sizes)
        self.marked = np.array([
            any(low < end and start < high for start, end in example.wording.get(name, ()))
            for example in examples for low, high in example.passage.places
        ])  # fmt: skip
        self.usable = np.array(
            [name not in example.labels or bool(example.wording.get(name)) for example in examples]
        )

    def _fit(self, examples: Any) -> Any:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        rows = np.isin(self.owner, examples) & self.usable[self.owner]
        regression = LogisticRegression(C=WORDING, solver="liblinear", random_state=0)
        return regression.fit(self.matrix[rows], self.marked[rows])

    def across(self, folds: Sequence[tuple[Any, Any]]) -> Numbers:
        """The ``marks`` of each example by the words of the other folds, shape (examples, 4)."""
        import numpy as np

        scores = np.zeros(len(self.owner))
        for train, test in folds:
            rows = np.isin(self.owner, test)
            scores[rows] = self._fit(train).decision_function(self.matrix[rows])
        pieces = np.split(scores, np.cumsum(self.sizes)[:-1])
        return np.array([marks(piece.tolist()) for piece in pieces]).reshape(-1, MARKS)

    def wording(self) -> Wording:
        """What all examples together say of words."""
        import numpy as np

        fitted = self._fit(np.arange(len(self.sizes)))
        return Wording(
            dict(zip(self.names, fitted.coef_[0].tolist(), strict=True)),
            float(fitted.intercept_[0]),
        )
