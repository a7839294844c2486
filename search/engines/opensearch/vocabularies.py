"""The vocabulary of each generation, kept in the cluster: any machine can answer from it.

In: what a full build learned.  Out: the same, mapped from a copy on this machine's disk.
It is cut into pieces, documents of an index of their own, named by the checksum of the whole: a
vocabulary is written once and shared by the generations that grow from one full build.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from opensearchpy.exceptions import NotFoundError

from search.analysis import Vocabulary
from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.errors import CannotWriteError, IndexDamagedError
from search.system.arrays import ArrayFile, ArrayWriter

_PIECE = 4_000_000  # bytes in one document


class Packed(NamedTuple):
    """A vocabulary as it is kept. `digest`: SHA-256 of the whole."""

    digest: str
    pieces: Sequence[bytes]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Packed:
        """Pack a vocabulary."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "vocabulary.arrays"
            with ArrayWriter(path) as writer:
                for name, values in vocabulary.arrays().items():
                    writer.add(name, values)
            content = path.read_bytes()
        starts = range(0, len(content), _PIECE)
        pieces = [content[start : start + _PIECE] for start in starts]
        return cls(hashlib.sha256(content).hexdigest(), pieces)

    @property
    def facts(self) -> dict[str, object]:
        """Return the facts by which it is found again."""
        return {"vocabulary": self.digest, "pieces": len(self.pieces)}


class Vocabularies:
    """The vocabularies behind an alias. `folder`: where this machine keeps its copies."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self._cluster, self._folder = cluster, folder
        self.name = f"{cluster.alias}-vocabulary"

    def keep(self, packed: Packed) -> None:
        """Keep a vocabulary; some generation must tell of it already, or it may be removed."""
        fields = {"vocabulary": {"type": "keyword"}, "piece": {"type": "binary"}}
        self._cluster.make(self.name, {"dynamic": "strict", "properties": fields})
        with self._cluster.errors():
            for number, piece in enumerate(packed.pieces):
                self._cluster.client.index(
                    index=self.name,
                    id=f"{packed.digest}-{number}",
                    body={"vocabulary": packed.digest, "piece": base64.b64encode(piece).decode()},
                    request_timeout=WRITE_S,
                )

    def get(self, facts: Mapping[str, object]) -> Vocabulary:
        """Return the vocabulary that facts tell of. Raises IndexDamagedError."""
        digest, pieces = str(facts["vocabulary"]), int(str(facts["pieces"]))
        path = self._folder / f"vocabulary-{digest[:16]}.arrays"
        if not path.exists():
            self._fetch(digest, pieces, path)
        try:
            return _opened(path)
        except IndexDamagedError:  # the copy is, which is no reason to build an index
            self._fetch(digest, pieces, path)
            return _opened(path)

    def _fetch(self, digest: str, pieces: int, path: Path) -> None:
        """Copy a vocabulary from the cluster."""
        content = b"".join(self._piece(f"{digest}-{number}") for number in range(pieces))
        if hashlib.sha256(content).hexdigest() != digest:
            raise IndexDamagedError(
                f"{self.name} at {self._cluster.place} is damaged; "
                "`fundstelle index --full` makes it anew"
            )
        self._write(path, content)

    def keep_only(self, facts: Iterable[Mapping[str, object]]) -> None:
        """Remove all vocabularies but those that some generations have."""
        kept = sorted({str(of.get("vocabulary")) for of in facts})
        others = {"bool": {"must_not": [{"terms": {"vocabulary": kept}}]}}
        with self._cluster.errors():
            self._cluster.client.indices.refresh(index=self.name)
            self._cluster.client.delete_by_query(
                index=self.name,
                body={"query": others},
                params={"conflicts": "proceed"},  # another machine removes the same
                request_timeout=WRITE_S,
            )

    def _write(self, path: Path, content: bytes) -> None:
        """Write a copy; readers see all of it or nothing."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
                new.write(content)
                new.flush()
                os.fsync(new.fileno())
            os.replace(new.name, path)
        except OSError as error:
            raise CannotWriteError(f"cannot write {path}: {error.strerror}") from error

    def _piece(self, name: str) -> bytes:
        with self._cluster.errors():
            try:
                found = self._cluster.client.get(index=self.name, id=name, request_timeout=WRITE_S)
            except NotFoundError as error:
                raise IndexDamagedError(
                    f"{self.name} at {self._cluster.place} lacks {name}; "
                    "`fundstelle index --full` makes it anew"
                ) from error
            return base64.b64decode(found["_source"]["piece"])


def _opened(path: Path) -> Vocabulary:
    arrays = ArrayFile(path)
    return Vocabulary.from_arrays({name: arrays[name] for name in arrays})
