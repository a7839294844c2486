"""Files come into the store: who owns an article, what is refused, what goes with its file."""

import json

import pytest

from corpus import ArticleStore
from search.indexing import intake
from search.indexing.intake import read_sources

TEXT = "Die Brücke über die Solle bleibt bis zum Herbst gesperrt."


@pytest.fixture
def store(tmp_path):
    with ArticleStore(tmp_path / "ix" / "articles.sqlite") as opened:
        yield opened


@pytest.fixture(params=[1, 500])
def batches(request, monkeypatch):
    """Store article by article, and all in one: what is kept must not depend on it."""
    monkeypatch.setattr(intake, "STORE_BATCH", request.param)
    monkeypatch.setattr(intake, "STORE_SECONDS", 1e9)


def lines(path, *articles):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps({"text": TEXT, **one}) + "\n" for one in articles))


def read(store, folder, **options):
    tally = read_sources([str(folder)], store, **options)
    return tally.new, tally.changed, tally.unchanged, tally.removed, [
        one.reason for one in (*tally.failures, *tally.skips)
    ]  # fmt: skip


def test_a_second_text_of_one_id_in_a_file_is_a_failure(store, tmp_path, batches):
    lines(tmp_path / "q/a.jsonl", {"id": "1"}, {"id": "1"}, {"id": "1", "title": "Ein anderer"})
    told = ["duplicate id '1': already read from this file"]
    assert read(store, tmp_path / "q") == (1, 0, 0, 0, told)
    assert store.get("1").title == ""


def test_of_two_files_with_one_article_the_fuller_text_stays(store, tmp_path, batches):
    lines(tmp_path / "q/a.jsonl", {"id": "1"}, {"id": "2", "text": TEXT * 3})
    lines(tmp_path / "q/b.jsonl", {"id": "1", "text": TEXT * 3}, {"id": "2"})
    new, changed, _, _, told = read(store, tmp_path / "q")
    assert (new, changed) == (2, 1)
    assert told == [f"2: an excerpt of an article that is kept in full ({tmp_path}/q/a.jsonl)"]
    owners = [store.owner(name) for name in "12"]
    assert owners == [f"{tmp_path}/q/b.jsonl", f"{tmp_path}/q/a.jsonl"]


def test_what_moves_from_file_to_file_is_not_removed(store, tmp_path, batches):
    lines(tmp_path / "q/a.jsonl", {"id": "1"}, {"id": "2"}, {"id": "3"})
    lines(tmp_path / "q/b.jsonl", {"id": "4"})
    assert read(store, tmp_path / "q") == (4, 0, 0, 0, [])
    lines(tmp_path / "q/a.jsonl", {"id": "1"})
    lines(tmp_path / "q/b.jsonl", {"id": "4"}, {"id": "2"})
    assert read(store, tmp_path / "q", prune=True) == (1, 0, 2, 2, [])
    assert [name for name, _ in store.current()] == ["1", "2", "4"]
    assert store.ids_of(f"{tmp_path}/q/b.jsonl") == ["2", "4"]
