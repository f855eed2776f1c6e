"""Search over a set of articles, ranked by BM25, from an index that SQLite keeps.

The index lies in the user's cache folder, under a name made of what it was made from: paths,
sizes and times of the sources, how they were read, and the version of the tool. It is written
beside its place and moved there whole, so runs at the same time cannot see half of one; one that
is damaged is made anew.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from rhetorictui import __version__
from rhetorictui.corpus.kwic import findings, voices_of
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.document import Document, Span, digest
from rhetorictui.folders import cache_folder
from rhetorictui.language import Prose
from rhetorictui.layers.settings import FrameSettings
from rhetorictui.record import SCHEMA, Record, from_record, to_record

_FORMAT = 1
_KEPT = 8  # indexes in the cache; the ones used longest ago go
# A word in the title says more about an article than one in the text.
_RANK = "bm25(words, 4.0, 1.0, 2.0)"
_SNIPPET = 200
_SPANS = 50
_TABLES = """
CREATE TABLE documents(id INTEGER PRIMARY KEY, outlet TEXT, published TEXT, record BLOB);
CREATE VIRTUAL TABLE words USING fts5(
  title, text, outlet, tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE about(key TEXT, problems BLOB);
"""
_MARKS = [chr(code) for code in range(0xE100, 0xE200)]

Problems = Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Whole:
    """The task of indexing: the document itself."""

    def __call__(self, doc: Document) -> Iterator[Record]:
        yield to_record(doc)


class Index:
    """An index that is open for searching. Close it when done, or use it in ``with``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @property
    def problems(self) -> Problems:
        """What was wrong with the sources when they were read."""
        (data,) = self._base.execute("SELECT problems FROM about").fetchone()
        return [(place, message, error) for place, message, error in orjson.loads(data)]

    @property
    def documents(self) -> int:
        """How many documents it holds."""
        (count,) = self._base.execute("SELECT count(*) FROM documents").fetchone()
        return int(count)

    def count(self, expression: str, selection: Selection = ALL) -> int:
        """How many documents match."""
        where, values = _where(selection)
        (count,) = self._base.execute(
            "SELECT count(*) FROM words JOIN documents ON documents.id = words.rowid "
            f"WHERE words MATCH ?{where}",
            (expression, *values),
        ).fetchone()
        return int(count)

    def hits(
        self,
        expression: str,
        selection: Selection = ALL,
        voices: Sequence[str] = (),
        labels: Sequence[str] = (),
        limit: int | None = None,
        frames: FrameSettings | None = None,
    ) -> Iterator[Record]:
        """Records of type ``hit``, the best first.

        ``voices`` keeps articles in which a word of the query stands in one of these voices,
        ``labels`` (lower case) those with a framing finding so labelled by ``frames``, which is
        looked for anew: the index holds none. ``score`` is BM25 (Robertson & Zaragoza 2009; k₁ 1.2,
        b 0.75) over title, text and outlet, weighted 4, 1 and 2; a word that half of the articles
        hold adds next to nothing, and never less than that.
        """
        where, values = _where(selection)
        narrow = bool(voices or labels)
        cut = f" LIMIT {limit}" if limit is not None and not narrow else ""
        rank = 0
        for rowid, score in self._base.execute(
            f"SELECT words.rowid, {_RANK} AS score FROM words "
            "JOIN documents ON documents.id = words.rowid "
            f"WHERE words MATCH ?{where} ORDER BY score, words.rowid{cut}",
            (expression, *values),
        ):
            doc, spans = self._found(expression, rowid)
            if narrow and not _stands(doc, spans, voices, labels, frames):
                continue
            rank += 1
            yield _record(doc, spans, rank, -score)
            if rank == limit:
                return

    def _found(self, expression: str, rowid: int) -> tuple[Document, list[Span]]:
        data, text = self._base.execute(
            "SELECT record, text FROM documents JOIN words ON words.rowid = documents.id "
            "WHERE documents.id = ?",
            (rowid,),
        ).fetchone()
        doc = from_record(orjson.loads(data) | {"text": text})
        opening, closing = [mark for mark in _MARKS if mark not in text][:2]
        (marked,) = self._base.execute(
            "SELECT highlight(words, 1, ?, ?) FROM words WHERE words MATCH ? AND rowid = ?",
            (opening, closing, expression, rowid),
        ).fetchone()
        return doc, list(_spans(marked, opening, closing))


def _where(selection: Selection) -> tuple[str, list[str]]:
    """The conditions of ``Selection.takes_fields`` in SQL."""
    parts, values = [], list[str]()
    if selection.outlets:
        parts.append(f"lower(documents.outlet) IN ({', '.join('?' * len(selection.outlets))})")
        values += selection.outlets
    if selection.since is not None or selection.until is not None:
        parts.append("documents.published GLOB '[0-9][0-9][0-9][0-9]*'")
    for bound, sign in ((selection.since, ">="), (selection.until, "<=")):
        if bound is not None:
            parts.append(f"substr(documents.published, 1, {len(bound)}) {sign} ?")
            values.append(bound)
    return "".join(f" AND {part}" for part in parts), values


def _spans(marked: str, opening: str, closing: str) -> Iterator[Span]:
    at = 0
    for piece in marked.split(opening):
        found, mark, rest = piece.partition(closing)
        if mark:
            yield at, at + len(found)
        at += len(found) + len(rest)


def _stands(
    doc: Document, spans: list[Span], voices: Sequence[str], labels: Sequence[str],
    frames: FrameSettings | None,
) -> bool:  # fmt: skip
    """Whether a document passes; ``spans`` is cut down to those in one of the voices."""
    prose = Prose.of(doc)
    if voices:
        known = voices_of(doc, prose)
        spans[:] = [span for span in spans if known.at(*span)[0] in voices]
        if not spans:
            return False
    return not labels or any(a.label.lower() in labels for a in findings(doc, prose, frames))


def _record(doc: Document, spans: list[Span], rank: int, score: float) -> Record:
    snippet, marks = snippet_of(doc.text, spans)
    return {
        "schema": SCHEMA, "type": "hit", "rank": rank, "score": score, "id": doc.id,
        "title": doc.title, "outlet": doc.outlet, "published": doc.published,
        "source": doc.source, "snippet": snippet, "highlights": marks,
        "matches": len(spans), "spans": spans[:_SPANS],
    }  # fmt: skip


def snippet_of(text: str, spans: Sequence[Span], size: int = _SNIPPET) -> tuple[str, list[Span]]:
    """The stretch of about ``size`` code points with the most ``spans``, and where they stand in
    it. White space is single; it begins and ends with whole words."""
    best = 0
    most = -1
    for index, (start, _) in enumerate(spans):
        inside = sum(1 for s in spans[index : index + 50] if s[1] <= start + size * 3 // 4)
        if inside > most:
            best, most = index, inside
    begin = max((spans[best][0] if spans else 0) - size // 4, 0)
    while begin and not text[begin - 1].isspace():
        begin -= 1
    stop = begin + size
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    out = ""
    marks: list[Span] = []
    at = begin
    for start, end in [*(s for s in spans if begin <= s[0] and s[1] <= stop), (stop, stop)]:
        out = _squeeze(out, text[at:start])
        if start < end:
            into = len(out)
            out = _squeeze(out, text[start:end])
            marks.append((into, len(out)))
        at = end
    return out.rstrip(), marks


def _squeeze(out: str, more: str) -> str:
    words = " ".join(more.split())
    before = " " if more[:1].isspace() and out and not out.endswith(" ") else ""
    after = " " if words and more[-1:].isspace() else ""
    return out + before + words + after


# ---------------------------------------------------------------- making and keeping
class Origin(NamedTuple):
    """What an index is made from: files that were there, and how they are read."""

    files: tuple[str, ...]
    options: str

    @property
    def key(self) -> str:
        """A name that changes when the files, their reading or the tool do. Raises OSError."""
        states = [(path, *_state(path)) for path in map(os.path.abspath, self.files)]
        data = repr((_FORMAT, __version__, self.options, states)).encode()
        return digest(data)


def _state(path: str) -> tuple[int, int]:
    found = os.stat(path)  # noqa: PTH116 - thousands of files, and Path costs more than stat
    return found.st_size, found.st_mtime_ns


def folder() -> Path:
    """Where indexes lie."""
    return Path(cache_folder(), "search")


def stored(key: str) -> Index | None:
    """The index of that key, if there is a whole one."""
    file = folder() / f"{key}.sqlite"
    if not file.is_file():
        return None
    connection = None
    with contextlib.suppress(sqlite3.DatabaseError, TypeError):
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        (found,) = connection.execute("SELECT key FROM about").fetchone()
        if found == key:
            with contextlib.suppress(OSError):
                os.utime(file)  # used last now
            return Index(connection)
    if connection is not None:
        connection.close()
    return None


def forget(key: str) -> None:
    """Remove an index that turned out to be damaged."""
    with contextlib.suppress(OSError):
        (folder() / f"{key}.sqlite").unlink()


def build(
    records: Iterable[Mapping[str, Any]],
    problems: Iterable[tuple[str, str, bool]],
    key: str | None,
) -> Index:
    """Index ``records`` (of documents): kept under ``key``, in memory when that is None or the
    cache cannot be written. ``problems`` is stored after all records were taken. Raises
    sqlite3.OperationalError where the disk is full."""
    connection, part = _begun(key)
    try:
        try:
            _fill(connection, records, problems, key)
        except BaseException:
            connection.close()
            raise
        if part is None:
            return Index(connection)
        connection.close()
        final = part.with_name(f"{key}.sqlite")
        part.replace(final)
        _tidy(final)
        return Index(sqlite3.connect(f"{final.as_uri()}?mode=ro", uri=True))
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _begun(key: str | None) -> tuple[sqlite3.Connection, Path | None]:
    """An empty base in a file beside the place of ``key``, or else in memory."""
    if key is not None:
        part = folder() / f"{key}.{os.getpid()}.part"
        with contextlib.suppress(OSError, sqlite3.Error):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            connection = sqlite3.connect(part)
            try:
                connection.execute("PRAGMA user_version = 1")
            except sqlite3.Error:
                connection.close()
                raise
            return connection, part
    return sqlite3.connect(":memory:"), None


def _fill(
    connection: sqlite3.Connection,
    records: Iterable[Mapping[str, Any]],
    problems: Iterable[tuple[str, str, bool]],
    key: str | None,
) -> None:
    # Nothing to fall back to is needed: the file is thrown away unless it becomes whole.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_TABLES)
    for number, record in enumerate(records, 1):
        text = record["text"]
        rest = orjson.dumps({k: v for k, v in record.items() if k != "text"})
        connection.execute(
            "INSERT INTO documents VALUES(?, ?, ?, ?)",
            (number, record["outlet"], record["published"], rest),
        )
        connection.execute(
            "INSERT INTO words(rowid, title, text, outlet) VALUES(?, ?, ?, ?)",
            (number, record["title"] or "", text, record["outlet"] or ""),
        )
    told = orjson.dumps([tuple(problem) for problem in problems])
    connection.execute("INSERT INTO about VALUES(?, ?)", (key, told))
    connection.commit()


def _tidy(new: Path) -> None:
    with contextlib.suppress(OSError):
        files = sorted(new.parent.glob("*.sqlite"), key=lambda f: -f.stat().st_mtime)
        for old in files[_KEPT:]:
            old.unlink()
