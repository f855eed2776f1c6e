"""Tokens of a text and where they stand; the compiled lexicon gives what the Python one gives."""

from __future__ import annotations

import gzip
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, compiled_module
from hypothesis import given
from hypothesis import strategies as st

import rhetorictui
from rhetorictui import corpus
from rhetorictui.corpus import candidates, pieces
from rhetorictui.corpus.pieces import Reader, Word
from rhetorictui.document import Span

NAME = "rhetorictui.corpus._lexicon"
PARTS = [
    *"said said, said. “Harbour” (U.S.) a.m. George W. Navier–Stokes Gulf's it’s 1,000 a|3".split(),
    *["", "\n", "\r", "\t", "\xa0", "\u2028", "👍", "İ", "\ud800", "\x00", "x" * 300, "é," * 40],
    *(".", "…", "'s", "--", "x" * 59, "x" * 60, "é" * 29, "." * 59),
]


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Any:
    module = compiled_module(NAME, tmp_path_factory.mktemp("built"))
    return module or pytest.importorskip(NAME, reason="needs a C compiler")


def known(token: str) -> Word:
    word = Word(token.lower())
    word.code = "/" if token == "\n" else "\xce" if token.isalpha() else "."
    word.root = token[:3]
    return word


def read(reader: Reader, text: str) -> tuple[list[str], str, list[Span]]:
    words, codes, where = reader(text)
    spans = [where(at) for at, code in enumerate(codes) if code != "/"]
    return [*map(str, words)], codes, spans


@pytest.fixture(scope="module")
def twins(lexicon: Any) -> tuple[Reader, Reader]:
    return pieces.plain(known), pieces.compiled(known, lexicon.Lexicon)


def test_words_stand_where_they_are_said_to(twins: tuple[Reader, Reader]) -> None:
    text = "“Héron”\t(👍 héron),\n\n\xa0 the\u2003héron/héron…  \n \t Héron's 👍héron"
    for reader in twins:
        words, codes, spans = read(reader, text)
        assert [text[a:b] for a, b in spans if text[a:b].lower() == "héron"] == [
            *("Héron", "héron", "héron", "héron", "Héron", "héron")
        ]
        assert words.count("héron") == 6
        assert codes.count("/") == text.count("\n")


@given(text=st.text() | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_any_text(twins: tuple[Reader, Reader], text: str) -> None:
    plain, compiled = (read(reader, text) for reader in twins)
    assert compiled == plain
    assert read(twins[1], text) == plain, "what is remembered is what was found"


def test_sample_articles(twins: tuple[Reader, Reader]) -> None:
    for doc in rhetorictui.read(str(ROOT / "sample_data")):
        plain, compiled = (read(reader, doc.text) for reader in twins)
        assert compiled == plain, doc.id


def test_development_articles(twins: tuple[Reader, Reader], shared: Path) -> None:
    with gzip.open(shared / "data" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(300), strict=False):
            plain, compiled = (read(reader, json.loads(line)["text"]) for reader in twins)
            assert compiled == plain


def test_many_pieces_are_remembered_and_let_go(lexicon: Any) -> None:
    word, asked = known("word"), []

    def take_apart(piece: str) -> tuple[tuple[Word, Span], ...]:
        asked.append(piece)
        return ((word, (0, len(piece))),)

    before = sys.getrefcount(word)
    made = lexicon.Lexicon(take_apart)
    numbers = [str(number) for number in range(30_000)]
    text = " ".join(numbers).encode()
    first = made.read(text)
    assert asked == numbers
    assert made.read(text) == first
    assert asked == numbers, "each was asked for once"
    assert sys.getrefcount(word) > before + len(numbers)
    del first, made
    assert sys.getrefcount(word) == before


@pytest.mark.parametrize(
    "found",
    [None, [], ("word",), ((Word("word"), (0, 4)),), ((known("a"), (0, 1)),) * 9],
    ids=["none", "list", "no span", "no code", "more than the text"],
)
def test_what_is_no_token_is_refused(lexicon: Any, found: Any) -> None:
    made = lexicon.Lexicon(lambda piece: found)
    with pytest.raises((TypeError, ValueError, AttributeError)):
        made.read(b"word")


def test_an_error_of_python_comes_through(lexicon: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        lexicon.Lexicon(lambda piece: 1 // 0).read(b"one two")
    with pytest.raises(TypeError):
        lexicon.Lexicon(known).read("no bytes")
    with pytest.raises(UnicodeDecodeError):
        lexicon.Lexicon(known).read(b"\xff")


def test_threads_may_read_at_once(lexicon: Any) -> None:
    texts = [" ".join(f"{letter}{number}" for number in range(3000)) for letter in "aabb"]
    reader = pieces.compiled(known, lexicon.Lexicon)
    out: dict[int, Any] = {}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [
            threading.Thread(target=lambda n=n: out.update({n: read(reader, texts[n])}))
            for n in range(len(texts))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert [out[n] for n in range(4)] == [read(pieces.plain(known), text) for text in texts]


def kind(reader: Reader) -> str:
    made: Callable[..., Any] = reader
    return made.__qualname__.partition(".")[0]


def test_it_is_used_where_it_is_of_this_version_and_wanted(
    lexicon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, NAME, lexicon)
    monkeypatch.setattr(corpus, "_lexicon", lexicon, raising=False)
    monkeypatch.delenv("RHET_PURE", raising=False)
    assert kind(pieces.reader(known)) == "compiled"
    monkeypatch.setenv("RHET_PURE", "1")
    assert kind(pieces.reader(known)) == "plain"
    monkeypatch.delenv("RHET_PURE")
    monkeypatch.setattr(pieces, "TWIN", pieces.TWIN + 1)
    assert kind(pieces.reader(known)) == "plain"


def test_without_a_compiler_it_is_python_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NAME, None)
    monkeypatch.delattr(corpus, "_lexicon", raising=False)
    assert kind(pieces.reader(known)) == "plain"


def test_tokens_know_their_text() -> None:
    tokens = candidates.read("The “harbour” of\nGulf's W. Bush")
    assert tokens.written() == ["The", "“", "harbour", "”", "of", "\n", "Gulf", "'s", "W.", "Bush"]
