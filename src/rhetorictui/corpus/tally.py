"""Keywords of a set of articles, or of each group in it, in one pass.

Each article gives its own best candidates; a group's keyword weighs what they weigh, times how rare
their words are in the background, summed over its articles and divided by their number. What is
said of one article is not said of the group: the weight falls with the fourth root of the share of
articles that have the keyword, so that subjects of several come before those of one.

A tally can be pickled and merged, so processes can share the work, and it grows with the vocabulary
kept, not with the number of articles.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rhetorictui.corpus.candidates import read
from rhetorictui.corpus.keywords import KeywordSettings, rank
from rhetorictui.document import Keyword

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rhetorictui.corpus.background import Background
    from rhetorictui.document import Document

_DEPTH = 3  # candidates of an article for each keyword asked for, and as many for the first ten
_RARE = 6.0  # idf of a word in one document of 150: above it a word is rare, and that is all


@dataclass(slots=True)
class _Entry:
    score: float = 0.0
    count: int = 0
    documents: int = 0
    forms: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    documents: int = 0
    entries: dict[tuple[str, ...], _Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Candidates counted so far, by group. ``limit`` bounds the candidates of each group: when
    there are more, those of the lowest weight are dropped."""

    settings: KeywordSettings = field(default_factory=KeywordSettings)
    limit: int = 200_000
    groups: dict[str, _Group] = field(default_factory=dict)

    def add(self, doc: Document, background: Background, group: str = "") -> None:
        """Count the candidates of one article into ``group``."""
        tokens = read(doc.text, doc.zones)
        into = self.groups.setdefault(group, _Group())
        into.documents += 1
        settings = replace(self.settings, top=_DEPTH * max(10, self.settings.top))
        ranked = rank(tokens, background, settings)
        spans = tokens.spans([k.places for k in ranked], [len(k.key) for k in ranked])
        idf = background.idf
        for found, where in zip(ranked, spans, strict=True):
            # Plain strings: a tally travels between processes, and need not know about roots.
            entry = into.entries.setdefault(tuple(map(str, found.key)), _Entry())
            rarity = sum([min(idf[word], _RARE) for word in found.key]) / len(found.key)
            entry.score += found.score * rarity / _RARE
            entry.count += len(found.places)
            entry.documents += 1
            for form, n in tokens.forms(where).items():
                entry.forms[form] = entry.forms.get(form, 0) + n
        self._prune(into)

    def merge(self, other: Tally) -> None:
        """Add what another tally counted."""
        for name, theirs in other.groups.items():
            into = self.groups.setdefault(name, _Group())
            into.documents += theirs.documents
            for key, counted in theirs.entries.items():
                entry = into.entries.setdefault(key, _Entry())
                entry.score += counted.score
                entry.count += counted.count
                entry.documents += counted.documents
                for form, n in counted.forms.items():
                    entry.forms[form] = entry.forms.get(form, 0) + n
            self._prune(into)

    def _prune(self, group: _Group) -> None:
        if len(group.entries) > self.limit:
            best = sorted(group.entries.items(), key=lambda item: (-item[1].score, item[0]))
            group.entries = dict(best[: self.limit // 2])

    def keywords(self, group: str = "") -> tuple[Keyword, ...]:
        """The best keywords of ``group``; empty for a group that has none.

        ``score`` is its weight, between 0 and 1, ``count`` the occurrences counted, ``documents``
        the articles of the group that have it among their candidates.
        """
        found = self.groups.get(group, _Group())
        ranked = sorted(
            [(_weight(entry, found.documents), key, entry) for key, entry in found.entries.items()],
            key=lambda item: (-item[0], item[1]),
        )
        out: list[Keyword] = []
        taken: list[tuple[set[str], int]] = []
        for score, key, entry in ranked:
            # A part of a better phrase, or a phrase around it, stays out unless it is commoner.
            mine = set(key)
            if any(
                (mine <= theirs or theirs <= mine) and entry.documents <= 2 * documents
                for theirs, documents in taken
            ):
                continue
            taken.append((mine, entry.documents))
            term = max(entry.forms, key=lambda form: (entry.forms[form], form.islower(), form))
            out.append(Keyword(term, round(score, 4), entry.count, entry.documents))
            if len(out) == self.settings.top:
                break
        return tuple(out)


def _weight(entry: _Entry, documents: int) -> float:
    spread: float = (entry.documents / documents) ** 0.25
    return entry.score / documents * spread


def corpus_keywords(
    documents: Iterable[Document],
    background: Background,
    settings: KeywordSettings = KeywordSettings(),
    group: Callable[[Document], str] = lambda doc: "",
) -> dict[str, tuple[Keyword, ...]]:
    """The keywords of each group of ``documents``, groups sorted by name; one pass.

    ``group`` names a document's group; by default all are one, named by the empty string.
    """
    tally = Tally(settings)
    for doc in documents:
        tally.add(doc, background, group(doc))
    return {name: tally.keywords(name) for name in sorted(tally.groups)}
