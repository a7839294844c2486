"""Single keys: to the search box, between hits, to the help; never while one types."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

RESULTS = "/suche?q=Schule"
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def page(visit):
    page = visit().go(RESULTS)
    yield page
    page.evaluate("localStorage.clear()")


def titles(page):
    return page.locator(".hit__title a").all_inner_texts()


def test_a_slash_leads_to_the_search_box_where_keys_are_letters(page):
    page.keyboard.press("/")
    box = page.locator("#q")
    assert box.evaluate("e => e === document.activeElement")
    page.keyboard.type("j/k?")
    assert box.input_value() == "j/k?", "the old query was selected"
    assert page.url.endswith(RESULTS)


def test_j_and_k_move_from_hit_to_hit_and_stop_at_the_ends(page):
    first, second, *_ = titles(page)
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement === document.body")
    for key, title in [("j", first), ("j", second), ("k", first), ("k", first)]:
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == title
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    for _ in range(20):
        page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == titles(page)[-1]


def test_from_within_a_hit_j_leads_to_the_next(page):
    page.locator(".hit").first.locator("a").last.focus()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == titles(page)[1]


@pytest.mark.parametrize("key", ["Control+j", "Alt+j", "Meta+k", "Shift+J"])
def test_with_another_key_they_are_not_ours(page, key):
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")


def test_a_question_mark_shows_the_keys_and_there_they_are_switched_off(page):
    page.keyboard.press("?")
    page.wait_for_url("**/hilfe#tasten")
    assert page.locator(".keys__key").all_inner_texts() == ["/", "j", "k", "?"]
    page.get_by_label("Tastenkürzel verwenden").uncheck()
    page.goto(page.url.partition("/hilfe")[0] + RESULTS)
    for key in "/jk?":
        page.keyboard.press(key)
    assert page.url.endswith(RESULTS)
    assert page.evaluate("document.activeElement === document.body")
    page.goto(page.url.partition("/suche")[0] + "/hilfe")
    page.get_by_label("Tastenkürzel verwenden").check()
    page.keyboard.press("Tab")
    page.keyboard.press("/")
    assert page.locator("#q").evaluate("e => e === document.activeElement")


def test_without_javascript_there_is_no_switch_that_does_nothing(visit):
    page = visit(java_script_enabled=False).go("/hilfe")
    assert not page.locator(".keys__switch").is_visible()
