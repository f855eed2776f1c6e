"""Records: fields by name or by guess, foreign fields kept, every broken record named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rhetorictui.document import Annotation, Document, Zone
from rhetorictui.reading import Chunk, Problem, ReadOptions, documents, read
from rhetorictui.record import dumps, to_record

PROSE = "The harbour opened on Monday after a long delay."


def run(*rows: object, **options: Any) -> tuple[list[Document], list[Problem]]:
    data = b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in rows)
    problems: list[Problem] = []
    chunk = Chunk("f.jsonl", "jsonl", 1, data)
    return list(documents(chunk, ReadOptions(**options), problems.append)), problems


def one(row: object, **options: Any) -> Document:
    docs, problems = run(row, **options)
    assert problems == []
    return docs[0]


@pytest.mark.parametrize(
    "name",
    ["text", "body", "Content", "maintext", "articleBody", "article_text", "full text", "BODY"],
)
def test_common_names_of_the_text(name: str) -> None:
    assert one({name: PROSE}).text == PROSE


def test_common_names_of_metadata() -> None:
    doc = one(
        {
            "article_id": 17,
            "headline": "Harbour opens",
            "maintext": PROSE,
            "date_publish": "2021-02-24 10:00:00",
            "dateModified": "2021-02-25T08:00:00Z",
            "source_domain": "quay.example",
            "authors": ["Ann Lowe", {"name": "Bo Tarn"}],
            "lang": "en",
            "link": "https://quay.example/1",
            "mood": "grey",
        }
    )
    assert doc.id == "17"
    assert doc.title == "Harbour opens"
    assert doc.published == "2021-02-24T10:00:00"
    assert doc.updated == "2021-02-25T08:00:00+00:00"
    assert doc.outlet == "quay.example"
    assert doc.byline == ("Ann Lowe", "Bo Tarn")
    assert doc.language == "en"
    assert doc.extra == {"mood": "grey", "url": "https://quay.example/1"}
    assert doc.source == "f.jsonl"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lowe", ("Ann Lowe",)),
        ("By Ann Lowe in Port Lissan and Bo Tarn", ("Ann Lowe", "Bo Tarn")),
        (["Ann Lowe, Quay News", {"name": "Bo Tarn"}], ("Ann Lowe", "Bo Tarn")),
        ("Lowe, Ann", ("Lowe, Ann",)),
        ("", ()),
    ],
)
def test_by_lines_of_records(value: object, names: tuple[str, ...]) -> None:
    assert one({"text": PROSE, "author": value}).byline == names


@pytest.mark.parametrize(
    "row",
    [
        {"content": {"rendered": f"<p>{PROSE}</p>\n"}, "title": {"rendered": "Quays &amp; piers"}},
        {"content_html": f"<div><p>{PROSE}<br></p></div>", "headline": {"main": "Quays & piers"}},
        {"paragraphs": [PROSE], "webTitle": "Quays &#38; piers"},
        {"_id": {"$oid": "5f"}, "Story text": PROSE, "title": "Quays & piers"},
    ],
)
def test_shapes_of_services_and_databases(row: dict[str, Any]) -> None:
    docs, problems = run(row)
    assert [(doc.text, doc.title) for doc in docs] == [(PROSE, "Quays & piers")]
    assert docs[0].id == ("5f" if "_id" in row else "f.jsonl:1")
    # What is read is not what the field holds, and that is said.
    marked = any(name.startswith("content") for name in row)
    assert ["holds HTML" in problem.message for problem in problems] == [True] * marked
    assert not any(problem.error for problem in problems)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>The pier\n burned.</p><p>It&nbsp;was old.</p>",
         "The pier burned.\n\nIt\u00a0was old."),
        ("The pier burned.<br><br />It was old.<br>\nAll fled.",
         "The pier burned.\n\nIt was old.\n\nAll fled."),
        ("The pier\nburned &mdash; all &#8220;fled&#8221;.", "The pier\nburned — all “fled”."),
        ('<h2>Fire</h2><script>if (a < b) { go() }</script>A <a href="x">pier</a> b<b>urned</b>.',
         "Fire\n\nA pier burned."),
        # No markup: signs of less and more, a company, a link.
        ("Fewer than 3 < 5 fled; R&D and AT&T paid. See <https://quay.example>.", None),
    ],
)  # fmt: skip
def test_markup_is_read_as_what_it_shows(markup: str, text: str | None) -> None:
    docs, problems = run({"text": markup}, {"text": markup})
    assert [doc.text for doc in docs] == [text or markup] * 2
    # One notice for all.
    assert len(problems) == (text is not None)
    assert all("and 1 more such record" in problem.message for problem in problems)


def test_markup_without_words_is_no_article() -> None:
    docs, [problem] = run({"text": "<p><img src='x'></p>"})
    assert not docs and "without a word" in problem.message


def test_given_names_win_and_may_be_paths() -> None:
    row = {"text": "not this", "a": {"b": PROSE}, "url": "u:1", "id": "x", "when": "3 May 2031"}
    doc = one(row, text_field="a.b", id_field="url", date_field="when")
    assert (doc.text, doc.id, doc.published) == (PROSE, "u:1", "2031-05-03")
    assert doc.extra["original"] == {"text": "not this", "id": "x"}


def test_an_object_names_the_outlet() -> None:
    doc = one({"source": {"id": None, "name": "The Quay Post"}, "content": PROSE})
    assert doc.outlet == "The Quay Post"
    assert doc.source == "f.jsonl"


def test_fields_that_a_record_of_ours_uses_differently_are_set_apart() -> None:
    doc = one({"text": PROSE, "keywords": ["port"], "type": "news", "source": "A", "outlet": "B"})
    assert doc.extra == {"original": {"keywords": ["port"], "type": "news", "source": "A"}}
    again = one(json.loads(dumps(to_record(doc))))
    assert again == doc


def test_annotations_that_are_not_used_are_named() -> None:
    good = {"start": 0, "end": 3, "layer": "frames", "label": "Doubt"}
    bad = {**good, "end": 999}
    row = {"text": PROSE, "annotations": [bad], "zones": "none", "keywords": ["port"]}
    docs, notes = run(row, {**row, "id": "b"}, {"text": PROSE, "annotations": [good], "id": "c"})
    assert docs[0].extra["original"]["annotations"] == [bad]
    assert [(n.place, n.error) for n in notes] == [
        ("f.jsonl:1", False),
        ("f.jsonl:1", False),
        ("f.jsonl:3", False),
    ]
    assert "id f.jsonl:1: field zones is not used" in notes[0].message
    assert "a list of objects is expected (and 1 more such record)" in notes[0].message
    assert "0–999 lies outside" in notes[1].message
    assert 'id c: field annotations is not used, only kept under "original": it lacks "schema"' in (
        notes[2].message
    )
    assert "needs a term" in run({"text": PROSE, "keywords": [{"word": "port"}]})[1][0].message
    again = run(json.loads(dumps(to_record(docs[0]))))
    assert again == ([docs[0]], [])


def test_a_field_named_as_what_is_set_apart_is_not_lost() -> None:
    doc = one({"text": PROSE, "type": "news", "original": "yes"})
    assert doc.extra == {"original": {"type": "news", "original": "yes"}}


def test_a_date_that_says_too_little_stays_where_it_was() -> None:
    doc = one({"text": PROSE, "date": "03/04/2021"})
    assert doc.published is None
    assert doc.extra == {"date": "03/04/2021"}
    assert one({"text": PROSE, "published": "soon"}).extra == {"original": {"published": "soon"}}
    assert one({"text": PROSE, "timestamp": 1614160800}).published == "2021-02-24T10:00:00+00:00"


def test_ids() -> None:
    docs, _ = run({"text": PROSE}, {"text": PROSE, "id": ""}, b"", {"text": PROSE, "id": 2.5})
    assert [d.id for d in docs] == ["f.jsonl:1", "f.jsonl:2", "2.5"]


def test_the_title_is_a_headline_where_the_text_opens_with_it() -> None:
    doc = one({"title": "Harbour opens", "text": "Harbour opens\n\n" + PROSE})
    assert doc.zones == (Zone("headline", 0, 13),)
    assert one({"title": "The harbour", "text": PROSE}).zones == ()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Advertisement", "boilerplate"),
        ("ADVERTISEMENT Continue reading the main story", "boilerplate"),
        ("Story Continued Below", "boilerplate"),
        ("Sign up for Daily Newsletters", "boilerplate"),
        ("Media playback is unsupported on your device Media caption He spoke", "boilerplate"),
        ("The opinions expressed by columnists are their own.", "boilerplate"),
        ("Mayor opens the harbour festival Read more", "boilerplate"),
        ("Follow Ann Lowe on Twitter", "boilerplate"),
        ("JUST WATCHED Harbour opens Replay More Videos", "boilerplate"),
        ("Ann Lowe and Bo Tarn contributed to this report.", "boilerplate"),
        ("Contributing: Ann Lowe, The Quay Post", "boilerplate"),
        ("Want the tides every morning? Sign up here.", "boilerplate"),
        ("Get our best stories delivered to your inbox. By signing up, you agree.", "boilerplate"),
        ("This article is more than 3 years old", "boilerplate"),
        ("Slideshow (4 images)", "boilerplate"),
        ("Join us on Quaybook.example/TheQuay.", "boilerplate"),
        ("Image copyright Quay Pictures Image caption The harbour", "caption"),
        ("Fishermen mend their nets. Ann Lowe/Getty Images", "caption"),
        ("The mayor cuts the ribbon. Photograph: Ann Lowe", "caption"),
        ("Follow the money, said the mayor.", None),
        ("He could not find the button “Hide Caption” on the page.", None),
        ("This article is more than a story of a harbour.", None),
        ("The clerk contributed to this report by the port.", None),
        ("Get used to letters in the inbox, said the clerk.", None),
        ("The harbour pilots and/or tugs wait.", None),
        ("Advertisement rates rose at the paper last year.", None),
    ],
)
def test_lines_of_the_page_are_zones(line: str, kind: str | None) -> None:
    text = f"{PROSE}\n\n{line} \nIt closed at night.\n"
    start = text.index(line)
    expected = (Zone(kind, start, start + len(line)),) if kind else ()
    assert one({"text": text}).zones == expected
    # A headline is that, whatever it looks like.
    assert one({"title": line, "text": f"{line}\n{PROSE}"}).zones == (
        Zone("headline", 0, len(line)),
    )


@pytest.mark.parametrize("pictures", [1, 24])
def test_a_gallery_is_captions_between_buttons(pictures: int) -> None:
    """However long: all its pictures stand in one line. What its buttons say is no caption."""
    said = "Harbour days The brazen mayor cuts a ribbon, they say."
    ends = [f"Hide Caption {n} of 24" for n in range(1, pictures + 1)]
    text = f"{PROSE}\n\nPhotos: {' Photos: Photos: '.join(f'{said} {end}' for end in ends)}\nMore."
    zones = one({"text": text}).zones
    found = [(zone.kind, text[zone.start : zone.end]) for zone in zones]
    assert found[:2] == [("boilerplate", "Photos:"), ("caption", said)]
    assert [words for kind, words in found if kind == "caption"] == [said] * pictures
    buttons = [words for kind, words in found if kind == "boilerplate"][1:]
    assert buttons == [f"{end} Photos: Photos:" for end in ends[:-1]] + ends[-1:]
    assert one({"text": f"{PROSE}\n\nHe sought a button “Hide Caption” there."}).zones == ()


def test_records_of_ours_pass_unchanged() -> None:
    doc = Document(
        id="a",
        text=PROSE,
        source="elsewhere.txt",
        byline=("Ann Lowe",),
        zones=(Zone("caption", 0, 3),),
        annotations=(Annotation(4, 11, "frames", "Loaded_Language", extra={"coder": "AL"}),),
        extra={"project": {"n": 1}},
    )
    assert one(to_record(doc)) == doc


def test_other_records_of_ours_are_named_once() -> None:
    row = {"schema": "rhetorictui/1", "type": "alignment"}
    docs, [problem] = run(row, row, {"text": PROSE}, row)
    assert len(docs) == 1
    assert problem.place == "f.jsonl:1"
    assert "an alignment record holds no article" in problem.message
    assert "2 more" in problem.message
    newer = run({"schema": "rhetorictui/2", "type": "document"})[1][0]
    assert "this version reads rhetorictui/1" in newer.message


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (b'{"text": "One', "not valid JSON"),
        (b"[1]", "object is expected"),
        (b'"text"', "object is expected"),
        ({"text": None}, "null"),
        ({"text": 5}, "a number"),
        ({"text": True}, "a boolean"),
        ({"text": ["One."]}, "a list"),
        ({"text": {"a": "b"}}, "an object"),
        ({"text": ""}, "empty"),
        ({"text": " \n"}, "empty"),
        ({"schema": "rhetorictui/1", "type": "document", "text": "x"}, "id and text"),
        (b'{"text": "\xff\xfe\x00\x01"}', "not valid JSON"),
    ],
)
def test_each_bad_record_is_named_and_the_rest_read(row: object, word: str) -> None:
    docs, [problem] = run({"text": PROSE}, row, {"text": PROSE})
    assert [d.id for d in docs] == ["f.jsonl:1", "f.jsonl:3"]
    assert problem.place == "f.jsonl:2"
    assert problem.error
    assert word in problem.message


def test_records_without_text_list_their_fields_once() -> None:
    row = {"headlin": "x", "boody": PROSE}
    [problem] = run(row, row)[1]
    assert "headlin, boody" in problem.message
    assert "--text-field" in problem.message
    assert "1 more" in problem.message
    assert "did you mean boody?" in run(row, text_field="body")[1][0].message
    assert "it has: none" in run({})[1][0].message
    assert run({"a": {"b": None}}, text_field="a.c")[1][0].error


def test_the_answer_of_a_news_service_is_opened() -> None:
    row = {"status": "ok", "articles": [{"content": PROSE, "id": 1}, {"content": PROSE}, {"x": 1}]}
    docs, _ = run({"response": {"status": "ok", "docs": [{"body": PROSE}, {"body": PROSE}]}})
    assert [d.id for d in docs] == ["f.jsonl:1.1", "f.jsonl:1.2"]
    docs, [problem] = run({"text": PROSE, "parts": [{"text": "x"}]}, row)
    assert [d.id for d in docs] == ["f.jsonl:1", "1", "f.jsonl:2.2"]
    assert problem.place == "f.jsonl:2.3"
    assert docs[0].extra == {"parts": [{"text": "x"}]}


def test_lone_surrogates_and_control_characters_are_read() -> None:
    docs, [note] = run(b'{"id": "a\\udc00", "text": "A \\ud800 sign \\u001b[31m and more"}')
    assert (docs[0].id, docs[0].text) == ("a\ufffd", "A \ufffd sign \x1b[31m and more")
    assert (note.place, note.error) == ("f.jsonl:1", False)
    assert "2 escapes" in note.message
    docs, [note] = run(b'{"text": "A \xed\xa0\xbd sign"}')
    assert docs[0].text == "A \ufffd sign"
    assert "one broken place" in note.message
    docs, notes = run(
        b'{"text": "A \xff sign, a caf\xc3\xa9, na\xc3\xafve \xe2\x80\x94\xe2\x80\x94 \\udc00"}'
    )
    assert docs[0].text == "A \ufffd sign, a caf\u00e9, na\u00efve \u2014\u2014 \ufffd"
    assert ["broken place" in notes[0].message, "one escape" in notes[1].message] == [True, True]


def test_a_line_in_another_encoding_is_read_with_a_notice() -> None:
    docs, [note] = run('{"text": "The café reopened on Monday."}'.encode("cp1252"))
    assert docs[0].text == "The café reopened on Monday."
    assert not note.error


def test_other_languages_are_marked_and_named() -> None:
    spanish = "El presidente dijo que los ministros no irán con una carta por la tarde."
    docs, notes = run({"text": spanish}, {"text": PROSE, "language": "de"})
    assert [d.language for d in docs] == ["und", "de"]
    assert [(n.place, n.error) for n in notes] == [("f.jsonl:1", False), ("f.jsonl:2", False)]


def test_a_field_that_no_record_has_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [{"id": "a", "text": "One.", "headline": "H"}, {"id": "b", "text": "Two.", "when": 1}]
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    problems: list[Problem] = []
    options = ReadOptions(title_field="headlin", date_field="when", outlet_field="x.y")
    docs = list(read(str(path), options=options, report=problems.append))
    assert [doc.title for doc in docs] == [None, None]
    assert [(p.error, p.message) for p in problems] == [
        (False, "no field headlin (did you mean headline?); it has: id, text, headline, when"),
        (False, "no field x.y; it has: id, text, headline, when"),
    ]
    # Records of our own have their fields; the names are for others.
    path.write_bytes(b"".join(dumps(to_record(doc)) for doc in docs))
    problems.clear()
    assert list(read(str(path), options=options, report=problems.append))
    assert problems == []


@pytest.mark.parametrize("ours", [False, True])
def test_what_is_nested_too_deep_to_be_written_is_left_out(ours: bool) -> None:
    def row(identity: str, **more: Any) -> dict[str, Any]:
        doc = Document(identity, PROSE)
        return to_record(doc) | more if ours else {"id": identity, "text": PROSE, **more}

    deep: Any = 1
    for _ in range(300):
        deep = {"a": deep}
    wide: list[Any] = [[]] * 300
    for name in ("more", "zones") if not ours else ("more",):
        docs, problems = run(row("a"), row("b", **{name: deep}), row("c", **{name: wide}))
        assert [doc.id for doc in docs] == ["a", "c"]
        assert problems[0].place == "f.jsonl:2"
        assert problems[0].error and "nested more than 250 deep" in problems[0].message
        for doc in docs:
            dumps(to_record(doc))


def test_as_deep_as_is_read_can_be_written() -> None:
    for depth in range(240, 260):
        nested: Any = 1
        for _ in range(depth):
            nested = [nested]
        for name in ("more", "zones"):
            for doc in run({"text": PROSE, name: nested})[0]:
                dumps(to_record(doc))
