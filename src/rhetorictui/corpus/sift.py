"""Which lines of raw bytes can hold a pattern at all, told before anything is parsed.

A concordance of a large file looks at few of its articles. Finding a word in raw bytes is some
fifty times cheaper than parsing the line it stands in, so lines without it are blanked out
(blank, not gone: line numbers are part of ids and messages). No hit is lost: a needle is one
plain ASCII word that every match must contain, and where something else could stand for its
letters (JSON escapes, the Kelvin sign, a dotted capital I) or part them (the markup of a page) the
line is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from rhetorictui.packs.common import per_million
from rhetorictui.packs.phrases import END, EXACT, STAR, Phrase, PhraseError, parse

_MOST = 8  # each needle is a pass over the bytes
_RUN = re.compile(r"[a-z]+")
# Letters spelt as escapes, and what folds to a letter: chunks with these are rare.
_ESCAPED_LETTER = re.compile(rb"\\u(?:00[4-7]|013[01]|017f|212a|003c)")
# What folds to an ASCII letter, as a byte that is rare in English: the first of U+0130 and
# U+0131, the last of U+212A, the first of U+017F.
_STANDS_FOR = {"i": b"\xc4", "k": b"\xaa", "s": b"\xc5"}


# What may part the letters of a word, or stand for one: tags that end, entities.
_PARTS = (b"</", b"<\\/", b"<wbr", b"&#", b"&shy;")


class Needle(NamedTuple):
    """Lower-case ASCII letters; ``whole`` when nothing but a whole word can match."""

    letters: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class Sieve:
    """Keeps the lines that hold one of its needles; without needles it keeps everything."""

    needles: tuple[Needle, ...] = ()

    def text(self, data: bytes) -> bool:
        """Whether a whole file of text may hold the pattern."""
        if not self.needles or b"\0" in data:
            return True
        low = data.lower()
        odd = self._odd()
        return any(n.letters in low for n in self.needles) or any(b in low for b in odd)

    def lines(self, data: bytes) -> bytes:
        """JSON Lines with every line blanked that cannot hold the pattern.

        Unless each line looks like an object, all of them are kept, for the reader to complain.
        """
        starts = _objects(data) if self.needles else []
        if not starts:
            return data
        low = data.lower()
        if _ESCAPED_LETTER.search(low):
            return data
        kept: set[int] = set()
        for needle in self.needles:
            _places(low, needle.letters, needle.whole, kept)
        for byte in (*self._odd(), *_PARTS):
            _places(low, byte, False, kept)
        pieces: list[bytes] = []
        at = 0
        for start in sorted(kept):
            line = bisect_left(starts, start)
            end = starts[line + 1] if line + 1 < len(starts) else len(data)
            pieces += (b"\n" * (line - at), data[start:end])
            at = line + 1
        return b"".join(pieces)

    def _odd(self) -> list[bytes]:
        letters = {chr(code) for needle in self.needles for code in needle.letters}
        return [byte for letter, byte in _STANDS_FOR.items() if letter in letters]


def _objects(data: bytes) -> list[int]:
    """Where the lines start; none unless each begins and ends as an object does."""
    end = len(data)
    while data[end - 1 : end] == b"\n":
        end -= 1
    if not data.startswith(b"{") or data[end - 1 : end] != b"}":
        return []
    starts = [0]
    at = data.find(b"\n", 0, end)
    while at >= 0:
        if data[at - 1 : at + 2] != b"}\n{":
            return []
        starts.append(at + 1)
        at = data.find(b"\n", at + 1, end)
    return starts


def _places(low: bytes, letters: bytes, whole: bool, kept: set[int]) -> None:
    """Add the starts of the lines of ``low`` that hold ``letters``."""
    size = len(letters)
    at = low.find(letters)
    while at >= 0:
        if whole and not _is_word(low, at, at + size):
            at = low.find(letters, at + 1)
            continue
        kept.add(low.rfind(b"\n", 0, at) + 1)
        end = low.find(b"\n", at)
        if end < 0:
            return
        at = low.find(letters, end)


def _is_word(low: bytes, start: int, end: int) -> bool:
    """Whether ``start..end`` may be a word: after an escape such as \\n, anything may begin."""
    before = low[start - 1 : start]
    if before.isalnum() and low[start - 2 : start - 1] != b"\\":
        return low[start - 6 : start - 4] == b"\\u"
    return not low[end : end + 1].isalnum()


def for_phrase(pattern: str) -> Sieve:
    """A sieve for a phrase of the packs' language; one that keeps everything if need be.

    Raises PhraseError.
    """
    needles: dict[str, bool] = {}
    for phrase in parse(pattern):
        best = _cheapest(phrase)
        if best is None:
            return Sieve()
        needles.update(best)
    # A needle within another finds what that would; it is then no longer a whole word.
    least = [n for n in needles if not any(o in n for o in needles if o != n)]
    if len(least) > _MOST:
        return Sieve()
    covers = {n for n in least if any(n in other for other in needles if other != n)}
    return Sieve(tuple(Needle(n.encode(), needles[n] and n not in covers) for n in sorted(least)))


def _cheapest(phrase: Phrase) -> dict[str, bool] | None:
    """The needles of one segment, of which every match of the phrase holds one."""
    options = []
    for segment in phrase.segments:
        found = [_rarest(variant) for variant in segment]
        if None not in found:
            needles = dict(pair for pair in found if pair)
            options.append((sum(_commonness(n) for n in needles), needles))
    return min(options, key=lambda option: option[0])[1] if options else None


def _rarest(variant: str) -> tuple[str, bool] | None:
    """The rarest run of ASCII letters in a variant, and whether it is bounded as a word is."""
    runs = []
    for word in variant.replace(EXACT, "").replace(END, "").lower().split():
        for match in _RUN.finditer(word):
            around = word[match.start() - 1 : match.start()] + word[match.end() : match.end() + 1]
            whole = STAR not in around and not any(char.isalnum() for char in around)
            runs.append((match.group(), whole))
    runs = [run for run in runs if len(run[0]) > 1]
    return min(runs, key=lambda run: _commonness(run[0]), default=None)


def _commonness(run: str) -> float:
    return per_million(run) / len(run)


def for_regex(pattern: str) -> Sieve:
    """A sieve for a regular expression that asks for a run of letters outside all brackets."""
    run = _required(pattern)
    return Sieve((Needle(run.encode(), False),)) if run else Sieve()


def _required(pattern: str) -> str:
    """The longest run of at least three ASCII letters that every match holds, else nothing."""
    if "(?" in re.sub(r"\(\?(?:[:=!]|<[=!]|P?<\w+>|-?i:)", "", pattern):
        return ""  # flags and conditions can change what letters mean
    runs = [""]
    depth = at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
            runs.append("")
        elif char == "[":
            close = pattern.find("]", at + 2)
            at = len(pattern) if close < 0 else close
            runs.append("")
        elif char in "()":
            depth += 1 if char == "(" else -1
            runs.append("")
        elif char == "|" and not depth:
            return ""
        elif char in "*?{":
            runs[-1:] = [runs[-1][:-1], ""]
            if char == "{":
                at = max(at, pattern.find("}", at))
        elif char.isascii() and char.isalpha() and not depth:
            runs[-1] += char.lower()
        else:
            runs.append("")
        at += 1
    longest = max(runs, key=len)
    return longest if len(longest) > 2 else ""


def sieve(pattern: str, regex: bool = False) -> Sieve:
    """The sieve of a pattern as ``finder`` takes it."""
    if regex:
        return for_regex(pattern)
    try:
        return for_phrase(pattern)
    except PhraseError:
        return Sieve()
