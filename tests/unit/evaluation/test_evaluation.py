"""Measures by hand, and files of topics with a mistake in them."""

import math

import pytest

from search.errors import UsageError
from search.evaluation import measure, ndcg, read_qrels, read_queries, recall, reciprocal_rank


def test_measures_of_one_list():
    ranked, grades = ["x", "a", "y", "b"], {"a": 2, "b": 1, "c": 0}
    gain = 2 / math.log2(3) + 1 / math.log2(5)
    assert ndcg(ranked, grades, 10) == pytest.approx(gain / (2 + 1 / math.log2(3)))
    assert ndcg(ranked, grades, 1) == 0
    assert reciprocal_rank(ranked, grades, 10) == 0.5
    assert recall(ranked, grades, 2) == 0.5
    assert recall(ranked, {}, 2) == 0


def test_means_count_judged_queries_only():
    figures = measure(
        lambda text: [text], {"1": "a", "2": "b", "3": "c"}, {"1": {"a": 1}, "2": {"x": 1}}
    ).figures()
    assert (figures["queries"], figures["ndcg@10"], figures["recall@100"]) == (2, 0.5, 0.5)


@pytest.mark.parametrize(
    ("reader", "text", "place"),
    [
        (read_queries, '{"id": "1", "text": "a"}\n{"id": 2\n', "2"),
        (read_queries, '{"id": "1"}\n', "1"),
        (read_queries, '\n\n{"id": "1"}\n', "3"),
        (read_qrels, "query-id\tarticle-id\trelevance\n1\ta\tviel\n", "2"),
        (read_qrels, "query-id\tarticle-id\trelevance\n1\ta\n", "2"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_line(tmp_path, reader, text, place):
    path = tmp_path / "datei"
    path.write_text(text)
    with pytest.raises(UsageError, match=rf"datei.*\b{place}\b"):
        reader(path)


def test_a_query_may_hold_a_line_separator(tmp_path):
    path = tmp_path / "anfragen.jsonl"
    path.write_text('{"id": "1", "text": "a\u2028b"}\n', "utf-8")
    assert read_queries(path) == {"1": "a\u2028b"}
