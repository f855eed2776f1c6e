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


def shadow(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, spaces and hyphens, of the same length."""
    for char in set(_ODD.findall(text)):
        text = text.replace(char, _FOLD[char])
    return text.lower()
