"""The commands on a corpus through the door: formats, streams, bad input, what they import."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from test_schemas import validator

from rhetorictui import pipeline
from rhetorictui.__main__ import run

COMMANDS = {
    "kwic": (["kwic", "said"], "kwic"),
    "keyness": (["keyness", "--outlet", "Osmera Voice"], "keyness"),
    "ngrams": (["ngrams"], "ngram"),
    "collocates": (["collocates", "said"], "collocate"),
    "stats": (["stats", "--quick"], "stats"),
    "search": (["search", "coast guard"], "hit"),
    "cluster": (["cluster"], "story"),
    "topics": (["topics", "-k", "3"], "topic"),
}


READING = [
    ["read"],
    ["frames"],
    ["annotate"],
    ["keywords"],
    ["keywords", "--background", "none"],
    ["keywords", "--per", "outlet"],
    ["quotes"],
    ["quotes", "--view", "outlets"],
]


class Result(NamedTuple):
    returncode: int
    stdout: bytes
    stderr: bytes


Run = Callable[..., Result]


@pytest.fixture
def rhet(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, which saves its start: hundreds of them would be slow."""

    def go(*args: object, input: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
        streams = [io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (input, b"", b"")]
        with monkeypatch.context() as patch:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            for variable, value in (env or {}).items():
                patch.setenv(variable, value)
            code = run(list(map(str, args)))
            for stream in streams[1:]:
                stream.flush()
        out, err = (stream.buffer.getvalue() for stream in streams[1:])
        return Result(code, out, err)

    return go


@pytest.mark.parametrize("name", COMMANDS)
def test_records_in_a_pipe_validate(rhet: Run, sample: Path, name: str) -> None:
    command, kind = COMMANDS[name]
    result = rhet(*command, sample)
    assert result.returncode == 0, result.stderr.decode()
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records
    for record in records:
        assert (record["schema"], record["type"]) == ("rhetorictui/1", kind)
        validator(kind).validate(record)


@pytest.mark.parametrize("name", COMMANDS)
def test_tables_csv_and_help(rhet: Run, sample: Path, name: str) -> None:
    command, _ = COMMANDS[name]
    where = sample / "01-strait-incident" if name not in ("keyness", "topics") else sample
    table = rhet(*command, where, "-f", "table")
    assert table.returncode == 0
    assert table.stdout.strip() and b"\x1b" not in table.stdout
    rows = list(csv.reader(io.StringIO(rhet(*command, where, "-f", "csv").stdout.decode())))
    assert len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows)
    said = rhet(name, "-h").stdout.decode()
    assert 0 < said.index("Examples") < said.index("Options:")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_column_is_lost_on_a_narrow_terminal(rhet: Run, sample: Path, width: int) -> None:
    env = {**os.environ, "COLUMNS": str(width)}
    out = rhet("read", sample / "01-strait-incident", "-f", "table", env=env).stdout.decode()
    lines = out.splitlines()
    assert max(map(len, lines)) <= width
    assert lines[1].split()[-1] == "words"
    assert re.search(r"\b323\b", out)
    if width >= 80:
        assert "2031-03-03T11:05" in out  # dates are not folded


def test_no_word_is_broken_on_a_terminal_of_80_columns(rhet: Run, sample: Path) -> None:
    env = {**os.environ, "COLUMNS": "80"}
    for command in (
        ("keyness", "--outlet", "Osmera Voice", "--top", "9", "--ngram", "2-2"),
        ("collocates", "(islands|strait)", "--min-count", "1", "--top", "9"),
    ):
        rows = [json.loads(line) for line in rhet(*command, sample).stdout.splitlines()]
        out = rhet(*command, sample, "-f", "table", env=env).stdout.decode()
        assert max(map(len, out.splitlines())) <= 80
        for row in rows:
            assert all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", out)
                       for word in row["term"].split())  # fmt: skip
        assert re.search(r"\b(doubts|documents)\b", out)


@pytest.mark.parametrize("command", ["kwic", "collocates", "search"])
def test_a_file_in_place_of_the_pattern(rhet: Run, sample: Path, command: str) -> None:
    file = next(sample.rglob("*.txt"))
    result = rhet(command, file)
    assert result.returncode == 2
    what = "QUERY" if command == "search" else "PATTERN"
    said = " ".join(result.stderr.decode().split())
    assert f"is a file, and the {what} comes first: rhetorictui {command} {what} " in said


def test_a_group_that_no_article_has(rhet: Run, sample: Path) -> None:
    for command in (["stats", "--quick"], ["keywords"]):
        result = rhet(*command, "--per", "desk", sample)
        assert result.returncode == 0
        assert b"no article says it" in result.stderr


def test_white_space_alone_is_a_hit(rhet: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One storm.")
    (line,) = rhet("kwic", "-e", " ", tmp_path / "a.txt").stdout.splitlines()
    record = json.loads(line)
    assert (record["node"], record["start"], record["end"]) == ("", 3, 4)
    validator("kwic").validate(record)


def test_tables_are_cut_to_the_width(rhet: Run, sample: Path) -> None:
    for width in ("80", "160"):
        env = {**os.environ, "COLUMNS": width}
        out = rhet("kwic", "the", sample / "06-lake-games", "-f", "table", env=env).stdout.decode()
        assert all(len(line) <= int(width) for line in out.splitlines())
    out = rhet("kwic", "regime", sample, "-f", "table", "--color", "always").stdout.decode()
    assert "\x1b[" in out and "hits in" in out


def test_standard_input(rhet: Run, sample: Path) -> None:
    read = rhet("read", sample).stdout
    for name, (command, _) in COMMANDS.items():
        piped = rhet(*command, "-", input=read)
        assert piped.returncode == 0
        assert piped.stdout == rhet(*command, sample).stdout, name


def test_the_same_bytes_for_any_number_of_jobs(rhet: Run, sample: Path) -> None:
    lines = rhet("read", sample).stdout.splitlines(keepends=True)
    many = b"".join(
        line.replace(b'"id":"', b'"id":"%d-' % n, 1) for n in range(6) for line in lines
    )
    for name in ("keyness", "collocates"):
        command, _ = COMMANDS[name]
        one = rhet(*command, "-j", 1, "-", input=many).stdout
        assert one
        assert rhet(*command, "-j", 3, "-", input=many).stdout == one


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["kwic", "(a|b", "x"], "bracket is not closed"),
        (["kwic", "-e", "(", "x"], "not a regular expression"),
        (["kwic", "a", "--window", "wide", "x"], "10 for words or 60c"),
        (["kwic", "a", "--since", "March", "x"], "write it as 2031"),
        (["kwic", "a", "--since", "2031-13", "x"], "'2031-13' is no date"),
        (["kwic", "a", "--until", "2031-02-29", "x"], "'2031-02-29' is no date"),
        (["kwic", "a", "--window", "99999", "x"], "at most 10000"),
        (["search", "title:", "x"], "title: wants a word right after it"),
        (["kwic", "a", "--since", "2032", "--until", "2031", "x"], "lies after"),
        (["kwic", "a", "--label", "Slogan", "x"], "Did you mean Slogans?"),
        (["keyness", "x"], "name a second set with --against"),
        (["keyness", "-", "--against", "-"], "one of the two sets only"),
        (["ngrams", "--ngram", "5-2", "x"], "the smaller number first"),
        (["ngrams", "--ngram", "two", "x"], "write 2 or 2-5"),
        (["collocates", "a", "--span", "0", "x"], "or sentence"),
        (["stats", "--bars", "wrds", "x"], "Did you mean words?"),
        (["search", '"a', "x"], "not closed"),
    ],
)
def test_errors_say_how_to_mend(rhet: Run, args: list[str], message: str) -> None:
    result = rhet(*args)
    assert result.returncode == 2
    assert result.stdout == b""
    assert message in " ".join(result.stderr.decode().split())
    assert b"Traceback" not in result.stderr


def test_a_story_that_lasts_for_months_is_told(rhet: Run, tmp_path: Path) -> None:
    told = "The ferry Tarn ran aground off Eskerby harbour. Divers found a crack in the ferry."
    file = tmp_path / "a.jsonl"
    for date, expected in (("2031-03-09", b""), ("2031-09-01", b"180 days apart"), (None, b"")):
        dates = ("2031-03-05", date)
        lines = [json.dumps({"id": n, "text": told, "published": d}) for n, d in enumerate(dates)]
        file.write_text("\n".join(lines))
        said = rhet("cluster", file).stderr
        assert expected in said if expected else b"days" not in said
        assert b"days" not in rhet("cluster", "--days", "3", file).stderr


def test_too_little_to_say(rhet: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("The storm broke over the small town on Monday.\n")
    assert b"at least 9 articles" in rhet("topics", "-k", 3, article).stderr
    assert b"at least two articles" in rhet("cluster", article).stderr
    result = rhet("keyness", article, "--against", article)
    assert result.returncode == 0 and b"only 9 words" in result.stderr
    result = rhet("collocates", "peace", article)
    assert result.returncode == 0 and b"found nowhere" in result.stderr
    result = rhet("kwic", "peace", article, "-f", "table")
    assert result.stdout.split() == b"0 hits in 0 articles.".split()
    assert b"no article says it" in rhet("stats", "--per", "desk", "--quick", article).stderr


def test_bad_inputs_are_named_and_the_rest_counted(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text('{"id":"a","text":"One storm."}\n{"id":"b","text":\n{"id":"c","text":7}\n')
    for command in (
        ["kwic", "storm"],
        ["ngrams", "--min-documents", "1"],
        ["search", "storm"],
        ["stats", "--quick"],
        ["search", "storm"],
    ):
        result = rhet(*command, path, tmp_path / "missing.txt")
        assert result.returncode == 3, command
        said = result.stderr.decode()
        for name in ("some.jsonl:2", "missing.txt"):
            assert name in said, command
        assert "internal error" not in said
        assert result.stdout or command[0] == "ngrams"
    gone = rhet("search", "storm", tmp_path / "missing.txt")
    assert gone.returncode == 3 and gone.stdout == b""
    assert b"internal error" not in gone.stderr


def test_search_keeps_an_index_and_sees_changes(rhet: Run, tmp_path: Path) -> None:
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("A storm broke over the town.\n")

    def found() -> list[str]:
        out = rhet("search", "storm", folder, env=env).stdout
        return [json.loads(line)["id"].rpartition("/")[2] for line in out.splitlines()]

    assert found() == found() == ["a.txt"]
    (index,) = (tmp_path / "cache" / "rhetorictui" / "search").iterdir()
    index.write_bytes(index.read_bytes()[:6000])
    assert found() == ["a.txt"]
    (folder / "b.txt").write_text("Storm after storm after storm.\n")
    assert found() == ["b.txt", "a.txt"]
    before = sorted(index.parent.iterdir())
    assert rhet("search", "--no-index", "storm", folder, env=env).stdout.count(b"\n") == 2
    assert sorted(index.parent.iterdir()) == before


def test_keyness_against_a_second_set(rhet: Run, sample: Path) -> None:
    talvon, osmera = sample / "*" / "talvon-daily.txt", sample / "*" / "osmera-voice.txt"
    result = rhet("keyness", talvon, "--against", osmera, "--negative", "--top", 1)
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["term"], row["direction"], row["count"]) == ("regime", "negative", 0)
    both = rhet(
        "keyness",
        talvon,
        "--against",
        sample / "01-strait-incident" / "osmera-voice.txt",
        "--against",
        sample / "02-rights-session" / "osmera-voice.txt",
        "--ngram",
        "1-2",
    )
    assert {json.loads(x)["size"] for x in both.stdout.splitlines()} == {1, 2}


def test_keyness_against_the_news_in_general(rhet: Run, sample: Path) -> None:
    result = rhet("keyness", sample, "--against", "background", "--top", 1)
    (row,) = map(json.loads, result.stdout.splitlines())
    validator("keyness").validate(row)
    assert row["unit"] == "documents" and b"counts are of articles" in result.stderr
    assert (
        b"counted by article"
        in rhet("keyness", sample, "--against", "background", "-f", "table").stdout
    )
    both = rhet("keyness", sample, "--against", "background", "--against", sample)
    assert both.returncode == 2 and b"stands alone" in both.stderr


def test_readability_without_textstat(sample: Path) -> None:
    code = (
        "import sys; sys.modules['textstat'] = None\n"
        "from rhetorictui.__main__ import main\nmain(sys.argv[1:])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "stats", "--readability", str(sample)],
        capture_output=True,
        check=False,
    )
    assert result.returncode == 2
    assert b"pip install 'rhetorictui[stats]'" in result.stderr


@pytest.mark.parametrize("name", ["kwic", "keyness", "ngrams", "collocates", "stats", "search"])
def test_nothing_heavy_is_imported(sample: Path, name: str) -> None:
    command, _ = COMMANDS[name]
    bulk = "numpy" if name in ("keyness", "ngrams") else "none"  # they count in bulk
    code = (
        "import sys\nfrom rhetorictui.__main__ import run\ncode = run(sys.argv[1:])\n"
        "heavy = {'sklearn', 'scipy', 'numpy', 'textual', 'rich', 'textstat', 'lemminflect'}\n"
        f"sys.exit(code or ', '.join(sorted((heavy - {{{bulk!r}}}) & set(sys.modules))) or 0)"
    )
    article = sample / "01-strait-incident"
    more = ["--outlet", "Norvik Wire"] if name == "keyness" else command[1:]
    result = subprocess.run(
        [sys.executable, "-c", code, name, *more, str(article)], capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_reads_articles_reads_those_selected(
    rhet: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    every = [json.loads(line) for line in rhet("read", sample).stdout.splitlines()]
    chosen = [r for r in every if r["outlet"] == "Osmera Voice" and r["published"] >= "2031-07"]
    assert 1 < len(chosen) < len(every)
    path = tmp_path / "chosen.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in chosen))
    expected = rhet(*command, path).stdout
    assert expected
    monkeypatch.setattr(pipeline, "BATCH", 20_000)
    monkeypatch.setattr(pipeline, "WORTH_A_POOL", 40_000)
    for jobs in ("1", "2"):
        select = ["--outlet", "osmera voice", "--since", "2031-07", "-j", jobs]
        assert rhet(*command, *select, sample) == (0, expected, b"")


@pytest.mark.parametrize("command", [*READING, *(command for command, _ in COMMANDS.values())],
                         ids=" ".join)  # fmt: skip
def test_nothing_selected_says_why(rhet: Run, sample: Path, command: list[str]) -> None:
    command = [part for part in command if part not in ("--outlet", "Osmera Voice")]
    code = 2 if command[0] in ("keyness", "cluster", "topics") else 0  # they need something
    result = rhet(*command, "--outlet", "Osmera Voise", sample)
    assert result.returncode == code and result.stdout == b""
    assert "is of this outlet. Did you mean Osmera Voice?" in result.stderr.decode()
    result = rhet(*command, "--outlet", "Nobody", sample)
    assert "There are " in result.stderr.decode()
    result = rhet(*command, "--since", "2090", sample)
    assert result.returncode == code and "they run from 2031-" in result.stderr.decode()
    piped = rhet(*command, "--outlet", "Nobody", "-", input=rhet("read", sample).stdout)
    assert "with this choice of outlets" in piped.stderr.decode()


def test_a_label_of_ones_own_is_no_misspelling(rhet: Run, tmp_path: Path) -> None:
    note = {"layer": "frames", "label": "Loaded", "start": 0, "end": 3}
    record = {"schema": "rhetorictui/1", "type": "document", "id": "a", "text": "One storm."}
    line = json.dumps(record | {"annotations": [note]}).encode()
    assert rhet("kwic", "one", "--label", "loaded", input=line).stdout


def test_nothing_found_is_said(rhet: Run, sample: Path) -> None:
    for fmt in ("jsonl", "csv", "table"):
        assert b"found nowhere" in rhet("kwic", "zyzzyva", sample, "-f", fmt).stderr
    assert b"in that voice" in rhet("kwic", "zyzzyva", "--voice", "narrator", sample).stderr
    assert b"found in none of" in rhet("search", "zyzzyva", sample).stderr
    assert rhet("kwic", "the", sample).stderr == b""
    one = sample / "01-strait-incident" / "osmera-voice.txt"
    for command, mend in (
        (["ngrams", one], "lower --min-count or --min-documents"),
        (["keyness", one, "--against", sample, "--min-count", "9999"], "lower --min-count"),
        (["cluster", "--threshold", "0", sample], "a higher --threshold"),
    ):
        result = rhet(*command)
        assert (result.returncode, result.stdout) == (0, b"")
        assert mend in result.stderr.decode()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "kwic"])
def test_ids_that_repeat_are_told_once_and_count(rhet: Run, tmp_path: Path, name: str) -> None:
    command, _ = COMMANDS[name]
    path = tmp_path / "a.jsonl"
    text = "The coast guard said that a ferry collided with a trawler in the strait. He said so."
    outlets = ("Osmera Voice", "Other")
    path.write_text(
        "".join(
            json.dumps({"id": "same", "outlet": outlets[i % 2], "text": f"{text} It was {i}."})
            + "\n"
            for i in range(12)
        )
    )
    for _ in range(2):  # search has an index the second time
        result = rhet(*command, path)
        said = result.stderr.decode()
        assert said.count("borne by more than one article") == 1, said
    if name == "stats":
        assert result.stdout.count(b"\n") == 12


def test_excluding_what_is_not_there(rhet: Run, sample: Path) -> None:
    article = sample / "01-strait-incident" / "osmera-voice.txt"
    said = rhet("frames", "--exclude", "persuasion.so-caled", article).stderr.decode()
    assert "no rule, label or phrase" in said and "Did you mean persuasion.so-called" in said
    for fine in ("persuasion.*", "loaded_language", "so-called", "Repetition"):
        assert rhet("frames", "--exclude", fine, article).stderr == b"", fine


def test_allowing_what_is_no_phrase(rhet: Run, sample: Path) -> None:
    article = sample / "01-strait-incident" / "osmera-voice.txt"
    said = rhet("frames", "--allow", "hit back", article).stderr.decode()
    assert "--allow hit back: note: no phrase of the packs" in said and "--exclude" not in said
    for name in ("Doubt", "persuasion.*"):
        assert b"left out by --exclude" in rhet("frames", "--allow", name, article).stderr
    # More than a finding is none.
    assert b"no phrase" in rhet("frames", "--allow", "a strongman there", article).stderr
    assert rhet("frames", "--allow", "Strongman ", article).stderr == b""


def test_nested_findings_on_demand(rhet: Run, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Officials dismissed the groundless accusations of the regime on Monday.\n")
    plain, nested = (
        json.loads(rhet("frames", *more, article).stdout)["annotations"]
        for more in ((), ("--nested",))
    )
    assert len(nested) > len(plain)


def test_articles_without_a_date_are_a_group_of_their_own(rhet: Run) -> None:
    lines = b'{"text": "The harbour opened.", "date": "2031-02-03"}\n{"text": "A storm came."}\n'
    for per, named in (("year", "2031"), ("month", "2031-02"), ("day", "2031-02-03")):
        result = rhet("keywords", "--per", per, "--input-format", "jsonl", "-", input=lines)
        groups = {json.loads(line)["group"] for line in result.stdout.splitlines()}
        assert groups == {named, "unknown"}


@pytest.mark.parametrize("width", ["80", "90", "120"])
def test_bars_fit_the_terminal(rhet: Run, sample: Path, width: str) -> None:
    """Cut or folded, bars would be alike where the values are not."""
    result = rhet("stats", "--per", "month", "-f", "table", sample, env={"COLUMNS": width})
    lines = result.stdout.decode().splitlines()
    assert all(len(line) <= int(width) for line in lines)
    rows = [line.split() for line in lines if "█" in line]
    bars = [bar for *_, bar in sorted(rows, key=lambda row: float(row[-3]))]
    assert len(set(bars)) > 3
    assert bars == sorted(bars, key=lambda bar: (len(bar), "▏▎▍▌▋▊▉█".index(bar[-1])))
    assert not any(line.strip("█▏▎▍▌▋▊▉ ") == "" for line in lines if "█" in line)


def test_no_limit_is_all(rhet: Run, sample: Path) -> None:
    every = rhet("kwic", "said", sample).stdout
    assert rhet("kwic", "said", "--top", "0", sample).stdout == every


@pytest.mark.parametrize("option", ["--top", "-n"])
@pytest.mark.parametrize(
    "command", ["kwic said", "search said", "ngrams", "collocates said", "keyness --since 2031-07"]
)
def test_how_many_rows_is_one_option_everywhere(
    rhet: Run, sample: Path, command: str, option: str
) -> None:
    assert len(rhet(*command.split(), option, "2", sample).stdout.splitlines()) == 2


@pytest.mark.parametrize("command", ["keywords", "ngrams", "keyness --since 2031-07"])
def test_length_in_words_is_one_option_everywhere(rhet: Run, sample: Path, command: str) -> None:
    records = map(json.loads, rhet(*command.split(), "--ngram", "2", sample).stdout.splitlines())
    found = [term for record in records for term in record.get("keywords", [record])]
    assert found
    assert all(len(term["term"].replace("'s", "").split()) == 2 for term in found)


@pytest.mark.parametrize("width", [40, 60])
def test_a_table_without_room_names_the_columns_left_out(
    rhet: Run, sample: Path, width: int
) -> None:
    command = ["keyness", "--outlet", "Osmera Voice", "--top", "5", sample, "-f", "table"]
    wide, narrow = (
        rhet(*command, env={"COLUMNS": str(columns)}).stdout.decode().splitlines()
        for columns in (100, width)
    )
    assert "regime" in "".join(narrow)
    assert max(map(len, narrow)) <= width
    assert not any("no room for" in line for line in wide)
    left = " ".join(narrow).partition("no room for: ")[2].replace(",", "").split()
    heading = next(line.split() for line in wide if "LR" in line)
    assert left and heading[-len(left) :] == left


def test_scarce_room_goes_to_words_that_would_be_broken(rhet: Run, sample: Path) -> None:
    command = ["quotes", "--view", "speakers", sample / "01-strait-incident", "-f", "table"]
    shown = rhet(*command, env={"COLUMNS": "80"}).stdout.decode()
    assert " introduced " in shown
    assert "Finch-Abbay" in shown


def test_train_says_that_inputs_failed(rhet: Run, sample: Path, tmp_path: Path) -> None:
    pytest.importorskip("skops")
    command = ["train", "--layer", "coder", "-o", tmp_path / "m.skops", sample]
    assert rhet(*command).returncode == 2
    assert rhet(*command, tmp_path / "nowhere.txt").returncode == 3


def test_layers_may_be_spaced(rhet: Run) -> None:
    for layers in ("quotes,frames", "quotes, frames", " quotes ,frames"):
        result = rhet("annotate", "--layers", layers, "-", input=b"The regime fell, he said.")
        assert {a["layer"] for a in json.loads(result.stdout)["annotations"]} >= {
            "quotes",
            "frames",
        }


def test_an_output_that_holds_nothing_is_empty(rhet: Run, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    for command in (["kwic", "zyzzyva"], ["frames", "--outlet", "nobody"], ["search", "zyzzyva"]):
        path.write_text("an earlier answer\n")
        assert rhet(*command, sample, "-o", path).returncode == 0
        assert path.read_bytes() == b""
    path.write_text("an earlier answer\n")
    assert rhet("kwic", "~(", sample, "-o", path).returncode == 2
    assert path.read_text() == "an earlier answer\n"


def test_a_corpus_that_cannot_be_read_is_no_corpus_without_hits(rhet: Run, tmp_path: Path) -> None:
    command = ["packs", "check", "stance", "--corpus"]
    result = rhet(*command, tmp_path / "nowhere.txt", "-f", "csv")
    assert result.returncode == 3 and b"never fired" not in result.stderr
    result = rhet(*command, "-", "-f", "csv", input=b"Nothing here is in doubt.")
    assert result.returncode == 0 and b"never fired" in result.stderr


@pytest.mark.parametrize("command", [["frames", "--min-weight"], ["cluster", "--threshold"]])
def test_nan_is_no_share(rhet: Run, sample: Path, command: list[str]) -> None:
    result = rhet(*command, "nan", sample)
    assert result.returncode == 2 and b"not in the range 0<=x<=1" in result.stderr


def test_a_variable_lists_names_with_spaces(rhet: Run, sample: Path) -> None:
    typed = rhet("stats", "--quick", "--outlet", "Osmera Voice", "--outlet", "Norvik Wire", sample)
    env = {"RHETORICTUI_STATS_OUTLET": "Osmera Voice, Norvik Wire"}
    assert rhet("stats", "--quick", sample, env=env) == typed
    assert typed.stdout


def rows(rhet: Run, *args: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rhet(*args, "-f", "csv").stdout.decode())))


@pytest.mark.parametrize("command", ["frames", "quotes", "stats"])
def test_rows_of_csv_say_whose_article_and_when(rhet: Run, sample: Path, command: str) -> None:
    where = {r["id"]: r for r in map(json.loads, rhet("read", sample).stdout.splitlines())}
    found = rows(rhet, command, sample)
    assert found
    for row in found:
        record = where[row.get("id") or row["key"]]
        assert (row["outlet"], row["published"]) == (
            record["outlet"] or "",
            record["published"] or "",
        )


@pytest.mark.parametrize("view", ["speakers", "outlets"])
def test_csv_of_speakers_has_the_fields_of_the_records(rhet: Run, sample: Path, view: str) -> None:
    """All cues, and the same columns for one article as for many: they are to be put together."""
    for source in (sample, sample / "01-strait-incident" / "norvik-wire.txt"):
        records = list(map(json.loads, rhet("quotes", "--view", view, source).stdout.splitlines()))
        found = rows(rhet, "quotes", "--view", view, source)
        assert len(found) == len(records)
        for row, record in zip(found, records, strict=True):
            assert set(row) < set(record)
            assert ("id" in row) is (view == "speakers")
            assert row["cues"] == ", ".join(f"{cue} {n}" for cue, n in record["cues"].items())


def test_fractions_of_csv_are_not_cut_to_nothing(rhet: Run, sample: Path) -> None:
    records = list(map(json.loads, rhet("search", "the", sample).stdout.splitlines()))
    for row, record in zip(rows(rhet, "search", "the", sample), records, strict=True):
        assert float(row["score"]) == pytest.approx(record["score"], rel=1e-5, abs=0)


@pytest.mark.parametrize("number", ["²", "1.5", "-1", "x", "", "9" * 5000])
@pytest.mark.parametrize(
    "command",
    ["ngrams --ngram {}", "keywords --ngram {}", "keyness --ngram 1-{}", "collocates the --span {}",
     "kwic the --window {}", "kwic"],
)  # fmt: skip
def test_what_is_no_number_is_refused(rhet: Run, sample: Path, command: str, number: str) -> None:
    words = command.split() if command != "kwic" else ["kwic", "a {0,{}} b"]
    result = rhet(*(word.replace("{}", number) for word in words), sample)
    assert result.returncode == 2
    assert b"internal error" not in result.stderr
    assert b"Invalid value" in result.stderr
