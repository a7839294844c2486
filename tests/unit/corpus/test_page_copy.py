"""A page's own copy of its text in JSON-LD stands in where scripts or a shop hide the text."""

import html
import json

import pytest

from corpus.errors import UnreadableArticleError
from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG

OTHER = LONG.replace("zwei", "drei")
TEASER = "Autos müssen noch Monate über Niederau fahren, der Stadtrat ist verärgert."


def page(copy, shown=""):
    facts = {"@type": "NewsArticle", "headline": "Brücke gesperrt", "articleBody": copy}
    head = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    return read_page(f"{head}<main><h1>Brücke gesperrt</h1><p class='teaser'>{TEASER}</p>{shown}")


@pytest.mark.parametrize(
    "copy",
    [
        f"{TEASER}\n{LONG}\nUmleitung über Niederau\n{OTHER}",
        f"Brücke gesperrt\r\n{LONG}\r\n\r\nUmleitung über Niederau\r\n{OTHER}",
        [LONG, "Umleitung über Niederau", OTHER],
        f"<p>{LONG}</p><h2>Umleitung über Niederau</h2><p>{OTHER}</p><p>Lesen Sie auch: x</p>",
        html.escape(f"<p>{LONG}</p><h3>Umleitung über Niederau</h3><p>{OTHER}</p>"),
    ],
)
@pytest.mark.parametrize("shown", ["", "<div id='app'></div>", "<p>Weiter im Abo für 9 Euro.</p>"])
def test_the_copy_is_read_where_the_page_shows_next_to_nothing(copy, shown):
    lead, part = page(copy, shown).sections
    assert lead.paragraphs == (LONG,)
    assert (part.heading, part.paragraphs) == ("Umleitung über Niederau", (OTHER,))


def test_a_page_that_shows_its_text_is_read_itself():
    shown = f"<p>{LONG}</p><h2 id='u'>Umleitung</h2><p>{OTHER}</p>"
    sections = page(f"{LONG} {OTHER}", shown).sections
    assert [one.heading for one in sections] == ["", "Umleitung"]
    assert sections[1].anchor == "u"
    twice = page(f"{LONG} {OTHER} {LONG} {OTHER}", shown).sections
    assert twice == sections


@pytest.mark.parametrize(
    "mark", ["hidden", "style='display: none'", "aria-hidden='true'", "style='visibility:hidden'"]
)
def test_a_page_that_hides_all_of_its_text_is_read_all_the_same(mark):
    article = f"<main {mark}><h1>Brücke</h1><p>{LONG}</p></main><p>Bitte erlauben Sie Cookies.</p>"
    assert read_page(article).sections[0].paragraphs == (LONG,)
    beside = f"<article><h1>Brücke</h1><p>{OTHER}</p><p {mark}>{LONG}</p></article>"
    assert read_page(beside).sections[0].paragraphs == (OTHER,)


@pytest.mark.parametrize("copy", ["", "Kurz.", None, {"a": 1}, 17, [], [None]])
def test_a_copy_that_holds_no_text_is_none(copy):
    with pytest.raises(UnreadableArticleError, match="no article text found"):
        page(copy)


def test_a_page_that_has_but_a_teaser_is_read_and_one_that_has_less_is_refused():
    source = f"<h1>Der Steg von Aulen</h1><p class='teaser'>{LONG}</p><p>Video</p>"
    read = read_page(source)
    assert (read.title, read.teaser) == ("Der Steg von Aulen", LONG)
    assert not any(part.paragraphs for part in read.sections)
    for less in (source.replace("h1", "p"), source.replace(LONG, LONG[:70])):
        with pytest.raises(UnreadableArticleError):
            read_page(less)
