"""Stories on a terminal: a heading of terms, and a line for each article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhetorictui.writing.concordance import head, pad, tail
from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


def story(record: Mapping[str, Any], width: int) -> RenderableType:
    """One record of type ``story``, each article cut to one line of ``width`` cells."""
    from rich.console import Group
    from rich.text import Text

    title = Text(f"{record['id']:>3}  ", style="bright_black", no_wrap=True, overflow="ellipsis")
    title.append(visible(", ".join(t["term"] for t in record["terms"])), style="bold")
    lines = [title]
    room = max((width - 30) // 3, 8)
    for document in record["documents"]:
        line = Text("     ", no_wrap=True, overflow="ellipsis")
        line.append(f"{document['similarity']:.2f}  ", style="bright_black")
        line.append(pad(visible((document["published"] or "")[:10]), 12), style="bright_black")
        # Who tells it; where that is not said, where it lies.
        who = visible(document["outlet"] or document["id"])
        line.append(pad(head(who, room) if document["outlet"] else tail(who, room), room + 2))
        line.append(visible(document["title"] or document["id"]))
        lines.append(line)
    return Group(*lines, Text(""))
