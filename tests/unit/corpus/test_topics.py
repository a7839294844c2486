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
    assert topics(head, articleSection="Lokales", keywords="Laume") == ("Lokales", "Laume")


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


def test_a_link_to_a_theme_within_the_text_is_no_topic():
    assert topics(body="<p>Der <a href='/thema/steg'>Steg am Ufer</a> kommt.</p>") == ()
    named = "<div class='post tag-steg'><p>Der <a href='/tag/steg'>Steg</a> kommt.</p></div>"
    assert topics(body=named) == ()
