"""What the words of a source, and those before it, tell without the cast of the article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.introduced import paragraph
from rhetorictui.layers.names import (
    NAME,
    ORGANISATION,
    common,
    is_body,
    many,
    opened,
    owner,
)

_VERB = patterns.compile(r"\s(?:is|are|was|were|has|have|had|will|would|could|means|said|says)\s")
_DOES = patterns.compile(
    r"(?:[A-Z][\w'’-]*\s){1,3}[a-z]+ed\s(?:to|that|in|at|the|an?|his|her|their|its)\s"
)
"""A name and what its bearer did, taken for a source ("Oduya nodded to the crowd")."""
_NAMES_AND = patterns.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w.'’-]*\s)*[A-Z][\w.'’-]*(?:,\s(?:[A-Z][\w.'’-]*\s?)+)*,?\sand\s"
)
_OFFICE_AND = patterns.compile(
    r"(?:[\w.'’]+\s){0,2}(?:Health|Housing|Business|Culture|Environment|Food|Trade|Education|Energy|Agriculture|Science|"
    r"Work|Foreign|Homeland)\sand\s(?:[A-Z]\w+\s)+(?:Secretary|Minister|Commissioner|Director)\s[A-Z]"
)
"""An office with an "and" in its name, and who holds it."""
_NO_SOURCE = patterns.compile(
    r"(?:whose|where|when|then|there|here|be|to|not)\b|(?:(?:on|in|at|by|from|with|after|before|during|"
    r"for|about|as|than|into|under|over)\s(?!least\b|most\b|many\b|half\b|an?\b|one\b|\d|\w+day\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b))"
    r"|(?:all |both )?(?:these|this|those|that)$|(?:on\s)?\w+day$|\W*$"
    r"|\w{2,}(?:ing|ed|ab|ib|ous|ive|ent|ant|ful|less|ical|tual|inal|eal|st|ar|ain|iat|unate)ly$"
    r"|please$|furthermore$|moreover$|(?:(?:early|late|mid|the\send\sof)[\s-])?(?:(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\s)?(?:19|20)\d\d$"
)
"""What is taken for a source and names nobody: a place or time, a demonstrative."""
_CLAUSE = patterns.compile(r",(?!\d)|\s(?:who|which|that|whose)\s")
DELIVERED = patterns.compile(
    r"(?P<who>(?:[A-Z][\w.'’-]*\s)*[A-Z][\w'’-]*)(?:,[^,.;]{3,80},)?\s"
    r"(?:(?:has|had|have|also|jointly|later|then|together)\s)*"
    r"(?:made|delivered|issued|released|read|presented|published|sent|submitted|gave)\s"
    r"(?:out\s)?(?:an?|its|the|their|his|her)\s(?:[\w-]+\s){0,3}?"
    r"(?P<what>statement|letter|communiqué|declaration|appeal)\b"
)
"""Who speaks in a statement: whoever is said before to have delivered it."""
STATEMENT = patterns.compile(
    r"(?:the|this|that) (?:\w+ )?(statement|letter|communiqué|declaration|appeal)"
)
_OPENS_WITH_ING = patterns.compile(
    r"(?:^|[.?!”\"]\s|\n)(?:[A-Z]|(?:After|Before|While|By|In|When|Without|Despite|Besides)\s\w)$"
)
_MAIN_SUBJECT = patterns.compile(
    r"(?P<who>he|she|they|we|I|(?:[Tt]he\s)?(?:[A-Z][\w.'’-]*\s){0,4}[A-Z][\w'’-]*|(?:the|his|her|its)\s[\w-]+)\s"
    r"(?=(?:also|then|later|\w+ly)?\s?(?:is|was|has|had|will|would|said|told|went|[a-z]+(?:ed|[^s]s))\s)"
)
_MARKUP = patterns.compile(r"\[([^\]]*)\]\([^)]*\)|[*`]")
WHO_NOUN = patterns.compile(
    r"\b(?:one\sof\s(?:them|(?:the|his|her|its|their|our|my)\s(?:\w+\s)?\w+)|"
    r"(?:an?|the|one|another|(?<!from\s)(?<!at\s)(?<!in\s)(?:his|her|its|my|our|their))\s"
    r"(?:(?!(?:of|in|at|for|with|by|to)\b)[\w'’-]+\s){0,3}[\w'’-]+)$"
)
"""What "who" follows: a person, whatever the noun."""
SUBJECT = patterns.compile(
    r"(?P<np>(?:The|An?|Its|Their|One|Another)\s(?:[a-z][\w'’-]*\s){0,3}?[a-z][\w'’-]*)"
    r"(?:,\s(?:[a-z-]+\s){0,3}(?P<name>(?:[A-Z][\w'’-]*\s){1,2}[A-Z][\w'’-]*),)?\s"
    r"(?:[a-z]+(?:ed|s)|said|told|put|gave|took|went|had|did)\s"
)
"""The subject that opens a sentence, with the name in apposition, and its verb."""
AND_IT = patterns.compile(r"(?:and|but|while|yet)\s$")
STOP = patterns.compile(
    r"[.?!](?<=[a-z0-9)].)(?<!\b[MDS][rst]\.)(?<!\b(?:Mrs|Sen|Rep|Gov|Gen)\.)"
    r"[\"”’]?\s+(?=[A-Z“\"‘])"
)
_DOING = patterns.compile(r"(?:,\s[^.;:“”\"]{3,120}?,)?\s(?P<verb>[a-z]+)\s")
"""Behind a subject: its apposition, and its verb."""
_LINKS = frozenset("and or of for in at on to from with by as who which that aides".split())


def subjects(text: str, start: int) -> Iterator[Span]:
    """The names that open the sentence of the pronoun at ``start``, then the one before it, as
    subjects of a verb: whom a pronoun takes up first (Grosz, Joshi, Weinstein 1995, Centering)."""
    for low in reversed(openings(text, start)[-2:]):
        lead = text[low:start]
        at = low + len(lead) - len(opened(lead))
        name = NAME.match(text, at, start)
        if name is None or name.group() != owner(name.group()):
            continue
        does = _DOING.match(text, name.end(), start)
        if does:
            verb = does["verb"]
            if not (verb in _LINKS or verb in ORGANISATION or common(verb) or many(verb)):
                yield name.span()


@lru_cache(maxsize=20_000)
def main_subject(text: str, cue: Span, end: int) -> Span | None:
    """The subject of the main clause, behind the content (to ``end``) of a participle that opens
    its sentence: "After denying that …, | Holt | left"."""
    if not (text.endswith("ing", *cue) and text.startswith(", ", end)):
        return None
    if not _OPENS_WITH_ING.search(text[max(0, cue[0] - 10) : cue[0] + 1]):
        return None
    main = _MAIN_SUBJECT.match(text, end + 2)
    return main.span("who") if main else None


def no_source(words: str) -> bool:
    """Whether what was taken for a source names nobody, or is more than a noun phrase."""
    low = words.lower()
    return (
        (_VERB.search(low) and _VERB.search(_CLAUSE.split(low, maxsplit=1)[0]))
        or _NO_SOURCE.match(low)
        or _DOES.match(words)
    ) is not None


def several(words: str) -> bool:
    """Whether a source begins with a name and "and": several who speak together."""
    if " and " not in words or _NAMES_AND.match(words) is None or _OFFICE_AND.match(words):
        return False
    return not is_body(words, words)


def unmarked(words: str) -> str:
    """A source's words without Markdown's stars and links."""
    return _MARKUP.sub(r"\1", words) if "*" in words or "[" in words else words


def openings(text: str, start: int) -> list[int]:
    """Where the sentences of the paragraph begin, up to the one that holds ``start``."""
    floor = paragraph(text, start)
    while text[floor].isspace():
        floor += 1
    return [floor, *(stop.end() for stop in STOP.finditer(text, floor, start + 1))]
