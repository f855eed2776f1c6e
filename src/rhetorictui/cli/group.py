"""The command group: commands are imported when they are run, not when they are listed.

`--help` names eighteen commands; importing them all would cost half a second, so the one-line
summaries stand here and each module is imported only for its own command.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

STDOUT = "standard output"
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, *([errno.EDQUOT] if hasattr(errno, "EDQUOT") else ())}


class PipeClosed(Exception):
    """Whoever read the output has gone. No OSError: click would end that one with 1."""


class WriteError(click.ClickException):
    """The output cannot be written: what, where and why, without the usage of the command."""

    exit_code = 2

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"cannot write to {place}: {reason}")


@contextmanager
def writing(place: str = STDOUT) -> Iterator[None]:
    """Turn what can go wrong in writing into PipeClosed or WriteError."""
    try:
        yield
    except BrokenPipeError:
        raise PipeClosed from None
    except OSError as error:
        raise WriteError(place, error.strerror or str(error)) from None


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

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with _ending():
            try:
                return super().make_context(*args, **more)
            except click.NoSuchOption as error:
                if error.possibilities:
                    raise
                what = f"No such option '{error.option_name}' before a command"
                hint = "options of a command stand after its name"
                raise click.UsageError(f"{what}; {hint}.", error.ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        with _ending():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            raise click.UsageError(f"no command '{name}'.{nearest(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry.summary) for name, entry in entries.items()])


@contextmanager
def _ending() -> Iterator[None]:
    """Let no closed pipe and no full disk through that click would answer itself."""
    try:
        yield
    except BrokenPipeError:
        raise PipeClosed from None
    except OSError as error:
        if error.filename is None and error.errno in _NO_ROOM:
            raise WriteError(STDOUT, error.strerror or str(error)) from None
        raise


def _with_origin(error: click.BadParameter, ctx: click.Context) -> click.BadParameter:
    """``error``, and which file or variable set the value where it was not given as an option."""
    hint = error.param_hint if isinstance(error.param_hint, str) else ""
    name = (error.param.name if error.param else hint.strip("'-").replace("-", "_")) or ""
    source = ctx.get_parameter_source(name)
    origin = ""
    if source is ParameterSource.DEFAULT_MAP:
        origin = ctx.obj.origin(ctx.command_path.split()[1], name)
    elif source is ParameterSource.ENVIRONMENT:
        origin = f"{ctx.auto_envvar_prefix}_{name.upper()}"
    if origin:
        vars(error)["message"] = f"{error.message.rstrip('.')} (set by {origin})."
    return error


_EVERYWHERE = frozenset(
    "format color jobs encoding input_format "
    "text_field id_field title_field date_field outlet_field byline_field".split()
)


class Commands(click.Group):
    """A group whose help gives the first sentence on each command whole. Settings of how to read
    and write hold for its commands, too."""

    def invoke(self, ctx: click.Context) -> Any:
        shared = {k: v for k, v in (ctx.default_map or {}).items() if k in _EVERYWHERE}
        ctx.default_map = dict.fromkeys(self.commands, shared)
        return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name, command in self.commands.items():
            first = " ".join((command.help or "").partition("\n\n")[0].split())
            rows.append((name, first.partition(". ")[0].rstrip(".") + "."))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def closest(word: str, known: Iterable[str], *, holding: bool = True) -> list[str]:
    """The known names nearest to ``word``, at most three; where some are nearly it, those only.

    With ``holding``, where none is near, those that hold it: Loaded_Language for ``loaded``.
    """
    from difflib import get_close_matches  # 2 ms, and only when something is wrong.

    lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), lower, n=3, cutoff=0.85) or get_close_matches(
        word.lower(), lower, n=3, cutoff=0.6
    )
    if holding and not found and len(word) > 2:
        found = [name for name in lower if word.lower() in name][:3]
    return [lower[name] for name in found]


def meant(names: Iterable[str]) -> str:
    """`` Did you mean …?`` with these names, or the empty string where there are none."""
    found = " or ".join(names)
    return f" Did you mean {found}?" if found else ""


def nearest(word: str, known: Iterable[str], *, holding: bool = True) -> str:
    """`` Did you mean …?`` with the names that are ``closest``, or the empty string."""
    return meant(closest(word, known, holding=holding))


def nearest_rule(name: str, ids: Iterable[str]) -> str:
    """`` Did you mean …?`` with the ids of rules nearest to ``name``, which may leave out the pack.

    The pack's name, which all its rules share, does not make them alike.
    """
    ids = list(ids)
    pack, _, own = name.rpartition(".")
    parts = {i.partition(".")[2]: i for i in ids if not pack or i.startswith(f"{pack}.")}
    return meant(parts[part] for part in closest(own, parts)) or nearest(name, ids)


def whole(text: str) -> int | None:
    """The number that up to nine digits write; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


class OneOf(click.Choice[str]):
    """A choice that offers the nearest name for one it does not have."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            # One form of quotes everywhere: control characters are made visible later.
            message = error.message.replace(repr(value), f"'{value}'", 1)
            self.fail(message + nearest(str(value), self.choices), param, ctx)


class Share(click.FloatRange):
    """A number from 0 to 1; NaN, which is neither below nor above them, is none."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if not 0 <= number <= 1:
            self.fail(f"{value} is not in the range 0<=x<=1.", param, ctx)
        return number


class Listed(click.types.StringParamType):
    """A string of several, which a variable of the environment separates by commas as settings
    are: names of outlets and paths hold spaces."""

    def split_envvar_value(self, rv: str) -> list[str]:
        return [name.strip() for name in rv.split(",") if name.strip()]


def starting(names: Iterable[str], incomplete: str) -> list[str]:
    """What a shell may complete ``incomplete`` to, in any case."""
    return [name for name in names if name.lower().startswith(incomplete.lower())]


def complete_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """For a shell: files and folders, as it completes them itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_label(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """For a shell: the labels of the packs named so far, else of the default packs."""
    from rhetorictui.cli.choices import chosen_packs  # 60 ms with packs, only for a shell that asks
    from rhetorictui.layers import matcher_for
    from rhetorictui.packs.model import PackError

    try:
        rules = matcher_for(chosen_packs(ctx.params.get("pack") or ())).rules
    except PackError:
        return []
    return starting(sorted({rule.label for rule in rules}), incomplete)


def counted(count: int, one: str, many: str = "") -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


_SECTION_OF = {
    **dict.fromkeys(("listed_in", *_EVERYWHERE), "Input"),
    **dict.fromkeys(("format", "color", "output_path"), "Output"),
}


class HelpCommand(click.Command):
    """A command whose help shows its examples before its options, and whose complaints say where
    a wrong value was set."""

    def __init__(self, *args: Any, examples: str = "", **attrs: Any) -> None:
        self.examples = examples
        super().__init__(*args, **attrs)
        for param in self.params:
            if param.multiple and param.type is click.STRING:
                param.type = Listed()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            root = ctx.find_root()
            name = error.option_name
            if any(name in param.opts for param in root.command.params):
                there = f"{root.info_name} {name} {ctx.info_name} …"
                raise click.UsageError(f"{name} stands before the command: {there}", ctx) from None
            raise
        except click.BadParameter as error:
            raise _with_origin(error, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        if fault := getattr(ctx.obj, "fault", None):
            raise fault
        try:
            return super().invoke(ctx)
        except click.BadParameter as error:
            raise _with_origin(error, ctx) from None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What only this command has comes first; how to read and to write is alike in all."""
        rows: dict[str, list[tuple[str, str]]] = {"Options": [], "Input": [], "Output": []}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                rows[_SECTION_OF.get(param.name or "", "Options")].append(record)
        for title, found in rows.items():
            if found:
                with formatter.section(title):
                    formatter.write_dl(found)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples.strip().splitlines():
                    formatter.write(f"  {line.strip()}\n" if line.strip() else "\n")
