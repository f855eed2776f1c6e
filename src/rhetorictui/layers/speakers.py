"""Who a source is: one name for all the ways an article refers to a speaker.

A name, the role it was introduced with, and its aliases within the article (surname, title and
surname, "the envoy", "he" where only one person can be meant). Unnamed and collective sources
keep their own words. Where the reference stays open the speaker is "unknown": never a guess.
No gender is inferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

UNKNOWN = "unknown"

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame president vice deputy acting former "
    "ex-president secretary minister ambassador senator sen rep representative gov governor "
    "mayor chancellor premier king queen prince princess pope cardinal bishop archbishop "
    "rabbi imam sheikh general gen colonel col major captain capt lieutenant lt sergeant sgt "
    "admiral commander officer detective inspector judge justice attorney councillor "
    "councilman councilwoman congressman congresswoman chairman chairwoman chairperson chair "
    "chief director spokesman spokeswoman spokesperson analyst professor author republican "
    "democrat democratic labour conservative prime first state interior foreign defence "
    "defense finance treasury speaker majority minority leader whip comrade envoy coach "
    "sheriff reverend rev father sister brother adm maj brig cmdr pvt cpl hon rear field "
    "marshal under assistant undersecretary commissioner agent special gop mp msp".split()
)
_ORGANISATION = frozenset(
    "ministry office university committee party house department court times post news press "
    "council commission union bank group inc corp co company agency institute center centre "
    "association police campaign administration government embassy organization organisation "
    "foundation journal senate congress parliament cabinet board bureau service society "
    "league federation alliance network fund study report statement poll survey paper "
    "newspaper website magazine memo letter email tweet document book article editorial bill "
    "law act channel assembly tribunal agencies mission secretariat hotel army navy force "
    "forces guard corps nations states kingdom republic daily herald tribune gazette reuters "
    "bbc cnn ap afp".split()
)
_PERSON_NOUN = frozenset(
    "spokesman spokeswoman spokesperson envoy ambassador diplomat representative official "
    "officer minister president leader senator lawmaker congressman congresswoman governor "
    "mayor secretary chairman chairwoman chief director analyst expert professor scientist "
    "researcher economist author writer reporter journalist lawyer attorney judge prosecutor "
    "candidate nominee politician businessman businesswoman billionaire adviser advisor aide "
    "strategist critic activist resident witness victim farmer worker teacher doctor nurse "
    "student commander general colonel captain skipper king queen prince premier chancellor "
    "commissioner negotiator delegate rapporteur historian coach player manager executive "
    "owner founder editor columnist host republican democrat frontrunner front-runner "
    "incumbent newcomer celebrity star mogul fisherman speaker deputy veteran woman man "
    "person source insider investigator sheriff detective".split()
)
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
_SINGULAR = frozenset(("he", "she"))
_FIRST = frozenset(["i", "me", "my", "we", "us", "our"])
_RELATIVE = frozenset(("who", "that", "which", "whom", "whose"))
_PRONOUN = (
    _SINGULAR
    | _RELATIVE
    | _FIRST
    | frozenset(
        "they it you one this these those some many others both all his her their its him them "
        "someone somebody everyone anyone people nobody".split()
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_NAME = re.compile(
    r"[A-Z][\w'’.-]*(?:\s+(?:(?:de|da|del|der|van|von|bin|ibn|al|el|la|le|di|du)\s+)*[A-Z][\w'’.-]*)*"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_NAME_COMMA = re.compile(r"((?:[A-Z][\w'’.-]*\s+){1,4}[A-Z][\w'’.-]*),\s*$")
_WORD_GAP = re.compile(r"\s+")
_PREPOSITION = re.compile(
    r"\s(?:of|for|from|in|at|who|with|on|and|to|by|after|about|against|over|between|into|as)\s"
)
_NO_NAME = frozenset(
    "by who which whose read of in from with to that and or including like".split()
)
_BODY_NAME = re.compile(
    r"(?:[Tt]he )?((?:[A-Z][\w'’-]* )*[A-Z][\w-]* (?:of|for)(?: the)? "
    r"[A-Z][\w-]*(?: [A-Z][\w-]*)*)$"
)
_VERB = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|could|means|said|says)\s")
_CLAUSE = re.compile(r",(?!\d)|\s(?:who|which|that|whose)\s")
_PIECE = re.compile(r",(?!\d)|[;(—–]|\s-\s")
_LEADING = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|my|one|some|this|that)\s+", re.IGNORECASE
)


@dataclass(slots=True)
class Speaker:
    """One speaker of an article.

    ``kind``: "person" (named), "organisation" (named body, state, publication or document),
    "unnamed" (a person without a name), "collective" (a group without a name) or "unknown".
    ``role`` is the words of the fullest introduction, or None.
    """

    name: str
    kind: str
    role: str | None = None
    aliases: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    at: int = 0


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
        if low in _PRONOUN:
            return self._pronoun(low, start, within)
        if _VERB.search(_CLAUSE.split(low, maxsplit=1)[0]):
            return self._nobody  # more than a noun phrase was taken for the source
        speaker = self._known(words, start) or self._new(words, start)
        speaker.at = end
        speaker.aliases.add(words)
        return speaker

    def _pronoun(self, low: str, start: int, within: Speaker | None) -> Speaker:
        if low in _FIRST:
            return within or self._nobody
        if low in _RELATIVE:
            return self._antecedent(start)
        if low not in _SINGULAR:
            return self._nobody
        here = self._mentioned(start)
        if here:
            return here
        paragraph = self.text.rfind("\n", 0, start)
        before = self.text.rfind("\n", 0, max(0, len(self.text[:paragraph].rstrip())))
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
        return last

    def _mentioned(self, start: int) -> Speaker | None:
        """The one person whom the paragraph names before ``start``, if it names just one."""
        floor = self._paragraph(start)
        found: dict[int, Speaker] = {}
        for match in _NAME.finditer(self.text, floor, start):
            words = match.group()
            lead = words.split()[0].lower().strip(".")
            ahead = self.text[max(floor, match.start() - 30) : match.start()].split()[-1:]
            titled = lead in _TITLES or bool(ahead and ahead[0].lower() in _TITLES | _PERSON_NOUN)
            name = person_name(words.rstrip("."))
            if name is None:
                continue
            known = self._by_full_name(name)
            if known is None and titled and len(name.split()) > 1:
                known = self._new(words.rstrip("."), match.start())
                known.at = match.end()
            if known and known.kind == "person":
                found[id(known)] = known
        if len(found) != 1:
            return None
        speaker = next(iter(found.values()))
        speaker.at = start
        return speaker

    def _paragraph(self, start: int) -> int:
        """Where the paragraph of ``start`` begins, hard-wrapped lines taken together."""
        at = start
        while True:
            at = self.text.rfind("\n", 0, at)
            if at < 0:
                return 0
            line = self.text.rfind("\n", 0, at) + 1
            if not self.text[line:at].strip() or self.text[line:at].rstrip()[-1] in '.”"?!':
                return at + 1

    def _rival(self, speaker: Speaker, start: int) -> bool:
        """Whether another person is named between the speaker's last mention and ``start``."""
        stretch = self.text[speaker.at : start]
        mine = set(speaker.name.lower().split())
        for match in _NAME.finditer(stretch):
            words = match.group().split()
            if len(words) > 1 and words[0].lower().strip(".") in _TITLES | {"the"}:
                words = words[1:]
            parts = {_POSSESSIVE.sub("", word).lower() for word in words}
            if parts & mine or parts & _ORGANISATION:
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
        match = next((m for m in _NAME.finditer(lead) if m.end() == len(lead)), None)
        if match:
            offset = max(0, start - 120)
            return self.resolve(offset + match.start(), offset + match.end())
        return self._nobody

    def _known(self, words: str, start: int) -> Speaker | None:
        beside = self._apposition(start)
        if beside:
            return beside
        name = person_name(words)
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
        parts = low.split()
        found = [
            s
            for s in self.speakers
            if s.kind in ("person", "organisation")
            and (
                parts == s.name.lower().split()[-len(parts) :]
                or parts == s.name.lower().split()[: len(parts)]
                or (
                    len(parts) > 1
                    and len(s.name.split()) == 1
                    and s.name.lower() in (parts[0], parts[-1])
                )
            )
        ]
        if len(found) != 1:
            return None
        if len(name) > len(found[0].name):
            found[0].name = name
        self._by_name[low] = found[0]
        return found[0]

    def _new(self, words: str, start: int) -> Speaker:
        name = person_name(words)
        nouns = {w for w in _WORD.findall(words.lower()) if w in _PERSON_NOUN}
        if name:
            is_body = _is_body(name, words)
            role = " ".join(words.replace(name, "", 1).split()).strip(" ,—–-") or None
            if len(name.split()) == 1 and not is_body and not name.isupper():
                full = self._full_name(name, start)
                if full:
                    known = self._by_name.get(full.lower())
                    if known:
                        return known
                    name = full
                elif not role:
                    is_body = not self._looks_human(name)
            elif len(name.split()) == 1:
                is_body = True
            kind = "organisation" if is_body else "person"
            if role is None and not is_body:
                role, more = self._introduction(name)
                nouns |= more
            named = None if is_body else self._named_later(nouns)
            if named:
                named.name, named.kind, named.role, named.nouns = name, kind, role, nouns
                self._by_name[name.lower()] = named
                return named
            speaker = Speaker(name, kind, role)
        else:
            words = " ".join(_PIECE.split(words, maxsplit=1)[0].split()) or words
            plain = words[0].lower() + words[1:]
            head = role_noun(words)
            alone = words.lower().startswith(("a ", "an ", "the ", "one ", "another "))
            if head and not head.endswith("s") and alone:
                kind = "unnamed"
            elif _is_body(words, words):
                kind = "organisation"
            else:
                kind = "collective"
            speaker = Speaker(plain if alone else words, kind)
        speaker.nouns = nouns
        self.speakers.append(speaker)
        self._by_name[speaker.name.lower()] = speaker
        self._by_name.setdefault(_LEADING.sub("", speaker.name.lower()), speaker)
        return speaker

    def _named_later(self, nouns: set[str]) -> Speaker | None:
        """The one speaker that the headline mentions by a role which the name now fits."""
        same = nouns.union(*(group for group in _SAME_ROLE if group & nouns))
        found = [
            s for s in self.speakers if s.kind != "person" and s.at <= self.body and s.nouns & same
        ]
        return found[0] if len(found) == 1 else None

    def _full_name(self, surname: str, start: int) -> str | None:
        """A fuller name that the article gave before ("Zhang" after "Zhang Jun")."""
        found: set[str] = set()
        for match in _NAME.finditer(self.text, 0, start):
            words = match.group().split()
            words[-1] = _POSSESSIVE.sub("", words[-1])
            if surname in words and 1 < len(words) < 8:
                name = person_name(" ".join(words))
                parts = name.split() if name else []
                if (
                    1 < len(parts) < 4
                    and surname in (parts[0], parts[-1])
                    and not _is_body(" ".join(parts), "")
                ):
                    found.add(" ".join(parts))
        return found.pop() if len(found) == 1 else None

    def _looks_human(self, name: str) -> bool:
        """Whether the article speaks of ``name`` with a title before it."""
        return (
            re.search(
                r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.? (?:\w+ )?" + re.escape(name), self.text
            )
            is not None
        )

    def _introduction(self, name: str) -> tuple[str | None, set[str]]:
        """The role that stands beside the name's first mention, and its nouns."""
        at = self.text.find(name)
        if at < 0:
            return None, set()
        behind = re.compile(r",\s+([^,.;\n]{3,90})[,.]").match(self.text, at + len(name))
        lead = self.text[max(0, at - 60) : at]
        ahead = re.search(r"((?:[A-Z][\w'’-]*\s+|[a-z-]+\s+){0,6})$", lead)
        roles = []
        if ahead:
            words = ahead.group(1).split()
            keep = len(words)
            while keep and (
                words[keep - 1].lower().strip(".") in _TITLES | _PERSON_NOUN
                or words[keep - 1][0].isupper()
            ):
                keep -= 1
            if words[keep:] and any(w.lower() in _TITLES | _PERSON_NOUN for w in words[keep:]):
                roles.append(" ".join(words[keep:]))
        if behind:
            text = behind.group(1)
            if any(w in _PERSON_NOUN | _TITLES for w in _WORD.findall(text.lower())):
                roles.append(text)
        role = ", ".join(roles) or None
        nouns = {w for w in _WORD.findall((role or "").lower()) if w in _PERSON_NOUN}
        return role, nouns


@lru_cache(maxsize=20_000)
def person_name(words: str) -> str | None:
    """The proper name in a source's words, without titles, or None.

    "Foreign Ministry spokesman Wang Wenbin" → "Wang Wenbin"; "its ambassador, Siva Montrel," →
    "Siva Montrel"; "officials" → None.
    """
    pieces = [piece for piece in _PIECE.split(words) if piece.strip()]
    name = _name_in(pieces[0].strip(), words) if pieces else None
    if name is None and len(pieces) > 1:
        lead = pieces[1].strip()
        first = lead.split(" ", 1)[0]
        later = None if first in _NO_NAME or first.endswith("ed") else _name_in(lead, words)
        if later and len(later.split()) > 1 and len(lead.split()) < 7:
            return later
    return name


def _name_in(lead: str, words: str) -> str | None:
    body = _BODY_NAME.match(lead)
    if body and _ORGANISATION & set(re.split(" of | for ", body.group(1).lower())[0].split()):
        return body.group(1)
    lead = _PREPOSITION.split(lead, maxsplit=1)[0].strip()
    first_lower = lead.split(" ", 1)
    if len(first_lower) > 1 and first_lower[0] in (
        "The",
        "A",
        "An",
        "One",
        "Some",
        "Many",
        "But",
        "And",
        "Several",
        "Two",
        "Its",
        "His",
        "Her",
    ):
        rest = first_lower[1]
        found = [m.group() for m in _NAME.finditer(rest)]
        if not found or not rest.endswith(found[-1]) or first_lower[0] in ("Some", "Many"):
            return None
    runs = list(_NAME.finditer(lead))
    if not runs or not lead.rstrip(".").endswith(runs[-1].group().rstrip(".")):
        return None
    run = runs[-1].group().split()
    # "China's Xinjiang": a possessive is not part of the name it stands before.
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].endswith(("'s", "’s", "s'", "s’")):
            run = run[index:]
            break
    while len(run) > 1 and run[0].lower().strip(".") in _TITLES | {"the", "a", "an"}:
        run.pop(0)
    # "Foreign Secretary Edmund Rayle", "Republican Senator Smith": titles inside the run
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].lower().strip(".") in _TITLES:
            run = run[index:]
            break
    run[-1] = _POSSESSIVE.sub("", run[-1])
    name = " ".join(run).strip()
    low = name.lower().strip(".")
    if not name or low in _PRONOUN or low in _TITLES or low in _PERSON_NOUN:
        return None
    if len(run) == 1 and words == run[0] and low.rstrip("s") in _PERSON_NOUN:
        return None
    if len(run) == 1 and lead == name and _common(low):
        return None
    return name


def _common(low: str) -> bool:
    """Whether a word that opens a sentence in capitals is a plain noun ("Critics", "Analysts")."""
    return low.endswith("s") and (low[:-1] in _PERSON_NOUN or low in _PLURALS)


_PLURALS = frozenset(
    "critics analysts experts officials sources supporters opponents observers residents "
    "protesters witnesses authorities police prosecutors investigators lawmakers campaigners "
    "voters workers scientists researchers economists diplomats aides allies rivals others "
    "reporters journalists activists advocates leaders polls surveys studies reports "
    "documents people women men parents students teachers doctors families locals villagers".split()
)


@lru_cache(maxsize=20_000)
def role_noun(words: str) -> str | None:
    """The noun for a person that heads a noun phrase ("the Chinese diplomat" → "diplomat")."""
    lead = re.split(
        r"[,;(—–]|\s(?:of|for|from|in|at|who|with|on|to|close|familiar)\s",
        words.lower(),
        maxsplit=1,
    )[0]
    found = _WORD.findall(lead)
    return found[-1] if found and found[-1] in _PERSON_NOUN else None


def _is_body(name: str, words: str) -> bool:
    parts = {p.strip(".").lower() for p in _WORD.findall(name)}
    return bool(parts & _ORGANISATION) or (
        words.lower().startswith("the ")
        and role_noun(words) is None
        and len(name.split()) < 4
        and not any(p in _TITLES for p in words.lower().split()[1:2])
    )
