"""Who a source is: one name for all the ways an article refers to a speaker.

A name, the role it was introduced with, and its aliases within the article (surname, title and
surname, "the envoy", "he" where only one person can be meant). Unnamed and collective sources
keep their own words. Where the reference stays open the speaker is "unknown": never a guess.
No gender is inferred.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.layers.names import (
    CAPITALS,
    FIRST,
    NAME,
    ORGANISATION,
    PERSON_NOUN,
    PIECE,
    POSSESSIVE,
    PRONOUN,
    RELATIVE,
    SINGULAR,
    STATES,
    TITLES,
    WORD,
    is_body,
    person_name,
    role_noun,
)

UNKNOWN = "unknown"
_FAR = 30_000
"""Code points on either side in which a name is looked for; so long texts take linear time."""
_PARAGRAPH = 3_000
"""Code points that a paragraph has at most."""
_MOST = 300
"""Speakers that are remembered; an article has a dozen."""

_SAME_ROLE = (
    frozenset(["envoy", "ambassador", "diplomat", "representative", "delegate"]),
    frozenset(["spokesman", "spokeswoman", "spokesperson"]),
    frozenset("senator lawmaker legislator representative congressman congresswoman".split()),
    frozenset(["lawyer", "attorney", "counsel"]),
    frozenset(["president", "leader"]),
    frozenset(["candidate", "nominee", "frontrunner", "front-runner"]),
    frozenset(["chief", "head", "director"]),
    frozenset(["professor", "researcher", "scientist", "academic"]),
    frozenset(["writer", "author", "columnist", "journalist"]),
)
_INTRODUCES = TITLES | PERSON_NOUN
_TITLES_THE = TITLES | {"the"}
_NAME_COMMA = patterns.compile(r"((?:[A-Z][\w'’.-]*\s+){1,4}[A-Z][\w'’.-]*),\s*$")
_WORD_GAP = patterns.compile(r"\s+")
_VERB = patterns.compile(r"\s(?:is|are|was|were|has|have|had|will|would|could|means|said|says)\s")
_DOES = patterns.compile(
    r"(?:[A-Z][\w'’-]*\s){1,3}[a-z]+ed\s(?:to|that|in|at|the|an?|his|her|their|its)\s"
)
"""A name and what its bearer did, taken for a source ("Oduya nodded to the crowd")."""
_NAMES_AND = patterns.compile(
    r"(?:[Tt]he\s)?(?:[A-Z][\w.'’-]*\s)*[A-Z][\w.'’-]*(?:,\s(?:[A-Z][\w.'’-]*\s?)+)*,?\sand\s"
)
_ROLE_LEAD = patterns.compile(
    r"^(?:(?:Meanwhile|However|Later|Still|But|And|Yet|Then|Also|So|When|While|As)\b[,\s]*)+"
    r"|^(?:The|A|An|Mr|Mrs|Ms|Dr|of|and|in|for)\.?$"
)
"""What is left of a source before its role ("Mr.", "Meanwhile")."""
_NO_SOURCE = patterns.compile(
    r"(?:whose|where|when|then|there|here|be|to|not)\b|(?:(?:on|in|at|by|from|with|after|before|during|"
    r"for|about|as|than|into|under|over)\s(?!least\b|most\b|many\b|half\b|an?\b|one\b|\d|\w+day\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b))"
    r"|(?:all |both )?(?:these|this|those|that)$|(?:on\s)?\w+day$|\W*$"
)
"""What is taken for a source and names nobody: a place or time, a demonstrative."""
_DELIVERED = patterns.compile(
    r"(?P<who>(?:[A-Z][\w.'’-]*\s)*[A-Z][\w'’-]*)(?:,[^,.;]{3,80},)?\s"
    r"(?:(?:has|had|have|also|jointly|later|then|together)\s)*"
    r"(?:made|delivered|issued|released|read|presented|published|sent|submitted|gave)\s"
    r"(?:out\s)?(?:an?|its|the|their|his|her)\s(?:[\w-]+\s){0,3}?"
    r"(?P<what>statement|letter|communiqué|declaration|appeal)\b"
)
"""Who speaks in a statement: whoever is said before to have delivered it."""
_STATEMENT = patterns.compile(
    r"(?:the|this|that) (?:\w+ )?(statement|letter|communiqué|declaration|appeal)"
)
_CLAUSE = patterns.compile(r",(?!\d)|\s(?:who|which|that|whose)\s")
_TITLED = patterns.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.? (?:\w+ )?$")
_BEHIND = patterns.compile(r",\s+([^,.;\n]{3,90})[,.]")
_LEAD_WORD = patterns.compile(r"[A-Z][\w'’-]*|[a-z-]+")
_LEADING = patterns.compile(
    r"^(?:the|a|an|its|his|her|their|our|my|one|some|this|that)\s+", re.IGNORECASE
)


class Speaker:
    """One speaker of an article.

    ``kind``: "person" (named), "organisation" (named body, state, publication or document),
    "unnamed" (a person without a name), "collective" (a group without a name) or "unknown".
    ``role`` is the words of the fullest introduction, or None; ``pronoun`` "he" or "she" once the
    article has called the speaker so; ``at`` where the text mentioned it last.
    """

    __slots__ = ("aliases", "at", "kind", "name", "nouns", "pronoun", "role")

    def __init__(self, name: str, kind: str, role: str | None = None) -> None:
        self.name = name
        self.kind = kind
        self.role = role
        self.aliases: set[str] = set()
        self.nouns: set[str] = set()
        self.at = 0
        self.pronoun: str | None = None


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.lower().split())


@lru_cache(maxsize=20_000)
def _no_source(words: str) -> bool:
    """Whether what was taken for a source names nobody, or is more than a noun phrase."""
    low = words.lower()
    return (
        (_VERB.search(low) and _VERB.search(_CLAUSE.split(low, maxsplit=1)[0]))
        or _NO_SOURCE.match(low)
        or _DOES.match(words)
    ) is not None


def _several(words: str) -> bool:
    """Whether a source begins with a name and "and": several who speak together."""
    return " and " in words and _NAMES_AND.match(words) is not None and not is_body(words, words)


class Cast:
    """The speakers of one article, told apart as its sources are read in order."""

    def __init__(self, text: str, body: int = 0) -> None:
        """``body`` is where the running text begins, behind headline and deck."""
        self.text = text
        self.body = body
        self.speakers: list[Speaker] = []
        self._by_name: dict[str, Speaker] = {}
        self._nobody = Speaker(UNKNOWN, "unknown")

    def resolve(self, start: int, end: int, within: Speaker | None = None) -> Speaker:
        """The speaker that the source ``start..end`` (code points) refers to.

        ``within`` is the speaker of the quotation that the source itself stands in, if any.
        Sources must come in order of their place in the text.
        """
        words = self.text[start:end]
        low = words.lower()
        if low in PRONOUN and words not in CAPITALS:
            return self._pronoun(low, start, within)
        if _no_source(words):
            return self._nobody
        speaker = self._known(words, start) or self._delivered(low, start)
        if speaker is None:
            speaker = self._new(words, start)
        speaker.at = end
        speaker.aliases.add(words)
        return speaker

    def _delivered(self, low: str, start: int) -> Speaker | None:
        """The speaker of "the joint statement": the last before who delivered one."""
        what = _STATEMENT.fullmatch(low)
        if what is None:
            return None
        who = None
        for match in _DELIVERED.finditer(self.text, max(0, start - 2000), start):
            if match.group("what") == what.group(1) and person_name(match.group("who")):
                who = match
        if who is None:
            return None
        words = who.group("who")
        return self._known(words, who.start()) or self._new(words, who.start())

    def _pronoun(self, low: str, start: int, within: Speaker | None) -> Speaker:
        if low in FIRST:
            return within or self._nobody
        if low in RELATIVE:
            return self._antecedent(start)
        if low not in SINGULAR:
            return self._nobody
        here = self._mentioned(start)
        if here:
            return self._called(here, low)
        floor = max(0, start - _PARAGRAPH)
        lead = self.text[floor : max(floor, self.text.rfind("\n", floor, start))].rstrip()
        before = max(floor - 1, self.text.rfind("\n", floor, floor + len(lead)))
        near = [s for s in self.speakers if s.at > before and s.kind in ("person", "unnamed")]
        if not near:
            near = [s for s in self.speakers if s.kind == "person"][-1:]
            # Further back only if the article knows one person at all.
            if len([s for s in self.speakers if s.kind in ("person", "unnamed")]) != 1:
                return self._nobody
        last = max(near, key=lambda s: s.at, default=None)
        if last is None or self._rival(last, start):
            return self._nobody
        last.at = start + len(low)
        return self._called(last, low)

    def _called(self, speaker: Speaker, pronoun: str) -> Speaker:
        """``speaker``, unless the article has used the other pronoun of that person."""
        if speaker.pronoun not in (None, pronoun):
            return self._nobody
        speaker.pronoun = pronoun
        return speaker

    def _mentioned(self, start: int) -> Speaker | None:
        """The one person whom the paragraph names before ``start``, if it names just one."""
        floor = self._paragraph(start)
        found: dict[int, Speaker] = {}
        for match in NAME.finditer(self.text, floor, start):
            words = match.group()
            name = person_name(words.rstrip("."))
            if name is None:
                continue
            known = self._by_full_name(name)
            if known is None and " " in name and self._titled(match, floor):
                known = self._new(words.rstrip("."), match.start())
                known.at = match.end()
            if known and known.kind == "person":
                found[id(known)] = known
        if len(found) != 1:
            return None
        speaker = next(iter(found.values()))
        speaker.at = start
        return speaker

    def _titled(self, name: re.Match[str], floor: int) -> bool:
        """Whether a name begins with a title, or a title or role stands before it."""
        if name.group().split()[0].lower().strip(".") in TITLES:
            return True
        ahead = self.text[max(floor, name.start() - 30) : name.start()].split()[-1:]
        return bool(ahead and ahead[0].lower() in _INTRODUCES)

    def _paragraph(self, start: int) -> int:
        """Where the paragraph of ``start`` begins, hard-wrapped lines taken together."""
        at = start
        floor = max(0, start - _PARAGRAPH)
        while True:
            at = self.text.rfind("\n", floor, at)
            if at < 0:
                return floor
            line = max(floor, self.text.rfind("\n", floor, at) + 1)
            if not self.text[line:at].strip() or self.text[line:at].rstrip()[-1] in '.”"?!':
                return at + 1

    def _rival(self, speaker: Speaker, start: int) -> bool:
        """Whether another person is named between the speaker's last mention and ``start``."""
        stretch = self.text[max(speaker.at, start - _FAR) : start]
        mine = set(speaker.name.lower().split())
        for match in NAME.finditer(stretch):
            words = match.group().split()
            if len(words) > 1 and words[0].lower().strip(".") in _TITLES_THE:
                words = words[1:]
            parts = {POSSESSIVE.sub("", word).lower() for word in words}
            if parts & mine or parts & ORGANISATION:
                continue
            for other in self.speakers:
                if (
                    other is not speaker
                    and other.kind == "person"
                    and (parts & set(other.name.lower().split()))
                ):
                    return True
        return False

    def _antecedent(self, start: int) -> Speaker:
        """The noun phrase that a relative pronoun follows."""
        lead = self.text[max(0, start - 120) : start].rstrip(" ,—–-")
        match = next((m for m in NAME.finditer(lead) if m.end() == len(lead)), None)
        if match:
            offset = max(0, start - 120)
            return self.resolve(offset + match.start(), offset + match.end())
        return self._nobody

    def _known(self, words: str, start: int) -> Speaker | None:
        beside = self._apposition(start)
        if beside:
            return beside
        name = None if _several(words) else person_name(words)
        if name:
            return self._by_full_name(name)
        low = _LEADING.sub("", words.lower())
        known = self._by_name.get(low)
        if known:
            return known
        if not words.lower().startswith(("the ", "this ", "that ")):
            return None
        head = role_noun(words)
        if head is None:
            return None
        same = {head}.union(*(group for group in _SAME_ROLE if head in group))
        exact = [s for s in self.speakers if head in s.nouns]
        alike = exact or [s for s in self.speakers if s.nouns & same]
        if not alike:
            return None
        if len(alike) > 1 and not exact:
            return self._nobody
        return max(alike, key=lambda s: s.at)

    def _apposition(self, start: int) -> Speaker | None:
        """The speaker whose name, with a comma, stands just before ("Zhang Jun, China's …")."""
        if self.text[max(0, start - 2) : start].rstrip()[-1:] != ",":
            return None
        match = _NAME_COMMA.search(self.text, max(0, start - 60), start)
        if match is None or not role_noun(_WORD_GAP.sub(" ", self.text[start : start + 80])):
            return None
        name = person_name(match.group(1))
        if name is None or len(name.split()) < 2:
            return None
        return self._by_full_name(name) or self._new(match.group(1), match.start(1))

    def _by_full_name(self, name: str) -> Speaker | None:
        low = name.lower()
        known = self._by_name.get(low)
        if known:
            return known
        parts = _parts(name)
        size = len(parts)
        # "The Senate" is no short form of "Senate Ethics Committee", "U.S." none of a secretary.
        generic = size == 1 and (low in ORGANISATION or low in STATES or name.isupper())
        found = []
        for speaker in self.speakers:
            if speaker.kind in ("person", "organisation"):
                theirs = _parts(speaker.name)
                if (
                    parts == theirs[-size:]
                    or (parts == theirs[:size] and (not generic or theirs[1] == "of"))
                    or (
                        size > 1
                        and len(theirs) == 1
                        and theirs[0] in (parts[0], parts[-1])
                        and theirs[0] not in ORGANISATION
                    )
                ):
                    found.append(speaker)
        if len(found) != 1:
            return None
        if len(name) > len(found[0].name):
            found[0].name = name
        self._by_name[low] = found[0]
        return found[0]

    def _new(self, words: str, start: int) -> Speaker:
        name = None if _several(words) else person_name(words)
        nouns = set(PERSON_NOUN.intersection(WORD.findall(words.lower())))
        if name and name.lower() in ORGANISATION and words.lower().startswith("the "):
            speaker = Speaker(words[0].lower() + words[1:], "organisation")
        elif name:
            body = is_body(name, words)
            bare = " ".join(words.replace(name, "", 1).split()).replace(" ,", ",")
            role = _ROLE_LEAD.sub("", f"{bare} ").strip(" ,—–-") or None
            if len(name.split()) == 1 and not body and not name.isupper():
                full = self._full_name(name, start)
                if full:
                    known = self._by_name.get(full.lower())
                    if known:
                        return known
                    name = full
                elif not role:
                    body = not self._looks_human(name, start)
                elif name.lower() in STATES:
                    body = True
            elif len(name.split()) == 1:
                body = True
            kind = "organisation" if body else "person"
            if role is None and not body:
                role, more = self._introduction(name, start)
                nouns |= more
            named = None if body else self._named_later(nouns)
            if named:
                named.name, named.kind, named.role, named.nouns = name, kind, role, nouns
                self._by_name[name.lower()] = named
                return named
            speaker = Speaker(name, kind, role)
        else:
            words = " ".join(PIECE.split(words, maxsplit=1)[0].split()) or words
            plain = words[0].lower() + words[1:]
            head = role_noun(words)
            alone = words.lower().startswith(("a ", "an ", "the ", "one ", "another "))
            if head and not head.endswith("s") and alone:
                kind = "unnamed"
            elif is_body(words, words):
                kind = "organisation"
            else:
                kind = "collective"
            speaker = Speaker(plain if alone else words, kind)
        speaker.nouns = nouns
        self.speakers.append(speaker)
        del self.speakers[:-_MOST]
        self._by_name[speaker.name.lower()] = speaker
        self._by_name.setdefault(_LEADING.sub("", speaker.name.lower()), speaker)
        return speaker

    def _named_later(self, nouns: set[str]) -> Speaker | None:
        """The one speaker that the headline mentions by a role which the name now fits."""
        if not nouns:
            return None
        same = nouns.union(*(group for group in _SAME_ROLE if group & nouns))
        found = [
            s for s in self.speakers if s.kind != "person" and s.at <= self.body and s.nouns & same
        ]
        return found[0] if len(found) == 1 else None

    def _full_name(self, surname: str, start: int) -> str | None:
        """A fuller name that the article gave before ("Zhang" after "Zhang Jun")."""
        found: set[str] = set()
        text = self.text
        at = text.find(surname, max(0, start - _FAR), start)
        while at >= 0:
            # The names around each place where it stands before, cut at white space.
            low = max(0, text.rfind(" ", 0, max(0, at - 60)))
            after = at + len(surname)
            for match in NAME.finditer(text, low, min(start, after + 40)):
                if match.end() < after:
                    continue
                if match.start() > at:
                    break
                words = match.group().split()
                words[-1] = POSSESSIVE.sub("", words[-1])
                if surname in words and 1 < len(words) < 8:
                    name = person_name(" ".join(words))
                    parts = name.split() if name else []
                    if (
                        1 < len(parts) < 4
                        and surname in (parts[0], parts[-1])
                        and not is_body(" ".join(parts), "")
                    ):
                        found.add(" ".join(parts))
            at = text.find(surname, after, start)
        return found.pop() if len(found) == 1 else None

    def _looks_human(self, name: str, start: int) -> bool:
        """Whether the article speaks of ``name`` with a title before it."""
        at = self.text.find(name, max(0, start - _FAR), start + _FAR)
        while at >= 0:
            if _TITLED.search(self.text, max(0, at - 30), at):
                return True
            at = self.text.find(name, at + 1, start + _FAR)
        return False

    def _introduction(self, name: str, start: int) -> tuple[str | None, set[str]]:
        """The role that stands beside the name's first mention, and its nouns."""
        at = self.text.find(name, max(0, start - _FAR), start + _FAR)
        if at < 0:
            return None, set()
        behind = _BEHIND.match(self.text, at + len(name))
        lead = self.text[max(0, at - 60) : at]
        roles = []
        words: list[str] = []
        if lead[-1:].isspace():
            for word in reversed(lead.split()[-6:]):
                if not _LEAD_WORD.fullmatch(word):
                    break
                words.insert(0, word)
            if len(words) == len(lead.split()) and at > 60 and not lead[0].isspace():
                words = words[1:]  # cut off
        if words:
            keep = len(words)
            while keep and (
                words[keep - 1].lower().strip(".") in _INTRODUCES or words[keep - 1][0].isupper()
            ):
                keep -= 1
            if words[keep:] and any(w.lower() in _INTRODUCES for w in words[keep:]):
                roles.append(" ".join(words[keep:]))
        if behind:
            text = behind.group(1)
            if not _INTRODUCES.isdisjoint(WORD.findall(text.lower())):
                roles.append(text)
        role = ", ".join(roles) or None
        nouns = set(PERSON_NOUN.intersection(WORD.findall((role or "").lower())))
        return role, nouns
