"""In whose voice a span stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes
from rhetorictui.layers.voice import Voices


def voices(text: str, *zones: Zone) -> tuple[str, Voices]:
    doc = Document("x", text, zones=zones)
    return text, Voices(doc, quotes(doc, Prose.of(doc)))


def at(found: tuple[str, Voices], words: str) -> tuple[str, str | None]:
    text, voice = found
    start = text.index(words)
    return voice.at(start, start + len(words))


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
