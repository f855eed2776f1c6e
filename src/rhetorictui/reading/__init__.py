"""Bytes become documents: sources, formats, encodings, metadata.

``chunks`` is the cheap half that one process runs, ``documents`` the costly half that any worker
can run on a chunk. ``read`` is both in one, for library use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rhetorictui.document import Document
from rhetorictui.reading.model import FORMATS, Chunk, Problem, ReadOptions, Report, Sift
from rhetorictui.reading.sources import expand, files_from, open_source, printable, reason

__all__ = [
    "FORMATS",
    "Chunk",
    "Problem",
    "ReadOptions",
    "Report",
    "Sift",
    "chunks",
    "documents",
    "files_from",
    "read",
]

_ACCENTS = "\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327"
"""The commonest combining ones. Each alone is sought by the processor's vectors."""
_DECOMPOSED = (
    "letters and their accents are apart here (Unicode NFD), so words with accents are not found "
    "or cut in two; compose them before (NFC)"
)


def chunks(
    sources: Sequence[str],
    options: ReadOptions,
    report: Report,
    sift: Sift | None = None,
    *,
    at_once: bool = False,
) -> Iterator[Chunk]:
    """The chunks of all ``sources`` (files, folders, globs, "-"), in order.

    What cannot be read is reported and passed over, and of lines that ``sift`` blanks nothing is
    said. ``at_once`` gives the first records of a slow pipe as they come, in smaller chunks.
    Memory: one chunk, at most twice the limit of 32 MiB for a single text. Raises ValueError for
    options that cannot be.
    """
    from rhetorictui.reading.decode import DecodeError
    from rhetorictui.reading.formats import chunks_of

    options.checked()
    met: dict[str, int] = {}
    for path in expand(sources, report):
        name = printable(path)
        copy = met[name] = met.get(name, 0) + 1
        if name == "-" and copy > 1:
            report(Problem(name, "standard input can be read only once; name it once"))
            continue
        try:
            with open_source(path) as stream:
                for chunk in chunks_of(name, stream, options, report, sift, at_once=at_once):
                    yield chunk if copy == 1 else chunk._replace(copy=copy)
        except OSError as error:
            report(Problem(name, reason(error)))
        except DecodeError as error:
            report(Problem(name, str(error)))


def documents(chunk: Chunk, options: ReadOptions, report: Report) -> Iterator[Document]:
    """The documents of one chunk, in order; what cannot be read is reported."""
    if chunk.kind == "jsonl":
        from rhetorictui.reading.records import documents_of_lines

        found = documents_of_lines(chunk, options, report)
    else:
        # Patterns of dates, by-lines and captions (5 ms); records do not need them.
        from rhetorictui.reading.texts import document_of_text

        doc = document_of_text(chunk, options, report)
        found = iter(() if doc is None else (doc,))
    for doc in found:
        if _decomposed(doc.text):
            report(Problem(chunk.source, _DECOMPOSED, error=False))
        yield doc


def _decomposed(text: str) -> bool:
    """Whether letters and accents that could be one character are two, as in text from PDF."""
    if text.isascii() or not any(mark in text for mark in _ACCENTS):
        return False
    from unicodedata import is_normalized  # 1 ms, and hardly ever

    return not is_normalized("NFC", text)


def read(
    *sources: str, options: ReadOptions | None = None, report: Report | None = None
) -> Iterator[Document]:
    """The documents of ``sources``. Problems go to ``report``, by default to ``warnings``."""
    options = options or ReadOptions()
    report = report or _warn
    for chunk in chunks(sources, options, report):
        yield from documents(chunk, options, report)


def _warn(problem: Problem) -> None:
    import warnings

    warnings.warn(str(problem), stacklevel=3)
