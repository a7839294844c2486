"""Feeds: an item is an article, its link its identity; bombs and foreign XML are refused."""

from datetime import UTC, datetime

import pytest

from corpus import Article, ReadDoubt, ReadFailure, ReadSkip, read_file
from corpus.readers.addresses import MAX_ADDRESS_CHARS
from corpus.readers.feeds.feed import MAX_TEASER_CHARS, body_of, teaser_of

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Bote</title><link>https://bote.example/</link><language>de-DE</language>
<item>
  <title><![CDATA[Steg &amp; Brücke]]></title>
  <link>https://bote.example/steg#top</link>
  <guid isPermaLink="false">17</guid>
  <pubDate>Mon, 06 Oct 2025 08:00:00 +0200</pubDate>
  <dc:creator>Von Erna Beispiel und Karl Muster</dc:creator>
  <category>Lokales</category>
  <media:content><media:title>Bildtitel</media:title></media:content>
  <description>&lt;img src="a.jpg"&gt;Der Steg wird neu gebaut.</description>
  <content:encoded><![CDATA[<p>Aulen – {LONG}</p><h2>Kosten</h2><p>{LONG} (dpa)</p>
    <p>Der Beitrag Steg erschien zuerst auf Bote.</p>]]></content:encoded>
</item>
<item>
  <title>Kurz gesagt</title><link>https://bote.example/kurz</link>
  <description>Nur ein Satz&nbsp;steht hier.</description>
  <content:encoded><![CDATA[<p><a href="x"><img></a>Nur ein Satz steht hier.
    [<a href="x">mehr</a>]</p>]]></content:encoded>
</item>
<item><title>Noch einmal</title><link>https://bote.example/kurz</link></item>
<item><title>Ohne Adresse</title><guid isPermaLink="false">18</guid></item>
<item><title/></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://bote.example/a/">
<title>Bote</title><author><name>Ortsbüro</name></author>
<entry><title type="html">Der &lt;b&gt;Steg&lt;/b&gt;</title>
  <link rel="replies" href="/kommentare"/><link href="steg"/><id>urn:uuid:1</id>
  <updated>2025-10-06T08:00:00Z</updated><summary>Der Steg wird neu gebaut.</summary>
  <category term="lokal" label="Lokales"/>
  <content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>{LONG}</h:p>
    <h:h3 id="kosten">Kosten</h:h3><h:p>{LONG}</h:p></h:div></content>
</entry></feed>"""


def read(tmp_path, text, name="feed.xml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_file(path, name))


def test_full_text_becomes_sections(tmp_path):
    article = read(tmp_path, RSS)[0]
    assert (article.title, article.teaser) == ("Steg & Brücke", "Der Steg wird neu gebaut.")
    assert (article.url, article.source) == ("https://bote.example/steg", "bote.example")
    assert article.authors == ("Erna Beispiel", "Karl Muster")
    assert (article.dateline, article.agencies, article.topics) == ("Aulen", ("dpa",), ("Lokales",))
    assert article.published == datetime.fromisoformat("2025-10-06T08:00:00+02:00")
    assert [section.heading for section in article.sections] == ["", "Kosten"]
    assert [section.paragraphs for section in article.sections] == [(LONG,), (LONG,)]


def test_an_excerpt_is_the_teaser_alone(tmp_path):
    article = read(tmp_path, RSS)[1]
    assert article.teaser == "Nur ein Satz steht hier."
    assert article.sections[0].paragraphs == ()


def test_an_item_twice_counts_once_and_one_without_anything_is_told(tmp_path):
    results = read(tmp_path, RSS)
    assert [r.title for r in results if isinstance(r, Article)][1:] == [
        "Kurz gesagt",
        "Ohne Adresse",
    ]
    assert results[-1] == ReadFailure("feed.xml", "item 5: no title and no text")


@pytest.mark.parametrize(
    ("guid", "url"),
    [
        ("<guid>https://bote.example/a</guid>", "https://bote.example/a"),
        ('<guid isPermaLink="true">https://bote.example/a</guid>', "https://bote.example/a"),
        ('<guid isPermaLink="false">https://bote.example/a</guid>', ""),
        ("<guid>17</guid>", ""),
    ],
)
def test_an_item_without_a_link_is_the_page_its_guid_names(tmp_path, guid, url):
    item = f"<item><title>Steg</title>{guid}</item>"
    [article] = read(tmp_path, f'<rss version="2.0"><channel>{item}</channel></rss>')
    assert article.url == url


def test_an_item_is_the_page_its_link_names(tmp_path):
    page = f'<link rel="canonical" href="https://bote.example/steg"><h1>Steg</h1><p>{LONG}<p>{LONG}'
    assert read(tmp_path, RSS)[0].id == read(tmp_path, page, "steg.html")[0].id


def test_a_long_description_is_the_text(tmp_path):
    text = "".join(f"&lt;p&gt;{number}. {LONG}&lt;/p&gt;" for number in range(5))
    [article] = read(
        tmp_path,
        f"<rss><channel><item><title>T</title><description>{text}</description></item></channel></rss>",
    )
    assert article.teaser == ""
    assert len(article.sections[0].paragraphs) == 5


def test_atom_with_xhtml(tmp_path):
    [article] = read(tmp_path, ATOM)
    assert (article.title, article.url) == ("Der Steg", "https://bote.example/a/steg")
    assert (article.authors, article.topics) == (("Ortsbüro",), ("Lokales",))
    assert article.published == datetime(2025, 10, 6, 8, tzinfo=UTC)
    assert [(s.heading, s.anchor) for s in article.sections] == [("", ""), ("Kosten", "kosten")]


def test_latin_1_is_read(tmp_path):
    text = '<?xml version="1.0" encoding="iso-8859-1"?><rss><item><title>Grüße</title></item></rss>'
    assert read(tmp_path, text.encode("latin-1"))[0].title == "Grüße"


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "declares XML entities"),
        (BOMB.encode("utf-16"), "declares XML entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "entities"),
        ("<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1/'> %p;]><rss/>", "entities"),
        ("<rss><channel>", "not well-formed XML"),
        ("<a>" * 5000 + "</a>" * 5000, "not well-formed XML"),
        ("kein XML", "not well-formed XML"),
    ],
)
def test_dangerous_and_foreign_xml_is_refused(tmp_path, text, reason):
    [failure] = read(tmp_path, text)
    assert isinstance(failure, ReadFailure)
    assert reason in failure.reason


def test_xml_of_no_known_kind_is_passed_over(tmp_path):
    [skip] = read(tmp_path, "<urlset/>")
    assert isinstance(skip, ReadSkip)
    assert "no known kind (root <urlset>)" in skip.reason


@pytest.mark.parametrize(
    ("feed", "date", "told"),
    [
        (RSS, "Mon, 06 Oct 2025 08:00:00 +0200", "item 1"),
        (ATOM, "2025-10-06T08:00:00Z", "item 1"),
    ],
)
def test_a_date_that_cannot_be_read_is_told_and_the_item_is_read(tmp_path, feed, date, told):
    good = [one for one in read(tmp_path, feed) if not isinstance(one, ReadFailure)]
    assert not [one for one in good if isinstance(one, ReadDoubt)]  # without a date none is doubted
    *found, doubt = read(tmp_path, feed.replace(date, "neulich"))
    found = [one for one in found if not isinstance(one, ReadFailure)]
    assert [one.id for one in found] == [one.id for one in good]
    assert found[0].published is None
    assert doubt == ReadDoubt("feed.xml", f"{told}: 'neulich': no date that is understood")


def item(*parts, spaces=""):
    inner = f"<title>Steg</title><link>https://bote.example/a</link>{''.join(parts)}"
    return f'<rss version="2.0" {spaces}><channel><item>{inner}</item></channel></rss>'


@pytest.mark.parametrize(
    "added",
    [
        " [&#8230;]</p><p>Der Beitrag <a>Steg</a> erschien zuerst auf <a>Bote</a>.</p>",
        ' <a href="https://bote.example/a">mehr</a></p>',
        " Weiterlesen …</p>",
    ],
)
def test_what_feeds_add_to_a_description_is_left_out(tmp_path, added):
    [article] = read(
        tmp_path, item(f"<description><![CDATA[<p>Der Steg wird neu.{added}]]></description>")
    )
    assert article.teaser == "Der Steg wird neu."
    [article] = read(tmp_path, item("<description>Es gibt immer mehr</description>"))
    assert article.teaser == "Es gibt immer mehr"


@pytest.mark.parametrize("name", ["fulltext", "yandex:full-text"])
def test_full_text_under_other_names(tmp_path, name):
    inner = f"<p>{LONG}</p><h2>Kosten</h2><p>Zwei.</p>"
    text = f"<{name}><![CDATA[{inner}]]></{name}>"
    [article] = read(tmp_path, item(text, spaces='xmlns:yandex="http://news.yandex.ru"'))
    assert [one.paragraphs for one in article.sections] == [(LONG,), ("Zwei.",)]


def test_signs_that_should_have_been_written_otherwise(tmp_path):
    text = item("<description>Kunst & Kultur</description>").replace("/a<", "/a?b=1&c=2<")
    [article] = read(tmp_path, text)
    assert (article.teaser, article.url) == ("Kunst & Kultur", "https://bote.example/a?b=1&c=2")


def test_of_an_export_of_blogger_comments_and_settings_are_left_out(tmp_path):
    kind = "<category scheme='http://schemas.google.com/g/2005#kind' term='x/kind#{}'/>"
    entries = "".join(
        f"<entry>{kind.format(one)}<category term='Lokales'/><title>{one}</title></entry>"
        for one in ("settings", "post", "comment")
    )
    [article] = read(tmp_path, f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>")
    assert (article.title, article.topics) == ("post", ("Lokales",))


def test_a_page_may_be_called_xml_and_a_feed_is_no_page(tmp_path):
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8></head><h1>Steg</h1><p>{LONG}<p>{LONG}"
    [article] = read(tmp_path, page, "steg.xml")
    assert article.title == "Steg"
    [skip] = read(tmp_path, RSS, "index.html")
    assert skip.reason.startswith("a feed, no page")


def test_whom_the_press_may_ask_is_no_text(tmp_path):
    contact = "Rückfragen bitte an:", "Polizei Aulen, Telefon 0700/123"
    text = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in (LONG, f"{LONG} Ende.", *contact))
    [article] = read(tmp_path, item(f"<fulltext>{text}</fulltext>"))
    assert article.sections[0].paragraphs == (LONG, f"{LONG} Ende.")


def test_short_lines_between_sentences_of_plain_text_are_headings(tmp_path):
    text = f"Steg\n\n{LONG}\n\nKosten und Zeit\n\n{LONG}"
    [article] = read(tmp_path, item(f"<fulltext>{text}</fulltext>"))
    assert [(one.heading, one.paragraphs) for one in article.sections] == [
        ("", (LONG,)), ("Kosten und Zeit", (LONG,))
    ]  # fmt: skip
    # Lines that were broken at some width.
    broken = "Der Rat hat über\nden Steg beraten und dann\nüber die Kosten, die hoch sind."
    [article] = read(tmp_path, item(f"<fulltext>{broken}</fulltext>"))
    assert len(article.sections) == 1


def channel(*items):
    space = 'xmlns:media="http://search.yahoo.com/mrss/"'
    return (
        f'<rss version="2.0" {space}><channel><title>Bote</title>{"".join(items)}</channel></rss>'
    )


def test_a_teaser_has_an_end(tmp_path):
    long = f"<item><title>A</title><description>{'Wort ' * 1000}</description></item>"
    [article] = read(tmp_path, channel(long))
    assert len(article.teaser) == MAX_TEASER_CHARS


def test_the_title_of_a_picture_is_not_that_of_its_item(tmp_path):
    text = "<item><media:title>Bild</media:title><title>Steg</title><guid>x</guid></item>"
    [article] = read(tmp_path, channel(text))
    assert article.title == "Steg"


def test_the_text_that_is_elsewhere_is_not_in_the_feed(tmp_path):
    away = ATOM.replace('<content type="xhtml">', '<content type="xhtml" src="steg.html">')
    assert read(tmp_path, ATOM)[0].sections[-1].heading == "Kosten"
    assert read(tmp_path, away)[0].sections[-1].heading == ""


def test_items_without_link_and_guid_are_each_an_article(tmp_path):
    items = (f"<item><title>{name}</title></item>" for name in "AB")
    assert [one.title for one in read(tmp_path, channel(*items))] == ["A", "B"]


@pytest.mark.parametrize(("count", "told"), [(2, 0), (3, 1)])
def test_of_too_many_items_the_rest_is_told(tmp_path, monkeypatch, count, told):
    monkeypatch.setattr("corpus.readers.feeds.feed.MAX_ITEMS", 2)
    items = [f"<item><title>{number}</title></item>" for number in range(count)]
    found = read(tmp_path, channel(*items))
    assert [type(one) for one in found] == [Article, Article, *[ReadFailure] * told]


def test_a_sign_alone_is_no_teaser_and_a_heading_alone_no_text():
    assert (teaser_of("<p>–</p>"), teaser_of("<p>Ja</p>")) == ("", "Ja")
    assert body_of("<h2>Kosten</h2><p>Der Rat berät.</p>", "", "Der Rat berät.") == []


def test_what_addresses_start_from_is_bounded(tmp_path):
    """Each item would else be joined with megabytes."""
    start = "https://bote.example/a/"

    def address(letters):
        base = start + "x" * (letters - len(start) - 1) + "/"
        return read(tmp_path, ATOM.replace(start, base))[0].url

    assert address(MAX_ADDRESS_CHARS).endswith("xx/steg")
    assert address(MAX_ADDRESS_CHARS + 1) == ""
