"""Rules that mend what the attribution model gets wrong in ways that grammar can tell.

The model sees a window of tags and no clause; what needs a look at the whole sentence, at a list
of names or at the kind of a source is put right here, and what nobody reported is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.clauses import bounded, swallowed, turned
from rhetorictui.layers.cues import engagement, lemma
from rhetorictui.layers.hearers import heard
from rhetorictui.layers.names import (
    ORGANISATION,
    PERSON_NOUN,
    WORD,
    common,
    person_name,
    role_noun,
)
from rhetorictui.layers.said import Attribution
from rhetorictui.layers.sources import main_subject
from rhetorictui.layers.subjects import carried, subject
from rhetorictui.layers.unsaid import again, hears, none, said, shorter

_DOCUMENT = patterns.compile(
    r"(?:statement|report|letter|memo|document|communiqu[eé]|declaration|resolution|lawsuit|"
    r"complaint|filing|study|survey|poll|article|editorial|email|message|note|review|audit|"
    r"indictment|ruling|release|paper|post|tweet|bill|brief)s?\s+(?=\w)"
)
"""Nouns for texts: the last word of a source, not the first of a cue ("The joint | statement
said")."""
_LATE = patterns.compile(
    r"([a-z][\w'’-]*)\s(?:said|says|told|wrote|claimed|argued|warned|announced|added|insisted)"
    r"(?:\s(?:in|on|at)(?:\s\w+){1,3})?"
)
_NOUN_HAS = patterns.compile(
    r"(?P<noun>(?!would|could|should|might|must|will|can)[a-z]{3,})\s(?:has|have|had|would|will|did)\s"
)
_LIGHT = patterns.compile(
    r"(?:\w+ly|\w+n['’]t|also|then|later|who|just|even|have|has|had|be|is|was|were|are|not|never|"
    r"often|once|further|again|always|soon|first|and|but|only|still|now|to|did|twice|himself|herself|"
    r"themselves|itself|both|all|each|yesterday|today|in|on|at|as|long|ever|earlier|already)$"
)
_ASKED = patterns.compile(
    r"(?:when\s)?asked(?:\s(?:on\s)?\w+day)?\s(?:if|whether|about|why|how|what|by)\b"
)
_INVERTED = patterns.compile(
    r"\s+(?P<who>(?:the|an?|one|two|three|four|five|six|several|some|many|most|other|former|senior|"
    r"local|his|her|their|its|our)\s[^,;:.\"“”]{2,80}|"
    r"(?:[a-z][\w-]*\s){0,3}(?:[A-Z][\w'’-]*\.?\s){0,4}[A-Z][\w'’-]*(?:\sof\s(?:the\s)?[A-Z][\w'’-]*)?)"
    r"(?P<more>,\s(?!\w+ing\s)[^;:\"“”]{2,120}?)?"
    r"(?P<when>\s(?:on|in|at|last|this|earlier|yesterday|today|late)\b[^,;:\"“”]{0,40})?[.?!]?$"
)
"""Behind a cue of inverted speech, up to the end of the sentence: who said it."""
_LIST = patterns.compile(
    r"(?:,\s(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*(?!\s(?:and|or)\s[a-z]))*"
    r"(?:,?\s(?:and|or)\s(?:the\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)?"
)
"""The rest of an enumeration of names."""
_LEADING = patterns.compile(r"(?:As|Because|Since|Given that)\s[^\"“”;:—–]{20,400},\s$")
_IF = patterns.compile(r"(?:(?:Even )?[Ii]f|Unless)\s[^\"“”;:—–]{20,400},\s$")
_TAKEN_UP = patterns.compile(r"(?:that\s)?(?:it|this|its|he|she|they|their|that|those)\b")
_THAT_BEHIND = patterns.compile(r"\s+(?:(?:on\s)?[A-Z]\w+day\s)?that\s")
_RELATIVE = patterns.compile(r"\b(?:who|which|that|those|whom)\b")
_BACK = patterns.compile(r"(?:that\s)?(?:it|this|its)\b")
_BESIDE_NAME = patterns.compile(
    r",\s(?:(?:the|an?|its|his|her|their|one|another)\s|(?:\w+\s){0,3}?(?:president|director|head|"
    r"chair\w*|professor|author|founder|editor|spokes\w+|chief|member)\b)"
)
"""Who or what somebody is, behind the name."""
_INVERTS = frozenset(
    "say warn argue note add insist claim predict explain complain admit suggest conclude observe "
    "declare report caution maintain contend assert stress think".split()
)
"""Verbs that go before their subject without a quotation."""
_SUBJECT = patterns.compile(r"(?:An?|The|One|Another)\s[^,;:\"“”]{2,60},\swho\s[^;:\"“”]{2,90},\s")
"""A subject and what is said of it, up to its verb ("An official, who asked not to be named, ")."""
_FINITE = patterns.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|did|does|do|can|may|might|who|"
    r"that|which)\b"
)
_BREAK = patterns.compile('["“”;:—]')
_SETTING = patterns.compile(r"(?:While|Though|Although|After|Before|When)\b")
_ADVERB = patterns.compile(r"(?:reportedly|allegedly|supposedly|apparently|purportedly)$")
_OPENERS = frozenset("\"“'‘«„`")
_NOBODY = patterns.compile(r"(nobody|everybody|no one|everyone|anybody|anyone)\s+", re.IGNORECASE)
_HALF = patterns.compile(r"(?:Unless|Until|If|When|While|Because|As|Since|Although|Even if)\s")
_BARE = frozenset(["A", "An", "The", "a", "an", "the", "One", "Another"])
_GOES_ON = patterns.compile(
    r",\s(?=(?:the|an?|it|he|she|they|we|there|this|that|his|her|its|their)\s[^,]*?"
    r"\b(?:will|would|is|are|was|were|has|have|had|can|could|should|must|may|might)\b)"
)
_OPENS_WITH = patterns.compile(
    r"(?:because|until|unless|while|although|though|since|if|when|despite|but|and|yet|so|that|than|"
    r"as|already|meanwhile|however|furthermore|moreover|additionally)\b,?\s+",
    re.IGNORECASE,
)
_OPENS_COMMA = patterns.compile(
    r"(?:rather|instead|still|then|also|thus|therefore|nevertheless|nonetheless|otherwise|indeed|"
    r"besides|hence|now|later|likewise|overall|again|\w{4,}ly),\s+",
    re.IGNORECASE,
)
_AUXILIARY = patterns.compile(
    r"(?<=[\w.])\s(?:has|had|have|did|does|do|would|will|could)(?:n['’]t)?$"
)
_TIME = patterns.compile(r"\b(?:ago|year|month|week|day|night|morning|time|hour|minute|while)s?\b")
_DAY = patterns.compile(
    r"(?:today|yesterday|tonight|(?:(?:late|early)\s)?(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?:\s(?:morning|afternoon|evening|night))?)\s(?=(?:the|an?|that|to|his|her|its|their|our|my|he|"
    r"she|it|they|we|I|there|this|these|those|no|some|[A-Z][\w'’.-]*)\s)"
)
_TO_WHOM = patterns.compile(
    r"(?:to\s(?:reporters|journalists|(?:the|an?|his|her|their|its)\s\w+)\s(?:[\w'’.-]+\s){0,8}?|"
    r"[-–—]{1,2}\s[^-–—.;]{3,80}\s[-–—]{1,2}\s)(?=that\s)"
)
"""Who heard it, or an aside, before a clause."""
_BEFORE_MARKS = patterns.compile(
    r"Asked\s|(?:On\s[A-Z]\w+\s\d+,\s)?(?:[Rr]eferring|[Ss]peaking|[Aa]ppearing)\s(?:to|of|at|on|about|in)\s"
    r"(?!.*\b(?:is|are|was|were|has|have|had|will|would)\b)"
)
"""What opens a sentence before what somebody says, and is none of it."""
_ASIDES = patterns.compile(
    r",\s(?:however|too|also|meanwhile|though|likewise|in\sturn|for\sone|for\s(?:his|her|its|their)\spart),?$"
)
_AT_WHICH = patterns.compile(r"\b(?:at|in|on|by|for|to|from|of|with|under|through)\swhich\s")
_LIGHT_END = patterns.compile(r"(?<=[^\W_])\s(?:[a-z]{3,}(?<!fami)(?<!al)ly|also|then|later)$")
_LIGHT_ENDS = ("ly", "also", "then", "later")
_GOES_ON_TO = frozenset(["adding", "noting", "stressing", "also saying", "but adding"])
"""Participles with which whoever reported something before goes on."""
_PARTICIPLE = patterns.compile(r"\w{2,}ing\b")
_NAME_VERB = patterns.compile(
    r"((?:[A-Z][\w.'’-]*\s)*[A-Z][\w.'’-]*)\s"
    r"(?:(?!(?:of|for|and|in|at|on|from|with|to)\b)[a-z]+\s){2}"
)


def mended(text: str, found: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """``found``, in order of sentence and cue, without what is none and with its spans put right.

    The attributions are changed in place. ``sentences`` are those they were found in.
    """
    kept: list[Attribution] = []
    for item in found:
        turned(text, item, sentences)
        if none(text, item) or (kept and again(item, kept[-1])):
            continue
        if kept and shorter(text, item, kept[-1]):
            kept.pop()
        if kept and item.cue and item.source is None:
            high = _sentence(sentences, text, item.cue)[1]
            if swallowed(text, item, kept[-1], high):
                continue
        kept.append(item)
    for index, item in enumerate(kept):
        if item.cue:
            low, high = _sentence(sentences, text, item.cue)
            subject(text, item, low)
            _source(text, item, kept[max(0, index - 3) : index])
            _content(text, item, kept, index, low, high)
        item.place()
    more = bounded(text, kept, sentences)
    return said(text, kept) + more


def _sentence(sentences: Sequence[Span], text: str, cue: Span) -> Span:
    return sentences[bisect_right(sentences, (cue[0], len(text))) - 1]


def _source(text: str, item: Attribution, before: Sequence[Attribution]) -> None:
    cue, source = item.cue, item.source
    if cue and source is None:
        nobody = _NOBODY.match(text, *cue)
        behind = main_subject(text, cue, item.content[-1][1])
        if behind:
            item.source = behind  # "After denying that …, Holt left"
            return
        if nobody:  # "Nobody | believes"
            item.source = cue[0], nobody.end(1)
            item.cue = nobody.end(), cue[1]
        elif before and text.endswith((" but ", " and ", " then "), 0, cue[0]):
            last = before[-1]
            near = text[last.content[-1][1] : cue[0]]
            if last.source and (len(near) < 7 or (near.endswith(" then ") and "." not in near)):
                item.source = last.source  # "Holt doubted it but | said …"
        return
    if cue is None or source is None:
        return
    if source[0] >= cue[1] and _HALF.match(text, item.content[0][0]):
        goes_on = _GOES_ON.search(text, *source)
        if goes_on:  # "Unless it rains, said Holt of the mill, | the dam will dry up"
            item.content.append((goes_on.end(), source[1]))
            item.source = source = source[0], goes_on.start()
    if text.find(" ", *source) > 0:
        item.source = source = _trimmed(text, source)
    if source[0] > cue[1] and len(item.content) == 2 and item.content[1][0] == source[1] + 2:
        start, end = item.content[1]
        beside = _BESIDE_NAME.match(text, source[1], end)
        if beside and not _FINITE.search(text, start, end):
            item.source = source = source[0], end  # "according to Holt, the head of the league"
            del item.content[1]
    bare = source[1] < cue[0] and text[slice(*source)] in _BARE
    if bare and not _BREAK.search(text, source[1], cue[0]):
        item.source = source = source[0], cue[0] - 1  # "A | close associate of Holt claimed"
    has = (
        source[1] == cue[0] - 1
        and text[source[1] - 1] in "sdetl"
        and _AUXILIARY.search(text, *source)
    )
    if has:
        item.source = source = source[0], has.start()  # "The town | hasn't said"
        item.cue = cue = has.start() + 1, cue[1]
    gap = cue[0] - source[1]
    if gap == 1 and text[cue[0]].isupper() and text[source[0]].isupper():
        name = WORD.match(text, cue[0])
        lone = name and "'" not in name.group() and "’" not in name.group()
        if name and lone and text[name.end() + 1].islower() and not lemma(name.group()):
            item.source = source = source[0], name.end()  # "Ana | Holt issued a statement saying"
            item.cue = cue = name.end() + 1, cue[1]
    if gap > 8 and source[1] < cue[0]:
        noun = WORD.match(text, source[1] + 1)
        person = noun.group().lower() if noun else ""
        if noun and (person in PERSON_NOUN or common(person)) and text[source[1]] == " ":
            item.source = source = source[0], noun.end()  # "the young communications | student"
    if gap == 1 and text.find(" ", *cue) > 0:
        noun = _DOCUMENT.match(text, cue[0], cue[1])
        if noun and text[source[0] : source[1]].split()[0].lower() in (
            "the", "a", "an", "its", "their", "his", "her", "this", "that", "one", "another",
        ):  # fmt: skip
            end = noun.start() + len(noun.group().rstrip())
            item.source = source[0], end
            item.cue = noun.end(), cue[1]
            return
        held = _NOUN_HAS.match(text, cue[0], cue[1])
        if held and engagement(held["noun"]) is None and not _LIGHT.match(held["noun"]):
            item.source = source[0], held.end("noun")  # "ten hospital | trusts have admitted"
            item.cue = held.end("noun") + 1, cue[1]
            return
        late = _LATE.fullmatch(text, cue[0], cue[1])
        of = text.endswith(("'s", "’s"), *source)  # "familiar with Holt's | thinking said"
        if late and (of or engagement(late.group(1)) is None) and not _LIGHT.match(late.group(1)):
            item.source = source[0], late.end(1)  # "the coast | guard said"
            item.cue = late.end(1) + 1, cue[1]
            return
    if source[1] <= cue[0]:
        if text[cue[0] - 2] == "," and _ASKED.match(text, cue[0]):
            item.source, item.about = None, source  # "The mayor, asked on Monday if …"
            return
        if text[cue[1] - 2 : cue[1]] == "ly" and _ADVERB.search(text, cue[0], cue[1]):
            item.source = None  # "Larsen reportedly was furious": others report it
            return
        words = text[cue[0] : cue[1]]
        if " " in words and hears(words):
            item.source, item.about = None, source
            return
        clause = "ing" in words and _PARTICIPLE.search(words) and _NAME_VERB.match(text, *source)
        if clause:
            end = clause.end(1)  # "Holt | took aim at Aske, calling … saying"
            noun = WORD.match(text, end + 1)
            if noun and (common(noun.group()) or noun.group() in PERSON_NOUN):
                end = noun.end()  # "Conservative leaders | spent years denouncing"
            item.source = source[0], end
            return
        if text[cue[0] - 5 : cue[0]] in (" but ", " and ") and before:
            carried(text, item, source, cue, before[-1])
        if words in _GOES_ON_TO and before and text[cue[0] - 2] == ",":
            for other in reversed(before):
                if other.source and any(a <= source[0] < b for a, b in other.content):
                    item.source = other.source  # "Holt said Aske had left, adding …": Holt adds
                    return
        if words.endswith("ing") and before and text[cue[0] - 2] == ",":
            last = before[-1]
            nearer = last.source and last.cue and source[1] <= last.source[0] < last.cue[1] < cue[0]
            if last.source and nearer and last.content[-1][1] < last.source[0]:
                item.source = last.source  # "I want to row, Holt said, asking …"
                return
        # What another cue reports names nobody: "All these show that | China and Norway insist".
        for other in before:
            if other.cue and source[0] <= other.cue[0] and other.cue[1] < source[1]:
                that = _THAT_BEHIND.match(text, other.cue[1])
                if source[0] == other.cue[0]:
                    item.source = other.cue[1] + 1, source[1]
                elif that and not _RELATIVE.search(text, source[0], other.cue[0]):
                    item.source = that.end(), source[1]
                break


def _trimmed(text: str, source: Span) -> Span:
    """A source without what only opens its sentence, and without adverbs behind it."""
    start, end = source
    opens = _OPENS_WITH.match(text, start, end)
    if opens is None and text.find(", ", start, end) > 0:
        opens = _OPENS_COMMA.match(text, start, end)
    if opens and opens.end() < end:
        start = opens.end()  # "Because | prosecutors said"
    aside = _ASIDES.search(text, start, end) if text.find(", ", start, end) > 0 else None
    if aside and aside.start() > start:
        end = aside.start()  # "The court, however, | ruled"
    which = _AT_WHICH.search(text, start, end) if text.find(" which ", start, end) > 0 else None
    if which:
        start = which.end()  # "the level at which | the firms"
    light = text.endswith(_LIGHT_ENDS, start, end) and _LIGHT_END.search(text, start, end)
    if light and light.start() > start:
        end = light.start()  # "Holt reportedly | said"
    return start, end


def _content(
    text: str,
    item: Attribution,
    kept: Sequence[Attribution],
    index: int,
    low: int,
    high: int,
) -> None:
    cue, source = item.cue, item.source
    if cue is None:
        return
    if len(item.content) > 1 and _BEFORE_MARKS.match(text, *item.content[0]):
        del item.content[0]  # "Asked about the mill, Holt said, “…”"
    start, end = item.content[-1]
    when = start > cue[0] and text[start] in "toyleMTWFS" and _DAY.match(text, start, end)
    late = when or (start > cue[0] and text[start] in "t-–—" and _TO_WHOM.match(text, start, end))
    if late:
        start = late.end()
        item.content[-1] = start, end  # "announced | today the …", "to the press that …"
    if text[end - 1] == "." and text[end - 3 : end - 2] == "." and start > cue[0]:
        rest = _LIST.match(text, end)
        if rest and rest.end() > end and text[rest.end() : rest.end() + 1] != ".":
            item.content[-1] = start, rest.end()
    first = item.content[0][0]
    if heard(text, item, low, high) or len(item.content) > 1 or text[first] in _OPENERS:
        return
    if first > cue[0]:
        if (
            text[cue[0] - 2 : cue[0]] == ", "
            and cue[1] - cue[0] < 14
            and _invert(text, item, cue, low, high)
        ):
            return
        beside = source and source[0] > low and source[1] == cue[0] - 1
        if source and beside:
            _lead(text, item, source, low)
    elif source and first > low:
        _whole(text, item, kept, index, low, high)


def _invert(text: str, item: Attribution, cue: Span, low: int, high: int) -> bool:
    """Speech without marks before its cue: "It will not hold, said Mr. Ruiz, a farmer."."""
    verb = text[cue[0] : cue[1]]
    if lemma(verb) not in _INVERTS or verb.endswith("ing") or cue[0] - 2 - low < 6:
        return False
    source = item.source
    # "Marta Oduya, the mayor, said the …" is no inversion.
    if source and cue[0] - 3 < source[1] <= cue[0] and person_name(text[slice(*source)]):
        return False
    match = _INVERTED.match(text, cue[1], high)
    if match is None or _SUBJECT.fullmatch(text, low, cue[0]):
        return False
    who = match.group("who")
    known = person_name(who) or role_noun(who) or _body(who) or _people(who)
    # "It was a farce, says one side": whatever says so, if it is no time.
    if _FINITE.search(who) or not (known or (verb in ("says", "said") and not _TIME.search(who))):
        return False
    more = match.group("more")
    end = match.end("who")
    if more and not match.group("when"):
        end = match.end("more")
    item.source = match.start("who"), end
    item.content = [(low, cue[0] - 2)]
    return True


def _body(words: str) -> bool:
    return any(word in ORGANISATION for word in WORD.findall(words.lower()))


def _people(words: str) -> bool:
    return any(common(word) for word in words.lower().split()[:4])


def _lead(text: str, item: Attribution, source: Span, low: int) -> None:
    """A clause before "X said it …" whose subject the content takes up is X's as well."""
    start, end = item.content[0]
    if source[0] - low < 24 or text[source[0] - 2 : source[0]] != ", ":
        return
    if (_BACK.match(text, start, end) and _LEADING.fullmatch(text, low, source[0])) or (
        _TAKEN_UP.match(text, start, end) and _IF.fullmatch(text, low, source[0])
    ):
        item.content.insert(0, (low, source[0] - 2))


def _whole(
    text: str,
    item: Attribution,
    kept: Sequence[Attribution],
    index: int,
    low: int,
    high: int,
) -> None:
    """What "…, she said." ends is all of it her words, if nobody else speaks there."""
    start, end = item.content[0]
    cue, source = item.cue, item.source
    if cue is None or source is None or high - max(cue[1], source[1]) > 60:
        return
    beside = (
        end - start > 12 and text[start - 2] == "," and text.startswith(("which ", "who "), start)
    )
    if start - low < 12 or _SETTING.match(text, low):
        return
    if _RELATIVE.match(text, start, end) and not beside:
        return
    if engagement(text[cue[0] : cue[1]]) is None:
        return
    near = [*kept[max(0, index - 3) : index], *kept[index + 1 : index + 2]]
    if any(
        other.cue and low <= other.cue[0] < start and engagement(text[slice(*other.cue)])
        for other in near
    ):
        return
    if _BREAK.search(text, low, start) or text[start - 2 : start] == ") ":
        return
    item.content[0] = low, end
