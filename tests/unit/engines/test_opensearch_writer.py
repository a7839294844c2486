"""What a batch for a cluster counts, what it sends in which order, by one process or several."""

import os

import pytest

from search.engines.base import GROUPS, DocumentSource, SectionDocument
from search.engines.opensearch import writer
from search.engines.opensearch.groups import groups_of
from search.engines.opensearch.writer import Batch, Counted, Writing
from search.system import side_by_side


def article(name, text="Der Steg", title="Neuer Steg"):
    """Return an article of a lead and a section."""
    texts = {"title": [title], "text": [text]}, {"text": [text]}
    return [
        SectionDocument(article_id=name, revision=1, number=number, texts=some)
        for number, some in enumerate(texts)
    ]


def made(ids, text, once=""):
    """Stand for a store: the articles of these ids."""
    return (article(name, once or text) for name in ids)


def source(text="Der Steg", once=""):
    return DocumentSource(
        function=f"{__name__}:made",
        arguments={"text": text},
        once={"once": once} if once else {},
    )


class Cluster:
    """Keeps what is sent in a file, which forked processes write to as well."""

    def __init__(self, path):
        self._path = path
        self.client = self
        self.indices = self
        self.refreshed = []

    def bulk(self, actions, at_once):
        assert at_once == writer.AT_ONCE
        for action in actions:
            line = f"{os.getpid()} {action.get('_op_type', 'index')} {action['_index']}"
            with self._path.open("a") as out:
                out.write(f"{line} {action['_id']}\n")

    def errors(self):
        return self._path.open()  # a context of no meaning here

    def refresh(self, index, request_timeout):
        self.refreshed.append(index)

    @property
    def sent(self):
        lines = self._path.read_text().splitlines()
        return [tuple(line.split(" ")) for line in lines]


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / "sent").touch()
    return Cluster(tmp_path / "sent")


def write(batch, cluster):
    words = batch.counted().distinct()
    Writing(cluster, "im-bau", groups_of(words, Counted().learned({}))).write(batch)
    return [(kind, name) for _, kind, _, name in cluster.sent]


def test_words_are_counted_by_group_and_those_of_titles_alone_teach_nothing(monkeypatch):
    counted = Counted()
    counted.add([article("a", "Der Schulhof", "Turmbau"), article("b", "Hof")])
    assert counted.sections == 4
    assert counted.words["title"] == {"Turmbau", "Neuer", "Steg"}
    assert counted.words["text"] == {"Der", "Schulhof", "Hof"}
    assert counted.distinct() == sorted({"Turmbau", "Neuer", "Steg", "Der", "Schulhof", "Hof"})
    assert counted.words.keys() == GROUPS.keys()
    taught = []
    monkeypatch.setattr(writer.Vocabulary, "learn", lambda words, _: taught.append(words))
    counted.learned({})
    assert taught == [{"Der": 2, "Schulhof": 2, "Hof": 2}]


def test_removals_are_sent_before_what_is_added(cluster):
    batch = Batch()
    batch.add(article("alt"))
    batch.remove("alt")
    batch.remove("neu")
    batch.add(article("neu"))
    assert write(batch, cluster) == [("delete", "alt"), ("delete", "neu"), ("index", "neu")]
    assert {index for _, _, index, _ in cluster.sent} == {"im-bau"}
    assert cluster.refreshed == ["im-bau"]


def test_a_source_is_counted_with_what_is_told_once_and_written_without(cluster):
    batch = Batch()
    batch.add_all(source("Der Steg", once="Das Wehr"), ["a", "b"])
    counted = batch.counted()
    assert counted.words["text"] == {"Das", "Wehr"}
    assert [documents[0].texts["text"] for documents in batch.sources[0].articles()] == [
        ["Der Steg"]
    ] * 2


def test_progress_is_told_now_and_then_and_at_the_end(monkeypatch):
    monkeypatch.setattr(writer, "STEP", 2)
    told = []
    batch = Batch()
    batch.add_all(source(), [f"a{n}" for n in range(5)], progress=told.append)
    assert len(list(batch.sources[0].articles())) == 5
    assert told == [2, 4, 5]


@pytest.fixture
def jobs(monkeypatch):
    """Let few articles be many; note how many pieces and helpers a job has."""
    begun = []

    class Noted(side_by_side.SideBySide):
        def __init__(self, work, pieces, helpers):
            begun.append((pieces, helpers))
            super().__init__(work, pieces, helpers)

    monkeypatch.setattr(writer, "SideBySide", Noted)
    monkeypatch.setattr(writer, "FEW", 12)
    monkeypatch.setattr(writer, "AT_ONCE", 5)
    return begun


@pytest.mark.parametrize(
    ("articles", "workers", "most", "begun"),
    [(12, 2, 9, [(3, 1)]), (12, 3, 2, [(2, 2)]), (12, 1, 9, []), (11, 2, 9, [])],
)
def test_many_articles_are_sent_by_several_processes_each_once(
    cluster, monkeypatch, tmp_path, jobs, articles, workers, most, begun
):
    monkeypatch.setattr(writer, "MOST_PIECES", most)
    told = tmp_path / "told"

    def progress(done):
        with told.open("a") as out:
            out.write(f"{os.getpid()} {done}\n")

    names = [f"a{n:02}" for n in range(articles)]
    batch = Batch()
    batch.add_all(source(), names, workers=workers, progress=progress)
    assert sorted(write(batch, cluster)) == [("index", name) for name in names]
    assert jobs == begun
    tellers, numbers = zip(*map(str.split, told.read_text().splitlines()), strict=True)
    assert set(tellers) == {str(os.getpid())}
    assert [*map(int, numbers)] == sorted(map(int, numbers))
    assert numbers[-1] == str(articles)


def test_progress_is_told_at_the_pieces_that_this_process_takes(cluster, monkeypatch, jobs):
    monkeypatch.setattr(
        writer, "SideBySide", lambda work, pieces, _: side_by_side.SideBySide(work, pieces, 0)
    )
    told = []
    batch = Batch()
    batch.add_all(source(), [f"a{n:02}" for n in range(12)], workers=2, progress=told.append)
    write(batch, cluster)
    assert told == [0, 4, 8, 12]


def test_if_a_process_dies_all_is_sent_once_more_by_this_one(cluster, monkeypatch):
    class Dead(side_by_side.SideBySide):
        def results(self):
            raise side_by_side.WorkerDiedError("killed")

    monkeypatch.setattr(writer, "FEW", 2)
    monkeypatch.setattr(writer, "SideBySide", Dead)
    batch = Batch()
    batch.add_all(source(), ["a", "b", "c"], workers=2)
    write(batch, cluster)
    own = [name for pid, _, _, name in cluster.sent if int(pid) == os.getpid()]
    assert own[-3:] == ["a", "b", "c"]
