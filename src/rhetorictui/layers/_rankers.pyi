"""The compiled rankers; what they are made of, ``native`` knows."""

from collections.abc import Callable, Mapping, Sequence

TWIN: int

class Rankers:
    def __init__(
        self,
        tags: int,
        names: tuple[tuple[int, str], ...],
        tables: tuple[tuple[int, bytes, bytes, str, int], ...],
        sets: bytes,
        numbers: bytes,
        reports: Callable[[Sequence[str], int, int], bool],
        /,
    ) -> None: ...
    def attributions(
        self,
        pieces: Sequence[str],
        bounds: bytes,
        quoted: bytes,
        forms: Mapping[str, int],
        words: Mapping[str, int],
        /,
    ) -> bytes:
        """Nine ints for each attribution: the number of its sentence, then start and end of cue,
        source, content before the cue and content behind it, -1 where there is none.

        ``bounds``: two ints a sentence; ``quoted``: 0 or 1 for each piece. What ``forms`` has for
        a piece must stay the same as long as it is given. Raises ValueError.
        """
    def learn(self, spelled: tuple[bytes, bytes, bytes], end: int, /) -> int:
        """The number of a new word: itself, its stem and its end, and the number of its end, -1 if
        it is all of it. Raises OverflowError when there are too many."""

class Tokens:
    """``tokens.TOKEN``; ``kind`` tells of a character what it is, as ``native`` has it."""

    def __init__(self, kind: Callable[[str], int], /) -> None: ...
    def findall(self, text: str, /) -> list[str]: ...
