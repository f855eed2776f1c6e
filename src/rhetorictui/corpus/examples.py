"""Examples to learn from: sentences with the labels that a coder gave them, in several shapes.

Read from annotations of a layer, or from a field of records that other tools write: a label, a
list of labels, yes or no, or spans as doccano, spaCy and Prodigy write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rhetorictui.document import Document, Span
from rhetorictui.language import Prose
from rhetorictui.layers.learned import Passage, passages
from rhetorictui.packs.matcher import Matcher

Marked = tuple[int, int, str]

# A span that leaves no more than a quarter of its sentence's words marks the sentence, not wording.
_WHOLE = 0.75
_NO = frozenset(["", "0", "no", "none", "false", "null", "o"])
_YES = frozenset(["1", "yes", "true"])


class Example(NamedTuple):
    """A passage of document number ``document``, its labels, and the wording marked for each."""

    document: int
    passage: Passage
    labels: frozenset[str]
    wording: Mapping[str, tuple[Span, ...]]


@dataclass
class Coding:
    """The examples of a set of documents. ``unit`` is what one is: a sentence or a record.

    ``layers`` are the layers of annotation that were seen, to tell when the one named was not.
    """

    matcher: Matcher
    negative: frozenset[str] = frozenset()
    examples: list[Example] = field(default_factory=list)
    documents: int = 0
    records: int = 0
    layers: set[str] = field(default_factory=set)

    @property
    def unit(self) -> str:
        """What most examples are."""
        return "record" if 2 * self.records > len(self.examples) else "sentence"

    def add_layer(self, doc: Document, layer: str) -> None:
        """Take the sentences of ``doc`` with the labels of its annotations of ``layer``."""
        self.layers.update(note.layer for note in doc.annotations)
        self._add(doc, [(a.start, a.end, a.label) for a in doc.annotations if a.layer == layer])

    def add_field(self, doc: Document, name: str) -> None:
        """Take ``doc`` with what its field ``name`` ("a.b" is b in a) says.

        Raises ValueError when the field is missing or says nothing that can be a label.
        """
        value = _field(doc, name)
        spans = _spans(value, len(doc.text))
        if spans is not None:
            self._add(doc, spans)
            return
        labels = _labels(value, name.rpartition(".")[2])
        whole = [(0, len(doc.text))]
        for passage in passages(Prose.of(doc), whole, self.matcher):
            self.records += 1
            kept = frozenset(labels) - self.negative
            self.examples.append(Example(self.documents, passage, kept, {}))
        self.documents += 1

    def _add(self, doc: Document, marked: Sequence[Marked]) -> None:
        prose = Prose.of(doc)
        marked = [mark for mark in marked if mark[2] not in self.negative and mark[0] < mark[1]]
        for passage in passages(prose, prose.sentences, self.matcher):
            labels: set[str] = set()
            wording: dict[str, list[Span]] = defaultdict(list)
            for start, end, label in marked:
                if start < passage.end and passage.start < end:
                    labels.add(label)
                    inside = sum(s < end and start < e for s, e in passage.places)
                    if 0 < inside < _WHOLE * len(passage.places):
                        wording[label].append((start, end))
            kept = {label: tuple(spans) for label, spans in wording.items()}
            self.examples.append(Example(self.documents, passage, frozenset(labels), kept))
        self.documents += 1


def _field(doc: Document, name: str) -> Any:
    """The value of a field of the record that ``doc`` was read from."""
    kept = doc.extra.get("original")
    for record in (doc.extra, kept if isinstance(kept, Mapping) else {}):
        value: Any = record
        for part in [name] if name in record else name.split("."):
            value = value.get(part, _field) if isinstance(value, Mapping) else _field
        if value is not _field:
            return value
    raise ValueError(f"no field {name}; it has: {', '.join([*doc.extra][:20]) or 'none'}")


def _spans(value: Any, size: int) -> list[Marked] | None:
    """The spans of a field that holds a list of them, None for one that does not.

    Raises ValueError for a span outside the text.
    """
    if not isinstance(value, list) or not all(isinstance(x, list | dict) for x in value):
        return None
    out = []
    for item in value:
        start, end, label = _span(item)
        if type(start) is not int or type(end) is not int or not isinstance(label, str):
            raise ValueError(f"{_short(item)} is no span: [start, end, label] is expected")
        if not 0 <= start <= end <= size:
            raise ValueError(
                f"span {start}–{end} lies outside the text of {size} code points; offsets count "
                "Unicode code points, half-open"
            )
        out.append((start, end, label))
    return out


def _span(item: Any) -> tuple[Any, Any, Any]:
    if isinstance(item, list):
        return tuple(item) if len(item) == 3 else (None, None, None)
    start = item.get("start", item.get("start_offset"))
    return start, item.get("end", item.get("end_offset")), item.get("label")


def _labels(value: Any, name: str) -> Iterable[str]:
    """The labels of a field that holds one, a list, or yes or no (then ``name`` is the label)."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    if value is None:
        return ()
    if isinstance(value, bool | int | float | str):
        said = str(value).strip()
        if said.lower() in _NO or value == 0:
            return ()
        if said.lower() in _YES or value == 1:
            return (name,)
        if isinstance(value, str):
            return (said,)
    raise ValueError(
        f"{_short(value)} is no label: a string, a list of strings, spans, or 0 and 1 are expected"
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
