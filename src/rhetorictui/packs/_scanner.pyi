"""What ``_scanner.c`` gives."""

TWIN: int

def uneven(latin: bytes, /) -> bool:
    """As ``image.uneven``."""

class Scanner:
    def __init__(self, anchors: list[bytes], words: list[bytes], /) -> None:
        """``words[i]`` stands whole in ``anchors[i]``, or is empty where that is a space and the
        beginning of a word. Raises ValueError where neither is so."""
    def find(self, image: bytes, /) -> list[tuple[int, int, int]]:
        """The number, start and end of each anchor, in no order. Raises ValueError where no space
        is at either end of the image."""
