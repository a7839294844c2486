"""Sources become files: sorted, known kinds only, nothing followed."""

import os

import pytest

from corpus import ReadFailure, SourceFile, SourceMissingError, find_files


@pytest.fixture
def folder(tmp_path):
    for name in ("b.html", "a.txt", "c.jsonl.gz", "bild.png", ".versteckt.html", "unten/z.HTM"):
        path = tmp_path / "quelle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path / "quelle"


def test_folder_gives_known_kinds_sorted(folder):
    found = list(find_files([str(folder)]))
    assert [item.relative for item in found] == ["a.txt", "b.html", "c.jsonl.gz", "unten/z.HTM"]
    assert all(item.display == str(item.path) and item.size == 1 for item in found)


def test_file_named_twice_comes_once(folder):
    found = list(find_files([str(folder / "a.txt"), str(folder)]))
    assert [item.relative for item in found].count("a.txt") == 1
    assert len(found) == 4


def test_missing_source_is_told_before_anything_is_read(folder):
    with pytest.raises(SourceMissingError, match="fehlt"):
        find_files([str(folder), str(folder / "fehlt")])
    with pytest.raises(SourceMissingError, match="standard input is not read"):
        find_files(["-"])


def test_links_and_pipes_are_skipped_and_named_ones_are_failures(folder):
    link, pipe = folder / "link.html", folder / "rohr.html"
    link.symlink_to(folder / "b.html")
    os.mkfifo(pipe)
    assert all(isinstance(item, SourceFile) for item in find_files([str(folder)]))
    told: list[str] = []
    assert len(list(find_files([str(folder)], told.append))) == 4
    assert told.count("symbolic link") == 1
    reasons = [item.reason for item in find_files([str(link), str(pipe), str(folder / "bild.png")])]
    assert reasons[0] == f"symbolic links are not followed: name {folder / 'b.html'}"
    assert reasons[1] == "not a regular file"
    assert reasons[2].startswith("unknown kind of file")


def test_undecodable_name_can_be_shown(tmp_path):
    raw = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(raw, "w") as stream:
        stream.write("x")
    [item] = find_files([str(tmp_path)])
    assert item.display.encode().endswith(rb"\xff.txt")
    assert not isinstance(item, ReadFailure)
