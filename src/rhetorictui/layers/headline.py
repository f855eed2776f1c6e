"""The headline check: which words of headline and deck the body quotes, from whom, and what was
widened or hardened on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Annotation, Document, Span, zone_at
from rhetorictui.language import Prose
from rhetorictui.layers.cues import engagement
from rhetorictui.layers.marks import quoted_spans
from rhetorictui.layers.speakers import UNKNOWN

_LIMIT = patterns.compile(
    r"\b(some(?: individual)?|a few|few|several|certain|individual|a number of|many|most|parts? of|"
    r"part of|largely|partly|nearly|almost|about|around|up to|as many as|at least)\b"
)
_HEDGE = patterns.compile(
    r"\b(could|(?-i:may\b|MAY\b(?!,?\s+\d))|might|would|alleged(?:ly)?|reportedly|suspected|possibl[ey]|"
    r"potential(?:ly)?|appears? to|seems? to|unconfirmed|accused of|said to)\b",
    re.IGNORECASE,
)
"""What leaves a statement open; "May" is the month."""
_REPORTED = patterns.compile(
    r"\b(?:said|told|announced|added|confirmed|vowed|promised|pledged|decided|warned|declared|wrote|"
    r"agreed)\b"
)
_FIGURE = patterns.compile(
    r"(?<![\w.,$£€-])\d(?:[\d,.]*\d)?(?:\s(?:hundred|thousand|million|billion|trillion))?"
    r"\s[^\W\d_]+(?!\w)"
)
"""A number and the word that it counts."""
_BOUND = patterns.compile(
    r"\b(?:(?P<below>nearly|almost|up to|as many as|close to|just under|fewer than|less than)|"
    r"more than|over|at least|about|around|some|roughly|approximately|an estimated)\s$"
)
_BEFORE = 24
_WORD = patterns.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOUN_BEFORE = patterns.compile(
    r"(?:^|\s)(?:\w+-\w+|the|an?|as|of|amid|over|after|by|with|against|for|new|his|her|its|their)\s$",
    re.IGNORECASE,
)
"""What shows that the next word is a noun ("amid smears")."""
_NOUN = patterns.compile(r"(?:\w+(?:ism|tion)s?\b|\w+[^\w\s'‘“\"]|\w+\s*$)", re.IGNORECASE)
"""A noun by its ending ("criticism"), or a word that nothing follows as its object ("Dam blast:
who knew?")."""
_WINDOW = 60


def headline(doc: Document, prose: Prose, quotes: Sequence[Annotation]) -> list[Annotation]:
    """Annotations of layer "headline" on the words of headline and deck, each with a note.

    Labels: ``quoted`` (words in marks that the body has in somebody's mouth; ``speaker`` is who),
    ``unattributed`` (the body has them, but gives them to nobody), ``not_in_body`` (it has them
    not), ``widened`` (the body limits what the headline says of all, or never reaches the number
    that it states), ``hardened`` (the body hedges, or introduces more mildly, what the headline
    states).
    """
    zones = [z for z in doc.zones if z.kind in ("headline", "deck")]
    if not zones:
        return []
    body = max(z.end for z in zones)
    scare = {(a.start, a.end) for a in quotes if a.label == "scare"}
    out: list[Annotation] = []
    for zone in zones:
        for mark in quoted_spans(doc.text, [(zone.start, zone.end)]):
            if mark.closed:
                span = mark.start, mark.end
                found = _quoted(doc, prose, quotes, span, zone.end, body)
                # A word in scare quotes is the outlet's, whoever uses it too.
                out += [a for a in found if a.label != "quoted" or span not in scare]
        out += _figures(doc, prose, (zone.start, zone.end), body)
        out += _tone(doc, quotes, (zone.start, zone.end), body)
    out.sort(key=lambda a: (a.start, -a.end))
    return out


def _quoted(
    doc: Document, prose: Prose, quotes: Sequence[Annotation], span: Span, edge: int, body: int
) -> list[Annotation]:
    start, end = span
    words = _WORD.findall(prose.shadow[start:end])
    if not words:
        return []
    phrase = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)")
    places = [m.span() for m in phrase.finditer(prose.shadow, body)]
    shown = doc.text[start + 1 : end - 1].rstrip(".,")
    if not places:
        note = f"the body does not have the words “{shown}”"
        return [Annotation(start, end, "headline", "not_in_body", note=note)]
    said = [(place, who) for place in places if (who := _speaker(quotes, place))]
    out: list[Annotation] = []
    if said:
        who = said[0][1]
        note = f"“{shown}” is verbatim in the body, in the words of {who}"
        out.append(Annotation(start, end, "headline", "quoted", speaker=who, note=note))
    else:
        note = f"the body has “{shown}” too, but gives it to nobody"
        out.append(Annotation(start, end, "headline", "unattributed", note=note))
    ahead = doc.text[end:edge]
    for found in [p for p, _ in said] or places:
        near = doc.text[found[1] : found[1] + _WINDOW].split("\n", 1)[0].lstrip("\"”’'")
        limit = _LIMIT.search(re.split(r"[.;]", near, maxsplit=1)[0])
        if limit and not _LIMIT.search(ahead) and _same_link(ahead, near):
            tail = ahead.split(",", 1)[0].rstrip()
            note = f"the body says “{shown}” {near[: limit.end()].strip()} …: the limit is gone"
            out.append(
                Annotation(
                    end + len(ahead) - len(ahead.lstrip()),
                    end + len(tail),
                    "headline",
                    "widened",
                    note=note,
                )
            )
            break
    return out


def _figures(doc: Document, prose: Prose, zone: Span, body: int) -> list[Annotation]:
    """Numbers that the headline states and the body never reaches ("nearly 100 countries")."""
    out: list[Annotation] = []
    shadow = prose.shadow
    for match in _FIGURE.finditer(shadow, *zone):
        counted = match.group().split()
        if shadow.find(counted[0], body) < 0 or _BOUND.search(shadow, zone[0], match.start()):
            continue
        phrase = re.compile(r"(?<![\w.,])" + r"\s+".join(map(re.escape, counted)) + r"(?!\w)")
        bounds = [
            _BOUND.search(shadow, max(body, place.start() - _BEFORE), place.start())
            for place in phrase.finditer(shadow, body)
        ]
        below = next((bound["below"] for bound in bounds if bound and bound["below"]), None)
        if below and all(bounds):
            shown = doc.text[slice(*match.span())]
            note = f"the body says “{below} {shown}”: the limit is gone"
            out.append(Annotation(*match.span(), "headline", "widened", note=note))
    return out


def _same_link(ahead: str, near: str) -> bool:
    """Whether both go on with the same preposition ("by the West", "by some … forces")."""
    mine, theirs = _WORD.findall(ahead.lower())[:1], _WORD.findall(near.lower())[:1]
    return bool(mine) and mine == theirs


def _speaker(quotes: Sequence[Annotation], place: Span) -> str | None:
    for note in quotes:
        if note.parts and note.speaker and note.speaker != UNKNOWN:
            for start, end in note.parts["content"]:
                if start <= place[0] and place[1] <= end:
                    return note.speaker
    return None


def _backshifted(text: str, hedge: re.Match[str]) -> bool:
    """Whether a "would" is the "will" of somebody's words ("said it would withdraw"): no hedge."""
    sentence = text.rfind(". ", 0, hedge.start()) + 1
    return hedge.group() == "would" and _REPORTED.search(text, sentence, hedge.start()) is not None


def _tone(doc: Document, quotes: Sequence[Annotation], zone: Span, body: int) -> list[Annotation]:
    """Hostile report verbs of the headline that the body introduces more mildly."""
    out: list[Annotation] = []
    cues = [
        doc.text[slice(*cue)]
        for note in quotes
        if note.parts
        for cue in note.parts.get("cue", ())
        if cue[0] >= body
    ]
    mild = [cue for cue in cues if engagement(cue) != "hostile"]
    for match in _WORD.finditer(doc.text, *zone):
        if _NOUN_BEFORE.search(doc.text, zone[0], match.start()):
            continue
        if _NOUN.match(doc.text, match.start(), zone[1]):
            continue
        if engagement(match.group()) == "hostile" and cues and len(mild) == len(cues):
            common = max(set(cues), key=lambda cue: (cues.count(cue), cue))
            note = f"“{match.group()}” is the headline's own; the body's cue is “{common}”"
            out.append(Annotation(*match.span(), "headline", "hardened", note=note))
    lead = doc.text[body : body + 1200]
    title = doc.text[slice(*zone)]
    first = lead.split("\n\n", 1)[0] or lead
    hedges = (
        hedge
        for hedge in _HEDGE.finditer(first)
        if not _backshifted(first, hedge)
        and zone_at(doc.zones, body + hedge.start(), body + hedge.end()) is None
    )
    hedge = next(hedges, None)
    if hedge and not _HEDGE.search(title) and not re.search(r"[?'‘\"“]", title):
        words = set(_WORD.findall(title.lower()))
        sentence = lead[: hedge.end() + 120]
        shared = words & set(_WORD.findall(sentence[hedge.start() :].lower()))
        if len([w for w in shared if len(w) > 3]) >= 2:
            note = f"the body says “{hedge.group()}”; the headline states it"
            out.append(Annotation(*zone, "headline", "hardened", note=note))
    return out
