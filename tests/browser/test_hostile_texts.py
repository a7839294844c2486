"""No text of an article or a URL ever becomes anything but text, whatever it holds."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.browser.site import EVIL, HOSTILE

pytestmark = pytest.mark.browser

PAYLOADS = (
    EVIL,
    "<script>__xss()</script>",
    '"><img src=x onerror=__xss()>',
    "'-__xss()-'",
    "</title><script>__xss()</script>",
    "<svg><animate onbegin=__xss() attributeName=x>",
    "javascript:__xss()",
    "{{ 7*7 }}{% print 1 %}",
    "<mark>falsch</mark>",
    "&lt;script&gt;__xss()&lt;/script&gt;",
)
PLACES = ("/suche?q={}", "/suche?q=x&seite={}", "/suche?q=x&sort={}", "/suche?q=Giftwort&von={}",
          "/suche?q=x&quelle={}", "/suche?q=x&ressort={}", "/artikel/{}", "/artikel/macht?q={}",
          "/{}")  # fmt: skip
ACTIVE = "script, img, svg, iframe, object, embed, [onerror], [onload], [onfocus], [onbegin]"


@pytest.fixture
def armed(page):
    calls = []
    page.expose_function("__xss", lambda: calls.append(page.url))
    yield page
    assert calls == []


def quiet(page, address):
    page.goto(address)
    assert page.locator(ACTIVE).count() == 0
    links = page.eval_on_selector_all("a", "all => all.map(a => a.protocol)")
    assert set(links) == {"http:"}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_in_a_url_runs(armed, place):
    for payload in PAYLOADS:
        quiet(armed, place.format(quote(payload, safe="")))


@pytest.mark.parametrize(
    "address",
    ["/", "/suche?q=Giftwort", "/suche?q=onerror", f"/artikel/{quote(HOSTILE['id'])}?q=Giftwort"],
)
def test_nothing_in_an_article_runs(armed, address):
    quiet(armed, address)
    if "q=" in address:
        assert armed.locator("mark").count() > 0
        inside = armed.eval_on_selector_all(
            ".hit__snippet *, .text__paragraph *", "all => all.map(e => e.tagName)"
        )
        assert set(inside) <= {"MARK", "BDI", "SPAN"}
