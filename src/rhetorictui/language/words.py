"""Words of English news, as they are written and as they are counted.

As written, a word is letters and digits with inner apostrophes, hyphens and points. Counted are
words without case and without a possessive or contracted 's, so that ``China`` and ``China’s``
are one; a number with its thousands is one word, and letters with points keep the last one
(``u.s.``), which tells them from the word of the same letters. All figures of words in a corpus
come from here: keyness, n-grams, collocates and stats count the same.
"""

from __future__ import annotations

from collections.abc import Iterable

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


class _Known(dict[str, str]):
    """What stands between two spaces to the words in it, found once and remembered: five times
    as fast as the expression, which never crosses white space."""

    def __missing__(self, chunk: str) -> str:
        found = " ".join(_COUNTED.findall(chunk))
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
    return [(*match.span(1), match[1].lower()) for match in _COUNTED.finditer(plain)]


def words_within(text: str, spans: Iterable[Span]) -> int:
    """How many words are counted in the union of ``spans``."""
    total = reached = 0
    for start, end in sorted((start, end) for start, end in spans):
        if end > reached:
            total += len(words_of(text[max(start, reached) : end]).split())
            reached = end
    return total
