"""Makes docs/browse.svg, the picture of the README: ``python docs/picture.py``."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rhetorictui.layers import LAYERS, FrameSettings
from rhetorictui.reading import ReadOptions
from rhetorictui.tasks import Annotate
from rhetorictui.tui.app import Browser
from rhetorictui.tui.library import Library

ROOT = Path(__file__).parent.parent
SIZE = (150, 44)
ARTICLE = "World tells Talvonia"
KEYS = ("enter", *"nnnnn")
PATIENCE = 60.0


async def main() -> None:
    """Open the sample articles, go to a finding, and save what is seen."""
    task = Annotate((*LAYERS, "keywords"), FrameSettings())
    library = Library([str(ROOT / "sample_data")], ReadOptions(), task)
    app = Browser(library, "rhetorictui-dark", ARTICLE)
    async with app.run_test(size=SIZE) as pilot, asyncio.timeout(PATIENCE):
        # Every row in sight is counted, too, before the picture is taken.
        while library.loading or len(library.tallies) < min(len(library.docs), SIZE[1] // 2 - 1):
            await pilot.pause(0.1)
        await pilot.press(*KEYS)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title="rhet browse sample_data", simplify=True)
    (ROOT / "docs" / "browse.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
