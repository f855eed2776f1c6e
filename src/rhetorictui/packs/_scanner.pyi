"""What ``_scanner.c`` gives."""

TWIN: int

def uneven(latin: bytes, /) -> bool:
    """As ``image.uneven``."""

class Scanner:
    def __init__(self, anchors: list[bytes], words: list[bytes], /) -> None:
        """``words[i]`` stands whole in ``anchors[i]``, or is empty where that is a space and the
        beginning of a word. Raises ValueError where neither is so."""
    def find(self, image: bytes, /) -> bytes:
        """Three ints for each anchor, in no order: its number, its start and its end.

        Raises ValueError where no space is at either end of the image.
        """
