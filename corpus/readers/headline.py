"""Choose the headline of a page among those it gives.

In: the headlines of JSON-LD, of social networks and of the page's `h1`, and the address.  Out: one.
Where they differ none is wrong: publishers write one for readers, one for search engines, one for
sharing.  The address was made from the first of them, so what it spells counts most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from urllib.parse import unquote, urlsplit

from corpus.readers.body import text_key
from corpus.readers.metadata import Metadata
from corpus.readers.sections import MAX_TITLE_CHARS

MIN_SLUG_WORDS = 4
MIN_TITLE_CHARS = 15
YEAR_DIGITS = 4
MIN_LABEL_LETTERS = 5
_SITE_TAIL = re.compile(r"\s+(?:(?:[|•–—›»-]|::|//)\s+[^|•›]{2,40}|:\s+[\d., :]{8,}(?:Uhr)?)$")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")


def headline_of(facts: Metadata, shown: str, headings: Collection[str] = ()) -> str:
    """Return the headline.

    `shown`: the page's `h1`, "" if it has none outside its navigation; `headings`: the keys of its
    other headings, one of which then stands in for it.
    """
    headline = _without_site(facts.headline, shown, facts)
    shared = _without_site(facts.shared_title, shown, facts)
    keys = text_key(headline), text_key(shared), text_key(shown)
    if all(keys[:2]) and keys[0] != keys[1]:
        spelled, other = _spelled(facts.url, shared), _spelled(facts.url, headline)
        if spelled and not other:
            return shared
        # "Kicker: headline", where the page shows the two apart.
        kicker, _, rest = shared.partition(": ")
        if rest and {text_key(kicker), text_key(rest)} <= set(headings):
            return rest
        if other and not spelled and keys[0] == keys[2]:
            return headline
        if not shown:
            return shared if keys[1] in headings and keys[0] not in headings else headline
        # Shared titles are cut at some length, or shortened; the one JSON-LD gives never is.
        if keys[2].startswith(keys[1]) or len(set(keys)) == len(keys):
            return headline
        if keys[0] == keys[2] and set(keys[1].split()) < set(keys[0].split()) and not spelled:
            return headline
    return shared or headline or shown or _without_site(facts.page_title, "", facts)


def shown_title(headings: Sequence[str], page_title: str) -> str:
    """Return which of a page's `h1` is its headline: the one that its title names first.

    Others are names of the site or of its menus. Without any in the title it is the first one.
    """
    title = f" {text_key(page_title[:MAX_TITLE_CHARS])} "
    named = [
        (at, one)
        for one in headings
        if (key := text_key(one)) and (at := title.find(f" {key} ")) >= 0
    ]
    if named:
        return min(named, key=lambda found: found[0])[1]
    return next(iter(headings), "")


def _spelled(url: str, title: str) -> bool:
    """Tell if one part of an address holds every word of a title."""
    words = set(_plain(title))
    if len(words) < MIN_SLUG_WORDS:
        return False
    path = unquote(urlsplit(url).path)
    return any(words <= set(_plain(part)) for part in path.split("/") if "-" in part)


def _plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    return _WORD.findall("".join(ch for ch in letters if not unicodedata.combining(ch)))


def _without_site(title: str, shown: str, facts: Metadata) -> str:
    """Return a title without the site's name or date behind its last dash or bar, or before it."""
    title = title[:MAX_TITLE_CHARS]
    _, bar, rest = title.partition(" | ")
    if bar and shown and text_key(rest).startswith(text_key(shown)):
        title = rest
    while cut := _SITE_TAIL.search(title):
        if len(title[: cut.start()]) <= MIN_TITLE_CHARS and not _is_site(cut[0], facts):
            break
        if shown and text_key(title) == text_key(shown):
            break
        rest = title[: cut.start()]
        if "|" not in cut[0]:
            # A dash may belong to the headline, unless the page's own ends there.
            ends = bool(shown) and text_key(rest).startswith(text_key(shown))
            if not ends and not _is_site(cut[0], facts):
                break
        title = rest
    return title


def _is_site(tail: str, facts: Metadata) -> bool:
    """Tell if the end of a title names the publisher or the host, or is a date, not just a year."""
    host = urlsplit(facts.url).hostname or ""
    site = "".join(_plain(f"{facts.source} {host}"))
    words = "".join(_plain(tail))
    label = "".join(_plain(host.rpartition(".")[0].rpartition(".")[2]))
    named = len(label) >= MIN_LABEL_LETTERS and label in words and len(words) <= 2 * len(label)
    return words in site or named or (words.isdecimal() and len(words) > YEAR_DIGITS)
