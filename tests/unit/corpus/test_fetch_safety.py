"""Fetching: addresses that are refused, answers that are bounded."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fetch import FailedError, RefusedError, Transport, usable_address
from corpus.fetch.addresses import is_public, site_of
from corpus.fetch.pages import page_file
from tests.fetch_server import page


@pytest.mark.parametrize(
    "number",
    """0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 192.0.2.7
    192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1
    ::ffff:10.0.0.1 64:ff9b::a00:1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 fe80::1 fe80::1%eth0
    fc00::1 fd00:ec2::254 ff02::1 localhost""".split(),
)
def test_addresses_that_are_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "193.99.144.80", "2a00:1450::5", "64:ff9b::808:808"])
def test_addresses_that_are_public(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/",
     "http://localhost/", "http://[::1]:8080/"],
)  # fmt: skip
def test_every_spelling_of_this_machine_is_refused(web, url):
    with pytest.raises(RefusedError, match="no public address"):
        Transport("x").get(usable_address(url))


def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked(web, tmp_path):
    # The first host is served by this machine; the check is the one of the second.
    def resolve(host, port):
        return ["127.0.0.1"] if host == "zeitung.test" else ["169.254.169.254"]

    transport = web.transport(resolve=resolve)
    get = transport.get
    web.answers |= {
        "/feed": web.feed(web.url("/a")),
        "/a": (302, {"Location": "http://metadata.zeitung.test/latest"}, b""),
        "/latest": page("geheim"),
    }

    def strict(url, fields=None):
        transport.allow_private = "//zeitung.test" in url
        return get(url, fields)

    transport.get = strict
    report = web.fetch(tmp_path, "/feed", transport=transport)
    assert [f.reason for f in report.refused] == [
        "169.254.169.254 is no public address (--allow-private allows it)"
    ]
    assert "/latest" not in web.paths()
    assert not list(tmp_path.rglob("*.warc.gz"))


def test_a_name_is_looked_up_once_and_that_number_is_asked(web, monkeypatch):
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    asked = []

    def connect(address, timeout):
        asked.append(address[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr("socket.create_connection", connect)
    transport = web.transport(allow_private=False, resolve=lambda host, port: next(answers))
    with pytest.raises(FailedError, match="no connection"):
        transport.get(web.url("/"))
    with pytest.raises(RefusedError):
        transport.get(web.url("/"))
    assert asked == ["93.184.215.14"]


def test_a_host_with_a_number_that_is_not_there_is_reached_by_the_next(web):
    # The server listens at 127.0.0.1 alone: the first number refuses.
    transport = web.transport(resolve=lambda *_: ["127.77.0.9", "127.0.0.1"])
    web.answers["/"] = page("da")
    assert transport.get(web.url("/")).status == 200


@pytest.mark.parametrize(
    ("address", "port"),
    [("http://a.example/", 80), ("https://a.example/", 443), ("http://a.example:8080/", 8080)],
)
def test_a_host_is_asked_at_the_port_of_its_address(address, port):
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        raise OSError

    with pytest.raises(FailedError):
        Transport("x", resolve=resolve).get(address)
    assert asked == [("a.example", port)]


def test_one_private_number_among_public_ones_is_enough(web):
    transport = web.transport(allow_private=False, resolve=lambda *_: ["1.1.1.1", "10.0.0.1"])
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        transport.get(web.url("/"))


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file:///etc/hosts", "redirects elsewhere: not a web address (http or https)"),
        ("http://fremd.test/b", "fremd.test is another site (--host fremd.test allows it)"),
        ("http://a:b@zeitung.test/", "redirects elsewhere: carries a user name or password"),
        ("/a", "more than 3 redirects"),
    ],
)
def test_redirects_stay_on_the_web_and_the_site(web, tmp_path, place, reason):
    web.answers |= {"/feed": web.feed(web.url("/a")), "/a": (301, {"Location": place}, b"")}
    report = web.fetch(tmp_path, "/feed")
    assert [f.reason for f in report.refused + report.failed] == [reason]
    assert len(web.paths()) <= 5


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {}, b"x" * ((10 << 20) + 1)), "larger than 10 MiB"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(20 << 20))), "decompression bomb"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip"), ""),
        ((200, {"Content-Encoding": "br"}, b"x"), "packed with br"),
        ((200, {"Content-Length": "100"}, b"cut off"), "cut off after 7 bytes"),
        ((200, {"X-Long": "x" * 70_000}, b""), "no HTTP answer (LineTooLong)"),
    ],
)
def test_answers_are_bounded(web, answer, reason):
    web.answers["/"] = answer
    if reason:
        with pytest.raises(FailedError) as raised:
            web.transport().get(web.url("/"))
        assert reason in str(raised.value)
    else:
        assert web.transport().get(web.url("/")).body == b"no gzip"


def test_packed_answers_are_unpacked(web):
    web.answers["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress("Größe".encode()))
    assert web.transport().get(web.url("/")).body == "Größe".encode()


def test_a_server_that_never_ends_is_left(web):
    over = threading.Event()

    def never(_):
        over.wait(30)
        return 200, {}, b""

    web.answers["/"] = never
    try:
        with pytest.raises(FailedError, match=r"no whole answer within 0\.2 s"):
            web.transport(timeout_s=0.2).get(web.url("/"))
    finally:
        over.set()


@pytest.mark.parametrize(
    ("scheme", "first"),
    [
        ("http", b"HTTP/1.1 200 OK\r\nX-Long: "),
        ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
        ("https", b""),
    ],
)
def test_a_server_that_sends_a_byte_now_and_then_is_left(scheme, first):
    over = threading.Event()

    def drip(listener):
        channel, _ = listener.accept()
        with channel, suppress(OSError):
            channel.sendall(first)
            while not over.wait(0.02):
                channel.sendall(b"x" if first else b"")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,))
        thread.start()
        transport = Transport("x", allow_private=True, timeout_s=0.2)
        try:
            with pytest.raises(FailedError, match=r"no whole answer within 0\.2 s"):
                transport.get(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/")
        finally:
            over.set()
            thread.join()


def test_a_secure_address_needs_a_secure_server(web):
    with pytest.raises(FailedError, match="no safe connection"):
        web.transport().get(web.url("/").replace("http:", "https:"))


@pytest.mark.parametrize(
    ("given", "usable"),
    [
        ("HTTP://Zeitung.Example:80/a#b", "http://zeitung.example/a"),
        ("https://zeitung.example", "https://zeitung.example/"),
        ("https://zeitung.example/Größe x?q=ä", "https://zeitung.example/Gr%C3%B6%C3%9Fe%20x?q=%C3%A4"),
        ("https://zeitung.example/a%20b", "https://zeitung.example/a%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://zeitung.example/a?utm_source=rss&id=7&utm_medium=x", "https://zeitung.example/a?id=7"),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(given, usable):
    assert usable_address(given) == usable


@pytest.mark.parametrize(
    "given",
    ["", "zeitung.example", "ftp://zeitung.example/", "http://", "http://a b/", "http://x:99999/",
     "http://u:p@zeitung.example/", "http://zeitung.example\r\nX: y/", "http://[::1",
     "javascript:x", "http://zeitung.example/\ud800"],
)  # fmt: skip
def test_other_addresses_are_refused(given):
    with pytest.raises(RefusedError):
        usable_address(given)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.sampled_from(["http://", "https://", "HTTP://a", "//", ""]),
    st.text(
        st.one_of(st.sampled_from("az09.-_:@[]/%?#&=;ßä\\。 \t\n*"), st.characters()), max_size=40
    ),
)
def test_whatever_is_written_is_refused_or_has_one_plain_spelling(scheme, rest):
    try:
        usable = usable_address(scheme + rest)
    except RefusedError:
        return
    assert usable.isascii()
    assert usable.isprintable()
    assert " " not in usable
    assert usable_address(usable) == usable
    assert page_file(Path("blatt"), usable).parent.parent == Path("blatt")


@pytest.mark.parametrize(
    ("host", "site"),
    [("www.taz.example", "taz.example"), ("taz.example", "taz.example"), ("rss.a.b.de", "b.de"),
     ("www.blatt.co.at", "blatt.co.at"), ("127.0.0.1", "127.0.0.1"), ("swr.de", "swr.de")],
)  # fmt: skip
def test_the_site_of_a_host(host, site):
    assert site_of(f"http://{host}/") == site


@pytest.mark.parametrize(
    "url",
    ["http://h.test/../../etc/x", "http://h.test/%2e%2e%2f%2e%2e/x", "http://h.test/" + "a" * 900],
)  # fmt: skip
def test_files_stay_in_the_folder_and_their_names_short(tmp_path, url):
    path = page_file(tmp_path, usable_address(url))
    assert path.parent.parent == tmp_path
    assert len(path.name) < 100
    assert path == page_file(tmp_path, usable_address(url))
