"""Findings as a linter lists them: place, voice, label, the words in their context, the rule.

Voice is shown by shape as well as colour, so that it reads without colour too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
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

QUOTE_MARKS = {"direct": "”", "indirect": "›", "mixed": "”›", "scare": "‟", "drift": "~"}
"""One sign a kind of quotation."""

VOICE_STYLES = {
    "headline": "bold red",
    "narrator": "bold red",
    "direct": "cyan",
    "indirect": "blue",
    "caption": "yellow",
    "boilerplate": "bright_black",
}


_ROOM_FOR_RULES = 120


def listing(
    record: Mapping[str, Any], found: Sequence[Mapping[str, Any]], width: int
) -> RenderableType:
    """The framing findings of one document record under its title, as rich renderable."""
    from rich.console import Group

    text = record["text"]
    place = _places(text)
    # Where there is little room, a long label must leave some of it to the words.
    wide = min(max([len(a["label"]) for a in found], default=0), width // 4 + 1)
    return Group(
        *heading(record, found),
        *(_finding(text, place(a["start"]), a, wide, width) for a in found),
        "",
    )


def heading(record: Mapping[str, Any], found: Sequence[object]) -> Iterator[Text]:
    """Title, and id with outlet and date; and that nothing was found, where that is so."""
    from rich.text import Text

    about = [str(record[k]) for k in ("outlet", "published") if record.get(k)]
    if record.get("title"):
        yield Text(visible(record["title"]), style="bold")
    yield Text(visible(" · ".join([record["id"], *about])), style="bright_black")
    if not found:
        yield Text("  nothing found", style="bright_black")


def quotations(record: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> RenderableType:
    """The quotations of one document record: place, kind, speaker, cue and what was said."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    text = record["text"]
    place = _places(text)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", style="bright_black", width=8)
    table.add_column(width=10)
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.add_column(ratio=7, overflow="fold")
    for a in found:
        parts = a.get("parts") or {}
        style = VOICE_STYLES.get("direct" if a["label"] == "direct" else "indirect", "")
        cue = Text(visible(spelt(text, parts.get("cue"))))
        if a.get("engagement") not in (None, "acknowledge"):
            cue.append(f" [{visible(a['engagement'])}]", style="yellow")
        said = spelt(text, parts.get("content")) or " ".join(a["text"].split())
        table.add_row(
            place(a["start"]),
            Text(f"{QUOTE_MARKS.get(a['label'], ' ')} {visible(a['label'])}", style=style),
            Text(visible(a.get("speaker") or ""), style="bold"),
            cue,
            Text(visible(said)),
        )
    return Group(*heading(record, found), table, "")


def phrases(record: Mapping[str, Any]) -> RenderableType:
    """The keywords of one document record under its title, best first, with count and score."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    found = record.get("keywords", ())
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", overflow="fold")
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column()
    best = max((k["score"] for k in found), default=0) or 1
    for k in found:
        bar = "▇" * max(round(16 * k["score"] / best), 1)
        table.add_row(
            Text(f"  {visible(k['term'])}"),
            Text(f"{k['score']:.3f}"),
            Text(f"{k['count']}×"),
            Text(bar, style="cyan"),
        )
    return Group(*heading(record, found), table, "")


def spelt(text: str, spans: Sequence[Sequence[int]] | None) -> str:
    """The words of ``spans``, on one line, with an ellipsis between two pieces."""
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans or ())


def _finding(text: str, place: str, a: Mapping[str, Any], wide: int, width: int) -> Text:
    from rich.text import Text

    voice = a.get("voice") or "narrator"
    style = VOICE_STYLES.get(voice, "")
    start, end = a["start"], a["end"]
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"  {place:>7} ", style="bright_black")
    line.append(f"{VOICE_MARKS.get(voice, ' ')} {visible(voice):<8} ", style=style)
    line.append(f"{_short(visible(a['label']), wide):<{wide}}  ")
    # A narrow screen needs its columns for the words; the rule stands in JSON and CSV.
    rule = "  " + visible(a.get("rule") or "") if width >= _ROOM_FOR_RULES else ""
    who = f"  — {_short(visible(a['speaker']), min(26, width // 6))}" if a.get("speaker") else ""
    room = max(width - line.cell_len - len(rule) - len(who) - 1, 12)
    line.append_text(_context(text, start, end, room, style))
    line.append(who, style=style)
    line.append(rule, style="bright_black")
    return line


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _places(text: str) -> Callable[[int], str]:
    """What gives line and column of an offset into ``text``, counted from 1, as editors do."""
    ends = [match.start() for match in re.finditer("\n", text)]

    def place(start: int) -> str:
        line = bisect_left(ends, start)
        return f"{line + 1}:{start - (ends[line - 1] if line else -1)}"

    return place


def _context(text: str, start: int, end: int, room: int, style: str) -> Text:
    from rich.text import Text

    # Marked by brackets as well as by style: it has to read in a file, too.
    words = f"[{_short(visible(' '.join(text[start:end].split())), room - 2)}]"
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
