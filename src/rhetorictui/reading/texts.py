"""One file, one article: plain text, Markdown and HTML to a document."""

from __future__ import annotations

import re

from rhetorictui import patterns
from rhetorictui.document import NOTHING, Document
from rhetorictui.reading.decode import DecodeError, decode
from rhetorictui.reading.english import NOT_ENGLISH, language_of
from rhetorictui.reading.metadata import of_text
from rhetorictui.reading.model import Chunk, Problem, ReadOptions, Report


def document_of_text(chunk: Chunk, options: ReadOptions, report: Report) -> Document | None:
    """The document of a chunk of kind text, markdown or html; None, with a report, if none.

    The text of HTML is what trafilatura extracts, and offsets count in that, not in the markup.
    """
    source = chunk.source
    identity = source if chunk.copy == 1 else f"{source}#{chunk.copy}"
    try:
        encoding = options.encoding
        if chunk.kind == "html" and encoding is None:
            encoding = _declared(chunk.data)
        text, note = decode(chunk.data, encoding)
    except DecodeError as error:
        report(Problem(source, str(error)))
        return None
    if note is not None:
        report(Problem(source, note, error=False))
    if chunk.kind == "html":
        from rhetorictui.reading.html import extract

        text, found = extract(text)
        if not text.strip():
            report(Problem(source, "no article found in this HTML page; save its text as .txt"))
            return None
    elif not text.strip():
        report(Problem(source, "nothing to read: there is only white space"))
        return None
    elif chunk.kind == "markdown":
        from rhetorictui.reading.markdown import of_markdown

        found = of_markdown(text)
    else:
        found = of_text(text)
    language = language_of(text)
    if language != "en":
        report(Problem(source, NOT_ENGLISH, error=False))
    return Document(
        id=identity,
        text=text,
        source=source,
        title=found.title,
        published=found.published,
        updated=found.updated,
        outlet=found.outlet,
        byline=found.byline,
        language=language,
        zones=found.zones,
        extra={"url": found.url} if found.url else NOTHING,
    )


_CHARSET = patterns.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)


def _declared(data: bytes) -> str | None:
    """The encoding that a page states, where the bytes are not UTF-8 anyway."""
    try:
        data.decode()
    except UnicodeDecodeError:
        m = _CHARSET.search(data[:4096])
        if m is not None:
            name = m[1].decode()
            try:
                data.decode(name)
            except (LookupError, UnicodeDecodeError):
                return None
            return name
    return None
