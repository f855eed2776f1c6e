"""How often each verb introduces somebody."""

from __future__ import annotations

import pytest

from rhetorictui.corpus.voices import speakers, verbs
from rhetorictui.document import Document
from rhetorictui.language import Prose
from rhetorictui.layers.quotes import quotes


@pytest.mark.parametrize(
    ("cues", "counted"),
    [
        ({"said": 4, "are said": 2, "says": 1, "said:": 1}, {"say": 8}),
        ({"called on": 2, "has called on": 1, "calls": 1}, {"call on": 3, "call": 1}),
        ({"has once again confirmed": 1, "confirms": 1}, {"confirm": 2}),
        ({"according to": 2, "According to": 1}, {"according to": 3}),
        ({"raised questions about": 1, ":": 1}, {"raised questions about": 1, ":": 1}),
    ],
)
def test_forms_of_one_verb_are_counted_together(
    cues: dict[str, int], counted: dict[str, int]
) -> None:
    assert verbs(cues) == counted


def test_a_profile_has_cues_as_they_stand_and_their_verbs() -> None:
    text = "Mayor Ana Holt said the dam is late. Holt says it will hold."
    doc = Document("x", text)
    doc = doc._replace(annotations=tuple(quotes(doc, Prose.of(doc))))
    [record] = speakers([doc])
    assert (record["cues"], record["verbs"]) == ({"said": 1, "says": 1}, {"say": 2})
