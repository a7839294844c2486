"""Texts come compressed to whoever takes them so, and are the same texts."""

from __future__ import annotations

import gzip

import pytest

from web import create_app
from web.security import HEADERS

TAKES = {"Accept-Encoding": "gzip, deflate, br"}
PLAIN = ("", "identity", "br", "gzip;q=0", "deflate;q=1, gzip;q=0")
LONG = (
    "/", "/hilfe", "/suche?q=Macht", "/artikel/macht", "/feed.atom?q=Macht", "/gibt-es-nicht",
    "/api/v1/openapi.json", "/static/fundstelle.css", "/metrics",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(service):
    return create_app(service).test_client()


def steady(text: str) -> str:
    """Leave out what two answers never share: the time a search takes."""
    return "".join(
        line for line in text.splitlines() if " s</p>" not in line and " s\n" not in line
    )


@pytest.mark.parametrize("path", LONG)
def test_a_text_is_smaller_and_the_same(client, path):
    plain, packed = (client.get(path, headers=h, buffered=True) for h in ({}, TAKES))
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < 0.7 * len(plain.data)
    if path != "/metrics":  # which counts these two
        told = gzip.decompress(packed.data).decode()
        assert [len(line) for line in steady(told)] == [len(line) for line in steady(plain.text)]
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert client.head(path, headers=TAKES, buffered=True).data == b""


@pytest.mark.parametrize("taken", PLAIN)
def test_who_does_not_take_it_gets_the_text_as_it_is(client, taken):
    answer = client.get("/hilfe", headers={"Accept-Encoding": taken})
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


def test_what_is_short_stays_as_it_is(client):
    assert "Content-Encoding" not in client.get("/robots.txt", headers=TAKES).headers


@pytest.mark.parametrize("path", ["/feed.atom?q=Macht", "/static/fundstelle.css"])
def test_who_has_a_compressed_text_need_not_load_it_again(client, path):
    tag = client.get(path, headers=TAKES, buffered=True).headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get(path, headers={**TAKES, "If-None-Match": tag}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers


def test_a_part_of_a_file_is_a_part_of_its_text(client):
    wanted = {**TAKES, "Range": "bytes=3-12"}
    part = client.get("/static/fundstelle.css", headers=wanted, buffered=True)
    whole = client.get("/static/fundstelle.css", buffered=True)
    assert (part.status_code, part.data) == (206, whole.data[3:13])
    assert "Content-Encoding" not in part.headers
    packed = client.get("/static/fundstelle.css", headers=TAKES, buffered=True)
    assert "Accept-Ranges" not in packed.headers
