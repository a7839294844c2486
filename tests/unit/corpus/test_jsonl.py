"""Article lines: good lines give articles, bad ones a reason with their number."""

import gzip
import json
import re
from datetime import UTC, datetime

import pytest

from corpus import ReadDoubt, ReadFailure, read_file
from search.sections import timestamp


def read(tmp_path, *lines, name="zeilen.jsonl"):
    path = tmp_path / name
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    data = text.encode("utf-8", "surrogatepass")
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(read_file(path, name))


def test_text_becomes_the_lead(tmp_path):
    [article] = read(tmp_path, {"id": "a1", "title": "Titel", "text": "Eins.\n\nZwei."})
    assert article.id == "a1"
    assert article.sections[0].paragraphs == ("Eins.", "Zwei.")


def test_sections_get_an_empty_lead_if_the_first_has_a_heading(tmp_path):
    part = {"heading": "Lage", "level": 3, "anchor": "lage", "paragraphs": ["Ruhig."]}
    [article] = read(tmp_path, {"id": "a", "sections": [part]})
    assert [section.heading for section in article.sections] == ["", "Lage"]
    assert (article.sections[1].level, article.sections[1].anchor) == (3, "lage")


def test_all_fields_are_taken(tmp_path):
    line = {
        "id": 7, "url": "https://blatt.example/7", "source": "Blatt", "date": "2025-04-10T18:05:00",
        "teaser": "Kurz.", "authors": ["A. Beispiel"], "agency": "dpa", "topics": ["Kultur"],
        "text": "Text.", "unknown": {"x": 1},
    }  # fmt: skip
    [article] = read(tmp_path, line)
    assert article.id == "7"
    assert article.published == datetime(2025, 4, 10, 18, 5)
    assert (article.agencies, article.authors) == (("dpa",), ("A. Beispiel",))


@pytest.mark.parametrize("author", ["A. Beispiel", ["A. Beispiel"]])
def test_an_author_is_one_of_the_authors(tmp_path, author):
    [article] = read(tmp_path, {"id": "a", "text": "Text.", "author": author})
    assert article.authors == ("A. Beispiel",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{kaputt", "not JSON"),
        ("[1]", "not a JSON object"),
        ({"text": "x"}, "no id"),
        ({"id": "a\nb", "text": "x"}, "printable"),
        ({"id": "x" * 201, "text": "x"}, "1-200"),
        ({"id": "a"}, "neither 'text' nor 'sections'"),
        ({"id": "a", "text": " \n "}, "no text"),
        ({"id": "a", "text": "x", "title": 3}, "'title' is not text"),
        ({"id": "a", "text": "x", "authors": [1]}, "'authors'"),
        ({"id": "a", "sections": ["x"]}, "section 0"),
        ("[" * 100_000, "nested too deeply|not JSON"),
    ],
)
def test_bad_line_is_named_and_the_rest_goes_on(tmp_path, line, reason):
    good = {"id": "gut", "text": "Text."}
    first, second, third = read(tmp_path, good, line, {**good, "id": "gut2"})
    assert isinstance(second, ReadFailure)
    assert second.reason.startswith("line 2: ")
    assert re.search(reason, second.reason)
    assert (first.id, third.id) == ("gut", "gut2")


@pytest.mark.parametrize("none", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-12:00", "0999-12-31"])
def test_the_first_and_last_moments_that_programs_know_are_no_date(tmp_path, none):
    line = {"id": "a", "text": "Text", "date": none, "modified": "1000-01-01"}
    [article] = read(tmp_path, line)
    assert article.published is None
    assert article.modified == datetime(1000, 1, 1)
    assert timestamp(article.modified) is not None


def test_overlong_line_is_skipped(tmp_path):
    long_line = json.dumps({"id": "lang", "text": "x" * (4 << 20)})
    failure, article = read(tmp_path, long_line, {"id": "b", "text": "Text."})
    assert failure.reason == "line 1: longer than 4 MiB"
    assert article.id == "b"


def test_gzip_is_read_and_a_cut_one_is_a_failure(tmp_path):
    line = {"id": "a", "text": "Text."}
    assert len(read(tmp_path, line, name="z.jsonl.gz")) == 1
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes((tmp_path / "z.jsonl.gz").read_bytes()[:-12])
    [failure] = [item for item in read_file(cut, "cut") if isinstance(item, ReadFailure)]
    assert "gzip" in failure.reason


def test_lone_surrogates_do_not_reach_the_article(tmp_path):
    [article] = read(tmp_path, '{"id": "a", "text": "x\\ud800y"}')
    assert article.sections[0].paragraphs == ("xy",)
    assert article.fingerprint()


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2020-05-08", datetime(2020, 5, 8)),
        ("08.05.2020", datetime(2020, 5, 8)),
        ("8. Mai 2020, 12:30 Uhr", datetime(2020, 5, 8, 12, 30)),
        ("Fri, 08 May 2020 12:30:00 +0200", datetime.fromisoformat("2020-05-08T12:30+02:00")),
        ("25/05/2020", datetime(2020, 5, 25)),
        ("05/05/2020", datetime(2020, 5, 5)),
        (1588896000, datetime(2020, 5, 8, tzinfo=UTC)),
        (1588896000123, datetime(2020, 5, 8, tzinfo=UTC)),
        ("1588896000.5", None),
        (1212121200000, datetime(2008, 5, 30, 4, 20, tzinfo=UTC)),  # no day of the year 1212
    ],
)
def test_a_date_is_read_however_it_is_written_if_it_can_be_read_in_one_way(tmp_path, given, day):
    article, *_ = read(tmp_path, {"id": "a", "text": "Text", "date": given})
    assert article.published == day


@pytest.mark.parametrize("given", ["gestern", "03/04/2020", "31.02.2020", 0, -1e99, True, ["2020"]])
def test_a_date_that_cannot_be_read_is_told_and_the_line_is_read(tmp_path, given):
    line = {"id": "a", "text": "Text", "date": given}
    *articles, doubt = read(tmp_path, line, {"id": "b", "text": "Text"}, {**line, "id": "c"})
    assert [one.published for one in articles] == [None] * 3
    reason = f"line 1: {str(given)!r} and 1 more: no date that is understood"
    assert doubt == ReadDoubt("zeilen.jsonl", reason, 2)


def test_of_two_keys_for_a_date_the_one_that_can_be_read_counts(tmp_path):
    line = {"id": "a", "text": "Text", "date": "gestern", "published": "2020-05-08"}
    (article,) = read(tmp_path, line)
    assert article.published == datetime(2020, 5, 8)
