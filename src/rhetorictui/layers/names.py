"""The names and nouns in a source's words: what is a proper name, a role, a body."""

from __future__ import annotations

import re
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.layers.tokens import FUNCTION

TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame president vice deputy acting former "
    "ex-president president-elect secretary minister ambassador senator sen rep representative "
    "gov governor "
    "mayor chancellor premier king queen prince princess pope cardinal bishop archbishop "
    "rabbi imam sheikh general gen colonel col major captain capt lieutenant lt sergeant sgt "
    "admiral commander officer detective inspector judge justice attorney councillor "
    "councilman councilwoman congressman congresswoman chairman chairwoman chairperson chair "
    "chief director spokesman spokeswoman spokesperson analyst professor author republican "
    "democrat democratic labour conservative prime first state interior foreign defence "
    "defense finance treasury speaker majority minority leader whip comrade envoy coach "
    "sheriff reverend rev father sister brother adm maj brig cmdr pvt cpl hon rear field "
    "marshal under assistant undersecretary commissioner agent special gop mp msp counsel "
    "representatives senators adviser advisor".split()
)
ORGANISATION = frozenset(
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
PERSON_NOUN = frozenset(
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
    "person source insider investigator sheriff detective head student dean pastor "
    "principal priest bishop archbishop rabbi imam pilot clerk sergeant lieutenant coroner "
    "operative native relative vp ceo cfo teen teenager freshman pontiff".split()
)
SINGULAR = frozenset(("he", "she"))
FIRST = frozenset(["i", "me", "my", "we", "us", "our"])
RELATIVE = frozenset(("who", "that", "which", "whom", "whose"))
CAPITALS = frozenset(["US", "WHO", "IT"])
"""Names that are pronouns when written small."""
PRONOUN = (
    SINGULAR
    | RELATIVE
    | FIRST
    | frozenset(
        "they it you one this these those some many others both all his her their its him them "
        "someone somebody everyone everybody anyone anybody people nobody nothing something "
        "everything".split()
    )
)
WORD = patterns.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
NAME = patterns.compile(
    r"[A-Z][\w'’.-]*(?:\s+(?:(?:de|da|del|der|van|von|bin|ibn|al|el|la|le|di|du)\s+)*[A-Z][\w'’.-]*)*"
)
_PREPOSITION = patterns.compile(
    r"\s(?:of|for|from|in|at|who|with|on|and|to|by|after|about|against|over|between|into|as|like|"
    r"among|including|during|near|under|that|which|whose)\s"
)
_NO_NAME = frozenset(
    "by who which whose read of in from with to that and or including like".split()
)
_BODY_NAME = patterns.compile(
    r"(?:[Tt]he )?((?:[A-Z][\w'’-]* )*[A-Z][\w-]*(?: (?:of|for|on|and|&)(?: the)? "
    r"[A-Z][\w-]*(?: [A-Z][\w-]*)*)+)$"
)
_PIECE = patterns.compile(r",(?!\d)|[;(—–]|\s-\s")
_PARTS = (",", ";", "(", "—", "–", "-")
"""One of these is in all that ``_PIECE`` splits."""
_LEADS = TITLES | {"the", "a", "an"}
_NOUN_END = patterns.compile(
    r"[,;(—–]|\s(?:of|for|from|in|at|who|that|which|with|on|to|by|like|such|about|against|among|"
    r"close|familiar|earlier|later|named|called|speaking|working|living)\b"
)
_OF_FOR = patterns.compile(r" (?:of|for|on|and|&) ")
_LINKS = frozenset(("of", "for", "to", "on", "and", "&"))
"""One of these is in what ``_BODY_NAME`` and ``_OFFICE`` find."""
_TITLED_END = patterns.compile(
    r"\s(?:Speaker|President|Secretary|Chief|Minister|Director|Leader|Judge|Justice|General|"
    r"Senator|Ambassador|Chair\w*|Spokes\w+)\s([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,2})$"
)
_OFFICE = patterns.compile(
    r"(\w+)\s(?:of|for|to)\s(?:the\s)?(?:[A-Z][\w'’-]*\s)+?"
    r"([A-Z][\w'’-]*\s(?:[A-Z]\.\s)?[A-Z][\w'’-]+)$"
)
"""An office with a field of its own, and the name of who holds it."""
_MISTER = patterns.compile(
    r"\s*(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof)\.?\s([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2})\s*"
)
_WEEKDAY = patterns.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_COUNTED = frozenset(
    "Some Many Both Two Three Four Five Six Seven Eight Nine Ten Several Most All Few Other "
    "Fellow More Fewer Dozens Hundreds Thousands".split()
)
"""Before a plural these make no name ("Both Democrats")."""
_ROLE_NAME = patterns.compile(
    r"(?:[\w-]+\s){0,3}?([a-z-]+)\s([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,3})"
)
_FORE = patterns.compile(
    r"(?:(?:Meanwhile|However|Later|Still|But|And|Yet|Then|Also|So|Even|Only|Instead|Moreover|"
    r"Nevertheless|Nonetheless|Furthermore|Additionally|Separately|Earlier|Now|Today|Yesterday|When|While|As|Because|If|"
    r"Although|Though|Since|Once|Thus|Indeed|Finally|Recently|Afterwards?|Similarly|Likewise|"
    r"(?:(?:Early|Late|Earlier|Later)\s)?(?:On|By|Last|This)\s(?:\w+day|week|month|year|night|"
    r"morning|"
    r"[A-Z][a-z]+\s\d+))\b,?\s+)+(?=\S)"
)
"""What stands before a source in its sentence and is no part of it."""
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sept sep "
    "oct nov dec up down world more most again here there now today tomorrow yesterday tonight "
    "yes no ok okay environment business politics opinion news sport sports health science "
    "culture breaking update updated watch video photos related read advertisement exclusive "
    "analysis then so but and or if when while as because although since however meanwhile "
    "anyone everyone someone nobody another others good bad new latest live".split()
)
"""Capitalised words that are days, months, labels of sections, or sentence openers."""
_OPENING = FUNCTION - {"will", "may", "might", "must", "us"}
"""Function words, whose capital only tells that a sentence begins ("Unless Democrats agree")."""
_OPENED = patterns.compile(
    r"(?:(?:unless|already|but|and|or|so|yet|still|nor|then|now|only|just|even|although|though|"
    r"while|if|as|when|where|since|because|that|after|before|until|once|perhaps|rather)\b,?\s*)+",
    re.IGNORECASE,
)
_GROUP = patterns.compile(
    r"(?:\w{2,}(?:icans|crats|ians|eans|ists|ites)|(?:Arab|Brit|Briton|Catholic|Conservative|Dane|"
    r"Dem|Evangelical|Finn|Greek|Green|Hispanic|Jew|Kurd|Latino|Liberal|Moderate|Muslim|Pole|"
    r"Progressive|Serb|Swede|Turk)s|Tories|NGOs|CEOs|MPs|MEPs|GPs)"
)
"""Plurals that are always written with a capital and name nobody in particular."""
_AGENTS = patterns.compile(r"\w{2,}(?:ers|ors|ees|ents|ants|izens|sts|ries|ities|nies)")
STATES = frozenset(
    "afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan "
    "bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia "
    "botswana brazil brunei bulgaria burundi cambodia cameroon canada chad chile china colombia "
    "comoros congo croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea "
    "estonia eswatini ethiopia fiji finland france gabon gambia georgia germany ghana greece "
    "grenada guatemala guinea guyana haiti honduras hungary iceland india indonesia iran iraq "
    "ireland israel italy jamaica japan jordan kazakhstan kenya kiribati kosovo kuwait "
    "kyrgyzstan laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg "
    "madagascar malawi malaysia maldives mali malta mauritania mauritius mexico micronesia "
    "moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal "
    "netherlands nicaragua niger nigeria norway oman pakistan palau palestine panama paraguay "
    "peru philippines poland portugal qatar romania russia rwanda samoa senegal serbia "
    "seychelles singapore slovakia slovenia somalia spain sudan suriname sweden switzerland "
    "syria taiwan tajikistan tanzania thailand togo tonga tunisia turkey turkmenistan tuvalu "
    "uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen zambia zimbabwe britain "
    "america england scotland wales europe".split()
)
"""States of one word; a name of two ("Saudi Arabia") stands out by nothing else."""


_TRADES = ("ologist", "ician", "conomist", "cientist", "nalyst", "awyer", "trategist")
"""Ends of words for what somebody does, which a sentence's first word has in capitals."""
_LEADING = _LEADS | _OPENING
_UNNAMED = _OPENING | TITLES | PERSON_NOUN | _NO_NAMES
_OFFICES = TITLES | PERSON_NOUN


@lru_cache(maxsize=20_000)
def person_name(words: str) -> str | None:
    """The proper name in a source's words, without titles, or None.

    "Foreign Ministry spokesman Wang Wenbin" → "Wang Wenbin"; "its ambassador, Siva Montrel," →
    "Siva Montrel"; "officials" → None.
    """
    if words.islower():
        return None
    words = _without_fore(words)
    found = _PIECE.split(words) if any(map(words.__contains__, _PARTS)) else [words]
    pieces = [piece for piece in found if piece.strip()]
    name = _name_in(pieces[0].strip(), words) if pieces else None
    if name and len(pieces) > 1 and " " not in name:
        # "Springfield, Illinois, attorney Ruy Benes": the place of a person named behind it.
        behind = _ROLE_NAME.fullmatch(pieces[-1].strip())
        if behind and behind.group(1) in PERSON_NOUN:
            return behind.group(2)
        titled = _MISTER.fullmatch(pieces[1])
        if titled and not words.startswith(("Mr", "Ms", "Dr")):
            return titled.group(1)
    if name is None and len(pieces) > 1:
        lead = pieces[1].strip()
        first = lead.split(" ", 1)[0]
        later = None if first in _NO_NAME or first.endswith("ed") else _name_in(lead, words)
        of_it = " of " in pieces[0] and lead.startswith("the ") and is_body(later or "", lead)
        if later and len(later.split()) > 1 and len(lead.split()) < 7 and not of_it:
            return later
    return name


def _name_in(lead: str, words: str) -> str | None:
    plain = _LINKS.isdisjoint(lead.split())
    held = None if plain else _OFFICE.search(lead)
    if held and held.group(1).lower() in _OFFICES:
        name = held.group(2)
        if not ORGANISATION & set(name.lower().split()):
            return name  # "Secretary of State Mike Holt"
    body = None if plain else _BODY_NAME.match(lead)
    titled = _TITLED_END.search(lead) if body else None
    if titled:
        return titled.group(1)
    bearer = _bearer(body.group(1)) if body else None
    if bearer:
        return bearer
    if body:
        head = set(_OF_FOR.split(body.group(1).lower())[0].split())
        if ORGANISATION & head and not PERSON_NOUN & head:
            return body.group(1)
        # "The Academy of Letters", but "the Archbishop of Osmark"
        if (
            lead[:4] in ("the ", "The ")
            and not (_OFFICES & head or _GROUP.search(lead))
            and not lead.endswith("day")
        ):
            return body.group(1)
    lead = _PREPOSITION.split(lead, maxsplit=1)[0].strip()
    first_lower = lead.split(" ", 1)
    if first_lower[0] in _COUNTED:
        return None
    if len(first_lower) > 1 and first_lower[0] in (
        "The",
        "A",
        "An",
        "One",
        "Its",
        "His",
        "Her",
    ):
        rest = first_lower[1]
        found = [m.group() for m in NAME.finditer(rest)]
        if not found or not rest.endswith(found[-1]):
            return None
    runs = list(NAME.finditer(lead))
    if not runs or not lead.rstrip(".").endswith(runs[-1].group().rstrip(".")):
        return None
    run = runs[-1].group().split()
    for index, part in enumerate(run[:-1]):
        if part[-1] == "." and len(part) > 4 and part[:-1].lower() not in TITLES:
            run = [*run[:index], part[:-1]]  # a sentence ends there
            break
    # "China's Xinjiang": a possessive is not part of the name it stands before.
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].endswith(("'s", "’s", "s'", "s’")):
            run = run[index:]
            break
    while len(run) > 1 and run[0].lower().strip(".") in _LEADING:
        run.pop(0)
    if len(run) > 2 and run[0].endswith(_TRADES):
        run.pop(0)  # "Epidemiologist Pia Holt"
    if (
        len(run) > 2
        and run[0].isupper()
        and run[0].isalpha()
        and not ORGANISATION & {part.lower() for part in run[1:]}
    ):
        run.pop(0)  # "NPR Marta Oduya"
    while len(run) > 1 and _WEEKDAY.fullmatch(run[-1]):
        run.pop()  # "Holt Saturday"
    # "Foreign Secretary Edmund Rayle", "Republican Senator Smith": titles inside the run
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].lower().strip(".") in TITLES:
            run = run[index:]
            break
    run[-1] = owner(run[-1])
    name = " ".join(run).strip()
    low = name.lower().strip(".")
    if not name or _GROUP.fullmatch(run[-1]) or low in _UNNAMED:
        return None
    if low in PRONOUN and name not in CAPITALS:
        return None
    if len(run) == 1 and words == run[0] and low.rstrip("s") in PERSON_NOUN:
        return None
    if len(run) == 1 and lead == name and common(low):
        return None
    return name


def _bearer(words: str) -> str | None:
    """The full name behind the last title in a name with a place behind it ("Senate Whip Marta
    Oduya of Osmark")."""
    run = _OF_FOR.split(words, maxsplit=1)[0].split()
    for index in range(len(run) - 2, 0, -1):
        if run[index - 1].lower().strip(".") in _OFFICES:
            name = run[index:]
            return None if ORGANISATION & {part.lower() for part in name} else " ".join(name)
    return None


def many(word: str) -> bool:
    """Whether a word looks like a plural for those who do something ("Organisers", "Retirees")."""
    return _AGENTS.fullmatch(word) is not None


def opened(words: str) -> str:
    """A source's words without what only opens its sentence ("Unless farmers", "Still, they")."""
    return _without(_OPENED, _without_fore(words))


def _without_fore(words: str) -> str:
    return _without(_FORE, words) if words[:1].isupper() else words


def owner(word: str) -> str:
    """A word without a possessive's ending ("China’s", "voters'")."""
    if word.endswith(("'s", "’s")):
        return word[:-2]
    return word[:-1] if word.endswith(("'", "’")) else word


def first_part(words: str) -> str:
    """The words up to the first comma, bracket or dash."""
    return _PIECE.split(words, maxsplit=1)[0]


def _without(lead: re.Pattern[str], words: str) -> str:
    match = lead.match(words)
    return words[match.end() :] if match else words


def common(low: str) -> bool:
    """Whether a word, small, is a plain noun for people, which opens a sentence in capitals."""
    return low in _PLURALS or (low.endswith("s") and low[:-1] in PERSON_NOUN)


_PLURALS = frozenset(
    "critics commentators pundits insiders analysts experts officials sources supporters "
    "opponents observers residents "
    "protesters witnesses authorities police prosecutors investigators lawmakers campaigners "
    "voters workers scientists researchers economists diplomats aides allies rivals others "
    "reporters journalists activists advocates leaders polls surveys studies reports "
    "documents people women men parents students teachers doctors families locals villagers".split()
)


_PERSONS = patterns.compile(r"\b(?:MP|Sir|Mr|Mrs|Ms|Dr)\b")
_AGENT = patterns.compile(r"\w{2,}(?:[^e]er|ier|eer|or|ist|ian|man|woman|boy|girl|ant)")
_NO_AGENT = patterns.compile(
    r"(?:\w*(?:paper|letter|order|power|number|tower|chapter|matter|weather|water|river|factor|"
    r"sector|error|floor|chamber|centre|center|quarter|poster|register|server|disaster|order|"
    r"measure|plant|grant|remember|september|november|october|december|fever|transfer|tenor|labor|"
    r"terror|horror|cover|offer|answer|other|another|rather|restaurant|covenant|majority|clamor))"
)
"""Nouns that end like those for people who do something, and are none."""
_SEVERAL = frozenset(
    "some many most several few all both two three four five six seven eight nine ten dozens "
    "hundreds thousands other others more fewer".split()
)


_TOGETHER = frozenset(
    "other others rest side sides crowd audience public family couple pair jury crew majority "
    "minority".split()
)
"""Singular nouns for several people."""


@lru_cache(maxsize=20_000)
def head(words: str) -> str:
    """The noun that heads a noun phrase, small ("the Chinese diplomat at the ministry" →
    "diplomat"); empty if there is none."""
    found = WORD.findall(_NOUN_END.split(words.lower(), maxsplit=1)[0])
    return found[-1] if found else ""


def role_noun(words: str) -> str | None:
    """The noun for a person that heads a noun phrase ("the Chinese diplomat" → "diplomat")."""
    noun = head(words)
    return noun if noun in PERSON_NOUN else None


@lru_cache(maxsize=20_000)
def kind_of(words: str) -> str:
    """What a source without a name is, by the noun that heads it: "unnamed" for one person,
    "collective" for several, "organisation" for a body, a state or a document.

    "two officials at the ministry" are several, "a poll of voters" is a document.
    """
    lead = _NOUN_END.split(words.lower(), maxsplit=1)[0]
    found = WORD.findall(lead) or [""]
    head, first = found[-1], found[0]
    if head in ORGANISATION and head != "house":
        return "organisation"
    if head in PERSON_NOUN or (
        _AGENT.fullmatch(head) and not _NO_AGENT.fullmatch(head) and first not in _SEVERAL
    ):
        return "unnamed"
    if head in ("who", "someone", "somebody"):
        return "unnamed"
    if head in _TOGETHER:
        return "collective"
    several = (head.endswith("s") and head[-2:] not in ("ss", "us", "is")) or first in _SEVERAL
    if several or head in _PLURALS or first not in ("the", "this", "that", "its", "their"):
        return "collective"
    return "organisation"


@lru_cache(maxsize=20_000)
def is_body(name: str, words: str) -> bool:
    parts = {p.strip(".").lower() for p in WORD.findall(name)}
    behind = words[len(name) :] if words.startswith(name) else ""
    if behind[:1] == "," and PERSON_NOUN & set(WORD.findall(behind.lower())):
        return False  # "Steven Law, the head of a fund"
    return (
        bool(parts & ORGANISATION)
        or name.endswith(" Today")
        or (
            words.lower().startswith("the ")
            and role_noun(words) is None
            and len(name.split()) < 4
            and not any(p.strip(".") in TITLES for p in words.lower().split()[1:2])
            and not _PERSONS.search(words)
        )
    )
