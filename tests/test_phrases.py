"""The phrase language, read: what it spells out to, and what it refuses and why."""

from __future__ import annotations

import re

import pytest

from rhetorictui.packs.phrases import (
    MAX_VARIANTS,
    Gap,
    PhraseError,
    context_regex,
    exact_words,
    inflections,
    parse,
    regex,
)


@pytest.mark.parametrize(
    ("phrase", "spellings"),
    [
        ("so-called", {"so-called"}),
        ("  Pass   the buck ", {"pass the buck"}),
        ("a (b|c d) e", {"a b e", "a c d e"}),
        ("self-(styled|made)", {"self-styled", "self-made"}),
        ("the [very] worst", {"the worst", "the very worst"}),
        ("[the very] worst", {"worst", "the very worst"}),
        ("worst [of [all] these]", {"worst", "worst of these", "worst of all these"}),
        ("un(real|(fair|just))", {"unreal", "unfair", "unjust"}),
        ("(a|b [c])", {"a", "b", "b c"}),
        ("don’t “x”", {'don\'t "x"'}),
        (r"a\|b \(c\) \~ x", {"a|b (c) ~ x"}),
        ("~slam/V it", {"slam it", "slams it", "slammed it", "slamming it"}),
        ("(~lie/N|fib)", {"lie", "lies", "fib"}),
        ("2~3", {"2~3"}),
    ],
)
def test_spellings(phrase: str, spellings: set[str]) -> None:
    (form,) = parse(phrase)
    assert not form.gaps
    assert form.literal
    assert set(form.segments[0]) == spellings


def test_gaps_quotes_case_and_wildcards() -> None:
    (form,) = parse("~slam/V {0,3} as (a|the) lie*")
    assert form.gaps == (Gap(0, 3),)
    assert set(form.segments[0]) == {"slam", "slams", "slammed", "slamming"}
    assert len(form.segments[1]) == 2
    assert parse('"so-called"')[0].quoted
    (cased,) = parse("=US (=WHO|un)")
    assert exact_words(cased) == ("US", "WHO")
    assert not cased.literal


def test_gaps_within_brackets_become_forms_of_their_own() -> None:
    forms = parse("the worst [{0,2} of all] ever")
    assert sorted(form.gaps for form in forms) == [(), (Gap(0, 2),)]
    (form,) = parse("worst (of {0,1} all|of {0,1} these)")
    assert form.segments == (("worst of",), ("all", "these"))
    crossed = parse("(a {0,1} b|c {0,1} d)")
    assert {form.segments for form in crossed} == {(("a",), ("b",)), (("c",), ("d",))}


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("[a]", "nothing at all"),
        ("[a] [b]", "nothing at all"),
        ("(a|b", "not closed"),
        ("[a", "not closed"),
        ("a)", "closes nothing"),
        ("a}", "closes nothing"),
        ("(a|)", "empty alternative"),
        ("a | b", "outside brackets"),
        ("*", "matches anything"),
        ("a * b", "matches anything"),
        ("{0,3} a", "both sides"),
        ("a {0,3}", "both sides"),
        ("a {0,1} {0,1} b", "side by side"),
        ("a {3} b", "is written {m,n}"),
        ("a {3,1} b", "must not exceed"),
        ("a {0,0} b", "must not exceed"),
        ("a {0,99} b", "too wide"),
        ("a{0,1} b", "by itself"),
        ('"a', "not closed"),
        ('a "b" c', "quotation mark inside"),
        ("!!!", "no word"),
        ("~ a", "the lemma"),
        ("~slam/X", "V, N or A"),
        ("~xyzzyx", "not in the lexicon"),
        ("= a", "= stands before"),
        ("a\x00b", "control"),
        (" ".join(["(a|b|c|d)"] * 8), f"more than {MAX_VARIANTS:,}"),
    ],
)
def test_refused(phrase: str, reason: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(reason)):
        parse(phrase)


def test_a_context_may_begin_or_end_with_a_gap() -> None:
    (form,) = parse("{0,2} of water", context=True)
    assert form.segments[0] == ("",)
    after = re.compile(context_regex(("{0,2} of water", "fear"), before=False))
    assert after.match(" a lot of water")
    assert after.match("' fear")
    assert not after.match(" fearful")
    before = re.compile(context_regex(("not {0,1}", "hardly"), before=True))
    assert before.search("it is not a ")
    assert before.search('hardly "')
    assert not before.search("knot ")


def test_inflections_come_from_a_lexicon() -> None:
    assert inflections("go", "V") == ("go", "goes", "going", "gone", "went")
    assert "worse" in inflections("bad", "A")
    assert inflections("gaslight", "V")[0] == "gaslight"
    assert set(inflections("crisis", "N")) == {"crises", "crisis"}


def test_expressions_take_the_longest_in_any_order() -> None:
    (form,) = parse("(a|a b|a b c) [d|d e] {0,1} z")
    found = re.compile(regex(form)).match("a b c d e x z")
    assert found
    assert found.group() == "a b c d e x z"
