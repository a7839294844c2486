"""What a page tells of itself: which of its titles is the headline, who publishes, who wrote it."""

import json

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.test_page import TEXT


def titled(headline, shared, shown, slug="a"):
    facts = json.dumps(
        {"@type": "NewsArticle", "headline": headline, "publisher": {"name": "Bote"}}
    )
    return read_page(
        f'<head><link rel="canonical" href="https://bote.example/{slug}">'
        f'<meta property="og:title" content="{shared}">'
        f'<script type="application/ld+json">{facts}</script></head>{shown}{TEXT}'
    ).title


@pytest.mark.parametrize(
    ("headline", "shared", "shown", "slug", "title"),
    [
        ("Rat baut Steg", "Steg kommt", "<h1>Steg kommt</h1>", "a", "Steg kommt"),
        ("Rat baut Steg", "Steg kommt", "<h1>Steg kommt nun doch</h1>", "a", "Rat baut Steg"),
        # The address was made of the headline.
        ("Rat baut Steg", "Der Steg am Ufer kommt", "<h1>Der Steg am Ufer kommt</h1>",
         "der-steg-am-ufer-kommt-17", "Der Steg am Ufer kommt"),
        ("Rat", "Übergröße für alte Köche", "<h1>Rat</h1>", "uebergroesse-fuer-alte-koeche",
         "Übergröße für alte Köche"),
        ("Rat baut Steg am Ufer", "Aulen: Der Steg kommt", "<h1>Rat baut Steg am Ufer</h1>",
         "rat-baut-steg-am-ufer", "Rat baut Steg am Ufer"),
        # Shared with its kicker, which the page shows apart.
        ("Rat baut Steg am Ufer", "Streit in Aulen: Der Steg kommt",
         "<h1>Rat baut Steg am Ufer</h1><h2><span>Streit in Aulen</span>"
         "<div>Der Steg kommt</div></h2>", "rat-baut-steg-am-ufer", "Der Steg kommt"),
        # Headings of nothing but signs are no half of a headline.
        ("Rat baut Steg", "Der Steg kommt", "<h1>Der Steg am Ufer</h1><h2>***</h2>"
         "<h2>Der Steg kommt</h2>", "a", "Rat baut Steg"),
        # One says all that the other says, and more.
        ("Rat aus Aulen baut Steg", "Rat baut Steg", "<h1>Rat aus Aulen baut Steg</h1>", "a",
         "Rat aus Aulen baut Steg"),
        # Shared like the page's title, which search engines are told, and shown otherwise: the
        # address was made of what is shown, or that is all but their words.
        ("", "Neuer Steg für Aulen - Bote", "<title>Neuer Steg für Aulen - Bote</title>"
         "<h1>Ein Steg, der keinem gefällt</h1>", "ein-steg-der-keinem-gefaellt",
         "Ein Steg, der keinem gefällt"),
        ("", "Neuer Steg für Aulen - Bote", "<title>Neuer Steg für Aulen - Bote</title>"
         "<h1>Ein Steg, der keinem gefällt</h1>", "neuer-steg-fuer-aulen",
         "Neuer Steg für Aulen"),
        ("", "Quark mit Birnen Rezept", "<title>Quark mit Birnen Rezept</title>"
         "<h1>Quark mit Birnen</h1>", "a", "Quark mit Birnen"),
        # What is shown says in its own words what search engines are told, but for a kicker.
        ("", "Bürger beteiligen sich am Stegbau | Bote",
         "<title>Bürger beteiligen sich am Stegbau | Bote</title>"
         "<h1>Anteile für alle: So beteiligen sich Bürger am neuen Steg</h1>", "a",
         "Anteile für alle: So beteiligen sich Bürger am neuen Steg"),
        ("", "Neuer Steg: Rat lehnt Klage ab", "<title>Neuer Steg: Rat lehnt Klage ab</title>"
         "<h1><span>Neuer Steg</span> Rat lehnt alle Klagen ab</h1>", "a",
         "Neuer Steg: Rat lehnt Klage ab"),
        # The h1 that programs are told, though the address has a word of another.
        ("", "Ein Steg, der keinem gefällt", "<h1>Thema: Radwege</h1>"
         "<h1>Ein Steg, der keinem gefällt</h1>", "radwege-in-aulen-und-wiesach",
         "Ein Steg, der keinem gefällt"),
        ("Rat baut Steg", "Steg in Aulen: Alles dazu", "<title>Steg in Aulen: Alles dazu | Bote"
         "</title><h1>Rat baut Steg</h1>", "a", "Rat baut Steg"),
        # A headline in the navigation is none.
        ("Rat baut Steg", "Steg kommt", "<nav><h1>Steg kommt</h1></nav><h2>Rat baut Steg</h2>",
         "a", "Rat baut Steg"),
        ("", "Rat baut einen Steg – Bote", "", "a", "Rat baut einen Steg"),
        ("", "Rat baut einen Steg – und mehr", "", "a", "Rat baut einen Steg – und mehr"),
        ("", "Bote - Rat baut Steg in Aulen", "", "a", "Rat baut Steg in Aulen"),
        ("", "Rat baut einen Steg │ Bote", "", "a", "Rat baut einen Steg"),
        ("", "Bote | Rat baut Steg", "<h1>Rat baut Steg</h1>", "a", "Rat baut Steg"),
        # What the page shows has a kicker, so it does not tell where the shared one ends.
        ("", "Rat baut einen Steg - Bote", "<h1>Aulen: Rat baut Steg</h1>", "a",
         "Rat baut einen Steg"),
        ("", "Rückblick des Rates – 2023", "", "a", "Rückblick des Rates – 2023"),
    ],
)  # fmt: skip
def test_of_several_headlines_one_is_chosen(headline, shared, shown, slug, title):
    assert titled(headline, shared, shown, slug) == title


@pytest.mark.parametrize(
    "page_title",
    ["Rat baut Steg | Der Bote", "Der Rat / Reden / Rat baut Steg", "Bote: Rat baut Steg"],
)
def test_of_several_h1_the_one_that_the_page_title_names_first_is_the_headline(page_title):
    names = "<h1>Navigation und Service</h1><h1>Der Bote</h1>"
    source = f"<title>{page_title}</title>{names}<h1>Rat baut Steg</h1>{TEXT}"
    assert read_page(source).title == "Rat baut Steg"


@pytest.mark.parametrize(
    ("page_title", "headings", "title"),
    [
        # The site's name at the top is a link to its first page.
        ("Rat baut neuen Steg : Aulener Bote", "<h3>Rat baut neuen Steg</h3>",
         "Rat baut neuen Steg"),
        ("Aulener Bote » Archiv » Rat baut neuen Steg",
         "<h2><a href='/7'>Rat baut neuen Steg</a></h2>",
         "Rat baut neuen Steg"),
        ("Rat baut neuen Steg - Aulener Bote", "<h2>Der Rat</h2>", "Rat baut neuen Steg"),
        ("Der Rat und der Steg", "<h1>Rat baut neuen Steg</h1>", "Rat baut neuen Steg"),
        ("Der Rat und der Steg", "<h2>Rat baut neuen Steg</h2>", "Aulener Bote"),
    ],
)  # fmt: skip
def test_a_headline_of_nothing_but_a_link_is_the_name_of_the_site(page_title, headings, title):
    source = f"<title>{page_title}</title><h1><a href='/'>Aulener Bote</a></h1>{headings}{TEXT}"
    assert read_page(source).title == title


def test_a_heading_without_a_word_is_no_headline():
    source = f"<title>Rat baut Steg</title><h1>–</h1><h1>Rat baut Steg</h1>{TEXT}"
    assert read_page(source).title == "Rat baut Steg"


def test_a_page_without_a_first_heading_has_the_one_that_its_title_names():
    head = "<title>Rat baut neuen Steg - Leben am Fluss 2022</title>"
    assert read_page(f"{head}<h3>Rat baut neuen Steg</h3>{TEXT}").title == "Rat baut neuen Steg"


@pytest.mark.parametrize(
    ("given", "outlet"),
    [
        ("Aulener Bote", "Aulener Bote"),
        ("https://www.bote.example/", "bote.example"),
        ("www.bote.example", "bote.example"),
        ("Rat baut Steg", "bäcker.example"),  # as it names each page by its title
        ("", "bäcker.example"),
        ("Start", "bäcker.example"),
        ("NEWS", "bäcker.example"),
        ("{$plugin.site_name}", "bäcker.example"),
        ("Start-Anzeiger", "Start-Anzeiger"),
    ],
)
def test_an_outlet_has_a_name_or_its_host(given, outlet):
    page = read_page(
        f'<meta property="og:site_name" content="{given}">'
        '<meta property="og:title" content="Rat baut Steg">'
        '<meta name="author" content="Ina Muster">'
        '<link rel="canonical" href="https://www.xn--bcker-gra.example/a">'
        f"<h1>Rat baut Steg</h1>{TEXT}"
    )
    assert page.source == outlet
    assert page.authors == ("Ina Muster",)


@pytest.mark.parametrize(
    ("publisher", "site", "outlet"),
    [
        ("Rat und Tat", "", "Rat und Tat"),
        ("Bote Medien GmbH", "Aulener Bote", "Aulener Bote"),
        ("Bote Medien GmbH", "", "Bote Medien GmbH"),
        ("Bote Medien e.V.", "Bote – Alles aus Aulen", "Bote"),
        ("", "News zum Bauen | Bote", "Bote"),
        ("", "BOTE - Blatt für Aulen und das Umland", "BOTE"),
        ("", "☆☆☆ - bote.example - Tagesgeschehen", "bote.example"),
        ("", "Aulen – Leben am Fluss", "Aulen – Leben am Fluss"),
    ],
)
def test_an_outlet_is_called_by_its_name_without_its_slogan(publisher, site, outlet):
    facts = json.dumps({"@type": "Article", "publisher": {"name": publisher}})
    page = read_page(
        f'<script type="application/ld+json">{facts}</script>'
        f'<meta property="og:site_name" content="{site}">'
        f'<link rel="canonical" href="https://www.bote.example/a"><h1>Rat baut Steg</h1>{TEXT}'
    )
    assert page.source == outlet


def test_the_outlet_of_a_page_from_a_web_archive_is_that_of_the_page():
    own = "http://www.bote.example/2013/steg/"
    kept = f"https://web.archive.org/web/20140226054445/{own}"
    page = read_page(f'<link rel="canonical" href="{kept}"><h1>Rat baut Steg</h1>{TEXT}')
    assert (page.source, page.url) == ("bote.example", own)


@pytest.mark.parametrize("name", ["Aulener Bote", "AULENER BOTE", "bote.example"])
def test_the_outlet_is_no_author(name):
    page = read_page(
        '<meta property="og:site_name" content="Aulener Bote">'
        f'<meta name="author" content="{name}; Ina Muster">'
        f'<link rel="canonical" href="https://www.bote.example/a"><h1>Rat baut Steg</h1>{TEXT}'
    )
    assert page.authors == ("Ina Muster",)


def test_an_endless_title_is_read_in_time():
    title = "a | b - " * 50_000
    assert len(read_page(f"<title>{title}</title>{TEXT}").title) <= 500


@pytest.mark.parametrize(
    "name", ["admin", "Redaktion", "Die Redaktion", "Online-Redaktion", "%author%", "{{ autor }}"]
)
def test_a_role_or_what_was_never_filled_in_is_no_author(name):
    page = read_page(f'<meta name="author" content="{name}"><h1>Rat baut Steg</h1>{TEXT}')
    assert page.authors == ()
    both = read_page(f'<meta name="author" content="Ina Muster, {name}"><h1>Rat</h1>{TEXT}')
    assert both.authors == ("Ina Muster",)
