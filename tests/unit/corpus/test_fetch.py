"""Fetching: what is asked, what is kept, what the next run does."""

from __future__ import annotations

import fcntl
import gzip
import json

import pytest

from corpus import Article, find_files, read_file
from corpus.fetch import FolderBusyError, RefusedError
from tests.fetch_server import page


def articles(folder):
    found = []
    for item in find_files([str(folder)]):
        found += read_file(item.path, item.display, item.relative)
    assert all(isinstance(one, Article) for one in found), found
    return {one.url.partition(".test")[2].partition("/")[2]: one for one in found}


def reasons(failures):
    return [(f.file.rpartition("/")[2], f.reason) for f in failures]


def test_pages_of_a_feed_become_articles_of_the_folder(web, tmp_path):
    web.answers["/feed.xml"] = web.feed(web.url("/a.html"), web.url("/b?id=1&utm_source=rss#x"))
    web.answers["/a.html"] = page("Brücke gesperrt")
    latin = page("x")[2].decode().replace("utf-8", "").replace(">x<", ">Größe der Straße<")
    headers = {"Content-Type": "text/html; charset=iso-8859-15"}
    web.answers["/b?id=1"] = (200, headers, latin.encode("iso-8859-15"))
    report = web.fetch(tmp_path, "/feed.xml")
    assert (report.fetched, report.refused, report.failed, report.left) == (2, [], [], 0)
    found = articles(tmp_path)
    assert found["a.html"].title == "Brücke gesperrt"
    assert found["b?id=1"].title == "Größe der Straße"


def test_links_of_a_feed_may_begin_where_it_is_served(web, tmp_path):
    web.answers["/neu/feed.xml"] = web.feed("/a.html", "b.html")
    web.answers |= {"/a.html": page("Eins"), "/neu/b.html": page("Zwei")}
    assert web.fetch(tmp_path, "/neu/feed.xml").fetched == 2
    assert set(articles(tmp_path)) == {"a.html", "neu/b.html"}


def test_the_second_run_asks_for_nothing_that_is_known(web, tmp_path):
    served = web.feed(web.url("/a.html"))

    def feed(fields):
        if fields.get("if-none-match") == '"1"':
            return 304, {}, b""
        return served[0], {**served[1], "ETag": '"1"'}, served[2]

    web.answers |= {"/feed.xml": feed, "/a.html": page("Eins")}
    web.fetch(tmp_path, "/feed.xml")
    web.asked.clear()
    report = web.fetch(tmp_path, "/feed.xml")
    assert web.paths() == ["/feed.xml"]
    assert (report.fetched, report.lists) == (0, 1)


def test_a_changed_link_is_asked_on_condition_and_replaces_its_file(web, tmp_path):
    web.answers |= {"/feed.xml": web.feed(web.url("/a.html")), "/a.html": page("Alt", ETag='"v1"')}
    web.fetch(tmp_path, "/feed.xml")
    files = sorted(tmp_path.rglob("*.warc.gz"))
    web.answers["/feed.xml"] = web.feed(web.url("/a.html"), stamp="Mon, 02 Jun 2025 09:00:00 +0200")
    seen = []

    def unchanged(fields):
        seen.append(fields.get("if-none-match"))
        return 304, {}, b""

    web.answers["/a.html"] = unchanged
    assert web.fetch(tmp_path, "/feed.xml").unchanged == 1
    assert seen == ['"v1"']
    web.answers["/feed.xml"] = web.feed(web.url("/a.html"), stamp="Mon, 02 Jun 2025 10:00:00 +0200")
    web.answers["/a.html"] = page("Neu")
    assert web.fetch(tmp_path, "/feed.xml").fetched == 1
    assert sorted(tmp_path.rglob("*.warc.gz")) == files
    assert articles(tmp_path)["a.html"].title == "Neu"


def json_feed(web, *links, **fields):
    items = [{"id": link, "url": link, "date_modified": "2025-06-02T08:00:00Z"} for link in links]
    version = "https://jsonfeed.org/version/1.1"
    body = json.dumps({"version": version, "items": [*items, {"id": "x"}, 7], **fields})
    return 200, {"Content-Type": "application/feed+json"}, body.encode()


def test_json_feeds_are_read_too(web, tmp_path):
    links = [web.url("/a"), web.url("/b", "www.haus.test")]
    web.answers |= {
        "/feed.json": json_feed(web, *links, home_page_url="https://haus.test/"),
        "/a": page("Eins"), "/b": page("Zwei"),
    }  # fmt: skip
    report = web.fetch(tmp_path, "/feed.json")
    assert (report.fetched, report.refused, report.failed) == (2, [], [])
    assert web.fetch(tmp_path, "/feed.json").fetched == 0


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b'{"version": 1, "items": []}', "no JSON Feed"), (b'{"a":' * 100_000, "not JSON")],
)
def test_other_json_is_no_feed(web, tmp_path, body, reason):
    web.answers["/feed.json"] = (200, {}, body)
    assert reason in web.fetch(tmp_path, "/feed.json").failed[0].reason


def test_sitemaps_are_read_through_their_index_packed_or_not(web, tmp_path):
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news='
        f'"http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{web.url("/a.html")}</loc>'
        "<news:news><news:publication_date>2025-06-02</news:publication_date></news:news></url>"
        "</urlset>"
    )
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{web.url('/n.xml.gz')}</loc><lastmod>2025-06-02</lastmod></sitemap>"
        f"<sitemap><loc>{web.url('/x.xml', 'fremd.test')}</loc></sitemap></sitemapindex>"
    )
    web.answers |= {
        "/index.xml": (200, {}, index.encode()),
        "/n.xml.gz": (200, {}, gzip.compress(news.encode())),
        "/a.html": page("Aus der Karte"),
    }
    report = web.fetch(tmp_path, "/index.xml")
    assert (report.fetched, report.lists) == (1, 2)
    assert reasons(report.refused) == [
        ("x.xml", "fremd.test is another site (--host fremd.test allows it)")
    ]
    web.asked.clear()
    web.fetch(tmp_path, "/index.xml")
    assert web.paths() == ["/index.xml"]  # the inner one has the date it had


def test_of_many_sitemaps_the_newest_are_read(web, tmp_path, monkeypatch):
    monkeypatch.setattr("corpus.fetch.run.MAX_LISTS", 2)

    def index(*days):
        named = (
            f"<sitemap><loc>{web.url(f'/{day}.xml')}</loc><lastmod>2025-06-0{day}</lastmod></sitemap>"
            for day in days
        )
        return (200, {}, f"<sitemapindex>{''.join(named)}</sitemapindex>".encode())

    lists = {f"/{day}.xml": (200, {}, b"<urlset></urlset>") for day in (1, 2, 3)}
    web.answers |= {"/index.xml": index(1, 3, 2), "/two.xml": index(1, 2), **lists}
    report = web.fetch(tmp_path / "a", "/index.xml")
    assert report.lists == 3
    assert reasons(report.refused) == [("index.xml", "names 3 sitemaps, the newest 2 are read")]
    assert "/1.xml" not in web.paths()
    assert web.fetch(tmp_path / "b", "/two.xml").refused == []


def test_only_the_sites_that_belong_to_a_feed_are_asked(web, tmp_path):
    feed = web.feed(
        web.url("/a", "www.zeitung.test"), web.url("/b", "fremd.test"), web.url("/c", "haus.test")
    )
    body = feed[2].replace(b"<item>", f"<link>{web.url('/', 'haus.test')}</link><item>".encode(), 1)
    web.answers |= {"/feed": (200, {}, body)} | {f"/{n}": page(n) for n in "abc"}
    report = web.fetch(tmp_path, web.url("/feed", "rss.zeitung.test"))
    assert report.fetched == 2
    assert [f.reason for f in report.refused] == [
        "fremd.test is another site (--host fremd.test allows it)"
    ]
    assert not [host for host, _, _ in web.asked if host == "fremd.test"]
    again = web.fetch(tmp_path, web.url("/feed", "rss.zeitung.test"), hosts=("fremd.test",))
    assert (again.fetched, again.refused) == (1, [])


def test_a_run_that_was_cut_off_is_completed(web, tmp_path):
    links = [web.url(f"/{n}") for n in range(5)]
    web.answers |= {"/feed": web.feed(*links)} | {f"/{n}": page(f"Nr {n}") for n in range(5)}

    def killed(seconds):
        if len(web.paths()) == 3:
            raise KeyboardInterrupt
        web.time += seconds

    whole, web.sleep = web.sleep, killed
    with pytest.raises(KeyboardInterrupt):
        web.fetch(tmp_path, "/feed")
    web.sleep = whole
    assert web.fetch(tmp_path, "/feed").fetched == 3
    assert sorted(web.paths()) == ["/0", "/1", "/2", "/3", "/4", "/feed", "/feed"]
    assert len(articles(tmp_path)) == 5


def test_the_limit_leaves_the_rest_to_the_next_run(web, tmp_path):
    links = [web.url(f"/{n}") for n in range(5)]
    web.answers |= {"/feed": web.feed(*links)} | {f"/{n}": page(f"Nr {n}") for n in range(5)}
    runs = [web.fetch(tmp_path, "/feed", limit=2) for _ in range(3)]
    assert [(run.fetched, run.left) for run in runs] == [(2, 3), (2, 1), (1, 0)]


def test_what_fails_is_tried_three_times_and_what_is_gone_once(web, tmp_path):
    web.answers |= {
        "/feed": web.feed(web.url("/defekt"), web.url("/weg"), web.url("/bild")),
        "/defekt": (500, {}, b""), "/bild": (200, {"Content-Type": "image/png"}, b"x"),
    }  # fmt: skip
    first = web.fetch(tmp_path, "/feed")
    assert sorted(reasons(first.failed)) == [("defekt", "status 500"), ("weg", "status 404")]
    assert reasons(first.refused) == [("bild", "no page but image/png")]
    runs = [web.fetch(tmp_path, "/feed") for _ in range(3)]
    assert [len(run.failed) for run in runs] == [1, 1, 0]
    assert not any(run.refused for run in runs)


def test_a_source_that_is_neither_feed_nor_sitemap_says_so(web, tmp_path):
    web.answers |= {"/a.xml": (200, {}, b"<rechnung/>"), "/b": page("Startseite")}
    report = web.fetch(tmp_path, "/a.xml", "/b", "/fehlt")
    assert report.lists == 0
    assert reasons(report.failed)[0] == ("a.xml", "neither feed nor sitemap (root <rechnung>)")
    assert reasons(report.failed)[2] == ("fehlt", "status 404")
    with pytest.raises(RefusedError, match="http or https"):
        web.fetch(tmp_path, "ftp://zeitung.test/feed")


def test_entities_in_a_feed_are_never_read(web, tmp_path):
    bomb = (
        b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hosts'>]><rss><channel>&a;</channel></rss>"
    )
    web.answers["/feed"] = (200, {}, bomb)
    assert "declares XML entities" in web.fetch(tmp_path, "/feed").failed[0].reason


def test_two_runs_never_share_a_folder(web, tmp_path):
    with (tmp_path / ".fundstelle-fetch.lock").open("w") as held:
        held.write("pid 7, started today,")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(FolderBusyError, match="pid 7"):
            web.fetch(tmp_path, "/feed")
