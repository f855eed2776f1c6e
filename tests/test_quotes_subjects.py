"""Who is the subject of what is said, and what is no speech at all, on invented sentences."""

from __future__ import annotations

import pytest

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.subjects import subject


def run(text: str, *zones: Zone) -> list[Annotation]:
    doc = Document("x", text, zones=zones)
    return quotes(doc, Prose.of(doc))


def said(text: str, *zones: Zone) -> list[Annotation]:
    return [note for note in run(text, *zones) if note.parts]


def part(text: str, note: Annotation, name: str) -> list[str]:
    return [text[start:end] for start, end in (note.parts or {}).get(name, ())]


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaker"),
    [
        (
            (
                "The survey was late: 61 percent of the 40 mills that replied said that they hoped "
                "for rain."
            ),
            "61 percent of the 40 mills that replied",
            "said",
            "61 percent of the 40 mills that replied",
        ),
        (
            (
                "And after eleven hours the pampered elders of the Council of Towns had agreed on "
                "precisely nothing."
            ),
            "the pampered elders of the Council of Towns",
            "had agreed on",
            "the pampered elders of the Council of Towns",
        ),
        (
            "Osmark mourns two millers killed in the flood, vows ‘no retreat from the river’",
            "Osmark",
            "vows",
            "Osmark",
        ),
        (
            "The dam may have cracked in the night, a person familiar with the works said.",
            "a person familiar with the works",
            "said",
            "a person familiar with the works",
        ),
        (
            "The fire may have begun in the loft, two officials with knowledge of the matter said.",
            "two officials with knowledge of the matter",
            "said",
            "two officials with knowledge of the matter",
        ),
        (
            (
                "Osmark banned the sale of the tonic on Tuesday after 12 people died within days, "
                "and said it would decide in May."
            ),
            "Osmark",
            "said",
            "Osmark",
        ),
        (
            (
                "On behalf of nine towns, Osmark made a joint statement on Monday to support the "
                "mill and oppose other towns' meddling in its affairs."
            ),
            "Osmark",
            "oppose",
            "Osmark",
        ),
        (
            "“They treat us like sheep,” fumed one of our own coaches, who would be sacked.",
            "one of our own coaches",
            "fumed",
            "one of our own coaches",
        ),
        (
            (
                "The ledger of the **Osmark Budget Office** is thin. The **Osmark Budget Office** "
                "thinks our bill might come to nine crowns."
            ),
            "The **Osmark Budget Office**",
            "thinks",
            "Osmark Budget Office",
        ),
        (
            (
                "According to figures that the [League of Millers](https://example.org/mills) gave "
                "the Herald, prices in Osmark could rise by a tenth."
            ),
            "figures that the [League of Millers](https://example.org/mills) gave the Herald",
            "According to",
            "figures that the League of Millers gave the Herald",
        ),
        (
            "Furthermore, the council said that the dam was safe.",
            "the council",
            "said",
            "the council",
        ),
    ],
)
def test_the_subject_is_the_source(text: str, source: str, cue: str, speaker: str) -> None:
    [note] = [note for note in said(text) if part(text, note, "cue") == [cue]]
    assert part(text, note, "source") == [source]
    assert note.speaker == speaker


def test_a_clause_that_ends_in_marks_is_content_not_source() -> None:
    text = "The decision was “about rain and nothing else”, its mayor, Ada Holt, told a meeting."
    [note] = said(text)
    assert part(text, note, "source") == ["its mayor, Ada Holt,"]
    assert part(text, note, "content") == ["The decision was “about rain and nothing else”"]
    assert note.speaker == "Ada Holt"


@pytest.mark.parametrize(
    "text",
    [
        "Minister accused of ‘fiddling while Osmark burned’",
        "Ada Holt went home early when she was asked about the offer.",
    ],
)
def test_whom_others_accuse_or_ask_is_no_source(text: str) -> None:
    assert not [note for note in said(text) if part(text, note, "source")]


def test_who_asks_stands_behind_by() -> None:
    text = "A laboratory in Osmark, which was asked by the northern rowing body to run tests, left."
    [note] = said(text)
    assert part(text, note, "source") == ["the northern rowing body"]
    assert part(text, note, "content") == ["to run tests"]


@pytest.mark.parametrize(
    "text",
    [
        "Osmark, a province of mills, has seen repeated protests since May, when it rained.",
        "Did its experts ever see the raw figures?",
        "The mayor saw the flood and heard the bells of the mill.",
        "Ada Holt, who wrote the report on the mill, went home.",
        "The charred beams at the mill refute her.",
        "Nobody can say, because nobody has been allowed to look.",
        "Ada Holt, the retired judge who wrote it, went home.",
        "Let us remember how these people came to our door.",
        "Let nobody pretend that this was fate.",
        "Osmark finally slammed the door on the tonic, which nobody had tried.",
        "Ada Holt, the envoy, spoke for all of them.",
        "Travellers from nine towns who had visited Osmark shattered the myths of the coast.",
        "The report by Ada Holt exposes a machinery of fear that has swallowed the valley.",
        "As is known to all, Osmark wants a wedge between neighbours.",
        "Damning audit lays bare years of neglect in Osmark as the mill hides behind its clients",
    ],
)
def test_nobody_says_anything_here(text: str) -> None:
    assert not said(text)


def test_what_is_seen_in_a_thing_is_an_opinion() -> None:
    text = "Ada Holt sees the deal as a threat to Osmark."
    assert [part(text, note, "cue") for note in said(text)] == [["sees"]]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            (
                "The police, who count with closed eyes, said 9,000 came, and the organisers said "
                "40,000 did."
            ),
            "said",
            ["9,000 came"],
        ),
        (
            (
                "The mayor made it clear that no crack has been found, and engineers in Osmark are "
                "said to be hoping for rain."
            ),
            "made it clear",
            ["that no crack has been found"],
        ),
        (
            "At least one man was reported dead and several were missing.",
            "was reported",
            ["At least one man", "dead"],
        ),
        (
            "Many rowers from Osmark are said to be heartbroken.",
            "are said",
            ["Many rowers from Osmark", "to be heartbroken"],
        ),
        (
            "By evening the hashtag #RainForOsmark was said to have been shared by all.",
            "was said",
            ["the hashtag #RainForOsmark", "to have been shared by all"],
        ),
        (
            "The largest of them, it has been reported, paid for the mayor's last campaign.",
            "has been reported",
            ["The largest of them", "paid for the mayor's last campaign"],
        ),
        (
            (
                "The Grain Board announced on Tuesday that flour from Osmark will be weighed after "
                "harmful weevils were repeatedly found."
            ),
            "announced",
            ["that flour from Osmark will be weighed after harmful weevils were repeatedly found"],
        ),
        (
            (
                "Don't they know where their flour comes from, one miller asked in a comment that "
                "was liked by hundreds."
            ),
            "asked",
            ["Don't they know where their flour comes from"],
        ),
        (
            "Ada Holt announced today the largest change to the dam in a century.",
            "announced",
            ["the largest change to the dam in a century"],
        ),
    ],
)
def test_where_content_begins_and_ends(text: str, cue: str, content: list[str]) -> None:
    [note, *_] = [note for note in said(text) if part(text, note, "cue") == [cue]]
    assert part(text, note, "content") == content


def test_who_ends_the_sentence_said_all_of_it() -> None:
    text = "Everybody knows the council is finished, the veteran MP Sir Abel Quill told the House."
    [note] = [note for note in said(text) if part(text, note, "cue") == ["told"]]
    assert part(text, note, "content") == ["Everybody knows the council is finished"]
    assert (note.speaker, (note.extra or {})["speaker_kind"]) == ("Abel Quill", "person")


def test_who_hears_it_is_no_content_and_asks_for_more() -> None:
    text = (
        "I have trained for years and I want to row, one of them told Osmark Daily, asking not to "
        "be named."
    )
    told, asked = [note for note in said(text) if note.speaker == "one of them"]
    assert part(text, told, "content") == ["I have trained for years and I want to row"]
    assert part(text, asked, "cue") == ["asking"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "And what was the answer? Its envoy waved a chart. He claimed that it was late.",
            "Its envoy",
        ),
        (
            "One survivor, deckhand Ruy Arden, said little. “I was asleep,” he said.",
            "Ruy Arden",
        ),
        (
            (
                "“We were told our loan would be cut,” a delegate from one of them admitted in the "
                "hall. He described the call as polite."
            ),
            "a delegate from one of them",
        ),
        (
            "Osmara will stand with the weak, and it hopes that the Osmaran fleet will sail.",
            "Osmara",
        ),
        ("And *my butcher*, who has never been wrong, reckons it will be double.", "my butcher"),
    ],
)
def test_whom_a_pronoun_means(text: str, speaker: str) -> None:
    assert said(text)[-1].speaker == speaker


def test_a_pronoun_behind_two_people_stays_open() -> None:
    text = (
        "Ada Holt said that it rained. Abel Quill said it snowed.\n\nThe envoy of Osmark waved. "
        "The envoy and Abel Quill met Ada Holt. He claimed that it was late."
    )
    assert said(text)[-1].speaker == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "They carried a banner that read “We mill here too” and went home.",
        "The flood had swallowed “at least 3,400” sheep by noon.",
    ],
)
def test_what_a_banner_reads_and_a_figure_are_no_scare_quotes(text: str) -> None:
    assert not [note for note in run(text) if note.label == "scare"]


def test_a_headline_quotes_what_the_body_has_small() -> None:
    head = "‘Ledger of lies’ has no value"
    text = f"{head}\n\n“It is a ledger of lies from first to last,” Ada Holt said."
    zone = Zone("headline", 0, len(head))
    assert not [note for note in run(text, zone) if note.label == "scare"]


def test_a_heading_in_marks_is_no_more_of_the_quotation_before() -> None:
    text = (
        "“His task is to mind the mill,” Ada Holt said. “He is never there.”\n\n“They want him "
        "out”\n\nThe mill stands in Osmark."
    )
    [note] = said(text)
    assert part(text, note, "content")[-1] == "“He is never there.”"


def test_whom_others_accuse_is_known_when_quoted_later() -> None:
    text = (
        "The Osmark Evening Times was criticized for a story on the flood. Later the Times said "
        "that it would look again."
    )
    assert said(text)[-1].speaker == "Osmark Evening Times"


def test_who_hears_it_is_no_content() -> None:
    text = "The share of mills in the valley has doubled, the Bureau of Mills tells us."
    assert [part(text, note, "content") for note in said(text)] == [
        ["The share of mills in the valley has doubled"]
    ]


def test_why_it_was_said_is_no_content() -> None:
    text = "The dam is likely to leak in May, Ada Holt told me, because it has been dry for weeks."
    [note] = said(text)
    assert part(text, note, "content") == ["The dam is likely to leak in May"]


def test_a_role_before_the_name_of_who_says_it() -> None:
    text = "The mill has been on the wrong side of the river for years, says author Ian Arden."
    [note] = said(text)
    assert part(text, note, "source") == ["author Ian Arden"]
    assert part(text, note, "content") == [
        "The mill has been on the wrong side of the river for years"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        (
            "A driver, who Marta Holt said was in the town without a permit, was held in March.",
            "Marta Holt",
            "person",
        ),
        (
            "As Mr. Holt received praise for guiding the town through the floods, it rained.",
            "unknown",
            None,
        ),
        ("The former VP revealed that he had spoken to the board.", "the former VP", "unnamed"),
        ("The League operative noted that it was late.", "the League operative", "unnamed"),
    ],
)
def test_who_says_it(text: str, speaker: str, kind: str | None) -> None:
    [note] = said(text)
    assert note.speaker == speaker
    assert (note.extra or {}).get("speaker_kind") == kind


def test_another_report_behind_marks_is_anothers() -> None:
    text = (
        "Senator Holt says the plan is “inadequate” and “hollow,” and Mark Oduya says the vote "
        "was late."
    )
    assert any(part(text, note, "content")[-1].endswith("“hollow,”") for note in said(text))


def test_the_end_of_a_quotation_is_no_source() -> None:
    text = 'Osmark reacts with threats and sneers. "A farce", cried its papers.'

    def place(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    item = Attribution(place('A farce",'), place("cried"), [place("its papers")])
    subject(text, item, text.index('"'))
    assert item.source == place("its papers")
    assert item.content == [place('A farce"')]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "“The pier is safe,” said Marta Holt, the head of the river league, chairing the vote.",
            "Marta Holt, the head of the river league",
        ),
        (
            "“It is late,” said Ivo Lund, managing director of the ferry line.",
            "Ivo Lund, managing director of the ferry line",
        ),
        (
            "The dam was cracked, documents obtained by the Osmark Post show.",
            "documents obtained by the Osmark Post",
        ),
        (
            "A source familiar with Holt’s thinking said, “She will not go back to the board.”",
            "A source familiar with Holt’s thinking",
        ),
        (
            "Pia Holt, who served as the mayor’s deputy and has kept it, said it failed.",
            "Pia Holt, who served as the mayor’s deputy and has kept it,",
        ),
        (
            "Ferry spokesman Ivo Lund (falsely) claimed that the dam was safe.",
            "Ferry spokesman Ivo Lund",
        ),
        ("Asked by Osmark Radio on Monday whether the mill would close, she left.", "Osmark Radio"),
    ],
)
def test_all_of_a_source_and_no_more(text: str, source: str) -> None:
    assert [source] in [part(text, note, "source") for note in said(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Pia Holt on the pier: “It must be closed before the winter.”", "Pia Holt"),
        ("Holt Blasts the Pier Plan: “It must be closed.”", "Holt"),
    ],
)
def test_who_speaks_in_a_heading_before_a_colon(text: str, speaker: str) -> None:
    text += "\n\nMayor Pia Holt spoke late."
    [note] = said(text)
    assert part(text, note, "source") == [speaker]


def test_a_second_verb_is_the_speakers_where_the_subject_between_has_its_own() -> None:
    text = (
        "Ferry spokesman Ivo Lund confirmed that Mr. Holt had worked for the line but denied that "
        "he had held a post, adding that he had been sacked."
    )
    assert {note.speaker for note in said(text)} == {"Ivo Lund"}
    assert len(said(text)) == 3


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "On Friday, after Holt told reporters that the mill would close, Mayor Ivo Lund spoke.",
            "Holt",
            "that the mill would close",
        ),
        (
            "Holt said the decision, following a vote in spring, does not touch the pier.",
            "Holt",
            "the decision, following a vote in spring, does not touch the pier",
        ),
    ],
)
def test_a_main_clause_and_an_aside(text: str, source: str, content: str) -> None:
    note = next(n for n in said(text) if part(text, n, "source") == [source])
    assert part(text, note, "content") == [content]


def test_an_aside_before_the_verb_makes_no_inversion() -> None:
    text = "Six hundred scholars, in a letter on Monday, said apps lacked care."
    late, far = text.index("said"), text.index("apps")
    item = Attribution((far, len(text) - 1), (late, late + 4), [(0, late - 2)])
    subject(text, item, 0)
    assert item.source == (0, len("Six hundred scholars"))
    assert item.content == [(far, len(text) - 1)]


def test_a_participle_tells_of_the_noun_before_it() -> None:
    text = "Many oppose money for a wall promised by Holt."
    at, far = text.index("promised"), text.index("Holt")
    item = Attribution((far, far + 4), (at, at + 8), [(0, at - 1)])
    subject(text, item, 0)
    assert [text[start:end] for start, end in item.content] == ["a wall"]
