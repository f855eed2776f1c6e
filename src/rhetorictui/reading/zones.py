"""What the lines of an article are when they are not running prose.

Each test looks at one line (its white space stripped). They are meant to be precise rather than
complete: a line of prose taken for a caption is lost to every later layer.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rhetorictui import patterns
from rhetorictui.reading.dates import moments


class Line(NamedTuple):
    """A line that is not blank: its span without white space at either end, and its text.

    ``blank`` says that an empty line, or the start of the text, stands before it.
    """

    start: int
    end: int
    text: str
    blank: bool


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that hold something. Spans are code points."""
    out = []
    blank = True
    for m in _LINE.finditer(text):
        whole = m.group()
        bare = whole.strip()
        if not bare:
            blank = True
            continue
        start = m.start() + len(whole) - len(whole.lstrip())
        out.append(Line(start, start + len(bare), bare, blank))
        blank = False
    return out


_LINE = patterns.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")

# Dates ------------------------------------------------------------------------------------------

_LABEL = patterns.compile(
    r"\b(?:(?:last|first|originally|article|story|date|time|was|on|at|of|this)\s+)*"
    r"(?P<label>publish(?:ed)?|publication|posted|updated?|modified|edited|created|released?|"
    r"issued|filed|date|time|revised)\b(?:\s+(?:on|at|date|time))*\s*[:\-–—]?\s*",
    re.IGNORECASE,
)
_LATER = ("updat", "modif", "edit", "revis")
_CLUTTER = patterns.compile(
    r"\b(?:on|at|and|local time|hrs|first|last)\b|[\s|,;:•·()\[\]/–—-]+", re.I
)
_TIME_ONLY = patterns.compile(
    r"(?i)[012]?\d[:.][0-5]\d\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4}\b)?(?:[+-]\d{1,2})?"
)
_BAR = patterns.compile(r"\s+[|•·]\s+|\s*\|\s*")


class Dated(NamedTuple):
    """A line of dates: what it states, and what else stands on it between bars."""

    published: str | None
    updated: str | None
    rest: tuple[str, ...]


def dated(line: str) -> Dated | None:
    """The dates of a line that holds dates and little else, or None.

    Beside labels there may be other pieces set off by bars: a section, a by-line, an outlet.
    """
    if len(line) > 160 or not any(map(str.isdigit, line)):
        return None
    published = updated = None
    any_date = False
    rest = []
    for piece in _BAR.split(line):
        found = moments(piece)
        if not found:
            label = _LABEL.match(piece)
            if label is not None and _TIME_ONLY.fullmatch(piece[label.end() :].strip(" .")):
                any_date = True  # "Updated at 7:33 p.m. ET": no day, so nothing to state
            elif piece and not _LABEL.fullmatch(piece):
                rest.append(piece)
            continue
        at = 0
        later = False
        left = ""
        for start, end, iso in found:
            between = piece[at:start]
            labels = [m["label"].lower() for m in _LABEL.finditer(between)]
            if labels:
                later = labels[-1].startswith(_LATER)
            left += _LABEL.sub("", between)
            any_date = True
            if iso is not None:
                if later:
                    updated = updated or iso
                else:
                    published = published or iso
            at = end
        left += _LABEL.sub("", piece[at:])
        if _CLUTTER.sub("", left):
            return None
    if not any_date or sum(map(len, rest)) > 90 or any(r.endswith((".", "?")) for r in rest):
        return None
    return Dated(published, updated, tuple(rest))


# People and outlets -----------------------------------------------------------------------------

_CAP = r"(?:[A-Z\u00c0-\u00de][\w'’.-]*|(?:d|D|O|Mc|Mac)['’]?[A-Z][\w'’-]+)"
_PARTICLE = r"(?:de|la|del|da|di|dos|van|von|der|den|ter|bin|ibn|al|el|ul|le|du|y|e)"
NAME = rf"{_CAP}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_CAP}){{0,4}}"
_NAME = patterns.compile(NAME)
_ROLE = patterns.compile(
    r"(?i)\b(?:editor|correspondent|columnist|reporters?|writers?|staff|producer|analyst|chief|"
    r"contributor|bureau|journalist|professor|fellow|director|senior|special|agency|agencies)\b"
)
_MEDIA = frozenset(
    "news times post daily voice wire courier press tribune journal herald gazette guardian "
    "telegraph observer chronicle mail sun star standard globe record examiner mirror express "
    "review today tv television radio broadcasting network media online agency service "
    "weekly magazine monitor sentinel inquirer dispatch bulletin argus echo independent".split()
)
AGENCIES = frozenset(
    "AP AFP BBC CNN NBC CBS ABC NPR PBS CGTN CNA DPA ANI PTI TASS RT SCMP UPI IANS EFE ANSA "
    "Reuters Xinhua Bloomberg Politico Sputnik Yonhap Kyodo Antara Bernama Anadolu Interfax "
    "Breitbart Vox Axios Slate Newsmax MSNBC HuffPost Aljazeera".split()
)


def is_outlet(words: str) -> bool:
    """Whether ``words`` read like the name of a newspaper, agency or station."""
    parts = words.split()
    if not 1 <= len(parts) <= 6 or words.endswith((".", "!", "?", ":")):
        return False
    if words in AGENCIES:
        return True
    if not all(p[:1].isupper() or p in ("of", "the", "and", "&") for p in parts):
        return False
    if len(parts) == 1:
        return words.isupper() and 3 <= len(words) <= 5 and words.isalpha()
    # "The Evening Post", "The Times of Nowhere"; but not "The Class Where Fake News Fails".
    return parts[-1].lower() in _MEDIA or (
        parts[0] == "The"
        and len(parts) > 3
        and parts[-2] in ("of", "on")
        and parts[-3].lower() in _MEDIA
    )


class Credit(NamedTuple):
    """Who signs: the names of people and, where it is stated, their outlet."""

    names: tuple[str, ...]
    outlet: str | None


_PLACE = patterns.compile(r"\s+(?:in|at|from|on|aboard|near|outside)\s+")
_AND = patterns.compile(r"\s*(?:,\s*and|,|;|&|\band\b|\bwith\b)\s+")


def credit_of(words: str) -> Credit:
    """The people and the outlet in the words after "By": names, roles, places, outlets."""
    names: list[str] = []
    outlet = None
    words, _, for_whom = words.partition(" for ")
    if for_whom and for_whom[:1].isupper():
        outlet = for_whom.strip(" .")
    for piece in _AND.split(words.strip(" .|")):
        bare, _, after = piece.partition("/")
        if is_outlet(after.strip()):
            outlet = outlet or after.strip()
        bare = _PLACE.split(bare, maxsplit=1)[0].strip()
        if not bare:
            continue
        if is_outlet(bare):
            outlet = outlet or bare
        elif (
            _NAME.fullmatch(bare)
            and not _ROLE.search(bare)
            and 2 <= len(bare.split()) <= 5
            and bare not in names
        ):
            names.append(bare)
    return Credit(tuple(names), outlet)


def names_of(entry: str) -> tuple[str, ...]:
    """The people in a field that signs an article; what is not understood stays as it is."""
    words = entry.strip()
    if words[:3].lower() == "by ":
        words = words[3:]
    return credit_of(words).names or ((words,) if words else ())


_FROM = patterns.compile(r"(?:from|source|by):?\s+(?:the\s+)?(?=[A-Z])", re.IGNORECASE)
_WITH = patterns.compile(r"(.+?),?\s+(?:with|and)\s+(?:agencies|the\s+)?(.*)")
_BY = patterns.compile(
    r"(?:written\s+|reported\s+|story\s+)?by[:\s]\s*(?=[A-Z\u00c0-\u00de])", re.I
)


def byline(line: str) -> Credit | None:
    """The credit on a by-line, None for any other line.

    Forms: "By A in X and B at Y", "BY A, ROLE, OUTLET", "From AGENCY", "A, Outlet",
    "Source: Agency".
    """
    if len(line) > 140 or line.endswith(("?", "!", ":")):
        return None
    m = _BY.match(line)
    if m is not None:
        words = line[m.end() :]
        if words.isupper() and len(words.split()) > 1:
            words = words.title()
        first = _AND.split(_PLACE.split(words, maxsplit=1)[0])[0].split(" for ")[0].split("/")[0]
        if not _NAME.fullmatch(first.strip(" .")) or len(words.split()) > 20:
            return None
        return credit_of(words)
    m = _FROM.match(line)
    if m is not None:
        return Credit((), line[m.end() :]) if is_outlet(line[m.end() :]) else None
    m = _WITH.fullmatch(line)
    if m is not None and is_outlet(m[1]) and (not m[2] or is_outlet(m[2])):
        return Credit((), m[1])
    head, comma, tail = line.rpartition(", ")
    if comma and is_outlet(tail):
        people = credit_of(head)
        if people.names:
            return Credit(people.names, tail)
    return None


# Captions, boilerplate, datelines, labels ---------------------------------------------------------

_CREDIT = (
    r"(?:photo(?:graph(?:er)?)?s?|picture|pic|image|illustration|graphic|video|credit|"
    r"photo\s+credit)"
)
_CAPTION_START = patterns.compile(
    rf"""(?ix)
      (?:enlarge\ this\ image|(?:media|image|hide|toggle|photo)\ (?:caption|copyright))\b
    | [(\[]?\s*(?:cover|{_CREDIT}|caption|file\s+(?:photo|picture|image))
        (?:\s*(?:credit|by|courtesy(?:\s+of)?|from))?\s*[:/|]
    | (?-i:[A-Z][\w.'’-]+(?:\s[\w.'’-]+){{1,3}}\s?/\s?[A-Z][\w.'’ ]{{1,40}})$
"""
)
_CAPTION_END = patterns.compile(
    rf"""(?ix)
      (?:\b|[.)\]\s]){_CREDIT}(?:\s+(?:credit|by|courtesy(?:\s+of)?))?
        \s*[:/|]\s*[^.!?:]{{2,60}}[.)\]]?$
    | [(\[][^()\[\]]{{0,60}}\b(?:photo|image|picture|getty\ images|CFP|VCG)\b
        [^()\[\]]{{0,60}}[)\]]\.?$
    | \((?-i:[A-Z][\w.'’ -]{{3,40}}/\s?[A-Z][\w.'’ -]{{1,40}})\)\.?$
    | /\s?(?:CFP|VCG|Xinhua|AFP|AP|Reuters|Getty(?:\ Images)?|EPA|IC|AAP|PA)\)?\.?$
    | \b(?:Getty\ Images|AP\ Photo|File\ Photo|file\ picture)\)?\.?$
"""
)
# One of these is in every credit; looking for them first is ten times as fast.
_HINTS = (
    *("/", "photo", "image", "pic", "graphic", "credit", "video", "illustration"),
    *("cover:", "caption", "cfp", "vcg"),
)


def is_caption(line: str) -> bool:
    """Whether a line describes or credits a picture."""
    if len(line) > 500:
        return False
    low = line.lower()
    if not any(hint in low for hint in _HINTS):
        return False
    return _CAPTION_START.match(line) is not None or _CAPTION_END.search(line[-140:]) is not None


_MAIL = patterns.compile(r"\S@[\w-]+\.\w")
_LINKS = tuple(
    f"{which} {what}"
    for which in ("related", "latest", "top", "trending", "more")
    for what in ("stories", "story", "article", "news", "topic", "content", "link", "coverage")
)
# What lines about the page begin with, in lower case. Plain strings: a pattern with as many
# alternatives takes longer to compile than a whole article to read.
_OPENINGS = (
    *_LINKS,
    *("read more", "read also", "read next", "read the full", "also read", "more on this"),
    *("see also", "see more", "watch also", "watch more", "listen also", "continue reading"),
    *("with input", "with reporting", "with files", "with additional", "additional reporting"),
    *("extra reporting", "reporting by", "writing by", "editing by", "compiled by", "edited by"),
    *("translated by", "all rights reserved", "©", "(c) ", "contact:", "e-mail:", "email:"),
    *("contact the writer", "contact the author", "contact the reporter", "contact the editor"),
    *("contact us", "sign up", "subscribe", "click here", "share this", "share on", "tags:"),
    *("topics:", "sponsored", "the views expressed", "the opinions expressed", "most read"),
    *("the author is a", "the writer is a", "the author is the", "the writer is the"),
    *("do you agree", "do you have a", "have a tip", "have a story", "have your say"),
    *("most popular", "back to top", "urgent poll", "story continue", "article continue"),
    *("media playback is", "manage newsletter", "support our journalism"),
    *("advertisement continue", "just watched", "must watch", "by signing up", "click to get"),
    *("contributing:", "slideshow (", "next image", "prev image", "this is a rush transcript"),
    "join us on",
)
_WHOLE = frozenset(
    {"advertisement", "ends", "30", "comments", "comment", "share", "print", "read more", "more"}
)
_STORY = ("this story ", "this article ", "this report ", "this piece ")
_STORY_OF = ("published", "updated", "produced", "appeared", "syndicated", "corrected")
_FOLLOWED = ("follow us", "follow him", "follow her", "follow them")
_NETWORKS = (" on twitter", " on facebook", " on instagram")
_AROUND = " •*_>()[]–—-#\u00a0"
# Who helped, and how to get letters: told by how such lines end.
_ENDS = (
    *(f"contributed to this {what}" for what in ("report", "article", "story", "piece", "post")),
    *("sign up here", "subscribe here"),
)
_LETTERS = ("get ", "sign", "subscri", "newsletter", "deliver", "let ", "want ")
_AGED = patterns.compile(r"this (?:article|story) is more than \d+ (?:year|month)s? old")


def is_boilerplate(line: str) -> bool:
    """Whether a line is about the page and not the event: links, credits, rights, contacts."""
    if len(line) > 400:
        return False
    low = " ".join(line[:200].lower().split()).strip(_AROUND)
    if low.startswith(_OPENINGS) or low.rstrip(":") in _WHOLE or low.endswith(" read more"):
        return True
    if len(line) < 200:
        if low.rstrip(".?! ").endswith(_ENDS):
            return True
        if "your inbox" in low and any(word in low for word in _LETTERS):
            return True
    if low.startswith("copyright"):
        return len(low) < 40 or "©" in low or "(c)" in low or low[10:14].isdigit()
    if low.startswith(_STORY):
        return any(word in low[:90] for word in _STORY_OF) or _AGED.match(low) is not None
    if "@" in low:
        return low.startswith(("follow ", "write to ", "send ")) or (
            len(line) < 90 and _MAIL.search(low) is not None
        )
    if low.startswith("follow "):
        return (low.startswith(_FOLLOWED) and " on " in low) or low.endswith(_NETWORKS)
    return "©" in low and len(line) <= 200


def opens_links(line: str) -> bool:
    """Whether a line heads a list of links, so that all after it is boilerplate."""
    low = " ".join(line.lower().split()).strip(_AROUND + ":")
    return len(low) < 30 and low.startswith((*_LINKS, "most read", "most popular"))


_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+(?:19|20)\d\d)?"
_UPPER = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]"
_DATELINE = patterns.compile(
    rf"""(?x)
    (?P<place>{_UPPER}+(?:[\s/]+{_UPPER}*){{0,3}}(?:,\s[A-Z][\w.'’]+(?:\s[A-Z][\w.'’]+){{0,2}})?)
      (?:,?\s+(?P<date>{_DAY}))?
      (?:,?\s*\((?P<agency>[A-Z][\w.&' ]{{1,30}})\))?
      \s*(?P<dash>--?|[–—\u2015])(?=\s|[A-Z“"‘'])
    | (?P<place2>[A-Z\u00c0-\u00de][\w.'’-]+(?:\s[A-Z\u00c0-\u00de][\w.'’-]+){{0,2}}
        (?:,\s[A-Z][\w.'’]+(?:\s[A-Z][\w.'’]+)?)?)
      (?:,?\s+(?P<date2>{_DAY}))?
      ,?\s*\((?P<agency2>[A-Z][\w.&' ]{{1,30}})\)\s*(?:--?|[–—\u2015])?(?=\s)
"""
)


class Dateline(NamedTuple):
    """Place, date and agency that open a report; ``end`` is its length in code points."""

    end: int
    agency: str | None
    date: str | None


def dateline(line: str) -> Dateline | None:
    """The dateline that ``line`` opens with: "PLACE, March 3 (Agency) -"."""
    opening = line[:80]
    if not opening[:1].isupper() or not any(sign in opening for sign in "(-–—\u2015"):
        return None
    m = _DATELINE.match(line[:200])
    if m is None:
        return None
    agency = m["agency"] or m["agency2"]
    if m["place2"] and not is_outlet(agency):
        return None
    if m["place"] and not (agency or m["date"]) and m["dash"] == "-" and len(m["place"]) < 4:
        return None
    date = m["date"] or m["date2"]
    found = moments(date) if date else []
    return Dateline(m.end(), agency, found[0].iso if found else None)


_SECTIONS = frozenset(
    "world politics business economy opinion editorial comment analysis sport sports tech "
    "technology science health culture arts lifestyle entertainment society environment climate "
    "china us usa uk europe asia africa americas australia international national local news "
    "features feature exclusive breaking money finance markets education travel media law crime "
    "global metro region regional home column perspective viewpoint investigation fact-check "
    "explainer interview obituary letters blog live video weather diplomacy military defence "
    "defense security energy food family religion".split()
)
_SECTION_NAMES = frozenset(
    {"middle east", "latin america", "hong kong", "asia pacific", "asia-pacific", "top news"}
)


_BETWEEN = patterns.compile(r"\s*(?:[/&|>»]|\band\b)\s*|\s+")


def is_section(line: str) -> bool:
    """Whether a line above a title is the label of a section ("China", "OPINION", "World")."""
    bare = line.strip(" :|>»/").lower()
    words = _BETWEEN.split(bare)
    if not 1 <= len(words) <= 5 or line.endswith((".", "!", "?")):
        return False
    # One capitalised word above a title labels it too: the name of a country, of a series.
    one = len(words) == 1 and line[:1].isupper() and bare.isalpha()
    return one or bare in _SECTION_NAMES or all(word in _SECTIONS for word in words)


def is_sentence(line: str) -> bool:
    """Whether a line reads as running prose: it ends like a sentence, or is long."""
    bare = line.rstrip("\"'”’)]»")
    return len(line) > 220 or (bare.endswith((".", "…")) and len(line.split()) >= 8)
