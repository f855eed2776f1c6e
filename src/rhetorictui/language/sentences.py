"""Sentences and paragraphs of newspaper text, offset-exact, by one scan for candidate ends.

A candidate is a stop with what may close a quotation behind it, then white space; what stands on
either side decides. Lines: a blank line always ends a paragraph; a single line break ends one too,
except where the text is hard-wrapped or the next line goes on in lower case. Written because no
maintained splitter measured was both right and fast (see benchmarks/quality_quotes.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rhetorictui import patterns
from rhetorictui.document import Span

_STOP = patterns.compile(
    r"""[.!?…](?:[.!?…]|[ \u00a0](?=\.(?:\s|["'”’)]|$)))*   # the stop, also ". . . ."
        (?P<close>["'”’)\]»*]*)
        (?P<gap>\s+|(?=[“‘])                          # a curly opening mark needs no space
          |(?=[A-Z][a-z]*(?:['’][a-z]+)?[\s,]))        # two sentences run together
        (?P<open>["'“‘(\[«*–—-]*)
        (?P<next>[^\W_]?)""",
    re.VERBOSE,
)
_GAP = 2
"""The number of its group, quicker than the name: every stop is asked for it."""
_NEXT_WORD = patterns.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SAYS = patterns.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,4}(?:said|says|asked|asks|added|wrote|writes|replied|told|shouted|"
    r"exclaimed|demanded|continued|tweeted)\b"
)

_TITLES = frozenset(
    "mr mrs ms mx messrs mmes dr drs prof profs gov govs sen sens rep reps gen gens lt ltcol "
    "col cols sgt sgts capt capts cmdr cdr maj adm brig cpl pvt pte rev revs hon pres fr st "
    "ste mt ft supt insp det asst assoc atty dist amb sec min mme mlle vs v viz cf eg ie "
    "approx ca msgr hosp dept secy treas del dir fig figs eq vol ed eds".split()
)
"""Abbreviations that something always follows, so that their point ends no sentence."""
_NUMBERED = frozenset(
    "no nos n° art arts p pp para paras sect ch chap jan feb mar apr jun jul aug sept sep oct "
    "nov dec tel ext op cit c".split()
)
"""Abbreviations that a figure follows."""
_ENDS = frozenset(
    "inc ltd corp co cos bros llc plc jr sr esq etc al dept est assn univ ave blvd rd hwy "
    "ariz ark calif colo conn fla ga ill ind kan ky la mass mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo ala del md ont alta que jan feb mar apr jun jul "
    "aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ph phd md ba ma bsc "
    "msc no a.m p.m am pm".split()
)
"""Abbreviations that may stand in the midst or at the end of a sentence: the next word decides."""
_STARTERS = frozenset(
    "a about according across after again all also although among an and another any anyone "
    "are as at back because before both but by can despite did do does during each earlier "
    "either even every everyone few first finally for from further had has have he her here "
    "hers his how however i if i'm i've in indeed instead is it its it's last later like many "
    "meanwhile more moreover most much my neither nevertheless no nobody none nor nothing now "
    "of on once one only or other others our over perhaps please rather say she should "
    "similarly since so some someone still such than that that's the their them then there "
    "there's therefore these they they're this those though three through throughout thus to "
    "today two under unless unlike until was we we're were what when where whether which "
    "while who why will with without would yes yesterday yet you your image he's she's "
    "don't".split()
)
"""Words that open a sentence when capitalised, seldom a name (image: a caption's credit)."""
_WORDS = frozenset("no am pm la ill ore pa wash miss mass sun sat wed mar ma".split())
"""Abbreviations that are words when written small."""
_SHORT_FOR = frozenset(word[-3:] for word in _TITLES | _ENDS)
"""How abbreviations end, of those before a capital."""
_BULLETS = "•⁃●▪"
_ITEM = patterns.compile(
    rf"(?:[{_BULLETS}]\s*)?(?:(?P<n>\d{{1,2}})|a)(?P<m>\.\)|\)|\.)\s+(?=[A-Z])"
)
_INITIALS = patterns.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def line_spans(text: str) -> list[Span]:
    """The lines that hold anything, code points, half-open, edges free of white space."""
    out = []
    at = 0
    for line in text.splitlines(keepends=True):
        if held := line.strip():
            start = at + line.index(held)
            out.append((start, start + len(held)))
        at += len(line)
    return out


def paragraph_spans(text: str) -> list[Span]:
    """The paragraphs in order, code points, half-open; hard-wrapped lines are joined.

    A break between two lines is only a wrap if no blank line stands there, and the second line
    goes on in lower case or would not have fitted into the text's width (greedy filling).
    """
    lines = line_spans(text)
    if not lines:
        return []
    width = _wrap_width(text, lines)
    out: list[Span] = []
    start, end = lines[0]
    for next_start, next_end in lines[1:]:
        if text[end:next_start] != "\n\n" and _wrapped(text, end, next_start, width):
            end = next_end
        else:
            out.append((start, end))
            start, end = next_start, next_end
    out.append((start, end))
    return out


def _line_start(text: str, end: int) -> int:
    """Where the line that holds the code point before ``end`` begins."""
    return text.rfind("\n", 0, end) + 1


def _single_break(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n") == 1 and not (
        gap.strip(" \t\r\n\u00a0\u3000")
    )


def _wrap_width(text: str, lines: Sequence[Span]) -> int:
    """The width a text was hard-wrapped at, 0 where it was not."""
    if any(end - start > 110 for start, end in lines):
        return 0
    # A headline, alone between blank lines, may be longer than the text's lines.
    broken = [
        (end, start) for (_, end), (start, _) in pairwise(lines) if _single_break(text, end, start)
    ]
    if len(broken) < 3:
        return 0
    longest = max(end - _line_start(text, end) for end, _ in broken)
    wraps = sum(
        _overfull(text, end, start, longest, _line_start(text, end)) for end, start in broken
    )
    breaks = len(broken)
    return longest if wraps >= 3 and wraps >= 0.6 * breaks else 0


def _overfull(text: str, end: int, start: int, width: int, line: int) -> bool:
    """Whether the next line's first word would not have fitted on the line."""
    word = text[start : start + width].split(None, 1)[0]
    return end - line + 1 + len(word) > width - 2


def _wrapped(text: str, end: int, start: int, width: int) -> bool:
    if not _single_break(text, end, start):
        return False
    line = _line_start(text, end)
    if width and _overfull(text, end, start, width, line):
        return True
    return text[start].islower() and text[end - 1] not in '.!?:;"”' and end - line >= 30


def sentence_spans(text: str, paragraphs: Sequence[Span] | None = None) -> list[Span]:
    """The sentences of ``text`` in order, code points, half-open, edges free of white space.

    ``paragraphs``: those of the text, where they are known.

    They are disjoint and cover all that is not white space. Headlines and lines of metadata are
    sentences of their own.
    """
    out: list[Span] = []
    search = _STOP.finditer
    for start, end in paragraph_spans(text) if paragraphs is None else paragraphs:
        item = _ITEM.match(text, start, end)
        items = [(start, start)] if item is None else _items(text, item, end)
        for (at, label), (stop, _) in zip(items, [*items[1:], (end, end)], strict=True):
            rest = _sentences(text, at, stop, search(text, label, stop), out)
            if rest < stop:
                out.append((rest, stop if stop == end else at + len(text[at:stop].rstrip())))
    return out


def _sentences(
    text: str, at: int, end: int, stops: Iterator[re.Match[str]], out: list[Span]
) -> int:
    """Append the sentences that end at one of ``stops``; return where the rest begins."""
    for match in stops:
        stop = match.start()
        gap, after = match.span(_GAP)
        if after <= at or (gap == after and text[after].isalpha() and not _glued(text, match)):
            continue
        # Most sentences end like this: behind small letters with which no abbreviation ends.
        if gap == stop + 1 and text[stop] == "." and text[after : after + 1].isupper():
            tail = text[stop - 3 : stop]
            if tail not in _SHORT_FOR and tail.islower() and tail.isalpha():
                out.append((at, gap))
                at = after
                continue
        if _ends_sentence(text, at, match, end):
            out.append((at, gap))
            at = after
    return at


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether a stop without a space behind it ends a sentence ("… had expected.Sanders has …").

    The word before it is a plain one, or the word behind it one that opens sentences; names of
    sites and files (Booking.Com) are neither.
    """
    start = match.start()
    word = text[max(0, start - 24) : start].rsplit(None, 1)[-1:]
    before = word[0].lstrip("([\"“‘'—–") if word else ""
    if len(before) < 3 or not before.replace("-", "").isalpha() or not before[-3:].islower():
        return False
    behind = _NEXT_WORD.match(text, match.start("next"))
    opens = behind is not None and behind.group().lower() in _STARTERS
    return opens or (before[0].islower() and len(before) > 3)


def _items(text: str, item: re.Match[str], end: int) -> list[Span]:
    """The items of a list run on in one paragraph ("1) … 2) …").

    For each, where it begins (its bullet or number) and where its number ends.
    """
    out: list[Span] = [item.span()]
    number, mark = item["n"], item["m"]
    value = int(number) if number else ord("a")
    at = item.end()
    while True:
        value += 1
        label = str(value) if number else chr(value)
        following = re.compile(
            rf"(?<=\s)(?:[{_BULLETS}]\s*)?{re.escape(label + mark)}\s+(?=[A-Z])"
        ).search(text, at, end)
        if following is None:
            return out
        at = following.end()
        out.append((following.start(), at))


def _ends_sentence(text: str, at: int, match: re.Match[str], end: int) -> bool:
    start = match.start()
    close, _, opens, follows = match.groups()
    if not follows:
        after = match.end()
        return after < end and (text[after] in "$£€#@•" or (text[after] == "…" and bool(opens)))
    if follows.islower():
        return False
    if close and _SAYS.match(text, match.start("next"), end):
        return False
    size = match.start(_GAP) - start - len(close)
    if text[start] != "." or size > 1:
        # "[...]" and three spaced points are omissions within a sentence.
        return not (size > 1 and ("]" in close or (text[start - 1] == " " and size == 5)))
    word = text[max(at, start - 24) : start].rsplit(None, 1)
    before = word[-1].lstrip("([\"“‘'—–/") if word else ""
    if not before:
        return bool(text[at:start].strip())
    lower = before.lower()
    if close:
        return lower not in _TITLES
    if follows.isdigit():
        return lower not in _NUMBERED and lower not in _TITLES
    if lower in _TITLES:
        # Acronyms of capitals ("a newer IE. Its …") are no abbreviations.
        return before.isupper() and len(before) > 1 and lower in ("ie", "eg", "ed", "st", "ft")
    if (len(before) == 1 and before.isupper()) or _INITIALS.fullmatch(before):
        return _opens(text, match, end) and text.count(" ", at, start) > 2
    if lower in _ENDS and not (lower in _WORDS and before.islower()):
        return _opens(text, match, end)
    return True


def _opens(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the next word is one that opens sentences."""
    if match.group("open"):
        return True
    word = _NEXT_WORD.match(text, match.start("next"), end)
    if word is None:
        return False
    lower = word.group().lower().replace("’", "'")
    if lower in _STARTERS:
        return True
    # "… at 6 P.M. Mr. Smith then …"
    return lower in _TITLES and text[word.end() : word.end() + 1] == "."
