"""Whether a text is exposition or a report, told by its words.

A report tells who said and did what, and when: persons, speech, days and money are in every second
sentence of it, and exposition has hardly any of them. These are the marks by which Biber
(Variation across Speech and Writing, 1988) sets involved and narrative texts apart from abstract
ones: personal pronouns, verbs of speech, times.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final

from rhetorictui.corpus.candidates import CAPITALISED
from rhetorictui.corpus.pieces import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rhetorictui.corpus.candidates import Tokens

_MARKED: Final = 0.02  # share of the tokens that are marks, from which a text is a report
_QUOTES: Final = '"“”$£€'
_PERSONS: Final = [
    Word(word) for word in "i me my you your he him his she her say said told".split()
]
_TECHNICAL: Final = log(300) + 1  # idf of a word in one document of 300
_CAPITALS: Final = bytes(range(128)).replace(b"/", b".").replace(b"U", b".") + b"P" * 128


def is_exposition(
    tokens: Tokens, places: Mapping[str, Sequence[int]], idf: Callable[[Word], float]
) -> bool:
    """Whether the text is exposition in technical terms.

    ``places`` are the token indices of its content words, by root; ``idf`` is the inverse document
    frequency of a word in general news. Marks of a report are rare in it, and names, acronyms left
    out, are fewer among its nouns than nouns that news hardly knows.
    """
    codes, raw, folded = tokens.codes, tokens.raw, tokens.folded
    limit = _MARKED * len(codes)
    # Possessives, times and titles, and what can be counted in the text, tell most reports.
    marks = sum(map(codes.count, "SQW")) + sum(map(tokens.text.count, _QUOTES))
    if marks >= limit or marks + sum([folded.count(word) for word in _PERSONS]) >= limit:
        return False
    nouns = sum(map(codes.count, "NxjJg"))
    capitals = raw.encode("latin-1").translate(_CAPITALS)
    names = capitals.count(b"P") - capitals.count(b".P")
    common = technical = 0
    for at_ in places.values():
        first = at_[0]
        if codes[first] in "NxjJg" and raw[first] not in CAPITALISED:
            common += 1
            technical += idf(folded[first]) > _TECHNICAL
    return names * common < technical * nouns
