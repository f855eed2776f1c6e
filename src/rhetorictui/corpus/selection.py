"""Which documents of a set an analysis looks at: by outlet and by date of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rhetorictui import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rhetorictui.document import Document
    from rhetorictui.record import Record

DATE = patterns.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?")
"""What a bound may be: a year, a month, a day or a minute in ISO 8601."""


class Selection(NamedTuple):
    """Documents of one of ``outlets`` (in lower case), published ``since`` and ``until``.

    Nothing given means every document. The bounds are included and as precise as they are
    written: until 2031-03 takes all of March. A document without a stated year is left out where
    a bound is given, for nobody can say.
    """

    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def takes(self, doc: Document) -> bool:
        """Whether the document is one of those selected."""
        return self.takes_fields(doc.outlet, doc.published)

    def takes_fields(self, outlet: str | None, published: str | None) -> bool:
        """As ``takes``, by the outlet and the date alone."""
        if self.outlets and (outlet or "").lower() not in self.outlets:
            return False
        if self.since is None and self.until is None:
            return True
        if not published or not published[:4].isdigit():
            return False
        if self.since is not None and published[: len(self.since)] < self.since:
            return False
        return self.until is None or published[: len(self.until)] <= self.until


class Selected(NamedTuple):
    """A task for the documents that a selection takes; nothing for the others."""

    selection: Selection
    task: Callable[[Document], Iterable[Mapping[str, Any]]]

    def __call__(self, doc: Document) -> Iterable[Mapping[str, Any]]:
        return self.task(doc) if self.selection.takes(doc) else ()


def listing(doc: Document) -> Iterator[Record]:
    """The task that tells of each document what a selection goes by: its outlet and date."""
    yield {"outlet": doc.outlet, "published": doc.published}


ALL = Selection()
"""Every document."""
