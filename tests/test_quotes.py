"""Attributions: direct, indirect, mixed, floating, free and scare quotes; cues; drift; headline."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers.cues import ENGAGEMENT, engagement
from rhetorictui.layers.floating import FLOATING
from rhetorictui.layers.headline import headline
from rhetorictui.layers.marks import quoted_spans
from rhetorictui.layers.quotes import FREE, quotes
from rhetorictui.layers.tokens import places, tokens


def run(text: str, *zones: Zone) -> list[Annotation]:
    doc = Document("x", text, zones=zones)
    return quotes(doc, Prose.of(doc))


def words(text: str, note: Annotation, part: str) -> list[str]:
    return [text[start:end] for start, end in (note.parts or {}).get(part, ())]


def said(text: str) -> list[Annotation]:
    return [note for note in run(text) if note.parts]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "label"),
    [
        (
            "“The bridge is safe,” Marta Oduya said.",
            "Marta Oduya",
            "said",
            "“The bridge is safe,”",
            "direct",
        ),
        (
            '"The bridge is safe," said Marta Oduya.',
            "Marta Oduya",
            "said",
            '"The bridge is safe,"',
            "direct",
        ),
        (
            "Marta Oduya said that the bridge was safe.",
            "Marta Oduya",
            "said",
            "that the bridge was safe",
            "indirect",
        ),
        ("The bridge is safe, she said.", "she", "said", "The bridge is safe", "indirect"),
        (
            "He said the bridge was “as safe as houses”.",
            "He",
            "said",
            "the bridge was “as safe as houses”",
            "mixed",
        ),
        (
            "According to the ministry, the bridge is safe.",
            "the ministry",
            "According to",
            "the bridge is safe",
            "indirect",
        ),
        (
            "The minister told reporters that the bridge was safe.",
            "The minister",
            "told",
            "that the bridge was safe",
            "indirect",
        ),
    ],
)
def test_one_attribution(text: str, source: str, cue: str, content: str, label: str) -> None:
    [note] = said(text)
    assert words(text, note, "source") == [source]
    assert words(text, note, "content") == [content]
    assert words(text, note, "cue")[0].startswith(cue)
    assert note.label == label


def test_a_cue_between_two_quotations_has_both() -> None:
    text = "“We heard a crack,” Marta Oduya said. “Then the lights went out.”"
    [note] = said(text)
    assert words(text, note, "content") == ["“We heard a crack,”", "“Then the lights went out.”"]


def test_words_behind_the_cue_do_not_part_a_quotation() -> None:
    text = "“We heard a crack,” Marta Oduya said on Monday. “Then the lights went out.”"
    assert len(words(text, said(text)[0], "content")) == 2


def test_a_quotation_over_several_sentences_is_taken_whole() -> None:
    text = "“It was dark. Nobody could see. We ran,” Marta Oduya said."
    assert words(text, said(text)[0], "content") == ["“It was dark. Nobody could see. We ran,”"]


def test_a_floating_paragraph_continues_the_speaker() -> None:
    text = (
        "The wall would hold for another year, the engineer Marta Oduya said on Monday.\n\n"
        "“It was built by people who knew what they were doing, and it shows.”"
    )
    note = next(note for note in said(text) if note.note == FLOATING)
    assert note.speaker == "Marta Oduya"
    assert note.label == "direct"


def test_speech_without_marks_in_the_first_person_is_flagged() -> None:
    text = (
        "I also want to tell the young people of this valley to be proud. But we must not forget "
        "who built the wall, Oduya said."
    )
    note = next(note for note in said(text) if note.note == FREE)
    assert note.label == "direct"
    assert words(text, note, "content")[0].startswith("I also want")


def test_scare_quotes_are_no_attribution() -> None:
    text = "The ministry opened its “model” prison to visitors, and the band played."
    [note] = [note for note in run(text) if note.label == "scare"]
    assert text[note.start : note.end] == "“model”"
    assert note.parts is None


def test_a_title_in_marks_is_no_scare_quote() -> None:
    assert not [n for n in run("She sang “The Old Wall” in the square.") if n.label == "scare"]


def test_drift_is_flagged_and_given_to_nobody() -> None:
    text = (
        "The two governments must respect the treaty, the envoy Marta Oduya said. They should "
        "also open the border at once."
    )
    [note] = [note for note in run(text) if note.label == "drift"]
    assert text[note.start : note.end].startswith("They should")
    assert note.parts is None
    assert note.speaker is None
    assert "Oduya" in (note.note or "")


def test_captions_and_boilerplate_hold_no_attributions() -> None:
    text = "Marta Oduya said the wall was safe.\n\nThe mayor said no. (Photo: Agency)"
    notes = run(text, Zone("caption", 37, len(text)))
    assert all(note.end <= 37 for note in notes)


@pytest.mark.parametrize(
    ("cue", "value"),
    [
        ("said", "acknowledge"),
        ("has told", "acknowledge"),
        ("claimed", "distance"),
        ("alleges", "distance"),
        ("pointed out", "endorse"),
        ("exposed", "endorse"),
        ("denied", "disclaim"),
        ("did not say", "disclaim"),
        ("blasted", "hostile"),
        ("hit back", "hostile"),
        ("slammed", "hostile"),
        ("walked", None),
        (":", None),
        ("angrily dismissed as", "disclaim"),
        ("replied", "acknowledge"),
    ],
)
def test_engagement(cue: str, value: str | None) -> None:
    assert engagement(cue) == value
    assert value is None or value in ENGAGEMENT


def test_an_attribution_carries_its_engagement_and_speaker() -> None:
    [note] = said("The mayor, Marta Oduya, claimed that the wall was safe.")
    assert note.extra
    assert note.extra["engagement"] == "distance"
    assert note.extra["speaker_kind"] == "person"
    assert note.speaker == "Marta Oduya"


def test_the_headline_check() -> None:
    title = "Dam is ‘a disgrace’, built on ‘blood money’, say villagers"
    text = title + "\n\n“This dam is a disgrace,” Marta Oduya said.\n\nNobody else spoke."
    doc = Document("x", text, zones=(Zone("headline", 0, len(title)),))
    prose = Prose.of(doc)
    notes = headline(doc, prose, quotes(doc, prose))
    labels = {text[n.start : n.end]: (n.label, n.speaker) for n in notes}
    assert labels["‘a disgrace’"] == ("quoted", "Marta Oduya")
    assert labels["‘blood money’"] == ("not_in_body", None)


def test_the_headline_check_sees_a_lost_limit() -> None:
    title = "Judges faced ‘pressure’ from the North"
    text = (
        title + "\n\nThe judges faced “pressure” from some northern mayors, the clerk Marta "
        "Oduya said."
    )
    doc = Document("x", text, zones=(Zone("headline", 0, len(title)),))
    prose = Prose.of(doc)
    notes = headline(doc, prose, quotes(doc, prose))
    [wide] = [n for n in notes if n.label == "widened"]
    assert text[wide.start : wide.end] == "from the North"


@pytest.mark.parametrize(
    ("title", "body", "widened"),
    [
        ("100 towns back dam", "Nearly 100 towns backed the dam on Monday.", ["100 towns"]),
        (
            "Dam moves 2.5 million people",
            "Up to 2.5\u00a0million people will be moved. It may be almost 2.5 million\npeople.",
            ["2.5 million people"],
        ),
        ("Nearly 100 towns back dam", "Almost 100 towns backed the dam.", []),
        ("100 towns back dam", "Nearly 100 towns came. In the end 100 towns backed the dam.", []),
        ("100 towns back dam", "More than 100 towns backed the dam.", []),
        ("100 towns back dam", "Nearly 2,100 towns came, and nearly 100 mayors.", []),
        ("$100 fee for dam", "Nearly 100 fees were paid.", []),
    ],
)
def test_the_headline_check_sees_a_number_never_reached(
    title: str, body: str, widened: list[str]
) -> None:
    text = f"{title}\n\n{body}"
    doc = Document("x", text, zones=(Zone("headline", 0, len(title)),))
    notes = headline(doc, Prose.of(doc), [])
    assert [text[n.start : n.end] for n in notes if n.label == "widened"] == widened


@pytest.mark.parametrize(
    ("body", "hardened"),
    [
        ("The dam may flood seven villages.", True),
        ("DAM MAY FLOOD SEVEN VILLAGES, the clerk warned.", True),
        # The month is no hedge, and a caption no body.
        ("Late in May the dam came to flood seven villages.", False),
        ("LORN, MAY 4 - The dam came to flood seven villages.", False),
        ("(Photo: the dam that may flood seven villages)\n\nThe dam flooded them.", False),
    ],
)
def test_the_headline_check_sees_a_lost_hedge(body: str, hardened: bool) -> None:
    title = "Dam floods seven villages"
    text = f"{title}\n\n{body}"
    photo = text.find("(Photo"), text.find(")") + 1
    zones = (Zone("headline", 0, len(title)), *([Zone("caption", *photo)] if photo[1] else []))
    doc = Document("x", text, zones=zones)
    notes = headline(doc, Prose.of(doc), [])
    assert [n.label for n in notes] == ["hardened"] * hardened


def test_no_headline_no_findings() -> None:
    doc = Document("x", "“It is late,” she said.")
    assert headline(doc, Prose.of(doc), []) == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("''Hello there,'' he said.", ["''Hello there,''"]),
        ("Mayor slams 'reckless' plan by 'them'", ["'reckless'", "'them'"]),
        ("The towns’ own ‘zero risk’ plan’s text", ["‘zero risk’"]),
        ("“It isn’t ‘over’ yet,” he said", ["“It isn’t ‘over’ yet,”", "‘over’"]),
        ("“Unclosed to the end", ["“Unclosed to the end"]),
        ("don't can't o'clock", []),
    ],
)
def test_marks_are_paired(text: str, marks: list[str]) -> None:
    found = quoted_spans(text, [(0, len(text))])
    assert [text[q.start : q.end] for q in found] == marks


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "'",
                "’",
                "said",
                "that",
                "Oduya",
                "he",
                ",",
                ".",
                "\n",
                "\n\n",
                ":",
                "told",
                "the",
                "mayor",
                "(",
                ")",
                "—",
                "\u00a0",
                "claimed",
                "to",
                "\ud83d\ude00",
            ]
        ),
        max_size=60,
    )
)
def test_every_span_lies_within_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for note in run(text):
        assert 0 <= note.start < note.end <= len(text)
        for spans in (note.parts or {}).values():
            for start, end in spans:
                assert note.start <= start < end <= note.end


def test_the_seeds(shared: Path) -> None:
    """Who speaks in the three articles that were read by hand."""
    names = {
        "000_806abbf55c7c9392.txt": {"Zhang Jun", "Kuwait"},
        "002_1268e31c59b1c623.txt": {"Chen Xu", "Wang Wenbin"},
        "004_e514db0db369c6a5.txt": {"Wang Wenbin"},
    }
    for name, wanted in names.items():
        found = {note.speaker for note in run((shared / "seeds" / name).read_text("utf-8"))}
        assert wanted <= found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_tokens_make_up_their_sentence(text: str) -> None:
    text = text.strip()
    pieces, [sentence] = tokens(text, [(0, len(text))])
    assert "".join(pieces[sentence.low : sentence.high]) == text
    assert places(pieces, sentence)[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Oduya of the U.S. Senate", ["Mr.", "Oduya", "of", "the", "U.S.", "Senate"]),
        ("It isn’t the mill’s, she said.", "It isn’t the mill ’s , she said .".split()),
        ("A so-called, 3.5 per cent", ["A", "so-called", ",", "3.5", "per", "cent"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    pieces, _ = tokens(text, [(0, len(text))])
    assert [piece.rstrip() for piece in pieces[:-1]] == words


@pytest.mark.parametrize(
    "text",
    [
        "Oduya said the dam would hold. But the league will never believe it.",
        "Oduya said the dam would hold. After all, why would it ever break?",
        "Oduya said the dam would hold. It is not clear how it can.",
        "Oduya said the dam would hold. We have a right to know.",
        "Oduya said the dam would hold. The gates will open on Monday.",
        "Oduya said the dam would hold. It was the first dam that the town has ever built.",
        "It was said that the dam would hold. It must never break.",
        "Three in four want the dam, according to recent polls. It must never break.",
    ],
)
def test_what_the_outlet_says_itself_is_no_drift(text: str) -> None:
    assert not [note for note in run(text) if note.label == "drift"]


def test_a_claim_behind_a_speakers_is_drift() -> None:
    text = "Oduya said the dam would hold. It must never break."
    [note] = [note for note in run(text) if note.label == "drift"]
    assert text[note.start : note.end] == "It must never break."


def hardened(title: str, body: str) -> list[str]:
    text = f"{title}\n\n{body}"
    doc = Document("x", text, zones=(Zone("headline", 0, len(title)),))
    prose = Prose.of(doc)
    return [n.note or "" for n in headline(doc, prose, quotes(doc, prose)) if n.label == "hardened"]


def test_the_would_of_reported_speech_is_no_hedge() -> None:
    title = "Osmark rowers leave games over algae"
    assert not hardened(title, "Osmark said its rowers would leave the games because of algae.")
    [note] = hardened(title, "Osmark rowers may leave the games because of algae.")
    assert "“may”" in note
    [note] = hardened(title, "A league plan would make Osmark rowers leave the games over algae.")
    assert "“would”" in note


def test_a_noun_behind_as_is_no_hostile_verb() -> None:
    assert not hardened(
        "Osmark cheers as smear report falls flat", "It fell flat, Marta Oduya said."
    )


@pytest.mark.parametrize(
    "title",
    [
        "Dam blast: who knew of the cracks",
        "Stiff criticism awaits Osmark rowers",
        "Three terror attacks, one dam",
        "Osmark dam weathers night of attacks",
    ],
)
def test_what_has_no_object_is_no_hostile_verb(title: str) -> None:
    assert not hardened(title, "Nobody knew, Marta Oduya said.")


def test_a_hostile_verb_is_hardened_before_quoted_words_too() -> None:
    assert hardened("Oduya slams “reckless” rowers", "They were reckless, Marta Oduya said.")
    assert hardened("Oduya slams Osmark rowers", "They were reckless, Marta Oduya said.")


def test_a_hedge_in_capitals_is_a_hedge() -> None:
    body = "Osmark rowers could leave the games because of algae."
    assert hardened("Osmark Rowers Leave Games Over Algae", body)
    assert not hardened("Osmark Rowers Could Leave Games Over Algae", body)


def test_a_note_quotes_no_comma_of_the_sentence() -> None:
    title = "‘Blood money,’ say villagers"
    doc = Document("x", f"{title}\n\nNobody spoke.", zones=(Zone("headline", 0, len(title)),))
    [note] = headline(doc, Prose.of(doc), [])
    assert (note.note or "").endswith("“Blood money”")


FERRY = "\n\nThe ferry left at noon with forty goats."


def contents(text: str) -> list[tuple[str | None, list[str]]]:
    return [(n.speaker, [text[s:e] for s, e in (n.parts or {})["content"]]) for n in said(text)]


def test_speech_opened_again_after_a_cue_goes_on_to_its_end() -> None:
    text = (
        "Marta Oduya said: “The quay is safe. We checked it.\n\n"
        "“The crane is safe. We checked that.\n\n“Nobody was hurt.”" + FERRY
    )
    assert contents(text) == [
        (
            "Marta Oduya",
            [
                "“The quay is safe. We checked it.",
                "“The crane is safe. We checked that.",
                "“Nobody was hurt.”",
            ],
        )
    ]


def test_speech_that_nobody_closed_ends_before_its_cue() -> None:
    text = "“The quay is safe and we checked it, Marta Oduya said on Monday." + FERRY
    assert contents(text) == [("Marta Oduya", ["“The quay is safe and we checked it,"])]


def test_a_quotation_before_all_speakers_is_of_nobody_known() -> None:
    assert contents("“The quay is safe.”" + FERRY) == [("unknown", ["“The quay is safe.”"])]


def test_a_source_that_asked_for_no_name_is_the_subject() -> None:
    text = "An official, who asked not to be named, said the mayor lied."
    assert contents(text) == [("an official", ["the mayor lied"])]
