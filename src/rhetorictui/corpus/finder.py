"""A pattern of the user's, ready to be found in documents: a phrase of the packs, or a regex.

The same phrase language as the packs', so that what was tried in a concordance can be written
into a pack as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rhetorictui.packs.model import Pack, PackError, Rule
from rhetorictui.packs.store import compile_matcher

if TYPE_CHECKING:
    from rhetorictui.document import Span
    from rhetorictui.language import Prose
    from rhetorictui.packs.matcher import Matcher

_ID = "pattern.node"


class PatternError(ValueError):
    """A pattern that cannot be understood; the message says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one pattern. Small and picklable; it is compiled once in each process."""

    pattern: str
    regex: bool = False

    def spans(self, prose: Prose) -> list[Span]:
        """Where the pattern stands, in order, code points, half-open; none empty or overlapping.

        A phrase never crosses a blank line nor the edge of a zone; a regex is free to.
        """
        if self.regex:
            found = (match.span() for match in _expression(self.pattern).finditer(prose.text))
            return [span for span in found if span[0] < span[1]]
        return [(start, end) for start, end, _ in _matcher(self.pattern).spans(prose)]


def finder(pattern: str, regex: bool = False) -> Finder:
    """A finder for ``pattern``: a phrase in the language of packs, or a regular expression.

    A regular expression is Python's, without regard to case; ``(?-i:US)`` heeds it. Raises
    PatternError.
    """
    if regex:
        _expression(pattern)
    else:
        _matcher(pattern)
    return Finder(pattern, regex)


@lru_cache(maxsize=8)
def _expression(pattern: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"not a regular expression: {error}") from None
    if not pattern:
        raise PatternError("the pattern is empty")
    return compiled


@lru_cache(maxsize=8)
def _matcher(pattern: str) -> Matcher:
    rule = Rule(_ID, "Pattern", (pattern,), "", "")
    pack = Pack("pattern", "", "", "", "", False, (rule,))
    try:
        return compile_matcher([pack])
    except PackError as error:
        raise PatternError(error.problems[0].removeprefix(f"rule {_ID}: ")) from None
