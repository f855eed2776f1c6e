"""The commands `train` and `frames --model`, from coded records to findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run
from test_learning import articles
from test_schemas import validator

from rhetorictui.document import VOICES
from rhetorictui.record import dumps, to_record


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coded") / "coded.jsonl"
    path.write_bytes(b"".join(dumps(to_record(doc)) for doc in articles()))
    return path


@pytest.fixture(scope="module")
def model(rhet: Run, coded: Path) -> Path:
    path = coded.with_name("own.skops")
    result = rhet("train", coded, "--layer", "coder", "-o", path)
    assert (result.returncode, result.stderr) == (0, b"")
    (record,) = map(json.loads, result.stdout.splitlines())
    validator("training").validate(record)
    assert record["name"] == "own"
    return path


def test_findings_in_a_pipe_are_the_same_for_any_number_of_jobs(
    rhet: Run, model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "new.jsonl"
    # Large enough for worker processes, most of it nothing to judge.
    lines = [{"id": d.id, "text": d.text, "note": "-" * 5000} for d in articles(100, seed=5)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    one = rhet("frames", "--model", model, "-j", 1, path)
    assert (one.returncode, one.stderr) == (0, b"")
    assert rhet("frames", "--model", model, "-j", 2, path).stdout == one.stdout
    records = [json.loads(line) for line in one.stdout.splitlines()]
    assert len(records) == 100
    for record in records[:20]:
        validator("document").validate(record)
    notes = [note for record in records for note in record["annotations"]]
    assert {note["pack"] for note in notes} == {"model:own"}
    assert {note["voice"] for note in notes} <= set(VOICES)


def test_labels_of_the_model_can_be_asked_for(rhet: Run, model: Path, coded: Path) -> None:
    asked = rhet("frames", "--model", model, "--label", "SLANT", "--fail-on", "slant", coded)
    assert asked.returncode == 1
    wrong = rhet("frames", "--model", model, "--label", "slaant", coded)
    assert wrong.returncode == 2
    assert b"Did you mean slant?" in wrong.stderr


def test_table_and_doccano_spans(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "doccano.jsonl"
    path.write_text("".join(
        json.dumps({"text": d.text, "label": [[a.start, a.end, a.label] for a in d.annotations]})
        + "\n" for d in articles()
    ))  # fmt: skip
    target = tmp_path / "m.skops"
    result = rhet("train", path, "--label-field", "label", "-f", "table", "-o", target)
    assert result.returncode == 0
    assert "m: 120 sentences of 40 documents, 5-fold" in result.stdout.decode()
    assert "slant" in result.stdout.decode()
    assert target.is_file()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "either --layer or --label-field"),
        (["--layer", "codr"], "Did you mean coder?"),
        (["--layer", "coder", "--only", "x"], "no label 'x'; there are slant"),
        (["--layer", "coder", "--folds", "1"], "--folds"),
    ],
)
def test_what_cannot_be_learned_is_said(
    rhet: Run, coded: Path, tmp_path: Path, args: list[str], message: str
) -> None:
    result = rhet("train", coded, *args, "-o", tmp_path / "m.skops")
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert b"Traceback" not in result.stderr
    assert not (tmp_path / "m.skops").exists()


def test_records_without_the_field_are_named_and_the_rest_learned(
    rhet: Run, tmp_path: Path
) -> None:
    path = tmp_path / "some.jsonl"
    rows = [{"text": s, "label": "slant" if d.annotations else 0}
            for d in articles() for s in [d.text]]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"text": "No label."}]))
    target = tmp_path / "m.skops"
    result = rhet("train", path, "--label-field", "label", "--folds", "3", "-o", target)
    assert result.returncode == 3
    assert f"{path}:41: no field label" in result.stderr.decode()
    assert json.loads(result.stdout)["unit"] == "record"


def test_a_folder_that_is_not_there(rhet: Run, coded: Path) -> None:
    result = rhet("train", coded, "--layer", "coder", "-o", "/nowhere/at/all.skops")
    assert result.returncode == 2
    assert b"there is no folder /nowhere/at" in result.stderr


def test_a_damaged_model_is_a_usage_error(rhet: Run, coded: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.skops"
    path.write_bytes(b"PK\x03\x04 nothing")
    result = rhet("frames", "--model", path, coded)
    assert result.returncode == 2
    assert b"no model of `rhetorictui train`" in result.stderr
    assert b"Traceback" not in result.stderr
