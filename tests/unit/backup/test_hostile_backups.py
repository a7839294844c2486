"""What is no backup of ours is refused with nothing written outside, whatever it looks like."""

from __future__ import annotations

import io
import sqlite3
import tarfile
from itertools import cycle
from pathlib import Path

import pytest

from search import index_sources
from search.backup import restore_backup, write_backup
from search.backup.archive import LIST
from search.errors import BackupDamagedError
from tests.forged import forge


@pytest.fixture(scope="module")
def sound(article_lines, tmp_path_factory) -> tuple[dict[str, object], list[tuple[str, bytes]]]:
    """Facts and members of a backup that can be restored."""
    import json

    folder = tmp_path_factory.mktemp("heil")
    index = folder / "index"
    index_sources([article_lines], index=index)
    (folder / "regeln.toml").write_text("")
    write_backup(index, folder / "articles.sqlite", "embedded", folder / "a.tar")
    with tarfile.open(folder / "a.tar") as archive:
        members = [(member.name, archive.extractfile(member).read()) for member in archive]
    assert members[0][0] == LIST
    return json.loads(members[0][1])["facts"], members[1:]


@pytest.fixture
def refused(tmp_path):
    """Restore the bytes of an archive, which must fail and leave every folder as it was."""

    def refuse(content: bytes, why: str = "a.tar: ") -> None:
        source = tmp_path / "unten" / "a.tar"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        with pytest.raises(BackupDamagedError, match=why):
            restored(source)
        assert set(tmp_path.rglob("*")) == {source, source.parent}
        assert not Path("/tmp/fundstelle-boese").exists()

    return refuse


def restored(source: Path):
    place = source.parent / "neu"
    return restore_backup(source, place / "index", place / "articles.sqlite", "embedded")


def test_what_is_forged_to_be_sound_is_restored(sound, tmp_path):
    facts, members = sound
    (tmp_path / "a.tar").write_bytes(forge(members, facts=facts))
    assert restored(tmp_path / "a.tar").articles == 4


NAMES = (
    "../boese", "/tmp/fundstelle-boese", "a/../../boese", "index/../../boese", "index/", "index/..",
    "index/.versteckt", "index//x", "index/a/b", "index", "CURRENT", "LOCK", "x" * 300,
    "Articles.sqlite", "articles.sqlite-wal", "./articles.sqlite", "böse", "a\nb", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_name_that_does_not_belong_is_refused(sound, refused, name, is_listed):
    facts, members = sound
    for place in (0, len(members)):
        more = [*members[:place], (name, b"boese"), *members[place:]]
        listed = {n: data for n, data in more if is_listed or n != name}
        refused(forge(more, listed=listed, facts=facts))


def special(kind: bytes, name: str, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    member.devmajor, member.devminor = 1, 5
    return member


KINDS = {
    "hard link": tarfile.LNKTYPE, "symlink": tarfile.SYMTYPE, "character device": tarfile.CHRTYPE,
    "block device": tarfile.BLKTYPE, "folder": tarfile.DIRTYPE, "FIFO": tarfile.FIFOTYPE,
    "contiguous": tarfile.CONTTYPE, "sparse": tarfile.GNUTYPE_SPARSE,
    "long name": tarfile.GNUTYPE_LONGNAME, "long link": tarfile.GNUTYPE_LONGLINK,
    "pax": tarfile.XHDTYPE, "global pax": tarfile.XGLTYPE, "unknown": b"Z",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("place", ["before", "instead", "after"])
def test_what_is_no_regular_file_is_refused(sound, refused, kind, place):
    facts, members = sound
    listed = dict(members)
    names = cycle(("articles.sqlite", "index/MANIFEST.json", "regeln.toml"))
    targets = ("/tmp/fundstelle-boese", "../../boese", "/etc/passwd", "")
    for name, target in zip(names, targets, strict=False):
        at = [n for n, _ in members].index(name)
        odd = special(kind, name, target)
        end = at + (place != "before")
        more = [*members[: at + (place == "after")], (odd, b""), *members[end:]]
        refused(forge(more, listed=listed, facts=facts))


def test_a_pax_header_that_renames_the_next_file_is_refused(sound, refused):
    facts, members = sound
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("articles.sqlite")
        member.pax_headers = {"path": "../../boese", "size": "5"}
        archive.addfile(member, io.BytesIO())
    head = forge([], listed=dict(members), facts=facts).rstrip(b"\0")
    refused(head + bytes(-len(head) % 512) + out.getvalue(), "does not belong there")


@pytest.mark.parametrize(
    "changed",
    [{"articles": None}, {"articles": "viele"}, {"articles": 5}, {"made": None},
     {"made": "\x1b[2J"}, {"sections": "x"}, {"generation": "../../boese"}, {"generation": None}],
)  # fmt: skip
def test_facts_that_do_not_fit_are_refused(sound, refused, changed):
    facts, members = sound
    told = {name: value for name, value in {**facts, **changed}.items() if value is not None}
    refused(forge(members, facts=told))


def test_every_file_that_is_missing_is_missed(sound, refused):
    facts, members = sound
    for name, _ in members:
        if name != "regeln.toml":
            refused(forge([m for m in members if m[0] != name], facts=facts))


def test_a_store_of_another_program_is_refused(sound, refused, tmp_path_factory):
    facts, members = sound
    path = tmp_path_factory.mktemp("fremd") / "fremd.sqlite"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE articles (shelf TEXT)")
    database.close()
    for content in (path.read_bytes(), b"", b"kein SQLite" * 99):
        others = [m for m in members if m[0] != "articles.sqlite"]
        refused(forge([("articles.sqlite", content), *others], facts=facts))


def test_a_list_may_not_be_a_link(refused):
    content = forge([])
    for kind in KINDS.values():
        odd = special(kind, LIST, "/etc/passwd")
        refused(odd.tobuf(tarfile.GNU_FORMAT) + content[512:], "no backup of Fundstelle")
