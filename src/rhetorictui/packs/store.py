"""Compiled packs kept on disk, so that a command starts in milliseconds.

One file for each pack: a checksum, then ``marshal`` of plain values, in a version of that format
that every Python reads alike; not deflated, for that would take longer than all else. Those of the
built-in packs ship with the tool (``python -m rhetorictui.packs.ship`` makes them); others lie in
the user's cache folder, keyed by time and size of the files of this room's code. Either is used
only while every pack file that it was made from reads as it did then. What is stale or damaged is
compiled anew; a folder that cannot be written costs only time. Files are replaced in one step, so
runs at the same time cannot see half of one.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import zlib
from functools import cache as once
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from rhetorictui import patterns
from rhetorictui.document import digest
from rhetorictui.folders import cache_folder, replacing
from rhetorictui.packs import loader
from rhetorictui.packs.matcher import Matcher
from rhetorictui.packs.model import Pack, PackError, Rule, Tables, dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cache_folder", "compile_matcher", "load_matcher"]

FORMAT = 7
"""To be raised whenever compiled packs change their shape or meaning."""
SUFFIX = ".pack"
_CHECK = 4
_HEAD = 16_384
_DEFAULT = patterns.compile(rb"(?m)^default *= *true")

Key = tuple[int, str, list[tuple[str, int, int]]]


class Unit(NamedTuple):
    """One compiled pack: the ``Pack`` but for its rules; these and its tables marshalled, but for
    the groups of anchors, of which one text needs few.

    ``files`` are the pack files it was made from, each with its digest; those built in by name.
    """

    files: list[tuple[str, bytes]]
    pack: tuple[Any, ...]
    rules: bytes | memoryview
    tables: bytes | memoryview
    groups: bytes | memoryview


def load_matcher(
    names: Sequence[str] = (), *, cache: str | os.PathLike[str] | None = None
) -> Matcher:
    """A matcher for the packs of ``names`` (as ``loader.load``), each compiled once, then stored.

    ``cache`` is the folder to store in, by default the user's cache folder. Raises PackError.
    """
    units: dict[str, Unit] = {}
    problems: list[str] = []
    for name in names or _defaults():
        try:
            unit = _unit(name, cache or cache_folder())
        except PackError as error:
            problems += error.problems
            continue
        pack = _pack(unit)
        other = units.setdefault(pack.id, unit)
        if other.files != unit.files:
            problems.append(f"{name}: id {pack.id} is taken by {other.files[0][0]}; choose another")
    if problems:
        raise PackError(problems)
    inherited = {name for unit in units.values() for name in _pack(unit).inherits}
    chosen = [unit for name, unit in units.items() if name not in inherited]
    packs = []
    for unit in chosen:
        rules = tuple(map(Rule._make, marshal.loads(unit.rules)))
        packs.append(_pack(unit)._replace(rules=rules))
    return Matcher(packs, [Tables(unit.groups, *marshal.loads(unit.tables)) for unit in chosen])


def compile_matcher(packs: Sequence[Pack]) -> Matcher:
    """A matcher for packs at hand, compiled now and not stored. Raises PackError."""
    # 30 ms with what it imports, and the packs that ship are compiled already.
    from rhetorictui.packs.compiler import compile_tables

    return Matcher(packs, [compile_tables(pack) for pack in packs])


def compile_unit(name: str) -> Unit:
    """The pack of that name (built in) or path, compiled. Raises PackError."""
    from rhetorictui.packs.compiler import compile_tables  # as above

    packs, sources = loader.load_with_sources([name])
    (pack,) = packs
    files = [(_relative(source.path), _hash(source.text.encode())) for source in sources]
    tables = compile_tables(pack)
    return Unit(
        files,
        (*pack[:6], (), pack.inherits),
        dumps([tuple(rule) for rule in pack.rules]),
        dumps((tables.words, tables.ends, tables.expressions, tables.conditions)),
        tables.groups,
    )


def write_unit(file: str, key: Key, unit: Unit) -> None:
    """Store ``unit`` for ``read_unit`` with the same ``key``. Raises OSError."""
    parts = (unit.rules, unit.tables, unit.groups)
    head = dumps((key, unit.files, unit.pack, *map(len, parts)))
    body = b"".join((len(head).to_bytes(4, "little"), head, *parts))
    from pathlib import Path  # 4 ms, only where something new is stored

    with replacing(Path(file)) as part:
        part.write_bytes(_check(body) + body)


def read_unit(file: str, key: Key) -> Unit | None:
    """What is stored, if it is whole and every pack file still reads as it did."""
    try:
        data = memoryview(_bytes(file))
        if _check(data[_CHECK:]) != data[:_CHECK]:
            return None
        begin = _CHECK + 4 + int.from_bytes(data[_CHECK : _CHECK + 4], "little")
        stored, files, pack, *sizes = marshal.loads(data[_CHECK + 4 : begin])
        # Slices of what was read, for to copy megabytes takes milliseconds.
        ends = list(accumulate(sizes, initial=begin))
        unit = Unit(files, pack, *(data[at:end] for at, end in pairwise(ends)))
        if stored != key or any(
            _hash(_bytes(os.path.join(loader.FOLDER, path))) != digest
            for path, digest in unit.files
        ):
            return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return unit


def _unit(name: str, folder: str | os.PathLike[str]) -> Unit:
    path = loader.place(name)
    where, file_name = os.path.split(path)
    if where == loader.FOLDER and (
        shipped := read_unit(shipped_beside(path), (FORMAT, file_name, []))
    ):
        return shipped
    key = (FORMAT, path, _code())
    file = os.path.join(folder, f"{_hash(repr(key).encode()).hex()}{SUFFIX}")
    unit = read_unit(file, key)
    if unit is None:
        unit = compile_unit(name)
        # A cache that cannot be written must not stop anybody.
        with contextlib.suppress(OSError):
            os.makedirs(folder, exist_ok=True)
            write_unit(file, key, unit)
    return unit


def _defaults() -> list[str]:
    """The packs built in that are used by default. Only they are read whole: to read the others
    takes longer than to use these."""
    names = []
    for name in loader.builtin():
        with open(loader.place(name), "rb") as file:
            if _DEFAULT.search(file.read(_HEAD).partition(b"\n[[rule]]")[0]):
                names.append(name)
    return names


def _pack(unit: Unit) -> Pack:
    return Pack(*unit.pack)


def _relative(path: str) -> str:
    """The name alone of a built-in file, so that the stored form holds wherever it is installed."""
    folder, name = os.path.split(path)
    return name if folder == loader.FOLDER else path


@once
def _code() -> list[tuple[str, int, int]]:
    """What tells one state of this room's code from another: times alone do not, for some
    installers give every file the same."""
    with os.scandir(os.path.dirname(__file__)) as here:
        return sorted(
            (f.name, (stat := f.stat()).st_mtime_ns, stat.st_size)
            for f in here
            if f.name.endswith(".py")
        )


def shipped_beside(path: str) -> str:
    """Where the compiled form of a built-in pack lies, beside its TOML file."""
    return path.removesuffix(".toml") + SUFFIX


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _hash(data: bytes) -> bytes:
    return bytes.fromhex(digest(data))


def _check(data: bytes | memoryview) -> bytes:
    """A checksum of what is stored: against damage, four times as fast as a digest."""
    return zlib.crc32(data).to_bytes(_CHECK, "little")
