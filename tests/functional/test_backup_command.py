"""`fundstelle restore`, and what `fundstelle export --backup` calls, as a user meets them."""

from __future__ import annotations

import json

import pytest

from search.cli.backup import backup
from search.cli.options import Place
from search.settings import default_store


@pytest.fixture
def archive(run, indexed, tmp_path, capsys):
    """A backup of an index, which is gone afterwards."""
    backup(place(tmp_path), tmp_path / "a.tar", "text")
    (tmp_path / "ix").rename(tmp_path / "alt")
    assert capsys.readouterr().out.startswith(
        "4 articles, index gen-00000001 with 5 sections as of "
    )
    return tmp_path / "a.tar"


def place(folder):
    index = folder / "ix" / "index"
    return Place(index, default_store(index), "embedded")


def test_what_was_saved_is_there_again(run, archive, tmp_path):
    done = run("restore", archive)
    assert done.out.startswith("4 articles, index gen-00000001 with 5 sections as of ")
    assert f"restored from {archive} into {tmp_path / 'ix' / 'index'}: " in done.out
    assert done.err == ""
    assert run("check").out == "ok\n"
    assert "Kampf um die Macht" in run("search", "Macht").out


def test_json_tells_the_same_to_programs(run, archive, tmp_path, capsys):
    report = json.loads(run("restore", archive, "--format", "json").out)
    assert report.pop("seconds") > 0
    assert report.pop("made")
    assert report == {
        "articles": 4, "sections": 5, "generation": "gen-00000001", "note": "",
        "bytes": archive.stat().st_size,
    }  # fmt: skip
    backup(place(tmp_path), tmp_path / "b.tar", "json")
    assert json.loads(capsys.readouterr().out)["articles"] == 4


def test_where_something_is_already_nothing_is_restored(run, archive, tmp_path):
    run("restore", archive)
    assert "articles.sqlite is there already: move it away" in run("restore", archive, code=2).err
    (tmp_path / "ix" / "articles.sqlite").unlink()
    assert "index is there already: move it away" in run("restore", archive, code=2).err
    run("restore", archive, "--index", tmp_path / "neu" / "index")


def test_no_file_no_backup_and_no_place_are_told_apart(run, archive, tmp_path, article_lines):
    assert "there is no file" in run("restore", "nirgends.tar", code=2).err
    run("restore", code=2)
    done = run("restore", article_lines, code=65)
    assert done.err == f"fundstelle: {article_lines}: this is no backup of Fundstelle\n"
    content = bytearray(archive.read_bytes())
    content[-5000] ^= 1
    archive.write_bytes(content)
    assert f"{archive}: index/" in run("restore", archive, code=65).err
    archive.write_bytes(content[:-600])
    assert f"{archive}: " in run("restore", archive, code=65).err
    (tmp_path / "datei").write_text("")
    run("restore", archive, "--index", tmp_path / "datei" / "index", code=73)
    assert not (tmp_path / "ix").exists()


def test_an_index_of_another_version_is_built_anew(run, archive, monkeypatch):
    monkeypatch.setattr("search.sections.DOCUMENT_VERSION", 99)
    done = run("restore", archive)
    assert "its index was made by another version: run `fundstelle index --full" in done.err
    assert done.out.startswith("4 articles as of ")
    assert "fundstelle index" in run("search", "Macht", code=3).err
    run("index", "--full")
    run("search", "Macht")
