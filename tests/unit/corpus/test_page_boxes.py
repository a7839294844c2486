"""Boxes within the text: what they are tells itself by how they open and what they hold."""

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

OTHER = "<h3><a href='/1'>Rat berät über neue Spielplätze</a></h3><p>Zwölf Plätze sind zu alt.</p>"


def read(box, behind=""):
    text = f"<div><h1>Brücke gesperrt</h1>{TEXT}{box}<p>{LONG}</p></div>{behind}"
    article = read_page(f"<body>{text}</body>")
    return [line for one in article.sections for line in (one.heading, *one.paragraphs) if line]


@pytest.mark.parametrize("label", ["Mehr zum Thema:", "Lesen Sie auch:", "Auch interessant:"])
def test_a_pointer_points_with_the_link_behind_it(label):
    link = "<a href='/1'>Rat berät über neue Spielplätze an drei Schulen der Stadt Aulen</a>"
    assert read(f"<p><b>{label}</b> {link}</p>") == [*TEXTS, LONG]
    sentence = f"Mehr zum Thema: {LONG}"
    assert read(f"<p>{sentence}</p>") == [*TEXTS, sentence, LONG]


@pytest.mark.parametrize("label", ["Auch interessant", "Anzeige", "Mehr zum Thema"])
def test_a_box_that_opens_with_a_label_and_has_a_headline_that_is_a_link_is_none(label):
    assert read(f"<div><p>{label}</p><div>{OTHER}</div></div>") == [*TEXTS, LONG]
    # An advertisement before the next part of the text takes nothing with it.
    part = f"<div><p>{label}</p><h3>So geht es weiter</h3><p>{LONG[:80]}.</p></div>"
    assert "So geht es weiter" in read(part)


@pytest.mark.parametrize("name", ["kommentarbereich", "kommentar-liste", "leserkommentare"])
def test_comments_longer_than_the_text_are_known_by_the_name_of_their_element(name):
    said = "".join(f"<p>{text} So sehe ich das, Nummer {at}.</p>" for at, text in enumerate(TEXTS))
    assert read("", f"<div class='{name}'>{said * 3}</div>") == [*TEXTS, LONG]


def test_two_teasers_side_by_side_are_a_list_of_them():
    other = OTHER.replace("Spielplätze", "Sportplätze").replace("Zwölf", "Drei")
    assert read("", f"<div><div>{OTHER}</div><div>{other}</div></div>") == [*TEXTS, LONG]
