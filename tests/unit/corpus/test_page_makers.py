"""Pages as systems and hands of many kinds make them: what each does otherwise is read alike."""

from datetime import datetime

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

HEADLINE = "<h1>Brücke gesperrt</h1>"


def read(body, head=""):
    return read_page(f"<title>Brücke gesperrt</title>{head}<body>{body}</body>")


def paragraphs(body):
    return [text for part in read(body).sections for text in part.paragraphs]


def headings(body):
    return [part.heading for part in read(body).sections if part.heading]


def test_a_link_to_nowhere_is_a_control_unless_it_unfolds_what_it_heads():
    controls = "<ul><li><a href='#'>Facebook</a></li><li><a href='#'>Telegram</a></li></ul>"
    unfolded = f"<h3><a href='#'>Wann ist sie frei?</a></h3><p>{LONG}</p>"
    page = f"<div>{HEADLINE}{TEXT}<h3>Sagen Sie es:</h3>{controls}{unfolded}</div>"
    assert paragraphs(page) == [*TEXTS, LONG]
    assert headings(page) == ["Wann ist sie frei?"]


@pytest.mark.parametrize("sign", [" | ", " – ", " - ", " · ", ", ", " um "])
def test_a_time_stands_behind_a_day_with_many_signs_between(sign):
    page = f"{HEADLINE}<p>Di. 13.02.2024{sign}18:42 Uhr</p>{TEXT}"
    assert read(page).published.replace(tzinfo=None) == datetime(2024, 2, 13, 18, 42)


@pytest.mark.parametrize(
    ("line", "authors", "agencies"),
    [
        ("Von Ina Muster, Studio Aulen", ("Ina Muster",), ()),
        ("Von Ina Muster, ARD Wien", ("Ina Muster",), ()),
        ("Ina Muster (Text) und Jo Meier (Fotos)", ("Ina Muster",), ()),
        ("Von Ina Muster (mit dpa)", ("Ina Muster",), ("dpa",)),
        ("Von Ina Muster (imu) und Jo Meier", ("Ina Muster", "Jo Meier"), ()),
    ],
)
def test_a_byline_names_who_wrote_and_the_agency_beside(line, authors, agencies):
    article = read(f"<div>{HEADLINE}<p>{line}</p>{TEXT}</div>")
    assert (article.authors, article.agencies) == (authors, agencies)
    assert [text for part in article.sections for text in part.paragraphs] == TEXTS


PORTRAIT = "<div class='b7'><h4>Ina Muster</h4><p>{}</p><p>Sie mag Brücken, die halten.</p></div>"


def test_a_name_alone_behind_the_last_sentence_signs_the_text():
    article = read(f"<div>{HEADLINE}{TEXT}<p><em>Ina Muster</em></p></div>")
    assert article.authors == ("Ina Muster",)
    assert article.sections[0].paragraphs == tuple(TEXTS)
    for line in ("<p><a href='/1'>Aulener Steg</a></p>", "<ul><li>Aulener Steg</li></ul>"):
        assert read(f"<div>{HEADLINE}{TEXT}{line}</div>").authors == ()
    assert read(f"<div>{HEADLINE}{TEXT}<p>Kurz.</p><p>Aulener Steg</p></div>").authors == ()


@pytest.mark.parametrize(
    ("opening", "read_as"),
    [
        ("<span style='float:left'>D</span> <span>ie", "Die"),
        ("<font size=7>D</font>\n ie", "Die"),
        ("<span class='drop-cap'>D</span> IE", "DIE"),
        ("<b>A</b> wie", "A wie"),
        ("<span>A</span> Die", "A Die"),
    ],
)
def test_a_first_letter_set_large_belongs_to_the_word_that_goes_on(opening, read_as):
    found = paragraphs(f"<div>{HEADLINE}<p>{opening} {LONG}</p>{TEXT}</div>")
    assert found[0] == f"{read_as} {LONG}"


@pytest.mark.parametrize("big", ["<font size=5><b>{}</b></font>", "<b><font size=5>{}</font></b>"])
def test_lines_in_fonts_of_their_own_are_parted_by_one_line_break(big):
    day = "<font size=1>Dienstag, 13. Februar 2001</font>"
    teaser = f"<font size=3>{LONG}</font>"
    cell = f"{day}<br>{big.format('Brücke gesperrt')}<br>{teaser}<p>{'<p>'.join(TEXTS)}"
    article = read(f"<table><tr><td>{cell}</td></tr></table>")
    assert (article.title, article.teaser) == ("Brücke gesperrt", LONG)
    assert article.published.date().isoformat() == "2001-02-13"
    hard = f"{LONG} <font color=red>Neu!</font><br>{LONG}"
    assert f"{LONG} Neu! {LONG}" in paragraphs(f"{HEADLINE}<div><p>{hard}</p>{TEXT}</div>")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Der Kurs von Muster <MUS.DE> und <Muster AG> fiel.", "Der Kurs von Muster und fiel."),
        ("In <st1:City w:st='on'>Aulen</st1:City> gilt das.<o:p></o:p>", "In Aulen gilt das."),
        ("<my-teaser>Neu!</my-teaser>", ""),
    ],
)
def test_an_element_that_html_does_not_know_parts_no_paragraph(name, text):
    read_as = [f"{text} {LONG}".strip()]
    assert paragraphs(f"<div>{HEADLINE}<p>{name} {LONG}</p>{TEXT}</div>") == [*read_as, *TEXTS]


def test_a_short_note_ends_where_it_says_by_which_number_to_ask():
    note = f"{HEADLINE}<div>{TEXT}<p>Rückfragen bitte an:</p><p>Polizei Aulen{{}}</p>{{}}</div>"
    told = "".join(f"<p>Die Wache am {at} Tor gibt es seit 1907. {LONG}</p>" for at in "ABC")
    assert paragraphs(note.format(", Telefon 01234/567-0", told)) == TEXTS
    assert len(paragraphs(note.format("", told))) > len(TEXTS)


@pytest.mark.parametrize("name", ["kicker", "article-dachzeile", "Headline__overline", "eyebrow"])
@pytest.mark.parametrize("told", ["Bauen: Brücke gesperrt | Bote", "Bote"])
def test_a_kicker_in_the_headline_is_none_of_it(name, told):
    parts = f"<span class='{name}'>Bauen</span> <span>Brücke gesperrt</span>"
    page = f"<title>{told}</title><div><h1>{parts}</h1><p>Von Ina Muster</p>{TEXT}</div>"
    article = read_page(page)
    assert (article.title, article.authors) == ("Brücke gesperrt", ("Ina Muster",))
    assert read_page(page.replace(name, "first")).title.startswith("Bauen")
    alone = page.replace(parts, f"<span class='{name}'>Brücke gesperrt</span>")
    assert read_page(alone).title.endswith("Brücke gesperrt")


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("<title>Brücke bleibt gesperrt - Bote</title>", "Brücke bleibt gesperrt"),
        ("<title>Aulen: Brücke bleibt gesperrt</title>", "Bauen Brücke bleibt gesperrt"),
        ("<title>Bauen: Brücke bleibt gesperrt</title>", "Bauen Brücke bleibt gesperrt"),
        ("<title>Bote</title>", "Bauen Brücke bleibt gesperrt"),
    ],
)
def test_what_stands_before_the_page_s_title_in_the_headline_is_a_kicker(told, title):
    parts = "<span class='x1'>Bauen</span> <span class='x2'>Brücke bleibt gesperrt</span>"
    assert read_page(f"{told}<body><div><h1>{parts}</h1>{TEXT}</div></body>").title == title
    inner = "<h1><b>Brücke</b> bleibt gesperrt</h1>"
    assert read_page(f"<title>Brücke</title><body>{inner}{TEXT}</body>").title == (
        "Brücke bleibt gesperrt"
    )


def test_what_opens_the_text_in_italics_alone_is_the_teaser():
    article = read(f"<div>{HEADLINE}<p><em>{LONG}</em></p>{TEXT}</div>")
    assert (article.teaser, article.sections[0].paragraphs) == (LONG, tuple(TEXTS))
    assert read(f"<div>{HEADLINE}<p><em>{LONG[:80]}</em>{LONG[80:]}</p>{TEXT}</div>").teaser == ""
    slanted = "".join(f"<p><i>{text}</i></p>" for text in TEXTS)
    assert read(f"<div>{HEADLINE}{slanted}</div>").teaser == ""


@pytest.mark.parametrize(
    "line",
    ["12.03.2022, 18:42 Uhr, von Ina-Sophie Musterfrau", "Von Ina Muster am 12. März 2022, 18 Uhr"],
)
def test_a_line_that_names_day_and_author_is_no_text(line):
    article = read(f"<div>{HEADLINE}{TEXT}<p>{line}</p><p>{LONG}</p></div>")
    assert article.sections[0].paragraphs == (*TEXTS, LONG)


@pytest.mark.parametrize("times", [1, 9])
def test_articles_that_came_in_behind_the_one_are_none_of_it(times):
    second = f"<h1>Rat tagt</h1><p>Von Jo Meier</p><p>{'Der Rat tagt am Montag. ' * 5}</p>"
    further = "".join(f"<p>{text} Sie war {at} Jahre alt.</p>" for at, text in enumerate(TEXTS))
    own = f"<article>{HEADLINE}{TEXT}</article>"
    page = f"<main>{own}<article>{second}{further * times}</article></main>"
    assert paragraphs(page) == TEXTS
    # Where articles are but parts of one, all are read.
    parts = f"<article>{HEADLINE}{TEXT}<article><h2>Kosten</h2>{further}</article></article>"
    assert headings(f"<main>{parts}</main>") == ["Kosten"]


@pytest.mark.parametrize("name", ["h3", "ueberschrift", "text__h2"])
def test_a_short_line_named_like_a_heading_is_one(name):
    line = f"<p class='{name}'>So geht es weiter</p><p>{LONG}</p>"
    assert headings(f"<div>{HEADLINE}{TEXT}{line}</div>") == ["So geht es weiter"]


@pytest.mark.parametrize("role", ["Redakteurin im Lokalen", "Leitender Redakteur", "Reporter"])
def test_a_name_above_a_role_of_the_paper_is_the_author(role):
    head = f"{HEADLINE}<div class='q1'>Ina Muster</div><div class='q2'>{role}</div>"
    assert read(f"<div>{head}<div>{TEXT}</div></div>").authors == ("Ina Muster",)
    other = head.replace(role, "Leiterin des Bauamts")
    assert read(f"<div>{other}<div>{TEXT}</div></div>").authors == ()


FOLD = "<h2 class='accordion-header'><button>{}</button></h2>"


@pytest.mark.parametrize(
    "panel", ["class='accordion-body'", "class='collapse' style='display:none'"]
)
def test_what_a_click_unfolds_is_text_below_the_heading_that_unfolds_it(panel):
    folded = f"{FOLD.format('Wann ist sie frei?')}<div {panel}><p>{LONG}</p></div>"
    page = f"<div>{HEADLINE}{TEXT}{folded}</div>"
    assert paragraphs(page) == [*TEXTS, LONG]
    assert headings(page) == ["Wann ist sie frei?"]
    menu = f"<div class='navbar-collapse' style='display:none'><p>{LONG}</p></div>"
    assert paragraphs(f"<div>{HEADLINE}{TEXT}{menu}</div>") == TEXTS


def test_a_name_that_goes_on_is_the_title_of_a_box():
    box = f"<h2>Ina Muster ...</h2><p>{LONG}</p>"
    assert headings(f"<div>{HEADLINE}{TEXT}{box}</div>") == []


@pytest.mark.parametrize("section", ["Aktuelles", "Presse"])
def test_a_section_above_the_headline_is_no_headline(section):
    page = f"<h1>{section}</h1><h2>Brücke bleibt gesperrt</h2>{TEXT}"
    assert read_page(f"<title>Stadt Aulen - Brücke bleibt gesperrt</title>{page}").title == (
        "Brücke bleibt gesperrt"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Dienstag, 13. Feb. 2024 – 18.42 Uhr", "2024-02-13 18:42", "heute, 14.05 Uhr",
        "13. Februar 2024, 18:42 Uhr (Update: 14. Februar, 9 Uhr)", "Seite 1 von 3",
        "Die Zusammenfassung wurde maschinell erzeugt.", "Ansprechpartner: Jo Muster, Tel. 0700/12",
        "Danke fürs Lesen! Abonniere kostenlos, um mehr zu erhalten.",
    ],
)  # fmt: skip
def test_dates_and_notices_in_lines_of_their_own_are_no_text(line):
    assert paragraphs(f"<div>{HEADLINE}{TEXT}<p>{line}</p></div>") == TEXTS


@pytest.mark.parametrize("line", ["13:00 – 13:15 Uhr", "heute sind es 14 Brücken"])
def test_a_programme_keeps_its_hours(line):
    assert line in paragraphs(f"<div>{HEADLINE}{TEXT}<p>{line}</p><p>{LONG}</p></div>")


def test_what_is_set_apart_as_a_quotation_is_read_once():
    quote = "<p class='pull-quote'>Die Brücke über die Solle bleibt bis zum Herbst gesperrt</p>"
    assert paragraphs(f"<div>{HEADLINE}<p>{LONG}</p>{quote}{TEXT}</div>") == [LONG, *TEXTS]


def test_comments_that_are_counted_are_no_part_of_a_name():
    line = "<time datetime='2024-02-13'>13.02.2024</time> von Ina Muster (Kommentare: 0)"
    assert read(f"<div>{HEADLINE}<p class='info'>{line}</p>{TEXT}</div>").authors == ("Ina Muster",)


def test_a_number_of_a_gazette_stands_before_its_day():
    page = f"<div>{HEADLINE}<p>Amtsblatt Nr. 7 vom 13.02.2024</p>{TEXT}</div>"
    assert read(page).published == datetime(2024, 2, 13)


def test_the_sign_behind_a_kicker_goes_with_it():
    kicker = "<span class='kicker'>Verkehr</span><span>: </span>"
    page = f"<body><h1>{kicker}Brücke bleibt gesperrt</h1>{TEXT}</body>"
    assert read_page(page).title == "Brücke bleibt gesperrt"
