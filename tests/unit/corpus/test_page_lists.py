"""Lists, answers that unfold, quotations set apart and marks of footnotes."""

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS


def sections(body):
    page = f"<body><div><h1>Brücke gesperrt</h1>{body}</div></body>"
    return [(part.heading, [*part.paragraphs]) for part in read_page(page).sections]


def test_a_list_below_a_heading_is_text_however_short_its_items():
    needed = "<h3>Für vier Personen</h3><ul><li>3 Eier</li><li>500 g Mehl</li></ul>"
    assert sections(TEXT + needed) == [("", TEXTS), ("Für vier Personen", ["3 Eier", "500 g Mehl"])]
    links = "<h3>Für Vereine</h3><ul><li><a href='/1'>Ruderer</a></li><li>Angler</li></ul>"
    assert sections(TEXT + links) == [("", TEXTS)]


def test_what_unfolds_has_a_heading():
    answers = {"Wann ist sie frei?": LONG, "Was kostet das?": LONG.replace("Herbst", "Winter")}
    unfolded = "".join(
        f"<details><summary>{asked}</summary><p>{answer}</p></details>"
        for asked, answer in answers.items()
    )
    assert sections(TEXT + unfolded)[1:] == [(asked, [text]) for asked, text in answers.items()]


@pytest.mark.parametrize(
    ("rank", "level"), [(" aria-level='3'", 3), ("", 2), (" aria-level='x'", 2)]
)
def test_what_programs_that_read_aloud_are_told_to_be_a_heading_is_one(rank, level):
    page = f"<h1>Brücke gesperrt</h1>{TEXT}<div role='heading'{rank}>Wann frei?</div><p>{LONG}</p>"
    part = read_page(page).sections[1]
    assert (part.heading, part.level, part.paragraphs) == ("Wann frei?", level, (LONG,))


def test_a_list_of_the_contents_is_no_text():
    titles = "Drei Spuren für alle Fahrzeuge", "Ein Steg für Boote und Schwimmer"
    contents = "<ul><li><a href='#a'>{}</a></li><li><a href='#b'>{}</a></li></ul>"
    parts = f"<h2>{titles[0]}</h2><p>{TEXTS[0]}</p><h2>{titles[1]}</h2><p>{TEXTS[1]}</p>"
    found = sections(f"<p>{LONG}</p>{contents.format(*titles)}{parts}")
    assert [heading for heading, _ in found] == ["", *titles]
    assert found[0][1] == [LONG]


def test_who_said_what_is_set_apart_is_left_out_with_it():
    said = "Die Pfeiler halten keinen einzigen Lastwagen mehr aus"
    apart = f"<blockquote><p>{said}</p><cite>Ina Muster</cite></blockquote>"
    spoken = f"<p>„{said}“, sagte Ina Muster vom Bauamt am Montag in Aulen.</p>"
    assert "Ina Muster" not in sections(TEXT + spoken + apart)[0][1]


@pytest.mark.parametrize("mark", ["<a href='#n1'>1</a>", "<a href='/n'>[12]</a>", "<span>*</span>"])
def test_the_mark_of_a_footnote_is_no_text(mark):
    first = LONG.replace("mitteilte.", f"mitteilte.<sup>{mark}</sup>")
    assert sections(f"<p>{first}</p>{TEXT}")[0][1][0] == LONG
    area = LONG.replace("Pfeilern", "Pfeilern von 7 m<sup>2</sup>")
    assert "von 7 m2," in sections(f"<p>{area}</p>{TEXT}")[0][1][0]
