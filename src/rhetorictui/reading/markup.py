"""Fields that hold a page's markup, as feeds and content systems give them, to the words they show.

``<p>One &amp; two</p>`` is a paragraph of three words. Nothing is sifted, as ``html`` sifts pages:
such a field holds the article and nothing else.
"""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from rhetorictui import patterns

_BLOCKS = frozenset(
    "p div br h1 h2 h3 h4 h5 h6 li ul ol blockquote section article figure figcaption table tr "
    "header footer aside hr pre".split()
)
_HIDDEN = frozenset(("script", "style", "template", "noscript"))
_TAG = patterns.compile(
    rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>|</(?:a|b|i|em|strong|span|u|sup|sub)>"
)
_BLOCK = patterns.compile(r"</?(?:p|div|li|blockquote|h\d)\b")
_ENTITY = patterns.compile(
    r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|nbsp|apos|lt|gt|shy|hellip|[lr][sd]quo|[mn]dash);"
)


def is_marked(text: str) -> bool:
    """Whether a field holds markup: tags, or characters written as entities."""
    return bool(("<" in text and _TAG.search(text)) or ("&" in text and _ENTITY.search(text)))


def shown(text: str) -> str:
    """The words of a field with markup, a blank line between its paragraphs.

    Where nothing marks paragraphs the line breaks of the field stay; else they are white space.
    """
    if not _TAG.search(text):
        return unescape(text)
    reader = _Reader(flows=bool(_BLOCK.search(text)))
    reader.feed(text)
    reader.close()
    lines = [line.strip(" \t\r\n") for line in "".join(reader.parts).split("\n")]
    out: list[str] = []
    for line in lines:
        if line or (out and out[-1]):
            out.append(line)
    return "\n".join(out).strip("\n")


class _Reader(HTMLParser):
    """Gathers the text of an article's markup, with line feeds where blocks begin and end."""

    def __init__(self, *, flows: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._flows = flows
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Hide what is no text; break the line before a block."""
        self._hidden += tag in _HIDDEN
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """Break the line after a block."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n" if tag in ("br", "li", "tr") else "\n\n")

    def handle_data(self, data: str) -> None:
        """Take words; white space in a page that marks its paragraphs is a space."""
        if not self._hidden:
            if self._flows:
                data = _WHITE.sub(" ", data)
            self.parts.append(data)


_WHITE = patterns.compile(r"[ \t\r\n\f]+")
