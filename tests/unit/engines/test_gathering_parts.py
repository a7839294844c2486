"""Several processes gather what one would have gathered, and none of them outlives the run."""

import os
import signal
import subprocess
from dataclasses import asdict

import numpy as np
import pytest

from corpus import ArticleStore, Names
from search.engines.base import DocumentSource
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writing import gathering, gathering_parts, numbering
from search.sections import documents_of, stored_documents
from search.system.arrays import ArrayFile


@pytest.fixture
def source(tmp_path, made_articles):
    with ArticleStore(tmp_path / "articles.sqlite") as store:
        for article in made_articles(60):
            store.put(article, "datei")
        yield documents_of(store)


@pytest.fixture(autouse=True)
def processes(monkeypatch):
    """Let few articles be many, and keep the processes that were started."""
    started = []

    class Kept(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Kept)
    monkeypatch.setattr(gathering_parts, "LEAST_ARTICLES", 10)
    return started


def ids_of(source):
    with ArticleStore(source.arguments["path"], source.arguments["shelf"]) as store:
        return [article_id for article_id, _ in store.current()]


def written(root, source, workers, progress=lambda _: None):
    """Return the arrays of an index."""
    engine = EmbeddedEngine(root)
    with engine.writer(stamp="s") as writer:
        writer.add_all(source, ids_of(source), workers=workers, progress=progress)
    (segment,) = root.glob("gen-00000001/*.fnd")
    arrays = ArrayFile(segment)
    return {name: arrays[name] for name in arrays}


def assert_same(one, other):
    assert one.keys() == other.keys()
    assert [name for name in one if not np.array_equal(one[name], other[name])] == []


def test_processes_gather_what_one_would_have(tmp_path, source, processes, monkeypatch):
    alone = written(tmp_path / "one", source, 1)
    assert len(alone["number"]) > 60
    assert not processes
    monkeypatch.setattr(gathering, "CUT_LETTERS", 1000)
    monkeypatch.setattr(gathering, "RUN_TOKENS", 2000)
    monkeypatch.setattr(numbering, "FULL", 300)  # only here: the others have lists of their own
    told = []
    assert_same(written(tmp_path / "three", source, 3, told.append), alone)
    assert [process.returncode for process in processes] == [0, 0]
    assert told == sorted(told)
    assert told[-1] == 60


def test_few_articles_start_no_process(tmp_path, source, processes, monkeypatch):
    monkeypatch.setattr(gathering_parts, "LEAST_ARTICLES", 31)
    written(tmp_path / "index", source, 8)
    assert processes == []


def dying(article_ids, parent, **arguments):
    """Yield documents of a store, but only in the run itself to the end."""
    for number, documents in enumerate(stored_documents(article_ids, **arguments)):
        if os.getpid() != int(parent) and number == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        yield documents


def broken(article_ids, last, **arguments):
    """Yield documents of a store, but not the last."""
    for documents in stored_documents(article_ids, **arguments):
        if documents[0].article_id == last:
            raise LookupError(last)
        yield documents


def told_apart(function, source, **more):
    return DocumentSource(
        function=f"{__name__}:{function.__name__}", arguments={**source.arguments, **more}
    )


def test_what_a_process_that_died_had_to_do_is_done_by_the_run(tmp_path, source, processes):
    alone = written(tmp_path / "one", source, 1)
    source = told_apart(dying, source, parent=str(os.getpid()))
    assert_same(written(tmp_path / "two", source, 2), alone)
    assert [process.returncode for process in processes] == [-signal.SIGKILL]


def test_an_error_of_a_process_is_an_error_of_the_run(tmp_path, source, processes):
    last = ids_of(source)[-1]
    with pytest.raises(LookupError, match=last):
        written(tmp_path / "index", told_apart(broken, source, last=last), 2)
    assert [process.returncode for process in processes] == [1]
    assert not list((tmp_path / "index").glob("gen-*"))


def test_an_interrupted_run_ends_its_processes(tmp_path, source, processes):
    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "index", source, 4, interrupt)
    assert len(processes) == 3
    assert None not in [process.returncode for process in processes]


def test_a_process_whose_run_is_gone_saves_nothing(tmp_path, source, monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    np.zeros(1, np.int64).tofile(tmp_path / "done")
    gathering_parts.put_ids_aside(Names(ids_of(source)), tmp_path)
    arguments = {"source": asdict(source)}
    gathering_parts.work(**arguments, folder=str(tmp_path), parent=os.getpid())
    assert np.fromfile(tmp_path / "done", np.int64).tolist() == [1]
    assert not (tmp_path / gathering.SAVED).exists()
    gathering_parts.work(**arguments, folder=str(tmp_path), parent=os.getppid())
    assert (tmp_path / gathering.SAVED).exists()


def test_an_article_that_comes_twice_is_an_error_of_the_batch(tmp_path, source):
    def add_twice():
        with EmbeddedEngine(tmp_path / "index").writer(stamp="s") as writer:
            writer.add_all(source, ids_of(source))
            writer.add_all(source, ids_of(source)[:1])

    with pytest.raises(ValueError, match="added twice"):
        add_twice()
    assert not list((tmp_path / "index").glob("gen-*"))
