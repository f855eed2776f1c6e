"""Numbers as news writes them: ``1,200``, ``1.2bn``, ``one hundred and twenty``, ``two-thirds``.

Here is what a number is worth, where it ends, and how exactly it is stated; what it counts is
looked at in ``figures``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.document import Span

SIGNS: Final = "$£€¥₹₩₽₪₦₺₴"
"""Signs of currencies."""
_TOKEN = patterns.compile(
    # Thousands by commas, in India hundreds of them, or by spaces that do not break a line.
    rf"[{SIGNS}]|(?:\d{{1,3}}(?:,\d\d)*(?:[,\u00a0\u2009\u202f]\d{{3}})+|\d{{1,3}}(?: 000)+|\d+)"
    r"(?:\.\d+)?(?!\d)|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\s\w]|[\w]"
)
_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: Final = {
    **{word: n for n, word in enumerate(_ONES_TEXT.split())},
    **{word: 10 * n for n, word in enumerate(_TENS_TEXT.split(), 2)},
}
"""Words for numbers below a hundred."""
TIMES: Final = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "dozen": 12, "lakh": 1e5, "crore": 1e7,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
"""Words and letters that multiply the number before them."""
LETTERS: Final = frozenset(("k", "m", "mn", "bn", "b", "tn"))
"""Multipliers that are one only where they touch the number: 5bn."""
_VULGAR: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_DIGITS = 15
"""Digits that a number may have; more are a serial number."""


_MONTHS_TEXT = """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september
    oct october nov november dec december
"""
_MONTHS: Final = frozenset(_MONTHS_TEXT.split())
_DAYS: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TIME = patterns.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|GMT|st\b|nd\b|rd\b|th\b|s\b)")
"""What makes a time of day, an ordinal or a decade of the number before it."""
_YEAR = patterns.compile(r"(?:1[5-9]|20)\d\d")

PARTS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_PART = (0.95, 1.05)
"""What share of a fraction in words the true one may be: two-thirds are 65 per cent."""
_TOUCHING: Final = frozenset("-‐‑–—/:.#&'’")
_DASHES: Final = frozenset("-‐‑–")


class Token(NamedTuple):
    """A word, a number in digits or a sign; ``lower`` is its text in lower case."""

    start: int
    end: int
    text: str
    lower: str


class Number(NamedTuple):
    """A number up to the token ``end``; ``step`` is the worth of its last digit."""

    end: int
    value: float
    step: float


CLAUSE: Final = frozenset(',;.:!?()"“”—–')
"""Signs that part clauses."""

DATE, SCORE = "date", "score"


class Stated(NamedTuple):
    """A number or a range, up to the token ``end``; its ``kind`` is ``%`` if it is a fraction.

    A date is no number, and of a score, or the number in a name, nobody knows what it counts.
    """

    end: int
    value: float
    step: float
    low: float
    high: float
    kind: str = ""


def tokens_of(text: str, span: Span) -> list[Token]:
    """The tokens of a passage, in code points."""
    return [
        Token(*match.span(), match.group(), match.group().lower())
        for match in _TOKEN.finditer(text, *span)
    ]


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token."""
    first = tokens[at]
    if first.text[0].isdecimal():
        found = _digits(tokens, at)
    elif first.lower in WORDS or (first.lower in ("a", "an") and _times(tokens, at + 1)):
        found = _spelt(tokens, at)
    elif first.lower == "half" or _lower(tokens, at + 1) == "half":
        found = _half(tokens, at)
    else:
        found = None
    if found is None:
        return None
    end, value, step = found
    while times := _times(tokens, end):
        value, step, end = value * times, step * times, end + 1
    return Number(end, value, step)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _times(tokens: Sequence[Token], at: int) -> float:
    """What a token multiplies the number before it with; 0 if it does not."""
    name = _lower(tokens, at)
    if name in LETTERS:
        touches = tokens[at - 1].text[0].isdecimal() and tokens[at].start == tokens[at - 1].end
        return TIMES[name] if touches else 0
    return TIMES.get(name, 0)


def _digits(tokens: Sequence[Token], at: int) -> Number | None:
    digits = "".join(char for char in tokens[at].text if char.isdecimal() or char == ".")
    whole, _, decimals = digits.partition(".")
    if len(whole) > _DIGITS:
        return None
    value = float(digits)
    zeros = len(whole) - len(whole.rstrip("0"))
    # 20 is twenty, and 3,000 may be 2,987.
    step = 10.0 ** (-len(decimals) if decimals else zeros if value >= 1000 else 0)
    part = _VULGAR.get(_lower(tokens, at + 1), 0.0)
    if part and tokens[at + 1].start == tokens[at].end:
        return Number(at + 2, value + part, 0.25)
    return Number(at + 1, value, step)


def _spelt(tokens: Sequence[Token], at: int) -> Number:
    """A number in words: twenty-one, one hundred and twenty, two thousand five hundred."""
    total, group, end, place = 0, 0, at, at
    while True:
        name = _lower(tokens, place)
        if place == at or (name in WORDS and _fits(group, WORDS[name])):
            group += WORDS.get(name, 1)
        elif name in ("dozen", "hundred") and 0 < group < 100:
            group *= int(TIMES[name])
        elif group and name in TIMES and name not in LETTERS:
            total, group = total + group * int(TIMES[name]), 0
        else:
            break
        end = place = place + 1
        # Twenty-one; a hundred and twenty, but not: two and three.
        if _lower(tokens, place) == "-" or (name in TIMES and _lower(tokens, place) == "and"):
            place += 1
    step = float(TIMES.get(tokens[end - 1].lower, 1))
    for half in (["and", "a", "half"], ["-", "and", "-", "a", "-", "half"]):
        if [token.lower for token in tokens[end : end + len(half)]] == half:
            return Number(end + len(half), total + group + step / 2, step / 2)
    return Number(end, float(total + group), step)


def _fits(group: int, more: int) -> bool:
    """Whether a word goes on with a number: the ones after a ten, anything after a hundred."""
    return more > 0 and (group % 100 == 0 or (group % 100 >= 20 and not group % 10 and more < 10))


def _half(tokens: Sequence[Token], at: int) -> Number | None:
    """Half a million, a half-dozen; half alone is none."""
    end = at + 1 if tokens[at].lower == "half" else at + 2
    if tokens[at].lower not in ("half", "a", "one"):
        return None
    if _lower(tokens, end) in ("a", "-"):
        end += 1
    name = _lower(tokens, end)
    return Number(end, 0.5, 0.1) if name in TIMES and name not in LETTERS else None


def stated_at(text: str, tokens: Sequence[Token], at: int) -> Stated | None:
    """The fraction, number, range, score or date that begins at a token."""
    share = _share(tokens, at)
    number = None if share else number_at(tokens, at)
    if number is None:
        return share
    end, value, step = number
    if _dated(text, tokens, at, end):
        return Stated(end, value, step, value, value, DATE)
    if _named(text, tokens, at):
        return Stated(end, value, step, value, value, SCORE)
    return _range(text, tokens, at, number)


def _share(tokens: Sequence[Token], at: int) -> Stated | None:
    """A fraction in words, in per cent: two-thirds, a quarter of, half the."""
    first, second = _lower(tokens, at), _lower(tokens, at + 1)
    if first == "half":
        return _part(at + 1, 1 / 2) if second in ("of", "the") else None
    count = 1 if first == "a" else WORDS.get(first, 0)
    joined = second == "-" and first != "a"
    end = at + 3 if joined else at + 2
    whole = PARTS.get(_lower(tokens, end - 1).removesuffix("s"), 0) if count else 0
    # A third man is no third of them.
    if not count < whole or not (joined or _lower(tokens, end) == "of"):
        return None
    return _part(end, count / whole)


def _part(end: int, part: float) -> Stated:
    value = 100 * part
    return Stated(end, value, 1.0, _PART[0] * value, _PART[1] * value, "%")


def _dated(text: str, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is part of a date or a time, or an ordinal."""
    first = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[end].lower if end < len(tokens) else ""
    if _TIME.match(text, tokens[end - 1].end):
        return True
    if before and before.text == "." and at > 1:
        before = tokens[at - 2]  # Oct. 3
    if (before and before.lower in _MONTHS) or (after in _MONTHS and end - at == 1):
        return True
    if _YEAR.fullmatch(first.text) and end - at == 1 and after != "%":
        return not (before and before.text in SIGNS)
    return False


def _named(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is part of a name: Flight 17, G20, COVID-19."""
    first = tokens[at]
    touching = first.start and text[first.start - 1]
    if touching and (touching in _TOUCHING or touching.isalpha()):
        return True
    # On Tuesday 12 people; and the first word of a sentence has its capital from there.
    if at < 2 or not first.text[0].isdecimal() or tokens[at - 2].text in CLAUSE - {","}:
        return False
    return tokens[at - 1].text[0].isupper() and tokens[at - 1].lower not in _DAYS


def _range(text: str, tokens: Sequence[Token], at: int, number: Number) -> Stated:
    """The number, or the range, score, date or time that begins with it."""
    end, value, step = number
    alone = Stated(end, value, step, value, value)
    place = end + (end < len(tokens) and tokens[end].lower in ("%", "percent"))
    unit = place > end
    if place >= len(tokens):
        return alone
    name, touches = tokens[place].lower, tokens[place].start == tokens[place - 1].end
    start = at - (at > 0 and tokens[at - 1].text in SIGNS)
    before = tokens[start - 1].lower if start else ""
    if touches and (name in _DASHES or name in "/:"):
        place += 3 if [t.lower for t in tokens[place + 1 : place + 3]] == ["to", "-"] else 1
    elif name in ("to", "or") or (name == "and" and before == "between"):
        place += 1
        touches = False
    else:
        return alone
    signed = place < len(tokens) and tokens[place].text in SIGNS
    place += signed
    second = number_at(tokens, place) if place < len(tokens) else None
    if second is None or (touches and tokens[place].start != tokens[place - 1].end):
        return alone
    if name in "/:" or _dated(text, tokens, place, second.end):
        return alone._replace(end=second.end, kind=DATE)
    if name == "to" and before == "from":
        return alone  # from 10 to 12: what it was and what it is
    if tokens[end - 1].lower not in TIMES:
        # 10 to 12 million
        for token in tokens[place : second.end]:
            value *= TIMES.get(token.lower, 1)
    low, high = value, second.value
    if low >= high and (signed or unit):
        return alone
    # Lost by 41% to 50%.
    kind = SCORE if low >= high or (unit and name == "to") else ""
    return Stated(second.end, (low + high) / 2, second.step, low, high, kind)
