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

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui.corpus.candidates import (
    CONTENT,
    chunks,
    classify,
    fold,
    stem,
    token_starts,
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
_WORD: Final = 0.8  # the best word against the best phrase
_LONG_WORD: Final = 10  # letters
_LENGTHS: Final = [0.0, 0.0, 0.0, *(n**1.6 for n in range(3, _LONG_WORD + 1))]
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
    words, starts = token_starts(doc.text, prose.zones)
    ranked = rank(words, background, settings)
    return tuple(_written(candidate, words, starts, background) for candidate in ranked)


def _written(
    found: Candidate, words: Sequence[str], starts: Sequence[int], background: Background
) -> Keyword:
    last = len(found.key) - 1
    term = surface([" ".join(words[at : at + last + 1]) for at in found.places])
    documents = background.frequency(" ".join(map(fold, term.split(" "))))
    places = tuple((starts[at], starts[at + last] + len(words[at + last])) for at in found.places)
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
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, code in enumerate(codes):
        if code in CONTENT:
            places[folded[at]].append(at)
    idf = dict(zip(places, map(background.idf.__getitem__, places), strict=True))
    damped = {word: (x if x < _IDF_CAP else _IDF_CAP) ** 0.5 for word, x in idf.items()}

    spans = chunks(codes)
    phrases = _phrases(codes, folded, spans, settings.ngram)
    scores = _phrase_scores(phrases, places, damped)
    impersonal = _impersonal(words, codes, places, idf)
    room, once = settings.top, 1
    if not impersonal and settings.ngram[0] == 1:
        room = round(settings.top * _SHARE * min(1.0, len(words) / _FULL_TEXT))
        once = 3
    out: list[Candidate] = []
    best = max(scores.values(), default=1.0)
    early = len(words) >= _LONG_TEXT
    eligible = [
        (-score, key)
        for key, score in scores.items()
        # Where words compete, a phrase must be one that the text repeats.
        if once == 1
        or (
            len(key) > 1
            and (
                len(phrases[key]) >= once
                or (early and len(phrases[key]) == 2 and phrases[key][0] < _EARLY)
            )
        )
    ]
    eligible.sort()
    for _, key in eligible:
        if len(out) >= room:
            break
        at_ = phrases[key]
        if not any(_repeats(key, len(at_), other) for other in out):
            at_ = places[key[0]] if len(key) == 1 else at_
            out.append(Candidate(scores[key] / best, key, at_))
    if settings.ngram[0] == 1 and len(out) < settings.top and not impersonal:
        out += _words(words, codes, spans, places, idf, damped, out, settings.top - len(out))
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


_DECAY = [1.0]


def _decay(last: int) -> list[float]:
    """What an occurrence counts for by its token index, up to ``last`` at least."""
    _DECAY.extend(_HALF / (_HALF + at) for at in range(len(_DECAY), last + 1))
    return _DECAY


def _phrase_scores(
    phrases: Places, places: dict[str, list[int]], damped: dict[str, float]
) -> dict[Key, float]:
    """Σ over the phrase's words of (Σ over its places of ½^near)^0.9 · √idf, times √count."""
    decay = _decay(max((at_[-1] for at_ in places.values()), default=0)).__getitem__
    near = {
        word: (decay(at_[0]) if len(at_) == 1 else sum(map(decay, at_))) ** 0.9 * damped[word]
        for word, at_ in places.items()
    }
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
    places: dict[str, list[int]],
    idf: dict[str, float],
    damped: dict[str, float],
    chosen: Sequence[Candidate],
    room: int,
) -> list[Candidate]:
    """The best ``room`` single words that are no fragments of the phrases ``chosen``."""
    roots: defaultdict[str, list[str]] = defaultdict(list)
    for word in places:
        roots[stem(word)].append(word)
    scored = []
    for forms in roots.values():
        word = forms[0]
        at_ = places[word]
        count = len(at_) if len(forms) == 1 else sum(len(places[form]) for form in forms)
        first = at_[0]
        score = (
            count**0.9
            * damped[word]
            * _LENGTHS[min(len(word), _LONG_WORD)]
            / (1 + first / 30) ** 0.2
            * _KINDS[codes[first]]
        )
        if words[first][0].isupper():
            score *= 0.8
        if idf[word] > _UNSEEN:
            score *= 0.6
        scored.append((-score, first, forms))
    scored.sort()
    covered: dict[str, int] = {}
    for found in chosen:
        for word in found.key:
            covered[word] = max(covered.get(word, 0), len(found.places))
    inside = bytearray(len(words))
    for start, end in spans:
        if end - start > 1:
            inside[start:end] = b"\1" * (end - start)
    # Only the best few can gain or lose a place by what is looked at below.
    close = []
    for score, _, forms in scored[: 3 * room]:
        if not score:
            break
        at_ = places[forms[0]]
        if len(forms) > 1:
            at_ = sorted(at for form in forms for at in places[form])
        # A word of a chosen phrase stays out unless it mostly stands without it.
        if len(at_) >= 2 * covered.get(forms[0], 0):
            fragment = all(map(inside.__getitem__, at_))
            close.append((score * 0.8 if fragment else score, forms[0], at_))
    close.sort()
    return [
        Candidate(_WORD * score / close[0][0], (word,), at_) for score, word, at_ in close[:room]
    ]


def _repeats(key: Key, count: int, other: Candidate) -> bool:
    """Whether ``key``, standing ``count`` times, only says again what the better ``other`` says."""
    mine, theirs = set(key), set(other.key)
    if mine <= theirs:
        return len(key) == 1 or count <= 2 * len(other.places)
    return theirs <= mine and len(theirs) > 1 and count <= len(other.places)


def _impersonal(
    words: Sequence[str], codes: str, places: dict[str, list[int]], idf: dict[str, float]
) -> bool:
    """Whether the text is exposition in technical terms: names are few among its nouns, measured
    against the share of its nouns that general news hardly knows."""
    nouns = names = common = technical = 0
    for word, at_ in places.items():
        first = at_[0]
        if codes[first] in "NxjJg":
            nouns += len(at_)
            form = words[first]
            if not form[0].isupper():
                common += 1
                technical += idf[word] > _TECHNICAL
            elif codes[first - 1 : first] not in (".", "") and not form.isupper():
                names += len(at_)
    return common > 0 and names / nouns < 0.25 * technical / common
