"""The browser's steps to what is alike, from sentence to sentence, to other articles and back."""

from __future__ import annotations

from browsing import ARTICLE, Browse, reading, record, screen, settled, shown, under
from textual.widgets import Static
from textual.widgets._toast import ToastHolder

from rhetorictui.document import Annotation, Document
from rhetorictui.tui import describe
from rhetorictui.tui.app import Browser
from rhetorictui.tui.picture import Item, Lens, kind

WORDS = "The regime spoke. A so-called test. The regime again. One regime more."


def top(app: Browser) -> str:
    return screen(app).splitlines()[0]


def passage(app: Browser, text: str) -> str:
    return text[slice(*(reading(app).reader.passage or (0, 0)))]


# ---------------------------------------------------------------------- what is alike
async def test_alike_findings_are_stepped_through_without_the_others(browse: Browse) -> None:
    async with browse(record("a", WORDS)) as (app, pilot):
        reader = reading(app).reader
        await pilot.press("right_curly_bracket")
        await shown(app, pilot, "nothing is under the cursor")
        await pilot.press("n")
        starts = []
        for key in ["right_curly_bracket"] * 3 + ["left_curly_bracket"]:
            await pilot.press(key)
            assert reader.item is not None and reader.item.label == "Name_Calling-Labeling"
            starts.append(reader.item.start)
        second, third = WORDS.index("regime again"), WORDS.index("regime more")
        assert starts == [second, third, WORDS.index("regime"), third]
        await pilot.pause()
        assert "finding 4 of 4 · 3 of 3 Name Calling-Labeling" in top(app)
        await pilot.press("n", "n", "right_curly_bracket")
        await shown(app, pilot, "the only one of its kind here")
        assert under(app) == ("so-called", "narrator")


def test_quotations_are_alike_by_their_speaker() -> None:
    def quotation(label: str, speaker: str | None) -> Item:
        note = Annotation(0, 5, "quotes", label, speaker=speaker)
        return Item(0, 5, "quotes", label, note)

    assert kind(quotation("direct", "Ada")) == kind(quotation("indirect", "Ada"))
    assert kind(quotation("direct", "Ada")) != kind(quotation("direct", "Bo"))
    assert kind(Item(0, 5, "frames", "A")) != kind(Item(0, 5, "headline", "A"))


# ---------------------------------------------------------------------- sentences
async def test_sentences_are_marked_and_copied_by_keys(browse: Browse) -> None:
    async with browse(record("a", WORDS, outlet="Norvik Wire")) as (app, pilot):
        forth, back = "right_parenthesis", "left_parenthesis"
        read = []
        for key in (forth, forth, back, back, forth, forth, forth, forth):
            await pilot.press(key)
            read.append(passage(app, WORDS))
        one, two, three, four = (
            "The regime spoke.",
            "A so-called test.",
            "The regime again.",
            "One regime more.",
        )
        assert read == [one, two, one, one, two, three, four, four]
        await pilot.press(back, back)
        await shown(app, pilot, "Marked · 3 words")
        assert "■ Loaded Language “so-called”" in screen(app)
        await pilot.press("y")
        assert app.clipboard.splitlines()[0] == "“A so-called test.”"
        await pilot.press("escape")
        assert reading(app).reader.passage is None
        # From a finding, the first step marks the sentence that it stands in.
        await pilot.press("n", "n", "n", forth)
        assert passage(app, WORDS) == three
        # And a finding is looked for from the sentence on.
        await pilot.press("n")
        item = reading(app).reader.item
        assert item is not None and item.start == WORDS.index("regime again")


async def test_where_no_article_is_open_a_step_says_so(browse: Browse) -> None:
    async with browse(record("a", " ")) as (app, pilot):
        await shown(app, pilot, "Not read")
        await pilot.press("right_parenthesis")
        await shown(app, pilot, "no article is open")


def test_a_passage_lists_a_dozen_findings_and_counts_the_rest() -> None:
    doc = Document("a", "word " * 15)
    items = [Item(5 * n, 5 * n + 4, "frames", f"L_{n}", None) for n in range(15)]
    told = describe.passage(doc, (0, 75), items).plain
    assert "15 words" in told and "L 11" in told and "L 12" not in told
    assert told.endswith("and 3 more")
    assert "Marked · 1 word " in describe.passage(doc, (0, 4), ()).plain
    assert (
        "Marked · 30 characters " in describe.passage(Document("b", "政" * 30), (0, 30), ()).plain
    )


# ---------------------------------------------------------------------- other articles and back
async def test_the_words_under_the_cursor_are_found_in_all_articles(browse: Browse) -> None:
    async with browse(record("a", WORDS), record("b", ARTICLE), record("c", "No.")) as (app, pilot):
        await pilot.press("asterisk")
        await shown(app, pilot, "nothing is under the cursor")
        await pilot.press("n", "asterisk")
        await shown(app, pilot, "2 of 3 articles")
        assert "found “regime”" in top(app)
        await pilot.press("escape", "J")
        await settled(app, pilot)
        await pilot.press("right_square_bracket", "asterisk")
        await shown(app, pilot, "found “Milo Tessarin”")
        assert "1 of 3 articles" in top(app)


async def test_backspace_leads_back_from_article_to_article(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("backspace")
        await shown(app, pilot, "no article was open before")
        for key, place in (("J", 1), ("J", 2), ("backspace", 1), ("backspace", 0)):
            await pilot.press(key)
            await settled(app, pilot)
            assert reading(app).place == place == reading(app).articles.place
        await pilot.press("backspace")
        await shown(app, pilot, "no article was open before")


async def test_one_goes_back_to_an_article_that_the_list_does_not_hold(browse: Browse) -> None:
    async with browse() as (app, pilot):
        await pilot.press("slash", *"frost", "enter")
        await settled(app, pilot)
        await pilot.press("J")
        await settled(app, pilot)
        assert reading(app).place == 2
        await pilot.press("backspace")
        await settled(app, pilot)
        assert reading(app).place == reading(app).articles.place == 0
        assert "frost" not in top(app), "a list without the article would hide where one is"


# ---------------------------------------------------------------------- one label
async def test_only_the_label_under_the_cursor_is_left_in_every_article(browse: Browse) -> None:
    async with browse(record("a", WORDS), record("b", ARTICLE)) as (app, pilot):
        screen_, only = reading(app), "only Loaded Language"
        await pilot.press("equals_sign")
        await shown(app, pilot, "nothing with a label is under the cursor")
        await pilot.press("n", "n", "equals_sign")
        await shown(app, pilot, only)
        for _ in range(2):
            frames = [item for item in screen_.reader.stops if item.layer == "frames"]
            assert {item.label for item in frames} == {"Loaded_Language"}
            assert screen_.reader.speech or screen_.place == 0, "other layers stay"
            await pilot.press("J")
            await settled(app, pilot)
        await pilot.press("equals_sign")
        await pilot.pause()
        assert only not in screen(app)
        assert "Name_Calling-Labeling" in {item.label for item in screen_.reader.stops}


async def test_enter_in_the_legend_leaves_one_label_and_space_switches(browse: Browse) -> None:
    async with browse(record("a", WORDS)) as (app, pilot):
        screen_ = reading(app)
        screen_.legend.focus()
        await pilot.press("j", "enter")
        await shown(app, pilot, "only Name Calling-Labeling")
        assert len(screen_.reader.stops) == 3
        await pilot.press("enter")
        await pilot.pause()
        assert screen_.lens.only is None and len(screen_.reader.stops) == 4
        await pilot.press("space")
        assert len(screen_.reader.stops) == 1


def test_a_lens_of_one_label_leaves_other_layers_alone() -> None:
    lens = Lens(only=("frames", "A"))
    assert lens.shows(Item(0, 1, "frames", "A")) and lens.shows(Item(0, 1, "headline", "B"))
    assert not lens.shows(Item(0, 1, "frames", "B"))


async def test_a_comparison_says_that_one_label_is_shown(browse: Browse) -> None:
    async with browse(size=(120, 30)) as (app, pilot):
        await pilot.press("n", "equals_sign", "m", "J", "d")
        await shown(app, pilot, " 1 difference ")
        assert "only Name Calling" in screen(app)
        await pilot.press("equals_sign")
        await pilot.pause()
        assert "only Name Calling" not in screen(app)
        assert reading(app).lens.only is None
        await pilot.press("equals_sign")
        await shown(app, pilot, "nothing with a label is under the cursor")
        await pilot.press("right_square_bracket", "equals_sign")
        await shown(app, pilot, "only ")


# ---------------------------------------------------------------------- help and messages
async def test_help_and_last_line_name_these_keys(browse: Browse) -> None:
    async with browse(size=(240, 80)) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
        last = screen(app).splitlines()[-1]
        for key in ("} alike", ") sentence", "= only this", "* find this in all", "⌫ back"):
            assert key in last, last
        await pilot.press("question_mark")
        await shown(app, pilot, "Marks in the margin")
        for line in ("}  {  ", ")  (  ", "*  ", "backspace  ", "=  ", "v  =  "):
            assert f"│    {line}" in screen(app) or f"  {line}" in screen(app), line


async def test_a_message_stands_over_the_first_line_and_leaves_nothing(browse: Browse) -> None:
    async with browse(size=(80, 24)) as (app, pilot):
        before = screen(app).splitlines()[1:]
        for _ in range(3):
            app.notify("nothing else lies here")
            await pilot.pause(0.05)
        await shown(app, pilot, "nothing else lies here")
        assert "nothing else lies here" in top(app)
        assert screen(app).splitlines()[1:] == before
        assert len(app.screen.query(ToastHolder)) == 1
        app.clear_notifications()
        await pilot.pause(0.05)
        assert screen(app).splitlines()[1:] == before
        assert app.screen.query_one("#top", Static).display
        app.notify("nothing else lies here")
        await pilot.press("question_mark")
        await shown(app, pilot, "esc closes")
        assert "nothing else lies here" not in screen(app), "it would cover the first line of help"
