"""Who gets how many words: profiles of speakers in each article, and of outlets in a corpus.

Counts only; what they mean is the reader's to say. Words are counted once for each speaker, even
where attributions nest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rhetorictui.document import Annotation, Document, Span
from rhetorictui.language.words import words_within
from rhetorictui.layers.cues import lemma

Record = dict[str, Any]

_HELPERS = frozenset(
    "has have had is are was were be been will would can could may might must should do does did "
    "to not also only then later again once still even now just first already meanwhile "
    "earlier never often didn't doesn't don't won't wouldn't can't couldn't hasn't haven't "
    "hadn't isn't aren't wasn't weren't".split()
)
_PARTICLES = frozenset("on for out off up down back to of with against about over at".split())
"""What makes another verb of one: to call on, to point out."""


@dataclass
class _Tally:
    quotes: int = 0
    direct: list[Span] = field(default_factory=list)
    indirect: list[Span] = field(default_factory=list)
    cues: Counter[str] = field(default_factory=Counter)
    engagement: Counter[str] = field(default_factory=Counter)
    role: str | None = None

    def add(self, a: Annotation, text: str) -> None:
        parts = a.parts or {}
        self.quotes += 1
        spans = [(start, end) for start, end in parts.get("content", ())]
        (self.direct if a.label == "direct" else self.indirect).extend(spans)
        cue = " ".join(text[s:e] for s, e in parts.get("cue", ())).lower()
        if cue:
            self.cues[" ".join(cue.split())] += 1
        extra = a.extra or {}
        if extra.get("engagement"):
            self.engagement[extra["engagement"]] += 1
        if self.role is None and extra.get("role"):
            self.role = extra["role"]


def speakers(documents: Iterable[Document]) -> Iterator[Record]:
    """A record of type ``speaker`` for each speaker of each document, most words first.

    Needs the layer of quotes. Speech without a known speaker is gathered under ``unknown``.
    """
    for doc in documents:
        tallies: dict[str, _Tally] = {}
        for a in _attributions(doc):
            tallies.setdefault(a.speaker or "unknown", _Tally()).add(a, doc.text)
        found = Counter(a.speaker for a in doc.annotations if a.layer == "frames")
        records = [
            _speaker_record(doc, name, tally, found[name]) for name, tally in tallies.items()
        ]
        yield from sorted(records, key=lambda r: (-r["words"], r["speaker"]))


def _speaker_record(doc: Document, name: str, tally: _Tally, findings: int) -> Record:
    direct = words_within(doc.text, tally.direct)
    indirect = words_within(doc.text, tally.indirect)
    return {
        "schema": "rhetorictui/1",
        "type": "speaker",
        "id": doc.id,
        "outlet": doc.outlet,
        "speaker": name,
        "role": tally.role,
        "quotes": tally.quotes,
        "words": direct + indirect,
        "direct_words": direct,
        "indirect_words": indirect,
        "cues": dict(tally.cues.most_common()),
        "verbs": dict(verbs(tally.cues).most_common()),
        "engagement": dict(tally.engagement.most_common()),
        "findings": findings,
    }


def by_outlet(documents: Iterable[Document]) -> list[Record]:
    """A record of type ``outlet`` for each outlet, by name; documents without one are together.

    ``quoted_share`` is the share of words in attributed content, ``narrator_share`` the share of
    framing findings in the outlet's own voice (headlines and running text). Needs the layers of
    quotes and frames.
    """
    groups: dict[str, Record] = {}
    cues: dict[str, Counter[str]] = {}
    for doc in documents:
        name = doc.outlet or "unknown"
        group = groups.setdefault(
            name,
            {
                "schema": "rhetorictui/1",
                "type": "outlet",
                "outlet": name,
                "documents": 0,
                "words": 0,
                "quoted_words": 0,
                "findings": 0,
                "own_findings": 0,
                "speakers": 0,
            },
        )
        said = list(_attributions(doc))
        tally = _Tally()
        for a in said:
            tally.add(a, doc.text)
        found = [a for a in doc.annotations if a.layer == "frames"]
        group["documents"] += 1
        group["words"] += words_within(doc.text, [(0, len(doc.text))])
        group["quoted_words"] += words_within(doc.text, tally.direct + tally.indirect)
        group["findings"] += len(found)
        group["own_findings"] += sum(a.voice in ("narrator", "headline") for a in found)
        group["speakers"] += len({a.speaker for a in said if a.speaker})
        cues.setdefault(name, Counter()).update(tally.cues)
    return [_outlet_record(groups[name], cues[name]) for name in sorted(groups)]


def _outlet_record(group: Record, cues: Counter[str]) -> Record:
    words, found = group["words"], group["findings"]
    return {
        **group,
        "quoted_share": round(group["quoted_words"] / words, 4) if words else 0.0,
        "narrator_share": round(group["own_findings"] / found, 4) if found else None,
        "findings_per_1000_words": round(1000 * found / words, 2) if words else 0.0,
        "cues": dict(cues.most_common(20)),
        "verbs": dict(verbs(cues).most_common(20)),
    }


def verbs(cues: Mapping[str, int]) -> Counter[str]:
    """How often each verb introduces somebody, by the counts of cues: "said 4, are said 2, says 1"
    are "say 7", "called on 2, has called on 1" are "call on 3"."""
    counted: Counter[str] = Counter()
    for cue, count in cues.items():
        counted[_verb(cue)] += count
    return counted


def _verb(cue: str) -> str:
    """The verb of a cue with what belongs to it; the cue where it is no verb with helpers."""
    words = cue.rstrip(" :").split()
    for at, word in enumerate(words):
        base = lemma(word)
        if base:
            rest = words[at + 1 :]
            return f"{base} {rest[0]}" if len(rest) == 1 and rest[0] in _PARTICLES else base
        if word not in _HELPERS and not word.endswith("ly"):
            break
    return cue


def _attributions(doc: Document) -> Iterator[Annotation]:
    return (
        a for a in doc.annotations if a.layer == "quotes" and a.parts and a.parts.get("content")
    )
