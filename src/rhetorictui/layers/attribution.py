"""The attribution model: which word reports, and where its source, cue and content begin and end.

Small linear rankers, each over the few candidates that grammar allows, applied one after the
other: cue head → cue span → source → content before the cue → content behind it. What a ranker
looks at is a handful of keys per candidate (words, tags and punctuation around it); a key expands
to features, and its score is the sum of their weights. Keys repeat far more often than whole
contexts do, so their scores are remembered: in bulk a candidate costs a look-up per key.
``benchmarks/train_quotes.py`` trains the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import getitem
from typing import Any

Key = tuple[Any, ...]
Expand = Callable[..., tuple[str, ...]]
Keys = tuple[Key, ...]
Span = tuple[int, int]

BOS, EOS = "<s>", "</s>"
_LIGHT = frozenset(
    "also then later further repeatedly again even only just still not n't never already recently "
    "reportedly once now always often has have had is are was were be been being will would could "
    "may might must should can do does did to 's 've 'd 're 'll 'm".split()
)
_SAY = frozenset("said says say told according added wrote".split())
STOPS = frozenset(", ; : - — – -- ( ) [ ] \" . ? ! … ...".split())
_JOINTS = frozenset(
    "but and or because that while though although if when where as so than who which whether "
    "said says".split()
)
_NP_END = STOPS | frozenset(
    "and but or because while after before when as if though although since in on at for to by "
    "with from during that who which whose whom about over than not so unless until without also "
    "is are was were be been being am has have had do does did will would can could may might must "
    "shall should 's 're 've 'll 'd 'm said says say saying told of against between into through "
    "under n't never also then now just still only even yet nor what how why whether this it he "
    "she they we i you there here".split()
)
_CONTENT_END = STOPS | frozenset(
    "and but or because while after before when as if though although since in on at for to by "
    "with from during that who which whose about over than not so unless until without".split()
)
_MEMO_LIMIT = 60_000


class Frame:
    """One sentence prepared for the rankers.

    ``tags`` is padded, so that ``tags[-1]`` and ``tags[n]`` are the sentence's edges; ``quoted``
    is 1 for each token within quotation marks.
    """

    __slots__ = ("any_quoted", "low", "n", "quoted", "says", "tags")

    def __init__(self, low: list[str], tags: list[str], quoted: list[int]) -> None:
        self.n = len(low)
        self.low = [*low, EOS, EOS, EOS, BOS, BOS, BOS]
        self.tags = [*tags, EOS, EOS, EOS, BOS, BOS, BOS]
        self.quoted = [*quoted, 0, 0, 0, 0, 0, 0]
        self.any_quoted = 1 if 1 in quoted else 0
        self.says = min(2, len([1 for word in low if word in _SAY]))


class Memo(dict[Key, float]):
    """Scores of keys, each worked out when first asked for."""

    __slots__ = ("expand", "weights")

    def __init__(self, expand: Expand, weights: Mapping[str, float]) -> None:
        super().__init__()
        self.expand = expand
        self.weights = weights

    def __missing__(self, key: Key) -> float:
        weight = self.weights.get
        value = 0.0
        for feature in self.expand(*key):
            value += weight(feature, 0.0)
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[key] = value
        return value


class Ranker:
    """A linear score over keys: ``weights`` by feature, one expander for each key of a candidate."""

    __slots__ = ("memos",)

    def __init__(self, expand: Sequence[Expand], weights: Mapping[str, float]) -> None:
        self.memos = [Memo(one, weights) for one in expand]

    def score(self, keys: Sequence[Key]) -> float:
        """The sum over the candidate's keys."""
        return sum(map(getitem, self.memos, keys))


_STEMS: dict[str, str] = {}


def stem(word: str) -> str:
    """A crude stem, only to let an unseen inflection share what is known of a seen one."""
    known = _STEMS.get(word)
    if known is not None:
        return known
    short = word
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            short = word[: -len(ending)]
            break
    if len(short) > 3 and short[-1] == short[-2]:
        short = short[:-1]
    short = short.rstrip("y")
    if len(_STEMS) > _MEMO_LIMIT:
        _STEMS.clear()
    _STEMS[word] = short
    return short


_DIST = (0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 7)


def dist(n: int) -> int:
    """A distance in tokens, in few steps."""
    return _DIST[n] if n < 20 else 8


# ---------------------------------------------------------------- cue head
def head_keys(f: Frame, i: int) -> Keys:
    low, tags, quoted = f.low, f.tags, f.quoted
    word, tag, q = low[i], tags[i], quoted[i]
    st = stem(word)
    left = i - 1
    floor = max(-1, i - 5)
    while left > floor and (low[left] in _LIGHT or low[left].endswith("ly")):
        left -= 1
    that = "that" in low[i + 1 : i + 5]
    rest = f.n - i
    return (
        (word, st, tag, q, f.any_quoted, f.says),
        (st, tag, low[i + 1], tags[i + 1]),
        (st, tag, low[i - 1], tags[i - 1]),
        (tags[i - 2], tags[i - 1], tags[i + 1], tags[i + 2], q),
        (st, tag, tags[left]),
        (st, tag, that, dist(rest), i == 0),
        (q, quoted[i - 1], quoted[i + 1], f.any_quoted, tags[i + 1]),
    )


HEAD: tuple[Expand, ...] = (
    lambda word, st, tag, q, any_quoted, says: (
        f"a{word}", f"b{st}|{q}", f"c{tag}|{q}", f"d{word[-3:]}", f"e{st}|{any_quoted}",
        f"f{says}|{word in _SAY}|{any_quoted}",
    ),
    lambda st, tag, word, after: (f"g{st}|{word}", f"h{st}|{after}", f"i{tag}|{after}", f"j{word}"),
    lambda st, tag, word, before: (
        f"k{st}|{word}", f"l{st}|{before}", f"m{tag}|{before}", f"n{word}",
    ),
    lambda b2, b1, a1, a2, q: (f"o{b1}|{a1}", f"p{a1}|{a2}|{q}", f"q{b2}|{b1}"),
    lambda st, tag, subject: (f"r{st}|{subject}", f"s{tag}|{subject}", f"t{subject}"),
    lambda st, tag, that, rest, first: (
        f"u{tag}|{that}", f"v{st}|{that}", f"w{tag}|{rest < 4}|{first}", f"x{st}|{rest}",
    ),
    lambda q, q0, q1, any_quoted, after: (f"y{q}|{q0}|{q1}|{any_quoted}", f"z{q}|{q0}|{q1}|{after}"),
)


# ---------------------------------------------------------------- cue span
def left_keys(f: Frame, head: int, at: int) -> Keys:
    """Does the token ``at``, just left of the cue so far, belong to the cue?"""
    low, tags = f.low, f.tags
    step = min(head - at, 6)
    return (
        (low[at], tags[at], low[at + 1], tags[at + 1], tags[at - 1], step),
        (low[at], tags[at], stem(low[head]), tags[head], f.quoted[at] - f.quoted[head], step),
    )


LEFT: tuple[Expand, ...] = (
    lambda word, tag, after_word, after, before, step: (
        f"a{tag}", f"b{tag}|{before}", f"c{tag}|{after}", f"d{word}|{after_word}", f"e{word}",
        f"f{word}|{step}", f"g{word[-2:]}|{after}", f"h{tag}|{before}|{after}",
        f"i{tag}|{step}|{before}",
    ),
    lambda word, tag, st, head_tag, q, step: (f"j{tag}|{head_tag}", f"k{word}|{st}", f"l{q}|{step}"),
)


def right_keys(f: Frame, head: int, last: int) -> Keys:
    """Does the token behind ``last``, the cue's last so far, belong to the cue?"""
    low, tags = f.low, f.tags
    at = last + 1
    step = min(at - head, 8)
    st = stem(low[head])
    return (
        (low[last], tags[last], low[at], tags[at], tags[at + 1], step, f.any_quoted),
        (st, tags[head], low[at], tags[at], tags[at + 1], step),
        (f.quoted[at] - f.quoted[head], f.quoted[at + 1], step),
    )


RIGHT: tuple[Expand, ...] = (
    lambda last_word, last, word, tag, after, step, any_quoted: (
        f"a{word}", f"b{word}|{step}", f"c{tag}|{step}", f"d{tag}|{after}", f"e{word}|{after}",
        f"f{last_word}|{word}", f"g{last}|{tag}|{after}", f"h{last_word}|{word}|{after}",
        f"i{any_quoted}|{tag}|{step}",
    ),
    lambda st, head_tag, word, tag, after, step: (
        f"j{st}|{word}", f"k{st}|{step}", f"l{head_tag}|{tag}", f"m{st}|{tag}|{after}",
    ),
    lambda q, q1, step: (f"n{q}|{q1}|{step}",),
)


# ---------------------------------------------------------------- source
def source_ends(f: Frame, cue: Span) -> list[int]:
    """Tokens that may end the source: the last of a noun phrase. -1 stands for no source."""
    low = f.low
    start, end = cue
    out = [-1]
    for i in range(max(0, start - 30), start):
        word, after = low[i], low[i + 1]
        if (
            i == start - 1 or after in _NP_END or after in _PAST or after[-2:] == "ed"
            or word in _SUBJECTS
        ) and (word[0].isalnum() or word in _CLOSE):
            out.append(i)
    if low[end] in _NO_SOURCE:
        return out
    for i in range(end, min(f.n, end + 45)):
        word, after = low[i], low[i + 1]
        if i - end > 15:
            if after not in _SENTENCE_END:
                continue
        elif i - end > 3 and after not in _NP_END and i < f.n - 1:
            continue
        if word[0].isalnum() or word in _CLOSE:
            out.append(i)
    return out


_CLOSE = frozenset(") ] % \" , 's '".split())
_SUBJECTS = frozenset("he she they i we who you".split())
_PAST = frozenset(
    "went took began wrote brought led ran got made gave came put told spent goes takes began kept "
    "left felt found held met won lost sent stood drew spoke saw became became sat rose fell grew "
    "paid shot cut set hit broke built chose drove fought flew forgot knew laid meant quit read rode "
    "sought sold shook sang slammed struck swore taught thought threw understood wore says tells "
    "makes gives wants comes calls gets keeps finds sees thinks knows believes".split()
)
_SENTENCE_END = frozenset((".", EOS, '"', "!", "?"))
_NO_SOURCE = frozenset("that , . : ; \" ) to in on at for if whether how as because and but".split())


def source_end_keys(f: Frame, cue: Span) -> Callable[[int], Keys]:
    """The keys of a token as the last of the source of ``cue``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    start, end = cue
    first, before, after_cue = low[start], tags[start - 1], tags[end]
    ending = low[end - 1][-3:]
    st = stem(low[end - 1])
    first_tag, any_quoted, q = tags[start], f.any_quoted, quoted[start]
    form = first[-3:] if first[-3:] == "ing" else first if first == "to" else "-"

    def keys(i: int) -> Keys:
        if i < 0:
            return (
                ("N", first_tag, before, after_cue, q, start == 0),
                ("N", 0, first, first_tag, st, ending, before, after_cue, any_quoted),
                (),
                (),
            )
        after, tag = tags[i + 1], tags[i]
        if i < start:
            side, gap = "L", start - i - 1
            commas = low[i + 1 : start].count(",") if gap else 0
            middle = after if gap else "-"
        else:
            side, gap = "R", i - end
            commas = low[end:i].count(",")
            middle = after_cue
        d = _DIST[gap] if gap < 20 else 8
        return (
            (side, tag, after, d, commas if commas < 3 else 3, quoted[i] - q),
            (side, d, first, first_tag, st, ending, before, after_cue, any_quoted),
            (side, d, tags[i - 1], tag, after, tags[i + 2], middle),
            (side, form, before, _lead(f, i), after, low[i + 1][-2:], gap == 0),
        )

    return keys


def _lead(f: Frame, i: int) -> int:
    """How the tokens up to ``i`` begin the sentence: 0 they are one noun phrase, 1 after an
    opening phrase with a comma, 2 neither."""
    low = f.low
    at = i
    while at >= 0 and low[at] not in _NP_END:
        at -= 1
    return 0 if at < 0 else 1 if low[at] == "," and i < 25 and low[:at].count(",") == 0 else 2


def _source_end_place(
    side: str, tag: str, after: Any, d: Any, commas: Any, q: Any
) -> tuple[str, ...]:
    if side == "N":
        return (f"a{tag}", f"b{tag}|{after}", f"c{d}", f"d{commas}|{q}", f"d{tag}|{commas}")
    return (
        f"e{side}|{d}|{commas}", f"f{side}|{tag}", f"g{side}|{tag}|{after}|{d == 0}",
        f"h{side}|{d}|{tag}", f"i{side}|{d}|{commas}|{tag}", f"j{side}|{q}|{d == 0}",
        f"k{side}|{after}|{d}", f"l{side}|{d}|{after}|{commas}",
    )


def _source_end_cue(
    side: str, d: int, first: str, first_tag: str, st: str, ending: str, before: str, after: str,
    any_quoted: int,
) -> tuple[str, ...]:
    return (
        f"m{side}|{d}|{first}", f"n{side}|{d}|{first_tag}", f"o{side}|{st}|{d == 0}",
        f"p{side}|{d}|{before}", f"q{side}|{d}|{after}|{ending}", f"r{side}|{d}|{first[-3:]}",
        f"s{side}|{d}|{before}|{any_quoted}", f"t{side}|{d == 0}|{st}|{before}",
        f"u{side}|{d}|{first}|{before}",
    )


def _source_end_near(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    side, d, b1, tag, a1, a2, middle = key
    return (f"v{side}|{b1}|{tag}|{a1}", f"w{side}|{a1}|{a2}|{d == 0}", f"x{side}|{d}|{middle}|{tag}")


def _source_end_subject(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    side, form, before, lead, after, ending, next_to = key
    return (
        f"y{side}|{form}|{lead}|{next_to}", f"z{form}|{before}|{lead}|{after}",
        f"A{form}|{lead}|{ending}|{side}", f"B{lead}|{after}|{side}|{next_to}",
    )


SOURCE_END: tuple[Expand, ...] = (
    _source_end_place, _source_end_cue, _source_end_near, _source_end_subject,
)


def source_starts(f: Frame, cue: Span, last: int) -> list[int]:
    """Tokens that may start the source that ends with ``last``."""
    low = f.low
    floor = cue[1] if last >= cue[1] else 0
    return [i for i in range(max(floor, last - 24), last + 1) if low[i] not in STOPS]


def source_start_keys(f: Frame, cue: Span, last: int) -> Callable[[int], Keys]:
    """The keys of a token as the first of the source that ends with ``last``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    end = cue[1]
    right = last >= end
    last_tag, after, q = tags[last], tags[last + 1], quoted[last]

    def keys(i: int) -> Keys:
        size = dist(last - i)
        before, tag = tags[i - 1], tags[i]
        commas = low[i:last].count(",")
        return (
            (size, before, tag, last_tag, right),
            (size, commas if commas < 3 else 3, after, last_tag),
            (tags[i - 2], before, tag, tags[i + 1], size == 0, right),
            (low[i], low[i - 1], size, right and i == end),
            (quoted[i] - q, quoted[i - 1] - q, before),
        )

    return keys


SOURCE_START: tuple[Expand, ...] = (
    lambda size, before, tag, last, right: (
        f"a{size}", f"b{tag}|{size}", f"c{before}|{size}", f"d{before}|{tag}", f"e{last}|{before}",
        f"f{before}|{tag}|{right}", f"g{last}|{tag}|{size == 0}",
    ),
    lambda size, commas, after, last: (f"h{size}|{commas}|{after}", f"i{last}|{size}"),
    lambda b2, b1, tag, after, one, right: (
        f"j{b2}|{b1}|{tag}", f"k{tag}|{after}|{one}", f"l{b1}|{tag}|{after}", f"m{b1}|{right}",
    ),
    lambda word, before, size, first: (f"n{word}", f"o{word}|{size}", f"p{before}", f"q{first}|{size}"),
    lambda q, q0, before: (f"r{q}|{q0}", f"r{q}|{q0}|{before}"),
)


# ---------------------------------------------------------------- content before the cue
def content_edge(cue: Span, source: Span | None) -> int:
    """The token at which content before the cue must have ended."""
    return min(cue[0], source[0]) if source else cue[0]


def before_ends(f: Frame, cue: Span, source: Span | None) -> list[int]:
    """Tokens that may end content before the cue. -1 stands for no such content."""
    low, quoted = f.low, f.quoted
    edge = content_edge(cue, source)
    return [-1] + [
        i
        for i in range(max(0, edge - 25), edge)
        if low[i] not in _NO_END
        and (edge - i < 3 or low[i + 1] in STOPS or quoted[i] != quoted[i + 1])
    ]


_NO_END = frozenset(", ; : - — – --".split())


def before_end_keys(f: Frame, cue: Span, source: Span | None) -> Callable[[int], Keys]:
    """The keys of a token as the last of content before the cue."""
    low, tags, quoted = f.low, f.tags, f.quoted
    edge = content_edge(cue, source)
    rest = tags[max(cue[1], source[1]) if source else cue[1]]
    st = stem(low[cue[1] - 1])
    kind = 2 if source is None else 1 if source[0] > cue[0] else 0
    last_quoted = quoted[edge - 1]

    def keys(i: int) -> Keys:
        if i < 0:
            before, far = tags[edge - 1], dist(edge)
            return (
                ("N", kind, before, rest, tags[edge - 2], last_quoted),
                ("N", st, before, rest, kind, far),
                ("N", tags[cue[0]], tags[cue[1]], edge == 0, far, kind),
            )
        d = dist(edge - i - 1)
        tag, after = tags[i], tags[i + 1]
        return (
            ("Y", kind, d, tag, after, tags[i + 2]),
            ("Y", st, after, rest, kind, d),
            ("Y", quoted[i], quoted[i + 1], last_quoted, d, tag),
        )

    return keys


def _before_end_place(yes: str, kind: int, *key: Any) -> tuple[str, ...]:
    if yes == "N":
        b1, rest, b2, q = key
        return (
            f"a{kind}", f"b{b1}|{kind}", f"c{b1}|{b2}", f"d{rest}|{kind}", f"e{q}|{rest}",
            f"f{b1}|{rest}|{kind}", f"g{b1}|{q}",
        )
    d, tag, a1, a2 = key
    return (
        f"h{d}|{kind}", f"i{d}|{tag}", f"j{d}|{a1}", f"k{tag}|{a1}", f"l{tag}|{a1}|{d}",
        f"m{a1}|{a2}", f"n{a1}|{a2}|{d < 2}",
    )


def _before_end_cue(
    yes: str, st: str, next_to: str, rest: str, kind: int, d: int
) -> tuple[str, ...]:
    return (
        f"o{yes}|{st}", f"p{yes}|{st}|{next_to}", f"q{yes}|{st}|{rest}", f"r{yes}|{d}|{rest}",
        f"s{yes}|{d}|{next_to}|{kind}", f"t{yes}|{st}|{next_to}|{rest}",
    )


def _before_end_quote(yes: str, *key: Any) -> tuple[str, ...]:
    a, b, c, d, e = key
    if yes == "N":
        return (f"u{a}|{b}", f"v{c}", f"w{b}", f"x{a}|{e}")
    return (f"y{a}|{b}|{d}", f"z{a}|{b}|{c}|{e}")


BEFORE_END: tuple[Expand, ...] = (_before_end_place, _before_end_cue, _before_end_quote)


def before_starts(f: Frame, last: int) -> list[int]:
    """Tokens that may start content before the cue which ends with ``last``."""
    low, quoted = f.low, f.quoted
    return [
        i
        for i in range(last + 1)
        if i == 0 or low[i - 1] in STOPS or quoted[i] != quoted[i - 1] or low[i - 1] in _JOINTS
        or low[i] == "that"
    ]


def before_start_keys(f: Frame, cue: Span, last: int) -> Callable[[int], Keys]:
    """The keys of a token as the first of content before the cue which ends with ``last``."""
    tags, quoted = f.tags, f.quoted
    st = stem(f.low[cue[1] - 1])

    def keys(i: int) -> Keys:
        before = tags[i - 1]
        return (
            (i == 0, dist(last - i), before, tags[i], tags[i - 2], tags[i + 1]),
            (quoted[i], quoted[i - 1], quoted[last], i == 0, dist(i), tags[last + 1]),
            (st, i == 0, before),
        )

    return keys


BEFORE_START: tuple[Expand, ...] = (
    lambda first, d, b1, tag, b2, a1: (
        f"a{first}|{d}", f"b{b1}|{d}", f"c{b1}|{tag}", f"d{tag}", f"e{b2}|{b1}", f"f{b1}|{tag}|{a1}",
    ),
    lambda q, q0, q1, first, d, after: (
        f"g{q}|{q0}|{q1}", f"h{d}|{q1}", f"i{first}|{after}|{q1}", f"j{d}|{q}|{q0}",
    ),
    lambda st, first, before: (f"k{st}|{first}", f"l{st}|{before}"),
)


# ---------------------------------------------------------------- content behind the cue
def behind_starts(f: Frame, cue: Span, source: Span | None) -> list[int]:
    """Tokens that may start content behind the cue. -1 stands for no such content."""
    end = max(cue[1], source[1]) if source else cue[1]
    low, quoted = f.low, f.quoted
    near = min(f.n, end + 4)
    return [-1, *range(end, near)] + [
        i
        for i in range(near, min(f.n, end + 16))
        if low[i] in _OPENS or low[i - 1] in STOPS or quoted[i] != quoted[i - 1]
        or low[i - 1] in _LEADS
    ]


_OPENS = frozenset("that if whether how why what who when where he she it they we i you the a an to".split())
_LEADS = frozenset("on about of for as in to at with that from by against over tuesday wednesday "
                   "thursday friday saturday sunday monday".split())


def left_kind(f: Frame, left: Span | None) -> int:
    """Content before the cue: 0 none, 1 plain, 2 ends in a quotation mark, 3 a full stop within."""
    if not left:
        return 0
    if f.low[left[1] - 1] not in _MARKS:
        return 1
    return 3 if f.low[left[1] - 2] in ".?!" else 2


_MARKS = frozenset(("\"", "'", "''"))


def behind_start_keys(
    f: Frame, cue: Span, source: Span | None, kind: int
) -> Callable[[int], Keys]:
    """The keys of a token as the first of content behind the cue; ``kind`` as ``left_kind``."""
    low, tags, quoted = f.low, f.tags, f.quoted
    end = max(cue[1], source[1]) if source else cue[1]
    last = low[cue[1] - 1]
    st = stem(last)
    shape = 2 if source is None else 1 if source[0] > cue[0] else 0

    def keys(i: int) -> Keys:
        if i < 0:
            return (
                ("N", kind, shape, tags[end], tags[end + 1], 1 in quoted[end:]),
                ("N", st, kind, tags[end], last, f.n - end < 3),
                (),
            )
        d = dist(i - end)
        before, tag = tags[i - 1], tags[i]
        between = low[end:i]
        commas = between.count(",")
        return (
            ("Y", kind, shape, tag, before, d),
            ("Y", st, kind, tag, last, d),
            (
                before, tag, tags[i + 1], quoted[i], quoted[i - 1], 1 in quoted[end:i], kind, d,
                commas if commas < 2 else 2, "that" in between,
            ),
        )

    return keys


def _behind_start_place(
    yes: str, kind: int, shape: int, tag: str, other: Any, d: Any
) -> tuple[str, ...]:
    if yes == "N":
        return (
            f"a{kind}|{shape}", f"b{kind}|{tag}", f"c{kind}|{tag}|{other}", f"d{kind}|{d}",
            f"d{kind}|{d}|{tag}",
        )
    return (
        f"e{d}|{kind}|{shape}", f"f{tag}|{d}|{kind}", f"g{other}|{tag}", f"h{other}|{tag}|{d}",
        f"i{other}|{tag}|{kind}", f"j{tag}|{kind}|{shape}|{d == 0}",
    )


def _behind_start_cue(
    yes: str, st: str, kind: int, tag: str, last: str, d: int
) -> tuple[str, ...]:
    if yes == "N":
        return (f"k{st}|{kind}", f"l{st}|{tag}", f"m{kind}|{d}", f"n{last}|{tag}")
    return (
        f"o{st}|{d}|{kind}", f"p{st}|{tag}", f"q{last}|{tag}|{d == 0}", f"q{last}|{d}",
    )


def _behind_start_near(*key: Any) -> tuple[str, ...]:
    if not key:
        return ()
    b1, tag, a1, q, q0, seen, kind, d, commas, that = key
    return (
        f"r{q}|{q0}|{d == 0}|{kind}", f"s{q}|{seen}|{kind}", f"t{tag}|{a1}|{d == 0}",
        f"u{b1}|{tag}|{a1}", f"v{commas}|{d}", f"w{that}|{tag == 'that'}|{kind}",
    )


BEHIND_START: tuple[Expand, ...] = (_behind_start_place, _behind_start_cue, _behind_start_near)


def behind_ends(f: Frame, start: int) -> list[int]:
    """Tokens that may end content which starts with ``start``."""
    low, quoted, stop = f.low, f.quoted, f.n
    return [
        i
        for i in range(start, stop)
        if i == stop - 1 or i - start < 2 or low[i + 1] in _CONTENT_END
        or quoted[i] != quoted[i + 1] or low[i + 1].endswith(("ing", "ly"))
    ]


def behind_end_keys(
    f: Frame, cue: Span, start: int, before: bool
) -> Callable[[int], Keys]:
    """The keys of a token as the last of content that starts with ``start`` behind the cue.

    ``before``: whether there is content before the cue too.
    """
    low, tags, quoted = f.low, f.tags, f.quoted
    last = f.n - 1
    st = stem(low[cue[1] - 1])
    cue_tag, first, second, q = tags[cue[1] - 1], tags[start], tags[start + 1], quoted[start]

    def keys(i: int) -> Keys:
        size = dist(i - start)
        tag, after = tags[i], tags[i + 1]
        commas = low[start:i].count(",")
        return (
            (size, dist(last - i), tag, after, tags[i + 2]),
            (st, cue_tag, first, second, after, last == i, size),
            (q, quoted[i], quoted[i + 1], tag, after, before, commas if commas < 3 else 3, first),
        )

    return keys


BEHIND_END: tuple[Expand, ...] = (
    lambda size, rest, tag, a1, a2: (
        f"a{size}|{rest == 0}", f"b{size}|{a1}", f"c{a1}|{rest}", f"d{a1}|{a2}", f"e{tag}|{a1}",
        f"f{tag}|{a1}|{rest == 0}", f"g{tag}|{a1}|{a2}", f"h{tag}|{rest}" if rest < 3 else "h",
    ),
    lambda st, cue, first, second, a1, whole, size: (
        f"i{st}|{a1}", f"j{a1}|{first}", f"k{st}|{whole}|{first}", f"l{first}|{second}|{whole}",
        f"m{cue}|{a1}|{size}", f"n{st}|{size}|{whole}",
    ),
    lambda q0, q, q1, tag, a1, left, commas, first: (
        f"o{q}|{q1}|{q0}", f"p{q}|{q1}|{tag}|{a1}", f"q{commas}|{a1}", f"r{left}|{a1}|{q}",
        f"s{first}|{q}|{q1}|{a1}",
    ),
)

RANKERS: dict[str, tuple[Expand, ...]] = {
    "head": HEAD,
    "left": LEFT,
    "right": RIGHT,
    "source_end": SOURCE_END,
    "source_start": SOURCE_START,
    "before_end": BEFORE_END,
    "before_start": BEFORE_START,
    "behind_start": BEHIND_START,
    "behind_end": BEHIND_END,
}
