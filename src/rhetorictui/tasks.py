"""Tasks: what the pipeline does with each document. Small, frozen and picklable."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.document import Document
from rhetorictui.language import Prose
from rhetorictui.layers import FrameSettings
from rhetorictui.layers import annotate as add_layers
from rhetorictui.record import Record, to_record

if TYPE_CHECKING:
    from rhetorictui.corpus.background import Background


class Annotate(NamedTuple):
    """Add ``layers`` (those of ``rhetorictui.layers``, and keywords) to each document.

    Keywords that a document has are kept, unless they are to be found ``anew``.
    """

    layers: tuple[str, ...]
    frames: FrameSettings = FrameSettings()
    background: str = "news"
    top: int = 10
    ngram: tuple[int, int] = (1, 3)
    anew: bool = False

    def document(self, doc: Document) -> Document:
        """The document with the layers added."""
        prose = Prose.of(doc)
        wanted = [layer for layer in self.layers if layer != "keywords"]
        if wanted:
            doc = add_layers(doc, wanted, self.frames, prose)
        if "keywords" in self.layers and (self.anew or not doc.keywords):
            from rhetorictui.corpus.keywords import KeywordSettings, keywords

            settings = KeywordSettings(self.top, self.ngram)
            found = keywords(doc, prose, table(self.background), settings)
            doc = doc._replace(keywords=found)
        return doc

    def __call__(self, doc: Document) -> Iterator[Record]:
        yield to_record(self.document(doc))


@lru_cache(maxsize=2)
def table(name: str) -> Background:
    """The background table called ``news``, or the one in the file ``name``."""
    from rhetorictui.corpus.background import Background

    return Background.builtin() if name == "news" else Background.load(name)
