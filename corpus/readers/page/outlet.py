"""Find the name of the outlet among those that a page gives.

In: names of publisher and site, and the page's address.  Out: the outlet's name as readers know it,
else its host.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from corpus.readers.decoding import text_key
from corpus.readers.people import FIRM, UNFILLED

_BARE_ADDRESS = re.compile(r"(?i)(?:https?://)?www\.([^\s/]+)/?|https?://([^\s/]+)/?")
_NO_OUTLET = frozenset(
    "aktuelles artikel blog home homepage index news publisher site start startseite verlag"
    " webseite website".split()
)
_PARTS = re.compile(r"\s+[|·•–—-]+\s+")
MIN_NAME_LETTERS = 3


def outlet_of(names: Sequence[str], titles: Collection[str], host: str) -> str:
    """Return the outlet's name, its host where it calls itself as this page, or nothing.

    `names`: as given, that of the publisher first; `titles`: the page's, as keys of `text_key`.
    """
    usable = [
        name
        for name in names
        if not UNFILLED.search(name) and text_key(name) not in {*titles, *_NO_OUTLET, ""}
    ]
    # A publishing house may have many outlets.
    usable.sort(key=lambda name: bool(FIRM.search(name)))
    if not usable:
        return host
    name = _without_slogan(usable[0], host)
    address = _BARE_ADDRESS.fullmatch(name)
    return (address[1] or address[2]) if address else name


def _without_slogan(name: str, host: str) -> str:
    """Return the part of "Bote – Alles aus Aulen" that the host names, else all of it."""
    site = _letters(host)
    parts = [part for part in _PARTS.split(name) if len(_letters(part)) >= MIN_NAME_LETTERS]
    named = [part for part in parts if _letters(part) in site or site in _letters(part)]
    return named[0] if site and named else name


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.lower()))
