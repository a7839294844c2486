"""Where an article begins and ends on its page: teasers, notes on authors, comments, lists."""

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

BYLINE = "<p>Von Ina Muster und Jo Meier</p>"


def paragraphs(body, before=""):
    page = f"<main>{before}<h1>Brücke gesperrt</h1>{BYLINE}<div>{body}</div></main>"
    return [text for part in read_page(page).sections for text in part.paragraphs]


@pytest.mark.parametrize(
    "note",
    [
        "Ina Muster ist Redakteurin im Lokalen.",
        "Ina Muster (41) schreibt seit 2010 für den Boten.",
        "Jo Meier, Jahrgang 1980, lebt in Aulen.",
        "Der freie Autor Jo Meier berichtet aus Aulen und Umgebung.",
        "Die Journalistin Ina Muster wurde in Aulen geboren.",
    ],
)
def test_what_is_told_of_the_authors_at_the_end_is_left_out(note):
    assert paragraphs(f"{TEXT}<p>{note}</p>") == TEXTS
    assert paragraphs(f"<p>{note}</p>{TEXT}{TEXT.replace('Grund', 'Anlass')}")[0] == note
    of_others = note.replace("Ina Muster", "Uta Vogt").replace("Jo Meier", "Uta Vogt")
    assert paragraphs(f"{TEXT}<p>{of_others}</p>") == [*TEXTS, of_others]


@pytest.mark.parametrize(("asked", "is_text"), [("email", False), ("search", True)])
def test_a_box_that_asks_for_an_address_of_email_is_no_text(asked, is_text):
    said = "Was in Aulen geschieht, steht an jedem Morgen schon vor sechs Uhr im Postfach."
    box = f'<div><p>{said}</p><div><form><input type="{asked}"></form></div></div>'
    assert (said in paragraphs(f"{TEXT}{box}<p>{LONG}</p>")) is is_text


@pytest.mark.parametrize(
    "heading",
    [
        "12 Kommentare", "12 Ergänzungen", "3 Antworten", "Leserkommentare",
        "2 Gedanken zu „Brücke gesperrt“", "Ein Kommentar zu »Brücke gesperrt«",
        "Schreibe einen Kommentar", "Hinterlassen Sie einen Kommentar", "Kommentare zum Artikel",
    ],
)  # fmt: skip
def test_a_text_ends_where_readers_begin_to_speak(heading):
    said = "<p>Das habe ich schon lange kommen sehen, sagte ich immer, und nun ist es so weit.</p>"
    assert paragraphs(f"{TEXT}<h3>{heading}</h3>{said}") == TEXTS


@pytest.mark.parametrize("heading", ["Kommentar der Stadt", "12 Antworten auf Fragen zur Brücke"])
def test_a_text_does_not_end_where_its_headings_speak_of_comments(heading):
    assert len(paragraphs(f"{TEXT}<h3>{heading}</h3><p>{LONG}</p>")) == len(TEXTS) + 1


@pytest.mark.parametrize(
    "line",
    ["Von Ina Muster, Aulen", "Text: Ina Muster", "Protokoll: Jo Meier", "Von: imu/dpa"],
)
def test_a_byline_within_the_text_is_none_of_it(line):
    assert paragraphs(f"<p>{line}</p>{TEXT}") == TEXTS
    assert paragraphs(f"{TEXT}<p>{line}</p>") == TEXTS
    assert paragraphs(f"{TEXT}<p>{line} ist die Idee.</p>") == [*TEXTS, f"{line} ist die Idee."]


@pytest.mark.parametrize("mark", ["ul", "ol"])
def test_a_list_is_text_that_a_line_with_a_colon_announces(mark):
    items = f"<{mark}><li>drei Spuren</li><li>ein Radweg</li></{mark}>"
    needed = "Das braucht die neue Brücke:"
    listed = paragraphs(f"{TEXT}<p>{needed}</p>{items}<p>{LONG}</p>")
    assert listed == [*TEXTS, needed, "drei Spuren", "ein Radweg", LONG]
    linked = items.replace("<li>", "<li><a href='/x'>").replace("</li>", "</a></li>")
    assert paragraphs(f"{TEXT}<p>{needed}</p>{linked}<p>{LONG}</p>") == [*TEXTS, needed, LONG]
    assert paragraphs(f"{TEXT}{items}<p>{LONG}</p>") == [*TEXTS, LONG]


@pytest.mark.parametrize(
    "heading",
    ["1. Die Pfeiler sind alt.", "Tipp 2: Fahren Sie um.", "3) So geht es."],
)
def test_a_bold_line_that_counts_up_is_a_heading_though_it_ends_with_a_point(heading):
    bold = f"<p>{LONG}</p><p><b>{heading}</b></p>{TEXT}"
    assert [one.heading for one in read_page(f"<h1>Brücke</h1>{bold}").sections] == ["", heading]
    sentence = bold.replace(heading, "Die Pfeiler sind alt.")
    assert len(read_page(f"<h1>Brücke</h1>{sentence}").sections) == 1


@pytest.mark.parametrize("name", ["hero", "buehne__text", "x7"])
def test_a_sentence_between_headline_and_text_is_the_teaser(name):
    head = f"<div class='{name}'><h1>Brücke gesperrt</h1><p>{LONG}</p></div>"
    others = "".join(TEXT.replace("Herbst", word) for word in ("Mai", "Juni", "Juli"))
    text = f"<section><h2>Umleitung</h2>{TEXT}{others}</section>"
    article = read_page(f"{head}<p>3. Mai</p>{text}")
    assert article.teaser == LONG
    far = "<p>Teilen</p>" * 6
    assert read_page(f"{head}{far}{text}").teaser == ""
    author = head.replace(name, "author-box")
    assert read_page(f"{author}{text}").teaser == ""


def test_a_sentence_set_as_a_heading_below_the_headline_is_the_teaser():
    head = (
        "<h1>Brücke gesperrt</h1><p>Bauen</p><h2>Der Grund sind Risse in allen vier Pfeilern{}</h2>"
    )
    article = read_page(f"<main>{head.format('.')}{TEXT}</main>")
    assert article.teaser == "Der Grund sind Risse in allen vier Pfeilern."
    assert len(article.sections) == 1
    heading = read_page(f"<main>{head.format('')}{TEXT}</main>")
    assert (heading.teaser, len(heading.sections)) == ("", 2)
    far = head.replace("<p>", "<p>Teilen</p>" * 5 + "<p>").format(".")
    assert read_page(f"<main>{far}{TEXT}</main>").teaser == ""


def test_a_banner_of_a_web_archive_and_elements_of_amp_are_no_text():
    banner = f"<div id='wm-ipp-base'><div>{TEXT}<p>59 captures of this page</p></div></div>"
    amp = f"<amp-consent><p>{LONG}</p></amp-consent><amp-img alt='x'><p>{LONG}</p></amp-img>"
    article = read_page(f"{banner}<main><h1>Brücke</h1>{amp}{TEXT}</main>")
    assert list(article.sections[0].paragraphs) == TEXTS


@pytest.mark.parametrize(
    ("opening", "closing"), [("<table><tr><td>", "</td></tr></table>"), ("<div>", "</div>")]
)
def test_a_bold_line_before_a_line_break_is_a_sub_heading_as_it_was_set_once(opening, closing):
    first, second, third, _ = TEXTS
    text = (
        f"{first}<br><br><b>So geht es weiter</b><br>{second}<br><br>"
        f"<b>Und</b> nun<br>{third}<br><br><strong>Kosten</strong><br />{LONG}"
    )
    sections = read_page(f"{opening}<h1>Brücke</h1>{text}{closing}").sections
    assert [one.heading for one in sections] == ["", "So geht es weiter", "Kosten"]
    assert sections[1].paragraphs == (second, f"Und nun {third}")


def test_a_bold_cell_of_a_table_is_no_sub_heading():
    table = "<table><tr><td><b>Spuren</b></td><td>drei</td></tr></table>"
    article = read_page(f"<main><h1>Brücke</h1>{TEXT}{table}<p>{LONG}</p></main>")
    assert len(article.sections) == 1


@pytest.mark.parametrize("rank", [2, 3, 5])
def test_bold_sub_headings_stand_below_the_headings_of_the_page(rank):
    text = f"<h{rank}>Umleitung</h{rank}><p><b>Was heißt das?</b></p><p>{LONG}</p>"
    article = read_page(f"<main><h1>Brücke</h1>{TEXT}{text}</main>")
    assert [(one.heading, one.level) for one in article.sections[1:]] == [
        ("Umleitung", rank), ("Was heißt das?", rank + 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "call",
    [
        "Jetzt bestellen",
        "Kostenlos herunterladen",
        "Hier gratis testen",
        "Zum Abo",
        "Jetzt spenden!",
    ],
)
def test_what_stands_around_a_link_to_buy_or_load_something_is_an_offer(call):
    praise = "<p>Der Bote kommt jeden Morgen zu Ihnen, ob es regnet oder schneit.</p>"
    goods = "<ul><li>Alles aus Aulen, lange vor dem Frühstück gelesen</li></ul>"
    offer = f"<div>{praise}{goods}<div><a href='/abo'>{call}</a></div></div>"
    more = "".join(TEXT.replace("Herbst", word) for word in ("Mai", "Juni"))
    assert len(paragraphs(f"{TEXT}{offer}{more}")) == 3 * len(TEXTS)
    # Not in the text itself, and not where offers are what the page is about.
    assert len(paragraphs(f"{TEXT}{praise}<p><a href='/abo'>{call}</a></p>{more}")) == 13
    offers = "".join(offer.replace("Morgen", word) for word in ("Tag", "Mai", "Juni", "Juli"))
    assert "Der Bote kommt jeden Juli zu Ihnen, ob es regnet oder schneit." in paragraphs(
        f"{TEXT}{offers}"
    )


@pytest.mark.parametrize("name", ["zwischentitel", "text__subhead", "artikelZwischenzeile"])
@pytest.mark.parametrize("mark", ["p", "div"])
def test_a_short_line_named_after_sub_headings_is_one_behind_the_first_paragraph(mark, name):
    page = "<article><h1>Steg</h1>{}" + TEXT + "{}<p>" + LONG + "</p></article>"
    heading = f'<{mark} class="{name}">Was das kostet</{mark}>'
    article = read_page(page.format("", heading))
    assert [(one.heading, len(one.paragraphs)) for one in article.sections] == [
        ("", 4),
        ("Was das kostet", 1),
    ]
    assert len(read_page(page.format(heading, "")).sections) == 1
    assert len(read_page(page.format("", heading.replace("kostet", "kostet."))).sections) == 1


@pytest.mark.parametrize(
    "title", ["Kontakt", "Kontaktdaten", "Ihr Kontakt", "Kontakt zur Redaktion"]
)
def test_a_heading_kontakt_ends_a_text(title):
    firm = "<p>Amt für Tiefbau, Uta Vogt, Rathausplatz 1 in Aulen, Telefon 0123 456789</p>"
    page = f"<div><h1>Steg</h1>{TEXT}<{{0}}>{title}</{{0}}>{firm}</div>"
    assert [one.paragraphs for one in read_page(page.format("h3")).sections] == [tuple(TEXTS)]
    assert len(read_page(page.format("p")).sections[0].paragraphs) == 6


def test_the_questions_of_an_interview_are_text():
    asked = ["Frau Vogt, was sagen Sie dazu?", "Warum so spät?", "Wann können Sie öffnen?"]
    talk = "".join(f"<p><b>{text}</b></p><p>{LONG} {at}</p>" for at, text in enumerate(asked))
    page = "<h1>Brücke</h1><p>Die Leiterin des Bauamts im Gespräch.</p>{}<p><b>Risse</b></p>" + TEXT
    read = read_page(page.format(talk)).sections
    assert [part.heading for part in read] == ["", "Risse"]
    assert set(asked) < set(read[0].paragraphs)
    # Questions that are asked of nobody head the answers.
    told = talk.replace("sagen Sie", "sagt sie").replace("können Sie", "können sie")
    assert len(read_page(page.format(told)).sections) == 5


def test_a_byline_at_the_end_of_a_teaser_and_a_date_are_none_of_it():
    page = "<main><h1>Brücke gesperrt</h1><p>{}</p><p class='teaser'>{}</p>" + TEXT
    own = "Seit Mai ist die Brücke über die Solle zu. Nun steht fest, warum."
    byline = "Von Ina Muster"
    assert read_page(page.format(byline, f"{own} {byline}")).teaser == own
    assert read_page(page.format(byline, f"{own} Von Jo Meier")).teaser == f"{own} Von Jo Meier"
    idea = f"{own} Von Ina Muster stammt die Idee."
    assert read_page(page.format(byline, idea)).teaser == idea
    dated = "Mitteilung des Bauamts vom 28.01.2025 - 16:50 Uhr"
    assert read_page(page.format("", dated)).teaser == ""
