"""Keywords by plain TF-IDF within the articles given, with scikit-learn's weights.

No background table and no idea of grammar beyond a list of function words: the weights are those
of ``TfidfVectorizer(ngram_range=…)`` over these articles. What is left out is not weighed
otherwise: n-grams that begin or end in a function word, and fragments of a better phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rhetorictui.corpus.candidates import CONTENT, classify
from rhetorictui.corpus.tfidf import TfidfSettings, inverse_frequencies, terms, weights
from rhetorictui.document import Document, Keyword, Span

_WORD = re.compile(r"\b\w\w+\b")


def plain_keywords(
    docs: Sequence[Document], top: int = 10, ngram: tuple[int, int] = (1, 3)
) -> list[tuple[Keyword, ...]]:
    """The ``top`` keywords of each document, of ``ngram[0]`` to ``ngram[1]`` words.

    ``score`` is the TF-IDF weight, ``documents`` the document frequency within ``docs``, ``spans``
    code points. Memory grows with the vocabulary of all n-grams.
    """
    if not docs:
        return []
    settings = TfidfSettings(ngram_range=ngram)
    frequency: Counter[str] = Counter()
    for doc in docs:
        frequency.update(set(terms(doc.text, settings)))
    idf = inverse_frequencies((Counter(terms(doc.text, settings)) for doc in docs), settings)
    return [_keywords(doc, idf, frequency, settings, top) for doc in docs]


def _keywords(
    doc: Document,
    idf: dict[str, float],
    frequency: Counter[str],
    settings: TfidfSettings,
    top: int,
) -> tuple[Keyword, ...]:
    counts = Counter(terms(doc.text, settings))
    found = weights(counts, idf, settings)
    ranked = sorted(found, key=lambda term: (-found[term], -term.count(" "), term))
    chosen: list[str] = []
    for term in ranked:
        words = term.split()
        if not (_carries(words[0]) and _carries(words[-1])):
            continue
        if any(_fragment(term, other, counts) for other in chosen):
            continue
        chosen = [other for other in chosen if not _fragment(other, term, counts)]
        chosen.append(term)
        if len(chosen) >= top and found[term] < found[chosen[top - 1]]:
            break
    places = _places(doc.text, {term: term.count(" ") + 1 for term in chosen[:top]})
    return tuple(
        Keyword(
            _surface(doc.text, places[term]),
            found[term],
            counts[term],
            frequency[term],
            tuple(places[term]),
        )
        for term in chosen[:top]
    )


def _carries(word: str) -> bool:
    """Whether a keyword may begin or end in ``word``: no figure, function word or bare verb."""
    return not word.isdigit() and classify([word])[0] in CONTENT - {"V"}


def _fragment(term: str, phrase: str, counts: Counter[str]) -> bool:
    """Whether ``term`` is a part of ``phrase`` and hardly ever stands without it."""
    return term != phrase and f" {term} " in f" {phrase} " and counts[term] <= 1.5 * counts[phrase]


def _places(text: str, wanted: dict[str, int]) -> dict[str, list[Span]]:
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].lower() for start, end in spans]
    out: dict[str, list[Span]] = {term: [] for term in wanted}
    for size in set(wanted.values()):
        for at in range(len(words) - size + 1):
            term = " ".join(words[at : at + size])
            if term in out:
                out[term].append((spans[at][0], spans[at + size - 1][1]))
    return out


def _surface(text: str, spans: Sequence[Span]) -> str:
    """The commonest way in which the text writes the term, on one line."""
    forms = Counter(" ".join(text[start:end].split()) for start, end in spans)
    return max(forms, key=lambda form: (forms[form], form))
