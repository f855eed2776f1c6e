"""The shadow keeps the length of every text, so that spans need no map."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.language import Prose, shadow, word_spans


@given(st.text())
def test_the_shadow_is_as_long_as_the_text(text: str) -> None:
    assert len(shadow(text)) == len(text)


def test_every_code_point_alone_and_in_one_text() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = shadow(everything)
    assert len(folded) == len(everything)
    assert all(len(shadow(char)) == 1 for char in everything[:0x3000])


@given(st.text(), st.text())
def test_the_shadow_is_made_code_point_by_code_point(left: str, right: str) -> None:
    # Lower-casing a capital sigma looks at its neighbours; nothing else does.
    if "\u03a3" not in left + right:
        assert shadow(left + right) == shadow(left) + shadow(right)


def test_folds() -> None:
    assert shadow("“So‑called”\u00a0it’s—‘X’\tY") == "\"so-called\" it's-'x' y"
    assert shadow("İSTANBUL") == "istanbul"


def test_every_space_and_dash_is_plain() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if char.isspace():
            assert shadow(char) == " ", hex(code)
        if unicodedata.category(char) == "Pd" and 0x2010 <= code <= 0x2015:
            assert shadow(char) == "-", hex(code)


def test_words() -> None:
    text = "The U.S. doesn’t “so-called” COVID-19; AT&T’s café _x_."
    assert [text[s:e] for s, e in word_spans(text)] == [
        "The",
        "U.S",
        "doesn’t",
        "so-called",
        "COVID-19",
        "AT&T’s",
        "café",
        "x",
    ]


def test_prose_computes_once() -> None:
    prose = Prose("One word. Two words.")
    assert prose.sentences is prose.sentences
    assert prose.words is prose.words
    assert prose.shadow is prose.shadow
