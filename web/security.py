"""Headers and limits, the same on every answer, errors and static files included.

In: every request and response.  Out: the response with the headers promised in `web/README.md`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, request
from werkzeug.exceptions import BadHost, SecurityError

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
METHODS = ("GET", "HEAD")
MAX_BODY_BYTES = 16 * 1024
# gunicorn refuses a longer request line before it gets here; this holds under any other server.
MAX_TARGET_BYTES = 4094
KEEP = "public, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"


@cache
def digest(name: str) -> str:
    """Return twelve hex digits that change with the content of a static file."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def register(app: Flask) -> None:
    """Install the checks and headers."""

    @app.before_request
    def within_limits() -> None:
        # Without a host there are no URLs to put on the page of another error.
        if isinstance(request.routing_exception, BadHost | SecurityError):
            raise request.routing_exception
        if (request.content_length or 0) > MAX_BODY_BYTES:
            abort(413)
        if len(request.environ.get("RAW_URI") or request.full_path.encode()) > MAX_TARGET_BYTES:
            abort(414)
        if request.method not in METHODS:
            abort(405)
        if not _is_utf8(request.query_string):
            abort(400, "Die Adresse enthält Zeichen, die kein UTF-8 sind.")

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response.headers["Cache-Control"] = _cache_control(response)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(METHODS)
        return response


def _is_utf8(query: bytes) -> bool:
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True


def _cache_control(response: Response) -> str:
    """Say how long an answer may be kept: what can be asked for again by its ETag, till then."""
    if _may_keep(response):
        return KEEP
    return ASK_AGAIN if response.get_etag()[0] else "no-store"


def _may_keep(response: Response) -> bool:
    """Say whether this is a static file asked for under the hash of its present content."""
    if request.endpoint != "static" or response.status_code not in (200, 304):
        return False
    return request.args.get("v") == digest(str((request.view_args or {})["filename"]))
