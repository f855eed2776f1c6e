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
from typing import Any

Key = tuple[Any, ...]
Expand = Callable[..., tuple[str, ...]]
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


class Ranker:
    """A linear score over keys: ``weights`` by feature, one expander for each key of a candidate."""

    __slots__ = ("expand", "memos", "weights")

    def __init__(self, expand: Sequence[Expand], weights: Mapping[str, float]) -> None:
        self.expand = expand
        self.weights = weights
        self.memos: list[dict[Key, float]] = [{} for _ in expand]

    def score(self, keys: Sequence[Key]) -> float:
        """The sum over the candidate's keys."""
        total = 0.0
        for index, key in enumerate(keys):
            value = self.memos[index].get(key)
            total += self._learn(index, key) if value is None else value
        return total

    def _learn(self, index: int, key: Key) -> float:
        weight = self.weights.get
        value = 0.0
        for feature in self.expand[index](*key):
            value += weight(feature, 0.0)
        memo = self.memos[index]
        if len(memo) > _MEMO_LIMIT:
            memo.clear()
        memo[key] = value
        return value


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
def head_keys(f: Frame, i: int) -> tuple[Key, ...]:
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
def left_keys(f: Frame, head: int, at: int) -> tuple[Key, ...]:
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


def right_keys(f: Frame, head: int, last: int) -> tuple[Key, ...]:
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
        if (i == start - 1 or low[i + 1] in _NP_END) and (low[i][0].isalnum() or low[i] in _CLOSE):
            out.append(i)
    for i in range(end, min(f.n, end + 16)):
        if (low[i + 1] in _NP_END or i == f.n - 1 or i - end < 4) and (
            low[i][0].isalnum() or low[i] in _CLOSE
        ):
            out.append(i)
    return out


_CLOSE = frozenset(") ] % \" , 's '".split())


def source_end_keys(f: Frame, cue: Span, i: int) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    start, end = cue
    st = stem(low[end - 1])
    cue_key = (low[start], tags[start], st, low[end - 1][-3:])
    if i < 0:
        return (
            ("N", tags[start], tags[start - 1], tags[end], quoted[start], start == 0),
            ("N", 0, *cue_key, tags[start - 1], tags[end], f.any_quoted),
            (),
            (),
        )
    if i < start:
        side, gap = "L", start - i - 1
        commas = low[i + 1 : start].count(",")
        middle = tags[i + 1] if gap else "-"
    else:
        side, gap = "R", i - end
        commas = low[end:i].count(",")
        middle = tags[end]
    d = dist(gap)
    return (
        (side, tags[i], tags[i + 1], d, min(commas, 3), quoted[i] - quoted[start]),
        (side, d, *cue_key, tags[start - 1], tags[end], f.any_quoted),
        (side, d, tags[i - 1], tags[i], tags[i + 1], tags[i + 2], middle),
        (
            side, _form(low[start]), tags[start - 1], _lead(f, i), tags[i + 1], low[i + 1][-2:],
            d == 0,
        ),
    )


def _form(first: str) -> str:
    """Whether a cue is a participle or an infinitive, whose subject stands further off."""
    return first[-3:] if first.endswith("ing") else first if first == "to" else "-"


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


def source_start_keys(f: Frame, cue: Span, last: int, i: int) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    right = last >= cue[1]
    size = dist(last - i)
    return (
        (size, tags[i - 1], tags[i], tags[last], right),
        (size, min(low[i:last].count(","), 3), tags[last + 1], tags[last]),
        (tags[i - 2], tags[i - 1], tags[i], tags[i + 1], size == 0, right),
        (low[i], low[i - 1], size, right and i == cue[1]),
        (quoted[i] - quoted[last], quoted[i - 1] - quoted[last], tags[i - 1]),
    )


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


def before_end_keys(f: Frame, cue: Span, source: Span | None, i: int) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    edge = content_edge(cue, source)
    last = max(cue[1], source[1]) if source else cue[1]
    st = stem(low[cue[1] - 1])
    kind = 2 if source is None else 1 if source[0] > cue[0] else 0
    if i < 0:
        return (
            ("N", kind, tags[edge - 1], tags[last], tags[edge - 2], quoted[edge - 1]),
            ("N", st, tags[edge - 1], tags[last], kind, dist(edge)),
            ("N", tags[cue[0]], tags[cue[1]], edge == 0, dist(edge), kind),
        )
    d = dist(edge - i - 1)
    return (
        ("Y", kind, d, tags[i], tags[i + 1], tags[i + 2]),
        ("Y", st, tags[i + 1], tags[last], kind, d),
        ("Y", quoted[i], quoted[i + 1], quoted[edge - 1], d, tags[i]),
    )


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


def before_start_keys(f: Frame, cue: Span, last: int, i: int) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    st = stem(low[cue[1] - 1])
    d = dist(last - i)
    return (
        (i == 0, d, tags[i - 1], tags[i], tags[i - 2], tags[i + 1]),
        (quoted[i], quoted[i - 1], quoted[last], i == 0, dist(i), tags[last + 1]),
        (st, i == 0, tags[i - 1]),
    )


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
    return [-1, *range(end, min(f.n, end + 14))]


def left_kind(f: Frame, left: Span | None) -> int:
    """Content before the cue: 0 none, 1 plain, 2 ends in a quotation mark, 3 a full stop within."""
    if not left:
        return 0
    if f.low[left[1] - 1] not in _MARKS:
        return 1
    return 3 if f.low[left[1] - 2] in ".?!" else 2


_MARKS = frozenset(("\"", "'", "''"))


def behind_start_keys(
    f: Frame, cue: Span, source: Span | None, kind: int, i: int
) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    end = max(cue[1], source[1]) if source else cue[1]
    st = stem(low[cue[1] - 1])
    shape = 2 if source is None else 1 if source[0] > cue[0] else 0
    if i < 0:
        return (
            ("N", kind, shape, tags[end], tags[end + 1], 1 in quoted[end:]),
            ("N", st, kind, tags[end], low[cue[1] - 1], f.n - end < 3),
            (),
        )
    d = dist(i - end)
    return (
        ("Y", kind, shape, tags[i], tags[i - 1], d),
        ("Y", st, kind, tags[i], low[cue[1] - 1], d),
        (
            tags[i - 1], tags[i], tags[i + 1], quoted[i], quoted[i - 1], 1 in quoted[end:i], kind,
            d, min(low[end:i].count(","), 2), "that" in low[end:i],
        ),
    )


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


def behind_ends(f: Frame, start: int, stop: int) -> list[int]:
    """Tokens that may end content which starts with ``start``; ``stop`` is behind the last."""
    low, quoted = f.low, f.quoted
    return [
        i
        for i in range(start, stop)
        if i == stop - 1 or i - start < 2 or low[i + 1] in _CONTENT_END
        or quoted[i] != quoted[i + 1] or low[i + 1].endswith(("ing", "ly"))
    ]


def behind_end_keys(
    f: Frame, cue: Span, start: int, stop: int, left: bool, i: int
) -> tuple[Key, ...]:
    low, tags, quoted = f.low, f.tags, f.quoted
    st = stem(low[cue[1] - 1])
    size = dist(i - start)
    rest = dist(stop - i - 1)
    return (
        (size, rest, tags[i], tags[i + 1], tags[i + 2]),
        (st, tags[cue[1] - 1], tags[start], tags[start + 1], tags[i + 1], rest == 0, size),
        (
            quoted[start], quoted[i], quoted[i + 1], tags[i], tags[i + 1], left,
            min(low[start:i].count(","), 3), tags[start],
        ),
    )


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
