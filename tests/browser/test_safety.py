"""Nothing foreign happens on the site: no foreign host, no cookie, no script of an article."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.browser.conftest import STATES
from tests.browser.hostile import ARTICLES, PAYLOADS

pytestmark = pytest.mark.browser

PARAMETERS = ("q", "seite", "sort", "von", "bis", "quelle", "ressort")
# Where the words of an article or of the reader are shown.
TEXTS = (
    ".hit__title bdi, .hit__heading bdi, .hit__snippet, .text__title bdi, .text__teaser bdi,"
    " .text__heading bdi, .text__paragraph bdi, .facts bdi, .facets bdi, .chips bdi, .topics bdi,"
    " .toc bdi, .newest bdi, .results__title bdi, .results__readback bdi, .telling bdi,"
    " .note, .fault__reason"
)
ELEMENTS_IN_TEXTS = """texts => [...document.querySelectorAll(texts)]
    .flatMap(text => [...text.querySelectorAll('*')].map(e => e.localName))"""
HANDLERS = """() => [...document.querySelectorAll('*')].flatMap(
    e => [...e.attributes].map(a => a.name).filter(n => n.startsWith('on') || n === 'style'))"""
SCHEMES = "() => [...document.links].map(a => a.protocol)"


@pytest.fixture(params=[False, True], ids=["with policy", "by escaping alone"])
def hostile(request, visit, hostile_address):
    """A visit to the hostile articles, once with the Content-Security-Policy and once without."""
    return visit(base=hostile_address, bypass_csp=request.param)


def _harmless(visit) -> None:
    page = visit.page
    assert page.evaluate("window.ran") is None
    assert visit.dialogs == []
    assert visit.complaints == []
    assert page.locator("script").count() == 2  # our own, of the search box and of keys
    assert page.locator("main script, main img, main svg, iframe, object, embed, base").count() == 0
    assert page.evaluate(HANDLERS) == []
    assert set(page.evaluate(SCHEMES)) <= {"http:", "https:"}
    assert set(page.evaluate(ELEMENTS_IN_TEXTS, TEXTS)) <= {"mark", "bdi"}
    assert {urlsplit(url).netloc for url in visit.requested} == {urlsplit(visit.base).netloc}


@pytest.mark.parametrize("state", STATES)
def test_a_page_asks_nobody_else_sets_no_cookie_and_breaks_no_policy(visit, state):
    seen = visit()
    page = seen.go(STATES[state])
    page.wait_for_load_state("networkidle")
    assert len(seen.requested) >= 2  # the page and its style sheet
    assert {urlsplit(url).netloc for url in seen.requested} == {urlsplit(seen.base).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert seen.complaints == []


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_parameter_of_the_url_runs_nothing(visit, hostile_address, parameter):
    seen = visit(base=hostile_address, bypass_csp=True)
    for payload in PAYLOADS:
        first = "" if parameter == "q" else "q=Falle&"
        seen.go(f"/suche?{first}{parameter}={quote(payload)}")
        _harmless(seen)


def test_the_reader_s_words_stay_words_in_the_box(hostile):
    for payload in PAYLOADS:
        page = hostile.go(f"/suche?q={quote(payload)}")
        assert page.get_by_label("Suche in den Nachrichten").input_value() == payload


def test_hits_of_hostile_articles_hold_no_element_but_marks(hostile):
    page = hostile.go("/suche?q=Falle")
    assert page.locator(".hit").count() == len(PAYLOADS)
    assert page.locator(".hit__snippet mark").count() >= len(PAYLOADS)
    _harmless(hostile)
    assert PAYLOADS[0] in page.locator(".hits").inner_text()  # shown as the text that it is


def test_hostile_articles_run_nothing(hostile):
    for article in ARTICLES[: len(PAYLOADS)]:
        page = hostile.go(f"/artikel/{article['id']}?q=Falle")
        assert page.locator(".text mark").count() > 0
        assert page.locator(".text__origin a").count() == 0  # its address is no web address
        _harmless(hostile)


def test_hostile_titles_run_nothing_on_the_start_page(hostile):
    hostile.go("/")
    _harmless(hostile)


def test_an_unknown_address_runs_nothing(hostile):
    for payload in PAYLOADS:
        hostile.go(f"/artikel/{quote(payload, safe='')}?q={quote(payload)}")
        _harmless(hostile)


def test_a_facet_with_a_hostile_name_narrows_and_runs_nothing(hostile):
    page = hostile.go("/suche?q=Falle")
    page.locator(".facets__link").first.click()
    page.wait_for_url("**quelle=**")
    assert page.locator(".hit").count() == 1
    _harmless(hostile)
