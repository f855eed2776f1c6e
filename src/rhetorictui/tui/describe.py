"""Words for the panels: what is under the cursor, the keywords, the speakers, the facts.

Everything is assembled from parts with a style each and never parsed, for article text is hostile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from rhetorictui.tui.layout import Layout, drawn
from rhetorictui.tui.picture import BY_HAND, Count, Item, mark, tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.document import Annotation, Document, Span
    from rhetorictui.packs.model import Pack, Rule
    from rhetorictui.tui.library import Tally
    from rhetorictui.tui.picture import Lens

Part = tuple[str, str]

VOICE_NAMES = {
    "headline": "headline, the outlet’s own",
    "narrator": "the outlet’s own voice",
    "direct": "direct speech",
    "indirect": "indirect speech",
    "caption": "caption",
    "boilerplate": "boilerplate",
}
LAYER_NAMES = {
    "frames": "Framing",
    "quotes": "Quotations",
    "headline": "Headline check",
    "keywords": "Keywords",
    "sentences": "Sentences",
    "zones": "Zones",
    BY_HAND: "Kept",
}
FILTERS = {"own": "■ the outlet’s own voice only", "quoted": "” quoted voices only"}
NAME = Content.assemble((" rhetorictui ", "bold $accent"))
_HOW_SAID = {
    "direct": "direct speech",
    "indirect": "indirect speech",
    "mixed": "direct and indirect speech",
    "drift": "carried on without attribution",
}
_EXCERPT = 300
_LISTED = 12
_WORD = 20
"""Characters of words, on average, beyond which they are none."""
_OTHERS = 4
"""Items at one place that are named; more are counted."""
_SPEAKERS = 100
"""Speakers that are listed; a book has thousands."""


def plain(text: object) -> str:
    """Any text on one line, with nothing in it that a terminal would obey."""
    return drawn(" ".join(str(text).split()))


def readable(label: str) -> str:
    """A label as people write it: Appeal_to_Fear-Prejudice → Appeal to Fear-Prejudice."""
    return plain(label).replace("_", " ")


HINT: tuple[Part, ...] = (
    ("n", "bold $accent"),
    (" next finding  ", "$faint"),
    ("]", "bold $accent"),
    (" next quotation  ", "$faint"),
    ("click", "bold $accent"),
    (" any highlight", "$faint"),
)


def details(
    item: Item | None,
    doc: Document | None,
    rule: tuple[Rule, Pack] | None,
    also: Sequence[Item] = (),
    *,
    compact: bool = False,
) -> Content:
    """All that is known of the item under the cursor; how to get one there when there is none.

    ``also`` are the items that share its place; ``compact`` saves lines.
    """
    if item is None or doc is None:
        return Content.assemble(*HINT)
    words = doc.text[item.start : item.end]
    shown = plain(words[:_EXCERPT]) + (" …" if len(words) > _EXCERPT else "")
    parts: list[Part] = []
    note = item.annotation
    if item.keyword is not None:
        k = item.keyword
        parts += [(f"{plain(k.term)}\n", "bold $term"), ("keyword", "")]
        parts += [(f" · weight {k.score:.3f} · {k.count} times here", "$faint")]
        if k.documents is not None:
            parts.append((f" · in {k.documents:,} documents of the background", "$faint"))
    elif note is None:
        parts += [(shown, "bold")]
    elif item.layer == "quotes":
        parts += _quotation(item, note, doc, compact=compact)
    else:
        parts += _finding(item, note, shown, rule, compact=compact)
    others = [other for other in also if other != item]
    if others and compact:
        # In the first line: the last may find no room.
        first = next((n for n, (text, _) in enumerate(parts) if text[:1] == "\n"), len(parts))
        parts[first:first] = [("   ", ""), *_also(others)]
    elif others:
        parts += [("\n", ""), *_also(others)]
    return Content.assemble(*parts)


def _also(others: Sequence[Item]) -> list[Part]:
    parts: list[Part] = [("also here", "$faint"), (" . ", "bold $accent")]
    for other in others[:_OTHERS]:
        parts += [(f" {mark(other)} ", f"bold ${_colour(other)}"), (name_of(other), "$faint")]
    if len(others) > _OTHERS:
        parts.append((f" and {len(others) - _OTHERS} more", "$faint"))
    return parts


def passage(doc: Document, span: Span, inside: Sequence[Item]) -> Content:
    """What is in a passage that is marked: its length, findings, and who speaks."""
    start, end = span
    words = len(doc.text[start:end].split())
    # Some scripts have no spaces between words, and nobody would believe the number.
    spaced = words * _WORD >= end - start
    number, unit = (words, "word") if spaced else (end - start, "character")
    length = f" · {number:,} {unit}{'' if number == 1 else 's'}   "
    parts: list[Part] = [("Marked", "bold"), (length, "$faint")]
    parts += [("y", "bold $accent"), (" copies it  ", "$faint")]
    parts += [("+", "bold $accent"), (" keeps it  ", "$faint")]
    parts += [(")", "bold $accent"), (" next sentence", "$faint")]
    if inside:
        parts += [("\n", ""), *_listed(inside[:_LISTED], doc)]
    if len(inside) > _LISTED:
        parts.append((f"and {len(inside) - _LISTED} more", "$faint"))
    return Content.assemble(*parts)


def _listed(items: Sequence[Item], doc: Document) -> list[Part]:
    """Items one after the other: sign, label, words, and whose they are."""
    parts: list[Part] = []
    for item in items:
        colour = f"bold ${_colour(item)}"
        if item.layer == "quotes":
            parts.append((f"{mark(item)} {name_of(item)}   ", colour))
            continue
        who = item.annotation.speaker if item.annotation else None
        parts.append((f"{mark(item)} {readable(item.label)}", colour))
        parts.append((f" “{plain(doc.text[item.start : item.end][:_EXCERPT])}”", ""))
        parts.append((f", {plain(who)}   " if who else "   ", "$faint"))
    return parts


def _colour(item: Item) -> str:
    return {"speech": "said", "found": "own", "kept": "term"}.get(tone(item), tone(item))


def name_of(item: Item) -> str:
    """The label of an item in words, of a quotation its speaker."""
    if item.layer == "quotes":
        speaker = item.annotation.speaker if item.annotation else None
        return plain(speaker or _HOW_SAID.get(item.label, item.label))
    return readable(item.label) if item.label else "found"


def through(lens: Lens) -> list[Part]:
    """What a lens keeps from being seen that nothing else on the screen tells."""
    parts: list[Part] = []
    if lens.voices in FILTERS:
        parts.append((f"   {FILTERS[lens.voices]}", f"bold ${lens.voices}"))
    if lens.only is not None:
        parts.append((f"   only {readable(lens.only[1])}: =", "bold $accent"))
    return parts


def overview(doc: Document, labels: Sequence[Count]) -> Content:
    """A few lines on an article of which nothing is under the cursor: labels and keywords."""
    parts: list[Part] = []
    framing = [row for row in labels if row.layer == "frames" and row.label and row.number]
    if framing:
        parts.append(("Framing   ", "bold $faint"))
        parts.append((", ".join(f"{readable(r.label or '')} {r.number}" for r in framing), ""))
        parts.append(("\n", ""))
    if doc.keywords:
        parts.append(("Keywords  ", "bold $faint"))
        parts.append((", ".join(plain(k.term) for k in doc.keywords), ""))
        parts.append(("\n", ""))
    return Content.assemble(*parts, *HINT)


def _finding(
    item: Item, a: Annotation, shown: str, rule: tuple[Rule, Pack] | None, *, compact: bool
) -> list[Part]:
    then = " · " if compact else "\n"
    colour = f"bold ${_colour(item)}"
    unknown = "" if a.layer == BY_HAND else "voice not known"
    voice = VOICE_NAMES.get(a.voice or "", plain(a.voice or unknown))
    parts: list[Part] = [(f"{mark(item)} {readable(a.label)}", colour), (f" “{shown}”{then}", "")]
    parts.append((voice, "$faint"))
    if a.speaker:
        parts += [(", ", "$faint"), (plain(a.speaker), "$quoted")]
    note = a.note or (rule[0].note if rule else "")
    if note:
        parts.append(("\n" + plain(note), "italic"))
    if a.rule:
        parts.append(("\n" + plain(a.rule), "$faint"))
    if rule:
        parts.append((f" · {plain(rule[1].title)} {plain(rule[1].version)}", "$faint"))
        if rule[0].weight != 1.0:
            parts.append((f" · weight {rule[0].weight:g}", "$faint"))
        source = rule[0].source or rule[1].source
        if source:
            parts.append((f"{then}{plain(source)}", "$faint"))
    elif a.pack:
        parts.append((f" · {plain(a.pack)}", "$faint"))
    return parts + _more(a, compact=compact)


def _quotation(item: Item, a: Annotation, doc: Document, *, compact: bool) -> list[Part]:
    said = {name: _joined(doc.text, spans) for name, spans in (a.parts or {}).items()}
    parts: list[Part] = [
        (f"{mark(item)} ", "bold $quoted"),
        (plain(a.speaker or "unknown speaker"), "bold $quoted"),
        (f"  {_HOW_SAID.get(a.label, readable(a.label))}", "$faint"),
    ]
    then = "\n"
    if said.get("source") and said["source"] != a.speaker:
        parts += [("\nintroduced as ", "$faint"), (said["source"], "")]
        then = " " if compact else then
    if said.get("cue"):
        parts += [(f"{then}by the words ", "$faint"), (said["cue"], "italic")]
    content = said.get("content") or plain(doc.text[a.start : a.end])
    if len(content) > _EXCERPT:
        content = content[:_EXCERPT] + " …"
    bare = content.strip('“”"')
    parts.append((f"\n“{bare}”", "$said"))
    if a.note:
        parts.append(("\n" + plain(a.note), "italic"))
    return parts + _more(a, compact=compact)


def when(moment: str | None) -> str:
    """A point in time of ISO 8601 as people write it, to the minute."""
    return plain(moment or "")[:16].replace("T", " ")


def _joined(text: str, spans: Sequence[Sequence[int]]) -> str:
    return " … ".join(plain(text[span[0] : span[1]]) for span in spans)


def _more(a: Annotation, *, compact: bool) -> list[Part]:
    """Fields that the layers or other tools gave beyond the common ones."""
    parts: list[Part] = []
    if a.score is not None and a.rule is None:
        parts.append((f" · score {a.score:.2f}", "$faint"))
    then = "\n"
    for name, value in (a.extra or {}).items():
        if isinstance(value, str | int | float):
            parts += [(f"{then}{readable(name)} ", "$faint"), (plain(value), "")]
            then = " · " if compact else then
    return parts


def keywords(doc: Document, width: int) -> Content:
    """The keywords with a bar for their weight and the number of times they stand there."""
    if not doc.keywords:
        return Content.assemble(("none yet", "$faint"))
    most = max(k.score for k in doc.keywords) or 1.0
    room = max(width - 12, 8)
    parts: list[Part] = []
    for k in doc.keywords:
        bar = "━" * max(round(5 * k.score / most), 1)
        parts += [
            (f"{bar:<5} ", "$term"),
            (_cut(k.term, room), ""),
            (f" {k.count:>3}×\n", "$faint"),
        ]
    parts[-1] = (parts[-1][0].rstrip("\n"), parts[-1][1])
    return Content.assemble(*parts)


def speakers(doc: Document, width: int) -> Content:
    """Who speaks: words given to each, direct and indirect, and the words that introduce them."""
    from rhetorictui.corpus.voices import speakers as profiles

    found = list(profiles([doc]))
    if not found:
        return Content.assemble(("nobody is quoted", "$faint"))
    most = max(r["words"] for r in found) or 1
    room = max(width - 18, 8)
    parts: list[Part] = []
    for r in found[:_SPEAKERS]:
        direct = round(8 * r["direct_words"] / most)
        other = max(round(8 * r["words"] / most), 1) - direct
        cues = ", ".join(f"{plain(cue)} {n}" for cue, n in list(r["verbs"].items())[:4])
        parts += [
            ("█" * direct, "$quoted"),
            ("░" * other, "$quoted"),
            (" " * (9 - direct - other), ""),
            (_cut(r["speaker"], room), "bold"),
            (f" {r['words']:>4} w\n", "$faint"),
        ]
        about = " · ".join(filter(None, (plain(r["role"] or ""), cues)))
        parts += [(f"{' ' * 9}{line}\n", "$faint") for line in _wrapped(about, width - 9)]
    if len(found) > _SPEAKERS:
        parts.append((f"and {len(found) - _SPEAKERS:,} who say less\n", "$faint"))
    parts.append(("█ direct  ░ indirect", "$faint"))
    return Content.assemble(*parts)


def _wrapped(text: str, cells: int) -> list[str]:
    if not text:
        return []
    layout = Layout(text, cells)
    layout.finish()
    return [text[slice(*layout.line(number))] for number in range(len(layout))]


def _cut(text: str, cells: int) -> str:
    from rhetorictui.tui.widgets.articles import fit

    return fit(text, cells)


def facts(doc: Document, tally: Tally | None, busy: bool) -> Content:
    """Outlet, date and by-line of an article, and how much was found in whose voice."""
    parts = tallied(tally, busy)
    if doc.language not in (None, "en"):
        language = "not known" if doc.language == "und" else plain(doc.language)
        parts.append((f"language {language}; the packs are English   ", "$warning"))
    about = [doc.outlet, when(doc.published), ", ".join(doc.byline)]
    parts.append(("  ".join(plain(fact) for fact in about if fact) or plain(doc.id), "$faint"))
    return Content.assemble(*parts)


def tallied(tally: Tally | None, busy: bool, *, short: bool = False) -> list[Part]:
    """How much was found in whose voice."""
    if busy:
        return [("… " if short else "finding …  ", "$faint")]
    if tally is None:
        return []
    own, quoted = ("", "") if short else (" own ", " quoted  ")
    return [
        ("■ ", "bold $own"),
        (f"{tally.own:,}{own} ", "$own"),
        ("” ", "bold $quoted"),
        (f"{tally.all - tally.own:,}{quoted} ", "$quoted"),
    ]


def beside(
    found: Sequence[Sequence[Item] | None],
    docs: tuple[Document, Document],
    signs: tuple[str, str],
    differ: Sequence[tuple[str, str]] = (),
) -> Content:
    """The figures that differ between two passages, what was found in either, and who says so;
    None is no passage."""
    parts: list[Part] = []
    for one, other in differ:
        parts += [("≠ ", "bold $accent"), (plain(one), "$gone"), (" · ", "$faint")]
        parts.append((plain(other) + "   ", "$new"))
    if differ:
        parts.append(("\n", ""))
    for items, doc, sign, colour in zip(found, docs, signs, ("gone", "new"), strict=True):
        if items is None:
            continue
        parts.append((f"{sign} ", f"bold ${colour}"))
        parts += _listed(items, doc)
        parts.append(("\n" if items else "nothing found\n", "$faint"))
    parts += [("]", "bold $accent"), (" next finding  ", "$faint")]
    parts += [("n", "bold $accent"), (" next difference", "$faint")]
    return Content.assemble(*parts)
