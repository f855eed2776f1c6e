"""What stands before a colon: somebody who speaks, a label, or what points at another article."""

from __future__ import annotations

from rhetorictui.document import Span
from rhetorictui.layers.names import ORGANISATION, PERSON_NOUN, WORD

LABEL = frozenset(
    "opinion watch read more related advertisement update updated exclusive breaking live video "
    "photo photos gallery analysis comment editorial twitter facebook instagram bookmark topics "
    "tags filed note correction editor and but or so still also plus first second next then "
    "here there listen subscribe share follow see source sources via credit image caption "
    "timeline map graphic interactive transcript contact email phone tel date time place where "
    "when why how what who question answer q a summary background context bottom related "
    "flashback watched".split()
)
"""Words before a colon that announce something, and nobody who speaks."""
_POINTING = frozenset(
    "watch watched see related flashback also video videos photo photos listen "
    "exclusive breaking update opinion gallery".split()
)
"""Words that begin or end what points at something else on the page ("NOW WATCH: “…”")."""


def points(text: str, source: Span) -> bool:
    """Whether what stands before a colon points at another article, whose title follows."""
    words = text[slice(*source)].lower().split()
    lead = text[max(0, source[0] - 9) : source[0]].lower()
    return bool(_POINTING & {words[0], words[-1]}) or lead.endswith(("see also: ", "also on "))


def speaks(text: str, source: Span) -> bool:
    """Whether what stands before a colon can be somebody who speaks."""
    words = [word.lower() for word in WORD.findall(text, *source)]
    if not words or words[0] in LABEL or words[-1] in LABEL or len(words) > 8:
        return False
    if any(word.isdigit() for word in words) or text[source[1] - 1] == ")":
        return False
    name = text[source[0] : source[1]]
    if any(word.rstrip("s") in PERSON_NOUN or word in ORGANISATION for word in words):
        return True
    last = name.split()[-1]
    return name[0].isupper() and text.count(last) > 1
