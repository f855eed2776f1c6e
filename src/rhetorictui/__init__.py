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
__all__ = [*_HOME, "__version__"]  # noqa: PLE0604 - the names are strings

if TYPE_CHECKING:
    from rhetorictui.document import Annotation as Annotation
    from rhetorictui.document import Document as Document
    from rhetorictui.document import Keyword as Keyword
    from rhetorictui.document import Zone as Zone
    from rhetorictui.document import runs as runs
    from rhetorictui.layers import annotate as annotate
    from rhetorictui.reading import read as read
    from rhetorictui.record import from_record as from_record
    from rhetorictui.record import to_record as to_record


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
