"""A block that stays with one generation, whatever is published meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from search.engines.base import Question
from search.engines.embedded.engine import EmbeddedEngine
from search.query import plan


def fill(root, documents):
    with EmbeddedEngine(root).writer(stamp="s") as writer:
        for sections in documents:
            writer.add(sections)


def articles(engine):
    return engine.answer(Question(plan=plan.Everything())).articles


def test_a_block_stays_with_its_generation(tmp_path, made_articles, documents):
    made = documents(made_articles(5))
    fill(tmp_path, made[:2])
    engine = EmbeddedEngine(tmp_path)
    with engine.steady():
        fill(tmp_path, made)
        assert articles(engine) == len(engine.articles()) == 2
        with engine.steady():
            assert articles(engine) == 2
        with ThreadPoolExecutor(1) as other:
            assert other.submit(articles, engine).result() == 5
        assert articles(engine) == 2
    assert articles(engine) == len(engine.articles()) == 5


def test_after_an_error_in_the_block_the_next_generation_is_seen(
    tmp_path, made_articles, documents
):
    made = documents(made_articles(3))
    fill(tmp_path, made[:1])
    engine = EmbeddedEngine(tmp_path)
    with pytest.raises(RuntimeError), engine.steady():  # noqa: PT012
        fill(tmp_path, made)
        raise RuntimeError
    assert articles(engine) == 3
