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
terms are phrases: all places are theirs. A report has phrases for topics as far as it introduces
them early and repeats them, as a unit, which takes length; the rest of its topics are single words,
and no verbs unless it is a short item.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress
from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui import patterns
from rhetorictui.corpus.candidates import (
    CAPITALISED,
    CONTENT,
    Tokens,
    chunks,
    fold,
    read,
)
from rhetorictui.corpus.exposition import is_exposition
from rhetorictui.corpus.pieces import Word
from rhetorictui.document import Keyword

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rhetorictui.corpus.background import Background
    from rhetorictui.document import Document, Span
    from rhetorictui.language import Prose


@dataclass(frozen=True, slots=True)
class KeywordSettings:
    """``top`` keywords a document, of ``ngram[0]`` to ``ngram[1]`` words each."""

    top: int = 10
    ngram: tuple[int, int] = (1, 3)


# Weights: one set for all texts. benchmarks/quality_keywords.py prints what they reach.
_IDF_CAP: Final = 4.5  # about one document in 33: above it a word is rare, and that is all
_HALF: Final = 100.0  # at this token an occurrence counts half
_SINGLE: Final = 0.5  # weight of a phrase of one word,
_THREE: Final = 0.8  # of three or more
_WORD: Final = 0.8  # the best word against the best phrase
_LONG_WORD: Final = 10  # letters
_TOPIC: Final = 1.2  # weight of a word after a determiner,
_PART: Final = 0.67  # next to a word with a capital,
_COMPOUND: Final = 0.3  # with a hyphen
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
_VERBS: Final = {"V": 0.0, "E": 0.0, "G": 0.0}
_VERBLESS: Final = 250  # tokens, punctuation included, from which verbs are no keywords
_PHRASED: Final = 300  # tokens from which one place is a repeated phrase's,
_LATE: Final = 150  # tokens after which, in such a text, a word must stand twice
_NEWS: Final = 120  # tokens a repetition after which a phrase is none of its subjects,
_NEW: Final = 400  # however often it is repeated
_LONG: Final = 550  # tokens from which phrases gain places,
_FULL: Final = 700  # and from which their share is full:
_SHARE: Final = 0.6  # of the places
_NAMING: Final = 60  # tokens within which a report names a person in full
_AGAIN: Final = 3  # times that the last word of such a name must stand alone
_NAME: Final = 1.5  # weight of a name of several words against another phrase of a report
_DECAY_LIMIT: Final = 4096
_DECAY: Final = [_HALF / (_HALF + at) for at in range(_DECAY_LIMIT)]
_EARLY: Final = [(1 + at / 30) ** -0.2 for at in range(_DECAY_LIMIT)]
_NAMED: Final = patterns.compile("[PU\x80-\xff]{2,}")
_CONTENT_MARKS: Final = bytes(chr(code) in CONTENT for code in range(256))


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
    tokens = read(doc.text, prose.zones)
    ranked = rank(tokens, background, settings)
    sizes = [len(key) for _, key, _ in ranked]
    spans = tokens.spans([places for _, _, places in ranked], sizes)
    out = []
    for (score, key, _), size, where in zip(ranked, sizes, spans, strict=True):
        term = tokens.form(where)
        # One form of a word may fold otherwise than another of its root; those of a phrase do not.
        documents = background.frequency(" ".join(key) if size > 1 else fold(term))
        out.append(Keyword(term, round(score, 4), len(where), documents, tuple(where)))
    return tuple(out)


# What a word weighs: as a keyword of one word, its inverse document frequency, and what it adds to
# a phrase. A plain tuple, which the garbage collector need not follow.
_Weight = tuple[float, float, float]


class _Weights(dict[str, _Weight]):
    """Filled as it is asked; the words of the news repeat."""

    def __init__(self, background: Background) -> None:
        self._idf = background.idf

    def __missing__(self, word: str) -> _Weight:
        idf = self._idf[word]
        damped = min(idf, _IDF_CAP) ** 0.5
        weight = damped * _LENGTHS[min(len(word), _LONG_WORD)]
        found = (weight * 0.6 if idf > _UNSEEN else weight, idf, damped)
        if len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


_MEMO_LIMIT = 100_000
_weights = lru_cache(maxsize=2)(_Weights)

Key = tuple[Word, ...]
Places = dict[Key, list[int]]


class Candidate(NamedTuple):
    """A ranked keyword: its folded words, and the token index where each occurrence begins."""

    score: float
    key: Key
    places: list[int]


class _Text(NamedTuple):
    """A text as the rankers look at it: the token indices of its content words, those of one root
    together, roots in the order in which they first stand there."""

    tokens: Tokens
    places: dict[str, list[int]]
    weights: _Weights


def _look(tokens: Tokens, weights: _Weights) -> _Text:
    marks = tokens.codes.encode("latin-1").translate(_CONTENT_MARKS)
    words, indices = compress(tokens.folded, marks), compress(range(len(marks)), marks)
    places: dict[str, list[int]] = {}
    for word, at in zip(words, indices, strict=True):
        root = word.root
        if root in places:
            places[root].append(at)
        else:
            places[root] = [at]
    return _Text(tokens, places, weights)


def rank(tokens: Tokens, background: Background, settings: KeywordSettings) -> list[Candidate]:
    """The best ``settings.top`` candidates of a text, best first."""
    text = _look(tokens, _weights(background))
    codes, length = tokens.codes, len(tokens.codes)
    shortest, longest = settings.ngram
    if shortest > 1 or is_exposition(tokens, text.places, lambda word: text.weights[word][1]):
        phrases = _phrases(tokens, chunks(codes), settings.ngram)
        return _distinct(text, phrases, _places(text, phrases), settings.top)
    out: list[Candidate] = []
    if longest > 1 and length >= _PHRASED:
        spans = _repeating(text, chunks(codes, least=2))
        phrases, words = _subjects(text, _phrases(tokens, spans, (2, longest)))
        more = min(1.0, max(0.0, (length - _LONG) / (_FULL - _LONG)))
        room = max(1, round(_SHARE * settings.top * more))
        out = _distinct(text, phrases, words, room, name=_NAME)
    if len(out) < settings.top:
        out += _words(text, out, settings.top - len(out))
        out.sort(key=lambda found: -found.score)
    return out


def _subjects(text: _Text, phrases: Places) -> tuple[Places, dict[Word, list[int]]]:
    """The phrases that may be subjects of a report, where words compete with them, and the places
    of their words: those that it introduces the earlier, the less it repeats them; that it says as
    often as their length demands; and that are one third of what it has to say of their rarest
    word. A name is repeated by its last word alone."""
    repeated = {
        key: at_
        for key, at_ in phrases.items()
        if len(at_) >= len(key) > 1 and min(at_) < min(_NEW, _NEWS * len(at_))
    }
    repeated |= _names(text, repeated)
    words = _places(text, repeated)
    subjects = {
        key: at_
        for key, at_ in repeated.items()
        if 3 * len(at_) >= min([len(words[word]) for word in key])
    }
    return subjects, words


def _names(text: _Text, known: Places) -> Places:
    """Names of two words that a report gives in full at its beginning, and then by the last."""
    folded, raw = text.tokens.folded, text.tokens.raw
    out: Places = {}
    for match in _NAMED.finditer(raw, 0, _NAMING):
        at = match.end() - 2
        key = first, last = folded[at], folded[at + 1]
        if key in known or first.root not in text.places:
            continue
        again = [
            later
            for later in text.places.get(last.root, ())
            if raw[later] in CAPITALISED and raw[later - 1 : later] not in CAPITALISED
        ]
        if len(again) >= _AGAIN:
            out[key] = [at]
    return out


def _distinct(
    text: _Text, phrases: Places, words: Mapping[Word, list[int]], room: int, name: float = 1.0
) -> list[Candidate]:
    """The best ``room`` phrases, those left out that only say again what a better one says.

    ``words`` are the places of their words. Phrases that begin with a capital weigh ``name`` times
    as much.
    """
    scores = _phrase_scores(text, phrases, words)
    if name != 1:
        raw = text.tokens.raw
        for key in scores:
            if raw[phrases[key][0]] in CAPITALISED:
                scores[key] *= name
    best = max(scores.values(), default=1.0)
    out: list[Candidate] = []
    for _, key in sorted([(-score, key) for key, score in scores.items()]):
        if len(out) >= room:
            break
        at_ = phrases[key]
        if not any(_repeats(key, len(at_), other) for other in out):
            at_ = words[key[0]] if len(key) == 1 else sorted(at_)
            out.append(Candidate(scores[key] / best, key, at_))
    return out


def _places(text: _Text, phrases: Iterable[Key]) -> dict[Word, list[int]]:
    """Where each word of the phrases stands, other forms of its root left out."""
    folded, places = text.tokens.folded, text.places
    return {
        word: [at for at in places[word.root] if folded[at] == word]
        for word in set(chain.from_iterable(phrases))
    }


def _repeating(text: _Text, spans: Sequence[Span]) -> list[Span]:
    """Those ``spans`` in which two words in a row stand elsewhere, too: others hold no phrase that
    the text repeats."""
    marks = bytearray(len(text.tokens.codes))
    for at in chain.from_iterable([at_ for at_ in text.places.values() if len(at_) > 1]):
        marks[at] = 1
    return [span for span in spans if marks.find(b"\1\1", *span) >= 0]


def _phrases(tokens: Tokens, spans: Sequence[Span], ngram: tuple[int, int]) -> Places:
    """The noun phrases within the length asked for, each with all places where its words stand
    in a row within a noun phrase; of phrases of one word only the places where it stands alone."""
    shortest, longest = ngram
    codes, folded = tokens.codes, tokens.folded
    out: Places = {}
    nested = []
    for start, end in spans:
        first = start
        if end - first == 1:
            if shortest == 1 and codes[first] in "NxgJj":
                out.setdefault((folded[first],), []).append(first)
            continue
        while end - first > 1 and codes[first] in "KAE":
            first += 1
        first = max(first, end - longest)
        size = end - first
        if size == 1:
            if shortest == 1 and codes[first] in "NxgJj":
                out.setdefault((folded[first],), []).append(first)
        elif size >= shortest:
            out.setdefault(tuple(folded[first:end]), []).append(first)
            if end - start > 2:
                nested.append((start, end, first))
    if out:
        for start, end, first in nested:
            for size in range(max(2, shortest), min(longest, end - start) + 1):
                for at in range(start, end - size + 1):
                    if at == first and at + size == end:
                        continue
                    found = out.get(tuple(folded[at : at + size]))
                    if found is not None:
                        found.append(at)
    return out


def _phrase_scores(
    text: _Text, phrases: Places, words: Mapping[Word, list[int]]
) -> dict[Key, float]:
    """Σ over the phrase's words of (Σ over its places of ½^near)^0.9 · √idf, times √count."""
    near = {
        word: sum(map(_decay, at_)) ** 0.9 * text.weights[word][2] for word, at_ in words.items()
    }
    out = {}
    for key, at_ in phrases.items():
        if len(key) == 1 and len(key[0]) < 3:
            continue
        score = len(at_) ** 0.5 / (1 + min(at_) / 200) ** 0.3
        if len(key) != 2:
            score *= _SINGLE if len(key) == 1 else _THREE
        out[key] = score * sum([near[word] for word in key])
    return out


def _decay(at: int) -> float:
    """What an occurrence at a token counts for."""
    return _DECAY[at] if at < _DECAY_LIMIT else _HALF / (_HALF + at)


def _words(text: _Text, chosen: Sequence[Candidate], room: int) -> list[Candidate]:
    """The best ``room`` single words that are no fragments of the phrases ``chosen``."""
    codes, raw = text.tokens.codes, text.tokens.raw
    kinds = _KINDS | _VERBS if len(codes) >= _VERBLESS else _KINDS
    # Words that stand once, and late, are the bulk of a long text and not its subjects.
    late = _LATE if len(codes) >= _PHRASED else len(codes)
    weights, folded = text.weights, text.tokens.folded
    scored = []
    for at_ in text.places.values():
        # Forms of one root count together, under the form that comes first.
        first, count = at_[0], len(at_)
        if count > 1:
            word = folded[first]
            score = weights[word][0] * kinds[codes[first]] * count**0.85
        elif first < late:
            word = folded[first]
            score = weights[word][0] * kinds[codes[first]]
        else:
            continue
        score *= _EARLY[first] if first < _DECAY_LIMIT else (1 + first / 30) ** -0.2
        scored.append((score * 0.8 if raw[first] in CAPITALISED else score, -first, word, at_))
    scored.sort(reverse=True)
    covered: dict[Word, int] = {}
    for found in chosen:
        for part in found.key:
            covered[part] = max(covered.get(part, 0), len(found.places))
    close: list[tuple[float, Word, list[int]]] = []
    # Only the best few can gain or lose a place by what is looked at here.
    for score, _, word, at_ in scored[: 3 * room]:
        if not score or (len(close) >= room and score * _TOPIC < -close[room - 1][0]):
            break
        # A word of a chosen phrase stays out unless it mostly stands without it.
        if len(at_) >= 2 * covered.get(word, 0):
            insort(close, (-score * _standing(text.tokens, word, at_), word, at_))
    return [
        Candidate(_WORD * score / close[0][0], (word,), at_) for score, word, at_ in close[:room]
    ]


def _standing(tokens: Tokens, word: Word, places: Sequence[int]) -> float:
    """A factor for how a word stands in its text. One after a determiner is what the sentence talks
    about; a part of a name is only half of it; and a compound with a hyphen is a phrase."""
    codes, raw = tokens.codes, tokens.raw
    topic = sum([codes[at - 1 : at] == "D" for at in places])
    part = sum(
        [(raw[at - 1 : at] in CAPITALISED) + (raw[at + 1 : at + 2] in CAPITALISED) for at in places]
    )
    factor: float = _TOPIC ** (topic / len(places)) * _PART ** (part / len(places))
    return factor * _COMPOUND if "-" in word else factor


def _repeats(key: Key, count: int, other: Candidate) -> bool:
    """Whether ``key``, standing ``count`` times, only says again what the better ``other`` says."""
    mine, theirs = set(key), set(other.key)
    if mine <= theirs:
        return len(key) == 1 or count <= 2 * len(other.places)
    return theirs <= mine and len(theirs) > 1 and count <= len(other.places)
