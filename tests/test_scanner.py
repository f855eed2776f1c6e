"""The compiled scanner finds the anchors that an automaton finds."""

from __future__ import annotations

import itertools
import sys
from struct import iter_unpack
from typing import Any

import pytest
from ahocorasick_rs import BytesAhoCorasick
from conftest import ROOT, compiled_module
from hypothesis import given
from hypothesis import strategies as st

import rhetorictui
from rhetorictui import packs
from rhetorictui.language import Prose
from rhetorictui.packs import anchors, image, native
from rhetorictui.packs.loader import builtin
from rhetorictui.packs.store import load_matcher

NAME = "rhetorictui.packs._scanner"
Hits = list[tuple[int, int, int]]
WORDS = ["a", "ab", "abc", "b", "ba", "é", "x1", "a" * 70]


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Any:
    module = compiled_module(NAME, tmp_path_factory.mktemp("built"))
    return module or pytest.importorskip(NAME, reason="needs a C compiler")


def scanned(scanner: Any, sought: list[bytes], words: list[bytes], text: bytes) -> Hits:
    return sorted(iter_unpack("3i", scanner.Scanner(sought, words).find(text)))


def automaton(sought: list[bytes], text: bytes) -> Hits:
    return sorted(BytesAhoCorasick(sought).find_matches_as_indexes(text, overlapping=True))


@st.composite
def anchor_and_word(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Words with one or two spaces between them, perhaps the ends of words around; and one."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    chosen = draw(st.sampled_from(words))
    gaps = [draw(st.sampled_from(["", " "])) + " " for _ in words]
    text = "".join(gap + word for gap, word in zip(gaps, words, strict=True)) + " "
    before, after = (draw(st.sampled_from(["", "", "a", "ab", "b a"])) for _ in range(2))
    return (before + text + after).encode("latin-1"), chosen.encode("latin-1")


STEMS = st.sampled_from([(b" a", b""), (b" ab", b""), (b" abc", b""), (b" x", b"")])
TEXTS = st.lists(st.sampled_from([*WORDS, "", "abcd", "c", "x12"]), max_size=40)


@given(st.lists(st.one_of(anchor_and_word(), STEMS), max_size=30), TEXTS)
def test_it_finds_what_an_automaton_finds(
    scanner: Any, sought: list[tuple[bytes, bytes]], words: list[str]
) -> None:
    known = dict(sought)
    text = f" {' '.join(words)} ".encode("latin-1")
    found = scanned(scanner, list(known), list(known.values()), text)
    assert found == automaton(list(known), text)


def test_an_anchor_that_begins_with_the_end_of_a_word(scanner: Any) -> None:
    sought, text = [b"ed claim ", b" claim ab"], b" an unproved claim abroad "
    found = scanned(scanner, sought, [b"claim", b"claim"], text)
    assert found == automaton(sought, text) == [(0, 10, 19), (1, 12, 21)]


def test_thousands_of_anchors(scanner: Any) -> None:
    names = [b"w%d" % number for number in range(9000)]
    sought = [b" %b %b " % pair for pair in itertools.pairwise(names)]
    text = b" %b " % b" ".join(names)
    for words in (names[:-1], names[1:]):
        assert scanned(scanner, sought, words, text) == automaton(sought, text)


def test_sample_articles(scanner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [doc.text for doc in rhetorictui.read(str(ROOT / "sample_data"))]
    found: list[list[Any]] = []
    for module in (scanner, None):
        monkeypatch.setattr(anchors, "scanner", module)
        matcher = load_matcher(builtin())
        found.append([matcher.spans(Prose(text)) for text in texts])
    assert found[0] == found[1]
    assert sum(map(len, found[0])) > 500


def test_what_is_no_anchor_is_refused(scanner: Any) -> None:
    for wrong in [
        (b"", b""), (b" ", b""), (b" a b", b""), (b"ab", b""), (b" a ", b"b"), (b"ab c ", b"b"),
        (b" a b", b"b"), (b" a b ", b"a b"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match="anchor 0"):
            scanner.Scanner([wrong[0]], [wrong[1]])
    with pytest.raises(ValueError, match="one word"):
        scanner.Scanner([b" a "], [])
    with pytest.raises(TypeError):
        scanner.Scanner([" a "], [b"a"])
    for text in (b"", b" ", b"a b", b" a b", b"a b "):
        with pytest.raises(ValueError, match="space at either end"):
            scanner.Scanner([], []).find(text)
    with pytest.raises(TypeError):
        scanner.Scanner([], []).find(" a ")
    with pytest.raises(TypeError):
        scanner.uneven(" a ")


def test_anchors_within_words_are_found_without_it(
    scanner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anchors, "scanner", scanner)
    find = anchors._finder([b"phobia ", b" a b "], [b"", b"a"], once=True)
    assert sorted(find(b" a b xenophobia ")) == [(0, 9, 16), (1, 0, 5)]


def test_white_space_is_seen_alike(scanner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "scanner", None)
    plain = image.uneven()
    monkeypatch.setattr(image, "scanner", scanner)
    compiled = image.uneven()
    assert compiled is scanner.uneven
    every = [bytes([code]) for code in range(256)]
    some = [bytes([code]) for code in b"\n\t\r\x1c\x85\xa0 a"]
    for parts in [[], *([b"a", char, b"b"] for char in every), *itertools.product(some, repeat=3)]:
        text = b"".join(parts)
        assert compiled(text) == plain(text), text


def test_it_is_used_where_it_is_of_this_version_and_wanted(
    scanner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, NAME, scanner)
    monkeypatch.setattr(packs, "_scanner", scanner, raising=False)
    monkeypatch.delenv("RHET_PURE", raising=False)
    assert native._compiled() is scanner
    monkeypatch.setenv("RHET_PURE", "1")
    assert native._compiled() is None
    monkeypatch.delenv("RHET_PURE")
    monkeypatch.setattr(native, "TWIN", native.TWIN + 1)
    assert native._compiled() is None


def test_without_a_compiler_it_is_an_automaton(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, NAME, None)
    monkeypatch.delattr(packs, "_scanner", raising=False)
    assert native._compiled() is None
