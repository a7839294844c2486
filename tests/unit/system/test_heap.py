"""What is free goes back to the system, whatever still stands above it."""

import sys

import numpy as np
import pytest

from search.system import heap


def held():
    """Return the anonymous memory of this process in MiB."""
    with open("/proc/self/smaps_rollup") as facts:
        return next(int(line.split()[1]) for line in facts if line.startswith("Anonymous")) / 1024


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_what_is_free_is_given_back():
    if not hasattr(heap.ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("another C library")
    # Too small to be mapped alone: such memory stays with the process until it is asked back.
    arrays = [np.ones(8_000) for _ in range(2_000)]
    kept = arrays[-1]
    del arrays
    before = held()
    heap.give_back()
    assert before - held() > 60
    assert kept[0] == 1


def test_another_c_library_is_left_alone(monkeypatch):
    monkeypatch.setattr(heap.ctypes, "CDLL", lambda _: object())
    heap.share()
    heap.spare()
    heap.give_back()
