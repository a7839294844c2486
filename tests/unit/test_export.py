"""What other programs get is what was stored, as their own readers read it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from xml.etree import ElementTree

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from corpus import Article, Section
from search.export import About, Entry, entry_of_article, name_of, write_feed, writer_of
from search.export.table import COLUMNS

write_table, write_german_table = map(writer_of, ("csv", "csv-de"))
write_ris, write_bibtex, write_csl = map(writer_of, ("ris", "bibtex", "csl"))
NOW = datetime(2025, 4, 1, 12, tzinfo=UTC)
SEEN = date(2025, 4, 2)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FULL = Entry(
    id="kb/2025 07",
    title="50 % mehr für {Straßen} & Wege_neu: „Größe“ #1",
    authors=("Nora von der Aue", "Jo Pell-Auer"),
    agencies=("dpa",),
    source="Kreisblatt",
    published=datetime(2025, 3, 9, 18, 5, tzinfo=UTC),
    url="https://kreisblatt.example/a_b?x=%20&y#z",
    topics=("Politik", "Verkehr"),
    language="de",
    text="Der Kreis baut.",
)
BARE = Entry(
    id="leer", title="leer", authors=(), agencies=(), source="", published=None, url="",
    topics=(), language="de", text="",
)  # fmt: skip


def written(write, entries, *more):
    stream = StringIO()
    write(iter(entries), stream, *more)
    return stream.getvalue()


def feed(entries, **about):
    told = About(**{"id": name_of("x"), "title": "T", "updated": NOW, "undated": NOW} | about)
    return ElementTree.fromstring(written(write_feed, entries, told))


def test_a_table_has_a_line_for_each_entry_and_every_column():
    rows = list(csv.DictReader(StringIO(written(write_table, [FULL, BARE]))))
    assert [tuple(row) for row in rows] == [COLUMNS, COLUMNS]
    assert rows[0]["authors"] == "Nora von der Aue; Jo Pell-Auer"
    assert rows[0]["published"] == "2025-03-09T18:05:00+00:00"
    assert (rows[0]["title"], rows[0]["url"]) == (FULL.title, FULL.url)
    assert (rows[1]["published"], rows[1]["authors"]) == ("", "")


def test_a_german_table_has_the_same_cells_between_semicolons_behind_a_signature():
    text = written(write_german_table, [FULL, BARE])
    assert text.startswith("\ufeffid;title;authors;")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == list(csv.reader(StringIO(written(write_table, [FULL, BARE]))))


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_no_cell_is_a_formula(start):
    row = next(csv.DictReader(StringIO(written(write_table, [entry(title=f"{start}1+1")]))))
    assert row["title"] == f"'{start}1+1"


def entry(**changes):
    return Entry(**{name: getattr(BARE, name) for name in Entry.__slots__} | changes)


def test_a_reference_manager_reads_ris():
    full, bare = rispy.loads(written(write_ris, [FULL, BARE], SEEN))
    assert full == {
        "type_of_reference": "NEWS", "id": FULL.id, "title": FULL.title,
        "authors": ["von der Aue, Nora", "Pell-Auer, Jo"], "secondary_title": "Kreisblatt",
        "year": "2025", "date": "2025/03/09/", "urls": [FULL.url],
        "access_date": "2025/04/02/", "keywords": ["Politik", "Verkehr"], "language": "de",
        "abstract": FULL.text,
    }  # fmt: skip
    assert bare == {
        "type_of_reference": "NEWS", "id": "leer", "title": "leer", "language": "de"
    }  # fmt: skip


def test_a_text_of_several_lines_cannot_break_out_of_its_reference():
    evil = entry(title="A\nER  - \nTY  - BOOK", text="B\r\nAU  - X")
    (read,) = rispy.loads(written(write_ris, [evil]))
    assert (read["title"], read["abstract"]) == ("A ER - TY - BOOK", "B AU - X")


def test_csl_tells_the_parts_of_names_and_dates_as_numbers():
    told, bare = json.loads(written(write_csl, [FULL, BARE], SEEN))
    assert told == {
        "id": "kb/2025 07",
        "type": "article-newspaper",
        "title": FULL.title,
        "container-title": "Kreisblatt",
        "URL": FULL.url,
        "language": "de",
        "keyword": "Politik, Verkehr",
        "abstract": "Der Kreis baut.",
        "author": [
            {"given": "Nora", "non-dropping-particle": "von der", "family": "Aue"},
            {"given": "Jo", "family": "Pell-Auer"},
        ],
        "issued": {"date-parts": [[2025, 3, 9]]},
        "accessed": {"date-parts": [[2025, 4, 2]]},
    }
    assert bare == {
        "id": "leer", "type": "article-newspaper", "title": "leer", "language": "de",
    }  # fmt: skip
    agency = json.loads(written(write_csl, [replace(FULL, authors=())]))
    assert agency[0]["author"] == [{"literal": "dpa"}]
    assert json.loads(written(write_csl, [])) == []


@pytest.mark.parametrize("zone", [UTC, None])
def test_the_day_that_is_cited_is_that_of_the_site(zone):
    late = datetime(2025, 3, 9, 23, 30, tzinfo=zone)
    section = Section(heading="", level=0, paragraphs=("Text.",))
    entry = entry_of_article(Article(id="a", title="A", published=late, sections=(section,)))
    assert entry.published.day == (10 if zone else 9)


def test_bibtex_reads_as_what_was_told():
    library = parse_string(
        written(write_bibtex, [FULL, BARE], SEEN), append_middleware=[LatexDecodingMiddleware()]
    )
    assert library.failed_blocks == []
    full, bare = library.entries
    told = {field.key: field.value for field in full.fields}
    assert told["author"] == "von der Aue, Nora and Pell-Auer, Jo"
    assert (told["journal"], told["year"], told["month"]) == ("Kreisblatt", "2025", "03")
    assert told["urldate"] == "2025-04-02"
    assert "Straßen" in told["title"]
    assert [field.key for field in bare.fields] == ["title"]


def test_bibtex_is_ascii_and_keeps_addresses_and_big_letters():
    text = written(write_bibtex, [FULL])
    assert text.isascii()
    assert f"url = {{{FULL.url}}}" in text
    assert "title = {{50" in text


def test_bibtex_keeps_what_latex_has_no_command_for_and_warns_of_nothing(caplog):
    assert "title = {{Boot ⛵}}" in written(write_bibtex, [entry(title="Boot ⛵")])
    assert not caplog.records


def test_each_reference_has_a_key_of_its_own():
    same = [entry(id="a b"), entry(id="a/b"), entry(id="§§"), entry(id="")]
    library = parse_string(written(write_bibtex, same))
    assert [one.key for one in library.entries] == ["a-b", "a-b-2", "artikel", "artikel-2"]


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.text(max_size=30))
def test_no_text_breaks_a_format(text, name):
    hostile = entry(title=text or "x", text=text, authors=(name,) if name.strip() else ())
    assert len(parse_string(written(write_bibtex, [hostile, FULL])).entries) == 2
    assert len(rispy.loads(written(write_ris, [hostile, FULL]))) == 2
    assert len(list(csv.reader(StringIO(written(write_table, [hostile, FULL]))))) == 3
    assert len(feed([hostile, FULL]).findall("a:entry", ATOM)) == 2


def test_a_feed_says_of_an_entry_without_date_when_it_was_made():
    full, bare = feed([FULL, BARE]).findall("a:entry", ATOM)
    assert full.findtext("a:updated", "", ATOM) == "2025-03-09T18:05:00+00:00"
    assert full.find("a:link", ATOM).attrib == {"rel": "alternate", "href": FULL.url}
    assert bare.findtext("a:updated", "", ATOM) == NOW.isoformat()
    assert bare.find("a:link", ATOM) is None


def test_a_feed_with_pages_of_its_own_names_the_source_beside():
    root = feed([entry(url="javascript:alert(1)"), FULL], names=lambda e: (e.id, "https://s/1"))
    links = [[link.get("rel") for link in one.findall("a:link", ATOM)]
             for one in root.findall("a:entry", ATOM)]  # fmt: skip
    assert links == [["alternate"], ["alternate", "via"]]


def test_names_are_the_same_at_any_time_and_differ():
    assert name_of("a") == name_of("a") != name_of("b")
    assert name_of("a").startswith("urn:uuid:")


def test_a_moment_without_zone_is_one_of_the_site():
    told = entry_of_article(
        Article(id="a", published=datetime(2025, 7, 1, 8), sections=(Section(),))
    )
    assert told.published.isoformat() == "2025-07-01T08:00:00+02:00"
    assert told.title == "a"
