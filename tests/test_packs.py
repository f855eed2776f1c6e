"""Packs: read strictly, extended, checked, stored."""

from __future__ import annotations

import marshal
import os
import re
import sys
from pathlib import Path

import pytest

from rhetorictui.language import Prose
from rhetorictui.packs import compiler, lint, loader, store
from rhetorictui.packs.loader import builtin, load
from rhetorictui.packs.model import Pack, PackError, Tables, dumps
from rhetorictui.packs.store import load_matcher

GOOD = """
schema = 1
id = "mine"
title = "Mine"
version = "1.0.0"
description = "A pack."
source = "Moor 2020"

[[rule]]
id = "lies"
label = "Loaded_Language"
match = ["~lie/N", "a pack of fables"]
note = "To call it a lie claims to know the intent."
source = "Moor 2020"
weight = 0.8
examples.match = ["These are lies."]
examples.no_match = ["He lies in bed... no, he sleeps there."]

[[rule]]
id = "regime"
label = "Name_Calling-Labeling"
match = ["regime"]
not_after = ["change"]
note = "A government one dislikes."
source = "Moor 2020"
examples.match = ["The regime fell."]
examples.no_match = ["They want regime change."]
"""


def write(folder: Path, text: str, name: str = "mine.toml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load([write(folder, text)])
    return list(caught.value.problems)


def test_a_good_pack(tmp_path: Path) -> None:
    (pack,) = load([write(tmp_path, GOOD)])
    assert (pack.id, pack.version, pack.default) == ("mine", "1.0.0", False)
    lies, regime = pack.rules
    assert lies.id == "mine.lies"
    assert lies.pack == "mine"
    assert (lies.weight, regime.weight) == (0.8, 1.0)
    assert regime.not_after == ("change",)
    assert lies.examples == ("These are lies.",)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("weight = 0.8", "wieght = 0.8", 15, "unknown key wieght.*did you mean weight?"),
        ("weight = 0.8", "weight = 8", 15, "from 0 to 1"),
        ('title = "Mine"', 'tilte = "Mine"', 4, "unknown key tilte.*did you mean title?"),
        ('title = "Mine"', "", 1, "needs title"),
        ("schema = 1", "schema = 2", 2, "schema = 1"),
        ('id = "mine"', 'id = "My Pack"', 3, "small letters"),
        ('"1.0.0"', '"1.0"', 5, "three numbers"),
        ('id = "regime"', 'id = "lies"', 20, "mine.lies is defined twice"),
        ('id = "regime"', 'id = "Re gime"', 20, "small letters"),
        ('"Name_Calling-Labeling"', '"Name Calling"', 21, "no spaces"),
        ('match = ["regime"]', "match = []", 22, "match is empty"),
        ('match = ["regime"]', 'match = "regime"', 22, "list of strings"),
        ('"a pack of fables"', '"a pack {9,1} fables"', 12, "must not exceed"),
        ('"a pack of fables"', '"~bleurgh"', 12, "not in the lexicon"),
        ('not_after = ["change"]', 'not_after = ["(change"]', 23, "not closed"),
        ('not_after = ["change"]', 'at = "sentence_strat"', 23, "did you mean sentence_start?"),
        ('not_after = ["change"]', 'zones = ["headlin"]', 23, "did you mean headline?"),
        ('not_after = ["change"]', 'reach = "nown"', 23, "no nown; did you mean noun?"),
        ('not_after = ["change"]', "reach = 1", 23, "reach: no 1"),
        ('not_after = ["change"]', 'voices = ["naration"]', 23, "no naration"),
        ('note = "A government one dislikes."', "", 19, "needs note"),
        ('examples.match = ["The regime fell."]', "", 27, "needs examples.match"),
        ('examples.match = ["The regime', 'examples.mach = ["The regime', 26, "unknown key mach"),
        ('match = ["regime"]', 'match = ["regime",', 0, "not valid TOML"),
        ('[[rule]]\nid = "lies"', '[[rules]]\nid = "lies"', 9, "unknown key rules.*mean rule?"),
        ('source = "Moor 2020"\n\n', "\n", 1, "pack needs source"),
        ('id = "regime"', 'id = "re.gime"', 20, "no such rule is inherited.*extends none"),
        ('["regime"]', f'["{"(" * 3000}regime"]', 22, "nested more than"),
    ],
)
def test_mistakes_name_file_line_and_the_mend(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    match = [p for p in found if re.search(says, p)]
    assert match, found
    place = re.search(r"mine\.toml:(\d+): ", match[0])
    assert place
    assert line in (0, int(place[1]))


def test_a_pack_saved_by_any_editor(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(load([str(path)])[0].rules) == 2
    path.write_bytes(GOOD.replace("Mine", "Café").encode("latin-1"))
    with pytest.raises(PackError, match=r"mine\.toml:4: not UTF-8"):
        load([str(path)])


def test_a_rule_that_reaches_knows_its_judging_words(tmp_path: Path) -> None:
    text = GOOD.replace('match = ["regime"]', 'match = ["regime", "brutal"]\nreach = "noun"')
    (pack,) = load([write(tmp_path, text)])
    assert [(rule.reach, rule.judging) for rule in pack.rules] == [(None, ""), ("noun", "brutal")]
    # Overridden phrases have other words; what is not overridden keeps them.
    child = """
schema = 1
id = "child"
title = "Child"
version = "1.0.0"
description = "d"
source = "s"
extends = ["mine.toml"]

[[rule]]
id = "mine.regime"
"""
    path = write(tmp_path, child + 'match = ["cruel"]\n', "child.toml")
    assert load([path])[0].rules[1].judging == "cruel"
    path = write(tmp_path, child + "weight = 0.2\n", "child.toml")
    assert load([path])[0].rules[1].judging == "brutal"
    path = write(tmp_path, child + 'reach = "sentence"\n', "child.toml")
    assert load([path])[0].rules[1][-2:] == ("sentence", "")


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("weight = 0.8", "weight = 8").replace('["regime"]', "[]")
    assert len(problems(tmp_path, text)) == 2


def test_shadowed_rules_are_refused(tmp_path: Path) -> None:
    text = GOOD.replace("Name_Calling-Labeling", "Loaded_Language").replace(
        'match = ["regime"]\nnot_after = ["change"]', 'match = ["regime", "lies"]'
    )
    (problem,) = problems(tmp_path, text)
    assert "mine.toml:22" in problem
    assert "'lies' is shadowed by '~lie/N' of rule mine.lies" in problem


def test_what_a_wildcard_of_another_rule_finds_is_shadowed(tmp_path: Path) -> None:
    text = GOOD.replace("Name_Calling-Labeling", "Loaded_Language").replace(
        'match = ["regime"]\nnot_after = ["change"]', 'match = ["regime", "li*"]'
    )
    (problem,) = problems(tmp_path, text)
    assert "is shadowed by 'li*' of rule mine.regime" in problem


@pytest.mark.parametrize(
    ("zones", "voices", "sound"),
    [
        ("headline", "narrator", False),
        ("body", "headline", False),
        ("caption", "direct", False),
        ("headline", "headline", True),
        ("body", "direct", True),
        ("heading", "narrator", True),
    ],
)
def test_a_zone_that_never_has_the_voice_matches_nothing(
    tmp_path: Path, zones: str, voices: str, sound: bool
) -> None:
    conditions = f'zones = ["{zones}"]\nvoices = ["{voices}"]'
    path = write(tmp_path, GOOD.replace('not_after = ["change"]', conditions))
    if sound:
        load([path])
    else:
        with pytest.raises(PackError, match=f"{zones} never has voice {voices}"):
            load([path])


def test_names_of_packs() -> None:
    assert builtin() == sorted(builtin())
    with pytest.raises(PackError, match=r"no pack named persuasoin; did you mean persuasion\?"):
        load(["persuasoin"])
    with pytest.raises(PackError, match="no such pack file"):
        load(["./absent.toml"])


def test_extends_removes_and_overrides(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    child = GOOD.replace('id = "mine"', 'id = "child"\nextends = ["mine.toml"]')
    head = child[: child.index("[[rule]]")]
    text = head + (
        '[remove]\nlabels = ["Loaded_*"]\n\n'
        '[[rule]]\nid = "mine.regime"\nweight = 0.3\n\n'
        '[[rule]]\nid = "farce"\nlabel = "Doubt"\nmatch = ["farce"]\nnote = "n"\nsource = "s"\n'
        'examples.match = ["A farce."]\nexamples.no_match = ["A force."]\n'
    )
    (pack,) = load([write(tmp_path, text, "child.toml")])
    assert [(r.id, r.weight) for r in pack.rules] == [("mine.regime", 0.3), ("child.farce", 1.0)]
    assert pack.rules[0].phrases == ("regime",)
    assert pack.inherits == ("mine",)
    both = load([str(tmp_path / "mine.toml"), str(tmp_path / "child.toml")])
    assert [p.id for p in both] == ["child"]

    for old, new, says in [
        ("Loaded_*", "Loded", "nothing inherited is called Loded"),
        ("mine.regime", "mine.regme", "no such rule is inherited; did you mean mine.regime?"),
        ("mine.toml", "child.toml", "extends itself"),
        ("mine.toml", "mien.toml", "no such pack file; did you mean mine.toml?"),
    ]:
        write(tmp_path, text.replace(old, new), "child.toml")
        with pytest.raises(PackError, match=re.escape(says)):
            load([str(tmp_path / "child.toml")])


# --- lint ---------------------------------------------------------------------------------------


def test_check_runs_every_example(tmp_path: Path) -> None:
    packs = load([write(tmp_path, GOOD)])
    report = lint.check(packs)
    assert report.examples == 4
    assert [(f.rule, f.error) for f in report.findings] == [("mine.lies", True)]
    assert "examples.no_match gives a hit, 'lies'" in report.findings[0].message
    wrong = load([write(tmp_path, GOOD.replace("The regime fell.", "The fortress fell."))])
    assert any("gives no hit" in f.message for f in lint.check(wrong).findings)


def test_check_measures_use_on_a_corpus(tmp_path: Path) -> None:
    packs = load([write(tmp_path, GOOD)])
    report = lint.check(packs, ["lies and lies " + "word " * 96, "nothing here"])
    lies, regime = report.uses
    assert (lies.hits, lies.texts, regime.hits) == (2, 1, 0)
    assert report.texts == 2
    assert lies.per_million == pytest.approx(2e6 / report.words)
    notes = {f.rule: f.message for f in report.findings if not f.error}
    assert "suspiciously often" in notes["mine.lies"]
    assert "never fired" in notes["mine.regime"]


def test_describe(tmp_path: Path) -> None:
    facts = lint.describe(load([write(tmp_path, GOOD)])[0])
    assert (facts.rules, facts.phrases, facts.spellings, facts.examples) == (2, 3, 4, 4)
    assert facts.labels == {"Loaded_Language": 1, "Name_Calling-Labeling": 1}


# --- the store ----------------------------------------------------------------------------------


def hits(path: str, cache: Path, text: str = "Lies of the regime, a pack of fables.") -> list[str]:
    return [text[h.start : h.end] for h in load_matcher([path], cache=cache).find(Prose(text))]


EXPECTED = ["Lies", "regime", "a pack of fables"]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often packs are compiled."""
    count: list[int] = []
    compile_tables = compiler.compile_tables

    def counting(pack: Pack) -> Tables:
        count.append(1)
        return compile_tables(pack)

    monkeypatch.setattr(compiler, "compile_tables", counting)
    return count


def test_code_of_the_same_time_but_another_size_compiles_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an installer gives every file one time."""
    code = tmp_path / "compiler.py"
    monkeypatch.setattr(store, "__file__", str(tmp_path / "store.py"))
    seen = []
    for content in ("a = 1\n", "a = 12\n"):
        code.write_text(content)
        os.utime(code, (0, 0))
        seen.append(store._code.__wrapped__())
    assert seen[0] != seen[1]


def test_compiled_once_then_stored(tmp_path: Path, compiled: list[int]) -> None:
    path, cache = write(tmp_path, GOOD), tmp_path / "cache"
    assert hits(path, cache) == hits(path, cache) == EXPECTED
    assert len(compiled) == 1
    rules = load_matcher([path], cache=cache).rules
    assert rules == [rule for pack in load([path]) for rule in pack.rules]
    (file,) = cache.iterdir()
    assert file.suffix == ".pack"


def test_a_changed_pack_is_compiled_anew(tmp_path: Path, compiled: list[int]) -> None:
    path, cache = write(tmp_path, GOOD), tmp_path / "cache"
    assert hits(path, cache) == EXPECTED
    write(tmp_path, GOOD.replace('["regime"]', '["junta"]'))
    assert hits(path, cache) == ["Lies", "a pack of fables"]
    assert len(compiled) == 2
    # So is one whose parent changed.
    head = GOOD[: GOOD.index("[[rule]]")].replace(
        'id = "mine"', 'id = "c"\nextends = ["mine.toml"]'
    )
    child = write(tmp_path, head, "c.toml")
    assert hits(child, cache) == ["Lies", "a pack of fables"]
    write(tmp_path, GOOD)
    assert hits(child, cache) == EXPECTED


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "foreign", "folder"])
def test_a_damaged_file_is_compiled_anew(tmp_path: Path, compiled: list[int], damage: str) -> None:
    path, cache = write(tmp_path, GOOD), tmp_path / "cache"
    hits(path, cache)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    middle = len(data) // 2
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(
            {
                "cut": data[:middle],
                "flip": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
                "empty": b"",
                "foreign": b"\x00" * 500,
            }[damage]
        )
    assert hits(path, cache) == EXPECTED
    assert len(compiled) == 2
    if damage != "folder":
        assert hits(path, cache) == EXPECTED
        assert len(compiled) == 2


def test_a_cache_that_cannot_be_written_costs_only_time(
    tmp_path: Path, compiled: list[int]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    path = write(tmp_path, GOOD)
    assert hits(path, blocked / "cache") == hits(path, blocked / "cache") == EXPECTED
    assert len(compiled) == 2


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Path(store.cache_folder()) == tmp_path / "rhetorictui"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert "rhetorictui" in str(store.cache_folder())


def test_relative_paths_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: list[int]
) -> None:
    for name, word in (("a", "regime"), ("b", "junta")):
        (tmp_path / name).mkdir()
        write(tmp_path / name, GOOD.replace('["regime"]', f'["{word}"]'))
        monkeypatch.chdir(tmp_path / name)
        text = f"the {word}"
        assert hits("mine.toml", tmp_path / "cache", text) == [word]
    assert len(compiled) == 2
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_own_packs_beside_those_built_in(tmp_path: Path, compiled: list[int]) -> None:
    path, cache = write(tmp_path, GOOD), tmp_path / "cache"
    matcher = load_matcher(["stance", path, "numbers-rhetoric"], cache=cache)
    assert len(compiled) == 1  # those built in are compiled already
    assert [pack.id for pack in matcher.packs] == ["stance", "mine", "numbers-rhetoric"]
    text = "Perhaps the regime tells a pack of fables, perhaps “the regime” changed."
    found = {(text[h.start : h.end], h.rule.pack) for h in matcher.find(Prose(text))}
    assert {("regime", "mine"), ("a pack of fables", "mine"), ("Perhaps", "stance")} <= found
    with pytest.raises(PackError, match="id mine is taken by"):
        load_matcher([path, write(tmp_path, GOOD + "\n", "other.toml")], cache=cache)
    with pytest.raises(PackError, match="no pack named stanse; did you mean stance"):
        load_matcher(["stanse"], cache=cache)


def test_sources_are_every_file_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    packs, files = loader.load_with_sources([path])
    assert [pack.id for pack in packs] == ["mine"]
    assert [Path(file.path) for file in files] == [Path(path).resolve()]


def test_equal_values_are_stored_alike() -> None:
    """Whatever else refers to their parts: a pack compiled anew is the same file."""

    def fresh(*parts: str) -> str:
        return "".join(parts)

    word = sys.intern(fresh("salt", "pan"))
    shared = [(word, ("brine", word)), b"\xff", 70_000, 0.5, None]
    apart = [
        (fresh("salt", "pan"), (fresh("bri", "ne"), fresh("sal", "tpan"))),
        b"\xff",
        *shared[2:],
    ]
    assert marshal.dumps(shared) != marshal.dumps(apart)
    assert dumps(shared) == dumps(apart)
    assert marshal.loads(dumps(shared)) == shared
