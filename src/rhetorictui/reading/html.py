"""HTML pages to article text, by trafilatura, with what the page states about itself."""

from __future__ import annotations

from typing import Any

from rhetorictui.reading.metadata import Metadata, of_lines
from rhetorictui.reading.pagedates import dates_of
from rhetorictui.reading.zones import lines_of, names_of

_FEW = 5


def extract(page: str) -> tuple[str, Metadata]:
    """The text of the article on a page, "" when there is none, and its metadata.

    Offsets of everything later count in this text. Dates are those that the page states in its
    own metadata; their time and zone are kept. What trafilatura infers from elsewhere is not.
    """
    # 250 ms and 25 MB (lxml and its friends), only for HTML.
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # A search of the whole text for dates takes 3 s the first time, and what it infers is
        # not used here.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text: str = (found and found.text) or ""
    # What is left of a page of links is a word or two.
    if found is None or len(text.split()) < _FEW:
        return "", Metadata()
    title: str | None = found.title or None
    seen = of_lines(lines_of(text), title)
    names = tuple(name for entry in (found.author or "").split(";") for name in names_of(entry))
    published, updated = dates_of(page)
    return text, Metadata(
        title=seen.title,
        published=published or seen.published,
        updated=updated or seen.updated,
        outlet=found.sitename or seen.outlet,
        byline=names or seen.byline,
        zones=seen.zones,
        url=found.url or None,
    )
