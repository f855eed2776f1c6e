"""The compiled twin of the rankers finds what the Python modules find, on whatever it is given."""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, compiled_module
from hypothesis import given
from hypothesis import strategies as st

import rhetorictui
from rhetorictui import layers
from rhetorictui.language import Prose
from rhetorictui.layers import cascade, model
from rhetorictui.layers.attribution import Spec, stem
from rhetorictui.layers.cascade import Found, attributions
from rhetorictui.layers.marks import Outer, quoted_spans
from rhetorictui.layers.quotes import quoted_tokens
from rhetorictui.layers.tokens import EDGE, TAG_NAMES, TOKEN, Sentence, tokens

NAME = "rhetorictui.layers._rankers"
Text = tuple[Sequence[str], Sequence[Sentence], list[int]]


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The module that makes the twin, with a twin freshly compiled."""
    module = compiled_module(NAME, tmp_path_factory.mktemp("built"))
    with pytest.MonkeyPatch.context() as patch:
        if module:
            patch.setitem(sys.modules, NAME, module)
            patch.setattr(layers, "_rankers", module, raising=False)
        made = pytest.importorskip(
            "rhetorictui.layers.native", reason="needs a C compiler", exc_type=ImportError
        )
        if module:
            patch.setattr(made, "_rankers", module)
        yield made


@pytest.fixture(scope="module")
def compiled(native: Any) -> model.Model:
    known = model.read(model._shipped())
    known.compiled = native.twin(known)
    assert known.compiled
    return known


@pytest.fixture(scope="module")
def plain() -> model.Model:
    return model.read(model._shipped())


def parts(text: str) -> Text:
    prose = Prose(text)
    pieces, rows = tokens(text, prose.sentences)
    marks = Outer(quoted_spans(text, prose.paragraphs)).marks
    return pieces, rows, quoted_tokens(pieces, rows, prose.sentences, marks)


def test_sample_articles(compiled: model.Model, plain: model.Model) -> None:
    found = 0
    for doc in rhetorictui.read(str(ROOT / "sample_data")):
        text = parts(doc.text)
        expected = attributions(plain, *text)
        found += len(expected)
        assert attributions(compiled, *text) == expected, doc.id
    assert found > 50


def test_development_articles(compiled: model.Model, plain: model.Model, shared: Path) -> None:
    with gzip.open(shared / "data" / "news.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(150), strict=False):
            text = parts(json.loads(line)["text"])
            assert attributions(compiled, *text) == attributions(plain, *text)


WORDS = [
    *TAG_NAMES[2:160],
    *(
        "insisted noted according told testified tweeted announcing claims denies Smith Zhang"
    ).split(),
    *('said said that that he " " “ ” , , . \'s U.S. 1,000 a|3 👍 İ Σ \ud800 \x00').split(),
    "x" * 300,
    "é" * 130,
]

PIECES = "Mr Capt. vs. U.S. A. B.c ’s 'll ... .. -- '' `` _ é ٣ ² 1,000 3.5 ' ’ ‑ & / .".split()
PIECES += [" ", "\n", "\u00a0", "\u2003"]


@st.composite
def made(draw: st.DrawFn) -> Text:
    """Sentences of words that matter, with marks anywhere, as no text has them."""
    pieces: list[str] = []
    rows: list[Sentence] = []
    for size in draw(st.lists(st.integers(0, 60), max_size=4)):
        low = len(pieces)
        words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
        pieces += [word + " " for word in words]
        rows.append(Sentence(low, len(pieces), 0))
        pieces.append(EDGE)
    flips = draw(st.sets(st.integers(0, max(0, len(pieces) - 1)), max_size=8))
    quoted = [0] * len(pieces)
    for at in range(1, len(pieces)):
        quoted[at] = quoted[at - 1] ^ (at in flips)
    return pieces, rows, quoted


@given(text=made())
def test_texts_like_none(compiled: model.Model, plain: model.Model, text: Text) -> None:
    assert attributions(compiled, *text) == attributions(plain, *text)


@given(text=st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text(compiled: model.Model, plain: model.Model, text: str) -> None:
    given_text = parts(text)
    assert attributions(compiled, *given_text) == attributions(plain, *given_text)


@given(text=st.text() | st.lists(st.sampled_from([*WORDS, *PIECES])).map("".join))
def test_tokens(native: Any, text: str) -> None:
    found = native.findall()
    assert found(text) == TOKEN.findall(text)
    assert found(text) == TOKEN.findall(text)  # as remembered


def test_long_sentences(compiled: model.Model, plain: model.Model) -> None:
    """Candidates beyond the longest content, and marks over several sentences."""
    rng = random.Random(1)
    for length in (395, 405, 1500):
        words = [rng.choice(WORDS[:170]) + " " for _ in range(length)]
        text = (
            [*words, EDGE, *words, EDGE],
            [
                Sentence(0, length, 0),
                Sentence(length + 1, 2 * length + 1, 0),
            ],
        )
        for quoted in ([0] * (2 * length + 2), [0, *[1] * (2 * length), 0]):
            assert attributions(compiled, *text, quoted) == attributions(plain, *text, quoted)


def expanded(template: str, word: str, numbers: Sequence[object]) -> list[str]:
    """The names that a template stands for."""
    out = []
    for line in template.split("\n"):
        name, chars = "", iter(line)
        for char in chars:
            code = ord(char)
            if code < 4:
                name += (word, stem(word), word[-3:])[code - 1]
            elif 16 <= code < 24:
                name += str(numbers[code - 16])
            elif 24 <= code < 32:
                name += str(numbers[code - 24] == ord(next(chars)) - 32)
            else:
                name += char
        out.append(name)
    return out


@pytest.mark.parametrize(
    ("ranker", "number"),
    [(name, i) for name, specs in model.RANKERS.items() for i in range(len(specs))],
)
def test_templates_are_the_names_that_expand_gives(native: Any, ranker: str, number: int) -> None:
    spec: Spec = model.RANKERS[ranker][number]
    template = native.template(spec)
    if spec.pair or spec.width:
        assert not template
        return
    names = spec.expand.__code__.co_varnames[: spec.expand.__code__.co_argcount]
    rng = random.Random(number)
    for word in ("insisting", "said", "to", "denied", "é"):
        for _ in range(20):
            numbers = [rng.choice([0, 1, 9, -1, -3, 17, 401, True, False]) for _ in names]
            rest = iter(numbers)
            key = [word if name in {"word", "form"} else next(rest) for name in names]
            assert expanded(template, word, numbers) == list(spec.expand(*key))


def test_what_is_remembered_changes_nothing(
    native: Any, plain: model.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "_FORMS_LIMIT", 20)
    known = model.read(model._shipped())
    known.compiled = native.twin(known)
    for doc in rhetorictui.read(str(ROOT / "sample_data")):
        text = parts(doc.text)
        assert attributions(known, *text) == attributions(plain, *text)


def test_a_text_of_too_many_words_is_left_to_python(
    native: Any, plain: model.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OverflowError

    monkeypatch.setattr(native.Words, "number", full)
    known = model.read(model._shipped())
    known.compiled = native.twin(known)
    text = parts("Marta Oduya said that the bridge was safe.")
    assert known.compiled
    assert known.compiled(*text) is None
    assert attributions(known, *text) == attributions(plain, *text) != []


def test_it_can_be_forbidden(native: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    known = model.read(model._shipped())
    monkeypatch.setenv("RHET_PURE", "1")
    assert native.twin(known) is None
    monkeypatch.delenv("RHET_PURE")
    assert native.twin(known)


def test_another_version_is_not_used(native: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cascade, "TWIN", cascade.TWIN + 1)
    assert native.twin(model.read(model._shipped())) is None


@pytest.mark.parametrize(
    ("bounds", "quoted"),
    [
        ([0, 3], b"\0\0"),
        ([0, 4], b"\0\0\0"),
        ([-1, 2], b"\0\0\0"),
        ([2, 1], b"\0\0\0"),
        ([1, 2, 0, 1], b"\0\0\0"),
        ([0], b"\0\0\0"),
    ],
)
def test_bounds_are_checked(native: Any, bounds: list[int], quoted: bytes) -> None:
    known = model.read(model._shipped())
    rankers = native._rankers.Rankers(*native._tables(known), native._reports)
    words = native.Words(rankers.learn)
    forms = native.Forms(known.lexicon, words)
    pieces = ["He ", "said", "."]
    with pytest.raises(ValueError, match=r"pieces|sentences"):
        rankers.attributions(pieces, array("i", bounds).tobytes(), quoted, forms, words)
    assert rankers.attributions(pieces, array("i", [0, 3]).tobytes(), bytes(3), forms, words) == b""
    with pytest.raises(ValueError, match="tag"):
        rankers.attributions(pieces, b"", bytes(3), dict.fromkeys(pieces, 500), words)


def test_tables_are_checked(native: Any) -> None:
    given = native._tables(model.read(model._shipped()))
    tags, names, tables, sets, numbers = given
    for wrong in (
        (tags + 1, *given[1:]),
        (tags, ((1, "a\nb\na"), *names[1:]), tables, sets, numbers),
        (tags, names, tables[:-1], sets, numbers),
        (tags, names, (tables[1], tables[0], *tables[2:][::-1]), sets, numbers),
        (tags, names, tables, sets[1:], numbers),
        (tags, names, tables, sets, numbers[4:]),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            native._rankers.Rankers(*wrong, native._reports)


def test_errors_of_what_python_knows_come_through(native: Any) -> None:
    known = model.read(model._shipped())
    rankers = native._rankers.Rankers(*native._tables(known), native._reports)
    with pytest.raises(KeyError, match="He"):
        rankers.attributions(["He "], array("i", [0, 1]).tobytes(), b"\0", {}, {})


def test_what_is_found_is_the_same_kind_of_thing(compiled: model.Model) -> None:
    text = parts("“The bridge is safe,” Marta Oduya said on Monday.")
    (item,) = attributions(compiled, *text)
    assert isinstance(item, Found)
    assert item.sentence is text[1][0]
    assert item == Found(text[1][0], (9, 10), (7, 9), (0, 7), None)


def test_one_binary_serves_every_version() -> None:
    # With "#" in a format, headers of 3.13 ask for functions that mean something else in 3.11.
    source = (ROOT / "src" / "rhetorictui" / "layers" / "_rankers.c").read_text(encoding="utf-8")
    formats = re.findall(r'PyArg_ParseTuple\(\w+, "([^"]+)"', source)
    assert len(formats) > 5
    assert not [text for text in formats if "#" in text]
    assert "#define Py_LIMITED_API 0x030B0000" in source
