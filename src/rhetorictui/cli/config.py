"""`config`: each setting, its value, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

import click

from rhetorictui.cli.group import Commands, HelpCommand
from rhetorictui.cli.options import Output, writes
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import KNOWN, Settings
from rhetorictui.record import SCHEMA


@click.group(cls=Commands)
def config() -> None:
    """Show each setting and where it comes from.

    \b
    Precedence: flag, RHETORICTUI_* in the environment, project file
    (rhetorictui.toml, or [tool.rhetorictui] in pyproject.toml, in this folder
    or one above), user file (config.toml in the user's configuration folder),
    default. A setting is an option's long name; a table [frames] holds for
    that command alone, and takes all of its options.

    \b
    Examples:
      rhetorictui config show
    """


@config.command(
    cls=HelpCommand,
    examples="""
    rhetorictui config show
    RHETORICTUI_PACK=stance rhetorictui config show
    """,
)
@writes("table", "jsonl", "csv")
@click.pass_obj
def show(settings: Settings, output: Output) -> None:
    """List every setting with its value and origin, the winner of each first."""
    with Session(None, output, settings) as session:
        records = [
            {
                "schema": SCHEMA,
                "type": "setting",
                "name": name,
                "command": command,
                "value": value,
                "origin": origin,
            }
            for name, command, value, origin in _effective(settings)
        ]
        if session.format == "jsonl":
            session.write_records(records)
            return
        session.show(
            ("setting", "command", "value", "from"),
            (
                (name, command, _text(value), origin)
                for name, command, value, origin in _effective(settings)
            ),
        )


def _effective(settings: Settings) -> Iterator[tuple[str, str | None, object, str]]:
    for name, known in KNOWN.items():
        given = {v.command: v for v in settings.values if v.name == name}
        shared = given.pop(None, None)
        if shared is not None:
            yield name, None, shared.value, shared.origin
        else:
            yield name, None, known.default, "default"
        for command, value in given.items():
            yield name, command, value.value, value.origin
    for value in settings.values:
        if value.name not in KNOWN:
            yield value.name, value.command, value.value, value.origin


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return None if value is None else str(value)
