"""Copies are grouped beside other work as they are alone, and nothing of it is left."""

from dataclasses import replace

import pytest

from corpus import Article, ArticleStore, Section, StoreError
from corpus.copies import CopyTable
from search.indexing.grouping import grouping
from search.sections import documents_of
from search.system import helper_process

TEXT = tuple(f"{' '.join(f'Wort{n}{m}' for m in range(30))}." for n in range(4))
MINE, THEIRS, OTHER = ("a", TEXT), ("b", TEXT[:3]), ("c", tuple(t.upper()[::-1] for t in TEXT))


@pytest.fixture
def store(tmp_path):
    with ArticleStore(tmp_path / "articles.sqlite") as opened:
        for name, paragraphs in (MINE, THEIRS, OTHER):
            section = Section(heading="", paragraphs=paragraphs)
            opened.put(Article(id=name, title=name, sections=(section,)), "f")
        yield opened


def group(store):
    return [copy.id for copy in CopyTable(store).all()]


def nowhere(*_):
    raise AssertionError


def test_a_process_beside_groups_as_this_one_would(store, monkeypatch):
    told = []
    with monkeypatch.context() as patch, grouping(store, nowhere, beside=True) as begun:
        patch.setattr(CopyTable, "update", nowhere)
        begun._tell = lambda *step: told.append(step)
        begun.wait()
    assert (group(store), told) == (["a", "b"], [(3, 3)])


@pytest.mark.parametrize(("many", "at_once"), [(4, True), (3, False)])
def test_of_very_many_articles_it_begins_when_it_is_waited_for(store, monkeypatch, many, at_once):
    monkeypatch.setattr("search.indexing.grouping.MANY_ARTICLES", many)
    with grouping(store, lambda *_: None, beside=True, reading=3) as begun:
        begun.begin()
        assert (begun._process is not None) == at_once
        begun.wait()
    assert group(store) == ["a", "b"]


def test_what_a_process_that_ended_early_left_is_done_here(store, monkeypatch, caplog):
    monkeypatch.setattr(helper_process, "_BOOT", "raise SystemExit(3)")
    with grouping(store, lambda *_: None, beside=True) as begun:
        begun.wait()
    assert group(store) == ["a", "b"]
    assert "exit code 3" in caplog.text


def test_an_error_in_the_block_ends_the_process(store):
    with pytest.raises(RuntimeError), grouping(store, nowhere, beside=True) as begun:  # noqa: PT012
        process = begun._process
        raise RuntimeError
    assert process.poll() is not None


def test_a_process_whose_run_was_killed_ends_at_the_next_word(store):
    with grouping(store, nowhere, beside=True) as begun:
        begun._process.stdout.close()
        assert begun._process.wait() != 0
        begun._process.stdout = None


@pytest.mark.parametrize(("known", "asked"), [("", True), ("ab", False), ("abc", False)])
def test_notes_are_asked_for_if_all_that_is_read_is_to_be_grouped(store, known, asked):
    if known:
        CopyTable(store).update()
    for name in {"a", "b", "c"} - {*known}:
        store.put(replace(store.get(name), title="Neu"), "f")
    with grouping(store, lambda *_: None, beside=True, reading=3) as begun:
        assert (begun.notes is not None) == (begun._process is None) == asked
        read = [sections[0].article_id for sections in documents_of(store, begun.notes)("abc")]
        begun.begin()
        begun.wait()
    assert (read, group(store)) == (["a", "b", "c"], ["a", "b"])
    assert not list(store.path.parent.glob("*.notes"))


def test_a_folder_for_notes_that_cannot_be_made_is_named(store):
    store.path.with_name(f"{store.path.name}-{store.shelf}.notes").write_text("in the way")
    with pytest.raises(StoreError, match=r"\.notes: cannot be made"):  # noqa: SIM117
        with grouping(store, nowhere, beside=True, reading=3):
            raise AssertionError
