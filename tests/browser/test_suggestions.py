"""The search box suggests while one types: a combobox by keyboard, pointer and screen reader."""

from __future__ import annotations

import pytest

from tests.browser.axe import judge

pytestmark = pytest.mark.browser

BOX, LIST, OPTION = "#q", "#vorschlaege", "#vorschlaege [role=option]"


@pytest.fixture(params=["/", "/suche?q=Schule"])
def page(visit, request):
    page = visit(motion="reduce").go(request.param)
    page.locator(BOX).fill("")
    page.locator(BOX).press_sequentially("Hochw")
    page.locator(OPTION).first.wait_for()
    return page


def test_arrows_choose_and_enter_searches(page):
    box = page.locator(BOX)
    assert (box.get_attribute("role"), box.get_attribute("aria-expanded")) == ("combobox", "true")
    first = page.locator(OPTION).first
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"
    assert box.input_value() == first.inner_text()
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    assert box.input_value() == "Hochw"
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/suche?q=Hochwasser**")


def test_escape_closes_and_gives_back_what_was_typed(page):
    box = page.locator(BOX)
    box.press("ArrowDown")
    box.press("Escape")
    assert not page.locator(LIST).is_visible()
    assert box.input_value() == "Hochw"
    assert box.get_attribute("aria-expanded") == "false"


def test_leaving_the_box_closes_the_list(page):
    page.locator(BOX).press("Tab")
    assert not page.locator(LIST).is_visible()


def test_a_title_leads_to_its_article(page):
    title = page.locator(".suggestions__item--title").first
    wanted = title.inner_text()
    title.click()
    page.wait_for_url("**/artikel/**")
    assert page.locator("h1").inner_text() == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_open_list(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.locator(BOX).press("ArrowDown")
    found = judge(page)
    assert "color-contrast" in found.passed
    assert not found.violations, "\n".join(found.violations)


def test_the_list_fits_into_320_px(page):
    page.set_viewport_size({"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
