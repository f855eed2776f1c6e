"""The last line: the keys that matter here, as many as the width allows; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.events import Resize
from textual.widgets import Static


class Key(NamedTuple):
    """A key as it is shown, the word for what it does, and the action that a click runs."""

    key: str
    word: str
    action: str


class Keys(Static):
    """Shows ``keys`` from the left as far as there is room, and ``always`` at the end."""

    ALLOW_SELECT = False

    def __init__(self, keys: Sequence[Key], always: Sequence[Key]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._always = tuple(always)

    def on_resize(self, event: Resize) -> None:
        shown: list[Key] = []
        room = event.size.width - sum(map(_width, self._always)) - 1
        for key in self._keys:
            room -= _width(key)
            if room >= 0:
                shown.append(key)
        # Markup of this module's own making; nothing here comes from a text.
        self.update(" " + "  ".join(
            f"[@click={key.action}][bold $accent]{key.key}[/] {key.word}[/]"
            for key in (*shown, *self._always)
        ))


def _width(key: Key) -> int:
    return len(key.key) + len(key.word) + 3
