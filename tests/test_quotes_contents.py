"""Where reported words begin and end, and who is told them, on invented sentences."""

from __future__ import annotations

import pytest

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers import mends
from rhetorictui.layers.clauses import turned
from rhetorictui.layers.ends import capitals
from rhetorictui.layers.hearers import heard
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.sources import main_subject
from rhetorictui.layers.unsaid import none, shorter


def said(text: str) -> list[Annotation]:
    doc = Document("x", text)
    return [note for note in quotes(doc, Prose.of(doc)) if note.parts]


def part(text: str, note: Annotation, name: str) -> list[str]:
    return [text[start:end] for start, end in (note.parts or {}).get(name, ())]


def by(text: str, source: str) -> list[str]:
    """The content of the first attribution of ``source``."""
    note = next(note for note in said(text) if part(text, note, "source") == [source])
    return part(text, note, "content")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The guards took part in what the league called a needless march on the mill.",
            "the league",
            ["a needless march on the mill"],
        ),
        (
            "Holt said there were no losses in what she described as a small flood.",
            "Holt",
            ["there were no losses in what she described as a small flood"],
        ),
        (
            "Forty men joined the hunt, which has covered the whole valley, officials said.",
            "officials",
            ["Forty men joined the hunt, which has covered the whole valley"],
        ),
        (
            "Holt said that the mayor “needs a boat,” an apparent reference to the flood.",
            "Holt",
            ["that the mayor “needs a boat,”"],
        ),
    ],
)
def test_what_is_part_of_what_is_said(text: str, source: str, content: list[str]) -> None:
    assert by(text, source) == content


@pytest.mark.parametrize(
    "before", ["It was not clear at all what", "The dam is a great deal older than"]
)
def test_what_somebody_meant_is_not_said(before: str) -> None:
    text = f"{before} the mayor said"
    cue = text.index("said")
    item = Attribution((len(before) + 1, cue - 1), (cue, len(text)), [(0, len(before))])
    assert none(text, item)


@pytest.mark.parametrize(
    ("content", "behind", "more"),
    [
        ("for Federal", " Aid as Bill for Damage Grows", " Aid"),
        ("in favour of Little", " Sisters of the Poor in a row", " Sisters of the Poor"),
        ("the President", " Monday", ""),
        ("a mill", " Holt built", ""),
    ],
)
def test_content_does_not_end_amid_a_name(content: str, behind: str, more: str) -> None:
    text = content + behind
    assert text[len(content) : capitals(text, 0, len(content), len(text))] == more


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The repairs got done, Holt says, after the flood", ["The repairs got done", "after"]),
        ("Still, Holt says, the dam is late", ["the dam"]),
    ],
)
def test_what_stands_before_an_inserted_verb(text: str, content: list[str]) -> None:
    at, far = text.index("Holt"), text.index("says, ") + len("says, ")
    item = Attribution((at, at + 4), (at + 5, at + 9), [(far, len(text))])
    turned(text, item, [(0, len(text))])
    found = [text[start:end] for start, end in item.content]
    assert len(found) == len(content)
    assert all(map(str.startswith, found, content))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            'Ana Holt, the aunt, told "Good Evening Osmark" the boy escaped from the mill.',
            ["the boy escaped from the mill"],
        ),
        (
            "Minister Ivo Lund told Radio Osmark's Today programme it was the last dam.",
            ["it was the last dam"],
        ),
        (
            "On Friday, Lund told a crowd: “It is the last dam of all.”",
            ["“It is the last dam of all.”"],
        ),
        (
            "It is too soon to see the end, Lund told Osmark Voice.",
            ["It is too soon to see the end"],
        ),
    ],
)
def test_who_is_told_is_no_part_of_what(text: str, content: list[str]) -> None:
    note = next(n for n in said(text) if part(text, n, "cue") == ["told"])
    assert part(text, note, "content") == content


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        (
            "The 18 charges unveiled last year alleged that Holt worked with the league.",
            "The 18 charges unveiled last year",
            "alleged",
        ),
        (
            "It is late because a court that oversees the Osmark River has refused to allow a dam.",
            "a court that oversees the Osmark River",
            "has refused",
        ),
        (
            "It is below the level at which the growers have pledged to stop.",
            "the growers",
            "have pledged",
        ),
    ],
)
def test_all_of_a_source_and_no_more(text: str, source: str, cue: str) -> None:
    assert [(part(text, n, "source"), part(text, n, "cue")) for n in said(text)][-1:] == [
        ([source], [cue])
    ]


def test_what_is_beside_a_noun_is_all_of_it() -> None:
    text = "Forty men joined the hunt, which has covered the valley, officials said."
    start, end = text.index("which"), text.index(", officials")
    item = Attribution((end + 2, end + 11), (end + 12, end + 16), [(start, end)])
    mends._whole(text, item, [item], 0, 0, len(text))
    assert item.content == [(0, end)]


def test_who_was_told_is_no_part_of_what_either() -> None:
    text = "A traveller who came from the town was told that the mill was closed"
    cue = text.index("was told"), text.index(" that the")
    item = Attribution(None, cue, [(0, cue[0] - 1)])
    assert heard(text, item, 0, len(text))
    assert [text[start:end] for start, end in item.content] == ["that the mill was closed"]


@pytest.mark.parametrize(
    ("text", "cue", "subject"),
    [
        ("After asserting that Aske was late, Holt is showing little care.", "asserting", "Holt"),
        ("It was late. Citing the rules, the board closed the mill.", "Citing", "the board"),
        ("The mayor left, saying that he was late, Holt said.", "saying", None),
    ],
)
def test_the_main_subject_says_what_opens_the_sentence(
    text: str, cue: str, subject: str | None
) -> None:
    at = text.index(cue)
    found = main_subject(text, (at, at + len(cue)), text.index(", ", at))
    assert (text[slice(*found)] if found else None) == subject


def test_a_source_is_cut_behind_which() -> None:
    text = "the level at which the growers"
    assert mends._trimmed(text, (0, len(text))) == (text.index("the growers"), len(text))


def test_of_two_cues_that_end_alike_the_shorter_is_right() -> None:
    text = (
        "The charges unveiled last year alleged theft. Holt said in a broadcast that it was late."
    )
    whole, verb = (12, text.index(" theft")), (text.index("alleged"), text.index(" theft"))
    content = [(text.index("theft"), text.index("."))]
    long = Attribution((0, 11), whole, content)
    assert shorter(text, Attribution((0, verb[0] - 1), verb, content), long)
    at, far = text.index("Holt"), text.index(" that")
    content = [(far + 1, len(text) - 1)]
    long = Attribution((at, at + 4), (at + 5, far), content)
    noun = text.index("broadcast")
    assert not shorter(text, Attribution((at, noun - 1), (noun, far), content), long)


def test_a_name_does_not_end_in_a_cue() -> None:
    text = "Spokeswoman Ana Holt White issued a statement on Monday saying that the dam is late."
    at, far = text.index("White"), text.index(" that")
    item = Attribution((12, at - 1), (at, far), [(far + 1, len(text) - 1)])
    mends._source(text, item, [])
    assert (item.source, item.cue) == ((12, at + 5), (at + 6, far))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (
            "Ivo Lund, a lawyer for Mr. Holt, was there. Mr. Lund said it was late.",
            "a lawyer for Mr. Holt",
        ),
        ("Mr. Lund, along with Mayor Pia Holt, said he knew.", None),
        (
            "Ivo Lund, a senator for the town by which it ran, left. Lund said it was late.",
            "a senator for the town",
        ),
    ],
)
def test_a_role_is_whole_and_no_company(text: str, role: str | None) -> None:
    assert (said(text)[-1].extra or {}).get("role") == role
