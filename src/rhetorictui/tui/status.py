"""The first line of the screen: where one is, through what one looks, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from rhetorictui.tui.describe import NAME, name_of, plain, through
from rhetorictui.tui.picture import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.tui.library import Library
    from rhetorictui.tui.picture import Item, Lens
    from rhetorictui.tui.widgets.articles import Articles

_NARROW = 60


class Search(NamedTuple):
    """Words looked for in the text, and whether in all articles."""

    words: str = ""
    everywhere: bool = False


def status(
    library: Library,
    articles: Articles,
    item: Item | None,
    rank: tuple[int, int] | None,
    alike: Sequence[Item],
    lens: Lens,
    search: Search,
    hits: int,
    width: int,
) -> Content:
    """The line as it is now; ``rank`` says which of how many the item under the cursor is, and
    ``alike`` are those of its kind.
    """
    parts = [(" " + _where(library, articles, search), "$faint")]
    if search.words:
        at = f"{rank[0]} of {hits}" if item is not None and item.layer == "found" and rank else hits
        parts.append((f"   {at or 'not'} found “{plain(search.words)}”", "bold $accent"))
    elif rank is not None and item is not None:
        sort = "quotation" if item.layer == "quotes" else "finding"
        parts.append((f"   {sort} {rank[0]:,} of {rank[1]:,}", "$foreground"))
        if len(alike) > 1 and item in alike:
            which = f"{alike.index(item) + 1:,} of {len(alike):,} {name_of(item)}"
            parts.append((f" · {which}", "$faint"))
    parts += through(lens)
    failed = sum(problem.error for problem in library.problems)
    notes = len(library.problems) - failed
    if failed:
        parts.append((f"   {failed} could not be read: e", "bold $error"))
    elif notes:
        parts.append((f"   {notes} {'note' if notes == 1 else 'notes'}: e", "$faint"))
    # Where there is little room, one knows the name of the program oneself.
    name = NAME if width >= _NARROW else Content("")
    return name.append(Content.assemble(*parts))


def kept(library: Library, now: bool) -> str:
    """What has become of something: kept ``now``, or let go."""
    many = sum(a.layer == BY_HAND for doc in library.kept() for a in doc.annotations)
    if library.unsaved:
        return f"not written: {library.unsaved}; the next + and quitting try it again"
    then = "written" if library.saves else "quitting gives them"
    return f"kept, {many} in all; {then}" if now else f"let go, {many} left"


def _where(library: Library, articles: Articles, search: Search) -> str:
    size, shown = len(library.docs), articles.shown
    number = f"{size:,} articles" if size != 1 else "1 article"
    if search.everywhere:
        number = f"{len(shown):,} of {number}"
    elif articles.words:
        number = f"{len(shown):,} of {number} with “{plain(articles.words)}”"
    elif articles.place is not None and size > 1:
        at = shown.index(articles.place) if articles.place in shown else articles.place
        number = f"{at + 1:,} of {number}"
    if library.loading:
        return number + " · reading …"
    if not size:
        return "no article could be read" if library.problems else "no articles"
    return number if articles.order == "as read" else f"{number} {articles.order}"
