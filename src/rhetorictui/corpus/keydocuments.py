"""Keyness against a background table: which words mark the documents of a set in general news.

A table knows in how many documents of the news a term stands, not how often. So documents are
counted on both sides: text dispersion keyness (Egbert & Biber 2019, Incorporating text dispersion
into keyword analyses, Corpora 14), which one article full of a word cannot lead astray. Longer
documents hold more terms; sets of articles much longer or shorter than news reports look richer
or poorer in everything.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress
from typing import TYPE_CHECKING, Any

import numpy as np  # 140 ms, as in grams

from rhetorictui.corpus.candidates import CONTENT, chunks, read
from rhetorictui.corpus.counting import is_content
from rhetorictui.corpus.keyness import KeynessSettings, compare, ranked
from rhetorictui.corpus.selection import ALL, Selection
from rhetorictui.corpus.vectors import SEP
from rhetorictui.record import SCHEMA, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rhetorictui.corpus.background import Background
    from rhetorictui.document import Document


@dataclass(frozen=True, slots=True)
class Held:
    """The task: the terms that a document holds, of up to ``longest`` words, as tables have them
    (lower case, plurals folded into singulars)."""

    selection: Selection = ALL
    longest: int = 1

    def __call__(self, doc: Document) -> Iterator[Record]:
        if self.selection.takes(doc):
            forms = forms_of(doc.text, self.longest)
            others = [pair for pair in forms.items() if pair[0] != pair[1]]
            yield {"id": doc.id, "terms": SEP.join(forms), "forms": SEP.join(chain(*others))}


def forms_of(text: str, longest: int) -> dict[str, str]:
    """What ``candidates.terms_of`` finds, each term with its commonest form if it is a word, its
    first if it is a phrase."""
    tokens = read(text)
    codes, folded, written = tokens.codes, tokens.folded, tokens.written()
    places = compress(zip(folded, written, strict=True), map(CONTENT.__contains__, codes))
    out: dict[str, str] = {}
    for (word, form), _ in Counter(places).most_common():
        out.setdefault(word, form)
    for start, end in chunks(codes, 2) if longest > 1 else ():
        for size in range(2, min(longest, end - start) + 1):
            for at in range(start, end - size + 1):
                term = " ".join(folded[at : at + size])
                if term not in out:
                    out[term] = " ".join(written[at : at + size])
    return out


def key_documents(
    records: Iterable[Mapping[str, Any]], table: Background, settings: KeynessSettings
) -> tuple[int, list[Record]]:
    """How many documents there are, and records of type ``keyness`` with ``unit`` documents.

    As ``keyness.keyness``, but every count is one of documents, and DP is None. A term that the
    table does not hold counts as absent from it; what the set lacks altogether cannot be listed,
    and words that carry no meaning of their own are left out.
    Raises ValueError for phrases longer than the table's and for a set without documents.
    """
    if settings.sizes[1] > table.ngram:
        raise ValueError(f"the background table holds no phrases of over {table.ngram} words")
    held: Counter[str] = Counter()
    written: Counter[tuple[str, str]] = Counter()
    total = 0
    for record in records:
        held.update(record["terms"].split(SEP))
        others = record["forms"].split(SEP)
        written.update(zip(others[::2], others[1::2], strict=False))
        total += 1
    if not total:
        raise ValueError("the first set holds no articles: nothing can be compared")
    forms = _forms(held, written)
    rows: list[Record] = []
    for size in range(settings.sizes[0], settings.sizes[1] + 1):
        terms = ["", *(
            term for term, count in held.items()
            if count >= settings.minimum and term.count(" ") + 1 == size and _means(term)
        )]  # fmt: skip
        ours = np.array([0, *(held[term] for term in terms[1:])])
        theirs = np.array([0, *(table.frequency(term) for term in terms[1:])])
        found = compare((ours, theirs), (total, table.documents), (ours, theirs))
        wanted = np.ones(len(terms), bool)
        wanted[0] = False
        chosen = ranked(found, wanted, partial(_names, terms), settings)
        rows += (
            {"schema": SCHEMA, "type": "keyness", "unit": "documents", "term": forms[term],
             "folded": term, "size": size, **found.row(i)}
            for i, term in chosen
        )  # fmt: skip
    return total, rows


def _forms(held: Counter[str], written: Counter[tuple[str, str]]) -> dict[str, str]:
    """How most documents write each term; on a tie in lower case, then by the alphabet."""
    plain = held.copy()
    for (term, _), count in written.items():
        plain[term] -= count
    best = {term: (-count, False, term) for term, count in plain.items()}
    for (term, form), count in written.items():
        best[term] = min(best[term], (-count, not form.islower(), form))
    return {term: form for term, (_, _, form) in best.items()}


def _means(term: str) -> bool:
    return len(term) > 1 and all(map(is_content, term.split()))


def _names(terms: Sequence[str], ids: Sequence[int]) -> list[str]:
    return [terms[i] for i in ids]
