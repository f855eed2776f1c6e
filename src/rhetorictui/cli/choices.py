"""Parameter types that know their names, and the options of framing detection."""

from __future__ import annotations

import os
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from rhetorictui.cli.group import (
    OneOf,
    Share,
    complete_files,
    complete_label,
    nearest,
    nearest_rule,
    starting,
)
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
        given = value if isinstance(value, list | tuple) else str(value).split(",")
        names = [name.strip() for name in given]
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
        if value not in builtin() and value != "all" and not os.path.isfile(value):
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


def background_table(name: str, hint: str = "--background") -> Background:
    """The background table of that name or file; click.BadParameter when it cannot be read."""
    from rhetorictui.tasks import table

    try:
        return table(name)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise click.BadParameter(
            f"{name}: {reason}. Use news, or a file made by `background build`.",
            param_hint=f"'{hint}'",
        ) from None


def chosen_packs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Pack names with ``all`` written out; paths made absolute, for workers and caches."""
    if "all" in names:
        names = (*builtin(), *(n for n in names if n != "all"))
    known = builtin()
    return tuple(dict.fromkeys(n if n in known else os.path.realpath(n) for n in names))


_OPTIONS = {
    "pack": click.option(
        "--pack",
        "-p",
        multiple=True,
        type=PackName(),
        metavar="NAME|FILE",
        help="Rule packs to use; `all` for every built-in one. None given: the default packs.",
    ),
    "label": click.option(
        "--label",
        multiple=True,
        metavar="LABEL",
        shell_complete=complete_label,
        help="Only findings with this label.",
    ),
    "exclude": click.option(
        "--exclude", multiple=True, metavar="RULE|LABEL|PHRASE", help="Never report this."
    ),
    "allow": click.option(
        "--allow", multiple=True, metavar="PHRASE", help="A phrase that is fine here."
    ),
    "min_weight": click.option(
        "--min-weight",
        type=Share(),
        default=0.0,
        metavar="W",
        help="Only rules of at least this weight, 0 to 1.",
    ),
    "voice": click.option(
        "--voice",
        multiple=True,
        type=OneOf(VOICES),
        help="Only findings in this voice; narrator is the outlet's own.",
    ),
    "model": click.option(
        "--model",
        metavar="FILE",
        shell_complete=complete_files,
        help="A model of `train`, in place of the default packs (beside those of --pack).",
    ),
    "nested": click.option(
        "--nested", is_flag=True, help="Report findings within a longer one of their label, too."
    ),
}
"""The options of framing detection, in the order of the fields of FrameSettings."""


def frame_options(*without: str) -> Callable[[F], F]:
    """Give a command the options of framing detection, but for those it has of its own or that
    make no sense there, as one ``frame_settings``. They are as typed: it uses them ``checked``.
    """
    fields = {
        name: field
        for name, field in zip(_OPTIONS, FrameSettings._fields, strict=True)
        if name not in without
    }

    def decorate(function: F) -> F:
        @wraps(function)
        def command(*args: Any, **values: Any) -> Any:
            settings = FrameSettings(**{field: values.pop(name) for name, field in fields.items()})
            return function(*args, frame_settings=settings, **values)

        wrapped: Any = command
        for name in reversed(fields):
            wrapped = _OPTIONS[name](wrapped)
        decorated: F = wrapped
        return decorated

    return decorate


def checked(settings: FrameSettings) -> FrameSettings:
    """``settings`` as the layers take them: packs and model found, labels as those spell them.

    Raises click.UsageError for a pack or model that cannot be used and for a label that they do
    not have; says which names to exclude or allow they do not have.
    """
    packs = chosen_packs(settings.packs)
    model = os.path.realpath(settings.model) if settings.model else None
    settings = settings._replace(packs=packs, model=model)
    if model or settings.labels or not set(packs) <= set(builtin()):
        try:
            # Compiled here, so that the mistakes of a pack show before any work.
            known = labels_of(settings)
        except PackError as error:
            raise click.UsageError(str(error)) from None
        labels = tuple(_label(name, known) for name in settings.labels)
        settings = settings._replace(labels=labels)
    if not model:
        _note_unknown(settings)
    return settings


def refuse_unused(settings: FrameSettings, why: str) -> None:
    """A usage error that says ``why`` where one of the ``settings`` was typed in vain."""
    source = click.get_current_context().get_parameter_source
    for name, value, default in zip(_OPTIONS, settings, FrameSettings(), strict=True):
        if value != default and source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} {why}")


def labels_of(settings: FrameSettings) -> set[str]:
    """The labels that the packs and the model of ``checked`` settings can give."""
    from rhetorictui.layers.repetition import LABEL

    known = set(_model_labels(settings.model) if settings.model else ())
    if settings.packs or not settings.model:
        known |= {rule.label for rule in matcher_for(settings.packs).rules} | {LABEL}
    return known


@cache
def _model_labels(path: str) -> frozenset[str]:
    """The labels of a learned model; a usage error where it cannot be used."""
    # 2 s with skops, only with --model; the worker processes then find it ready where they fork.
    from rhetorictui.layers.modelfile import ModelError, load

    try:
        model = load(path)
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
    return frozenset(label.label for label in model.labels)


def _note_unknown(settings: FrameSettings) -> None:
    """Say which of the names to exclude or allow the packs do not have."""
    if not (settings.exclude or settings.allow):
        return
    from rhetorictui.layers.repetition import ANAPHORA, PHRASE

    matcher = matcher_for(settings.packs)
    ids = {rule.id for rule in matcher.rules} | {PHRASE, ANAPHORA}
    labels = labels_of(settings)
    lower = {label.lower() for label in labels}

    def names_rules(name: str) -> bool:
        return name.lower() in lower or any(fnmatchcase(rule, name) for rule in ids)

    def is_phrase(name: str) -> bool:
        prose = Prose(name.strip())
        return any(span[:2] == (0, len(prose.text)) for span in matcher.spans(prose))

    for name in settings.exclude:
        if not (names_rules(name) or is_phrase(name)):
            near = nearest(name, labels) or nearest_rule(name, ids)
            _note("exclude", name, f"no rule, label or phrase of the packs.{near}")
    for name in settings.allow:
        if not is_phrase(name):
            hint = " Rules and labels are left out by --exclude." if names_rules(name) else ""
            _note(
                "allow", name, f"no phrase of the packs; at most its repetition is allowed.{hint}"
            )


def _note(option: str, name: str, what: str) -> None:
    say(f"rhetorictui: --{option} {name}: note: {what}")


def checked_label(name: str, settings: FrameSettings, option: str) -> str:
    """``name`` as the packs or the model chosen spell it; click.BadParameter with the nearest."""
    return _label(name, labels_of(settings), option)


def _label(name: str, known: set[str], option: str = "--label") -> str:
    exact = {label.lower(): label for label in known}
    if name.lower() not in exact:
        raise click.BadParameter(
            f"no label '{name}' in the packs or the model chosen.{nearest(name, known)} "
            "List them with `rhetorictui packs show PACK`.",
            param_hint=f"'{option}'",
        )
    return exact[name.lower()]
