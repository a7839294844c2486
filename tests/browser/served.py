"""Start the real site and the real browser, for the tests and for the README's screenshots.

In: an empty folder, and lines of articles if not the samples.  Out: the address of a running site.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path(os.environ.get("FUNDSTELLE_CHROMIUM") or "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 60.0
POLL_S = 0.05


@contextmanager
def site(folder: Path, articles: Iterable[Mapping[str, object]] | None = None) -> Iterator[str]:
    """Serve articles (the samples if None) from an index in `folder`; yield the address."""
    settings = {k: v for k, v in os.environ.items() if not k.startswith("FUNDSTELLE_")}
    index = folder / "index"
    if articles is not None:
        lines = folder / "artikel.jsonl"
        lines.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in articles), "utf-8")
        command = [sys.executable, "-m", "search", "index", str(lines), "--index", str(index)]
        subprocess.run(command, check=True, env=settings, capture_output=True)
    port = _free_port()
    log = folder / "serve.log"
    command = [sys.executable, "-m", "search", "serve", "--port", str(port), "--index", str(index)]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, env=settings, stdout=sink, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium that calls nobody by itself."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(POLL_S)
    raise RuntimeError(f"the site did not start:\n{log.read_text('utf-8')[-2000:]}")
