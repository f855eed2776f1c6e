"""Bytes to text: exact where the encoding is stated, a named guess where it is not."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.reading.decode import DecodeError, decode
from rhetorictui.reading.english import language_of

PROSE = "The café on the quay re-opened, “at last”, its owner said — after a year. "


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf_8_comes_back_exactly(text: str) -> None:
    text = text.lstrip("\ufeff")
    assert decode(text.encode())[0] == text or text == ""
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, None)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_marks_are_believed(text: str) -> None:
    for mark, name in (
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ):
        assert decode(mark + text.encode(name)) == (text, None)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except DecodeError as error:
        assert str(error)
    else:
        text.encode()


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(name: str) -> None:
    text, note = decode((PROSE * 3).encode(name))
    assert text == PROSE * 3
    assert note is not None
    assert name in note


@pytest.mark.parametrize("copies", [1, 5, 50])
def test_windows_is_guessed_and_named(copies: int) -> None:
    text, note = decode((PROSE * copies).encode("cp1252"))
    assert text == PROSE * copies
    assert note is not None
    assert "cp1252" in note


def test_other_encodings_are_guessed() -> None:
    text = "Правительство объявило о новых мерах поддержки населения в четверг. " * 5
    found, note = decode(text.encode("cp1251"))
    assert found == text
    assert note is not None


def test_a_few_broken_bytes_do_not_lose_utf_8() -> None:
    text, note = decode((PROSE * 4).encode() + b"\xe2\x80")
    assert text == PROSE * 4 + "\ufffd"
    assert note is not None
    assert "one broken place" in note
    assert "it became" in note


def test_surrogates_do_not_lose_utf_8() -> None:
    text, note = decode(b"The port \xed\xa0\xbd opened.\n")
    assert text == "The port \ufffd opened.\n"
    assert note is not None
    assert "one broken place, at byte 9" in note
    text, note = decode(
        "Caf\u00e9 \ud83d\ude00 \udc00 open \ud83d".encode("utf-8", "surrogatepass")
    )
    assert text == "Caf\u00e9 \U0001f600 \ufffd open \ufffd"
    assert note is not None
    assert "2 broken places" in note
    text, note = decode("So \ud83d\ude00.".encode("utf-8", "surrogatepass"))
    assert text == "So \U0001f600."
    assert note is not None


def test_a_replaced_character_that_was_there_is_not_counted() -> None:
    note = decode("Caf\u00e9 ouvert \ufffd, bient\u00f4t ferm\u00e9. ".encode() * 9 + b"\xe2")[1]
    assert note is not None
    assert "one broken place" in note


def test_damaged_utf_16_and_stray_control_characters() -> None:
    text, note = decode(codecs.BOM_UTF16_LE + "Hi \ud800!".encode("utf-16-le", "surrogatepass"))
    assert text == "Hi \ufffd!"
    assert note is not None
    assert decode(b"One \0 and a good many more words after it, to be sure of it.")[1] is None


def test_a_given_encoding_is_used_or_refused() -> None:
    assert decode("Größe".encode("latin-1"), "latin-1") == ("Größe", None)
    assert decode(codecs.BOM_UTF16_LE + "Hi".encode("utf-16-le"), "utf-16") == ("Hi", None)
    assert decode(codecs.BOM_UTF8 + b"Hi", "utf-8") == ("Hi", None)
    with pytest.raises(DecodeError, match="not utf-8 at byte 2"):
        decode("Größe".encode("latin-1"), "utf-8")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n", b"{\\rtf1 x}", b"PK\x03\x04", b"\x00\x01\xff" * 9]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError, match="not text"):
        decode(data)


ENGLISH = [
    "",
    "1,204",
    "Markets rally",
    "Juan de la Cruz, Maria del Carmen, Ludwig van Beethoven, Vincent van Gogh, Ali bin Said",
    "Tokyo, Berlin, Paris, Madrid, Rome, Vienna, Prague, Warsaw, Lisbon, Oslo, Bern, Athens",
    "Film night: Les Enfants du Paradis, Das Boot, La Dolce Vita and others at the Odeon",
    "steel, coal, wheat, copper, tin, zinc, lead, gold, silver, oil, gas, rice, maize, barley",
    "Storm hits coast, 3 missing",
    "The ministry said “la situación está bajo control” and would not say more about it.",
]
OTHER = [
    "El presidente de la región dijo que no dimitirá por las protestas de los mineros",
    "Die Regierung hat erklärt, dass sie nicht mit der Opposition und das Parlament spricht",
    "Le ministre est arrivé dans la ville pour une visite qui doit durer trois jours",
    "Il governo non ha detto che la legge è stata approvata anche dalla Camera",
    "Rząd nie podał, że umowa jest gotowa, jak oraz dla których gmin została podpisana",
    "De minister zei dat het niet aan de gemeente is, maar ook naar een oplossing zoekt voor ons",
    "Президент заявил, что страна не будет вести переговоры",
    "政府发言人星期一表示港口将于下周重新开放",
    "قال المتحدث باسم الحكومة إن الميناء سيفتح يوم الاثنين",
    "Η κυβέρνηση ανακοίνωσε νέα μέτρα για το λιμάνι",
    "serikali imesema kwamba bandari itafunguliwa wiki ijayo baada ya matengenezo makubwa " * 10,
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_names_lists_and_scraps_are_left_alone(text: str) -> None:
    assert language_of(text) == "en"
    assert language_of((text + "\n") * 30) == "en"


@pytest.mark.parametrize("text", OTHER)
def test_what_is_plainly_not_english_is_told(text: str) -> None:
    assert language_of(text) == "und"
    assert language_of((text + "\n") * 30) == "und"
