"""Settings as data: name, default, meaning. The documentation and `stats` read this table.

In: the environment.  Out: values with their defaults filled in.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from search.errors import UsageError

# Dates without a zone, and days and months in queries, are read in this time zone.
SITE_ZONE = "Europe/Berlin"


class Setting(NamedTuple):
    """An environment variable the program reads."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("FUNDSTELLE_INDEX", ".fundstelle/index", "directory of the index"),
    Setting(
        "FUNDSTELLE_SHOWN_COPY",
        "first",
        "which copy of a text stands for all: first, longest, or outlets separated by commas",
    ),
    Setting("FUNDSTELLE_CACHE", "~/.cache/fundstelle", "what is learned of German once a machine"),
    Setting(
        "FUNDSTELLE_OPENSEARCH_URL",
        "",
        "cluster of `--engine opensearch`: https://user:password@host:9200,host2:9200/name",
    ),
    Setting("FUNDSTELLE_OPENSEARCH_SHARDS", "1", "parts that a full build cuts its index into"),
    Setting("FUNDSTELLE_TRUSTED_HOSTS", "", "host names the site answers to, separated by commas"),
    Setting("FUNDSTELLE_TRUSTED_PROXIES", "0", "how many proxies stand in front of the site"),
    Setting("FUNDSTELLE_CONTACT", "", "mail or web address that `fetch` tells the hosts it asks"),
    Setting("NO_COLOR", "", "any value switches colours off"),
)


def zoned(moment: datetime) -> datetime:
    """Return a moment with its zone; one without is meant by the site's clock."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(SITE_ZONE))


def local(moment: datetime) -> datetime:
    """Return a moment by the site's clock: its day is the one that is told, cited and counted."""
    return zoned(moment).astimezone(ZoneInfo(SITE_ZONE))


def default_index() -> Path:
    """Return the index directory to use when none is named."""
    return Path(os.environ.get("FUNDSTELLE_INDEX") or SETTINGS[0].default)


def shown_copy() -> str:
    """Return the rule which copy of a text is shown."""
    return os.environ.get("FUNDSTELLE_SHOWN_COPY") or "first"


def cache_directory() -> Path:
    """Return where things are kept that can be made again."""
    named = os.environ.get("FUNDSTELLE_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(named).expanduser() if named else Path(base).expanduser() / "fundstelle"


def opensearch_settings() -> tuple[str, int]:
    """Return where the cluster is and how many shards an index has there. Raises UsageError."""
    url = os.environ.get("FUNDSTELLE_OPENSEARCH_URL", "")
    if not url:
        raise UsageError(
            "--engine opensearch wants FUNDSTELLE_OPENSEARCH_URL, as "
            "https://user:password@host:9200/name"
        )
    shards = os.environ.get("FUNDSTELLE_OPENSEARCH_SHARDS") or "1"
    if not re.fullmatch("[1-9][0-9]{0,2}", shards):
        raise UsageError(f"FUNDSTELLE_OPENSEARCH_SHARDS is {shards!r}, no number from 1 to 999")
    return url, int(shards)


def default_store(index: Path) -> Path:
    """Return the article store that belongs to an index directory: beside it."""
    return index.parent / "articles.sqlite"


def reported_of(index: Path) -> Path:
    """Return the file that knows what of an index was reported of saved searches: beside it."""
    return index.parent / f"{shelf_of(index)}.gemeldet.json"


def shelf_of(index: Path) -> str:
    """Return the shelf of an index in its store: the name of its directory."""
    return index.absolute().name
