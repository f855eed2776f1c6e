"""Findings as a linter lists them: place, voice, label, the words in their context, the rule.

Voice is shown by shape as well as colour, so that it reads without colour too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rhetorictui.writing.safe import visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

VOICE_MARKS = {
    "headline": "▲",
    "narrator": "■",
    "direct": "”",
    "indirect": "›",
    "caption": "▫",
    "boilerplate": "·",
}
"""One shape a voice: filled for the outlet's own words, open for somebody else's."""

VOICE_STYLES = {
    "headline": "bold red",
    "narrator": "bold red",
    "direct": "cyan",
    "indirect": "blue",
    "caption": "yellow",
    "boilerplate": "bright_black",
}


def listing(
    record: Mapping[str, Any], found: Sequence[Mapping[str, Any]], width: int
) -> RenderableType:
    """The findings of one document record under its title, as rich renderable."""
    from rich.console import Group
    from rich.text import Text

    head = Text(visible(record.get("title") or record["id"]), style="bold")
    about = [str(record[k]) for k in ("outlet", "published") if record.get(k)]
    place = " · ".join([record["id"], *about])
    lines: list[Text] = [head, Text(visible(place), style="bright_black")]
    if not found:
        lines.append(Text("  nothing found", style="bright_black"))
    text = record["text"]
    wide = max([len(a["label"]) for a in found], default=0)
    for a in found:
        lines.append(_finding(text, a, wide, width))
    return Group(*lines, Text(""))


def _finding(text: str, a: Mapping[str, Any], wide: int, width: int) -> Text:
    from rich.text import Text

    voice = a.get("voice") or "narrator"
    style = VOICE_STYLES.get(voice, "")
    start, end = a["start"], a["end"]
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"  {_place(text, start):>7} ", style="bright_black")
    line.append(f"{VOICE_MARKS.get(voice, ' ')} {voice:<8} ", style=style)
    line.append(f"{visible(a['label']):<{wide}}  ")
    rule = visible(a.get("rule") or "")
    who = f"  — {visible(a['speaker'])}" if a.get("speaker") else ""
    room = max(width - line.cell_len - len(rule) - len(who) - 3, 24)
    line.append_text(_context(text, start, end, room, style))
    line.append(who, style=style)
    line.append(f"  {rule}", style="bright_black")
    return line


def _place(text: str, start: int) -> str:
    """Line and column, counted from 1, as editors do."""
    line = text.count("\n", 0, start) + 1
    return f"{line}:{start - text.rfind(chr(10), 0, start)}"


def _context(text: str, start: int, end: int, room: int, style: str) -> Text:
    from rich.text import Text

    words = visible(" ".join(text[start:end].split()))
    spare = max(room - len(words), 0)
    before = visible(" ".join(text[max(start - spare, 0) : start].split()))
    after = visible(" ".join(text[end : end + spare].split()))
    before += " " if text[start - 1 : start].isspace() else ""
    after = (" " if text[end : end + 1].isspace() else "") + after
    left = min(len(before), max(spare // 2, spare - len(after)))
    right = min(len(after), spare - left)
    out = Text()
    out.append("…" + before[len(before) - left + 1 :] if left < len(before) and left else before)
    out.append(words, style=f"{style} underline")
    out.append(after[: right - 1] + "…" if 0 < right < len(after) else after[:right])
    return out


def totals(documents: int, count: int, own: int) -> Text:
    """The closing line: how much was found, and how much of it in the outlets' own voice."""
    from rich.text import Text

    articles = "1 article" if documents == 1 else f"{documents:,} articles"
    found = "1 finding" if count == 1 else f"{count:,} findings"
    return Text(f"{found} in {articles}, {own:,} in the outlet’s own voice (▲ ■).", style="bold")


def legend(voices: Iterable[str]) -> Text:
    """The shapes of ``voices`` with their names."""
    from rich.text import Text

    line = Text()
    for voice in voices:
        line.append(f"{VOICE_MARKS[voice]} {voice}  ", style=VOICE_STYLES[voice])
    return line
