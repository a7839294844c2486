"""Saved pages: the article among navigation, boxes, calls and false headings."""

import json
from datetime import datetime

import pytest

from corpus import Article, ReadFailure, UnreadableArticleError, read_file
from corpus.readers.page import read_page
from corpus.readers.page.source import cut_source
from corpus.readers.page.tree import parse

LONG = (
    "Die Brücke über die Solle bleibt bis zum Herbst gesperrt, wie das Bauamt mitteilte. "
    "Der Grund sind Risse in zwei Pfeilern, die bei einer Prüfung gefunden wurden. "
)
FACTS = {
    "@graph": [
        {"@type": "WebSite", "name": "Seite"},
        {
            "@type": ["NewsArticle"],
            "headline": "Solle-Brücke bleibt gesperrt",
            "datePublished": "2025-04-10T18:05:00+02:00",
            "author": [{"name": "Von Ina Muster"}, {"name": "dpa"}],
            "publisher": {"name": "Sollbote"},
            "articleSection": "Lokales",
            "keywords": ["Verkehr", "Lokales"],
            "isAccessibleForFree": "False",
        },
    ]
}
PAGE = f"""<!doctype html><html lang="de"><head><title>Brücke | Sollbote</title>
<link rel="canonical" href="https://sollbote.example/bruecke">
<meta property="og:title" content="Solle-Brücke bleibt gesperrt">
<script type="application/ld+json">{json.dumps(FACTS)}</script>
<style>p {{}}</style></head><body>
<nav><ul><li><a href="/">Start</a></li>
<li><a href="/l">Lokales aus der ganzen Gegend</a></li></ul></nav>
<main><article>
<h1>Solle-Brücke bleibt gesperrt</h1>
<p class="x9-intro">Autos müssen noch Monate über Niederau fahren. Der Stadtrat ist verärgert.</p>
<div class="body">
<h2>Solle-Brücke bleibt gesperrt</h2>
<p>Altwerder – {LONG}</p>
<p><strong>Lesen Sie auch:</strong> <a href="/x">Der Umbau des Bahnhofs dauert länger</a></p>
<figure><img src="a.jpg"><figcaption>Die Brücke im April. Foto: Muster</figcaption></figure>
<h2 id="umleitung">Umleitung über <em>Niederau</em></h2>
<p>{LONG}</p><p>{LONG}<br><br>{LONG}</p>
<div class="box"><h3>Mehr zum Thema</h3><ul><li><a href="/1">Stau in Niederau</a></li></ul></div>
<h2>Externer Inhalt nicht verfügbar</h2>
<p>{LONG}</p>
<p><strong>Kritik aus dem Stadtrat</strong></p>
<p>{LONG} (im/dpa)</p>
<h3>Jetzt weiterlesen</h3>
<h2>Das könnte Sie auch interessieren</h2>
</div></article></main>
<aside><h2>Meistgelesen</h2><p>{LONG}</p></aside>
<footer><p>Alle Rechte vorbehalten,
Nachdruck nur mit Erlaubnis des Verlags und der Redaktion.</p></footer>
</body></html>"""  # fmt: skip


@pytest.fixture(scope="module")
def article():
    return read_page(PAGE)


def test_only_real_headings_start_sections(article):
    assert [section.heading for section in article.sections] == [
        "", "Umleitung über Niederau", "Kritik aus dem Stadtrat",
    ]  # fmt: skip


def test_heading_id_is_the_anchor(article):
    assert [section.anchor for section in article.sections] == ["", "umleitung", ""]


def test_teaser_and_dateline_stand_apart(article):
    assert article.teaser.startswith("Autos müssen noch Monate")
    assert article.dateline == "Altwerder"
    assert article.sections[0].paragraphs[0].startswith("Die Brücke über die Solle")


def test_widgets_captions_and_margins_are_left_out(article):
    text = str(article.to_dict())
    for gone in ("Lesen Sie", "Bahnhofs", "Foto", "Stau in", "Meistgelesen", "Nachdruck", "Start"):
        assert gone not in text


def test_two_line_breaks_part_paragraphs(article):
    assert len(article.sections[1].paragraphs) == 4


def test_metadata_comes_from_json_ld(article):
    assert article.title == "Solle-Brücke bleibt gesperrt"
    assert article.published == datetime.fromisoformat("2025-04-10T18:05:00+02:00")
    assert (article.authors, article.agencies) == (("Ina Muster",), ("dpa",))
    assert (article.source, article.url) == ("Sollbote", "https://sollbote.example/bruecke")
    assert (article.topics, article.free) == (("Lokales", "Verkehr"), False)


def test_page_without_metadata_still_has_title_and_text():
    article = read_page(f"<title>Sperrung</title><body><h1>Sperrung</h1><p>{LONG}</p><p>{LONG}</p>")
    assert article.title == "Sperrung"
    assert len(article.sections[0].paragraphs) == 2


def test_id_follows_the_address_not_the_file(tmp_path):
    for name in ("a.html", "b.htm"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    first, second = (next(read_file(tmp_path / n, n)) for n in ("a.html", "b.htm"))
    assert isinstance(first, Article)
    assert first == second
    assert len(first.id) == 16


@pytest.mark.parametrize(
    "source",
    [
        "<p>Kurz.</p>",
        "kein Markup",
        "<html></html>",
        "<nav><a href='/'>Start</a></nav>",
        "<!--" * 99,
    ],
)
def test_page_without_article_is_refused(source):
    with pytest.raises(UnreadableArticleError):
        read_page(source)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 50_000 + LONG,
        "<b>" * 50_000 + LONG,
        "<script>" * 50_000,
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script><p>" + LONG,
        "<p>" + "<" * 100_000 + LONG,
    ],
)
def test_absurd_markup_gives_an_answer(tmp_path, source):
    path = tmp_path / "seite.html"
    path.write_text(source, encoding="utf-8")
    [outcome] = read_file(path, "seite.html")
    assert isinstance(outcome, Article | ReadFailure)


SENTENCE = "Der Rat der Stadt Aulen hat am Abend lange über den Steg Nummer {} am Ufer beraten."
TEXT = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(5))


def texts(source):
    return [text for section in read_page(source).sections for text in section.paragraphs]


def test_longer_comments_are_no_text():
    spoken = "".join(f"<li><p>Kommentar {SENTENCE.format(n)}</p></li>" for n in range(20, 60))
    page = (
        f"<main><article><h1>Steg</h1>{TEXT}</article><ol class='commentlist'>{spoken}</ol></main>"
    )
    assert len(texts(page)) == 5


@pytest.mark.parametrize("name", ["post tag-steg category-rat", "tagStyle-x1", "Section--Ads"])
def test_a_name_around_all_text_is_no_furniture(name):
    page = f"<h1>Steg</h1><div>{TEXT.replace('<p>', f'<p class={name!r}>')}</div>"
    assert len(texts(page)) == 5


def test_a_notice_that_stands_again_and_again_is_no_text():
    notice = "<p>Inhalte von Dritten werden wegen der gewählten Einstellung nicht angezeigt.</p>"
    assert len(texts(f"<h1>Steg</h1>{TEXT.replace('</p>', '</p>' + notice)}")) == 5


def test_the_paragraph_before_the_body_belongs_to_the_text():
    opening = "Am Anfang stand ein Brief an das Rathaus, und niemand wusste, wer ihn schrieb."
    body = f"<div><p>{opening}</p><div>{TEXT}</div></div>"
    assert texts(f"<h1>Steg</h1>{body}")[0] == opening


def test_numbered_headings_count_without_text():
    items = "".join(f"<h3>{n}. Steg am Ufer der Laume</h3><figure>Bild</figure>" for n in (1, 2, 3))
    article = read_page(f"<h1>Stege</h1><div>{TEXT}{items}</div>")
    assert [s.heading[:2] for s in article.sections] == ["", "1.", "2.", "3."]


def test_a_form_around_the_whole_page_is_read():
    assert len(texts(f"<form><h1>Steg</h1>{TEXT}<input><select><option>Ort</select></form>")) == 5


def test_hidden_parts_are_not_read():
    hidden = "<div {}>Das hier steht nur im Quelltext der Seite und nirgends sonst zu lesen.</div>"
    marks = ["hidden", "aria-hidden=true", "style='display: none'"]
    page = f"<h1>Steg</h1><div>{TEXT}{''.join(map(hidden.format, marks))}</div>"
    assert len(texts(page)) == 5


def test_the_pages_own_copy_of_the_text_decides_if_it_is_whole():
    box = "<p>Unser Reporter sammelt seit vielen Jahren alte Ansichtskarten aus dem Tal.</p>"

    def with_copy(copy):
        facts = json.dumps({"@type": "NewsArticle", "articleBody": copy})
        ld = f'<script type="application/ld+json">{facts}</script>'
        return texts(f"{ld}<h1>Steg</h1><div>{TEXT}{box}</div>")

    whole = "\n".join(SENTENCE.format(number) for number in range(5))
    assert len(with_copy(whole)) == 5
    assert len(with_copy(whole[:200])) == 6


def test_the_elements_of_a_page_are_beautifulsoups():
    source = (
        '<body><div class="text"><p>Eins <b>zwei</b>.</p><nav>weg</nav><p>Drei</p></div></body>'
    )
    body = parse(cut_source(source)).body
    assert body.get_text("|") == "Eins |zwei|.|Drei"
    assert [p.get_text() for p in body.find_all("p")] == ["Eins zwei.", "Drei"]
    assert body.select_one("div.text > p + p").string == "Drei"
    assert str(body.find("b").parent) == "<p>Eins <b>zwei</b>.</p>"
    assert body.find("p").next_sibling.previous_sibling is body.find("p")


@pytest.mark.parametrize(
    "opened",
    [
        "<nav><ul><li><div><a href='/x'>Start</a></li></ul></nav>",
        "<footer><div><p>Rechte</p></footer>",
        "<nav><div><nav><div>Menü</nav></nav>",
    ],
)
def test_a_block_left_open_in_the_navigation_does_not_swallow_the_page(opened):
    page = f"{opened}<main><h1>Steg</h1><p>{LONG}</p></main><nav><p>{LONG}Start</p></nav>"
    assert [one.paragraphs for one in read_page(page).sections] == [(LONG.strip(),)]


def test_a_sidebar_that_holds_the_article_is_none():
    article = f"<article><h1>Steg</h1><p>{LONG}</p></article>"
    page = f"<aside><div><p>Anzeigen</p></aside>{article}"
    assert read_page(page).sections[0].paragraphs == (LONG.strip(),)
    beside = f"<aside><h1>Mehr</h1><p>{LONG}{LONG}</p></aside>{article}"
    assert read_page(beside).sections[0].paragraphs == (LONG.strip(),)


def test_a_long_block_without_a_paragraph_around_it_is_text_among_paragraphs():
    texts = [LONG.replace("zwei", word) for word in ("drei", "vier", "fünf", "neun", "zehn")]
    one, two, three, four, five = (text.strip() for text in texts)
    page = (
        f"<article><h1>Steg</h1><p>{one}</p><h2>Kosten</h2><div>{two}</div><p>{three}</p>{four}"
        f"<p>{LONG}</p><div>Der Steg im Mai, vom Ufer aus gesehen.</div>"
        f"<section><div><a href='/x'>Anderes</a><div>{five}</div></div></section></article>"
    )
    sections = read_page(page).sections
    assert [one.heading for one in sections] == ["", "Kosten"]
    assert [one.paragraphs for one in sections] == [(one,), (two, three, four, LONG.strip())]


@pytest.mark.parametrize(
    "name",
    ["icaption left", "image-box", "bu", "bildUnterschrift", "page-footer2", "affiliate-text"],
)
def test_what_is_named_like_a_caption_a_footer_or_an_advertisement_is_no_text(name):
    other = LONG.replace("zwei", "drei")
    page = f"<article><h1>Steg</h1><p>{LONG * 3}</p><div class='{name}'><p>{other}</p></div>"
    assert read_page(f"{page}</article>").sections[0].paragraphs == ((LONG * 3).strip(),)
    named = page.replace(name, "seite").replace("<article>", f"<article class='{name}'>")
    assert other.strip() in read_page(f"{named}</article>").sections[0].paragraphs
