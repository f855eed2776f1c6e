"""How far findings reach: over the noun that is judged, or to the end of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.frames import frames
from rhetorictui.layers.reach import closed_end, noun_span, sentence_end
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.packs.judging import judging_words
from rhetorictui.packs.model import Pack, Rule
from rhetorictui.packs.store import compile_matcher

JUDGING = frozenset(("brutal", "far-right", "bungled", "naïve", "rigged"))


def reached(text: str, judging: frozenset[str] = JUDGING) -> str:
    """The hit between square brackets, with what it reaches over."""
    before, hit, after = text.replace("]", "[").split("[")
    plain, start = before + hit + after, len(before)
    return plain[slice(*noun_span(plain, start, start + len(hit), judging))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [brutal] regime fell", "brutal regime"),
        ("a [brutal] regime’s end", "brutal regime"),
        ("the [far-right] press", "far-right press"),
        ("a [Brutal] family", "Brutal family"),
        ("their [utterly brutal] war", "utterly brutal war"),
        # Another adjective stands between, of a name's language too.
        ("a [brutal] colonial war", "brutal colonial war"),
        ("a [brutal] Syrian officer", "brutal Syrian officer"),
        # A name is taken whole, with its title; in a headline the next word may be the verb.
        ("the [brutal] Gen. Oren Vale said", "brutal Gen. Oren Vale"),
        ("the [brutal] Vale of Karsk", "brutal Vale"),
        ("[Brutal] Winter Closes Roads", "Brutal Winter"),
        # What follows is no noun.
        ("it was [brutal]", "brutal"),
        ("it was [brutal], people said", "brutal"),
        ("it was [brutal] and long", "brutal"),
        ("it was [brutal] yesterday", "brutal"),
        ("it was [brutal] really", "brutal"),
        ("it looked [brutal] said Vale", "brutal"),
        ("they [bungled] the sale", "bungled"),
        ("a [brutal] 2018 war", "brutal"),
        ("a [brutal] MS-13 gang", "brutal"),
        ("a [brutal]\nwar", "brutal"),
        ("a [brutal]  war", "brutal"),
        # The hit does not end in a word that judges.
        ("the [brutality] war", "brutality"),
        ("[brutal war] crimes", "brutal war"),
        ("a [so-brutal] war", "so-brutal"),
        # Apostrophes and letters beyond ASCII.
        ("a [naïve] plan", "naïve plan"),
        ("a [brutal] human being", "brutal human"),
        ("a [brutal] human cost", "brutal human cost"),
        ("a [brutal]\u00a0war", "brutal\u00a0war"),
        ("a [brutal] coup d’état", "brutal coup"),
    ],
)
def test_over_the_noun(text: str, expected: str) -> None:
    assert reached(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a [threat to our] republic now", "threat to our republic"),
        ("a [threat to our] national security", "threat to our national security"),
        ("they [prey on] the poor", "prey on the poor"),
        ("they [prey on] vulnerable widows", "prey on vulnerable widows"),
        ("[under the banner of] human safety", "under the banner of human safety"),
        ("the [stench of] Oren Vale", "stench of Oren Vale"),
        # Nothing that could be a noun: no article is left hanging, a preposition may be.
        ("a [threat to our] 2031 plan", "threat"),
        ("[destruction of the] “old” mill", "destruction"),
        ("[worse, the] very mill", "worse"),
        ("whom they [prey on].", "prey on"),
        ("whom they [prey on] the 9th", "prey on"),
    ],
)
def test_over_the_noun_that_the_end_opens(text: str, expected: str) -> None:
    assert reached(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an utterly [brutal] regime", "utterly brutal regime"),
        ("a truly and utterly [brutal] regime", "utterly brutal regime"),
        ("it is so very [brutal]", "so very brutal"),
        ("so very very [brutal]", "very very brutal"),
        ("the Talvonian [regime]", "Talvonian regime"),
        ("the Karsk-backed [regime]", "Karsk-backed regime"),
        ("an old, colonial [regime]", "colonial regime"),
        # Names, nouns, adverbs of time, and adjectives before what may be a verb are no part.
        ("the Karsk-Vale [regime]", "regime"),
        ("a deal [regime]", "regime"),
        ("the hospital [nightmare]", "nightmare"),
        ("the recently [brutal] regime", "brutal regime"),
        ("a national editorial [bungled] it", "bungled"),
        ("he openly [bungled] it", "openly bungled"),
        ("most [on the brutal] right", "on the brutal right"),
        ("colonial\n[regime]", "regime"),
    ],
)
def test_back_over_what_stands_before(text: str, expected: str) -> None:
    assert reached(text) == expected


@pytest.mark.parametrize(
    ("hit", "after", "expected"),
    [
        ("insult the", " mayor", "insult"),
        ("the end of our", " civil peace", "the end of our civil peace"),
        ("the end of our", " 2031 plan", "the end"),
        ("worse, the", " mayor", "worse"),
        ("so be it", " then", "so be it"),
        ("the", " mayor", "the"),
    ],
)
def test_no_finding_ends_in_an_article(hit: str, after: str, expected: str) -> None:
    text = hit + after
    assert text[: closed_end(text, 0, len(hit))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why should we? No.", "Why should we"),
        ("Why should St.Ann pay 2.5 crowns? No.", "Why should St.Ann pay 2.5 crowns"),
        ("Why should we\nNo.", "Why should we"),
        ("“Why should we pay,” he asked.", "Why should we pay"),
        ("Why should we", "Why should we"),
        ("Why should “the board” pay? No.", "Why should “the board” pay"),
        ('Why should the "old" board pay? No.', 'Why should the "old" board pay'),
        ("Why should we say “No.” Next.", "Why should we say"),
        ("Why should Sen. Vale or B. Orr pay? No.", "Why should Sen. Vale or B. Orr pay"),
        ("Why should ... we?", "Why should"),
    ],
)
def test_over_the_sentence(text: str, expected: str) -> None:
    start = text.index("Why")
    assert text[start : sentence_end(text, start + len("Why should"))] == expected


@given(st.text(alphabet="ab brutal.’'-Ü\n\u00a0\"é1", max_size=40), st.data())
def test_a_reach_never_leaves_the_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = noun_span(text, start, end, JUDGING)
    closed, stop = closed_end(text, start, end), sentence_end(text, end)
    assert first <= start and end <= stop <= len(text)
    assert all(start <= place <= len(text) for place in (last, closed))
    assert not {"\n"} & {*text[first:start], *text[end:last], *text[end:closed], *text[end:stop]}


def test_words_that_judge() -> None:
    phrases = ("brutal", "brutally", "brutality", "~bungle/V", "job-killing", "witch-hunts",
               "politically correct", "the radical left", "out of touch", "kleptocra*", "=US",
               "never {0,2} honest", "globalist", "globalists", "arch globalist")  # fmt: skip
    assert judging_words(phrases) == (
        "brutal", "bungled", "bungling", "correct", "globalist", "honest", "job-killing",
    )  # fmt: skip


RULES = (
    Rule("persuasion.cruel", "Loaded_Language", ("brutal",), "n", "s", reach="noun",
         judging="brutal"),
    Rule("persuasion.lies", "Loaded_Language", ("~lie/N",), "n", "s"),
    Rule("persuasion.why", "Doubt", ("why should",), "n", "s", reach="sentence"),
    Rule("persuasion.trust", "Doubt", ("trust",), "n", "s"),
    Rule("persuasion.war", "Loaded_Language", ("war lies",), "n", "s"),
    Rule("persuasion.end", "Loaded_Language", ("end of the", "mock the"), "n", "s"),
)  # fmt: skip
MATCHER = compile_matcher([Pack("persuasion", "t", "1.0.0", "d", "s", True, RULES)])


def findings(text: str, **settings: object) -> list[Annotation]:
    doc = Document("a", text)
    chosen = FrameSettings(**settings)  # type: ignore[arg-type]
    return frames(doc, Prose.of(doc), MATCHER, chosen, lambda start, end: ("narrator", None))


def words(text: str, **settings: object) -> list[str]:
    return [text[note.start : note.end] for note in findings(text, **settings)]


def test_a_finding_covers_what_its_rule_reaches_over() -> None:
    assert words("A brutal war. Brutal lies.") == ["brutal war", "Brutal lies"]
    assert words("Brutal lies.", nested=True) == ["Brutal lies", "lies"]
    # Both are told where neither lies within the other.
    assert words("Brutal war lies.") == ["Brutal war", "war lies"]


def test_a_finding_of_any_rule_ends_in_a_word_of_substance() -> None:
    assert words("It is the end of the republic. They mock the mayor.") == [
        "end of the republic",
        "mock",
    ]


def test_what_stands_within_a_sentence_is_told_beside_it() -> None:
    assert words("Why should we trust lies?") == ["Why should we trust lies", "trust", "lies"]


def test_a_sentence_ends_where_its_speaker_stops() -> None:
    text = "Why should we, the poor, pay, she said, and wept."

    def voice(start: int, end: int) -> tuple[str, str | None]:
        return ("indirect", "she") if end <= text.index(", she") else ("narrator", None)

    doc = Document("a", text)
    (note,) = frames(doc, Prose.of(doc), MATCHER, FrameSettings(), voice)
    assert text[note.start : note.end] == "Why should we, the poor, pay"


def test_voices_asked_for_do_not_change_what_is_repeated() -> None:
    doc = Document("a", "Brutal war\n\nA brutal war, a brutal regime, a brutal mind, a brutal end.")

    def voice(start: int, end: int) -> tuple[str, None]:
        return ("headline" if start < 10 else "narrator"), None

    for voices in ((), ("narrator",)):
        notes = frames(doc, Prose.of(doc), MATCHER, FrameSettings(voices=voices), voice)
        assert [n.label for n in notes if n.voice == "narrator"] == ["Loaded_Language"] * 4
        assert {n.voice for n in notes} == {*voices} or not voices


def test_settings_and_repetition_know_the_words_of_the_rule() -> None:
    text = "A brutal war, a brutal regime, a brutal mind, a brutal end."
    assert words(text, exclude=("brutal",)) == []
    assert "brutal war" not in words(text, allow=("Brutal War",))
    repeated = [note for note in findings(text) if note.label == "Repetition"]
    assert [text[note.start : note.end] for note in repeated] == ["brutal"] * 4
