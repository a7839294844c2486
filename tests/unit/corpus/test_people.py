"""Authors: those that data name, and those that a page names to its readers."""

import json

import pytest

from corpus.readers.page import read_page
from corpus.readers.people import credited, names_in

TEXT = "<p>" + "Der Rat hat den Steg am Ufer beschlossen, er kostet mehr als gedacht. " * 5 + "</p>"
TEASER = (
    "<p>" + "Der Steg am Ufer kommt nun doch, sagt der Rat nach zwei Jahren Streit. " * 2 + "</p>"
)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Von Ina Muster und Jo Meier, Aulen", ("Ina Muster", "Jo Meier")),
        ("VON INA MUSTER", ("INA MUSTER",)),
        ("Text: Ina Muster", ("Ina Muster",)),
        ("Ein Kommentar von Ina Muster", ("Ina Muster",)),
        ("Ina Muster & Jo Meier", ("Ina Muster", "Jo Meier")),
        ("Ina Muster sowie Jo Meier", ("Ina Muster", "Jo Meier")),
        ("Ina Muster (imu); Jo Meier (jme.)", ("Ina Muster", "Jo Meier")),
        ("Ina Muster, dpa", ("Ina Muster", "dpa")),
        ("Bote Medien GmbH, Ina Muster", ("Ina Muster",)),
        ("Muster & Meier Verlag GmbH & Co. KG", ()),
        ("Verein der Bürger Aulen e. V.", ()),
        ("Aulener Bote, Aulen, Germany", ()),
        ("Ina Muster - Aulener Bote", ("Ina Muster",)),
        ("Bote - Neues aus Aulen", ()),
        ("Aulener Anzeiger", ()),
        ("Medienhaus Wiesach", ()),
        ("Bote Verlagsgesellschaft m.b.H.", ()),
        ("Ina Muster, netz.example/ina.muster", ("Ina Muster",)),
        ("ina@bote.example", ()),
        (["https://bote.example/autoren/ina", "Ina Muster"], ("Ina Muster",)),
        ("Neue Woche (www.woche.example); Ina Muster (http://ina.example)", ()),
        ({"@type": "Organization", "name": "Bau und Verkehr"}, ("Bau und Verkehr",)),
        ({"@type": "Person", "name": ["Ina Muster"]}, ("Ina Muster",)),
    ],
)  # fmt: skip
def test_data_name_people_without_firms_places_and_addresses(given, names):
    assert names_in(given) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Ina Muster", ("Ina Muster",)),
        ("von: Ina Muster, Jo Meier und Dr. Uta von der Au",
         ("Ina Muster", "Jo Meier", "Dr. Uta von der Au")),
        ("Von Ina Muster, Aulen", ("Ina Muster",)),
        ("Von Ina Muster und dpa", ("Ina Muster", "dpa")),
        ("Ein Gastbeitrag von Prof. Ina T. Muster", ("Prof. Ina T. Muster",)),
        ("Der Steg kommt! Ein Kommentar von Ina Muster", ("Ina Muster",)),
        ("Reportage von Ina Muster (Text) und Jo Meier", ("Ina Muster", "Jo Meier")),
        ("Text: Ina Muster | Fotos: Jo Meier", ("Ina Muster",)),
        ("Text von Ina Muster Illustration von Jo Meier", ("Ina Muster",)),
        ("Protokoll: Ina Muster", ("Ina Muster",)),
        ("Interview: Ina Muster", ("Ina Muster",)),
        ("Aufgezeichnet von Ina Muster", ("Ina Muster",)),
        ("Das Gespräch führte Ina Muster.", ("Ina Muster",)),
        ("Das Interview führten Ina Muster und Jo Meier.", ("Ina Muster", "Jo Meier")),
        ("Ein Interview von Ina Muster mit Jo Meier.", ("Ina Muster",)),
        ("Veröffentlicht am von Ina Muster in Bauen", ("Ina Muster",)),
        ("Autorin: Ina Muster", ("Ina Muster",)),
        ("Autorin/Autor Ina Muster", ("Ina Muster",)),
        ("Eingestellt von stegfreund um 18:05", ("stegfreund",)),
        ("Posted by Stegfreund under Bauen", ("Stegfreund",)),
        ("7 Kommentare | Autor: stegfreund | Bauen", ("stegfreund",)),
        ("Von Stegfreund", ()),
        ("By Ina Muster", ("Ina Muster",)),
        ("Von INA MUSTER · Lesezeit: 4 Min.", ("INA MUSTER",)),
        ("Von unserer Redakteurin Ina Muster", ("Ina Muster",)),
        ("Von Chefreporter Jo Meier*", ("Jo Meier",)),
        ("Von unserer Redaktion", ()),
        ("Von unserem Korrespondenten", ()),
        ("Von Menschen und Mäusen", ()),
        ("Von der Idee zum Steg", ()),
        ("Fotos von Ina Muster", ()),
        ("Foto: Ina Muster", ()),
        ("Von Polizeipräsidium Aulen", ()),
        ("Ina Muster", ()),
        ("Interview mit Ina Muster", ()),
    ],
)  # fmt: skip
def test_a_line_credits_people_in_many_words(line, names):
    assert credited(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ina Muster", ("Ina Muster",)),
        ("imuster84", ("imuster84",)),
        ("vom Stegfreund", ("Stegfreund",)),
        ("dpa", ("dpa",)),
        ("Ina Muster Redakteurin", ()),
        ("Redaktion", ()),
        ("red", ()),
        ("im", ()),
    ],
)
def test_where_the_markup_says_author_a_name_needs_no_words_before_it(line, names):
    assert credited(line, marked=True) == names


def authors(after="", before="", below="", head=""):
    menu = "<nav><p>Von Uta Unter</p></nav>"
    page = f"{head}{menu}<div>{before}<h1>Rat baut Steg</h1>{after}{TEASER}{TEXT * 3}{below}</div>"
    return read_page(page).authors


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Von Ina Muster</p>",
        "<p>Von Ina Muster · 12. März 2022, 18:05 Uhr</p>",
        '<div class="article__author">Ina Muster</div>',
        '<p class="x"><a rel="author" href="/ina">Ina Muster</a>4 Kommentare</p>',
        '<span itemprop="author"><b itemprop="name">Ina Muster</b></span>',
        '<p>Eingereicht von <b property="schema:author">Ina Muster</b></p>',
        '<p itemprop="author" itemscope><meta itemprop="name" content="Ina Muster"></p>',
        '<ul class="byline"><li>Ina Muster</li></ul>',
        "<address>Ina Muster, Aulen</address>",
        '<p><a href="/autoren/ina-muster-17">Ina Muster</a></p>',
        "<dl><dt>von</dt><dd>Ina Muster</dd></dl>",
        '<div class="storyAuthors">Ina Muster</div>',
        '<small class="redakteur">Ina Muster</small>',
    ],
)
def test_a_page_that_tells_programs_no_author_has_the_one_beside_its_headline(byline):
    assert authors(after=byline) == ("Ina Muster",)
    assert authors(after=f"{TEASER}<figure><p>Der Steg</p></figure>{byline}") == ("Ina Muster",)
    assert authors(before=f"<p>Bauen</p>{byline}") == ("Ina Muster",)


@pytest.mark.parametrize("line", ["Von Ina Muster", "Text: Ina Muster", "Protokoll: Ina Muster"])
def test_or_the_one_where_its_text_ends(line):
    assert authors(below=f"<p>{line}</p>") == ("Ina Muster",)
    assert authors(below=f"<div><h4>Mehr</h4><ul><li><p>{line}</p></li></ul></div>") == ()
    assert authors(below=f"{TEASER}<p>{TEXT}</p><p>{line}</p>") == ("Ina Muster",)


@pytest.mark.parametrize(
    "line",
    [
        "Ina Muster 12. März 2022",
        "12.03.2022 | Ina Muster",
        "Ina Muster zuletzt geändert am 12.03.2022",
        "Bauen · Ina Muster · 12. März 2022 · 4 Min. Lesezeit",
    ],
)
def test_a_name_beside_a_date_at_the_headline_is_the_author_s(line):
    assert authors(after=f"<p>{line}</p>") == ("Ina Muster",)
    for other in ("Bad Muster", "Ina", "Bauen und Wohnen", "Ina Muster,", "ISIN A1234 B56",
                  "Drucken Versenden", "Ina Muster · Neues Bauen ·"):  # fmt: skip
        assert authors(after=f"<p>{other} 12. März 2022</p>") == ()


def test_authors_may_stand_in_lines_of_their_own_in_one_marked_element():
    names = "<li>Ina Muster</li><li>Jo Meier</li>"
    assert authors(after=f'<ul class="authors">{names}</ul>') == ("Ina Muster", "Jo Meier")
    after = f'<ul class="authors">{names}</ul><ul class="author"><li>Uta Vogt</li></ul>'
    assert authors(after=after) == ("Ina Muster", "Jo Meier")


FOOT = (
    '<footer class="entry-footer"><p>Von <span class="author vcard">Ina Muster</span></p>'
    '<p>Veröffentlicht am <a><time datetime="2022-03-12">12. März 2022</time></a></p>'
    '<p>Schlagwörter <a rel="tag" href="/tag/a">Aulen</a> <a rel="tag" href="/tag/s">Steg</a></p>'
    "<p>Dieser Text des Blogs ist von allen, die am Ufer wohnen, und darf geteilt werden.</p>"
    "</footer>"
)


def test_the_foot_of_an_article_tells_who_wrote_it_and_when_and_is_no_text():
    page = read_page(f"<article><h1>Rat baut Steg</h1>{TEXT * 3}{FOOT}</article>")
    assert (page.authors, page.topics) == (("Ina Muster",), ("Aulen", "Steg"))
    assert str(page.published)[:10] == "2022-03-12"
    assert len(page.sections[0].paragraphs) == 3
    # That of a page or of a comment is not.
    comment = f'<article class="comment-body"><p>Schön!</p>{FOOT}</article>'
    for other in (FOOT, comment):
        page = read_page(f"<article><h1>Rat baut Steg</h1>{TEXT * 3}</article>{other}")
        assert (page.authors, page.topics, page.published) == ((), (), None)


@pytest.mark.parametrize("sign", ["(im)", "IM", "imu", "(Ina Muster)", "Ina Muster", "im/red"])
def test_what_a_text_is_signed_with_is_no_paragraph(sign):
    head = '<meta name="author" content="Ina Muster">'
    page = read_page(f"{head}<h1>Rat baut Steg</h1>{TEXT * 3}<p>{sign}</p>")
    assert len(page.sections[0].paragraphs) == 3
    other = "Nein." if len(sign) < 9 else "Uta Vogt"
    page = read_page(f"{head}<h1>Rat baut Steg</h1>{TEXT * 3}<p>{other}</p>")
    assert page.sections[0].paragraphs[-1] == other
    assert read_page(f"{head}<h1>Rat baut Steg</h1>{TEXT * 3}<p>dpa</p>").agencies == ("dpa",)


@pytest.mark.parametrize(
    "box",
    [
        "<ul><li>Datum 12.03.2022</li><li><b>Autorin/Autor</b> {}</li></ul>",
        "<aside></aside><div><div class='author-box'><h4>{}</h4><p>Redakteurin</p></div></div>",
        "<div><a href='/autoren/7'>{}</a></div>",
    ],
)
def test_one_person_alone_who_is_called_an_author_somewhere_is_it(box):
    far = f"<p>{'Anzeige. ' * 9}</p>" * 9
    assert authors(below=far + box.format("Ina Muster")) == ("Ina Muster",)
    assert authors(below=far + box.format("Ina Muster") + box.format("Jo Meier")) == ()


def test_an_author_s_portrait_may_be_a_figure():
    portrait = (
        "<figure><img src='a'><figcaption><address>Ina Muster</address></figcaption></figure>"
    )
    assert authors(after=portrait) == ("Ina Muster",)
    assert authors(after=portrait.replace("address", "p")) == ()


def test_an_organisation_in_the_data_yields_to_a_person_who_is_shown():
    author = {"@type": "Organization", "name": "Neue Woche"}
    facts = json.dumps({"@type": "NewsArticle", "author": author})
    head = f'<script type="application/ld+json">{facts}</script>'
    assert authors(head=head, after="<p>Von Ina Muster</p>") == ("Ina Muster",)
    assert authors(head=head) == ("Neue Woche",)


def test_authors_of_comments_and_teasers_are_none():
    comment = '<div class="comment"><p class="comment-author">Ina Muster</p><p>Schön!</p></div>'
    teaser = '<section class="related"><h3>Mehr</h3><p class="author">Von Ina Muster</p></section>'
    assert authors(below=comment + teaser) == ()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Jo Meier", ("Jo Meier",)),
        ("inamuster", ("Ina Muster",)),
        ("IM", ("Ina Muster",)),
        ("Jo", ("Ina Muster",)),
        ("Redaktion", ("Ina Muster",)),
        ("Bote Online", ("Ina Muster",)),
    ],
)
def test_a_full_name_in_the_data_counts_and_a_user_s_name_yields_to_what_is_shown(told, expected):
    facts = {"@type": "NewsArticle", "author": {"name": told}, "publisher": {"name": "Bote Online"}}
    head = f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    assert authors(after="<p>Von Ina Muster</p>", head=head) == expected


def test_a_byline_that_names_more_authors_than_the_data_counts():
    head = '<meta name="author" content="Ina Muster">'
    assert authors(after="<p>Von Jo Meier und Ina Muster</p>", head=head) == (
        "Jo Meier",
        "Ina Muster",
    )
    assert authors(after="<p>Von Jo Meier und Uta Vogt</p>", head=head) == ("Ina Muster",)


@pytest.mark.parametrize(
    ("outlet", "author"),
    [
        ("Aulener Bote", "Aulener-Bote.de"),
        ("AulenerBote", "Aulener Bote"),
        ("bote-online.example", "Bote Online"),
    ],
)
def test_an_outlet_is_no_author_however_it_is_written(outlet, author):
    head = (
        f'<meta property="og:site_name" content="{outlet}"><meta name="author" content="{author}">'
    )
    assert authors(head=head) == ()
