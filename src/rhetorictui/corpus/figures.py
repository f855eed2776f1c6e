"""Figures that differ between two passages on one fact: "some 1,200 sailors", "1,400 sailors".

A figure is a number with what it counts: a share, an amount of money, or the nouns behind it.
Dates, times, ordinals and the numbers of names ("Flight 17") count nothing. Two figures are only
set against each other where they count the same; they agree where one may be the other, rounded
or hedged ("about 3,000" is 2,987, "more than 50" is 54).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui import patterns
from rhetorictui.alignment import Difference
from rhetorictui.corpus.factwords import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rhetorictui.document import Span

_TOKEN = patterns.compile(
    r"[$£€¥]|\d+(?:,\d{3})*(?:\.\d+)?(?!\d)|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\s\w]|_"
)
_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: Final = {
    **{word: n for n, word in enumerate(_ONES_TEXT.split())},
    **{word: 10 * n for n, word in enumerate(_TENS_TEXT.split(), 2)},
}
_TIMES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_NUMERALS: Final = _WORDS.keys() | _TIMES.keys()
_LETTERS: Final = frozenset(("k", "m", "mn", "bn", "b", "tn"))
"""Multipliers that are one only where they touch the number: 5bn."""

_STATED = patterns.compile(r"[a-z]+|\d[\d.,]*")
_MONTHS_TEXT = """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september
    oct october nov november dec december
"""
_MONTHS: Final = frozenset(_MONTHS_TEXT.split())
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIME = patterns.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|GMT|st\b|nd\b|rd\b|th\b|s\b)")
"""What makes a time of day, an ordinal or a decade of the number before it."""
_YEAR = patterns.compile(r"(?:1[5-9]|20)\d\d")

_RANGE = patterns.compile(r"%?[:/–-][$£€]?\d|\s(?:to|or)\s(?:\d|(?:" + "|".join(_WORDS) + r")\b)")
_RANGED = patterns.compile(
    r"(?:\d%?[:/–-]|\d\s(?:to|or)\s|\bbetween\s(?:[$£€]?[\d,.]+|\w+)%?\s(?:\w+\s)?and\s|"
    r"\bbetween\s)[$£€]?$"
)
"""A range or a score, from its first number on, and up to its second."""

_ABOUT, _LEAST, _MOST = (0.9, 1.1), (1.0, 1.2), (0.9, 1.0)
"""What share of the number stated the true one may be."""
_HEDGE = patterns.compile(
    r"(?i:\b(?:(?P<about>about|around|some|roughly|approximately|circa|(?:an )?estimated)|"
    r"(?P<least>more than|over|at least|upwards of|no (?:fewer|less) than)|"
    r"(?P<most>nearly|almost|close to|up to|as many as|as much as|(?:just )?under|"
    r"(?:fewer|less) than|at most)))(?:\s(?:a|an|the))?\s?[$£€¥]?\s?$"
)
_BEFORE = 30
_DIGITS = 15
"""Digits that a number may have; more are a serial number."""
_MOST_PAIRS = 10_000
"""Beyond this product of figures two passages are tables, and no figure of them is compared."""
_ROUNDED = 0.05
"""Furthest that rounding alone may take a number, as a share of it."""

_FAR = 4
"""From this ratio on two figures are no two accounts of one, but two facts."""

_FATES: Final = {
    word: fate
    for fate, words in {
        "dead": "killed killing kills kill dead died dies deaths death fatalities lives life",
        "injured": "injured injuring wounded wounding hurt injuries",
        "missing": "missing",
        "arrested": "arrested arresting detained arrests",
        "rescued": "rescued rescuing survivors survived",
    }.items()
    for word in words.split()
}
"""Words that say what became of people: who died is not set against who is missing."""
_REACH = 5
_AROUND = 6
"""Words on either side that tell what a share or an amount is one of."""
_NEAR = 4
_PLURAL = ("s", "people", "men", "children", "police", "aircraft", "dead")
_NO_PLURAL_TEXT = """
    a against always an and are as at besides but by does for from had has have his in is its less
    of on or others perhaps plus said says that the this thus to us was were which who with
"""
_NO_PLURAL: Final = frozenset(_NO_PLURAL_TEXT.split())
"""Words that no counted noun follows, those in -s above all."""
_CLAUSE: Final = frozenset(',;.:!?()"“”—–')


class Figure(NamedTuple):
    """A number and what it counts; ``start`` and ``end`` are those of both, half-open.

    ``kind`` is the sign of a currency, ``%``, ``points`` or empty; ``nouns``, folded, are those
    behind the number, or around it if it has a kind; ``fate`` is what became of those counted.
    ``step`` is the worth of the number's last digit, and the true number may lie between ``low``
    and ``high``.
    """

    start: int
    end: int
    value: float
    step: float
    low: float
    high: float
    kind: str
    nouns: frozenset[str]
    fate: str


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    lower: str


def differences(left: str, at: Span, right: str, to: Span) -> tuple[Difference, ...]:
    """The figures of ``left[at]`` that ``right[to]`` gives otherwise, in the order of the left.

    What only one side tells is no difference, nor is a figure that could be set against several.
    """
    # Most passages give the same numbers, or none; that is seen without a look at what they count.
    stated, given = _stated(left[slice(*at)]), _stated(right[slice(*to)])
    if not stated or not given or stated == given:
        return ()
    ours, theirs = figures(left, at), figures(right, to)
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return ()
    rest = list(theirs)
    alone: list[Figure] = []
    for one in ours:
        same = next((two for two in rest if one.kind == two.kind and agree(one, two)), None)
        if same:
            rest.remove(same)
        else:
            alone.append(one)
    out = []
    for one in alone:
        matching = [two for two in rest if _comparable(one, two)]
        if len(matching) == 1 and sum(_comparable(other, matching[0]) for other in alone) == 1:
            two = matching[0]
            # Said again on one side, it is no other number.
            if not any(_comparable(one, f) and agree(one, f) for f in theirs) and not any(
                _comparable(f, two) and agree(f, two) for f in ours
            ):
                out.append(Difference((one.start, one.end), (two.start, two.end)))
    return tuple(out)


def _stated(passage: str) -> set[str]:
    words = _STATED.findall(passage.lower())
    return {str(_WORDS.get(word, word)) for word in words if word in _NUMERALS or word < "a"}


def agree(one: Figure, two: Figure) -> bool:
    """Whether two figures may be one number, rounded or hedged."""
    a, b = one.value, two.value
    if a == b:
        return True
    apart = abs(a - b)
    rounded = apart <= max(one.step, two.step) / 2 and apart <= _ROUNDED * max(a, b)
    return rounded or one.low <= b <= one.high or two.low <= a <= two.high


def _comparable(one: Figure, two: Figure) -> bool:
    if one.kind != two.kind or (one.fate and two.fate and one.fate != two.fate):
        return False
    if max(one.value, two.value) > _FAR * min(one.value, two.value):
        return False
    return bool(one.nouns & two.nouns or (one.fate and two.fate))


def figures(text: str, span: Span) -> list[Figure]:
    """The figures of a passage, in order."""
    tokens = [
        _Token(*match.span(), match.group(), match.group().lower())
        for match in _TOKEN.finditer(text, *span)
    ]
    out: list[Figure] = []
    at = 0
    while at < len(tokens):
        found = _number(tokens, at)
        if found is None:
            at += 1
            continue
        end, value, step = found
        if not _counts_nothing(text, tokens, at, end):
            figure = _figure(text, tokens, (at, end), value, step)
            if figure.kind or figure.nouns or figure.fate:
                out.append(figure)
        at = end
    return out


def _number(tokens: Sequence[_Token], at: int) -> tuple[int, float, float] | None:
    """The end of the number that begins at a token, its value and the size of its last digit."""
    first = tokens[at]
    if first.text[0].isdecimal():
        digits = first.text.replace(",", "")
        whole, _, decimals = digits.partition(".")
        if len(whole) > _DIGITS:
            return None
        value = float(digits)
        zeros = len(whole) - len(whole.rstrip("0"))
        # 20 is twenty, and 3,000 may be 2,987.
        step = 10.0 ** (-len(decimals) if decimals else zeros if value >= 1000 else 0)
        end = at + 1
    elif first.lower in _WORDS:
        value, step, end = float(_WORDS[first.lower]), 1.0, at + 1
        if value >= 20 and end < len(tokens):
            ones = end + 1 if tokens[end].text == "-" else end
            if ones < len(tokens) and 0 < _WORDS.get(tokens[ones].lower, 0) < 10:
                value, end = value + _WORDS[tokens[ones].lower], ones + 1
    elif first.lower in ("a", "an") and at + 1 < len(tokens):
        if tokens[at + 1].lower not in _TIMES or tokens[at + 1].lower in _LETTERS:
            return None
        value, step, end = 1.0, 1.0, at + 1
    else:
        return None
    while end < len(tokens) and (times := _TIMES.get(tokens[end].lower)):
        if tokens[end].lower in _LETTERS and tokens[end].start != tokens[end - 1].end:
            break
        value, step, end = value * times, step * times, end + 1
    return end, value, step


def _counts_nothing(text: str, tokens: Sequence[_Token], at: int, end: int) -> bool:
    """Whether a number is part of a date, a time, an ordinal, a range, a score or a name."""
    first, last = tokens[at], tokens[end - 1]
    before = tokens[at - 1] if at else None
    after = tokens[end] if end < len(tokens) else None
    if _TIME.match(text, last.end):
        return True
    if before and before.text == "." and at > 1:
        before = tokens[at - 2]  # Oct. 3
    if (before and before.lower in _MONTHS) or (after and after.lower in _MONTHS and end - at == 1):
        return True
    if _YEAR.fullmatch(first.text) and end - at == 1 and not (after and after.text == "%"):
        return not (before and before.text in "$£€¥")
    touching = first.start and text[first.start - 1]
    if touching and (touching in "-‐‑–—/:.#&'’" or touching.isalpha()):
        return True
    if _RANGE.match(text, last.end) or _RANGED.search(text, max(0, first.start - 40), first.start):
        return True
    # Flight 17; but: On Tuesday 12 people.
    named = before and before.text[0].isupper() and before.lower not in _DAYS
    return bool(
        named and before and at > 1 and first.text[0].isdecimal() and not _opens(tokens, at)
    )


def _opens(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the word before a token is the first of its sentence, so that its capital is none."""
    return at < 2 or tokens[at - 2].text in _CLAUSE - {","}


def _figure(
    text: str, tokens: Sequence[_Token], number: tuple[int, int], value: float, step: float
) -> Figure:
    first, end = number
    start, stop = tokens[first].start, tokens[end - 1].end
    kind = ""
    if first and tokens[first - 1].text in "$£€¥":
        kind, start = tokens[first - 1].text, tokens[first - 1].start
    words = [token.lower for token in tokens[end : end + 3]]
    joined = words[:1] == ["-"]
    if joined:
        end, words = end + 1, [token.lower for token in tokens[end + 1 : end + 4]]
    if words[:1] in (["%"], ["percent"], ["pct"]) or words[:2] == ["per", "cent"]:
        end += 2 if words[0] == "per" else 1
        kind, stop = "%", tokens[end - 1].end
    elif words[:1] == ["percentage"] and words[1:2] in (["point"], ["points"]):
        end += 2
        kind, stop = "points", tokens[end - 1].end
    elif not kind and words[:1] in (["dollars"], ["euros"], ["pounds"]):
        kind, stop = {"d": "$", "e": "€", "p": "£"}[words[0][0]], tokens[end].end
        end += 1
    if kind:
        nouns = _around([*tokens[max(0, first - _AROUND) : first], *tokens[end : end + _AROUND]])
    else:
        nouns, last = _counted(tokens, end, one=value == 1 or joined)
        stop = last or stop
    hedge = _HEDGE.search(text, max(0, start - _BEFORE), start)
    low = high = 1.0
    if hedge:
        low, high = _ABOUT if hedge["about"] else _LEAST if hedge["least"] else _MOST
        start = hedge.start()
    fate = "" if kind else _fate(tokens, first, end)
    return Figure(start, stop, value, step, low * value, high * value, kind, frozenset(nouns), fate)


def _counted(tokens: Sequence[_Token], at: int, *, one: bool) -> tuple[set[str], int]:
    """What is counted, folded, and where it ends (0 if nothing is): the plural behind a number, or
    the word that follows it where that is ``one``, or joined to it."""
    for token in tokens[at : at + _NEAR]:
        if not token.text[0].isalpha() or token.lower in _NO_PLURAL:
            break
        if one or token.lower.endswith(_PLURAL):
            noun = fold(token.text)[0] or token.lower.removesuffix("s")
            return {noun}, token.end
    return set(), 0


def _around(some: Iterable[_Token]) -> set[str]:
    """The words that can tell of a fact, folded."""
    words = [fold(token.text) for token in some if token.text[0].isalpha()]
    return {word for word, weight in words if weight}


def _fate(tokens: Sequence[_Token], first: int, end: int) -> str:
    """What became of those counted, told within a few words in the same clause."""
    return _told(tokens[end : end + _REACH]) or _told(reversed(tokens[max(0, first - 4) : first]))


def _told(some: Iterable[_Token]) -> str:
    for token in some:
        if token.text in _CLAUSE or token.text[0].isdecimal() or token.lower in _WORDS:
            break
        if token.lower in _FATES:
            return _FATES[token.lower]
    return ""
