"""Values are kept within a limit of bytes; those asked for most stay."""

import numpy as np

from search.engines.embedded.reading.cache import LfuCache

ROOM = 40_000


def test_a_value_is_computed_once_while_it_is_kept():
    kept, made = LfuCache(ROOM), []

    def make():
        made.append(1)
        return np.zeros(10)

    assert kept.get("a", make) is kept.get("a", make)
    assert len(made) == 1


def test_what_is_asked_for_least_goes_first():
    kept = LfuCache(ROOM)
    for key in ("a", "b", "c", "a", "c", "d"):
        kept.get(key, lambda: np.zeros(1500))  # 12,000 bytes: three have room
    assert [key for key in "abcd" if key in kept] == ["a", "c", "d"]


def test_most_is_found_of_what_comes_in_turn_and_is_a_little_too_much():
    kept, made = LfuCache(12 * ROOM), []

    def make():
        made.append(1)
        return np.zeros(1500)

    keys = range(44)  # 36 have room
    for _ in range(20):
        for key in keys:
            kept.get(key, make)
    assert len(made) < 20 * len(keys) / 2


def test_what_nobody_asks_for_any_more_goes_though_it_was_asked_for_often():
    kept = LfuCache(ROOM)
    for _ in range(20):
        kept.get("once dear", lambda: np.zeros(1500))
    for key in range(200):
        kept.get(key, lambda: np.zeros(1500))
    assert "once dear" not in kept


def test_what_is_asked_for_again_and_again_outlasts_what_comes_once():
    kept, made = LfuCache(ROOM), []

    def often():
        made.append(1)
        return np.zeros(1500)

    for key in range(20):
        kept.get("often", often)
        kept.get(key, lambda: np.zeros(1500))
    assert len(made) == 1


def test_what_is_kept_never_outgrows_its_room():
    kept = LfuCache(ROOM)
    for key in range(50):
        kept.get(key, lambda: np.zeros(1500))
        kept.get(key % 7, lambda: np.zeros(1500))
        assert sum(other in kept for other in range(50)) <= 3


def test_a_value_beyond_all_room_is_given_and_dropped_with_the_next():
    kept = LfuCache(ROOM)
    assert len(kept.get("large", lambda: np.zeros(100_000))) == 100_000
    kept.get("small", lambda: np.zeros(1))
    assert "large" not in kept
    assert "small" in kept


def test_an_error_leaves_nothing_behind():
    kept = LfuCache(ROOM)
    for _ in range(2):
        try:
            kept.get("a", lambda: 1 / 0)
        except ZeroDivisionError:
            assert "a" not in kept
    assert len(kept.get("a", lambda: np.zeros(3))) == 3
