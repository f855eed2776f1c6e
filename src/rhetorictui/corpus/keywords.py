"""Keyphrases of one to three words that a person would choose.

TF-IDF is the core: a word weighs how often it stands in this text times how rare it is in a
background corpus. Around it stands what human choices show. Phrases are noun phrases, the longest
match (Justeson and Katz, Natural Language Engineering 1995); a phrase weighs the sum of its words
(Wan and Xiao, AAAI 2008), early occurrences count more (Florescu and Caragea, ACL 2017), and
phrases that a text repeats are its subjects (Frantzi and Ananiadou's C-value, 2000, counts the
nested occurrences too). Single words are ranked apart: rarity is capped, because beyond a point it
means a name or a slip, and long words say more than short ones (Piantadosi et al., PNAS 2011).

How many places go to whole phrases and how many to single words depends on the text, because people
name the topics of different texts differently. An impersonal, technical text is made of terms, and
terms are phrases. A report that names people and places has phrases for topics as far as it repeats
them, which takes length; the rest of a short item's topics are single words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui.corpus.candidates import (
    CONTENT,
    chunks,
    classify,
    fold,
    stem,
    token_spans,
    tokenise,
)
from rhetorictui.document import Keyword

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.corpus.background import Background
    from rhetorictui.document import Document, Span
    from rhetorictui.language import Prose

Key = tuple[str, ...]
Places = dict[Key, list[int]]


@dataclass(frozen=True, slots=True)
class KeywordSettings:
    """``top`` keywords a document, of ``ngram[0]`` to ``ngram[1]`` words each."""

    top: int = 10
    ngram: tuple[int, int] = (1, 3)


class Candidate(NamedTuple):
    """A ranked keyword: its folded words, and the token index where each occurrence begins."""

    score: float
    key: Key
    places: list[int]


# Weights: one set for all texts. benchmarks/quality_keywords.py prints what they reach.
_IDF_CAP: Final = 4.5  # about one document in 33: above it a word is rare, and that is all
_HALF: Final = 50.0  # at this token an occurrence counts half
_SINGLE: Final = 0.5  # weight of a phrase of one word,
_THREE: Final = 0.8  # of three or more
_LONG_WORD: Final = 10  # letters
_UNSEEN: Final = 8.5  # idf of a word in hardly any document: a slip or a name nobody knows
_KINDS: Final = {
    "N": 1.0,
    "x": 1.0,
    "g": 1.1,
    "E": 1.0,
    "G": 0.9,
    "J": 0.9,
    "j": 0.7,
    "V": 0.8,
    "v": 0.8,
    "K": 0.7,
    "A": 0.5,
}
_TECHNICAL: Final = log(300) + 1  # idf of a word in one document of 300
_LONG_TEXT: Final = 500  # tokens, punctuation included
_FULL_TEXT: Final = 900  # tokens from which phrases may take their full share
_SHARE: Final = 0.6  # of the places, for repeated phrases
_EARLY: Final = 150  # tokens


def keywords(
    doc: Document,
    prose: Prose,
    background: Background,
    settings: KeywordSettings = KeywordSettings(),
) -> tuple[Keyword, ...]:
    """The keywords of ``doc``, best first.

    ``score`` lies between 0 and 1, relative to the document's best of its kind (phrase or word);
    ``count`` is how often the term stands in the text, captions and boilerplate left out;
    ``documents`` is its document frequency in the background; ``spans`` are code points into
    ``doc.text``, one for each occurrence. The term is the commonest form in the text.
    """
    words = tokenise(doc.text, prose.zones)
    ranked = rank(words, background, settings)
    if not ranked:
        return ()
    spans = token_spans(doc.text, prose.zones)
    return tuple(_written(candidate, words, spans, background) for candidate in ranked)


def _written(
    found: Candidate, words: Sequence[str], spans: Sequence[Span], background: Background
) -> Keyword:
    size = len(found.key)
    term = surface([" ".join(words[at : at + size]) for at in found.places])
    documents = background.frequency(" ".join(map(fold, term.split(" "))))
    places = tuple((spans[at][0], spans[at + size - 1][1]) for at in found.places)
    return Keyword(term, round(found.score, 4), len(places), documents, places)


def surface(forms: Sequence[str]) -> str:
    """The commonest of ``forms``, on a tie the one in lower case, then the first."""
    counts = Counter(forms)
    return max(counts, key=lambda form: (counts[form], form.islower()))


def rank(
    words: Sequence[str], background: Background, settings: KeywordSettings
) -> list[Candidate]:
    """The best ``settings.top`` candidates of a tokenised text, best first."""
    codes = classify(words)
    folded = list(map(fold, words))
    places: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        if code in CONTENT:
            word = folded[at]
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
    idf = {word: background.idf(word) for word in places}

    spans = chunks(codes)
    phrases = _phrases(codes, folded, spans, settings.ngram)
    scores = _phrase_scores(phrases, places, idf)
    impersonal = _impersonal(words, codes, idf)
    room, once = settings.top, 1
    if not impersonal and settings.ngram[0] == 1:
        room = round(settings.top * _SHARE * min(1.0, len(words) / _FULL_TEXT))
        once = 3
    out: list[Candidate] = []
    best = max(scores.values(), default=1.0)
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        if len(out) >= room:
            break
        at_ = phrases[key]
        # Where words compete, a phrase must be one that the text repeats.
        if len(at_) < once and not (len(at_) == 2 and at_[0] < _EARLY and len(words) >= _LONG_TEXT):
            continue
        if once > 1 and len(key) == 1:
            continue
        if not any(_repeats(key, len(at_), other) for other in out):
            at_ = places[key[0]] if len(key) == 1 else at_
            out.append(Candidate(scores[key] / best, key, at_))
    if settings.ngram[0] == 1 and len(out) < settings.top and not impersonal:
        out += _words(words, codes, spans, idf, folded, out, settings.top - len(out))
        out.sort(key=lambda found: -found.score)
    return out


def _phrases(
    codes: str, folded: Sequence[str], spans: Sequence[Span], ngram: tuple[int, int]
) -> Places:
    """The noun phrases within the length asked for, each with all places where its words stand
    in a row within a noun phrase; of phrases of one word only the places where it stands alone."""
    shortest, longest = ngram
    out: Places = {}
    nested = []
    for start, end in spans:
        first = start
        while end - first > 1 and codes[first] in "KAE":
            first += 1
        first = max(first, end - longest)
        size = end - first
        if size == 1:
            if shortest == 1 and codes[first] in "NxgJj":
                out.setdefault((folded[first],), []).append(first)
        elif size >= shortest:
            out.setdefault(tuple(folded[first:end]), [])
            nested.append((start, end))
    for start, end in nested:
        for size in range(max(2, shortest), min(longest, end - start) + 1):
            for at in range(start, end - size + 1):
                found = out.get(tuple(folded[at : at + size]))
                if found is not None:
                    found.append(at)
    return out


def _phrase_scores(
    phrases: Places, places: dict[str, list[int]], idf: dict[str, float]
) -> dict[Key, float]:
    """Σ over the phrase's words of (Σ over its places of ½^near)^0.9 · √idf, times √count."""
    near: dict[str, float] = {}
    for word, at_ in places.items():
        total = 0.0
        for at in at_:
            total += _HALF / (_HALF + at)
        near[word] = total**0.9 * min(idf[word], _IDF_CAP) ** 0.5
    out = {}
    for key, at_ in phrases.items():
        if len(key) == 1 and len(key[0]) < 3:
            continue
        score = len(at_) ** 0.5 / (1 + at_[0] / 200) ** 0.15
        if len(key) != 2:
            score *= _SINGLE if len(key) == 1 else _THREE
        total = 0.0
        for word in key:
            total += near.get(word, 0.0)
        out[key] = score * total
    return out


def _words(
    words: Sequence[str],
    codes: str,
    spans: Sequence[Span],
    idf: dict[str, float],
    folded: Sequence[str],
    chosen: Sequence[Candidate],
    room: int,
) -> list[Candidate]:
    """The best ``room`` single words that are no fragments of the phrases ``chosen``."""
    inside = bytearray(len(words))
    for start, end in spans:
        if end - start > 1:
            inside[start:end] = b"\1" * (end - start)
    stems: dict[str, list[int]] = {}
    for at, code in enumerate(codes):
        if code in CONTENT:
            root = stem(words[at])
            if root in stems:
                stems[root].append(at)
            else:
                stems[root] = [at]
    scored = []
    for at_ in stems.values():
        first = at_[0]
        length = len(folded[first])
        if length < 3:
            continue
        rarity = idf[folded[first]]
        score = (
            len(at_) ** 0.9
            * min(rarity, _IDF_CAP) ** 0.5
            * min(length, _LONG_WORD) ** 1.6
            / (1 + first / 30) ** 0.2
            * _KINDS[codes[first]]
        )
        if words[first][0].isupper():
            score *= 0.8
        if rarity > _UNSEEN:
            score *= 0.6
        if all(inside[at] for at in at_):
            score *= 0.8
        scored.append((-score, first, at_))
    scored.sort()
    covered: dict[str, int] = {}
    for found in chosen:
        for word in found.key:
            covered[word] = max(covered.get(word, 0), len(found.places))
    out: list[Candidate] = []
    for score, first, at_ in scored:
        word = folded[first]
        # A word of a chosen phrase stays out unless it mostly stands without it.
        if len(at_) >= 2 * covered.get(word, 0):
            out.append(Candidate(score / scored[0][0], (word,), at_))
            if len(out) == room:
                break
    return out


def _repeats(key: Key, count: int, other: Candidate) -> bool:
    """Whether ``key``, standing ``count`` times, only says again what the better ``other`` says."""
    mine, theirs = set(key), set(other.key)
    if mine <= theirs:
        return len(key) == 1 or count <= 2 * len(other.places)
    return theirs <= mine and len(theirs) > 1 and count <= len(other.places)


def _impersonal(words: Sequence[str], codes: str, idf: dict[str, float]) -> bool:
    """Whether the text is exposition in technical terms: names are few among its nouns, measured
    against the share of its nouns that general news hardly knows."""
    nouns = names = 0
    common: set[str] = set()
    before = "."
    for word, code in zip(words, codes, strict=True):
        if code in "NxjJg":
            nouns += 1
            if not word[0].isupper():
                common.add(word)
            elif before != "." and not word.isupper():
                names += 1
        before = code
    technical = sum(idf[fold(word)] > _TECHNICAL for word in common)
    return bool(common) and names / nouns < 0.25 * technical / len(common)
