"""Sums and intersections of parts are those of plain dictionaries, in whatever form a part is."""

import random

import numpy as np
import pytest

from search.engines.embedded.reading import scored_docs
from search.engines.embedded.reading.scored_docs import ScoredDocs

DOCUMENTS = 60


def part_of(scores: dict[int, float], form: str) -> ScoredDocs:
    ids = np.array(sorted(scores), np.int64)
    values = np.array([scores[i] for i in sorted(scores)], np.float64)
    positive = all(score > 0 for score in scores.values())
    if form == "list":
        return ScoredDocs(ids, values, positive)
    everywhere = np.zeros(DOCUMENTS)
    everywhere[ids] = values
    return ScoredDocs(None, everywhere, True)


def plain(part: ScoredDocs) -> dict[int, float]:
    ids, scores = part.matches()
    return dict(zip(ids.tolist(), scores.tolist(), strict=True))


def made(rnd: random.Random) -> tuple[dict[int, float], ScoredDocs]:
    ids = rnd.sample(range(DOCUMENTS), rnd.choice([0, 1, 3, 20, 60]))
    filters = rnd.random() < 0.3
    scores = {i: 0.0 if filters else rnd.choice([0.5, 1.0, 2.0]) for i in ids}
    form = "list" if filters or rnd.random() < 0.5 else "dense"
    return scores, part_of(scores, form)


@pytest.mark.parametrize("seed", range(200))
def test_parts_are_put_together_as_dictionaries_are(seed):
    rnd = random.Random(seed)
    of, parts = zip(*(made(rnd) for _ in range(rnd.randint(1, 4))), strict=True)
    before = [plain(part) for part in parts]
    for minimum in range(1, len(parts) + 1):
        hits = [i for i in range(DOCUMENTS) if sum(i in scores for scores in of) >= minimum]
        expected = {i: sum(scores.get(i, 0.0) for scores in of) for i in hits}
        assert plain(scored_docs.in_some(parts, minimum, DOCUMENTS)) == expected
    shares = [rnd.choice([0.0, 0.5, 2.0]) for _ in parts]
    weighted = plain(scored_docs.in_any(parts, DOCUMENTS, shares))
    hits = sorted(set().union(*of))
    assert weighted == {
        i: sum(scores.get(i, 0.0) * share for scores, share in zip(of, shares, strict=True))
        for i in hits
    }
    assert [plain(part) for part in parts] == before


@pytest.mark.parametrize("documents", [DOCUMENTS, 1_000_000])
@pytest.mark.parametrize("seed", range(50))
def test_a_part_is_asked_for_the_documents_of_another(seed, documents):
    rnd = random.Random(seed)
    scores, part = made(rnd)
    if part.ids is None:
        documents = DOCUMENTS
    ids = sorted(rnd.sample(range(DOCUMENTS), rnd.choice([0, 1, 10, 60])))
    hit, values = part.at(np.array(ids, np.int64), documents)
    assert hit.tolist() == [i in scores for i in ids]
    assert values.tolist() == [scores.get(i, 0.0) for i in ids]


def test_a_sum_takes_the_form_with_less_room():
    few, many = np.zeros(100), np.ones(100)
    few[3] = 1.0
    assert scored_docs.dense(few).ids.tolist() == [3]
    assert scored_docs.dense(many).ids is None
    assert scored_docs.dense(few).nbytes < scored_docs.dense(many).nbytes
