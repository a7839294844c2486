"""An index as a chain of immutable generations, published by an atomic swap of one pointer.

    ROOT/LOCK                   one writer at a time (`lock.py`)
    ROOT/CURRENT                the name of the live one (`pointer.py`)
    ROOT/gen-00000042/          mode 0555, never changed: a Whoosh index and MANIFEST.json
    ROOT/build-00000043-<pid>/  private; removed by the next writer if left over
    ROOT/old-00000040/          being removed; so is this one if left over

In: a directory filled by a writer.  Out: a published generation, or nothing at all.
Files of an earlier generation are shared by hard links; Whoosh never writes a file again.
"""

from __future__ import annotations

import logging
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from search.engines.embedded.generations import ahead
from search.engines.embedded.generations.manifest import (
    NAME,
    FileFacts,
    Manifest,
    manifest_bytes,
    read_manifest,
    verify,
)
from search.engines.embedded.generations.pointer import GENERATION, NOTHING_YET, UNREADABLE, Pointer
from search.errors import IndexDamagedError, IndexMissingError, StorageFullError, UsageError
from search.system.storage import Storage, free_bytes, translated

logger = logging.getLogger(__name__)

KEPT = 2  # generations that stay, so that there is one to fall back to
KEPT_SECONDS = 60.0  # younger ones stay as well: a reader may be about to open them
# Free space wanted for a build, in sizes of the live generation. An update links its files and
# writes only what is new: to want room for all of them again would stop it for no reason.
HEADROOM_BUILD, HEADROOM_UPDATE = 2.2, 0.1
OPEN_TRIES = 5


@dataclass(frozen=True, slots=True)
class LiveGeneration:
    """A verified generation. `notes`: German sentences if it is not the one that CURRENT names."""

    name: str
    path: Path
    manifest: Manifest
    notes: tuple[str, ...] = ()


class Build:
    """A generation in the making."""

    def __init__(
        self, owner: Generations, path: Path, name: str, linked: Mapping[str, FileFacts]
    ) -> None:
        self._owner, self.path, self.name = owner, path, name
        self._linked = linked

    def publish(self, facts: Mapping[str, object]) -> str:
        """Sync everything, rename, swap the pointer, drop what is old; return the name."""
        owner, storage = self._owner, self._owner.storage
        with translated(owner.root):
            for path in sorted(self.path.iterdir()):
                if path.name not in self._linked:
                    path.chmod(0o444)
                    storage.sync(path)
            storage.write(self.path / NAME, manifest_bytes(self.path, facts, self._linked))
            (self.path / NAME).chmod(0o444)
            storage.sync(self.path / NAME)
            storage.sync(self.path)
            storage.rename(self.path, owner.root / self.name)
            (owner.root / self.name).chmod(0o555)
            storage.sync(owner.root)
            owner.pointer.point_to(self.name)
            owner.trust(self.name, read_manifest(owner.root / self.name))
        owner.collect_garbage()
        return self.name

    def discard(self) -> None:
        """Throw the build away."""
        if self.path.exists():
            self._owner.storage.remove_tree(self.path)


class Generations:
    """The generations under one root."""

    def __init__(self, root: Path, storage: Storage | None = None) -> None:
        self.root = root
        self.storage = storage or Storage()
        self.pointer = Pointer(root, self.storage)
        self._verified: dict[str, Manifest] = {}
        self._refused: dict[str, str] = {}  # a published file is never mended
        self._told = ""

    def names(self) -> list[str]:
        """Return the names of all generations, oldest first."""
        return sorted(p.name for p in self.root.glob("gen-*") if GENERATION.fullmatch(p.name))

    def current(self) -> str | None:
        """Return the name of the live generation, None without one, UNREADABLE if damaged."""
        name = self.pointer.name()
        return None if name == NOTHING_YET else name

    def tidy(self) -> None:
        """Remove what interrupted runs left; the caller holds the writer lock."""
        with translated(self.root):
            for leftover in self._leftovers():
                logger.info("removing %s left by an interrupted run", leftover.name)
                self.storage.remove_tree(leftover)

    def begin(self, *, share: bool) -> Build:
        """Start a build; the caller holds the writer lock. `share`: begin with the live files."""
        live = self.live() if share else None
        self._preflight(HEADROOM_UPDATE if share else HEADROOM_BUILD)
        if self.pointer.name() is None and not self.names():
            # So that a run cut off before its first CURRENT is no CURRENT lost.
            with translated(self.root):
                self.pointer.point_to(NOTHING_YET)
        number = max([int(name[4:]) for name in self.names()], default=0) + 1
        path = self.root / f"build-{number:08d}-{os.getpid()}"
        linked = live.manifest.files if live else {}
        with translated(self.root):
            path.mkdir(mode=0o700)
            for name in sorted(linked):
                self.storage.link(self.root / live.name / name, path / name) if live else None
        return Build(self, path, f"gen-{number:08d}", linked)

    def live(self) -> LiveGeneration:
        """Return the live generation, every checksum verified once a process.

        Falls back to an older one if the live one is damaged.
        Raises: IndexMissingError, IndexDamagedError if none can be used.
        """
        for _ in range(OPEN_TRIES):
            current = self.current()
            if current is None:
                break
            try:
                if current == UNREADABLE:
                    raise IndexDamagedError(f"{self.pointer.path} is damaged")
                return LiveGeneration(current, self.root / current, self._verify(current))
            except IndexDamagedError as error:
                if self.current() != current:
                    continue
                return self._fallback(current, error)
        if self.pointer.name() == NOTHING_YET or not self.names():
            raise self.missing()
        return self._fallback("", IndexDamagedError(f"{self.pointer.path} is missing"))

    def missing(self) -> IndexMissingError:
        """Return what is to be said where there is no generation."""
        return IndexMissingError(
            f"no index in {self.root} yet: run `fundstelle index SOURCE… --index {self.root}`"
        )

    def _fallback(self, damaged: str, error: IndexDamagedError) -> LiveGeneration:
        names = self.names()
        for name in reversed([n for n in names if n < damaged or damaged not in names]):
            try:
                manifest = self._verify(name)
            except IndexDamagedError:
                continue
            if self._told != f"{error}":  # once, not with every question
                self._told = f"{error}"
                logger.error("%s; serving %s instead", error, name)
            what = f"Der Index {damaged}" if damaged in names else "Der Verweis auf den Index"
            note = f"{what} ist beschädigt; es antwortet der ältere Stand {name}."
            return LiveGeneration(name, self.root / name, manifest, (note,))
        raise error

    def _verify(self, name: str) -> Manifest:
        if name in self._refused:
            raise IndexDamagedError(self._refused[name])
        if name not in self._verified:
            directory = self.root / name
            try:
                _check_owner(directory)
                sound = ahead.found_sound(directory)
                found = read_manifest(directory) if sound else verify(directory)
            except IndexDamagedError as error:
                self._refused[name] = str(error)
                raise
            self.trust(name, found)
        return self._verified[name]

    def trust(self, name: str, manifest: Manifest) -> None:
        """Take a generation for sound: every byte of it was just read or written here."""
        self._verified = {name: manifest, **dict(list(self._verified.items())[:3])}

    def verify_ahead(self) -> None:
        """Begin to verify the live generation aside, for the first question of a process."""
        name = self.current()
        if name not in (None, UNREADABLE):
            ahead.begin(self.root / name)

    def rollback(self) -> str:
        """Make the generation before the live one live again."""
        if not self.names():
            raise self.missing()
        current = self.current() or ""
        for name in reversed([name for name in self.names() if name < current]):
            self._verify(name)
            with translated(self.root):
                self.pointer.point_to(name)
            return name
        raise UsageError(f"there is no generation before {current or 'the first'} in {self.root}")

    def check(self) -> list[str]:
        """Return everything that is wrong, one sentence each."""
        problems = []
        current = self.current()
        if current is None:
            problems.append(f"{self.pointer.path} is missing")
        elif current == UNREADABLE:
            problems.append(f"{self.pointer.path} is damaged")
        elif current not in self.names():
            problems.append(f"{self.pointer.path} names {current}, which is missing")
        for name in self.names():
            try:
                _check_owner(self.root / name)
                verify(self.root / name, thorough=True)
            except IndexDamagedError as error:
                problems.append(str(error))
        return problems

    def collect_garbage(self) -> None:
        """Remove generations that are damaged, or neither live, nor of the newest, nor young."""
        current, names = self.current(), self.names()
        for name in names:
            path, aside = self.root / name, self.root / f"old-{name[4:]}"
            try:
                young = time.time() - path.stat().st_ctime < KEPT_SECONDS
                kept = (young or name in names[-KEPT:]) and self._sound(name)
                if name == current or kept:
                    continue
                self.storage.rename(path, aside)  # a half removed one must not look damaged
                self.storage.sync(self.root)
                self.storage.remove_tree(aside)
            except OSError as error:
                logger.warning("cannot remove the old generation %s: %s", path, error)

    def _sound(self, name: str) -> bool:
        if name not in self._verified:
            try:
                verify(self.root / name)
            except IndexDamagedError:
                return False
        return True

    def _leftovers(self) -> list[Path]:
        return [*self.root.glob("build-*"), *self.root.glob("old-*")]

    def _preflight(self, headroom: float) -> None:
        try:
            current = self.current()
            files = read_manifest(self.root / current).files if current else {}
        except IndexDamagedError:
            return
        wanted = int(headroom * sum(file.size for file in files.values()))
        free = free_bytes(self.root)
        if free < wanted:
            raise StorageFullError(
                f"not enough room in {self.root}: {free} bytes free, {wanted} bytes wanted"
            )


def _check_owner(directory: Path) -> None:
    """Refuse a directory that others may write or own. Raises IndexDamagedError."""
    try:
        facts = directory.stat()
    except OSError as error:
        raise IndexDamagedError(f"{directory} cannot be read: {error.strerror}") from error
    if facts.st_uid not in (os.getuid(), 0):
        raise IndexDamagedError(f"{directory} belongs to another user; it is not opened")
    if facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexDamagedError(f"{directory} can be written by others; it is not opened")
