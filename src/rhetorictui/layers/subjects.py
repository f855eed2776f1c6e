"""Sources put right by what a sentence shows of its subject, which a window of tags does not.

The noun beside a verb need not be its subject: it may end a relative clause ("the firms that
replied said"), be cut off from its name ("the Council of | Nations"), hear instead of speak
("Minister accused of …") or stand in the clause before ("after two people died, and said …").
"""

from __future__ import annotations

from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import lemma
from rhetorictui.layers.said import Attribution

_CUT_NAME = patterns.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Ss]ome|[Tt]wo|[Tt]hree)\s"
    r"(?:[a-z][\w'’-]*\s){1,4}of\s)?(?:[Tt]he\s)?(?:[A-Z][\w'’-]*\s)+of\s(?:the\s)?$"
)
"""What stands before a source that begins in the midst of a name."""
_HEADLINE = patterns.compile(r"((?:[A-Z][\w'’-]*\s){0,2}[A-Z][\w'’-]*)\s(?!its\s)[a-z]+s\s[^,]*,")
"""A headline's subject, its first verb and what goes with it ("Osmark mourns four, | vows …")."""
_BLAMED = patterns.compile(
    r"(?:accused|blamed|criticized|criticised|condemned|praised|denounced|slammed|blasted|rebuked)$"
)
_FOR_WHAT = ("of ", "for ", "over ")
_BESIDE_NOUN = patterns.compile(
    r"(?:familiar|close|with|inside|involved|briefed|near|within)\s(?:[\w'’-]+\s){0,6}"
    r"(?=(?:said|says|told|added|warned)$)"
)
"""What tells a source from others, taken for the begin of a cue ("a person | familiar with their
work said")."""
_QUOTED_CLAUSE = patterns.compile(
    r"[^\"“”]*\s(?:is|are|was|were|has|have|had|will|would|can|could)\s[^\"“”]*"
    r"[\"“][^\"“”]+(?:,[\"”]|[\"”],)\s"
)
"""A clause that ends in marks, taken for the begin of a source ("It was “late”, | its mayor said").
"""
_SUBORDINATE = patterns.compile(r"\s(?:after|because|since|when|before)\s+$")
_AND = patterns.compile(r"[^\"“”;:.]*,\s(?:and|but)\s(?:also\s|later\s|then\s)?")
_DID = patterns.compile(
    r"(?:[^\n]{0,60}?\s[-–—]\s)?(?P<who>(?!(?:It|He|She|They|There|This|That|We|I)\s)(?:The\s)?(?:[A-Z][\w'’-]*\s+){1,4})(?:has\s|had\s|have\s|is\s)?"
    r"[a-z]+(?:ed|s|t|d)\s"
)
"""The subject that opens a sentence, behind its dateline, and its verb."""
_STATEMENT = patterns.compile(
    r"(?:^|,\s)(?P<who>(?:[A-Z][\w'’-]*\s){1,4})(?:has\s|had\s|also\s|jointly\s)*"
    r"(?:made|delivered|issued|released|read|published|gave)\s"
    r"(?:an?|its|the|their)\s(?:[\w-]+\s){0,3}?(?:statement|letter|declaration|appeal|speech)\b"
    r"[^.;\"“”]*\sand\s(?:also\s)?$"
)
_ASKED_BY = patterns.compile(
    r"(?P<who>(?:the|an?|its|their)\s(?:[\w'’-]+\s){0,6}?[\w'’-]+)\s"
    r"(?P<what>to\s[^,.;\"“”]+)"
)
_NOUN_OF = patterns.compile(
    r"[”\"]\s((?:an?|the|one|another)\s(?:[\w'’-]+\s){1,4}(?:of|from|in|at|for|with)\s)$"
)
_LINKED = patterns.compile(r"\s(?P<who>[^\[\],.;]{0,60}\[[^\]\n]+\]\([^)\s]+\)[^,.;\n]{0,60}),\s")
"""A source with a link in it, as Markdown writes it."""
_WHO_SAYS = patterns.compile(
    r",\swho\s(?P<who>he|she|they|I|we|(?:the\s)?(?:[A-Z][\w.'’-]*\s)*[A-Z][\w'’-]*|"
    r"the\s[\w'’-]+)$"
)
"""Who says something of somebody, in a relative clause of theirs."""
_STARRED = patterns.compile(r"(?:the\s|The\s)?[*_]{1,3}[^*_\n]+[*_]+$")
_BEHIND = patterns.compile(
    r"\s(?P<who>(?:one|two|three|some|several|many)\sof\s(?:the|our|his|her|its|their|my)\s"
    r"(?:[\w'’-]+\s?){1,4})(?=[,.])"
)


def behind_last(text: str, signs: Sequence[str], low: int, high: int) -> int:
    """Where what follows the last of ``signs`` in ``low..high`` begins; ``low`` without any."""
    found = ((text.rfind(sign, low, high), len(sign)) for sign in signs)
    return max((at + size for at, size in found if at >= 0), default=low)


def subject(text: str, item: Attribution, low: int) -> None:
    """Put right the source of ``item``, whose sentence begins at ``low``, in place."""
    cue, source = item.cue, item.source
    if cue is None:
        return
    if source is None:
        _missing(text, item, cue, low)
        return
    start, end = source
    if start >= cue[1]:
        if text.startswith("://", end):
            linked = _LINKED.match(text, cue[1])
            if linked and linked.end() < item.content[-1][1]:
                item.source = linked.span("who")
                item.content = [(linked.end(), item.content[-1][1])]
        elif text[start - 4 : start] == " by " and text[cue[1] - 5 : cue[1]] == "asked":
            asked = _ASKED_BY.match(text, start)
            if asked:
                item.source = asked.span("who")
                item.content = [asked.span("what")]
        return
    marked = text[end - 1] in '",”' and text.endswith(('"', '",', "”", "”,"), start, end)
    if marked and not _closed(text, start, end):
        _said_before(text, item, start, end, cue)
        return
    if text[end - 1] in "*_" and text[start] in "*_":
        starred = _STARRED.search(text, max(low, start - 80), end)
        if starred:
            item.source = starred.span()
        return
    # Most sources open their sentence or follow another word: the last letter tells at once.
    if start > low + 5 and text[start - 1] == " " and text[start - 2] in "efhmnort":
        before = text[start - 5 : start]
        if before in (" who ", "that ", "hich "):
            _relative(text, item, start, end, low)
        elif before.endswith((" of ", " the ")) and text[start].isupper():
            cut = _CUT_NAME.search(text, max(low, start - 90), start)
            if cut:
                item.source = cut.start(), end
        if 0 < start - item.content[0][1] < 7 and text[item.content[0][0]] in '“"':
            _taken(text, item, start, end)
    if end == cue[0] - 1:
        words = text[slice(*cue)]
        whose = end - start > 12 and text.find(", who ", start, end) > 0
        who = _WHO_SAYS.search(text, start, end) if whose else None
        if who:
            item.source = who.span("who")  # "a driver, who Holt | said was asleep"
            return
        if text[end - 1] == "," and words[-1] == "s":
            headline = _HEADLINE.fullmatch(text, start, end)
            if headline:
                item.source = headline.span(1)
        elif words[-1] == "d":
            first = item.content[0][0]
            for_what = first == cue[1] + 1 and text.startswith(_FOR_WHAT, first)
            if for_what and _BLAMED.search(words):
                item.source, item.about = None, item.source  # "Minister accused of …"
                return
            beside = " " in words and _BESIDE_NOUN.match(text, *cue)
            if beside:
                item.source = start, beside.end() - 1
                item.cue = beside.end(), cue[1]
        if end - start > 24 and ("“" in text[start:end] or '"' in text[start:end]):
            _quoted(text, item, start, end)
    elif end < cue[0] and text.endswith(("and ", "but "), end, cue[0]):
        _main(text, item, start, end, cue, low)


def _closed(text: str, start: int, end: int) -> bool:
    """Whether the marks in a stretch that ends with one open in it, too."""
    opened = text.count("“", start, end) - text.count("”", start, end)
    return not opened and text.count('"', start, end) % 2 == 0


def _said_before(text: str, item: Attribution, start: int, end: int, cue: Span) -> None:
    """The end of a quotation, taken for who said it, is what was said, and who stands behind the
    verb said it ("It was “a farce”, | cried its papers")."""
    low, high = item.content[0]
    if len(item.content) == 1 and low == cue[1] + 1 and high - low < 60:
        item.source, item.content = (low, high), [(start, start + len(text[start:end].rstrip(",")))]
    else:
        item.source = None


def _taken(text: str, item: Attribution, start: int, end: int) -> None:
    """Give a source what was taken for the end of the quotation ("“…,” a clerk from | one of them
    said")."""
    first = item.content[0][0]
    noun = _NOUN_OF.search(text, first, start)
    if noun:
        item.source = noun.start(1), end
        item.content[0] = first, noun.start(1) - 1


def _relative(text: str, item: Attribution, start: int, end: int, low: int) -> None:
    """The noun with its relative clause, of which the source is only the verb."""
    verb = text[start:end]
    if not (verb.islower() and verb.endswith("ed") and lemma(verb)):
        return
    first = behind_last(text, (", ", ": ", "; ", "“"), low, start)
    if 8 < start - first < 90:
        item.source = first, end


def _quoted(text: str, item: Attribution, start: int, end: int) -> None:
    """Whoever stands behind a clause that ends in marks, which is the content."""
    clause = _QUOTED_CLAUSE.match(text, start, end)
    if clause and clause.end() < end:
        item.source = clause.end(), end
        item.content = [(start, start + len(clause.group().rstrip(" ,")))]


def _main(text: str, item: Attribution, start: int, end: int, cue: Span, low: int) -> None:
    """The subject of the main clause, where the source stands in a subordinate one before "and"."""
    if not (
        _SUBORDINATE.search(text, max(low, start - 12), start) and _AND.fullmatch(text, end, cue[0])
    ):
        return
    did = _DID.match(text, low, start)
    if did:
        item.source = did.start("who"), did.start("who") + len(did["who"].rstrip())


def _missing(text: str, item: Attribution, cue: Span, low: int) -> None:
    """A source that the model has not seen."""
    if text[cue[0] - 5 : cue[0]] == " and ":
        stated = _STATEMENT.search(text, low, cue[0])
        if stated:
            item.source = stated.start("who"), stated.end("who") - 1
    elif item.content[-1][1] <= cue[0] and text[item.content[-1][1] - 1] in '"”':
        behind = _BEHIND.match(text, cue[1])
        if behind:
            item.source = behind.span("who")
