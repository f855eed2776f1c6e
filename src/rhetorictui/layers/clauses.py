"""Where reported speech ends among the clauses of a sentence: what grammar tells and a window of
words does not show.

A second verb of the same speaker ends what the first one reports ("rejected the plan and called
for …"); "and that" and "according to …" go on past a comma; an aside between commas cuts nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import engagement, lemma, states
from rhetorictui.layers.deeds import CLAUSE
from rhetorictui.layers.ends import (
    FINITE,
    LEAST,
    LINKS,
    OWN_CLAUSE,
    TIMES,
    beside_marks,
    capitals,
    extended,
    noun_phrase,
    stripped,
    without_time,
)
from rhetorictui.layers.names import common, person_name, role_noun
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.subjects import behind_last

_AND = patterns.compile(
    r"(?:,?\s(?:and|but|or|nor|then|while|before|after)|,)\s"
    r"(?:(?:also|then|later|even|\w+ly|has|have|had|is|was|are|were|instead)\s)*$"
)
"""What stands before the second of two verbs that share a subject."""
_TELLS = frozenset("tell inform remind warn assure advise notify ask".split())
_HEARER = patterns.compile(
    r"\s(?:(?:the|an?|his|her|their|its|us|me|him|them|[A-Z][\w'’-]*|[a-z]+s)\s)(?:[\w'’-]+\s){0,7}?"
    r"(?=that\s)"
)
_AND_NAME = patterns.compile(r",?\s(?:and|but|while|whereas)\s(?:[A-Z][\w.'’-]*\s?){1,4}$")
_WHEN = patterns.compile(
    r"(?:[A-Z][^,.;:“”\"]{2,40},\s)?(?:[Bb]ecause|[Ww]hen|[Ww]hile|[Aa]fter|[Bb]efore|[Aa]s|[Aa]lthough|[Tt]hough|"
    r"[Ss]ince|[Uu]ntil|[Oo]nce|[Ee]ven\sthough)\s(?:it\s)?"
)
_SUBJECT = patterns.compile(
    r"(?:the|an?|it|he|she|they|we|I|you|there|this|that|his|her|its|their|some|many|most|(?:[a-z-]+\s){0,3}[A-Z][\w'’-]*)\s"
)
_ADJUNCT = patterns.compile(
    r"(?:To|In|On|At|With|During|After|Before|For|From|By|Despite|Amid|Under|Until|Through)\s"
)
_WHEN_SAID = patterns.compile(
    r"(?:(?:on|late|early|last|this)\s)*(?:[A-Z]\w+day|yesterday|today|week|month)"
    r"(?:\s(?:morning|evening|night|afternoon))?(?:\sin\sa\s(?:\w+\s)?\w+)?(?:,|$)"
)
_PARALLEL = patterns.compile(
    r",[\"”]?\s(?:and|but|while|whereas)\s(?:(?:the|an?|its|their|his|her)\s)?(?:[\w'’-]+\s){1,5}?"
    r"(?:said\s|says?\s|(?:is|are|was|were)\ssaid\sto\s)"
)
"""Another's report beside the one before ("…, and the organisers said 40,000")."""
_HELD = patterns.compile(
    r"(?:is|was|are|were)\s(?:\w+ly\s|also\s)?(?:said|believed|thought|reported|alleged|rumou?red|"
    r"considered|deemed|understood|supposed)$"
)
_SPOKEN_OF = patterns.compile(
    r"(?:(?:[Bb]y|[Ii]n|[Oo]n|[Aa]t)\s(?:\w+\s)?(?:evening|night|noon|\w+day)\s|[Bb]ut\s|[Aa]nd\s)?"
    r"(?P<who>[^,;:()—–\"“”]{2,80})\s$"
)
"""The subject of a passive: what is spoken of ("The deal | is said | to be near")."""
_WHICH = patterns.compile(r"\b(?:who|which|that)\b")
_AND_WERE = patterns.compile(r"\sand\s[^,]*\b(?:was|were|is|are)\b")
_BY_HEARSAY = patterns.compile(r",\s(?=[a-z]+(?:ed|s|d|t)\s)")
_HEARD_BY = patterns.compile(r"(?:the\s)?(?:[A-Z][\w'’-]*\s){0,2}[A-Z][\w'’-]*(?=,\s[a-z]+ing\s)")
"""Who is told something before "asking …", or where."""
_IN_A = patterns.compile(r"\sin\s(?:an?|the|his|her|its|their)\s(?:\w+\s)?\w+\s$")
_THAT_WAS = patterns.compile(r"that\s(?:was|were|is|are|has|had|have)\s")
_ENDS_SAID = patterns.compile(
    r",\s(?P<who>(?:(?:the|an?|its|his|her|their)\s(?:[\w'’.-]+\s){1,8}?)|(?:[A-Z][\w'’.-]*\s){1,4}?|"
    r"(?:[a-z]+\s){0,3}?[a-z]+s\s)"
    r"(?P<cue>said|says?|added|told(?=\s(?:(?:the|an?|his|her)\s[\w\s]{3,30}|[A-Z][\w\s]{1,30})$))"
    r"(?:\s(?:(?:the|an?|his|her)\s[\w\s]{3,30}|[A-Z][\w\s]{1,30}))?$"
)
"""Who said all of it, at the end of what was taken for another's words."""
_OPENERS = frozenset("\"“'‘«„`")
_MARK = patterns.compile(r"[\"“”;]")
_SECOND = patterns.compile(
    r"\sand\s(?:(?:also|then|later|instead|even|now|again|still|has|had|\w+ly)\s){0,2}"
    r"(?P<verb>[a-z]+(?:ed|s))\s(?=(?:the|an?|his|her|their|its|it|him|them|that|to|how|why|what|"
    r"whether|any|some|all|no|this|these|those)\s|[A-Z“\"])"
)
"""A second verb of the speaker behind a noun phrase ("rejected the plan | and vowed to …")."""
_ACCORDING = patterns.compile(r"According\sto\s[^,“”\"]{3,80},\s(?=\w)")
_IS = patterns.compile(r"(?:is|are|was|were)\s")
_NEXT = 6
"""Attributions of a sentence that come into question."""


def bounded(
    text: str, found: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Attribution]:
    """Put right where the contents of ``found``, in order of sentence and cue, begin and end.

    Returns further attributions, which the end of others' content turned out to be.
    """
    out: list[Attribution] = []
    for at, item in enumerate(found):
        cue = item.cue
        if cue is None:
            continue
        start, end = item.content[-1]
        if text[start] in _OPENERS:
            continue
        low, high = sentences[bisect_right(sentences, (cue[0], len(text))) - 1]
        if len(item.content) == 1 and end <= cue[0]:
            _adjunct(text, item, low, high)
            _aside(text, item, high)
            start, end = item.content[-1]
        if start < cue[1]:
            continue
        if item.source is None:
            end = _spoken_of(text, item, low)
        if text.endswith("what", start, end) and text[end - 5] in " \n":
            end = stripped(text, end, high)  # "no losses in what | he called …"
            item.content[-1] = start, end
            item.place()
        far = end
        words = text[start:end]
        if " sa" in words:
            parallel = _PARALLEL.search(text, start, end)
            if parallel and parallel.start() - start > 4:
                far = parallel.start()
                far += 2 if text[far + 1] in '"”' else 0
        if ',"' in words or ",”" in words:
            far = min(far, beside_marks(text, start, end))
        later = found[at + 1 : at + 1 + _NEXT]
        if later and later[0].start < end:
            far = _cut(text, item, start, far, later)
        far = min(far, _again(text, cue, start, far))
        if text.endswith(LINKS, *cue):
            far = min(far, noun_phrase(text, cue, start, end))
        far = _second(text, item, start, _main(text, item, low, start, far))
        if text.endswith(TIMES, start, far) and not states(text[slice(*cue)]):
            far = without_time(text, start, far)
        if (
            far == end
            and text[end : end + 1] in ", "
            and not any(other.cue and end <= other.cue[0] < high for other in later)
        ):
            far = extended(text, item, start, end, high)
        if far == end and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            far = capitals(text, start, end, high)
        if far != end:
            item.content[-1] = start, far
            item.place()
        elif (" sa" in words or " told " in words) and not (later and later[0].start < end):
            more = _trailing(text, item, low)
            if more:
                out.append(more)
    return out


def _spoken_of(text: str, item: Attribution, low: int) -> int:
    """Add what a passive without a source is about to its content; return where that ends."""
    cue = item.cue or (0, 0)
    start, end = item.content[-1]
    if not _HELD.search(text, *cue) or text[start : start + 5] == "that ":
        return end
    if len(item.content) == 1 or text[item.content[0][0] - 1] in "#@*_":
        of = behind_last(text, (", ", "; ", ": ", "— "), low, cue[0])
        who = _SPOKEN_OF.fullmatch(text, of, cue[0])
        if (
            who
            and not (FINITE.search(who["who"]) or _WHICH.search(who["who"]))
            and who["who"].lower() not in ("it", "as")
        ):
            item.content[:-1] = [who.span("who")]
            item.place()
    second = None if text.startswith("to ", start) else _AND_WERE.search(text, start, end)
    if second:
        item.content[-1] = start, second.start()
    return item.content[-1][1]


def _aside(text: str, item: Attribution, high: int) -> None:
    """What goes on behind "The largest, it has been reported, …", "In time, she said, …"."""
    cue = item.cue or (0, 0)
    start, end = item.content[0]
    source = item.source
    said = source and end <= source[0] and text.endswith(", ", 0, source[0])
    if said and text.startswith(", ", cue[1]) and not FINITE.search(text, start, end):
        stop = stripped(text, cue[1] + 2, high)
        if _SUBJECT.match(text, cue[1] + 2, stop) and not _MARK.search(text, cue[1], stop):
            item.content.append((cue[1] + 2, stop))
            item.place()
        return
    behind = text[cue[0] - 5 : cue[0]] == ", it " and _BY_HEARSAY.match(text, cue[1])
    if behind and not FINITE.search(text, start, end):
        stop = stripped(text, behind.end(), high)
        if not _MARK.search(text, behind.end(), stop):
            item.content.append((behind.end(), stop))
            item.place()


def swallowed(text: str, item: Attribution, last: Attribution, high: int) -> bool:
    """Whether a passive belongs to what ``last``, before it, reports, which then goes on to
    ``high``, the end of the sentence: "Holt said the goods are checked after faults were found"."""
    cue = item.cue
    if not (cue and last.cue) or item.source or len(item.content) != 1:
        return False
    start, end = item.content[0]
    if not (start <= last.cue[0] < last.content[-1][0] and end == last.content[-1][1] < cue[0]):
        return False
    last.content[-1] = last.content[-1][0], stripped(text, end, high)
    last.place()
    return True


def _trailing(text: str, item: Attribution, low: int) -> Attribution | None:
    """The attribution that ends what was taken for another's words ("Everybody knows it is over,
    the mayor told the hall"), which is cut there."""
    start, end = item.content[-1]
    at = text.rfind(", ", start, end)
    said = _ENDS_SAID.fullmatch(text, at, end) if at > 0 else None
    if said is None or text[end : end + 1] not in ".?!":
        return None
    who = said["who"].rstrip()
    if not (person_name(who) or role_noun(who) or common(who.rsplit(" ", 1)[-1])):
        return None
    item.content[-1] = start, at
    item.place()
    source = said.start("who"), said.start("who") + len(who)
    return Attribution(source, said.span("cue"), [(low, at)])


def turned(text: str, item: Attribution, sentences: Sequence[Span]) -> None:
    """Give a cue that only a day, who heard it or the place of it follows the clause before it:
    "The mill will close, its owner said on Tuesday, and …"."""
    cue, source = item.cue, item.source
    if cue is None:
        return
    _named_so(text, item, cue)
    if source is None or len(item.content) != 1 or source[1] > cue[0]:
        return
    start, end = item.content[0]
    if start < cue[0] or text[source[0] - 2 : source[0]] != ", ":
        return
    if text[cue[1]] == "," and start == cue[1] + 2 and text[start] not in _OPENERS:
        low = sentences[bisect_right(sentences, (cue[0], len(text))) - 1][0]
        if text.find(" ", low, source[0] - 2) > 0 and not _MARK.search(text, low, source[0]):
            item.content.insert(0, (low, source[0] - 2))  # "The mill, Holt says, …"
            item.place()
        return
    if not (
        _WHEN_SAID.match(text, start, end)
        or (start == cue[1] + 1 and (by := _HEARD_BY.match(text, start)) and by.end() == end)
        or (text.startswith("because ", start) and text[start - 2] == ",")
        or (_THAT_WAS.match(text, start) and _IN_A.match(text, cue[1], start))
    ):
        return
    low = sentences[bisect_right(sentences, (cue[0], len(text))) - 1][0]
    low = behind_last(text, ("; ",), low, source[0])
    if FINITE.search(text, low, source[0]) and not _MARK.search(text, low, source[0]):
        item.content[0] = low, source[0] - 2
        item.place()


def _named_so(text: str, item: Attribution, cue: Span) -> None:
    """Leave only what is behind "what" ("after what the mayor called | a farce"), and
    not who else is named before it ("According to the Voice, | the dam is said to …")."""
    first, last = item.content[0], item.content[-1]
    if last[0] < cue[0] or first[1] > cue[0]:
        return
    other = _ACCORDING.match(text, *first)
    if other:
        item.content[0] = other.end(), first[1]
    if not text.endswith(" what", *first):
        return
    if text[last[0] - 2] not in ",;—" and not text.startswith(("or ", "and ", "but "), last[0]):
        verb = _IS.match(text, *last)
        item.content = [(verb.end() if verb else last[0], last[1])]
        item.place()


def _cut(text: str, item: Attribution, start: int, end: int, later: Sequence[Attribution]) -> int:
    """The end of content before a second verb of the same speaker, in the content itself."""
    for other in later:
        if other.cue is None or not start < other.cue[0] < end:
            continue
        stop = other.content[-1][1]
        if item.cue and other.content[0][0] <= item.cue[0] and start < stop < other.cue[0]:
            return stop  # "Everybody knows it is over, the mayor told the hall": the mayor says all
        if other.source != item.source and not (other.source is None and item.source is None):
            continue
        if _form(text[slice(*other.cue)]) != _form(text[slice(*item.cue)] if item.cue else ""):
            continue  # "saying that the town rejects and opposes it": the town does
        joint = _AND.search(text, start, other.cue[0])
        if joint and joint.start() - start >= 2 and text[start] not in '"“':
            return joint.start()
    return end


def _again(text: str, cue: Span, start: int, end: int) -> int:
    """The end of content before another's same verb ("Osmark denies it and Holt | denies …")."""
    at = text.find(f" {text[slice(*cue)]} ", start, end)
    joint = None if at < 0 or CLAUSE.match(text, start) else _AND_NAME.search(text, start, at)
    return joint.start() if joint else end


def _main(text: str, item: Attribution, low: int, start: int, end: int) -> int:
    """The end of content before the main clause of a sentence that opens with "When Holt said …"
    or "Because Holt says …"."""
    opens = item.source[0] if item.source else item.cue[0] if item.cue else low
    if opens - low > 60 or not _WHEN.fullmatch(text, low, opens):
        return end
    comma = text.rfind(", ", start, end)
    while comma - start > 8:
        if _SUBJECT.match(text, comma + 2, end) and _balanced(text, start, comma):
            return comma
        if text.startswith("As ", low):
            break  # "As Holt noted, …": it goes on to the end
        comma = text.rfind(", ", start, comma)
    return end


def _balanced(text: str, start: int, end: int) -> bool:
    return text.count("“", start, end) == text.count("”", start, end)


def _second(text: str, item: Attribution, start: int, end: int) -> int:
    """The end of content that is a noun phrase before a second verb of the speaker, in the form
    of the cue's, whether that verb reports or not."""
    second, at = None, text.find(" and ", start, end)
    while at >= 0 and second is None:
        second = _SECOND.match(text, at, end)
        at = text.find(" and ", at + 1, end)
    if second is None or item.cue is None or item.source is None or item.source[0] > start:
        return end
    at, verb, cue = second.start(), second["verb"], text[slice(*item.cue)]
    form = _form(cue)
    if at - start < 3 or form not in ("ed", "s") or verb.endswith("ed") != (form == "ed"):
        return end
    if (states(cue) and not cue.endswith(LINKS)) or not (form == "ed" or lemma(verb)):
        return end
    clause = FINITE.search(text, start, at) or OWN_CLAUSE.search(text, start, at)
    return end if clause else at


def _form(cue: str) -> str:
    """The form of a cue's verb: "ing", "s" or the past's; verbs that are joined share it."""
    for word in cue.split():
        base = lemma(word)
        if base:
            return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "ed"
    return ""


def _adjunct(text: str, item: Attribution, low: int, high: int) -> None:
    """A phrase that opens the sentence is not what somebody says where a clause follows the verb:
    "With a heavy heart, they told the hall on Monday that …"."""
    cue = item.cue or (0, 0)
    start, end = item.content[0]
    source = item.source
    if start != low or not (source and end <= source[0] and source[1] <= cue[0]):
        return
    if not _ADJUNCT.match(text, start) or FINITE.search(text, start, end):
        return
    words = text[slice(*cue)]
    base = next((base for word in words.split() if (base := lemma(word))), None)
    begin = cue[1]
    hearer = _HEARER.match(text, cue[1], high) if base in _TELLS else None
    if hearer:
        begin = hearer.end()
    elif not FINITE.search(text, cue[1], high) or engagement(words) is None:
        return
    while text[begin] == " ":
        begin += 1
    stop = high
    while stop > begin and text[stop - 1] in " .\n":
        stop -= 1
    if stop - begin >= LEAST and text[begin] not in ",.":
        item.content[0] = begin, stop
