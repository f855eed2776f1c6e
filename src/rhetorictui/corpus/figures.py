"""Figures that differ between two passages on one fact: "some 1,200 sailors", "1,400 sailors".

A figure is a number with what it counts: a share, an amount of money, a measure, an age, or the
nouns behind it. Dates, times, ordinals, scores and the numbers of names ("Flight 17") count
nothing. Two figures are only set against each other where they count the same; they agree where
one may be the other, rounded or hedged ("about 3,000" is 2,987, "more than 50" is 54, "10 to 12"
is 11).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from rhetorictui import patterns
from rhetorictui.alignment import Difference
from rhetorictui.corpus.factwords import fold
from rhetorictui.corpus.numerals import (
    CLAUSE,
    DATE,
    PARTS,
    SCORE,
    SIGNS,
    TIMES,
    WORDS,
    stated_at,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rhetorictui.corpus.numerals import Stated, Token
    from rhetorictui.document import Span

_STATED = patterns.compile(r"[a-z]+|\d[\d.,]*")
_TELLING: Final = WORDS.keys() | TIMES.keys() | PARTS.keys() | {"percentage", "basis"}
"""Words that tell which numbers a passage gives."""

_ABOUT, _LEAST, _MOST = (0.9, 1.1), (1.0, 1.2), (0.9, 1.0)
"""What share of the number stated the true one may be."""
_HEDGE = patterns.compile(
    r"(?i:(?P<about>~|\b(?:about|around|some|roughly|approximately|circa|(?:an )?estimated))|"
    r"\b(?:(?P<most>nearly|almost|close to|(?<!add )(?<!adds )(?<!went )(?<!edged )(?<!ticked )"
    r"(?<!inched )(?<!crept )up to|as many as|as much as|(?:just )?under|"
    r"(?:fewer|less) than|at most|a maximum of|(?:no|not) (?:more|over) than)|"
    r"(?P<least>more than|over|at least|upwards of|as few as|a minimum of|"
    rf"(?:no|not) (?:fewer|less) than)))(?:\s(?:a|an|the))?\s?[{SIGNS}]?\s?$"
)
_HEDGED = patterns.compile(
    r"(?i:(?P<about>[ -]odd\b| or so\b)|(?P<least>\+|[ -]plus\b| or more\b)|"
    r"(?P<most> or (?:fewer|less)\b))"
)
"""Hedges behind a number: 40-odd, 40 or more."""
_BEFORE = 30
_MOST_PAIRS = 10_000
"""Beyond this product of figures two passages are tables, and no figure of them is compared."""
_ROUNDED = 0.05
"""Furthest that rounding alone may take a number, as a share of it."""

_FAR = 2
_FAR_IN_FATE = 4
"""From this ratio on two figures are no two accounts of one, but two facts."""
_ALIKE = 0.75
"""Share of the words around that two figures have in common where no ratio is too large: the
sentence is the same but for the number."""

_FATES: Final = {
    word: fate
    for fate, words in {
        "dead": "killed killing kills kill dead died dies deaths death fatalities lives",
        "injured": "injured injuring wounded wounding hurt injuries",
        "missing": "missing",
        "arrested": "arrested arresting detained arrests",
        "rescued": "rescued rescuing survivors survived",
    }.items()
    for word in words.split()
}
"""Words that say what became of people: who died is not set against who is missing."""
_DONE: Final = frozenset("killed injured wounded hurt arrested detained rescued".split())
_DOING: Final = frozenset("killing kills kill injuring wounding arresting rescuing".split())
"""What is done to those counted before the verb, or by them."""
_PASSIVE: Final = frozenset("is are was were be been being got".split())
_ADJUNCT: Final = frozenset(
    "in by at on near when after and as while during over since this last from".split()
)
"""What may follow a passive verb, which has no object."""
_ELSEWHERE: Final = frozenset("in on at by for after during within since from before".split())
"""Prepositions: what they join to a verb is not whom it befell. Wounded in two attacks."""
_REACH = 5
_AROUND = 6
"""Words on either side that tell what a number is one of."""
_NEAR = 4
_PLURAL = ("s", "people", "men", "children", "police", "aircraft", "dead")
_NO_PLURAL_TEXT = """
    a against always an and are as at besides but by does for from had has have his in is its less
    of on or others perhaps plus said says that the this thus to us was were which who with
"""
_NO_PLURAL: Final = frozenset(_NO_PLURAL_TEXT.split())
"""Words that no counted noun follows, those in -s above all."""
_SINGULAR: Final = {"person": "people", "child": "children", "foot": "feet"}
_MORE: Final = frozenset("more fewer other others another additional further extra".split())
"""What sets a number apart from another: three other sailors are none of the four."""

_CURRENCIES: Final = {
    "dollar": "$", "euro": "€", "pound": "£", "yen": "¥", "rupee": "₹", "rouble": "₽", "ruble": "₽",
}  # fmt: skip
_MEASURES_TEXT = """
    second minute hour day week month year decade inch feet yard mile meter metre kilometer
    kilometre km acre hectare degree ton tonne kilogram gallon liter litre barrel point time cent
"""
_MEASURES: Final = frozenset(_MEASURES_TEXT.split())
"""Units: years and miles are counted of many things, so what is around them must tell of which."""
_PERCENT: Final = frozenset(("%", "percent", "pct", "cent", "percentage", "basis"))
_SILENT: Final = WORDS.keys() | TIMES.keys() | _PERCENT | _CURRENCIES.keys() | {"us"}
"""Words near a number that say nothing of what it is one of: another number's."""


class Figure(NamedTuple):
    """A number and what it counts; ``start`` and ``end`` are those of both, half-open.

    ``kind`` is a currency, a unit, ``%``, ``points``, ``age`` or empty; ``nouns`` are those behind
    a number without a kind, ``around`` the words near it that can tell of a fact, all folded;
    ``fate`` is what became of those counted, ``more`` whether others are counted besides.
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
    around: frozenset[str]
    fate: str
    more: bool


def differences(left: str, at: Span, right: str, to: Span) -> tuple[Difference, ...]:
    """The figures of ``left[at]`` that ``right[to]`` gives otherwise, in the order of the left.

    What only one side tells is no difference, nor is a figure that could be set against several.
    """
    # Most passages give the same numbers, or none; that is seen without a look at what they count.
    stated, given = _stated(left[slice(*at)]), _stated(right[slice(*to)])
    if not stated or not given or stated == given:
        return ()
    (ours, loose), (theirs, others) = _read(left, at), _read(right, to)
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return ()
    alone, rest = _unmatched(ours, theirs)
    out = []
    for one in alone:
        matching = [two for two in rest if _comparable(one, two)]
        if len(matching) == 1 and sum(_comparable(other, matching[0]) for other in alone) == 1:
            two = matching[0]
            # Said again on one side, it is no other number.
            if not _said(one, theirs, others) and not _said(two, ours, loose):
                out.append(Difference((one.start, one.end), (two.start, two.end)))
    return tuple(out)


def _stated(passage: str) -> list[str]:
    words = _STATED.findall(passage.lower())
    return [str(WORDS.get(word, word)) for word in words if word in _TELLING or word < "a"]


def _unmatched(
    ours: Sequence[Figure], theirs: Sequence[Figure]
) -> tuple[list[Figure], list[Figure]]:
    """The figures of either side that no figure of the other one agrees with.

    The same number of something else is taken for the same, for the words may differ, unless each
    has a counterpart that says otherwise: three dead and two missing, two dead and three missing.
    """
    alone, rest = _without(ours, theirs, _comparable)
    told = {one for one in alone if any(_comparable(one, two) for two in rest)}
    given = {two for two in rest if any(_comparable(one, two) for one in alone)}
    return _without(alone, rest, lambda one, two: one not in told or two not in given)


def _without(
    ours: Sequence[Figure], theirs: Sequence[Figure], same: Callable[[Figure, Figure], bool]
) -> tuple[list[Figure], list[Figure]]:
    """Both sides without the figures that agree, where they may be of the ``same``."""
    alone: list[Figure] = []
    rest = list(theirs)
    for one in ours:
        for two in rest:
            if one.kind == two.kind and agree(one, two) and same(one, two):
                rest.remove(two)
                break
        else:
            alone.append(one)
    return alone, rest


def _said(one: Figure, figures: Iterable[Figure], loose: Iterable[float]) -> bool:
    """Whether a passage gives the number of ``one`` as well: in one of its figures that can be
    compared, or in a number of which nobody knows what it counts."""
    return one.value in loose or any(
        one.kind == f.kind and _comparable(one, f) and agree(one, f) for f in figures
    )


def agree(one: Figure, two: Figure) -> bool:
    """Whether two figures may be one number, rounded or hedged."""
    a, b = one.value, two.value
    if a == b:
        return True
    apart = abs(a - b)
    rounded = apart <= max(one.step, two.step) / 2 and apart <= _ROUNDED * max(a, b)
    return rounded or one.low <= b <= one.high or two.low <= a <= two.high


def _comparable(one: Figure, two: Figure) -> bool:
    shared = len(one.around & two.around)
    least, most = sorted((len(one.around), len(two.around)))
    near = shared > 0 and shared >= min(2, least)
    if one.kind != two.kind:
        # Three per cent and three percentage points are not the same.
        return {one.kind, two.kind} == {"%", "points"} and one.value == two.value and near
    if one.more != two.more or (one.fate and two.fate and one.fate != two.fate):
        return False
    fate = bool(one.fate and two.fate)
    if not (near if one.kind else one.nouns & two.nouns or fate):
        return False
    alike = shared > 1 and shared >= _ALIKE * most
    far = inf if alike else _FAR_IN_FATE if fate else _FAR
    return max(one.value, two.value) <= far * min(one.value, two.value)


def figures(text: str, span: Span) -> list[Figure]:
    """The figures of a passage, in order."""
    return _read(text, span)[0]


def _read(text: str, span: Span) -> tuple[list[Figure], set[float]]:
    """The figures of a passage, and the values of its numbers that count nothing known."""
    tokens = tokens_of(text, span)
    out: list[Figure] = []
    loose: set[float] = set()
    at = 0
    while at < len(tokens):
        stated = stated_at(text, tokens, at)
        if stated is None:
            at += 1
            continue
        if stated.kind == SCORE:
            loose |= {stated.low, stated.high}
        elif stated.kind != DATE:
            figure = _figure(text, tokens, at, stated)
            if figure.kind or figure.nouns or figure.fate:
                out.append(figure)
            else:
                loose.add(figure.value)
        at = stated.end
    return out, loose


def _figure(text: str, tokens: Sequence[Token], first: int, stated: Stated) -> Figure:
    end, value, step, low, high, kind = stated
    start, stop = tokens[first].start, tokens[end - 1].end
    if first and tokens[first - 1].text in SIGNS:
        first, kind = first - 1, tokens[first - 1].text
        start = tokens[first].start
        land = tokens[first - 1] if first else None
        if kind == "$" and land and land.end == start and land.text.isalpha():
            # Another dollar: A$, HK$.
            first, start = first - 1, land.start
            kind = "$" if land.text == "US" else land.text + kind
    hedge = _HEDGE.search(text, max(0, start - _BEFORE), start)
    after = _HEDGED.match(text, stop)
    for found in (hedge, after):
        if found:
            share = _ABOUT if found["about"] else _LEAST if found["least"] else _MOST
            low, high = share[0] * low, share[1] * high
    if after:
        stop = after.end()
        while end < len(tokens) and tokens[end].start < stop:
            end += 1
    place = end
    if not kind:
        kind, place, scale = _kind(tokens, first, end)
        value, step, low, high = value * scale, step * scale, low * scale, high * scale
    nouns: set[str] = set()
    if kind:
        stop = tokens[place - 1].end if place > end else stop
    else:
        one = value == 1 or (end < len(tokens) and tokens[end].text == "-")
        nouns, last = _counted(tokens, end, one=one)
        stop = last or stop
    start = hedge.start() if hedge else start
    some = [*tokens[max(0, first - _AROUND) : first], *tokens[place : place + _AROUND]]
    return Figure(
        start, stop, value, step, low, high, kind, frozenset(nouns), frozenset(_around(some)),
        "" if kind else _fate(tokens, first, end), _besides(tokens, first, end),
    )  # fmt: skip


def _besides(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether others are counted besides: three other sailors. Three more are missing: of whom
    that is said, these are all."""
    before, behind, after = (
        tokens[at].lower if 0 <= at < len(tokens) else "" for at in (first - 1, end, end + 1)
    )
    return before in _MORE or (behind in _MORE and after not in _PASSIVE)


def _kind(tokens: Sequence[Token], first: int, end: int) -> tuple[str, int, float]:
    """The unit behind a number, where it ends, and what it multiplies the number with."""
    places = [at for at in range(end, min(end + 6, len(tokens))) if tokens[at].text != "-"][:3]
    words = [tokens[at].lower for at in places]
    if not words:
        return "", end, 1.0
    pair = words[1:2]
    if words[0] in ("%", "percent", "pct"):
        return "%", places[0] + 1, 1.0
    if words[:2] == ["per", "cent"]:
        return "%", places[1] + 1, 1.0
    if words[0] in ("percentage", "basis") and pair in (["point"], ["points"]):
        return "points", places[1] + 1, 0.01 if words[0] == "basis" else 1.0
    one, two = (word.removesuffix("s") for word in [*words, ""][:2])
    if (one == "year" and two == "old") or words[:3] == ["years", "of", "age"]:
        return "age", places[1 if two == "old" else 2] + 1, 1.0
    if first and tokens[first - 1].lower == "aged":
        return "age", end, 1.0
    if _apposed(tokens, first, end):
        return "age", end, 1.0
    if one in _CURRENCIES:
        return _CURRENCIES[one], places[0] + 1, 1.0
    if words[0] == "us" and two in _CURRENCIES:
        return _CURRENCIES[two], places[1] + 1, 1.0
    one = {"foot": "feet", "inche": "inch", "metre": "meter", "kilometre": "km",
           "kilometer": "km", "litre": "liter"}.get(one, one)  # fmt: skip
    return (one, places[0] + 1, 1.0) if one in _MEASURES else ("", end, 1.0)


def _apposed(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a number stands as an age behind a name: Ana Sol, 44, said."""
    return (
        2 <= first < end < len(tokens) + 1
        and tokens[first - 1].text == ","
        and tokens[first - 2].text[0].isupper()
        and len(tokens[first].text) < 3
        and tokens[first].text.isdecimal()
        and end - first == 1
        and (end == len(tokens) or tokens[end].text in ",.;")
    )


def _counted(tokens: Sequence[Token], at: int, *, one: bool) -> tuple[set[str], int]:
    """What is counted, folded, and where it ends (0 if nothing is): the plural behind a number, or
    the word that follows it where that is ``one``, or joined to it."""
    at += at < len(tokens) and tokens[at].text == "-"
    for token in tokens[at : at + _NEAR]:
        if not token.text[0].isalpha() or token.lower in _NO_PLURAL:
            break
        if token.lower in _MORE:
            continue
        word = _SINGULAR.get(token.lower, token.lower)
        name = fold(word[:-3] + "man" if word.endswith("men") else word)[0]
        if word.endswith(_PLURAL) or (one and name):
            return {name or word.removesuffix("s")}, token.end
    return set(), 0


def _around(some: Iterable[Token]) -> set[str]:
    """The words that can tell of a fact, folded."""
    words = [
        fold(token.text)
        for token in some
        if token.text[0].isalpha() and token.lower.removesuffix("s") not in _SILENT
    ]
    return {word for word, weight in words if weight}


def _fate(tokens: Sequence[Token], first: int, end: int) -> str:
    """What became of those counted, told within a few words in the same clause."""
    behind = tokens[end : end + _REACH]
    for at, token in enumerate(behind):
        if _breaks(token):
            break
        fate = _FATES.get(token.lower, "")
        if token.lower in _DOING:
            return ""
        if token.lower in _DONE and not (at and behind[at - 1].lower in _PASSIVE):
            after = tokens[end + at + 1].lower if end + at + 1 < len(tokens) else ""
            if after[:1].isalnum() and after not in _ADJUNCT:
                return ""  # two blasts killed five
        if fate:
            return fate
    for token in reversed(tokens[max(0, first - 4) : first]):
        if _breaks(token) or token.lower in _ELSEWHERE:
            break
        if token.lower in _FATES:
            return _FATES[token.lower]
    return ""


def _breaks(token: Token) -> bool:
    return token.text in CLAUSE or token.text[0].isdecimal() or token.lower in WORDS
