"""Serve the site with gunicorn: worker processes, limits on what a request may be.

In: how to make the site.  Out: never returns.
The first process opens the index and forks the workers, which share its memory and are warm at
once. A worker that meets a newer generation answers from it and ends, because what it opened
itself is its own; the one that takes its place shares again.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.sync import SyncWorker

from search import SearchService
from search.errors import FundstelleError, UsageError
from web.app import create_app
from web.metrics import ROWS
from web.security import HEADERS, MAX_TARGET_BYTES

logger = logging.getLogger(__name__)

# So many new objects are there before the collector looks for circles among them: a page makes
# thousands, and leaves a dozen in such. Python's 700 would let it look several times a page.
YOUNG = 20_000


class _Worker(SyncWorker):  # type: ignore[misc]
    """A worker that ends with its generation, and whose refusals carry our headers too."""

    generation = ""  # the one that was live when this worker was forked
    row = 0  # where it counts its answers

    def handle(self, listener: object, client: socket.socket, addr: object) -> None:
        """Answer one request; the last one if it met another generation."""
        super().handle(listener, client, addr)
        if _generation(self.wsgi) != self.generation:
            self.alive = False

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


def _service(site: Flask) -> SearchService:
    service: SearchService = site.extensions["search"]
    return service


def _generation(site: Flask) -> str:
    try:
        return _service(site).info().generation
    except FundstelleError:
        return ""


def _before_fork(server: Arbiter, worker: _Worker) -> None:
    """Open the live generation here, so that the worker to be forked shares it."""
    site = server.app.wsgi()
    worker.generation = _generation(site)
    taken = {other.row for other in server.WORKERS.values()}
    worker.row = next((row for row in range(ROWS) if row not in taken), 0)
    try:
        _service(site).before_fork()
    except FundstelleError as error:
        logger.error("serving without an index for now: %s", error)
    # What the collector never looks at again stays shared; of an older generation nothing stays.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _after_fork(server: Arbiter, worker: _Worker) -> None:
    server.app.wsgi().extensions["counts"].row = worker.row


OPTIONS = {
    "worker_class": _Worker,
    "preload_app": True,
    "pre_fork": _before_fork,
    "post_fork": _after_fork,
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

    def __init__(self, factory: Callable[[], SearchService], options: dict[str, object]) -> None:
        self._factory, self._options = factory, options
        super().__init__()

    def load_config(self) -> None:
        """Set what is known to this gunicorn (an older one lacks the control socket)."""
        for name, value in self._options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the site, once for all workers."""
        site = create_app(self._factory())
        for name in site.jinja_env.list_templates():
            site.jinja_env.get_template(name)
        return site


def run(factory: Callable[[], SearchService], *, host: str, port: int, workers: int) -> None:
    """Serve until stopped; `factory` makes the search service to put the site on.

    Raises: UsageError if nobody can listen on that address.
    """
    _try(host, port)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # The path below which a proxy has the site; gunicorn takes it from the environment too.
    root = os.environ.get("SCRIPT_NAME", "")
    sys.stderr.write(f"Fundstelle is at http://{address}{root}/ (stop with Ctrl+C)\n")
    sys.stderr.flush()
    _Server(factory, {**OPTIONS, "bind": address, "workers": workers}).run()


def _try(host: str, port: int) -> None:
    """Listen once: gunicorn would try for five seconds, and end with the code for "no hits"."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, number, _, address = found[0]
        with socket.socket(family, kind, number) as probe:
            # As gunicorn does: connections of a server that has just ended are no reason.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        raise UsageError(
            f"cannot serve on {host} port {port}: {error.strerror}: choose with --host and --port"
        ) from error
