"""The history of a store: what came after a place, and what was there before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from corpus import ArticleStore
from corpus.history import History
from tests.prose import article


@pytest.fixture
def store(tmp_path):
    with ArticleStore(tmp_path / "articles.sqlite") as store:
        yield store


def put(store, name, text, at):
    """Store an article at a moment of a clock of our own."""
    store.put(article(name, [text]), "datei")
    with store.transaction():
        store._run("UPDATE revisions SET stored_at = ? WHERE rowid = last_insert_rowid()", (at,))
    return History(store).after(0)[-1]


def moment(second):
    return (datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=second)).isoformat(
        timespec="seconds"
    )


def names(rows):
    return [(row.id, row.revision) for row in rows]


def test_what_comes_after_a_place_comes_in_order_whatever_the_clock_says(store):
    first = put(store, "b", "eins", moment(50))
    put(store, "a", "zwei", moment(10))
    put(store, "b", "drei", moment(10))
    history = History(store)
    assert names(history.after(0)) == [("b", 1), ("a", 1), ("b", 2)]
    assert names(history.after(first.number)) == [("a", 1), ("b", 2)]
    assert [names(rows) for rows in history.backwards(2)] == [[("b", 2), ("a", 1)], [("b", 1)]]


def test_a_place_is_found_by_the_revision_that_stands_there_and_by_no_other(store):
    first, second = put(store, "a", "eins", moment(1)), put(store, "a", "zwei", moment(2))
    history = History(store)
    assert [history.place_of(row) for row in (first, second)] == [first.number, second.number]
    for other in ({"id": "b"}, {"revision": 3}, {"at": moment(3)}):
        assert history.place_of(second._replace(**other)) is None


@pytest.mark.parametrize(
    ("second", "later"), [(-1, "abcd"), (0, "abcd"), (1, "bcd"), (5, "bcd"), (6, "d"), (9, "")]
)
def test_all_that_was_stored_from_a_moment_on_comes_after_its_place(store, second, later):
    for name, at in (("a", 0), ("b", 5), ("c", 5), ("d", 8)):
        put(store, name, "text", moment(at))
    history = History(store)
    place = history.place_before(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
    assert "".join(row.id for row in history.after(place)) == later


def test_a_place_tells_the_revisions_of_then(store):
    put(store, "a", "eins", moment(1))
    place = put(store, "b", "eins", moment(1)).number
    put(store, "a", "zwei", moment(2))
    put(store, "c", "eins", moment(2))
    history = History(store)
    assert history.revisions_at(place, ["a", "b", "c", "nie"]) == {"a": 1, "b": 1}
    assert history.revisions_at(place + 2, ["a", "c"]) == {"a": 2, "c": 1}


def test_shelves_of_one_file_have_histories_of_their_own(store, tmp_path):
    put(store, "a", "eins", moment(1))
    with ArticleStore(tmp_path / "articles.sqlite", "andere") as other:
        put(other, "b", "eins", moment(2))
        assert names(History(other).after(0)) == [("b", 1)]
        assert list(History(other).backwards(9)) == [History(other).after(0)]
        assert History(other).revisions_at(99, ["a", "b"]) == {"b": 1}
    assert names(History(store).after(0)) == [("a", 1)]


def test_an_empty_store_has_no_history(store):
    history = History(store)
    assert (history.after(0), list(history.backwards(5))) == ([], [])
    assert history.place_before(datetime(2025, 1, 1, tzinfo=UTC)) == 0


def test_articles_are_sorted_newest_first_undated_last_and_gone_ones_left_out(store):
    for name, day in (("a", 3), ("b", None), ("c", 9), ("d", 9), ("e", 1)):
        published = day and datetime(2025, 1, day, tzinfo=UTC)
        store.put(article(name, ["text"], published=published), "datei")
    store.remove("e")
    assert History(store).newest_first("abcdex") == ["c", "d", "a", "b"]
