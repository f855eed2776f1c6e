"""Settings: precedence, origins, and that nothing is silently ignored."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rhetorictui.cli import cli
from rhetorictui.cli.settings import KNOWN, Settings, load_settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder, with a user configuration folder of its own."""
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    for variable in ("RHETORICTUI_TOP", "RHETORICTUI_PACK"):
        monkeypatch.delenv(variable, raising=False)
    return project


def write_user(home: Path, text: str) -> None:
    folder = home.parent / "user" / "rhetorictui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)


def test_nothing_set(home: Path) -> None:
    assert load_settings() == Settings()
    assert load_settings().defaults()["frames"] == {}


def test_environment_beats_project_beats_user(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_user(home, "top = 3\nmin-weight = 1\n[keywords]\nngram = '1-2'\n")
    (home / "rhetorictui.toml").write_text("top = 5\nlabel = 'Doubt'\n")
    defaults = load_settings().defaults()
    assert defaults["keywords"] == {
        "top": 5,
        "min_weight": 1.0,
        "label": ["Doubt"],
        "ngram": "1-2",
    }
    assert "ngram" not in defaults["frames"]
    monkeypatch.setenv("RHETORICTUI_TOP", "7")
    monkeypatch.setenv("RHETORICTUI_FRAMES_TOP", "9")
    monkeypatch.setenv("RHETORICTUI_PACK", "stance, persuasion")
    defaults = load_settings().defaults()
    assert defaults["keywords"]["top"] == 7
    assert defaults["frames"]["top"] == 9
    assert defaults["frames"]["pack"] == ["stance", "persuasion"]


def test_project_file_is_found_above_and_in_pyproject(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "pyproject.toml").write_text("[tool.rhetorictui]\ntop = 4\n[tool.other]\nx = 1\n")
    deep = home / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    (value,) = load_settings().values
    assert (value.name, value.value, value.origin) == ("top", 4, str(home / "pyproject.toml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tpo = 1", "no setting 'tpo'. Did you mean top?"),
        (
            "per = 'outlet'",
            r"a command's table: \[keywords\] or \[stats\].",
        ),
        ("fail-on = 'any'", r"'fail_on'. It stands in a command's table: \[frames\]."),
        ("[keyword]\ntop = 1", r"no command \[keyword\]. Did you mean keywords?"),
        ("top = 'many'", "setting top: a whole number is expected"),
        ("top = true", "setting top: a whole number"),
        ("pack = 3", "setting pack: a list of strings"),
        ("pack = [1]", "setting pack: a list of strings"),
        ("exclude = [['x']]", "setting exclude: a list of strings"),
        ("format = 'tabel'", "no format 'tabel'; .* Did you mean table?"),
        ("[stats]\nwindw = 3", "no setting 'windw' of stats. Did you mean window?"),
        ("top = ", "not valid TOML"),
    ],
)
def test_a_mistake_names_file_and_mend(home: Path, text: str, message: str) -> None:
    (home / "rhetorictui.toml").write_text(text)
    with pytest.raises(click.UsageError, match=message) as caught:
        load_settings()
    assert "rhetorictui.toml" in str(caught.value)


def test_a_table_takes_every_option_of_its_command(home: Path) -> None:
    (home / "rhetorictui.toml").write_bytes(
        b"\xef\xbb\xbf[stats]\nwindow = 20\nquick = true\n"
        b"[keyness]\npositive = true\nagainst = 'x.txt'\n"
    )
    defaults = load_settings().defaults()
    assert defaults["stats"] == {"window": 20, "quick": True}
    assert defaults["keyness"] == {"positive": True, "against": ["x.txt"]}


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("RHETORICTUI_TPO", "3", "no such setting. Did you mean top?"),
        ("RHETORICTUI_PER", "day", "too: RHETORICTUI_KEYWORDS_PER or RHETORICTUI_STATS_PER."),
        ("RHETORICTUI_STATS_WINDW", "3", "no such setting of stats. Did you mean window?"),
        ("RHETORICTUI_FORMAT", "tabel", "no format 'tabel'"),
    ],
)
def test_a_mistake_in_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(click.UsageError, match=message) as caught:
        load_settings()
    assert variable in str(caught.value)


def test_an_empty_variable_sets_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHETORICTUI_JOBS", "")
    assert load_settings() == Settings()


def run(args: str, home: Path) -> Result:
    (home / "a.txt").write_text("The so-called reform was a sham, the minister said.\n")
    return CliRunner().invoke(cli, args.split(), prog_name="rhetorictui", input="")


@pytest.mark.parametrize(
    ("text", "command", "message"),
    [
        ("top = 0", "keywords a.txt", "Invalid value for '--top' / '-n': 0 is not in the range"),
        ("label = 'Loaded'", "frames a.txt", "Did you mean Loaded_Language?"),
        ("encoding = 'no'", "read a.txt", "unknown encoding 'no'"),
        ("background = 'none'", "annotate a.txt", "keywords need a table"),
        ("[stats]\nwindow = 'x'", "stats a.txt", "'x' is not a valid integer"),
    ],
)
def test_a_wrong_value_says_where_it_was_set(
    home: Path, text: str, command: str, message: str
) -> None:
    (home / "rhetorictui.toml").write_text(text)
    result = run(command, home)
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert message in said
    assert f"(set by {home / 'rhetorictui.toml'})" in said


def test_a_value_typed_is_not_blamed_on_a_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "rhetorictui.toml").write_text("top = 3")
    assert "set by" not in run("keywords --top 0 a.txt", home).stderr
    monkeypatch.setenv("RHETORICTUI_STATS_WINDOW", "x")
    assert "(set by RHETORICTUI_STATS_WINDOW)" in run("stats a.txt", home).stderr


def test_help_is_there_with_a_mistake_in_the_settings(home: Path) -> None:
    (home / "rhetorictui.toml").write_text("tpo = 3")
    assert run("frames --help", home).exit_code == 0
    for command in ("frames a.txt", "config show", "packs list"):
        result = run(command, home)
        assert result.exit_code == 2
        assert "no setting 'tpo'. Did you mean top?" in result.stderr


def test_how_to_write_holds_for_the_commands_of_a_group(home: Path) -> None:
    (home / "rhetorictui.toml").write_text("format = 'csv'\nlabel = ['Doubt']\nngram = '1-2'\n")
    assert run("packs list", home).stdout.startswith("pack,title,")
    # These mean something else there.
    assert run("packs show stance", home).stdout.startswith("rule,label,")
    assert run("background build a.txt --min-documents 1 -o t.background", home).exit_code == 0


def test_an_own_option_is_shown_with_its_origin(home: Path) -> None:
    (home / "rhetorictui.toml").write_text("[frames]\nfail-on = 'any'\n")
    shown = run("config show -f csv", home).stdout
    assert f"fail_on,frames,any,{home / 'rhetorictui.toml'}" in shown
    assert run("frames a.txt", home).exit_code == 1


def test_a_wrong_number_in_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHETORICTUI_TOP", "ten")
    with pytest.raises(click.UsageError, match="RHETORICTUI_TOP: 'ten' is not a number"):
        load_settings()


COUNTING = {
    "stats": "stats a.txt",
    "outlets": "quotes --view outlets a.txt",
    "speakers": "quotes --view speakers a.txt",
    "search": "search minister --label Loaded_Language a.txt",
    "kwic": "kwic sham --label Loaded_Language a.txt",
    "frames": "frames a.txt",
}


def counted(name: str, home: Path) -> int:
    """How many findings a command shows, counts or goes by."""
    result = run(COUNTING[name], home)
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    if name == "frames":
        return len(records[0]["annotations"])
    return sum(record.get("findings", 1) for record in records)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", {"stats": 2, "outlets": 2, "speakers": 2, "search": 1, "kwic": 1, "frames": 2}),
        ("exclude = 'persuasion.false-*'", {"stats": 1, "outlets": 1, "speakers": 1, "search": 1}),
        ("exclude = 'loaded_language'", {}),
        ("allow = 'sham'", {"stats": 1, "outlets": 1, "speakers": 1, "search": 1}),
        ("min_weight = 1.0", {}),
        ("pack = 'stance'", {"stats": 1, "outlets": 1, "speakers": 1, "search": 0, "kwic": 0}),
    ],
)
def test_what_settings_leave_out_is_left_out_everywhere(
    home: Path, text: str, left: dict[str, int]
) -> None:
    # The index of the search is made once, so it must not hold what settings decide.
    assert counted("search", home) == 1
    (home / "rhetorictui.toml").write_text(text)
    found = {name: counted(name, home) for name in COUNTING}
    assert found == {**dict.fromkeys(COUNTING, 0), "frames": found["stats"], **left}


def test_labels_chosen_are_those_counted(home: Path) -> None:
    (home / "rhetorictui.toml").write_text("label = 'Doubt'")
    assert [counted(name, home) for name in ("stats", "outlets", "frames")] == [0, 0, 0]
    assert run("stats --label Lodaed_Language a.txt", home).exit_code == 2
    assert counted("speakers", home) == 0
    assert run("stats --label repetition a.txt", home).exit_code == 0


def test_settings_that_a_command_does_not_use_hinder_nothing(home: Path) -> None:
    (home / "rhetorictui.toml").write_text("exclude = 'no-such.rule'\nlabel = 'Lodaed'")
    for command in ("stats --quick a.txt", "quotes a.txt", "annotate --layers quotes a.txt"):
        result = run(command, home)
        assert (result.exit_code, result.stderr) == (0, "")


def test_more_and_less_at_once_is_wrong_usage_but_typing_beats_a_file(home: Path) -> None:
    compare = "keyness --against background a.txt --min-count 1 -f csv"
    result = run(f"{compare} --positive --negative", home)
    assert result.exit_code == 2 and "contradict each other" in result.stderr
    (home / "rhetorictui.toml").write_text("[keyness]\npositive = true\n")
    for more, directions in (("", {"positive"}), (" --negative", {"negative"})):
        rows = run(compare + more, home).stdout.splitlines()[1:]
        assert {row.split(",")[1] for row in rows} <= directions
    (home / "rhetorictui.toml").write_text("[keyness]\npositive = true\nnegative = true\n")
    assert run(compare, home).exit_code == 2


def test_every_setting_is_an_option_of_some_command() -> None:
    from rhetorictui.cli.group import COMMANDS

    ctx = click.Context(cli)
    options: set[str] = set()
    for name in COMMANDS:
        command = cli.get_command(ctx, name)
        assert command is not None
        options |= {p.name for p in command.params if p.name}
    assert set(KNOWN) <= options
