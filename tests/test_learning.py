"""Learning a coder's labels: features, thresholds, the model's file, and what is refused."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from rhetorictui.corpus import learning
from rhetorictui.corpus.examples import Coding
from rhetorictui.corpus.learning import Settings, TrainingError, train
from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.language.words import WORD
from rhetorictui.layers import FrameSettings, annotate, learned, matcher_for, modelfile
from rhetorictui.layers.modelfile import ModelError, load, save

LOADED = (
    "a reckless scheme",
    "their shameful surrender",
    "the so-called reform",
    "a disastrous giveaway",
    "this cynical stunt",
)
PLAIN = (
    "the annual budget",
    "a second reading",
    "the road works",
    "its quarterly figures",
    "the school timetable",
)
OPENINGS = (
    "The council discussed",
    "Members returned to",
    "On Tuesday the board considered",
    "Officials in Harrowgate outlined",
    "The committee received",
)
SETTINGS = Settings("own", "coder", {"persuasion": "1.0.0"})


def articles(count: int = 40, seed: int = 1) -> list[Document]:
    """Invented articles of three sentences, those with loaded wording marked."""
    chance = random.Random(seed)
    out = []
    for number in range(count):
        text, notes = "", []
        for _ in range(3):
            loaded = chance.random() < 0.4
            phrase = chance.choice(LOADED if loaded else PLAIN)
            text += f"{chance.choice(OPENINGS)} "
            if loaded:
                notes.append(Annotation(len(text), len(text) + len(phrase), "coder", "slant"))
            text += f"{phrase} {chance.choice(('at noon', 'again', 'for two hours'))}. "
        out.append(Document(f"a{number}", text, annotations=tuple(notes)))
    return out


def coding(documents: list[Document], layer: str = "coder") -> Coding:
    found = Coding(matcher_for(("persuasion",)))
    for doc in documents:
        found.add_layer(doc, layer)
    return found


@pytest.fixture(scope="module")
def trained() -> tuple[learned.Model, dict[str, Any]]:
    return train(coding(articles()), SETTINGS)


@pytest.fixture(scope="module")
def stored(
    trained: tuple[learned.Model, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> str:
    path = str(tmp_path_factory.mktemp("models") / "own.skops")
    save(*trained, path)
    return path


# ---------------------------------------------------------------- features
def test_features_equal_those_of_scikit_learn() -> None:
    texts = [doc.text.strip() + " “Why — why?” Don’t." for doc in articles(12)]
    matcher = matcher_for(("persuasion",))
    found = [next(iter(learned.passages(Prose(text), [(0, len(text))], matcher))) for text in texts]
    vocabulary = learning._vocabulary(found)
    folded = [Prose(text).shadow for text in texts]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=WORD.pattern)
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
    )
    for block, vectorizer in (("words", words), ("characters", characters)):
        columns = getattr(vocabulary, block)
        theirs = vectorizer.fit_transform(folded)
        assert set(vectorizer.vocabulary_) == set(columns)
        for row, passage in enumerate(found):
            values = learned.vector(passage, vocabulary)
            for term, column in vectorizer.vocabulary_.items():
                ours = values.get(columns[term], 0.0) / learned.SCALE[block]
                assert ours == pytest.approx(theirs[row, column], abs=1e-9)


def test_passages_keep_to_their_words_and_rules() -> None:
    text = "  The so-called plan.  …  It failed.\n"
    prose = Prose(text)
    spans = [(2, 21), (23, 24), (26, 36)]
    first, second = learned.passages(prose, spans, matcher_for(("persuasion",)))
    assert first.words == ("the", "so-called", "plan")
    assert [text[s:e] for s, e in first.places] == ["The", "so-called", "plan"]
    assert [piece for piece, _ in first.pieces] == ["the", "so-called", "plan."]
    assert [hit.rule.label for hit in first.hits]
    assert (second.words, second.hits) == (("it", "failed"), ())


def test_threshold_is_where_both_sides_are_told_apart() -> None:
    has = np.array([False] * 80 + [True] * 20)
    chance = np.concatenate([np.linspace(0, 0.2, 80), np.linspace(0.3, 0.5, 20)])
    least = learning.threshold(chance, has)
    assert 0.2 < least <= 0.31
    assert learning.judge(chance >= least, has).macro_f1 == 1


def test_judge_by_hand() -> None:
    has = np.array([True, True, True, False, False])
    found = np.array([True, True, False, True, False])
    judged = learning.judge(found, has)
    assert judged == pytest.approx((2 / 3, 2 / 3, 2 / 3, (2 / 3 + 1 / 2) / 2))


# ---------------------------------------------------------------- learning
def test_learns_and_says_how_well(trained: tuple[learned.Model, dict[str, Any]]) -> None:
    model, report = trained
    (line,) = report["labels"]
    assert (report["documents"], report["units"], report["unit"]) == (40, 120, "sentence")
    assert line["label"] == "slant"
    assert line["macro_f1"] > 0.9 > line["baseline"]
    assert line["wording"]
    assert 0 < model.labels[0].threshold < 1


def test_the_same_examples_give_the_same_model(
    trained: tuple[learned.Model, dict[str, Any]],
) -> None:
    assert train(coding(articles()), SETTINGS) == trained


def test_labels_that_mean_nothing_are_learned_no_better_than_chance() -> None:
    chance = random.Random(3)
    documents = []
    for doc in articles(60, seed=9):
        whole = Annotation(0, len(doc.text), "coder", "x")
        documents.append(doc._replace(annotations=(whole,) * chance.choice((0, 1))))
    _, report = train(coding(documents), SETTINGS)
    assert report["labels"][0]["macro_f1"] < 0.65
    assert not report["labels"][0]["wording"]


def test_findings_carry_reasons(stored: str) -> None:
    text = "The board considered a reckless scheme again. The committee received the road works."
    settings = FrameSettings(model=stored)
    (note,) = annotate(Document("x", text), ("frames",), settings).annotations
    assert (note.layer, note.label, note.pack, note.rule) == (
        "frames",
        "slant",
        "model:own",
        "model.slant",
    )
    assert text[note.start : note.end] == "The board considered a reckless scheme again."
    assert note.voice == "narrator"
    assert note.score is not None and 0.5 < note.score <= 1
    assert note.note is not None and note.note.startswith("weighed most: “")
    assert note.parts is not None
    marked = {text[s:e] for s, e in note.parts["evidence"]}
    assert marked & {"reckless", "scheme"}
    assert all(f"“{word}” +" in note.note for word in marked)


def test_settings_choose_among_learned_findings(stored: str) -> None:
    doc = Document("x", "Members returned to this cynical stunt at noon. “A disastrous giveaway,” "
                        "said Mara Holt.")  # fmt: skip
    for settings in (
        FrameSettings(labels=("other",)), FrameSettings(exclude=("model.*",)),
        FrameSettings(min_weight=1.0), FrameSettings(voices=("caption",)),
    ):  # fmt: skip
        found = annotate(doc, ("frames",), settings._replace(model=stored)).annotations
        assert found == ()
    both = annotate(doc, ("frames",), FrameSettings(("persuasion",), model=stored)).annotations
    assert {"model:own", "persuasion"} <= {note.pack for note in both}


def test_contributions_and_probability_agree(trained: tuple[learned.Model, dict[str, Any]]) -> None:
    """With style left out, bias and the words' shares are the whole of the log-odds."""
    model, _ = trained
    label = model.labels[0]
    text = "Members returned to their shameful surrender again."
    (passage,) = learned.passages(Prose(text), [(0, len(text))], matcher_for(("persuasion",)))
    values = learned.vector(passage, model.vocabulary)
    rules = {name for hit in passage.hits for name in learned.rule_names(hit.rule)}
    style = {c for name, c in model.vocabulary.facts.items() if name not in rules}
    scores = learned._word_scores(passage, label.wording)
    chance = learned._probability(
        label, {c: v for c, v in values.items() if c not in style}, scores
    )
    shares = learned.contributions(passage, model.vocabulary, label, values, scores)
    assert np.log(chance / (1 - chance)) == pytest.approx(label.bias + sum(shares))


# ---------------------------------------------------------------- examples
@pytest.mark.parametrize(
    ("value", "labels"),
    [
        (1, {"mark"}), (0, set()), (True, {"mark"}), (None, set()), ("yes", {"mark"}), ("0", set()),
        ("Slant", {"Slant"}), (["a", "b"], {"a", "b"}), ([], set()), ("plain", set()),
        ([[0, 3, "a"]], {"a"}), ([{"start": 0, "end": 3, "label": "b"}], {"b"}),
        ([{"start_offset": 0, "end_offset": 3, "label": "b"}], {"b"}),
    ],
)  # fmt: skip
def test_label_fields(value: object, labels: set[str]) -> None:
    found = Coding(matcher_for(("persuasion",)), frozenset({"plain"}))
    extra = {"gold": {"mark": value}, "original": {"mark": value}}
    for name in ("gold.mark", "mark"):
        found.add_field(Document("x", "One short sentence.", extra=extra), name)
    assert [set(example.labels) for example in found.examples] == [labels, labels]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ({}, "no field mark"), ({"mark": {"a": 1}}, "is no label"), ({"mark": 7}, "is no label"),
        ({"mark": [[0, 99, "a"]]}, "outside the text"), ({"mark": [[0, "a"]]}, "is no span"),
    ],
)  # fmt: skip
def test_fields_that_say_nothing(extra: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Coding(matcher_for(("persuasion",))).add_field(Document("x", "One.", extra=extra), "mark")


@pytest.mark.parametrize(
    ("count", "label", "message"),
    [
        (40, "none", "none of the 120 sentences read has a label; 10"),
        (6, "slant", "label slant: . sentences have it, at least 10 are needed"),
    ],
)
def test_too_little_to_learn_from(count: int, label: str, message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        train(coding(articles(count), "coder" if label == "slant" else "other"), SETTINGS)


def test_one_document_cannot_be_validated() -> None:
    doc = articles(1)[0]
    text = doc.text * 20
    marks = tuple(Annotation(i * len(doc.text), i * len(doc.text) + 5, "coder", "x")
                  for i in range(20))  # fmt: skip
    with pytest.raises(TrainingError, match="label x: only 1 documents"):
        train(coding([doc._replace(text=text, annotations=marks)]), SETTINGS)


def test_only_the_labels_named() -> None:
    documents = articles()
    first = documents[0]
    rare = Annotation(0, 5, "coder", "rare")
    documents[0] = first._replace(annotations=(*first.annotations, rare))
    with pytest.raises(TrainingError, match=r"label rare: 1 sentences.*--only"):
        train(coding(documents), SETTINGS)
    model, _ = train(coding(documents), replace(SETTINGS, only=("slant",)))
    assert [label.label for label in model.labels] == ["slant"]
    with pytest.raises(TrainingError, match="no label 'other'; there are rare, slant"):
        train(coding(documents), replace(SETTINGS, only=("other",)))


# ---------------------------------------------------------------- the file
def test_a_model_comes_back_as_it_was(
    stored: str, trained: tuple[learned.Model, dict[str, Any]]
) -> None:
    model, report = trained
    back = load(stored)
    assert (back.name, back.layer, back.packs) == (model.name, model.layer, model.packs)
    assert back.vocabulary.words == model.vocabulary.words
    assert back.vocabulary.characters == model.vocabulary.characters
    assert back.vocabulary.facts == model.vocabulary.facts
    assert back.labels[0].weights == pytest.approx(model.labels[0].weights, abs=1e-6)
    assert modelfile.report(stored) == report
    assert load(stored) is back


def test_nothing_in_a_model_needs_trust(stored: str) -> None:
    import skops.io

    assert skops.io.get_untrusted_types(file=stored) == []
    with zipfile.ZipFile(stored) as archive:
        assert not [n for n in archive.namelist() if not n.endswith((".npy", "schema.json"))]


class Stranger:
    """A type of its own, which no model needs."""


def plain(stored: str) -> dict[str, Any]:
    import skops.io

    return skops.io.load(stored, trusted=[])  # type: ignore[no-any-return]


def test_a_stranger_is_refused_by_name(stored: str, tmp_path: Path) -> None:
    import skops.io

    path = tmp_path / "odd.skops"
    skops.io.dump({**plain(stored), "labels": [Stranger()]}, path)
    with pytest.raises(ModelError, match=r"refused.*Stranger"):
        load(str(path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "a model of format 2; this version reads 1"),
        ({"format": "other"}, "no model of"),
        ({"labels": []}, "damaged model"),
        ({"words": "one"}, "damaged model"),
        ({"idf": "text"}, "damaged model"),
        ({"labels": [{"label": "x"}]}, "damaged model"),
        ({"packs": {"persuasion": 1}}, "damaged model"),
    ],
)
def test_other_contents_are_refused(
    stored: str, tmp_path: Path, change: dict[str, object], message: str
) -> None:
    import skops.io

    path = tmp_path / "other.skops"
    skops.io.dump(plain(stored) | change, path)
    with pytest.raises(ModelError, match=message):
        load(str(path))


def test_files_that_are_no_models(
    stored: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = Path(stored).read_bytes()
    for name, content in (("text", b"hello"), ("empty", b""), ("cut", data[: len(data) // 2])):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ModelError, match="no model of"):
            load(str(tmp_path / name))
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(ModelError, match="no model of"):
        load(str(tmp_path / "zip"))
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        load(str(tmp_path / "missing"))
    bomb = tmp_path / "bomb"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schema.json", b"0" * 3_000_000)
    monkeypatch.setattr(modelfile, "MOST_UNPACKED", 2_000_000)
    with pytest.raises(ModelError, match="unpack to 3,000,000 bytes"):
        load(str(bomb))
    monkeypatch.setattr(modelfile, "MOST_STORED", 1000)
    with pytest.raises(ModelError, match="1,000 at most"):
        load(str(bomb))


def test_without_skops_the_mend_is_named(stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "skops.io", None)
    with pytest.raises(ModelError, match=r'pip install "rhetorictui\[models\]"'):
        modelfile.report(stored)
