"""The compiled part of the packs, ``_scanner.c``, or None: installed without a compiler, of another
version, or not wanted (RHET_PURE is set)."""

from __future__ import annotations

import os
from types import ModuleType

TWIN = 3
"""Raised here and in ``_scanner.c`` whenever what it gives changes."""


def _compiled() -> ModuleType | None:
    if os.environ.get("RHET_PURE"):
        return None
    try:
        from rhetorictui.packs import _scanner
    except ImportError:
        return None
    return _scanner if _scanner.TWIN == TWIN else None


scanner = _compiled()
