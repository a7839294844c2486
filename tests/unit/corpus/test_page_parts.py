"""What counts as text among tables, lists, figures and the teasers of other articles."""

import re

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS


def paragraphs(body, around="{}"):
    page = around.format(f"<main><h1>Brücke gesperrt</h1><div>{body}</div></main>")
    return [text for part in read_page(page).sections for text in part.paragraphs]


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


VOTES = f"<table>{row('Partei', 'Stimmen')}{row('<p>Aulener Liste</p>', '<b>412</b>')}{{}}</table>"


def test_a_row_of_data_is_one_line_however_short_its_cells():
    votes = VOTES.format(row("Freie Wähler", "", "7,5 %"))
    assert paragraphs(f"{TEXT}{votes}<p>{LONG}</p>") == [
        *TEXTS, "Partei | Stimmen", "Aulener Liste | 412", "Freie Wähler | 7,5 %", LONG
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [LONG + LONG, "<table><tr><td>Aulen</td></tr></table>", "<h2>Wahl</h2>"],
)
def test_a_table_that_lays_out_the_page_has_no_rows_of_data(cell):
    votes = VOTES.format(row("Freie Wähler", cell))
    assert "Partei | Stimmen" not in paragraphs(f"{TEXT}{votes}<p>{LONG}</p>")


def test_a_table_of_links_and_one_of_single_cells_are_no_text():
    links = VOTES.format(row("<a href='/1'>Wahl in Aulen</a>", "<a href='/2'>Mehr davon</a>"))
    assert "Wahl in Aulen | Mehr davon" not in paragraphs(f"{TEXT}{links}<p>{LONG}</p>")
    single = f"<table>{row('Aulen')}{row('Wiesach')}{row('Krähenfurt')}</table>"
    assert paragraphs(f"{TEXT}{single}<p>{LONG}</p>") == [*TEXTS, LONG]


@pytest.mark.parametrize("wrapping", ["{}", "<div>{}</div>", "<div><div>{}</div></div>"])
def test_text_in_tables_nested_beyond_all_reason_is_text(wrapping):
    tables = "<table><tr><td>x</td><td>" * 100 + TEXT + "</td></tr></table>" * 100
    assert "".join(TEXTS) in "".join(paragraphs(wrapping.format(tables)))


@pytest.mark.parametrize(("item", "mark"), [("li", "ul"), ("dd", "dl"), ("li", "ol")])
def test_the_short_items_of_a_list_are_text_if_a_long_one_is(item, mark):
    texts = ["drei Spuren", "ein Radweg neben den Spuren für die Autos", "ein Steg"]
    items = "".join(f"<{item}>{text}</{item}>" for text in texts)
    assert paragraphs(f"{TEXT}<{mark}>{items}</{mark}><p>{LONG}</p>") == [*TEXTS, *texts, LONG]


@pytest.mark.parametrize(
    "figure",
    ["<blockquote><p>{}</p></blockquote>", "<table><tr><td>{}</td></tr></table>", "<pre>{}</pre>"],
)
def test_a_figure_may_be_a_quotation_or_a_table_its_caption_is_no_text(figure):
    said = "Wir haben das lange kommen sehen und oft genug gesagt."
    body = f"<figure>{figure.format(said)}<figcaption>Uta Vogt</figcaption></figure>"
    assert paragraphs(f"{TEXT}{body}<p>{LONG}</p>") == [*TEXTS, said, LONG]
    picture = f"<figure><img src='a'><p>{said}</p><figcaption>{said}</figcaption></figure>"
    assert paragraphs(f"{TEXT}{picture}<p>{LONG}</p>") == [*TEXTS, LONG]


def test_a_figure_may_hold_the_headline():
    page = f"<figure><img src='a'><h1>Brücke gesperrt</h1><p>{LONG}</p></figure><main>{TEXT}</main>"
    assert read_page(page).teaser == LONG


def test_what_is_set_apart_from_the_text_or_shown_again_elsewhere_is_read_once():
    said = "Der Grund sind Risse in vier Pfeilern, die bei"
    quoted = f"<blockquote><p>{said}</p></blockquote>"
    assert paragraphs(f"{TEXT}{quoted}<p>{LONG}</p>") == [*TEXTS, LONG]
    assert paragraphs(f"{TEXT}<div class='m'><p>{TEXTS[0]}</p></div><p>{LONG}</p>") == [
        *TEXTS,
        LONG,
    ]
    # Who says a thing twice in one breath means it.
    assert paragraphs(f"{TEXT}<p>{TEXTS[0]}</p>") == [*TEXTS, TEXTS[0]]


def test_a_heading_of_several_sentences_is_text():
    assert len(LONG + TEXTS[0]) > 200
    article = read_page(f"<h1>Brücke</h1>{TEXT}<h3>{LONG} {TEXTS[0]}</h3><p>{LONG}</p>")
    assert [one.heading for one in article.sections] == [""]
    assert f"{LONG} {TEXTS[0]}" in article.sections[0].paragraphs


CARD = "<{0}><h3><a href='/{1}'>Der Steg kostet {1} Euro</a></h3><p>{2}</p></{0}>"
EXCERPT = "Der Rat von Aulen hat am Montag lange über den Steg gesprochen und {} Anträge abgelehnt."


@pytest.mark.parametrize(
    ("card", "times", "is_text"),
    [
        ("div", 1, False),
        ("article", 5, False),
        ("li", 5, False),
        ("div", 5, True),
        ("li", 12, True),
    ],
)
def test_teasers_of_a_few_sentences_are_no_text_though_they_outweigh_it(card, times, is_text):
    others = (
        " ".join(EXCERPT.format(number * 10 + at) for at in range(times)) for number in range(1, 10)
    )
    cards = "".join(CARD.format(card, at, text) for at, text in enumerate(others))
    found = paragraphs(f"{TEXT}<section>{cards}</section>")
    assert found[: len(TEXTS)] == TEXTS
    assert len(found) == len(TEXTS) + 9 * is_text


def test_posts_of_a_forum_are_no_teasers_though_the_names_above_them_are_links():
    cards = "".join(CARD.format("article", at, EXCERPT.format(at)) for at in range(9))
    posts = re.sub(r"Der Steg kostet (\d) Euro", r"Stegfreund \1", cards)
    assert len(paragraphs(f"{TEXT}<section>{posts}</section>")) == len(TEXTS) + 9


def test_on_a_page_that_is_a_list_the_list_is_the_text():
    cards = "".join(CARD.format("div", at, EXCERPT.format(at)) for at in range(9))
    assert len(paragraphs(cards)) == 9


@pytest.mark.parametrize(
    "name", ["sidebar", "footer", "related_posts", "newsletter", "cookie-note"]
)
def test_what_stands_beside_a_short_text_is_none_of_it_though_it_is_longer(name):
    beside = "".join(f"<p>{EXCERPT.format(number)}</p>" for number in range(20))
    page = "<div><div><h1>Brücke gesperrt</h1>{}</div><div class='{}'>{}</div></div>"
    read = [
        text
        for part in read_page(page.format(TEXT, name, beside)).sections
        for text in part.paragraphs
    ]
    assert read == TEXTS
    # Unless it holds the headline, or there is nothing else.
    named = read_page(f"<div class='{name}'><h1>Brücke</h1>{TEXT}</div>")
    assert list(named.sections[0].paragraphs) == TEXTS
    assert len(read_page(page.format("", name, beside)).sections[0].paragraphs) == 20


def beside_text(block):
    page = f"<body><div><h1>Brücke gesperrt</h1>{TEXT}</div><div class='x7'>{block}</div></body>"
    return [text for part in read_page(page).sections for text in part.paragraphs]


def test_a_block_beside_the_text_that_is_mostly_links_is_none_of_it():
    links = "".join(f"<p><a href='/{at}'>Wer den Steg in Aulen bezahlt</a></p>" for at in range(9))
    pointers = [
        f"Über alles, was am {at}. Steg geschieht, berichten unsere Seiten." for at in "123"
    ]
    beside = "".join(f"<p>{text}</p>" for text in pointers)
    assert beside_text(beside + links) == TEXTS
    # With a whole paragraph it is text, and so it is if links are the smaller part of it.
    assert beside_text(f"<p>{LONG} {LONG}</p>{links}") == [*TEXTS, f"{LONG} {LONG}"]
    assert beside_text(beside + links[:120]) == [*TEXTS, *pointers]
