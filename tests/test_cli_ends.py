"""How a run ends, and what it says: closed pipes, full disks, missing inputs, wrong names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run, validator

ARTICLE = "The minister said on Monday that the reckless plan would fail. Nobody was surprised.\n"
FULL = Path("/dev/full")
unix = pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix shell")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    path = tmp_path / "twins.jsonl"
    path.write_text("".join(json.dumps({"id": 'a"\\1', "text": ARTICLE}) + "\n" for _ in range(3)))
    return path


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run ``line`` in bash, with ``rhet`` for the command."""
    command = f"rhet() {{ '{sys.executable}' -m rhetorictui \"$@\"; }}\n{line}"
    return subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True)


def words(result: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(result.stderr.decode().split())


# ---------------------------------------------------------------- the output
@unix
@pytest.mark.parametrize(
    "command",
    [
        "frames -f table {sample}",
        "frames -f table --fail-on any {sample}",
        "frames -f csv {sample}",
        "packs show persuasion",
        "packs show persuasion -f table",
        "frames -j 2 {big}",
        "schema document",
    ],
)
def test_a_closed_pipe_is_a_quiet_0(command: str, sample: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    if "{big}" in command:
        big.write_text(
            "".join(
                json.dumps({"id": str(i), "text": f"{ARTICLE * 4} {i}"}) + "\n" for i in range(3000)
            )
        )
    line = command.format(sample=f"'{sample}'", big=f"'{big}'")
    # A reader that takes nothing: even the first byte is too much.
    result = shell(f"rhet {line} | true; echo ${{PIPESTATUS[0]}}")
    assert (result.stdout, result.stderr) == ("0\n", "")


@unix
@pytest.mark.parametrize(
    "command", ["frames", "frames -f table", "schema", "schema list", "completion zsh"]
)
def test_a_closed_output_is_said(article: Path, command: str) -> None:
    name = f"'{article}'" if "frames" in command else ""
    result = shell(f"rhet {command} {name} >&-")
    assert result.returncode == 2
    assert result.stderr.startswith("rhetorictui: cannot write to standard output: it is closed")
    assert result.stderr.count("\n") == 1


@unix
def test_a_closed_output_is_not_missed_where_a_file_is_named(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    result = shell(f"rhet read '{article}' -o '{target}' >&-")
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(target.read_bytes())["text"] == ARTICLE


@unix
@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("rhet read '{article}' > /dev/full", "standard output"),
        ("rhet frames '{article}' -f table > /dev/full", "standard output"),
        ("rhet read '{article}' -o /dev/full", "/dev/full"),
        ("rhet packs show persuasion -o /dev/full", "/dev/full"),
        ("rhet --help > /dev/full", "standard output"),
    ],
)
def test_a_full_disk_is_named(article: Path, line: str, place: str) -> None:
    result = shell(line.format(article=article))
    assert result.returncode == 2
    assert result.stderr == f"rhetorictui: cannot write to {place}: No space left on device\n"


def test_control_characters_have_one_form_in_all_messages(rhet: Run, article: Path) -> None:
    bad = "/none\x1b[31m/x"
    for args in (
        ["frames", article, "-o", bad],
        ["frames", article, "--label", bad],
        ["frames", article, "--voice", bad],
        ["frames", article, "--exclude", bad],
        ["read", bad],
        [bad],
    ):
        said = rhet(*args).stderr.decode()
        assert "\N{SYMBOL FOR ESCAPE}[31m" in said, args
        assert "\x1b" not in said and "\\x1b" not in said, args


# ---------------------------------------------------------------- the inputs
@unix
@pytest.mark.parametrize("command", ["read -", "read", "read --files-from -", "diff a.txt -"])
def test_a_closed_input_is_said(command: str) -> None:
    result = shell(f"rhet {command} <&-")
    assert result.returncode == 2
    assert "internal error" not in result.stderr
    assert "standard input is closed" in result.stderr or "nothing to read" in result.stderr


@pytest.mark.parametrize("command", ["cluster", "topics", "diff", "background build -o x"])
def test_a_missing_input_is_3_and_no_wrong_usage(rhet: Run, tmp_path: Path, command: str) -> None:
    result = rhet(*command.split(), tmp_path / "nosuch", cwd=tmp_path)
    assert result.returncode == 3
    assert b"nosuch: no such file" in result.stderr
    assert b"Usage:" not in result.stderr


def test_too_few_articles_are_2_and_no_wrong_usage(rhet: Run, article: Path) -> None:
    for command in (["cluster"], ["topics"], ["diff"]):
        result = rhet(*command, article)
        assert result.returncode == 2
        assert result.stderr.startswith(b"rhetorictui: ") and result.stderr.count(b"\n") == 1
    assert rhet("diff", article, f"{article}x").returncode == 3


@pytest.mark.parametrize(
    "command",
    [
        "read",
        "frames",
        "frames -f table",
        "quotes",
        "quotes --view speakers",
        "annotate",
        "keywords",
        "keywords --background none",
        "keywords --per corpus",
    ],
)
def test_ids_that_repeat_are_told_once(rhet: Run, twins: Path, command: str) -> None:
    result = rhet(*command.split(), twins)
    assert result.returncode == 0
    assert result.stderr.decode() == (
        'rhetorictui: a"\\1: note: 1 id is borne by more than one article\n'
    )


# ---------------------------------------------------------------- records
@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("packs list", "pack"),
        ("packs show persuasion", "rule"),
        ("packs check stance", "check"),
        ("packs check stance --corpus {sample}", "check"),
        ("background show", "background"),
        ("background show news reform unheardof", "frequency"),
        ("config show", "setting"),
    ],
)
def test_what_the_tool_is_set_up_with_has_schemas(
    rhet: Run, sample: Path, command: str, kind: str
) -> None:
    result = rhet(*command.format(sample=sample).split())
    assert result.returncode == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records
    for record in records:
        assert list(record)[:2] == ["schema", "type"]
        assert (record["schema"], record["type"]) == ("rhetorictui/1", kind)
        validator(kind).validate(record)
        assert set(record) == set(validator(kind).schema["properties"])
    assert kind in rhet("schema", "list").stdout.decode().split()


# ---------------------------------------------------------------- names and wording
@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (["stats", "--per", "oulet"], "no such group. Did you mean outlet?"),
        (["keywords", "--per", "oulet"], "no such group. Did you mean outlet?"),
        (["packs", "show", "persuasion", "--rule", "persuasion.so-caled"],
         "Did you mean persuasion.so-called?"),
        (["packs", "show", "persuasion", "--rule", "so-caled"],
         "Did you mean persuasion.so-called?"),
        (["frames", "--exclude", "persuasion.so-caled"], "Did you mean persuasion.so-called?"),
        (["frames", "--voice", "narator"], "Did you mean narrator?"),
        (["kwic", "plan", "--voice", "narator"], "Did you mean narrator?"),
        (["quotes", "--view", "speaker"], "Did you mean speakers?"),
    ],
)  # fmt: skip
def test_only_near_names_are_offered(rhet: Run, article: Path, args: list[str], hint: str) -> None:
    result = rhet(*args, *([] if args[0] == "packs" else [article]))
    assert words(result).endswith(hint)


def test_a_field_of_the_records_is_still_a_group(rhet: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "desk": "world", "text": ARTICLE}) + "\n")
    assert json.loads(rhet("stats", "--quick", "--per", "desk", path).stdout)["key"] == "world"


@pytest.mark.parametrize("group", ["packs", "background", "config"])
def test_the_help_of_a_group_cuts_no_sentence(rhet: Run, group: str) -> None:
    commands = rhet(group, "-h").stdout.decode().partition("Commands:")[2]
    assert "..." not in commands and commands.rstrip().endswith(".")


def test_one_is_no_plural(rhet: Run, article: Path) -> None:
    said = rhet("collocates", "minister", article, "-f", "table")
    assert b"found only 1 time:" in said.stderr
    assert b"minister: 1 time in 1 of 1 article, 14 words" in b" ".join(said.stdout.split())


def test_a_file_is_not_overwritten_while_it_is_read(rhet: Run, twins: Path) -> None:
    before = twins.read_bytes()
    for path in (twins, twins.parent / "." / twins.name):
        result = rhet("read", twins, "-o", path)
        assert result.returncode == 2
        assert "is read, too; write to another file" in words(result)
        assert twins.read_bytes() == before


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_is_not_utf_8_shows_what_it_can(
    rhet: Run, sample: Path, encoding: str
) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    one = sample / "01-strait-incident" / "osmera-voice.txt"
    for command in (
        ["frames", "-f", "table"],
        ["keywords", "-f", "table"],
        ["diff", one, "-f", "table"],
    ):
        result = rhet(*command, one, env=env)
        assert (result.returncode, b"internal error" in result.stderr) == (0, False), command
        result.stdout.decode(encoding)
    # Data is UTF-8 whatever the console is.
    assert rhet("read", one, env=env).stdout == rhet("read", one).stdout
    assert rhet("frames", "-f", "csv", one, env=env).stdout.decode()
    assert rhet("keyness", "--help", env=env).returncode == 0


@unix
def test_a_worker_that_was_killed_is_explained(tmp_path: Path) -> None:
    big = tmp_path / "big.jsonl"
    big.write_text(f"{json.dumps({'text': ARTICLE * 20})}\n" * 1000)
    code = (
        "import multiprocessing, os, signal, sys\n"
        "multiprocessing.set_start_method('fork')\n"
        "from rhetorictui import __main__, tasks\n"
        "def dies(self, doc): os.kill(os.getpid(), signal.SIGKILL)\n"
        "tasks.Annotate.__call__ = dies\n"
        f"sys.exit(__main__.run(['annotate', '-j', '2', {str(big)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 3
    assert b"a worker process was killed" in done.stderr
    assert b"--jobs 1" in done.stderr


def test_rules_are_shown_to_be_read(rhet: Run) -> None:
    env = {**os.environ, "COLUMNS": "80"}
    out = rhet("packs", "show", "stance", "-f", "table", env=env).stdout.decode()
    assert max(map(len, out.splitlines())) <= 80
    entry = out.partition("\n\n")[0].splitlines()
    assert entry[0].split() == ["stance.hedge-modal", "hedge", "0.1"]
    assert entry[1].startswith("    A modal of possibility")
    assert "Hyland" in entry[-1]


@pytest.mark.parametrize("command", [["read"], ["kwic", "sham"], ["search", "sham"]])
def test_a_blank_article_is_complained_of_by_every_command(
    command: list[str], rhet: Run, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.txt"
    blank.write_text(" \n\n")
    result = rhet(*command, blank)
    assert result.returncode == 3
    assert "blank.txt: nothing to read: there is only white space" in words(result)
