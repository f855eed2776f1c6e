"""Nothing that a terminal obeys, and nothing that hides, comes through."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.writing.safe import visible


def test_every_code_point_becomes_one_that_shows() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    shown = visible(every)
    assert len(shown) == len(every)
    left = {unicodedata.category(char) for char in shown}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    formats = {char for char in shown if unicodedata.category(char) == "Cf"}
    bidi = {char for char in formats if unicodedata.bidirectional(char) not in ("BN", "ON", "AN")}
    # The soft hyphen, number signs of Arabic and Indic scripts, joiners, shorthand stay.
    assert {"\u200c", "\u200d", "\xad"} <= formats
    assert not {"\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"} & set(shown)
    assert not {char for char in bidi if "\u2000" <= char < "\u2100"}
    shown.encode("utf-8")


@given(st.text(), st.booleans(), st.booleans())
def test_length_holds_and_twice_is_once(text: str, newline: bool, tab: bool) -> None:
    once = visible(text, newline=newline, tab=tab)
    assert len(once) == len(text)
    assert visible(once, newline=newline, tab=tab) == once


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_left_alone(text: str) -> None:
    assert visible(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("a\x7fb\x00", "a␡b␀"),
        ("\x9b2J\x85", "\ufffd2J\ufffd"),
        ("evil\u202etxt", "evil\ufffdtxt"),
        ("\ud800", "\ufffd"),
        ("café — “so-called” 日本 👩‍🚒\xa0%", "café — “so-called” 日本 👩‍🚒\xa0%"),
        ("a\nb\tc\r", "a␊b␉c␍"),
    ],
)
def test_stand_ins(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_and_tabs_stay_on_demand() -> None:
    assert visible("a\nb\tc\r\n", newline=True) == "a\nb␉c␍\n"
    assert visible("a\nb\tc", tab=True) == "a␊b\tc"
    assert visible("a\nb\tc\x1b", newline=True, tab=True) == "a\nb\tc␛"
