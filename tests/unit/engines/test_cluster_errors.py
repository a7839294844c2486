"""What a cluster says, or that it says nothing, becomes one of our errors; no password is told."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines.base import Question
from search.engines.opensearch import OpenSearchEngine
from search.engines.opensearch.cluster import SETTING, Place
from search.errors import (
    CannotWriteError,
    EngineUnavailableError,
    IndexMissingError,
    StorageFullError,
    UsageError,
)
from search.query import plan
from search.service import SearchService
from tests.commands import call
from web import create_app

PASSWORD = "ganz#geheim/7"
LOGIN = "leserin:ganz%23geheim%2F7"
FULL = "index blocked by: [disk usage exceeded flood-stage watermark, read-only-allow-delete]"


class _Stub(ThreadingHTTPServer):
    """A cluster that says one thing alone."""

    def __init__(self, status: int, kind: str, body: bytes) -> None:
        self.said = status, kind, body
        self.asked: list[str | None] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Stub

    def answer(self) -> None:
        status, kind, body = self.server.said
        self.server.asked.append(self.headers["Authorization"])
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


for _method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
    setattr(_Handler, f"do_{_method}", _Handler.answer)


def _json(status, kind, reason):
    cause = {"type": kind, "reason": reason}
    return status, "application/json", json.dumps(
        {"error": {"root_cause": [cause], **cause}, "status": status}
    ).encode()  # fmt: skip


@contextlib.contextmanager
def _saying(said):
    with _Stub(*said) as stub:
        thread = threading.Thread(target=stub.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield stub, f"http://{LOGIN}@127.0.0.1:{stub.server_port}/presse"
        finally:
            stub.shutdown()
            thread.join()


@contextlib.contextmanager
def _nobody():
    """Give the address of a port that is taken and where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://{LOGIN}@127.0.0.1:{taken.getsockname()[1]}/presse"


def _told(error: BaseException | None) -> str:
    told = ""
    while error:
        told += f"{error!r} {error}"
        error = error.__cause__
    return told


ERRORS = [
    (_json(429, "circuit_breaking_exception", "Data too large"), EngineUnavailableError, "too la"),
    (_json(429, "rejected_execution_exception", "queue is full"), EngineUnavailableError, "queue"),
    (_json(500, "node_closed_exception", "node closed"), EngineUnavailableError, "node closed"),
    (_json(503, "cluster_manager_not_discovered", "no manager"), EngineUnavailableError, "no mana"),
    (_json(504, "timeout_exception", "too late"), EngineUnavailableError, "too late"),
    ((502, "text/html", b"<h1>Bad Gateway</h1>"), EngineUnavailableError, "cannot answer now"),
    ((401, "text/plain", b"Unauthorized"), UsageError, SETTING),
    (_json(403, "security_exception", "no permissions"), UsageError, "no permissions"),
    (_json(403, "cluster_block_exception", FULL), StorageFullError, "flood-stage"),
    (_json(429, "cluster_block_exception", FULL), StorageFullError, "flood-stage"),
    (_json(400, "mapper_parsing_exception", "strict"), CannotWriteError, "strict"),
    ((200, "text/html", b"<h1>Guten Tag</h1>"), UsageError, "no OpenSearch"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "error", "words"), ERRORS)
def test_what_a_cluster_says_is_one_of_our_errors(tmp_path, said, error, words):
    with _saying(said) as (stub, url):
        engine = OpenSearchEngine(tmp_path / "index", url)
        with pytest.raises(error, match=words) as caught:
            engine.answer(Question(plan=plan.Everything()))
    assert type(caught.value) is error
    assert stub.asked[0]
    assert stub.asked[0].startswith("Basic ")
    assert PASSWORD not in _told(caught.value)
    assert "geheim" not in _told(caught.value)


def test_a_cluster_without_our_alias_has_no_index(tmp_path):
    with _saying(_json(404, "aliases_not_found_exception", "missing")) as (_, url):
        engine = OpenSearchEngine(tmp_path / "index", url)
        with pytest.raises(IndexMissingError, match="--engine opensearch"):
            engine.answer(Question(plan=plan.Everything()))


def _search(tmp_path, monkeypatch, url):
    monkeypatch.setenv(SETTING, url)
    return call("search", "fluss", "--index", tmp_path / "index", "--engine", "opensearch")


def test_a_cluster_that_is_away_ends_the_command_with_75(tmp_path, monkeypatch):
    with _nobody() as url:
        outcome = _search(tmp_path, monkeypatch, url)
    assert outcome.code == 75
    assert "does not answer" in outcome.err
    assert "geheim" not in outcome.text


def test_a_refused_password_ends_the_command_with_2(tmp_path, monkeypatch):
    with _saying((401, "text/plain", b"Unauthorized")) as (_, url):
        outcome = _search(tmp_path, monkeypatch, url)
    assert outcome.code == 2
    assert SETTING in outcome.err
    assert "geheim" not in outcome.text


UNREADABLE = [
    "",
    "cluster.example",
    "ftp://u:geheim@cluster.example",
    "https://u:geheim@",
    "https://u:geheim@cluster.example:port/name",
    "https://u:geheim@a.example,,b.example/name",
    "https://u:geheim@cluster.example:99999/name",
    "https://u:9/geheim@cluster.example/name",
    "https://u:7#geheim@cluster.example/name",
    "https://u:a/geheim@cluster.example/name",
    "https://u:geheim@[cluster.example/name",
]


@pytest.mark.parametrize("url", UNREADABLE)
def test_a_setting_that_cannot_be_read_ends_the_command_with_2(tmp_path, monkeypatch, url):
    outcome = _search(tmp_path, monkeypatch, url)
    assert outcome.code == 2
    assert SETTING in outcome.err
    assert "geheim" not in outcome.text
    assert "Traceback" not in outcome.err


def test_the_setting_names_hosts_user_and_index():
    place = Place.of(f"https://{LOGIN}@a.example,b.example:9201/presse/")
    assert place.hosts == (("a.example", 443), ("b.example", 9201))
    assert place.user == ("leserin", PASSWORD)
    assert (place.secure, place.name) == (True, "presse")
    assert Place.of("http://[::1]").hosts == (("::1", 9200),)


def test_the_site_says_503_and_when_to_try_again(tmp_path):
    with _nobody() as url:
        engine = OpenSearchEngine(tmp_path / "index", url)
        service = SearchService(engine, tmp_path / "articles.sqlite", "index")
        app = create_app(service)
        answer = app.test_client().get("/?q=fluss")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "geheim" not in answer.text
