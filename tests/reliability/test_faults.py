"""R1: whatever operation of publishing fails, the index is the one before or the one after.

`Faulty` counts the operations of the storage and lets number k fail: as an error that the program
sees, or as a power cut, after which every file that was not synced is damaged (deleted, zeroed, cut
in half, one bit flipped, left) and, perhaps, renames that were not synced are undone.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import ArticleStore
from search import index_sources, open_service
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.generations import chain
from search.engines.embedded.generations.chain import Generations
from search.errors import FundstelleError, IndexMissingError
from search.indexing import update_index
from search.indexing.intake import read_sources
from search.settings import shelf_of
from search.system.storage import Storage
from tests.reliability.conftest import Answer, answers, leftovers, lines, write_lines

SEEDS = 3
DAMAGES = ("deleted", "zeroed", "cut", "flipped", "left")


class PowerCut(BaseException):
    """The machine is off: nothing of the program runs any more."""


class Faulty(Storage):
    """Counts operations and fails at number `fail_at`; after a power cut every one fails."""

    def __init__(self, fail_at: int = -1, *, cut: bool = False) -> None:
        self.fail_at, self.cut = fail_at, cut
        self.log: list[str] = []
        self.synced: set[int] = set()
        self.renames: list[tuple[Path, Path, bytes | None]] = []

    def _fails(self, name: str) -> bool:
        self.log.append(name)
        return len(self.log) == self.fail_at or (self.cut and 0 < self.fail_at < len(self.log))

    def _fail(self, path: Path) -> None:
        raise PowerCut if self.cut else OSError(errno.ENOSPC, "No space left on device", str(path))

    def write(self, path: Path, data: bytes) -> None:
        if self._fails("write"):
            if not path.exists():
                path.write_bytes(data[: len(data) // 2])
            self._fail(path)
        super().write(path, data)

    def sync(self, path: Path) -> None:
        if self._fails("sync"):
            self._fail(path)
        super().sync(path)
        self.synced.add(path.stat().st_ino)
        self.renames = [rename for rename in self.renames if rename[1].parent != path]

    def link(self, source: Path, target: Path) -> None:
        if self._fails("link"):
            self._fail(target)
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        if self._fails("rename"):
            self._fail(target)
        before = target.read_bytes() if target.is_file() else None
        super().rename(source, target)
        self.renames.append((source, target, before))

    def remove_tree(self, directory: Path) -> None:
        if self._fails("remove"):
            directory.chmod(0o700)
            next(directory.iterdir()).unlink()
            self._fail(directory)
        super().remove_tree(directory)

    def undo_renames(self) -> None:
        """Lose the renames that no sync of their directory made last."""
        for source, target, before in reversed(self.renames):
            if target.exists():
                os.replace(target, source)
                if before is not None:
                    target.write_bytes(before)


def _damage(root: Path, known: set[int], rnd: random.Random, kinds: tuple[str, ...]) -> None:
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.stat().st_ino not in known):
        data, kind = bytearray(path.read_bytes()), rnd.choice(kinds)
        path.chmod(0o644)
        if kind == "deleted":
            path.unlink()
        elif kind == "zeroed":
            path.write_bytes(bytes(len(data)))
        elif kind == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif kind == "flipped" and data:
            data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
            path.write_bytes(data)


def _update(index: Path, source: Path, storage: Storage) -> None:
    engine = EmbeddedEngine(index)
    engine._generations = Generations(index, storage)
    with ArticleStore(index.parent / "articles.sqlite", shelf_of(index)) as store:
        update_index([str(source)], engine=engine, store=store)


def _state(index: Path) -> list[Answer] | None:
    try:
        return answers(index)
    except IndexMissingError:
        return None


class Case:
    """A place before a run, what the run reads, and the answers before and after it."""

    def __init__(self, index: Path, source: Path, copy: Callable[[Path], Path]) -> None:
        self.index, self.source, self.copy = index, source, copy
        self.before = _state(index)
        # Storage comes into play behind reading: that is done once, not before each fault.
        with ArticleStore(index.parent / "articles.sqlite", shelf_of(index)) as store:
            read_sources([str(source)], store)
        place, counting = copy(index), Faulty()
        _update(place, source, counting)
        self.operations = counting.log
        self.after = _state(place)
        assert self.before != self.after

    def fail(self, fail_at: int, seed: int, kinds: tuple[str, ...] | None) -> Path:
        """Run until operation `fail_at`, cut the power if there are kinds of damage to choose."""
        place = self.copy(self.index)
        known = {path.stat().st_ino for path in place.rglob("*")}
        storage = Faulty(fail_at, cut=kinds is not None)
        acknowledged = True
        try:
            _update(place, self.source, storage)
        except (PowerCut, FundstelleError):
            acknowledged = False
        if kinds is not None:
            rnd = random.Random(f"{fail_at} {seed}")
            _damage(place, known | storage.synced, rnd, kinds)
            if seed % 2 and not acknowledged:
                storage.undo_renames()
        state = _state(place)
        assert state == self.after or (state == self.before and not acknowledged)
        if state is not None:
            service = open_service(place)
            assert service.engine.check() == []
            assert not service.info().notes
        return place

    def heal(self, place: Path) -> None:
        """The next run needs no help and leaves the whole index and nothing beside it."""
        _update(place, self.source, Storage())
        assert _state(place) == self.after
        assert open_service(place).engine.check() == []
        more = write_lines(self.source.parent / "mehr.jsonl", lines(1, 5, first=900))
        _update(place, more, Storage())
        assert leftovers(place) == []


@pytest.fixture(autouse=True)
def _old_ones_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "KEPT_SECONDS", 0.0)


@pytest.fixture
def update(tmp_path: Path, copy_of: Callable[[Path], Path]) -> Case:
    """An incremental run that changes, adds and leaves articles, and drops an old generation."""
    index, source = tmp_path / "vorlage" / "index", tmp_path / "quelle" / "artikel.jsonl"
    for round_ in (1, 2):
        write_lines(source, lines(14, seed=round_))
        index_sources([source], index=index, full=True)
    write_lines(source, lines(4, seed=3) + lines(14, seed=2)[4:] + lines(2, seed=4, first=14))
    return Case(index, source, copy_of)


@pytest.fixture
def first_build(tmp_path: Path, copy_of: Callable[[Path], Path]) -> Case:
    index = tmp_path / "vorlage" / "index"
    index.mkdir(parents=True)
    return Case(index, write_lines(tmp_path / "quelle" / "artikel.jsonl", lines(14)), copy_of)


@pytest.mark.parametrize("kind", ["first_build", "update"])
def test_an_error_at_any_operation_leaves_one_whole_generation(request, kind):
    case = request.getfixturevalue(kind)
    assert {"write", "sync", "rename"} <= set(case.operations)
    for number in range(1, len(case.operations) + 1):
        place = case.fail(number, 0, None)
        if number % 5 == 0:
            case.heal(place)


@pytest.mark.parametrize("seeds", [1, pytest.param(SEEDS, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", ["first_build", "update"])
def test_a_power_cut_at_any_operation_leaves_one_whole_generation(request, kind, seeds):
    case = request.getfixturevalue(kind)
    assert kind == "first_build" or {"link", "remove"} <= set(case.operations)
    for number in range(1, len(case.operations) + 2):
        for seed in range(number, number + seeds):
            place = case.fail(number, seed, DAMAGES)
            if number % 5 == 0:
                case.heal(place)


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["first_build", "update"])
def test_a_power_cut_with_one_kind_of_damage_to_every_unsynced_file(request, kind, damage):
    """With renames undone and without; only where a bit flips, chance has a say beside that."""
    case = request.getfixturevalue(kind)
    for number in range(1, len(case.operations) + 2):
        for seed in range(SEEDS if damage == "flipped" else 2):
            place = case.fail(number, seed, (damage,))
            if seed == number % 2:
                case.heal(place)


def test_a_storage_that_forgets_to_sync_is_caught(update, monkeypatch):
    """The test itself bites: without syncs, a power cut does break an index."""
    monkeypatch.setattr(Faulty, "sync", lambda self, path: self.log.append("sync"))
    place = update.copy(update.index)
    known = {path.stat().st_ino for path in place.rglob("*")}
    storage = Faulty()
    _update(place, update.source, storage)
    _damage(place, known | storage.synced, random.Random(1), ("deleted", "cut"))
    assert open_service(place).engine.check()


def test_an_error_while_rolling_back_leaves_one_of_the_two(two_generations):
    for number in range(1, 5):
        engine = EmbeddedEngine(two_generations.index)
        engine._generations = Generations(two_generations.index, Faulty(number))
        with pytest.raises(FundstelleError):
            engine.rollback()
        assert answers(two_generations.index) in (two_generations.older, two_generations.newer)
        assert open_service(two_generations.index).engine.check() == []
