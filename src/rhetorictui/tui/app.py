"""The browser: a library, its screens, and the keys that work everywhere."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message

from rhetorictui.tui.screens.reading import Reading
from rhetorictui.tui.themes import DARK, LIGHT, THEMES
from rhetorictui.tui.widgets.articles import Articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from rhetorictui.reading import Problem
    from rhetorictui.tui.library import Library

_ENDS = ("SIGTERM", "SIGHUP")
"""Signals that end the session in order: what was kept by hand is not to be lost."""
_OFTEN = 0.1
"""Seconds between looks at what the reading thread has brought."""


class Browser(App[None]):
    """Browses a library."""

    TITLE = "rhetorictui"
    CSS_PATH = "browse.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "Help"),
        Binding("e", "problems", "What could not be read"),
        Binding("t", "dark_or_light", "Dark or light"),
        Binding("ctrl+z", "suspend_process", show=False),
        Binding("q", "quit", "Quit"),
    ]

    class Annotated(Message):
        """The document at ``place`` has been annotated."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, library: Library, theme: str, first: str = "") -> None:
        """``first`` names the article to open, see ``seek.wanted``."""
        super().__init__()
        self.library = library
        self._reading = Reading(library, self._begin_reading, first)
        self._told = 0
        for made in THEMES:
            self.register_theme(made)
        if self.get_theme(theme) is None:
            near = get_close_matches(theme, self.available_themes, 1)
            hint = f"did you mean {near[0]}?" if near else ", ".join(self.available_themes)
            raise ValueError(f"no theme {theme}; {hint}")
        # Not by assignment: that would have the style sheet read twice.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the house, for themes that do not know them."""
        return DARK if self.current_theme.dark else LIGHT

    def get_default_screen(self) -> Screen[None]:
        return self._reading

    def on_mount(self) -> None:
        for name in _ENDS:
            # Windows has neither of them, and a thread may not ask for any.
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                number = getattr(signal, name)
                asyncio.get_running_loop().add_signal_handler(number, self._end, number)

    def _begin_reading(self) -> None:
        self.library.start(self._tell_ready)
        self._watching = self.set_interval(_OFTEN, self._read_on)

    def _tell_ready(self, place: int) -> None:
        """Called in the thread that annotates, which may outlive the application."""
        with suppress(RuntimeError):
            self.post_message(self.Annotated(place))

    def on_browser_annotated(self, event: Annotated) -> None:
        # One that comes while the screen is taken down finds nothing to be shown on.
        if self._reading.query(Articles):
            self._reading.ready(event.place)

    def _read_on(self) -> None:
        loading = self.library.loading
        self._reading.grow()
        self._tell(self.library.problems)
        if not loading:
            self._watching.stop()
            self._reading.grow()

    def _tell(self, problems: Sequence[Problem]) -> None:
        """A word on errors that are new; the log holds them all."""
        new = [problem for problem in problems[self._told :] if problem.error]
        self._told = len(problems)
        if new:
            more = f"\nand {len(new) - 1} more; e lists them" if len(new) > 1 else ""
            self.notify(f"{new[0]}{more}", title="Not read", severity="warning", markup=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """As Textual does, but one at a time: a key held down must not wall up the text."""
        self.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    async def on_event(self, event: events.Event) -> None:
        """What was said of the last key or click must not hide what the next one does."""
        if isinstance(event, events.Key | events.MouseDown):
            self.clear_notifications()
        await super().on_event(event)

    def clear_notifications(self) -> None:
        """As Textual does, and without the empty lines that it leaves behind."""
        super().clear_notifications()
        for screen in self.screen_stack:
            screen.query("ToastHolder").remove()

    def action_keys(self) -> None:
        from rhetorictui.tui.screens.leaf import help_leaf

        self.clear_notifications()
        self.push_screen(help_leaf())

    def action_problems(self) -> None:
        from rhetorictui.tui.screens.leaf import problems_leaf

        self.clear_notifications()
        self.push_screen(problems_leaf(self.library.problems))

    def action_dark_or_light(self) -> None:
        dark, light = (theme.name for theme in THEMES)
        self.theme = light if self.current_theme.dark else dark

    def action_help_quit(self) -> None:
        """What ctrl+c does where there is nothing to copy: end, as in any other program."""
        self._end(signal.SIGINT)

    def _end(self, number: int) -> None:
        self.library.stop()
        self.exit(return_code=128 + number)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the palette: all that has a key on this screen, and the themes."""
        offered: set[str] = set()
        for node, binding, *_ in screen.active_bindings.values():
            if node in (screen, self) and binding.description and binding.action not in offered:
                offered.add(binding.action)
                run = partial(node.run_action, binding.action)
                yield SystemCommand(binding.description, self.get_key_display(binding), run)
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)

    async def action_quit(self) -> None:
        self.library.stop()
        self.exit()
