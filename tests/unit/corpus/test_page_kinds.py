"""Pages of many kinds: kept by archives, printed, sold, old, of the press and of blogs."""

import json

import pytest

from corpus.errors import UnreadableArticleError
from corpus.readers import read_file
from corpus.readers.decoding import decode_page
from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

HEADLINE = "<h1>Brücke gesperrt</h1>"


def paragraphs(page):
    return [text for part in read_page(page).sections for text in part.paragraphs]


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20140226054445/http://www.bote.example/bruecke",
        "https://web.archive.org/web/20140226054445id_/http:/bote.example/bruecke",
        "https://archiv.example/2023.03.12-180500/https://bote.example/bruecke",
        "http://pywb.example/sammlung/20140226054445mp_/https://www.bote.example/",
    ],
)
def test_the_outlet_of_a_page_kept_by_an_archive_is_that_of_the_page(address):
    assert read_page(f"{HEADLINE}{TEXT}", address).source == "bote.example"
    assert read_page(f"{HEADLINE}{TEXT}", "https://a.example/?u=https://b.example").source == (
        "a.example"
    )


def test_the_outlet_is_where_links_start_from_if_nothing_else_tells_it():
    head = '<base href="https://www.bote.example/lokales/">'
    article = read_page(f"{head}{HEADLINE}{TEXT}")
    assert (article.source, article.url) == ("bote.example", "")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_text_in_two_bytes_a_letter_needs_no_mark(name):
    assert decode_page("<p>Größe</p>".encode(name)) == "<p>Größe</p>"


@pytest.mark.parametrize(
    ("page_title", "line"),
    [
        ("Aulener Bote - Brücke nun gesperrt", "<font size=5>{}</font>"),
        ("bote.example - Druckversion", "<b>{}</b>"),
        ("Unbenanntes Dokument", "<p><strong>{}</strong></p>"),
        ("", "<h2>12. März 2003</h2><h3><a href='/7'>{}</a></h3>"),
    ],
)
def test_a_page_that_sets_no_headline_as_one_has_its_first_line(page_title, line):
    body = f"<p>Lokales</p>{line.format('Brücke nun gesperrt')}<br><br>{TEXT}"
    article = read_page(f"<title>{page_title}</title>{body}")
    assert article.title == "Brücke nun gesperrt"
    assert [text for part in article.sections for text in part.paragraphs] == TEXTS


def test_a_title_that_says_something_stays_where_no_line_repeats_it():
    body = f"<p><b>So geht es weiter</b></p>{TEXT}"
    assert read_page(f"<title>Brücke gesperrt</title>{body}").title == "Brücke gesperrt"


def test_what_stands_above_the_headline_is_no_text_unless_it_is_a_sentence():
    above = "<p>Pressemitteilung 12/2022</p><p>Bauen</p>"
    assert paragraphs(f"<div>{above}{HEADLINE}{TEXT}</div>") == TEXTS
    assert paragraphs(f"<div><p>{LONG}</p>{HEADLINE}{TEXT}</div>") == [LONG, *TEXTS]


def test_a_headline_said_again_behind_the_text_cuts_nothing():
    text = f"<div>{TEXT}<h2>Umleitung</h2><p>Ja.</p><p>{LONG}</p><h3>Brücke gesperrt</h3></div>"
    article = read_page(f"<header>{HEADLINE}</header>{text}")
    assert [one.heading for one in article.sections] == ["", "Umleitung"]
    assert article.sections[1].paragraphs == ("Ja.", LONG)


def test_a_headline_within_the_text_is_a_sub_heading():
    article = read_page(f"<div>{HEADLINE}{TEXT}<h1>Umleitung</h1><p>{LONG}</p></div>")
    assert [(one.heading, one.level) for one in article.sections] == [("", 0), ("Umleitung", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "Pressekontakt:", "Kontakt:", "Ansprechpartnerin für die Presse", "Rückfragen an",
        "Rückfragen bitte an:", "Für Rückfragen wenden Sie sich bitte an:",
        "Für weitere Informationen stehen wir Ihnen zur Verfügung:",
        "Weitere Ansprechpartner", "Pressesprecherin: Uta Vogt, Telefon 0123 456",
    ],
)  # fmt: skip
def test_a_note_to_the_press_ends_where_it_says_whom_to_ask(line):
    firm = "<p>Wasserwerke Aulen, Uta Vogt, Telefon 0123 456789, presse@wasser.example</p>"
    assert paragraphs(f"{HEADLINE}{TEXT}<p>{line}</p>{firm}") == TEXTS
    # Where much follows it is the text that speaks of it.
    assert len(paragraphs(f"{HEADLINE}{TEXT}<p>{line}</p>{firm}{TEXT * 2}")) > 3 * len(TEXTS)


@pytest.mark.parametrize("line", ["Aulen (ots)", "Bad Aulen/Wiesach (dpa) –"])
def test_a_place_and_an_agency_alone_are_the_dateline(line):
    article = read_page(f"{HEADLINE}<p>{line}</p>{TEXT}")
    assert article.dateline in {"Aulen", "Bad Aulen/Wiesach"}
    assert article.agencies in {("ots",), ("dpa",)}
    assert list(article.sections[0].paragraphs) == TEXTS
    of_place = f"{HEADLINE}<p>Aulen (Kreis Solle)</p>{TEXT}"
    assert read_page(of_place).dateline == ""


WALLS = [
    "Sie möchten den ganzen Artikel weiterlesen?", "Mit Bote+ weiterlesen",
    "Dieser Artikel ist nur für Abonnenten.", "Bereits Abonnent?", "Nur für Mitglieder",
    "Diesen Text lesen ausschließlich unsere Abonnentinnen.", "Sie haben bereits ein Abo?",
    "Diesen Artikel jetzt weiterlesen?", "Sie wollen diesen Artikel lesen?",
    "Jetzt für nur 1 Euro weiterlesen", "Abo abschließen und weiterlesen",
    "Um diesen Artikel zu lesen, brauchen Sie ein Abo.", "Noch kein Abonnent?",
    "Melden Sie sich an, um weiterzulesen", "Sie haben aktuell keinen Zugriff auf diesen Inhalt.",
    "Alle Artikel lesen mit Bote Plus", "Wählen Sie das passende Angebot und lesen Sie weiter.",
    "Der vollständige Artikel steht nur Abonnenten zur Verfügung.", "Schon registriert? Anmelden",
]  # fmt: skip


@pytest.mark.parametrize("wall", WALLS)
def test_a_page_that_shows_where_it_is_closed_is_not_free(wall):
    page = f"<article>{HEADLINE}{TEXT}<div><h3>{wall}</h3><p>Jetzt für nur 1 Euro testen</p></div>"
    assert read_page(page).free is False
    assert wall not in paragraphs(page) + [part.heading for part in read_page(page).sections]
    assert read_page(f"<article>{HEADLINE}{TEXT}</article>").free is True
    # Told to programs, or far behind a text of full length, it says nothing.
    free = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": True})
    assert read_page(f'<script type="application/ld+json">{free}</script>{page}').free is True
    assert read_page(page.replace(TEXT, TEXT * 9)).free is True


OFFER = "<p>Alle Texte im ersten Monat für einen Euro, danach für zehn, jederzeit kündbar.</p>"


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("box", ["<div><h3>{}</h3>{}</div>", "<section>{1}<p>{0}</p></section>"])
def test_what_stands_around_a_wall_is_an_offer_to_read_on(box, wall):
    page = f"<article>{HEADLINE}<div>{TEXT}</div>{box.format(wall, OFFER)}</article>"
    assert paragraphs(page) == TEXTS
    assert read_page(page).free is False
    # Where it stands among the paragraphs it is a line of its own.
    assert len(paragraphs(f"<article>{HEADLINE}{TEXT}<p>{wall}</p>{OFFER}</article>")) == 5


@pytest.mark.parametrize(
    "line",
    [
        "Wir wollen weiterlesen, sagten die Kinder.", "Der Artikel ist nur kurz.",
        "Die Mitglieder lesen weiter.", "Den Artikel lesen", "Um weiterzukommen, half ein Abo.",
        "Lesen Sie weiter", "Bereits registriert wurden 300 Schäden.",
        "Wählen Sie das Angebot der Stadt, rät der Verein.",
    ],
)  # fmt: skip
def test_who_speaks_of_reading_on_closes_nothing(line):
    assert read_page(f"{HEADLINE}{TEXT}<p>{line}</p>").free is True


def test_a_part_that_is_not_free_tells_that_the_page_is_not():
    part = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".x"}
    facts = json.dumps({"@type": "NewsArticle", "headline": "Steg", "hasPart": [part]})
    page = f'<script type="application/ld+json">{facts}</script>{HEADLINE}{TEXT}'
    assert read_page(page).free is False


@pytest.mark.parametrize("suffix", [".xhtml", ".shtml", ".XHTML"])
def test_a_page_may_be_called_by_other_names(tmp_path, suffix):
    path = tmp_path / f"bruecke{suffix}"
    path.write_text(f'<?xml version="1.0"?><html><body>{HEADLINE}{TEXT}</body></html>', "utf-8")
    assert [one.title for one in read_file(path, path.name)] == ["Brücke gesperrt"]


def test_of_a_gallery_the_captions_are_the_text():
    said = [
        f"Der Steg am Ufer, wie er vor dem {word} Umbau aussah, und das Wehr."
        for word in ("1.", "2.", "3.")
    ]
    figures = [f"<figure><img><figcaption>{one}</figcaption></figure>" for one in said]
    assert paragraphs(HEADLINE + "".join(figures)) == said
    # A picture or two beside a teaser are none.
    with pytest.raises(UnreadableArticleError):
        read_page(HEADLINE + "".join(figures[:2]))
    assert paragraphs(HEADLINE + figures[0] + TEXT) == TEXTS
