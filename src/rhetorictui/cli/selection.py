"""Options that the commands on a corpus share: which documents, how many rows; and their checks."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rhetorictui.cli.group import counted, nearest, whole
from rhetorictui.cli.options import Inputs, Output, reads, writes
from rhetorictui.cli.session import Session
from rhetorictui.cli.settings import Settings
from rhetorictui.corpus.selection import ALL, DATE, Selection, listing
from rhetorictui.pipeline import run
from rhetorictui.reading import chunks
from rhetorictui.record import Record, loads

if TYPE_CHECKING:
    from rhetorictui.corpus.grams import Corpus, Vocabulary

F = TypeVar("F", bound=Callable[..., Any])
_SHOWN = 5


class Date(click.ParamType[Any]):
    """A date in ISO 8601: a year, a month, a day or a minute."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        import datetime  # 3 ms, only where a date is given

        text = str(value)
        try:
            if not DATE.fullmatch(text):
                raise ValueError
            datetime.datetime.fromisoformat(text + "0001-01-01"[len(text) :])
        except ValueError:
            self.fail(f"'{value}' is no date; write it as 2031, 2031-03 or 2031-03-05.", param, ctx)
        return text


class Sizes(click.ParamType[Any]):
    """A number of words or a range of them, at most ``most``: ``2`` or ``2-5``."""

    name = "sizes"

    def __init__(self, most: int = 8) -> None:
        self.most = most

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        low, dash, high = str(value).partition("-")
        least = whole(low)
        longest = whole(high) if dash else least
        if not (least and longest and least <= longest <= self.most):
            what = f"write 2 or 2-5, from 1 to {self.most} words, the smaller number first"
            self.fail(f"'{value}' is no length in words; {what}.", param, ctx)
        return least, longest


def selects(function: F) -> F:
    """Give a command ``--outlet``, ``--since`` and ``--until``, as one ``selection``."""

    @wraps(function)
    def command(
        *args: Any, outlet: tuple[str, ...], since: str | None, until: str | None, **rest: Any
    ) -> Any:
        if since and until and since[: len(until)] > until:
            raise click.UsageError(f"--since {since} lies after --until {until}.")
        chosen = Selection(tuple(name.lower() for name in outlet), since, until)
        return function(*args, selection=chosen, **rest)

    wrapped: Any = command
    wrapped = click.option(
        "--until", type=Date(), metavar="DATE", help="Only articles published until then."
    )(wrapped)
    wrapped = click.option(
        "--since",
        type=Date(),
        metavar="DATE",
        help="Only articles published since: 2031, 2031-03 or 2031-03-05.",
    )(wrapped)
    chosen: F = click.option(
        "--outlet", multiple=True, metavar="NAME", help="Only articles of this outlet."
    )(wrapped)
    return chosen


@contextmanager
def selecting(
    inputs: Inputs, output: Output, settings: Settings, selection: Selection
) -> Iterator[Session]:
    """A session that reads what is selected of the inputs, and says why where that is nothing."""
    with Session(inputs, output, settings, selection) as session:
        yield session
        if not session.taken:
            nothing_selected(session, selection)


def tops(what: str, default: int) -> Callable[[F], F]:
    """Give a command ``--top``: how many rows of its list it shows, 0 for all."""
    return click.option(
        "--top",
        "-n",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        metavar="N",
        help=f"{what}; 0 for all.",
    )


def counts(top: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What the commands that count words have in common: ``--top`` (with this help), the options
    of selecting, reading and writing. The command is given the open session and the selection.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def command(
            settings: Settings,
            /,
            *,
            inputs: Inputs,
            output: Output,
            selection: Selection,
            **rest: Any,
        ) -> None:
            with Session(inputs, output, settings) as session:
                function(session, selection, **rest)

        wrapped = selects(reads(writes("table", "jsonl", "csv")(click.pass_obj(command))))
        return tops(top, 50)(wrapped)

    return decorate


def counted_words(
    session: Session, selection: Selection, vocabulary: Vocabulary, **how: bool
) -> tuple[Corpus, Corpus]:
    """The words of the documents selected and, with ``rest``, of the others (see ``Words``).

    Where none was selected, it is said why.
    """
    from rhetorictui.corpus.counting import Words
    from rhetorictui.corpus.grams import gather  # 140 ms, for numpy

    records = session.records(Words(selection, **how))
    found = gather(named_once(session, records), vocabulary)
    if not found[0].documents:
        nothing_selected(session, selection)
    return found


def checked_pattern(word: str, name: str, inputs: Inputs) -> None:
    """Refuse a file where a pattern is expected and no source is named: the pattern was forgotten.

    Raises click.UsageError.
    """
    if inputs.sources == ("-",) and os.path.isfile(word):
        command = click.get_current_context().command_path
        raise click.UsageError(
            f"{word} is a file, and the {name} comes first: {command} {name} {word}"
        )


def checked_group(per: str, known: Iterable[str]) -> None:
    """Refuse what is nearly the name of a known group; anything else may be a field of records.

    Raises click.UsageError with the nearest name.
    """
    known = tuple(known)
    if per not in known and (hint := nearest(per, known, holding=False)):
        raise click.UsageError(f"--per {per}: no such group.{hint}")


def nothing_selected(session: Session, selection: Selection) -> bool:
    """Whether ``selection`` takes none of the inputs; if so, say why, with the nearest names.

    Called where nothing came out. The inputs are read once more, if they are no stream.
    """
    inputs = session.inputs
    if selection == ALL or inputs is None:
        return False
    if "-" in inputs.sources:
        session.note("-", "nothing was found with this choice of outlets and dates")
        return True
    found = chunks(inputs.sources, inputs.options, lambda problem: None)
    outlets: Counter[str] = Counter()
    dates: list[str] = []
    for outcome in run(found, listing, inputs.options, inputs.jobs):
        for line in outcome.data.splitlines():
            record = loads(line)
            if selection.takes_fields(record["outlet"], record["published"]):
                return False
            outlets[record["outlet"] or ""] += 1
            if Selection(selection.outlets).takes_fields(record["outlet"], None):
                dates.append(record["published"] or "")
    if not outlets:
        return False
    if selection.outlets and not dates:
        known = [name for name, _ in outlets.most_common() if name]
        near = "".join(dict.fromkeys(nearest(name, known) for name in selection.outlets))
        if not known:
            near = " None states its outlet."
        elif not near:
            more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
            near = f" There are {', '.join(known[:_SHOWN])}{more}."
        place = "--outlet " + ", ".join(selection.outlets)
        session.note(
            place, f"none of {counted(outlets.total(), 'article')} is of this outlet.{near}"
        )
        return True
    stated = sorted(date for date in dates if date[:4].isdigit())
    run_from = f"they run from {stated[0]} to {stated[-1]}" if stated else "none states a date"
    bounds = {"--since": selection.since, "--until": selection.until}
    place = " ".join(f"{name} {bound}" for name, bound in bounds.items() if bound)
    session.note(place, f"none of {counted(len(dates), 'article')} was published then; {run_from}")
    return True


def named_once(session: Session, records: Iterable[Record], key: str = "id") -> Iterator[Record]:
    """Pass records of documents on; say at the end if some bear the same id."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record[key]] += 1
        yield record
    again = [name for name, count in seen.items() if count > 1]
    if again:
        ids = "id is" if len(again) == 1 else "ids are"
        session.note(
            again[0],
            f"{len(again):,} {ids} borne by more than one article; each of them counts",
        )
