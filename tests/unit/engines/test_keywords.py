"""The values of keyword fields, read all at once when an index is opened."""

import random

import pytest

from search.engines.base import SectionDocument
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.ranking.facets import Facets
from search.engines.embedded.reading.snapshot import Snapshot
from tests.counting import calls


def article(number, topics):
    return [
        SectionDocument(
            article_id=f"a{number}",
            revision=1,
            number=section,
            texts={"text": ["Der Rat"]},
            keywords={"topic": tuple(topics)} if section == 0 else {},
        )
        for section in range(number % 3 + 1)
    ]


def written(root, *batches):
    """Write batches of article number → topics, None for one that is removed."""
    engine = EmbeddedEngine(root)
    for batch in batches:
        with engine.writer(stamp="s") as writer:
            for number, topics in batch.items():
                if topics is None:
                    writer.remove(f"a{number}")
                else:
                    writer.add(article(number, topics))
    return Snapshot("s", root / (root / "CURRENT").read_text("ascii").split()[0])


@pytest.mark.parametrize("batches", [1, 3])
def test_values_are_those_of_live_articles(batches, tmp_path):
    rnd = random.Random(batches)
    topics = [*map(str, range(9)), "Kultur & Bühne", "Äpfel", "Straße\nund Weg", "🙂"]
    made = [
        {rnd.randrange(60): rnd.choice([None, rnd.sample(topics, 2), []]) for _ in range(60)}
        for _ in range(batches)
    ]
    made[0][60], made[-1][60] = ["weg"], None if batches > 1 else ["weg"]
    live = {}
    for batch in made:
        live |= batch
    names, sections, values = (snapshot := written(tmp_path, *made)).keywords("topic")
    ids = snapshot.all_article_ids
    assert names == sorted({topic for found in live.values() if found for topic in found})
    pairs = list(zip(values.tolist(), sections.tolist(), strict=True))
    assert pairs == sorted(pairs)
    assert not snapshot.number[sections].any()
    found = {(ids[snapshot.article_of[section]], names[value]) for value, section in pairs}
    expected = {(f"a{number}", topic) for number, some in live.items() for topic in some or ()}
    assert found == expected
    assert len(pairs) == len(expected)


def test_opening_takes_no_more_calls_for_many_values(tmp_path):
    """A list was read for each: 131,000 values took four seconds to open."""
    counts = []
    for size in (40, 400):
        root = tmp_path / str(size)
        snapshot = written(root, {n: [f"Thema {n}", f"Reihe {n}"] for n in range(size)})
        counts.append(calls(lambda: Facets(snapshot)))  # noqa: B023
    few, many = counts
    assert many < few + 2 * 360 + 100  # a call for each value, as its bytes become text
