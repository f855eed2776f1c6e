"""The command group: commands are imported when they are run, not when they are listed.

`--help` names eighteen commands; importing them all would cost half a second, so the one-line
summaries stand here and each module is imported only for its own command.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click


class Entry(NamedTuple):
    """Where a command lives and the line that the overview shows for it."""

    where: str
    summary: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "One article at a time": {
        "read": Entry("read:read", "Print the document records: text, title, dates, zones."),
        "keywords": Entry("keywords:keywords", "What each article, or the whole set, is about."),
        "frames": Entry("frames:frames", "Loaded and framing wording, with voice and reason."),
        "quotes": Entry("quotes:quotes", "Who speaks, how introduced, and how much."),
        "annotate": Entry("annotate:annotate", "All layers into document records (pipelines)."),
        "browse": Entry("browse:browse", "Read in the terminal with annotations highlighted."),
    },
    "Articles beside each other": {
        "diff": Entry("diff:diff", "Two articles side by side: shared, changed, moved, missing."),
    },
    "A corpus": {
        "search": Entry("search:search", "The articles that say most about a query."),
        "keyness": Entry("keyness:keyness", "Which words mark one set against another."),
        "ngrams": Entry("ngrams:ngrams", "What is said again and again."),
        "collocates": Entry("collocates:collocates", "The company that a word keeps."),
        "cluster": Entry("cluster:cluster", "Stories: which articles are on one event."),
        "topics": Entry("topics:topics", "The themes of a set of articles."),
        "stats": Entry("stats:stats", "Length, variety, quotation and findings, also over time."),
        "kwic": Entry("kwic:kwic", "A word or phrase in its contexts, line by line."),
    },
    "Setting up": {
        "packs": Entry("packs:packs", "List, show and check rule packs."),
        "train": Entry("train:train", "Learn your own labels from coded articles."),
        "background": Entry("background:background", "Build and show background tables."),
        "config": Entry("config:config", "Show each setting and where it comes from."),
        "schema": Entry("schema:schema", "Print the JSON Schema of a record type."),
        "completion": Entry("completion:completion", "Print the completion script of a shell."),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class LazyGroup(click.Group):
    """A group that imports ``rhetorictui.cli.<module>`` when its command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.where.partition(":")
        command = getattr(import_module(f"rhetorictui.cli.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise click.UsageError(f"no command {name!r}.{nearest(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.summary) for name, entry in entries.items()])


def nearest(word: str, known: object) -> str:
    """`` Did you mean …?`` with the known names nearest to ``word``, or the empty string."""
    from difflib import get_close_matches  # 2 ms, and only when something is wrong.

    names = [str(name) for name in known] if isinstance(known, dict | list | tuple | set) else []
    lower = {name.lower(): name for name in names}
    found = [lower[m] for m in get_close_matches(word.lower(), lower, n=3, cutoff=0.6)]
    return f" Did you mean {' or '.join(found)}?" if found else ""


class HelpCommand(click.Command):
    """A command whose help shows its examples before its options."""

    def __init__(self, *args: Any, examples: str = "", **attrs: Any) -> None:
        self.examples = examples
        super().__init__(*args, **attrs)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples.strip().splitlines():
                    formatter.write(f"  {line.strip()}\n" if line.strip() else "\n")
