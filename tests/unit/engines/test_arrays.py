"""Arrays come back as they were written; a file that is none is refused by name."""

import os

import numpy as np
import pytest

from search.errors import IndexDamagedError
from search.system.arrays import ArrayFile, ArrayWriter, let_go, smallest
from tests.mapped import held_of

KINDS = ("u1", "u2", "u4", "u8", "i4", "i8")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "felder.fnd"


def test_arrays_of_every_kind_come_back(path):
    written = {kind: np.arange(number * 7, dtype=kind) for number, kind in enumerate(KINDS)}
    with ArrayWriter(path) as out:
        for name, values in written.items():
            out.add(name, values)
        room = out.room("room", "u2", 1000)
        room.append(np.zeros(400))
        out.room("nothing", "u4", 0)
        out.add("last", np.array([1, 2, 3], "i8"))
        room.append(np.full(600, 7))
    read = ArrayFile(path)
    for name, values in written.items():
        assert read[name].tolist() == values.tolist()
        assert read[name].dtype == values.dtype
    assert read["room"].tolist() == [0] * 400 + [7] * 600
    assert read["last"].tolist() == [1, 2, 3]
    assert set(read) == {*KINDS, "room", "nothing", "last"}
    with pytest.raises(ValueError, match="read-only"):
        read["last"][0] = 9


def test_one_process_goes_on_where_another_has_written(path):
    with ArrayWriter(path) as out:
        out.add("here", np.arange(3, dtype="u1"))
        read, write = os.pipe()
        if not (pid := os.fork()):
            out.add("there", np.arange(5))
            room = out.room("room", "u2", 4)
            room.go_to(2)
            room.append(np.array([3, 4]))
            room.go_to(0)
            room.append(np.array([1, 2]))
            os.write(write, out.written().tobytes())
            os._exit(0)
        os.waitpid(pid, 0)
        out.go_on(np.frombuffer(os.read(read, 4096), np.uint8))
        out.add("last", np.arange(2))
    found = ArrayFile(path)
    lists = {name: found[name].tolist() for name in found}
    assert lists == {"here": [0, 1, 2], "there": [*range(5)], "room": [1, 2, 3, 4], "last": [0, 1]}
    os.close(read)
    os.close(write)


def test_a_room_that_is_not_filled_is_told(path):
    with ArrayWriter(path) as out:
        room = out.room("half", "u1", 2)
        room.append(np.zeros(1, "u1"))
        with pytest.raises(ValueError, match="the array half lacks 1 numbers"):
            out.written()
        room.append(np.zeros(1, "u1"))


def test_a_writer_that_fails_leaves_no_readable_file(path):
    with pytest.raises(RuntimeError), ArrayWriter(path) as out:  # noqa: PT012
        out.add("a", np.arange(5))
        raise RuntimeError
    with pytest.raises(IndexDamagedError, match=r"felder\.fnd"):
        ArrayFile(path)


@pytest.mark.parametrize("place", [0, 7, -1, -8, -16, -20])
def test_a_damaged_frame_is_refused(path, place):
    with ArrayWriter(path) as out:
        out.add("a", np.arange(5))
    data = bytearray(path.read_bytes())
    data[place] ^= 255
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=r"felder\.fnd"):
        ArrayFile(path)


def test_a_missing_array_is_named(path):
    with ArrayWriter(path) as out:
        out.add("a", np.arange(5))
    with pytest.raises(IndexDamagedError, match="'b'"):
        ArrayFile(path)["b"]


@pytest.mark.parametrize(
    ("highest", "kind"), [(0, "u1"), (255, "u1"), (256, "u2"), (65536, "u4"), (1 << 32, "u8")]
)
def test_the_smallest_kind_that_holds_a_number(highest, kind):
    assert smallest(highest) == kind


@pytest.mark.parametrize(("count", "message"), [(4, "lacks 1 numbers"), (6, "room for 5")])
def test_room_is_filled_neither_in_part_nor_over_its_end(path, count, message):
    with pytest.raises(ValueError, match=message), ArrayWriter(path) as out:
        out.room("room", "u2", 5).append(np.arange(count))


def test_what_is_let_go_takes_no_memory_and_is_there_again(path):
    values = np.arange(1 << 18)
    with ArrayWriter(path) as out:
        out.add("a", values)
    file = ArrayFile(path)
    assert file["a"].sum() == values.sum()
    read = held_of(path)
    let_go(file["a"][7:])
    assert held_of(path) == 0 < values.nbytes <= read
    assert (file["a"] == values).all()
    let_go(values)  # in memory: nothing to let go of
