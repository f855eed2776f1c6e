"""The layer of sentences: each sentence of the text as an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhetorictui.document import Annotation
from rhetorictui.language import Prose

if TYPE_CHECKING:
    from rhetorictui.layers.voice import VoiceAt


def sentences(prose: Prose, voice_of: VoiceAt) -> list[Annotation]:
    """One annotation a sentence, in order. ``voice_of`` tells voice and speaker of most of it."""
    return [
        Annotation(start, end, "sentences", "sentence", None, None, *voice_of(start, end))
        for start, end in prose.sentences
    ]
