"""The article store: revisions, shelves, batches, damage."""

import json
import random
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from corpus import (
    Article,
    ArticleStore,
    FileRecord,
    KeptArticle,
    Section,
    StoreDamagedError,
    StoreError,
)
from corpus.packing import packer

pack = packer()
NOTE = Article(id="a", title="Erster Stand", sections=(Section(paragraphs=("Text.",)),))


def test_put_tells_new_changed_unchanged(store):
    later = replace(NOTE, title="Zweiter Stand")
    assert [store.put(NOTE, "f"), store.put(NOTE, "f"), store.put(later, "f")] == [
        "new", "unchanged", "changed",
    ]  # fmt: skip
    assert store.get("a") == later
    assert store.get("a", 1) == NOTE
    assert [number for number, *_ in store.revisions("a")] == [1, 2]
    assert list(store.current()) == [("a", 2)]


def test_removed_article_returns_as_new_with_the_next_revision(store):
    store.put(NOTE, "f")
    assert (store.remove("a"), store.remove("a"), store.remove("x")) == (True, False, False)
    assert (store.get("a"), store.count(), store.owner("a")) == (None, 0, None)
    assert store.get("a", 1) == NOTE
    assert store.put(NOTE, "g") == "new"
    assert list(store.current()) == [("a", 2)]
    assert store.owner("a") == "g"


def test_unchanged_article_follows_its_file(store):
    store.put(NOTE, "f")
    store.put(NOTE, "g")
    assert (store.ids_of("f"), store.ids_of("g")) == ([], ["a"])


def test_what_a_file_provides_is_found_without_going_through_the_shelf(store):
    with store.transaction():
        for number in range(500):
            store.put(replace(NOTE, id=str(number)), f"f{number}")
    steps = []
    store._database.set_progress_handler(lambda: steps.append(1) and 0, 1)
    assert store.ids_of("f7") == ["7"]
    assert 0 < len(steps) < 100


def test_articles_stream_sorted_by_id(store):
    for name in ("c", "ä", "b"):
        store.put(replace(NOTE, id=name), "f")
    assert [article.id for _, article in store.articles()] == ["b", "c", "ä"]
    assert [article.id for _, article in store.articles(["c", "b", "fehlt"])] == ["b", "c"]
    assert set(store.get_many([("b", 1), ("b", 9)])) == {("b", 1)}


def test_many_are_fetched_at_once_live_or_not(store):
    later = replace(NOTE, title="Zweiter Stand")
    for article in (NOTE, later, replace(NOTE, id="b"), replace(NOTE, id='"[c')):
        store.put(article, "f")
    store.remove("b")
    asked = []
    store._database.set_trace_callback(asked.append)
    found = store.get_many([("a", 1), ("a", 2), ("b", 1), ('"[c', 1), ("b", 2), ("\ud800", 1)])
    assert (found["a", 1], found["a", 2], found["b", 1].id) == (NOTE, later, "b")
    assert found.keys() == {("a", 1), ("a", 2), ("b", 1), ('"[c', 1)}
    assert len(asked) == 1
    assert store.get_many([]) == {}


def test_more_articles_than_a_page(store):
    with store.transaction():
        for number in range(2500):
            store.put(replace(NOTE, id=f"{number:05}"), "f")
    assert len(list(store.current())) == store.count() == 2500
    assert [article.id for _, article in store.articles()] == [f"{n:05}" for n in range(2500)]


def test_newest_compares_moments_and_reads_naive_ones_as_berlin(store):
    stamps = {
        "a": "2025-04-10T12:00:00+00:00",
        "b": "2025-04-10T13:59:00",
        "c": None,
        "d": "1000-01-01",
    }
    for name, stamp in stamps.items():
        moment = datetime.fromisoformat(stamp) if stamp else None
        store.put(replace(NOTE, id=name, published=moment), "f")
    assert [article.id for article in store.newest(9)] == ["a", "b", "d", "c"]
    assert len(store.newest(1)) == 1


def test_a_changed_byte_of_a_kept_text_is_found(store):
    store.put(NOTE, "f")
    store.put(replace(NOTE, id="b"), "f")
    assert list(store.problems()) == []
    other = pack(json.dumps(replace(NOTE, id="b", title="Ein anderer").to_dict()).encode())
    for changed in (other, other[:-4], other + b"x", b"\0", "{"):
        store._run("UPDATE revisions SET content = ? WHERE id = 'b'", (changed,))
        (problem,) = store.problems()
        assert "text of b" in problem


def test_batch_is_all_or_nothing(store):
    def fail():
        with store.transaction():
            store.put(NOTE, "f")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.count() == 0
    with store.transaction():
        store.put(NOTE, "f")
    assert store.count() == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_batch_leaves_what_its_articles_one_by_one_would(tmp_path, seed):
    rnd = random.Random(seed)
    one, many = (ArticleStore(tmp_path / name) for name in ("1.sqlite", "n.sqlite"))
    with one, many:
        for _ in range(10):
            steps = [(f"{rnd.randint(0, 4)}", f"f{rnd.randint(0, 1)}") for _ in range(12)]
            with many.transaction():
                batch = many.batch({name for name, _ in steps})
                for name, file in steps:
                    if rnd.random() < 0.3:
                        batch.write()
                        assert batch.remove(name) == one.remove(name)
                    note = replace(NOTE, id=name, title=f"Stand {rnd.randint(0, 2)}")
                    assert batch.owner(name) == one.owner(name)
                    assert batch.get(name) == one.get(name)
                    assert batch.put(KeptArticle.of(note), file) == one.put(note, file)
                batch.write()
            for store in (one, many):
                assert list(store.problems()) == []
            assert list(one.articles()) == list(many.articles())
            for name in map(str, range(5)):
                assert one.owner(name) == many.owner(name)
                assert [row[::2] for row in one.revisions(name)] == [
                    row[::2] for row in many.revisions(name)
                ]


def test_files_are_noted_and_forgotten(store):
    record = FileRecord(
        display="f", size=1, mtime_ns=2**62, sha256="00", failures=("line 2: x",),
        skips=("empty",), doubts=(("line 3", 2),), rules="7f",
    )  # fmt: skip
    store.note_file(record)
    assert (store.known_file("f"), store.files()) == (record, ["f"])
    store.forget_file("f")
    assert (store.known_file("f"), store.files()) == (None, [])


def test_shelves_do_not_see_each_other(tmp_path):
    path = tmp_path / "s.sqlite"
    with ArticleStore(path, "eins") as one, ArticleStore(path, "zwei") as two:
        one.put(NOTE, "f")
        assert (one.count(), two.count(), two.get("a")) == (1, 0, None)
        assert two.put(NOTE, "f") == "new"


def test_reader_sees_the_last_commit_while_a_writer_works(tmp_path):
    path = tmp_path / "s.sqlite"
    with ArticleStore(path) as writer:
        writer.put(NOTE, "f")
        with writer.transaction(), ArticleStore(path, read_only=True) as reader:
            writer.put(replace(NOTE, id="b"), "f")
            assert reader.count() == 1


def test_two_openers_at_once_make_one_store(tmp_path):
    errors = []

    def work(name):
        try:
            with ArticleStore(tmp_path / "s.sqlite") as store:
                store.put(replace(NOTE, id=name), "f")
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with ArticleStore(tmp_path / "s.sqlite", read_only=True) as store:
        assert store.count() == 8


def test_read_only_needs_a_store_and_cannot_write(tmp_path):
    path = tmp_path / "sub dir #1" / "s.sqlite"
    with pytest.raises(StoreError, match="no article store"):
        ArticleStore(path, read_only=True)
    ArticleStore(path).close()
    with ArticleStore(path, read_only=True) as store, pytest.raises(StoreError, match="cannot be"):
        store.put(NOTE, "f")


def test_garbage_and_foreign_databases_are_refused_untouched(tmp_path):
    garbage = tmp_path / "g.sqlite"
    garbage.write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreDamagedError):
        ArticleStore(garbage)
    foreign = tmp_path / "f.sqlite"
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    before = foreign.read_bytes()
    with pytest.raises(StoreDamagedError, match="not an article store"):
        ArticleStore(foreign)
    assert foreign.read_bytes() == before


def test_damaged_entry_is_named(store):
    store.put(NOTE, "f")
    for content in (pack(b'{"id":'), '{"id":', b"no such thing"):
        store._run("UPDATE revisions SET content = ?", (content,))
        with pytest.raises(StoreDamagedError, match=r"articles\.sqlite"):
            store.get("a")


def test_text_that_is_no_unicode_is_refused(store):
    with pytest.raises(StoreError, match="no Unicode"):
        store.put(replace(NOTE, title="\ud800"), "f")


def test_time_of_storing_is_utc(store):
    store.put(NOTE, "f")
    [(_, stamp, fingerprint)] = store.revisions("a")
    assert fingerprint == NOTE.fingerprint()
    assert datetime.fromisoformat(stamp).tzinfo == UTC
