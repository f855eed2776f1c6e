"""The two themes of the house, and the colours that other themes fall back on.

Findings in the outlet's own voice are amber, those of quoted speakers blue: a pair that stays
apart with every kind of colour blindness (Okabe & Ito 2008), and the two also differ by mark,
weight and line. Everything else is calm, so that these two are what the eye meets first. The
grounds are so near to grey that a terminal of 256 colours, too, shows them as grey.

What is drawn line by line takes its styles from ``PAINT`` and not from the style sheet: a style
sheet costs 2 ms for each of its component classes, before anything is on the screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.style import Style
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

PAINT = {
    "text": "$ink",
    "strong": "bold",
    "faint": "$faint",
    "off": "$faint",
    "label": "$aside",
    "key": "bold $own",
    "cursor": "on $cursor-bg",
    "own-number": "$own",
    # spans of a text, in the order in which the later is painted over the earlier
    "stripe": "on $stripe",
    "zone-boilerplate": "$faint",
    "zone-byline": "$faint",
    "zone-date": "$faint",
    "zone-dateline": "$faint",
    "zone-section": "$faint",
    "zone-caption": "$faint",
    "zone-heading": "bold",
    "zone-deck": "italic",
    "zone-headline": "bold",
    "kept": "underline",
    "said-indirect": "italic $said",
    "said-mixed": "$said",
    "said-direct": "$said",
    "drift": "italic $aside",
    "source": "$source",
    "cue": "italic",
    "term": "bold $term",
    "check": "underline $check",
    "aside": "underline $aside",
    "quoted": "underline $quoted on $quoted-bg",
    "own": "bold $own on $own-bg",
    "found": "$ink on $found-bg",
    "under-own": "bold $ground on $own",
    "under-quoted": "bold $ground on $quoted",
    "under-aside": "bold $ground on $aside",
    "under-check": "bold $ground on $check",
    "under-term": "bold $ground on $term",
    "under-found": "bold $ground on $own",
    "under-kept": "bold $ground on $term",
    "under-speech": "on $speech-bg",
    "passage": "$ground on $ink",
    # marks in the margin, dots in the legend
    "mark-own": "bold $own",
    "mark-quoted": "bold $quoted",
    "mark-aside": "$aside",
    "mark-check": "bold $check",
    "mark-kept": "bold $term",
    "dot-frames": "$own",
    "dot-quotes": "$said",
    "dot-headline": "$check",
    "dot-keywords": "$term",
    "dot-kept": "$term",
    # two texts compared; the kinds are those of ``writing.sidebyside``
    "deleted": "strike $gone on $gone-bg",
    "inserted": "underline $new on $new-bg",
    "only_left": "underline $gone",
    "only_right": "underline $new",
    "shared": "bold",
    "gone": "$gone",
    "new": "$new",
    "quoted-beside": "italic $quoted on $quoted-bg",
    "note": "italic $faint",
    "left": "bold $gone",
    "right": "bold $new",
    "moved": "bold $check",
    "edit": "bold $own",
    "number": "$faint",
    "rule": "$faint",
}
"""How everything is painted that is drawn line by line; ``$name`` is a variable of the theme."""

RANK = {name: rank for rank, name in enumerate(PAINT)}
_VARIABLE = re.compile(r"\$([a-z-]+)")


def paint(name: str, variables: Mapping[str, str]) -> Style:
    """The style called ``name`` in a theme; plain for a name that has none."""
    return Style.parse(_VARIABLE.sub(lambda v: variables[v.group(1)], PAINT.get(name, "none")))


DARK = {
    "ground": "#14171b",
    "ink": "#d5d9de",
    "own": "#f2b35e",
    "own-bg": "#342e27",
    "quoted": "#7cc0ee",
    "quoted-bg": "#182a38",
    "aside": "#a3acb6",
    "said": "#b4c8d6",
    "source": "#c9bddf",
    "check": "#dd9cc4",
    "term": "#74c7a5",
    "found-bg": "#4d4a1c",
    "stripe": "#1c1f24",
    "faint": "#929ba6",
    "line": "#2b3139",
    "cursor-bg": "#272b31",
    "speech-bg": "#26435a",
    "gone": "#f0a08c",
    "gone-bg": "#3a2320",
    "new": "#86c9f0",
    "new-bg": "#17303f",
}
LIGHT = {
    "ground": "#fcfbf8",
    "ink": "#23282d",
    "own": "#8a4b00",
    "own-bg": "#fdedcf",
    "quoted": "#0b5a92",
    "quoted-bg": "#dceaf6",
    "aside": "#565e67",
    "said": "#34556c",
    "source": "#5b4a85",
    "check": "#8d3570",
    "term": "#0d6b4c",
    "found-bg": "#fff1a0",
    "stripe": "#f2f1ef",
    "faint": "#5f666d",
    "line": "#dcd9d1",
    "cursor-bg": "#e9ebee",
    "speech-bg": "#c8dff2",
    "gone": "#a3341a",
    "gone-bg": "#fbe3dc",
    "new": "#0b5a92",
    "new-bg": "#dceaf6",
}

THEMES = (
    Theme(
        name="rhetorictui-dark",
        primary="#7cc0ee",
        secondary="#9aa3ad",
        accent="#f2b35e",
        warning="#f2b35e",
        error="#f0a08c",
        success="#74c7a5",
        foreground="#d5d9de",
        background="#14171b",
        surface="#14171b",
        panel="#1c1f24",
        dark=True,
        variables={
            **DARK,
            "footer-key-foreground": "#f2b35e",
            "footer-description-foreground": "#9aa3ad",
            "footer-background": "#1c1f24",
            "scrollbar": "#2f3640",
            "scrollbar-hover": "#465060",
            "scrollbar-active": "#7cc0ee",
            "scrollbar-background": "#14171b",
            "scrollbar-background-hover": "#14171b",
            "scrollbar-background-active": "#14171b",
            "scrollbar-corner-color": "#14171b",
            "border": "#465060",
            "border-blurred": "#2b3139",
        },
    ),
    Theme(
        name="rhetorictui-light",
        primary="#0b5a92",
        secondary="#6a727c",
        accent="#8a4b00",
        warning="#8a4b00",
        error="#a3341a",
        success="#0d6b4c",
        foreground="#23282d",
        background="#fcfbf8",
        surface="#fcfbf8",
        panel="#f2f1ef",
        dark=False,
        variables={
            **LIGHT,
            "footer-key-foreground": "#8a4b00",
            "footer-description-foreground": "#555d66",
            "footer-background": "#f2f1ef",
            "scrollbar": "#d2cfc7",
            "scrollbar-hover": "#b5b1a7",
            "scrollbar-active": "#0b5a92",
            "scrollbar-background": "#fcfbf8",
            "scrollbar-background-hover": "#fcfbf8",
            "scrollbar-background-active": "#fcfbf8",
            "scrollbar-corner-color": "#fcfbf8",
            "border": "#a9a59b",
            "border-blurred": "#dcd9d1",
        },
    ),
)
