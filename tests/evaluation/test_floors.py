"""Retrieval quality does not fall. Only a commit that says so lowers a floor in `floors.json`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from search import evaluation
from tests.evaluation.judged import JudgedSet, judged_set, sample_topics

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
SHARED = Path(os.environ.get("FUNDSTELLE_SHARED") or "nowhere")


def below_floor(judged: JudgedSet, indexes: Path) -> dict[str, float]:
    """Return the measures that are below their floor."""
    figures = evaluation.evaluate(judged.service(indexes), judged.queries, judged.qrels).figures()
    return {
        name: figures[name] for name, floor in FLOORS[judged.name].items() if figures[name] < floor
    }


@pytest.fixture(scope="module")
def sample() -> JudgedSet:
    return sample_topics()


def test_sample_topics_reach_their_floors(sample, tmp_path):
    assert below_floor(sample, tmp_path) == {}


def test_sample_judgments_name_articles_and_topics_that_exist(sample, tmp_path):
    indexed = dict(sample.service(tmp_path).engine.articles()).keys()
    assert sample.qrels.keys() == sample.queries.keys()
    assert {name for grades in sample.qrels.values() for name in grades} <= indexed


def test_every_topic_has_an_answer(sample):
    assert [name for name, grades in sample.qrels.items() if max(grades.values()) < 2] == []


@pytest.mark.long
@pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="no data: set FUNDSTELLE_SHARED")
@pytest.mark.parametrize("name", [name for name in FLOORS if name != "sample"])
def test_development_sets_reach_their_floors(name, tmp_path):
    script = SHARED / "eval/retrieval_sets.py"
    subprocess.run([sys.executable, script, SHARED / "data", tmp_path, name], check=True)
    assert below_floor(judged_set(tmp_path / name), tmp_path / "indexes") == {}
