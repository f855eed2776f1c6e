"""The layer of framing wording: the hits of rule packs, each with its voice and its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from rhetorictui.document import Annotation, Document, zone_at
from rhetorictui.language import Prose, shadow
from rhetorictui.packs.matcher import Matcher
from rhetorictui.packs.model import Rule

VoiceAt = Callable[[int, int], tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class FrameSettings:
    """Which packs to use (names or paths; none: the default ones) and which findings to keep.

    ``exclude`` holds ids of rules (``*`` and ``?`` allowed), labels or phrases, ``allow`` phrases
    that are fine, ``voices`` and ``labels``, when not empty, the only ones reported.
    """

    packs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    min_weight: float = 0.0
    voices: tuple[str, ...] = ()


def frames(
    doc: Document, prose: Prose, matcher: Matcher, settings: FrameSettings, voice_at: VoiceAt
) -> list[Annotation]:
    """The findings in ``doc``, in order of place. ``voice_at`` tells voice and speaker of a span."""
    kept = [_kept(rule, settings) for rule in matcher.rules]
    phrases = {shadow(p).strip() for p in (*settings.exclude, *settings.allow)}
    out = []
    for start, end, number in matcher.spans(prose):
        rule = matcher.rules[number]
        if not kept[number] or prose.shadow[start:end] in phrases:
            continue
        if rule.zones and (zone_at(doc.zones, start, end) or "body") not in rule.zones:
            continue
        voice, speaker = voice_at(start, end)
        if (rule.voices and voice not in rule.voices) or (
            settings.voices and voice not in settings.voices
        ):
            continue
        out.append(Annotation(start, end, "frames", rule.label, rule.pack, rule.id, voice, speaker,
                              None, rule.weight, rule.note))
    return out


def _kept(rule: Rule, settings: FrameSettings) -> bool:
    if rule.weight < settings.min_weight or (settings.labels and rule.label not in settings.labels):
        return False
    return not any(fnmatchcase(rule.id, e) or e.lower() == rule.label.lower()
                   for e in settings.exclude)
