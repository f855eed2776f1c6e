"""What a rule pack is: rules, each a family of phrases with one label, and what explains them.

Named tuples of plain values, so that a compiled pack can be stored by ``marshal`` and read back
in a millisecond.
"""

from __future__ import annotations

from typing import NamedTuple

PLACES = ("sentence_start", "sentence_end")
"""Where in its sentence a hit may be required to stand."""


class Rule(NamedTuple):
    """A family of phrases with one label, and the reason why their wording matters.

    ``id`` is the full id, ``pack.rule``. ``weight`` is the strength of the evidence, 0–1.
    Every sentence of ``examples`` gives a hit of this rule, none of ``counterexamples`` does.
    ``not_before`` and ``not_after`` are phrases that must not stand directly before or after a
    hit. ``zones`` and ``voices``, when not empty, are the only ones in which the rule counts;
    they are for the layer to judge, the matcher does not know them.
    """

    id: str
    label: str
    phrases: tuple[str, ...]
    note: str
    source: str
    weight: float = 1.0
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    at: str | None = None
    zones: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()

    @property
    def pack(self) -> str:
        """The id of the pack that the rule was written in."""
        return self.id.partition(".")[0]


class Pack(NamedTuple):
    """A taxonomy or theme: one TOML file with its rules, those it inherits included.

    ``inherits`` names the packs whose rules it took over by ``extends``.
    """

    id: str
    title: str
    version: str
    description: str
    source: str
    default: bool
    rules: tuple[Rule, ...]
    inherits: tuple[str, ...] = ()


class PackError(ValueError):
    """Packs that cannot be used; ``problems`` holds one message each, with file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
