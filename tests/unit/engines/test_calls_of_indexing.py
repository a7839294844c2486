"""A further section costs as many calls in a large corpus as in a small one, however long it is.

No clock, as in `test_calls.py`. A loop over words or postings, or over what is there already, that
slips into reading, writing or merging shows here.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import ArticleStore
from search.engines.embedded import EmbeddedEngine
from search.indexing import update_index
from search.indexing.intake import read_sources
from tests.counting import calls

SIZES = (100, 200, 400)
WORDS = "fluss brücke rathaus hafen schule markt bühne theater verein wahl rat stadt".split()
# Of a section and its half of an article; measured: 21 and 96.
MOST_READING, MOST_INDEXING = 25, 110


def lines(path: Path, articles: int, words: int) -> Path:
    """Write article lines with two sections each, of so many words."""
    rnd = random.Random(7)

    def text() -> str:
        return " ".join(rnd.choices(WORDS, k=words))

    rows = [
        {
            "id": f"a{number}", "title": f"{text()[:30]} {number}", "source": "Bote",
            "date": "2024-03-01",
            "sections": [
                {"heading": "", "paragraphs": [text()]},
                {"heading": "Brücke", "paragraphs": [text()]},
            ],
        }
        for number in range(articles)
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def counts(place: Path, articles: int, words: int = 60) -> tuple[int, int]:
    """Return the calls of reading lines into a store, and of indexing the store."""
    place.mkdir()
    source = lines(place / "artikel.jsonl", articles, words)
    with ArticleStore(place / "articles.sqlite", "index") as store:
        reading = calls(lambda: read_sources([str(source)], store, workers=1))
        engine = EmbeddedEngine(place / "index")
        update_index([], engine=engine, store=store)
        indexing = calls(lambda: update_index([], engine=engine, store=store, full=True))
        assert engine.info().articles == articles
    return reading, indexing


def each(few: Sequence[int], many: Sequence[int], sections: int) -> list[float]:
    """Return how many calls each of so many further sections costs, by step."""
    return [(b - a) / sections for a, b in zip(few, many, strict=True)]


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """The calls for each size."""
    place = tmp_path_factory.mktemp("counted")
    counts(place / "before", 10)  # what is loaded once in a process is not counted
    return [counts(place / str(size), size) for size in SIZES]


def test_a_further_section_costs_the_same_in_a_larger_corpus(counted):
    small, middle, large = counted
    few, many = SIZES[1] - SIZES[0], SIZES[2] - SIZES[1]
    early, late = each(small, middle, 2 * few), each(middle, large, 2 * many)
    for before, after, most in zip(early, late, (MOST_READING, MOST_INDEXING), strict=True):
        assert after <= 1.1 * before
        assert before <= most


def test_a_long_section_costs_hardly_more_calls_than_a_short_one(counted, tmp_path):
    small, middle, _ = counted
    long = counts(tmp_path / "long", SIZES[1], words=600)
    for one, two, ten_times_as_long in zip(small, middle, long, strict=True):
        whatever_is_read = two - 2 * (two - one)  # SIZES[1] is twice SIZES[0]
        assert ten_times_as_long - whatever_is_read <= 1.1 * (two - whatever_is_read)


def test_a_loop_over_words_would_be_noticed(tmp_path):
    short, long = (
        lines(tmp_path / f"{words}.jsonl", 20, words).read_text("utf-8").split()
        for words in (60, 600)
    )
    assert calls(lambda: [len(word) for word in long]) > 5 * calls(
        lambda: [len(word) for word in short]
    )
