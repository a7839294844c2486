"""Write a fetched page as a file that the index reads: one web archive (WARC) a page.

In: an answer.  Out: `HOST/NAME-HASH.warc.gz`, whose name depends on the address alone.
A WARC keeps address, time, header (with the charset) and bytes together in a format that others
read too. One file a page and not one a run: then a later state of a page replaces the earlier one,
and the index sees a changed file instead of two that contradict each other.
Source: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.fetch.transport import Response

MAX_NAME_CHARS = 60
HASH_DIGITS = 12
# Of the header, what says how to read the page or how old it is.
KEPT_FIELDS = ("Content-Type", "Last-Modified", "ETag", "Date")


def page_file(folder: Path, url: str) -> Path:
    """Return the file of an address below a folder; it never depends on a run."""
    parts = urlsplit(url)
    host = re.sub(r"[^a-z0-9.-]+", "_", parts.netloc.lower()).strip("._-") or "host"
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    name = re.sub(r"[^a-z0-9]+", "-", last.lower().removesuffix(".html")).strip("-")
    digits = hashlib.sha256(url.encode()).hexdigest()[:HASH_DIGITS]
    stem = "-".join(filter(None, (name[:MAX_NAME_CHARS].strip("-"), digits)))
    return folder / host / f"{stem}.warc.gz"


def write_page(path: Path, page: Response, moment: float) -> None:
    """Write a page, wholly or not at all. `moment`: seconds since 1970. Raises: OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A hidden name: the index passes over it.
    aside = path.with_name(f".{path.name}.part")
    try:
        with aside.open("wb") as stream:
            stream.write(gzip.compress(_record(page, moment), mtime=0))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _record(page: Response, moment: float) -> bytes:
    fields = {"content-type": "text/html", **page.headers}
    lines = [f"{name}: {fields[name.lower()]}" for name in KEPT_FIELDS if name.lower() in fields]
    head = "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode("latin-1", "replace")
    block = head + page.body
    date = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record = (
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <{uuid.uuid5(uuid.NAMESPACE_URL, f'{page.url} {date}').urn}>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {page.url}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
        "",
        "",
    )
    return "\r\n".join(record).encode() + block + b"\r\n\r\n"
