"""The file that knows how far searches were reported is there as a whole or as it was."""

from __future__ import annotations

import pytest

from corpus.history import Stored
from search.alerts import Reported, Reports
from search.errors import CannotWriteError, IndexDamagedError, StorageFullError, WriterBusyError
from search.system.storage import Storage

LAST = Stored(0, "artikel", 3, "2025-06-01T10:00:00+00:00")
KNOWN = {"Hochwasser": Reported('Flut "am Ö"', LAST), "neu": Reported("x", None)}


@pytest.fixture
def reports(tmp_path):
    return Reports(tmp_path / "index")


def test_what_is_written_is_read_and_replaces_what_was(reports):
    assert reports.read() == {}
    reports.write(KNOWN)
    assert reports.read() == KNOWN
    reports.write({"neu": Reported("x", LAST._replace(number=99))})
    assert reports.read() == {"neu": Reported("x", LAST)}
    assert [path.name for path in reports.path.parent.iterdir()] == ["index.gemeldet.json"]


@pytest.mark.parametrize("name", ["index", "archiv"])
def test_every_index_has_its_own(tmp_path, name):
    Reports(tmp_path / name).write(KNOWN)
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}.gemeldet.json"]


@pytest.mark.parametrize("step", ["write", "sync", "rename"])
@pytest.mark.parametrize(
    ("error", "kind"),
    [(OSError(28, "full"), StorageFullError), (OSError(13, "no"), CannotWriteError)],
)
def test_a_step_that_fails_leaves_what_was(reports, monkeypatch, step, error, kind):
    reports.write(KNOWN)

    def fail(*_):
        raise error

    monkeypatch.setattr(Storage, step, fail)
    with pytest.raises(kind):
        reports.write({})
    assert reports.read() == KNOWN
    assert len(list(reports.path.parent.iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff", b"[]", b'{"format": 2, "searches": {}}', b'{"format": 1}', b"[" * 99999,
        b'{"format": 1, "searches": {"a": {"question": "b", "last": ["c", 1]}}}',
        b'{"format": 1, "searches": {"a": {"question": "b", "last": ["c", "d", "e"]}}}',
        b'{"format": 1, "searches": {"a": {"question": "b", "last": ["c", 1, "gestern"]}}}',
    ],
)  # fmt: skip
def test_damage_is_told_with_what_would_do(reports, content):
    reports.path.write_bytes(content)
    with pytest.raises(IndexDamagedError, match=r"index\.gemeldet\.json cannot be read .*--since"):
        reports.read()


def test_one_run_at_a_time(reports):
    busy = pytest.raises(WriterBusyError, match=r"another report is at work on .*: process")
    with reports.exclusive(), busy:
        reports.exclusive().__enter__()
    with reports.exclusive():
        pass
