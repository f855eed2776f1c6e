"""Who a source is: one name for all the ways an article refers to a speaker.

A name, the role it was introduced with, and its aliases within the article (surname, title and
surname, "the envoy", "he" where only one person can be meant). Unnamed and collective sources
keep their own words. Where the reference stays open the speaker is "unknown": never a guess.
No gender is inferred.
"""

from __future__ import annotations

from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.layers.antecedents import Antecedents
from rhetorictui.layers.introduced import (
    full_names,
    human,
    introduction,
    role,
    surname,
    word,
)
from rhetorictui.layers.names import (
    CAPITALS,
    ORGANISATION,
    PERSON_NOUN,
    PRONOUN,
    STATES,
    WORD,
    first_part,
    is_body,
    kind_of,
    many,
    opened,
    person_name,
    role_noun,
)
from rhetorictui.layers.sources import (
    DELIVERED,
    STATEMENT,
    no_source,
    several,
    unmarked,
)
from rhetorictui.layers.speaker import Speaker

UNKNOWN = "unknown"
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
_NAME_COMMA = patterns.compile(r"((?:[A-Z][\w'’.-]*\s+){1,4}[A-Z][\w'’.-]*),\s*$")
_WORD_GAP = patterns.compile(r"\s+")
_ROLE_LEAD = patterns.compile(
    r"^(?:(?:Meanwhile|However|Later|Still|But|And|Yet|Then|Also|So|When|While|As)\b[,\s]*)+"
    r"|^(?:The|A|An|Mr|Mrs|Ms|Dr|of|and|in|for)\.?$"
)
"""What is left of a source before its role ("Mr.", "Meanwhile")."""
_LEADING = frozenset("the a an its his her their our my one some this that".split())


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(name.lower().split())


def _bare(low: str) -> str:
    """A source's words, small, without an article or the like before them."""
    words = low.split(None, 1)
    return words[1] if len(words) == 2 and words[0] in _LEADING else low


class Cast:
    """The speakers of one article, told apart as its sources are read in order."""

    def __init__(self, text: str, body: int = 0) -> None:
        """``body`` is where the running text begins, behind headline and deck."""
        self.text = text
        self.body = body
        self.speakers: list[Speaker] = []
        self._by_name: dict[str, Speaker] = {}
        self.nobody = Speaker(UNKNOWN, "unknown")
        self._antecedents = Antecedents(self)

    def resolve(self, start: int, end: int, within: Speaker | None = None) -> Speaker:
        """The speaker that the source ``start..end`` (code points) refers to.

        ``within`` is the speaker of the quotation that the source itself stands in, if any.
        Sources must come in order of their place in the text.
        """
        words = unmarked(self.text[start:end])
        low = words.lower()
        if low in PRONOUN and words not in CAPITALS:
            return self._antecedents.meant(low, start, within)
        if no_source(words):
            return self.nobody
        speaker = self._known(words, start) or self._delivered(low, start)
        if speaker is None:
            speaker = self.add(words, start)
        speaker.at = end
        speaker.aliases.add(words)
        return speaker

    def _delivered(self, low: str, start: int) -> Speaker | None:
        """The speaker of "the joint statement": the last before who delivered one."""
        what = STATEMENT.fullmatch(low)
        if what is None:
            return None
        who = None
        for match in DELIVERED.finditer(self.text, max(0, start - 2000), start):
            if match.group("what") == what.group(1) and person_name(match.group("who")):
                who = match
        if who is None:
            return None
        words = who.group("who")
        return self._known(words, who.start()) or self.add(words, who.start())

    def _known(self, words: str, start: int) -> Speaker | None:
        beside = self._apposition(start)
        if beside:
            return beside
        name = None if several(words) else person_name(words)
        if name:
            return self.named(name)
        low = _bare(words.lower())
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
            return self.nobody
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
        return self.named(name) or self.add(match.group(1), match.start(1))

    def named(self, name: str) -> Speaker | None:
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
                    # "Royce" is no short form of "Office of Chairman Ed Royce".
                    (parts == theirs[-size:] and (speaker.kind == "person" or "of" not in theirs))
                    or (parts == theirs[:size] and (not generic or theirs[1] == "of"))
                    or (
                        size > 1
                        and len(theirs) == 1
                        and theirs[0] in (parts[0], parts[-1])
                        and theirs[0] not in ORGANISATION
                        and (theirs[0] == parts[-1] or not surname(speaker.name))
                    )
                ):
                    found.append(speaker)
        if len(found) != 1:
            return None
        if len(name) > len(found[0].name):
            if size > 1 and len(_parts(found[0].name)) == 1 and not is_body(name, name):
                found[0].kind = "person"  # "Roy Moore" after "Moore"
            found[0].name = name
        self._by_name[low] = found[0]
        return found[0]

    def add(self, words: str, start: int) -> Speaker:
        name = None if several(words) else person_name(words)
        person: bool | None = None
        short = name
        if name and " " not in name and not name.isupper() and not is_body(name, words):
            forms = full_names(self.text, name, start)
            full = forms.pop() if len(forms) == 1 else None
            known = self._by_name.get(full.lower()) if full else None
            if known:
                return known
            if full:
                name, person = full, True
            elif forms or name.lower() in STATES:
                person = bool(forms)
            else:
                person = human(self.text, name, start)
                if name == words.split(" ", 1)[0] and many(name):
                    name = None  # "Organisers of the march said …"
                elif name == words and not person and word(self.text, name, start):
                    name = None  # "Exporters said …"
                if person is None and name:
                    person = surname(name)
        if name and name.lower() in ORGANISATION and words.lower().startswith("the "):
            plain = first_part(words).strip()
            speaker = Speaker(plain[0].lower() + plain[1:], "organisation")
        elif name:
            bare = words.replace(short or name, "", 1)
            speaker = self._bearer(name, words, bare, start, person)
        else:
            words = " ".join(first_part(words).split()) or words
            words = opened(words) or words
            alone = words.lower().startswith(("a ", "an ", "the ", "one ", "another "))
            speaker = Speaker(words[0].lower() + words[1:] if alone else words, kind_of(words))
            speaker.nouns = {w for w in WORD.findall(words.lower()) if w in PERSON_NOUN}
        self._remember(speaker)
        return speaker

    def _bearer(self, name: str, words: str, bare: str, start: int, person: bool | None) -> Speaker:
        """The speaker called ``name`` in ``words``, of which it leaves ``bare``; ``person`` is
        what the article tells of it, None for nothing."""
        nouns = {w for w in WORD.findall(words.lower()) if w in PERSON_NOUN}
        bare = " ".join(bare.split()).replace(" ,", ",").removeprefix("The").lstrip()
        told = role(_ROLE_LEAD.sub("", f"{bare} "))
        body = is_body(name, words) or (" " not in name and name.isupper())
        if person is None and " " in name and not nouns:
            person = human(self.text, name, start)
        body = body or bare.startswith(", which") or (person is False and not nouns)
        if body and not bare.lstrip().startswith(","):
            told = None
        if told is None and not body:
            told, more = introduction(self.text, name, start)
            nouns |= more
        named = None if body else self._named_later(nouns)
        speaker = named or Speaker(name)
        speaker.name, speaker.role, speaker.nouns = name, told, nouns
        speaker.kind = "organisation" if body else "person"
        return speaker

    def _remember(self, speaker: Speaker) -> None:
        low = speaker.name.lower()
        self._by_name[low] = speaker
        if speaker not in self.speakers:
            self._by_name.setdefault(_bare(low), speaker)
            self.speakers.append(speaker)
            del self.speakers[:-_MOST]

    def _named_later(self, nouns: set[str]) -> Speaker | None:
        """The one speaker that the headline mentions by a role which the name now fits."""
        if not nouns:
            return None
        same = nouns.union(*(group for group in _SAME_ROLE if group & nouns))
        found = [
            s for s in self.speakers if s.kind != "person" and s.at <= self.body and s.nouns & same
        ]
        return found[0] if len(found) == 1 else None
