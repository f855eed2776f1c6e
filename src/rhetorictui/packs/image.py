"""The image: one byte a code point, for the automaton to scan.

Letters and digits of Latin-1 in lower case, a space for everything else, and a space at either
end, so that " word " finds whole words. It has a byte for each code point, so offsets need no
map; where the fold loses something (hyphens, letters beyond Latin-1), the matcher looks at the
text itself. It is made from the text, for that is cheaper than from the shadow, and equals the
image of the shadow.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from rhetorictui.language.shadow import shadow

_TABLE = bytes(
    ord(low) if (low := chr(code).lower()).isalnum() and len(low) == 1 else 32
    for code in range(256)
)
# Beyond Latin-1, but their lower case is within it.
_CAPITALS = {"\u0130": "i", "\u0178": "\xff", "\u1e9e": "\xdf", "\u212a": "k", "\u212b": "\xe5"}
_ODD_SPACES = "\t\r\v\f\x1c\x1d\x1e\x1f\x85\xa0"
_WIDE_SPACES = (
    "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)
_RUN = re.compile(r"\s{2,}")
_DASHES = "—―"
HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d")
"""What joins two words into one when it stands between letters; a long dash divides."""
APOSTROPHES = frozenset("'\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u00b4")


def image(text: str) -> bytes:
    """The image of ``text``: ``len(text) + 2`` bytes, byte ``i + 1`` for code point ``i``."""
    if not text.isascii():
        for char, low in _CAPITALS.items():
            if char in text:
                text = text.replace(char, low)
    return b" %b " % text.encode("latin-1", "replace").translate(_TABLE)


def fold(text: str) -> str:
    """The shadow of ``text``, but long dashes become a bar, for they divide words."""
    for dash in _DASHES:
        if dash in text:
            text = text.replace(dash, "|")
    return shadow(text)


def fold_but_case(text: str) -> str:
    """``fold`` without lower case."""
    folded = fold(text)
    return "".join(t if t.lower() == f else f for t, f in zip(text, folded, strict=True))


class Squeezed:
    """A text whose runs of white space within a paragraph are single spaces; offsets map back."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts, self._shifts = [0], [0]
        at = 0
        size = 0
        for match in _RUN.finditer(text):
            run = match.group().replace("\r\n", "\n")
            if sum(map(run.count, "\n\r\u2029")) > 1:
                continue
            start, end = match.span()
            pieces += (text[at:start], " ")
            size += start - at + 1
            self._starts.append(size)
            self._shifts.append(end - size)
            at = end
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def place(self, offset: int) -> int:
        """The offset in the original text of an offset in ``self.text``."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def is_even(text: str) -> bool:
    """Whether white space is single throughout, but for blank lines between paragraphs."""
    return not (
        "  " in text
        or "\n " in text
        or " \n" in text
        or any(space in text for space in _ODD_SPACES)
        or (not text.isascii() and any(space in text for space in _WIDE_SPACES))
    )
