"""What the layers are asked to do: plain values, light to import and to send to other processes."""

from __future__ import annotations

from typing import NamedTuple

LAYERS = ("sentences", "quotes", "frames", "headline")
"""The layers that ``annotate`` can add, in the order in which they are computed."""


class FrameSettings(NamedTuple):
    """Which packs to use (names or paths; none: the default ones) and which findings to keep.

    ``exclude`` holds ids of rules (``*`` and ``?`` allowed), labels or phrases, ``allow`` phrases
    that are fine, ``voices`` and ``labels``, when not empty, the only ones reported. ``model`` is
    the file of a learned model, which takes the place of the default packs. With ``nested``,
    findings within a longer one of the same pack, label and voice ("groundless" in "groundless
    accusations") are reported too.
    """

    packs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    min_weight: float = 0.0
    voices: tuple[str, ...] = ()
    model: str | None = None
    nested: bool = False
