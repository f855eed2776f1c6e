"""Phrases that say again what another rule of the same label and conditions says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rhetorictui.packs.model import Rule
from rhetorictui.packs.phrases import EXACT, STAR, Phrase, parse, regex


def shadowed(rules: Iterable[Rule]) -> Iterator[tuple[str, str, str]]:
    """Each such phrase: the id of its rule, the phrase, and what is to be told of it.

    One spelling in common is too many, for one span would be found twice; only within a rule it
    is harmless (``~lie/N`` and ``~lie/V``). A spelling with wildcards has all in common that it
    matches.
    """
    taken: dict[tuple[object, ...], tuple[str, str]] = {}
    open_ones: dict[tuple[object, ...], list[tuple[re.Pattern[str], str, str]]] = {}
    every = list(rules)
    for rule in every:
        for phrase in rule.phrases:
            for key in _spellings(phrase):
                pattern = _open(key)
                if pattern:
                    open_ones.setdefault(_conditions(rule), []).append((pattern, rule.id, phrase))
    for rule in every:
        conditions = _conditions(rule)
        own = (rule.id, "")
        for phrase in rule.phrases:
            keys = [(*conditions, key) for key in _spellings(phrase)]
            clashes = (taken[key] for key in keys if taken.get(key, own)[0] != rule.id)
            clash = next(clashes, None) or next(
                (
                    (other, its)
                    for pattern, other, its in open_ones.get(conditions, ())
                    if other != rule.id and any(_covers(pattern, key[-1]) for key in keys)
                ),
                None,
            )
            if clash:
                other, its = clash
                message = (
                    f"rule {rule.id}: phrase {phrase!r} is shadowed by {its!r} of rule {other},"
                    f" label {rule.label}; keep it in one place"
                )
                yield rule.id, phrase, message
            for key in keys:
                taken.setdefault(key, (rule.id, phrase))


def _conditions(rule: Rule) -> tuple[object, ...]:
    return rule.label, rule.not_before, rule.not_after, rule.at, rule.zones, rule.voices


def _spellings(phrase: str) -> list[Any]:
    """Each spelling with whether it is in quotation marks; of a phrase with gaps its whole form."""
    return [
        key
        for form in parse(phrase)
        for key in ([form] if form.gaps else [(v, form.quoted) for v in form.segments[0]])
    ]


def _open(key: Any) -> re.Pattern[str] | None:
    """What a spelling with wildcards matches; None where another is only the same as itself."""
    if isinstance(key, Phrase) or key[1] or STAR not in key[0] or EXACT in key[0]:
        return None
    return re.compile(regex(Phrase(((key[0],),), (), False)))


def _covers(pattern: re.Pattern[str], key: Any) -> bool:
    if isinstance(key, Phrase) or EXACT in key[0]:
        return False
    return pattern.fullmatch(key[0].replace(STAR, "")) is not None
