"""The store of compiled patterns: the same answers as ``re``, and no harm from a bad store."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rhetorictui import patterns

CASES = [
    (r"(?P<a>x+)(y)?|z", 0, "axxy z"),
    (r"\b(?:said|says)\b(?! that)", re.I, "He SAID so; she says that."),
    (r"^\s*(\w+)$", re.M, "one\n  two\nthree four"),
    (r"(?<=[.!?])\s+(?=[A-Z“])", 0, "One. Two! three? “Four"),
    (r"[^\W_]+(?:['’-][^\W_]+)*", 0, "don’t x-ray _a_ café ẞ"),
]


@pytest.fixture
def empty_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(patterns, "_stores", {})
    monkeypatch.setattr(patterns, "_grown", set())
    return tmp_path


def found(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in pattern.finditer(text)]


@pytest.mark.parametrize(("source", "flags", "text"), CASES)
def test_same_as_re(empty_store: Path, source: str, flags: int, text: str) -> None:
    twin = re.compile(source, flags)
    for _ in range(3):  # compiled, then stored, then read back from disk
        ours = patterns.compile(source, flags)
        assert found(ours, text) == found(twin, text)
        assert (ours.pattern, ours.flags, ours.groups) == (twin.pattern, twin.flags, twin.groups)
        assert dict(ours.groupindex) == dict(twin.groupindex)
        patterns._save()
        patterns._stores.clear()


def test_a_wrong_pattern_raises_as_re_does(empty_store: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        patterns.compile("(a")


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_a_damaged_store_costs_only_time(empty_store: Path, damage: bytes | None) -> None:
    patterns.compile("a+b")
    patterns._save()
    (file,) = (empty_store / "rhetorictui").iterdir()
    data = file.read_bytes()
    file.write_bytes(data[:-3] if damage is None else damage)
    patterns._stores.clear()
    assert patterns.compile("a+b").fullmatch("aab")


@pytest.mark.parametrize("part", ["sys.version", "_sre.MAGIC", "_sre.CODESIZE"])
def test_what_another_engine_stored_is_never_read(
    empty_store: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    patterns.compile("a+b")
    patterns._save()
    (file,) = (empty_store / "rhetorictui").iterdir()
    assert len(patterns._open("modules")) == 1
    monkeypatch.setattr(part, "another")
    assert Path(patterns._file("modules")) != file
    # Nor where the short names of two engines' files should fall together.
    monkeypatch.setattr(patterns, "_file", lambda store: str(file))
    assert patterns._open("modules") == {}


@pytest.mark.parametrize("value", [["a"], None, {("a", 0): 7}])
def test_a_store_that_holds_something_else_costs_only_time(
    empty_store: Path, value: list[str] | dict[tuple[str, int], int] | None
) -> None:
    file = Path(patterns._file("modules"))
    file.parent.mkdir()
    body = marshal.dumps(value)
    file.write_bytes(patterns._seal(body) + body)
    assert patterns.compile("a").fullmatch("a")


def test_the_engine_refuses_code_that_is_no_code(empty_store: Path) -> None:
    patterns._open("modules")[("a", 0)] = marshal.dumps((0, b"\x63\0\0\0" * 3, 0, {}, (None,)))
    assert patterns.compile("a").fullmatch("a")


def test_a_store_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    code = "from rhetorictui import patterns; print(bool(patterns.compile('a').match('a')))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        env={"XDG_CACHE_HOME": str(blocked)},
    )
    assert (result.stdout, result.stderr) == (b"True\n", b"")


def test_a_store_that_has_grown_too_large_starts_anew(
    empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "_MOST", 2)
    for source in ("a", "b", "c"):
        patterns.compile(source)
    patterns._save()
    patterns._stores.clear()
    assert patterns._open("modules") == {}
