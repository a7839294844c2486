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
