"""The compiled lexicon of ``pieces``."""

from collections.abc import Callable

from rhetorictui.corpus.pieces import Word
from rhetorictui.document import Span

TWIN: int

class Lexicon:
    def __init__(self, take_apart: Callable[[str], tuple[tuple[Word, Span], ...]], /) -> None: ...
    def read(self, text: bytes, /) -> tuple[list[Word], str, bytes]:
        """The words of a text in UTF-8, surrogates let through; their class characters; and two
        ints for each: where it stands, in code points."""
