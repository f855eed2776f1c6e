"""Compile the built-in packs into the files that ship with the tool.

    python -m rhetorictui.packs.ship

To be run after every change of a built-in pack or of the compiler; a test holds that it was.
"""

from __future__ import annotations

import os

from rhetorictui.packs import loader
from rhetorictui.packs.store import FORMAT, compile_unit, shipped_beside, write_unit


def ship() -> None:
    """Write one file for each built-in pack beside it."""
    for name in loader.builtin():
        path = loader.place(name)
        write_unit(shipped_beside(path), (FORMAT, os.path.basename(path), []), compile_unit(name))


if __name__ == "__main__":
    ship()
