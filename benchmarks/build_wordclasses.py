"""Build src/rhetorictui/data/wordclasses.txt.z, the word classes that noun phrases are found by.

    python benchmarks/build_wordclasses.py EN_LEXICON [-o FILE]

EN_LEXICON is the lexicon of Eric Brill's rule-based tagger (1992; Copyright 1993 Massachusetts
Institute of Technology and University of Pennsylvania, MIT licence): a word and its commonest tag
a line. TextBlob carries it as ``textblob/en/en-lexicon.txt``; `pip install textblob` in an
environment of its own is enough. Which other readings a word has comes from the inflection tables
of lemminflect (MIT licence). The closed classes, and the adjectives and nouns too general for a
keyword, are listed here.

The file is zlib over lines of a class character, a space, and the words of that class.
"""

from __future__ import annotations

import argparse
import gzip
import zlib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from rhetorictui.corpus.candidates import _guess

CLOSED = {
    "D": (
        "a an the this that these those my your his her its our their no any some each every "
        "either neither both all another such many few several much more most less other own "
        "same certain various what which whose half quite rather enough little last next"
    ),
    "O": (
        "i you he she we they who it there himself herself itself themselves myself yourself "
        "ourselves me him us them someone everyone anyone nobody everybody anybody somebody "
        "something anything everything nothing one ones others none oneself here this"
    ),
    "M": (
        "will would can could may might must shall should do does did don't doesn't didn't "
        "won't wouldn't can't cannot couldn't shouldn't let let's gonna 'll 'd"
    ),
    "T": ("to"),
    "B": (
        "be am is are was were been being 're 'm isn't aren't wasn't weren't has have had "
        "having hasn't haven't hadn't 've get gets got getting gotten become becomes became "
        "becoming it's that's he's she's they're we're you're i'm there's i've we've they've "
        "what's who's i'd i'll he'd she'd he'll"
    ),
    "I": (
        "of in on at by for with from into onto about against between among amid amidst during "
        "before after above below under over through throughout across along around behind "
        "beside besides beyond despite down except inside near off out outside past per since "
        "than toward towards underneath unlike until till up upon via within without versus vs "
        "according because due amongst aboard worth as like regarding concerning including "
        "excluding given following"
    ),
    "C": (
        "and or but nor yet so if while although though whereas unless whether when where why "
        "how whenever wherever whatever whichever whoever because lest plus that"
    ),
    "R": (
        "not n't very too also just only even still again ever never always often sometimes "
        "already soon then now once twice thus hence therefore however meanwhile moreover "
        "nevertheless nonetheless instead perhaps maybe almost nearly about back away together "
        "apart ago later earlier yesterday today tomorrow tonight abroad ahead alone aside else "
        "everywhere nowhere somewhere anywhere indeed well far further forward least first "
        "second third long most more less much quite etc both either yes no okay ok please"
    ),
    "Q": (
        "mr mrs ms dr messrs prof rev hon jr sr gen sen rep gov lt col sgt capt maj adm cmdr "
        "pres supt"
    ),
    "W": (
        "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug "
        "sept oct nov dec january february march april june july august september october "
        "november december mon tue tues wed thu thurs fri sat sun a.m p.m a.m. p.m. am pm edt "
        "est gmt pst year years month months week weeks days hour hours minute minutes "
        "ago"
    ),
    "#": (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
        "ninety hundred thousand million billion trillion dozen hundreds thousands millions "
        "billions dozens percent fourth fifth sixth seventh eighth ninth tenth"
    ),
    "A": (
        "new recent different various significant important main major possible available likely "
        "present current previous latest existing efficient higher lower highest lowest largest "
        "biggest larger smaller smallest bigger greater greatest better best worse worst good bad "
        "great big similar particular entire whole full real true sure able necessary large "
        "strong weak additional resulting correct accurate promising remarkable overall usual "
        "typical corresponding proposed realistic"
    ),
    "K": (
        "time times day night morning evening afternoon "
        "way ways thing things lot lots kind sort bit part parts case cases fact point number "
        "numbers example instance something couple rest end side place use reason reasons "
        "result set amount majority view level area addition order terms matter people person "
        "man men woman women statement"
    ),
}


def readings() -> dict[str, set[str]]:
    """Every word form of lemminflect's tables with its parts of speech, by first letter."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    table = files("lemminflect") / "resources" / "lemma_lu.csv.gz"
    for line in gzip.decompress(table.read_bytes()).decode().splitlines():
        form, part = line.split(",")[:2]
        out[form].add("r" if part == "adv" else part[0])
    return dict(out)


def commonest(path: Path) -> dict[str, str]:
    """Lower-case words of Brill's lexicon with their commonest Penn tag."""
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.rpartition(" ")
        if word and not line.startswith(";") and word == word.lower() and word[0].isalpha():
            out[word] = tag.split("|")[0]
    return out


def word_class(word: str, tag: str | None, parts: set[str]) -> str | None:
    """The class character of one word, or None where neither source tells."""
    noun, verb = "n" in parts, "v" in parts
    if tag is None:
        if noun:
            return "x" if verb else "N"
        if verb:
            return "G" if word.endswith("ing") else "E" if word.endswith(("ed", "en")) else "V"
        return ("R" if word.endswith("ly") else "J") if parts else None
    if tag in ("NN", "NNS", "NNP", "NNPS", "FW"):
        return ("g" if word.endswith("ing") else "x") if verb else "N"
    if tag in ("JJ", "JJR", "JJS"):
        return "j" if noun and tag == "JJ" and not word.endswith("ing") else "J"
    if tag in ("VB", "VBP", "VBZ"):
        return "v" if noun else "V"
    if tag == "VBD":
        return "E" if word.endswith("ed") else "V"
    return {
        "VBG": "G", "VBN": "E", "RB": "R", "RBR": "R", "RBS": "R", "WRB": "R", "RP": "R",
        "IN": "I", "CC": "I", "WDT": "I", "DT": "D", "PRP$": "D", "PDT": "D", "PRP": "O",
        "WP": "O", "EX": "O", "CD": "#", "MD": "M", "UH": "R",
    }.get(tag)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("lexicon", type=Path)
    data = Path(__file__).parent.parent / "src" / "rhetorictui" / "data"
    parser.add_argument("-o", type=Path, default=data / "wordclasses.txt.z")
    args = parser.parse_args()
    tags, parts = commonest(args.lexicon), readings()
    classes: dict[str, str] = {}
    for word in {*tags, *parts}:
        if word == word.lower() and " " not in word and word[0].isalpha():
            found = word_class(word, tags.get(word), parts.get(word, set()))
            # What the suffix rules guess anyway need not be shipped.
            if found and found != _guess(word):
                classes[word] = found
    for kind, words in CLOSED.items():
        classes |= dict.fromkeys(words.split(), kind)
    lines = defaultdict(list)
    for word, kind in sorted(classes.items()):
        lines[kind].append(word)
    text = "\n".join(f"{kind} {' '.join(words)}" for kind, words in sorted(lines.items()))
    args.o.write_bytes(zlib.compress(text.encode(), 9))
    print(f"{len(classes)} words, {args.o.stat().st_size} bytes in {args.o}")


if __name__ == "__main__":
    main()
