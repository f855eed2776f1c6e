"""The shadow: the text folded for matching, code point by code point, so that offsets need no map.

Case, curly quotes, spaces and dashes are folded. Every code point becomes exactly one, so a span
found in the shadow is a span of the text: ``len(shadow(t)) == len(t)`` for every ``t``.
"""

from __future__ import annotations

import re

from rhetorictui import patterns

_FOLDS = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\uff07\u00b4\u2039\u203a",
    '"': "\u201c\u201d\u201e\u201f\u2033\uff02\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    # The only code point whose lower case is longer than itself.
    "i": "\u0130",
}
_FOLD = {char: to for to, chars in _FOLDS.items() for char in chars}
# One class of all that `lower` alone would leave: found by one scan, replaced only where present,
# because `str.translate` looks every character up and costs some 20 times as much on real text.
_ODD = patterns.compile("[" + "".join(map(re.escape, _FOLD)) + "]")


def _slowly(text: str) -> str:
    for char in set(_ODD.findall(text)):
        text = text.replace(char, _FOLD[char])
    return text.lower()


# What keeps most articles from being Latin-1, but for the ellipsis and rarer ones.
_MARKS = tuple((char, _FOLD[char]) for char in "\u2019\u2018\u201c\u201d\u2013\u2014")
_STAND_INS = "\x86\x87\x8a\x8b\x8c\x8d\x8e\x8f"
_LATIN = _slowly(bytes(range(256)).decode("latin-1")).encode("latin-1")


def shadow(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, spaces and hyphens, of the same length."""
    if not text.isascii():
        for char, plain in _MARKS:
            text = text.replace(char, plain)
    narrowed = narrow(text)
    if not narrowed:
        return _slowly(text)
    # Bytes are translated some ten times as fast as text is lowered.
    latin, stood = narrowed
    folded = latin.translate(_LATIN).decode("latin-1")
    for stand_in, char in stood:
        folded = folded.replace(stand_in, char)
    return folded


def narrow(text: str) -> tuple[bytes, list[tuple[str, str]]] | None:
    """``text`` in Latin-1, a byte a code point, with the folds of what is beyond.

    Where such a fold is a space or beyond itself, a control character that the text lacks stands
    for it, and both are told. None if there are too many of these.
    """
    stood: list[tuple[str, str]] = []
    for stand_in in _STAND_INS:
        try:
            return text.encode("latin-1"), stood
        except UnicodeEncodeError as error:
            char = text[error.start]
        folded = _slowly(char)
        if " " < folded < "\u0100":
            text = text.replace(char, folded)
        # How a capital sigma is lowered depends on what stands next to it.
        elif stand_in in text or char == "\u03a3":
            break
        else:
            text = text.replace(char, stand_in)
            stood.append((stand_in, folded))
    return None
