"""Repetition, found by computation: what an article says three times or more for effect.

Two kinds. A loaded phrase that recurs in one voice, unless the headline has it, for then it is
what the article is about; and anaphora, sentences near each other that begin with the same words.
Everyday starts are passed over ("The bill would", "He said the", names), so that neutral reporting
stays quiet: it is better to miss a figure of speech than to mark a habit of the trade. Repetition
is a technique of SemEval-2023 task 3 (Piskorski et al.).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rhetorictui import patterns
from rhetorictui.document import Annotation, Span
from rhetorictui.language import shadow

if TYPE_CHECKING:
    from rhetorictui.layers.voice import VoiceAt

_Opening = tuple[int, int, int]
"""Number of the sentence, where it begins, and how many of its words count."""

LABEL = "Repetition"
PACK = "persuasion"
PHRASE = "persuasion.repetition-phrase"
ANAPHORA = "persuasion.repetition-anaphora"
WEIGHT = 0.7

_LEAST = 3
# A word that is hardly evidence when it stands alone is none when it comes back.
_LOADED = 0.5
# Further apart than so many sentences, the ear no longer connects two beginnings.
_NEAR = 10
# Two words alike ("He mocked …") are heard only in sentences in a row, one in between at most.
_IN_A_ROW = 3
_PAIR = 2
_VOICES = frozenset(("narrator", "direct", "indirect"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words with which a figure of repetition begins, as against reports of events.
_OPENERS = _set("""
    we you they i he she it if when where while because not no never nothing nobody only every
    everyone who what why how let must enough too our your their these those this that there
    until unless still without is are do does did can will
""")
# Words of no substance: three words alike need one that is not among them.
_EMPTY = _set("""
    a about all also am an and any are as at be been being but by can could did do does for
    from get going got had has have he her here him his how i if in into is it its just like
    may me might more most my no not now of on one or our out over she should so some than that
    the their them then there these they this those to up us was we were what when where which
    who will with would you your i'm it's he's she's that's there's they're we're you're don't
    didn't doesn't isn't wasn't can't won't wouldn't couldn't i've we've they've you've i'd
    i'll we'll he'd he'll you'll
""")
_REPORTING = _set("""
    said says say told tells asked added noted wrote writes according called calls think thinks
    know knows want wants believe believes
""")
_TRIM = " \t\u00a0\"'“”‘’([•-–—*"
# Marks by which sentences end or open, made alike without changing any place.
_PLAIN = (("?", "."), ("!", "."), ("”", " "), ('"', " "))
_ENDINGS = patterns.compile(r"(?:'s|e?s|e?d|ing|e)\b")


def repetition(text: str, found: Iterable[Annotation], voice_at: VoiceAt) -> list[Annotation]:
    """Findings labelled Repetition, one for each place of what is repeated.

    Three times make a repetition, of a single word four.

    ``found`` are the article's other findings, with their voices; those of the persuasion pack
    count. ``voice_at`` tells voice and speaker of a span, and is asked only about candidates.
    """
    return [*_phrases(text, found), *_anaphora(text, voice_at)]


def _phrases(text: str, found: Iterable[Annotation]) -> Iterator[Annotation]:
    ours, subjects = [], set()
    for note in found:
        if note.pack == PACK and (note.score is None or note.score >= _LOADED):
            if note.voice in _VOICES:
                ours.append((note, (note.rule, note.voice, note.speaker)))
            elif note.voice == "headline":
                subjects.add(_stem(text, note))
    often = Counter(key for _, key in ours)
    groups: dict[tuple[str | None, ...], list[Annotation]] = {}
    for note, key in ours:
        if often[key] >= _LEAST:
            groups.setdefault((_stem(text, note), *key), []).append(note)
    for (words, *_), group in groups.items():
        if words in subjects:
            continue
        if len(group) >= _LEAST + (" " not in text[group[0].start : group[0].end]):
            spans = [(note.start, note.end) for note in group]
            said = f"“{text[spans[0][0] : spans[0][1]]}” stands {_times(len(spans))} in one voice"
            yield from _notes(spans, PHRASE, said, group[0].voice, group[0].speaker)


def _stem(text: str, note: Annotation) -> str:
    return _ENDINGS.sub("", shadow(text[note.start : note.end]))


def _anaphora(text: str, voice_at: VoiceAt) -> Iterator[Annotation]:
    for openings in _openings(text).values():
        if len(openings) < _LEAST:
            continue
        starts: dict[tuple[str, ...], list[_Opening]] = {}
        for index, begin, _ in _close(openings, _NEAR):
            words = text[begin : begin + 100].split(None, 8)[:8]
            for key, size in _keys(words):
                starts.setdefault(key, []).append((index, begin, size))
        done: set[int] = set()
        for key, places in starts.items():
            if len(places) < _LEAST:
                continue
            within = _IN_A_ROW if len(key) == _PAIR else _NEAR
            voices: dict[tuple[str, str | None], list[_Opening]] = {}
            for place in places:
                begin, size = place[1:]
                if begin not in done:
                    end = begin + len(_prefix(text, begin, size))
                    voices.setdefault(voice_at(begin, end), []).append(place)
            for (voice, speaker), same in voices.items():
                near = _close(same, within)
                if voice in _VOICES and near:
                    done.update(begin for _, begin, _ in near)
                    spans = _widen(text, [(begin, size) for _, begin, size in near])
                    words_ = " ".join(text[spans[-1][0] : spans[-1][1]].split())
                    said = f"{_times(len(spans), 'sentences')} begin with “{words_}”"
                    yield from _notes(spans, ANAPHORA, said, voice, speaker)


def _openings(text: str) -> dict[str, list[_Opening]]:
    """Sentences that begin with one of ``_OPENERS``, by that word.

    Ends of sentences are looked for by splitting alone: splitting them properly would cost ten
    times as much, and what an abbreviation cuts off does not begin three times with such words.
    """
    out: dict[str, list[_Opening]] = {}
    for mark, plain in _PLAIN:
        text = text.replace(mark, plain)
    openers = _OPENERS
    at = 0
    for index, piece in enumerate(text.replace(". ", " \n").split("\n")):
        first = piece[:12].partition(" ")[0].lower()
        if first in openers:
            out.setdefault(first, []).append((index, at, 1))
        elif not first[:1].isalnum():
            words = piece.lstrip(_TRIM)
            first = words[:12].partition(" ")[0].lower()
            if first in openers:
                out.setdefault(first, []).append((index, at + len(piece) - len(words), 1))
        at += len(piece) + 1
    return out


def _keys(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """What must be alike for a figure to begin so, and how many words reach to its end.

    Either the first three words, if one of them has substance, or the first four; or else the
    first and three words in a row soon after ("If … truly intend to"), two of them of substance;
    or, last and least, the first two, if the second has substance.
    """
    low = [word.lower().replace("’", "'").strip(",;:") for word in words]
    # A capital or figure within means a name or a list.
    plain = [word[0].islower() or word == "I" for word in words]
    full = [w not in _EMPTY and w not in _REPORTING for w in low]
    if len(low) > 3 and all(plain[1:3]) and not _REPORTING.intersection(low[:4]):
        if any(full[1:3]):
            yield tuple(low[:3]), 3
        elif plain[3]:
            yield tuple(low[:4]), 4
    for at in range(1, len(low) - 2):
        if low[at] in _REPORTING:
            break
        if sum(full[at : at + 3]) >= 2 and all(plain[at : at + 3]):
            yield (low[0], "…", *low[at : at + 3]), at + 3
    if len(low) > _PAIR and plain[1] and full[1]:
        yield tuple(low[:_PAIR]), _PAIR


def _close(places: Sequence[_Opening], within: int) -> list[_Opening]:
    """Those of which at least three stand ``within`` so many sentences."""
    kept: set[int] = set()
    for i in range(len(places) - _LEAST + 1):
        if places[i + _LEAST - 1][0] - places[i][0] <= within:
            kept.update(range(i, i + _LEAST))
    return [places[i] for i in sorted(kept)]


def _prefix(text: str, begin: int, words: int) -> str:
    """The first ``words`` words from ``begin`` on."""
    found = re.compile(rf"\S+(?:\s+\S+){{{words - 1}}}").match(text, begin)
    return found.group().rstrip(",.;:!?") if found else ""


def _widen(text: str, places: Sequence[tuple[int, int]]) -> list[Span]:
    """Spans from beginnings and numbers of words, with all further words they have in common."""
    extra = 0
    while extra < 9:
        tails = {
            shadow(_prefix(text, begin, size + extra + 1)[len(_prefix(text, begin, size)) :])
            for begin, size in places
        }
        if len(tails) > 1 or any(mark in tail for tail in tails for mark in ".!?"):
            break
        extra += 1
    return [(begin, begin + len(_prefix(text, begin, size + extra))) for begin, size in places]


def _times(count: int, what: str = "times") -> str:
    names = ("three", "four", "five", "six", "seven", "eight", "nine")
    return f"{names[count - 3] if count < 10 else count} {what}"


_PLACES = 8
"""How many other places a note names."""


def _notes(
    spans: Sequence[Span], rule: str, said: str, voice: str | None, speaker: str | None
) -> Iterator[Annotation]:
    # A few places are enough to look it up; all of them in each of them would grow as a square.
    shown = spans[: _PLACES + 1]
    for span in spans:
        others = [str(start) for start, _ in shown if start != span[0]][:_PLACES]
        rest = len(spans) - 1 - len(others)
        more = f" and {rest} more" if rest else ""
        note = f"{said[0].upper()}{said[1:]}; also at {', '.join(others)}{more}."
        yield Annotation(
            *span, "frames", LABEL, PACK, rule, voice, speaker, score=WEIGHT, note=note
        )
