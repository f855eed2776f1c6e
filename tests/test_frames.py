"""The layer of findings: what is kept, and what each finding carries."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.language import Prose
from rhetorictui.layers.frames import frames
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.packs.model import Pack, Rule
from rhetorictui.packs.store import compile_matcher

RULES = (
    Rule(
        "persuasion.lies", "Loaded_Language", ("~lie/N", "vile lies"), "A lie is meant.", "s", 0.9
    ),
    Rule("persuasion.regime", "Name_Calling-Labeling", ("regime",), "Not a government.", "s", 0.4),
    Rule("persuasion.slam", "Loaded_Language", ("~slam/V",), "n", "s", zones=("headline",)),
    Rule("persuasion.own", "Doubt", ("so-called",), "n", "s", voices=("narrator",)),
    Rule("persuasion.body", "Doubt", ("body",), "n", "s", zones=("body",)),
)
PACK = Pack("persuasion", "t", "1.0.0", "d", "s", True, RULES)
MATCHER = compile_matcher([PACK])
TEXT = (
    "Minister slams regime body\n\nHe slammed the so-called lies of the regime. “So-called body.”"
)
DOC = Document("a", TEXT, zones=(Zone("headline", 0, 26),))


def voice(start: int, end: int) -> tuple[str, str | None]:
    if start < 26:
        return "headline", None
    return ("direct", "Moor") if start > TEXT.index("“") else ("narrator", None)


def run(**settings: object) -> list[Annotation]:
    chosen = FrameSettings(**settings)  # type: ignore[arg-type]
    return frames(DOC, Prose.of(DOC), MATCHER, chosen, voice)


def words(**settings: object) -> list[str]:
    return [TEXT[a.start : a.end] for a in run(**settings)]


def test_zones_and_voices_of_rules() -> None:
    assert words() == ["slams", "regime", "so-called", "lies", "regime", "body"]


def test_what_a_finding_carries() -> None:
    lies = next(a for a in run() if a.rule == "persuasion.lies")
    start = TEXT.index("lies")
    assert lies == Annotation(
        start, start + 4, "frames", "Loaded_Language", "persuasion", "persuasion.lies", "narrator",
        None, None, 0.9, "A lie is meant.",
    )  # fmt: skip
    assert run()[-1][6:8] == ("direct", "Moor")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"labels": ("Doubt",)}, ["so-called", "body"]),
        ({"min_weight": 0.5}, ["slams", "so-called", "lies", "body"]),
        ({"exclude": ("persuasion.r*", "doubt")}, ["slams", "lies"]),
        ({"exclude": ("Regime",)}, ["slams", "so-called", "lies", "body"]),
        ({"allow": ("SO–CALLED", "lies")}, ["slams", "regime", "regime", "body"]),
        ({"voices": ("headline",)}, ["slams", "regime"]),
        ({"voices": ("direct", "narrator"), "labels": ("Doubt",)}, ["so-called", "body"]),
    ],
)
def test_settings(settings: dict[str, object], expected: list[str]) -> None:
    assert words(**settings) == expected


def test_a_finding_within_a_longer_one_of_its_label_is_dropped() -> None:
    text = "A groundless charge, groundless as charges are, of groundless charges and lies."
    rules = (
        Rule("p.groundless", "Loaded_Language", ("groundless",), "n", "s"),
        Rule("p.charge", "Loaded_Language", ("groundless charge*", "charges and lies"), "n", "s"),
        Rule("p.same", "Loaded_Language", ("groundless charges",), "n", "s"),
        Rule("p.doubt", "Doubt", ("groundless",), "n", "s"),
    )
    matcher = compile_matcher([Pack("p", "t", "1.0.0", "d", "s", True, rules)])
    doc = Document("a", text)

    def found(voice: str, nested: bool = False) -> list[tuple[str, str]]:
        return [
            (text[a.start : a.end], (a.rule or "").removeprefix("p."))
            for a in frames(
                doc, Prose.of(doc), matcher, FrameSettings(nested=nested),
                lambda s, e: (voice if e - s > 10 else "narrator", None),
            )
        ]  # fmt: skip

    groundless, doubt = ("groundless", "groundless"), ("groundless", "doubt")
    first, second = ("groundless charge", "charge"), ("groundless charges", "charge")
    same = ("groundless charges", "same")
    # Two rules that find just the same are both reported.
    kept = [doubt, first, doubt, groundless, doubt, same]
    assert sorted(found("narrator")) == sorted([*kept, second])
    assert sorted(found("narrator", nested=True)) == sorted([*kept, second, groundless, groundless])
    assert sorted(found("direct")) == sorted([*kept, second, groundless, groundless])


def test_settings_travel_to_other_processes() -> None:
    settings = FrameSettings(packs=("persuasion",), min_weight=0.5)
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_repetition_comes_with_the_persuasion_pack() -> None:
    text = "We will fight vile lies. We will fight vile lies. We will fight all vile lies."
    doc = Document("a", text)

    def labels(pack: Pack, **settings: object) -> list[str]:
        chosen = FrameSettings(**settings)  # type: ignore[arg-type]
        found = frames(
            doc, Prose.of(doc), compile_matcher([pack]), chosen, lambda s, e: ("narrator", None)
        )
        assert [a.start for a in found] == sorted(a.start for a in found)
        return [a.label for a in found]

    assert labels(PACK).count("Repetition") == 6
    assert "Repetition" in labels(PACK._replace(id="mine", inherits=("persuasion",)))
    assert "Repetition" not in labels(PACK._replace(id="mine"))
    assert labels(PACK, labels=("Repetition",)) == ["Repetition"] * 3
    assert "Repetition" not in labels(PACK, exclude=("Repetition",))
    assert labels(PACK, exclude=("persuasion.repetition-*",)).count("Repetition") == 0
    assert "Repetition" not in labels(PACK, min_weight=0.8)
    assert "Repetition" not in labels(PACK, voices=("direct",))
    assert labels(PACK, allow=("we will fight", "vile lies")) == []


def test_the_seeds_anaphora_if_present() -> None:
    seeds = Path(__file__).parents[2] / "shared" / "seeds"
    if not seeds.exists():
        pytest.skip("needs ../shared")
    (path,) = seeds.glob("002*")
    doc = Document("002", path.read_text("utf-8"))
    found = frames(
        doc,
        Prose.of(doc),
        compile_matcher([PACK]),
        FrameSettings(),
        lambda s, e: ("narrator", None),
    )
    assert sum(a.rule == "persuasion.repetition-anaphora" for a in found) == 3
