"""The layer that a coder's own labels are found by: a linear model over words, spelling and rules.

`rhetorictui train` learns such a model, this module applies it, and both take their features from
here, so they cannot disagree. Everything is plain Python over numbers and strings: applying a
model imports neither numpy nor scikit-learn (reading its file does, in ``modelfile``).

Features of a sentence: TF-IDF of words and word pairs and of character n-grams within words, as
scikit-learn's TfidfVectorizer weighs them (sublinear, each block of length 1); which rules of the
built-in packs fired, with their labels, packs and weights; a few measures of style; and, where the
coder marked wording rather than sentences, how strongly its words look like marked ones. (That a
coder's marks teach more than the sentence's label alone: Zaidan, Eisner and Piatko 2007, Using
"annotator rationales" to improve machine learning for text categorization.)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.document import Annotation, Span
from rhetorictui.layers.frames import kept
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.packs.model import Rule

if TYPE_CHECKING:
    from rhetorictui.language import Prose
    from rhetorictui.packs.matcher import Hit, Matcher

SHORTEST, LONGEST = 2, 5
"""Length of character n-grams."""
SCALE = {"words": 1.5, "characters": 1.5, "rules": 0.5}
"""How much a block of features weighs beside the measures of style (regularisation sees it)."""
MARKS = 4
"""Features that the marked wording of a label gives; see ``marks``."""
REASONS = 3
_KEPT = 60_000
_MOST = 3  # a rule that fires more often in one sentence says no more
_SUFFIXES = tuple("ous ful ive able ible ish less ic ist ism".split())


class Passage(NamedTuple):
    """What is judged as one: a sentence, with its words and the rules that fired in it.

    ``places`` are the code points of ``words`` (folded) in the document's text, ``pieces`` the
    folded stretches between white space with theirs, which hold the punctuation too.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    places: tuple[Span, ...]
    pieces: tuple[tuple[str, int], ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The columns of the features: ``words`` and ``characters`` with their inverse document
    frequencies ``idf`` (column by column), then ``facts`` (rules and style) by name."""

    words: Mapping[str, int]
    characters: Mapping[str, int]
    facts: Mapping[str, int]
    idf: Sequence[float]
    _pieces: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    def columns(self, piece: str) -> tuple[int, ...]:
        """The columns of a piece's character n-grams, kept: few pieces make up most of a text."""
        found = self._pieces.get(piece)
        if found is None:
            if len(self._pieces) > _KEPT:
                self._pieces.clear()
            known = map(self.characters.get, character_terms(piece))
            found = self._pieces[piece] = tuple(c for c in known if c is not None)
        return found


@dataclass(frozen=True, slots=True)
class Wording:
    """How much a word looks like one that the coder marked: log-odds, a sum over its features."""

    weights: Mapping[str, float]
    bias: float


class Label(NamedTuple):
    """One label: weights by column (those of ``marks`` last), and the least probability."""

    label: str
    threshold: float
    bias: float
    weights: Sequence[float]
    wording: Wording | None


class Model(NamedTuple):
    """A learned model. ``packs`` are the built-in packs its rules come from, with versions."""

    name: str
    layer: str
    packs: Mapping[str, str]
    vocabulary: Vocabulary
    labels: tuple[Label, ...]


# ---------------------------------------------------------------- features
def passages(prose: Prose, spans: Iterable[Span], matcher: Matcher) -> Iterator[Passage]:
    """The stretches ``spans`` (code points, in order, not overlapping) that hold words."""
    hits = matcher.find(prose)
    words, text, folded = prose.words, prose.text, prose.shadow
    at = first = 0
    for start, end in spans:
        while at < len(words) and words[at][0] < start:
            at += 1
        places = []
        while at < len(words) and words[at][0] < end:
            places.append(words[at])
            at += 1
        while first < len(hits) and hits[first].start < start:
            first += 1
        inside = []
        for hit in hits[first:]:
            if hit.start >= end:
                break
            inside.append(hit)
        if places:
            pieces, place = [], start
            for piece in folded[start:end].split():
                place = folded.index(piece, place)
                pieces.append((piece, place))
                place += len(piece)
            yield Passage(
                start, end, text[start:end], tuple(folded[s:e] for s, e in places),
                tuple(places), tuple(pieces), tuple(inside),
            )  # fmt: skip


def word_terms(words: Sequence[str]) -> Iterator[str]:
    """The words, and each pair of neighbours."""
    yield from words
    for left, right in pairwise(words):
        yield f"{left} {right}"


def character_terms(piece: str) -> tuple[str, ...]:
    """The n-grams of a stretch without white space, a space on either side: scikit-learn's
    ``char_wb``, which gives a stretch shorter than n once and stops there."""
    padded = f" {piece} "
    out = []
    for size in range(SHORTEST, LONGEST + 1):
        out += [padded[i : i + size] for i in range(max(len(padded) - size, 0) + 1)]
        if len(padded) <= size:
            break
    return tuple(out)


def facts(passage: Passage) -> dict[str, float]:
    """What rules and style say of a passage, by name. Every figure is about 0 to 3."""
    out: dict[str, float] = {}
    for _, _, rule in passage.hits:
        for name in rule_names(rule):
            out[name] = out.get(name, 0) + (rule.weight if name.startswith("weight ") else 1)
    out = {name: min(count, _MOST) * SCALE["rules"] for name, count in out.items()}
    text, words, size = passage.text, passage.words, len(passage.words)
    out["length"] = min(size / 30, 3)
    out["word length"] = sum(map(len, words)) / size / 6
    out["quotation marks"] = min(sum(text.count(q) for q in '"“”'), 4) / 4
    out["exclamations"] = min(text.count("!"), 2)
    out["questions"] = min(text.count("?"), 2)
    out["dashes"] = min(text.count("—") + text.count("–"), 2)
    out["brackets"] = min(text.count("(") + text.count("["), 2)
    out["commas"] = min(text.count(","), 5) / 5
    out["capitals"] = sum(text[s - passage.start].isupper() for s, _ in passage.places) / size
    out["figures"] = 3 * sum(word[0].isdigit() for word in words) / size
    out["-ly"] = min(sum(word.endswith("ly") for word in words), 2)
    out["adjectives"] = 4 * sum(word.endswith(_SUFFIXES) for word in words) / size
    return out


@lru_cache(maxsize=4096)
def rule_names(rule: Rule) -> tuple[str, ...]:
    """The features that a hit of ``rule`` counts for."""
    pack = rule.pack
    return f"rule {rule.id}", f"label {pack} {rule.label}", f"pack {pack}", f"weight {pack}"


def vector(passage: Passage, vocabulary: Vocabulary) -> dict[int, float]:
    """The features of a passage by column, without those of ``marks``."""
    known = map(vocabulary.words.get, word_terms(passage.words))
    out = _weighed((c for c in known if c is not None), vocabulary.idf, SCALE["words"])
    pieces = chain.from_iterable(vocabulary.columns(piece) for piece, _ in passage.pieces)
    out |= _weighed(pieces, vocabulary.idf, SCALE["characters"])
    for name, value in facts(passage).items():
        if value and (column := vocabulary.facts.get(name)) is not None:
            out[column] = value
    return out


def _weighed(columns: Iterable[int], idf: Sequence[float], scale: float) -> dict[int, float]:
    """Sublinear TF-IDF, (1 + ln tf) · idf, brought to the length ``scale``."""
    out = {
        column: idf[column] if count == 1 else (1 + math.log(count)) * idf[column]
        for column, count in Counter(columns).items()
    }
    factor = scale / math.sqrt(sum(value * value for value in out.values()) or 1)
    return {column: value * factor for column, value in out.items()}


def token_terms(passage: Passage) -> Iterator[list[str]]:
    """For each word the names of its features: itself, its neighbours, spelling, and rules."""
    words, rules = passage.words, [set[str]() for _ in passage.words]
    for start, end, rule in passage.hits:
        for at, (low, high) in enumerate(passage.places):
            if low < end and start < high:
                rules[at].update(rule_names(rule)[:3])
    for at, word in enumerate(words):
        out = [
            *spelling(word),
            f"before {words[at - 1] if at else ''}",
            f"after {words[at + 1] if at + 1 < len(words) else ''}",
            *sorted(rules[at]),
        ]
        if passage.text[passage.places[at][0] - passage.start].isupper():
            out.append("capital")
        yield out


@lru_cache(maxsize=_KEPT)
def spelling(word: str) -> tuple[str, ...]:
    """The word, its beginnings and endings of 2 to 4 letters, and its stretches of 4."""
    edges = [name for n in (2, 3, 4) for name in (f"{word[:n]}-", f"-{word[-n:]}")]
    inner = {f"-{word[i : i + 4]}-" for i in range(len(word) - 3)}
    return (f"word {word}", *edges, *sorted(inner))


def marks(scores: Sequence[float]) -> tuple[float, float, float, float]:
    """What the log-odds of a passage's words say together: the highest (halved), the expected
    number of marked words among the three likeliest and among all, and the chance of any."""
    odds = [1 / (1 + math.exp(-min(max(score, -30.0), 30.0))) for score in scores]
    return (
        max(scores) / 2,
        sum(sorted(odds)[-3:]),
        sum(odds),
        1 - math.prod(1 - chance for chance in odds),
    )


# ---------------------------------------------------------------- applying a model
def learned(
    prose: Prose,
    model: Model,
    matcher: Matcher,
    settings: FrameSettings,
    voice_at: Callable[[int, int], tuple[str, str | None]],
) -> list[Annotation]:
    """The sentences that ``model`` gives a label, as findings of the layer "frames".

    ``matcher`` is of the packs that the model names. The score is the model's probability; the
    note names the words that weighed most, in log-odds, and ``parts["evidence"]`` holds them.
    ``settings`` choose among findings as among those of packs, ``min_weight`` by the score.
    """
    out = []
    for passage in passages(prose, prose.sentences, matcher):
        values = vector(passage, model.vocabulary)
        for label in model.labels:
            scores = _word_scores(passage, label.wording)
            chance = _probability(label, values, scores)
            if chance < label.threshold:
                continue
            rule = Rule(f"model.{label.label}", label.label, (), "", "", chance)
            if not kept(rule, settings):
                continue
            voice, speaker = voice_at(passage.start, passage.end)
            if settings.voices and voice not in settings.voices:
                continue
            note, evidence = _reasons(passage, model.vocabulary, label, values, scores)
            out.append(
                Annotation(
                    passage.start, passage.end, "frames", label.label, f"model:{model.name}",
                    rule.id, voice, speaker, {"evidence": evidence} if evidence else None,
                    round(chance, 3), note,
                )
            )  # fmt: skip
    return out


def _word_scores(passage: Passage, wording: Wording | None) -> list[float]:
    if wording is None:
        return []
    weights = wording.weights
    return [
        wording.bias + sum(weights.get(name, 0.0) for name in names)
        for names in token_terms(passage)
    ]


def _probability(label: Label, values: Mapping[int, float], scores: Sequence[float]) -> float:
    weights = label.weights
    total = label.bias + sum(weights[column] * value for column, value in values.items())
    if scores:
        total += sum(w * m for w, m in zip(weights[-MARKS:], marks(scores), strict=True))
    return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


def _reasons(
    passage: Passage,
    vocabulary: Vocabulary,
    label: Label,
    values: Mapping[int, float],
    scores: Sequence[float],
) -> tuple[str, list[Span]]:
    """The words that speak most for the label, as a note and as spans in order of place."""
    weighed = contributions(passage, vocabulary, label, values, scores)
    best = sorted(range(len(weighed)), key=lambda at: (-weighed[at], at))[:REASONS]
    best = [at for at in best if weighed[at] >= 0.05]
    if not best:
        return "no single word weighed much; the sentence as a whole did", []
    told: dict[str, float] = {}
    for at in best:
        start, end = passage.places[at]
        word = passage.text[start - passage.start : end - passage.start]
        told[word] = told.get(word, 0.0) + weighed[at]
    listed = ", ".join(f"“{word}” {weight:+.1f}" for word, weight in told.items())
    return f"weighed most: {listed}", sorted(passage.places[at] for at in best)


def contributions(
    passage: Passage,
    vocabulary: Vocabulary,
    label: Label,
    values: Mapping[int, float],
    scores: Sequence[float],
) -> list[float]:
    """How much each word adds to the log-odds. A feature shared by several is split among them.

    Measures of style belong to no word and are left out.
    """
    shares: dict[int, list[int]] = {}
    words, columns = passage.words, vocabulary.words
    for at, word in enumerate(words):
        if (column := columns.get(word)) is not None:
            shares.setdefault(column, []).append(at)
        if at and (column := columns.get(f"{words[at - 1]} {word}")) is not None:
            shares.setdefault(column, []).extend((at - 1, at))
    for piece, start in passage.pieces:
        inside = _words_in(passage, start, start + len(piece))
        for column in vocabulary.columns(piece) if inside else ():
            shares.setdefault(column, []).extend(inside)
    for start, end, rule in passage.hits:
        inside = _words_in(passage, start, end)
        for name in rule_names(rule):
            if (column := vocabulary.facts.get(name)) is not None:
                shares.setdefault(column, []).extend(inside)
    out = [0.0] * len(words)
    for column, owners in shares.items():
        share = label.weights[column] * values.get(column, 0.0) / max(len(owners), 1)
        for at in owners:
            out[at] += share
    if scores:
        # The measures of ``marks`` rise with the odds of the words, so these share their sum.
        odds = [1 / (1 + math.exp(-min(max(score, -30.0), 30.0))) for score in scores]
        measured = marks(scores)
        total = sum(w * m for w, m in zip(label.weights[-MARKS:], measured, strict=True))
        for at, chance in enumerate(odds):
            out[at] += total * chance / measured[2]
    return out


def _words_in(passage: Passage, start: int, end: int) -> list[int]:
    return [at for at, (low, high) in enumerate(passage.places) if low < end and start < high]
