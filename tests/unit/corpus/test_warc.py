"""Web archives: each HTML answer is read as a page, the rest is passed over."""

import gzip
import zlib

import pytest

from corpus import Article, ReadFailure, read_file

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."
PAGE = f"<html><body><h1>Grüße vom Steg</h1><p>{LONG}</p><p>{LONG} Ende.</p></body></html>"


def record(body, url="https://bote.example/a", kind="response", head=b""):
    lines = [
        "WARC/1.1", f"WARC-Type: {kind}", f"WARC-Target-URI: <{url}>",
        "Content-Type: application/http; msgtype=response", f"Content-Length: {len(head + body)}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"


PAGE_BYTES = PAGE.encode()


def answer(body=PAGE_BYTES, status="200 OK", kind="text/html; charset=utf-8", **fields):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
    head += "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in fields.items())
    return record(body, head=head.encode() + b"\r\n")


def read(tmp_path, data, name="a.warc"):
    path = tmp_path / name
    path.write_bytes(data)
    return list(read_file(path, name))


def chunked(body):
    return b"%x\r\n%s\r\n%x;x=1\r\n%s\r\n0\r\n\r\n" % (40, body[:40], len(body) - 40, body[40:])


@pytest.mark.parametrize(
    "data",
    [
        answer(),
        answer(PAGE.encode("latin-1"), kind="text/html; charset=iso-8859-1"),
        answer(chunked(PAGE.encode()), Transfer_Encoding="chunked"),
        answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
        answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate"),
        answer(zlib.compress(PAGE.encode(), wbits=-15), Content_Encoding="deflate"),
    ],
    ids=["plain", "charset", "chunked", "gzip", "zlib", "deflate"],
)
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_is_a_page(tmp_path, data, packed):
    data = record(b"software: x", kind="warcinfo") + data
    name = "a.warc.gz" if packed else "a.warc"
    [article] = read(tmp_path, gzip.compress(data) if packed else data, name)
    assert isinstance(article, Article)
    assert (article.title, article.url) == ("Grüße vom Steg", "https://bote.example/a")


def test_members_follow_each_other_and_the_rest_is_passed_over(tmp_path):
    parts = [
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        answer(status="404 Not Found"),
        answer(b"\x89PNG", kind="image/png"),
        answer(),
    ]
    assert len(read(tmp_path, b"".join(map(gzip.compress, parts)), "a.warc.gz")) == 1


def test_a_page_without_text_is_named(tmp_path):
    [failure] = read(tmp_path, answer(b"<html><body><p>Kurz</p></body></html>"))
    assert failure == ReadFailure("a.warc", "https://bote.example/a: no article text found")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Hallo\r\n", "record 1: not a WARC record"),
        (answer()[:-100], "record 1: cut off within a"),
        (answer() + b"WARC/1.0\r\nA: b", "record 2: cut off within a header"),
        (b"WARC/1.0\r\n\r\n", "record 1: record without a length"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "record 1: record without a length"),
        (b"WARC/1.0\r\nContent-Length: 9999999999\r\n\r\n", "record 1: record larger than"),
        (b"\n" * 1000, "record 1: not a WARC record"),
        (b"WARC/1.0\r\n" + b"a" * 70_000, "record 1: header too long"),
        (answer(b"x", Content_Encoding="br"), "damaged br data"),
        (answer(b"x", Content_Encoding="zstd"), "damaged zstd data"),
    ],
)
def test_damage_ends_with_a_reason(tmp_path, data, reason):
    assert reason in read(tmp_path, data)[-1].reason


def test_a_cut_archive_keeps_what_was_read(tmp_path):
    data = gzip.compress(answer()) + gzip.compress(answer())[:-20]
    first, failure = read(tmp_path, data, "a.warc.gz")
    assert isinstance(first, Article)
    assert "damaged gzip data" in failure.reason


def test_a_server_need_not_say_that_it_sends_a_page(tmp_path):
    head = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    [article] = read(tmp_path, record(PAGE_BYTES, head=head))
    assert article.title == "Grüße vom Steg"
    [skip] = read(tmp_path, record(b'{"a": 1}', head=head))
    assert skip.reason == "holds no article"


def test_a_page_that_a_proxy_changed_is_a_page(tmp_path):
    [article] = read(tmp_path, answer(status="203 Non-Authoritative Information"))
    assert article.title == "Grüße vom Steg"
