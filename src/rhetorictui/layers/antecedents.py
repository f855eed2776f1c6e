"""Whom a pronoun means among the speakers of an article; nobody where that stays open.

The last to speak, the one person whom the paragraph names, or the subject of the sentence: what
the article's grammar and its own titles tell, never a guess at gender.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rhetorictui import patterns
from rhetorictui.layers.introduced import (
    BEHIND,
    FAR,
    INTRODUCES,
    LONGEST,
    human,
    paragraph,
    surname,
)
from rhetorictui.layers.names import (
    FIRST,
    NAME,
    ORGANISATION,
    RELATIVE,
    SINGULAR,
    TITLES,
    kind_of,
    owner,
    person_name,
    role_noun,
)
from rhetorictui.layers.sources import AND_IT, STOP, SUBJECT, WHO_NOUN, openings, subjects
from rhetorictui.layers.speaker import Speaker

if TYPE_CHECKING:
    from rhetorictui.layers.speakers import Cast

_KINDS = {"it": "organisation", "they": "collective"}
_ADDRESSED = {"Mr.": "he", "Mr": "he", "Ms.": "she", "Mrs.": "she", "Ms": "she", "Mrs": "she"}
"""The pronoun that goes with an article's own title for a person."""
_MARKS = "\"”“'’"
_TITLES_THE = TITLES | {"the"}
_NOUN_PHRASE = patterns.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Ii]ts)\s(?:[\w'’-]+\s){0,5}?[\w'’-]+$"
)


class Antecedents:
    """Finds whom the pronouns of one article mean."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._text = cast.text

    def meant(self, low: str, start: int, within: Speaker | None) -> Speaker:
        """The speaker that the pronoun ``low`` at ``start`` means; ``within`` is whose words it
        stands in."""
        if low in FIRST:
            return within or self._cast.nobody
        if low in RELATIVE:
            return self._antecedent(low, start)
        if low in _KINDS:
            return self._just_said(_KINDS[low], start)
        if low not in SINGULAR:
            return self._cast.nobody
        here = self._opening(low, start) or self._mentioned(start)
        if here:
            return self._called(here, low)
        floor = max(0, start - LONGEST)
        lead = self._text[floor : max(floor, self._text.rfind("\n", floor, start))].rstrip()
        before = max(floor - 1, self._text.rfind("\n", floor, floor + len(lead)))
        near = [s for s in self._cast.speakers if s.at > before and s.kind in ("person", "unnamed")]
        if not near:
            near = [s for s in self._cast.speakers if s.kind == "person"][-1:]
            # Further back only if the article knows one person at all.
            above = self._above(low, start)
            if above:
                return above
            if len([s for s in self._cast.speakers if s.kind in ("person", "unnamed")]) != 1:
                return self._subject(low, start)
        last = max(near, key=lambda s: s.at, default=None)
        if last is None or self._rival(last, start, low):
            return self._above(low, start) or self._cast.nobody
        last.at = start + len(low)
        return self._called(last, low)

    def _just_said(self, kind: str, start: int) -> Speaker:
        """The last to speak, if of that kind and in the same sentence or the one before."""
        last = max(self._cast.speakers, key=lambda s: s.at, default=self._cast.nobody)
        if last.kind != kind or last.at < paragraph(self._text, start):
            return self._clause_before(start) if kind == "organisation" else self._cast.nobody
        if len(STOP.findall(self._text, last.at, start)) > 1:
            return self._cast.nobody
        last.at = start
        return last

    def _clause_before(self, start: int) -> Speaker:
        """Whom "it" means in "Osmark will go on, and it hopes …": the sentence's subject."""
        if not AND_IT.search(self._text, max(0, start - 6), start):
            return self._cast.nobody
        low = openings(self._text, start)[-1]
        name = NAME.match(self._text, low, start)
        if name is None or human(self._text, name.group(), start) is not False:
            return self._cast.nobody
        return self._cast.resolve(*name.span())

    def _subject(self, pronoun: str, start: int) -> Speaker:
        """The person who is the subject of the sentence before, in the same paragraph."""
        opens = openings(self._text, start)
        match = SUBJECT.match(self._text, opens[-2], start) if len(opens) > 1 else None
        if match is None or kind_of(match["np"]) != "unnamed":
            return self._cast.nobody
        known = self._cast.resolve(*match.span("name" if match["name"] else "np"))
        if known.kind not in ("person", "unnamed") or self._rival(known, start, pronoun):
            return self._cast.nobody
        return self._called(known, pronoun)

    def _opening(self, pronoun: str, start: int) -> Speaker | None:
        """The person who is the subject of the pronoun's sentence, or else of the one before."""
        if self._text[max(0, start - 3) : start].strip()[-1:] in tuple(_MARKS):
            return None  # "…," she said: who spoke last
        return self._subject_in(pronoun, start)

    def _subject_in(self, pronoun: str, start: int) -> Speaker | None:
        for low, high in subjects(self._text, start):
            name = person_name(self._text[low:high])
            known = self._cast.named(name) if name else None
            if known is None and name and " " in name and self._presents(name, low, high):
                known = self._cast.add(self._text[low:high], low)
            if known and known.kind == "person" and self._called(known, pronoun) is known:
                known.at = max(known.at, high)
                return None if self._rival(known, start, pronoun) else known
        return None

    def _above(self, pronoun: str, start: int) -> Speaker | None:
        """The subject of the last sentence of the paragraph before, where the pronoun's begins
        with the pronoun or with a quotation."""
        low = paragraph(self._text, start)
        lead = self._text[low:start].strip()
        if not low or (lead and lead[0] not in _MARKS):
            return None
        end = len(self._text[:low].rstrip())
        return self._subject_in(pronoun, end - 1)

    def _presents(self, name: str, low: int, high: int) -> bool:
        """Whether a full name that has not spoken yet is a person's."""
        words = self._text[low:high].split()
        titled = any(word.lower().strip(".") in TITLES for word in words[:-1])
        beside = BEHIND.match(self._text, high)
        return (
            titled
            or surname(name.rsplit(" ", 1)[-1])
            or (beside is not None and kind_of(beside.group(1)) == "unnamed")
            or human(self._text, name, low) is True
        )

    def _called(self, speaker: Speaker, pronoun: str, note: bool = True) -> Speaker:
        """``speaker``, unless the article has used the other pronoun or title of that person;
        ``note`` keeps that it has used this one."""
        if speaker.pronoun is None and speaker.kind == "person":
            said = self._addressed(speaker.name.rsplit(" ", 1)[-1])
            speaker.pronoun = said.pop() if len(said) == 1 else ""
        if speaker.pronoun and speaker.pronoun != pronoun:
            return self._cast.nobody
        if note:
            speaker.pronoun = pronoun
        return speaker

    def _addressed(self, last: str) -> set[str]:
        """The pronouns that go with the titles which the article puts before a surname."""
        found: set[str] = set()
        at = self._text.find(f" {last}", 0, FAR)
        while at >= 0:
            title = self._text[max(0, at - 4) : at].split()[-1:]
            if title and title[0] in _ADDRESSED:
                found.add(_ADDRESSED[title[0]])
            at = self._text.find(f" {last}", at + 1, FAR)
        return found

    def _quotation(self, start: int) -> int:
        """Where the quotation that ends before ``start`` begins, or ``start``: nobody names
        himself in it."""
        lead = self._text[max(0, start - 3) : start].rstrip()[-1:]
        if lead not in ("”", '"'):
            return start
        floor = paragraph(self._text, start)
        at = self._text.rfind("“" if lead == "”" else '"', floor, start - 2)
        return at if at >= 0 else start

    def _mentioned(self, start: int) -> Speaker | None:
        """The one person whom the paragraph names before ``start``, if it names just one."""
        floor = paragraph(self._text, start)
        found: dict[int, Speaker] = {}
        for match in NAME.finditer(self._text, floor, self._quotation(start)):
            words = match.group()
            name = person_name(words.rstrip("."))
            if name is None:
                continue
            known = self._cast.named(name)
            if known is None and " " in name and self._titled(match, floor):
                known = self._cast.add(words.rstrip("."), match.start())
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
        ahead = self._text[max(floor, name.start() - 30) : name.start()].split()[-1:]
        return bool(ahead and ahead[0].lower().strip(",") in INTRODUCES)

    def _rival(self, speaker: Speaker, start: int, pronoun: str) -> bool:
        """Whether another person, whom ``pronoun`` can mean, is named between the speaker's last
        mention and ``start``; whom the quotation that ends there speaks of does not count."""
        stretch = self._text[max(speaker.at, start - FAR) : self._quotation(start)]
        mine = set(speaker.name.lower().split())
        for match in NAME.finditer(stretch):
            words = match.group().split()
            if len(words) > 1 and words[0].lower().strip(".") in _TITLES_THE:
                words = words[1:]
            parts = {owner(word).lower() for word in words}
            if parts & mine or parts & ORGANISATION:
                continue
            for other in self._cast.speakers:
                if (
                    other is not speaker
                    and other.kind == "person"
                    and parts & set(other.name.lower().split())
                    and self._called(other, pronoun, note=False) is other
                ):
                    return True
        return False

    def _antecedent(self, pronoun: str, start: int) -> Speaker:
        """The noun phrase that a relative pronoun follows."""
        floor = max(0, start - 120)
        lead = self._text[floor:start].rstrip(" ,—–-*")
        match = next((m for m in NAME.finditer(lead) if m.end() == len(lead)), None)
        if match is None:
            match = next((m for m in _NOUN_PHRASE.finditer(lead) if role_noun(m.group())), None)
        if match is None and pronoun == "who":
            match = WHO_NOUN.search(lead.replace("*", " "))
        if match:
            found = self._cast.resolve(floor + match.start(), floor + match.end())
            if pronoun == "who" and found.kind == "organisation" and match.re is WHO_NOUN:
                found.kind = "unnamed"
            return found
        return self._cast.nobody
