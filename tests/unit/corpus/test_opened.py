"""A store stays open between the questions of a thread, and is left where that would be wrong."""

import os
import threading

import pytest

from corpus import Article, ArticleStore, StoreDamagedError, StoreError, reading

NOTE = Article(id="a", title="Ein Titel")


@pytest.fixture
def path(tmp_path):
    with ArticleStore(tmp_path / "articles.sqlite", "eins") as store:
        store.put(NOTE, "f")
    return store.path


def opened(path, shelf="eins"):
    with reading(path, shelf) as store:
        return store


def is_open(store):
    try:
        return store.count() >= 0
    except StoreError:
        return False


def test_a_thread_keeps_its_store_and_sees_what_is_written(path):
    first = opened(path)
    assert first.get("a") == NOTE
    with reading(path, "eins") as outer, reading(path, "eins") as inner:
        assert first is outer is inner
    assert opened(path, "zwei") is not first
    with ArticleStore(path, "eins") as writer:
        writer.put(Article(id="b"), "f")
        assert opened(path).get("b")
    assert opened(path).get("b")


def test_another_thread_has_its_own_and_closes_it_at_its_end(path):
    found = []
    thread = threading.Thread(target=lambda: found.append(opened(path)))
    thread.start()
    thread.join()
    assert found[0] is not opened(path)
    assert is_open(opened(path))
    assert not is_open(found[0])


def test_a_replaced_file_is_opened_anew(path):
    first = opened(path)
    with ArticleStore(path.with_name("other"), "eins") as other:
        other.put(Article(id="c"), "f")
    other.path.replace(path)
    assert opened(path) is not first
    assert opened(path).get("c")
    path.unlink()
    with pytest.raises(StoreError, match="no article store"):
        opened(path)


def test_after_an_error_it_is_opened_anew(path):
    def fail():
        with reading(path, "eins"):
            raise StoreDamagedError

    first = opened(path)
    with pytest.raises(StoreDamagedError):
        fail()
    assert opened(path) is not first


def test_a_child_process_neither_uses_nor_closes_what_was_open_before(path, monkeypatch):
    first = opened(path)
    pid = os.getpid()
    with monkeypatch.context() as child:
        child.setattr("os.getpid", lambda: pid + 1)
        assert opened(path) is not first
    assert is_open(first)
