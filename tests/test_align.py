"""Alignment: two invariants for any two texts, and sense on revisions and on two accounts."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhetorictui import record
from rhetorictui.alignment import OPS, SCHEMA, Alignment, Pair, alignment_record, summary
from rhetorictui.corpus.align import align
from rhetorictui.corpus.factwords import EXACT, FIGURE, fact_words
from rhetorictui.corpus.wordedits import word_edits
from rhetorictui.document import Document, Zone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhetorictui.alignment import Edit

SHARED = Path(__file__).parent.parent.parent / "shared" / "data" / "same-event-dev.jsonl"

SENTENCES = [
    "The harbour master of Tarn closed the western pier on Monday.",
    "Forty boats were moved to Eskerby before the storm arrived.",
    "“We had six hours,” said Oda Lenn, who runs the rescue station.",
    "Waves of nine metres broke the sea wall in two places.",
    "Nobody was hurt.",
    "The repair will cost 3.2 million crowns, the council estimates.",
    "No.",
]


def doc(text: str, *zones: Zone, name: str = "d") -> Document:
    return Document(name, text, zones=zones)


def applied(left: str, right: str, at: int, end: int, edits: Sequence[Edit]) -> str:
    """The right passage, rebuilt from the left one: the slow, obvious twin of the edits."""
    out = []
    for edit in edits:
        out.append(left[at : edit.left[0]])
        out.append(right[slice(*edit.right)])
        at = edit.left[1]
    return "".join([*out, left[at:end]])


def check(alignment: Alignment, left: Document, right: Document) -> None:
    """Both invariants, and that each op says what the pair is."""
    for side, text in (("left", left.text), ("right", right.text)):
        spans = sorted(filter(None, (getattr(pair, side) for pair in alignment.pairs)))
        assert all(start < end for start, end in spans)
        assert "".join(text[start:end] for start, end in spans) == text
    lefts = [pair.left for pair in alignment.pairs if pair.left]
    assert lefts == sorted(lefts)
    in_place = [pair.right for pair in alignment.pairs if pair.right and pair.op != "moved"]
    assert in_place == sorted(in_place)
    for pair in alignment.pairs:
        assert pair.op in OPS
        assert 0 <= pair.similarity <= 1
        if pair.left is None or pair.right is None:
            assert pair.op == ("right_only" if pair.left is None else "left_only")
            assert not pair.edits
            continue
        ours, theirs = left.text[slice(*pair.left)], right.text[slice(*pair.right)]
        assert applied(left.text, right.text, *pair.left, pair.edits) == theirs
        if pair.op == "equal":
            assert ours.split() == theirs.split()
        for edit in pair.edits:
            assert edit.op == (
                "insert"
                if edit.left[0] == edit.left[1]
                else "delete"
                if edit.right[0] == edit.right[1]
                else "replace"
            )
            assert left.text[slice(*edit.left)] != right.text[slice(*edit.right)]
        for one, two in pairwise(pair.edits):
            assert one.left[1] <= two.left[0]
            assert one.right[1] <= two.right[0]


TEXTS = st.lists(
    st.sampled_from([*SENTENCES, "It cost 3.1 million crowns.", "\n", "x y", "\u2028", "🌊\ud800"])
    | st.text(max_size=12),
    max_size=9,
).flatmap(lambda parts: st.sampled_from([" ", "\n", "\n\n", ""]).map(lambda s: s.join(parts)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXTS)
    size = len(text)
    spans = draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, size)), max_size=3))
    kinds = st.sampled_from(["headline", "caption", "boilerplate", "dateline"])
    return doc(text, *(Zone(draw(kinds), min(span), max(span)) for span in spans))


@given(documents(), documents())
def test_passages_concatenate_and_edits_rebuild(left: Document, right: Document) -> None:
    check(align(left, right), left, right)


@given(documents())
def test_a_document_equals_itself(one: Document) -> None:
    found = align(one, one)
    check(found, one, one)
    assert {pair.op for pair in found.pairs} <= {"equal"}
    assert summary(found, one, one).verbatim == 1.0


WORDS = st.lists(
    st.sampled_from(["the", "of", "pier", "closed", "storm", ",", ".", "1,200", "1,400", "\n"]),
    max_size=20,
).map(" ".join)


@given(WORDS, WORDS)
def test_word_edits_rebuild(left: str, right: str) -> None:
    edits = word_edits(left, (0, len(left)), right, (0, len(right)))
    assert applied(left, right, 0, len(left), edits) == right


def changes(left: str, right: str) -> list[tuple[str, str]]:
    edits = word_edits(left, (0, len(left)), right, (0, len(right)))
    return [(left[slice(*e.left)], right[slice(*e.right)]) for e in edits]


def test_edits_are_whole_words_without_the_space_both_share() -> None:
    assert changes("The old pier", "The new pier") == [("old", "new")]
    assert changes("a big storm came", "a storm came") == [("big ", "")]
    assert changes("some 1,200 boats", "some 1,400 boats") == [("1,200", "1,400")]
    assert changes("so  much", "so much") == [(" ", "")]
    assert changes("same", "same") == []


def test_a_small_word_between_two_changes_is_no_island() -> None:
    assert changes("broke the wall here", "smashed the pier there") == [
        ("broke the wall here", "smashed the pier there")
    ]
    assert changes("Lenn said so", "Oda Lenn denied it") == [("", "Oda "), ("said so", "denied it")]


def test_a_very_long_passage_is_compared_by_its_edges() -> None:
    left = "start " + "a b " * 3000 + "end"
    right = "start " + "b a c " * 2000 + "end"
    assert changes(left, right) == [(left[6:-4], right[6:-4])]


def ops(left: str, right: str) -> list[str]:
    one, two = doc(left), doc(right)
    found = align(one, two)
    check(found, one, two)
    return [pair.op for pair in found.pairs]


def test_revisions() -> None:
    old = " ".join(SENTENCES[:6])
    assert ops(old, old.replace("Forty", "Thirty-two")) == [
        "equal",
        "edit",
        "equal",
        "equal",
        "equal",
        "equal",
    ]
    moved = " ".join([*SENTENCES[1:6], SENTENCES[0]])
    assert ops(old, moved) == ["moved", "equal", "equal", "equal", "equal", "equal"]
    assert ops(old, " ".join(SENTENCES[2:6])) == ["left_only"] * 2 + ["equal"] * 4
    assert ops(SENTENCES[0], "") == ["left_only"]
    assert ops("", SENTENCES[0]) == ["right_only"]
    assert ops("", "") == []


def test_white_space_alone_leaves_a_pair_equal() -> None:
    left, right = doc("One line  broken\xa0here. Two."), doc("One line broken here.\n\nTwo.")
    found = align(left, right)
    check(found, left, right)
    assert [pair.op for pair in found.pairs] == ["equal", "equal"]
    assert summary(found, left, right).verbatim == 1.0


def test_two_accounts_of_one_event_meet_by_what_they_say() -> None:
    wire = (
        "A ferry with 212 passengers ran aground off Eskerby on Sunday, the coast guard said.\n\n"
        "Nobody was injured.\n\nDivers found a crack of four metres in the hull.\n\n"
        "The operator, Larkline, cancelled all crossings until Wednesday.\n"
    )
    tabloid = (
        "Larkline has scrapped all crossings until Wednesday, leaving families stranded.\n\n"
        "Is anyone surprised?\n\n"
        "It was a black Sunday: 212 terrified passengers sat in the dark as their ferry ran "
        "aground off Eskerby.\n\n"
        "Divers who went down found a gash of four metres in the hull.\n"
    )
    left, right = doc(wire), doc(tabloid)
    found = align(left, right)
    check(found, left, right)
    told = {
        (wire[slice(*p.left)].split()[1], tabloid[slice(*p.right)].split(maxsplit=1)[0])
        for p in found.pairs
        if p.left and p.right
    }
    assert told == {("ferry", "It"), ("found", "Divers"), ("operator,", "Larkline")}
    assert [p.op for p in found.pairs if p.left] == ["edit", "left_only", "edit", "moved"]


def test_long_passages_meet_when_they_share_much_among_other_facts() -> None:
    left = doc(
        "The harbour master of Tarn, Ilse Brandt, who had warned the council twice since spring "
        "about the cracks in the western pier, ordered all forty trawlers to leave before noon.\n\n"
        "Rain fell. The bakery on Mill Street opened late. Schools stayed shut. The vicar waved."
    )
    right = doc(
        "Growers fear for the plums. Buses ran.\n\nCritics of the ministry in the capital, long "
        "annoyed by what they call its love of paper, point to the western pier of Tarn, where "
        "forty trawlers lay moored, insured and rusting while nobody mended the cracks."
    )
    (pair,) = [p for p in align(left, right).pairs if p.left and p.right]
    assert pair.left and "harbour master" in left.text[slice(*pair.left)]
    assert pair.similarity < 0.3


def test_letters_that_stand_for_a_name_are_one_with_points_or_without() -> None:
    left = doc("The U.N. and the N.F.F.A. met envoys of the U.S. on fisheries. It rained.")
    right = doc("Fog. Envoys of the US dined with the NFFA and the UN over haddock. They ate.")
    (pair,) = [p for p in align(left, right).pairs if p.left and p.right]
    assert pair.right and "haddock" in right.text[slice(*pair.right)]


def shown(left: Document, right: Document) -> list[tuple[str, str]]:
    """The pairs of two documents, each side by its first three words."""
    return [
        (" ".join(left.text[slice(*p.left)].split()[:3]),
         " ".join(right.text[slice(*p.right)].split()[:3]))
        for p in align(left, right).pairs
        if p.left and p.right
    ]  # fmt: skip


def test_who_quotes_a_speech_goes_on_to_quote_it() -> None:
    left = doc(
        "Rain fell. Cows lay down. “The harbour master of Tarn sold forty trawlers to his cousin,” "
        "Ms. Brandt said. “I really believe that.” Schools stayed shut."
    )
    right = doc(
        "Plums are dear. Buses ran late. Nobody came. The vicar waved. Ilse Brandt, a councillor, "
        "told us the harbour master “sold forty trawlers to his cousin”. “And I really do believe "
        "that,” she went on to add. It is late. Lamps went out."
    )
    assert shown(left, right) == [("“The harbour master", "Ilse Brandt, a"),
                                  ("“I really believe", "“And I really")]  # fmt: skip
    apart = doc(right.text.replace("“And I", "The dog barked. “And I"))
    assert len(shown(left, apart)) == 1


def test_figures_are_whole_and_accents_are_none() -> None:
    left = doc("Builders took on 48,000. Fog. Felipe Calderon scoffed at the barrage. It rained.")
    right = doc("Banks shed 119,000. Hail. The barrage is folly, Felipe Calderón scoffed. Sleet.")
    assert shown(left, right) == [("Felipe Calderon scoffed", "The barrage is")]
    assert fact_words("48,000 in 2031", 0, 14) == {"48,000": EXACT, "2031": FIGURE}
    assert fact_words("eleven percent", 0, 14) == {"11": FIGURE, "cent": FIGURE}


def test_two_long_texts_that_share_one_passage_alone_must_share_it_plainly() -> None:
    alike = "Speaker Ilse Brandt invited growers of plums to a secret session in the great hall."
    other = "Grain growers, bakers and vintners wrote to Speaker Brandt, asking for lower tolls."
    rest = (
        "Rain fell. Cows lay down. Schools shut. Bells rang. Fog came. Dogs ran. Hail broke panes."
    )
    more = "Banks won. Kings lost. Taxes rose. Ships sank. Trains ran. Frost bit. Mice ate cheese."
    assert len(shown(doc(f"{alike} Rain fell."), doc(f"{other} Banks won."))) == 1
    assert shown(doc(f"{alike} {rest}"), doc(f"{other} {more}")) == []
    assert len(shown(doc(f"{alike} {rest}"), doc(f"{alike[:-1]}, again. {more}"))) == 1


def test_other_stories_do_not_meet() -> None:
    left = doc("The striker scored twice on Monday. The coach said he was pleased. No. Fans left.")
    right = doc("Ministers met on Monday. The chancellor said he was worried. Taxes will rise. No.")
    assert not [pair for pair in align(left, right).pairs if pair.left and pair.right]


def test_zones_meet_their_own_kind_only() -> None:
    line = "Storm breaks the sea wall at Tarn and floods Eskerby harbour"
    left = doc(f"{line}\n\nNobody was hurt.", Zone("headline", 0, len(line)))
    as_caption = doc(f"Other news.\n\n{line}", Zone("caption", 13, 13 + len(line)))
    assert "equal" not in {pair.op for pair in align(left, as_caption).pairs}
    other = "Eskerby harbour flooded"
    right = doc(f"{other}\n\nWaves rose.", Zone("headline", 0, len(other)))
    first = align(left, right).pairs[0]
    assert (first.op, first.left) == ("edit", (0, len(line) + 2))


def test_white_space_belongs_to_the_passage_before_it() -> None:
    left = doc("\n  Storm.\n\n Flood. \n")
    assert [pair.left for pair in align(left, doc("")).pairs] == [(0, 12), (12, 20)]


def test_record() -> None:
    left = Document("a", "The pier is shut. All left.", title="Pier", outlet="Wire")
    right = Document("b", "The pier is closed. All left.", published="2031-05-01")
    found = align(left, right)
    sent: dict[str, Any] = json.loads(record.dumps(alignment_record(found, left, right)))
    assert sent["type"] == "alignment"
    assert sent["schema"] == SCHEMA == record.SCHEMA
    assert (sent["left"]["outlet"], sent["right"]["published"]) == ("Wire", "2031-05-01")
    assert sent["pairs"][0]["left"] == {"start": 0, "end": 18}
    assert sent["pairs"][0]["edits"] == [{"op": "replace", "left": [12, 16], "right": [12, 18]}]
    assert sent["summary"]["equal"] == 1
    assert sent["summary"]["left_matched"] == 1.0


def test_summary_of_what_one_side_has_alone() -> None:
    left, right = doc("abc def"), doc("")
    found = Alignment((Pair("left_only", (0, 7), None, 0.0),))
    counted = summary(found, left, right)
    assert (counted.left_only, counted.left_matched, counted.right_matched) == (1, 0.0, 1.0)
    assert counted.verbatim == 0.0


@pytest.mark.skipif(not SHARED.exists(), reason="development data not here")
def test_real_accounts_pair_and_strangers_do_not() -> None:
    events: dict[str, list[Document]] = defaultdict(list)
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        events[one["gold"]["event"]].append(doc(one["text"], name=one["id"]))
    told = list(events.values())
    pairs = strangers = 0
    for n, event in enumerate(told):
        for left, right in combinations(event, 2):
            found = align(left, right)
            check(found, left, right)
            pairs += sum(1 for p in found.pairs if p.left and p.right)
        stranger = align(event[0], told[(n + 7) % len(told)][1])
        strangers += sum(1 for p in stranger.pairs if p.left and p.right)
    # Some 5 pairs for each two accounts, and next to none for two stories.
    assert pairs >= 380
    assert strangers <= 1
