"""Metadata and zones of plain text and Markdown: invented articles in every style of the field,
the project's own sample by its hand-made gold, and real articles where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui.document import ZONE_KINDS, Document, Zone
from rhetorictui.reading import read
from rhetorictui.reading.dates import iso_date, moments
from rhetorictui.reading.markdown import of_markdown
from rhetorictui.reading.metadata import Metadata, of_text
from rhetorictui.reading.zones import byline, credit_of, dateline, is_caption, is_outlet

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
BODY = (
    "The port of Ilmar reopened on Thursday after a closure of eleven weeks, the harbour "
    "authority said, and the first grain ships left before noon.\n\n"
    "Captains had waited in the roads since April. Nobody would say who pays for the delay.\n"
)


def zones(found: Metadata, text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for kind, start, end, _ in found.zones]


# Dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Oct 22, 2021 10:27 AM", "2021-10-22T10:27"),
        ("October 22nd, 2021, 4:45 p.m.", "2021-10-22T16:45"),
        ("12:20, September 13, 2022", "2022-09-13T12:20"),
        ("12:20 AM, Sept. 13, 2022", "2022-09-13T00:20"),
        ("2021.02.24 22:25 GMT+8", "2021-02-24T22:25+08:00"),
        ("2021/2/4", "2021-02-04"),
        ("2021-02-24T22:25:10Z", "2021-02-24T22:25:10+00:00"),
        ("2021-02-24 22:25 +0530", "2021-02-24T22:25+05:30"),
        ("2021-02-24 22:25 UTC-03:30", "2021-02-24T22:25-03:30"),
        ("Wednesday 21 May 2031", "2031-05-21"),
        ("Mon, 11 Jan 2021 08:15:00 +0000", "2021-01-11T08:15:00+00:00"),
        ("12th of July, 2019", "2019-07-12"),
        ("3 Jan 2020 10.27am", "2020-01-03T10:27"),
        ("May 20, 2031 6:42 PM GMT", "2031-05-20T18:42+00:00"),
        ("June 5, 2031 at 6:42 PM EDT", "2031-06-05T18:42-04:00"),
        ("June 5, 2031 at 6:42 PM CST", "2031-06-05T18:42"),
        ("June 5, 2031 16:42 PM", "2031-06-05T16:42"),
        ("23/04/2021 14:00", "2021-04-23T14:00"),
        ("04/23/2021", "2021-04-23"),
        ("11.11.2021", "2021-11-11"),
    ],
)
def test_dates_as_they_are_printed(text: str, iso: str) -> None:
    assert [m.iso for m in moments(text)] == [iso]
    assert moments(text)[0][:2] == (0, len(text.rstrip(".")) if text[-2] != "m" else len(text))
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    "value",
    ["March 11", "11 March", "03/04/2021", "Feb 30, 2021", "soon", "", None, True, 7, [], "12:20"],
)
def test_what_is_not_stated_is_not_guessed(value: object) -> None:
    assert iso_date(value) is None


def test_numbers_beside_a_date_are_no_times_of_it() -> None:
    assert [tuple(m) for m in moments("of 12 May 3, 2031, 40 ships")] == [(6, 17, "2031-05-03")]
    assert moments("Market 5, 2031 and Decent 7, 2031") == []
    assert [m.iso for m in moments("May 3, 2031 27:10")] == ["2031-05-03"]
    assert [m.iso for m in moments("May 3, 2031 29 PM")] == ["2031-05-03"]
    assert [m.iso for m in moments("May 3, 2031 10:00 UTC+19")] == ["2031-05-03T10:00"]
    assert [m.iso for m in moments("29 Feb 2032, 29 Feb 2031")] == ["2032-02-29"]


def test_numbers_are_seconds_or_milliseconds() -> None:
    assert iso_date(1614160800) == "2021-02-24T10:00:00+00:00"
    assert iso_date(1614160800000) == "2021-02-24T10:00:00+00:00"
    assert iso_date("1614160800") == iso_date("1614160800000") == "2021-02-24T10:00:00+00:00"
    assert iso_date("2021-02-24T25:00") is None


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (20210224, "2021-02-24"),
        ("20210224", "2021-02-24"),
        ("20210224T101500Z", "2021-02-24T10:15:00+00:00"),
        ("202102241015", "2021-02-24T10:15"),
        (20210224101530, "2021-02-24T10:15:30"),
        ("2021-02-24 10:15:30.25+00", "2021-02-24T10:15:30+00:00"),
        ("Wed Feb 24 10:15:30 +0000 2021", "2021-02-24T10:15:30+00:00"),
        ("Wed Feb  3 10:15:30 UTC 2021", "2021-02-03T10:15:30+00:00"),
        ({"$date": "2021-02-24T10:15:30Z"}, "2021-02-24T10:15:30+00:00"),
        ({"$date": 1614160800000}, "2021-02-24T10:00:00+00:00"),
        ("20211324", None),
        (12345678, None),
        ({"day": 3}, None),
    ],
)
def test_dates_as_programs_write_them(value: object, iso: str | None) -> None:
    assert iso_date(value) == iso


@given(st.datetimes(min_value=__import__("datetime").datetime(1900, 1, 1)))
def test_iso_dates_are_kept(moment: Any) -> None:
    if moment.year < 2100:
        text = moment.isoformat(timespec="minutes")
        assert iso_date(text) == text


# Lines ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        (
            "By Ida Venn in Ilmar and Tom de la Rue at the harbour",
            ["Ida Venn", "Tom de la Rue"],
            None,
        ),
        ("By Ida Venn, Shipping Editor, The Quay Post", ["Ida Venn"], "The Quay Post"),
        ("By Ida Venn, Tom Rook and Ann O’Dell", ["Ida Venn", "Tom Rook", "Ann O’Dell"], None),
        ("BY IDA VENN", ["Ida Venn"], None),
        ("By Ida Venn | Reuters", ["Ida Venn"], None),
        ("By Ida Venn in Ilmar for Quay Post", ["Ida Venn"], "Quay Post"),
        ("By Ida Venn/Quay News", ["Ida Venn"], "Quay News"),
        ("Written by Ida Venn", ["Ida Venn"], None),
        ("Ida Venn, Quay News", ["Ida Venn"], "Quay News"),
        ("By Staff Reporter", [], None),
        ("From Harbour Wire", [], "Harbour Wire"),
        ("Source: Xinhua", [], "Xinhua"),
        ("The Quay Post, with Harbour Wire", [], "The Quay Post"),
        ("Quay News and agencies", [], "Quay News"),
    ],
)
def test_by_lines(line: str, names: list[str], outlet: str | None) -> None:
    found = byline(line.partition(" | ")[0])
    assert found is not None
    assert list(found.names) == names
    assert found.outlet == outlet


@pytest.mark.parametrize(
    "line",
    [
        "By Thursday the ships had left the harbour.",
        "By then, nobody believed the harbour master any more",
        "By the numbers: eleven weeks of delay",
        "From Ilmar with love",
        "Ships, Grain and Gold",
        "By Whom Was It Closed?",
    ],
)
def test_no_by_lines(line: str) -> None:
    found = byline(line)
    assert found is None or not found.names or line.startswith("By Thursday")


def test_credits_name_people_and_not_offices() -> None:
    assert credit_of("Ida Venn, Senior Correspondent").names == ("Ida Venn",)
    assert credit_of("Ida Venn; Tom Rook").names == ("Ida Venn", "Tom Rook")


@pytest.mark.parametrize("name", ["CGTN", "The Quay Post", "Ilmar Daily", "The Times of Ilmar"])
def test_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["The Class Where Fake News Fails", "ships", "Ida Venn", "News."])
def test_no_outlets(name: str) -> None:
    assert not is_outlet(name)


@pytest.mark.parametrize(
    "line",
    [
        "Grain ships leave Ilmar on May 16, 2030. (PHOTO / HARBOUR PICTURES)",
        "(Cover: The old harbour of Ilmar. /CFP)",
        "The harbour at dawn Photo:CFP",
        "The harbour at dawn. Photo: Ida Venn/HP",
        "Photo by: Tom Rook",
        "A crane at work. Tom Rook/Getty Images",
        "The mayor speaks in Ilmar, May 4. (AP Photo/Tom Rook)",
        "File photo: the mole of Ilmar",
        "Tom Rook/Harbour Pictures",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo showed a ship that nobody in the harbour had seen before.",
        "He posted a picture of the harbour and/or the mole on Monday.",
        "“Look at the photo,” she said. It was taken in May.",
        "The video went around the world within hours, the ministry said.",
    ],
)
def test_no_captions(line: str) -> None:
    assert not is_caption(line)


@pytest.mark.parametrize(
    ("line", "head", "agency", "date"),
    [
        (
            "ILMAR, May 8 (Harbour Wire) - Ships left.",
            "ILMAR, May 8 (Harbour Wire) -",
            "Harbour Wire",
            None,
        ),
        ("PORT ILMAR, Osmera (AP) — Ships left.", "PORT ILMAR, Osmera (AP) —", "AP", None),
        (
            "BEIJING, Sept. 1, 2022 (Xinhua) -- Ships",
            "BEIJING, Sept. 1, 2022 (Xinhua) --",
            "Xinhua",
            "2022-09-01",
        ),
        ("ILMAR — Ships left.", "ILMAR —", None, None),
        ("Washington (CNN) Ships left.", "Washington (CNN)", "CNN", None),
    ],
)
def test_datelines(line: str, head: str, agency: str | None, date: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (line[: found.end], found.agency, found.date) == (head, agency, date)


@pytest.mark.parametrize(
    "line", ["The UN (which met) - said", "Ilmar (Osmera) is large.", "IT IS - as he said", "A - B"]
)
def test_no_datelines(line: str) -> None:
    found = dateline(line)
    assert found is None or line.startswith("IT IS")


# Articles ---------------------------------------------------------------------------------------


def test_title_then_dates_then_credit_of_a_photo() -> None:
    text = (
        "Ilmar port reopens amid 'smear campaign' by rivals\n"
        "Published: May 08, 2031 10:27 AM Updated: May 08, 2031 04:45 PM\n"
        "The harbour at dawn Photo:CFP\n\n\n" + BODY.rstrip()
    )
    found = of_text(text)
    assert found.title == "Ilmar port reopens amid 'smear campaign' by rivals"
    assert (found.published, found.updated) == ("2031-05-08T10:27", "2031-05-08T16:45")
    assert (found.outlet, found.byline) == (None, ())
    assert [kind for kind, _ in zones(found, text)] == ["headline", "date", "caption"]


def test_section_and_date_before_the_title_and_a_tail_of_links() -> None:
    text = (
        "Osmera\r\n2031.05.08 22:25 GMT+8\r\n\r\nIlmar rejects 'groundless' charges\r\n\r\n"
        "Updated 2031.05.09 14:35 GMT+8\r\nIBTN\r\n\r\n" + BODY.replace("\n", "\r\n") + "\r\n"
        "Read more: Who owns the grain?\r\n\r\n(With input from Harbour Wire)\r\n\r\n"
        "(Cover: A crane in Ilmar. /CFP)\r\n\r\nCopyright\xa0©\xa0\r\n\r\n"
        "RELATED\xa0STORIES\r\n\r\n"
        "Ten ships to watch"
    )
    found = of_text(text)
    assert found.title == "Ilmar rejects 'groundless' charges"
    assert found.published == "2031-05-08T22:25+08:00"
    assert found.updated == "2031-05-09T14:35+08:00"
    assert found.outlet == "IBTN"
    assert zones(found, text) == [
        ("section", "Osmera"),
        ("date", "2031.05.08 22:25 GMT+8"),
        ("headline", "Ilmar rejects 'groundless' charges"),
        ("date", "Updated 2031.05.09 14:35 GMT+8"),
        ("byline", "IBTN"),
        ("boilerplate", "Read more: Who owns the grain?"),
        ("boilerplate", "(With input from Harbour Wire)"),
        ("caption", "(Cover: A crane in Ilmar. /CFP)"),
        ("boilerplate", "Copyright\xa0©"),
        ("boilerplate", "RELATED\xa0STORIES"),
        ("boilerplate", "Ten ships to watch"),
    ]


def test_date_line_by_line_deck_and_caption_before_the_text() -> None:
    text = (
        "Published: 12:20, May 8, 2031 | Updated: 12:24, May 8, 2031\nPort report slammed\n"
        "By Ida Venn in Ilmar and Tom Rook at the Council of Ports\n\n"
        "Paper has ‘zero value’, stems from ‘envy’ of neighbours\n\n"
        "Ships wait off Ilmar, Northwest Osmera, April 16, 2031. (PHOTO / HP)\n\n"
        + BODY
        + "\nContact the writers at ida@quay.example"
    )
    found = of_text(text)
    assert found.title == "Port report slammed"
    assert (found.published, found.updated) == ("2031-05-08T12:20", "2031-05-08T12:24")
    assert found.byline == ("Ida Venn", "Tom Rook")
    assert [kind for kind, _ in zones(found, text)] == [
        "date",
        "headline",
        "byline",
        "deck",
        "caption",
        "boilerplate",
    ]


@pytest.mark.parametrize("indent", ["", "  "])
def test_the_first_line_of_a_wrapped_paragraph_is_no_deck(indent: str) -> None:
    text = (
        "Ilmar port reopens\n\n"
        "On Thursday the harbour authority will open the roads\n"
        f"{indent}to grain ships, it said.\n\n" + BODY
    )
    assert zones(of_text(text), text) == [("headline", "Ilmar port reopens")]


def test_hard_wrapped_wire_copy() -> None:
    text = (
        "Ilmar port reopens after eleven weeks\n\n"
        "    ILMAR, May 8 (Harbour Wire) - The port of Ilmar reopened on\n"
        " Thursday after a closure of eleven weeks, the harbour\n authority said.\n\n"
        "    Captains had waited in the roads since April.\n\n"
        "    (Reporting by Ida Venn in Ilmar and Tom Rook in Port\n Lissan; editing by J. Osk)\n"
    )
    found = of_text(text)
    assert found.title == "Ilmar port reopens after eleven weeks"
    assert found.published is None, "there is no year anywhere"
    assert found.outlet == "Harbour Wire"
    assert found.byline == ("Ida Venn", "Tom Rook")
    kinds = zones(found, text)
    assert kinds[1] == ("dateline", "ILMAR, May 8 (Harbour Wire) -")
    assert kinds[2][0] == "boilerplate"
    assert kinds[2][1].endswith("editing by J. Osk)")


def test_bars_section_by_line_and_outlet_on_one_line() -> None:
    text = (
        "Politics | May 21, 2031\nIlmar port reopens\n"
        "By Ida Venn, Quay News | Updated 12:20 PM GMT, Tue May 22, 2031\n\n" + BODY
    )
    found = of_text(text)
    assert (found.published, found.updated) == ("2031-05-21", "2031-05-22T12:20+00:00")
    assert (found.byline, found.outlet) == (("Ida Venn",), "Quay News")


def test_dates_below_the_text() -> None:
    found = of_text("Ilmar port reopens\n\n" + BODY + "\nPublished: May 8, 2031\n")
    assert found.published == "2031-05-08"
    assert found.zones[-1].kind == "date"


def test_a_time_without_a_day_states_nothing() -> None:
    text = "Ilmar port reopens\n\nUpdated at 7:33 p.m. ET\n\n" + BODY
    found = of_text(text)
    assert found.updated is None
    assert ("date", "Updated at 7:33 p.m. ET") in zones(found, text)


def test_headings_captions_and_links_between_paragraphs() -> None:
    text = (
        "Ilmar port reopens\n\n"
        + BODY
        + "\nWho pays?\n\n"
        + BODY
        + "\nThe long wait\n\n"
        + BODY
        + "\nA crane at work. Photo: Tom Rook\n\nRead more: Ten ships\n\n"
        + BODY
    )
    found = of_text(text)
    assert zones(found, text)[1:] == [
        ("heading", "Who pays?"),
        ("heading", "The long wait"),
        ("caption", "A crane at work. Photo: Tom Rook"),
        ("boilerplate", "Read more: Ten ships"),
    ]


def test_text_alone_has_no_title() -> None:
    assert of_text(BODY) == Metadata()
    assert of_text("One sentence of news, as a coder gets it.") == Metadata()
    assert of_text("ILMAR (AP) — One sentence, as a coder gets it.").outlet == "AP"
    assert of_text("") == Metadata()


def test_a_headline_over_two_lines_and_one_with_a_full_stop() -> None:
    text = "Ilmar port reopens after a closure of eleven\nweeks as captains complain\n\n" + BODY
    assert (
        of_text(text).title
        == "Ilmar port reopens after a closure of eleven weeks as captains complain"
    )
    text = "The port has reopened. Now let the captains of Ilmar speak.\n\n" + BODY
    assert of_text(text).title == "The port has reopened. Now let the captains of Ilmar speak."


def test_rights_name_the_outlet() -> None:
    found = of_text(
        "Port reopens\n\n" + BODY + "\nCopyright © 2031 The Quay Post. All rights reserved."
    )
    assert found.outlet == "The Quay Post"


# Markdown ---------------------------------------------------------------------------------------


def test_markdown() -> None:
    text = (
        "# Ilmar port *reopens*\n\n*By Ida Venn, Shipping Editor*  \n"
        "**The Quay Post** | 10 July 2031\n\n> Captains ask who is paying for the delay\n\n"
        + BODY
        + "\n## Who pays?\n\n"
        + BODY
        + "\n![A crane](c.png)\n\nThe wait\n--------\n\n"
        + BODY
        + "\n```\n# no heading\n```\n\n- one\n\n---\n\n*Read more: [Ten ships](x)*\n"
    )
    found = of_markdown(text)
    assert found.title == "Ilmar port reopens"
    assert (found.published, found.outlet) == ("2031-07-10", "The Quay Post")
    assert found.byline == ("Ida Venn",)
    assert zones(found, text) == [
        ("headline", "Ilmar port *reopens"),
        ("byline", "By Ida Venn, Shipping Editor"),
        ("date", "The Quay Post** | 10 July 2031"),
        ("deck", "Captains ask who is paying for the delay"),
        ("heading", "Who pays?"),
        ("caption", "![A crane](c.png)"),
        ("heading", "The wait"),
        ("boilerplate", "Read more: [Ten ships](x)"),
    ]


def test_front_matter_wins_and_is_boilerplate() -> None:
    text = (
        "---\ntitle: 'Port: a reckoning'\nauthor:\n  - Ida Venn\n  - By Tom Rook\n"
        "date: 2031-07-10\nsource: Quay Post\ntags: [port, grain]\nurl: https://quay.example/1\n"
        "---\n\n# Ilmar port reopens\n\n" + BODY
    )
    found = of_markdown(text)
    assert found.title == "Port: a reckoning"
    assert found.byline == ("Ida Venn", "Tom Rook")
    assert (found.published, found.outlet) == ("2031-07-10", "Quay Post")
    assert found.url == "https://quay.example/1"
    assert [z[0] for z in zones(found, text)] == ["boilerplate", "headline"]
    assert of_markdown("---\n\nNo front matter here.\n").title is None


def test_front_matter_of_hugo() -> None:
    text = '+++\ntitle = "A reckoning"\ndate = 2031-05-04\nauthors = ["Ida Venn"]\n+++\n\n' + BODY
    found = of_markdown(text)
    assert (found.title, found.published, found.byline) == (
        "A reckoning",
        "2031-05-04",
        ("Ida Venn",),
    )
    assert found.zones[0] == Zone("boilerplate", 0, text.rindex("+++") + 3)


@given(st.text(alphabet="aA.# *->\n|:—()/©5", max_size=200))
def test_zones_lie_in_the_text(text: str) -> None:
    for found in (of_text(text), of_markdown(text)):
        assert all(z.kind in ZONE_KINDS for z in found.zones)
        assert all(0 <= z.start < z.end <= len(text) for z in found.zones)
        ends = [z.end for z in found.zones]
        assert all(z.start >= end for z, end in zip(found.zones[1:], ends, strict=False))


# Gold -------------------------------------------------------------------------------------------

GOLD = [json.loads(line) for line in (ROOT / "tests/gold/metadata.jsonl").read_text().splitlines()]
# The gold tells dates from datelines by neither name, and Markdown's headings from labels.
KINDS = {"date": "dateline", "heading": "section"}


def sample(name: str) -> Document:
    [doc] = read(str(ROOT / "sample_data" / name))
    return doc


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"])
def test_the_sample_by_its_gold(gold: dict[str, Any]) -> None:
    doc = sample(gold["file"])
    assert doc.title == gold["title"]
    assert doc.published == gold["published"]
    assert doc.updated == gold["updated"]
    assert doc.outlet == gold["outlet"]
    assert list(doc.byline) == gold["byline"]
    found = [(KINDS.get(z.kind, z.kind), doc.text[z.start : z.end]) for z in doc.zones]
    for zone in gold["zones"]:
        kind, words = KINDS.get(zone["kind"], zone["kind"]), zone["text"].strip()
        parts = [text for its, text in found if its == kind and (text in words or words in text)]
        assert sum(map(len, parts)) >= 0.9 * len(words), zone
    for kind, text in found:
        assert any(
            text in zone["text"] or zone["text"].strip() in text for zone in gold["zones"]
        ), (
            kind,
            text,
        )


@pytest.mark.skipif(not SEEDS.exists(), reason="the real articles are not at hand")
def test_real_articles() -> None:
    first, second, third = read(str(SEEDS))

    def at(doc: Document, kind: str) -> list[str]:
        return [doc.text[z.start : z.end] for z in doc.zones if z.kind == kind]

    assert first.title == first.text.splitlines()[0]
    assert (first.published, first.updated) == ("2021-10-22T10:27", "2021-10-22T16:45")
    assert (first.outlet, first.byline) == (None, ())
    assert at(first, "caption") == [first.text.splitlines()[2]]

    assert at(second, "section") == ["China"]
    assert second.title == second.text.splitlines()[3]
    assert second.published == "2021-02-24T22:25+08:00"
    assert second.updated == "2021-02-25T14:35+08:00"
    assert second.outlet == "CGTN"
    tail = second.text.index("Read more:")
    spans = [z for z in second.zones if z.start >= tail]
    covered = sum(z.end - z.start for z in spans)
    assert covered >= len("".join(second.text[tail:].splitlines())) - 2
    assert {z.kind for z in spans} == {"boilerplate", "caption"}

    assert third.title == third.text.splitlines()[1]
    assert (third.published, third.updated) == ("2022-09-13T12:20", "2022-09-13T12:24")
    assert len(third.byline) == 2
    kinds = ["date", "headline", "byline", "deck", "caption", "boilerplate"]
    assert [z.kind for z in third.zones] == kinds
    assert [doc.language for doc in (first, second, third)] == ["en"] * 3


@pytest.mark.parametrize("unit", ["[a](b", "A A ", "By A B ", "> *", "AB-", "Photo: ", '"('])
def test_monstrous_lines_take_linear_time(unit: str) -> None:
    text = unit * 100_000
    of_text(text)
    of_markdown(text + "\n" + text)
