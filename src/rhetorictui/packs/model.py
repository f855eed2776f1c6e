"""What a rule pack is: rules, each a family of phrases with one label, and what explains them.

And what it is compiled to. Named tuples of plain values, so that both can be stored by
``marshal`` and read back in a millisecond.
"""

from __future__ import annotations

import marshal
from typing import Any, NamedTuple

PLACES = ("sentence_start", "sentence_end")
"""Where in its sentence a hit may be required to stand."""
REACHES = ("noun", "sentence")
"""How far beyond the words of its rule a finding may reach."""
MARKS = ("\ue000", "\ue001", "\ue002")
"""What stands for wildcards and cased words in spelt-out phrases: of the private use area, which no
phrase may contain."""
_PLAIN, _SHARING = 2, 4
"""Versions of ``marshal`` that every Python from 3.4 on reads alike: one that writes each value as
it stands, and one that writes once what it meets again."""


class Rule(NamedTuple):
    """A family of phrases with one label, and the reason why their wording matters.

    ``id`` is the full id, ``pack.rule``. ``weight`` is the strength of the evidence, 0–1.
    Every sentence of ``examples`` gives a hit of this rule, none of ``counterexamples`` does.
    ``not_before`` and ``not_after`` are phrases that must not stand directly before or after a
    hit. ``zones`` and ``voices``, when not empty, are the only ones in which the rule counts;
    they are for the layer to judge, the matcher does not know them. Nor does it know ``reach``,
    which says how far a finding goes beyond its hit: over the noun that it judges or that its last
    word opens, with the adjectives and adverbs before, or to the end of its sentence. ``judging``
    are the words in lower case, of those that end its phrases, that can judge a noun, divided by
    spaces (one string is read from the cache in no time); empty but where ``reach`` is "noun".
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
    reach: str | None = None
    judging: str = ""

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


Entry = tuple[str | tuple[int | str, ...], ...]
"""What an anchor belongs to, flat, for ``marshal`` takes its time by the value: three items for
each place, its name, then literals, then expressions.

The place is "" for phrases that ask for nothing else next to the anchor, "+" and words of the
image for those before one of which the anchor must stand, "-" and words for those after. A
literal is two items: the rule's index, inverted (``~rule``) if in quotation marks only, ``<< 16``
with how far the phrase begins before the anchor; and the phrase, folded, or CASED and a cased
word. An expression is one: its index ``<< 16`` with one more than how far it begins before the
anchor, 0 where that is open."""
CASED = "\n"

Source = tuple[int, str, tuple[bytes, ...], tuple[str, ...], tuple[bytes, ...], int, int]
"""The rule's index, as above; an expression; the images of words of which one must stand at its
beginning, none where that is open or the anchor knows it; its case-sensitive words; the images of
words of which one must stand beyond the gap next to the anchor's segment, none where that is open;
how many spaces at most stand between the anchor and them, negative where they are before it; and
how many may stand before the anchor."""
Condition = tuple[str, tuple[bytes, ...], int, str, tuple[bytes, ...], str]
"""An expression of what must not stand before a hit, the images of words of which one is then
directly before it (none where that is open), and how many words it may have; an expression of
what must not stand after, and of words of which one is then directly after it; and where in its
sentence the hit must stand. Each is empty where there is no such condition."""


class Tables(NamedTuple):
    """A compiled pack.

    The anchors lie in groups by the rarest whole word of each, an empty one where it has none:
    ``words``, divided by line feeds, have theirs in ``groups``, one behind the other, which end
    at ``ends`` (32 bits each, little end first). What is marshalled there is the anchors, divided
    by line feeds, and a list of their entries, each marshalled in turn (``Entry``). So are
    ``expressions`` (``Source``). ``conditions[r]`` belongs to rule r.
    """

    groups: bytes | memoryview
    words: bytes
    ends: bytes
    expressions: list[bytes]
    conditions: list[Condition | None]


class PackError(ValueError):
    """Packs that cannot be used; ``problems`` holds one message each, with file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def dumps(value: Any) -> bytes:
    """``value``, which is plain through and through, for ``marshal.loads``.

    Equal values give equal bytes. ``marshal`` alone would share what has several references, or is
    interned, at the moment, which depends on all else that the process has done. So it gets a copy
    that nothing else refers to, and in which equal strings are one.
    """
    return marshal.dumps(_apart(marshal.loads(marshal.dumps(value, _PLAIN)), {}), _SHARING)


def _apart(value: Any, seen: dict[str | bytes, str | bytes]) -> Any:
    if isinstance(value, str | bytes):
        return seen.setdefault(value, value)
    if isinstance(value, tuple | list):
        return type(value)(_apart(item, seen) for item in value)
    return value
