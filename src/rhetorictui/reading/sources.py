"""From what the user typed to named streams of bytes: files, folders, globs, standard input.

Globs are expanded here too, so that they work quoted, from a configuration file and on systems
whose shell leaves them alone. Compression is told by the first bytes, not by the name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader, BytesIO
from typing import Any, BinaryIO, cast

from rhetorictui.reading.model import LIMIT, Problem, Report

FORMAT_OF = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
}
"""Formats by file extension. These are also the files that are taken from a folder."""

PACKED = (".gz", ".bz2", ".xz", ".zst")
# What lies beside articles and is none. Named one by one, they are read.
_NOT_ARTICLES = frozenset({"readme", "license", "licence", "changelog", "contributing"})


def extension(name: str) -> str:
    """The extension in lower case, without that of a compression: "a.JSONL.gz" → ".jsonl"."""
    root, last = os.path.splitext(name.lower())  # names like "-" are no paths
    return os.path.splitext(root)[1] if last in PACKED else last


def expand(sources: Iterable[str], report: Report) -> Iterator[str]:
    """The files that ``sources`` stand for, in the order given, folders and globs sorted.

    "-" is passed on. A folder gives its files with a known extension, its folders too, hidden
    ones and files such as README left out. What leads to no file is reported.
    """
    for source in sources:
        if source == "-" or os.path.isfile(source):
            yield source
        elif os.path.isdir(source):
            yield from _folder(source, report)
        elif os.path.exists(source):  # a named pipe, a device
            yield source
        elif os.path.islink(source):
            report(Problem(printable(source), _dead(source)))
        elif any(sign in source for sign in "*?["):
            yield from _glob(source, report)
        else:
            report(Problem(printable(source), _missing(source)))


def printable(name: str) -> str:
    """A file name as text that UTF-8 can hold: a byte that is no part of it is spelt ``\\xe9``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _dead(link: str) -> str:
    return f"a link to {printable(os.readlink(link))}, which leads to no file; mend or remove it"


def _missing(source: str) -> str:
    import difflib  # 3 ms, only when a file is missing.

    if not source:
        return "an empty name is given as a source; is a variable of the shell not set?"
    folder, name = os.path.split(source)
    try:
        there = os.listdir(folder or ".")
    except OSError:
        return f"no such file, and no folder {folder}"
    # Extensions are alike among all the files of a folder, so the stems have to be near too.
    stem = os.path.splitext(name)[0]
    near = [
        other
        for other in difflib.get_close_matches(name, there, 3, 0.8)
        if difflib.get_close_matches(stem, [os.path.splitext(other)[0]], 1, 0.7)
    ]
    if near:
        return f"no such file or folder; did you mean {os.path.join(folder, near[0])}?"
    return "no such file or folder; check the spelling and the working folder"


def _folder(folder: str, report: Report) -> Iterator[str]:
    found = others = 0
    for path in _walk(folder, report):
        if path is None:
            others += 1
        else:
            found += 1
            yield path
    if not found:
        kinds = " ".join(sorted(FORMAT_OF))
        aside = (
            f"; {others} other files lie there, name them one by one to read them"
            if others > 1
            else "; one other file lies there, name it to read it"
        )
        report(
            Problem(
                printable(folder),
                f"no article in this folder (files ending in {kinds}, "
                f"also {' '.join(PACKED)}){aside if others else ''}",
            )
        )


def _walk(folder: str, report: Report) -> Iterator[str | None]:
    """The articles of a folder and its folders; None for each file that is none."""

    def unreadable(error: OSError) -> None:
        report(Problem(printable(error.filename or folder), reason(error)))

    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = os.path.join(here, name)
            if extension(name) not in FORMAT_OF or name.split(".")[0].lower() in _NOT_ARTICLES:
                yield None
            elif os.path.isfile(path):
                yield path
            elif os.path.islink(path):
                report(Problem(printable(path), _dead(path)))
            else:
                yield None  # A pipe or a socket would wait for somebody to write.


def _glob(pattern: str, report: Report) -> Iterator[str]:
    import glob  # 3 ms, only for a pattern that the shell did not expand.

    matches = sorted(glob.glob(pattern, recursive=True))  # keeps the name as given
    # "news/**" matches folders and the files in them; each file counts once, and a folder
    # without articles is no fault here.
    seen = set()
    for match in matches:
        for path in _walk(match, report) if os.path.isdir(match) else [match]:
            if path is not None and path not in seen:
                seen.add(path)
                yield path
    if not seen:
        what = "the folders that match hold no article" if matches else "no file matches this"
        report(Problem(printable(pattern), f"{what}; * stands for any name, ** for any folders"))


def files_from(name: str, report: Report) -> list[str]:
    """The paths listed in the file ``name`` ("-" is standard input), one a line.

    Paths parted by NUL (``find -print0``) are understood too. Blank lines are left out.
    """
    try:
        with open_source(name) as stream:
            data = stream.read(LIMIT)
    except OSError as error:
        report(Problem(name, reason(error)))
        return []
    sep = b"\0" if b"\0" in data else b"\n"
    paths = [os.fsdecode(path.removesuffix(b"\r")) for path in data.split(sep) if path.strip()]
    if not paths:
        report(Problem(name, "no path in this list; one path a line is expected"))
    return paths


def reason(error: OSError) -> str:
    """Why a file could not be read, for people."""
    if isinstance(error, PermissionError):
        return "may not be read: permission denied; check its owner and mode"
    return f"cannot be read: {error.strerror or error}"


@contextmanager
def open_source(name: str) -> Iterator[Stream]:
    """The bytes of a file or, for "-", of standard input, unpacked. Raises OSError."""
    if name == "-":
        stdin: BinaryIO = sys.stdin.buffer
        # Standard input stays open: the TUI and the caller still have it.
        yield Stream(stdin if hasattr(stdin, "peek") else BufferedReader(BytesIO(stdin.read())))
        return
    # The built-in, because importing pathlib takes 4 ms.
    with open(name, "rb") as file:
        yield Stream(file)


class Stream:
    """Bytes as they come out of a source, unpacked if they are compressed."""

    def __init__(self, raw: BinaryIO) -> None:
        # Whoever makes a Stream made sure that it can peek.
        head: bytes = raw.peek(8)  # type: ignore[attr-defined]
        self._damage: tuple[type[Exception], ...] = (EOFError,)
        self._inner = self._unpack(raw, head)
        self.packed = self._inner is not raw

    def _unpack(self, raw: BinaryIO, head: bytes) -> BinaryIO:
        # Each of these modules costs 1 to 5 ms and is loaded only for a file of its kind.
        if head.startswith(b"\x1f\x8b"):
            import gzip
            import zlib

            self._damage = (EOFError, zlib.error)
            return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
        if head.startswith(b"BZh") and head[3:4].isdigit():
            import bz2

            return cast(BinaryIO, bz2.BZ2File(raw))
        if head.startswith(b"\xfd7zXZ\x00"):
            import lzma

            self._damage = (EOFError, lzma.LZMAError)
            return cast(BinaryIO, lzma.LZMAFile(raw))
        if head.startswith(b"\x28\xb5\x2f\xfd"):
            import zstandard

            self._damage = (EOFError, zstandard.ZstdError)
            return cast(BinaryIO, _Zstandard(raw, zstandard.ZstdDecompressor().decompressobj))
        return raw

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, fewer only at the end. Raises OSError, also for damaged data."""
        parts: list[bytes] = []
        while size > 0:
            part = self._part(self._inner.read, size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def come(self, size: int) -> bytes:
        """What has come by now of ``size`` bytes, none only at the end. Raises OSError."""
        return self._part(getattr(self._inner, "read1", self._inner.read), size)

    def _part(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            return read(size)
        except self._damage as error:
            raise OSError(f"the compressed data is damaged or cut off ({error})") from None


class _Zstandard:
    """The frames of a zstd file one after the other. The reader that the library offers takes a
    file that is cut off for a whole one."""

    # Four bytes can stand for 128 kB: what one piece unpacks to stays under 8 MB.
    _PIECE = 1 << 8

    def __init__(self, raw: BinaryIO, frame: Callable[[], Any]) -> None:
        self._raw = raw
        self._frame = frame
        self._now = frame()
        self._ready = b""

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, fewer only at the end. Raises EOFError within a frame."""
        parts = [self._ready]
        held = len(self._ready)
        while held < size:
            data = self._now.unused_data or self._raw.read(self._PIECE)
            if not data:
                if self._now.eof:
                    break
                raise EOFError("it ends within a frame")
            if self._now.eof:
                self._now = self._frame()
            part = self._now.decompress(data)
            held += len(part)
            parts.append(part)
        out = b"".join(parts)
        self._ready = out[size:]
        return out[:size]
