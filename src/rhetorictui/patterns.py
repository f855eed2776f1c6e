"""Regular expressions whose compiled form is kept on disk between runs.

Python compiles patterns in Python: the 150 that one article needs take 100 ms, more than all the
rest of a command. What the compiler makes of a pattern is a list of whole numbers, so it can be
stored: one file in the user's cache folder, keyed by the engine's version. The engine checks such
a list before it accepts it; anything stale, damaged or unwritable means that the pattern is
compiled as usual, and costs only time.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import marshal
import os
import re
import sys
from array import array
from pathlib import Path
from typing import Any

from rhetorictui.folders import cache_folder

_KEY = f"2|{sys.version}|{sys.byteorder}"
_DIGEST = 16
_MOST = 6000
"""Patterns kept; a store that has grown larger (with own packs that changed often) starts anew."""

_Stored = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, the engine's list of numbers as 32-bit words (a store of thousands is then read in no
time), groups, their numbers by name, and their names by number."""
_store: dict[tuple[str, int], _Stored] | None = None
_new = False


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile`` for a pattern of ``str``; raises ``re.error`` as it does."""
    global _new  # noqa: PLW0603 - one store a process
    store = _open()
    key = (pattern, int(flags))
    try:
        found = store.get(key)
        if found is None:
            found = store[key] = _code(pattern, int(flags))
            _new = True
        return _sre_compile(pattern, *found)
    except re.error:
        raise
    except Exception:  # the engine's inner interface has changed: use the outer one
        store.pop(key, None)
        return re.compile(pattern, flags)


def _sre_compile(pattern: str, flags: int, code: bytes, *rest: Any) -> re.Pattern[str]:
    import _sre

    compiled: re.Pattern[str] = _sre.compile(pattern, flags, array("I", code).tolist(), *rest)
    return compiled


def _code(pattern: str, flags: int) -> _Stored:
    """What ``re`` would hand to its engine (the steps of ``re._compiler.compile``)."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    index: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        index[number] = name
    words = array("I", map(int, code)).tobytes()
    return int(flags | parsed.state.flags), words, parsed.state.groups - 1, names, tuple(index)


def _file() -> Path:
    return cache_folder() / f"{hashlib.blake2b(_KEY.encode(), digest_size=8).hexdigest()}.patterns"


def _open() -> dict[tuple[str, int], _Stored]:
    global _store  # noqa: PLW0603 - one store a process
    if _store is None:
        _store = {}
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError, RuntimeError):
            data = _file().read_bytes()
            if _hash(data[_DIGEST:]) == data[:_DIGEST]:
                _store = marshal.loads(memoryview(data)[_DIGEST:])
        atexit.register(_save)
    assert _store is not None
    return _store


def _save() -> None:
    """Write the store if this run has added to it; the last of several runs wins."""
    if not _new or not _store:
        return
    if len(_store) > _MOST:
        _store.clear()
    body = marshal.dumps(_store)
    file = _file()
    part = file.with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(_hash(body) + body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
