"""What an article tells of a name: its full form, the role beside it, whether it is a person's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers import model
from rhetorictui.layers.names import (
    NAME,
    PERSON_NOUN,
    TITLES,
    WORD,
    is_body,
    owner,
    person_name,
)

FAR = 30_000
"""Code points on either side in which a name is looked for; so long texts take linear time."""
LONGEST = 3_000
"""Code points that a paragraph has at most."""
INTRODUCES = TITLES | PERSON_NOUN
_TITLED = patterns.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator|Secretary|Minister|Governor|Judge|"
    r"Justice|Chancellor|Mayor|Representative|Congress(?:man|woman)|Professor|General|Pope|Sir|"
    r"Lord|Speaker)\.?\s(?:[A-Z][\w'’-]*\s)?$"
)
_PLACED = patterns.compile(r"\b(?:in|at|across|inside|outside|throughout|[Tt]he)\s$")
_ITS_OR_HIS = patterns.compile(
    r",\s(?:(?P<who>who)|(?P<which>which))\b|\s\w+\s(?:(?:that|to)\s)?(?:(?P<he>he|she|his|her|him|"
    r"himself|herself)|(?P<its>its|itself))\b|['’]s?\s(?:(?:own|former|new|foreign|prime|state|"
    r"[a-z]+ly)\s)?(?:(?P<hers>lawyers?|attorneys?|campaign|wife|husband|aides?|office|supporters|"
    r"remarks|comments|words|family|son|daughter|father|mother|brother|sister|critics|book|speech|"
    r"statement|team|opponents?|voice|face|career)|(?P<theirs>government|president|"
    r"capital|parliament|minister|ministry|ambassador|envoy|navy|army|military|forces|police|border|"
    r"borders|economy|people|citizens|shares|stock|users|customers|chief|ceo|coast|north|south|"
    r"east|west|regime|leaders?|media|exports|delegation|athletes|interior|trade|coalition))\b"
)
"""What stands behind a name that only a person has, or only a body or a state."""
BEHIND = patterns.compile(
    r",\s+([^,.;\n]{3,90}"
    r"(?:(?:(?<=\b[A-Z])|(?<=\b[MD][rs])|(?<=\bMrs|\bSen|\bRep|\bGov))\.\s(?=[A-Z])[^,.;\n]{2,60})?)[,.]"
)
_LEAD_WORD = patterns.compile(r"[A-Z][\w'’-]*|[a-z-]+")
_BARE = frozenset(
    "the a an its his her their our my your mr mrs ms perhaps mid even only still some many "
    "most all both other another more one two few 's "
    "de da del der di van von bin ibn al el la".split()
)
"""Words that are no role when nothing else stands beside the name."""
_NO_ROLE = patterns.compile(
    r"^[Tt]he,\s|^(?:,\s(?!from\s(?:the\s)?[A-Z]))?(?:in|on|at|with|by|from|like|and|or|but|whose|where|when|after|before|"
    r"along|together|including)\b.*$"
)
_MISTER = patterns.compile(r"^(?:Mr|Mrs|Ms)\.?,\s")
_SURNAMES = ("Obama", "Johnson", "Lewis", "Walker", "Brown", "Merkel")
"""One of each class of words that holds surnames of news and next to nothing else."""
_TELLS_ON = patterns.compile(
    r"(?:^|,?\s)(?:who|which|whose|whom|where|when|that|until|because|if|while)(?:['’]\w+)?\s|"
    r",\s(?:[a-z]+(?:ing|ed)|in|on|at|as|after|before|during|by|with|speaking)\s|"
    r"(?:^|\s)(?:--|[—–-])\s|,\s(?:[Tt]he\s)?[A-Z][\w\s]{2,30}\s(?:reports?|reported|says?|said)\b"
)
"""Where a role ends and what else its bearer does begins ("the mayor | who lost the vote")."""
_PREPOSITION = patterns.compile(r"\s(?:by|of|in|to|at|for|on|with|from|under|through)$")
"""What is left of "the deal by which …"."""
_DID = patterns.compile(r"[a-z]+(?:ed|ing|ly)\s|[a-z]+\s(?:to|that)\s")
_LONE = patterns.compile(r"(?:^|(?<=\s))['’]s?(?=[\s,]|$)")
"""What a possessive leaves when its name is taken out."""
_NO_NAME = patterns.compile(r"(?:[^siu]s|ing|ly|['’]\w+)$")
_WRAPPED = 40
"""Code points before a line break in which a line is running text and not a label."""


def _places(text: str, name: str, start: int) -> Iterator[int]:
    """Where ``name`` stands as a word of its own, around ``start``."""
    high = start + FAR
    at = text.find(name, max(0, start - FAR), high)
    while at >= 0:
        end = at + len(name)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(name, end, high)


def _whole(text: str, span: Span) -> bool:
    """Whether a run of capitals is one name: no line break in it, but for a wrapped line."""
    start, end = span
    at = text.find("\n", start, end)
    return at < 0 or (text[at + 1 : at + 2] != "\n" and at - text.rfind("\n", 0, at) > _WRAPPED)


def paragraph(text: str, start: int) -> int:
    """Where the paragraph of ``start`` begins, hard-wrapped lines taken together."""
    at = start
    floor = max(0, start - LONGEST)
    while True:
        at = text.rfind("\n", floor, at)
        if at < 0:
            return floor
        line = max(floor, text.rfind("\n", floor, at) + 1)
        if not text[line:at].strip() or text[line:at].rstrip()[-1] in '.”"?!':
            return at + 1


def full_names(text: str, name: str, start: int) -> set[str]:
    """The fuller forms of a person's ``name`` that the article has ("Zhang Jun" for "Zhang").

    Where ``name`` comes first ("Ivanka Trump", "Zhang Jun") the fuller form must stand beside a
    role, or the article use the other part alone too: "Osmark Voice" is nobody called Osmark,
    and a common surname does not come first ("Trump Tower").
    """
    found: set[str] = set()
    last = surname(name)
    for at in _places(text, name, start):
        if at > start and found:
            break  # what comes later counts where nothing came before
        # The names around that place, cut at white space.
        low = max(0, text.rfind(" ", 0, max(0, at - 60)))
        after = at + len(name)
        for match in NAME.finditer(text, low, after + 40):
            if match.end() < after:
                continue
            if match.start() > at:
                break
            words = match.group().split()
            words[-1] = owner(words[-1].rstrip("."))
            if name not in words or not 1 < len(words) < 8 or not _whole(text, match.span()):
                continue
            fuller = person_name(" ".join(words))
            parts = fuller.split() if fuller else []
            if (
                fuller
                and 1 < len(parts) < 4
                and not is_body(fuller, "")
                and (
                    name == parts[-1]
                    or (name == parts[0] and not last and _presented(text, *match.span()))
                    or (name == parts[0] and not last and _alone(text, parts[-2], parts[-1], start))
                )
            ):
                found.add(fuller)
    return found


def _presented(text: str, start: int, end: int) -> bool:
    """Whether a role stands beside a run of capitals, or in it."""
    words = text[max(0, start - 30) : start].split()[-1:] + text[start:end].split()[:-1]
    behind = BEHIND.match(text, end)
    words += WORD.findall(behind.group(1)) if behind else []
    return any(word.lower().strip(".") in INTRODUCES for word in words)


def _alone(text: str, before: str, last: str, start: int) -> bool:
    return any(not text[:at].endswith(f"{before} ") for at in _places(text, last, start))


def human(text: str, name: str, start: int) -> bool | None:
    """Whether the article speaks of ``name`` as of a person: with a title, "who" or "he".

    A name that it places ("in Osmark"), calls "it" or inflects ("the Osmarkan fleet") is a body's
    or a state's. None where it tells neither.
    """
    weight = 0
    for at in _places(text, name, start):
        lead = text[max(0, at - 30) : at]
        if _TITLED.search(lead):
            return True
        if not text[at + len(name) + 1 : at + len(name) + 2].isupper():  # "in Johnson Tower"
            weight -= _PLACED.search(lead) is not None
        who = _ITS_OR_HIS.match(text, at + len(name))
        if who:
            weight += 2 if who.lastgroup in ("who", "he", "hers") else -2
    if name[-1] in "aeo" and f"{name}n" in text:
        weight -= 2
    return weight > 0 if weight else None


def surname(name: str) -> bool:
    """Whether a word stands in news where surnames do: by its distributional class, of which the
    attribution model has those of common surnames."""
    lexicon = model.load().lexicon
    return lexicon[f"{name} "] in [lexicon[f"{known} "] for known in _SURNAMES]


def word(text: str, name: str, start: int) -> bool:
    """Whether ``name``, of which nothing tells that it is one, is a plain word with a sentence's
    capital: the article has it small too, or it looks like a plural, a participle or an adverb."""
    return _NO_NAME.search(name) is not None or next(_places(text, name.lower(), start), -1) >= 0


@lru_cache(maxsize=20_000)
def role(bare: str) -> str | None:
    """The role in what stands around a name, or None if nothing of weight does ("The", "Mr.",
    "24", "in Osmark", "'s"). A role is a noun phrase: clauses behind it are none of it."""
    bare = _NO_ROLE.sub("", _MISTER.sub("", bare))
    if "'" in bare or "’" in bare:
        bare = " ".join(_LONE.sub("", bare).split())
    bare = _TELLS_ON.split(bare, maxsplit=1)[0].strip(" ,—–-")
    bare = _PREPOSITION.sub("", bare)
    if bare.count("(") > bare.count(")"):
        bare = bare[: bare.rindex("(")].rstrip(" ,")
    words = [word.lower().strip(".'’") for word in bare.replace("’s", "'s").split()]
    if all(word in _BARE or word.isdigit() or word.endswith("'s") for word in words):
        return None
    return bare


def introduction(text: str, name: str, start: int) -> tuple[str | None, set[str]]:
    """The role that stands beside the name's first mention, and its nouns."""
    at = text.find(name, max(0, start - FAR), start + FAR)
    if at < 0:
        return None, set()
    behind = BEHIND.match(text, at + len(name))
    lead = text[max(0, at - 60, text.rfind("\n\n", 0, at) + 1) : at]
    roles = []
    words: list[str] = []
    if lead[-1:].isspace():
        for word in reversed(lead.split()[-6:]):
            if not _LEAD_WORD.fullmatch(word) and word.lower().strip(".") not in TITLES:
                break
            if word[-1] == "." and len(word) > 4 and words:
                break  # a sentence ends there
            words.insert(0, word)
        if len(words) == len(lead.split()) and at > 60 and not lead[0].isspace():
            words = words[1:]  # cut off
    if words:
        keep = len(words)
        while keep and (
            words[keep - 1].lower().strip(".") in INTRODUCES
            or words[keep - 1][0].isupper()
            or (words[keep - 1] == "of" and words[keep - 2].lower() in INTRODUCES)
        ):
            keep -= 1
        if words[keep:] and any(w.lower() in INTRODUCES for w in words[keep:]):
            roles.append(" ".join(words[keep:]))
    if behind:
        beside = behind.group(1)
        noun = not _DID.match(beside)
        if noun and any(w in INTRODUCES for w in WORD.findall(beside.lower())):
            roles.append(beside)
    told = role(", ".join(roles)) if roles else None
    return told, {w for w in WORD.findall((told or "").lower()) if w in PERSON_NOUN}
