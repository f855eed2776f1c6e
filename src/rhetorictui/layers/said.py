"""One attribution in code points of the text, before it becomes an annotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from rhetorictui.document import Span
from rhetorictui.layers.speakers import Speaker


@dataclass(slots=True, eq=False)
class Attribution:
    """Who (``source``) said (``cue``) what (``content``); any of the first two may be missing."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    note: str | None = None
    speaker: Speaker | None = None
    follows: Attribution | None = None
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.place()

    def place(self) -> None:
        """Work out where it starts and ends; to be called when its spans have changed."""
        start, end = self.content[0]
        for one in (*self.content[1:], self.source, self.cue):
            if one:
                start = min(start, one[0])
                end = max(end, one[1])
        self.start, self.end = start, end
