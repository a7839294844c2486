"""Comparing runs: the p-value against all exchanges counted out, and files of runs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from search.errors import UsageError
from search.evaluation import Measured, QueryScores, compare, read_run, write_run
from search.evaluation.comparison import randomisation_test


def run_of(*values: float) -> Measured:
    return Measured({f"q{i}": QueryScores(v, v, v, 1.0) for i, v in enumerate(values)})


@pytest.mark.parametrize(
    "differences",
    [
        [0.5, 0.25, 0.25, 0.125, -0.25, 0.0625],
        [0.1, 0.2, 0.3, -0.05, 0.15, 0.12, 0.2, 0.3],
        [-0.5, -0.25, -0.25, -0.125, 0.25, -0.0625],
    ],
)
def test_p_is_the_share_of_exchanges_that_differ_as_much(differences):
    signs = np.array(list(product((-1, 1), repeat=len(differences))))
    exact = np.mean(np.abs(signs @ differences) >= abs(sum(differences)) - 1e-9)
    # Three standard deviations of 10,000 draws.
    assert randomisation_test(np.array(differences)) == pytest.approx(exact, abs=0.015)


def test_equal_runs_do_not_differ():
    compared = compare(run_of(0.5, 0.25, 1.0), run_of(0.5, 0.25, 1.0))
    assert "ndcg@10" in compared
    for difference in compared.values():
        assert (difference.difference, difference.p, difference.significant) == (0.0, 1.0, False)


def test_a_steady_gain_is_told_from_a_lucky_query():
    before = run_of(*[0.5] * 40)
    steady = compare(run_of(*[0.52] * 40), before)["ndcg@10"]
    lucky = compare(run_of(1.0, *[0.5] * 38, 0.8), before)["ndcg@10"]
    assert steady.difference == pytest.approx(0.02)
    assert lucky.difference == pytest.approx(0.02)
    assert (steady.significant, lucky.significant) == (True, False)


def test_the_same_comparison_gives_the_same_p():
    one, two = run_of(0.2, 0.9, 0.4, 0.7), run_of(0.3, 0.8, 0.1, 0.7)
    assert compare(one, two) == compare(one, two)
    assert compare(one, two)["mrr@10"].p == compare(two, one)["mrr@10"].p


@pytest.mark.parametrize("other", [run_of(0.5), run_of(0.5, 0.5, 0.5)])
def test_runs_of_other_queries_are_not_compared(other):
    with pytest.raises(UsageError, match="same queries"):
        compare(run_of(0.5, 0.5), other)


def test_runs_without_queries_are_not_compared():
    with pytest.raises(UsageError, match="no judged query"):
        compare(run_of(), run_of())


def test_a_run_is_read_as_it_was_written(tmp_path):
    write_run(tmp_path / "lauf.tsv", run_of(0.25, 1.0, 0.0))
    assert read_run(tmp_path / "lauf.tsv").scores == run_of(0.25, 1.0, 0.0).scores


def test_a_run_does_not_differ_from_what_was_kept_of_it(tmp_path):
    run = run_of(1 / 3, 2 / 3, 1 / 7)  # kept with six decimals
    write_run(tmp_path / "lauf.tsv", run)
    kept = read_run(tmp_path / "lauf.tsv")
    assert kept.scores != run.scores
    assert {difference.p for difference in compare(run, kept).values()} == {1.0}


HEADER = "query\tndcg@10\tmrr@10\trecall@10\trecall@100\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("query\tndcg\n", 1),
        (HEADER + "q1\t0.5\t0.5\t0.5\n", 2),
        (HEADER + "q1\t0.5\t0.5\t0.5\t1\nq2\tviel\t0\t0\t0\n", 3),
        (HEADER + "q1\t0.5\t0.5\t0.5\t7\n", 2),
        (HEADER + "q1\tnan\t0.5\t0.5\t1\n", 2),
    ],
)
def test_a_mistake_in_a_run_is_named_with_its_line(text, line, tmp_path):
    path = tmp_path / "lauf.tsv"
    path.write_text(text)
    with pytest.raises(UsageError, match=rf"lauf\.tsv:{line}:"):
        read_run(path)


def test_a_run_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"fehlt\.tsv"):
        read_run(tmp_path / "fehlt.tsv")
