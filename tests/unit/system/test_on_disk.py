"""What is made some at a time comes back whole from the disk."""

import tempfile

import numpy as np

from search.system.on_disk import (
    columns_on_disk,
    numbers_on_disk,
    rows_on_disk,
    save,
    saved,
    texts_on_disk,
)
from search.system.texts import Texts


def test_numbers_of_all_pieces_stand_in_a_row():
    found = numbers_on_disk((np.arange(size) for size in (3, 0, 2)), np.uint32)
    assert found.tolist() == [0, 1, 2, 0, 1]
    assert found.dtype == np.uint32
    assert numbers_on_disk([], np.uint8).tolist() == []


def test_texts_of_all_pieces_stand_in_a_row():
    found = texts_on_disk(Texts.of(words) for words in (["ä", "bc"], [], ["d"]))
    assert found.strings() == ["ä", "bc", "d"]
    assert texts_on_disk([]).strings() == []


def test_arrays_of_any_size_and_kind_are_saved_one_behind_the_other():
    arrays = [np.arange(size, dtype=kind) for size in (0, 1, 7, 300) for kind in ("u1", "i8", "u4")]
    with tempfile.TemporaryFile() as file:
        assert list(saved(file)) == []
        for values in arrays:
            save(values, file)
        file.flush()
        found = list(saved(file))
    assert [(one.dtype, one.tolist()) for one in found] == [
        (one.dtype, one.tolist()) for one in arrays
    ]
    assert all(one.flags.aligned for one in found)


def test_columns_come_some_rows_at_a_time():
    pieces = ((np.arange(size), np.arange(size) * 300) for size in (3, 0, 2))
    small, large = columns_on_disk(pieces, (np.uint8, np.uint32))
    assert small.tolist() == [0, 1, 2, 0, 1]
    assert large.tolist() == [0, 300, 600, 0, 300]
    assert [column.dtype for column in (small, large)] == [np.uint8, np.uint32]


def test_rows_are_filled_side_by_side():
    with rows_on_disk([3, 0, 2]) as rows:
        first, empty, last = rows.rooms
        first.append(np.array([1]))
        last.append(np.array([4, 5]))
        empty.append(np.array([], np.int64))
        first.append(np.array([2, 3]))
        found = rows.filled()
    assert [row.tolist() for row in found] == [[1, 2, 3], [], [4, 5]]
    assert {row.dtype for row in found} == {np.dtype(np.uint32)}
    with rows_on_disk([]) as rows:
        assert rows.filled() == []
