"""Every record validates against its schema, and the schemas say no where the reader does."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.alignment import alignment_record
from rhetorictui.corpus.align import align
from rhetorictui.document import ZONE_KINDS, Annotation, Document, Keyword, Zone
from rhetorictui.record import RecordError, dumps, from_record, to_record

FOLDER = files("rhetorictui") / "schemas"
NAMES = sorted(f.name.removesuffix(".json") for f in FOLDER.iterdir() if f.name.endswith(".json"))


def validator(name: str) -> Any:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_schemas(name: str) -> None:
    schema = validator(name).schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["type"]["const"] == name
    assert schema["additionalProperties"] is True
    assert schema["description"]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda pair: (min(pair), max(pair))
    )
    start, end = draw(spans)
    maybe = draw(st.none() | TEXT)
    return Document(
        id="x",
        text=text,
        title=maybe,
        byline=(draw(TEXT),),
        zones=(Zone(draw(st.sampled_from(ZONE_KINDS)), start, end),),
        annotations=(
            Annotation(start, end, "sentences", "sentence"),
            Annotation(
                start,
                end,
                "quotes",
                "direct",
                speaker=maybe,
                score=0.5,
                note=maybe,
                parts={"source": [(start, end)], "cue": []},
                extra={"own": maybe},
            ),
        ),
        keywords=draw(st.sampled_from([(), (Keyword("a b", 0.5, 2, 7, ((start, end),)),)])),
        extra={"from": maybe},
    )


DOCUMENT = validator("document")
ALIGNMENT = validator("alignment")


@given(documents())
def test_document_records_validate(doc: Document) -> None:
    DOCUMENT.validate(json.loads(dumps(to_record(doc))))


@given(documents(), documents())
def test_alignment_records_validate(left: Document, right: Document) -> None:
    ALIGNMENT.validate(json.loads(dumps(alignment_record(align(left, right), left, right))))


GOOD: dict[str, Any] = {
    "schema": "rhetorictui/1",
    "type": "document",
    "id": "a",
    "text": "Storm at Tarn",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"text": 7},
        {"id": None},
        {"title": ["a"]},
        {"byline": [1]},
        {"zones": [{"kind": "headline", "start": 0}]},
        {"zones": [{"kind": "headline", "start": -1, "end": 2}]},
        {"annotations": [{"layer": "frames", "start": 0, "end": 1}]},
        {"annotations": [{"layer": "a", "label": "b", "start": 0.5, "end": 1}]},
        {"annotations": [{"layer": "a", "label": "b", "start": 0, "end": 1, "score": "x"}]},
        {"annotations": [{"layer": "a", "label": "b", "start": 0, "end": 1, "parts": {"c": [1]}}]},
        {"keywords": [{"term": "a"}]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong: dict[str, Any]) -> None:
    DOCUMENT.validate(GOOD)
    from_record(GOOD)
    assert not DOCUMENT.is_valid(GOOD | wrong)
    with pytest.raises(RecordError):
        from_record(GOOD | wrong)


def test_the_alignment_schema_ties_ops_to_sides() -> None:
    doc = Document("a", "Storm at Tarn.")
    sent = alignment_record(align(doc, Document("b", "")), doc, Document("b", ""))
    ALIGNMENT.validate(sent)
    sent["pairs"][0]["right"] = {"start": 0, "end": 1}
    assert not ALIGNMENT.is_valid(sent)
