"""What is highlighted in a document: items that the cursor can reach, and what is painted where.

An item is an annotation or one place of a keyword. The lens says which are shown; a picture holds
them in the order of their places, so that those of a line are soon found and flattened into
disjoint runs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.document import Annotation, Document, Keyword, Span, runs
from rhetorictui.writing.listing import QUOTE_MARKS, VOICE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LAYERS = ("frames", "quotes", "headline", "keywords", "sentences", "zones")
"""The layers that have a key of their own, 1 to 6; others follow."""
SHOWN = frozenset({"frames", "quotes", "headline", "zones"})
"""The layers of these that are shown at first."""
STEPPED_OVER = frozenset({"quotes", "sentences", "zones"})
"""The layers that next and previous pass by: they are context, not findings."""

BY_HAND = "kept"
"""The layer of what the reader has kept: findings with all that was known of them, and passages."""

OWN = frozenset({"headline", "narrator"})
SPOKEN = frozenset({"direct", "indirect"})
VOICE_FILTERS = ("all", "own", "quoted")


class Item(NamedTuple):
    """Something that can be highlighted and stand under the cursor."""

    start: int
    end: int
    layer: str
    label: str
    annotation: Annotation | None = None
    keyword: Keyword | None = None

    @property
    def voice(self) -> str | None:
        return self.annotation.voice if self.annotation else None


def items_of(doc: Document) -> list[Item]:
    """Everything in ``doc`` that can be highlighted, in the order of its place."""
    found = [Item(a.start, a.end, a.layer, a.label, a) for a in doc.annotations]
    for keyword in doc.keywords:
        found += [Item(s, e, "keywords", keyword.term, None, keyword) for s, e in keyword.spans]
    found += [Item(z.start, z.end, "zones", z.kind) for z in doc.zones]
    found.sort(key=lambda item: (item.start, -item.end))
    return found


@dataclass
class Lens:
    """Which items are shown: by layer, by label, and by whose voice they stand in."""

    layers: set[str] = field(default_factory=lambda: set(SHOWN))
    known: set[str] = field(default_factory=lambda: set(LAYERS))
    hidden: set[tuple[str, str]] = field(default_factory=set)
    only: tuple[str, str] | None = None
    """The one label of its layer that is shown, in any article."""
    voices: str = "all"

    def meet(self, items: Sequence[Item]) -> None:
        """Show layers that are met for the first time: somebody put them there."""
        new = {item.layer for item in items} - self.known
        self.known |= new
        self.layers |= new

    def hears(self, item: Item) -> bool:
        """Whether the filter by voice lets an item pass; what has no voice always passes."""
        if self.voices == "all" or item.layer == "quotes" or (voice := item.voice) is None:
            return True
        return voice in (OWN if self.voices == "own" else SPOKEN)

    def shows(self, item: Item) -> bool:
        return (
            item.layer in self.layers
            and self.has_label(item.layer, item.label)
            and self.hears(item)
        )

    def leave(self, item: Item | None) -> bool:
        """Show only the label of ``item``, or all again; False where there is neither."""
        if self.only is not None:
            self.only = None
        elif item is not None and item.label:
            self.only = item.layer, item.label
        else:
            return False
        return True

    def has_label(self, layer: str, label: str) -> bool:
        """Whether a label is shown where its layer is."""
        if self.only is not None and self.only[0] == layer:
            return self.only[1] == label
        return (layer, label) not in self.hidden

    def next_voices(self) -> None:
        at = VOICE_FILTERS.index(self.voices)
        self.voices = VOICE_FILTERS[(at + 1) % len(VOICE_FILTERS)]


class Count(NamedTuple):
    """A layer or one of its labels with how many items the filter by voice lets pass."""

    layer: str
    label: str | None
    number: int


def counts(items: Sequence[Item], lens: Lens) -> list[Count]:
    """The layers of the items, each followed by its labels, most frequent first."""
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter, {n: Counter() for n in LAYERS})
    for item in items:
        tally[item.layer][item.label] += lens.hears(item)
    out: list[Count] = []
    for layer, labels in tally.items():
        out.append(Count(layer, None, sum(labels.values())))
        if layer not in ("keywords", "sentences", "zones"):
            out += [Count(layer, name, number) for name, number in labels.most_common()]
    return out


_TONES = {
    BY_HAND: "kept",
    "headline": "check",
    "keywords": "term",
    "found": "found",
    "quotes": "speech",
}


def kind(item: Item) -> tuple[str, str | None]:
    """What an item has in common with others of its kind: its label, of a quotation the speaker."""
    if item.layer == "quotes":
        return item.layer, item.annotation.speaker if item.annotation else None
    # What is kept stays one of its kind.
    return "frames" if item.layer == BY_HAND else item.layer, item.label


def tone(item: Item) -> str:
    """How an item is painted: a finding as ``own``, ``quoted`` or, in captions and the like,
    ``aside``; what is no finding by its layer.
    """
    voice = item.voice or "narrator"
    by_voice = "own" if voice in OWN else "quoted" if voice in SPOKEN else "aside"
    return _TONES.get(item.layer, by_voice)


def mark(item: Item) -> str:
    """The sign of an item: that of its voice, a lozenge for what was noticed of a headline, and a
    plus for what is kept."""
    if item.layer == BY_HAND:
        return "+"
    if item.layer == "headline":
        return "◇"
    if item.layer == "quotes":
        return QUOTE_MARKS.get(item.label, "›")[0]
    return VOICE_MARKS.get(item.voice or "narrator", "■")


class Picture:
    """The items of a document that a lens shows, ready to be drawn.

    ``stops`` are the items that next and previous step through, ``speech`` the quotations.
    ``found`` are hits of a search, which take the place of the ``findings`` while they last.
    """

    def __init__(
        self, doc: Document, items: Sequence[Item], lens: Lens, found: Sequence[Span] = ()
    ) -> None:
        self.doc = doc
        self.items = [item for item in items if lens.shows(item)]
        self.found = [Item(start, end, "found", "") for start, end in found]
        # One that is kept stands for the finding that it was.
        kept = {i[:2] for i in self.items if i.layer == BY_HAND}
        self.findings = [
            i
            for i in self.items
            if i.layer not in STEPPED_OVER and (i.layer == BY_HAND or i[:2] not in kept)
        ]
        self.stops = self.found or self.findings
        self.speech = [i for i in self.items if i.layer == "quotes"]
        self.paints: list[tuple[int, int, str, Item]] = []
        sentences = 0
        for item in self.items:
            if item.layer == "sentences":
                sentences += 1
                if sentences % 2:
                    continue
            self.paints += _paint(item)
        self.paints += [(i.start, i.end, "found", i) for i in self.found]
        self.paints.sort(key=itemgetter(0))
        self._starts = [paint[0] for paint in self.paints]
        # How far all up to each reach: the first that can lie at a place is found by halving.
        self._reach = list(accumulate((paint[1] for paint in self.paints), max))
        self._stop_starts = [item.start for item in self.stops]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, list[tuple[str, Item]]]]:
        """The runs of ``start..end``: each with the roles painted there and whose they are."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        there = [paint for paint in self.paints[first:last] if paint[1] > start]
        for run in runs([(p[0] - start, p[1] - start) for p in there], end - start):
            yield start + run.start, start + run.end, [there[n][2:] for n in run.covers]

    def starting(self, start: int, end: int) -> list[Item]:
        """The findings that begin in ``start..end``."""
        low = bisect_left(self._stop_starts, start)
        high = bisect_left(self._stop_starts, end, low)
        return self.stops[low:high]

    def here(self, start: int, end: int) -> list[Item]:
        """The items that share a place with ``start..end``: findings first, the shortest first."""
        found = {
            id(item): item
            for _, _, roles in self.between(start, end)
            for _, item in roles
            if item.layer not in ("sentences", "zones")
        }
        kept = {(*i[:2], i.label) for i in found.values() if i.layer == BY_HAND}
        there = [i for i in found.values() if i.layer == BY_HAND or (*i[:2], i.label) not in kept]
        return sorted(there, key=lambda i: (i.layer == "quotes", i.end - i.start, i.start))


def _paint(item: Item) -> list[tuple[int, int, str, Item]]:
    if item.layer == "quotes":
        # Drift carries on what somebody said without saying so: it is nobody's for certain.
        said = {"direct": "said-direct", "indirect": "said-indirect", "drift": "drift"}.get(
            item.label, "said-mixed"
        )
        parts = item.annotation.parts if item.annotation else None
        if not parts:
            return [(item.start, item.end, said, item)]
        return [
            (start, end, said if part == "content" else part, item)
            for part in ("content", "source", "cue")
            for start, end in parts.get(part, ())
        ]
    role = {"sentences": "stripe", "zones": f"zone-{item.label}"}.get(item.layer) or tone(item)
    return [(item.start, item.end, role, item)]
