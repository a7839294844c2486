"""What the environment sets, and where files lie by default.

In: environment variables.  Out: their values, those that are not set by their defaults.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from search.errors import UsageError

# Dates without a zone, and days and months in queries, are read in this time zone.
SITE_ZONE = "Europe/Berlin"
# The environment variables that are read, and their defaults; `search/README.md` tells what each is
# for (a test asks for all of them).
DEFAULTS = {
    "FUNDSTELLE_INDEX": ".fundstelle/index",
    "FUNDSTELLE_SHOWN_COPY": "first",
    "FUNDSTELLE_CACHE": "~/.cache/fundstelle",
    "FUNDSTELLE_OPENSEARCH_URL": "",
    "FUNDSTELLE_OPENSEARCH_SHARDS": "1",
    "FUNDSTELLE_TRUSTED_HOSTS": "",
    "FUNDSTELLE_TRUSTED_PROXIES": "0",
    "FUNDSTELLE_CONTACT": "",
    "NO_COLOR": "",
}


def setting(name: str) -> str:
    """Return the value of a setting; one that is empty has its default."""
    return os.environ.get(name) or DEFAULTS[name]


def _number(name: str, least: int) -> int:
    """Return the number, up to 999, that a setting is. Raises UsageError."""
    text = setting(name)
    if not re.fullmatch("0|[1-9][0-9]{0,2}", text) or int(text) < least:
        raise UsageError(f"{name} is {text!r}, no number from {least} to 999")
    return int(text)


def zoned(moment: datetime) -> datetime:
    """Return a moment with its zone; one without is meant by the site's clock."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(SITE_ZONE))


def local(moment: datetime) -> datetime:
    """Return a moment by the site's clock: its day is the one that is told, cited and counted."""
    return zoned(moment).astimezone(ZoneInfo(SITE_ZONE))


def default_index() -> Path:
    """Return the index directory to use when none is named."""
    return Path(setting("FUNDSTELLE_INDEX"))


def shown_copy() -> str:
    """Return the rule which copy of a text is shown."""
    return setting("FUNDSTELLE_SHOWN_COPY")


def cache_directory() -> Path:
    """Return where things are kept that can be made again."""
    base = os.environ.get("XDG_CACHE_HOME")
    if base and not os.environ.get("FUNDSTELLE_CACHE"):
        return Path(base).expanduser() / "fundstelle"
    return Path(setting("FUNDSTELLE_CACHE")).expanduser()


def opensearch_settings() -> tuple[str, int]:
    """Return where the cluster is and how many shards an index has there. Raises UsageError."""
    url = setting("FUNDSTELLE_OPENSEARCH_URL")
    if not url:
        raise UsageError(
            "--engine opensearch wants FUNDSTELLE_OPENSEARCH_URL, as "
            "https://user:password@host:9200/name"
        )
    return url, _number("FUNDSTELLE_OPENSEARCH_SHARDS", 1)


def trusted_proxies() -> int:
    """Return how many proxies stand in front of the site. Raises UsageError."""
    return _number("FUNDSTELLE_TRUSTED_PROXIES", 0)


def default_store(index: Path) -> Path:
    """Return the article store that belongs to an index directory: beside it."""
    return index.parent / "articles.sqlite"


def reported_of(index: Path) -> Path:
    """Return the file that knows what of an index was reported of saved searches: beside it."""
    return index.parent / f"{shelf_of(index)}.gemeldet.json"


def shelf_of(index: Path) -> str:
    """Return the shelf of an index in its store: the name of its directory."""
    return index.absolute().name
