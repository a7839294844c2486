"""A reader's ways through the site: search, hits, sections, facets, pages."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import MARKED, MISSPELT, NARROWED, WIDE

pytestmark = pytest.mark.browser


def _articles(page) -> int:
    return int(re.match(r"[0-9]+", page.locator(".results__status").inner_text())[0])


def test_searching_works_without_javascript(visit):
    page = visit(java_script_enabled=False).go("/")
    page.get_by_label("Suche in den Nachrichten").fill("Schule")
    page.get_by_role("button", name="Suchen").click()
    page.locator(".hit__title a").first.click()
    assert "/artikel/" in page.url
    assert page.locator(".text mark").count() > 0


def test_the_box_keeps_the_query_and_the_filters(visit):
    page = visit().go(NARROWED)
    assert page.get_by_label("Suche in den Nachrichten").input_value() == "der"
    page.get_by_label("Suche in den Nachrichten").fill("die")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=die**")
    assert page.locator(".chips__chip").count() == 2


def test_a_time_is_typed_without_javascript(visit):
    page = visit(java_script_enabled=False, width=320).go("/suche?q=der&quelle=Aulener+Bote")
    page.get_by_label("von").fill("Mai 2025")
    page.get_by_label("bis").fill("12.06.2025")
    page.keyboard.press("Enter")
    page.wait_for_url("**von=Mai+2025**")
    assert page.locator(".chips__chip bdi").all_inner_texts() == [
        "Quelle: Aulener Bote",
        "Zeitraum: Mai 2025 bis 12.06.2025",
    ]


@pytest.mark.parametrize("width", [320, WIDE])
def test_the_heading_of_a_hit_leads_to_its_section(visit, width):
    page = visit(width=width).go("/suche?q=Schule")
    link = page.locator(".hit__heading a").last
    heading, anchor = link.inner_text(), link.get_attribute("href").split("#")[1]
    link.click()
    page.wait_for_url(f"**#{anchor}")
    section = page.locator(":target")
    assert section.get_attribute("id") == anchor
    assert section.locator(".text__heading").inner_text() == heading
    top = section.locator(".text__heading").bounding_box()["y"]
    assert 0 <= top < page.viewport_size["height"]


def test_an_article_marks_the_words_of_the_query(visit):
    page = visit().go(MARKED)
    marks = page.locator(".text mark")
    assert marks.count() > 0
    assert all("schul" in text.lower().replace("ü", "u") for text in marks.all_inner_texts())
    page.get_by_role("link", name="Ohne Markierung").click()
    page.wait_for_url("**/artikel/0ea30ab53feab18a")
    assert page.locator("mark").count() == 0


def test_the_table_of_sections_leads_to_each_of_them(visit):
    page = visit().go(MARKED)
    links = page.locator(".toc__link")
    assert links.count() > 1
    for link in links.all():
        link.click()
        assert page.locator(":target .text__heading").inner_text() == link.inner_text()


def test_a_facet_narrows_to_as_many_articles_as_it_promised(visit):
    page = visit().go("/suche?q=der")
    before = _articles(page)
    link = page.locator(".facets__link").first
    source = link.locator(".facets__value").inner_text()
    promised = int(re.match(r"[0-9]+", link.locator(".facets__count").inner_text())[0])
    link.click()
    page.wait_for_url("**quelle=**")
    assert _articles(page) == promised < before
    assert set(page.locator(".facts__item--source").all_inner_texts()) == {source}


def test_a_bar_narrows_to_as_many_articles_as_it_says_wherever_it_is_hit(visit):
    page = visit().go("/suche?q=der")
    lowest = min(page.locator(".timeline__link").all(), key=lambda bar: _height(bar))
    promised = int(re.search(r": ([0-9]+) Artikel", lowest.locator("title").text_content())[1])
    room = lowest.locator(".timeline__room").bounding_box()
    page.mouse.click(room["x"] + room["width"] / 2, room["y"] + 2)
    page.wait_for_url("**von=**")
    assert _articles(page) == promised


def _height(bar):
    return float(bar.locator(".timeline__bar").get_attribute("height"))


@pytest.mark.parametrize("way", [".chips__chip", ".facets__link[aria-current]"])
def test_a_filter_is_taken_back_by_its_chip_and_by_its_facet(visit, way):
    page = visit().go("/suche?q=der")
    before = _articles(page)
    page.locator(".facets__link").first.click()
    page.wait_for_url("**quelle=**")
    page.locator(way).first.click()
    page.wait_for_url("**/suche?q=der")
    assert _articles(page) == before
    assert page.locator(".chips__chip").count() == 0


def test_without_hits_the_page_offers_ways_out_with_true_counts(visit):
    page = visit().go("/suche?q=Schule&quelle=Radio+Laume&ressort=Politik")
    way = page.locator(".none__list li").first
    promised = int(re.search(r": ([0-9]+)", way.inner_text())[1])
    way.get_by_role("link").click()
    page.locator(".hits").wait_for()
    assert _articles(page) == promised


def test_pages_follow_each_other_without_a_hit_on_two_of_them(visit):
    page = visit().go("/suche?q=der")
    total, seen = _articles(page), []
    while True:
        seen += [a.get_attribute("href") for a in page.locator(".hit__title a").all()]
        after = page.locator("a[rel=next]")
        if not after.count():
            break
        after.click()
        page.locator(f".hits[start='{len(seen) + 1}']").wait_for()
    assert len(seen) == len(set(seen)) == total
    page.locator("a[rel=prev]").click()
    page.locator(f".hits[start='{(total - 1) // 10 * 10 - 9}']").wait_for()


def test_sorting_by_date_puts_the_newest_first(visit):
    page = visit().go("/suche?q=Schule")
    page.get_by_role("link", name="Neueste").click()
    page.wait_for_url("**sort=neu")
    days = [t.get_attribute("datetime")[:10] for t in page.locator(".hit time").all()]
    assert days == sorted(days, reverse=True)
    assert page.locator(".sorts__link[aria-current]").inner_text() == "Neueste"


def test_every_example_of_the_help_is_answered(visit):
    seen = visit()
    page = seen.go("/hilfe")
    paths = [link.get_attribute("href") for link in page.locator(".query").all()]
    assert len(paths) > 10
    for path in paths:
        assert seen.go(path).locator(".results__readback").count() == 1


def test_copies_are_folded_into_one_card_and_shown_on_demand(visit):
    page = visit(java_script_enabled=False).go("/suche?q=Abkochgebot")
    folded = _articles(page)
    links = page.locator(".hit__copies a")
    assert "2 Kopien ausgeblendet" in page.locator(".results__status").inner_text()
    assert links.count() == 2
    page.locator(".results__copies").click()
    page.wait_for_url("**kopien=an**")
    assert _articles(page) == folded + 2
    assert page.locator(".hit__copies").count() == 0
    page.locator(".results__copies").click()
    page.wait_for_url(lambda url: "kopien" not in url)
    assert _articles(page) == folded
    page.locator(".hit__copies a").first.click()
    assert page.locator("#kopien .versions__item").count() == 2


@pytest.mark.parametrize("width", [320, WIDE])
def test_what_a_copy_changed_is_shown_on_demand_and_in_view(visit, width):
    page = visit(width=width).go("/artikel/35e3c5423e93c325")
    assert page.locator(".diff").count() == 0
    page.get_by_role("link", name="Unterschiede zu Aulener Bote").click()
    page.wait_for_url("**#unterschiede")
    top = page.locator(".diff").bounding_box()["y"]
    assert 0 <= top < page.viewport_size["height"]
    assert page.locator(".diff ins").count() > 0
    assert page.locator(".diff del").count() > 0
    same = page.locator(".diff__same p").first
    assert not same.is_visible()
    page.locator(".diff__count").first.click()
    assert same.is_visible()


def test_an_article_that_changed_shows_what_changed_since(visit):
    page = visit().go("/artikel/AB-2025-0117")
    page.get_by_role("link", name="Änderungen seither").click()
    page.wait_for_url("**#unterschiede")
    assert "91 Hektar" in page.locator(".diff ins").all_inner_texts()[1]
    assert "86 Hektar" in page.locator(".diff del").all_inner_texts()[1]


def test_a_misspelt_word_leads_to_the_word_of_the_index_and_its_promised_articles(visit):
    page = visit().go(MISSPELT)
    assert _articles(page) == 0
    promised = int(re.search(r"\(([0-9]+) Artikel\)", page.locator(".meant").inner_text())[1])
    page.locator(".meant__link").first.click()
    page.locator(".hits").wait_for()
    assert _articles(page) == promised


def test_every_hit_tells_why_it_was_found_without_javascript(visit):
    page = visit(java_script_enabled=False).go("/suche?q=Schule")
    why = page.locator(".why").first
    assert not why.locator(".why__list").is_visible()
    why.locator("summary").press("Enter")
    assert re.search("schul", why.locator(".why__word").first.inner_text(), re.IGNORECASE)
    assert page.locator(".why").count() == page.locator(".hit").count()


def test_a_peak_leads_to_what_sets_it_apart_and_on_to_the_articles_with_it(visit):
    page = visit().go("/suche?q=der&von=2025-07&bis=2025-07&kopien=an")
    all_of_july = _articles(page)
    page.get_by_role("link", name="Was war da?").click()
    page.locator(".telling__link", has_text="Gewitter").click()
    assert page.get_by_label("Suche in den Nachrichten").input_value() == "der +Gewitter"
    assert 0 < _articles(page) < all_of_july
    assert page.locator(".chips__chip").inner_text().startswith("Zeitraum: Juli 2025")
