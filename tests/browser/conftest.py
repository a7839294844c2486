"""One site and one browser for all browser tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import CHROMIUM, ROOT, chromium, hostile_lines, serving


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the site."""
    folder = tmp_path_factory.mktemp("site")
    with serving(folder, ROOT / "corpus/articles", hostile_lines(folder)) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skipped without it unless FUNDSTELLE_REQUIRE_BROWSER is set."""
    if not CHROMIUM.exists():
        if os.environ.get("FUNDSTELLE_REQUIRE_BROWSER"):
            pytest.fail(f"no browser at {CHROMIUM}")
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's chromium")
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that fails the test on any foreign request, console error or cookie."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("request", lambda r: faults.append(r.url) if not r.url.startswith(site) else None)
    opened.on("console", lambda m: faults.append(m.text) if "Policy" in m.text else None)
    opened.on("dialog", lambda d: (faults.append(d.message), d.dismiss()))
    opened.on("pageerror", lambda e: faults.append(str(e)))
    yield opened
    cookies = context.cookies()
    context.close()
    assert (faults, cookies) == ([], [])
