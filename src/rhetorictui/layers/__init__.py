"""Layers: one document in, spans out. ``annotate`` is the one place that runs them.

A layer reads what earlier ones put into the document, so a record that comes back with quotes (a
coder's corrected ones, say) keeps them, and voices are judged by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rhetorictui.document import Annotation, Document
from rhetorictui.language import Prose
from rhetorictui.layers.settings import LAYERS, FrameSettings

if TYPE_CHECKING:
    from rhetorictui.layers.voice import Voices
    from rhetorictui.packs.matcher import Matcher

__all__ = ["LAYERS", "FrameSettings", "annotate", "matcher_for"]


def annotate(
    doc: Document,
    layers: Sequence[str] = LAYERS,
    frame_settings: FrameSettings | None = None,
    prose: Prose | None = None,
) -> Document:
    """The document with the annotations of ``layers`` added, all in order of their place.

    What the document already holds stays: a layer of sentences, quotes or headline that is there
    is kept as it is, and framing findings are added to those that are there. Every annotation
    that is added has the voice it stands in; a sentence that of most of it. A framing finding
    where the outlet carries on a speaker's claims has in ``extra`` "carries_on", that speaker.

    Raises ValueError for a layer that does not exist, PackError for a pack that cannot be read,
    ModelError for a model.
    """
    unknown = set(layers) - set(LAYERS)
    if unknown:
        raise ValueError(f"no layer {', '.join(sorted(unknown))}; there are {', '.join(LAYERS)}")
    prose = prose or Prose.of(doc)
    # 60 ms with patterns, packs and models; the reading view opens before it needs them.
    from rhetorictui.layers.frames import frames
    from rhetorictui.layers.quotes import quotes
    from rhetorictui.layers.sentences import sentences
    from rhetorictui.layers.voice import Voices

    present = {a.layer for a in doc.annotations}
    added: list[Annotation] = []

    @cache
    def said() -> list[Annotation]:
        there = [a for a in doc.annotations if a.layer == "quotes"]
        return there or quotes(doc, prose)

    @cache
    def voices() -> Voices:
        return Voices(doc, said())

    def voiced(notes: list[Annotation]) -> list[Annotation]:
        return list(map(voices().voiced, notes))

    if "sentences" in layers and "sentences" not in present:
        added += sentences(prose, voices().most)
    if "quotes" in layers and "quotes" not in present:
        added += voiced(said())
    if "frames" in layers:
        settings = frame_settings or FrameSettings()
        # Quotations are looked for only where there is something whose voice is in question.
        found: list[Annotation] = []
        if settings.packs or settings.model is None:
            found = frames(
                doc, prose, matcher_for(settings.packs), settings, lambda s, e: voices().at(s, e)
            )
        if settings.model is not None:
            # 2 s with skops, which reading a model's file needs; only where there is a model.
            from rhetorictui.layers.learned import learned
            from rhetorictui.layers.modelfile import load

            model = load(settings.model)
            found += learned(
                prose, model, matcher_for(tuple(model.packs)), settings,
                lambda s, e: voices().at(s, e),
            )  # fmt: skip
        known = {_identity(a) for a in doc.annotations}
        found = [a for a in found if _identity(a) not in known]
        added += _drifting(found, said()) if found else found
    if "headline" in layers and "headline" not in present:
        from rhetorictui.layers.headline import headline

        added += voiced(headline(doc, prose, said()))
    if not added:
        return doc
    return doc._replace(annotations=tuple(sorted((*doc.annotations, *added), key=_place)))


@lru_cache(maxsize=4)
def matcher_for(packs: tuple[str, ...]) -> Matcher:
    """The compiled matcher of ``packs`` (names or paths; none given: the default packs)."""
    from rhetorictui.packs.store import load_matcher  # 15 ms

    return load_matcher(packs)


def _drifting(found: list[Annotation], said: Sequence[Annotation]) -> list[Annotation]:
    """``found``, those in the narrator's voice marked where attribution drifts."""
    drifts = [a for a in said if a.label == "drift" and a.extra]
    if not drifts:
        return found
    return [_carried(note, drifts) if note.voice == "narrator" else note for note in found]


def _carried(note: Annotation, drifts: Sequence[Annotation]) -> Annotation:
    for drift in drifts:
        if drift.start <= note.start and note.end <= drift.end:
            return note._replace(extra={**(note.extra or {}), **(drift.extra or {})})
    return note


def _place(a: Annotation) -> tuple[int, int, str, str, str]:
    return a.start, -a.end, a.layer, a.label, a.rule or ""


def _identity(a: Annotation) -> tuple[int, int, str, str, str | None]:
    return a.start, a.end, a.layer, a.label, a.rule
