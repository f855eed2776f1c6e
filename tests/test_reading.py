"""Sources, formats and bad input: every way in gives the same documents or a clear word."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import pickle
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import zstandard
from conftest import unmeasured
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetorictui.document import Document
from rhetorictui.reading import (
    Chunk,
    Problem,
    ReadOptions,
    chunks,
    documents,
    files_from,
    formats,
    model,
    read,
    tables,
)
from rhetorictui.reading.pagedates import dates_of
from rhetorictui.reading.sources import open_source
from rhetorictui.record import dumps, to_record

ARTICLE = (
    "Harbour opens\n\nThe harbour opened on Monday after a long and costly delay, it was said.\n"
)
Found = tuple[list[Document], list[Problem]]


def run(*sources: str | Path, **options: Any) -> Found:
    problems: list[Problem] = []
    found = read(*map(str, sources), options=ReadOptions(**options), report=problems.append)
    return list(found), problems


def one(source: str | Path, **options: Any) -> Document:
    docs, problems = run(source, **options)
    assert problems == []
    assert len(docs) == 1
    return docs[0]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def silent(problem: Problem) -> None:
    raise AssertionError(problem)


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(r).encode() + b"\n" for r in records)


# Sources ----------------------------------------------------------------------------------------


def test_text_is_exactly_as_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\nTwo\xc2\xa0three.\r\n")
    doc = one(path)
    assert doc.text == "One\r\nTwo\xa0three.\r\n"
    assert doc.id == doc.source == str(path)


def test_a_folder_is_read_sorted_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.md", "README.md", ".hidden.txt", "x.png", ".git/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE)
    docs, problems = run(tmp_path)
    assert [Path(d.id).relative_to(tmp_path).as_posix() for d in docs] == [
        "b.txt",
        "a/b.md",
        "a/z.txt",
    ]
    assert problems == []


def test_globs_are_expanded_here_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", "in/c.txt"):
        (tmp_path / name).write_text(ARTICLE)
    assert [Path(d.id).name for d in run(f"{tmp_path}/*.txt")[0]] == ["a.txt", "b.txt"]
    assert len(run(f"{tmp_path}/**/*.txt")[0]) == 3
    assert len(run(f"{tmp_path}/**")[0]) == 3, "each file once, though its folder matches too"
    (tmp_path / "pictures").mkdir()
    docs, problems = run(f"{tmp_path}/**")
    assert (len(docs), problems) == (3, []), "a folder without articles is no fault of a pattern"
    assert "hold no article" in run(f"{tmp_path}/pict*")[1][0].message
    docs, problems = run(f"{tmp_path}/*.html")
    assert docs == []
    assert "no file matches" in problems[0].message


@pytest.mark.parametrize("name", ["gone.txt", "nowhere/gone.txt"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    docs, [problem] = run(tmp_path / name)
    assert docs == []
    assert problem.place == str(tmp_path / name)
    assert problem.error


def test_a_missing_file_gets_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE)
    assert "article.txt?" in run(tmp_path / "artcle.txt")[1][0].message


@pytest.mark.parametrize("name", ["nosuch.txt", "recital.txt", "b.txt"])
def test_a_name_that_is_not_near_is_not_offered(tmp_path: Path, name: str) -> None:
    for there in ("article.txt", "esc.txt", "a.txt"):
        (tmp_path / there).write_text(ARTICLE)
    assert "did you mean" not in run(tmp_path / name)[1][0].message


@pytest.mark.skipif(sys.platform != "linux", reason="file names of other systems are Unicode")
def test_a_file_name_that_is_not_utf_8_is_spelt_out(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path / "latin") + b"\xe9name.")
    Path(odd + "txt").write_text(ARTICLE)
    Path(odd + "jsonl").write_bytes(lines({"text": "One."}))
    (tmp_path / "latin\\xe9name.txt").write_text(ARTICLE)
    docs, problems = run(odd + "txt", tmp_path / "latin\\xe9name.txt", odd + "jsonl")
    assert problems == []
    spelt = f"{tmp_path}/latin\\xe9name."
    assert [d.id for d in docs] == [spelt + "txt", spelt + "txt#2", spelt + "jsonl:1"]
    assert docs[0].source == spelt + "txt"
    assert all(dumps(to_record(d)) for d in docs)
    [problem] = run(odd + "gone")[1]
    assert problem.place == spelt + "gone"


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst"])
def test_an_ending_that_promises_compression_wrongly_is_noted(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"a.txt.{kind}").write_text(ARTICLE)
    docs, [note] = run(tmp_path / f"a.txt.{kind}")
    assert docs[0].text == ARTICLE
    assert not note.error
    assert f".{kind} but is not compressed" in note.message


def test_a_folder_without_articles_is_a_problem(tmp_path: Path) -> None:
    assert "no article in this folder" in run(tmp_path)[1][0].message
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    assert "one other file lies there" in run(tmp_path)[1][0].message
    (tmp_path / "y.png").write_bytes(b"\x89PNG")
    assert "2 other files" in run(tmp_path)[1][0].message


def test_an_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert "permission denied" in run(path)[1][0].message


def test_the_rest_is_read_after_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    docs, problems = run(tmp_path / "gone.txt", tmp_path / "a.txt")
    assert len(docs) == len(problems) == 1


def test_standard_input_is_text_or_records(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, ARTICLE.encode())
    assert one("-").id == "-"
    stdin(monkeypatch, lines({"text": "One."}, {"text": "Two."}))
    assert [d.id for d in run("-")[0]] == ["-:1", "-:2"]


def test_standard_input_is_read_once_and_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, ARTICLE.encode())
    docs, [problem] = run("-", "-")
    assert len(docs) == 1
    assert "only once" in problem.message
    stdin(monkeypatch, b"")
    assert [p.error for p in run("-")[1]] == [False]


def test_standard_input_of_a_process_stays_open() -> None:
    code = (
        "import sys; from rhetorictui.reading import read\n"
        "print([d.text for d in read('-')], sys.stdin.buffer.closed)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"Hello there.", capture_output=True, check=True
    )
    assert done.stdout.strip() == b"['Hello there.'] False"


def test_a_list_of_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[Problem] = []
    stdin(monkeypatch, b"a.txt\r\n\nb c.txt\n")
    assert files_from("-", problems.append) == ["a.txt", "b c.txt"]
    (tmp_path / "list").write_bytes(b"a.txt\0b\nc.txt\0")
    assert files_from(str(tmp_path / "list"), problems.append) == ["a.txt", "b\nc.txt"]
    assert problems == []
    assert files_from(str(tmp_path / "gone"), problems.append) == []
    (tmp_path / "empty").write_bytes(b"\n")
    assert files_from(str(tmp_path / "empty"), problems.append) == []
    assert len(problems) == 2


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("kind", PACKERS)
def test_compression_is_told_by_content(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = PACKERS[kind](ARTICLE.encode())
    for name in (f"a.txt.{kind}", "misnamed.txt", "none"):
        (tmp_path / name).write_bytes(packed)
        assert one(tmp_path / name).text == ARTICLE
    stdin(monkeypatch, packed)
    assert one("-").text == ARTICLE


@pytest.mark.parametrize("kind", PACKERS)
def test_damaged_compression_is_a_problem(tmp_path: Path, kind: str) -> None:
    data = lines(*({"text": f"The {n}th of them {n * n}."} for n in range(2000)))
    (tmp_path / "a.jsonl").write_bytes(PACKERS[kind](data)[:-30])
    _, problems = run(tmp_path / "a.jsonl")
    assert any("cannot be read" in p.message for p in problems)


class Trickle(io.RawIOBase):
    """Bytes that come a few at a time."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._data.read(min(len(buffer), 50))
        buffer[: len(part)] = part
        return len(part)


RECORDS = [{"id": str(n), "text": f"The {n}th of them."} for n in range(9)]
TRICKLING = {
    "lines": lines(*RECORDS),
    "packed": PACKERS["gz"](lines(*RECORDS)),
    "zst": PACKERS["zst"](lines(*RECORDS)),
    "array": json.dumps(RECORDS, indent=1).encode(),
    "object": json.dumps(RECORDS[0], indent=1).encode(),
    "table": b"id,text\n" + b"".join(b"%d,The %dth of them.\n" % (n, n) for n in range(9)),
    "text": ARTICLE.encode(),
    "cut": lines(*RECORDS)[:-20],
    "empty": b"",
}


@pytest.mark.parametrize("data", TRICKLING.values(), ids=TRICKLING.keys())
def test_what_comes_a_little_at_a_time_is_the_same(
    monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    outcomes = []
    for at_once in (False, True):
        buffer = io.BufferedReader(Trickle(data), 64)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=buffer))
        problems: list[Problem] = []
        found = [
            doc
            for chunk in chunks(["-"], ReadOptions(), problems.append, at_once=at_once)
            for doc in documents(chunk, ReadOptions(), problems.append)
        ]
        outcomes.append((found, problems))
    assert outcomes[0] == outcomes[1]


def test_the_first_records_are_there_before_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = Trickle(lines(*RECORDS))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(raw, 64)))
    first = next(chunks(["-"], ReadOptions(), lambda problem: None, at_once=True))
    assert first.data.count(b"\n") <= 2 and raw._data.tell() < 200


def test_zstd_frames_follow_each_other(tmp_path: Path) -> None:
    data = lines(*({"text": f"The {n}th of them {n * n}."} for n in range(2000)))
    half = len(data) // 2
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(PACKERS["zst"], (data[:half], data[half:]))))
    docs, problems = run(tmp_path / "a.jsonl")
    assert len(docs) == 2000
    assert {p.error for p in problems} <= {False}
    with open_source(str(tmp_path / "a.jsonl")) as stream:
        assert b"".join(iter(lambda: stream.read(777), b"")) == data


def test_zstd_is_unpacked_little_by_little(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt").write_bytes(PACKERS["zst"](bytes(64 << 20)))
    tracemalloc.start()
    with open_source(str(tmp_path / "bomb.txt")) as stream:
        assert len(stream.read(1000)) == 1000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 << 20


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(ARTICLE)
    docs, problems = run(tmp_path)
    assert ([doc.text for doc in docs], problems) == ([ARTICLE], [])


def test_a_link_to_nothing_says_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    (tmp_path / "ring.txt").symlink_to("ring.txt")
    for source in (tmp_path, tmp_path / "a.txt"):
        _, (first, *_) = run(source)
        assert first.place.endswith("a.txt")
        assert "a link to gone.txt, which leads to no file" in first.message
    assert len(run(tmp_path)[1]) == 3  # both links, and that the folder holds no article


def test_an_empty_name_is_explained() -> None:
    _, [problem] = run("")
    assert "an empty name is given as a source" in problem.message


# Formats ----------------------------------------------------------------------------------------

RECORDS = [{"id": "a", "text": 'One {of}\n"them" [\\].'}, {"id": "b", "text": "Twö."}]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.txt", "x", "x.ndjson"])
@pytest.mark.parametrize(
    "data",
    [
        lines(*RECORDS),
        json.dumps(RECORDS).encode(),
        json.dumps(RECORDS, indent=1).encode(),
        b"".join(json.dumps(r, indent=2).encode() for r in RECORDS),
        b"\xef\xbb\xbf" + lines(*RECORDS),
        "\ufeff".encode("utf-16-le") + lines(*RECORDS).decode().encode("utf-16-le"),
    ],
    ids=["lines", "array", "pretty", "pretty objects", "mark", "utf-16"],
)
def test_json_in_every_shape(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    docs, problems = run(tmp_path / name)
    if data.startswith(b"{\n") and name.endswith((".jsonl", ".ndjson")):
        assert docs == [], "a .jsonl file is taken at its word"
        return
    assert problems == []
    assert [(d.id, d.text) for d in docs] == [(r["id"], r["text"]) for r in RECORDS]


@given(
    st.lists(
        st.dictionaries(st.text('a"\\{[]}é', max_size=3), st.text(max_size=9), max_size=2),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
)
def test_objects_of_an_array_are_found_at_any_cut(
    values: list[dict[str, str]], size: int, indent: int | None
) -> None:
    data = json.dumps(values, indent=indent, ensure_ascii=False).encode()
    blocks = [data[i : i + size] for i in range(0, len(data), size)]
    problems: list[Problem] = []
    found = [json.loads(b) for b, _ in formats._objects("x", iter(blocks), problems.append)]
    assert (found, problems) == (values, [])


@given(
    st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"")), max_size=12),
    st.integers(1, 50),
    st.booleans(),
)
def test_lines_are_whole_at_any_cut(rows: list[bytes], size: int, ended: bool) -> None:
    data = b"\n".join(rows) + (b"\n" if ended else b"")
    blocks = [data[i : i + size] for i in range(0, len(data), size)]
    found = list(formats._lines("x", iter(blocks), silent))
    assert b"".join(c.data for c in found) == data
    at = 1
    for chunk in found:
        assert chunk.line == at
        at += chunk.data.count(b"\n")
    assert all(c.data.endswith(b"\n") for c in found[:-1])


@settings(max_examples=25)
@given(st.integers(20, 400))
def test_any_size_of_chunk_gives_the_same_documents(size: int) -> None:
    data = lines(*({"text": f"Article number {n}.", "n": n} for n in range(30)))
    whole = list(documents(Chunk("x", "jsonl", 1, data), ReadOptions(), silent))
    blocks = [data[i : i + size] for i in range(0, len(data), size)]
    parts = [
        doc
        for chunk in formats._lines("x", iter(blocks), silent)
        for doc in documents(pickle.loads(pickle.dumps(chunk)), ReadOptions(), silent)
    ]
    assert parts == whole
    assert len({d.id for d in parts}) == 30


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", b'id,text,n\na,"One, ""two""\nthree.",1\n\nb,Four.,2\n'),
        ("t.tsv", b'id\ttext\tn\na\t"One, ""two""\nthree."\t1\n\nb\tFour.\t2\n'),
        ("t.csv", b'\xef\xbb\xbfid;text;n\r\na;"One, ""two""\nthree.";1\r\n\r\nb;Four.;2\r\n'),
        ("t.csv", b'sep=|\r\nid|text|n\r\na|"One, ""two""\nthree."|1\r\nb|Four.|2\r\n'),
        ("table", b'id,text,n\na,"One, ""two""\nthree.",1\n\nb,Four.,2\n'),
    ],
)
def test_tables(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    docs, problems = run(tmp_path / name)
    assert problems == []
    assert [(d.id, d.text, dict(d.extra)) for d in docs] == [
        ("a", 'One, "two"\nthree.', {"n": "1"}),
        ("b", "Four.", {"n": "2"}),
    ]


def test_lines_count_from_the_top_of_a_table_that_names_its_sign(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"sep=;\ntext;n\nOne, two.;1\nThree.;2\n")
    docs, _ = run(tmp_path / "t.csv")
    assert [d.id.rpartition(":")[2] for d in docs] == ["3", "4"]


def test_rows_of_a_table_keep_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "CHUNK", 10)
    path = tmp_path / "t.csv"
    path.write_text('text,x\n"a\nb\nc",1\nd,2\ne,3,4,5\nf\n')
    docs, [problem] = run(path)
    assert [d.id for d in docs] == [f"{path}:{n}" for n in (2, 5, 7)]
    assert problem.place == f"{path}:6"
    assert "4 cells under 2" in problem.message


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"\n", "first row"), (b"text,x\n", "no row"), (b'text\n"a\x00b' + b"x" * 100, "broken")],
)
def test_broken_tables(
    tmp_path: Path, data: bytes, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "LIMIT", 50)
    (tmp_path / "t.csv").write_bytes(data)
    docs, [problem] = run(tmp_path / "t.csv")
    assert docs == []
    assert word in problem.message


@pytest.mark.parametrize(
    ("rows", "texts", "place", "message"),
    [
        ('a,"b c"\nd,"never', ["b c"], "x.csv:3", "never closed, so it was left out; the"),
        ('a,"b\nc,d\ne,f\n', [], "x.csv:2", "left out with the 2 lines after it"),
        ('a,b "c d\ne,f g', ['b "c d', "f g"], "", ""),
    ],
)
def test_a_quotation_mark_that_is_never_closed(
    tmp_path: Path, rows: str, texts: list[str], place: str, message: str
) -> None:
    (tmp_path / "x.csv").write_text("title,text\n" + rows)
    docs, problems = run(tmp_path / "x.csv")
    assert [doc.text for doc in docs] == texts
    assert len(problems) == bool(message)
    for problem in problems:
        assert problem.place.endswith(place)
        assert message in problem.message


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("text,x\nThe café reopened.,1\n".encode("cp1252"))
    docs, [note] = run(path)
    assert docs[0].text == "The café reopened."
    assert not note.error
    assert "cp1252" in note.message
    assert one(path, encoding="cp1252").text == "The café reopened."
    path.write_bytes("text\tx\nThe café reopened.\t1\n".encode("utf-16"))
    assert one(path).text == "The café reopened."
    path.write_bytes("text,x\nThe café.,1\n".encode("cp1252"))
    assert "not utf-8" in run(path, encoding="utf-8")[1][0].message


def test_text_that_only_looks_like_json(tmp_path: Path) -> None:
    for text in ("[Photo] The mayor spoke.", "{not json} is a phrase.", "[1] See the note."):
        (tmp_path / "a.txt").write_text(text)
        assert one(tmp_path / "a.txt").text == text


def test_the_format_can_be_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(lines({"text": "One."}))
    assert one(tmp_path / "a.txt", format="text").text == '{"text": "One."}\n'
    with pytest.raises(ValueError, match="unknown format"):
        ReadOptions(format="docx").checked()
    with pytest.raises(ValueError, match="unknown encoding"):
        ReadOptions(encoding="utf-9").checked()


PAGE = """<!doctype html><html><head><title>Harbour opens at last - The Quay Post</title>
<meta property="og:site_name" content="The Quay Post">
<meta property="og:title" content="Harbour opens at last">
<meta name="author" content="Ann Lowe">
<meta property="article:published_time" content="2031-05-04T09:30:00+02:00">
<script type="application/ld+json">
{"@type":"NewsArticle","dateModified": "2031-05-04T11:00"}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Harbour opens at last</h1>
<p>The harbour opened on Monday after a delay of three years, the port authority said in a
statement that gave no reason for it.</p>
<p>Captains of the first ships were pleased with the new cranes and with the depth of the basin,
which had been dredged in the spring.</p></article>
<footer>All rights reserved</footer></body></html>
"""


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_html_is_extracted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE)
    doc = one(tmp_path / name)
    assert "The harbour opened on Monday" in doc.text
    assert "<" not in doc.text
    assert "Home" not in doc.text
    assert doc.title == "Harbour opens at last"
    assert doc.published == "2031-05-04T09:30:00+02:00"
    assert doc.updated == "2031-05-04T11:00"
    assert doc.outlet == "The Quay Post"
    assert doc.byline == ("Ann Lowe",)


_GRAPH = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished":
"2019-01-01"}, {"@type": ["NewsArticle"], "datePublished": "2031-05-04T09:30Z", "author": {"@type":
"Person"}, "dateModified": "2031-05-05"}]}</script>"""


@pytest.mark.parametrize(
    ("markup", "published", "updated"),
    [
        # The site is older than its article, whichever stands first.
        (_GRAPH, "2031-05-04T09:30+00:00", "2031-05-05"),
        (('<meta content="2031-05-04" name=pubdate><meta content="2031-05-05" property='
         '"article:modified_time">'), "2031-05-04", "2031-05-05"),
        (('<meta name="date" content="2031-05-06"><meta property="article:published_time" '
         'content="2031-05-04">'), "2031-05-04", None),
        (('<span itemprop="datePublished" content="2031-05-04">4 May</span>'
         '<time itemprop="dateModified" datetime="2031-05-05">'), "2031-05-04", "2031-05-05"),
        ('<time datetime="2031-05-01"></time><time pubdate datetime="2031-05-04">',
         "2031-05-04", None),
        ('<time datetime="2031-05-04">4 May</time>', "2031-05-04", None),
        ('<time datetime="2031-05-04"></time><time datetime="2031-05-06">', None, None),
        ('<script type="application/ld+json">{"datePublished":"2031-05-04",}</script>',
         "2031-05-04", None),
        ('<meta name="description" content="2031-05-04">', None, None),
    ],
)  # fmt: skip
def test_dates_that_a_page_states(markup: str, published: str | None, updated: str | None) -> None:
    assert dates_of(f"<html><head>{markup}</head></html>") == (published, updated)


def test_html_in_its_declared_encoding_and_without_article(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Monday", "Łódź day")
    (tmp_path / "p.html").write_bytes(page.encode("iso-8859-2"))
    assert "Łódź" in one(tmp_path / "p.html").text
    for body in ("", "<nav><a href=x>Home</a> <a href=y>News</a></nav>"):
        (tmp_path / "p.html").write_text(f"<html><head><title>T</title><body>{body}</html>")
        assert "no article found" in run(tmp_path / "p.html")[1][0].message


# Ids and sizes ----------------------------------------------------------------------------------


def test_the_same_file_twice_gives_two_ids(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.jsonl").write_bytes(lines({"text": "One."}))
    docs, _ = run(*[tmp_path / "a.txt", tmp_path / "b.jsonl"] * 2)
    assert [Path(d.id).name for d in docs] == ["a.txt", "b.jsonl:1", "a.txt#2", "b.jsonl#2:1"]
    assert docs[2].source == docs[0].source


def test_a_line_over_the_limit_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LIMIT", 5000)
    monkeypatch.setattr(formats, "CHUNK", 1000)
    monkeypatch.setattr(formats, "_HEAD", 100)
    long = {"text": "x" * 9000}
    (tmp_path / "a.jsonl").write_bytes(lines({"text": "One."}, long, {"text": "Two."}, long))
    docs, problems = run(tmp_path / "a.jsonl")
    assert [d.id for d in docs] == [f"{tmp_path}/a.jsonl:{n}" for n in (1, 3)]
    assert [p.place for p in problems] == [f"{tmp_path}/a.jsonl:{n}" for n in (2, 4)]
    assert "9.0 kB" in problems[0].message
    (tmp_path / "a.json").write_bytes(json.dumps([{"text": "One."}, long, {"text": "T."}]).encode())
    docs, problems = run(tmp_path / "a.json")
    assert [d.id for d in docs] == [f"{tmp_path}/a.json:{n}" for n in (1, 3)]
    assert [p.place for p in problems] == [f"{tmp_path}/a.json, item 2"]


def test_an_element_of_an_array_is_no_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "One."}, {"text": None}, {"text": "Three."}], indent=1))
    docs, [problem] = run(path)
    assert [d.id for d in docs] == [f"{path}:1", f"{path}:3"]
    assert problem.place == f"{path}, item 2"


def test_nan_is_read_as_null_and_noted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "CHUNK", 200)
    monkeypatch.setattr(formats, "_HEAD", 100)
    path = tmp_path / "a.jsonl"
    rows: list[dict[str, Any]] = [{"text": "See: NaN, it said."}] * 9
    rows += [{"text": "Caf\u00e9.", "outlet": float("nan"), "score": float("-inf")}] * 30
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    docs, [note] = run(path)
    assert len(docs) == 39
    assert (docs[9].outlet, docs[9].extra["score"]) == (None, None)
    assert (note.place, note.error) == (f"{path}:10", False)
    assert "read as null" in note.message
    (tmp_path / "b.json").write_text(json.dumps([{"text": "One."}, {"text": "T.", "a": 1e999}]))
    assert [p.place for p in run(tmp_path / "b.json")[1]] == [f"{tmp_path}/b.json, item 2"]
    (tmp_path / "c.jsonl").write_text('{"text": "One.", "a": NaN')
    [broken] = run(tmp_path / "c.jsonl")[1]
    assert broken.error


@pytest.mark.parametrize("word", ["NaN", "nan", "null", "NULL", "None", "N/A"])
def test_a_missing_value_of_a_table_is_none(tmp_path: Path, word: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,text,title,date,outlet,author\n{','.join([word, 'One.', *[word] * 4])}\n")
    doc = one(path)
    assert doc.id == f"{path}:2"
    assert (doc.title, doc.published, doc.outlet, doc.byline) == (None, None, None, ())


def test_one_broken_byte_does_not_lose_the_encoding_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = "text,outlet\nOne caf\u00e9.,A\nTwo \u2013 na\u00efve \u2013 caf\u00e9s.,B\n"
    path.write_bytes(rows.encode() + b"Three \xff.,C\nFour \xc3\xa9.,D\n")
    docs, [note] = run(path)
    assert [d.text for d in docs] == [
        "One caf\u00e9.",
        "Two \u2013 na\u00efve \u2013 caf\u00e9s.",
        "Three \ufffd.",
        "Four \u00e9.",
    ]
    assert (note.place, note.error) == (f"{path}:4", False)


def test_a_text_over_the_limit_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as out:
        out.truncate(model.LIMIT + 1)
    docs, [problem] = run(path)
    assert docs == []
    assert "33.6 MB" in problem.message
    assert "split it" in problem.message


def test_a_huge_line_is_not_held_in_memory() -> None:
    import tracemalloc

    block = b"x" * model.CHUNK
    problems: list[Problem] = []
    tracemalloc.start()
    found = list(formats._lines("x", (block for _ in range(100)), problems.append))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == []
    assert "104.9 MB" in problems[0].message
    assert peak < 1.2 * model.LIMIT


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n\t", "white space"),
        ("a.txt", b"%PDF-1.7 \xe2", "PDF"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.md", b"PK\x03\x04abc", "unpack"),
        ("a.gz", gzip.compress(gzip.compress(b"One.")), "compressed data within"),
        ("a.json", b"hello", "not valid JSON"),
        ("a.json", b"[1, 2]", "no JSON object"),
        ("a.json", b'[{"text": "One', "cut off"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    (tmp_path / name).write_bytes(data)
    docs, [problem] = run(tmp_path / name)
    assert docs == []
    assert problem.error
    assert word in problem.message


def test_read_warns_without_a_report(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match=r"gone\.txt: no such file"):
        assert list(read(str(tmp_path / "gone.txt"))) == []


def test_chunks_and_options_can_be_pickled(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    [chunk] = chunks([str(tmp_path)], ReadOptions(), silent)
    assert pickle.loads(pickle.dumps((chunk, ReadOptions(id_field="x")))) == (
        chunk,
        ReadOptions(id_field="x"),
    )


def test_importing_the_room_is_cheap() -> None:
    heavy = "trafilatura charset_normalizer zstandard bz2 lzma csv email lxml glob difflib".split()
    code = (
        "import sys, rhetorictui.reading\n"
        f"print([m for m in {heavy!r} + ['rhetorictui.reading.metadata'] if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=unmeasured()
    )
    assert done.stdout.strip() == b"[]"


def test_letters_apart_from_their_accents_are_named(tmp_path: Path) -> None:
    """The text stays as it is, with its offsets; but words cut in two must not be silent."""
    apart, whole, stressed = (
        "Rene\u0301e spoke.",
        "Ren\u00e9e spoke.",
        "\u0432\u0430\u0301 \u201cx\u201d",
    )
    for name, text in (("apart", apart), ("whole", whole), ("stressed", stressed)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "many.jsonl").write_text(f'{{"text": "{whole}"}}\n{{"text": "{apart}"}}\n', "utf-8")
    problems: list[Problem] = []
    docs = list(read(str(tmp_path), report=problems.append))
    assert {doc.text for doc in docs} == {apart, whole, stressed}
    assert [Path(p.place).name for p in problems] == ["apart.txt", "many.jsonl"]
    assert all("NFD" in p.message and not p.error for p in problems)
