"""Settings: flag, ``RHETORICTUI_*``, project file, user file, default, in that order.

A setting is an option's long name with underscores. In a file it stands at the top level, for
every command that has the option, or in a table named after one command. A name that no command
knows is an error, so that nothing is silently ignored.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from rhetorictui.cli.group import COMMANDS, nearest
from rhetorictui.folders import config_folder


class Known(NamedTuple):
    """A setting that files and the environment may give, with its default and its kind."""

    kind: type
    default: object
    summary: str


DEFAULT_LAYERS = ["sentences", "quotes", "frames", "headline", "keywords"]
KNOWN: dict[str, Known] = {
    "format": Known(str, "auto", "table, jsonl or csv; auto is a table on a terminal, else JSONL"),
    "color": Known(str, "auto", "always, never or auto"),
    "jobs": Known(int, 0, "worker processes; 0 is one a core"),
    "encoding": Known(str, None, "encoding of the input; detected when not given"),
    "input_format": Known(str, "auto", "format of the input; detected when auto"),
    "text_field": Known(str, None, "field of a JSON or CSV record that holds the text"),
    "id_field": Known(str, None, "field that holds the id"),
    "title_field": Known(str, None, "field that holds the title"),
    "date_field": Known(str, None, "field that holds the publication date"),
    "outlet_field": Known(str, None, "field that holds the outlet"),
    "byline_field": Known(str, None, "field that holds the authors"),
    "layers": Known(list, DEFAULT_LAYERS, "layers that annotate adds"),
    "pack": Known(list, [], "rule packs, by name or path; none given: the default packs"),
    "label": Known(list, [], "only findings with these labels"),
    "exclude": Known(list, [], "rules, labels or phrases never reported"),
    "allow": Known(list, [], "phrases that are fine here"),
    "min_weight": Known(float, 0.0, "least weight of a finding, 0 to 1"),
    "voice": Known(list, [], "only findings in these voices"),
    "top": Known(int, 10, "keywords to a document"),
    "ngram": Known(str, "1-3", "length of keywords in words"),
    "background": Known(str, "news", "document frequencies: news, none or a file"),
    "theme": Known(str, "rhetorictui-dark", "theme of the reading view"),
}

ENVIRONMENT = "RHETORICTUI_"


class Value(NamedTuple):
    """A setting's value and where it comes from; ``command`` is None for every command."""

    name: str
    command: str | None
    value: object
    origin: str


class Settings(NamedTuple):
    """What files and the environment set, lowest precedence first."""

    debug: bool = False
    values: tuple[Value, ...] = ()

    def defaults(self) -> dict[str, Any]:
        """Click's ``default_map``: for each command the defaults of its options."""
        shared: dict[str, object] = {}
        own: dict[str, dict[str, object]] = {}
        for value in self.values:
            (shared if value.command is None else own.setdefault(value.command, {}))[value.name] = (
                value.value
            )
        return {command: {**shared, **own.get(command, {})} for command in COMMANDS}


def load_settings(debug: bool = False) -> Settings:
    """Read the user file, the project file and the environment.

    Raises click.UsageError that names the file and the name, with the nearest known one.
    """
    values: list[Value] = []
    for path, table in settings_files():
        values.extend(_checked(table, str(path)))
    values.extend(_from_environment(os.environ))
    return Settings(debug, tuple(values))


def settings_files() -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The user file, then the nearest project file, each where it exists."""
    user = config_folder() / "config.toml"
    if user.is_file():
        yield user, _toml(user)
    for folder in (Path.cwd(), *Path.cwd().parents):
        own = folder / "rhetorictui.toml"
        if own.is_file():
            yield own, _toml(own)
            return
        shared = folder / "pyproject.toml"
        # Most projects have this file and none of our settings in it; then it is not parsed.
        if shared.is_file() and b"tool.rhetorictui" in shared.read_bytes():
            table = _toml(shared).get("tool", {}).get("rhetorictui")
            if isinstance(table, dict):
                yield shared, table
                return


def _toml(path: Path) -> dict[str, Any]:
    import tomllib  # 5 ms, only when there is a file to read

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be read: {error.strerror}") from None


def _checked(table: Mapping[str, Any], origin: str) -> Iterator[Value]:
    for name, value in table.items():
        if isinstance(value, dict):
            if name not in COMMANDS:
                raise click.UsageError(f"{origin}: no command [{name}].{nearest(name, COMMANDS)}")
            for inner, given in value.items():
                yield _value(inner, given, origin, name)
        else:
            yield _value(name, value, origin, None)


def _value(name: str, value: object, origin: str, command: str | None) -> Value:
    name = name.replace("-", "_")
    known = KNOWN.get(name)
    if known is None:
        raise click.UsageError(f"{origin}: no setting '{name}'.{nearest(name, KNOWN)}")
    if known.kind is list and isinstance(value, str):
        value = [value]
    if known.kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, known.kind) or isinstance(value, bool):
        expected = {str: "a string", int: "a whole number", float: "a number"}.get(
            known.kind, "a list of strings"
        )
        raise click.UsageError(f"{origin}: setting {name}: {expected} is expected")
    return Value(name, command, value, origin)


def _from_environment(environment: Mapping[str, str]) -> Iterator[Value]:
    for variable, text in sorted(environment.items()):
        if not variable.startswith(ENVIRONMENT):
            continue
        name = variable.removeprefix(ENVIRONMENT).lower()
        command = next((c for c in COMMANDS if name.startswith(c + "_")), None)
        if command is not None and name.removeprefix(command + "_") in KNOWN:
            name = name.removeprefix(command + "_")
        elif name in KNOWN:
            command = None
        elif command is not None or name in ("complete", "debug"):
            continue  # click reads it: an option of one command, or its own for completion
        else:
            raise click.UsageError(f"{variable}: no such setting.{nearest(name, KNOWN)}")
        yield Value(name, command, _parsed(name, text, variable), variable)


def _parsed(name: str, text: str, variable: str) -> object:
    kind = KNOWN[name].kind
    if kind is list:
        return [item.strip() for item in text.split(",") if item.strip()]
    try:
        return kind(text)
    except ValueError:
        raise click.UsageError(f"{variable}: '{text}' is not a number") from None
