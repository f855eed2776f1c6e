"""Is a text plainly not English? The packs are English, so such documents are marked.

Positive evidence is needed: another script, or the function words of another language, or long
lower-case prose without the function words of English. Names, lists and short texts give none of
it. An article in English takes 15 µs, whatever its length.
"""

from __future__ import annotations

ENGLISH = frozenset(
    "the of and to in a that is was for on with as it by at be this are from or an have not had "
    "were has he his but which they she her we you i who will would their its been said more when "
    "there if about up out into than also can could after over what no all one says".split()
)
# Function words of 16 other languages that are not English words. Particles of names (de, la,
# van, von, der, al, bin …) are left out: a list of names is no Spanish.
OTHER = (
    frozenset(
        # Spanish, Portuguese, Italian, Romanian, Catalan, French
        "que los las una por para como pero más sus desde hasta también cuando muy "
        "não uma são foi mais pela pelo ao à às com seu sua isso mas quando também "
        "che non sono è una più anche della delle degli dei nel nella per questo hanno "
        "și în nu cu din pentru este care amb els les és "
        "les une est dans qui sur pas plus avec ce cette sont aux été ont nous vous "
        # German, Dutch, Swedish, Danish, Norwegian
        "und nicht das mit ist auf für sich auch dem ein eine einer wurde werden bei oder sind "
        "het een niet zijn voor maar ook naar werd wordt bij deze aan "
        "och att det som på är för med av inte ett har till den om "
        "og ikke er til af på jeg han blev være "
        # Polish, Czech, Hungarian, Finnish, Turkish, Indonesian, Vietnamese
        "się nie jest na że jak przez które oraz dla jego "
        "že je se který jako být které pro byl "
        "és hogy nem egy meg csak még volt "
        "ja ei että oli mutta ovat myös kun "
        "ve bir bu için ile olarak daha çok olan "
        "yang dan untuk dengan dari pada ini itu tidak dalam akan "
        "của và là các có được trong cho không người".split()
    )
    - ENGLISH
)
_SAMPLE = 1000
_GLANCE = 600
_AROUND = "\"'“”‘’«»„().,;:!?…–—-"

NOT_ENGLISH = "plainly not English; the packs are English, so little will be found"


def language_of(text: str) -> str:
    """``und`` for a text that is plainly not English, else ``en``."""
    # Most texts end here: a glance at the middle, where every third word is on the list.
    middle = max(0, (len(text) - _GLANCE) >> 1)
    glance = text[middle : middle + _GLANCE]
    words = glance.split()
    if english_share(words) > 0.2 and len(glance) < 9 * len(words):
        return "en"
    return _look(text)


def english_share(words: list[str]) -> float:
    """The share of lower-case function words of English among ``words``, 0–1."""
    return sum(map(ENGLISH.__contains__, words)) / (len(words) or 1)


def _look(text: str) -> str:
    if len(text) > 2 * _SAMPLE:
        half = len(text) // 2
        text = text[:_SAMPLE] + " " + text[half : half + _SAMPLE]
    letters = list(filter(str.isalpha, text))
    foreign = sum(letter >= "\u0370" and not "\u1e00" <= letter < "\u2c80" for letter in letters)
    if foreign >= 8 and foreign > 0.4 * len(letters):
        return "und"
    words = [word.strip(_AROUND) for word in text.split()]
    count = len(words)
    lower = [word for word in words if word.isalpha() and word.islower()]
    english = sum(map(ENGLISH.__contains__, map(str.lower, words)))
    other = sum(map(OTHER.__contains__, lower))
    if other >= 3 and other > 0.15 * count and other >= 3 * english:
        return "und"
    # Prose in a language without a list here: long, lower-case, hardly a word of English, and
    # no list of terms.
    prose = len(lower) >= 80 and len(lower) > 0.6 * count and text.count(",") < 0.25 * count
    if prose and english < 0.03 * count:
        return "und"
    return "en"
