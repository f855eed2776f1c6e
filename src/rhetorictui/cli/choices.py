"""Parameter types that know their names, and the options of framing detection."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rhetorictui.cli.group import OneOf, complete_label, nearest, nearest_rule, starting
from rhetorictui.cli.session import say
from rhetorictui.document import VOICES
from rhetorictui.language import Prose
from rhetorictui.layers import LAYERS, FrameSettings, matcher_for
from rhetorictui.packs.loader import builtin
from rhetorictui.packs.model import PackError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from rhetorictui.corpus.background import Background

F = TypeVar("F", bound=Callable[..., Any])


class LayerList(click.ParamType[Any]):
    """Layer names separated by commas."""

    name = "layers"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        names = value if isinstance(value, list | tuple) else str(value).split(",")
        known = (*LAYERS, "keywords")
        for name in names:
            if name not in known:
                self.fail(
                    f"no layer '{name}'; there are {', '.join(known)}.{nearest(name, known)}",
                    param,
                    ctx,
                )
        return tuple(names)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        done, comma, last = incomplete.rpartition(",")
        names = starting((*LAYERS, "keywords"), last)
        return [CompletionItem(f"{done}{comma}{name}") for name in names]


class PackName(click.ParamType[Any]):
    """The name of a built-in pack, or the path of a pack file."""

    name = "pack"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in builtin() and value != "all" and not Path(value).is_file():
            known = builtin()
            self.fail(
                f"no pack '{value}', and no file of that name; built in are "
                f"{', '.join(known)}.{nearest(value, known)}",
                param,
                ctx,
            )
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        # Files come first: in bash they take away what was offered before them.
        names = starting((*builtin(), "all"), incomplete)
        return [CompletionItem(incomplete, type="file"), *map(CompletionItem, names)]


class NgramRange(click.ParamType[Any]):
    """``1-3``: from one to three words; ``2`` is two words exactly."""

    name = "range"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        low, dash, high = str(value).partition("-")
        numeric = low.isdecimal() and (high.isdecimal() or not dash)
        shortest, longest = (int(low), int(high or low)) if numeric else (0, 0)
        if not 1 <= shortest <= longest <= 5:
            self.fail(
                f"'{value}' is no range of lengths; write 1-3, or 2 (1 to 5 words).", param, ctx
            )
        return shortest, longest


def background_table(name: str) -> Background:
    """The background table of that name or file; click.BadParameter when it cannot be read."""
    from rhetorictui.tasks import table

    try:
        return table(name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise click.BadParameter(
            f"{name}: {reason}. Use news, none, or a file made by `background build`.",
            param_hint="'--background'",
        ) from None


def chosen_packs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Pack names with ``all`` written out; paths made absolute, for workers and caches."""
    if "all" in names:
        names = (*builtin(), *(n for n in names if n != "all"))
    known = builtin()
    return tuple(dict.fromkeys(n if n in known else str(Path(n).resolve()) for n in names))


def frame_options(function: F) -> F:
    """Give a command the options of framing detection, as one ``frame_settings``."""

    @wraps(function)
    def command(
        *args: Any,
        pack: tuple[str, ...],
        label: tuple[str, ...],
        exclude: tuple[str, ...],
        allow: tuple[str, ...],
        min_weight: float,
        voice: tuple[str, ...],
        model: str | None,
        nested: bool,
        **rest: Any,
    ) -> Any:
        packs = chosen_packs(pack)
        known = _model_labels(model) if model else set()
        own_packs = not set(packs) <= set(builtin())
        if own_packs or (label and (packs or not model)):
            try:
                # Compiled here, so that the mistakes of a pack show before any work.
                known |= {rule.label for rule in matcher_for(packs).rules}
            except PackError as error:
                raise click.UsageError(str(error)) from None
        names = tuple(_label(name, known) for name in label)
        path = str(Path(model).resolve()) if model else None
        if not model:
            _note_unknown(exclude, packs)
        settings = FrameSettings(packs, names, exclude, allow, min_weight, voice, path, nested)
        return function(*args, frame_settings=settings, **rest)

    wrapped: Any = command
    wrapped = click.option(
        "--nested", is_flag=True, help="Report findings within a longer one of their label, too."
    )(wrapped)
    wrapped = click.option(
        "--model",
        metavar="FILE",
        help="A model of `train`, in place of the default packs (beside those of --pack).",
    )(wrapped)
    wrapped = click.option(
        "--voice",
        multiple=True,
        type=OneOf(VOICES),
        help="Only findings in this voice; narrator is the outlet's own.",
    )(wrapped)
    wrapped = click.option(
        "--min-weight",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="W",
        help="Only rules of at least this weight, 0 to 1.",
    )(wrapped)
    wrapped = click.option(
        "--allow", multiple=True, metavar="PHRASE", help="A phrase that is fine here."
    )(wrapped)
    wrapped = click.option(
        "--exclude", multiple=True, metavar="RULE|LABEL|PHRASE", help="Never report this."
    )(wrapped)
    wrapped = click.option(
        "--label",
        multiple=True,
        metavar="LABEL",
        shell_complete=complete_label,
        help="Only findings with this label.",
    )(wrapped)
    chosen: F = click.option(
        "--pack",
        "-p",
        multiple=True,
        type=PackName(),
        metavar="NAME|FILE",
        help="Rule packs to use; `all` for every built-in one. None given: the default packs.",
    )(wrapped)
    return chosen


def _model_labels(path: str) -> set[str]:
    """The labels of a learned model; a usage error where it cannot be used."""
    # 2 s with skops, only with --model; the worker processes then find it ready where they fork.
    from rhetorictui.layers.modelfile import ModelError, load

    try:
        model = load(str(Path(path).resolve()))
    except ModelError as error:
        raise click.UsageError(f"--model {error}.") from None
    here = {pack.id: pack.version for pack in matcher_for(tuple(builtin())).packs}
    if missing := sorted(set(model.packs) - set(here)):
        raise click.UsageError(
            f"--model {path}: it needs packs that this version does not have: "
            f"{', '.join(missing)}; train it again."
        )
    changed = [name for name, version in model.packs.items() if here[name] != version]
    if changed:
        say(
            f"rhetorictui: {path}: note: trained with other versions of {', '.join(changed)}; "
            "train it again for the best results"
        )
    return {label.label for label in model.labels}


def _note_unknown(excluded: tuple[str, ...], packs: tuple[str, ...]) -> None:
    """Say which of the names to exclude are no rule, label or phrase of the packs."""
    if not excluded:
        return
    from rhetorictui.layers.repetition import ANAPHORA, LABEL, PHRASE

    matcher = matcher_for(packs)
    ids = {rule.id for rule in matcher.rules} | {PHRASE, ANAPHORA}
    labels = {rule.label for rule in matcher.rules} | {LABEL}
    for name in excluded:
        if (
            any(fnmatchcase(rule, name) for rule in ids)
            or name.lower() in {label.lower() for label in labels}
            or matcher.spans(Prose(name))
        ):
            continue
        near = nearest(name, labels) or nearest_rule(name, ids)
        say(f"rhetorictui: --exclude {name}: note: no rule, label or phrase of the packs.{near}")


def checked_label(name: str, settings: FrameSettings, option: str) -> str:
    """``name`` as the packs or the model chosen spell it; click.BadParameter with the nearest."""
    known = _model_labels(settings.model) if settings.model else set()
    if settings.packs or not settings.model:
        known |= {rule.label for rule in matcher_for(settings.packs).rules} | {"Repetition"}
    return _label(name, known, option)


def _label(name: str, known: set[str], option: str = "--label") -> str:
    exact = {label.lower(): label for label in known}
    if name.lower() not in exact:
        raise click.BadParameter(
            f"no label '{name}' in the packs or the model chosen.{nearest(name, known)} "
            "List them with `rhetorictui packs show PACK`.",
            param_hint=f"'{option}'",
        )
    return exact[name.lower()]
