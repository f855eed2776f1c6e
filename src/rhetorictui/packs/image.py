"""The image: one byte a code point, for the automaton to scan.

Letters and digits of Latin-1 in lower case, a space for everything else, and a space at either
end, so that " word " finds whole words. It has a byte for each code point, so offsets need no
map; where something is lost (hyphens, letters beyond Latin-1), the matcher looks at the text
itself. Where little in a text is beyond Latin-1, image and fold are two byte translations, and
equal to what the shadow gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from rhetorictui import patterns
from rhetorictui.language.shadow import narrow, shadow
from rhetorictui.packs.native import scanner

_LATIN = bytes(range(256)).decode("latin-1")
_FOLDED = shadow(_LATIN).encode("latin-1", "replace")
_WORDS = bytes(code if chr(code).isalnum() else 32 for code in _FOLDED)
# What keeps most articles from being Latin-1 after all, and its fold.
_MARKS = (*((char, shadow(char)) for char in "’‘“”–"), ("—", "|"), ("―", "|"))
# All letters beyond Latin-1 that fold into it.
_LETTERS = tuple((char, shadow(char)) for char in "\u0130\u0178\u1e9e\u212a\u212b")
# Spaces and line feeds, other white space, and all else, so that runs are quickly seen.
_SPACES = bytes(32 if code in b" \n" else 9 if chr(code).isspace() else 0 for code in range(256))
_RUN = patterns.compile(r"\s{2,}")
HYPHENS = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d")
"""What joins two words into one when it stands between letters; a long dash divides."""
APOSTROPHES = frozenset("'\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u00b4")

Half = tuple[bytes, list[tuple[str, str]]] | str
"""A text of which the fold is not made yet: as ``narrow`` gives it, or else the text."""


def image(text: str) -> bytes:
    """The image of ``text``: ``len(text) + 2`` bytes, byte ``i + 1`` for code point ``i``."""
    return picture(text)[0]


def fold(text: str) -> str:
    """The shadow of ``text``, but long dashes become a bar, for they divide words."""
    return unfold(picture(text)[1])


def picture(text: str) -> tuple[bytes, Half]:
    """The image of ``text``, and what ``unfold`` turns into its fold, should it be wanted."""
    if not text.isascii():
        for char, plain in _MARKS:
            text = text.replace(char, plain)
    if half := narrow(text):
        return b" %b " % half[0].translate(_WORDS), half
    letters = text
    for char, plain in _LETTERS:
        letters = letters.replace(char, plain)
    return b" %b " % letters.encode("latin-1", "replace").translate(_WORDS), text


def unfold(half: Half) -> str:
    """The fold that ``picture`` left half done."""
    if isinstance(half, str):
        return shadow(half)
    folded = half[0].translate(_FOLDED).decode("latin-1")
    for stand_in, char in half[1]:
        folded = folded.replace(stand_in, char)
    return folded


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


def is_even(half: Half) -> bool:
    """Whether white space is single throughout, but for blank lines between paragraphs.

    ``half`` is what ``picture`` gave for the text.
    """
    if isinstance(half, str):
        if any(char.isspace() and char > "\xff" for char in set(half)):
            return False
        latin = half.encode("latin-1", "replace")
    else:
        latin, stood = half
        if any(folded == " " for _, folded in stood):
            return False
    if not _uneven(latin):
        return True
    # Where every run counts as many pairs of white space as of line feeds, it is a blank line.
    spaces = latin.translate(_SPACES)
    return b"\t" not in spaces and spaces.count(b"  ") == latin.count(b"\n\n")


def uneven() -> Callable[[bytes], bool]:
    """What tells whether a text in Latin-1 has white space other than single spaces and line feeds,
    or two of these side by side that are not both line feeds."""
    if scanner:
        compiled: Callable[[bytes], bool] = scanner.uneven
        return compiled
    from ahocorasick_rs import BytesAhoCorasick, MatchKind

    # One literal alone, or a few of one byte, are sought by the processor's vectors, fifteen times
    # as fast as ``bytes`` itself does.
    others = [bytes([code]) for code in range(256) if _SPACES[code] == 9]
    seekers = (
        *(BytesAhoCorasick([pair]) for pair in (b"  ", b" \n", b"\n ")),
        BytesAhoCorasick(others, matchkind=MatchKind.LeftmostFirst),
    )
    return lambda latin: any(seeker.find_matches_as_indexes(latin) for seeker in seekers)


_uneven = uneven()
