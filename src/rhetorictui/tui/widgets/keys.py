"""The last line: the keys that matter here, as many as the width allows; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click, Resize


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
        self._shown: list[Key] = []

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            self._say(self.size.width)

    def on_resize(self, event: Resize) -> None:
        self._say(event.size.width)

    def _say(self, width: int) -> None:
        room = width - sum(map(_width, self._always)) - 1
        self._shown = []
        for key in self._keys:
            room -= _width(key)
            if room < 0:
                break
            self._shown.append(key)
        self._shown += self._always
        parts = [(" ", "")]
        for key in self._shown:
            parts += [(key.key, "bold $accent"), (f" {key.word}  ", "")]
        self.update(Content.assemble(*parts))

    async def on_click(self, event: Click) -> None:
        at = event.x - 1
        for key in self._shown:
            if 0 <= at < _width(key) - 2:
                await self.run_action(key.action)
                return
            at -= _width(key)


def _width(key: Key) -> int:
    return len(key.key) + len(key.word) + 3
