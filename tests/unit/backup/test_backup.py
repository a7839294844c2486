"""A backup: what is restored elsewhere answers the same; nothing is written over, nothing left."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import Article, ArticleStore
from search import SearchRequest, index_sources, open_service
from search.as_json import json_text, results_dict
from search.backup import BackupReport, restore_backup, write_backup
from search.engines import open_engine
from search.errors import (
    BackupDamagedError,
    CannotWriteError,
    IndexDamagedError,
    IndexMissingError,
    UsageError,
)
from search.opening import index_samples
from search.system.storage import Storage

RULES = '[[weglassen]]\nzeile = "Unser Merkwortkasten*"\n'


@dataclass(frozen=True)
class Site:
    """An index with its store beside it."""

    index: Path

    @property
    def store(self) -> Path:
        return self.index.parent / "articles.sqlite"

    def backup(self, target: Path) -> BackupReport:
        return write_backup(self.index, self.store, "embedded", target)

    def restore(self, source: Path) -> BackupReport:
        return restore_backup(source, self.index, self.store, "embedded")


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Site:
    """The sample articles: copies, revisions, several generations; rules and words beside them."""
    site = Site(tmp_path_factory.mktemp("proben") / "index")
    index_samples(site.index)
    (site.index.parent / "regeln.toml").write_text(RULES)
    (site.index.parent / "woerter.txt").write_text("Wehr|brücke\n")
    return site


@pytest.fixture(scope="module")
def archive(samples, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("archiv") / "sicherung.tar"
    samples.backup(target)
    return target


@pytest.fixture(scope="module")
def known(samples) -> list[str]:
    """What is answered where the archive is from."""
    return answers(samples)


@pytest.fixture
def new(tmp_path) -> Site:
    """A place in a folder that is not there yet."""
    return Site(tmp_path / "neu" / "tief" / "index")


def answers(site: Site) -> list[str]:
    """Return the answers to fifty queries, a query for each of fifty titles, as JSON."""
    service = open_service(site.index)
    titles = [article.title for article in service.newest(50)]
    queries = [
        *titles[:20],
        *(f"{max(title.split(), key=len)[:5]}*" for title in titles[20:35]),
        *(f'"{" ".join(title.split()[:2])}" seit:2024' for title in titles[35:]),
    ]
    assert len(queries) == 50
    found = (results_dict(service.search(SearchRequest(text=query))) for query in queries)
    return [json_text({**result, "seconds": 0}) for result in found]


def below(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_what_is_restored_elsewhere_answers_the_same(samples, archive, new, known):
    report = new.restore(archive)
    assert answers(new) == known
    assert new.index.parent.joinpath("regeln.toml").read_text() == RULES
    assert open_engine("embedded", new.index).check() == []
    before, after = (open_service(site.index) for site in (samples, new))
    assert after.info() == before.info()
    assert (report.articles, report.sections) == (72, after.info().sections)
    assert (report.bytes, report.note) == (archive.stat().st_size, "")
    for article in before.newest(72):
        revisions = [site.versions.revisions(article.id) for site in (before, after)]
        assert revisions[0] == revisions[1]


def test_two_backups_of_one_state_hold_the_same(samples, archive, tmp_path):
    samples.backup(tmp_path / "zwei.tar")
    one, two = (json.loads(path.read_bytes()[512:].partition(b"\0")[0]) for path in
                (archive, tmp_path / "zwei.tar"))  # fmt: skip
    assert one["files"] == two["files"]


def test_a_backup_changes_nothing_and_leaves_nothing_beside_it(samples, tmp_path):
    before = {p: p.stat().st_mtime_ns for p in below(samples.index)}
    samples.backup(tmp_path / "a.tar")
    assert {p: p.stat().st_mtime_ns for p in below(samples.index)} == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.tar"]


def test_an_index_in_a_folder_of_another_name_has_the_articles(archive, tmp_path, known):
    new = Site(tmp_path / "ganz-anders")
    new.restore(archive)
    assert answers(new) == known
    with ArticleStore(new.store, "ganz-anders", read_only=True) as store:
        assert store.count() == 72


def test_other_indexes_of_the_store_are_kept_and_not_mixed_up(tmp_path, article_lines):
    here = Site(tmp_path / "hier" / "eins")
    index_sources([article_lines], index=here.index)
    with ArticleStore(here.store, "zwei") as other:
        other.put(Article(id="x", title="Anderswo"), "x.txt")
    here.backup(tmp_path / "a.tar")
    for name, held in (("eins", "zwei"), ("drei", "zwei")):
        there = Site(tmp_path / f"als-{name}" / name)
        there.restore(tmp_path / "a.tar")
        assert open_service(there.index).newest(9)
        with ArticleStore(there.store, held, read_only=True) as store:
            assert [article.title for article in store.newest(9)] == ["Anderswo"]
    with pytest.raises(UsageError, match="another one in 'zwei'"):
        Site(tmp_path / "als-zwei" / "zwei").restore(tmp_path / "a.tar")
    assert not (tmp_path / "als-zwei").exists()


def test_a_store_elsewhere_goes_where_it_is_named(samples, archive, tmp_path):
    index, store = tmp_path / "eins" / "index", tmp_path / "zwei" / "artikel.db"
    restore_backup(archive, index, store, "embedded")
    assert open_service(index, store).newest(1) == open_service(samples.index).newest(1)
    assert {path.name for path in index.parent.iterdir()} == {"index", "regeln.toml", "woerter.txt"}


def test_what_is_there_already_is_not_written_over(archive, samples, tmp_path, known):
    with pytest.raises(UsageError, match="there already"):
        samples.backup(archive)
    for name in ("index/x", "articles.sqlite", "articles.sqlite-wal", "regeln.toml"):
        there = Site(tmp_path / name.replace("/", "-") / "index")
        path = there.index.parent / name
        path.parent.mkdir(parents=True)
        path.write_text("meins")
        before = below(tmp_path)
        with pytest.raises(UsageError, match="there already"):
            there.restore(archive)
        assert (below(tmp_path), path.read_text()) == (before, "meins")
    empty = Site(tmp_path / "leer" / "index")
    empty.index.mkdir(parents=True)
    empty.restore(archive)
    assert answers(empty) == known


@pytest.mark.parametrize("step", range(4))
def test_a_restore_that_fails_on_the_way_leaves_nothing(archive, new, tmp_path, monkeypatch, step):
    count, rename = iter(range(99)), Storage.rename

    def failing(self, source, target):
        # Build and CURRENT are renamed first, while the index is made aside.
        if source.parent.name.startswith(".restore-") and next(count) == step:
            raise OSError(28, "No space left on device")
        rename(self, source, target)

    monkeypatch.setattr(Storage, "rename", failing)
    with pytest.raises(Exception, match="No space"):
        new.restore(archive)
    assert below(tmp_path) == set()
    monkeypatch.undo()
    new.restore(archive)
    assert open_service(new.index).info().articles == 72


def test_a_backup_that_fails_leaves_nothing(samples, tmp_path, monkeypatch):
    monkeypatch.setattr("search.backup.whole.write_archive", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        samples.backup(tmp_path / "a.tar")
    assert below(tmp_path) == set()


def test_a_store_without_an_index_is_saved_and_says_so(new, tmp_path, article_lines):
    here = Site(tmp_path / "hier" / "index")
    index_sources([article_lines], index=here.index)
    shutil.move(here.index, tmp_path / "weg")
    report = here.backup(tmp_path / "a.tar")
    assert (report.articles, report.sections, report.generation) == (4, 0, "")
    assert report.note == "only the article store is saved: there is no index"
    report = new.restore(tmp_path / "a.tar")
    assert f"run `fundstelle index --full --index {new.index}`" in report.note
    assert not new.index.exists()
    index_sources([], index=new.index, full=True)
    assert open_service(new.index).info().articles == 4


def test_a_store_is_saved_though_its_index_is_damaged(new, tmp_path, article_lines):
    here = Site(tmp_path / "hier" / "index")
    index_sources([article_lines], index=here.index)
    (here.index / "gen-00000001").chmod(0o755)
    (here.index / "gen-00000001" / "MANIFEST.json").unlink()
    with pytest.raises(IndexDamagedError):
        open_service(here.index).info()
    assert "MANIFEST.json cannot be read" in here.backup(tmp_path / "a.tar").note
    assert new.restore(tmp_path / "a.tar").articles == 4


def test_an_index_without_a_store_is_not_saved(tmp_path, article_lines):
    here = Site(tmp_path / "hier" / "index")
    with pytest.raises(IndexMissingError, match="no index in"):
        here.backup(tmp_path / "a.tar")
    index_sources([article_lines], index=here.index)
    here.store.unlink()
    with pytest.raises(IndexMissingError, match=r"store .* is missing"):
        here.backup(tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()


def test_an_index_of_another_version_is_left_out(archive, new, monkeypatch):
    monkeypatch.setattr("search.sections.DOCUMENT_VERSION", 99)
    report = new.restore(archive)
    assert report.note.startswith("its index was made by another version: run `fundstelle index")
    assert (report.articles, report.sections, report.generation) == (72, 0, "")
    assert (new.store.exists(), new.index.exists()) == (True, False)


def test_words_that_changed_since_do_not_keep_an_index_out(new, tmp_path, article_lines):
    here = Site(tmp_path / "hier" / "index")
    here.index.parent.mkdir()
    (here.index.parent / "woerter.txt").write_text("Wehr|brücke\n")
    index_sources([article_lines], index=here.index)
    (here.index.parent / "woerter.txt").unlink()
    here.backup(tmp_path / "a.tar")
    assert new.restore(tmp_path / "a.tar").note == ""
    assert open_service(new.index).info() == open_service(here.index).info()


@pytest.mark.parametrize("keep", [0, 100, 512, 2000, 50_000, -1025, -1])
def test_a_cut_off_backup_is_refused_and_leaves_nothing(archive, new, tmp_path, keep):
    part = tmp_path / "teil.tar"
    part.write_bytes(archive.read_bytes()[:keep])
    with pytest.raises(BackupDamagedError, match=str(part)):
        new.restore(part)
    assert below(tmp_path) == {part}


def test_a_place_that_cannot_be_written_to_is_told(archive, samples, tmp_path):
    (tmp_path / "datei").write_text("")
    with pytest.raises(CannotWriteError, match="datei"):
        Site(tmp_path / "datei" / "index").restore(archive)
    for folder in ("datei", "nirgends"):
        with pytest.raises(CannotWriteError, match=folder):
            samples.backup(tmp_path / folder / "a.tar")


def test_what_is_no_file_is_no_backup(new, tmp_path):
    os.mkfifo(tmp_path / "rohr")
    for name in ("rohr", "nirgends", "."):
        with pytest.raises(UsageError, match="there is no file"):
            new.restore(tmp_path / name)
