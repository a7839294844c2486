"""The real site in a process of its own, and a real browser to look at it.

In: nothing.  Out: the address of the site on the sample articles and some hostile ones; a Chromium.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = Path(os.environ.get("FUNDSTELLE_CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
EVIL = (
    "<img src=x onerror=__xss()><script>__xss()</script> \"onfocus=__xss() '><svg/onload=__xss()>"
)
HOSTILE = {
    "id": "b<ö>se", "title": f"Giftwort {EVIL}", "teaser": EVIL, "source": EVIL, "authors": [EVIL],
    "topics": [EVIL], "agency": EVIL, "url": "javascript:__xss()", "date": "2025-01-01",
    "sections": [
        {"heading": "", "paragraphs": [f"Giftwort {EVIL}."]},
        {"heading": f"Giftwort {EVIL}", "anchor": '"><script>', "paragraphs": [EVIL, "Giftwort."]},
    ],
}  # fmt: skip


@contextmanager
def serving(folder: Path, *sources: Path) -> Iterator[str]:
    """Index sources in a folder, serve them, yield the address."""
    environment = {
        **os.environ,
        "FUNDSTELLE_INDEX": str(folder / "index"),
        "PYTHONPATH": str(ROOT),
    }
    fundstelle = [sys.executable, "-m", "search"]
    subprocess.run([*fundstelle, "index", *map(str, sources)], env=environment, check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        [*fundstelle, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stderr=subprocess.DEVNULL,
    ) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except OSError:
            continue
    raise RuntimeError("the site did not start")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield browser
        browser.close()


def hostile_lines(folder: Path) -> Path:
    """Write an article that would run code wherever its text is taken for HTML."""
    path = folder / "boese.jsonl"
    path.write_text(json.dumps(HOSTILE, ensure_ascii=False), "utf-8")
    return path
