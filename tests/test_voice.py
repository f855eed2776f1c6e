"""In whose voice a span stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import VOICES, Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers import annotate, voice
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.voice import Voices


def voices(text: str, *zones: Zone) -> tuple[str, Voices]:
    doc = Document("x", text, zones=zones)
    return text, Voices(doc, quotes(doc, Prose.of(doc)))


def at(found: tuple[str, Voices], words: str) -> tuple[str, str | None]:
    text, voice = found
    start = text.index(words)
    return voice.at(start, start + len(words))


@given(
    st.lists(
        st.sampled_from(
            "not nOT isn't isn’t N'T never hardly refused to no one nobody none say it".split()
        ),
        max_size=6,
    )
)
def test_what_tells_a_denial_holds_one_of_a_few_words(words: list[str]) -> None:
    text = " ".join(words)
    if voice._DENIED.search(text):
        assert any(part in text.lower() for part in voice._DENIES)


def test_direct_indirect_and_narrator() -> None:
    found = voices(
        "“The wall is a disgrace,” Marta Oduya said. She said that the mayor was asleep. The "
        "mayor went home."
    )
    assert at(found, "a disgrace") == ("direct", "Marta Oduya")
    assert at(found, "asleep") == ("indirect", "Marta Oduya")
    assert at(found, "went home") == ("narrator", None)


def test_the_marks_within_mixed_content_are_direct() -> None:
    found = voices("Marta Oduya said the wall was “a national disgrace” and should go.")
    assert at(found, "national disgrace") == ("direct", "Marta Oduya")
    assert at(found, "should go") == ("indirect", "Marta Oduya")


def test_zones_decide_first() -> None:
    title = "Mayor said wall is a shame"
    found = voices(
        title + "\n\nA view of the wall.\n\nIt fell.",
        Zone("headline", 0, len(title)),
        Zone("caption", 28, 47),
    )
    assert at(found, "a shame") == ("headline", None)
    assert at(found, "view") == ("caption", None)
    assert at(found, "fell") == ("narrator", None)


def test_scare_quotes_are_the_outlets_own() -> None:
    found = voices("The ministry opened its “model” prison to visitors.")
    assert at(found, "model") == ("narrator", None)


def test_a_span_that_leaves_the_content_is_the_narrators() -> None:
    text, voice = voices("“The wall is a disgrace,” Marta Oduya said. The mayor went home.")
    assert voice.at(5, len(text)) == ("narrator", None)


def test_the_innermost_attribution_decides() -> None:
    doc = Document("x", "a b c d e f")
    outer = Annotation(0, 11, "quotes", "indirect", speaker="A", parts={"content": [(0, 11)]})
    inner = Annotation(4, 7, "quotes", "direct", speaker="B", parts={"content": [(4, 7)]})
    voice = Voices(doc, [outer, inner])
    assert voice.at(4, 5) == ("direct", "B")
    assert voice.at(8, 9) == ("indirect", "A")


def test_the_seeds(shared: Path) -> None:
    """Loaded wording of the three hand-read articles, in the voice it stands in."""
    want = {
        "000_806abbf55c7c9392.txt": [
            ("their old bad habits", "narrator"),
            ("political viruses", "narrator"),
            ("groundless accusations targeting", "narrator"),
            ("playing the jackal to the tiger", "direct"),
            ("double standards", "indirect"),
            ("shattered the lies", "narrator"),
            ("can only fool themselves", "narrator"),
        ],
        "002_1268e31c59b1c623.txt": [
            ("pass the buck", "indirect"),
            ("nothing but a tool", "direct"),
            ("abused this forum", "direct"),
        ],
        "004_e514db0db369c6a5.txt": [
            ("a mishmash of disinformation", "indirect"),
            ("totally illegal and invalid", "direct"),
            ("biggest saboteur", "direct"),
            ("a perverse product", "direct"),
            ("throwing mud at China", "direct"),
            ("paid a six-day visit", "narrator"),
        ],
    }
    for name, phrases in want.items():
        found = voices((shared / "seeds" / name).read_text("utf-8"))
        assert [(words, at(found, words)[0]) for words, _ in phrases] == phrases


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that the plan was a sham.",
        "Nobody said that the plan was a sham.",
        "The bank never claimed that the plan was a sham.",
    ],
)
def test_what_was_not_said_is_in_nobodys_voice(text: str) -> None:
    doc = Document("1", text)
    start = text.index("a sham")
    assert Voices(doc, quotes(doc, Prose.of(doc))).at(start, start + 6) == ("narrator", None)


@pytest.mark.parametrize(
    ("cue", "voice"), [("said", "indirect"), ("according to", "indirect"), ("lowered", "narrator")]
)
def test_only_words_of_reporting_take_words_from_the_outlet(cue: str, voice: str) -> None:
    text = f"The town {cue} its flags for the victims of a brazen act."
    doc = Document("1", text)
    at = text.index(cue)
    note = Annotation(
        0,
        len(text),
        "quotes",
        "indirect",
        speaker="the town",
        parts={"cue": [(at, at + len(cue))], "content": [(at + len(cue) + 1, len(text))]},
    )
    start = text.index("brazen")
    assert Voices(doc, [note]).at(start, start + 6)[0] == voice


@pytest.mark.parametrize(
    "text",
    [
        "If he said that the plan was a sham, nobody would listen.",
        "Would she say that the plan was a sham?",
        "Had he said that the plan was a sham, he would have lost.",
        "The mill will close if the owner says that the plan is a sham.",
        "Did the mayor say that the plan was a sham?",
        "Who said that the plan was a sham?",
    ],
)
def test_what_is_supposed_or_asked_is_in_nobodys_voice(text: str) -> None:
    assert at(voices(text), "a sham") == ("narrator", None)


def test_what_facts_show_is_the_outlets_argument() -> None:
    assert at(voices("All these show that the plan is a sham."), "sham") == ("narrator", None)
    found = voices("All these show that the plan is a sham, Teo Larsen said.")
    assert at(found, "sham") == ("indirect", "Teo Larsen")


def test_who_calls_the_rejected_charge_baseless_is_the_outlet() -> None:
    found = voices("The harbour master rejected the baseless charges of the league.")
    assert at(found, "baseless") == ("narrator", None)
    found = voices("Teo Larsen dismissed the claims of the league as nonsense.")
    assert at(found, "nonsense") == ("indirect", "Teo Larsen")
    found = voices("Teo Larsen said that he rejected the baseless charges of the league.")
    assert at(found, "baseless") == ("indirect", "Teo Larsen")


def test_who_calls_the_refused_help_shabby_is_the_outlet() -> None:
    found = voices("Ada Holt refused the shabby offer of the council.")
    assert at(found, "shabby") == ("narrator", None)


def test_so_called_in_what_opponents_ask_for_is_the_outlets() -> None:
    found = voices(
        "Some ministers called on the town to allow a visit for an inquiry into so-called river "
        "crimes."
    )
    assert at(found, "so-called river") == ("narrator", None)
    found = voices("Teo Larsen said the so-called inquiry was over.")
    assert at(found, "so-called inquiry") == ("indirect", "Teo Larsen")


def test_a_stop_behind_the_content_does_not_matter() -> None:
    assert at(voices("“It is late,” Teo Larsen said. He said it was plain."), "plain.")[0] == (
        "indirect"
    )


def test_every_annotation_of_every_layer_has_a_voice() -> None:
    title = "Mayor blasts ‘slow poison’"
    text = (
        title + "\n\n“There is slow poison in the river, a disgrace,” Marta Oduya said. They must "
        "act. The “model” prison opened.\n\nShe said that the mill was a sham. They should also "
        "close it at once."
    )
    doc = annotate(Document("x", text, zones=(Zone("headline", 0, len(title)),)))
    assert {a.layer for a in doc.annotations} == {"sentences", "quotes", "frames", "headline"}
    assert all(a.voice in VOICES for a in doc.annotations)
    voice = {(a.layer, text[a.start : a.end][:12]): (a.voice, a.speaker) for a in doc.annotations}
    assert voice["sentences", title[:12]] == ("headline", None)
    assert voice["sentences", "“There is sl"] == ("direct", "Marta Oduya")
    assert voice["sentences", "They must ac"] == ("narrator", None)
    assert voice["quotes", "“model”"] == ("narrator", None)
    assert voice["headline", "‘slow poison"] == ("headline", "Marta Oduya")
    drifts = [a for a in doc.annotations if a.layer == "quotes" and a.label == "drift"]
    assert [a.extra for a in drifts] == [{"carries_on": "Marta Oduya"}]


def test_a_finding_where_attribution_drifts_says_whose_claims_go_on() -> None:
    text = (
        "The envoy Marta Oduya said that the border should stay where it is. They must also stop "
        "their smears and lies."
    )
    doc = annotate(Document("x", text), ("frames",))
    found = [a for a in doc.annotations if a.start >= text.index("They must")]
    assert found
    assert all(a.voice == "narrator" for a in found)
    assert all(a.extra == {"carries_on": "Marta Oduya"} for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "The world knows that the plan is a sham.",
        "It would suggest that the plan is a sham.",
    ],
)
def test_what_everybody_knows_is_the_outlets_claim(text: str) -> None:
    assert at(voices(text), "a sham") == ("narrator", None)
