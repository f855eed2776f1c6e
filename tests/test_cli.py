"""The command line: what goes where, exit codes, and every kind of bad input."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from conftest import Run

ARTICLE = "The minister said on Monday that the reckless plan would fail. Nobody was surprised.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return path


# ---------------------------------------------------------------- help and names
def test_help_lists_every_command_with_examples_first(rhet: Run) -> None:
    out = rhet("--help").stdout.decode()
    assert out.index("Examples:") < out.index("Options:")
    for name in (
        "read",
        "keywords",
        "frames",
        "quotes",
        "annotate",
        "browse",
        "diff",
        "packs",
        "background",
        "config",
        "schema",
        "completion",
    ):
        assert f"  {name} " in out
    assert rhet("-h").stdout == rhet("--help").stdout


@pytest.mark.parametrize(
    "command",
    [
        "read",
        "keywords",
        "frames",
        "quotes",
        "annotate",
        "browse",
        "diff",
        "schema",
        "completion",
    ],
)
def test_help_of_each_command_has_examples_before_options(rhet: Run, command: str) -> None:
    out = rhet(command, "-h").stdout.decode()
    assert 0 < out.index("Examples") < out.index("Options:")
    if "Output:" in out:  # what all commands have stands after what this one has
        assert out.index("Options:") < out.index("Input:") < out.index("Output:")
        assert out.index("--encoding") > out.index("Input:")


def test_version(rhet: Run) -> None:
    assert rhet("--version").stdout.startswith(b"rhetorictui, version ")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["farmes", "x"], "Did you mean frames?"),
        (["frames", "--lable", "x"], "--label"),
        (["frames", "--pack", "persuasoin", "x"], "Did you mean persuasion?"),
        (["frames", "--label", "Loaded_Langage", "x"], "Did you mean Loaded_Language?"),
        (["annotate", "--layers", "quots", "x"], "Did you mean quotes?"),
        (["schema", "documnt"], "Did you mean document?"),
        (["frames", "--voice", "narator", "x"], "narrator"),
        (["read", "--encoding", "utf-99", "x"], "unknown encoding 'utf-99'"),
        (["diff", "--view", "sideways"], "split"),
        (["frames", "--fail-on", "Loded_Language", "x"], "Did you mean Loaded_Language?"),
        (["annotate", "--layers", "quotes", "--pack", "stance", "x"], "--pack is for the layer"),
        (["annotate", "--layers", "quotes", "--nested", "x"], "--nested is for the layer"),
        (["stats", "--quick", "--exclude", "Doubt", "x"], "which --quick leaves out"),
        (["quotes", "--min-weight", "0.5", "x"], "which --view speakers and outlets count"),
        (["kwic", "a", "--allow", "b", "x"], "which only --label asks for"),
        (["search", "a", "--pack", "stance", "x"], "which only --label asks for"),
        (["search", "a", "--pack", "stance", "--label", "hegde", "x"], "Did you mean hedge?"),
        (["frames", "--label", "Loaded", "x"], "Did you mean Loaded_Language?"),
        (["frames", "x", "--debug"], "stands before the command: rhetorictui --debug frames"),
        (["--format", "csv", "frames", "x"], "options of a command stand after its name"),
        (["annotate", "--background", "none", "x"], "keywords need a table"),
        (["annotate", "--background", "gone", "x"], "No such file"),
        (["kwic", "(" * 5000 + "a", "x"], "nested more than"),
    ],
)
def test_a_wrong_name_is_mended(rhet: Run, args: list[str], message: str) -> None:
    result = rhet(*args)
    assert result.returncode == 2
    assert result.stdout == b""
    assert message in result.stderr.decode()
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(rhet: Run, shell: str) -> None:
    result = rhet("completion", shell)
    assert result.returncode == 0
    assert b"_RHETORICTUI_COMPLETE" in result.stdout


@pytest.mark.skipif(not which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("frames --pack per", "persuasion"),
        ("packs show per", "persuasion"),
        ("frames --label lo", "Loaded_Language"),
        ("frames --pack stance --label he", "hedge"),
        ("kwic a --label lo", "Loaded_Language"),
        ("kwic a --pack stance --label he", "hedge"),
        ("annotate --layers quotes,fr", "quotes,frames"),
        ("schema ali", "alignment"),
        ("stats --per o", "outlet"),
        ("keywords --per c", "corpus"),
    ],
)
def test_what_bash_completes(rhet: Run, tmp_path: Path, words: str, offered: str) -> None:
    script = tmp_path / "completion.bash"
    script.write_bytes(rhet("completion", "bash").stdout)
    # The script calls the command by way of env, and compopt works in a real completion only.
    line = f"""
        compopt() {{ :; }}
        rhet() {{ '{sys.executable}' -m rhetorictui "$@"; }}
        env() {{ local -x "${{@:1:3}}"; "${{@:4}}"; }}
        . '{script}'
        COMP_WORDS=(rhet {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _rhet_completion rhet
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", line], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [offered]


def test_completion_offers_packs(rhet: Run) -> None:
    env = {
        **os.environ,
        "_RHETORICTUI_COMPLETE": "bash_complete",
        "COMP_WORDS": "rhetorictui frames --pack per",
        "COMP_CWORD": "3",
    }
    assert b"persuasion" in rhet(env=env).stdout


# ---------------------------------------------------------------- streams
def test_a_pipe_gets_json_lines_and_nothing_else(rhet: Run, article: Path) -> None:
    result = rhet("read", article)
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["text"] == ARTICLE
    assert result.stderr == b""
    assert result.returncode == 0


def test_standard_input_is_read_when_no_source_is_named(rhet: Run) -> None:
    named = rhet("read", "-", input=ARTICLE.encode())
    assert named.returncode == 0
    assert rhet("read", input=ARTICLE.encode()).stdout == named.stdout
    assert json.loads(named.stdout)["id"] == "-"


def test_a_pipeline_keeps_what_earlier_commands_put_there(rhet: Run, article: Path) -> None:
    read = rhet("read", article).stdout
    record = json.loads(read) | {"desk": {"seen": [1, None]}}
    quotes = rhet("annotate", "--layers", "quotes", input=json.dumps(record).encode()).stdout
    both = json.loads(rhet("annotate", "--layers", "frames", input=quotes).stdout)
    layers = {a["layer"] for a in both["annotations"]}
    assert layers == {"quotes", "frames"}
    assert both["desk"] == record["desk"]
    assert both["text"] == ARTICLE
    once = json.loads(rhet("annotate", "--layers", "quotes,frames", article).stdout)
    assert both["annotations"] == once["annotations"]
    again = rhet("annotate", "--layers", "quotes,frames", input=json.dumps(both).encode()).stdout
    assert json.loads(again)["annotations"] == once["annotations"]


def test_output_goes_to_a_file(rhet: Run, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = rhet("read", article, "-o", target)
    assert result.stdout == b""
    assert target.read_bytes() == rhet("read", article).stdout


def test_an_output_that_cannot_be_written_is_named(rhet: Run, article: Path) -> None:
    result = rhet("read", article, "-o", "/nowhere/at/all.jsonl")
    assert result.returncode == 2
    assert "/nowhere/at/all.jsonl: cannot be written" in result.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_without_a_traceback(rhet: Run, article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "rhetorictui", "read", article],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert result.returncode not in (0, 1)
    assert b"No space left" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_closed_pipe_is_a_quiet_end(sample: Path) -> None:
    code = f"{sys.executable} -m rhetorictui read {sample} | head -n 1"
    shell = subprocess.run(
        ["bash", "-c", f"{code}; echo ${{PIPESTATUS[0]}}"], check=False, capture_output=True
    )
    lines = shell.stdout.splitlines()
    assert json.loads(lines[0])["type"] == "document"
    assert lines[-1] == b"0"
    assert shell.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="sends a signal of Unix")
def test_ctrl_c_exits_with_130() -> None:
    # What a shell starts with "&" ignores Ctrl-C, and so would the process that is tested.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-m", "rhetorictui", "read", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    signal.signal(signal.SIGINT, before)
    assert process.stdin is not None
    process.stdin.write(bytes(1_000_000))  # More than a pipe holds: it has begun to read.
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_no_escape_code_in_a_pipe_even_as_a_table(rhet: Run, sample: Path) -> None:
    result = rhet("frames", sample / "01-strait-incident", "-f", "table")
    assert result.returncode == 0
    assert b"\x1b" not in result.stdout


def test_color_is_forced_or_refused(rhet: Run, article: Path) -> None:
    assert b"\x1b[" in rhet("frames", article, "-f", "table", "--color", "always").stdout
    env = {**os.environ, "FORCE_COLOR": "1"}
    assert b"\x1b[" in rhet("frames", article, "-f", "table", env=env).stdout
    never = rhet("frames", article, "-f", "table", "--color", "never", env=env)
    assert b"\x1b" not in never.stdout
    refused = rhet("frames", article, "-f", "table", env={**env, "NO_COLOR": "1"})
    assert b"\x1b" not in refused.stdout
    empty = rhet("frames", article, "-f", "table", env={**env, "NO_COLOR": ""})
    assert b"\x1b[" in empty.stdout


# ---------------------------------------------------------------- bad input
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_for_messages_changes_no_code(article: Path, tmp_path: Path) -> None:
    for arguments, code in (["read", article, tmp_path / "gone"], 3), (["farmes"], 2):
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "rhetorictui", *map(str, arguments)]
            done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=full)
        assert done.returncode == code
        assert bool(done.stdout) == (code == 3)


def test_a_note_on_every_chunk_is_said_once(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps({'text': ARTICLE * 50})}\n" * 600)
    result = rhet("read", "--title-field", "titel", path)
    assert len(result.stdout.splitlines()) == 600
    assert result.stderr.decode().count("no field titel") == 1


def test_keywords_asked_for_replace_those_that_came(rhet: Run, article: Path) -> None:
    old = json.loads(rhet("annotate", article).stdout)
    line = json.dumps(old | {"keywords": [{"term": "x", "score": 1, "count": 1}]}).encode()
    kept = json.loads(rhet("annotate", input=line).stdout)
    assert [k["term"] for k in kept["keywords"]] == ["x"]
    new = json.loads(rhet("keywords", "--top", "2", input=line).stdout)
    assert new["keywords"] == old["keywords"][:2]
    assert new["annotations"] == old["annotations"]


def test_one_bad_file_does_not_stop_the_rest(rhet: Run, article: Path, tmp_path: Path) -> None:
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = rhet("annotate", tmp_path / "missing.txt", binary, empty, article)
    assert result.returncode == 3
    assert [json.loads(x)["id"] for x in result.stdout.splitlines()] == [str(article)]
    said = result.stderr.decode()
    for name in ("missing.txt", "picture.txt", "empty.txt"):
        assert name in said
    assert "Traceback" not in said


def test_a_folder_without_articles(rhet: Run, tmp_path: Path) -> None:
    result = rhet("read", tmp_path)
    assert result.returncode == 3
    assert str(tmp_path) in result.stderr.decode()


def test_a_broken_line_is_named_and_the_rest_processed(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(
        '{"id": "a", "text": "One fine day."}\n{"id": "b", "text": \n'
        '{"id": "c", "text": null}\n{"id": "d", "text": 7}\n{"id": "e", "text": "Two."}\n'
    )
    result = rhet("read", path)
    assert [json.loads(x)["id"] for x in result.stdout.splitlines()] == ["a", "e"]
    assert result.returncode == 3
    for line in (2, 3, 4):
        assert f"{path}:{line}" in result.stderr.decode()


def test_hostile_text_reaches_no_terminal(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text(
        "\x1b]0;owned\x07The \x1b[31mreckless regime\x1b[0m [bold]lied[/bold], he said.\x9b2J\n"
    )
    result = rhet("frames", path, "-f", "table", "--color", "always")
    assert result.returncode == 0
    assert b"\x1b]0" not in result.stdout
    assert b"\x1b[31mreckless" not in result.stdout
    assert "\x9b".encode() not in result.stdout
    assert json.loads(rhet("read", path).stdout)["text"] == path.read_text()


@pytest.mark.parametrize(
    "arguments",
    ["read", "frames", "quotes", "keywords", "cluster", "stats", "stats --by month", "ngrams"]
    + [f"{command} harbour" for command in ("search", "kwic", "collocates")],
)
def test_no_field_of_a_record_reaches_the_terminal_raw(rhet: Run, arguments: str) -> None:
    evil = "\x1b[2J\x9b\u202e"
    text = "The minister closed the harbour of Tarn after a reckless “strike”, he said."
    strings = ("source", "title", "published", "updated", "outlet", "language")
    found = dict.fromkeys(("label", "pack", "rule", "voice", "speaker", "note"), evil)
    layers = ("frames", "quotes", "headline", "other")
    record = {
        "schema": "rhetorictui/1",
        "type": "document",
        "text": text,
        **dict.fromkeys(strings, evil),
        "byline": [evil],
        "zones": [{"kind": evil, "start": 0, "end": 3}],
        "annotations": [{**found, "layer": name, "start": 4, "end": 12} for name in layers],
        "keywords": [{"term": evil, "score": 1, "count": 1}],
    }
    lines = (json.dumps({**record, "id": f"{evil}{n}"}) + "\n" for n in range(3))
    result = rhet(*arguments.split(), "-f", "table", input="".join(lines).encode())
    shown = (result.stdout + result.stderr).decode()
    assert shown and "internal error" not in shown
    assert not set("\x1b\x9b\u202e") & set(shown)


def test_a_spreadsheet_sees_no_formula(rhet: Run) -> None:
    record = {"id": "=cmd|' /C calc'!A0", "text": "The reckless plan failed."}
    result = rhet(
        "read", "-", "--input-format", "jsonl", "-f", "csv", input=json.dumps(record).encode()
    )
    assert result.stdout.splitlines()[1].startswith(b"'=cmd")


def test_no_match_is_no_error(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The committee met on Tuesday at noon in the town hall.\n")
    result = rhet("frames", path)
    assert result.returncode == 0
    assert json.loads(result.stdout)["annotations"] == []
    assert b"nothing found" in rhet("frames", path, "-f", "table").stdout


def test_a_format_settled_for_all_commands_stops_none(rhet: Run, article: Path) -> None:
    env = {**os.environ, "RHETORICTUI_FORMAT": "csv"}
    assert rhet("frames", article, env=env).stdout.startswith(b"id,start")
    assert json.loads(rhet("annotate", article, env=env).stdout)["text"] == ARTICLE
    wrong = rhet("annotate", article, env={**os.environ, "RHETORICTUI_FORMTA": "csv"})
    assert wrong.returncode == 2
    assert b"Did you mean format?" in wrong.stderr


def test_time_and_memory_grow_with_the_text_and_not_faster(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "again.txt"
    path.write_text("The reckless reform failed and he lied. " * 3000)
    result = rhet("frames", path, timeout=60)
    assert result.returncode == 0
    assert len(result.stdout) < 60 * path.stat().st_size


def test_fail_on(rhet: Run, article: Path) -> None:
    assert rhet("frames", article, "--fail-on", "any").returncode == 1
    assert rhet("frames", article, "--fail-on", "Loaded_Language").returncode == 1
    assert rhet("frames", article, "--fail-on", "Slogans").returncode == 0


def test_files_from(rhet: Run, article: Path) -> None:
    listed = rhet("read", "--files-from", "-", input=f"{article}\n".encode())
    assert listed.stdout == rhet("read", article).stdout
    empty = rhet("read", "--files-from", "-", input=b"\n")
    assert empty.returncode == 2
    assert b"one path a line" in empty.stderr


def test_diff_needs_two_articles(rhet: Run, article: Path) -> None:
    result = rhet("diff", article)
    assert result.returncode == 2
    assert b"only one" in result.stderr


def test_diff_of_two_records_picked_by_id(rhet: Run, sample: Path) -> None:
    records = rhet("read", sample / "06-lake-games").stdout
    names = [json.loads(line)["id"] for line in records.splitlines()]
    result = rhet("diff", "--id", names[2], "--id", names[0], input=records)
    alignment = json.loads(result.stdout)
    assert (alignment["left"]["id"], alignment["right"]["id"]) == (names[2], names[0])
    twins = b"".join(
        json.dumps({"id": name, "text": ARTICLE}).encode() + b"\n" for name in ("a", "a", "b")
    )
    one = rhet("diff", "--id", "a", "--id", "zz", input=twins)
    assert (one.returncode, one.stdout) == (2, b"")
    assert b"no article with the id 'zz'" in one.stderr
    few = rhet("diff", "--id", "b", input=twins)
    assert few.returncode == 2
    assert b"and only one could be read" in few.stderr
    missing = rhet("diff", "--id", names[2], "--id", f"{names[0]}x", input=records)
    assert missing.returncode == 2
    assert f"Did you mean {names[0]}?" in missing.stderr.decode()
    assert rhet("diff", "none1.txt", "none2.txt").returncode == 3


def test_diff_draws_in_one_column_or_two(rhet: Run, sample: Path) -> None:
    versions = sorted((sample / "01-strait-incident").glob("*-v?.txt"))
    split = rhet("diff", *versions, "-f", "table", "--width", 120).stdout.decode()
    unified = rhet("diff", *versions, "-f", "table", "--width", 80).stdout.decode()
    assert max(map(len, split.splitlines())) <= 120
    assert max(map(len, unified.splitlines())) <= 80
    assert "Talvonian warship cuts fishing boat in two" in unified
    assert split != unified


# ---------------------------------------------------------------- many documents
def test_output_is_the_same_bytes_for_any_number_of_jobs(rhet: Run, sample: Path) -> None:
    text = (sample / "01-strait-incident" / "osmera-voice.txt").read_text(encoding="utf-8")
    lines = "".join(json.dumps({"id": str(i), "text": f"{text} {i}"}) + "\n" for i in range(700))
    one = rhet("annotate", "--layers", "frames", "-j", 1, input=lines.encode())
    three = rhet("annotate", "--layers", "frames", "-j", 3, input=lines.encode())
    assert one.returncode == three.returncode == 0
    assert len(one.stdout.splitlines()) == 700
    assert one.stdout == three.stdout
