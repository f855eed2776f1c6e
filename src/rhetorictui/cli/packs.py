"""`packs`: list, show and check rule packs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from rhetorictui.cli.choices import PackName, chosen_packs
from rhetorictui.cli.group import (
    Commands,
    HelpCommand,
    complete_files,
    nearest,
    nearest_rule,
)
from rhetorictui.cli.options import Inputs, Output, writes
from rhetorictui.cli.session import Session, say
from rhetorictui.cli.settings import Settings
from rhetorictui.packs.lint import Report, check, describe
from rhetorictui.packs.loader import builtin, load
from rhetorictui.packs.model import Pack, PackError, Rule
from rhetorictui.packs.store import load_matcher
from rhetorictui.reading import ReadOptions
from rhetorictui.record import SCHEMA, Record, dumps

if TYPE_CHECKING:
    from rhetorictui.writing.grid import Cell

FOUND_WRONG = 1


@click.group(cls=Commands)
def packs() -> None:
    """List, show and check rule packs.

    A pack is a TOML file of rules; a rule is a family of phrases with one label, a note why its
    wording matters, its source, and examples that must and must not match.

    \b
    Examples:
      rhetorictui packs show persuasion --label Doubt
      rhetorictui packs check mine.toml
    """


@packs.command(
    "list",
    cls=HelpCommand,
    examples="""
    rhetorictui packs list
    rhetorictui packs list mine.toml
    """,
)
@click.argument("names", nargs=-1, type=PackName(), metavar="[PACK]...")
@writes("table", "jsonl", "csv")
@click.pass_obj
def list_packs(settings: Settings, output: Output, names: tuple[str, ...]) -> None:
    """List packs with their size; those marked default are used when none is named."""
    columns = ("pack", "title", "default", "rules", "phrases", "labels", "version")
    with Session(None, output, settings) as session:
        found = _compiled(names or tuple(builtin()))
        if session.format == "jsonl":
            for facts in map(describe, found):
                session.write(dumps({"schema": SCHEMA, "type": "pack", **facts._asdict()}))
            return
        session.show(columns, (_row(pack, session.format) for pack in found))


def _row(pack: Pack, form: str) -> tuple[Cell, ...]:
    # Without ``describe``, whose count of spellings needs a lexicon (1 s).
    phrases = sum(len(rule.phrases) for rule in pack.rules)
    labels = {rule.label for rule in pack.rules}
    default = "yes" if pack.default else ""
    # A table has room for what stands before the colon.
    title = pack.title.partition(":")[0] if form == "table" else pack.title
    return pack.id, title, default, len(pack.rules), phrases, len(labels), pack.version


@packs.command(
    "show",
    cls=HelpCommand,
    examples="""
    rhetorictui packs show persuasion
    rhetorictui packs show persuasion --label Doubt
    rhetorictui packs show persuasion --rule persuasion.so-called
    """,
)
@click.argument("name", type=PackName(), metavar="PACK")
@click.option("--label", metavar="LABEL", help="Only rules with this label.")
@click.option("--rule", metavar="ID", help="One rule, with everything it holds.")
@writes("table", "jsonl", "csv")
@click.pass_obj
def show_pack(
    settings: Settings, output: Output, name: str, label: str | None, rule: str | None
) -> None:
    """Show the rules of PACK: label, phrases, weight, note and source."""
    (pack,) = _compiled((name,))
    rules = [r for r in pack.rules if label is None or r.label.lower() == label.lower()]
    if label is not None and not rules:
        known = {r.label for r in pack.rules}
        raise click.UsageError(f"{pack.id} has no label '{label}'.{nearest(label, known)}")
    if rule is not None:
        rules = [_named(pack, rule)]
    with Session(None, output, settings) as session:
        if session.format == "jsonl":
            session.write_records(map(_rule_record, rules))
        elif rule is not None and session.format == "table":
            session.show(("field", "value"), _fields(rules[0]))
        elif session.format == "table":
            from rhetorictui.writing.rulelist import rule_entry

            for found in rules:
                session.print(rule_entry(_rule_record(found)))
        else:
            session.show(
                ("rule", "label", "weight", "phrases", "note", "source"),
                ((r.id, r.label, r.weight, " · ".join(r.phrases), r.note, r.source) for r in rules),
            )


@packs.command(
    "check",
    cls=HelpCommand,
    examples="""
    rhetorictui packs check
    rhetorictui packs check mine.toml
    rhetorictui packs check persuasion --corpus archive.jsonl.gz
    """,
)
@click.argument("names", nargs=-1, type=PackName(), metavar="[PACK]...")
@click.option(
    "--corpus",
    multiple=True,
    metavar="SOURCE",
    shell_complete=complete_files,
    help="Also count the hits of each rule in these articles.",
)
@writes("table", "jsonl", "csv")
@click.pass_obj
def check_packs(
    settings: Settings, output: Output, names: tuple[str, ...], corpus: tuple[str, ...]
) -> None:
    """Check packs: the form of each rule, and that each example does what it should.

    With --corpus also the hits of each pack per million words, and the rules that never fired
    or fire suspiciously often. Exits with 1 when a check fails, 2 when a pack cannot be read.
    """
    failed = False
    with Session(Inputs(corpus, ReadOptions()), output, settings) as session:
        # Of no article that could be read nothing is to be said.
        texts = [doc.text for doc in session.read()] or None if corpus else None
        records = []
        for pack in _load(names or tuple(builtin())):
            report = check([pack], texts)
            failed = failed or any(f.error for f in report.findings)
            records.append(_check_record(pack, report))
        if session.format == "jsonl":
            session.write_records(records)
        else:
            columns = ["pack", "rules", "labels", "examples", "errors"]
            if corpus:
                columns += ["hits_per_million", "never_fired", "often"]
            session.show(columns, ([_count(r[name]) for name in columns] for r in records))
            for record in records:
                for finding in record["findings"]:
                    kind = "error" if finding["error"] else "note"
                    say(f"{kind}: {finding['rule']}: {finding['message']}")
    if failed:
        raise click.exceptions.Exit(FOUND_WRONG)


def _load(names: tuple[str, ...]) -> tuple[Pack, ...]:
    """The packs, read and checked anew."""
    try:
        return load(chosen_packs(names))
    except PackError as error:
        raise click.UsageError(str(error)) from None


def _compiled(names: tuple[str, ...]) -> tuple[Pack, ...]:
    """The packs as they lie in the cache, which is quick."""
    try:
        return load_matcher(chosen_packs(names)).packs
    except PackError as error:
        raise click.UsageError(str(error)) from None


def _named(pack: Pack, name: str) -> Rule:
    rules = {r.id: r for r in pack.rules}
    full = name if name.startswith(f"{pack.id}.") else f"{pack.id}.{name}"
    if full not in rules:
        raise click.UsageError(f"{pack.id} has no rule '{name}'.{nearest_rule(full, rules)}")
    return rules[full]


def _rule_record(rule: Rule) -> Record:
    return {"schema": SCHEMA, "type": "rule", "pack": rule.pack, **rule._asdict()}


def _fields(rule: Rule) -> Iterator[tuple[str, str]]:
    for name, value in rule._asdict().items():
        if value not in ((), None):
            yield name, "\n".join(value) if isinstance(value, tuple) else str(value)


def _check_record(pack: Pack, report: Report) -> Record:
    facts = describe(pack)
    hits = sum(use.hits for use in report.uses)
    return {
        "schema": SCHEMA,
        "type": "check",
        "pack": pack.id,
        "rules": facts.rules,
        "labels": len(facts.labels),
        "examples": report.examples,
        "errors": sum(f.error for f in report.findings),
        "words": report.words,
        "hits_per_million": round(hits * 1e6 / report.words, 1) if report.words else None,
        "never_fired": [u.rule for u in report.uses if not u.hits],
        "often": [f.rule for f in report.findings if not f.error and "often" in f.message],
        "findings": [f._asdict() for f in report.findings],
        "uses": [u._asdict() for u in report.uses if u.hits],
    }


def _count(value: object) -> str | int | float | None:
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, str | int | float) else None
