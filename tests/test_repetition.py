"""Repetition by computation: figures are found, habits of reporting are not."""

from __future__ import annotations

import pytest

from rhetorictui.document import Annotation
from rhetorictui.layers.repetition import ANAPHORA, LABEL, PHRASE, repetition


def narrator(start: int, end: int) -> tuple[str, str | None]:
    return "narrator", None


def spans(text: str) -> list[str]:
    return [text[a.start : a.end] for a in repetition(text, [], narrator)]


def test_sentences_that_begin_alike() -> None:
    text = (
        "If they truly mean peace, they should open the port. The port is closed.\n\n"
        "“If they truly mean to talk, the door is open!” If they truly mean it, let them come."
    )
    notes = repetition(text, [], narrator)
    assert [text[a.start : a.end] for a in notes] == ["If they truly mean"] * 3
    assert {(a.layer, a.label, a.pack, a.rule) for a in notes} == {
        ("frames", LABEL, "persuasion", ANAPHORA)
    }
    first, second, _ = (a.start for a in notes)
    assert notes[2].note == (
        f"Three sentences begin with “If they truly mean”; also at {first}, {second}."
    )
    assert all(0 <= (a.score or -1) <= 1 for a in notes)


def test_a_sentence_frame_with_another_subject() -> None:
    text = (
        "If these parties honestly care for farmers, they will vote. "
        "If they honestly care for farmers, they will stay. "
        "If they honestly care for farmers, where are they?"
    )
    assert spans(text) == [
        "If these parties honestly care for farmers",
        "If they honestly care for farmers",
        "If they honestly care for farmers",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bill would raise the levy by {} points.",
        "He said the harbour would open on day {}.",
        "According to the ministry, {} boats sailed.",
        "The Halden Dock Company reported {} accidents.",
        "In the {} district the vote was even.",
        "They said that {} people had left.",
        "It is a {}.",
        "By Ana Moor and {} others",
    ],
)
def test_habits_of_reporting_are_passed_over(sentence: str) -> None:
    text = " ".join(sentence.format(word) for word in ("seven", "eight", "nine", "ten"))
    assert spans(text) == []


def test_twice_is_not_enough_and_far_apart_neither() -> None:
    once = "We will fight for this valley. "
    assert spans(once * 2) == []
    assert spans(once * 3) != []
    assert spans((once + "Rain fell on the town. " * 12) * 3) == []


def test_each_voice_by_itself() -> None:
    text = "We will fight for this. " * 3

    def voice(start: int, end: int) -> tuple[str, str | None]:
        return "direct", "Moor" if start < 30 else "Hale"

    assert repetition(text, [], voice) == []
    assert len(repetition(text, [], lambda s, e: ("direct", "Moor"))) == 3
    assert repetition(text, [], lambda s, e: ("boilerplate", None)) == []


def test_a_loaded_phrase_again_and_again_in_one_voice() -> None:
    text = "A vile lie. The vile lies. Another vile LIE, and a farce."

    def hit(word: str, at: int = 0, **other: str) -> Annotation:
        start = text.index(word, at)
        fields = {"pack": "persuasion", "rule": "persuasion.lies", "voice": "narrator", **other}
        return Annotation(start, start + len(word), "frames", "Loaded_Language", **fields)  # type: ignore[arg-type]

    found = [hit("vile lie"), hit("vile lies"), hit("vile LIE"), hit("farce")]
    notes = repetition(text, found, narrator)
    assert [text[a.start : a.end] for a in notes] == [
        "vile lie",
        "vile lies",
        "vile LIE",
    ]
    assert {a.rule for a in notes} == {PHRASE}
    assert notes[0].note == "“vile lie” stands three times in one voice; also at 16, 35."
    assert repetition(text, [*found[:2], hit("vile LIE", voice="direct")], narrator) == []
    assert (
        repetition(
            text, [hit(w, pack="stance") for w in ("vile lie", "vile lies", "vile LIE")], narrator
        )
        == []
    )
    # A single word is said three times soon enough.
    assert repetition(text, [hit("vile", at) for at in (0, 12, 30)], narrator) == []


def test_what_the_headline_names_comes_back_as_the_subject() -> None:
    text = "Vile lies in Osmera\n\nA vile lie. The vile lies. Another vile lie."
    starts = [text.lower().index("vile", at) for at in (0, 8, 32, 44)]

    def hits(first: str, score: float | None = None) -> list[Annotation]:
        return [
            Annotation(start, start + len("vile lie"), "frames", "Loaded_Language", "persuasion",
                       "persuasion.lies", voice, score=score)
            for start, voice in zip(starts, (first, *["narrator"] * 3), strict=True)
        ]  # fmt: skip

    assert len(repetition(text, hits("caption"), narrator)) == 3
    assert repetition(text, hits("headline"), narrator) == []
    # What is hardly evidence once is none three times.
    assert repetition(text, hits("caption", 0.4), narrator) == []
    assert len(repetition(text, hits("caption", 0.5), narrator)) == 3


def test_two_words_alike_in_sentences_in_a_row() -> None:
    rows = ("He mocked the widows.", "He mocked the fishermen.", "He mocked us all.")
    assert spans(" ".join(rows)) == ["He mocked"] * 3
    assert spans(" Rain fell. It was cold. ".join(rows)) == []
    # Of no substance, of reports, of names.
    for verb in ("was", "said", "Vale"):
        assert spans(" ".join(rows).replace("mocked", verb)) == []


def test_nothing_in_nothing() -> None:
    assert repetition("", [], narrator) == []
    assert repetition("\n\n. . .\n", [], narrator) == []
