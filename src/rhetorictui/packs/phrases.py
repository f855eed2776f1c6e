"""The phrase language of packs: text → variants → literals or one regular expression.

A phrase is first spelt out into its *variants*, flat strings without alternatives, options or
lemmas, so that every later step is simple. Variants without gaps and wildcards are *literals*,
which the automaton finds by itself; the others become segments between gaps, each segment one
trie-shaped expression, anchored at the literal stretch that is rarest in English.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from rhetorictui.language.shadow import shadow
from rhetorictui.packs.model import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_VARIANTS = 3000
"""A phrase that spells out into more is refused: it costs memory and says nothing precise."""
MAX_GAP = 10
MAX_DEPTH = 20

# Marks inside variants: any letters; a word that wants its case, and its end.
STAR, EXACT, END = MARKS
_POS = {"V": ("VERB", "AUX"), "N": ("NOUN",), "A": ("ADJ", "ADV")}
_ALL_POS = ("VERB", "AUX", "NOUN", "ADJ", "ADV")
_RUN = re.compile(r'[^ ()\[\]{}|*~="\\]+')
_BARE = re.compile(r"(?=.*[^\W_])[\w' -]+")


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says what is wrong and how to mend it."""


class Gap(NamedTuple):
    """Any words, ``least`` to ``most`` of them, within one sentence."""

    least: int
    most: int


class Phrase(NamedTuple):
    """One way a phrase can be spelt out: segments of variants with gaps between them.

    ``segments[i]`` and ``segments[i + 1]`` are divided by ``gaps[i]``; without gaps there is one
    segment. Variants are folded like the shadow, except between EXACT and END. ``quoted`` asks
    for quotation marks around.
    """

    segments: tuple[tuple[str, ...], ...]
    gaps: tuple[Gap, ...]
    quoted: bool

    @property
    def literal(self) -> bool:
        """Whether the variants can be compared with the shadow as they stand."""
        return not self.gaps and not any(STAR in v or EXACT in v for v in self.segments[0])


_Variant = tuple[str | Gap, ...]


def parse(phrase: str, *, context: bool = False) -> list[Phrase]:
    """Spell out one phrase of a pack. Usually one ``Phrase``; more where a gap is optional.

    A ``context`` phrase stands before or after a hit and may begin or end with a gap; its first
    or last segment is then empty. Raises PhraseError.
    """
    return _parse(phrase.strip(), context)


@functools.cache
def _parse(text: str, context: bool) -> list[Phrase]:
    if not text:
        raise PhraseError("the phrase is empty")
    if re.search(r"[\ue000-\uf8ff\x00-\x08]", text):
        raise PhraseError("the phrase holds control characters")
    if _BARE.fullmatch(text):
        return [Phrase(((" ".join(shadow(text).split()),),), (), False)]
    quoted = False
    if text.startswith('"'):
        if len(text) < 3 or not text.endswith('"') or text.endswith('\\"'):
            raise PhraseError('a quotation mark is not closed; write \\" for the mark itself')
        quoted, text = True, text[1:-1].strip()
    parts, gaps = _Reader(text).phrase()
    if not any(isinstance(item, Gap) for part in parts for variant in part for item in variant):
        columns = [tuple(dict.fromkeys(_flat(variant) for variant in part)) for part in parts]
        _refuse(gaps, [v for column in columns for v in column], columns[0] + columns[-1], context)
        return [Phrase(tuple(columns), gaps, quoted)]
    variants = parts[0]
    for gap, part in zip(gaps, parts[1:], strict=True):
        variants = _product(_product(variants, [(gap,)]), part)
    # Gaps within brackets: one form for each way of leaving them out.
    groups: dict[tuple[Gap, ...], dict[tuple[str, ...], None]] = {}
    for variant in variants:
        inner, segments = _segments(variant)
        _refuse(inner, segments, (segments[0], segments[-1]), context)
        groups.setdefault(inner, {})[segments] = None
    return [
        Phrase(columns_, gaps_, quoted)
        for gaps_, rows in groups.items()
        for columns_ in _columns(list(rows))
    ]


def _columns(rows: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], ...]]:
    """Rows of segments as columns of variants, where the columns' product is just the rows."""
    columns = tuple(tuple(dict.fromkeys(column)) for column in zip(*rows, strict=True))
    if math.prod(map(len, columns)) == len(rows):
        return [columns]
    return [tuple((segment,) for segment in row) for row in rows]


def _segments(variant: _Variant) -> tuple[tuple[Gap, ...], tuple[str, ...]]:
    gaps: list[Gap] = []
    parts: list[_Variant] = [()]
    for item in variant:
        if isinstance(item, Gap):
            gaps.append(item)
            parts.append(())
        else:
            parts[-1] += (item,)
    return tuple(gaps), tuple(_flat(part) for part in parts)


def _flat(variant: _Variant) -> str:
    return " ".join("".join(item for item in variant if isinstance(item, str)).split())


def _refuse(
    gaps: tuple[Gap, ...], segments: Sequence[str], outer: Sequence[str], context: bool
) -> None:
    """Raise PhraseError for what can match nothing, anything, or only by chance."""
    if gaps and not context and "" in outer:
        raise PhraseError("a gap {m,n} needs words on both sides")
    for segment in segments:
        if not segment and gaps and segment not in outer:
            raise PhraseError("two gaps stand side by side; write one")
        if not segment and not gaps:
            raise PhraseError("the phrase can match nothing at all; not every part may be optional")
        if any(not word.strip(STAR) for word in segment.split()):
            raise PhraseError("a word of only * matches anything; write a gap such as {1,1}")
    if not any(char.isalnum() for segment in segments for char in segment):
        raise PhraseError("the phrase has no word in it")


class _Reader:
    """A recursive reader of one phrase that returns variants as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def phrase(self) -> tuple[list[list[_Variant]], tuple[Gap, ...]]:
        """The variants of each stretch between the gaps outside brackets, and those gaps."""
        parts: list[list[_Variant]] = [[()]]
        gaps = []
        while char := self.peek():
            if char == "|":
                raise PhraseError("a bar | outside brackets; write (a|b)")
            if char == "{":
                gaps.append(self.gap())
                parts.append([()])
            else:
                parts[-1] = _product(parts[-1], self.item(char))
        return parts, tuple(gaps)

    def alternatives(self, close: str) -> list[_Variant]:
        out = self.sequence(close)
        while self.peek() == "|":
            self.at += 1
            out = out + self.sequence(close)
        if self.peek() != close:
            raise PhraseError(f"a bracket is not closed: {close} is missing")
        self.at += len(close)
        return _capped(dict.fromkeys(out))

    def sequence(self, close: str) -> list[_Variant]:
        out: list[_Variant] = [()]
        begin = self.at
        while (char := self.peek()) and char not in (close, "|"):
            out = _product(out, self.item(char))
        if self.at == begin:
            raise PhraseError("an empty alternative; write [x] for what may be left out")
        return out

    def item(self, char: str) -> list[_Variant]:
        starts_word = self.at == 0 or self.text[self.at - 1] in " ([|"
        if char in "([":
            self.at += 1
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise PhraseError(f"brackets are nested more than {MAX_DEPTH} deep")
            inner = self.alternatives(")" if char == "(" else "]")
            self.depth -= 1
            return inner if char == "(" else [*inner, ()]
        if char in ")]}":
            raise PhraseError(f"a {char} that closes nothing; write \\{char} for the mark itself")
        if char == "{":
            return [(self.gap(),)]
        if char == "*":
            self.at += 1
            return [(STAR,)]
        if char == '"':
            raise PhraseError(
                'a quotation mark inside a phrase; quote the whole phrase or write \\"'
            )
        if char == " ":
            self.at += 1
            return [(" ",)]
        if char == "~" and starts_word:
            return [(form,) for form in self.lemma()]
        if char == "=" and starts_word:
            self.at += 1
            exact = self.literal()
            if not exact:
                raise PhraseError("= stands before a word that is matched with its case")
            return [(EXACT + _unquoted(exact) + END,)]
        return [(shadow(self.literal()),)]

    def literal(self) -> str:
        out = ""
        while True:
            if run := _RUN.match(self.text, self.at):
                out += run.group()
                self.at = run.end()
            char = self.peek()
            if char == "\\":
                out += self.text[self.at + 1 : self.at + 2]
                self.at += 2
            elif char in ("~", "=") and out:
                out += char
                self.at += 1
            else:
                break
        if not out and self.peek() in "~=":
            raise PhraseError(f"{self.peek()} must stand before a word; write \\{self.peek()} else")
        return out

    def gap(self) -> Gap:
        found = re.compile(r"\{(\d{1,9}),(\d{1,9})\}").match(self.text, self.at)
        if not found:
            raise PhraseError("a gap is written {m,n}, such as {0,3}")
        least, most = int(found[1]), int(found[2])
        if least > most or most == 0:
            raise PhraseError(f"the gap {found[0]} is empty: m must not exceed n")
        if most > MAX_GAP:
            raise PhraseError(f"the gap {found[0]} is too wide: at most {MAX_GAP} words")
        before, after = self.text[: self.at], self.text[found.end() :]
        if (before and before[-1] not in " ([|") or (after and after[0] not in " )]|"):
            raise PhraseError("a gap stands by itself between spaces")
        self.at = found.end()
        return Gap(least, most)

    def lemma(self) -> tuple[str, ...]:
        found = re.compile(r"~([^\W\d_]+(?:['-][^\W\d_]+)*)(?:/([A-Z]))?").match(self.text, self.at)
        if not found:
            raise PhraseError("~ stands before a word, the lemma, such as ~slam or ~slam/V")
        if found[2] and found[2] not in _POS:
            raise PhraseError(f"{found[0]}: the part of speech is V, N or A")
        self.at = found.end()
        return inflections(found[1].lower(), found[2])


def _product(left: list[_Variant], right: list[_Variant]) -> list[_Variant]:
    if len(left) * len(right) > MAX_VARIANTS:
        raise PhraseError(
            f"the phrase spells out into more than {MAX_VARIANTS:,} variants; split it or say less"
        )
    return [_join(a, b) for a, b in itertools.product(left, right)]


def _join(a: _Variant, b: _Variant) -> _Variant:
    if a and b and isinstance(a[-1], str) and isinstance(b[0], str):
        return (*a[:-1], a[-1] + b[0], *b[1:])
    return a + b


def _capped(variants: dict[_Variant, None]) -> list[_Variant]:
    if len(variants) > MAX_VARIANTS:
        raise PhraseError(
            f"the phrase spells out into more than {MAX_VARIANTS:,} variants; split it or say less"
        )
    return list(variants)


def _unquoted(text: str) -> str:
    """Fold everything but case."""
    folded = shadow(text)
    return "".join(t if t.lower() == f else f for t, f in zip(text, folded, strict=True))


@functools.cache
def inflections(lemma: str, pos: str | None = None) -> tuple[str, ...]:
    """Every inflected form of ``lemma``, itself included, in lower case and sorted.

    ``pos`` is V, N or A (adjective and adverb), or None for all. Needs lemminflect; a word that
    its lexicon lacks is inflected by its rules when ``pos`` is given. Raises PhraseError.
    """
    # 140 ms, it imports numpy; only compiling a pack passes here, never matching.
    import lemminflect

    forms: set[str] = set()
    for upos in _POS[pos] if pos else _ALL_POS:
        for spellings in lemminflect.getAllInflections(lemma, upos).values():
            forms.update(spellings)
    if not forms and pos:
        for spellings in lemminflect.getAllInflectionsOOV(lemma, _POS[pos][0]).values():
            forms.update(spellings)
    if not forms:
        raise PhraseError(
            f"~{lemma}: not in the lexicon of lemmas; give its part of speech (~{lemma}/V, /N, /A)"
            " or write out the forms"
        )
    return tuple(sorted({shadow(form) for form in forms} | {shadow(lemma)}))


# --- regular expressions over the shadow -------------------------------------------------------

_STAR_RE = r"(?:[^\W_]|(?<=[^\W_])-(?=[^\W_]))*"
# A word of a gap: no full stop at its end, unless it is an initial or a common abbreviation.
_GAP_WORD = (
    r"(?:[^ ]*[^ .!?\"')\]][\"')\],;:]*|(?:[a-z]\.)+|(?:mr|mrs|ms|dr|gen|sen|rep|gov|st|jr|no)\.) "
)


def regex(phrase: Phrase) -> str:
    """The source of an expression that matches ``phrase`` on folded text.

    Words are divided by single spaces. Each segment takes its longest variant, each gap as many
    words as it can. Words that want their case are groups; what they match is for the caller to
    compare with ``exact_words``.
    """
    return rf"(?<![^\W_]){_body(phrase)}(?![^\W_])"


def most_words(phrase: Phrase) -> int:
    """How many words a match of ``phrase`` has at most."""
    words = sum(max(len(v.split()) for v in segment) for segment in phrase.segments)
    return words + sum(gap.most for gap in phrase.gaps)


def exact_words(phrase: Phrase) -> tuple[str, ...]:
    """The case-sensitive words of ``phrase``, as they must stand in the text."""
    found = re.compile(f"{EXACT}(.*?){END}").findall
    return tuple(sorted({word for seg in phrase.segments for v in seg for word in found(v)}))


def context_regex(phrases: tuple[str, ...], *, before: bool) -> str:
    """The source of an expression for what must not stand directly before or after a hit.

    It is to be matched at a word so that it ends where the hit begins, or where the hit ends.
    Raises PhraseError.
    """
    bodies = []
    for form in (form for phrase in phrases for form in parse(phrase, context=True)):
        body = _body(form)
        if before:
            bodies.append(rf"(?<![^\W_]){body}" + ("" if not form.segments[-1][0] else r"[ \"'(]+"))
        else:
            bodies.append(("" if not form.segments[0][0] else r"[\"')]* ") + rf"{body}(?![^\W_])")
    return "(?:" + "|".join(bodies) + (r")\Z" if before else ")")


def _body(phrase: Phrase) -> str:
    out = _segment(phrase.segments[0])
    for gap, segment in zip(phrase.gaps, phrase.segments[1:], strict=True):
        out += (
            rf"(?<![.!?;])[,\"')\]]{{0,3}} (?:{_GAP_WORD}){{{gap.least},{gap.most}}}[\"'(\[]{{0,2}}"
        )
        out += _segment(segment)
    return out


def _segment(variants: tuple[str, ...]) -> str:
    """One expression for many strings of words, which takes the longest that fits.

    A tree of words, in which words with the same sequel share it: that gives back the brackets
    that the phrase was written with, without their order mattering.
    """
    tree: dict[str, Any] = {}
    for variant in variants:
        node = tree
        for word in variant.split(" "):
            node = node.setdefault(word, {})
        node[""] = {}
    return _sequel(tree)[0].removeprefix(" ")


def _sequel(node: dict[str, Any]) -> tuple[str, bool]:
    """What may follow, with a space before each word, and whether it may be nothing."""
    groups: dict[str, list[str]] = {}
    for word, child in node.items():
        if word:
            sequel, optional = _sequel(child)
            groups.setdefault(f"(?:{sequel})?" if sequel and optional else sequel, []).append(word)
    # What begins with a wildcard is tried last: others read more closely.
    forks = [_words(tuple(words)) + sequel for sequel, words in groups.items()]
    forks.sort(key=lambda fork: fork.startswith(_STAR_RE))
    if not forks:
        return "", True
    return " " + (forks[0] if len(forks) == 1 else f"(?:{'|'.join(forks)})"), "" in node


@functools.lru_cache(maxsize=512)
def _words(words: tuple[str, ...]) -> str:
    """One expression for any of ``words``, longer ones first."""
    spelt = [_spell(word) for word in sorted(words, key=len, reverse=True)]
    return spelt[0] if len(spelt) == 1 else f"(?:{'|'.join(spelt)})"


def _spell(word: str) -> str:
    if word.isalnum() and word.isascii():
        return word
    marks = {STAR: _STAR_RE, EXACT: "(", END: ")"}
    return "".join(marks.get(char) or re.escape(char.lower()) for char in word)
