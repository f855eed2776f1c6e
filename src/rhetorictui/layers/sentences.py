"""The layer of sentences: each sentence of the text as an annotation."""

from __future__ import annotations

from rhetorictui.document import Annotation
from rhetorictui.language import Prose


def sentences(prose: Prose) -> list[Annotation]:
    """One annotation a sentence, in order."""
    return [Annotation(start, end, "sentences", "sentence") for start, end in prose.sentences]
