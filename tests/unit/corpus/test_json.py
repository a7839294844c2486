"""JSON files by their content: JSON Feed and lists of articles; ninjs: `test_wires.py`."""

import json
from datetime import datetime

import pytest

from corpus import ReadDoubt, ReadFailure, ReadSkip, read_file

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."
ITEM = {
    "id": "17",
    "url": "https://bote.example/steg#top",
    "title": "Steg &amp; Brücke",
    "summary": "Der Steg wird <b>neu</b> gebaut. [mehr]",
    "content_html": f"<p>Aulen – {LONG}</p><h2>Kosten</h2><p>{LONG} (dpa)</p>"
    "<p>Der Beitrag Steg erschien zuerst auf Bote.</p>",
    "date_published": "2025-10-06T08:00:00+02:00",
    "date_modified": "2025-10-06T09:00:00+02:00",
    "authors": [{"name": "Erna Beispiel"}, {"name": "Karl Muster"}, {"url": "https://x.example"}],
    "tags": ["Lokales", 3],
}
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Bote",
    "home_page_url": "https://bote.example/",
    "language": "de-AT",
    "authors": [{"name": "Ortsbüro"}],
    "items": [ITEM],
}


def read(tmp_path, content, name="feed.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return list(read_file(path, name))


def test_an_item_of_a_json_feed_is_an_article_by_sections(tmp_path):
    [article] = read(tmp_path, FEED)
    assert (article.title, article.teaser) == ("Steg & Brücke", "Der Steg wird neu gebaut.")
    assert (article.url, article.source) == ("https://bote.example/steg", "bote.example")
    assert article.authors == ("Erna Beispiel", "Karl Muster")
    assert (article.dateline, article.agencies) == ("Aulen", ("dpa",))
    assert (article.language, article.topics[0]) == ("de", "Lokales")
    assert article.published == datetime.fromisoformat("2025-10-06T08:00:00+02:00")
    assert article.modified == datetime.fromisoformat("2025-10-06T09:00:00+02:00")
    assert [section.heading for section in article.sections] == ["", "Kosten"]
    assert [len(section.paragraphs) for section in article.sections] == [1, 1]


def test_what_an_item_leaves_out_comes_from_the_feed(tmp_path):
    plain = {"id": "https://bote.example/kurz", "content_text": f"{LONG}\n\n{LONG}"}
    unnamed = {"id": 5, "title": "Ohne Adresse", "author": {"name": "Alte Fassung"}}
    other = FEED | {"home_page_url": "https://andere.example/"}
    short, none = read(tmp_path, FEED | {"items": [plain, unnamed]})
    assert (short.url, short.source) == ("https://bote.example/kurz", "bote.example")
    assert (short.authors, short.sections[0].paragraphs) == (("Ortsbüro",), (LONG, LONG))
    assert (none.source, none.authors) == ("Bote", ("Alte Fassung",))
    [elsewhere] = read(tmp_path, other | {"items": [unnamed]})
    assert elsewhere.id != none.id  # its number is unique in its feed only


def test_an_item_twice_counts_once_and_a_bad_one_is_told(tmp_path):
    found = read(tmp_path, FEED | {"items": [ITEM, "x", {"id": "1"}, ITEM]})
    assert [getattr(one, "reason", "") for one in found] == [
        "", "item 2: not an object", "item 3: no title and no text"
    ]  # fmt: skip


def test_a_date_that_cannot_be_read_is_told_and_the_item_is_read(tmp_path):
    items = [{"id": str(n), "title": "Titel", "date_published": d} for n, d in
             enumerate(["neulich", "2025-10-06", "32.1.2025", None])]  # fmt: skip
    *articles, doubt = read(tmp_path, FEED | {"items": items})
    assert [one.published is None for one in articles] == [True, False, True, True]
    reason = "item 1: 'neulich' and 1 more: no date that is understood"
    assert doubt == ReadDoubt("feed.json", reason, 2)


@pytest.mark.parametrize("items", [None, {}, "x", []])
def test_a_feed_without_items_is_passed_over(tmp_path, items):
    (one,) = read(tmp_path, FEED | {"items": items})
    assert isinstance(one, ReadSkip)


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda items: items,
        lambda items: {"articles": items},
        lambda items: {"total": 2, "items": items},
        lambda items: {"documents": items},
    ],
)
def test_a_list_of_articles_is_read_as_their_lines_are(tmp_path, wrapped):
    items = [
        {"id": "a", "title": "Steg", "text": LONG, "date": "2025-10-06"},
        {"id": 7, "title": "Weg", "sections": [{"heading": "", "paragraphs": [LONG]}]},
        {"id": "b", "title": "Ohne Text"},
    ]
    lines = "\n".join(map(json.dumps, items))
    as_lines, as_list = read(tmp_path, lines, "a.jsonl"), read(tmp_path, wrapped(items), "a.json")
    assert as_list[:2] == as_lines[:2]
    assert as_list[2] == ReadFailure("a.json", "item 3: neither 'text' nor 'sections'")


def test_an_article_as_show_prints_it_is_read_again(tmp_path):
    [article] = read(tmp_path, FEED)
    assert read(tmp_path, article.to_json(), "artikel.json") == [article]


@pytest.mark.parametrize(
    "content",
    [{"id": 1, "text": "Knopf"}, [{"id": 1, "text": "Knopf"}], [], {}, 7, None, "x", [[]], [None]],
)
def test_json_of_other_programs_is_passed_over(tmp_path, content):
    [skip] = read(tmp_path, json.dumps(content), "konfig.json")
    assert isinstance(skip, ReadSkip)
    assert "JSON of no known kind" in skip.reason
    # What lacks for an article is told: not only its text.
    assert "id, text and a title" in skip.reason
