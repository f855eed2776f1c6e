"""Figures that describe articles: length, variety of words, readability, quotation, findings.

By document, or by group: counts are added up, ratios are of the sums, and what is an average
over one text's words is averaged over the group's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.document import Document
from rhetorictui.language import Prose
from rhetorictui.language.words import words_of, words_within
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.record import SCHEMA, Record

PER_DOCUMENT = "document"
TIMES = {"year": 4, "month": 7, "day": 10}
"""Groups of time, by how much of the date of publication they take."""
READABILITY = (
    "flesch_reading_ease", "flesch_kincaid_grade", "coleman_liau_index",
    "automated_readability_index",
)  # fmt: skip
_SYLLABLES = frozenset(READABILITY[:2])
_AVERAGED = ("mattr", *READABILITY)
UNKNOWN = "unknown"


class ReadabilityError(RuntimeError):
    """Readability was asked for, and what computes it is not installed."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The task of `stats`: one record of type ``stats`` for each document.

    ``per`` names the group it will be added to: ``document``, ``outlet``, ``language``, one of
    ``TIMES``, or a field of the source record. ``window`` is that of MATTR. ``layers`` asks for
    quotation and findings (those of ``frames``), which take most of the time.
    """

    per: str = PER_DOCUMENT
    window: int = 50
    layers: bool = True
    readability: bool = False
    selection: Selection = ALL
    frames: FrameSettings | None = None

    def __call__(self, doc: Document) -> Iterator[Record]:
        if not self.selection.takes(doc):
            return
        prose = Prose.of(doc)
        words = words_of(doc.text).split()
        count, sentences = len(words), len(prose.sentences)
        record: Record = {
            "schema": SCHEMA, "type": "stats", "per": self.per, "key": key_of(doc, self.per),
            "documents": 1, "words": count, "sentences": sentences,
            "words_per_sentence": count / sentences if sentences else 0.0,
            "types": len(set(words)), "mattr": mattr(words, self.window),
        }  # fmt: skip
        if self.per == PER_DOCUMENT:
            record |= {"outlet": doc.outlet, "published": doc.published}
        if self.layers:
            record |= _layers(doc, prose, self.frames)
            record |= _ratios(record)
        if self.readability:
            record |= readability(doc.text)
        yield record


def mattr(words: Sequence[str], window: int = 50) -> float | None:
    """Moving-average type-token ratio: the mean share of different words over all stretches of
    ``window`` words; of a shorter text the plain ratio, of none nothing.

    Covington & McFall 2010, Cutting the Gordian Knot: The Moving-Average Type-Token Ratio.
    """
    if not words:
        return None
    if len(words) <= window:
        return len(set(words)) / len(words)
    held = Counter(words[:window])
    total = types = len(held)
    for out, into in zip(words, words[window:], strict=False):
        held[into] += 1
        types += held[into] == 1
        held[out] -= 1
        types -= held[out] == 0
        total += types
    return total / window / (len(words) - window + 1)


def _layers(doc: Document, prose: Prose, frames: FrameSettings | None) -> Record:
    from rhetorictui.layers import annotate  # 60 ms with packs and models

    notes = annotate(doc, ("quotes", "frames"), frames, prose).annotations
    said = [
        span for a in notes if a.layer == "quotes" and a.parts
        for span in a.parts.get("content", ())
    ]  # fmt: skip
    found = [a for a in notes if a.layer == "frames"]
    return {
        "quoted_words": words_within(doc.text, said),
        "findings": len(found),
        "own_findings": sum(a.voice in ("narrator", "headline") for a in found),
    }


def _ratios(record: Mapping[str, Any]) -> Record:
    words, found = record["words"], record["findings"]
    return {
        "quoted_share": record["quoted_words"] / words if words else 0.0,
        "findings_per_1000_words": 1000 * found / words if words else 0.0,
        "own_share": record["own_findings"] / found if found else None,
    }


def readability(text: str) -> dict[str, float | None]:
    """Four measures by textstat; None where a text has no words, and for the two that count
    syllables where textstat's dictionary of pronunciation is not on this machine.

    Flesch 1948, Kincaid et al. 1975, Coleman & Liau 1975, Smith & Senter 1967. Raises
    ReadabilityError where textstat is missing.
    """
    measure, able = _textstat()
    if not words_of(text):
        return dict.fromkeys(READABILITY)
    return {
        name: float(getattr(measure, name)(text)) if name in able else None for name in READABILITY
    }


@cache
def _textstat() -> tuple[Any, frozenset[str]]:
    """textstat, and the measures that it can give without fetching anything."""
    try:
        # Up to 5 s in its later versions, which load nltk; only when readability is asked for.
        import textstat
    except ImportError:
        raise ReadabilityError(
            "readability needs textstat: pip install 'rhetorictui[stats]'"
        ) from None
    able = frozenset(READABILITY)
    try:
        nltk = import_module("nltk")
    except ImportError:  # an earlier textstat, which counts syllables by pyphen
        return textstat.textstat, able
    try:
        nltk.data.find("corpora/cmudict")
    except LookupError:
        able -= _SYLLABLES  # else it would be fetched from the network behind the user's back
    return textstat.textstat, able


def missing_measures() -> list[str]:
    """The measures of readability that cannot be given here. Raises ReadabilityError."""
    able = _textstat()[1]
    return [name for name in READABILITY if name not in able]


def key_of(doc: Document, per: str) -> str:
    """The group that a document belongs to; ``unknown`` where it does not say."""
    if per == PER_DOCUMENT:
        return doc.id
    if per in TIMES:
        date = doc.published or ""
        return date[: TIMES[per]] if date[:4].isdigit() and len(date) >= TIMES[per] else UNKNOWN
    value: object = doc.extra.get(per)
    if per in ("outlet", "language", "source"):
        value = getattr(doc, per)
    elif per == "byline":
        value = ", ".join(doc.byline)
    return UNKNOWN if value in (None, "") else str(value)


def grouped(records: Iterable[Mapping[str, Any]]) -> list[Record]:
    """The records of documents added up by their key, sorted by it, unknown last."""
    groups: dict[str, Record] = {}
    weights: dict[tuple[str, str], int] = {}
    for record in records:
        key, words = record["key"], record["words"]
        group = groups.setdefault(key, {
            "schema": SCHEMA, "type": "stats", "per": record["per"], "key": key,
        })  # fmt: skip
        for name in ("documents", "words", "sentences", "quoted_words", "findings",
                     "own_findings"):  # fmt: skip
            if name in record:
                group[name] = group.get(name, 0) + record[name]
        for name in _AVERAGED:
            if name in record:
                value = record[name]
                weight = words if value is not None else 0
                weights[key, name] = weights.get((key, name), 0) + weight
                group[name] = group.get(name, 0.0) + (value or 0.0) * weight
    for key, group in groups.items():
        sentences = group["sentences"]
        group["words_per_sentence"] = group["words"] / sentences if sentences else 0.0
        for name in _AVERAGED:
            if name in group:
                weight = weights[key, name]
                group[name] = group[name] / weight if weight else None
        if "findings" in group:
            group.update(_ratios(group))
    return [groups[key] for key in sorted(groups, key=lambda key: (key == UNKNOWN, key))]
