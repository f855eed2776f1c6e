"""`schema`: the wire contract, printed."""

from __future__ import annotations

from importlib.resources import files

import click

from rhetorictui.cli.group import HelpCommand, nearest, starting
from rhetorictui.cli.session import stdout


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
@click.argument(
    "kind",
    metavar="[TYPE]",
    default="document",
    shell_complete=lambda ctx, param, text: starting((*schema_names(), "list"), text),
)
def schema(kind: str) -> None:
    """Print the JSON Schema (draft 2020-12) of a record TYPE; document when none is named.

    `rhetorictui schema list` names the types.
    """
    names = schema_names()
    if kind == "list":
        stdout().write(("\n".join(names) + "\n").encode())
        return
    if kind not in names:
        raise click.UsageError(
            f"no record type '{kind}'; there are {', '.join(names)}.{nearest(kind, names)}"
        )
    stdout().write((files("rhetorictui") / "schemas" / f"{kind}.json").read_bytes())
