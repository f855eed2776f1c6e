"""The wire contract: what goes out comes back, and what is wrong is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import Annotation, Document, Keyword, Zone
from rhetorictui.record import (
    RecordError,
    dumps,
    from_record,
    loads,
    parse,
    to_record,
)

# Lone surrogates cannot be written as UTF-8; reading replaces them before they get this far.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAME = st.text("abcdefgh_", min_size=1, max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT)

    def span() -> tuple[int, int]:
        start = draw(st.integers(0, len(text)))
        return start, draw(st.integers(start, len(text)))

    maybe = st.none() | TEXT
    extra = draw(st.dictionaries(NAME.map("x_".__add__), JSON, max_size=3))
    annotations = tuple(
        Annotation(
            *span(),
            draw(NAME),
            draw(NAME),
            draw(maybe),
            draw(maybe),
            draw(maybe),
            draw(maybe),
            {"source": [span()], "content": [span(), span()]} if draw(st.booleans()) else None,
            draw(st.none() | st.floats(0, 1)),
            draw(maybe),
            draw(st.dictionaries(NAME.map("x_".__add__), JSON, min_size=1, max_size=2))
            if draw(st.booleans())
            else None,
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    keywords = tuple(
        Keyword(
            draw(TEXT),
            draw(st.floats(0, 9)),
            draw(st.integers(0, 9)),
            draw(st.none() | st.integers(0, 99)),
            (span(),),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    return Document(
        id=draw(TEXT),
        text=text,
        source=draw(maybe),
        title=draw(maybe),
        published=draw(maybe),
        updated=draw(maybe),
        outlet=draw(maybe),
        byline=tuple(draw(st.lists(TEXT, max_size=2))),
        language=draw(maybe),
        zones=(
            Zone("headline", *span()),
            Zone("deck", *span(), {"x_by": draw(JSON)}),
        ),
        annotations=annotations,
        keywords=keywords,
        extra=extra,
    )


@given(documents())
def test_a_document_survives_the_wire(doc: Document) -> None:
    line = dumps(to_record(doc))
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    back = from_record(loads(line))
    assert back == doc
    assert dumps(to_record(back)) == line


def test_unknown_fields_pass_through() -> None:
    record = to_record(Document(id="1", text="Words here."))
    record["desk"] = {"priority": [1, None, "x"]}
    record["annotations"] = [
        {"layer": "coder", "label": "x", "start": 0, "end": 5, "text": "Words", "by": "an"}
    ]
    again = to_record(from_record(loads(dumps(record))))
    assert again == record


def test_sentences_do_not_repeat_the_text() -> None:
    doc = Document(
        id="1",
        text="One.",
        annotations=(
            Annotation(0, 4, "sentences", "sentence"),
            Annotation(0, 3, "frames", "X"),
        ),
    )
    first, second = to_record(doc)["annotations"]
    assert "text" not in first
    assert second["text"] == "One"


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert loads(b'{"text": "a\\ud800b", "\\udfff": ["\\udc00"]}') == {
        "text": "a\ufffdb",
        "\ufffd": ["\ufffd"],
    }


def test_what_python_writes_for_no_number_is_null() -> None:
    found = parse(b'{"a": NaN, "b": [-Infinity, 1], "c": "NaN \\udfff"}')
    assert found.value == {"a": None, "b": [None, 1], "c": "NaN \ufffd"}
    assert (found.constants, found.surrogates) == (2, 1)
    assert parse(b'{"c": "NaN"}') == ({"c": "NaN"}, 0, 0)


@pytest.mark.parametrize(
    "number", [2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 123456789012345678901234567890]
)
def test_a_mended_record_can_be_written_whatever_its_numbers(number: int) -> None:
    plain, mended = parse(b"[%d]" % number), parse(b"[%d, NaN]" % number)
    assert mended.value == [*plain.value, None]
    assert loads(dumps({"n": mended.value})) == {"n": mended.value}


@pytest.mark.parametrize("line", [b"[" * 100_000 + b"NaN", b'{"a": NaN, "b": "\xff"}'])
def test_mending_ends_in_a_word_on_the_fault(line: bytes) -> None:
    with pytest.raises(RecordError, match="not valid JSON"):
        parse(line)


@pytest.mark.parametrize("line", [b"{", b"", b'{"a": NaNs}', b'{"a": "\\ud8', b"\xff\xfe"])
def test_broken_json_says_so(line: bytes) -> None:
    with pytest.raises(RecordError, match="not valid JSON"):
        loads(line)


BAD: list[tuple[dict[str, Any], str]] = [
    ({"text": None}, "id and text"),
    ({"text": 3}, "field text: a string is expected, not a number"),
    ({"text": True}, "not a boolean"),
    ({"text": ["a"]}, "not a list"),
    ({"title": {"a": 1}}, "field title: a string is expected, not an object"),
    ({"byline": 4}, "field byline"),
    ({"byline": [4]}, "field byline"),
    ({"zones": "x"}, "field zones: a list of objects"),
    ({"zones": [{"start": 0, "end": 1}]}, "each needs a kind"),
    ({"zones": [{"kind": "deck", "start": 0, "end": 99}]}, "zone deck: 0–99 lies outside"),
    ({"annotations": [{"label": "x"}]}, "each needs a layer and a label"),
    ({"annotations": [{"layer": "l", "label": "x", "start": 3, "end": 1}]}, "3–1 lies outside"),
    ({"annotations": [{"layer": "l", "label": "x", "start": 0.5, "end": 1}]}, "whole numbers"),
    ({"annotations": [{"layer": "l", "label": "x", "start": 0, "end": 1, "score": "9"}]}, "score"),
    ({"annotations": [{"layer": "l", "label": "x", "start": 0, "end": 1, "parts": []}]}, "parts"),
    (
        {
            "annotations": [
                {"layer": "l", "label": "x", "start": 0, "end": 1, "parts": {"cue": [1]}}
            ]
        },
        "part cue: a list of",
    ),
    ({"keywords": [{"term": "x"}]}, "each needs a term and a score"),
    ({"keywords": [{"term": "x", "score": 1, "count": "2"}]}, "keyword x"),
]


@pytest.mark.parametrize(("change", "message"), BAD)
def test_a_wrong_field_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        from_record({"id": "1", "text": "abc", **change})


def test_a_byline_of_one_string_is_one_author() -> None:
    assert from_record({"id": "1", "text": "", "byline": "Ana Sol"}).byline == ("Ana Sol",)
