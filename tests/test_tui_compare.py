"""Two articles compared in the browser: what was found in each, in whose voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browsing import ARTICLE, Browse, record, screen, settled, shown
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.corpus.align import align
from rhetorictui.document import Document
from rhetorictui.tui.abreast import Side, arranged
from rhetorictui.tui.picture import Item
from rhetorictui.tui.screens.diff import Comparison
from rhetorictui.tui.widgets.passages import Passages
from rhetorictui.writing.alignedrows import rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from rhetorictui.tui.app import Browser

OTHER = ARTICLE.replace("so-called test", "test").replace("The regime fears", "They fear")


async def compare(app: Browser, pilot: Pilot[None]) -> Passages:
    """Compare the first two articles, and wait until what is found in both is there."""
    await pilot.press("m", "J", "d")
    await shown(app, pilot, "word for word")
    for _ in range(200):
        passages = app.screen.query_one(Passages)
        if passages.found_rank[1] >= 5:
            return passages
        await pilot.pause(0.02)
    raise AssertionError(screen(app))


TWO = record("a", ARTICLE, title="Left"), record("b", OTHER, title="Right")


async def test_findings_of_both_sides_are_shown_and_explained(browse: Browse) -> None:
    for width, abreast in ((160, True), (80, False)):
        async with browse(*TWO, size=(width, 24)) as (app, pilot):
            passages = await compare(app, pilot)
            assert ("■ 3 own  ” 1 quoted" if abreast else "■ 3 ” 1") in screen(app), screen(app)
            words = []
            for nth in range(passages.found_rank[1]):
                await pilot.press("right_square_bracket")
                await pilot.pause()
                found = passages.found
                assert found is not None and passages.found_rank[0] == nth + 1
                text = (ARTICLE, OTHER)[found.side]
                words.append((found.side, text[found.item.start : found.item.end]))
            assert (0, "so-called") in words and (1, "so-called") not in words
            assert (0, "regime") in words and (1, "regime") in words
            while passages.found is None or passages.found.item.label != "Loaded_Language":
                await pilot.press("left_square_bracket")
                await pilot.pause()
            seen = screen(app)
            assert "■ Loaded Language “so-called”" in seen and "the outlet’s own voice" in seen
            assert "It doubts a name without a reason." in seen and "mine.so-called" in seen
            assert f"finding {passages.found_rank[0]} of" in seen


async def test_a_pair_of_passages_lists_the_findings_of_each(browse: Browse) -> None:
    async with browse(*TWO, size=(160, 40)) as (app, pilot):
        await compare(app, pilot)
        await pilot.press("n")
        await pilot.pause()
        under = screen(app).splitlines()[-6:]
        assert any("■ Loaded Language “so-called”" in row for row in under), under
        await pilot.press("n")
        await pilot.pause()
        under = screen(app).splitlines()[-6:]
        assert any("” Name Calling-Labeling “regime”, Milo Tessarin" in row for row in under)
        assert any("nothing found" in row for row in under)


async def test_the_lens_is_that_of_the_reading_view(browse: Browse) -> None:
    async with browse(*TWO, size=(160, 40)) as (app, pilot):
        passages = await compare(app, pilot)
        every = passages.found_rank[1]
        await pilot.press("v")
        await pilot.pause()
        assert "■ the outlet’s own voice only" in screen(app)
        assert 0 < passages.found_rank[1] < every
        await pilot.press("escape")
        await settled(app, pilot)
        assert "■ the outlet’s own voice only" in screen(app)


async def test_a_finding_or_a_pair_is_copied_with_its_source(browse: Browse) -> None:
    async with browse(*TWO, size=(160, 40)) as (app, pilot):
        await compare(app, pilot)
        await pilot.press("y")
        assert not app.clipboard
        await pilot.press("n", "y")
        await pilot.pause()
        one, other = app.clipboard.split("\n\n")
        assert "so-called test" in one and "“Left”" in one and one.endswith("a:3:1")
        assert "so-called" not in other and "“Right”" in other and other.endswith("b:3:1")
        await pilot.press("right_square_bracket", "y")
        await pilot.pause()
        assert app.clipboard.startswith("“regime” — Framing: Name Calling-Labeling")


async def test_a_click_takes_to_a_finding(browse: Browse) -> None:
    async with browse(*TWO, size=(160, 40)) as (app, pilot):
        passages = await compare(app, pilot)
        row = next(n for n, line in enumerate(screen(app).splitlines()) if "so-called" in line)
        column = screen(app).splitlines()[row].index("so-called")
        await pilot.click(offset=(column, row))
        await pilot.pause()
        assert passages.found is not None and passages.found.item.label == "Loaded_Language"
        await pilot.click(offset=(column - 12, row))
        await pilot.pause()
        assert passages.found_rank[0] == 0 and passages.rank[0] == 1


async def test_a_finding_is_painted_whole_where_others_lie_in_it(browse: Browse) -> None:
    start = ARTICLE.index("The regime published")
    words = "The regime published a so-called test of the water on Monday."
    outer = {"layer": "mine", "label": "claim", "start": start, "end": start + len(words)}
    ours = record("a", ARTICLE, schema="rhetorictui/1", type="document", annotations=[outer])
    async with browse(ours, TWO[1], size=(160, 40)) as (app, pilot):
        passages = await compare(app, pilot)
        while passages.found is None or passages.found.item.label != "claim":
            await pilot.press("right_square_bracket")
            await pilot.pause()
        under = passages.style("under-own").bgcolor
        painted = [
            segment.text
            for number in range(passages.count())
            for segment in passages.draw(number, 0)
            if segment.style is not None and segment.style.bgcolor == under
        ]
        assert "".join("".join(painted).split()) == "".join(words.split())
        # A click takes the shortest that lies there, and another one what lies below.
        row = next(n for n, line in enumerate(screen(app).splitlines()) if "so-called" in line)
        column = screen(app).splitlines()[row].index("so-called")
        for label in ("Loaded_Language", "claim", "Loaded_Language"):
            await pilot.click(offset=(column, row))
            await pilot.pause()
            assert passages.found is not None and passages.found.item.label == label


async def test_a_low_screen_explains_the_finding(browse: Browse) -> None:
    for width in (40, 160):
        async with browse(*TWO, size=(width, 10)) as (app, pilot):
            passages = await compare(app, pilot)
            await pilot.press("right_square_bracket", "right_square_bracket")
            await shown(app, pilot, "Name Calling-Labeling “regime”")
            assert passages.size.height >= 4


async def test_articles_let_go_are_annotated_again(browse: Browse) -> None:
    async with browse(*TWO, size=(160, 40)) as (app, pilot):
        await pilot.press("m", "J")
        await settled(app, pilot)
        app.library._annotated.clear()
        await pilot.press("d")
        await shown(app, pilot, "■ 3 own")
        assert isinstance(app.screen, Comparison)
        for _ in range(200):
            if app.screen.query_one(Passages).found_rank[1] >= 5:
                break
            await pilot.pause(0.02)
        assert app.screen.query_one(Passages).found_rank[1] >= 5


TEXTS = st.text(st.sampled_from("ab.  \n\t\u00a0\u2028\x1b🙂中é"), max_size=80)


@given(TEXTS, TEXTS, st.data())
def test_findings_are_painted_where_they_lie(one: str, other: str, data: st.DataObject) -> None:
    places = st.integers(0, max(len(one), len(other)))
    spans = data.draw(st.lists(st.tuples(places, places), max_size=4))
    docs = Document("a", one), Document("b", other)
    sides = [
        Side(
            n, d.text, [Item(a, b, "frames", "x") for a, b in sorted(spans) if a < b <= len(d.text)]
        )
        for n, d in enumerate(docs)
    ]
    for row in rows(align(*docs), *docs):
        for side, span in zip(sides, (row.left_at, row.right_at), strict=True):
            painted = sum(
                len("".join(part.text.split())) for part in side.stretches(row) if part.found
            )
            if span is None:
                assert not painted
                continue
            covered = {
                n
                for item in side.items
                for n in range(max(item.start, span[0]), min(item.end, span[1]))
                if not side.text[n].isspace()
            }
            assert painted == len(covered)
    for width in (30, 120):
        arranged(rows(align(*docs), *docs), (sides[0], sides[1]), width, revisions=True)
