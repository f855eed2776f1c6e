"""Headlines that end with who says so, without a stop ("Dam will hold, engineers say").

The attribution model knows such an order from sentences, by the stop at their end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rhetorictui import patterns
from rhetorictui.document import Span
from rhetorictui.layers.cues import lemma
from rhetorictui.layers.names import ORGANISATION, PERSON_NOUN, common, head, many, person_name
from rhetorictui.layers.said import Attribution

_LAST = patterns.compile(
    r",\s(?P<who>(?:[\w.'’/&-]+\s){1,6})(?P<cue>(?:says?|said|find|finds|found|shows?|suggests?|warns?|"
    r"reports?|claims?|indicates?|reveals?|confirms?|tells?))$",
    re.IGNORECASE,
)
_LONGEST = 90
_SHORTEST = 16


def ended(text: str, sentences: Sequence[Span], found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of sentences without a stop that end with a source and a cue, as far as
    ``found`` has none there."""
    out: list[Attribution] = []
    starts: list[int] | None = None
    for start, end in sentences:
        if not text[end - 1].isalpha() or text[end - 1] not in "ysdtnmSYDTNM":
            continue
        last = _LAST.search(text, max(start, end - _LONGEST), end)
        if last is None or last.start() - start < _SHORTEST:
            continue
        who = last["who"].rstrip()
        noun = head(who)
        people = noun in PERSON_NOUN or noun in ORGANISATION or common(noun) or many(noun)
        if not (people or person_name(who)) or lemma(last["cue"]) is None:
            continue
        if starts is None:
            starts = sorted(item.start for item in found)
        at = bisect_left(starts, start)
        if at < len(starts) and starts[at] < end:
            continue
        source = last.start("who"), last.start("who") + len(who)
        out.append(Attribution(source, last.span("cue"), [(start, last.start())]))
    return out
