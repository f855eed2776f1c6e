"""Checks of packs beyond what loading refuses: every rule's examples run, and use on real text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rhetorictui.language import Prose
from rhetorictui.packs.phrases import parse
from rhetorictui.packs.store import compile_matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rhetorictui.packs.matcher import Matcher
    from rhetorictui.packs.model import Pack, Rule

OFTEN = 300.0
"""Hits per million words from which a rule is called suspiciously frequent: a reader would meet
it in every third or fourth article, which no wording of rhetoric should."""


class Finding(NamedTuple):
    """Something wrong with a rule. ``error`` False: worth a look, no reason to refuse the pack."""

    rule: str
    message: str
    error: bool = True


class Facts(NamedTuple):
    """What a pack holds. ``spellings`` counts literals, with every alternative spelt out."""

    id: str
    title: str
    version: str
    default: bool
    rules: int
    phrases: int
    spellings: int
    labels: dict[str, int]
    examples: int


class Use(NamedTuple):
    """How a rule fared on a corpus: hits, those in a million words, texts with a hit."""

    rule: str
    hits: int
    per_million: float
    texts: int


class Report(NamedTuple):
    """What ``check`` found. ``uses`` and ``words`` are of the corpus, if one was given."""

    findings: list[Finding]
    examples: int
    words: int = 0
    texts: int = 0
    uses: Sequence[Use] = ()


def describe(pack: Pack) -> Facts:
    """The figures of one pack; ``labels`` are in falling order of their rules."""
    phrases = [phrase for rule in pack.rules for phrase in rule.phrases]
    labels = Counter(rule.label for rule in pack.rules)
    return Facts(
        pack.id,
        pack.title,
        pack.version,
        pack.default,
        len(pack.rules),
        len(phrases),
        sum(len(segment) for p in phrases for form in parse(p) for segment in form.segments),
        dict(labels.most_common()),
        sum(len(rule.examples) + len(rule.counterexamples) for rule in pack.rules),
    )


def check(
    packs: Sequence[Pack], texts: Iterable[str] | None = None, *, matcher: Matcher | None = None
) -> Report:
    """Run every example of every rule; with ``texts``, also count the hits of each rule in them.

    ``matcher`` is one for just these packs, where there is one already. Zone and voice conditions
    are left out of account, for examples are bare sentences. Raises PackError where a rule cannot
    be compiled.
    """
    matcher = matcher or compile_matcher(packs)
    findings: list[Finding] = []
    examples = 0
    for number, rule in enumerate(matcher.rules):
        examples += len(rule.examples) + len(rule.counterexamples)
        findings += _examples(matcher, number, rule)
    if texts is None:
        return Report(findings, examples)
    hits: Counter[int] = Counter()
    spread: Counter[int] = Counter()
    words = count = 0
    for text in texts:
        found = [rule for _, _, rule in matcher.spans(Prose(text))]
        hits.update(found)
        spread.update(set(found))
        words += text.count(" ") + 1
        count += 1
    uses = []
    for number, rule in enumerate(matcher.rules):
        rate = hits[number] * 1e6 / max(words, 1)
        uses.append(Use(rule.id, hits[number], rate, spread[number]))
        if not hits[number]:
            findings.append(Finding(rule.id, "never fired on the corpus", error=False))
        elif rate > OFTEN:
            message = f"fires suspiciously often: {rate:,.0f} hits per million words"
            findings.append(Finding(rule.id, message, error=False))
    return Report(findings, examples, words, count, uses)


def _examples(matcher: Matcher, number: int, rule: Rule) -> Iterable[Finding]:
    for sentence in rule.examples:
        if not any(index == number for _, _, index in matcher.spans(Prose(sentence))):
            yield Finding(rule.id, f"examples.match gives no hit: {sentence!r}")
    for sentence in rule.counterexamples:
        for start, end, index in matcher.spans(Prose(sentence)):
            if index == number:
                yield Finding(
                    rule.id, f"examples.no_match gives a hit, {sentence[start:end]!r}: {sentence!r}"
                )
