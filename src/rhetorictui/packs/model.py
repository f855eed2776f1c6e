"""What a rule pack is: rules, each a family of phrases with one label, and what explains them.

And what it is compiled to. Named tuples of plain values, so that both can be stored by
``marshal`` and read back in a millisecond.
"""

from __future__ import annotations

from typing import NamedTuple

PLACES = ("sentence_start", "sentence_end")
"""Where in its sentence a hit may be required to stand."""
MARKS = ("\ue000", "\ue001", "\ue002")
"""What stands for wildcards and cased words in spelt-out phrases: of the private use area, which no
phrase may contain."""
MARSHAL = 4
"""The version of ``marshal`` that every Python from 3.4 on reads alike."""


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


Literal = tuple[int, int, str]
"""The rule's index, inverted (``~rule``) if in quotation marks only; how far the phrase begins
before the anchor; and the phrase, folded, or one word between EXACT and END."""
Expression = tuple[int, int, int, tuple[int, ...], int]
"""The rule's index, as above; the expression's index; how many spaces at most stand before the
anchor; how far before the anchor the phrase may begin, none where that is open; and on which side
of the anchor another word of the phrase must stand: 1 after it, -1 before it, 0 on neither."""
Entry = tuple[tuple[Literal, ...], tuple[Expression, ...]]


Source = tuple[str, str, tuple[str, ...], str, int]
"""An expression; that of its first segment, if the anchor is in a later one; its case-sensitive
words; the images of words of which one must stand after its first gap, and how many words that
gap may have, nothing where that is open."""


class Tables(NamedTuple):
    """A compiled pack. ``entries[i]``, an ``Entry`` marshalled, belongs to ``anchors[i]``.

    ``conditions[r]`` belongs to rule r: what must not stand before, how
    many words that may be, what must not stand after, and the place in the sentence.
    """

    anchors: list[bytes]
    entries: list[bytes]
    expressions: list[Source]
    conditions: list[tuple[str, int, str, str] | None]


class PackError(ValueError):
    """Packs that cannot be used; ``problems`` holds one message each, with file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
