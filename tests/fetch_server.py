"""A web of invented hosts on one local server, and a clock that never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from corpus.fetch import FetchOptions, FetchReport, Transport, fetch_articles

Answer = tuple[int, dict[str, str], bytes]
PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"""


def page(title: str, text: str = "", **fields: str) -> Answer:
    """An article page."""
    text = text or f"{title}: Der Kreistag hat am Abend lange über die Brücke beraten. " * 6
    headers = {"Content-Type": "text/html; charset=utf-8"}
    headers |= {name.replace("_", "-"): value for name, value in fields.items()}
    return 200, headers, PAGE.format(title=title, text=text).encode()


class Web:
    """Answers by path for every host name; `asked` holds (host, path, header fields)."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.time = 1_750_000_000.0
        self.slept: list[float] = []
        self.port = 0

    def url(self, path: str, host: str = "zeitung.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def feed(self, *links: str, stamp: str = "Mon, 02 Jun 2025 08:00:00 +0200") -> Answer:
        items = "".join(
            f"<item><title>Nr. {n}</title><link>{escape(link)}</link>"
            f"<pubDate>{stamp}</pubDate></item>"
            for n, link in enumerate(links)
        )
        text = f"<rss version='2.0'><channel><title>Blatt</title>{items}</channel></rss>"
        return 200, {"Content-Type": "application/rss+xml"}, text.encode()

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def transport(self, **options) -> Transport:
        given = {"allow_private": True, "resolve": lambda host, port: ["127.0.0.1"]}
        return Transport("Fundstelle/test", **given | options)

    def fetch(self, folder: Path, *paths: str, transport=None, **options) -> FetchReport:
        return fetch_articles(
            [self.url(path) if path.startswith("/") else path for path in paths],
            folder,
            FetchOptions(**options),
            transport=transport or self.transport(),
            now=lambda: self.time,
            sleep=self.sleep,
        )


@contextmanager
def serving(web: Web):
    """Serve a web on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fields = {name.lower(): value for name, value in self.headers.items()}
            web.asked.append((fields["host"].partition(":")[0], self.path, fields))
            found = web.answers.get(self.path, (404, {}, b"not here"))
            status, headers, body = found(fields) if callable(found) else found
            self.send_response(status)
            if "Content-Length" not in headers and status != 304:
                self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # whoever asked may have gone: its limits are what is tested
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
