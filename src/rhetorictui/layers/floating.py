"""Quotations that the attribution model did not reach: who is beside them, or spoke before.

The model looks at a sentence; a quotation may be longer, stand in a paragraph of its own, or be
introduced by a verb that the model takes for no cue ("“…,” she snapped").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.colons import LABEL, points, speaks
from rhetorictui.layers.cues import lemma, states
from rhetorictui.layers.marks import Outer, Quoted
from rhetorictui.layers.names import opened, person_name
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.subjects import heads

FLOATING = "floating quotation: no cue of its own, continues the speaker before it"
ALONE = "quotation without a cue, and nobody spoke before it"
_REST = 160
_SHORT = 10
_BEFORE_COLON = patterns.compile(
    r"(?:^|\n|[.?!”\"]\s+|\s[-–—]\s+)((?:[A-Z][\w'’.-]*|[Tt]he)(?:\s[\w'’.-]+){0,5})(:)\s*$"
)
_VERB_LAST = patterns.compile(
    r"\s((?:(?:goes|went) on to|also|later|then|has|had)\s)*([a-z]+(?:ed|s|d|te|id)|add|say)$"
)
_ENDS = patterns.compile(r"[a-z]{3}[.?!]\s+[A-Z]|[\"“”]")
_OPENERS = frozenset("\"“'‘«„`")
_WHO = (
    r"(?P<who>(?:he|she|they|it|I|we)|"
    r"(?:[A-Z][\w.'’-]*[ ](?:(?:of|de|van|von|bin|al)[ ](?:the[ ])?)?){0,5}[A-Z][\w'’-]*|"
    r"(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s[^,.;:?!“”\"]{2,70}?)"
)
_BESIDE = patterns.compile(
    r"[ ,]{1,3}" + _WHO + r"(?:,\s[^.;:?!“”\"]{2,90},)?\s"
    r"(?P<cue>(?:(?:\w+ly|also|then|later|has|had|once|even)\s){0,2}"
    r"(?P<verb>[a-z]+)(?:\son(?=[,.:]))?)\b"
)
"""Behind a quotation that ends with a comma: who said it, and the verb."""
_NOUN_VERB = patterns.compile(
    r"[ ,]{1,3}(?P<who>(?:an?|the|one|another|his|her|its|their)\s[^,.;:?!“”\"]{2,70}?)\s"
    r"(?P<cue>(?P<verb>said|says|told|added|admitted|wrote|asked|warned|recalled|explained))\b"
)
"""The same where the noun has more behind it ("“…,” a clerk from one of them admitted")."""
_INVERTED = patterns.compile(
    r"[ ,]{1,3}(?P<cue>(?P<verb>[a-z]+))\s(?P<who>(?:[A-Z][\w.'’-]*[ ]){0,5}[A-Z][\w'’-]*|"
    r"(?:an?|the|one|another|his|her|its|their)\s[^,.;:?!“”\"]{2,70})(?=[,.])"
)
_AHEAD = patterns.compile(
    r"(?:^|\n|[.?!”\"]\s+|,\s)" + _WHO + r"(?:,\s[^.;:?!“”\"]{2,90},)?\s"
    r"(?P<cue>(?:(?:\w+ly|also|then|later|has|had|went|goes|on|to)\s){0,4}"
    r"(?P<verb>[a-z]+)(?:\sit)?(?:\s\w+ly)?)(?:,?\s(?:to|in|on|with|at|of|after|before)\s"
    r"[^.;:?!“”\"]{2,60})?[,:]\s*$"
)
"""Before a quotation, behind a comma or a colon: the same."""
_STATED = patterns.compile(r"[a-z]{3,}(?:ed|[^su]s)$")
_THINKS = frozenset(
    "know think believe want feel hope mean consider find support favor favour fear plan intend "
    "oppose doubt realise realize hold".split()
)
_NO_VERB = frozenset(
    "was is has does did were needed used called named based dubbed entitled titled labeled "
    "labelled features".split()
)


def floated(text: str, found: list[Attribution], outer: Outer, paragraphs: Sequence[Span]) -> None:
    """Give quotations that no cue reached to the attribution they continue.

    After a quotation of the same speaker they are one more piece of its content; a paragraph
    that is nothing but a quotation becomes an attribution without a cue, and without a source
    where it comes before all others.
    """
    reached = _reached(found, outer)
    left = [
        mark
        for number, mark in enumerate(outer.marks)
        if number not in reached and mark.end - mark.start >= _SHORT
    ]
    if not left:
        return
    by_end = sorted(found, key=lambda item: item.end)
    ends = [item.end for item in by_end]
    for mark in left:
        named = _colon(text, mark) or _beside(text, mark) or _ahead(text, mark)
        if named:
            found.append(named)
            index = bisect_right(ends, mark.end)
            by_end.insert(index, named)
            ends.insert(index, mark.end)
            continue
        index = bisect_right(ends, mark.start)
        alone = any(start == mark.start and end <= mark.end + 1 for start, end in paragraphs)
        if not index:
            if alone and mark.closed and not heading(text, mark):
                found.append(Attribution(None, None, [(mark.start, mark.end)], ALONE))
                by_end.insert(0, found[-1])
                ends.insert(0, mark.end)
            continue
        last = by_end[index - 1]
        gap = text[last.end : mark.start]
        rest = gap.strip(" .:,\n\u00a0\t")
        # What is left of the cue's sentence may stand between ("…, she said on Tuesday. “…").
        if rest and (len(rest) > _REST or _ENDS.search(rest) or "\n" in gap.rstrip()):
            continue
        if heading(text, mark):
            continue
        quoted = text[last.content[0][0]] in _OPENERS
        whole = text[mark.start + 1].isupper() or mark.end - mark.start > 40
        if quoted and whole and (not rest or ("\n" not in gap and gap.rstrip()[-1] in ".,:?")):
            last.content.append((mark.start, mark.end))
            last.place()
            ends[index - 1] = mark.end
        elif alone:
            item = Attribution(None, None, [(mark.start, mark.end)], FLOATING)
            item.follows = last
            by_end.insert(index, item)
            ends.insert(index, mark.end)
            found.append(item)


def heading(text: str, mark: Quoted) -> bool:
    """Whether a quotation is a paragraph of its own without a stop, and short: a heading."""
    return (
        mark.end - mark.start < 60
        and text[mark.end - (2 if mark.closed else 1)].isalnum()
        and text[mark.start - 1 : mark.start] == "\n"
        and text[mark.end : mark.end + 1] in ("\n", "")
    )


def _reached(found: Sequence[Attribution], outer: Outer) -> set[int]:
    """The quotations of which a cue outside them has some as its content, by number."""
    out: set[int] = set()
    for item in found:
        cue = item.cue[0] if item.cue else -1
        for start, end in item.content:
            for number in outer.touched(start, end):
                if not outer.starts[number] <= cue < outer.ends[number]:
                    out.add(number)
    return out


def _colon(text: str, mark: Quoted) -> Attribution | None:
    """A few words and a colon before a quotation name its source ("Ministry: “…”")."""
    low = max(0, mark.start - 100)
    if not text[low : mark.start].rstrip().endswith(":"):
        return None
    match = _BEFORE_COLON.search(text, low, mark.start)
    if match is None:
        return None
    start, end = match.span(1)
    source: Span | None = start, end
    cue = match.span(2)
    if points(text, (start, end)):
        return None
    verb = _VERB_LAST.search(text, start, end)
    if verb and lemma(verb.group(2)):  # "The victim wrote: “…”"
        source, cue = (start, verb.start()), (verb.start(2), cue[1])
    item = Attribution(source, cue, [(mark.start, mark.end)])
    if not verb:
        heads(text, item, start, end)
        named = item.source != source or speaks(text, (start, end))
        if not (named or _full_name(text[start:end])):
            item.source = None
        item.place()
    return item


def _full_name(words: str) -> bool:
    """Whether words are a full name and nothing else ("Sen. Pia Anselmo: “…”")."""
    if words.split(" ", 1)[0].lower() in LABEL:
        return False
    name = person_name(words)
    return name is not None and " " in name and all(word[0].isupper() for word in words.split())


def _beside(text: str, mark: Quoted) -> Attribution | None:
    """Who stands behind a quotation that ends with a comma ("“…,” she snapped")."""
    last = text[mark.end - (2 if mark.closed else 1)]
    if last not in ",?!" and text[mark.end : mark.end + 1] != ",":
        return None
    match = _BESIDE.match(text, mark.end)
    if match is None or not _reports(text, match, mark):
        match = _NOUN_VERB.match(text, mark.end)
    if match is None or not _reports(text, match, mark):
        match = _INVERTED.match(text, mark.end)
        if match is None or lemma(match["verb"]) is None:
            return None
    return Attribution(match.span("who"), match.span("cue"), [(mark.start, mark.end)])


def _ahead(text: str, mark: Quoted) -> Attribution | None:
    """Who stands before a quotation ("As Holt put it: “…”")."""
    if not text[mark.start + 1 : mark.start + 2].isupper():
        return None
    low = max(0, mark.start - 240)
    # All that the expression finds ends so, and to see that costs far less.
    if not text[low : mark.start].rstrip().endswith((",", ":")):
        return None
    match = _AHEAD.search(text, low, mark.start)
    if match is None:
        return None
    if lemma(match["verb"]) is None and not match["cue"].endswith(" it"):
        return None
    return Attribution(match.span("who"), match.span("cue"), [(mark.start, mark.end)])


def _reports(text: str, match: re.Match[str], mark: Quoted) -> bool:
    """Whether a subject and a verb behind a quotation tell of speech.

    Behind a comma any verb does, as far as it is one and none of thinking; behind a question mark
    a new sentence may begin.
    """
    who, verb = match["who"], match["verb"]
    ended = text[mark.end - 2] in "?!"
    if opened(who) != who or (ended and who[0].isupper() and (" " not in who or not states(verb))):
        return False
    base = lemma(verb)
    if base:
        return base not in _THINKS
    plain = who[0].isupper() or " " not in who
    tells = verb == "went" or _STATED.fullmatch(verb) is not None
    return plain and not ended and tells and verb not in _NO_VERB
