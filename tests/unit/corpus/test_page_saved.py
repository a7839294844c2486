"""Pages as browsers, archives and programs for writing save them."""

import html

import pytest

from corpus import UnreadableArticleError
from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

ADDRESS = "https://bote.example/bruecke"
ARTICLE = f"<h1>Brücke gesperrt</h1>{TEXT}"
HEAD = f'<title>Brücke gesperrt</title><link rel="canonical" href="{ADDRESS}">'
PAGE = f"<!DOCTYPE html><html><head>{HEAD}</head>\n<body>{ARTICLE}</body></html>"


def paragraphs(source):
    return [text for part in read_page(source).sections for text in part.paragraphs]


@pytest.mark.parametrize("mode", ['shadowrootmode="open"', 'class="x" shadowroot="open"'])
def test_what_elements_keep_in_templates_of_their_own_is_text(mode):
    shown = f"<bote-app><template {mode}>{ARTICLE}</template></bote-app>"
    other = f"<template><p>{LONG}</p></template>"
    assert paragraphs(f"<html><body>{shown}{other}</body></html>") == TEXTS


@pytest.mark.parametrize("name", ["noscript", "template"])
def test_what_is_shown_without_scripts_counts_where_nothing_else_is_shown(name):
    assert paragraphs(f"<html><body><{name}>{ARTICLE}</{name}></body></html>") == TEXTS
    beside = f"<html><body>{ARTICLE}<{name}><p>{LONG}</p></{name}></body></html>"
    assert paragraphs(beside) == TEXTS


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="https://archiv.example/web/20240214090000/{ADDRESS}">',
        f'<link rel="canonical" href="https://archiv.example/web/20240214090000id_/{ADDRESS}">',
        '<link rel="canonical" href="https://archiv.example/AbCdE">'
        f'<meta property="og:url" content="http://archiv.example/20240214090000/{ADDRESS}">',
    ],
)
def test_a_page_of_an_archive_has_the_address_of_the_page_that_it_kept(head):
    article = read_page(f"<html><head>{head}</head><body>{ARTICLE}</body></html>")
    assert (article.url, article.source) == (ADDRESS, "bote.example")


def chromium(source):
    cell = '<tr><td class="line-number"></td><td class="line-content">{}</td></tr>'
    rows = "".join(cell.format(html.escape(line)) for line in source.split("\n"))
    return f"<html><body><table>{rows}</table></body></html>"


def firefox(source):
    marked = html.escape(source).replace("&lt;", "<span>&lt;<b>").replace("&gt;", "</b>&gt;</span>")
    return f'<html><head></head><body id="viewsource" class="x"><pre>{marked}</pre></body></html>'


def test_whom_a_reader_view_names_is_the_author():
    credit = '<div class="credits reader-credits">Ina Muster</div>'
    page = f'<h1 class="reader-title">Brücke gesperrt</h1>{credit}<div>{TEXT}</div>'
    assert read_page(f"<html><body>{page}</body></html>").authors == ("Ina Muster",)


@pytest.mark.parametrize("name", ["MsoTitle", "c1 title", "western Titel"])
def test_programs_for_writing_name_the_title(name):
    page = f'<p class="{name}">Brücke gesperrt bleibt sie</p>{TEXT}<h2>Kosten</h2><p>{LONG}</p>'
    article = read_page(f"<html><head><title></title></head><body>{page}</body></html>")
    assert article.title == "Brücke gesperrt bleibt sie"
    assert [part.heading for part in article.sections] == ["", "Kosten"]


def test_a_day_that_a_program_calls_created_is_one():
    head = '<meta name="created" content="2024-02-13T18:42:00">'
    assert read_page(f"{head}<body>{ARTICLE}</body>").published.day == 13
    shown = f"{head}<body><h1>Brücke gesperrt</h1><p>12.02.2024</p>{TEXT}</body>"
    assert read_page(shown).published.day == 12


def test_blank_lines_part_paragraphs_of_text_that_is_shown_as_it_stands():
    broken = [text.replace(", ", ",\n") for text in TEXTS]
    joined = "\n\n".join(broken)
    assert paragraphs(f"<body><h1>Brücke</h1><pre>{joined}</pre></body>") == TEXTS


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Seite nicht gefunden - Bote", "Hoppla"),
        ("Bote", "404 – Seite nicht gefunden"),
        ("Just a moment...", "www.bote.example"),
        ("Fehler 500", "Das tut uns leid"),
        ("Artikel nicht mehr verfügbar", ""),
    ],
)
def test_what_is_sent_in_place_of_a_page_is_none(title, heading):
    page = f"<title>{title}</title><body><h1>{heading}</h1><p>{LONG}</p><p>{LONG} Ja.</p></body>"
    with pytest.raises(UnreadableArticleError):
        read_page(page)


@pytest.mark.parametrize("title", ["404 Menschen evakuiert", "500 Euro gefunden: Finder belohnt"])
def test_numbers_in_headlines_are_no_errors(title):
    assert read_page(f"<body><h1>{title}</h1><p>{LONG}</p></body>").title == title
