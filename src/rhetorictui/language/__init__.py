"""What the language room knows of one text, each thing computed once and only when asked for."""

from __future__ import annotations

from functools import cached_property

from rhetorictui.document import Document, Span, Zone
from rhetorictui.language.sentences import paragraph_spans, sentence_spans
from rhetorictui.language.shadow import shadow
from rhetorictui.language.words import word_spans

__all__ = ["Prose", "paragraph_spans", "sentence_spans", "shadow", "word_spans"]


class Prose:
    """One text with its shadow, words and sentences; all spans are code points into ``text``."""

    def __init__(self, text: str, zones: tuple[Zone, ...] = ()) -> None:
        self.text = text
        self.zones = zones

    @classmethod
    def of(cls, doc: Document) -> Prose:
        return cls(doc.text, doc.zones)

    @cached_property
    def shadow(self) -> str:
        """The text folded for matching, of the same length."""
        return shadow(self.text)

    @cached_property
    def words(self) -> list[Span]:
        """The words in order."""
        return word_spans(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order, without the white space between them."""
        return sentence_spans(self.text, self.paragraphs)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs in order, without the white space between them."""
        return paragraph_spans(self.text)
