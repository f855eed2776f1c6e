"""The browser in a terminal of its own, for the tests that press its keys and look at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.reading import ReadOptions
from rhetorictui.record import dumps
from rhetorictui.tasks import Annotate
from rhetorictui.tui.app import Browser
from rhetorictui.tui.library import Library
from rhetorictui.tui.screens.reading import Reading

PACK = """
schema = 1
id = "mine"
title = "A pack of the test"
version = "1.2.3"
description = "For the tests of the browser."
source = "Nobody 2031"
default = false

[[rule]]
id = "regime"
label = "Name_Calling-Labeling"
match = ["regime"]
note = "It denies a government its name."
source = "Somebody 1999"
examples.match = ["The regime fell."]
examples.no_match = ["The government fell."]

[[rule]]
id = "so-called"
label = "Loaded_Language"
match = ["so-called"]
note = "It doubts a name without a reason."
source = "Somebody 1999"
examples.match = ["A so-called test."]
examples.no_match = ["A test."]
"""
ARTICLE = (
    "A regime and its lake\n\n"
    "The regime published a so-called test of the water on Monday. The mayor swam in it.\n\n"
    "“The regime fears its own fish,” said Milo Tessarin, a teacher. “It has banned the bait.”\n\n"
    "Nobody else was asked about the water.\n"
)

Session = tuple[Browser, Pilot[None]]
Browse = Callable[..., AbstractAsyncContextManager[Session]]


def record(name: str, text: str, **more: object) -> bytes:
    return dumps({"id": name, "title": name, "text": text, **more})


def opener(tmp_path: Path) -> Browse:
    """Open the browser on records; by default on three articles of which two have findings."""
    pack = tmp_path / "mine.toml"
    pack.write_text(PACK, encoding="utf-8")
    task = Annotate((*LAYERS, "keywords"), FrameSettings(packs=(str(pack),)))
    three = (
        record("lake", ARTICLE, outlet="Osmera Voice", date="2031-05-20"),
        record("lake again", ARTICLE.replace("mayor", "minister"), outlet="Norvik Wire"),
        record("frost", "Frost came early.\n\nThe grapes froze.", outlet="Talvon Daily"),
    )

    @asynccontextmanager
    async def session(
        *lines: bytes,
        size: tuple[int, int] = (160, 48),
        theme: str = "rhetorictui-dark",
        first: str = "",
    ) -> AsyncIterator[Session]:
        source = tmp_path / "articles.jsonl"
        source.write_bytes(b"".join(lines or three))
        app = Browser(Library([str(source)], ReadOptions(), task), theme, first)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settled(app, pilot)
            yield app, pilot

    return session


async def settled(app: Browser, pilot: Pilot[None]) -> None:
    """Wait until everything is read, and what is looked at annotated."""
    for _ in range(200):
        await pilot.pause()
        screen = reading(app)
        place = screen.articles.place
        if (
            not app.library.loading
            and len(screen.articles.shown) == len(app.library.docs)
            and (place is None or app.library.get(place)[1])
        ):
            break
        await asyncio.sleep(0.02)
    await pilot.pause()


def reading(app: Browser) -> Reading:
    screen = app.screen_stack[0]
    assert isinstance(screen, Reading)
    return screen


def screen(app: Browser) -> str:
    """The text on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def shown(app: Browser, pilot: Pilot[None], words: str) -> None:
    """Wait until ``words`` are on the screen."""
    for _ in range(200):
        await pilot.pause(0.02)
        if words in screen(app):
            return
    raise AssertionError(f"{words!r} is not in\n{screen(app)}")


async def enter(app: Browser, pilot: Pilot[None], words: str) -> None:
    """Open the prompt, put ``words`` into it at once, and press enter."""
    await pilot.press("slash")
    app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await pilot.pause()


def under(app: Browser) -> tuple[str, str | None] | None:
    """Words and voice of the item under the cursor."""
    reader = reading(app).reader
    item = reader.item
    if item is None:
        return None
    place = reading(app).articles.place
    assert place is not None
    return app.library.docs[place].text[item.start : item.end], item.voice
