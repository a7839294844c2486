"""One key for the address of an article, so that a host is the beginning of all its pages.

In: an address as the page or the reader writes it.  Out: its key: the labels of the host from the
right, each with a comma, then the path: "https://www.beispiel.de/a?b=1#c" → "de,beispiel,)/a?b=1".
Scheme, "www.", port, fragment and a slash at the end make no difference.
Source: Sort-friendly URI Reordering Transform (SURT) of the web archives,
http://crawler.archive.org/articles/user_manual/glossary.html
"""

from __future__ import annotations

from urllib.parse import urlsplit

_HOST_END = ")"


def address_key(address: str) -> str:
    """Return the key of a whole address; empty if it has no host."""
    try:
        parts = urlsplit(address.strip() if "://" in address else f"//{address.strip()}")
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # such as an unfinished IPv6 address
        return ""
    if not host:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    path = parts.path.rstrip("/")
    return "".join(f"{label}," for label in reversed(host.split("."))) + _HOST_END + path + query


def asked_address(address: str) -> tuple[str, bool]:
    """Return the key that a reader asks for, and whether it is the whole address.

    With "https://" and a path the page itself is meant, else everything beneath: "beispiel.de"
    with all its hosts and pages, "beispiel.de/sport" with all that begins so.
    """
    key = address_key(address)
    host, _, path = key.partition(_HOST_END)
    if not path:
        return host, False
    return key, "://" in address
