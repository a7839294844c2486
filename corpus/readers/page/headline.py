"""Choose the headline of a page among those it gives.

In: the headlines of JSON-LD and of social networks, the page's headings, its address.  Out: one.
Where they differ none is wrong: publishers write one for readers, one for search engines, one for
sharing.  The address was made from the first of them, so what it spells counts most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from operator import itemgetter
from urllib.parse import unquote, urlsplit

from corpus.readers.dates import parse_date
from corpus.readers.decoding import text_key
from corpus.readers.page.blocks import Line
from corpus.readers.page.head import names_of
from corpus.readers.page.metadata import Metadata
from corpus.readers.sections import MAX_TITLE_CHARS

MIN_SLUG_WORDS = 4
MIN_TITLE_CHARS = 15
YEAR_DIGITS = 4
MIN_SHOWN_WORDS = 3
LOWEST_RANK = 3
MAX_LINK_SHARE = 0.8
MAX_LINE_CHARS = 150
# What a page is called that nobody gave a title.
_SAYS_NOTHING = re.compile(
    r"^(?:|artikel|dokument|home|startseite|seite|neue seite \d*|unbenannt.{0,12}|untitled.{0,12})$"
    r"|druck(?:version|ansicht|en)|\bprint\b|drucken",
    re.I,
)
# What programs for writing call the title of a text that they save as a page.
_NAME = re.compile(r"(?:^|[-_\s])(?:title|titel|headline|(?:ü|ue)berschrift)(?:$|[-_\s])", re.I)
TITLE_LINES = 3
SIGNS = " |•·–—›»:/-"
MIN_LABEL_LETTERS = 5
_SITE_HEAD = re.compile(r"[^|│•–—›»-]{2,40}\s(?:[|│•–—›»-]|::|//)\s+(?=.{15})")
_SITE_TAIL = re.compile(r"\s+(?:(?:[|│•–—›»-]|::|//)\s+[^|│•›]{2,40}|:\s+[\d., :]{8,}(?:Uhr)?)$")
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")


def headline_of(facts: Metadata, shown: str, headings: Collection[str] = ()) -> str:
    """Return the headline.

    `shown`: as the page shows it, "" if it does not; `headings`: the keys of the page's headings,
    one of which then stands in for it.
    """
    headline = _without_site(facts.headline, shown, facts)
    shared = _without_site(facts.shared_title, shown, facts)
    titled = _without_site(facts.page_title, "", facts)
    if not headline or not shared or text_key(headline) == text_key(shared):
        told = shared or headline
        return shown if _tells_more(shown, told, titled, facts) else told or shown or titled
    keys = text_key(headline), text_key(shared), text_key(shown)
    spelled, other = _spelled(facts.url, shared), _spelled(facts.url, headline)
    if spelled and not other:
        return shared
    # "Kicker: headline", where the page shows the two apart.
    kicker, _, rest = shared.partition(": ")
    if rest and {text_key(kicker), text_key(rest)} <= set(headings):
        return rest
    # What is shared like the page's title was written for search engines.
    if keys[1] == text_key(titled) or (keys[0] == keys[2] and other > spelled):
        return headline
    if not shown:
        return shared if keys[1] in headings and keys[0] not in headings else headline
    # Shared titles are cut at some length, or shortened; the one JSON-LD gives never is.
    cut = keys[1] != keys[2] and keys[2].startswith(keys[1])
    if cut or len(set(keys)) == len(keys):
        return headline
    if keys[0] == keys[2] and set(keys[1].split()) < set(keys[0].split()) and not spelled:
        return headline
    return shared


def _tells_more(shown: str, told: str, titled: str, facts: Metadata) -> bool:
    """Tell if the headline a page shows is better than the one it tells programs.

    The address has more of its words, or the other was made for search engines and is longer or
    has half of its words.
    """
    keys = text_key(shown), text_key(told)
    if not all(keys) or _spelled_words(facts.url, shown) > _spelled_words(facts.url, told):
        return all(keys)
    words, others = (set(key.split()) for key in keys)
    made = keys[1] == text_key(titled) and len(words) >= MIN_SHOWN_WORDS
    if facts.headline or not made:
        return False
    # A kicker within the heading, which the other parts from it.
    kicker, parted, _ = told.partition(": ")
    if parted and keys[0].startswith(text_key(kicker)) and not shown.startswith(f"{kicker}:"):
        return False
    both = len(words & others)
    alike = 2 * both >= len(others) and both < min(len(words), len(others))
    return alike or keys[1].startswith(keys[0])


def shown_title(
    headings: Sequence[str], lines: Sequence[Line], page_title: str, told: Collection[str] = ()
) -> str:
    """Return the headline that a page shows, "" if it shows none.

    `headings`: its `h1`, of which the headline is one that programs are told (`told`), else the one
    that the page's title names first, which is not the site's or a menu's; without any in the title
    it is the first one. Where they are only links, as the site's name at the top is, or there are
    none, a lower heading that the title names is the headline.
    """
    title = f" {text_key(page_title[:MAX_TITLE_CHARS])} "
    linked = {
        text_key(line.text)
        for line in lines
        if line.level == 1 and line.link_share > MAX_LINK_SHARE
    }
    own = [one for one in headings if text_key(one) not in linked]
    keys = set(map(text_key, told)) - {""}
    if named := next((one for one in own if text_key(one) in keys), "") or _first_named(own, title):
        return named
    # "Aktuelles" above the headline says where the page belongs.
    if all(len(one.split()) < MIN_SHOWN_WORDS for one in own):
        lower = [one.text for one in lines if 1 < one.level <= LOWEST_RANK]
        lower = [text for text in lower if text_key(text) not in linked]
        if (named := _first_named(lower, title)) and len(named.split()) >= MIN_SHOWN_WORDS:
            return named
    if not own:
        for site in headings:
            if page_title.endswith(site) and (rest := page_title.removesuffix(site).strip(SIGNS)):
                return rest
    return _first_named(headings, title) or next(iter(own or headings), "")


def untold_title(lines: Sequence[Line], page_title: str) -> str:
    """Return the line that is the headline of a page which sets none as such, else "".

    It is the first that the page's title names, or the first bold one where that says nothing: so
    were pages of long ago set, and those to be printed are.
    """
    short = [one for one in lines if len(one.text) <= MAX_LINE_CHARS and not one.links]
    may_be = [one for one in short if len(one.text.split()) >= MIN_SHOWN_WORDS]
    if named := _first_named([one.text for one in may_be], f" {text_key(page_title)} "):
        return named
    if not _SAYS_NOTHING.search(page_title):
        return ""
    titles = (one.text for one in lines[:TITLE_LINES] if _NAME.search(names_of(one.tag)))
    headings = (one.text for one in lines if 1 < one.level <= LOWEST_RANK)
    bold = (one.text for one in may_be if one.all_bold)
    return next((text for text in (*titles, *headings, *bold) if not parse_date(text)), "")


def _first_named(headings: Sequence[str], title: str) -> str:
    """Return the heading that a title (a key between blanks) names first, else ""."""
    places = ((title.find(f" {key} "), one) for one in headings if (key := text_key(one)))
    return min(((at, one) for at, one in places if at >= 0), key=itemgetter(0), default=(0, ""))[1]


def _spelled(url: str, title: str) -> bool:
    """Tell if one part of an address holds every word of a title."""
    words = set(_plain(title))
    if len(words) < MIN_SLUG_WORDS:
        return False
    path = unquote(urlsplit(url).path)
    return any(words <= set(_plain(part)) for part in path.split("/") if "-" in part)


def _spelled_words(url: str, title: str) -> int:
    """Return how many words of a title the longest part of an address spells, 0 for a short one."""
    parts = unquote(urlsplit(url).path).split("/")
    words = [{w for w in _plain(part) if not w.isdecimal()} for part in parts if "-" in part]
    spelled = max(words, key=len, default=set())
    return len(spelled & set(_plain(title))) if len(spelled) >= MIN_SLUG_WORDS else 0


def _plain(text: str) -> list[str]:
    letters = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    return _WORD.findall("".join(ch for ch in letters if not unicodedata.combining(ch)))


def _without_site(title: str, shown: str, facts: Metadata) -> str:
    """Return a title without the site's name or date behind its last dash or bar, or before it."""
    title = title[:MAX_TITLE_CHARS]
    _, bar, rest = title.partition(" | ")
    if bar and shown and text_key(rest).startswith(text_key(shown)):
        title = rest
    if (head := _SITE_HEAD.match(title)) and _is_site(head[0], facts):
        title = title[head.end() :]
    while cut := _SITE_TAIL.search(title):
        if len(title[: cut.start()]) <= MIN_TITLE_CHARS and not _is_site(cut[0], facts):
            break
        if shown and text_key(title) == text_key(shown):
            break
        rest = title[: cut.start()]
        if "|" not in cut[0]:
            # A dash may belong to the headline, unless the page's own ends there.
            key, end = text_key(shown), text_key(rest)
            ends = bool(key) and (end.startswith(key) or end.endswith(key))
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
