"""Search: the query language, ranking, filters, and an index that survives what befalls files."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_schemas import validator

from rhetorictui.__main__ import run
from rhetorictui.corpus import search
from rhetorictui.corpus.query import QueryError, expression
from rhetorictui.corpus.search import Index, Origin, build, snippet_of, stored
from rhetorictui.corpus.selection import Selection
from rhetorictui.document import Annotation, Document
from rhetorictui.layers import FrameSettings
from rhetorictui.reading import Problem
from rhetorictui.record import dumps, to_record

DOCS = [
    Document(
        "a",
        "The coast guard spoke of sanctions. \u201cNo sanctions,\u201d she said.",
        title="Storm",
        outlet="Norvik Wire",
        published="2031-03-04",
        annotations=(
            Annotation(36, 50, "quotes", "direct", speaker="she", parts={"content": [(37, 49)]}),
        ),
    ),
    Document(
        "b",
        "A sanction hurts. The guard on the coast slept.",
        title="Sanctions bite",
        outlet="Talvon Daily",
        published="2031-04",
    ),
    Document(
        "c",
        "Caf\u00e9s are so-called here.",
        title=None,
        published="about 1900",
        annotations=(Annotation(9, 18, "frames", "Doubt"),),
    ),
]


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with build(map(to_record, DOCS), [], None) as made:
        yield made


def ids(index: Index, query: str, *more: Any, **named: Any) -> list[str]:
    return [r["id"] for r in index.hits(expression(query), *more, **named)]


# ---------------------------------------------------------------- queries
def test_what_queries_mean(index: Index) -> None:
    assert ids(index, "sanctions") == ["b", "a"]  # the title weighs more
    assert ids(index, '"coast guard"') == ["a"]
    assert ids(index, "coast guard") == ["a", "b"] or ids(index, "coast guard") == ["b", "a"]
    assert ids(index, "cafe OR storm") in (["a", "c"], ["c", "a"])
    assert ids(index, "guard -slept") == ["a"]
    assert ids(index, "title:sanctions") == ["b"]
    assert ids(index, 'outlet:"norvik wire"') == ["a"]
    assert ids(index, "sanct*") == ["b", "a"]
    assert ids(index, "so-called") == ["c"]
    assert ids(index, "nothing at all") == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "no word"),
        ("-storm", "only words to leave out"),
        ('"storm', "not closed"),
        ("titel:storm", "did you mean title"),
        ("* ^ ( )", "no word"),
        ("OR", "no word"),
    ],
)
def test_queries_that_ask_for_nothing(query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        expression(query)


SIGNS = st.sampled_from("aZ-\"*:()^{}OR ND\0'\\.\u00e9{}+title:text")


@given(st.text(SIGNS, max_size=20) | st.text())
def test_no_query_is_an_error_of_sqlite(index: Index, query: str) -> None:
    try:
        wanted = expression(query)
    except QueryError:
        return
    list(index.hits(wanted))


# ---------------------------------------------------------------- results
def test_records(index: Index) -> None:
    for query in ("sanctions", "cafe", "title:storm"):
        for rank, record in enumerate(index.hits(expression(query)), 1):
            validator("hit").validate(json.loads(json.dumps(record)))
            assert record["rank"] == rank
            doc = next(d for d in DOCS if d.id == record["id"])
            words = [doc.text[s:e] for s, e in record["spans"]]
            assert words == [record["snippet"][s:e] for s, e in record["highlights"]]
            assert record["matches"] == len(words)
    (only,) = index.hits(expression("cafe"))
    assert [DOCS[2].text[s:e] for s, e in only["spans"]] == ["Caf\u00e9s"]


def test_filters(index: Index) -> None:
    assert ids(index, "sanctions", Selection(("norvik wire",))) == ["a"]
    assert ids(index, "sanctions", Selection(since="2031-04")) == ["b"]
    assert ids(index, "sanctions", Selection(until="2031-03")) == ["a"]
    assert ids(index, "cafe", Selection(until="2031")) == []
    assert ids(index, "sanctions", voices=("direct",)) == ["a"]
    (record,) = index.hits(expression("sanctions"), voices=("direct",))
    assert record["matches"] == 1
    assert ids(index, "cafe", labels=("doubt",)) == ["c"]
    assert ids(index, "cafe", labels=("slogans",)) == []
    assert ids(index, "cafe", labels=("loaded_language",)) == ["c"]
    assert ids(index, "cafe", labels=("loaded_language",), frames=FrameSettings(min_weight=1)) == []
    assert len(ids(index, "sanctions", limit=1)) == 1
    assert len(ids(index, "sanctions", limit=1, voices=("direct", "narrator"))) == 1
    assert index.count(expression("sanctions")) == 2
    assert index.count(expression("sanctions"), Selection(("norvik wire",))) == 1
    assert index.documents == 3


@given(st.text(st.sampled_from("ab \n\t"), max_size=300), st.data())
def test_snippets_hold_their_marks(text: str, data: st.DataObject) -> None:
    spans = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if data.draw(st.booleans()):
            spans.append((start, at))
    snippet, marks = snippet_of(text, spans, 40)
    assert "  " not in snippet and snippet == snippet.strip()
    inside = [snippet[s:e] for s, e in marks]
    words = [text[s:e] for s, e in spans]
    assert not spans or inside
    assert any(words[i : i + len(inside)] == inside for i in range(len(words) + 1))


# ---------------------------------------------------------------- the index on disk
@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "rhetorictui" / "search"


def test_an_index_is_kept_and_found_again(cache: Path) -> None:
    problems = [Problem("x:3", "broken")]
    build(map(to_record, DOCS), problems, "k").close()
    again = stored("k")
    assert again is not None
    with again:
        assert ids(again, "sanctions") == ["b", "a"]
        assert again.problems == problems
    assert [p.name for p in cache.iterdir()] == ["k.sqlite"]
    search.forget("k")
    assert stored("k") is None


def test_damage_is_noticed(cache: Path) -> None:
    build(map(to_record, DOCS), [], "k").close()
    file = cache / "k.sqlite"
    whole = file.read_bytes()
    for broken in (b"", b"nonsense" * 999, whole[:5000]):
        file.write_bytes(broken)
        index = stored("k")
        if index is not None:
            with index, pytest.raises(sqlite3.DatabaseError):
                ids(index, "sanctions")
    other = sqlite3.connect(cache / "l.sqlite")
    other.execute("CREATE TABLE about(key TEXT, problems BLOB)")
    other.commit()
    other.close()
    assert stored("l") is None


def test_a_cache_that_cannot_be_written_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with build(map(to_record, DOCS), [], "k") as index:
        assert ids(index, "sanctions") == ["b", "a"]
    assert stored("k") is None


def test_a_failed_build_leaves_nothing(cache: Path) -> None:
    def records() -> Any:
        yield to_record(DOCS[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(records(), [], "k")
    assert list(cache.iterdir()) == []


def test_every_connection_is_closed(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Counted(sqlite3.Connection):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            opened.append(self)

        def close(self) -> None:
            super().close()
            opened.remove(self)

    opened: list[Counted] = []
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Counted))
    source = tmp_path / "a.jsonl"
    source.write_bytes(b"".join(map(dumps, map(to_record, DOCS))))
    asked = ["search", "sanctions", str(source), "-o", str(tmp_path / "out")]
    assert run(asked) == run(asked) == run([*asked, "--no-index"]) == 0
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    for broken in (whole[:5000], whole[:-9000] + b"x" * 9000):
        file.write_bytes(broken)
        assert run(asked) == 0
        assert len((tmp_path / "out").read_bytes().splitlines()) == 2
    with pytest.raises(KeyError):
        build([{"text": "no document"}], [], "k")
    monkeypatch.setattr(search, "_RANK", "no_such_function()")
    assert run([*asked, "--no-index"]) == 3
    assert not opened


def test_a_full_disk_costs_only_time(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(sqlite3.Connection):
        def commit(self) -> None:
            if self.execute("PRAGMA database_list").fetchone()[2]:
                raise sqlite3.OperationalError("database or disk is full")
            super().commit()

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Full))
    source = tmp_path / "a.jsonl"
    source.write_bytes(b"".join(map(dumps, map(to_record, DOCS))) + b"{\n")
    assert run(["search", "sanctions", str(source), "-o", str(tmp_path / "out")]) == 3
    assert len((tmp_path / "out").read_bytes().splitlines()) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert f"{source}:4: not valid JSON" in said
    assert list(cache.iterdir()) == []


def test_runs_at_the_same_time(cache: Path) -> None:
    def work() -> None:
        build(map(to_record, DOCS), [], f"k{threading.get_ident()}").close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(cache.glob("*.sqlite"))) == 4
    assert not list(cache.glob("*.part"))


def test_old_indexes_go(cache: Path) -> None:
    for number in range(10):
        build(map(to_record, DOCS), [], f"k{number}").close()
        os.utime(cache / f"k{number}.sqlite", (number, number))
    build(map(to_record, DOCS), [], "new").close()
    assert {f.name for f in cache.iterdir()} >= {"new.sqlite", "k9.sqlite"}
    assert len(list(cache.iterdir())) == 8


def test_the_key_follows_the_files(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    first = Origin((str(file),), "").key
    assert Origin((str(file),), "").key == first
    assert Origin((str(file),), "other").key != first
    file.write_text("three")
    assert Origin((str(file),), "").key != first
