"""Groups of copies keep up with the store."""

import random
from dataclasses import replace

import pytest

from corpus import ArticleStore
from corpus.copies import CopyTable, noted, notes_in
from corpus.copies.sample import rules_out
from tests.prose import article, paragraphs

WHOLE = paragraphs("ganz")


def groups(store):
    found = {}
    for copy in CopyTable(store).all():
        found.setdefault(copy.leader, []).append(copy.id)
    return sorted(sorted(group) for group in found.values())


def test_groups_hold_over_sources_and_runs(store):
    table = CopyTable(store)
    store.put(article("b", WHOLE, source="Bote", agencies=("dpa",)), "f")
    store.put(article("x", paragraphs("fremd")), "f")
    assert table.update()
    assert groups(store) == []
    store.put(article("a", WHOLE[:3], source="Tagblatt"), "g")
    assert table.update()
    assert groups(store) == [["a", "b"]]
    assert [(copy.id, copy.source) for copy in table.of("b")] == [("a", "Tagblatt"), ("b", "Bote")]
    assert table.of("x") == table.of("nobody") == []
    assert not table.update()


def test_changes_are_counted_so_that_readers_know(store):
    table, seen = CopyTable(store), set()
    for parts in (WHOLE, WHOLE[:3], WHOLE[:4]):
        store.put(article("a", parts), "f")
        table.update()
        seen.add(table.changes())
    store.remove("a")
    table.update()
    assert len(seen | {table.changes()}) == 4


def test_what_a_removed_article_held_together_falls_apart(store):
    first, second = paragraphs("eins"), paragraphs("zwei")
    for name, parts in (("a", first), ("b", (*first, *second)), ("c", second)):
        store.put(article(name, parts), "f")
    CopyTable(store).update()
    assert groups(store) == [["a", "b", "c"]]
    store.remove("b")
    CopyTable(store).update()
    assert groups(store) == []


@pytest.mark.parametrize("seed", range(6))
def test_updates_give_the_groups_of_a_fresh_start(seed, tmp_path):
    """Articles come, change and go; the groups are those of the articles that are there."""
    rnd = random.Random(seed)
    with ArticleStore(tmp_path / "s.sqlite", "nach und nach") as store:
        for _ in range(8):
            for _ in range(rnd.randint(1, 6)):
                name, kind = f"a{rnd.randint(0, 14):02}", rnd.randint(0, 3)
                parts = paragraphs(kind)[: rnd.randint(2, 6)]
                if rnd.random() < 0.3:
                    store.remove(name)
                else:
                    store.put(article(name, parts, source=rnd.choice("XYZ")), "f")
            CopyTable(store).update()
        with ArticleStore(tmp_path / "s.sqlite", "auf einmal") as fresh:
            for _, kept in store.articles():
                fresh.put(kept, "f")
            CopyTable(fresh).update()
            assert groups(store) == groups(fresh)
            assert groups(store)


def test_a_run_that_was_cut_off_is_completed_by_the_next(store, monkeypatch):
    for name in "abc":
        store.put(article(name, WHOLE), "f")
    table = CopyTable(store)

    def fail(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("corpus.copies.table.join_copies", fail)
        with pytest.raises(ZeroDivisionError):
            table.update()
    assert groups(store) == []
    table.update()
    assert groups(store) == [["a", "b", "c"]]


def test_a_change_of_the_sketch_is_made_up_for(store, monkeypatch):
    for name in "ab":
        store.put(article(name, WHOLE), "f")
    table = CopyTable(store)
    table.update()
    monkeypatch.setattr("corpus.copies.table.SKETCH_VERSION", 99)
    assert table.update()
    assert groups(store) == [["a", "b"]]


def test_shelves_have_groups_of_their_own(tmp_path):
    path = tmp_path / "s.sqlite"
    with ArticleStore(path, "eins") as one, ArticleStore(path, "zwei") as two:
        one.put(article("a", WHOLE), "f")
        two.put(replace(article("b", WHOLE)), "f")
        CopyTable(one).update()
        CopyTable(two).update()
        assert (groups(one), groups(two)) == ([], [])


def test_texts_with_a_few_lines_in_common_are_told_apart_without_being_read(store, monkeypatch):
    for number in range(30):
        store.put(article(f"{number:02}", (*paragraphs("lang", 4), *paragraphs(number, 30))), "f")
    read = []
    monkeypatch.setattr("corpus.copies.table.shingles_of", lambda text: read.append(text))
    met = []
    monkeypatch.setattr(
        "corpus.copies.table.rules_out", lambda *pair: met.append(rules_out(*pair)) or met[-1]
    )
    CopyTable(store).update()
    assert (len(met) > 20, set(met), read) == (True, {True}, [])


def rows(store):
    return store._all("SELECT * FROM copies WHERE shelf = ? ORDER BY id")


def put_some(store):
    for name, parts in (
        ("b", WHOLE),
        ("c", WHOLE[:3]),
        ("d", paragraphs("fremd")),
        ("a", ("zu kurz",)),
    ):
        store.put(article(name, parts, source=f"Bote {name}"), "f")


@pytest.mark.parametrize("left_out", ["", "a", "bd", "abcd"])
def test_notes_of_some_articles_stand_for_their_texts(store, tmp_path, monkeypatch, left_out):
    put_some(store)
    CopyTable(store).update()
    expected = rows(store)
    store._run("DELETE FROM copies")
    folder = tmp_path / "notes"
    folder.mkdir()
    list(noted(store.articles(set("abcd") - set(left_out)), folder))
    read = []
    articles = store.articles
    monkeypatch.setattr(store, "articles", lambda ids: articles(read.extend(ids) or ids))
    CopyTable(store).update(notes=notes_in(folder))
    assert rows(store) == expected
    assert read == list(left_out)


def test_notes_of_several_readers_come_back_once_each_by_id_but_for_what_was_cut_off(
    store, tmp_path
):
    put_some(store)
    folder = tmp_path / "notes"
    folder.mkdir()
    kept = {
        name: [found.id for _, found in noted(store.articles(name), folder)]
        for name in ("ac", "bd", "cd")
    }
    assert kept == {"ac": ["a", "c"], "bd": ["b", "d"], "cd": ["c", "d"]}
    notes = list(notes_in(folder))
    assert [(note.id, note.source) for note in notes] == [(n, f"Bote {n}") for n in "abcd"]
    assert [len(note.sketch) for note in notes] == [0, 32, 32, 32]
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert [note.id for note in notes_in(folder)] == ["a", "b", "c"]
