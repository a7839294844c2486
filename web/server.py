"""Serve the site with gunicorn: worker processes, limits on what a request may be.

In: how to make the site.  Out: never returns. Each worker opens the index for itself.
"""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.sync import SyncWorker

from search import SearchService
from search.errors import FundstelleError
from web.app import create_app
from web.security import HEADERS, MAX_TARGET_BYTES

logger = logging.getLogger(__name__)


class _Worker(SyncWorker):  # type: ignore[misc]
    """A worker whose refusals of unreadable requests carry our headers too."""

    def handle_error(
        self, req: object, client: socket.socket, addr: object, exc: BaseException
    ) -> None:
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("refused: %s", type(exc).__name__)
        try:
            client.sendall(refusal(exc))
        except OSError:
            self.log.debug("the client was gone before the refusal")


OPTIONS = {
    "worker_class": _Worker,
    "limit_request_line": MAX_TARGET_BYTES,
    "limit_request_fields": 50,
    "limit_request_field_size": 8190,
    "timeout": 10,
    "graceful_timeout": 15,
    "max_requests": 2000,
    "max_requests_jitter": 200,
    "accesslog": None,
    "loglevel": "warning",
    "control_socket_disable": True,
}


def refusal(error: Exception) -> bytes:
    """Return the whole answer to a request that could not be read."""
    status, text = "400 Bad Request", "Die Anfrage ist nicht lesbar."
    if isinstance(error, LimitRequestLine):
        status, text = "414 URI Too Long", "Die Adresse ist zu lang. Bitte die Anfrage kürzen."
    elif isinstance(error, LimitRequestHeaders):
        status, text = "431 Request Header Fields Too Large", "Die Kopfzeilen sind zu groß."
    body = (
        f'<!doctype html><html lang="de"><meta charset="utf-8"><title>{status[:3]} – Fundstelle'
        f"</title><h1>{text}</h1>\n"
    ).encode()
    fields = {
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        **HEADERS,
    }
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with settings from here, not from a file or the command line."""

    def __init__(
        self, factory: Callable[[], Flask | SearchService], options: dict[str, object]
    ) -> None:
        self._factory, self._options = factory, options
        super().__init__()

    def load_config(self) -> None:
        """Set what is known to this gunicorn (an older one lacks the control socket)."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the site, once in each worker."""
        made = self._factory()
        if isinstance(made, Flask):
            return made
        try:
            made.warm()
        except FundstelleError as error:
            logger.error("serving without an index for now: %s", error)
        return create_app(made)


def run(
    factory: Callable[[], Flask | SearchService], *, host: str, port: int, workers: int
) -> None:
    """Serve until stopped; `factory` makes the site, or the search service to put it on."""
    sys.stderr.write(f"Fundstelle is at http://{host}:{port}/ (stop with Ctrl+C)\n")
    sys.stderr.flush()
    _Server(factory, {**OPTIONS, "bind": f"{host}:{port}", "workers": workers}).run()
