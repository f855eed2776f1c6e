"""One speaker of an article."""

from __future__ import annotations


class Speaker:
    """One speaker of an article.

    ``kind``: "person" (named), "organisation" (named body, state, publication or document),
    "unnamed" (a person without a name), "collective" (a group without a name) or "unknown".
    ``role`` is the words of the fullest introduction, or None; ``pronoun`` "he" or "she" once the
    article has called the speaker so, "" where its titles tell neither; ``at`` where the text
    mentioned it last.
    """

    __slots__ = ("aliases", "at", "kind", "name", "nouns", "pronoun", "role")

    def __init__(self, name: str, kind: str = "person", role: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.role = role
        self.aliases: set[str] = set()
        self.nouns: set[str] = set()
        self.at = 0
        self.pronoun: str | None = None
