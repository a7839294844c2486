"""Fixtures: the site on the sample articles, a site on hostile articles, Chromium, pages of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.hostile import ARTICLES
from tests.browser.served import CHROMIUM, chromium, site

TIMEOUT_MS = 10_000
WIDE, NARROW = 1280, 320
LONG_QUERY = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbaubeamte " * 9)[:512]
MARKED = "/artikel/0ea30ab53feab18a?q=Schule"  # a sample article with sections and marks
NARROWED = "/suche?q=der&quelle=Aulener+Bote&von=2025&bis=2025"
MISSPELT = "/suche?q=Abkochgebott"
STATES = {
    "start": "/",
    "results": NARROWED,
    "no hits": "/suche?q=Quantenschaum&quelle=Aulener+Bote",
    "misspelt": MISSPELT,
    "empty search": "/suche?q=",
    "article": MARKED,
    "copies folded": "/suche?q=Abkochgebot",
    "copy compared": "/artikel/35e3c5423e93c325?q=Wasser&vergleich=4a822c4fc3404bfd",
    "revision compared": "/artikel/AB-2025-0117?fassung=1",
    "help": "/hilfe",
    "404": "/artikel/gibt-es-nicht?q=Schule",
    "400": "/suche?q=Schule&sort=quer",
}
MORE_STATES = {
    "all results": "/suche?q=der",
    "past the end": "/suche?q=Schule&seite=9",
    "long query": f"/suche?q={LONG_QUERY}",
}


@dataclass
class Visit:
    """A page, and what happened on it beside what one sees."""

    page: Page
    base: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a path of the site."""
        self.page.goto(self.base + path)
        return self.page

    def listen(self) -> None:
        """Note requests, dialogs, script errors and whatever the console calls an error."""
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._console)

        def dialog(shown) -> None:
            self.dialogs.append(shown.message)
            shown.dismiss()

        self.page.on("dialog", dialog)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports the status of an error page itself; that page is what was asked for.
        own_status = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not (
            own_status and message.location["url"] == self.page.url
        ):
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site, served by gunicorn, on the sample articles."""
    _need_chromium()
    with site(tmp_path_factory.mktemp("samples")) as base:
        yield base


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on articles written by somebody who means harm."""
    _need_chromium()
    with site(tmp_path_factory.mktemp("hostile"), ARTICLES) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests."""
    _need_chromium()
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make contexts, one for each set of Playwright's options: they take longer than a page."""
    made: dict[str, BrowserContext] = {}

    def context(**options) -> BrowserContext:
        key = repr(sorted(options.items(), key=str))
        if key not in made:
            made[key] = browser.new_context(locale="de-DE", **options)
            made[key].set_default_timeout(TIMEOUT_MS)
        return made[key]

    yield context
    for each in made.values():
        each.close()


@pytest.fixture
def visit(contexts, address: str) -> Iterator[Callable[..., Visit]]:
    """Open new pages, wide and light unless told; other options are Playwright's for a context."""
    opened: list[Visit] = []

    def make(*, width: int = WIDE, scheme: str = "light", base: str = address, **options) -> Visit:
        size = {"width": width, "height": 800}
        context = contexts(viewport=size, color_scheme=scheme, **options)
        opened.append(Visit(context.new_page(), base))
        opened[-1].listen()
        return opened[-1]

    yield make
    for each in opened:
        each.page.close()


def _need_chromium() -> None:
    if Path(CHROMIUM).exists():
        return
    reason = f"no Chromium at {CHROMIUM}; apt-get install chromium, or set FUNDSTELLE_CHROMIUM"
    if os.environ.get("FUNDSTELLE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
