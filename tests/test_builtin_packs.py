"""The packs that ship: every example of every rule does what it should, and labels are the field's.

And a floor: plain wire copy stays quiet in the default packs, partisan copy does not.
"""

from __future__ import annotations

import gzip
import json
import marshal
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path

import pytest

from rhetorictui import annotate, read
from rhetorictui.document import Document
from rhetorictui.language import Prose
from rhetorictui.packs import loader, store
from rhetorictui.packs.lint import check, describe
from rhetorictui.packs.loader import builtin, load
from rhetorictui.packs.store import load_matcher

MATCHER = load_matcher()

PERSUASION = set(
    "Name_Calling-Labeling Guilt_by_Association Doubt Appeal_to_Hypocrisy "
    "Questioning_the_Reputation Flag_Waving Appeal_to_Authority Appeal_to_Popularity "
    "Appeal_to_Values Appeal_to_Fear-Prejudice Whataboutism Causal_Oversimplification "
    "False_Dilemma-No_Choice Consequential_Oversimplification Slogans Conversation_Killer "
    "Appeal_to_Time Loaded_Language Obfuscation-Vagueness-Confusion Exaggeration-Minimisation "
    "Repetition".split()
)
"""SemEval-2023 task 3 without Straw_Man and Red_Herring, which need a reader."""
POLICY = set(
    "economic capacity_and_resources morality fairness_and_equality "
    "legality_constitutionality_jurisprudence policy_prescription_and_evaluation "
    "crime_and_punishment security_and_defense health_and_safety quality_of_life "
    "cultural_identity public_opinion political external_regulation_and_reputation".split()
)
LABELS = {
    "persuasion": PERSUASION,
    "policy-frames": POLICY,
    "generic-frames": {
        "attribution_of_responsibility",
        "human_interest",
        "conflict",
        "morality",
        "economic_consequences",
    },
    "legitimation": {"authorization", "moral_evaluation", "rationalization", "mythopoesis"},
}


@pytest.mark.parametrize("name", builtin())
def test_every_example_holds(name: str) -> None:
    packs = load([name])
    report = check(packs, matcher=load_matcher([name]))
    assert [f"{f.rule}: {f.message}" for f in report.findings] == []
    assert report.examples >= 2 * len(packs[0].rules)


@pytest.mark.parametrize("name", builtin())
def test_what_ships_compiled_is_fresh(name: str) -> None:
    path = loader.place(name)
    shipped = store.read_unit(store.shipped_beside(path), (store.FORMAT, f"{name}.toml", []))
    assert shipped, "run: python -m rhetorictui.packs.ship"
    fresh = store.compile_unit(name)
    assert (shipped.files, shipped.pack) == (fresh.files, fresh.pack)
    for old, new in ((shipped.rules, fresh.rules), (shipped.tables, fresh.tables)):
        assert marshal.loads(old) == marshal.loads(new), "run: python -m rhetorictui.packs.ship"
    assert shipped.groups == fresh.groups, "run: python -m rhetorictui.packs.ship"


def test_what_ships_is_small() -> None:
    stored = [path.read_bytes() for path in Path(loader.FOLDER).glob(f"*{store.SUFFIX}")]
    assert sum(map(len, stored)) < 5_000_000
    assert sum(len(zlib.compress(data)) for data in stored) < 1_500_000  # what is downloaded


def test_default_packs_are_those_that_say_so() -> None:
    assert load() == tuple(pack for pack in load(builtin()) if pack.default)
    assert [pack.id for pack in load_matcher().packs] == [pack.id for pack in load()]


@pytest.mark.parametrize("name", builtin())
def test_every_rule_says_why_and_whence(name: str) -> None:
    (pack,) = load([name])
    for rule in pack.rules:
        assert rule.note.endswith("."), rule.id
        assert any(char.isdigit() for char in rule.source), rule.id
        assert 0 < rule.weight <= 1, rule.id


@pytest.mark.parametrize("name", sorted(LABELS))
def test_labels_are_those_of_the_taxonomy(name: str) -> None:
    (pack,) = load([name])
    assert {rule.label for rule in pack.rules} <= LABELS[name]
    if name != "persuasion":
        assert {rule.label for rule in pack.rules} == LABELS[name]


def test_breadth() -> None:
    facts = [describe(pack) for pack in load(builtin())]
    assert sum(f.rules for f in facts) >= 600
    assert sum(f.phrases for f in facts) >= 9000
    assert "persuasion" in {f.id for f in facts if f.default}


@pytest.mark.parametrize(
    "sentence",
    [
        "The new timetable is a radical change for commuters.",
        "He slammed the door shut and drove his truck into the yard.",
        "The film tells of a monster truck; she drinks Monster Energy.",
        "It is a vicious circle, the miller said of the drought.",
        "The war on drugs began in her youth.",
        "Divers found a time bomb from the last war in the lake.",
        "The so-called swing states vote on Tuesday.",
        "He was charged with corrupt intent under the criminal justice system.",
        "They asked for an end to the death penalty.",
        "A plea for blood brought donors to the ward.",
        "The toxic waste leaked, and the harsh winter froze it.",
        "The mess hall closed; the machine began boring through the rock.",
        "The left bank of the river is for sale.",
        "The circus tent rose by the fair.",
        "Oren Lackey and Ilse Rosier wrote the report.",
        "Sage grouse nest near the Petrified Forest; cutthroat trout spawn in its rivers.",
        "The leaders met for talks, a showdown of the two clubs in the spring.",
        "The two tests are totally different.",
        "She thanked the purveyor of cheese and a guinea pig slept.",
    ],
)
def test_literal_senses_are_no_findings(sentence: str) -> None:
    assert [(h.rule.id, sentence[h.start : h.end]) for h in MATCHER.find(Prose(sentence))] == []


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("His obsession with flags is a chaotic circus.", "Loaded_Language"),
        ("The dubious plan emboldened them.", "Loaded_Language"),
        ("Countless families were utterly ruined.", "Exaggeration-Minimisation"),
        ("Those phonies are puppets of the guild.", "Name_Calling-Labeling"),
        ("The neoliberals cheered.", "Name_Calling-Labeling"),
        ("The radical left and the far-right mob met.", "Name_Calling-Labeling"),
        ("It sets a dangerous precedent.", "Appeal_to_Fear-Prejudice"),
        ("There is no alternative.", "False_Dilemma-No_Choice"),
        ("Can anyone seriously trust him?", "Doubt"),
        ("How exactly would a second bridge pay for itself?", "Doubt"),
        ("Does the mayor even read the reports?", "Doubt"),
        ("The rollout face-planted, and the critics were thrown to the wolves.", "Loaded_Language"),
        ("Our nation cannot afford it.", "Flag_Waving"),
        ("It gets worse: the second audit was lost.", "Exaggeration-Minimisation"),
        ("It has become the party of fear.", "Name_Calling-Labeling"),
    ],
)
def test_judging_words_are_found_under_their_label(sentence: str, label: str) -> None:
    assert label in {hit.rule.label for hit in MATCHER.find(Prose(sentence))}


def test_what_an_outlet_argues_in_passing_counts_in_its_own_voice_alone() -> None:
    said = "It is hard to see how our nation could act as if nothing had happened."
    layers = ["quotes", "frames"]
    own = annotate(Document("a", f"The bridge fell. {said}"), layers).annotations
    quoted = annotate(Document("b", f"\u201c{said}\u201d Ilse Rosier said."), layers).annotations
    rules = {"persuasion.hard-to-see", "persuasion.our-own", "persuasion.acting-as-if"}
    assert rules <= {a.rule for a in own}
    assert not rules & {a.rule for a in quoted}


def test_wire_copy_is_quiet_and_partisan_copy_is_not(sample: Path) -> None:
    words: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for doc in read(str(sample)):
        outlet = "wire" if "norvik-wire.txt" in doc.id else doc.outlet or "other"
        words[outlet] += len(doc.text.split())
        own[outlet] += sum(
            a.voice in ("narrator", "headline") for a in annotate(doc, ["frames"]).annotations
        )
    rate = {outlet: 1000 * own[outlet] / words[outlet] for outlet in words}
    assert rate["wire"] < 1.5
    for outlet in ("Talvon Daily", "Osmera Voice", "The Dunmarrow Courier"):
        assert rate[outlet] > 8 * max(rate["wire"], 1), rate


def test_the_two_camps_are_seen_alike(sample: Path) -> None:
    """The state outlets of the sample are loaded alike; the packs must not favour one."""
    counts = {}
    for outlet in ("talvon-daily", "osmera-voice"):
        docs = [d for d in read(str(sample)) if f"/{outlet}.txt" in d.id]
        words = sum(len(d.text.split()) for d in docs)
        found = sum(len(annotate(d, ["frames"]).annotations) for d in docs)
        counts[outlet] = 1000 * found / words
    low, high = sorted(counts.values())
    assert high < 1.6 * low, counts


def test_agreement_with_coders_of_bias_does_not_fall(shared: Path) -> None:
    """BABE's development half, by the shared scorer: sentences biased or not, and their words."""
    gold = shared / "data" / "babe-dev.jsonl"
    out = []
    for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        notes = annotate(Document(record["id"], record["text"]), ["frames"]).annotations
        found = [{"layer": "frames", "start": a.start, "end": a.end} for a in notes]
        out.append(json.dumps({"id": record["id"], "annotations": found}))
    result = subprocess.run(
        [sys.executable, str(shared / "eval" / "score.py"), "babe", "--json", "--gold", str(gold)],
        input="\n".join(out), capture_output=True, text=True, check=True,
    )  # fmt: skip
    scores = json.loads(result.stdout)
    assert scores["sentence_macro_F1"] > 75.5
    assert scores["word_F1"] > 41.5


def test_real_wires_stay_quiet(shared: Path) -> None:
    """Findings per 1,000 words of the first articles of three wires and of three opinion pages."""
    wires = ("Reuters", "Associated Press", "Wall Street Journal - News")
    pages = ("Townhall", "Salon", "American Spectator")
    texts: dict[str, list[str]] = {outlet: [] for outlet in (*wires, *pages)}
    with gzip.open(shared / "data" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if len(texts.get(record["outlet"], range(40))) < 40:
                texts[record["outlet"]].append(record["text"])
    rate = {
        outlet: 1000
        * sum(len(MATCHER.find(Prose(text))) for text in some)
        / sum(len(text.split()) for text in some)
        for outlet, some in texts.items()
    }
    assert max(rate[outlet] for outlet in wires) < 7.5, rate
    assert min(rate[outlet] for outlet in pages) > 2 * max(rate[o] for o in wires), rate
