"""Ask one address once: connect to a checked number, bounded in time and size.

In: a usable address and header fields.  Out: status, header fields and the unpacked body.
The standard library's `http.client` does the protocol: a client library would bring its own name
look-up, redirects, proxies and unpacking, each of which has to be switched off or bounded here.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from corpus.errors import CorpusError, UnreadableArticleError
from corpus.fetch.addresses import Resolve, checked_numbers, system_resolve
from corpus.readers.decoding import GZIP_MAGIC, MAX_FILE_BYTES, gunzip

TIMEOUT_S = 30.0
READ_BYTES = 64 << 10


class FailedError(CorpusError):
    """No usable answer came; trying again later may help. The message is the reason."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `headers`: names in lower case; `body`: as served, but for its packing."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport:
    """Connections to checked numbers.

    `agent`: the User-Agent. `timeout_s`: for a whole answer from connecting on, so that a server
    that sends a byte now and then cannot hold us. `resolve`: host and port to IP addresses.
    """

    def __init__(
        self,
        agent: str,
        *,
        allow_private: bool = False,
        timeout_s: float = TIMEOUT_S,
        resolve: Resolve = system_resolve,
    ) -> None:
        self.agent = agent
        self.allow_private = allow_private
        self.timeout_s = timeout_s
        self._resolve = resolve

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def get(self, url: str, fields: Mapping[str, str] | None = None) -> Response:
        """Return the answer to one request; a redirect is an answer.

        Raises: RefusedError, FailedError.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        expired = threading.Event()
        try:
            numbers = checked_numbers(host, port, self._resolve, allow_private=self.allow_private)
            raw = self._connected(numbers, port)
            with raw if parts.scheme == "http" else self._wrapped(raw, host) as channel:
                timer = threading.Timer(self.timeout_s, _cut, (channel, expired))
                timer.daemon = True
                timer.start()
                try:
                    answer = self._exchange(channel, parts.netloc, target, fields or {}, url)
                finally:
                    timer.cancel()
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = self._late if expired.is_set() or isinstance(error, TimeoutError) else ""
            raise FailedError(reason or _reason(error)) from error
        if expired.is_set():  # a body without a length ends where the connection was cut
            raise FailedError(self._late)
        return answer

    @property
    def _late(self) -> str:
        return f"no whole answer within {self.timeout_s:g} s"

    def _connected(self, numbers: list[str], port: int) -> socket.socket:
        """Return a connection to the first number that takes one. Raises: OSError of the last."""
        failure = OSError("the host has no address")
        for number in numbers:
            try:
                found = socket.create_connection((number, port), self.timeout_s / len(numbers))
            except OSError as error:
                failure = error
            else:
                found.settimeout(self.timeout_s)
                return found
        raise failure

    def _wrapped(self, raw: socket.socket, host: str) -> ssl.SSLSocket:
        try:
            # The handshake comes later, under the timer.
            return self._tls.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
        except BaseException:
            raw.close()
            raise

    def _exchange(
        self, channel: socket.socket, netloc: str, target: str, fields: Mapping[str, str], url: str
    ) -> Response:
        if isinstance(channel, ssl.SSLSocket):
            channel.do_handshake()
        connection = http.client.HTTPConnection(netloc)
        connection.sock = channel
        connection.request(
            "GET",
            target,
            headers={
                "Host": netloc,
                "User-Agent": self.agent,
                "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **fields,
            },
        )
        with connection.getresponse() as answer:
            headers = {name.lower(): value.strip() for name, value in answer.getheaders()}
            body = _bounded(answer, headers)
        return Response(url, answer.status, headers, body)


def _cut(channel: socket.socket, expired: threading.Event) -> None:
    """End a connection from outside: whoever reads from it wakes up."""
    expired.set()
    try:
        # Not the method of SSLSocket: it takes away the object that another thread reads with.
        socket.socket.shutdown(channel, socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself meanwhile


def _bounded(answer: http.client.HTTPResponse, headers: Mapping[str, str]) -> bytes:
    """Return the body, unpacked, within the limits. Raises: FailedError."""
    parts: list[bytes] = []
    size = 0
    while part := answer.read(READ_BYTES):
        parts.append(part)
        size += len(part)
        if size > MAX_FILE_BYTES:
            raise FailedError(f"larger than {MAX_FILE_BYTES >> 20} MiB")
    # Read piece by piece, http.client tells nobody that the end is missing.
    if answer.length:
        raise FailedError(f"cut off after {size} bytes")
    body = b"".join(parts)
    coding = headers.get("content-encoding", "").lower()
    if coding in {"gzip", "x-gzip"} and body.startswith(GZIP_MAGIC):
        try:
            return gunzip(body)
        except UnreadableArticleError as error:
            raise FailedError(str(error)) from error
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise FailedError(f"packed with {coding[:40]}, which was not asked for")
    return body


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"no safe connection ({getattr(error, 'verify_message', '') or error.reason})"
    if isinstance(error, socket.gaierror):
        return "the host is not known"
    if isinstance(error, OSError):
        return f"no connection ({error.strerror or error})"
    return f"no HTTP answer ({type(error).__name__})"
