"""Which addresses may be asked: of the web, of a public machine, of the site that was named.

In: addresses as feeds write them, hosts as resolvers answer.  Out: one spelling an address, the
number to connect to, or a `RefusedError` with the reason.  A name is looked up once and the number
that was checked is the number that is connected to, so a resolver that answers differently the
second time (DNS rebinding) gains nothing.
Source: https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from corpus.errors import CorpusError

MAX_ADDRESS_CHARS = 2000
# Of a host with more numbers these are tried: one may be of a network that is not there (IPv6).
MAX_NUMBERS = 4
Resolve = Callable[[str, int], list[str]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
# What campaigns add to a link: it names the feed, not the article.
_TRACKING = re.compile(r"(?:utm_\w+|wt_?mc|at_\w+|fbclid|gclid)", re.I)
# Second levels under which names are registered, as in co.at or com.tr.
_SECOND_LEVELS = frozenset("ac co com edu gob gov gv net or org".split())
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+", re.I)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(CorpusError):
    """An address that must not be asked; the message is the reason without the address.

    `asked`: another address was asked before, which led here.
    """

    asked = False


def usable_address(address: str) -> str:
    """Return the one spelling of a web address: no fragment, no campaign, host in ASCII.

    Raises: RefusedError if it is none of the web, carries a password or cannot be read.
    """
    try:
        address.encode()  # half characters cannot be asked for
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError) as error:
        raise RefusedError("not a web address") from error
    if parts.scheme not in {"http", "https"}:
        raise RefusedError("not a web address (http or https)")
    if not _HOST.fullmatch(host) or len(address) > MAX_ADDRESS_CHARS:
        raise RefusedError("not a web address")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("carries a user name or password")
    shown = f"[{host}]" if ":" in host else host
    if port not in {None, 80 if parts.scheme == "http" else 443}:
        shown += f":{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = quote(parts.query, safe=_PATH_SAFE + "?")
    if any(_TRACKING.fullmatch(name) for name, _ in pairs):
        query = urlencode([pair for pair in pairs if not _TRACKING.fullmatch(pair[0])])
    path = quote(parts.path or "/", safe=_PATH_SAFE)
    return urlunsplit((parts.scheme, shown, path, query, ""))


def host_of(address: str) -> str:
    """Return host and port of a usable address: what robots.txt and delays hold for."""
    return urlsplit(address).netloc


def site_of(address: str) -> str:
    """Return the site an address belongs to: the registered name, or the number itself."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    labels = host.split(".")
    if ":" in host or labels[-1].isdecimal():
        return host
    deep = len(labels) > 2 and labels[-2] in _SECOND_LEVELS and len(labels[-1]) == 2
    return ".".join(labels[-3 if deep else -2 :])


def require_site(address: str, sites: Collection[str]) -> None:
    """Raise RefusedError unless an address belongs to one of these sites or hosts."""
    host = urlsplit(address).hostname or ""
    if site_of(address) not in sites and host not in sites:
        raise RefusedError(f"{host} is another site (--host {host} allows it)")


def system_resolve(host: str, port: int) -> list[str]:
    """Return the numbers of a host as the system knows them. Raises: OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_numbers(host: str, port: int, resolve: Resolve, *, allow_private: bool) -> list[str]:
    """Return the numbers to connect to. Raises: RefusedError if one is not public, OSError."""
    numbers = resolve(host, port)
    for number in numbers:
        if not allow_private and not is_public(number):
            raise RefusedError(f"{number} is no public address (--allow-private allows it)")
    return numbers[:MAX_NUMBERS]


def is_public(number: str) -> bool:
    """Tell if an IP address is reachable by everyone, whatever it is wrapped in."""
    try:
        address: IPAddress = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner: list[IPAddress | None] = []
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64 or int(address) < 1 << 32:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    carried = [one for one in inner if one is not None]
    # A mapped address is "not global" itself in some versions of Python and is judged by its core.
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return all(is_public(str(one)) for one in carried)
    plain = address.is_global and not address.is_multicast and not address.is_reserved
    plain = plain or address in _NAT64
    return plain and all(is_public(str(one)) for one in carried)
