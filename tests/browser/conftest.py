"""Fixtures: the site on the sample articles, a site on hostile articles, Chromium, pages of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from tests.browser.hostile import ARTICLES
from tests.browser.served import CHROMIUM, chromium, site

TIMEOUT_MS = 120_000  # nothing waits so long but on a machine that is very busy
WIDE, NARROW = 1280, 320
LONG_QUERY = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbaubeamte " * 9)[:512]
MARKED = "/artikel/0ea30ab53feab18a?q=Schule"  # a sample article with sections and marks
NARROWED = "/suche?q=der&quelle=Aulener+Bote&von=2025&bis=2025"
MISSPELT = "/suche?q=Abkochgebott"
STATES = {
    "start": "/",
    "results": NARROWED,
    "all results": "/suche?q=der",
    "what was the matter": "/suche?q=der&von=2025-07&bis=2025-07&kopien=an&anlass=an",
    "no hits": "/suche?q=Quantenschaum&quelle=Aulener+Bote",
    "misspelt": MISSPELT,
    "empty search": "/suche?q=",
    "article": MARKED,
    "copies folded": "/suche?q=Abkochgebot",
    "copy compared": "/artikel/35e3c5423e93c325?q=Wasser&vergleich=4a822c4fc3404bfd",
    "revision compared": "/artikel/AB-2025-0117?fassung=1",
    "help": "/hilfe",
    "404": "/artikel/gibt-es-nicht?q=Schule",
    "400": "/suche?q=Schule&von=quatsch",
}
MORE_STATES = {
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
    _heard: dict[str, Callable[..., None]] = field(default_factory=dict)

    def go(self, path: str) -> Page:
        """Open a path of the site."""
        self.page.goto(self.base + path)
        return self.page

    def listen(self) -> None:
        """Note requests, dialogs, script errors and whatever the console calls an error."""
        self._heard = {
            "request": lambda request: self.requested.append(request.url),
            "pageerror": lambda error: self.complaints.append(str(error)),
            "console": self._console,
            "dialog": self._dialog,
        }
        for event, note in self._heard.items():
            self.page.on(event, note)

    def stop(self) -> None:
        """Note no more."""
        for event, note in self._heard.items():
            self.page.remove_listener(event, note)

    def _dialog(self, shown: Dialog) -> None:
        self.dialogs.append(shown.message)
        shown.dismiss()

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


class Pages:
    """Pages that are lent again and again: each new one takes Chromium a fifth of a second."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[str, BrowserContext] = {}
        self._free: dict[str, list[Page]] = {}

    def borrow(self, **options) -> tuple[str, Page]:
        """Return a page of a context with Playwright's options, and the key to give it back."""
        key = repr(sorted(options.items()))
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(locale="de-DE", **options)
            self._contexts[key].set_default_timeout(TIMEOUT_MS)
            self._free[key] = []
        return key, self._free[key].pop() if self._free[key] else self._contexts[key].new_page()

    def give_back(self, key: str, page: Page) -> None:
        """Take a page back, with nothing on it and the pointer where no link is."""
        page.goto("about:blank")
        page.mouse.move(0, 0)
        self._free[key].append(page)

    def close(self) -> None:
        """Close all."""
        for each in self._contexts.values():
            each.close()


@pytest.fixture(scope="session")
def pages(browser: Browser) -> Iterator[Pages]:
    """All pages of a process."""
    lent = Pages(browser)
    yield lent
    lent.close()


@pytest.fixture
def visit(pages: Pages, address: str) -> Iterator[Callable[..., Visit]]:
    """Open blank pages, wide and light unless told; `options` are Playwright's for a context."""
    opened: list[tuple[str, Visit]] = []

    def make(
        *, width: int = WIDE, scheme: str = "light", motion: str = "no-preference",
        colors: str = "none", base: str = address, **options,
    ) -> Visit:  # fmt: skip
        key, page = pages.borrow(**options)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(
            color_scheme=scheme, reduced_motion=motion, forced_colors=colors, media="null"
        )
        opened.append((key, Visit(page, base)))
        opened[-1][1].listen()
        return opened[-1][1]

    yield make
    for key, each in opened:
        each.stop()
        pages.give_back(key, each.page)


def _need_chromium() -> None:
    if Path(CHROMIUM).exists():
        return
    reason = f"no Chromium at {CHROMIUM}; apt-get install chromium, or set FUNDSTELLE_CHROMIUM"
    if os.environ.get("FUNDSTELLE_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
