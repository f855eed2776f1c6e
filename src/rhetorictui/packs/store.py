"""Compiled packs kept on disk, so that a command starts in milliseconds.

One file for each choice of packs, in the user's cache folder: a digest, then ``marshal`` of plain
values, keyed by the tool's version, Python's and this module's format, and by the content of every
pack file read. What is stale or damaged is compiled anew; a folder that cannot be written costs
only time. Files are replaced in one step, so runs at the same time cannot see half of one.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rhetorictui.packs import loader
from rhetorictui.packs.compiler import Tables, compile_tables
from rhetorictui.packs.matcher import Matcher
from rhetorictui.packs.model import Pack, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMAT = 1
_DIGEST = 16


def load_matcher(names: Sequence[str] = (), *, cache: Path | None = None) -> Matcher:
    """A matcher for the packs of ``names`` (as ``loader.load``), compiled once and then stored.

    ``cache`` is the folder to store in, by default the user's cache folder. Raises PackError.
    """
    key = _key(names)
    file = (
        cache or cache_folder()
    ) / f"{hashlib.blake2b(key, digest_size=_DIGEST).hexdigest()}.pack"
    stored = _fetch(file, key)
    if stored is not None:
        return stored
    packs, files = loader.load_with_sources(names)
    tables = compile_tables(packs)
    _keep(file, key, [(s.path, _hash(s.text.encode())) for s in files], packs, tables)
    return Matcher(packs, tables)


def compile_matcher(packs: Sequence[Pack]) -> Matcher:
    """A matcher for packs at hand, compiled now and not stored. Raises PackError."""
    return Matcher(packs, compile_tables(packs))


def cache_folder() -> Path:
    """Where compiled packs lie: ``rhetorictui`` in the user's cache folder."""
    # The XDG variable by hand, for platformdirs takes 40 ms; it decides where that is not set.
    if root := os.environ.get("XDG_CACHE_HOME"):
        return Path(root) / "rhetorictui"
    import platformdirs

    return Path(platformdirs.user_cache_dir("rhetorictui", appauthor=False))


def _key(names: Sequence[str]) -> bytes:
    """What a stored file is for: the packs by name or full path, and the code that compiled it."""
    chosen = [n if n.isidentifier() or "-" in n else str(Path(n).expanduser().resolve())
              for n in names] or ["*", *loader.builtin()]  # fmt: skip
    code = [(p.name, p.stat().st_mtime_ns) for p in sorted(Path(__file__).parent.glob("*.py"))]
    return repr((_FORMAT, sys.version, chosen, code)).encode()


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


def _fetch(file: Path, key: bytes) -> Matcher | None:
    """What is stored, if it is whole and every pack file still reads as it did."""
    try:
        data = file.read_bytes()
        if _hash(data[_DIGEST:]) != data[:_DIGEST]:
            return None
        stored_key, files, packs, tables = marshal.loads(memoryview(data)[_DIGEST:])
        if stored_key != key:
            return None
        if any(_hash(Path(path).read_bytes()) != digest for path, digest in files):
            return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return Matcher(
        [Pack._make((*p[:6], tuple(map(Rule._make, p[6])), *p[7:])) for p in packs],
        Tables(*tables),
    )


def _keep(
    file: Path,
    key: bytes,
    files: list[tuple[str, bytes]],
    packs: Sequence[Pack],
    tables: Tables,
) -> None:
    plain = [(*pack[:6], [tuple(rule) for rule in pack.rules], pack.inherits) for pack in packs]
    body = marshal.dumps((key, files, plain, tuple(tables)))
    part = file.with_suffix(f".{os.getpid()}.part")
    # A cache that cannot be written must not stop anybody.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(_hash(body) + body)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
