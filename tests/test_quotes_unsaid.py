"""What looks like reported speech and is none, on invented sentences."""

from __future__ import annotations

import pytest

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.unsaid import hears, none


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
        ("The chamber", "passed", "a bill that pays for the dam"),
        ("The firm", "posted", "a 3.8% gain"),
        ("the mill", "added", "a dozen jobs amid the boom"),
        ("a force", "called", "the “River Guard”"),
        ("The mayor", "called", "Marta Oduya"),
        ("The mayor", "called", "him around noon to ask for help"),
        ("my mother", "offered", "him some dinner"),
        ("That", "said", "the town has four mills"),
        ("I", "spoke to", "a friend who is a miller"),
        ("The town", "called", "it"),
        ("Holt", "made no mention of", "the dam"),
        ("Holt", "introduced a bill last year called", "“For the Dam.”"),
        ("The ministers", "have quietly ordered", "two million doses"),
        ("The rowers", "contend with", "a strong wind"),
        ("The views", "expressed in", "this column are those of its author"),
        ("a league", "formerly known as", "the Union"),
        ("Oduya", "knew", "the ferryman for most of her life"),
        ("Oduya", "said, referring to", "the pier"),
        ("the board", "has broken repeated promises", "to pay for the dam"),
        ("these differences", "may explain", "why the mill is closing"),
        ("I", "’ll explain", "later"),
        ("the neighbours", "feel", "safe"),
        ("The numbers", "tell", "a different story"),
        ("Oduya", "first considered", "him for the post last year"),
        ("the town", "sought", "to keep the mill"),
        ("its owners", "aren’t telling", "the truth"),
        ("they", "also told", "some lies of their own"),
        ("The mayor", "will show", "how far the league is willing to go"),
        ("the board", "has continued to meet", "the needs of the poor"),
        ("a lawyer who", "argues", "frequently at the court"),
        ("the rowers", "have been talking", "to each other about a way out"),
        ("the elders", "told", "about"),
        ("The flood", "claimed", "nine lives"),
        ("The mill", "posted", "strong gains after the board said it was calm"),
        ("he", "did it all while observing", "the day of rest"),
        ("The opinions", "expressed by", "columnists are their own"),
        ("", "It’s important to note", "that the dam is old"),
        ("", "to believe", "that the mill would close"),
        ("Holt", "finally concluded", "his long speech and the crowd rose"),
        ("The point", "is to pretend", "that the dam holds"),
        ("it", "would have suggested", "the plan had worked"),
        ("no reason", "to believe", "that the mill would close"),
        ("the league", "has passed legislation", "that pays for the dam"),
        ("the press", "in order to refute", "the claim that it knew"),
        ("", "Opposition", "leader Ivo Lund was held for a month"),
        ("", "Asking", "to do chores breaks the rules"),
        ("only time", "will tell", "whether the dam holds"),
        ("you", "might recall", "that the dam was late"),
        ("the events of May", "revealed", "that the dam was old"),
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


def test_a_date_is_nobody() -> None:
    text = "An opinion is expected by June 2031, months before the vote."
    item = Attribution((text.index("June"), text.index(",")), (11, 22), [(0, 10)])
    assert none(text, item)


def test_a_clause_of_time_reports_nothing() -> None:
    text = "When the miller refused, the mayor hired two men."
    assert none(text, item(text, "the miller", "refused", "the mayor hired two men"))
    text = "When the miller asked, “Is it late?”, the mayor left."
    assert not none(text, item(text, "the miller", "asked", "“Is it late?”"))


def test_considering_opens_a_reason() -> None:
    text = "It was odd for the mayor, considering they own the mill."
    assert none(text, item(text, "the mayor", "considering", "they own the mill"))


@pytest.mark.parametrize("cue", ["has faced regular allegations of", "got overwhelming support"])
def test_who_draws_criticism_is_not_who_voices_it(cue: str) -> None:
    assert hears(cue)


def test_a_pages_words_about_itself_are_no_speech() -> None:
    text = "Story highlights Oduya's plan for the pier"
    assert none(text, item(text, "Story", "highlights", "Oduya's plan for the pier"))


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Oduya", "added", "that the mill will close"),
        ("the mayor", "called", "the pier a disgrace"),
        ("Oduya", "knew", "that the mill would close"),
        ("Oduya", "sees", "the league as a rival"),
        ("Oduya", "refers to", "the pier as a ruin"),
        ("these figures", "explain", "why the mill is closing"),
        ("the board", "renewed its promises", "to pay for the dam"),
        ("the neighbours", "feel", "that the street is safe"),
        ("Oduya", "defended", "the plan for the pier"),
        ("The board", "pushed for", "a new bridge over the river"),
        ("The ministers", "have ordered", "the board to buy two million doses"),
        ("The Osmark Post", "can reveal", "a plan for the pier"),
        ("the board", "continued to claim", "that the dam is new"),
        ("The board", "concluded", "Osmark cut the dam to tip the vote"),
        ("the minister", "claimed", "the mill was lost"),
        ("the rowers", "observed", "that the tide had turned"),
    ],
)
def test_the_same_verbs_with_words_or_thoughts(source: str, cue: str, content: str) -> None:
    text = " ".join((source, cue, content))
    assert not none(text, item(text, source, cue, content))


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("We", "may think of", "the valley as poor"),
        ("Holt", "should have known", "that the dam was cracked"),
        ("the minister", "can decide", "how much of it is kept"),
        ("the league", "must acknowledge", "the harm"),
        ("a paper", "called", "“The Case for the Old Mill”"),
    ],
)
def test_what_may_or_should_be_said_is_not(source: str, cue: str, content: str) -> None:
    text = " ".join((source, cue, content))
    assert none(text, item(text, source, cue, content))


@pytest.mark.parametrize("cue", ["would not say", "could say", "would support", "will decide"])
def test_what_would_be_said_may_be_a_stance(cue: str) -> None:
    text = f"Holt {cue} that the dam was cracked"
    assert not none(text, item(text, "Holt", cue, "that the dam was cracked"))


@pytest.mark.parametrize(
    "text",
    [
        "To thrive there takes some work. Think art and care, think anything that only people do.",
        "The new measure also raises questions about the fate of the old one in the valley.",
    ],
)
def test_readers_and_measures_say_nothing(text: str) -> None:
    assert said(text) == []
