"""Rules of a pack for a reader: what each finds, why that matters, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.console import RenderableType


def rule_entry(record: Mapping[str, Any]) -> RenderableType:
    """One record of type ``rule``: its id, label and weight, then note, phrases and source."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    head = Text(visible(record["id"]), style="bold")
    head.append(f"  {visible(record['label'])}  {record['weight']:g}", style="not bold cyan")
    body = (
        Text(visible(record["note"])),
        Text(" · ".join(map(visible, record["phrases"])), style="yellow"),
        Text(visible(record["source"]), style="bright_black"),
    )
    return Group(head, *(Padding(part, (0, 0, 0, 4)) for part in body), "")
