"""Topics: what data tell, else the links that a page marks as its keywords."""

import json

import pytest

from corpus.readers.page import read_page

TEXT = "<p>" + "Der Rat hat den Steg am Ufer beschlossen, er kostet mehr als gedacht. " * 5 + "</p>"


def topics(head="", body="", **facts):
    told = json.dumps({"@type": "NewsArticle", "publisher": {"name": "Bote"}, **facts})
    script = f'<script type="application/ld+json">{told}</script>'
    return read_page(f"{script}{head}<h1>Rat baut Steg</h1>{TEXT}{body}").topics


@pytest.mark.parametrize(
    ("section", "keywords", "expected"),
    [
        ("Lokales", ["Bauen", "Aulen"], ("Lokales", "Bauen", "Aulen")),
        ("Lokales", "Bauen, Aulen; Lokales", ("Lokales", "Bauen", "Aulen")),
        (["Lokales"], ["Bauen, Aulen, Laume"], ("Lokales", "Bauen", "Aulen", "Laume")),
        ("Lokales", ["Bauen,", "Aulen,"], ("Lokales", "Bauen", "Aulen")),
        ("Lokales", ["100312", "Bauen", "Bote", "%tag%"], ("Lokales", "Bauen")),
        ("", ["Steg Laume Ufer Rat Bauen Aulen Geld Streit Brücke Weg"], ()),
        ("Lokales", [""], ("Lokales",)),
    ],
)
def test_section_and_keywords_are_topics(section, keywords, expected):
    assert topics(articleSection=section, keywords=keywords) == expected


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="keywords" content="Bauen, Aulen">',
        '<meta name="news_keywords" content="Bauen, Aulen"><meta name="keywords" content="Bote">',
        '<meta property="article:tag" content="Bauen"><meta name="article:tag" content="Aulen">',
        '<meta property="article:tag" content="Bauen, Aulen">',
    ],
)
def test_keywords_of_the_head_stand_beside_a_section_of_json_ld(head):
    assert topics(head, articleSection="Lokales") == ("Lokales", "Bauen", "Aulen")
    # Of two lists the longer one counts: the other may be but one, or all of it in a row.
    for short in ("Laume", ["Bauen Aulen"]):
        assert topics(head, articleSection="Lokales", keywords=short) == (
            "Lokales", "Bauen", "Aulen"
        )  # fmt: skip
    told = ("Lokales", "Laume", "Bauen")
    assert topics(head, articleSection="Lokales", keywords=["Laume", "Bauen"]) == told


LINKS = [
    '<p>Tags: <a rel="tag" href="/x/bauen">#Bauen</a>, <a rel="tag" href="/x/aulen">Aulen</a></p>',
    '<ul class="article-tags"><li><a href="/tag/bauen">Bauen</a></li>'
    '<li><a href="/tag/aulen">Aulen</a></li></ul>',
    '<div class="topics"><a href="/thema/bauen">Bauen</a> <a href="/thema/aulen">Aulen</a></div>',
    '<div class="schlagworte"><span><a href="/schlagwort/b">Bauen</a></span>'
    '<span><a href="/schlagwort/a">Aulen</a></span></div>',
]


@pytest.mark.parametrize("links", LINKS)
def test_links_that_a_page_marks_as_its_keywords_are_topics(links):
    assert topics(body=links) == ("Bauen", "Aulen")
    assert topics(body=links, articleSection="Lokales") == ("Lokales", "Bauen", "Aulen")
    assert topics(body=links, keywords="Laume") == ("Laume",)
    for name in ("tagcloud", "sidebar-left", "widget_tags", "footer", "main-menu"):
        assert topics(body=f"<div class='{name}'>{links}</div>") == ()
    assert topics(body="".join(links.replace("Bauen", f"Wort {n}a") for n in range(20))) == ()


@pytest.mark.parametrize(
    "label", ["Schlagworte:", "Themen", "Mehr lesen über", "Tags …", "Themen des Artikels:"]
)
def test_short_links_behind_a_line_that_says_so_are_topics(label):
    links = "<li><a href='/a'>Bauen</a></li><li><a href='/b'>Der #Steg am Ufer</a></li>"
    more = "<p><a href='/'>Zur Startseite</a></p><p>Der Bote</p><p><a href='/c'>Abo</a></p>"
    own = ("Bauen", "Der #Steg am Ufer")
    assert topics(body=f"<h4>{label}</h4><ul>{links}</ul>{more}") == own
    assert topics(body=f"<p>{label.strip(':')}: {links.replace('li>', 'i>')}</p>") == own
    menu = f"<p>{label}</p><ul>{links}</ul><h1>Rat baut Steg</h1>"
    assert read_page(f"{menu}{TEXT}").topics == ()
    teasers = links.replace("Bauen", "Der Rat will den Steg am Ufer bauen")
    assert topics(body=f"<h4>{label}</h4><ul>{teasers}</ul>") == ()
    assert topics(body="".join(f"<p>{label} <a>A{n}</a> <a>B</a></p>" for n in range(9))) == ()


def test_an_element_of_nothing_but_links_to_tags_holds_the_topics():
    links = "<div class='x7'><a href='/thema/bauen'>Bauen</a><a href='/tag/aulen'>Aulen</a></div>"
    assert topics(body=links + links.replace("Bauen", "Wahl")) == ("Bauen", "Aulen")
    assert topics(body=links.replace("</div>", " und mehr</div>")) == ()
    assert read_page(f"{links}<h1>Rat baut Steg</h1>{TEXT}").topics == ()


def test_a_link_to_a_theme_within_the_text_is_no_topic():
    assert topics(body="<p>Der <a href='/thema/steg'>Steg am Ufer</a> kommt.</p>") == ()
    named = "<div class='post tag-steg'><p>Der <a href='/tag/steg'>Steg</a> kommt.</p></div>"
    assert topics(body=named) == ()


@pytest.mark.parametrize(
    "line",
    ["<span>Tags:</span> <span>Bauen</span> <span>Steg</span>", "Schlagworte: Bauen, Steg",
     "Themen: <i>Bauen</i> <i>Steg</i>"],
)  # fmt: skip
def test_keywords_that_are_no_links_are_parted_by_elements_or_commas(line):
    assert topics(body=f"<p>{line}</p>") == ("Bauen", "Steg")
    assert topics(body=f"<p>{line.replace('Bauen', 'Der Rat will an dem Ufer bauen')}</p>") == ()
    assert topics(body="<p>Mehr zum Thema: Bauen, Steg</p>") == ()


def test_categories_are_topics_where_there_are_no_tags():
    category = '<p><a href="/c/l" rel="category tag">Lokales</a></p>'
    nothing = '<p><a href="/c/a" rel="category tag">Allgemein</a></p>'
    tag = '<p><a href="/t/b" rel="tag">Brücke</a></p>'
    page = f"<body><h1>Brücke gesperrt</h1>{TEXT}{{}}</body>"
    assert read_page(page.format(category + nothing)).topics == ("Lokales",)
    assert read_page(page.format(category + tag)).topics == ("Brücke",)


@pytest.mark.parametrize(
    "tags",
    [
        '<div class="tag-list_tagList__m"><a href="/sport/" class="Tag_tag__U">Sport</a></div>',
        '<p><a href="/list/Sport"><span class="tag-like">Sport</span></a></p>',
        '<div class="articleTags"><span class="articleTag"><a href="/s/1">Sport</a></span></div>',
    ],
)
def test_links_in_elements_named_after_tags_are_topics_wherever_they_lead(tags):
    assert topics(body=tags) == ("Sport",)
    assert topics(body=f'<div class="sidebar">{tags}</div>') == ()
    assert topics(body='<article class="tag-sport"><a href="/x">Zum Sport</a></article>') == ()
