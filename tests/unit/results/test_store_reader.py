"""The store of a service: one connection for many blocks, but never that of another file."""

import gc
import shutil
from contextlib import suppress

import pytest

from corpus import Article, ArticleStore
from search.errors import IndexMissingError
from search.results.store_reader import StoreReader


def store_with(path, title):
    with ArticleStore(path) as store:
        store.put(Article(id="a", title=title), "a.txt")
    return path


@pytest.fixture
def path(tmp_path):
    return store_with(tmp_path / "articles.sqlite", "Alt")


@pytest.fixture
def opened(path):
    reader = StoreReader(path, "index")
    yield reader
    reader.close()


def title(opened):
    with opened() as store:
        return store.get("a").title


def test_the_next_block_gets_the_same_connection(opened):
    with opened() as first:
        pass
    with opened() as second:
        assert second is first


def test_blocks_side_by_side_have_connections_of_their_own(opened):
    with opened() as outer, opened() as inner:
        assert inner is not outer


def test_what_is_written_meanwhile_is_seen(opened, path):
    assert title(opened) == "Alt"
    store_with(path, "Neu")
    assert title(opened) == "Neu"


def test_a_store_put_in_its_place_is_noticed(opened, path, tmp_path):
    other = store_with(tmp_path / "other.sqlite", "Anders")
    assert title(opened) == "Alt"
    other.replace(path)
    assert title(opened) == "Anders"


def test_a_store_copied_over_it_is_noticed(opened, path, tmp_path):
    kept = shutil.copy(path, tmp_path / "kept.sqlite")
    store_with(path, "Neu")
    assert title(opened) == "Neu"
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copy(kept, path)
    assert title(opened) == "Alt"


def test_a_copy_of_the_file_alone_has_what_was_written_while_it_was_open(opened, path, tmp_path):
    assert title(opened) == "Alt"
    store_with(path, "Neu")
    with ArticleStore(shutil.copy(path, tmp_path / "copy.sqlite")) as copy:
        assert copy.get("a").title == "Neu"


def test_a_store_that_is_gone_is_missed(opened, path):
    assert title(opened) == "Alt"
    path.unlink()
    with pytest.raises(IndexMissingError, match="is missing"), opened():
        pass


def test_after_an_error_the_connection_is_not_used_again(opened):
    with suppress(ValueError), opened() as first:
        raise ValueError
    with opened() as second:
        assert second is not first


def test_a_reader_in_a_cycle_of_garbage_closes_what_it_keeps(path, monkeypatch):
    closed = []
    monkeypatch.setattr(ArticleStore, "close", lambda store: closed.append(store.path))
    reader = StoreReader(path, "index")
    with reader() as store:
        database = store._database
    reader.itself = reader  # as a service that its handlers hold
    del reader, store
    gc.collect()
    database.close()
    assert closed == [path]
