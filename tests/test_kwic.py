"""Concordances: contexts, filters, order, and that no line is passed over that holds a hit."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.corpus.finder import Finder, PatternError, finder
from rhetorictui.corpus.kwic import Concordance, ordered
from rhetorictui.corpus.selection import Selection
from rhetorictui.corpus.sift import Sieve, sieve
from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.reading import markup
from rhetorictui.writing.concordance import head, line, tail, total

TEXT = (
    "The so-called plan failed.\nOn Monday the minister denied all the   claims, and the\n"
    "envoy denies them too. Nobody denied the storm."
)
DOC = Document("a", TEXT, outlet="Norvik Wire", published="2031-03-04T10:00")


def test_contexts_of_words() -> None:
    records = list(Concordance(finder("~deny"), window=3)(DOC))
    assert [(r["left"], r["node"], r["right"]) for r in records] == [
        ("Monday the minister", "denied", "all the claims,"),
        ("and the envoy", "denies", "them too. Nobody"),
        ("them too. Nobody", "denied", "the storm."),
    ]
    for r in records:
        assert TEXT[r["start"] : r["end"]] == r["node"]
        assert "voice" not in r


def test_contexts_of_characters_and_none() -> None:
    (r,) = Concordance(finder("so-called"), window=6, characters=True)(DOC)
    assert (r["left"], r["right"]) == ("The", "plan")
    (r,) = Concordance(finder("so-called"), window=0)(DOC)
    assert (r["left"], r["right"]) == ("", "")


def test_a_word_cut_by_the_window_is_left_out() -> None:
    doc = Document("a", "x" * 40 + " and here")
    (r,) = Concordance(finder("here"), window=1)(doc)
    assert r["left"] == "and"


def test_regex_is_caseless_and_may_say_otherwise() -> None:
    text = "US aid helps us. 12 per cent, 7 percent."
    assert Finder("us", regex=True).spans(Prose(text)) == [(0, 2), (13, 15)]
    assert Finder("(?-i:US)", regex=True).spans(Prose(text)) == [(0, 2)]
    assert Finder("x*", regex=True).spans(Prose(text)) == []


@pytest.mark.parametrize(
    ("pattern", "regex", "message"),
    [
        ("(a|b", False, "bracket is not closed"),
        ("", False, "empty"),
        ("(", True, "not a regular"),
        ("", True, "empty"),
        ("~qzxv", False, "not in the lexicon"),
    ],
)
def test_bad_patterns_say_what_is_wrong(pattern: str, regex: bool, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        finder(pattern, regex)


def test_selection() -> None:
    assert Selection(("norvik wire",), "2031", "2031-03").takes(DOC)
    assert Selection(until="2031-03-04").takes(DOC)
    assert not Selection(since="2031-03-05").takes(DOC)
    assert not Selection(("talvon daily",)).takes(DOC)
    assert not Selection(since="2031").takes(Document("b", "x"))
    assert list(Concordance(finder("plan"), selection=Selection(("x",)))(DOC)) == []


def test_voices_and_labels_that_the_document_brings() -> None:
    start = TEXT.index("all the")
    quote = Annotation(
        start - 20,
        start + 16,
        "quotes",
        "indirect",
        speaker="the minister",
        parts={"content": [(start, start + 16)]},
    )
    frame = Annotation(start, start + 3, "frames", "Doubt")
    doc = Document("a", TEXT, annotations=(quote, frame))
    (first, second) = Concordance(finder("(so-called|all the claims)"))(doc)
    assert (first["voice"], second["voice"], second["speaker"]) == (
        "narrator",
        "indirect",
        "the minister",
    )
    assert second["labels"] == ["Doubt"]
    (only,) = Concordance(finder("(so-called|all the claims)"), voices=("indirect",))(doc)
    assert only["node"] == "all the claims"


def test_order() -> None:
    records = list(Concordance(finder("~deny"), window=3)(DOC))
    assert [r["right"] for r in ordered(records, "right")] == [
        "all the claims,",
        "the storm.",
        "them too. Nobody",
    ]
    assert [r["left"].split()[-1] for r in ordered(records, "left")] == [
        "envoy",
        "minister",
        "Nobody",
    ]
    assert [r["node"] for r in ordered(records, "node")] == ["denied", "denied", "denies"]
    assert list(ordered(records, "none")) == records


# ---------------------------------------------------------------- the sieve
def test_needles_are_what_every_match_holds() -> None:
    assert [n.letters for n in sieve("the minister of war").needles] == [b"minister"]
    assert {n.letters for n in sieve("~slam").needles} == {b"slam"}
    assert sieve("=US") == sieve("us")
    assert sieve("caf\u00e9").needles == ((b"caf", False),)
    assert sieve("\u00e9t\u00e9") == Sieve()
    assert sieve("climate (change|crisis)", regex=True).needles == ((b"climate", False),)
    for pattern in ("cats|dogs", "a.b", "(?i)word", r"\bx\w+"):
        assert sieve(pattern, regex=True) == Sieve()
    assert sieve("colou?rs", regex=True).needles == ((b"colo", False),)


def test_lines_are_blanked_not_dropped() -> None:
    data = b'{"text":"a war"}\n{"text":"peace"}\n{"text":"line\\nwar"}\n{"text":"warm"}'
    assert sieve("war").lines(data) == b'{"text":"a war"}\n\n{"text":"line\\nwar"}\n'
    broken = b'{"text":"peace"\n{"text":"war"}\n'
    assert sieve("war").lines(broken) == broken
    assert sieve("kelvin").text("\u212aelvin".encode())
    assert not sieve("kelvin").text(b"nothing")
    assert sieve("kelvin").text("kelvin".encode("utf-16"))


WORDS = st.lists(
    st.sampled_from(["war", "War", "warm", "\u212aelvin", "kelvin", "\u0130ran", "iran", "\u2019",
                     "\n", " ", "-", "\u201c", "x", '"', "\\", "\u00e9", "\u017fea", "sea",
                     "w<b>ar</b>", "se&#97;", "<p>", "</p>"]),
    max_size=8,
).map("".join)  # fmt: skip


@given(
    st.lists(WORDS, min_size=1, max_size=5),
    st.sampled_from(["war", "kelvin", "iran", "sea"]),
    st.booleans(),
    st.booleans(),
)
def test_no_line_with_a_hit_is_passed_over(
    texts: list[str], pattern: str, regex: bool, escaped: bool
) -> None:
    lines = [json.dumps({"text": t}, ensure_ascii=escaped, separators=(",", ":")) for t in texts]
    kept = sieve(pattern, regex).lines("\n".join(lines).encode()).split(b"\n")
    assert len(kept) <= len(lines)
    find = Finder(pattern, regex)
    for index, text in enumerate(texts):
        if find.spans(Prose(markup.shown(text) if markup.is_marked(text) else text)):
            assert json.loads(kept[index]) == {"text": text}


# ---------------------------------------------------------------- on a terminal
def test_the_node_stands_in_one_column_whatever_the_script() -> None:
    from rich.cells import cell_len

    base = {"node": "plan", "voice": "narrator", "right": "and more \x1b[31m words " * 9}
    for left in ("short", "\u6f22\u5b57 " * 40, "x" * 200, ""):
        for width in (40, 80, 160):
            text = line({**base, "id": "folder/\u6f22\u5b57.txt", "left": left}, width)
            assert text.cell_len <= width
            assert "\x1b" not in text.plain
            column = cell_len(text.plain[: text.plain.index("plan")])
            assert column == cell_len(
                line({**base, "id": "b", "left": "q"}, width).plain.partition("plan")[0]
            )


def test_cuts() -> None:
    assert head("abcdef", 4) == "abc\u2026"
    assert tail("abcdef", 4) == "\u2026def"
    assert head("abc", 0) == tail("abc", 0) == ""
    assert total(1, 1, False).plain == "1 hit in 1 article."
    assert re.match("the first 5 hits", total(5, 2, True).plain)


def test_marks_touch_the_node_as_in_the_text() -> None:
    base = {"id": "a", "node": "that", "left": "", "right": ""}
    for left, right, shown in [
        ("said", '"all', 'said that "all'), ("said", '" and', 'said that" and'),
        ("he said \u201c", "\u2019s", "\u201cthat\u2019s"), ('said "', ", so", '"that, so'),
        ('"no"', ".", '"no" that.'),
    ]:  # fmt: skip
        assert shown in line({**base, "left": left, "right": right}, 80).plain
