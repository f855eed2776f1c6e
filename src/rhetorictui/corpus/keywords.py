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
terms are phrases: all places are theirs. A report that names people and places has phrases for
topics as far as it repeats them, as a unit, which takes length; the rest of its topics are single
words, and no verbs unless it is a short item.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain, compress
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui.corpus.candidates import (
    CAPITALISED,
    CONTENT,
    Tokens,
    chunks,
    fold,
    read,
    stem,
)
from rhetorictui.document import Keyword

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_VERBS: Final = {"V": 0.0, "E": 0.0, "G": 0.0}
_TECHNICAL: Final = log(300) + 1  # idf of a word in one document of 300
_VERBLESS: Final = 250  # tokens, punctuation included, from which verbs are no keywords
_PHRASED: Final = 300  # tokens from which one place is a repeated phrase's,
_LATE: Final = 200  # tokens after which, in such a text, a word must stand twice
_LONG: Final = 500  # tokens from which phrases gain places,
_FULL: Final = 1500  # and from which all places are theirs
_NAME: Final = 1.5  # weight of a name of several words against another phrase of a report
_DECAY_LIMIT: Final = 4096
_DECAY: Final = [_HALF / (_HALF + at) for at in range(_DECAY_LIMIT)]
_EARLY: Final = [(1 + at / 30) ** -0.2 for at in range(_DECAY_LIMIT)]
_CAPITALS: Final = bytes(range(128)).replace(b"/", b".") + b"P" * 128
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
    return tuple([_written(candidate, tokens, background) for candidate in ranked])


def _written(found: Candidate, tokens: Tokens, background: Background) -> Keyword:
    size = len(found.key)
    places = tokens.spans(found.places, size)
    term = surface(tokens.forms(places, size))
    documents = background.frequency(" ".join(map(fold, term.split(" "))))
    return Keyword(term, round(found.score, 4), len(places), documents, tuple(places))


def surface(forms: Sequence[str]) -> str:
    """The commonest of ``forms``, on a tie the one in lower case, then the first."""
    counts: dict[str, int] = {}
    for form in forms:
        counts[form] = counts.get(form, 0) + 1
    if len(counts) == 1:
        return forms[0]
    return max(counts, key=lambda form: (counts[form], form.islower()))


# What is known of a word before the text is read: its weight as a keyword of one word, its root,
# its inverse document frequency, and what it adds to a phrase. A plain tuple, which the garbage
# collector need not follow.
_Word = tuple[float, str, float, float]


class _Weights(dict[str, _Word]):
    """Filled as it is asked; the words of the news repeat."""

    def __init__(self, background: Background) -> None:
        self._idf = background.idf

    def __missing__(self, word: str) -> _Word:
        idf = self._idf[word]
        damped = min(idf, _IDF_CAP) ** 0.5
        weight = damped * _LENGTHS[min(len(word), _LONG_WORD)]
        found = (weight * 0.6 if idf > _UNSEEN else weight, stem(word), idf, damped)
        if len(self) < _MEMO_LIMIT:
            self[word] = found
        return found


_MEMO_LIMIT = 100_000
_weights = lru_cache(maxsize=2)(_Weights)


class _Text(NamedTuple):
    """A text as the rankers look at it: its content words in order, folded, with their token
    indices, and for each distinct one its count, first place and weights."""

    tokens: Tokens
    words: list[str]
    at: list[int]
    counts: dict[str, int]
    firsts: dict[str, int]
    known: dict[str, _Word]

    def places(self, wanted: Iterable[str]) -> dict[str, list[int]]:
        """The token indices of each word wanted."""
        out: dict[str, list[int]] = {word: [] for word in wanted}
        for word, at in zip(self.words, self.at, strict=True):
            if word in out:
                out[word].append(at)
        return out


def _look(tokens: Tokens, weights: _Weights) -> _Text:
    marks = tokens.codes.encode("latin-1").translate(_CONTENT_MARKS)
    words = list(compress(tokens.folded, marks))
    at = list(compress(range(len(marks)), marks))
    counts = Counter(words)
    firsts = dict(zip(reversed(words), reversed(at), strict=True))
    known = dict(zip(counts, map(weights.__getitem__, counts), strict=True))
    return _Text(tokens, words, at, counts, firsts, known)


def rank(tokens: Tokens, background: Background, settings: KeywordSettings) -> list[Candidate]:
    """The best ``settings.top`` candidates of a text, best first."""
    text = _look(tokens, _weights(background))
    codes, length = tokens.codes, len(tokens.codes)
    shortest, longest = settings.ngram
    if shortest > 1 or _impersonal(text):
        phrases = _phrases(tokens, chunks(codes), settings.ngram)
        return _distinct(text, phrases, settings.top)
    spans = chunks(codes, least=2)
    out: list[Candidate] = []
    if longest > 1 and length >= _PHRASED:
        # Where words compete, a phrase must be one that the text repeats, and one half of what it
        # has to say of its rarest word.
        more = min(1.0, max(0.0, (length - _LONG) / (_FULL - _LONG)))
        phrases = _phrases(tokens, spans, (2, longest))
        phrases = {
            key: at_
            for key, at_ in phrases.items()
            if len(at_) > 1 and 2 * len(at_) >= min([text.counts.get(word, 0) for word in key])
        }
        out = _distinct(text, phrases, max(1, round(settings.top * more)), name=_NAME)
    if len(out) < settings.top:
        out += _words(text, spans, out, settings.top - len(out))
        out.sort(key=lambda found: -found.score)
    return out


def _distinct(text: _Text, phrases: Places, room: int, name: float = 1.0) -> list[Candidate]:
    """The best ``room`` phrases, those left out that only say again what a better one says.

    Phrases that begin with a capital weigh ``name`` times as much.
    """
    scores = _phrase_scores(text, phrases)
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
            at_ = text.places(key)[key[0]] if len(key) == 1 else sorted(at_)
            out.append(Candidate(scores[key] / best, key, at_))
    return out


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


def _phrase_scores(text: _Text, phrases: Places) -> dict[Key, float]:
    """Σ over the phrase's words of (Σ over its places of ½^near)^0.9 · √idf, times √count."""
    near = {
        word: sum(map(_decay, at_)) ** 0.9 * text.known[word][3] if at_ else 0.0
        for word, at_ in text.places(chain.from_iterable(phrases)).items()
    }
    out = {}
    for key, at_ in phrases.items():
        if len(key) == 1 and len(key[0]) < 3:
            continue
        score = len(at_) ** 0.5 / (1 + min(at_) / 200) ** 0.15
        if len(key) != 2:
            score *= _SINGLE if len(key) == 1 else _THREE
        out[key] = score * sum([near[word] for word in key])
    return out


def _decay(at: int) -> float:
    """What an occurrence at a token counts for."""
    return _DECAY[at] if at < _DECAY_LIMIT else _HALF / (_HALF + at)


def _words(
    text: _Text, spans: Sequence[Span], chosen: Sequence[Candidate], room: int
) -> list[Candidate]:
    """The best ``room`` single words that are no fragments of the phrases ``chosen``."""
    codes, raw = text.tokens.codes, text.tokens.raw
    kinds = _KINDS | _VERBS if len(codes) >= _VERBLESS else _KINDS
    known, firsts, counts = text.known, text.firsts, text.counts
    # Forms of one root count together, under the form that comes first.
    roots = [info[1] for info in known.values()]
    forms = dict(zip(reversed(roots), reversed(known), strict=True))
    others: dict[str, list[str]] = {}
    if len(forms) < len(roots):
        for word, root in zip(known, roots, strict=True):
            if forms[root] is not word:
                others.setdefault(forms[root], []).append(word)
    # Words that stand once, and late, are the bulk of a long text and not its subjects.
    late = _LATE if len(codes) >= _PHRASED else len(codes)
    scored = []
    for word in forms.values():
        first, count = firsts[word], counts[word]
        if word in others:
            count += sum([counts[other] for other in others[word]])
        if count == 1:
            if first >= late:
                continue
            score = known[word][0] * kinds[codes[first]]
        else:
            score = known[word][0] * kinds[codes[first]] * count**0.9
        score *= _EARLY[first] if first < _DECAY_LIMIT else (1 + first / 30) ** -0.2
        scored.append((score * 0.8 if raw[first] in CAPITALISED else score, -first, word))
    covered: dict[str, int] = {}
    for found in chosen:
        for word in found.key:
            covered[word] = max(covered.get(word, 0), len(found.places))
    inside = bytearray(len(codes))
    for start, end in spans:
        inside[start:end] = b"\1" * (end - start)
    # Only the best few can gain or lose a place by what is looked at below.
    few = [found for found in nlargest(3 * room, scored) if found[0]]
    places = text.places(form for _, _, word in few for form in (word, *others.get(word, ())))
    close = []
    for score, _, word in few:
        at_ = places[word]
        if word in others:
            at_ = sorted(chain(at_, *map(places.__getitem__, others[word])))
        # A word of a chosen phrase stays out unless it mostly stands without it.
        if len(at_) >= 2 * covered.get(word, 0):
            fragment = all(map(inside.__getitem__, at_))
            close.append((-score * 0.8 if fragment else -score, word, at_))
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


def _impersonal(text: _Text) -> bool:
    """Whether the text is exposition in technical terms: names are few among its nouns, measured
    against the share of its nouns that general news hardly knows."""
    codes, raw = text.tokens.codes, text.tokens.raw
    nouns = sum(map(codes.count, "NxjJg"))
    capitals = raw.encode("latin-1").translate(_CAPITALS)
    names = capitals.count(b"P") - capitals.count(b".P")
    if not nouns or names >= 0.2 * nouns:
        return False
    common = technical = 0
    for word, first in text.firsts.items():
        if codes[first] in "NxjJg" and raw[first] not in CAPITALISED:
            common += 1
            technical += text.known[word][2] > _TECHNICAL
    return names * common < 0.2 * technical * nouns
