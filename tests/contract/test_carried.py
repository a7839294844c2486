"""The port's rules on files of an index: what one engine gives, another one can take."""

from __future__ import annotations

import shutil

import pytest

from search.engines.base import Question
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.generations import chain
from search.engines.embedded.generations.manifest import manifest_bytes, read_manifest
from search.engines.memory import MemoryEngine
from search.errors import IndexDamagedError, IndexMissingError, UsageError
from search.query import plan
from search.sections import section_documents
from search.system.storage import Storage


def fill(engine, articles, **options):
    with engine.writer(stamp="s", **options) as writer:
        for article in articles:
            writer.add(section_documents(article, 1))


@pytest.fixture(params=["memory", "embedded"])
def engine(request, tmp_path):
    return MemoryEngine() if request.param == "memory" else EmbeddedEngine(tmp_path / "index")


@pytest.fixture(scope="module")
def five_articles(tmp_path_factory, made_articles):
    root = tmp_path_factory.mktemp("fünf") / "index"
    fill(EmbeddedEngine(root), made_articles(5))
    return root


@pytest.fixture
def filled(tmp_path, five_articles):
    return EmbeddedEngine(shutil.copytree(five_articles, tmp_path / "eins"))


@pytest.fixture
def other(tmp_path):
    return EmbeddedEngine(tmp_path / "zwei")


def given(engine):
    """Return the name of the live generation and the content of its files."""
    with engine.files() as (info, files):
        return info.generation, {name: file.read() for name, file in files.items()}


def take(engine, generation, contents):
    with engine.receive(generation) as folder:
        for name, content in contents.items():
            (folder / name).write_bytes(content)


def test_without_an_index_there_are_no_files(engine):
    with pytest.raises(IndexMissingError), engine.files():
        pass


def test_files_are_told_with_the_generation_they_belong_to(engine, made_articles):
    fill(engine, made_articles(3))
    with engine.files() as (info, files):
        assert info == engine.info()
        assert all(file.name.endswith(name) for name, file in files.items())


def test_an_index_tells_the_stamp_it_was_built_with(engine, made_articles):
    fill(engine, made_articles(1))
    assert engine.info().stamp == engine.stamped("s")


def test_an_engine_without_files_takes_none():
    with pytest.raises(UsageError):
        MemoryEngine().receive("gen-00000001")


def test_files_are_read_to_the_end_when_their_generation_is_removed(
    filled, made_articles, monkeypatch
):
    before = given(filled)
    monkeypatch.setattr(chain, "KEPT_SECONDS", 0.0)
    with filled.files() as (info, files):
        for seed in range(3):
            fill(filled, made_articles(2, seed=seed), full=True)
        assert info.generation not in [path.name for path in filled.root.iterdir()]
        assert {name: file.read() for name, file in files.items()} == before[1]


def test_a_generation_that_is_removed_before_it_is_open_is_followed_by_the_next(
    filled, made_articles, monkeypatch
):
    monkeypatch.setattr(chain, "KEPT_SECONDS", 0.0)
    live, seeds = chain.Generations.live, iter(range(3))

    def overtaken(self):
        found = live(self)
        for seed in seeds:
            fill(EmbeddedEngine(filled.root), made_articles(2, seed=seed), full=True)
        return found

    monkeypatch.setattr(chain.Generations, "live", overtaken)
    assert given(filled)[0] == "gen-00000004"


def test_files_taken_are_the_same_index_under_the_same_name(filled, other, made_articles):
    fill(filled, made_articles(9))
    take(other, *given(filled))
    assert given(other) == given(filled)
    assert other.check() == []
    everything = Question(plan=plan.Everything())
    assert other.answer(everything) == filled.answer(everything)
    fill(other, made_articles(12))
    assert other.info().generation == "gen-00000003"


def test_no_file_is_written_over_that_only_root_could_write_to(filled, other, monkeypatch):
    write = Storage.write

    def checked(self, path, data):
        assert not path.exists() or path.stat().st_mode & 0o200
        write(self, path, data)

    monkeypatch.setattr(Storage, "write", checked)
    take(other, *given(filled))


def test_files_are_not_taken_where_an_index_is(filled):
    with pytest.raises(UsageError, match="already"):
        take(filled, *given(filled))
    assert filled.check() == []


def _without(contents, name):
    del contents[name]


def _changed(contents, name):
    contents[name] = contents[name][:-1] + bytes([contents[name][-1] ^ 1])


def _more(contents, name):
    contents["mehr"] = contents[name]


@pytest.mark.parametrize("spoil", [_without, _changed, _more])
def test_files_that_are_not_all_of_a_generation_or_more_are_refused(filled, other, spoil):
    name, contents = given(filled)
    for file in list(contents):
        spoiled = dict(contents)
        spoil(spoiled, file)
        with pytest.raises(IndexDamagedError):
            take(other, name, spoiled)
        with pytest.raises(IndexMissingError):
            other.info()


@pytest.mark.parametrize("name", ["", "..", "gen-1", "gen-00000000", "gen-00000001/..", "CURRENT"])
def test_a_generation_has_the_name_of_one(filled, other, name):
    with pytest.raises(IndexDamagedError, match="no name"):
        take(other, name, given(filled)[1])


def test_files_that_fit_their_manifest_and_cannot_be_read_are_refused(filled, other):
    name, contents = given(filled)
    manifest = read_manifest(filled.root / name)
    facts = dict(manifest.facts)
    for spoiled in ({**facts, "stamp": "schema-1 s"}, {**facts, "built": "gestern"}, {}):
        told = manifest_bytes(filled.root / name, spoiled, manifest.files)
        with pytest.raises(IndexDamagedError, match=r"another version|cannot be read"):
            take(other, name, {**contents, "MANIFEST.json": told})
        with pytest.raises(IndexMissingError):
            other.info()
