"""Attribution drift."""

from __future__ import annotations

from collections.abc import Sequence

from rhetorictui.document import Annotation, Span


def drift(
    text: str, sentences: Sequence[Span], paragraphs: Sequence[Span], quotes: Sequence[Annotation]
) -> list[Annotation]:
    return []
