"""One plain tar file that begins with a list of what is in it, and is read without trust.

    backup.json    {"format": 1, "facts": {…}, "files": {name: [size, sha256]}, "digest": sha256}
    …              these files, in this order

In: open files by name.  Out: an archive; of an archive, files whose every byte is as it was.
Any tar shows and unpacks one. Here no header is acted upon: each must be that of a regular file
with the name and size that the list says come next. So a path that leads elsewhere, a link, a
device and a header that changes the meaning of the next are refused before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

from search.errors import BackupDamagedError
from search.system.storage import translated

FORMAT = 1
LIST = "backup.json"
MAX_LIST = 1 << 20
_BLOCK = tarfile.BLOCKSIZE
_CHUNK = 1 << 20
_END = bytes(2 * _BLOCK)
_UNKNOWN = "0" * 64


class Listed(NamedTuple):
    """A file of an archive: bytes, SHA-256 in hex."""

    size: int
    sha256: str


def write_archive(
    stream: BinaryIO, facts: Mapping[str, object], files: Mapping[str, BinaryIO]
) -> None:
    """Write an archive to a new file, and sync it.

    `files`: from their beginning, each as long as it is now; names of at most 100 ASCII letters.
    """
    listed = {n: Listed(os.fstat(file.fileno()).st_size, _UNKNOWN) for n, file in files.items()}
    # Each file is read once: the list is as long with the digests as without, and written again.
    _write_member(stream, LIST, len(_list_bytes(facts, listed)), [_list_bytes(facts, listed)])
    for name, file in files.items():
        size = listed[name].size
        digest = _write_member(stream, name, size, _chunks(file, size))
        listed[name] = Listed(size, digest)
    stream.write(_END)
    stream.seek(_BLOCK)
    stream.write(_list_bytes(facts, listed))
    stream.flush()
    os.fsync(stream.fileno())


def _list_bytes(facts: Mapping[str, object], files: Mapping[str, Listed]) -> bytes:
    body = {"format": FORMAT, "facts": dict(facts), "files": dict(files)}
    return json.dumps({**body, "digest": _digest(body)}, indent=1).encode()


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _write_member(
    stream: BinaryIO, name: str, size: int, chunks: Iterator[bytes] | list[bytes]
) -> str:
    header = tarfile.TarInfo(name)
    header.size, header.mtime, header.mode = size, int(time.time()), 0o600
    stream.write(header.tobuf(tarfile.GNU_FORMAT))
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        stream.write(chunk)
    stream.write(bytes(-size % _BLOCK))
    return digest.hexdigest()


def _chunks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield so many bytes of a stream. Raises EOFError."""
    while size:
        chunk = stream.read(min(size, _CHUNK))
        if not chunk:
            raise EOFError
        size -= len(chunk)
        yield chunk


class Archive:
    """An archive open for reading: `facts` about it, and what `files` it says it holds.

    Every method raises BackupDamagedError that names it.
    """

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self._stream, self._path = stream, path
        self.facts, self.files = self._read_list()

    def damaged(self, reason: str) -> BackupDamagedError:
        """Return the error that says what is wrong with it."""
        return BackupDamagedError(f"{self._path}: {reason}")

    def copy(self, targets: Mapping[str, Path]) -> None:
        """Write its files to new places, those without a target nowhere, and verify all of them.

        What was written is synced, and worth nothing if an error is raised.
        Raises: StorageFullError, CannotWriteError, BackupDamagedError.
        """
        for name, (size, sha256) in self.files.items():
            if self._header(name) != size:
                raise self.damaged(f"{name} is not as long as its list says")
            target = targets.get(name)
            digest = hashlib.sha256()
            with translated((target or self._path).parent), _opened(target) as out:
                for chunk in self._read(size):
                    digest.update(chunk)
                    if out:
                        out.write(chunk)
                if out:
                    out.flush()
                    os.fsync(out.fileno())
            if digest.hexdigest() != sha256:
                raise self.damaged(f"{name} is damaged: its checksum does not fit")
        rest = 0
        while chunk := self._stream.read(_CHUNK):
            rest += len(chunk)
            if chunk.strip(b"\0"):
                raise self.damaged("it holds more than its list says")
        if rest < len(_END):
            raise self.damaged("it was cut off")

    def _read_list(self) -> tuple[Mapping[str, object], dict[str, Listed]]:
        try:
            size = self._header(LIST)
        except BackupDamagedError as error:
            raise self.damaged("this is no backup of Fundstelle") from error
        if size > MAX_LIST:
            raise self.damaged(f"its list is longer than {MAX_LIST >> 20} MiB")
        content = b"".join(self._read(size))
        try:
            body = json.loads(content)
            if body["format"] > FORMAT:
                raise self.damaged(
                    f"it has format {body['format']}, this version reads {FORMAT}: restore it with "
                    "the newer version of Fundstelle that wrote it"
                )
            if body.pop("digest") != _digest(body):
                raise ValueError("its checksum does not fit")
            files = {n: Listed(int(size), str(sha)) for n, (size, sha) in body["files"].items()}
            return dict(body["facts"]), files
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            OverflowError,
            RecursionError,
        ) as error:
            raise self.damaged(f"its list is damaged: {error}") from error

    def _header(self, name: str) -> int:
        """Read the header of the file that must come next; return its size."""
        block = self._stream.read(_BLOCK)
        if len(block) < _BLOCK:
            raise self.damaged("it was cut off")
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise self.damaged(f"{name} does not follow: {error}") from error
        if header.type != tarfile.REGTYPE or header.name != name or header.size < 0:
            raise self.damaged(f"{header.name!r} does not belong there, {name} does")
        return header.size

    def _read(self, size: int) -> Iterator[bytes]:
        try:
            yield from _chunks(self._stream, size)
            padding = b"".join(_chunks(self._stream, -size % _BLOCK))
        except EOFError:
            raise self.damaged("it was cut off") from None
        if any(padding):
            raise self.damaged("it is damaged")


def _opened(target: Path | None) -> BinaryIO | nullcontext[None]:
    return target.open("xb") if target else nullcontext()
