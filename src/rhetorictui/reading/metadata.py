"""Title, dates, outlet, by-line and zones of an article that is nothing but text.

Nothing is guessed: what a text does not state is None. A text is read as head (everything above
the running prose), body, and tail; ``zones`` knows the looks of single lines.
"""

from __future__ import annotations

from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.document import Zone
from rhetorictui.reading import zones as look
from rhetorictui.reading.zones import Line

_HEAD = 25
_BULLET = patterns.compile(r"[-*•·▪◦–—]\s+")


class Metadata(NamedTuple):
    """What an article says of itself. Spans of zones are code points into the text."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    url: str | None = None


class _Finds:
    """What has been found so far; the first statement of a thing counts."""

    def __init__(self, title: str | None = None, headings: frozenset[int] | None = None) -> None:
        self.title = title
        # Where the lines start that the source marks as headings; None where it marks none.
        self.headings = headings
        self.published: str | None = None
        self.updated: str | None = None
        self.outlet: str | None = None
        self.names: list[str] = []
        self.zones: list[Zone] = []

    def zone(self, kind: str, line: Line) -> None:
        self.zones.append(Zone(kind, line.start, line.end))

    def sign(self, credit: look.Credit) -> None:
        self.names += [name for name in credit.names if name not in self.names]
        self.outlet = self.outlet or credit.outlet

    def date(self, dated: look.Dated) -> None:
        self.published = self.published or dated.published
        self.updated = self.updated or dated.updated
        for piece in dated.rest:
            credit = look.byline(piece)
            if credit is not None:
                self.sign(credit)
            elif look.is_outlet(piece):
                self.outlet = self.outlet or piece

    def result(self, url: str | None = None) -> Metadata:
        return Metadata(
            self.title,
            self.published,
            self.updated,
            self.outlet,
            tuple(self.names),
            tuple(sorted(self.zones, key=lambda zone: zone.start)),
            url,
        )


def of_text(text: str) -> Metadata:
    """Metadata and zones of plain text."""
    return of_lines(look.lines_of(text))


def of_lines(
    lines: list[Line], title: str | None = None, headings: frozenset[int] | None = None
) -> Metadata:
    """The same for lines whose marks are already taken off.

    ``headings`` holds the starts of the lines that the source marks as headings (None: it marks
    none); ``title`` is given where the source stated it apart from its text.
    """
    finds = _Finds(title, headings)
    if len(lines) > 1:
        body = _head(lines, finds)
        end = _tail(lines, body, finds)
        _body(lines, body, end, finds)
    elif lines:
        _opening(lines[0], finds)
    return finds.result()


def _head(lines: list[Line], finds: _Finds) -> int:
    """Read the lines above the running prose; returns the index of the first line of prose."""
    at = 0
    titled = False  # the headline itself was met, not only stated elsewhere
    while at < min(len(lines) - 1, _HEAD):
        line = lines[at]
        text = line.text
        if finds.headings and line.start in finds.headings:
            if titled:
                break
            at = _take_title(lines, at, finds)
            titled = True
            continue
        if (dates := look.dated(text)) is not None:
            finds.zone("date", line)
            finds.date(dates)
        elif (credit := look.byline(text)) is not None and (titled or _title_after(lines, at)):
            finds.zone("byline", line)
            finds.sign(credit)
        elif look.is_caption(text):
            finds.zone("caption", line)
        elif look.is_boilerplate(text):
            finds.zone("boilerplate", line)
        elif not titled and look.is_section(text) and _title_after(lines, at):
            finds.zone("section", line)
        elif titled and look.is_outlet(text) and _signs(text, finds):
            finds.zone("byline", line)
            finds.outlet = finds.outlet or text
        elif not titled:
            if finds.headings is not None or not _is_title(lines, at):
                break
            at = _take_title(lines, at, finds)
            titled = True
            continue
        elif _is_deck(lines, at, finds):
            finds.zone("deck", line)
        else:
            break
        at += 1
    return at


def _signs(text: str, finds: _Finds) -> bool:
    """Capitals alone may be a cry or a button; below a date or a by-line they name the outlet."""
    kinds = [zone.kind for zone in finds.zones[-1:]]
    return text in look.AGENCIES or " " in text or kinds in (["date"], ["byline"])


def _title_after(lines: list[Line], at: int) -> bool:
    """Whether a title may still come after the line ``at``: it is no body that follows."""
    for i in range(at + 1, min(at + 6, len(lines) - 1)):
        text = lines[i].text
        if look.dated(text) is None and look.byline(text) is None and not look.is_section(text):
            return _is_title(lines, i)
    return False


def _is_title(lines: list[Line], at: int) -> bool:
    text = lines[at].text
    if len(text) > 220 or look.dateline(text) or at + 1 >= len(lines):
        return False
    if look.is_sentence(text):
        # A headline with a full stop stands apart from the text below it and is shorter.
        after = lines[at + 1]
        prose = max(len(line.text) for line in lines[at + 1 : at + 6])
        return after.blank and len(text) < 110 and prose > 1.5 * len(text)
    return True


def _take_title(lines: list[Line], at: int, finds: _Finds) -> int:
    first = lines[at]
    end = first.end
    words = [first.text]
    at += 1
    # A title broken over two lines of a narrow column.
    while (
        at + 1 < len(lines)
        and 40 <= len(lines[at - 1].text) <= 80
        and not lines[at].blank
        and lines[at].text[:1].islower()
        and not look.is_sentence(lines[at].text)
        and finds.headings is None
    ):
        words.append(lines[at].text)
        end = lines[at].end
        at += 1
    if finds.title is None:
        finds.title = " ".join(" ".join(words).split())
    finds.zones.append(Zone("headline", first.start, end))
    return at


def _is_deck(lines: list[Line], at: int, finds: _Finds) -> bool:
    """A line between headline and text that is neither: it ends like a headline, not a sentence."""
    text = lines[at].text
    if _BULLET.match(text):
        rest = lines[at + 1 : at + 8]
        return any(not _BULLET.match(line.text) for line in rest) and len(text) < 160
    bare = text.rstrip("\"'”’)")
    if len(text) > 250 or look.dateline(text) or not (text[0].isupper() or text[0] in "‘'\"“"):
        return False
    if bare.endswith((".", "…", ":", "!", ";", ",")):
        return False
    after = lines[at + 1]
    if not after.blank and after.text[:1].islower():  # the first line of a wrapped paragraph
        return False
    return len(text.split()) >= 4 and _prose_follows(lines, at)


def _prose_follows(lines: list[Line], at: int) -> bool:
    return any(look.is_sentence(line.text) for line in lines[at + 1 : at + 8])


def _tail(lines: list[Line], body: int, finds: _Finds) -> int:
    """Read the lines below the running prose; returns the index after the last line of prose."""
    end = len(lines)
    # All after a list of links is boilerplate, unless it says what else it is.
    for at in range(max(body, len(lines) // 2), len(lines)):
        if look.opens_links(lines[at].text):
            end = at
            break
    for line in lines[end:]:
        kind = "caption" if look.is_caption(line.text) else "boilerplate"
        finds.zone(kind, line)
    while end > body:
        line = lines[end - 1]
        text = line.text
        opener = _bracket(lines, body, end)
        if opener is not None:
            start = lines[opener]
            whole = Line(start.start, line.end, " ".join(x.text for x in lines[opener:end]), True)
            if look.is_caption(whole.text) or look.is_boilerplate(whole.text):
                kind = "caption" if look.is_caption(whole.text) else "boilerplate"
                finds.zone(kind, whole)
                _reporting(whole.text, finds)
                end = opener
                continue
        if (dates := look.dated(text)) is not None and (dates.published or dates.updated):
            finds.zone("date", line)
            finds.date(dates)
        elif look.is_caption(text):
            finds.zone("caption", line)
        elif look.is_boilerplate(text):
            finds.zone("boilerplate", line)
            _reporting(text, finds)
            _rights(text, finds)
        else:
            break
        end -= 1
    return end


def _bracket(lines: list[Line], body: int, end: int) -> int | None:
    """Where a bracket that closes the last line was opened, if as the first sign of a line."""
    if not lines[end - 1].text.endswith((")", "]")):
        return None
    for at in range(end - 1, max(body - 1, end - 6), -1):
        if lines[at].text[0] in "([":
            return at
        if lines[at].blank:
            return None
    return None


_REPORTING = patterns.compile(r"(?i)\W*(?:reporting|writing|written|story)\s+by\s+([^;()]+)")
_RIGHTS = patterns.compile(
    r"(?:(?i:copyright)\s*)?(?:©|\([cC]\))\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?,?\s*)?"
    r"(?:by\s+)?(?P<who>(?:[A-Z][\w&'’]*\s?){1,6})"
)


def _reporting(text: str, finds: _Finds) -> None:
    m = _REPORTING.match(text)
    if m is not None:
        credit = look.credit_of(m[1])
        # Below the text it names who reported; a by-line above it has said so already.
        if not finds.names:
            finds.names += credit.names
        finds.outlet = finds.outlet or credit.outlet


def _rights(text: str, finds: _Finds) -> None:
    m = _RIGHTS.match(text)
    if m is not None and finds.outlet is None and look.is_outlet(m["who"].strip()):
        finds.outlet = m["who"].strip()


def _body(lines: list[Line], start: int, end: int, finds: _Finds) -> None:
    """Zones within the running prose: dateline, captions, headings, links."""
    if start < end:
        _opening(lines[start], finds)
    for at in range(start, end):
        line = lines[at]
        text = line.text
        if len(text) > 500:
            continue
        if look.is_caption(text):
            finds.zone("caption", line)
        elif look.is_boilerplate(text) and (line.blank or at == start):
            finds.zone("boilerplate", line)
        elif (
            line.start in finds.headings
            if finds.headings is not None
            else start < at < end - 1 and _is_heading(lines, at)
        ):
            finds.zone("heading", line)


def _opening(line: Line, finds: _Finds) -> None:
    found = look.dateline(line.text)
    if found is not None:
        finds.zones.append(Zone("dateline", line.start, line.start + found.end))
        finds.outlet = finds.outlet or found.agency
        finds.published = finds.published or found.date


def _is_heading(lines: list[Line], at: int) -> bool:
    """A short line without an end between paragraphs of prose."""
    line = lines[at]
    text = line.text
    before, after = lines[at - 1], lines[at + 1]
    return (
        len(text) <= 70
        and len(text.split()) <= 9
        and text[0].isupper()
        and text[-1] not in ".,;:!…”\"’')]-–—"
        and len(after.text) >= 60
        and (line.blank or before.text.rstrip("\"'”’)").endswith((".", "!", "?")))
        and (after.blank or len(after.text) >= 120)
        and not _BULLET.match(text)
    )
