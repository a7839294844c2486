"""Addresses of articles on the web, as pages, feeds, wires and tables give them.

In: a value of a file that should be an address.  Out: an address without fragment, the host in it
as readers write it, or "".
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from corpus.readers.decoding import clean

MAX_ADDRESS_CHARS = 2000
# A web archive is no outlet: its address holds that of the page it kept, behind the day.
_ARCHIVED = re.compile(r"https?://[^?#]{3,200}/[\d.-]{4,20}[a-z_]*/(https?):/{1,2}([^/].+)", re.I)


def web_address(value: object, base: str = "") -> str:
    """Return a web address without fragment, or "" if the value is none."""
    if not isinstance(value, str) or len(value) > MAX_ADDRESS_CHARS:
        return ""
    try:
        parts = urlsplit(urljoin(base, clean(value)))
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return parts._replace(fragment="").geturl() if usable else ""


def original_of(url: str) -> str:
    """Return the address of the page that a web archive kept, else the address itself."""
    kept = _ARCHIVED.match(url)
    return f"{kept[1]}://{kept[2]}" if kept else url


def host_of(url: str) -> str:
    """Return the host of an address as readers write it, "" if it has none."""
    host = (urlsplit(original_of(url)).hostname or "").removeprefix("www.")
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host
