"""`schema`: the wire contract, printed."""

from __future__ import annotations

import sys
from importlib.resources import files

import click

from rhetorictui.cli.group import HelpCommand, nearest


def schema_names() -> list[str]:
    """The record types that have a schema."""
    folder = files("rhetorictui") / "schemas"
    return sorted(
        f.name.removesuffix(".json") for f in folder.iterdir() if f.name.endswith(".json")
    )


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui schema
    rhetorictui schema alignment | jq .properties
    """,
)
@click.argument("kind", metavar="[TYPE]", default="document")
def schema(kind: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a record TYPE; document when none is named.

    `rhetorictui schema list` names the types.
    """
    names = schema_names()
    if kind == "list":
        click.echo("\n".join(names))
        return
    if kind not in names:
        raise click.UsageError(
            f"no record type {kind!r}; there are {', '.join(names)}.{nearest(kind, names)}"
        )
    sys.stdout.buffer.write((files("rhetorictui") / "schemas" / f"{kind}.json").read_bytes())
