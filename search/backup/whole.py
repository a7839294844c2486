"""A whole backup: article store, live index and the user's own files in one archive, and back.

    articles.sqlite              the store as it was at one moment, all its shelves
    regeln.toml woerter.txt      the user's own files beside the index, if there are any
    suchen.toml gemeldet.json    saved searches, and how far each was reported
    index/…                      the files of the live generation, if the engine keeps files

In: where index and store are.  Out: an archive (`archive.py`), or index and store as they were.
The site answers and an index run writes meanwhile. Both ways it is all or nothing: everything is
written aside, synced, and renamed at the end. Folders that articles were read from or fetched into
are not in it: what was read from them is in the store.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from corpus import ArticleStore, StoreDamagedError
from corpus.store_copy import BESIDE, copy_store, rename_shelf, shelves
from search.backup.archive import Archive, write_archive
from search.engines import open_engine
from search.engines.base import SearchEngine
from search.errors import CannotWriteError, IndexDamagedError, IndexMissingError, UsageError
from search.opening import RULES, SEARCHES, WORDS
from search.sections import index_stamp
from search.settings import default_store, reported_of, shelf_of
from search.system.storage import Storage, translated

STORE, INDEX = "articles.sqlite", "index/"
REPORTED = "gemeldet.json"
OWN = (RULES, WORDS, SEARCHES, REPORTED)
_IN_INDEX = re.compile(rf"{INDEX}[A-Za-z0-9_][A-Za-z0-9_.-]{{0,90}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What is in a backup.

    `articles`: the live ones of the store; `sections`: those in the index, 0 without one, and then
    `generation` is empty; `bytes`: of the archive; `made`: the time in UTC as ISO 8601; `note`: why
    there is no index, and what to do; empty if there is one.
    """

    articles: int
    sections: int
    generation: str
    bytes: int
    made: str
    seconds: float
    note: str = ""


def write_backup(index: Path, store: Path, engine: str, target: Path) -> BackupReport:
    """Write a new archive of an index and its store, whatever is answered and written meanwhile.

    A store without an index that can be read is saved alone.
    Raises: UsageError if the target is there, IndexMissingError without a store, CannotWriteError,
    StorageFullError, StoreError, StoreDamagedError.
    """
    start = time.perf_counter()
    folder, opened = target.absolute().parent, open_engine(engine, index)
    _refuse_target(target)
    if not folder.is_dir():
        raise CannotWriteError(f"cannot write to {folder}: there is no such folder")
    if not store.is_file():
        opened.info()
        raise IndexMissingError(
            f"the article store {store} is missing, and an index alone answers nothing: "
            "name the store with --store"
        )
    with ExitStack() as held:
        # The generation comes first: the store keeps every text that an older index knows.
        facts, files, note = _live(opened, held)
        own = _own_files(index)
        with translated(folder), TemporaryDirectory(prefix=".backup-", dir=folder) as work:
            copy = Path(work) / STORE
            copy_store(store, copy)
            shelf = shelf_of(index)
            with ArticleStore(copy, shelf, read_only=True) as articles:
                count = articles.count()
            made = datetime.now(UTC).isoformat(timespec="seconds")
            facts = {"made": made, "shelf": shelf, "articles": count, **facts}
            archive = Path(work) / "archive"
            with archive.open("xb") as out:
                files = {STORE: held.enter_context(copy.open("rb")), **files}
                for name, content in own.items():
                    (Path(work) / name).write_bytes(content)
                    files[name] = held.enter_context((Path(work) / name).open("rb"))
                write_archive(out, facts, files)
            size = archive.stat().st_size
            _refuse_target(target)  # another backup may have been faster
            Storage().rename(archive, target)
            Storage().sync(folder)
    return _report(facts, size, start, note)


def _own_files(index: Path) -> dict[str, bytes]:
    found = {}
    for name in OWN:
        with suppress(FileNotFoundError):
            found[name] = _own_place(index, name).read_bytes()
    return found


def _own_place(index: Path, name: str) -> Path:
    """Return where a file that goes with an index has its place."""
    return reported_of(index) if name == REPORTED else index.parent / name


def _refuse_target(target: Path) -> None:
    if os.path.lexists(target):
        raise UsageError(f"{target} is there already: name a new file")


def _live(
    opened: SearchEngine, held: ExitStack
) -> tuple[dict[str, object], dict[str, BinaryIO], str]:
    """Return facts about the live generation, its files, and what to note if there are none."""
    try:
        info, files = held.enter_context(opened.files())
    except (IndexMissingError, IndexDamagedError) as error:
        what = "there is no index" if isinstance(error, IndexMissingError) else f"{error}"
        return {}, {}, f"only the article store is saved: {what}"
    facts: dict[str, object] = {
        "engine": info.engine, "stamp": info.stamp, "generation": info.generation,
        "sections": info.sections,
    }  # fmt: skip
    note = " ".join(info.notes)
    if not files:
        note = "only the article store is saved: this engine keeps its index in no files"
    return facts, {f"{INDEX}{name}": file for name, file in files.items()}, note


def restore_backup(source: Path, index: Path, store: Path, engine: str) -> BackupReport:
    """Bring back what an archive holds, where there is neither index nor store yet.

    An index that this version could not have built is left out: it can be built from the store.
    Raises: UsageError if something is there or there is no such archive, BackupDamagedError,
    CannotWriteError, StorageFullError, StoreError. Nothing is left then of what was written.
    """
    start = time.perf_counter()
    index, store = index.absolute(), store.absolute()
    if not source.is_file():
        raise UsageError(f"there is no file {source}")
    with source.open("rb") as stream:
        archive = Archive(stream, source)
        for name in archive.files:
            if not (name in (STORE, *OWN) or _IN_INDEX.fullmatch(name)):
                raise archive.damaged(f"it holds {name!r}, which does not belong in a backup")
        if STORE not in archive.files:
            raise archive.damaged("it holds no article store")
        try:
            report = _report(archive.facts, source.stat().st_size, start)
        except (KeyError, ValueError) as error:
            raise archive.damaged(f"its list is damaged: {error!r}") from error
        own = [name for name in OWN if name in archive.files]
        places = [store, *(_own_place(index, name) for name in own), index]
        for place in (*places, *(store.with_name(store.name + ending) for ending in BESIDE)):
            _refuse_taken(place)
        with _aside(index.parent) as aside, _aside(store.parent) as store_aside:
            copies = [store_aside / STORE, *(aside / name for name in own)]
            targets = dict(zip((STORE, *own), copies, strict=True))
            reason = _copy_all(archive, targets, open_engine(engine, aside / "index"))
            _on_shelf(archive, copies[0], shelf_of(index))
            _prove_store(archive, copies[0], shelf_of(index), report.articles)
            moves = zip((*copies, aside / "index"), places, strict=True)
            _place([move for move in moves if move[0].exists()])
    note = f"{reason}: {_rebuild(index, store)}" if reason else ""
    if reason:
        report = replace(report, generation="", sections=0)
    return replace(report, note=note, seconds=time.perf_counter() - start)


def _copy_all(archive: Archive, targets: Mapping[str, Path], opened: SearchEngine) -> str:
    """Copy an archive's files, those of its index into an engine that has none yet.

    Returns why the index is left out, if it is.
    """
    inside = [name for name in archive.files if name.startswith(INDEX)]
    stamp, generation = (str(archive.facts.get(name, "")) for name in ("stamp", "generation"))
    # What the user's own words add to a stamp comes last: they decide about the next run only.
    known = f"{stamp} ".startswith(f"{opened.stamped(index_stamp())} ")
    usable = bool(inside) and known
    try:
        with opened.receive(generation) if usable else nullcontext() as folder:
            into = {n: folder / n.removeprefix(INDEX) for n in inside} if folder else {}
            archive.copy({**targets, **into})
    except IndexDamagedError as error:
        raise archive.damaged(f"its index cannot be used: {error}") from error
    if usable:
        return ""
    return "its index was made by another version" if inside else "it holds no index"


def _rebuild(index: Path, store: Path) -> str:
    where = f" --store {store}" if store != default_store(index) else ""
    return f"run `fundstelle index --full --index {index}{where}`"


def _on_shelf(archive: Archive, store: Path, shelf: str) -> None:
    """Give the articles of the backup the shelf of an index folder of this name."""
    before = str(archive.facts.get("shelf", ""))
    if before == shelf:
        return
    if shelf in shelves(store):
        raise UsageError(
            f"the backup is of an index in a folder {before!r}, and its store has another one in "
            f"{shelf!r}: restore it into a folder {before!r}"
        )
    rename_shelf(store, before, shelf)


def _prove_store(archive: Archive, store: Path, shelf: str, count: int) -> None:
    try:
        with ArticleStore(store, shelf, read_only=True) as articles:
            found = articles.count()
    except StoreDamagedError as error:
        raise archive.damaged(f"its article store cannot be used: {error}") from error
    if found != count:
        raise archive.damaged(f"it holds {found} articles and says {count}")


def _refuse_taken(place: Path) -> None:
    """Refuse to write where something is; an empty folder is nothing. Raises UsageError."""
    empty = place.is_dir() and not place.is_symlink() and not any(place.iterdir())
    if os.path.lexists(place) and not empty:
        raise UsageError(
            f"{place} is there already: move it away, or name another place with --index and "
            "--store"
        )


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Make a folder if need be, and a temporary one in it; on an error both are gone again."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWriteError(f"cannot make the folder {folder}: {error.strerror}") from error
        with translated(folder), TemporaryDirectory(prefix=".restore-", dir=folder) as work:
            yield Path(work)
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise


def _place(moves: Sequence[tuple[Path, Path]]) -> None:
    """Move files and folders to their places, all of them or none."""
    storage, done = Storage(), []
    try:
        for source, target in moves:
            _refuse_taken(target)
            storage.sync(source)
            storage.rename(source, target)
            done.append((source, target))
        for folder in {target.parent for _, target in moves}:
            storage.sync(folder)
    except BaseException:
        for source, target in reversed(done):
            storage.rename(target, source)
        raise


def _report(facts: Mapping[str, object], size: int, start: float, note: str = "") -> BackupReport:
    return BackupReport(
        articles=int(str(facts["articles"])),
        sections=int(str(facts.get("sections", 0))),
        generation=str(facts.get("generation", "")),
        bytes=size,
        made=datetime.fromisoformat(str(facts["made"])).isoformat(),
        seconds=time.perf_counter() - start,
        note=note,
    )
