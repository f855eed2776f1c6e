"""What rules put right behind the attribution model, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers import mends
from rhetorictui.layers.quotes import quotes


def said(text: str, *zones: Zone) -> list[Annotation]:
    doc = Document("x", text, zones=zones)
    return [note for note in quotes(doc, Prose.of(doc)) if note.parts]


def part(text: str, note: Annotation, name: str) -> list[str]:
    return [text[start:end] for start, end in (note.parts or {}).get(name, ())]


@given(
    st.text(alphabet="abHlys then", max_size=5),
    st.sampled_from("reportedly family rally ally only also then later often Sally ily".split()),
)
def test_an_adverb_at_the_end_of_a_source_has_one_of_a_few_endings(text: str, last: str) -> None:
    source = f"{text} {last}"
    if mends._LIGHT_END.search(source):
        assert source.endswith(mends._LIGHT_ENDS)


@pytest.mark.parametrize(
    ("text", "source", "speaker", "content"),
    [
        (
            "It is coercion, plain and simple, said the head of the growers' league, Pia Anselmo.",
            "the head of the growers' league, Pia Anselmo",
            "Pia Anselmo",
            "It is coercion, plain and simple",
        ),
        (
            "The dam will not hold another winter, said Mr. Ruiz, a farmer.",
            "Mr. Ruiz, a farmer",
            "Ruiz",
            "The dam will not hold another winter",
        ),
        (
            "Rates will rise again in the spring, warned the bank.",
            "the bank",
            "the bank",
            "Rates will rise again in the spring",
        ),
        (
            "He could be open to a deal, said two people familiar with his plans.",
            "two people familiar with his plans",
            "two people familiar with his plans",
            "He could be open to a deal",
        ),
        (
            "The plan is a sham, said Ruiz on Monday.",
            "Ruiz",
            "Ruiz",
            "The plan is a sham",
        ),
    ],
)
def test_inverted_speech_without_marks(text: str, source: str, speaker: str, content: str) -> None:
    [note] = said(text)
    assert part(text, note, "source") == [source]
    assert part(text, note, "content") == [content]
    assert note.speaker == speaker


def test_a_subject_with_an_apposition_is_no_inversion() -> None:
    text = "Teo Larsen, a member of the harbour board, said the port was closed."
    [note] = said(text)
    assert note.speaker == "Teo Larsen"
    assert part(text, note, "content") == ["the port was closed"]


def test_a_document_is_the_source_and_not_the_cue() -> None:
    text = "The joint statement said that the plan was sound."
    [note] = said(text)
    assert part(text, note, "source") == ["The joint statement"]
    assert part(text, note, "cue") == ["said"]


@pytest.mark.parametrize(
    "text",
    [
        "They were told that the plan was sound.",
        "The deal is said to be sound.",
    ],
)
def test_who_is_told_or_spoken_of_is_no_source(text: str) -> None:
    assert all(note.speaker == "unknown" for note in said(text))


def test_who_tells_stands_behind_by() -> None:
    [note] = said("The reporters were told by Teo Larsen that the plan was sound.")
    assert note.speaker == "Teo Larsen"


def test_a_list_is_not_cut_at_a_name_with_points() -> None:
    text = "The harbour master rejected claims by the U.S., Norway and Osmark about the port."
    [note] = said(text)
    assert "Norway and Osmark" in part(text, note, "content")[0]


def test_the_cue_at_the_end_has_the_whole_sentence() -> None:
    text = (
        "If these towns truly care for the river, they should stop dumping waste, mend their "
        "banks, and pay up, Teo Larsen noted."
    )
    note = next(note for note in said(text) if note.speaker == "Teo Larsen")
    assert part(text, note, "content")[0].startswith("If these towns")
    assert len(said(text)) == 1


def test_a_reason_that_the_content_takes_up_is_the_speakers() -> None:
    text = (
        "As the board wrote the report to please some shady lobbies, Teo Larsen said it ran "
        "counter to every rule."
    )
    note = next(note for note in said(text) if note.speaker == "Teo Larsen")
    assert part(text, note, "content")[0].startswith("As the board")


def test_who_heard_it_is_no_content() -> None:
    text = "The mill will open in May, Teo Larsen, its owner, told a meeting on Friday."
    [note] = said(text)
    assert part(text, note, "content") == ["The mill will open in May"]


@pytest.mark.parametrize(
    "text",
    [
        "“Fine,” Tobin Aske said. Professor Aske went home.",
        "Opinion: the mill should close.",
        "She was investigated over the fire in the mill.",
        "He wrote a letter to the board.",
        "Both cases will be considered together by the judges.",
    ],
)
def test_what_nobody_reports_is_dropped(text: str) -> None:
    assert [note for note in said(text) if note.label == "indirect"] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Teo Larsen: “The mill is a national disgrace.”", "Teo Larsen"),
        ("Harbour police: “The mill is a national disgrace.”", "Harbour police"),
        ("The owner wrote: “The mill is a national disgrace.”", "the owner"),
        ("More: “The mill is a national disgrace.”", "unknown"),
        ("The fire in the valley: “The mill is a national disgrace.”", "unknown"),
    ],
)
def test_who_can_speak_before_a_colon(text: str, speaker: str) -> None:
    [note] = said(text + "\n\nThe owner of the mill is Teo Larsen.")
    assert note.speaker == speaker


def test_words_of_the_headline_that_the_body_quotes_are_no_scare_quote() -> None:
    title = "Mill owner warns of ‘slow poison’ in the river"
    text = title + "\n\n“There is slow poison in the river,” Teo Larsen said."
    doc = Document("x", text, zones=(Zone("headline", 0, len(title)),))
    assert not [n for n in quotes(doc, Prose.of(doc)) if n.label == "scare"]


@pytest.mark.parametrize(
    "text",
    [
        "He sang on “Voices of the Valley.”",
        "The clerk read the note to the room. “It is late.”",
    ],
)
def test_titles_and_sentences_are_no_scare_quotes(text: str) -> None:
    doc = Document("x", text)
    assert not [n for n in quotes(doc, Prose.of(doc)) if n.label == "scare"]


def test_a_claim_of_right_carries_on() -> None:
    text = (
        "The envoy Marta Oduya said that the border should stay where it is. The mills of the "
        "valley are ours, and no town has the right to meddle."
    )
    doc = Document("x", text)
    [note] = [n for n in quotes(doc, Prose.of(doc)) if n.label == "drift"]
    assert note.extra == {"carries_on": "Marta Oduya"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("However, WHO says there is no difference between the two rooms.", "WHO"),
        ("The fees rose. US said it would not attend the talks in Norvik.", "US"),
        ("President-elect Mara Holt announced her first two picks on Friday.", "Mara Holt"),
        ("Holt reportedly took aim at Aske, saying Aske should be ashamed of it.", "Holt"),
    ],
)
def test_names_that_look_like_other_words(text: str, speaker: str) -> None:
    assert speaker in {note.speaker for note in said(text)}


def test_what_a_speaker_says_that_others_want_is_the_speakers_claim() -> None:
    [note] = said("Teo Larsen said the town wants a new mill and opposes the dam.")
    assert note.speaker == "Teo Larsen"


def test_who_states_something_within_reported_speech_speaks_too() -> None:
    notes = said("Some owners say that the mill is late, Teo Larsen noted.")
    assert {note.speaker for note in notes} == {"Teo Larsen", "Some owners"}


def test_a_clause_that_tells_people_apart_reports_nothing() -> None:
    assert said("The flood took the houses of farmers who support the dam.") == []


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The mill is not for sale today,” he snapped. The owner, Teo Larsen, left.",
         "unknown", "snapped"),
        ("The hall fell silent. “The mill is not for sale,” Teo Larsen quipped to the crowd.",
         "Teo Larsen", "quipped"),
        ("The hall fell silent. “The mill is not for sale,” a voice in the film explains.",
         "a voice in the film", "explains"),
        ("As Teo Larsen put it: “The mill is not for sale today.”", "Teo Larsen", "put it:"),
        ("The letter went on to say, “The mill is not for sale today.”", "the letter",
         "went on to say"),
    ],
)  # fmt: skip
def test_who_is_beside_a_quotation(text: str, speaker: str, cue: str) -> None:
    [note] = said(text)
    assert (note.speaker, part(text, note, "cue")) == (speaker, [cue])


def test_a_new_sentence_behind_a_question_names_nobody() -> None:
    assert said("“Is the mill for sale today?” She walked to the door.") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Teo Larsen demanded an apology, compensation and the names of the owners.",
         "an apology, compensation and the names of the owners"),
        ("Teo Larsen slammed the plan and accused the board of theft.", "the plan"),
        ("Teo Larsen said that the mill was safe, and that it would stay open for years.",
         "that the mill was safe, and that it would stay open for years"),
        ("According to Larsen, the mill is safe, but it will not stay open for long.",
         "the mill is safe, but it will not stay open for long"),
        ("With heavy hearts, they told the hall on Monday that they would keep the mill.",
         "that they would keep the mill"),
        ("Teo Larsen accused the engineer Ruy Benes, who built the dam, of taking money.",
         "the engineer Ruy Benes, who built the dam, of taking money"),
    ],
)  # fmt: skip
def test_where_what_is_said_ends(text: str, content: str) -> None:
    assert content in [" … ".join(part(text, note, "content")) for note in said(text)]


def test_verbs_of_another_subject_end_nothing() -> None:
    text = "The envoy Teo Larsen hit back, saying the town rejects and opposes the spread of lies."
    assert "the town rejects and opposes the spread of lies" in [
        " … ".join(part(text, note, "content")) for note in said(text)
    ]


def test_free_speech_takes_in_only_sentences_in_its_person() -> None:
    text = (
        "The old engineer was close to tears. It breaks my heart, and I will say what breaks it "
        "more: we paid for that dam, Teo Larsen said."
    )
    note = next(note for note in said(text) if note.label == "direct")
    assert part(text, note, "content") == [text[37:-18]]


def test_what_a_poll_shows_of_us_is_no_speech() -> None:
    text = (
        "The dam costs us nine million crowns. Most of our towns want it gone, according to a poll."
    )
    assert [note.label for note in said(text)] == ["indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy Marta Oduya claimed the border was safe. She even laughed at the guards.",
        "The report says that nine mills were closed. It is based on two hundred letters.",
        "The town calls the mill a monument. It is what a town always says of a ruin.",
    ],
)
def test_what_is_told_of_the_speaker_carries_on_no_claim(text: str) -> None:
    doc = Document("x", text)
    assert not [n for n in quotes(doc, Prose.of(doc)) if n.label == "drift"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("It was a farce, says one side.", "one side", "It was a farce"),
        ("Because prosecutors said the mill was old, it closed.", "prosecutors",
         "the mill was old"),
        ("The town hasn't said what the dam will cost.", "The town", "what the dam will cost"),
        ("If the mill should close next year, Larsen said it would be sold.", "Larsen",
         "If the mill should close next year … it would be sold"),
    ],
)  # fmt: skip
def test_what_is_the_source_and_what_its_words(text: str, source: str, content: str) -> None:
    [note] = said(text)
    assert part(text, note, "source") == [source]
    assert " … ".join(part(text, note, "content")) == content


def test_a_day_behind_the_verb_is_not_what_was_said() -> None:
    text = (
        "Osmark will charge a fee for every mill, its council said on Tuesday, and the towns paid."
    )
    [note] = said(text)
    assert part(text, note, "content") == ["Osmark will charge a fee for every mill"]


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    line = "PORT LISSAN, March 4 (Norvik Wire) - "
    text = line + "Two boats sank in the strait on Monday, officials in both towns said."
    [note] = said(text, Zone("dateline", 0, len(line) - 3))
    assert part(text, note, "content") == ["Two boats sank in the strait on Monday"]


def test_a_clause_that_the_verb_interrupts_is_taken_to_its_end() -> None:
    text = "Unless it rains soon, said Larsen of the League, the dam will have to be closed."
    [note] = said(text)
    assert part(text, note, "content") == ["Unless it rains soon", "the dam will have to be closed"]
    assert part(text, note, "source") == ["Larsen of the League"]


@pytest.mark.parametrize(
    "text",
    [
        "History will remember who built the dam.",
        "The town wants to sell the dam.",
        "The town replied within hours with a wall.",
    ],
)
def test_what_is_done_and_not_said(text: str) -> None:
    assert said(text) == []


def test_nobody_is_a_source() -> None:
    text = "Nobody believes that the dam is safe."
    [note] = said(text)
    assert (part(text, note, "source"), note.speaker) == (["Nobody"], "unknown")


def test_what_is_claimed_by_states_is_no_speech() -> None:
    text = "It sank off Ketter, which is known as Savan in Osmark and are claimed by both states."
    assert "both states" not in {note.speaker for note in said(text)}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Oduya dismissed worries over the cost of the bridge and opened the show of force.",
            "the cost of the bridge",
        ),
        (
            "Oduya said he heard a bang and rushed to the hall.",
            "he heard a bang and rushed to the hall",
        ),
        (
            "Oduya rejected the claim that the bridge leaked and passed the blame.",
            "the claim that the bridge leaked and passed the blame",
        ),
    ],
)
def test_a_second_verb_ends_a_noun_phrase_only(text: str, content: str) -> None:
    [note] = said(text)
    assert part(text, note, "content") == [content]


@pytest.mark.parametrize("opener", ["Rather", "Instead", "Unsurprisingly", "Still"])
def test_an_adverb_before_a_comma_is_no_part_of_a_source(opener: str) -> None:
    text = f"{opener}, growers of the valley say this plan would be like the last one."
    [note] = said(text)
    assert part(text, note, "source") == ["growers of the valley"]
    assert note.speaker == "growers of the valley"


def test_the_main_clause_behind_when_he_said_may_hold_commas() -> None:
    text = (
        "Because Oduya said the mill was safe, the board had weighed all that the town "
        "had asked for, including a new gate, stairs or a lift."
    )
    [note] = said(text)
    assert part(text, note, "content") == ["the mill was safe"]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        (
            (
                "Closures have hit 45,000 workers, according to the Union of Millers, the largest "
                "body of its kind."
            ),
            "the Union of Millers, the largest body of its kind",
            "Union of Millers",
        ),
        (
            (
                "Ramos had been due to leave on Sunday, according to the Rev. Marcos Holt, "
                "president of the Chaplains."
            ),
            "the Rev. Marcos Holt, president of the Chaplains",
            "Marcos Holt",
        ),
    ],
)
def test_who_somebody_is_belongs_to_the_source(text: str, source: str, speaker: str) -> None:
    [note] = said(text)
    assert part(text, note, "source") == [source]
    assert part(text, note, "content") == [text.split(", according")[0]]
    assert note.speaker == speaker


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Sen. Pia Anselmo", "Pia Anselmo"),
        ("Marta Holt", "Marta Holt"),
        ("Read More News", "unknown"),
    ],
)
def test_a_full_name_before_a_colon_and_marks_speaks(lead: str, speaker: str) -> None:
    [note] = said(f"{lead}: “The dam will not hold another year, whatever they say.”")
    assert note.speaker == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Holt said that if it rained for a week, the mill would have to stop its wheel.",
            "that if it rained for a week, the mill would have to stop its wheel",
        ),
        (
            "Holt said she hoped to keep the old mill, but only with the help of the whole town.",
            "she hoped to keep the old mill, but only with the help of the whole town",
        ),
        ("Skipper Ivo Lund said Monday his view had not changed.", "his view had not changed"),
        ("Skipper Ivo Lund said early Friday that two men were dead.", "that two men were dead"),
    ],
)
def test_where_reported_words_begin_and_end(text: str, content: str) -> None:
    [note] = said(text)
    assert part(text, note, "content") == [content]


def test_titles_of_other_articles_behind_a_name_report_nothing() -> None:
    text = (
        "Sen. Pia Holt Pia Ann HoltMill owners say strike would ruin town Lund: Dam is safe MORE "
        "(D-Osmark) said the mill will close. It was late."
    )
    [note] = said(text)
    assert part(text, note, "source") == ["Sen. Pia Holt"]
    assert (note.speaker, part(text, note, "content")) == ("Pia Holt", ["the mill will close"])
    assert said(text.replace("HoltMill", "Holt. Mill")) != [note]


@pytest.mark.parametrize(
    "text",
    [
        "Taken together, these decisions suggest that the board has lost its way.",
        "The last few weeks have shown that the dam will not hold for long.",
    ],
)
def test_what_shows_something_says_nothing(text: str) -> None:
    assert said(text) == []


def test_what_points_at_another_article_introduces_nobody() -> None:
    assert said("SEE ALSO: “Mill owners are out of money and out of time.”") == []


@pytest.mark.parametrize(
    ("text", "source", "contents"),
    [
        (
            "In towns with good mills, they claimed, a smaller share of the men would leave.",
            "they",
            ["In towns with good mills", "a smaller share of the men would leave"],
        ),
        (
            "When Holt discovered that the mail had been lost, mayor Ivo Lund refused to open.",
            "Holt",
            ["that the mail had been lost"],
        ),
        (
            "Conservative leaders spent years denouncing the press as weak.",
            "Conservative leaders",
            ["the press as weak"],
        ),
        (
            "Holt said the heat and unsettled weather could last through the week.",
            "Holt",
            ["the heat and unsettled weather could last through the week"],
        ),
        (
            "Story highlights The Osmark League urges the town to favour the mill over the pier.",
            "The Osmark League",
            ["the town to favour the mill over the pier"],
        ),
    ],
)
def test_clauses_beside_a_cue(text: str, source: str, contents: list[str]) -> None:
    note = said(text)[0]
    assert part(text, note, "source") == [source]
    assert part(text, note, "content") == contents


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Dam will hold through the winter, engineers say", "engineers", "Dam will hold"),
        (
            "Osmark Mill to Close in Spring, Report Finds",
            "Report",
            "Osmark Mill to Close in Spring",
        ),
        ("Pier: nobody will be left behind, Holt says", "Holt", "Pier: nobody will be left behind"),
    ],
)
def test_a_headline_ends_with_who_says_so(text: str, source: str, content: str) -> None:
    [note] = said(text + "\n\nIt is a long winter in the valley.")
    assert part(text, note, "source") == [source]
    assert part(text, note, "content")[0].startswith(content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The league praised the new pier during its meeting on Thursday.", "the new pier"),
        ("Holt endorsed the plan Saturday, which is late.", "the plan"),
        ("Holt has praised the new pier since Thursday.", "the new pier since Thursday"),
        ("Holt said the vote would be held on Thursday.", "the vote would be held on Thursday"),
    ],
)
def test_when_somebody_approved_is_none_of_what(text: str, content: str) -> None:
    assert [content] in [part(text, note, "content") for note in said(text)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The Osmark Court, however, said that it was late.",
            "The Osmark Court",
            "that it was late",
        ),
        (
            "The man accused of burning the old mill in May will remain in jail for now.",
            None,
            "burning the old mill in May",
        ),
    ],
)
def test_what_is_beside_a_source_or_behind_a_noun(
    text: str, source: str | None, content: str
) -> None:
    [note] = said(text)
    assert part(text, note, "source") == ([source] if source else [])
    assert part(text, note, "content") == [content]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Indeed, May claimed that five plots had failed.", "May", "that five plots had failed"),
        (
            "Osmark denies flooding the mill and Holt denies any deal with the league.",
            "Osmark",
            "flooding the mill",
        ),
        (
            "Experts say that the pledge Mr. Holt made — a tenth of it — would be likely to fail.",
            "Experts",
            "that the pledge Mr. Holt made — a tenth of it — would be likely to fail",
        ),
        (
            "Holt warned against the new pier and threatened to close the mill at once.",
            "Holt",
            "the new pier",
        ),
    ],
)
def test_more_of_clauses_beside_a_cue(text: str, source: str, content: str) -> None:
    notes = [note for note in said(text) if part(text, note, "source") == [source]]
    assert [content] in [part(text, note, "content") for note in notes]


@pytest.mark.parametrize(
    "goes_on",
    [
        "The test of that will come soon, when the league meets in spring.",
        "(Even so, Holt would have won the vote.)",
    ],
)
def test_a_forecast_of_the_outlet_is_no_drift(goes_on: str) -> None:
    doc = Document("x", f"Experts say it could be a turning point for the valley. {goes_on}")
    assert [note.label for note in quotes(doc, Prose.of(doc))] == ["indirect"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Lund announced to reporters at about noon that the league had a deal on the pier.",
            "that the league had a deal on the pier",
        ),
        (
            "The report described how Lund, as the head of the league, kept the mill in debt.",
            "how Lund, as the head of the league, kept the mill in debt",
        ),
    ],
)
def test_hearers_and_asides_before_and_behind(text: str, content: str) -> None:
    assert [content] in [part(text, note, "content") for note in said(text)]
