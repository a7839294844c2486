"""An archive: what was written comes out, and whatever else comes out of nothing."""

from __future__ import annotations

import io
import subprocess
import tarfile

import pytest

from search.backup.archive import LIST, Archive, write_archive
from search.errors import BackupDamagedError
from tests.forged import forge

CONTENTS = {"eins": b"Der Kampf um die Macht.", "zwei/drei": bytes(range(256)) * 5, "leer": b""}


@pytest.fixture
def path(tmp_path):
    """An archive of three files."""
    files = {}
    for number, (name, content) in enumerate(CONTENTS.items()):
        (tmp_path / f"{number}").write_bytes(content)
        files[name] = (tmp_path / f"{number}").open("rb")
    with (tmp_path / "a.tar").open("xb") as out:
        write_archive(out, {"wann": "heute"}, files)
    for number, file in enumerate(files.values()):
        file.close()
        (tmp_path / f"{number}").unlink()
    return tmp_path / "a.tar"


def copied(content, folder, path="a.tar"):
    """Return what comes out of the bytes of an archive."""
    archive = Archive(io.BytesIO(content), path)
    targets = {name: folder / name.replace("/", "-") for name in archive.files}
    for target in targets.values():
        target.unlink(missing_ok=True)
    archive.copy(targets)
    return {name: target.read_bytes() for name, target in targets.items()}


def test_what_was_written_comes_out(path, tmp_path):
    assert copied(path.read_bytes(), tmp_path) == CONTENTS
    with path.open("rb") as stream:
        assert Archive(stream, path).facts == {"wann": "heute"}


def test_what_has_no_target_is_verified_and_not_written(path, tmp_path):
    with path.open("rb") as stream:
        Archive(stream, path).copy({})
    assert list(tmp_path.iterdir()) == [path]
    content = path.read_bytes().replace(b"Kampf", b"Krampf"[:5])
    with pytest.raises(BackupDamagedError, match="eins is damaged"):
        Archive(io.BytesIO(content), path).copy({})


def test_any_tar_reads_it(path):
    with tarfile.open(path) as archive:
        assert archive.getnames() == [LIST, *CONTENTS]
        assert {n: archive.extractfile(n).read() for n in CONTENTS} == CONTENTS
    listed = subprocess.run(["tar", "-tf", path], capture_output=True, text=True, check=True)
    assert (listed.stdout.split(), listed.stderr) == ([LIST, *CONTENTS], "")


def test_no_flipped_bit_changes_what_comes_out(path, tmp_path):
    content = bytearray(path.read_bytes())
    refused = 0
    for place in range(len(content)):
        content[place] ^= 1 << place % 8
        try:
            Archive(io.BytesIO(content), path).copy({})
        except BackupDamagedError:
            refused += 1
        else:
            assert copied(content, tmp_path) == CONTENTS
        content[place] ^= 1 << place % 8
    # Two bits of a tar header mean nothing: its checksum may begin and end with a blank.
    assert refused >= len(content) - 2 * (1 + len(CONTENTS))


def test_an_archive_that_was_cut_off_is_refused_wherever_it_ends(path, tmp_path):
    content = path.read_bytes()
    for end in (*range(0, len(content), 61), len(content) - 1):
        with pytest.raises(BackupDamagedError, match=r"cut off|no backup"):
            copied(content[:end], tmp_path)


@pytest.mark.parametrize("content", [b"", b"x" * 2000, b"\0" * 2000, b"SQLite format 3\0" * 99])
def test_what_is_no_archive_is_told_so(content, tmp_path):
    with pytest.raises(BackupDamagedError, match=r"a.tar: this is no backup of Fundstelle"):
        copied(content, tmp_path)


def test_an_archive_of_a_later_format_is_told_so(tmp_path):
    with pytest.raises(BackupDamagedError, match=r"format 2, this version reads 1: .*newer"):
        copied(forge([("eins", b"1")], format=2), tmp_path)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"[" * 99_999, b"1", b'{"format": 1}', b'{"format": "1"}', b"\xff",
     b'{"format": 1, "facts": {}, "files": {}, "digest": ""}'],
)  # fmt: skip
def test_a_list_that_is_none_is_damaged(text, tmp_path):
    with pytest.raises(BackupDamagedError, match="its list is damaged"):
        copied(forge([], text=text), tmp_path)


def test_a_list_is_not_read_if_it_is_very_long(tmp_path):
    with pytest.raises(BackupDamagedError, match="longer than 1 MiB"):
        copied(forge([], text=b" " * (1 << 21)), tmp_path)


@pytest.mark.parametrize(
    "listed",
    [{}, {"a": b"1"}, {"b": b"2", "a": b"1"}, {"a": b"1", "b": b"3"}, {"a": b"1", "b": b"22"},
     {"a": b"1", "b": b"2", "c": b""}],
)  # fmt: skip
def test_what_is_there_must_be_what_is_listed_in_that_order(listed, tmp_path):
    content = forge([("a", b"1"), ("b", b"2")], listed=listed)
    with pytest.raises(BackupDamagedError):
        copied(content, tmp_path)
    assert copied(forge([("a", b"1"), ("b", b"2")]), tmp_path) == {"a": b"1", "b": b"2"}
