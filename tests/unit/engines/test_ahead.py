"""Verifying ahead: the child's word counts for the generation it looked at, and only if good."""

from __future__ import annotations

import threading

import pytest

from search.engines.embedded.generations import ahead, chain
from search.engines.embedded.generations.chain import Generations
from search.errors import IndexDamagedError


@pytest.fixture
def root(tmp_path):
    build = Generations(tmp_path).begin(share=False)
    (build.path / "data").write_bytes(bytes(1000))
    build.publish({})
    return tmp_path


@pytest.fixture
def verified(monkeypatch):
    """The directories that this process verified itself."""
    seen = []

    def verify(directory):
        seen.append(directory)
        return original(directory)

    original = chain.verify
    monkeypatch.setattr(chain, "verify", verify)
    return seen


@pytest.fixture
def alone(monkeypatch):
    """No thread beside this one, whatever tests before have left."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def damage(root):
    path = root / "gen-00000001" / "data"
    path.chmod(0o644)
    path.write_bytes(bytes(999) + b"x")


@pytest.mark.usefixtures("alone")
def test_what_a_child_found_sound_is_not_verified_again(root, verified):
    fresh = Generations(root)
    fresh.verify_ahead()
    assert fresh.live().name == "gen-00000001"
    assert not verified


def test_without_a_child_the_process_verifies_itself(root, verified):
    assert Generations(root).live().name == "gen-00000001"
    assert len(verified) == 1


@pytest.mark.usefixtures("alone")
def test_what_a_child_found_damaged_is_named(root, verified):
    damage(root)
    fresh = Generations(root)
    fresh.verify_ahead()
    with pytest.raises(IndexDamagedError, match="data is damaged"):
        fresh.live()
    assert len(verified) == 1


@pytest.mark.usefixtures("alone")
def test_the_word_of_a_child_holds_once(root):
    fresh = Generations(root)
    fresh.verify_ahead()
    assert ahead.found_sound(root / "gen-00000001")
    assert not ahead.found_sound(root / "gen-00000001")


def test_beside_threads_there_is_no_child(root):
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        Generations(root).verify_ahead()
        assert not ahead.found_sound(root / "gen-00000001")
    finally:
        done.set()
        thread.join()


def test_without_an_index_there_is_nothing_to_verify(tmp_path):
    Generations(tmp_path).verify_ahead()
    assert not list(tmp_path.iterdir())


def test_what_a_process_published_it_does_not_verify_again(tmp_path, verified):
    generations = Generations(tmp_path)
    for content in (b"x", b"y"):
        build = generations.begin(share=False)
        (build.path / "data").write_bytes(content)
        build.publish({})
    assert generations.live().name == "gen-00000002"
    assert not verified
