"""Cue words and what they do: how an outlet introduces a speaker is itself framing.

Values follow engagement in Martin & White, The Language of Evaluation (2005), ch. 3, with hostile
report verbs kept apart from plain denial.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rhetorictui import patterns

ENGAGEMENT = ("acknowledge", "distance", "endorse", "disclaim", "hostile")
"""``acknowledge``: reported without a stance (said). ``distance``: the outlet does not vouch for
it (claimed). ``endorse``: the outlet vouches for it (pointed out). ``disclaim``: the speaker is
shown as turning something away (denied). ``hostile``: as attacking (blasted)."""

_TABLE = {
    "acknowledge": "say tell add state write report announce declare explain comment remark "
    "reply answer respond ask describe mention discuss continue quote think believe suggest tweet "
    "post argue believe hold urge call propose recommend request inform express stress emphasize "
    "emphasise reiterate repeat conclude observe according speak talk recall testify read advise "
    "estimate predict forecast expect hope want plan wish promise pledge vow warn agree "
    "joke cite refer indicate opine offer voice underline underscore thank praise welcome support "
    "favor favour back note demand reckon wonder intend fear worry consider feel appeal plead "
    "swear assume suspect guess imagine mean sense advocate chant shout cry lament complain "
    "regret hint decide conclude instruct press testify report judge deem view caution encourage "
    "order signal recount email yell exclaim interject proclaim quip muse surmise credit "
    "echo mourn apologize apologise applaud laud hail endorse defend outline confide "
    "implore exhort counsel calculate reference allude champion whisper mutter scream "
    "gloat preach articulate concur retort pronounce elaborate concern",
    "distance": "claim allege purport profess maintain contend assert insist imply insinuate "
    "speculate boast brag rumor rumour pretend reportedly allegedly supposedly purportedly "
    "ostensibly apparently theorize theorise posit tout spin assure portray "
    "paint depict characterize characterise dub brand reassure",
    "endorse": "show demonstrate prove reveal expose confirm establish point clarify acknowledge "
    "admit concede confess recognize recognise realize realise know find discover verify "
    "document disclose refute debunk disprove remind illustrate uncover substantiate corroborate "
    "attest certify detail unveil learn understand highlight",
    "disclaim": "deny reject dismiss refuse decline disagree dispute contradict rebut disavow "
    "repudiate oppose doubt question object downplay disown renounce challenge counter rebuff "
    "resist discount spurn demur",
    "hostile": "blast slam lash attack rip bash accuse blame condemn denounce decry berate rail "
    "lambast lambaste assail mock ridicule deride rant fume thunder sneer scoff savage hammer "
    "skewer excoriate castigate pillory scold rebuke chide taunt jeer smear vilify malign "
    "criticize criticise fault chastise trash pan spew bark snap snarl whine gripe moan rage "
    "threaten bluster belittle disparage deplore scorn curse",
}
_STATES = frozenset(
    "say tell add state write report announce declare explain remark reply answer argue note warn "
    "suggest predict pledge promise recall testify complain lament stress conclude observe read "
    "according estimate claim allege assert insist contend maintain point confirm acknowledge "
    "admit concede confess deny reveal disclose reiterate repeat caution recount exclaim interject "
    "proclaim quip retort confide concur".split()
)
"""Verbs by which somebody states something, as against wishes, thoughts and deeds."""
_BY_LEMMA = {lemma: value for value, lemmas in _TABLE.items() for lemma in lemmas.split()}
_IRREGULAR = {
    "said": "say",
    "says": "say",
    "told": "tell",
    "wrote": "write",
    "written": "write",
    "thought": "think",
    "spoke": "speak",
    "spoken": "speak",
    "found": "find",
    "knew": "know",
    "known": "know",
    "held": "hold",
    "shown": "show",
    "shew": "show",
    "proven": "prove",
    "understood": "understand",
    "withheld": "deny",
    "swore": "promise",
    "sworn": "promise",
    "saying": "say",
    "telling": "tell",
    "writing": "write",
    "denied": "deny",
    "denies": "deny",
    "denying": "deny",
    "implied": "imply",
    "implies": "imply",
    "replied": "reply",
    "replies": "reply",
    "decried": "decry",
    "decries": "decry",
    "vilified": "vilify",
    "clarified": "clarify",
    "verified": "verify",
    "certified": "certify",
    "testified": "testify",
    "spun": "spin",
    "meant": "mean",
    "claims": "claim",
    "statement": "say",
    "denial": "deny",
    "admission": "admit",
    "accusation": "accuse",
    "allegation": "allege",
    "revelation": "reveal",
    "criticism": "criticize",
    "condemnation": "condemn",
    "assertion": "assert",
    "insistence": "insist",
    "announcement": "announce",
    "declaration": "declare",
    "acknowledgment": "acknowledge",
    "confirmation": "confirm",
    "rejection": "reject",
    "dismissal": "dismiss",
    "refusal": "refuse",
    "opposition": "oppose",
    "denunciation": "denounce",
    "attacks": "attack",
    "suggestion": "suggest",
    "belief": "believe",
    "promise": "promise",
    "proof": "prove",
    "finding": "find",
    "findings": "find",
    "remarks": "say",
    "comments": "say",
    "complaint": "complain",
    "complaints": "complain",
    "labeled": "brand",
    "labelled": "brand",
    "labeling": "brand",
    "labelling": "brand",
}
_PHRASE = patterns.compile(
    r"\b(?:(?P<hostile>(?:hit|hits|hitting|fire|fires|fired|struck|punch(?:ed)?) (?:back|out)"
    r"|took aim|takes aim|lash\w* out|tore into|laid into|went after|shot back)"
    r"|(?P<endorse>point\w* out|made (?:it )?(?:clear|plain)|makes? (?:it )?(?:clear|plain)|"
    r"drew attention|set\w* out|la(?:y|ys|id|ying) out)"
    r"|(?P<acknowledge>push(?:es|ed|ing)? for|rais(?:es?|ed|ing) (?:concerns|questions|doubts))"
    r"|(?P<distance>so[- ]called|would have (?:us|you) believe|"
    r"(?:sought|tried) to (?:portray|paint)|seem(?:s|ed)? to|appear(?:s|ed)? to)"
    r"|(?P<disclaim>hit down|turned down|pushed back|brush\w* (?:off|aside)|"
    r"distanc(?:es?|ed|ing) (?:him|her|it|them)sel(?:f|ves)|cast doubt|"
    r"(?:did|does|do|would|could|will|has|have|had)(?:n['’]t| not) (?:say|comment|respond|"
    r"reply|answer|mention|confirm|elaborate)))\b",
    re.IGNORECASE,
)
_SUPPOSED = patterns.compile(
    r"(?:\b(?:if|unless|whether|lest|suppose|supposing|imagine|as though|in case)\s+|"
    r"(?:^|[.?!;:,)“\"\n–—-]\s*|\b(?:and|but|or|so|nor|why|how|when|where|what)\s+)"
    r"(?:had|did|does|do|should|would|will|could|can|might|may|has|have|is|are|was|were)"
    r"(?:n['’]t)?\s+)$",
    re.I,
)
_SUPPOSING = frozenset(
    "if unless whether lest suppose supposing imagine though case had did does do should would "
    "will could can might may has have is are was were".split()
)


def supposed(text: str, start: int) -> bool:
    """Whether what the source at ``start`` says is supposed or asked ("if he", "had she")."""
    low = start - 16 if start > 16 else 0
    last = text[low:start].rsplit(None, 1)[-1:]
    # The word before tells most of the time, and costs less than the expression.
    if not last or not _supposing(last[0]):
        return False
    return _SUPPOSED.search(text, low, start) is not None


@lru_cache(maxsize=20_000)
def _supposing(word: str) -> bool:
    return word.lower().split("n'")[0].split("n’")[0].lstrip('“"(') in _SUPPOSING


_WORD = patterns.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str | None:
    """The lemma of a cue verb or noun as the table has it, or None."""
    word = word.lower()
    known = _IRREGULAR.get(word)
    if known:
        return known
    if word in _BY_LEMMA:
        return word
    for ending, mends in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
        ("es", ("e", "")),
        ("s", ("",)),
    ):
        if word.endswith(ending):
            base = word[: -len(ending)]
            for mend in mends:
                if base + mend in _BY_LEMMA:
                    return base + mend
            if len(base) > 2 and base[-1] == base[-2] and base[:-1] in _BY_LEMMA:
                return base[:-1]
    return None


@lru_cache(maxsize=20_000)
def states(cue: str) -> bool:
    """Whether a cue is one of outright statement ("said", "had warned"; not "wants", "opposed")."""
    return any(lemma(word) in _STATES for word in _WORD.findall(cue))


@lru_cache(maxsize=20_000)
def engagement(cue: str) -> str | None:
    """The engagement value of the words that introduce a speaker, or None if they show none.

    A set phrase ("hit back", "pointed out", "did not say") decides, else the first word of the
    cue that the table knows: "angrily dismissed as" is ``disclaim``.
    """
    match = _PHRASE.search(cue)
    if match:
        return match.lastgroup
    for word in _WORD.findall(cue):
        base = lemma(word)
        if base:
            return _BY_LEMMA.get(base)
    return None
