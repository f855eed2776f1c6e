"""Compile the built-in packs into the files that ship with the tool.

    python -m rhetorictui.packs.ship

To be run after every change of a built-in pack or of the compiler; a test holds that it was.
"""

from __future__ import annotations

from rhetorictui.packs import loader
from rhetorictui.packs.store import FORMAT, SUFFIX, compile_unit, write_unit


def ship() -> None:
    """Write one file for each built-in pack beside it."""
    for name in loader.builtin():
        path = loader.place(name)
        write_unit(path.with_suffix(SUFFIX), (FORMAT, path.name, []), compile_unit(name))


if __name__ == "__main__":
    ship()
