"""Who is told something, where that was taken for what is told.

Behind "told" stands first who heard it, and often its name alone: a station, a paper, a programme
in quotation marks. What was said stands behind that, or before the whole.
"""

from __future__ import annotations

from rhetorictui import patterns
from rhetorictui.layers.ends import FINITE, stripped
from rhetorictui.layers.said import Attribution

_TELLS = ("told", "tell", "tells", "telling", "inform", "informs", "informed", "informing")
_PROGRAMME = patterns.compile(
    r"(?:[A-Z][\w'’.&-]*\s){0,3}[\"“](?:[A-Z][\w'’.&-]*(?:\s(?:of|the|and|in|on|with|to|at)(?=\s))*\s?){1,6}[\"”]"
    r"(?:\s(?:on|in|at|during|last|this|earlier)\s[^,.;\"“”]{2,30},|\s(?:on\s)?\w+day)?\s(?=\w)"
)
"""The name of a programme, and when it was told."""
_STATION = patterns.compile(
    r"(?:[A-Z0-9][\w'’.&-]*\s){1,5}(?:[a-z]+\s){0,1}(?=(?:it|he|she|they|there|that|we|I)\s)"
)
"""The name of who hears it, before a clause."""
_WAS_TOLD = patterns.compile(r"\b(?:was|were|been)\s(?:\w+ly\s)?told$")


def heard(text: str, item: Attribution, low: int, high: int) -> bool:
    """Take who is told out of what is told, in a sentence ``low..high``; whether that changed."""
    cue, source = item.cue, item.source
    if cue is None or len(item.content) != 1:
        return False
    start, end = item.content[0]
    if source is None:
        if end != cue[0] - 1 or not _WAS_TOLD.search(text, *cue):
            return False
        stop = stripped(text, cue[1], high)
        if stop < cue[1] + 8:
            return False
        item.content[0] = cue[1] + 1, stop
        return True  # "A traveller | was told that the mill was closed"
    if start < cue[1] or not text.endswith(_TELLS, *cue):
        return False
    last = source[1] == cue[0] - 1 and text[source[0] - 2 : source[0]] == ", "
    if (
        last
        and text[start] not in '"“'
        and high - end <= 2
        and end - start <= 60
        and source[0] - low >= 4
    ):
        if FINITE.search(text, start, end):
            return False
        item.content[0] = low, source[0] - 2  # "…, Oduya told a meeting on Friday."
        return True
    stop = stripped(text, start, high)
    name = _PROGRAMME.match(text, start, stop)
    if name and name.end() < stop - 8:
        item.content[0] = name.end(), end if end > name.end() else stop
        return True
    name = _STATION.match(text, start, end)
    if name is None:
        return False
    item.content[0] = name.end(), end  # "told | Radio Osmark it was late"
    return True
