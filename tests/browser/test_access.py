"""Everybody can read the site: axe finds nothing, 320 px are enough, the keyboard reaches all."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.browser.axe import judge
from tests.browser.conftest import MARKED, MORE_STATES, NARROW, NARROWED, STATES, WIDE

pytestmark = pytest.mark.browser

OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
FOCUSED = "document.activeElement.className"


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation_light_or_dark_wide_or_narrow(visit, state):
    # Without motion a colour is there at once when the scheme changes under axe.
    page = visit(motion="reduce").go(STATES[state])
    for width, scheme in product((NARROW, WIDE), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.emulate_media(color_scheme=scheme)
        found = judge(page)
        assert {"color-contrast", "html-has-lang", "target-size"} <= found.passed
        assert not found.violations, "\n".join((f"{width} px, {scheme}:", *found.violations))


def test_axe_finds_what_is_pale_small_and_without_a_name(visit):
    page = visit(motion="reduce").page
    page.set_content(
        '<html><p style="color: #ddd">Blass</p><a href="/" style="display: block; width: 9px;'
        ' height: 9px; overflow: hidden"></a><a href="/">daneben</a></html>'
    )
    broken = {one.partition("\n")[0] for one in judge(page).violations}
    assert {"color-contrast", "target-size", "link-name", "html-has-lang"} <= broken


def test_bars_of_the_timeline_are_no_stops_of_the_tab_key(visit):
    page = visit().go(STATES["all results"])
    bars = page.locator(".timeline__link")
    assert bars.count() > 5
    assert not bars.evaluate_all("all => all.filter(one => one.tabIndex >= 0).length")
    assert page.locator(".timeline__peak").first.evaluate("one => one.tabIndex") == 0


@pytest.mark.parametrize("state", STATES | MORE_STATES)
def test_nothing_scrolls_sideways_at_320_px(visit, state):
    page = visit(width=NARROW).go((STATES | MORE_STATES)[state])
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


@pytest.mark.parametrize("path", ["/", "/suche?q=Bandwurm", "/suche?q=Falle", "/artikel/lang?q=x"])
def test_long_compounds_do_not_scroll_sideways_at_320_px(visit, hostile_address, path):
    page = visit(width=NARROW, base=hostile_address).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


@pytest.mark.parametrize("width", [2 * NARROW, WIDE])
@pytest.mark.parametrize("path", [STATES["results"], MARKED, "/", "/hilfe"])
def test_doubled_letter_size_needs_no_sideways_scrolling(visit, path, width):
    page = visit(width=width).go(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_facets_stand_beside_the_hits_on_a_wide_screen_and_below_on_a_narrow_one(visit):
    for width, beside in ((WIDE, True), (NARROW, False)):
        page = visit(width=width).go(STATES["results"])
        hits, facets = (page.locator(name).bounding_box() for name in (".hits", ".facets"))
        assert (facets["x"] >= hits["x"] + hits["width"]) is beside
        assert page.locator(".results__narrow").is_visible() is not beside


def test_the_link_to_the_facets_brings_them_into_view_on_a_narrow_screen(visit):
    page = visit(width=NARROW).go(STATES["results"])
    page.locator(".results__narrow").click()
    page.wait_for_function("scrollY > 0")
    assert 0 <= page.locator(".facets__title").bounding_box()["y"] < 200


def test_counts_of_a_facet_end_at_one_line(visit):
    page = visit().go(STATES["results"])
    ends = {
        round(box["x"] + box["width"])
        for box in (count.bounding_box() for count in page.locator(".facets__count").all())
    }
    assert len(ends) == 1


def test_the_search_box_works_by_keyboard_alone(visit):
    page = visit().go("/")
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == "box__input":
            break
    page.keyboard.type("Hochwasser")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche?q=Hochwasser")
    assert page.locator(".hit").count() > 0


def test_the_first_tab_shows_the_link_past_the_header(visit):
    page = visit().go(STATES["results"])
    assert page.locator(".skip").bounding_box()["width"] <= 1
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [NARROWED, MARKED])
def test_each_stop_of_the_tab_key_shows_an_outline(visit, path, scheme):
    page = visit(scheme=scheme).go(path)
    stops = 0
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        assert page.evaluate(OUTLINE) == "solid", page.evaluate(FOCUSED)
    assert stops >= page.locator("main a").count()


def test_a_page_leaves_the_focus_alone(visit):
    page = visit().go(STATES["results"])
    assert page.evaluate("document.activeElement === document.body")


def test_marks_keep_their_colours_when_the_system_forces_its_own(visit):
    page = visit(colors="active").go(MARKED)
    mark, text = (
        page.locator(name).first.evaluate("e => getComputedStyle(e).backgroundColor")
        for name in (".text__body mark", "body")
    )
    assert mark != text


@pytest.mark.parametrize(("width", "most"), [(320, 560), (390, 480), (768, 420)])
def test_the_first_hit_of_a_long_question_is_on_the_first_screen(visit, width, most):
    question = "Was kostet die neue Schule den Kreis und wann ist sie nach langem Streit fertig?"
    page = visit(width=width).go(f"/suche?q={question}")
    assert page.locator(".timeline").count() == 1
    assert page.locator(".hits__item").first.bounding_box()["y"] < most
    rows = {round(link.bounding_box()["y"]) for link in page.locator(".sorts__link").all()}
    assert len(rows) == (2 if width == 320 else 1)


def test_the_timeline_says_its_ends_in_one_go(visit):
    told = visit().go("/suche?q=der").locator(".timeline__axis").aria_snapshot()
    assert re.search(r"Erschienen von \S.* bis \S.*, ?(die meisten|höchstens)", told)


def test_on_paper_hits_have_the_address_of_their_source_and_nothing_to_open(visit):
    page = visit().go("/suche?q=Schule")
    page.emulate_media(media="print")
    hit = page.locator(".hit__title[data-source]").first
    added = hit.evaluate("e => getComputedStyle(e, '::after').content")
    assert added.startswith('" (https://')
    assert hit.get_attribute("data-source") in added
    assert not page.locator(".why").first.is_visible()
    links = page.locator("main a:visible").evaluate_all(
        "all => all.map(a => a.getAttribute('class'))"
    )
    assert set(links) <= {"hit__link", "timeline__link"}


def test_on_paper_a_day_is_no_yesterday(visit):
    page = visit().go("/")
    built = page.locator(".start__size time")
    assert built.locator(".ago").is_visible(), "the index was made a moment ago"
    page.emulate_media(media="print")
    added = built.evaluate("e => getComputedStyle(e, '::before').content")
    assert added == f'"{built.get_attribute("title")}"'
    assert not built.locator(".ago").is_visible()


def test_print_leaves_out_what_one_clicks_and_adds_addresses(visit):
    page = visit().go(MARKED)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".box").is_visible()
    assert not page.locator(".toc").is_visible()
    link = page.locator(".text__origin a")
    added = link.evaluate("e => getComputedStyle(e, '::after').content")
    assert link.get_attribute("href") in added
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
