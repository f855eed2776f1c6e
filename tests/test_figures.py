"""Figures that two accounts give differently: what counts as one, and which are set together."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_schemas import validator

from rhetorictui.corpus.align import align, alignment_record
from rhetorictui.corpus.figures import agree, differences, figures
from rhetorictui.document import Document


def values(text: str) -> list[tuple[float, str]]:
    return [(one.value, one.kind) for one in figures(text, (0, len(text)))]


def differ(left: str, right: str) -> list[tuple[str, str]]:
    found = differences(left, (0, len(left)), right, (0, len(right)))
    return [(left[slice(*one.left)], right[slice(*one.right)]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry carried 4,000 people.", [(4000, "")]),
        ("Twenty-one boats and two hundred nets burned.", [(21, ""), (200, "")]),
        ("A dozen trawlers cost $3.5 million, or £5bn.", [(12, ""), (3.5e6, "$"), (5e9, "£")]),
        ("A million voters; 7.7% of voters; 8 per cent of growers; nine percent of tolls.",
         [(1e6, ""), (7.7, "%"), (8, "%"), (9, "%")]),
        ("Prices rose by 3 percentage points.", [(3, "points")]),
        ("It cost 61 million dollars.", [(61e6, "$")]),
        ("A 90-minute meeting of seven-member councils", [(90, "minute"), (7, "")]),
        ("More than 50 were killed.", [(50, "")]),
        # Numbers in words, with halves and with the thousands of other countries.
        ("One hundred and twenty boats, two thousand five hundred nets, six hundred forty crates",
         [(120, ""), (2500, ""), (640, "")]),
        ("a hundred and one boats; two and a half million voters; six-and-a-half hours; 3½ miles",
         [(101, ""), (2.5e6, ""), (6.5, "hour"), (3.5, "mile")]),
        ("Half a dozen boats, a half-dozen nets, half a million voters, half the boats",
         [(6, ""), (6, ""), (5e5, ""), (50, "%")]),
        ("10 000 troops, 12\u00a0500 troops, 1,20,000 troops, 3 lakh troops, two crore voters",
         [(1e4, ""), (12500, ""), (120000, ""), (3e5, ""), (2e7, "")]),
        # Fractions are shares, if they are no ordinals.
        ("About two-thirds of voters, a quarter of them, one-fifth",
         [(pytest.approx(200 / 3), "%"), (25, "%"), (20, "%")]),
        ("A third boat sank in the second half.", []),
        # The dollars of several countries, and the other names of the money.
        ("US$3 and $4, A$5, HK$6, ₹7, 8 rupees, 9 US dollars, 3 yen",
         [(3, "$"), (4, "$"), (5, "A$"), (6, "HK$"), (7, "₹"), (8, "₹"), (9, "$"), (3, "¥")]),
        ("3 percentage-point lead, 20 basis points, a 3-point lead, 40 metres, 3 feet, 5km",
         [(3, "points"), (0.2, "points"), (3, "point"), (40, "meter"), (3, "feet"), (5, "km")]),
        ("A 40-year-old, 41 years old and aged 42. Mara Lind, 43, was born in 5 years.",
         [(40, "age"), (41, "age"), (42, "age"), (43, "age"), (5, "year")]),
        # A range is one figure, in the middle of which the number lies.
        ("5 to 6 boats; between 16 and 18 boats, 20-24 nets; 10 to 12 million voters; 3%-4%",
         [(5.5, ""), (17, ""), (22, ""), (11e6, ""), (3.5, "%")]),
        ("It grew from $5 to $7, from 10 to 12 boats, and was outspent $5 million to $200,000.",
         [(5, "$"), (7, "$"), (12, ""), (5e6, "$"), (2e5, "$")]),
        # What counts nothing: dates, times, ordinals, scores and names.
        ("On May 21, 2031, Oct. 3 and 5 June, in 2030 and the 1990s, at 4:40 a.m. or 5 pm", []),
        ("The 21st ship, page 14, Flight 17 crashed; COVID-19 cases; a 2-1 win; a 52-48 vote", []),
        ("10 to 12 May, 5 to 6 p.m., at 16:30, on 9/11, 24/7, by 52 to 48, 8-to-1, Article 5", []),
        ("One of them said no.", []),
        # A weekday is no name, nor is the first word of a sentence.
        ("On Tuesday 12 boats sank. About 12 boats sank.", [(12, ""), (12, "")]),
    ],
)  # fmt: skip
def test_what_a_figure_is(text: str, expected: list[tuple[float, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("about 3,000 sailors", "2,987 sailors"),
        ("3,000 sailors", "2,987 sailors"),
        ("seven sailors", "7 sailors"),
        ("12 million voters", "11.8 million voters"),
        ("an 8 percent share", "a 7.7 per cent share"),
        ("more than 50 nations", "54 nations"),
        ("nearly 80 nations", "78 nations"),
        ("some 20 boats", "21 boats"),
        ("at least 12 boats", "a dozen boats"),
        ("10 to 12 boats", "11 boats"),
        ("10 to 12 boats", "11 to 15 boats"),
        ("no more than 40 boats", "38 boats"),
        ("40-plus boats", "44 boats"),
        ("40 or so boats", "37 boats"),
        ("two-thirds of boats", "65 percent of boats"),
        ("1.2bn euros", "€1,200 million"),
    ],
)
def test_rounding_and_hedges_are_no_difference(left: str, right: str) -> None:
    ours, theirs = figures(left, (0, len(left))), figures(right, (0, len(right)))
    assert agree(ours[0], theirs[0])
    assert differ(left, right) == differ(right, left) == []


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("About 1,200 sailors came.", "Some 1,400 young sailors came.",
         [("About 1,200 sailors", "Some 1,400 young sailors")]),
        ("20 boats sank.", "Twenty-one boats sank.", [("20 boats", "Twenty-one boats")]),
        ("3,000 boats sank.", "3,400 boats sank.", [("3,000 boats", "3,400 boats")]),
        ("Two fishermen were killed, five are missing.", "A warship killed four men; five missing",
         [("Two fishermen", "four men")]),
        ("The share of voters is 41 percent.", "Voters' share is 38 per cent.",
         [("41 percent", "38 per cent")]),
        ("The harbour cost $572M.", "The harbour cost $465 million.", [("$572M", "$465 million")]),
        ("No more than 40 boats sank.", "44 boats sank.",
         [("No more than 40 boats", "44 boats")]),
        ("10 to 12 boats sank.", "15 boats sank.", [("10 to 12 boats", "15 boats")]),
        ("Half a dozen boats sank.", "A dozen boats sank.",
         [("Half a dozen boats", "A dozen boats")]),
        ("Turnout rose 3 percent.", "Turnout rose 3 percentage points.",
         [("3 percent", "3 percentage points")]),
        ("Mara Lind, 43, was the mate.", "Mara Lind, 44, was the mate.", [("43", "44")]),
        ("One woman was killed.", "Two women were killed.", [("One woman", "Two women")]),
        ("Two men died and five are missing.", "Four died; at least three more are missing.",
         [("Two men", "Four"), ("five", "at least three")]),
        # The same numbers, the other way round.
        ("Two men were killed, five boats sank.", "Five men were killed, two boats sank.",
         [("Two men", "Five men"), ("five boats", "two boats")]),
        # A sentence that is the same but for the number.
        ("The port paid $1.2 million for the old pier.", "The port paid $12 million for the pier.",
         [("$1.2 million", "$12 million")]),
        # Other things, or one thing said twice, or too much to choose from.
        ("Ten boats sank.", "Thirty boats lay at anchor.", []),
        ("The rate was 4 percent, the tax 3 percent.", "Of growers 5 percent came by boat.", []),
        ("The captain and three other sailors died.", "Four sailors died.", []),
        ("They seized 40 boats.", "Of 52 boats, they had 40 by noon.", []),
        ("It cost A$40 to enter the port.", "It cost $50 to enter the port.", []),
        ("The rate edged up to 5 percent.", "The rate is 4.6 percent.",
         [("5 percent", "4.6 percent")]),
        ("Guards need 24 boats to win back the bay.", "To rule the bay they need 218 boats.", []),
        ("The port has 150 fewer boats.", "The port has 134 boats.", []),
        ("She has the support of 30%.", "She had support, and lost by 41% to 50%.", []),
        ("A 40-year-old cook fled.", "The cook was there for 30 years.", []),
        ("Four men were wounded in two raids.", "Three were wounded.",
         [("Four men", "Three")]),
        ("Two blasts killed sailors.", "Five died.", []),
        ("Ferries ran for the last four years.", "Guards came in the past three years.", []),
        ("Two men were killed.", "Five men are missing.", []),
        ("Two boats sank.", "Five nets burned.", []),
        ("Wages rose 4 percent.", "Turnout fell to 8 percent.", []),
        ("It cost $40.", "It cost £50.", []),
        ("Rates fell to 7.7 percent from a rate of 7.9 percent.", "The rate is 7.7 percent.", []),
        ("Three boats sank.", "Four boats sank and five boats burned.", []),
        ("Ten boats sank.", "Two thousand boats lay at anchor.", []),
    ],
)  # fmt: skip
def test_figures_of_one_thing_are_set_together(
    left: str, right: str, expected: list[tuple[str, str]]
) -> None:
    assert differ(left, right) == expected
    assert differ(right, left) == [(b, a) for a, b in expected]


_WORDS = st.sampled_from([
    "12", "3,000", "seven", "twenty", "million", "$", "%", "per", "cent", "-", ".", "about",
    "boats", "killed", "May", "a", "dozen", "between", "and", "2031", "é", "🙂", "\n", "5bn",
])  # fmt: skip


@given(st.lists(_WORDS, max_size=12).map(" ".join), st.lists(_WORDS, max_size=12).map("".join))
def test_spans_lie_in_their_passage(left: str, right: str) -> None:
    for text in (left, right):
        found = figures(text, (0, len(text)))
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(one.value >= 0 for one in found)
    assert differences(left, (0, len(left)), left, (0, len(left))) == ()
    differences(left, (0, len(left)), right, (0, len(right)))


def test_a_passage_that_is_no_sentence_takes_no_time() -> None:
    assert values(f"1{'0' * 400} boats, {'7' * 60}.5 percent") == []
    assert values("2 " + "million " * 60 + "boats")
    table = " ".join(f"{n} boats," for n in range(2100, 9000))
    assert differ(table, table.replace("boats", "ferries") + " 1,200 boats") == []


def test_the_record_has_them() -> None:
    left = Document(
        "a", "Fog. Brascony has about 1,200 sailors in the strait for a joint exercise."
    )
    right = Document("b", "Brascony has 1,400 sailors in the strait for a joint exercise. Rain.")
    sent = json.loads(json.dumps(alignment_record(align(left, right), left, right)))
    validator("alignment").validate(sent)
    (differing,) = [figure for pair in sent["pairs"] for figure in pair["figures"]]
    assert left.text[slice(*differing["left"])] == "about 1,200 sailors"
    assert right.text[slice(*differing["right"])] == "1,400 sailors"
