"""Sources put right by what a sentence shows of its subject, which a window of tags does not.

The noun beside a verb need not be its subject: it may end a relative clause ("the firms that
replied said"), be cut off from its name ("the Council of | Nations"), hear instead of speak
("Minister accused of …") or stand in the clause before ("after two people died, and said …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import lemma, states
from rhetorictui.layers.names import ORGANISATION, PERSON_NOUN, PRONOUN, common, person_name
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
_BLAMED_FOR = patterns.compile(
    r"(?:accused|suspected)\sof|(?:blamed|criticized|criticised|condemned|praised|known)\sfor"
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
    r"(?P<who>(?:(?:the|an?|its|their)\s)?(?:[\w'’-]+\s){0,6}?[\w'’-]+?)(?:\son\s\w+day)?\s"
    r"(?P<what>(?:to|about|whether|if|why|how|what|when)\s[^,.;\"“”]+)"
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
_TRAILS = patterns.compile(
    r",\s(?!including\b|managing\b)(?:[a-z]{3,}ing|asked|for|in|on|at|as|during|after|when|while|with)\s"
)
"""What goes on behind who says something, and tells no more of who that is."""
_BEFORE_WHO = patterns.compile(
    r"\s(?=[A-Z]|(?:the|an?|one|former|retired|its|his|her)\s)(?:(?!by\b|(?:is|was|has|had|who|that|which)\b)"
    r"[\w'’.-]+,?\s)+"
)
"""Between an inverted verb and what was taken for the source, which begins in the midst of it."""
_HEADED = frozenset("on to in at over after amid about for".split())
_NOUN_LAST = patterns.compile(
    r"\b(?:an?|the|his|her|its|their|some|any|no|several|many)\s(?:[\w'’-]+\s){1,4}$"
)
"""The noun that a participle behind it tells of."""
_AUX = patterns.compile(r"(?:had|has|have|would|will|is|was|are|were|be)\s")
_OWN_TENSE = patterns.compile(r"\s(?:had|has|have|would|will|was|were|is|are|could|should|might)\s")
_COUNTS = frozenset(
    "few another two three four five six seven eight nine ten most half none management leadership "
    "staff labor labour technology science history".split()
)
"""Numbers, and the like, that stand for those who speak; nouns without an article."""
_SAID_ASIDE = patterns.compile(
    r"(?:(?:On|In|At|Last|This|Earlier)\s[^,.;:“”\"]{2,30},\s)?(?P<who>[^,.;:“”\"–—]{3,80})(?:,|\s[–—])\s"
    r"(?:in|on|at|during|after|speaking|who|which|whose)\s[^.;:“”\"]{3,120}"
)
"""Who says something, and an aside of when or where, taken for what is said."""
_SHORT = patterns.compile(
    r"(?P<who>[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t|[Yy]ou)['’](?:s|re|ve|d|ll|m)\b"
)
"""A pronoun and its verb in one ("He’s been …, calling it late")."""
_REMARK = patterns.compile(r"\s\((?:\w+ly|sic)\)$")
_FURNITURE = patterns.compile(
    r"(?:Story [Hh]ighlights|Advertisement|ADVERTISEMENT|Read [Mm]ore|Related|Photo)\s+"
)
_BY_WHOM = patterns.compile(
    r"(?:^|[,.;:]\s)(?P<what>(?:the\s|an?\s|two\s|new\s)*(?:[\w'’-]+\s){1,4}?(?:obtained|reviewed|seen|"
    r"released|published|conducted|compiled|commissioned|filed|issued|analy[sz]ed|examined|"
    r"provided|leaked|prepared|sponsored)(?:\s\w+day)?\sby\s)(?:the\s)?$"
)
"""A document, of which only who obtained or wrote it was taken for the source."""
_PEOPLE_WITH = patterns.compile(
    r"(?:^|[,;:”\"]\s|\b(?:and|but|while|as)\s)(?P<who>(?:[\w'’.-]+\s){0,5}?(?:person|people|sources?|officials?|aides?|"
    r"man|woman|individuals?|lawyers?|advis[eo]rs?|executives?|diplomats?|operatives?|Republicans?|"
    r"Democrats?|lawmakers?|strategists?|witness(?:es)?|residents?|voters?|friends?)\s(?:familiar\swith|close\sto|"
    r"briefed\son|with\s\w+\sknowledge\sof|involved\sin|who\s(?:spoke|talked)\s(?:with|to)|who\sattended|"
    r"inside|within|in|at|from)\s)$"
)
"""Who says something, of whom only what tells them from others was taken for the source."""
_TELLS_APART = (" familiar with ", " close to ", " briefed on ", " involved in ", " with ")
_APART = patterns.compile(r"\s(?:[\w'’-]+\s){2,9}")
_PLACING = ("with ", " to ", " on ", " of ", " in ", " at ", "from ", "side ", "thin ")
_WHO_DID = patterns.compile(
    r"(?P<who>(?:[A-Z][\w.'’-]*\s){0,4}[A-Z][\w.'’-]*,\swho\s)\w[^,.;“”\"]*\s$"
)
"""A name and its relative clause, of which only the end was taken for the source."""

_INITIALS = patterns.compile(r"(?:\b[A-Z][\w'’-]*\s)*(?<![\w.])(?:[A-Z]\.\s)+$")
"""The begin of a name that was cut behind its initials ("R. | Aske")."""
_THAT_DOES = patterns.compile(
    r"(?:^|[,;:—]\s|\b(?:because|and|but|while|as|after)\s)"
    r"(?P<who>(?:an?|the)\s(?:[a-z-]+\s){1,3}(?:that|which)\s[a-z]{3,}(?:[^s]s|ed)\s)$",
    re.IGNORECASE,
)
"""A body and its relative clause, of which only the end was taken for the source."""


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
    if text[cue[0]] == ":":
        if text[item.content[0][0]] in "“\"'‘":
            heads(text, item, start, end)
        return
    if start >= cue[1]:
        if text.startswith("://", end):
            linked = _LINKED.match(text, cue[1])
            if linked and linked.end() < item.content[-1][1]:
                item.source = linked.span("who")
                item.content = [(linked.end(), item.content[-1][1])]
        elif text[start - 4 : start] == " by ":
            asked = _ASKED_BY.match(text, start) if text.endswith("sked", *cue) else None
            if asked:
                item.source = asked.span("who")
                item.content = [asked.span("what")]
                return
            _told_of(text, item, cue, low)
        if text.endswith((" but ", " and "), 0, cue[0]) and item.content[0][1] < cue[0]:
            stop = len(text[start:end].rstrip(" ."))
            item.source, item.content = None, [(start, start + stop)]
            return  # "doubted it but said | it may hold": no inversion
        inverted = text[cue[0] - 2] == "," and not text.startswith("according", cue[0])
        said = _SAID_ASIDE.fullmatch(text, *item.content[0]) if inverted else None
        if said and len(item.content) == 1 and not person_name(text[start:end]):
            item.content, item.source = [source], said.span("who")
            return  # "Scholars, in a letter on Monday, said | the dam will hold"
        stop = item.content[0][1]
        if cue[1] + 1 < start and stop < cue[0] and text[stop - 1] in "”\"'":
            gap = _BEFORE_WHO.fullmatch(text, cue[1], start)
            if gap:
                start = cue[1] + 1  # "said Marta Holt, the head of | the league"
                item.source = start, end
        trails = _TRAILS.search(text, start, end) if text.find(", ", start, end) > 0 else None
        if trails:
            item.source = start, trails.start()  # "said Holt, | voicing what others thought"
        return
    if text.startswith("May ", cue[0]) and end <= cue[0] and " " in text[slice(*cue)]:
        item.source, item.cue = (cue[0], cue[0] + 3), (cue[0] + 4, cue[1])
        return  # "Indeed, | May claimed": a name
    if end - start < 16 and not _may_speak(text[start:end]):
        item.source = None  # "prudent", "brushing", "then": no noun for whoever speaks
        return
    short = "’" in (words := text[start : start + 6]) or "'" in words
    clean = (_SHORT if short else _FURNITURE).match(text, start, end)
    if clean and short:
        end = clean.end("who")  # "He’s been | calling them late"
        item.source = start, end
    elif clean and clean.end() < end:
        start = clean.end()
        item.source = start, end
    if text[end - 1] == ")":
        remark = _REMARK.search(text, start, end)
        if remark:
            end = remark.start()  # "Holt (falsely) | claimed"
            item.source = start, end
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
    if start > low + 5 and text[start - 1] == " " and text[start - 2] in "efhmnorty":
        before = text[start - 5 : start]
        if before.endswith(" by "):
            by = _BY_WHOM.search(text[low:start])
            if by:
                _document(text, item, low + by.start("what"), end)
                return
        elif before.endswith(_PLACING) and end == cue[0] - 1 and item.content[0][0] > cue[0]:
            who = _PEOPLE_WITH.search(text[low:start])
            if who:
                item.source = low + who.start("who"), end  # "people familiar with | the plan said"
                return
        if before in (" who ", "that ", "hich "):
            _relative(text, item, start, end, low)
        elif before.endswith((" of ", " the ")) and text[start].isupper():
            cut = _CUT_NAME.search(text, max(low, start - 90), start)
            if cut:
                item.source = cut.start(), end
        if 0 < start - item.content[0][1] < 7 and text[item.content[0][0]] in '“"':
            _taken(text, item, start, end)
    elif start > low + 2 and text[start].isupper() and text[start - 2] == ".":
        cut = _INITIALS.search(text, low, start)
        if cut:
            item.source = cut.start(), end
            return
    elif start > low + 9 and end == cue[0] - 1 and text[start - 2] in "sd":
        that = _THAT_DOES.search(text[low:start]) if text.find("h", start - 20, start) > 0 else None
        if that:
            item.source = low + that.start("who"), end  # "a court that oversees | the port said"
            return
    if text[end - 1] == "," and start > low:
        did = _WHO_DID.search(text, max(low, start - 160), start)
        if did:
            item.source = did.start("who"), end  # "Holt, who served as | the mayor's aide, said"
            return
    if end == cue[0] - 1:
        words = text[slice(*cue)]
        if words[-1] in "fr" and _BLAMED_FOR.fullmatch(words):
            item.source, item.about = None, item.source  # "The man accused of | theft will stay"
            return
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
    elif (
        end < cue[0] and text.startswith(_TELLS_APART, end) and _APART.fullmatch(text, end, cue[0])
    ):
        item.source = start, cue[0] - 1  # "a source | familiar with the plan said"
    elif end < cue[0] and text.endswith(("and ", "but "), end, cue[0]):
        _main(text, item, start, end, cue, low)


def carried(text: str, item: Attribution, source: Span, cue: Span, last: Attribution) -> None:
    """Give a second verb to who spoke before, where its tense tells that the subject between has
    a verb of its own ("Lund said that Holt had worked there but | denied that …")."""
    if last.source is None or last.source == source or last.cue is None:
        return
    start, end = last.content[-1]
    between = text[source[1] : cue[0]]
    if start <= source[0] and source[1] < end and _OWN_TENSE.match(between) and "," not in between:
        said = text[slice(*cue)].rsplit(" ", 1)[-1]
        if not states(said) or _AUX.match(text, cue[0]) or not said.endswith(("d", "t", "ing")):
            return
        item.source = last.source
        if cue[0] - 5 < end:
            last.content[-1] = start, cue[0] - 5
            last.place()


@lru_cache(maxsize=20_000)
def _may_speak(word: str) -> bool:
    """Whether a word can be who speaks; one that is small and alone: a pronoun, a plural, a person,
    a body."""
    return (
        not (word.islower() and word.isalpha())
        or word.endswith(("s", "ed"))
        or word in _COUNTS
        or word in PRONOUN
        or word in PERSON_NOUN
        or word in ORGANISATION
        or common(word)
    )


def heads(text: str, item: Attribution, start: int, end: int) -> None:
    """Who speaks before a colon and marks, of a headline's words or a verb and its subject:
    "Holt | on the pier: “…”", "Retorted | Holt: “…”"; nobody if that stays open."""
    words = text[start:end].split(" ")
    if len(words) == 1:
        return
    if len(words) < 5 and words[0].endswith("ed") and lemma(words[0]):
        item.cue, start = (start, start + len(words[0])), start + len(words[0]) + 1
        item.source = start, end
        return
    far = start
    for at, word in enumerate(words):
        verb = word.endswith("s") and (word.islower() or lemma(word))
        if at and (verb or word.lower() in _HEADED) and person_name(text[start : far - 1]):
            item.source = start, far - 1
            return
        far += len(word) + 1


def _told_of(text: str, item: Attribution, cue: Span, low: int) -> None:
    """Of a clause before a bare participle only the noun, of which it tells ("Many oppose | a wall
    promised by Holt")."""
    words = text[slice(*cue)]
    if len(item.content) > 1 or " " in words or not words.endswith("ed"):
        return
    noun = _NOUN_LAST.search(text[low : cue[0]])
    if noun and item.content[0][1] == cue[0] - 1:
        item.content = [(low + noun.start(), cue[0] - 1)]


def _document(text: str, item: Attribution, start: int, end: int) -> None:
    """Take all of "documents obtained by Holt" for the source, and none of it for the content."""
    item.source = start, end
    first, last = item.content[0]
    if first < start < last:
        item.content[0] = first, first + len(text[first:start].rstrip(" ,"))


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
