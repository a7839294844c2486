"""Hostile files are bounded, named and cost the others nothing."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
from pathlib import Path

import pytest

from corpus import Article, ReadFailure, find_files, read_files
from corpus.intake import limits
from corpus.readers.decoding import MAX_PAGE_BYTES
from corpus.readers.opening import open_regular
from tests.commands import PATIENCE_S
from tests.reliability import bombs, saved_bombs
from tests.reliability.conftest import finish, start

# The small ones, too, are nested deeper and unpack to more than is ever read.
SMALL, FULL = 0.04, 1.0
REASON = re.compile(
    r"(?:[\w.]+: )?(?:(?:line|item|record) \d+: )?(?:https://a\.example/\d: )?(?:"
    r"(?:the page is )?larger than 10 MiB|unpacks to more than 32 MiB"
    r"|unpacks suspiciously large \(decompression bomb\)|holds too many files|holds no page"
    r"|no markup found|damaged \(.*\)|no property list, or damaged"
    r"|gzip data ends too early|binary data, not text|empty file|holds no article"
    r"|no article text found|no text"
    r"|no title and no text|no itemMeta|nested too deeply|longer than 4 MiB|no id"
    r"|not JSON \(.*\)|not CSV \(.*\)|not well-formed XML \(.*\)|not a WARC record"
    r"|header too long|record larger than 1024 MiB|declares XML entities, which are never read"
    r"|the feed has more than 20000 items|XML of no known kind \(root <\w+>\)"
    r"|CSV without a text column .*|JSON, but no ninjs: .*"
    r"|text of \w+ beyond 1,000,000 characters"
    r"|took more than 10 s of processor time.*|needs more than 512 MiB of memory)"
)


@pytest.fixture(autouse=True)
def _busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody mind the clock: among other tests, ten seconds of work may take a minute."""
    monkeypatch.setattr(limits, "SILENCE_S", PATIENCE_S)


def planted(folder: Path, files: dict[str, bytes]) -> Path:
    """Write hostile files and a good one before and behind them."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name in ("0-gut.txt", "z-gut.txt"):
        (folder / name).write_text(f"Ein guter Text\nSteht daneben.\n{name}: {bombs.TEXT}")
    return folder


def check_bounds(folder: Path) -> list[str]:
    """Read a folder: whatever fails has a reason we know, and the good files are read.

    Returns: those reasons.
    """
    read, reasons = {}, []
    for results in read_files(list(find_files([str(folder)])), workers=2):
        read[results.file.relative] = list(results)
    for name, results in read.items():
        for one in results:
            if not isinstance(one, Article):
                assert REASON.fullmatch(one.reason), f"{name}: {one.reason}"
                reasons.append(one.reason)
            else:
                letters = sum(len(text) for part in one.sections for text in part.paragraphs)
                assert letters <= 1_000_000
                assert len(one.title) <= 500
    for name in ("0-gut.txt", "z-gut.txt"):
        assert isinstance(read[name][0], Article)
    return reasons


KINDS = {
    "pages": bombs.pages,
    "feeds": bombs.feeds,
    "packed": bombs.packed,
    "saved": saved_bombs.saved,
}


@pytest.mark.parametrize("kind", KINDS)
def test_small_bombs_are_bounded_and_none_takes_all_its_time(tmp_path, kind):
    reasons = check_bounds(planted(tmp_path / kind, KINDS[kind](SMALL)))
    assert not [reason for reason in reasons if "processor time" in reason]


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_bombs_of_full_size_are_bounded(tmp_path, kind):
    check_bounds(planted(tmp_path / kind, KINDS[kind](FULL)))


def test_no_xml_reads_files_or_connects(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        folder = planted(tmp_path / "xml", bombs.documents(listener.getsockname()[1]))
        texts = []
        for results in read_files(list(find_files([str(folder)])), workers=2):
            for one in results:
                if not isinstance(one, Article):
                    assert REASON.fullmatch(one.reason), one.reason
                else:
                    texts.append(json.dumps(one.to_dict()))
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert texts
    assert not [text for text in texts if "root:" in text or "lollol" in text]


def test_a_run_over_bombs_names_them_and_indexes_the_rest(tmp_path):
    hostile = bombs.pages(SMALL) | bombs.packed(SMALL / 10) | bombs.documents()
    names = ("utf16.html", "deep-dropped.html", "zeros.html.gz", "cut.html.gz",
             "quadratic.rss.xml", "billion-laughs.newsml.xml", "attributes.html")  # fmt: skip
    folder = planted(tmp_path / "quelle", {name: hostile[name] for name in names})
    done = finish(start("index", folder, "--format", "json", "--index", tmp_path / "ix" / "index"))
    assert done.code == 0
    report = json.loads(done.out)
    assert report["articles"] >= 2
    failed = {os.path.basename(one["file"]): one["reason"] for one in report["failures"]}
    assert failed["cut.html.gz"] == "gzip data ends too early"
    assert failed["quadratic.rss.xml"] == "declares XML entities, which are never read"
    assert set(failed) <= set(names)
    found = finish(start("search", bombs.MARK, "--copies", "--index", tmp_path / "ix" / "index"))
    assert "Ein guter Text" in found.text


def test_unpacking_stops_at_its_limit(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(bombs.zipped(b" ", 2 * MAX_PAGE_BYTES))
    assert path.stat().st_size < MAX_PAGE_BYTES // 100
    [results] = [list(one) for one in read_files(list(find_files([str(path)])))]
    assert isinstance(results[0], ReadFailure)


class TestFilesStayInTheFolder:
    """A file is read only if it is the one that was found, whatever was put in its place."""

    @pytest.fixture
    def outside(self, tmp_path):
        secret = tmp_path / "draussen" / "unten" / "geheim.txt"
        secret.parent.mkdir(parents=True)
        secret.write_text("Geheim\nNicht für den Bestand bestimmt.")
        return secret

    @pytest.fixture
    def folder(self, tmp_path):
        inner = tmp_path / "quelle" / "unten"
        inner.mkdir(parents=True)
        (inner / "geheim.txt").write_text("Offen\nEin Text, der gelesen werden darf.")
        return tmp_path / "quelle"

    def reasons(self, found):
        return [one.reason for results in read_files(found) for one in results]

    def test_a_file_replaced_by_a_link(self, folder, outside):
        found = list(find_files([str(folder)]))
        (folder / "unten" / "geheim.txt").unlink()
        (folder / "unten" / "geheim.txt").symlink_to(outside)
        assert self.reasons(found) == ["symbolic links are not followed"]

    def test_a_folder_replaced_by_a_link(self, folder, outside):
        found = list(find_files([str(folder)]))
        (folder / "unten").rename(folder / "weg")
        (folder / "unten").symlink_to(outside.parent)
        assert self.reasons(found) == ["reached through a symbolic link"]

    def test_a_source_that_is_itself_behind_a_link(self, folder, tmp_path):
        (tmp_path / "verweis").symlink_to(tmp_path)
        found = list(find_files([str(tmp_path / "verweis" / "quelle")]))
        [article] = (one for results in read_files(found) for one in results)
        assert article.title == "Offen"

    @pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
    def test_a_file_replaced_by_what_would_block(self, folder, kind):
        found = list(find_files([str(folder)]))
        path = folder / "unten" / "geheim.txt"
        path.unlink()
        with contextlib.ExitStack() as stack:
            if kind == "pipe":
                os.mkfifo(path)
            elif kind == "socket":
                stack.enter_context(socket.socket(socket.AF_UNIX)).bind(str(path))
            elif kind == "folder":
                path.mkdir()
            else:
                path.symlink_to("/dev/zero")
            [reason] = self.reasons(found)
        assert reason in {"not a regular file", "symbolic links are not followed"}

    def test_a_file_that_is_gone(self, folder):
        [file] = find_files([str(folder)])
        file.path.unlink()
        [[failure]] = [list(one) for one in read_files([file])]
        assert failure.reason == "cannot be read: No such file or directory"
        assert failure.transient

    def test_a_loop_of_links_ends(self, folder):
        (folder / "unten" / "schleife").symlink_to(folder)
        assert len(list(find_files([str(folder)]))) == 1

    @pytest.mark.parametrize("name", ["zeile\nzwei.txt", "esc\x1b[31m.txt", "a..b.txt", "-x.txt"])
    def test_odd_names_are_read_and_shown_plainly(self, folder, name):
        (folder / name).write_text("Offen\nNoch ein Text, der gelesen werden darf.")
        results = [one for file in read_files(list(find_files([str(folder)]))) for one in file]
        assert len(results) == 2
        assert all(isinstance(one, Article) for one in results)

    def test_devices_are_not_opened(self):
        with pytest.raises(Exception, match="not a regular file"):
            open_regular(Path("/dev/zero"))
