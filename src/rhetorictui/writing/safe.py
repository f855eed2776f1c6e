"""Text that a terminal cannot be tricked by.

Articles come from anywhere. An escape sequence in one could recolour, retitle or rewrite the
terminal, a bidirectional override could show words in another order than they are in, an
invisible character could hide in a name. ``visible`` puts a harmless sign in place of each, one
code point for one, so that spans stay where they are.
"""

from __future__ import annotations

import re

from rhetorictui import patterns

_SIGN = "\ufffd"
# Control characters have pictures of their own; the rest becomes the replacement character.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_HIDDEN = (
    "\x7f-\x9f"  # DEL and C1, which some terminals obey as 8-bit escape sequences
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides, isolates
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # invisible separators, joiners, deprecated controls
    "\u2028\u2029"  # line and paragraph separators
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters that draw nothing
    "\u180e\ufff0-\ufffb"  # vowel separator, interlinear annotation
    "\ud800-\udfff"  # lone surrogates, which no stream can encode
    "\U000e0000-\U000e00ff"  # tags and what lies between them
    "\U0001d173-\U0001d17a\U000f0000-\U0010ffff"  # musical controls, private use planes
)
_ANY = patterns.compile(f"[\x00-\x1f{_HIDDEN}]")
_NOT_NEWLINE = patterns.compile(f"[\x00-\x09\x0b-\x1f{_HIDDEN}]")
_NOT_TAB = patterns.compile(f"[\x00-\x08\x0a-\x1f{_HIDDEN}]")
_NEITHER = patterns.compile(f"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_FIND = {
    (False, False): _ANY,
    (True, False): _NOT_NEWLINE,
    (False, True): _NOT_TAB,
    (True, True): _NEITHER,
}


def visible(text: str, *, newline: bool = False, tab: bool = False) -> str:
    """``text`` with every control or invisible character replaced, of the same length.

    C0 controls and DEL become their control pictures (U+2400 on), the rest U+FFFD: C1, marks
    and overrides of direction, lone surrogates, invisible letters and separators, private planes.
    Line feeds stay with ``newline``, tabs with ``tab``. The zero-width joiner and non-joiner
    stay: scripts and emoji need them.
    """
    # Most text passes here: it costs a fifth of the search, and says no to any control character.
    if text.isascii() and text.isprintable():
        return text
    return _FIND[newline, tab].sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    return _PICTURES.get(ord(match.group()), _SIGN)
