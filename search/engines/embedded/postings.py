"""How postings are encoded inside Whoosh's stock files.

Whoosh 2.7.4 pickles every list of positions and compresses every block; in a news index that was
three quarters of its size and half of the writing time. Positions here are plain little-endian
uint32, blocks are pickles of protocol 3 without memo and without compression. Stock readers read
both: the format decodes the positions, the protocol is told by the pickle itself.
In: positions of a term in a section; blocks of postings.  Out: bytes.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Sequence
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3PostingsWriter, W3Segment
from whoosh.formats import Positions
from whoosh.util.numeric import length_to_byte

POSITION_BYTES = 4


class PlainPositions(Positions):  # type: ignore[misc]
    """Ascending positions as little-endian uint32, four bytes each."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return the bytes of a list of positions."""
        return struct.pack(f"<{len(positions)}I", *positions)

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions of a posting."""
        return list(struct.unpack(f"<{len(value) // POSITION_BYTES}I", value))

    def decode_frequency(self, value: bytes) -> int:
        """Return the number of positions."""
        return len(value) // POSITION_BYTES


class PlainCodec(W3Codec):  # type: ignore[misc]
    """Writes what the stock codec reads."""

    def __init__(self) -> None:
        super().__init__(compression=0)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:  # noqa: ARG002
        """Return a segment that names the stock codec, so that any Whoosh opens it."""
        return W3Segment(W3Codec(), indexname)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        """Return the writer of posting blocks."""
        return _PostingsWriter(dbfile, self._blocklimit, byteids, 0, self._inlinelimit)


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    """As the stock writer, but for how the two values of a block are pickled."""

    def _write_block(self, last: bool = False) -> None:
        if not self._blockcount:
            self._postfile.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        data = _pickled((self._mini_ids(), self._mini_weights(), self._mini_values()))
        lengths = length_to_byte(self._minlength), length_to_byte(self._maxlength)
        info = _pickled((len(self._ids), self._ids[-1], self._maxweight, 0, *lengths))
        length = len(info) + len(data)
        self._postfile.write_int(-length if last else length)
        self._postfile.write(info)
        self._postfile.write(data)
        self._blockcount += 1
        self._new_block()


def _pickled(value: tuple[object, ...]) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, 3)
    pickler.fast = True  # no memo: these are flat tuples
    pickler.dump(value)
    return stream.getvalue()
