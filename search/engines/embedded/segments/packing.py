"""Ascending numbers and counts in few bits, many lists at once.

The documents of a list are kept as Elias and Fano did it: the low bits of each number as they are,
the high bits as a bitmap in which the number at place i sets bit (number >> low) + i. So a list
takes some seven bits a posting, and is read by a few array operations, whatever it holds. How many
bits are low, and how many postings there are, tells the bytes of every plane:
    low      the low bits, whole bytes: 0, 1 or 2 a number
    nibbles  four more of them, two numbers a byte (the first in the lower half)
    high     the bitmap; without low bits simply one bit a document
Occurrences are counted by a bitmap with one bit an occurrence, set where a posting begins; a list
without two in one posting has none. Each plane of a list begins at a byte of its own; bits are
counted from the lowest.
In: documents and counts of many lists in a row.  Out: planes; the reverse is `lists.py`.
Source: Vigna, "Quasi-succinct indices", WSDM 2013, https://arxiv.org/abs/1206.4300
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.system.arrays import Array, IntArray

LOW_BITS = (0, 4, 8, 12, 16, 20)


class Shapes(NamedTuple):
    """Of lists, or kinds of lists: occurrences, postings, positions above 255, low bits."""

    sizes: IntArray
    doc_freqs: IntArray
    far: IntArray
    bits: IntArray


def fewest_bytes(doc_freqs: IntArray, documents: int) -> IntArray:
    """Return with how many low bits lists of so many numbers below `documents` take least room."""
    bits = np.array(LOW_BITS)[:, np.newaxis]
    taken = sum(_docs_planes(doc_freqs, bits, documents).values())
    choice: IntArray = np.array(LOW_BITS)[np.argmin(taken, axis=0)]
    return choice


def _docs_planes(doc_freqs: IntArray, bits: IntArray, documents: int) -> dict[str, IntArray]:
    return {
        "low": doc_freqs * (bits >> 3),
        "nibbles": ((doc_freqs + 1) >> 1) * ((bits >> 2) & 1),
        "high": (doc_freqs * (bits > 0) + (documents >> bits) + 7) >> 3,
    }


def planes_of(shapes: Shapes, documents: int, *, placed: bool) -> dict[str, IntArray]:
    """Return what lists of some shapes take in each plane. `placed`: with positions."""
    sizes, doc_freqs, far, bits = shapes
    marks = (sizes + 7) >> 3
    planes = _docs_planes(doc_freqs, bits, documents)
    planes["heads"] = marks * (sizes > doc_freqs)
    if placed:
        planes |= {"near": sizes, "far_marks": marks * (far > 0), "far_values": far}
    return planes


def targets(starts: Array, lengths: Array) -> IntArray:
    """Return starts[i], starts[i] + 1, … (lengths[i] numbers) for every i in a row."""
    starts_in_row = lengths.cumsum(dtype=np.int64)
    starts_in_row -= lengths
    numbers: IntArray = (starts - starts_in_row).repeat(lengths)
    numbers += np.arange(len(numbers))
    return numbers


def before(lengths: Array) -> IntArray:
    """Return the sum of all lengths before each."""
    sums: IntArray = np.cumsum(lengths, dtype=np.int64) - lengths
    return sums


def changes(values: Array) -> npt.NDArray[np.bool_]:
    """Return where values that stand in a row begin to be others."""
    found = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def bitmap(places: Array, size: int) -> Array:
    """Return `size` bytes in which the bits at some places are set."""
    bits = np.zeros(8 * size, bool)
    bits[places] = True
    return np.packbits(bits, bitorder="little")


def set_bits(packed: Array) -> IntArray:
    """Return the places of the bits that are set, ascending."""
    return np.unpackbits(packed, bitorder="little").view(bool).nonzero()[0]


def nibbles_of(packed: Array) -> Array:
    """Return the halves of some bytes, the lower first."""
    halves = np.empty(2 * len(packed), np.uint8)
    np.bitwise_and(packed, 15, out=halves[::2])
    np.right_shift(packed, 4, out=halves[1::2])
    return halves


def pack_docs(docs: Array, shapes: Shapes, taken: dict[str, IntArray]) -> dict[str, Array]:
    """Return the planes of documents: of all lists in a row, each ascending.

    None of these has 2^32 bits: one list, or some that are short.
    """
    doc_freqs = shapes.doc_freqs

    def repeated(values: Array, kind: type = np.uint32) -> Array:
        return np.repeat(values.astype(kind), doc_freqs)

    bits = repeated(shapes.bits, np.uint8)
    numbers = np.arange(len(docs), dtype=np.uint32)
    numbers -= repeated(before(doc_freqs))
    low = np.empty(int(taken["low"].sum()), np.uint8)
    sizes = bits >> 3
    places = before(sizes)
    for byte in (0, 1):
        rows = (sizes > byte).nonzero()[0]
        low[places[rows] + byte] = (docs[rows] >> 8 * byte).astype(np.uint8)
    del places
    rows = (bits & 4).nonzero()[0]
    halves = np.zeros(2 * int(taken["nibbles"].sum()), np.uint8)
    starts = repeated(2 * before(taken["nibbles"]))
    halves[starts[rows] + numbers[rows]] = (docs[rows] >> (8 * sizes[rows])) & 15
    del rows, starts, sizes
    numbers *= bits > 0
    numbers += docs >> bits
    numbers += repeated(8 * before(taken["high"]))
    return {
        "low": low,
        "nibbles": halves[::2] | halves[1::2] << 4,
        "high": bitmap(numbers, int(taken["high"].sum())),
    }


def pack_marks(marked: IntArray, lists: Array, taken: IntArray, sizes: IntArray) -> Array:
    """Return a bitmap of `taken` bytes for each list, with some of its occurrences marked.

    `marked`: occurrences, counted through all lists of these `sizes`; `lists`: the list of each.
    """
    shift = 8 * before(taken) - before(sizes)
    if not taken.all():  # else nothing is picked: of a word of all sections that is 24 MB
        kept = (taken[lists] > 0).nonzero()[0]
        marked, lists = marked[kept], lists[kept]
    return bitmap(marked + shift[lists], int(taken.sum()))
