"""What looks like reported speech and is none, on invented sentences."""

from __future__ import annotations

import pytest

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.unsaid import none


def said(text: str) -> list[Annotation]:
    doc = Document("x", text)
    return [note for note in quotes(doc, Prose.of(doc)) if note.parts]


def item(text: str, source: str, cue: str, content: str) -> Attribution:
    def place(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return Attribution(place(source) if source else None, place(cue), [place(content)])


@pytest.mark.parametrize(
    "text",
    [
        "It appears that the mill will close before the winter.",
        "It was, to say the least, a bizarre vote for a town of that size.",
        "That is not to say that the mayor will win the vote in the spring.",
        "It would be wrong to say that the river has been clean for years.",
        "Mayor Oduya's recently announced plan for the pier will cost the town four million.",
    ],
)
def test_nobody_reports_anything(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("", "seems", "to be about money"),
        ("", "needless to say", "the point was lost"),
        ("", "goes without saying", "that money was spent"),
        ("we know from later", "reporting", "that the board hid it"),
        ("You can't help but", "see", "it as a sign that the league has lost"),
        ("there's", "no guarantee", "that the dam will hold"),
        ("the council's", "widely criticised", "plan for the pier"),
        ("The new bridge", "is often cited", "as a reason for the growth"),
        ("A winner", "will be announced", "every Friday at the hall"),
        ("Osmark", "wants", "a wedge between neighbours"),
        ("All", "told", "the town has four mills"),
    ],
)
def test_what_a_source_and_a_cue_cannot_be(source: str, cue: str, content: str) -> None:
    text = " ".join(filter(None, (source, cue, content)))
    assert none(text, item(text, source, cue, content))


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Oduya", "went on to say", "that the dam will hold"),
        ("It", "was said", "that the board knew"),
        ("She and the board", "said", "that the dam will hold"),
        ("They all", "hoped", "that the dam will hold"),
        ("Oduya's", "insistence", "that the dam will hold"),
        ("The council's", "already announced", "the end of the plan"),
        ("The growers", "are worried", "the dam will not hold"),
        ("The minister", "was accused of", "neglect by the growers"),
    ],
)
def test_what_they_can_be(source: str, cue: str, content: str) -> None:
    text = " ".join((source, cue, content))
    assert not none(text, item(text, source, cue, content))


def test_a_pages_words_about_itself_are_no_speech() -> None:
    text = "Story highlights Oduya's plan for the pier"
    assert none(text, item(text, "Story", "highlights", "Oduya's plan for the pier"))
