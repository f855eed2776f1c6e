"""What is copied: words with all that is needed to find and to defend them, on their way out."""

from __future__ import annotations

import os
import subprocess
import sys
from shutil import which
from typing import TYPE_CHECKING

from rhetorictui.tui.describe import LAYER_NAMES, VOICE_NAMES, plain, readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rhetorictui.document import Document
    from rhetorictui.tui.picture import Item

_PATIENCE = 2.0
_LONGEST = 600


def citation(doc: Document, start: int, end: int, item: Item | None = None) -> str:
    """The words at ``start..end`` (code points), what was found in them, and where they stand.

    A finding comes with the sentence around it, so that it can be judged where it is pasted.
    Control characters are made visible: what is pasted into a terminal must not command it.
    """
    words = plain(doc.text[start:end])
    lines = [f"“{words}”"]
    if item is not None:
        lines[0] += f" — {_found(item)}"
        around = _sentence(doc, start, end)
        if around and around != words:
            lines.append(around)
    when = (doc.published or "").replace("T", " ")
    title = f"“{plain(doc.title)}”" if doc.title else ""
    about = ", ".join(filter(None, (title, plain(doc.outlet or ""), plain(when))))
    line = doc.text.count("\n", 0, start) + 1
    column = start - doc.text.rfind("\n", 0, start)
    lines.append(f"{about + ', ' if about else ''}{plain(doc.id)}:{line}:{column}")
    return "\n".join(lines)


def _found(item: Item) -> str:
    note = item.annotation
    if note is None:
        return "keyword" if item.keyword else "found"
    label = f"{LAYER_NAMES.get(item.layer, item.layer)}: {readable(item.label)}"
    voice = VOICE_NAMES.get(note.voice or "", note.voice)
    return ", ".join(plain(fact) for fact in (label, voice, note.speaker, note.rule) if fact)


def _sentence(doc: Document, start: int, end: int) -> str:
    """The sentences that hold ``start..end``, empty where they are not known or very long."""
    held = [
        a for a in doc.annotations if a.layer == "sentences" and a.start < end and start < a.end
    ]
    if not held or held[-1].end - held[0].start > _LONGEST:
        return ""
    return plain(doc.text[held[0].start : held[-1].end])


def clipboards(environ: Mapping[str, str], platform: str) -> list[list[str]]:
    """The programs that may take a text for the clipboard, the likeliest first.

    The terminal's own escape sequence is not among them: it is always sent as well, but inside
    tmux it gets nowhere by default, and some terminals ignore it.
    """
    found: list[list[str]] = []
    if environ.get("TMUX"):
        found.append(["tmux", "load-buffer", "-w", "-"])
    if platform == "darwin":
        found.append(["pbcopy"])
    elif platform == "win32":
        found.append(["clip"])
    elif environ.get("WAYLAND_DISPLAY"):
        found.append(["wl-copy"])
    elif environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "-ib"]]
    return found


def hand_over(text: str) -> str | None:
    """Give ``text`` to the programs that keep the clipboard here; the name of one that took it."""
    took = None
    for command in clipboards(os.environ, sys.platform):
        program = which(command[0])
        if program is None:
            continue
        encoding = "utf-16-le" if command[0] == "clip" else "utf-8"
        try:
            done = subprocess.run(
                [program, *command[1:]],
                input=text.encode(encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            took = took or command[0]
    return took
