"""rhetorictui: read news articles critically. The names below are the public library."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Exported lazily (PEP 562), so that `import rhetorictui` costs nothing until a name is used.
_HOME = {
    "Annotation": "rhetorictui.document",
    "Document": "rhetorictui.document",
    "Keyword": "rhetorictui.document",
    "Zone": "rhetorictui.document",
    "runs": "rhetorictui.document",
    "from_record": "rhetorictui.record",
    "to_record": "rhetorictui.record",
    "read": "rhetorictui.reading",
    "annotate": "rhetorictui.layers",
}
__all__ = [*_HOME, "__version__"]  # noqa: PLE0604 - ruff cannot see that the names are strings

if TYPE_CHECKING:
    from rhetorictui.document import Annotation, Document, Keyword, Zone, runs
    from rhetorictui.layers import annotate
    from rhetorictui.reading import read
    from rhetorictui.record import from_record, to_record


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
