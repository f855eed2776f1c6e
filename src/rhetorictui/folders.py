"""Where the user's settings and caches lie, and how a file comes to lie there whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PLATFORM: str = sys.platform
_SEASON = 90 * 24 * 3600


def cache_folder() -> str:
    """``rhetorictui`` in the user's cache folder; it may not exist."""
    return _folder("XDG_CACHE_HOME", ".cache", "user_cache_dir")


def config_folder() -> str:
    """``rhetorictui`` in the user's configuration folder; it may not exist."""
    return _folder("XDG_CONFIG_HOME", ".config", "user_config_dir")


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A path beside ``file`` to write to: it takes the place of ``file`` at the end, in one step,
    so that nobody can see half of it; if the block raises, it is removed. Raises OSError."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def tidy(now: float) -> None:
    """Remove the files of the cache folder, not of those in it, that are older than a season.

    Other versions of Python or of this tool left them; what is still of use is made anew. ``now``
    is in seconds since the epoch. Raises OSError.
    """
    with os.scandir(cache_folder()) as files:
        for file in files:
            if file.is_file(follow_symlinks=False) and now - file.stat().st_mtime > _SEASON:
                os.unlink(file)


def _folder(variable: str, default: str, function: str) -> str:
    # By hand where the XDG rules hold: platformdirs takes 40 ms, and knows the other systems.
    if root := os.environ.get(variable):
        return os.path.join(root, "rhetorictui")
    if _PLATFORM not in ("darwin", "win32"):
        return os.path.join(os.path.expanduser("~"), default, "rhetorictui")
    import platformdirs

    found: str = getattr(platformdirs, function)("rhetorictui", appauthor=False)
    return found
