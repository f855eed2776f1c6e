"""One name for all the ways an article refers to a speaker; "unknown" rather than a guess."""

from __future__ import annotations

import pytest

from rhetorictui.layers.introduced import introduction, role
from rhetorictui.layers.names import kind_of, owner, person_name, role_noun
from rhetorictui.layers.speakers import UNKNOWN, Cast


def cast(text: str, *sources: str) -> list[tuple[str, str]]:
    """Names and kinds of the sources, each searched behind the one before."""
    people = Cast(text)
    found, at = [], 0
    for source in sources:
        at = text.index(source, at)
        found.append(people.resolve(at, at + len(source)))
        at += len(source)
    return [(speaker.name, speaker.kind) for speaker in found]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Foreign Ministry spokesman Marek Oduya", "Marek Oduya"),
        ("Marek Oduya, the envoy,", "Marek Oduya"),
        ("Vice Adm. Teo Larsen", "Teo Larsen"),
        ("its ambassador, Siva Montel,", "Siva Montel"),
        ("Joel Parrish of Channel Nine", "Joel Parrish"),
        ("the Council of Elders", "Council of Elders"),
        ("officials", None),
        ("the envoy", None),
        ("Critics", None),
        ("he", None),
    ],
)
def test_person_name(words: str, name: str | None) -> None:
    assert person_name(words) == name


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("the northern diplomat", "diplomat"),
        ("a spokesman for the mill", "spokesman"),
        ("it", None),
    ],
)
def test_role_noun(words: str, noun: str | None) -> None:
    assert role_noun(words) == noun


@pytest.mark.parametrize(
    ("word", "bare"),
    [("China’s", "China"), ("voters'", "voters"), ("O'Brien's", "O'Brien"), ("it’'", "it’"),
     ("Johns", "Johns"), ("'s", ""), ("", "")],
)  # fmt: skip
def test_owner(word: str, bare: str) -> None:
    assert owner(word) == bare


def test_surname_title_and_role_are_one_speaker() -> None:
    text = (
        "Ambassador Teo Larsen, Osmark's permanent delegate to the League, spoke first. Larsen "
        "said no. The envoy said yes. Ambassador Larsen said maybe."
    )
    names = cast(text, "Ambassador Teo Larsen", "Larsen", "The envoy", "Ambassador Larsen")
    assert {name for name, _ in names} == {"Teo Larsen"}


def test_a_name_that_is_first_shortened_is_completed() -> None:
    text = "Governor Teo Larsen opened the mill. “Fine,” Larsen said."
    assert cast(text, "Larsen said"[:6])[0][0] in ("Teo Larsen", "Larsen")


def test_he_is_the_one_person_of_the_paragraph() -> None:
    text = "The mill is safe, engineer Teo Larsen said. It will last, he said."
    assert cast(text, "engineer Teo Larsen", "he said"[:2])[1] == ("Teo Larsen", "person")


def test_he_is_unknown_between_two_people() -> None:
    text = "Teo Larsen said no. Ruy Benes said yes. Larsen met Benes, and he said maybe."
    names = cast(text, "Teo Larsen", "Ruy Benes", "he said"[:2])
    assert names[2][0] == UNKNOWN


def test_two_diplomats_make_the_diplomat_unknown() -> None:
    text = "Ambassador Teo Larsen said no. Envoy Ruy Benes said yes. The diplomat said maybe."
    names = cast(text, "Ambassador Teo Larsen", "Envoy Ruy Benes", "The diplomat")
    assert names[2][0] == UNKNOWN


def test_unnamed_and_collective_sources_keep_their_words() -> None:
    text = "A senior official, who asked for no name, said so. Analysts said otherwise."
    assert cast(text, "A senior official, who asked for no name,", "Analysts") == [
        ("a senior official", "unnamed"),
        ("Analysts", "collective"),
    ]


def test_they_and_it_are_unknown() -> None:
    assert cast("They said so, and it said so.", "They", "it") == [(UNKNOWN, "unknown")] * 2


def test_no_gender_is_inferred() -> None:
    text = "The mill is safe, engineer Maria Larsen said. It will last, {} said."
    for pronoun in ("he", "she"):
        full = text.format(pronoun)
        assert cast(full, "engineer Maria Larsen", f", {pronoun}"[2:])[1][0] == "Maria Larsen"


def test_a_first_person_is_the_speaker_around_it() -> None:
    people = Cast("“I think so,” Teo Larsen said.")
    speaker = people.resolve(14, 24)
    assert people.resolve(1, 2, speaker) is speaker
    assert people.resolve(1, 2).name == UNKNOWN


def test_a_clause_taken_for_a_source_names_nobody() -> None:
    text = "The mill has meanwhile closed, the town said."
    assert cast(text, "The mill has meanwhile closed")[0][0] == UNKNOWN


def test_a_state_is_no_person() -> None:
    text = "Norway, on behalf of three others, said so."
    assert cast(text, "Norway, on behalf of three others,") == [("Norway", "organisation")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Meanwhile Tobin Aske, an engineer,", "Tobin Aske"),
        ("On Tuesday Sheriff Teo Larsen of Osmark", "Teo Larsen"),
        ("Springfield, Osmark, attorney Ruy Benes", "Ruy Benes"),
        ("Unshaven and cold, Mr. Larsen", "Larsen"),
        ("Special Counsel Ruy Benes", "Ruy Benes"),
        ("Police Chief Teo Larsen of Osmark", "Teo Larsen"),
        ("House of Elders Speaker Mira Oduya", "Mira Oduya"),
        ("The Office of the High Warden for Rivers", "Office of the High Warden for Rivers"),
        ("Both Democrats", None),
        ("Commentators in the valley", None),
        ("Monday", None),
        ("Secretary of State Mira Oduya", "Mira Oduya"),
        ("Ambassador to the River League Teo Larsen", "Teo Larsen"),
        ("President of the Valley League", None),
        ("Senate Democrats", None),
        ("Unless Democrats", None),
        ("Osmarkians", None),
        ("Environment", None),
        ("Up", None),
    ],
)
def test_what_is_a_name_and_what_not(words: str, name: str | None) -> None:
    assert person_name(words) == name


def test_a_statement_is_the_voice_of_who_delivered_it() -> None:
    text = "Osmark, for nine towns, made a joint statement. The joint statement said no."
    assert cast(text, "The joint statement")[0][0] == "Osmark"


@pytest.mark.parametrize("source", ["on Aug 31", "whose conduct Tuesday", "All these", "then"])
def test_times_places_and_demonstratives_name_nobody(source: str) -> None:
    assert cast(f"As it was, {source} said so.", source) == [(UNKNOWN, "unknown")]


def test_several_who_speak_together_are_not_one_of_them() -> None:
    text = "Teo Larsen said no. Larsen and Ruy Benes said yes."
    assert cast(text, "Teo Larsen", "Larsen and Ruy Benes")[1] == (
        "Larsen and Ruy Benes",
        "collective",
    )


def test_a_first_name_is_the_only_one_who_has_it() -> None:
    text = "“We won,” Tobin Aske said. Tobin said it was late. Mr. Aske said it was not."
    names = cast(text, "Tobin Aske", "Tobin said"[:5], "Mr. Aske")
    assert {name for name, _ in names} == {"Tobin Aske"}


def test_a_body_is_no_short_form_of_another() -> None:
    text = "The Senate Ethics Committee said no. The Senate said yes."
    assert cast(text, "The Senate Ethics Committee", "The Senate said"[:10])[1][0] == "the Senate"


def test_one_pronoun_for_one_person() -> None:
    text = "Mira Oduya spoke for the mill, she said. Later he said no."
    names = cast(text, "Mira Oduya", "she", "he said"[:2])
    assert [name for name, _ in names] == ["Mira Oduya", "Mira Oduya", UNKNOWN]


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Larsen said no. Mr. Larsen was late.", "Larsen", "person"),
        ("Larsen said no. Teo Larsen was late.", "Larsen", "person"),
        ("Larsen, who was late, said no.", "Larsen", "person"),
        ("Larsen's campaign was late. Larsen said no.", "Larsen said"[:6], "person"),
        ("The towns in Osmark were late. Osmark said no.", "Osmark", "organisation"),
        ("The Osmarkan fleet was late. Osmarka said no.", "Osmarka said"[:7], "organisation"),
        ("Open Ledger, which counts ships, said no.", "Open Ledger, which counts ships,",
         "organisation"),
        ("Exporters said no.", "Exporters", "collective"),
        ("Two officials at the ministry said no.", "Two officials at the ministry", "collective"),
        ("Members said no. The other members were late.", "Members", "collective"),
        ("A soldier at the gate said no.", "A soldier at the gate", "unnamed"),
        ("The scientists said no.", "The scientists", "collective"),
        ("A poll of farmers said no.", "A poll of farmers", "organisation"),
    ],
)  # fmt: skip
def test_what_kind_of_speaker_it_is(text: str, source: str, kind: str) -> None:
    assert cast(text, source)[0][1] == kind


def test_a_surname_that_turns_out_to_be_a_persons() -> None:
    text = "Larsen said no to the plan. Mayor Teo Larsen said yes."
    assert cast(text, "Larsen", "Mayor Teo Larsen") == [("Teo Larsen", "person")] * 2


@pytest.mark.parametrize(
    "text",
    ["Ruy Benes, Osmark Voice\n\nOsmark said no.", "Economy\n\nOsmark said no."],
)
def test_a_by_line_or_label_completes_no_name(text: str) -> None:
    assert cast(text, "Osmark said"[:6])[0][0] == "Osmark"


def test_it_and_they_are_who_spoke_in_the_sentence_before() -> None:
    text = "The coast guard said no. It said the sea was rough."
    assert cast(text, "The coast guard", "It")[1][0] == "the coast guard"
    text = "Some farmers said no. The land was dry, they said."
    assert cast(text, "Some farmers", "they")[1][0] == "Some farmers"
    text = "The coast guard said no. The sea was rough. The boat sank. It said so."
    assert cast(text, "The coast guard", "It said"[:2])[1][0] == UNKNOWN


def test_who_is_the_noun_before_it() -> None:
    text = "“It is late,” said a local farmer, who asked not to be named."
    assert cast(text, "who")[0] == ("a local farmer", "unnamed")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The League, which met on Monday, said no.", None),
        ("Teo Larsen, 24, said no.", None),
        ("Mr. Larsen said no.", None),
        ("Dr. Teo Larsen, who runs a clinic, said no.", "Dr."),
    ],
)
def test_a_role_says_who_somebody_is(text: str, role: str | None) -> None:
    people = Cast(text)
    assert people.resolve(0, text.index(" said")).role == role


def test_a_body_is_called_without_what_is_told_of_it() -> None:
    source = "The League, which met on Monday,"
    assert cast(f"{source} said no.", source) == [("the League", "organisation")]


def test_a_common_surname_does_not_come_first() -> None:
    text = "Johnson said no. The trial opened in Johnson Tower. Later Johnson said yes."
    assert cast(text, "Johnson said"[:7]) == [("Johnson", "person")]
    text = "Johnson said no. Johnson Tower stood empty. Johnson said yes."
    assert {name for name, _ in cast(text, "Johnson", "Johnson said"[:7])} == {"Johnson"}


def test_a_weekday_is_no_name() -> None:
    text = "“No,” Teo Larsen Saturday said. Larsen was late."
    assert cast(text, "Teo Larsen Saturday") == [("Teo Larsen", "person")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Ruy Benes said no. Governor Teo Larsen gave a speech on the pier. He said maybe.",
            "Teo Larsen",
        ),
        (
            "Ruy Benes said no. Governor Teo Larsen mocked Benes's plan when he said maybe.",
            UNKNOWN,
        ),
        (
            "Ms. Benes said no. Governor Teo Larsen mocked Benes when he said maybe.",
            "Teo Larsen",
        ),
        (
            (
                "Ruy Benes said no.\n\nMayor Pia Anselmo, who runs the town, voted on Monday.\n\n"
                "“Ruy Benes knows that it will fail,” she said."
            ),
            "Pia Anselmo",
        ),
        ("Teo Larsen met the board. Governor Oduya's rise was swift. She said maybe.", UNKNOWN),
        ("Larsen aides left the hall. She said maybe.", UNKNOWN),
    ],
)  # fmt: skip
def test_a_pronoun_takes_up_the_subject(text: str, speaker: str) -> None:
    people = Cast(text)
    for source in ("Ruy Benes", "Ms. Benes"):
        if text.startswith(source):
            people.resolve(0, len(source))
    pronoun = next(p for p in ("she said", "he said", "She said", "He said") if p in text)
    at = text.rindex(pronoun)
    assert people.resolve(at, at + len(pronoun.split()[0])).name == speaker


def test_a_full_stop_behind_a_title_ends_no_sentence() -> None:
    text = "Governor Teo Larsen thanked Mr. Benes. He said maybe."
    people = Cast(text)
    at = text.index("He said")
    assert people.resolve(at, at + 2).name == "Teo Larsen"


def test_the_articles_own_title_tells_whom_he_cannot_mean() -> None:
    text = "Ms. Larsen spoke to the hall. Later he said no."
    people = Cast(text)
    people.resolve(0, len("Ms. Larsen"))
    at = text.index("he said")
    assert people.resolve(at, at + 2).name == UNKNOWN


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Teo Larsen, a pilot who lost the vote in March, said no.", "a pilot"),
        ("Teo Larsen, who lost the vote in March, said no.", None),
        ("Teo Larsen, head of the league, speaking in the hall, said no.", "head of the league"),
        ("Teo Larsen, head of the league -- the largest of all -- said no.", "head of the league"),
        ("Mr. Larsen’s said no.", None),
    ],
)
def test_a_role_ends_before_a_clause(text: str, role: str | None) -> None:
    people = Cast(text)
    assert people.resolve(0, text.index(" said")).role == role


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("USA Today", "USA Today"),
        ("Holt Saturday", "Holt"),
        ("The Academy of Letters", "Academy of Letters"),
        ("the Archbishop of Osmark", None),
        ("the Democrats of Osmark", None),
        ("Joel Parrish of Channel Nine", "Joel Parrish"),
    ],
)
def test_the_name_of_a_body_is_whole(words: str, name: str | None) -> None:
    assert person_name(words) == name


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the school's dean of students", "unnamed"),
        ("the crowd", "collective"),
        ("the ministry", "organisation"),
    ],
)
def test_kinds_of_those_without_a_name(words: str, kind: str) -> None:
    assert kind_of(words) == kind


def test_a_full_name_at_the_end_of_a_sentence_counts() -> None:
    text = "The vote was lost by League leader Per Gronholt. Gronholt said no."
    at = text.index("Gronholt said")
    speaker = Cast(text).resolve(at, at + len("Gronholt"))
    assert (speaker.name, speaker.kind) == ("Per Gronholt", "person")


@pytest.mark.parametrize("words", ["Unfortunately", "Lastly", "Ideally", "Please"])
def test_an_adverb_is_nobody(words: str) -> None:
    text = f"{words} said no."
    assert Cast(text).resolve(0, len(words)).name == UNKNOWN


@pytest.mark.parametrize("words", ["Kelly", "Reilly", "Sally", "Molly", "Duly"])
def test_a_name_that_ends_like_one_is_somebody(words: str) -> None:
    assert Cast(f"{words} said no.").resolve(0, len(words)).name == words


def test_a_surname_is_no_short_form_of_a_body_named_for_somebody() -> None:
    text = (
        "On Monday the office of Chairman Teo Royce said no. Royce, a grower, said yes. National "
        "Security Adviser Pia Anselmo said maybe."
    )
    sources = (
        "the office of Chairman Teo Royce",
        "Royce, a grower,",
        "National Security Adviser Pia Anselmo",
    )
    names = [name for name, _ in cast(text, *sources)]
    assert names[1] != names[0]
    assert names[2] == "Pia Anselmo"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Democratic Senate Majority Whip Marta Oduya of Osmark", "Marta Oduya"),
        ("the Academy of Letters", "Academy of Letters"),
        ("the new head of the town’s media arm, the Voice of Osmark,", None),
    ],
)
def test_whose_name_a_source_has(source: str, name: str | None) -> None:
    assert person_name(source) == name


def test_a_role_has_no_title_alone_in_it() -> None:
    assert role("Mr., a lawyer at the ministry,") == "a lawyer at the ministry"


def test_a_heading_above_is_no_part_of_a_role() -> None:
    text = "The Endless Chamber\n\nMayor Pia Holt said so."
    assert introduction(text, "Holt", text.index("Holt")) == ("Mayor Pia", {"mayor"})


def test_an_office_has_of_or_and_in_its_name() -> None:
    text = "Secretary of State Pia Holt said so."
    assert introduction(text, "Pia Holt", 0)[0] == "Secretary of State"
    assert Cast("").add("Health and Human Services Secretary Ivo Lund", 0).name == "Ivo Lund"
    assert Cast("").add("Holt and Interior Minister Ivo Lund", 0).kind == "collective"


def test_a_trade_before_a_full_name_is_none_of_it() -> None:
    assert person_name("Epidemiologist Pia Ann Holt") == "Pia Ann Holt"
    assert role(", a miller, The Osmark Post reports") == "a miller"


def test_a_role_does_not_reach_into_the_sentence_before() -> None:
    text = "They met in the State. President Pia Holt left."
    assert introduction(text, "Holt", 0)[0] == "President Pia"
