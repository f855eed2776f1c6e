"""One attribution in code points of the text, before it becomes an annotation."""

from __future__ import annotations

from rhetorictui.document import Span
from rhetorictui.layers.speaker import Speaker


class Attribution:
    """Who (``source``) said (``cue``) what (``content``); any of the first two may be missing.

    ``about`` is who is not the source, but is asked, told or accused there.
    """

    __slots__ = ("about", "content", "cue", "end", "follows", "note", "source", "speaker", "start")

    def __init__(
        self,
        source: Span | None,
        cue: Span | None,
        content: list[Span],
        note: str | None = None,
    ) -> None:
        self.source = source
        self.cue = cue
        self.content = content
        self.note = note
        self.about: Span | None = None
        self.speaker: Speaker | None = None
        self.follows: Attribution | None = None
        self.place()

    def place(self) -> None:
        """Work out where it starts and ends; to be called when its spans have changed."""
        content = self.content
        start, end = content[0]
        for one in (self.source, self.cue) if len(content) == 1 else self._others():
            if one:
                low, high = one
                # Twice as fast as min and max.
                start, end = low if low < start else start, high if high > end else end
        self.start: int = start
        self.end: int = end

    def _others(self) -> list[Span | None]:
        """The spans but the first of the content."""
        return [*self.content[1:], self.source, self.cue]
