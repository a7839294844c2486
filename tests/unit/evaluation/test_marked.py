"""The words that a query marks, counted; words drawn from an index."""

from __future__ import annotations

import pytest

from search import index_sources, open_service
from tests.evaluation.marked import drawn, marked

TEXTS = (
    "Die Brücke bleibt zu.",
    "Zwei Brücken, und noch eine Brücke.",
    "Die Holzbrücke ist neu.",
    "Der Zirkus kommt.",
    "Die Stadt wartet auf den Zirkus.",
    "Der Zirkus ist da.",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(f"Meldung {number}\n\n{text}\n", "utf-8")
    index_sources([folder], index=folder / "index")
    return open_service(folder / "index")


def test_each_article_counts_once_for_a_word_and_a_part_has_a_star(service):
    found, words = marked(service, "Brücke", 400)
    assert found == 3
    assert words == {"Brücke": 2, "Brücken": 1, "Holzbrücke*": 1}


def test_a_query_that_finds_nothing_marks_nothing(service):
    assert marked(service, "Xylophon", 400) == (0, {})


def test_words_are_drawn_alike_with_one_seed_and_no_stop_words(service):
    words = list(drawn(service, 25, 7))
    assert words == list(drawn(service, 25, 7))
    assert set(words) == {"Zirkus"}
