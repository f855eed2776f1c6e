"""Metadata and zones of Markdown: front matter, marked headings, the rest as in plain text.

The text of the document stays raw; the marks are taken off only to look at a line.
"""

from __future__ import annotations

import re

from rhetorictui import patterns
from rhetorictui.document import Zone
from rhetorictui.reading.dates import iso_date
from rhetorictui.reading.fields import fields_of, name_in, names_in
from rhetorictui.reading.metadata import Metadata, of_lines
from rhetorictui.reading.model import ReadOptions
from rhetorictui.reading.zones import Line, lines_of, names_of

_FRONT = patterns.compile(
    r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.M
)
_KEY = patterns.compile(r"([A-Za-z][\w -]{0,30})(?::(?:[ \t]+(.*))?|[ \t]+=[ \t]+(.*))$")
_ATX = patterns.compile(r"#{1,6}[ \t]+")
_UNDERLINE = patterns.compile(r"=+$|-+$")
_RULE = patterns.compile(r"(?:[-*_][ \t]*){3,}$")
_OPEN = patterns.compile(r"(?:>[ \t]*)*[*_]{0,3}(?=\S)")
_LIST = patterns.compile(r"[-*+][ \t]")
_LINK = patterns.compile(r"!?\[([^\]]{0,300})\]\([^)]{0,500}\)")
_STRONG = patterns.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)")


def of_markdown(text: str) -> Metadata:
    """Metadata and zones of Markdown. What the front matter states wins; it is boilerplate."""
    front = _FRONT.match(text)
    size = front.end() if front else 0
    given = _front_matter(front[2]) if front else {}
    lines, headings = _lines(text, size)
    fields = fields_of(tuple(given), ReadOptions())
    title = name_in(given.get(fields.title or ""))
    found = of_lines(lines, title, headings)
    names = tuple(
        name for entry in names_in(given.get(fields.byline or "")) for name in names_of(entry)
    )
    zones = found.zones
    if front:
        end = len(text[:size].rstrip())
        zones = (Zone("boilerplate", 0, end), *zones)
    return Metadata(
        title=found.title,
        published=iso_date(given.get(fields.date or "")) or found.published,
        updated=iso_date(given.get(fields.updated or "")) or found.updated,
        outlet=name_in(given.get(fields.outlet or "")) or found.outlet,
        byline=names or found.byline,
        zones=zones,
        url=name_in(given.get(fields.url or "")),
    )


def _front_matter(block: str) -> dict[str, str | list[str]]:
    """``key: value`` or, between ``+++``, ``key = value``; lists as ``[a, b]`` or as lines with
    dashes. No more of YAML and TOML."""
    out: dict[str, str | list[str]] = {}
    last = ""
    for raw in block.splitlines():
        line = raw.strip()
        m = _KEY.match(line)
        if line.startswith("- ") and last:
            held = out[last]
            out[last] = [*(held if isinstance(held, list) else []), _bare(line[2:])]
        elif m is not None and not raw[:1].isspace():
            last, value = m[1].rstrip(), (m[2] or m[3] or "").strip()
            if value.startswith("[") and value.endswith("]"):
                out[last] = [_bare(item) for item in value[1:-1].split(",")]
            else:
                out[last] = _bare(value)
    return out


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _lines(text: str, start: int) -> tuple[list[Line], frozenset[int] | None]:
    """The lines without their marks, and where those start that are headings."""
    out: list[Line] = []
    headings: set[int] = set()
    fenced = False
    for line in lines_of(text):
        words = line.text
        if line.start < start:
            continue
        if words.startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            out.append(line)
        elif out and not line.blank and not _LIST.match(words) and _UNDERLINE.match(words):
            headings.add(out[-1].start)
        elif _RULE.match(words):
            continue
        else:
            mark = _ATX.match(words) or (None if _LIST.match(words) else _OPEN.match(words))
            skip = mark.end() if mark else 0
            if mark and words[0] == "#":
                headings.add(line.start + skip)
                words = words.rstrip("#").rstrip()
            bare = words[skip:].rstrip("*_ ") if skip else words
            # A picture is known by its mark, so the mark becomes the words of a credit.
            shown = f"Photo: {bare[2:]}" if bare.startswith("![") else bare
            if len(shown) < 1000:  # longer lines are prose, and of no further interest here
                shown = _STRONG.sub("", _LINK.sub(r"\1", shown))
            if shown.strip():
                begin = line.start + skip
                out.append(Line(begin, begin + len(bare), shown.strip(), line.blank))
    return out, frozenset(headings) if headings else None
