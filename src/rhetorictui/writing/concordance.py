"""A concordance on a terminal: the node in the middle, one hit a line, cut to the width.

Wide characters count two cells, so that the node stands in one column whatever the script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhetorictui.writing.listing import VOICE_MARKS, VOICE_STYLES
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.text import Text

_NAME = 20
_NODE = "bold"
# What touches the node as it does in the text; a straight mark by what is on its other side.
_OPENS = re.compile(r"""[“‘(\[\-]$|(?:^|\s)["']$""")
_CLOSES = re.compile(r"""[.,;:!?’'”)\]\-]|"(?!\w)""")


def line(record: Mapping[str, Any], width: int) -> Text:
    """One record of type ``kwic`` as a line of at most ``width`` cells."""
    from rich.cells import cell_len
    from rich.text import Text

    name = min(_NAME, width // 5)
    room = max(width - name - 4, 12)
    node = head(visible(record["node"]), max(room * 2 // 3, 6))
    left = max((room - cell_len(node)) // 2, 0) if cell_len(node) > room // 3 else room * 2 // 5
    right = max(room - left - cell_len(node), 0)
    voice = record.get("voice")
    style = VOICE_STYLES.get(voice or "", "")
    out = Text(no_wrap=True, overflow="crop")
    out.append(pad(tail(visible(record["id"]), name), name), style="bright_black")
    out.append(f" {VOICE_MARKS.get(voice or '', ' ')} ", style=style)
    before, after = visible(record["left"]), visible(record["right"])
    before += "" if not before or _OPENS.search(before) else " "
    after = after if not after or _CLOSES.match(after) else f" {after}"
    out.append(" " * max(left - cell_len(cut := tail(before, left)), 0) + cut)
    out.append(node, style=f"{style} {_NODE}".strip())
    out.append(head(after, right))
    return out


def head(text: str, cells: int) -> str:
    """The beginning of ``text`` in at most ``cells`` cells, with an ellipsis where it is cut."""
    from rich.cells import cell_len, set_cell_size

    if cells < 1:
        return ""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def tail(text: str, cells: int) -> str:
    """The end of ``text`` in at most ``cells`` cells, with an ellipsis where it is cut."""
    from rich.cells import cell_len

    if cells < 1:
        return ""
    if cell_len(text) <= cells:
        return text
    text = text[-cells:]
    while cell_len(text) > cells - 1:
        text = text[1:]
    return "…" + text


def pad(text: str, cells: int) -> str:
    """``text`` filled with spaces to ``cells`` cells."""
    from rich.cells import cell_len

    return text + " " * max(cells - cell_len(text), 0)


def total(hits: int, documents: int, cut: bool) -> Text:
    """The closing line of a concordance; ``cut`` when there were more hits than asked for."""
    from rich.text import Text

    found = "1 hit" if hits == 1 else f"{hits:,} hits"
    articles = "1 article" if documents == 1 else f"{documents:,} articles"
    first = "the first " if cut else ""
    return Text(f"{first}{found} in {articles}{', there are more' if cut else ''}.", style="bold")
