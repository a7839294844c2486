"""R15: several processes write a batch as one does, whatever becomes of them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from search.engines.base import DocumentSource, SectionDocument
from search.engines.opensearch import OpenSearchEngine, writer
from search.errors import CannotWriteError
from tests.opensearch.rounds import ARTICLES, assert_tidy, documents, live_round

pytestmark = pytest.mark.opensearch

ROUND = 20
IDS = [f"a{number:02d}" for number in range(ARTICLES + ROUND)]
# No long integer of the cluster is so large.
TOO_LARGE = 1 << 70


def made(article_ids: Sequence[str], refused: str) -> Iterator[list[SectionDocument]]:
    """Yield articles of the round; one is of a revision that the cluster refuses."""
    of_id = {sections[0].article_id: sections for sections in documents(ROUND)}
    for name in article_ids:
        revision = TOO_LARGE if name == refused else ROUND
        yield [replace(section, revision=revision) for section in of_id[name]]


@pytest.fixture
def engine(opensearch_url, tmp_path, monkeypatch) -> OpenSearchEngine:
    """An engine that takes several processes for two dozen articles, three articles a piece."""
    monkeypatch.setattr(writer, "FEW", len(IDS))
    monkeypatch.setattr(writer, "AT_ONCE", 3)
    return OpenSearchEngine(tmp_path / "index", f"{opensearch_url}/{tmp_path.name}")


def _publish(engine: OpenSearchEngine, *, refused: str = "") -> list[int]:
    """Publish the round; return how many articles were told to be done."""
    done: list[int] = []
    source = DocumentSource(function=f"{__name__}:{made.__name__}", arguments={"refused": refused})
    with engine.writer(stamp="s") as batch:
        batch.add_all(source, IDS, workers=3, progress=done.append)
    return done


def test_all_is_there_once(engine, monkeypatch):
    bulk, parent = engine.cluster.bulk, os.getpid()
    heard, told = os.pipe()

    def noted(actions, at_once) -> None:
        rows = list(actions)
        if os.getpid() != parent:
            os.write(told, b".")
        elif rows and at_once == writer.AT_ONCE:
            os.read(heard, 1)  # another process is at it, too
            os.write(told, b".")
        bulk(iter(rows), at_once)

    monkeypatch.setattr(engine.cluster, "bulk", noted)
    done = _publish(engine)
    os.close(told)
    os.close(heard)
    assert live_round(engine) == ROUND
    assert done == sorted(done)
    assert done[-1] == len(IDS)


def test_what_a_process_that_was_killed_had_is_written_by_another(engine, monkeypatch, caplog):
    bulk, parent = engine.cluster.bulk, os.getpid()

    def killed(*args) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        bulk(*args)

    monkeypatch.setattr(engine.cluster, "bulk", killed)
    _publish(engine)
    assert live_round(engine) == ROUND
    assert "was killed by the system" in caplog.text


@pytest.mark.parametrize("refused", [IDS[0], IDS[11], IDS[-1]])
def test_a_refused_article_is_named_and_nothing_published(engine, refused):
    with pytest.raises(CannotWriteError, match=f"refuses {refused}"):
        _publish(engine, refused=refused)
    assert engine.cluster.live() is None
    assert_tidy(engine)
