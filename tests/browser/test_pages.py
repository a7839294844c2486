"""Every page is accessible, fits every screen, and works by keyboard and without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
STATES = {
    "start": "/",
    "results": "/suche?q=Schule+Br%C3%BCcke+Wald",
    "filtered": "/suche?q=Schule&quelle=Aulener+Bote&von=2024&sort=neu",
    "none": "/suche?q=Quastenflosser&quelle=Aulener+Bote",
    "empty": "/suche",
    "long": f"/suche?q={LONG}+{'x' * 64}",
    "help": "/hilfe",
    "bad": "/suche?q=x&seite=0",
    "missing": "/artikel/gibtesnicht",
    "article": "",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def open_state(page, name):
    address = STATES[name]
    if name == "article":
        page.goto("/suche?q=Feuerwehr+Drehleiter")
        address = page.locator(".hit__link").first.get_attribute("href")
    page.goto(address)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", STATES)
def test_a_page_is_accessible_and_fits_the_screen(page, name, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_state(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", ["start", "results", "article", "help"])
def test_targets_are_large_enough(page, name):
    open_state(page, name)
    small = page.evaluate(
        "[...document.querySelectorAll('a, button, input:not([type=hidden])')]"
        ".filter(e => e.offsetParent && getComputedStyle(e).display != 'inline'"
        " && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []


def test_a_search_goes_by_keyboard_alone(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("Hochwasser")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?q=Hochwasser")
    assert page.locator(".hits__item").count() > 0
    assert page.locator("#q").input_value() == "Hochwasser"


def test_the_site_works_without_script(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/")
    page.fill("#q", "Schule")
    page.click(".box__button")
    first = page.locator(".hits__item mark").first.inner_text()
    assert first.lower().startswith("sch")
    context.close()


def test_a_heading_of_a_hit_leads_to_its_section(page):
    page.goto("/suche?q=Drohnen+Deiche")
    heading = page.locator(".hit__heading .hit__link").first
    text = heading.inner_text()
    heading.click()
    target = page.locator(".text__section:target")
    assert target.locator("h2").inner_text() == text
    assert target.evaluate("e => e.getBoundingClientRect().top") < 900
    assert page.locator("mark").count() > 0


def test_facets_narrow_and_can_be_taken_back(page):
    page.goto("/suche?q=Schule")
    before = page.locator(".results__status").inner_text().split(" · ")[0]
    page.locator(".facets__link").first.click()
    assert page.locator(".chips__chip").count() == 1
    assert page.locator(".results__status").inner_text().split(" · ")[0] != before
    page.locator(".chips__chip").click()
    assert page.locator(".chips__chip").count() == 0
    assert page.locator(".results__status").inner_text().split(" · ")[0] == before


def test_pages_lead_forward_and_back(page):
    page.goto("/suche?q=Schule+Stadt+Kreis+Brücke+Wald+Verein")
    first = page.locator(".hit__title").all_inner_texts()
    page.click("a[rel=next]")
    assert "seite=2" in page.url
    assert not set(first) & set(page.locator(".hit__title").all_inner_texts())
    page.click("a[rel=prev]")
    assert page.locator(".hit__title").all_inner_texts() == first


def test_sorting_by_date_orders_the_hits(page):
    page.goto("/suche?q=Schule&sort=neu")
    dates = page.eval_on_selector_all(".hit time", "all => all.map(t => t.dateTime)")
    assert len(dates) > 2
    assert dates == sorted(dates, reverse=True)
