"""Settings: precedence, origins, and that nothing is silently ignored."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

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
        ("[keyword]\ntop = 1", r"no command \[keyword\]. Did you mean keywords?"),
        ("top = 'many'", "setting top: a whole number is expected"),
        ("top = true", "setting top: a whole number"),
        ("pack = 3", "setting pack: a list of strings"),
        ("top = ", "not valid TOML"),
    ],
)
def test_a_mistake_names_file_and_mend(home: Path, text: str, message: str) -> None:
    (home / "rhetorictui.toml").write_text(text)
    with pytest.raises(click.UsageError, match=message) as caught:
        load_settings()
    assert "rhetorictui.toml" in str(caught.value)


def test_a_wrong_number_in_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHETORICTUI_TOP", "ten")
    with pytest.raises(click.UsageError, match="RHETORICTUI_TOP: 'ten' is not a number"):
        load_settings()


def test_every_setting_is_an_option_of_some_command() -> None:
    from rhetorictui.cli import cli
    from rhetorictui.cli.group import COMMANDS

    ctx = click.Context(cli)
    options: set[str] = set()
    for name in COMMANDS:
        command = cli.get_command(ctx, name)
        assert command is not None
        options |= {p.name for p in command.params if p.name}
    assert set(KNOWN) <= options
