"""Keyphrases of one to three words that a person would choose.

TF-IDF is the core: a word weighs what it occurs in this text times how rare it is in a background
corpus. Around it stand what human choices show. Candidates are noun phrases (Justeson and Katz
1995), longest match first. A phrase weighs the sum of its words (Wan and Xiao, AAAI 2008). Early
occurrences count more (Florescu and Caragea, ACL 2017). Rarity stops counting where it only means a
name or a slip, and long words say more than short ones (Piantadosi et al., PNAS 2011).

Whether single words or whole phrases tell more about a text depends on the text. A short news item
names each thing once or twice, and its words are its topics; a long one goes over its subjects
again and again, under their full names; and a technical one is made of terms, which are phrases.
``_word_factor`` says which it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.corpus.candidates import CONTENT, chunks, classify, fold, token_spans, tokenise
from rhetorictui.document import Keyword

if TYPE_CHECKING:
    from rhetorictui.corpus.background import Background
    from rhetorictui.document import Document, Span
    from rhetorictui.language import Prose


@dataclass(frozen=True, slots=True)
class KeywordSettings:
    """``top`` keywords a document, of ``ngram[0]`` to ``ngram[1]`` words each."""

    top: int = 10
    ngram: tuple[int, int] = (1, 3)


class _Weights(NamedTuple):
    """One set for all texts; benchmarks/quality_keywords.py measures what they reach."""

    half: float = 50.0
    tf: float = 0.8
    idf: float = 0.5
    idf_top: float = 5.0
    length: float = 1.0
    length_top: int = 10
    repeat: float = 0.3
    three: float = 0.8
    name: float = 1.0
    first_half: float = 200.0
    first: float = 0.15
    verb: float = 0.8
    short_words: float = 3.0
    middle: float = 450.0


WEIGHTS = _Weights()


class Candidate(NamedTuple):
    """A keyword before it is written out. ``places`` are token indices of its first word."""

    score: float
    key: tuple[str, ...]
    places: list[int]


def keywords(
    doc: Document,
    prose: Prose,
    background: Background,
    settings: KeywordSettings = KeywordSettings(),
) -> tuple[Keyword, ...]:
    """The keywords of ``doc``, best first; spans are code points into its text.

    ``score`` is the weight that ranked it (relative within one document), ``count`` how often the
    phrase stands in the text, ``documents`` in how many documents of the background.
    """
    words = tokenise(prose.text, prose.zones)
    ranked = rank(words, background, settings)
    if not ranked:
        return ()
    spans = token_spans(prose.text, prose.zones)
    return tuple(_written(c, words, spans, background) for c in ranked)


def _written(c: Candidate, words: list[str], spans: list[Span], background: Background) -> Keyword:
    size = len(c.key)
    forms = Counter(" ".join(words[at : at + size]) for at in c.places)
    term = max(forms, key=lambda form: (forms[form], form.islower()))
    return Keyword(
        term,
        round(c.score, 4),
        len(c.places),
        background.frequency(" ".join(c.key)),
        tuple((spans[at][0], spans[at + size - 1][1]) for at in c.places),
    )


def rank(
    words: list[str], background: Background, settings: KeywordSettings, weights: _Weights = WEIGHTS
) -> list[Candidate]:
    """The best ``settings.top`` candidates of a tokenised text, best first."""
    w = weights
    codes = classify(words)
    folded = list(map(fold, words))
    shortest, longest = settings.ngram

    places: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        if code in CONTENT:
            word = folded[at]
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
    idf = background.idf
    weight = {}
    for word, at_ in places.items():
        near = 0.0
        for at in at_:
            near += 1 / (1 + at / w.half)
        weight[word] = (
            near**w.tf
            * min(idf(word), w.idf_top) ** w.idf
            * min(len(word), w.length_top) ** w.length
        )

    phrases: dict[tuple[str, ...], list[int]] = {}
    for start, end in chunks(codes):
        while end - start > 1 and codes[start] in "KE":
            start += 1
        start = max(start, end - longest)
        if end - start == 1 or codes[end - 1] == "K":
            continue
        key = tuple(folded[start:end])
        if key in phrases:
            phrases[key].append(start)
        else:
            phrases[key] = [start]

    scored = []
    for key, at_ in phrases.items():
        if len(key) < shortest:
            continue
        score = 0.0
        for word in key:
            score += weight.get(word, 0.0)
        score *= len(at_) ** w.repeat / (1 + at_[0] / w.first_half) ** w.first
        if len(key) > 2:
            score *= w.three
        scored.append((-score, key))
    if shortest == 1:
        factor = _word_factor(len(words), weights)
        for word, at_ in places.items():
            if len(word) < 3:
                continue
            score = weight[word] * len(at_) ** w.repeat / (1 + at_[0] / w.first_half) ** w.first
            kind = codes[at_[0]]
            if kind not in "Nxg":
                score *= w.verb
            scored.append((-score * factor, (word,)))
    scored.sort()
    out: list[Candidate] = []
    for score, key in scored:
        at_ = places[key[0]] if len(key) == 1 else phrases[key]
        out.append(Candidate(-score, key, at_))
        if len(out) == settings.top:
            break
    return out


def _word_factor(length: int, w: _Weights) -> float:
    """How much a single word's weight counts against a phrase's, by the tokens of the text."""
    return w.short_words / (1 + (length / w.middle) ** 2)
