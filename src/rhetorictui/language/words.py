"""Words of English news, as they are written and as they are counted.

As written, a word is letters and digits with inner apostrophes, hyphens and points. Counted are
words without case and without a possessive or contracted 's, so that ``China`` and ``China’s``
are one; a number with its thousands is one word, and letters with points keep the last one
(``u.s.``), which tells them from the word of the same letters. Signs without width, of which a soft
hyphen is one, are no part of a word, and ligatures are letters. All figures of words in a corpus
come from here: keyness, n-grams, collocates and stats count the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from rhetorictui import patterns
from rhetorictui.document import Span

WORD = patterns.compile(r"[^\W_]+(?:['’.\-‐‑&][^\W_]+)*")
"""A word as written: ``U.S``, ``don’t``, ``so-called``, ``COVID-19`` and ``AT&T`` are one each."""

_COUNTED = patterns.compile(
    r"((?:[^\W\d_]\.)+[^\W\d_]\b\.?|"
    r"[^\W_]+(?:(?:'(?![sS]\b)|[.\-‐‑&]|(?<=\d),(?=\d{3}(?!\d)))[^\W_]+)*)(?:'[sS]\b)?"
)
_MEMO_LIMIT = 300_000


def word_spans(text: str) -> list[Span]:
    """The words of ``text`` as written, in order, as code-point spans, half-open."""
    return [match.span() for match in WORD.finditer(text)]


# Signs without width, ligatures, letters with accents of their own.
_ODD = patterns.compile(
    "[\u00ad\u200b-\u200d\u2060\ufeff]|[\ufb00-\ufb04]|[^\\W\\d_][\u0300-\u036f]+"
)
_LIGATURES = dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04", "ff fi fl ffi ffl".split(), strict=True))


def _plainly(m: re.Match[str]) -> str:
    """A letter with its accents as one, a ligature as letters; what has no width as nothing."""
    found = m.group()
    return normalize("NFC", found) if len(found) > 1 else _LIGATURES.get(found, "")


class _Known(dict[str, str]):
    """What stands between two spaces to the words in it, found once and remembered: five times
    as fast as the expression, which never crosses white space."""

    def __missing__(self, chunk: str) -> str:
        plain = chunk if chunk.isascii() else _ODD.sub(_plainly, chunk)
        found = " ".join(_COUNTED.findall(plain))
        if len(self) < _MEMO_LIMIT:
            self[chunk] = found
        return found


_known = _Known().__getitem__


def cased_words_of(text: str) -> str:
    """The words of ``text`` as they are counted but for their case, with spaces between."""
    return " ".join(map(_known, text.replace("’", "'").split()))


def words_of(text: str) -> str:
    """The words of ``text`` as they are counted, with spaces between."""
    return cased_words_of(text).lower()


def word_places(text: str) -> list[tuple[int, int, str]]:
    """The words that ``words_of`` gives, each with its span in code points."""
    plain = text.replace("’", "'")
    if plain.isascii() or not _ODD.search(plain):
        return [(*match.span(1), match[1].lower()) for match in _COUNTED.finditer(plain)]
    # Where each code point of the plain text stands in the text, and where the last one ends.
    places: list[int] = []
    parts: list[str] = []
    at = 0
    for odd in _ODD.finditer(plain):
        parts += (plain[at : odd.start()], _plainly(odd))
        places += range(at, odd.start())
        places += [odd.start()] * len(parts[-1])
        at = odd.end()
    parts.append(plain[at:])
    places += range(at, len(plain) + 1)
    return [
        (places[match.start(1)], places[match.end(1) - 1] + 1, match[1].lower())
        for match in _COUNTED.finditer("".join(parts))
    ]


def words_within(text: str, spans: Iterable[Span]) -> int:
    """How many words are counted in the union of ``spans``."""
    total = reached = 0
    for start, end in sorted((start, end) for start, end in spans):
        if end > reached:
            total += len(words_of(text[max(start, reached) : end]).split())
            reached = end
    return total
