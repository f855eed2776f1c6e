"""`completion`: the script that teaches a shell to complete commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from rhetorictui.cli.group import HelpCommand, OneOf
from rhetorictui.cli.session import stdout


@click.command(
    cls=HelpCommand,
    examples="""
    rhetorictui completion bash >> ~/.bashrc
    rhetorictui completion zsh >> ~/.zshrc
    rhetorictui completion fish > ~/.config/fish/completions/rhetorictui.fish
    """,
)
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of SHELL."""
    kind = get_completion_class(shell)
    assert kind is not None
    for name in ("rhetorictui", "rhet"):
        script = kind(ctx.find_root().command, {}, name, "_RHETORICTUI_COMPLETE")
        stdout().write(f"{script.source()}\n".encode())
