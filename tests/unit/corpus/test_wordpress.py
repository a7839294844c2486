"""Exports of WordPress: what readers could see, as they saw it."""

import pytest

from corpus import Article, ReadSkip, read_file
from corpus.readers.feeds.wordpress import paragraphs_of

HEAD = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Aulener Bote</title>
 <link>https://bote.example</link><language>de-DE</language><wp:wxr_version>1.2</wp:wxr_version>
 <wp:author><wp:author_id>1</wp:author_id><wp:author_login>ebe</wp:author_login>
 <wp:author_email>ebe@bote.example</wp:author_email>
 <wp:author_display_name><![CDATA[Erna Beispiel]]></wp:author_display_name></wp:author>"""
TEXT = """Der Rat hat am Abend über den neuen Steg beraten, berichtete die Stadt.
Er soll im Herbst stehen.

[caption id="attachment_3" align="left" width="300"]<img src="s.jpg"> Der alte Steg[/caption]

<h2>Kosten</h2>
Gebaut wird für 300.000 Euro [sic], wie der Kämmerer sagte.

[gallery ids="1,2"]

[su_box title="Mehr"]Auch der Kreis gibt etwas dazu.[/su_box]"""


def item(title="Neuer Steg", kind="post", status="publish", password="", text=TEXT, link="steg"):
    return f"""<item><title><![CDATA[{title}]]></title><link>https://bote.example/{link}</link>
 <pubDate>Mon, 06 Oct 2025 08:00:00 +0000</pubDate><dc:creator><![CDATA[ebe]]></dc:creator>
 <guid isPermaLink="false">https://bote.example/?p=7</guid><description></description>
 <content:encoded><![CDATA[{text}]]></content:encoded>
 <excerpt:encoded><![CDATA[Die Stadt baut.]]></excerpt:encoded><wp:post_id>7</wp:post_id>
 <wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type>
 <wp:post_password><![CDATA[{password}]]></wp:post_password>
 <category domain="category" nicename="lokales"><![CDATA[Lokales]]></category>
 <wp:comment><wp:comment_author>Leser</wp:comment_author>
 <wp:comment_content>Na endlich!</wp:comment_content></wp:comment></item>"""


def read(tmp_path, *items):
    path = tmp_path / "bote.xml"
    path.write_text(HEAD + "".join(items) + "</channel></rss>", "utf-8")
    return list(read_file(path, "bote.xml"))


def test_an_article_as_it_was_seen(tmp_path):
    [article] = read(tmp_path, item())
    assert (article.title, article.teaser) == ("Neuer Steg", "Die Stadt baut.")
    assert (article.source, article.authors) == ("Aulener Bote", ("Erna Beispiel",))
    assert (article.url, article.topics) == ("https://bote.example/steg", ("Lokales",))
    assert str(article.published) == "2025-10-06 08:00:00+00:00"
    lead, costs = article.sections
    assert lead.paragraphs == (TEXT.partition("\n\n")[0].replace("\n", " "),)
    assert costs.heading == "Kosten"
    assert costs.paragraphs == (
        "Gebaut wird für 300.000 Euro [sic], wie der Kämmerer sagte.",
        "Auch der Kreis gibt etwas dazu.",
    )


def test_blocks_of_the_newer_editor(tmp_path):
    text = "<!-- wp:paragraph -->\n<p>Der Rat hat beraten.</p>\n<!-- /wp:paragraph -->\n\n" * 2
    [article] = read(tmp_path, item(text=text))
    assert article.sections[0].paragraphs == ("Der Rat hat beraten.",) * 2


@pytest.mark.parametrize(
    "kind", ["page", "attachment", "nav_menu_item", "revision", "wp_block", "acf-field", "product"]
)
def test_what_a_site_is_made_of_is_no_article(tmp_path, kind):
    [article] = read(tmp_path, item(kind=kind, title="Impressum", link="impressum"), item())
    assert article.title == "Neuer Steg"


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"status": "private"}, {"password": "x"}])
def test_what_was_not_published_is_left_out_and_told(tmp_path, hidden):
    told, article = read(tmp_path, item(title="Entwurf", link="?p=9", **hidden), item())
    assert told == ReadSkip("bote.xml", "left out 1 not published")
    assert article.title == "Neuer Steg"


def test_an_unknown_login_stays(tmp_path):
    [article] = read(tmp_path, item().replace("[ebe]", "[Karl Muster]"))
    assert article.authors == ("Karl Muster",)


def test_a_feed_is_left_as_it_is(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(
        '<rss version="2.0"><channel><title>Bote</title><item><title>Steg</title>'
        "<link>https://bote.example/steg</link><description>Ein\n\nSteg [a b=1]</description>"
        "</item></channel></rss>"
    )
    [article] = read_file(path, "feed.xml")
    assert isinstance(article, Article)
    assert (article.source, article.teaser) == ("bote.example", "Ein Steg [a b=1]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Eins.\n\nZwei.", "<p>Eins.</p>\n<p>Zwei.</p>"),
        ("Eins,\r\nzwei.", "<p>Eins,<br>zwei.</p>"),
        ("<div>Eins.</div>\n\nZwei.", "<div>Eins.</div>\n<p>Zwei.</p>"),
        ("Er sagte: „[Wir] gehen [alle].“", "<p>Er sagte: „[Wir] gehen [alle].“</p>"),
        ("[embed]https://film.example/1[/embed]\nEins.", "<p>Eins.</p>"),
        ("[audio mp3='a.mp3'][/audio]Eins.", "<p>Eins.</p>"),
        ("[gallery ids=1]Eins.\n[gallery ids=2]", "<p>Eins.</p>"),
    ],
)
def test_paragraphs(text, shown):
    assert paragraphs_of(text) == shown
