"""The layer of framing wording: the hits of rule packs, each with its voice and its reason."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.document import Annotation, Document, zone_at
from rhetorictui.language import Prose, shadow
from rhetorictui.layers import repetition
from rhetorictui.layers.reach import closed_end, noun_span, sentence_end
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.packs.model import Rule

if TYPE_CHECKING:
    from rhetorictui.layers.voice import VoiceAt
    from rhetorictui.packs.matcher import Matcher


class _Selection(NamedTuple):
    """What settings choose of a matcher.

    ``kept`` says which rules are wanted, by number, ``repeats`` which of those of repetition.
    ``nouns`` holds, by rule, the words that judge the noun it reaches over, ``sentences`` the
    rules that reach over the sentence.
    """

    kept: list[bool]
    nouns: dict[str | None, frozenset[str]]
    sentences: frozenset[str | None]
    repeats: frozenset[str]


def frames(
    doc: Document, prose: Prose, matcher: Matcher, settings: FrameSettings, voice_at: VoiceAt
) -> list[Annotation]:
    """The findings in ``doc``, in order of place. ``voice_at`` tells voice and speaker of a span.

    A finding covers what its rule reaches over. Findings that overlap are all reported, but for one
    within a longer one of the same pack, label and voice, which says the same thing twice (unless
    the settings ask for ``nested`` ones). With the persuasion pack among those of ``matcher``,
    repetition is reported too.
    """
    kept, nouns, sentences, repeats = _selection(matcher, settings)
    phrases = {shadow(p).strip() for p in (*settings.exclude, *settings.allow)}
    rules, zones, voices, text = matcher.rules, doc.zones, settings.voices, doc.text
    out = []
    for start, end, number in matcher.spans(prose):
        if not kept[number] or (phrases and _plain(text[start:end]) in phrases):
            continue
        rule = rules[number]
        if rule.zones and (zone_at(zones, start, end) or "body") not in rule.zones:
            continue
        voice, speaker = voice_at(start, end)
        if rule.voices and voice not in rule.voices:
            continue
        out.append(
            Annotation(
                start, end, "frames", rule.label, rule.pack, rule.id, voice, speaker,
                None, rule.weight, rule.note,
            )
        )  # fmt: skip
    if not settings.nested and len(out) > 1:
        out = _outermost(out)
    # What is repeated, and what settings name, are the words of the rule alone; voices that are
    # not asked for still tell what the headline is about.
    again = [
        note
        for note in (repetition.repetition(text, out, voice_at) if repeats else ())
        if note.rule in repeats and not (phrases and _plain(text[note.start : note.end]) in phrases)
    ]
    out = [_reaching(text, note, nouns) for note in out]
    if not settings.nested and len(out) > 1:
        out = _outermost(out)
    if phrases:
        out = [note for note in out if _plain(text[note.start : note.end]) not in phrases]
    # What stands within a sentence is told beside it.
    if sentences:
        out = [_opening(text, note, voice_at) if note.rule in sentences else note for note in out]
    out = sorted([*out, *again], key=lambda note: (note.start, note.end))
    return [note for note in out if note.voice in voices] if voices else out


def _reaching(text: str, note: Annotation, nouns: dict[str | None, frozenset[str]]) -> Annotation:
    start, end = note.start, note.end
    judging = nouns.get(note.rule)
    if judging is None:
        end = closed_end(text, start, end)
    else:
        start, end = noun_span(text, start, end, judging)
    return note if (start, end) == note[:2] else note._replace(start=start, end=end)


def _opening(text: str, note: Annotation, voice_at: VoiceAt) -> Annotation:
    """``note`` over the sentence that it opens, up to where its speaker stops: ", she said"."""
    end = sentence_end(text, note.end)
    while end > note.end and voice_at(note.start, end) != (note.voice, note.speaker):
        end = max(text.rfind(",", note.end, end), note.end)
    return note._replace(end=end)


def _outermost(found: list[Annotation]) -> list[Annotation]:
    """Those that do not lie within a longer one of their pack, label and voice."""
    widest: dict[tuple[str | None, ...], tuple[int, int]] = {}
    dropped: set[int] = set()
    for index in sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end)):
        note = found[index]
        span = (note.start, note.end)
        # The first to begin is widest until another reaches further.
        wide = widest.setdefault((note.pack, note.label, note.voice), span)
        if span[1] > wide[1]:
            widest[note.pack, note.label, note.voice] = span
        elif span != wide:
            dropped.add(index)
    return [note for index, note in enumerate(found) if index not in dropped]


def _plain(part: str) -> str:
    return " ".join(shadow(part).split())


@lru_cache(maxsize=8)
def _selection(matcher: Matcher, settings: FrameSettings) -> _Selection:
    repeats: set[str] = set()
    if any(repetition.PACK in (pack.id, *pack.inherits) for pack in matcher.packs):
        for name in (repetition.PHRASE, repetition.ANAPHORA):
            rule = Rule(name, repetition.LABEL, (), "", "", repetition.WEIGHT)
            if kept(rule, settings):
                repeats.add(name)
    rules = matcher.rules
    return _Selection(
        [kept(rule, settings) for rule in rules],
        {rule.id: frozenset(rule.judging.split()) for rule in rules if rule.reach == "noun"},
        frozenset(rule.id for rule in rules if rule.reach == "sentence"),
        frozenset(repeats),
    )


def kept(rule: Rule, settings: FrameSettings) -> bool:
    """Whether ``settings`` want findings of ``rule``, by its weight, label and id."""
    if rule.weight < settings.min_weight or (settings.labels and rule.label not in settings.labels):
        return False
    return not any(
        fnmatchcase(rule.id, name) or name.lower() == rule.label.lower()
        for name in settings.exclude
    )
