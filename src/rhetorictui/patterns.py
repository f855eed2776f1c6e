"""Regular expressions whose compiled form is kept on disk between runs.

Python compiles patterns in Python: the 150 that one article needs take 100 ms, more than all the
rest of a command. What the compiler makes of a pattern is a list of whole numbers, so it can be
stored in the user's cache folder, in files keyed by the versions of Python and its engine: one
for the patterns of the modules, which every command reads, and one for those of rules, which are
many. The engine checks such a list before it accepts it; anything stale, damaged or unwritable
means that the pattern is compiled as usual, and costs only time.
"""

from __future__ import annotations

import _sre
import atexit
import contextlib
import marshal
import re
import sys
import zlib
from array import array
from typing import Any, AnyStr, Literal

from rhetorictui.folders import cache_folder, replacing

Store = Literal["modules", "rules"]

_MOST = 6000
"""Patterns kept; a store that has grown larger (with own packs that changed often) starts anew."""

_Stored = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, the engine's list of numbers as 32-bit words (a store of thousands is then read in no
time), groups, their numbers by name, and their names by number."""
_Kept = dict[tuple[str | bytes, int], bytes]
"""What is stored by pattern and flags, in ``marshal``'s format: a run needs few of all."""
_stores: dict[Store, _Kept] = {}
_grown: set[Store] = set()


def compile(pattern: AnyStr, flags: int = 0, store: Store = "modules") -> re.Pattern[AnyStr]:
    """As ``re.compile``; raises ``re.error`` as it does."""
    kept = _stores[store] if store in _stores else _open(store)
    key = (pattern, int(flags))
    try:
        packed = kept.get(key)
        if packed is None:
            packed = kept[key] = marshal.dumps(_code(pattern, int(flags)))
            _grown.add(store)
        found: _Stored = marshal.loads(packed)
        return _sre_compile(pattern, *found)
    except re.error:
        raise
    except Exception:  # the engine's inner interface has changed: use the outer one
        kept.pop(key, None)
        return re.compile(pattern, flags)


def _sre_compile(pattern: AnyStr, flags: int, code: bytes, *rest: Any) -> re.Pattern[AnyStr]:
    compiled: re.Pattern[AnyStr] = _sre.compile(pattern, flags, array("I", code).tolist(), *rest)
    return compiled


def _code(pattern: str | bytes, flags: int) -> _Stored:
    """What ``re`` would hand to its engine (the steps of ``re._compiler.compile``)."""
    # No part of the interface, so unknown to its types: ``compile`` lives without them.
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = _compiler._code(parsed, flags)
    names = parsed.state.groupdict
    index: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        index[number] = name
    words = array("I", map(int, code)).tobytes()
    return int(flags | parsed.state.flags), words, parsed.state.groups - 1, names, tuple(index)


def _key() -> bytes:
    """What must be the same for lists of numbers to mean the same."""
    return f"5|{sys.version}|{_sre.MAGIC}|{_sre.CODESIZE}|{sys.byteorder}|".encode()


def _file(store: Store) -> str:
    return f"{cache_folder()}/{zlib.crc32(_key()):08x}-{store}.patterns"


def _open(store: Store) -> _Kept:
    if not _stores:
        atexit.register(_save)
    kept = _stores[store] = {}
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError, RuntimeError):
        with open(_file(store), "rb") as file:
            data = file.read()
        body = memoryview(data)[len(_seal(b"")) :]
        if data.startswith(_seal(body)) and isinstance(found := marshal.loads(body), dict):
            kept = _stores[store] = found
    return kept


def _save() -> None:
    """Write the stores to which this run has added; the last of several runs wins."""
    for store in _grown:
        kept = _stores[store]
        if len(kept) > _MOST:
            kept.clear()
        body = marshal.dumps(kept)
        from pathlib import Path  # 4 ms, only where something new is stored

        file = Path(_file(store))
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with replacing(file) as part:
                part.write_bytes(_seal(body) + body)


def _seal(body: bytes | memoryview) -> bytes:
    """What stands before ``body`` in a file: the whole key, for its name has but a hash of it,
    and a checksum."""
    return _key() + zlib.crc32(body).to_bytes(4, "big")
