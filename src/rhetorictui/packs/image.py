"""The image: one byte a code point, for the automaton to scan.

Letters and digits of Latin-1 in lower case, a space for everything else, and a space at either
end, so that " word " finds whole words. It has a byte for each code point, so offsets need no
map; where something is lost (hyphens, letters beyond Latin-1), the matcher looks at the text
itself. For text that is Latin-1 but for its quotes and dashes, image and fold are two byte
translations, ten times as fast as the shadow, and equal to what the shadow gives.
"""

from __future__ import annotations

from bisect import bisect_right

from rhetorictui import patterns
from rhetorictui.language.shadow import shadow

_LATIN = bytes(range(256)).decode("latin-1")
_FOLDED = shadow(_LATIN).encode("latin-1", "replace")
_WORDS = bytes(code if chr(code).isalnum() else 32 for code in _FOLDED)
# What keeps most articles from being Latin-1 after all, and its fold.
_MARKS = (*((char, shadow(char)) for char in "’‘“”–"), ("—", "|"), ("―", "|"))
# An ellipsis is no mark to fold, but common: a control character that no text has stands for it.
_ELLIPSIS, _STAND_IN = "\u2026", "\x86"
# All letters beyond Latin-1 that fold into it.
_LETTERS = tuple((char, shadow(char)) for char in "\u0130\u0178\u1e9e\u212a\u212b")
# Spaces and line feeds, other white space, and all else, so that runs are quickly seen.
_SPACES = bytes(32 if code in b" \n" else 9 if chr(code).isspace() else 0 for code in range(256))
_WIDE_SPACES = (
    "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)
_RUN = patterns.compile(r"\s{2,}")
HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d")
"""What joins two words into one when it stands between letters; a long dash divides."""
APOSTROPHES = frozenset("'\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u00b4")


def image(text: str) -> bytes:
    """The image of ``text``: ``len(text) + 2`` bytes, byte ``i + 1`` for code point ``i``."""
    return picture(text)[0]


def fold(text: str) -> str:
    """The shadow of ``text``, but long dashes become a bar, for they divide words."""
    return unfold(picture(text)[1])


def picture(text: str) -> tuple[bytes, bytes | str]:
    """The image of ``text``, and what ``unfold`` turns into its fold, should it be wanted."""
    wide = False
    if not text.isascii():
        for char, plain in _MARKS:
            text = text.replace(char, plain)
        wide = _STAND_IN in text
        if not wide:
            text = text.replace(_ELLIPSIS, _STAND_IN)
    if not wide:
        try:
            latin = text.encode("latin-1")
        except UnicodeEncodeError:
            text = text.replace(_STAND_IN, _ELLIPSIS)
        else:
            return b" %b " % latin.translate(_WORDS), latin
    letters = text
    for char, plain in _LETTERS:
        letters = letters.replace(char, plain)
    return b" %b " % letters.encode("latin-1", "replace").translate(_WORDS), text


def unfold(half: bytes | str) -> str:
    """The fold that ``picture`` left half done."""
    if isinstance(half, str):
        return shadow(half)
    folded = half.translate(_FOLDED).decode("latin-1")
    return folded.replace(_STAND_IN, _ELLIPSIS) if _STAND_IN in folded else folded


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


def is_even(text: str, half: bytes | str) -> bool:
    """Whether white space is single throughout, but for blank lines between paragraphs.

    ``half`` is what ``picture`` gave for ``text``.
    """
    if isinstance(half, str):
        if any(space in text for space in _WIDE_SPACES):
            return False
        half = text.encode("latin-1", "replace")
    spaces = half.translate(_SPACES)
    # Where every run counts as many pairs of white space as of line feeds, it is a blank line.
    return b"\t" not in spaces and spaces.count(b"  ") == half.count(b"\n\n")
