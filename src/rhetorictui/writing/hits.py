"""Results of a search on a terminal: title, where from, and a passage with what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


def hit(record: Mapping[str, Any]) -> RenderableType:
    """One record of type ``hit`` as three or four lines."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text(f"{record['rank']:>3}  ", style="bright_black", no_wrap=True, overflow="ellipsis")
    head.append(visible(record["title"] or record["id"]), style="bold")
    about = [record["id"], *(str(record[k]) for k in ("outlet", "published") if record[k])]
    matches = record["matches"]
    about.append("1 match" if matches == 1 else f"{matches} matches")
    place = Text(visible(" · ".join(about)), style="bright_black")
    passage = Text(visible(record["snippet"]))
    for start, end in record["highlights"]:
        passage.stylize("bold yellow", start, end)
    return Group(head, Padding(place, (0, 0, 0, 5)), Padding(passage, (0, 0, 1, 5)))
