"""The documents of a session: read in one thread, annotated in another, never in the way.

Documents are read in the order given and stay in memory; layers are computed only for what is
looked at and its neighbours, the newest wish first. Both threads end with the process, so that
leaving never waits for a slow pipe or a huge article.
"""

from __future__ import annotations

from threading import Condition, Thread
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.reading import Problem, ReadOptions, chunks, documents
from rhetorictui.tui.picture import BY_HAND, OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rhetorictui.document import Annotation, Document
    from rhetorictui.packs.model import Pack, Rule
    from rhetorictui.tasks import Annotate

KEPT = 64
"""Annotated documents kept; the rest is computed again when it is looked at again."""
LONG = 50_000
"""Articles of more code points take long, and everything else has to wait for them. They are
annotated only where somebody stays."""
_PASSING = 0.4
"""Seconds on a long article before it is believed that somebody stays."""
_GIVE_WAY = 0.002
"""Seconds that reading waits after each document while one is annotated: a person waits for that
one, and the two threads share one interpreter."""


class Tally(NamedTuple):
    """Framing findings of a document: in the outlet's own voice, and all."""

    own: int
    all: int


class Library:
    """The documents of a session, growing while they are read."""

    def __init__(
        self,
        sources: Sequence[str],
        options: ReadOptions,
        task: Annotate,
        save: Callable[[list[Document]], object] | None = None,
    ) -> None:
        """``save`` is given all that is kept whenever that changes; it may raise OSError."""
        self.sources = tuple(sources)
        self.docs: list[Document] = []
        self.problems: list[Problem] = []
        self.tallies: dict[int, Tally] = {}
        self.loading = True
        self.saves = save is not None
        self.unsaved = ""
        """Why what is kept could not be saved the last time."""
        self._save = save
        self._by_hand: dict[int, list[Annotation]] = {}
        self._options = options
        self._task = task
        self._stopped = False
        self._annotating = False
        self._annotated: dict[int, Document] = {}
        self._wishes: list[int] = []
        self._wished = Condition()
        self._failed: set[int] = set()
        self._rules: dict[str, tuple[Rule, Pack]] | None = None

    def start(self, ready: Callable[[int], object]) -> None:
        """Begin to read and to annotate; ``ready`` is called, in a thread, for each result."""
        Thread(target=self._read, name="reading", daemon=True).start()
        Thread(target=self._annotate, args=(ready,), name="annotating", daemon=True).start()

    def stop(self) -> None:
        """Ask both threads to end; neither is waited for."""
        self._stopped = True
        with self._wished:
            self._wished.notify()

    def wish(self, places: Sequence[int]) -> None:
        """Annotate the documents at these places, first things first; older wishes are dropped."""
        with self._wished:
            wishes = [
                place
                for place in places
                if 0 <= place < len(self.docs)
                and place not in self._annotated
                and place not in self._failed
            ]
            if wishes != self._wishes:
                self._wishes = wishes
                self._wished.notify()

    def get(self, place: int) -> tuple[Document, bool]:
        """The document at a place, and whether all that will be known of it is there."""
        with self._wished:
            done = self._annotated.pop(place, None)
            if done is not None:
                # What was looked at last is the last to be let go.
                self._annotated[place] = done
        doc, notes = done or self.docs[place], self._by_hand.get(place)
        return _with(doc, notes) if notes else doc, done is not None or place in self._failed

    def keep(self, place: int, note: Annotation) -> bool:
        """Keep ``note`` with the document at a place, or let it go where that is kept already;
        gives whether it is kept now.
        """
        notes = self._by_hand.setdefault(place, [])
        same = [known for known in notes if _what(known) == _what(note)]
        for known in same:
            notes.remove(known)
        if not same:
            notes.append(note)
        if self._save is not None:
            try:
                self._save(self.kept())
                self.unsaved = ""
            except OSError as error:
                self.unsaved = error.strerror or str(error)
        return not same

    def holds(self, place: int) -> bool:
        """Whether something is kept with the document at a place."""
        return bool(self._by_hand.get(place))

    def kept(self) -> list[Document]:
        """The documents with something kept, with that and with what they came with."""
        return [
            _with(self.docs[place], notes)
            for place, notes in sorted(self._by_hand.items())
            if notes
        ]

    def is_long(self, place: int) -> bool:
        """Whether the document at a place takes so long that it must be waited for."""
        return len(self.docs[place].text) > LONG

    def rule_of(self, annotation: Annotation) -> tuple[Rule, Pack] | None:
        """The rule that made an annotation and its pack, once the packs have been loaded."""
        return (self._rules or {}).get(annotation.rule or "")

    def _read(self) -> None:
        try:
            for chunk in chunks(self.sources, self._options, self._report, at_once=True):
                try:
                    for doc in documents(chunk, self._options, self._report):
                        if self._stopped:
                            return
                        self._take(doc)
                        if self._annotating:
                            sleep(_GIVE_WAY)
                except Exception as error:
                    self.problems.append(_internal(chunk.source, "left out", error))
        except Exception as error:
            self.problems.append(_internal(" ".join(self.sources), "reading stopped", error))
        finally:
            self.loading = False

    def _report(self, problem: Problem) -> None:
        # Small chunks, of which each may note the same.
        if problem.error or problem not in self.problems:
            self.problems.append(problem)

    def _take(self, doc: Document) -> None:
        notes = [a for a in doc.annotations if a.layer == BY_HAND]
        if notes:
            # What was kept in another session can be let go in this one.
            self._by_hand[len(self.docs)] = notes
            rest = tuple(a for a in doc.annotations if a.layer != BY_HAND)
            doc = doc._replace(annotations=rest)
        self.docs.append(doc)

    def _annotate(self, ready: Callable[[int], object]) -> None:
        while True:
            with self._wished:
                while not self._wishes and not self._stopped:
                    self._wished.wait()
                if self._stopped:
                    return
                if self.is_long(self._wishes[0]) and self._wished.wait(_PASSING):
                    continue  # Something else is wished for, or it will be waited for anew.
                place = self._wishes.pop(0)
                if place in self._annotated:
                    continue  # It was wished for again while it was under way.
            doc = self.docs[place]
            self._annotating = True
            try:
                done = self._task.document(doc)
                if any(a.rule for a in done.annotations):
                    self._learn_rules()
            except Exception as error:
                self._failed.add(place)
                self._regret(doc.id, error)
            else:
                self._keep(place, done)
            self._annotating = False
            if not self._stopped:
                ready(place)

    def _regret(self, place: str, error: Exception) -> None:
        """Note that a document could not be annotated, once for each reason."""
        problem = _internal(place, "shown without annotations", error)
        if all(problem.message != known.message for known in self.problems):
            self.problems.append(problem)

    def _keep(self, place: int, doc: Document) -> None:
        found = [a for a in doc.annotations if a.layer == "frames"]
        self.tallies[place] = Tally(sum(a.voice in OWN for a in found), len(found))
        with self._wished:
            self._annotated[place] = doc
            while len(self._annotated) > KEPT:
                del self._annotated[next(iter(self._annotated))]

    def _learn_rules(self) -> None:
        if self._rules is None:
            from rhetorictui.layers import matcher_for

            # The matcher that has just been used: reading the pack files again takes seconds.
            packs = matcher_for(self._task.frames.packs).packs
            self._rules = {rule.id: (rule, pack) for pack in packs for rule in pack.rules}


def _with(doc: Document, notes: Sequence[Annotation]) -> Document:
    every = sorted((*doc.annotations, *notes), key=lambda a: (a.start, -a.end))
    return doc._replace(annotations=tuple(every))


def _what(note: Annotation) -> tuple[int, int, str]:
    return note.start, note.end, note.label


def _internal(place: str, what: str, error: Exception) -> Problem:
    return Problem(place, f"{what}, an internal error ({type(error).__name__}: {error})")
