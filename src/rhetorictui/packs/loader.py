"""Read packs from TOML and refuse what is wrong in them, all of it at once, with file and line.

A pack is one file. ``extends`` takes over the rules of others, which keep their ids; ``[remove]``
drops some of them by rule or label (globs), and a rule whose id is the full id of an inherited
one overrides the keys it gives.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from rhetorictui import patterns
from rhetorictui.document import VOICES, ZONE_KINDS, zone_voices
from rhetorictui.packs.model import PLACES, REACHES, Pack, PackError, Rule

SCHEMA = 1
FOLDER = os.path.realpath(os.path.join(os.path.dirname(__file__), "builtin"))
"""Where the packs lie that are built in."""
ZONES = (*ZONE_KINDS, "body")
"""What ``zones`` of a rule may name; ``body`` is running text outside every zone."""

_PACK_KEYS = (
    "schema", "id", "title", "version", "description", "source", "default", "extends", "remove",
    "rule",
)  # fmt: skip
_RULE_KEYS = (
    "id", "label", "match", "note", "source", "weight", "examples", "not_before", "not_after",
    "at", "zones", "voices", "reach",
)  # fmt: skip
_ID = patterns.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LABEL = patterns.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")


_Report = Callable[..., None]
"""Called with a message and, where known, the key and the string in its value."""


class Source(NamedTuple):
    """One pack file as found: the name shown in messages, where it lies, and its text."""

    name: str
    path: str
    text: str


def builtin() -> list[str]:
    """The names of the packs that ship with the tool, sorted."""
    return sorted(name[:-5] for name in os.listdir(FOLDER) if name.endswith(".toml"))


def load(names: Sequence[str] = ()) -> tuple[Pack, ...]:
    """The packs of that name (built in) or path (``….toml``), in the order given.

    None given: those built in that say ``default = true``. A pack that another of them extends
    is not returned beside it. Raises PackError with every problem found.
    """
    return load_with_sources(names)[0]


def load_with_sources(names: Sequence[str] = ()) -> tuple[tuple[Pack, ...], tuple[Source, ...]]:
    """As ``load``, with every file that was read for it, those extended included."""
    reader = _Reader()
    packs = [reader.pack(name) for name in names or builtin()]
    if reader.problems:
        raise PackError(reader.problems)
    if not names:
        packs = [pack for pack in packs if pack.default]
    inherited = {name for pack in packs for name in pack.inherits}
    chosen = {pack.id: pack for pack in packs if pack.id not in inherited}
    return tuple(chosen.values()), tuple(reader.files)


def place(name: str, beside: str = "") -> str:
    """Where the file of a built-in name, or of a path, must lie, whether or not it is there."""
    if _is_path(name):
        return os.path.realpath(os.path.join(beside, os.path.expanduser(name)))
    return os.path.join(FOLDER, f"{name}.toml")


def _is_path(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def find(name: str, beside: str) -> Source:
    """The file of a built-in name, or of a path, taken from the folder ``beside`` if relative."""
    if _is_path(name):
        path = place(name, beside)
        try:
            return Source(name, path, _text(path, "utf-8-sig"))
        except FileNotFoundError:
            raise PackError([f"{name}: no such pack file{_nearest_file(path)}"]) from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise PackError([f"{name}:{line}: not UTF-8; save the pack in that encoding"]) from None
        except OSError as error:
            raise PackError([f"{name}: cannot be read: {error.strerror}"]) from None
    known = builtin()
    if name not in known:
        hint = f"built in: {', '.join(known)}; give your own by path, such as ./mine.toml"
        raise PackError([f"no pack named {name}{_nearest(name, known)} ({hint})"])
    path = place(name)
    return Source(f"{name}.toml", path, _text(path, "utf-8"))


def _text(path: str, encoding: str) -> str:
    with open(path, encoding=encoding) as file:
        return file.read()


def _nearest(name: str, known: Sequence[str]) -> str:
    import difflib  # 5 ms, and only when something is wrong.

    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else ""


def _nearest_file(path: str) -> str:
    try:
        folder, name = os.path.split(path)
        return _nearest(name, [n for n in os.listdir(folder) if n.endswith(".toml")])
    except OSError:
        return ""


class _Lines:
    """Where things stand in a TOML source, which tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.rules = [
            i for i, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)
        ]

        tables = (i for i, line in enumerate(self.lines, 1) if line.lstrip().startswith("[["))
        self.top = next(tables, len(self.lines))  # the first of these lines included

    def of(self, rule: int | None, key: str = "", value: str = "") -> int:
        """The line, from 1, of a key (or a string in its value) of the n-th rule or of the top."""
        if rule is None:
            first, last = 0, self.top
        elif rule < len(self.rules):
            first = self.rules[rule]
            last = self.rules[rule + 1] if rule + 1 < len(self.rules) else len(self.lines)
        else:  # rules that are written in another way than [[rule]]
            return 1
        place = first
        if key:
            pattern = re.compile(rf"\s*\[{{0,2}}\s*[\"']?(?:examples\s*\.\s*)?{re.escape(key)}\b")
            place = next((i for i in range(first, last) if pattern.match(self.lines[i])), first)
        if value:
            spellings = {value, value.replace("\\", "\\\\").replace('"', '\\"')}
            quoted = [q + s + q for s in spellings for q in "\"'"]
            for i in range(place, last):
                if any(q in self.lines[i] for q in quoted):
                    return i + 1
        return place + 1


class _Reader:
    """Reads packs and those they extend, each once, and gathers every problem."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.done: dict[str, Pack] = {}
        self.ids: dict[str, str] = {}
        self.open: list[str] = []
        self.files: list[Source] = []

    def pack(self, name: str, beside: str = "") -> Pack:
        source = find(name, beside)
        if source.path in self.open:
            raise PackError([f"{source.name}: extends itself: {' → '.join([*self.open, name])}"])
        if source.path not in self.done:
            self.open.append(source.path)
            self.files.append(source)
            self.done[source.path] = self.read(source)
            self.open.pop()
        return self.done[source.path]

    def read(self, source: Source) -> Pack:
        import tomllib  # 33 ms. Compiled packs come from the cache, without passing here.

        from rhetorictui.packs.shadowed import shadowed  # As below.

        try:
            data = tomllib.loads(source.text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            where = f"{source.name}:{line[1]}" if line else source.name
            raise PackError([f"{where}: not valid TOML: {error}"]) from None
        lines = _Lines(source.text)

        def place(rule: int | None) -> _Report:
            def report(message: str, key: str = "", value: str = "") -> None:
                self.problems.append(f"{source.name}:{lines.of(rule, key, value)}: {message}")

            return report

        report = place(None)
        fields = _Fields(data, _PACK_KEYS, "pack", report)
        if data.get("schema") != SCHEMA:
            report(f"schema = {SCHEMA} is expected", "schema")
        pack_id = fields.text("id")
        if pack_id and not _ID.fullmatch(pack_id):
            report(f"id {pack_id}: small letters, digits and single hyphens only", "id")
        other = self.ids.setdefault(pack_id, source.path)
        if other != source.path:
            report(f"id {pack_id} is taken by {other}; choose another", "id")
        version, default = fields.text("version"), data.get("default", False)
        if version and not re.fullmatch(r"\d+\.\d+\.\d+", version):
            report(f"version {version}: three numbers are expected, such as 1.0.0", "version")
        if not isinstance(default, bool):
            report("default must be true or false", "default")
        rules, inherits = self.inherited(source, fields, report)
        entries = data.get("rule", [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise PackError([f"{source.name}: rules are written as [[rule]] tables"])
        self.rules(entries, pack_id, rules, place)
        order = {f"{pack_id}.{e.get('id')}": i for i, e in enumerate(entries)}
        for rule_id, phrase, message in shadowed(rules.values()):
            place(order.get(rule_id))(message, "match", phrase)
        return Pack(
            pack_id,
            fields.text("title"),
            version,
            fields.text("description"),
            fields.text("source"),
            default is True,
            tuple(rules.values()),
            inherits,
        )

    def inherited(
        self, source: Source, fields: _Fields, report: _Report
    ) -> tuple[dict[str, Rule], tuple[str, ...]]:
        rules: dict[str, Rule] = {}
        inherits: dict[str, None] = {}
        for name in fields.texts("extends"):
            try:
                parent = self.pack(name, os.path.dirname(source.path))
            except PackError as error:
                for problem in error.problems:
                    report(f"extends: {problem}", "extends")
                continue
            rules.update((rule.id, rule) for rule in parent.rules)
            inherits.update(dict.fromkeys((parent.id, *parent.inherits)))
        remove = fields.data.get("remove", {})
        if not isinstance(remove, dict):
            report("[remove] is a table with rules and labels", "remove")
            return rules, tuple(inherits)
        cut = _Fields(remove, ("rules", "labels"), "[remove]", report)
        for key in ("rules", "labels"):
            names = {r.id: r.id if key == "rules" else r.label for r in rules.values()}
            for pattern in cut.texts(key):
                gone = [i for i, name in names.items() if fnmatchcase(name, pattern)]
                if not gone:
                    known = sorted(set(names.values()))
                    report(f"[remove] {key}: nothing inherited is called {pattern}"
                           + _nearest(pattern, known), key, pattern)  # fmt: skip
                for rule in gone:
                    rules.pop(rule, None)
        return rules, tuple(inherits)

    def rules(
        self,
        entries: Sequence[Mapping[str, Any]],
        pack_id: str,
        rules: dict[str, Rule],
        place: Callable[[int | None], _Report],
    ) -> None:
        if not entries and not rules:
            place(None)("the pack has no rules")
        seen: set[str] = set()
        inherited = list(rules)
        for index, entry in enumerate(entries):
            here = place(index)
            own = entry.get("id")
            base = rules.get(own) if isinstance(own, str) else None
            rule = _rule(entry, pack_id, base, here)
            if rule.id in seen or (rule.id in rules and base is None):
                here(f"rule {rule.id} is defined twice", "id")
            elif isinstance(own, str) and "." in own and base is None:
                alone = " (the pack extends none; its own ids have no dot)"
                hint = _nearest(own, inherited) if inherited else alone
                here(f"{own}: no such rule is inherited{hint}", "id")
            seen.add(rule.id)
            rules[rule.id] = rule


class _Fields:
    """The keys of one table, each checked as it is read and complained about where it stands."""

    def __init__(
        self, data: Mapping[str, Any], known: Sequence[str], what: str, say: _Report
    ) -> None:
        self.data, self.what, self.say = data, what, say
        for key in data:
            if key not in known:
                say(f"unknown key {key} in {what}{_nearest(key, known)}", key)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.say(f"{self.what} needs {key}, a string that is not empty", key)
        return ""

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.data.get(key, default)
        if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.say(f"{key} of {self.what} must be a list of strings", key)
        return ()

    def choice(self, key: str, known: Sequence[str], default: str | None) -> str | None:
        value = self.data.get(key, default)
        if value is None:
            return None
        if value in known:
            return str(value)
        self.say(f"{key}: no {value}{_nearest(str(value), known)} (known: {', '.join(known)})", key)
        return None

    def choices(self, key: str, known: Sequence[str], default: tuple[str, ...]) -> tuple[str, ...]:
        values = self.texts(key, default)
        for value in values:
            if value not in known:
                self.say(f"{key}: no {value}{_nearest(value, known)} (known: {', '.join(known)})",
                         key, value)  # fmt: skip
        return values


def _rule(entry: Mapping[str, Any], pack_id: str, base: Rule | None, report: _Report) -> Rule:
    own = entry.get("id")
    fields = _Fields(entry, _RULE_KEYS, f"rule {own}" if isinstance(own, str) else "rule", report)
    name = fields.text("id")
    if name and base is None and not _ID.fullmatch(name) and "." not in name:
        report(f"id {name}: small letters, digits and single hyphens only", "id")
    label = fields.text("label", base and base.label)
    if label and not _LABEL.fullmatch(label):
        report(f"label {label}: letters, digits, single _ and - only, no spaces", "label")
    phrases = fields.texts("match", base.phrases if base else ())
    if not phrases:
        report(f"rule {name}: match is empty, the rule can match nothing", "match")
    phrases = _checked(phrases, "match", report)
    examples = _Fields(entry.get("examples", {}) if isinstance(entry.get("examples", {}), dict)
                       else {}, ("match", "no_match"), "examples", report)  # fmt: skip
    positive = examples.texts("match", base.examples if base else ())
    negative = examples.texts("no_match", base.counterexamples if base else ())
    if not positive or not negative:
        missing = "examples.match" if not positive else "examples.no_match"
        report(f"rule {name} needs {missing}, at least one sentence", "examples")
    weight = entry.get("weight", base.weight if base else 1.0)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        report(f"rule {name}: weight must be a number from 0 to 1", "weight")
        weight = 0.0
    zones = fields.choices("zones", ZONES, base.zones if base else ())
    voices = fields.choices("voices", VOICES, base.voices if base else ())
    if zones and voices and not {v for z in zones for v in zone_voices(z)}.intersection(voices):
        where, whose = ", ".join(zones), ", ".join(voices)
        report(
            f"rule {name}: {where} never has voice {whose}, the rule can match nothing", "voices"
        )
    at = fields.choice("at", PLACES, base and base.at)
    reach = fields.choice("reach", REACHES, base and base.reach)
    return Rule(
        name if base else f"{pack_id}.{name}",
        label,
        phrases,
        fields.text("note", base and base.note),
        fields.text("source", base and base.source),
        float(weight),
        positive,
        negative,
        _checked(fields.texts("not_before", base.not_before if base else ()), "not_before", report),
        _checked(fields.texts("not_after", base.not_after if base else ()), "not_after", report),
        at,
        zones,
        voices,
        reach,
        _judging(phrases) if reach == "noun" else "",
    )


def _judging(phrases: tuple[str, ...]) -> str:
    from rhetorictui.packs.judging import judging_words  # As below.

    return " ".join(judging_words(phrases))


def _checked(phrases: tuple[str, ...], key: str, report: _Report) -> tuple[str, ...]:
    # 10 ms. Compiled packs come without passing here; so too below.
    from rhetorictui.packs.phrases import PhraseError, parse

    good = []
    for phrase in phrases:
        try:
            parse(phrase, context=key != "match")
        except PhraseError as error:
            report(f"phrase {phrase!r}: {error}", key, phrase)
        else:
            good.append(phrase)
    return tuple(good)
