"""The layer of sentences: each sentence of the text as an annotation."""

from __future__ import annotations

from collections.abc import Callable

from rhetorictui.document import Annotation
from rhetorictui.language import Prose

VoiceOf = Callable[[int, int], tuple[str, str | None]]


def sentences(prose: Prose, voice_of: VoiceOf) -> list[Annotation]:
    """One annotation a sentence, in order. ``voice_of`` tells voice and speaker of most of it."""
    return [
        Annotation(start, end, "sentences", "sentence", None, None, *voice_of(start, end))
        for start, end in prose.sentences
    ]
