"""Titles of other articles within running text, behind a name, on invented sentences."""

from __future__ import annotations

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.links import apart, unlinked
from rhetorictui.layers.quotes import quotes

LINK = "Pia Holt Pia Ann HoltMill owners to strike. Is it late? Dam is safe: report MORE (D-Osmark)"


def said(text: str) -> list[Annotation]:
    doc = Document("x", text)
    return [note for note in quotes(doc, Prose.of(doc)) if note.parts]


def part(text: str, note: Annotation, name: str) -> list[str]:
    return [text[start:end] for start, end in (note.parts or {}).get(name, ())]


def test_a_sentence_goes_on_behind_titles_of_other_articles() -> None:
    text = f"The board said that Sen. {LINK} is late. Ivo Lund left."
    plain, sentences, titles = unlinked(text, Prose(text).sentences)
    assert len(plain) == len(text)
    assert plain.split() == "The board said that Sen. Pia Holt is late. Ivo Lund left.".split()
    assert [text[end - 5 : end] for _, end in sentences] == ["late.", "left."]
    assert [text[low:high].split()[-1] for low, high in titles] == ["(D-Osmark)"]


def test_titles_of_other_articles_are_no_part_of_what_is_said_or_who_says_it() -> None:
    text = f"The board said that Sen. {LINK} is late."
    [note] = said(text)
    assert part(text, note, "content") == ["that Sen. Pia Holt", "is late"]
    text = f"Sen. {LINK}, the head of the league, said that the mill is old."
    [note] = said(text)
    assert part(text, note, "source") == ["Sen. Pia Holt", "the head of the league,"]
    assert note.speaker == "Pia Holt"


def test_spans_without_what_titles_take() -> None:
    text = "ab  ,cd"
    assert apart(text, [(0, 7)], [(1, 3)]) == [(0, 1), (5, 7)]
    assert apart(text, [(0, 1), (5, 7)], [(2, 4)]) == [(0, 1), (5, 7)]
    assert apart(text, [(0, 5)], [(1, 3)]) == [(0, 1)]
