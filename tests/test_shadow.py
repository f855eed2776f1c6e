"""The shadow keeps the length of every text, so that spans need no map."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.language import Prose, shadow, word_spans

# The slow and obvious way, one code point at a time.
FOLDS = {chr(code): " " for code in range(sys.maxunicode + 1) if chr(code).isspace()}
FOLDS |= dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u00b4\u2039\u203a", "'")
FOLDS |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\uff02\u00ab\u00bb", '"')
FOLDS |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad", "-")
FOLDS["İ"] = "i"


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


@given(st.text(alphabet="aÄσΣİ…•🇺ğКириллица„\u2009\u0085\x86\x87’—") | st.text())
def test_what_is_beyond_latin_is_folded_alike(text: str) -> None:
    lowered = "".join(FOLDS.get(char, char) for char in text).lower()
    assert shadow(text) == lowered


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
