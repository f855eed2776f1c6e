"""Lines of a record's text that belong to the page it was taken from: captions, links, rights.

An archive's records hold the text of web pages, where every second article has such a line. What a
line is, ``zones`` knows; asking it of each line would take longer than reading the record, so only
lines are asked that begin or end in a way in which such lines do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rhetorictui import patterns
from rhetorictui.document import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 500
_SHORT: Final = 150  # a line that a word at its beginning makes suspect
# First words of the openings of ``zones``, and what stands in every other line that it knows.
_FIRST: Final = frozenset(
    "related latest top trending more read also see watch listen continue continued with extra "
    "additional reporting writing editing compiled edited translated all contact e-mail: email: "
    "sign subscribe click share tags: topics: sponsored do have most back urgent story article "
    "media manage support advertisement advertisement: ends comments comment print copyright this "
    "follow write send enlarge image hide toggle photo photos photo: photos: picture pictures pic "
    "just must contributing: contributing slideshow next prev join get let want "
    "illustration graphic video video: credit credit: caption cover: file".split()
)
_AUTHORS: Final = ("The views ", "The opinions ", "The author ", "The writer ")
_SIGNS: Final = ("@", "©")
# What stands behind each caption of a gallery, all of which a page's text has in one line.
_BUTTON: Final = "Hide Caption "
_GALLERY: Final = patterns.compile(_BUTTON + r"\d+ of \d+")
_BUTTONS: Final = patterns.compile(rf"{_BUTTON}\d+ of \d+(?:\s+Photos:)*|^(?:\s*Photos:)+")
_ENDINGS: Final = (
    *("/", "hoto: ", "raph: ", "mage: ", "Getty", "Read more"),
    *("contributed to this", "your inbox"),
)
_CLUTTER: Final = " •*_>()[]–—-#\u00a0"


def furniture(text: str, start: int = 0) -> Iterator[Zone]:
    """The lines of ``text`` after ``start`` that are captions or about the page, in order, as zones
    in code points, without the white space around them."""
    at = start
    # Most texts hold few of these signs, which is quicker found out of the whole.
    signs = [sign for sign in _SIGNS if sign in text]
    endings = [ending for ending in _ENDINGS if ending in text]
    galleries = _BUTTON in text
    for line in text[start:].split("\n"):
        size = len(line)
        if galleries and _GALLERY.search(line):
            yield from _gallery(line, at)
        elif 3 < size <= _LONGEST:
            suspect = size <= _SHORT and (
                line[:24].lstrip(_CLUTTER).partition(" ")[0].lower() in _FIRST
                or line.startswith(_AUTHORS)
            )
            for sign in signs:
                suspect = suspect or sign in line
            if endings and not suspect:
                end = line[-60:]
                for ending in endings:
                    suspect = suspect or ending in end
            if suspect:
                bare = line.strip()
                kind = _kind(bare)
                if kind:
                    first = at + line.index(bare)
                    yield Zone(kind, first, first + len(bare))
        at += size + 1


def _gallery(line: str, at: int) -> Iterator[Zone]:
    """The captions of a gallery, and the words of its buttons between them."""
    end = 0
    for match in _BUTTONS.finditer(line):
        between = line[end : match.start()]
        if caption := between.strip():
            start = at + end + between.index(caption)
            yield Zone("caption", start, start + len(caption))
        start = match.end() - len(match.group().lstrip())
        yield Zone("boilerplate", at + start, at + match.end())
        end = match.end()
    if caption := line[end:].strip():
        start = at + line.index(caption, end)
        yield Zone("caption", start, start + len(caption))


@lru_cache(maxsize=1024)  # The same page gives the same lines.
def _kind(line: str) -> str | None:
    from rhetorictui.reading.zones import is_boilerplate, is_caption

    if is_boilerplate(line):
        return "boilerplate"
    return "caption" if is_caption(line) else None
