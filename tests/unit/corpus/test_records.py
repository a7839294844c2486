"""JSON of other programs: keys are understood as the names of columns are."""

import json

import pytest

from corpus import ReadFailure, ReadSkip, read_file

LONG = "Der Rat der Stadt Aulen hat am Abend über den Steg beraten, wie die Stadt am Montag sagte."
TEXT = f"{LONG} Es gab Kuchen."
GERMAN = {"titel": "Steg", "vorspann": "Kurz", "inhalt": TEXT, "datum": "06.10.2025",
          "autor": "Ina Muster", "link": "https://bote.example/steg",
          "zeitung": "Bote", "ressort": "Lokales"}  # fmt: skip
ENGLISH = {"_id": {"$oid": "65cb"}, "headline": "Steg", "lead": "Kurz", "body": [TEXT],
           "published_at": "2025-10-06", "authors": [{"name": "Ina Muster"}],
           "permalink": "https://bote.example/steg",
           "newspaper": {"name": "Bote"}, "section": ["Lokales"], "author": 3}  # fmt: skip
RENDERED = {"id": 5, "date": "2025-10-06", "link": "https://bote.example/steg",
            "title": {"rendered": "Steg &#8211; neu"}, "excerpt": {"rendered": "<p>Kurz</p>\n"},
            "content": {"rendered": f"<p>{TEXT}</p><h2>Kosten</h2><p>{TEXT}</p>"}}  # fmt: skip


def read(tmp_path, content, name="a.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return list(read_file(path, name))


@pytest.mark.parametrize("item", [GERMAN, ENGLISH])
@pytest.mark.parametrize(
    "packed",
    [
        lambda one: [one],
        lambda one: one,
        lambda one: {"total": 1, "data": [one]},
        lambda one: {"response": {"docs": [one]}},
        lambda one: {"hits": {"hits": [{"_id": "1", "_source": one}]}},
    ],
)
def test_records_are_articles_however_they_are_packed(tmp_path, item, packed):
    [article] = read(tmp_path, packed(item))
    assert (article.title, article.teaser, article.source) == ("Steg", "Kurz", "Bote")
    assert (article.authors, article.topics) == (("Ina Muster",), ("Lokales",))
    assert (article.url, article.published.date().isoformat()) == (
        item.get("link") or item["permalink"],
        "2025-10-06",
    )
    assert article.sections[0].paragraphs == (TEXT,)
    assert read(tmp_path, json.dumps(item), "a.jsonl") == [article]


def test_markup_is_read_in_the_text_and_left_out_elsewhere(tmp_path):
    [article] = read(tmp_path, [RENDERED])
    assert (article.id, article.title, article.teaser) == ("5", "Steg – neu", "Kurz")
    assert [section.heading for section in article.sections] == ["", "Kosten"]


def test_a_record_without_id_and_address_is_told(tmp_path):
    nameless = {key: value for key, value in GERMAN.items() if key != "link"}
    assert read(tmp_path, [nameless, GERMAN])[0] == ReadFailure(
        "a.json", "item 1: no id and no address"
    )


@pytest.mark.parametrize("lacking", ["titel", "inhalt"])
def test_what_lacks_title_or_text_is_no_record(tmp_path, lacking):
    rest = {key: value for key, value in GERMAN.items() if key != lacking}
    assert isinstance(read(tmp_path, [rest])[0], ReadSkip)
    settings = {"title": "Karte", "body": LONG}
    assert isinstance(read(tmp_path, [settings])[0], ReadSkip)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ({"$date": "2025-10-06T08:15:00Z"}, "published"),
        ({"$date": {"$numberLong": "1759738500000"}}, "date"),
        (1759738500000, "created_utc"),
    ],
)
def test_moments_as_databases_write_them(tmp_path, moment, name):
    record = {"title": "Steg", "content": TEXT, name: moment, "url": "https://bote.example/a"}
    [article] = read(tmp_path, json.dumps(record), "a.jsonl")
    assert article.published.isoformat() == "2025-10-06T08:15:00+00:00"


def test_parts_of_a_record_may_be_packed_beside_others(tmp_path):
    embedded = {"author": [{"id": 3, "name": "Ina Muster"}], "wp:term": [[{"name": "Lokales"}]]}
    [article] = read(tmp_path, [{**RENDERED, "author": 3, "_embedded": embedded}])
    assert (article.id, article.authors, article.topics) == ("5", ("Ina Muster",), ("Lokales",))
    inner = {"headline": "Steg", "body": f"<p>{TEXT}</p>", "byline": "Ina Muster"}
    outer = {"id": "a/b", "webPublicationDate": "2025-10-06", "webUrl": "https://bote.example/a"}
    [article] = read(tmp_path, {"response": {"results": [{**outer, "fields": inner}]}})
    assert (article.id, article.title, article.authors) == ("a/b", "Steg", ("Ina Muster",))
    assert article.url == "https://bote.example/a"
    author = {"data": {"attributes": {"name": "Ina Muster"}}}
    inner = {"title": "Steg", "content": TEXT, "publishedAt": "2025-10-06", "author": author}
    [article] = read(tmp_path, {"data": [{"id": 7, "attributes": inner}]})
    assert (article.id, article.authors) == ("7", ("Ina Muster",))


def test_sections_are_read_with_their_headings(tmp_path):
    sections = [{"headline": [], "paragraphs": [TEXT]},
                {"headline": ["Kosten"], "paragraphs": ["3 < 4.", TEXT]}]  # fmt: skip
    record = {"title": "Steg", "body": {"summary": ["Kurz"], "sections": sections},
              "publishing_date": "2025-10-06", "url": "https://bote.example/a"}  # fmt: skip
    [article] = read(tmp_path, [record])
    assert article.teaser == "Kurz"
    assert [(one.heading, one.paragraphs) for one in article.sections] == [
        ("", (TEXT,)), ("Kosten", ("3 < 4.", TEXT))
    ]  # fmt: skip


def test_of_an_export_of_a_site_what_readers_see_is_read(tmp_path):
    post = {"id": "1", "title": "Steg", "html": f"<p>{TEXT}</p>", "status": "published",
            "created_at": "2025-10-01", "published_at": "2025-10-06"}  # fmt: skip
    draft = {**post, "id": "2", "title": "Entwurf", "status": "draft"}
    posts = {"posts": [draft, post, {**draft, "id": "3", "status": "scheduled"}]}
    [article] = read(tmp_path, {"db": [{"meta": {"version": "5"}, "data": posts}]})
    assert (article.title, article.published.day) == ("Steg", 6)


def test_a_record_may_hold_a_whole_page(tmp_path):
    page = f"<html><body><nav>Start</nav><h1>Steg</h1><p>{TEXT}</p><p>{LONG}</p></body></html>"
    line = json.dumps({"url": "https://bote.example/a", "html": page, "status": 200})
    [article] = read(tmp_path, line, "a.jsonl")
    assert (article.title, article.url) == ("Steg", "https://bote.example/a")
    assert article.sections[0].paragraphs == (TEXT, LONG)


def test_a_json_file_may_hold_lines(tmp_path):
    lines = "\n".join(json.dumps({**GERMAN, "link": f"https://bote.example/{n}"}) for n in (1, 2))
    first, second = read(tmp_path, lines)
    assert (first.url, second.url) == ("https://bote.example/1", "https://bote.example/2")
    first, failure = read(tmp_path, f"{json.dumps(GERMAN)}\n{{}}\n")
    assert failure == ReadFailure("a.json", "line 2: no id")
