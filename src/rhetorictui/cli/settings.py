"""Settings: flag, ``RHETORICTUI_*``, project file, user file, default, in that order.

A setting is an option's long name with underscores. In a file it stands at the top level, for
every command that has the option, or in a table named after one command. Those that one command
alone has stand in its table. A name that no command knows is an error, so that nothing is silently
ignored.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import click

from rhetorictui.cli.group import COMMANDS, nearest
from rhetorictui.folders import config_folder


class Known(NamedTuple):
    """A setting that may hold for every command, with its default and its kind."""

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
    "top": Known(int, None, "how many rows or keywords; None: each command has its own"),
    "ngram": Known(str, None, "length of terms in words; None: each command has its own"),
    "background": Known(str, "news", "document frequencies: news, none or a file"),
    "theme": Known(str, "rhetorictui-dark", "theme of the reading view"),
}

ENVIRONMENT = "RHETORICTUI_"
FORMATS = ("auto", "table", "jsonl", "csv")


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
    fault: click.UsageError | None = None
    """What is wrong with the files or the environment; nothing of them holds then."""

    def defaults(self) -> dict[str, Any]:
        """Click's ``default_map``: for each command the defaults of its options."""
        shared: dict[str, object] = {}
        own: dict[str, dict[str, object]] = {}
        for value in self.values:
            (shared if value.command is None else own.setdefault(value.command, {}))[value.name] = (
                value.value
            )
        return {command: {**shared, **own.get(command, {})} for command in COMMANDS}

    def origin(self, command: str, name: str) -> str:
        """Which file or variable gives ``command`` its default of the option ``name``."""
        found = [v for v in self.values if v.name == name and v.command in (None, command)]
        return max(reversed(found), key=lambda v: v.command is not None).origin


def load_settings(debug: bool = False) -> Settings:
    """Read the user file, the project file and the environment.

    Raises click.UsageError that names the file and the name, with the nearest known one.
    """
    values: list[Value] = []
    for path, table in settings_files():
        values.extend(_checked(table, str(path)))
    values.extend(_from_environment(os.environ))
    return Settings(debug, tuple(values))


def settings_files() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The user file, then the nearest project file, each where it exists."""
    user = os.path.join(config_folder(), "config.toml")
    if os.path.isfile(user):
        yield user, _toml(user)
    folder, above = "", os.getcwd()
    while folder != above:
        folder, above = above, os.path.dirname(above)
        own = os.path.join(folder, "rhetorictui.toml")
        if os.path.isfile(own):
            yield own, _toml(own)
            return
        shared = os.path.join(folder, "pyproject.toml")
        # Most projects have this file and none of our settings in it; then it is not parsed.
        if os.path.isfile(shared) and b"tool.rhetorictui" in _bytes(shared):
            table = _toml(shared).get("tool", {}).get("rhetorictui")
            if isinstance(table, dict):
                yield shared, table
                return


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _toml(path: str) -> dict[str, Any]:
    import tomllib  # 5 ms, only when there is a file to read

    try:
        return tomllib.loads(_bytes(path).decode("utf-8-sig"))
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
        if command is None:
            tables = [f"[{own}]" for own in _whose(name)]
            hint = f" It stands in a command's table: {' or '.join(tables)}." if tables else ""
            hint = hint or nearest(name, KNOWN)
            raise click.UsageError(f"{origin}: no setting '{name}'.{hint}")
        return _own_option(name, value, origin, command)
    if known.kind is list and isinstance(value, str):
        value = [value]
    if known.kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    fits = isinstance(value, known.kind) and not isinstance(value, bool)
    if not fits or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
        expected = {str: "a string", int: "a whole number", float: "a number"}.get(
            known.kind, "a list of strings"
        )
        raise click.UsageError(f"{origin}: setting {name}: {expected} is expected")
    if name == "format" and value not in FORMATS:
        # A command without this format goes its own way, so none would say that there is none.
        there = f"there are {', '.join(FORMATS)}.{nearest(str(value), FORMATS)}"
        raise click.UsageError(f"{origin}: no format '{value}'; {there}")
    return Value(name, command, value, origin)


def _own_option(name: str, value: object, origin: str, command: str) -> Value:
    """A value for an option that only this command has; click checks it as if it were typed."""
    options = _options(command)
    option = options.get(name)
    if option is None:
        near = nearest(name, {*options, *KNOWN})
        raise click.UsageError(f"{origin}: no setting '{name}' of {command}.{near}")
    if option.multiple and isinstance(value, str):
        value = [value]
    return Value(option.name or name, command, value, origin)


def _whose(name: str) -> list[str]:
    """The commands that have an option of this name, which is no common setting."""
    return [command for command in COMMANDS if name in _options(command)]


def _options(command: str) -> dict[str, click.Option]:
    """The options of a command by their long names, with underscores."""
    from rhetorictui.cli import cli  # which imports this module when it is run

    found = cli.get_command(click.Context(cli), command)
    return {
        long.removeprefix("--").replace("-", "_"): param
        for param in (found.params if found else ())
        for long in param.opts
        if isinstance(param, click.Option) and long.startswith("--")
    }


def _from_environment(environment: Mapping[str, str]) -> Iterator[Value]:
    for variable, text in sorted(environment.items()):
        if not variable.startswith(ENVIRONMENT) or not text:
            continue
        name = variable.removeprefix(ENVIRONMENT).lower()
        command = next((c for c in COMMANDS if name.startswith(c + "_")), None)
        own = name.removeprefix(f"{command}_")
        if command is not None and own in KNOWN:
            name = own
        elif name in KNOWN:
            command = None
        elif name in ("complete", "debug"):
            continue
        elif command is None:
            longer = [f"{ENVIRONMENT}{each}_{name}".upper() for each in _whose(name)]
            hint = f" Name the command, too: {' or '.join(longer)}." if longer else ""
            hint = hint or nearest(name, KNOWN)
            raise click.UsageError(f"{variable}: no such setting.{hint}")
        else:
            # click reads it. A group's variables name one of its commands, too.
            options = _options(command)
            if options and own not in options:
                near = nearest(own, {*options, *KNOWN})
                raise click.UsageError(f"{variable}: no such setting of {command}.{near}")
            continue
        yield Value(name, command, _parsed(name, text, variable), variable)


def _parsed(name: str, text: str, variable: str) -> object:
    kind = KNOWN[name].kind
    if kind is list:
        value: object = [item.strip() for item in text.split(",") if item.strip()]
    else:
        try:
            value = kind(text)
        except ValueError:
            raise click.UsageError(f"{variable}: '{text}' is not a number") from None
    return _value(name, value, variable, None).value
