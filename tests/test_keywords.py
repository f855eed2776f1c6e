"""Keywords: what is chosen, what is left out, and where it stands."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhetorictui.corpus.background import Background, build
from rhetorictui.corpus.candidates import chunks, classify, stem, tokenise
from rhetorictui.corpus.keywords import KeywordSettings, keywords
from rhetorictui.corpus.tally import Tally, corpus_keywords
from rhetorictui.document import Document, Keyword, Zone
from rhetorictui.language import Prose

ABSTRACT = """The fatigue behaviour of welded aluminium joints in saline air has been studied by
acoustic emission and by optical microscopy. Specimens were loaded at two stress ratios. It is found
that crack initiation occurs at inclusions near the weld toe, whereas crack growth follows the heat
affected zone. A cohesive zone model is proposed that predicts the crack growth rate from the
measured residual stress. Anodic coatings delay crack initiation but not crack growth."""

STORY = """Orsk Valley dam may fail, engineers warn

The Orsk Valley dam may fail within days, engineers told the regional government on Tuesday.
Villagers below the Orsk Valley dam packed their cars as the water rose.
"""
FILLER = """Buses would leave every hour, Brandt said. She asked residents to take
medicine and papers. Schools opened their halls, and the bakery on the square gave out bread.
"""


@pytest.fixture(scope="module")
def news() -> Background:
    return Background.builtin()


def found(
    text: str,
    background: Background,
    settings: KeywordSettings | None = None,
    zones: tuple[Zone, ...] = (),
) -> tuple[Keyword, ...]:
    doc = Document("d", text, zones=zones)
    return keywords(doc, Prose.of(doc), background, settings or KeywordSettings())


def phrases(text: str) -> list[str]:
    words = tokenise(text)
    return [" ".join(words[a:b]) for a, b in chunks(classify(words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The coastal radar station had failed.", ["coastal radar station"]),
        ("They plan to attack the harbour.", ["harbour"]),
        ("Workers plan to leave the Gulf's drilling rigs.", ["Workers", "Gulf", "drilling rigs"]),
        ("George W. Bush spoke. U.S. troops left.", ["George W. Bush", "U.S. troops"]),
        ("He quickly rejected it, again, on Monday.", []),
        ("the accused man and organized crime", ["accused man", "organized crime"]),
        ("It solves the Navier–Stokes equations.", ["Navier–Stokes equations"]),
        ("She saw a remarkable increase.", ["remarkable increase"]),
    ],
)  # fmt: skip
def test_noun_phrases(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


def test_phrases_cross_hard_wraps_but_not_paragraphs() -> None:
    wrapped = "\n".join(
        ["the talks were about the joint", "statement of both sides and it was"] * 5
    )
    assert "joint statement" in phrases(wrapped)
    assert "joint statement" not in phrases("They are joint\n\nstatement follows")


def test_a_technical_text_gives_terms(news: Background) -> None:
    terms = [k.term for k in found(ABSTRACT, news)]
    assert {"crack initiation", "acoustic emission", "crack growth"} <= set(terms)
    assert sum(" " in term for term in terms) >= 8


def test_exposition_may_be_full_of_names_but_not_of_people(news: Background) -> None:
    text = """The Ising model on a Bethe lattice is solved by Monte Carlo sampling and by the
    Metropolis algorithm. For spin correlations, Fourier acceleration in CUDA and OpenCL kernels
    reduces autocorrelation. Lanczos diagonalization of the Hamiltonian agrees with Potts exponents
    and with Padé approximants. Ferromagnetic couplings raise the Curie temperature."""
    terms = [k.term for k in found(text, news)]
    assert sum(" " in term for term in terms) >= 8
    said = text + ' "We solved it on Tuesday," said Mr. Potts. He said that he likes his lattice.'
    assert sum(" " in k.term for k in found(said, news)) == 0


def test_an_adjective_of_degree_opens_no_term(news: Background) -> None:
    text = ABSTRACT + " The measured growth showed remarkable coatings."
    terms = {k.term.lower() for k in found(text, news, KeywordSettings(top=60))}
    assert "coatings" in terms
    assert "remarkable coatings" not in terms


def report(*lines: str) -> str:
    """A report of some 700 words that names its topics in these lines."""
    crowd = "Buses left hourly, Brandt said. She asked residents to take medicine and papers.\n"
    return "".join(line + "\n" + crowd * 10 for line in lines) + crowd * 20


def test_a_name_is_repeated_by_its_last_word(news: Background) -> None:
    full = "Marek Voss resigned."
    terms = [k.term for k in found(report(full, *["The crowd saw Voss."] * 4), news)]
    assert "Marek Voss" in terms
    terms = [k.term for k in found(report(full, *["The crowd saw others."] * 4), news)]
    assert "Marek Voss" not in terms
    late = [k.term for k in found(report("A storm.", full, *["The crowd saw Voss."] * 4), news)]
    assert "Marek Voss" not in late


def test_the_longer_a_phrase_the_oftener_it_must_stand(news: Background) -> None:
    line = "The coastal radar station failed."
    twice = {k.term for k in found(report(line, line), news)}
    thrice = {k.term for k in found(report(line, line, line), news)}
    assert "coastal radar station" in thrice - twice


def test_a_compound_with_a_hyphen_is_hardly_a_word(news: Background) -> None:
    text = "The self-injury surprised surgeons at a hospital, he said. "
    once = {k.term: k.score for k in found(text, news)}
    assert once["self-injury"] < once["surgeons"]
    often = {k.term: k.score for k in found(text + "The self-injury rose. " * 6, news)}
    assert often["self-injury"] > often["surgeons"]


def test_a_part_of_a_name_is_less_than_a_word_that_stands_alone(news: Background) -> None:
    text = "In Ferndale a tribunal sat. Marek Lindholm asked. Then Ferndale slept."
    scores = {k.term: k.score for k in found(text, news, KeywordSettings(top=20))}
    assert scores["Lindholm"] < scores["Ferndale"]


def test_a_long_report_gives_its_repeated_phrases_first(news: Background) -> None:
    terms = [k.term for k in found(STORY + FILLER * 12 + STORY, news)]
    assert terms[0] == "Orsk Valley dam"


def test_a_phrase_that_comes_late_is_no_subject(news: Background) -> None:
    people = "Brandt told Keller on Monday. Lindqvist asked whether Moreau had heard of it.\n"
    ferry = "The harbour ferry sailed. Nobody had expected the harbour ferry.\n"
    assert "harbour ferry" in {k.term for k in found(ferry + people * 50, news)}
    assert "harbour ferry" not in {k.term for k in found(people * 50 + ferry, news)}


def test_a_fragment_of_a_better_phrase_is_left_out(news: Background) -> None:
    terms = [k.term.lower() for k in found(STORY + FILLER * 12 + STORY, news)]
    assert "orsk" not in terms
    assert "orsk valley" not in terms


def test_spans_count_and_documents(news: Background) -> None:
    text = STORY + FILLER * 12 + STORY
    for keyword in found(text, news):
        assert keyword.count == len(keyword.spans)
        covered = [text[start:end] for start, end in keyword.spans]
        assert keyword.term in covered
        roots = {stem(word) for word in keyword.term.split()}
        assert all({stem(word) for word in form.split()} & roots for form in covered)
        assert keyword.documents is not None
    scores = [k.score for k in found(text, news)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_captions_and_boilerplate_give_no_keywords(news: Background) -> None:
    text = "A zeppelin over the zeppelin hangar\nThe council met on the budget.\nCopyright zeppelin"
    zones = (Zone("caption", 0, 35), Zone("boilerplate", text.index("Copyright"), len(text)))
    got = found(text, news, zones=zones)
    assert "zeppelin" not in {k.term for k in got}
    assert all(text[s:e] == k.term for k in got for s, e in k.spans)
    assert "budget" in {k.term for k in got}


@pytest.mark.parametrize("ngram", [(1, 1), (2, 2), (2, 3), (1, 2)])
def test_length_of_keywords_is_as_asked(ngram: tuple[int, int], news: Background) -> None:
    for text in (ABSTRACT, STORY + FILLER * 12):
        got = found(text, news, KeywordSettings(top=5, ngram=ngram))
        assert 0 < len(got) <= 5
        assert all(ngram[0] <= len(k.term.split()) <= ngram[1] for k in got)


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300))))
@settings(deadline=None)
def test_any_text_gives_spans_within_it(text: str, places: list[tuple[int, int]]) -> None:
    zones = tuple(
        Zone("caption", min(a, b, len(text)), min(max(a, b), len(text))) for a, b in places
    )
    table = build(["nothing"], minimum=1)
    for keyword in found(text, table, zones=zones):
        assert all(text[start:end].strip() for start, end in keyword.spans)
        assert keyword.term in {" ".join(tokenise(text[s:e])) for s, e in keyword.spans}


@pytest.mark.parametrize("text", ["", " \n ", "…!?", "the of and", "\ud800"])
def test_texts_with_nothing_in_them(text: str, news: Background) -> None:
    assert isinstance(found(text, news), tuple)


def test_a_text_gives_the_same_whatever_was_read_before() -> None:
    text = "a statement from Zorbish officials on the zorbish question"
    first = classify(tokenise(text))
    classify(["Zorbish", "zorbish"])
    classify(["zorbishly", "Zorbishly"])
    assert classify(tokenise(text)) == first
    assert classify(["the", "Zorbishly"])[1] == "N"


def test_places_among_marks_breaks_and_odd_white_space(news: Background) -> None:
    text = "“Zeppelin”\t(zeppelin),\n\n\xa0 the\u2003zeppelin/zeppelin…  \n \t zeppelin's zeppelin"
    (keyword,) = (k for k in found(text, news) if k.term == "zeppelin")
    assert [text[a:b].lower() for a, b in keyword.spans] == ["zeppelin"] * 6
    assert list(keyword.spans) == sorted(set(keyword.spans))


def test_settings_are_frozen_and_picklable() -> None:
    assert pickle.loads(pickle.dumps(KeywordSettings(5, (1, 2)))) == KeywordSettings(5, (1, 2))


def documents() -> list[Document]:
    return [
        Document("1", STORY + FILLER * 12 + STORY, outlet="A"),
        Document("2", STORY + FILLER * 10 + STORY, outlet="B"),
        Document("3", ABSTRACT, outlet="B"),
    ]


def test_keywords_of_a_set_and_of_its_groups(news: Background) -> None:
    whole = corpus_keywords(documents(), news)
    assert list(whole) == [""]
    best = whole[""][0]
    assert (best.term, best.documents) == ("Orsk Valley dam", 2)
    by_outlet = corpus_keywords(documents(), news, group=lambda doc: doc.outlet or "")
    assert list(by_outlet) == ["A", "B"]
    assert "crack initiation" in {k.term for k in by_outlet["B"]}
    assert "crack initiation" not in {k.term for k in by_outlet["A"]}


def test_subjects_of_several_articles_come_before_those_of_one(news: Background) -> None:
    docs = [
        Document(
            str(n), STORY + FILLER * 12 + f"{name} stayed. {name} slept. {name} woke.\n" + STORY
        )
        for n, name in enumerate(["Lindholm", "Ferndale", "Voskuijlen"])
    ]
    terms = [k.term for k in corpus_keywords(docs, news, KeywordSettings(top=20))[""]]
    assert terms[0] == "Orsk Valley dam"
    assert terms.index("engineers") < terms.index("Voskuijlen")


def test_a_group_counts_alike_whatever_number_is_asked_for(news: Background) -> None:
    few = corpus_keywords(documents(), news, KeywordSettings(top=2))[""]
    assert few == corpus_keywords(documents(), news)[""][:2]


def test_common_words_of_the_news_come_after_rarer_ones(news: Background) -> None:
    lines = ["The president saw the glacier. The glacier melted, the president said.\n"] * 3
    docs = [Document(str(n), "".join(lines)) for n in range(3)]
    terms = [k.term for k in corpus_keywords(docs, news)[""]]
    assert terms.index("glacier") < terms.index("president")


def test_tallies_merge_to_what_one_pass_gives(news: Background) -> None:
    one, parts = Tally(), Tally()
    for doc in documents():
        one.add(doc, news)
        part = Tally()
        part.add(doc, news)
        parts.merge(pickle.loads(pickle.dumps(part)))
    assert one.keywords() == parts.keywords()
    assert parts.keywords("no such group") == ()


def test_a_tally_keeps_within_its_limit(news: Background) -> None:
    tally = Tally(limit=20)
    for doc in documents():
        tally.add(doc, news)
    assert len(tally.groups[""].entries) <= 20


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from rhetorictui.corpus.keywords import keywords;"
        "from rhetorictui.corpus.background import Background; Background.builtin();"
        "bad={'numpy','sklearn','scipy','lemminflect'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.mark.skipif(not SHARED.exists(), reason="needs the development data beside the repository")
def test_agreement_with_people_does_not_fall(news: Background) -> None:
    """Macro F1@10 on the development half of KPCrowd, by the shared scorer."""
    lines = (SHARED / "data" / "keywords-dev.jsonl").read_text(encoding="utf-8").splitlines()
    out = []
    for record in map(json.loads, lines):
        got = found(record["text"], news)
        out.append(json.dumps({"id": record["id"], "keywords": [{"term": k.term} for k in got]}))
    scorer = [sys.executable, str(SHARED / "eval" / "score.py"), "keywords", "--json", "--gold"]
    result = subprocess.run(
        [*scorer, str(SHARED / "data" / "keywords-dev.jsonl")],
        input="\n".join(out), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(result.stdout)["F1@10"] > 21.8
