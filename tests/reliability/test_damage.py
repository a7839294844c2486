"""R4: a damaged file is named, and an older sound generation answers in its place."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from search import SearchRequest, index_sources, open_service
from tests.commands import call
from tests.reliability.conftest import Place, answers, lines, run, write_lines

FLIPS = 20


def _long(values: Iterable[int]) -> list[object]:
    return [pytest.param(value, marks=pytest.mark.long) for value in values]


def _live(index: Path) -> Path:
    return max(index.glob("gen-*"))


def _write(path: Path, data: bytes) -> None:
    path.parent.chmod(0o755)
    path.chmod(0o644)
    path.write_bytes(data)


def _flip(path: Path, rnd: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    _write(path, bytes(data))


def _assert_older_answers(place: Place, name: str) -> None:
    done = call("check", "--index", place.index)
    assert (done.code, name in done.out) == (65, True), done
    service = open_service(place.index)
    assert answers(service) == place.older
    assert "beschädigt" in service.info().notes[0]
    assert service.info().generation == "gen-00000001"


def _assert_refused(place: Place, name: str) -> None:
    for arguments in (["check"], ["search", "fluss"]):
        done = call(*arguments, "--index", place.index)
        assert (done.code, name in done.text) == (65, True), (arguments, done)


def _victim(directory: Path, seed: int) -> Path:
    files = [path for path in sorted(directory.iterdir()) if path.stat().st_size]
    return files[seed % len(files)]


def test_every_kind_of_file_is_among_the_victims(two_generations):
    kinds = {path.suffix for path in _live(two_generations.index).iterdir()}
    assert kinds == {_victim(_live(two_generations.index), seed).suffix for seed in range(FLIPS)}
    assert kinds == {".fnd", ".toc", ".json", ".arrays"}


@pytest.mark.parametrize("seed", range(FLIPS))
def test_a_flipped_bit_is_named_and_the_older_generation_answers(two_generations, seed):
    victim = _victim(_live(two_generations.index), seed)
    _flip(victim, random.Random(seed))
    _assert_older_answers(two_generations, victim.name)


@pytest.mark.parametrize("seed", [*range(6), *_long(range(6, FLIPS))])
def test_a_flipped_bit_without_an_older_generation_is_exit_65(one_generation, seed):
    victim = _victim(_live(one_generation.index), seed)
    _flip(victim, random.Random(100 + seed))
    _assert_refused(one_generation, victim.name)


@pytest.mark.long
def test_a_flipped_bit_at_each_of_2000_places_is_found(one_generation):
    rnd = random.Random(9)
    service = open_service(one_generation.index)
    files = [path for path in sorted(_live(one_generation.index).iterdir()) if path.stat().st_size]
    for step in range(2000):
        victim = files[step % len(files)]
        sound = victim.read_bytes()
        _flip(victim, rnd)
        assert any(victim.name in problem for problem in service.engine.check())
        _write(victim, sound)
    _live(one_generation.index).chmod(0o555)
    assert service.engine.check() == []


@pytest.mark.parametrize("kind", [".fnd", ".toc", ".json"])
@pytest.mark.parametrize("damage", ["cut", "grown", "deleted", "folder"])
def test_cut_grown_and_deleted_files_are_named(two_generations, kind, damage):
    victim = next(_live(two_generations.index).glob(f"*{kind}"))
    data = victim.read_bytes()
    _write(victim, {"cut": data[: len(data) // 2], "grown": data + b"\0"}.get(damage, b""))
    if damage in ("deleted", "folder"):
        victim.unlink()
    if damage == "folder":
        victim.mkdir()
    _assert_older_answers(two_generations, victim.name)


def test_two_swapped_files_are_named(two_generations):
    older, newer = sorted(two_generations.index.glob("gen-*"))
    victims = [next(directory.glob("*.fnd")) for directory in (older, newer)]
    data = [victim.read_bytes() for victim in victims]
    for victim, other in zip(victims, reversed(data), strict=True):
        _write(victim, other)
    _assert_refused(two_generations, victims[1].name)


def test_two_swapped_files_of_one_generation_are_named(one_generation):
    generation = _live(one_generation.index)
    postings, toc = next(generation.glob("*.fnd")), next(generation.glob("*.toc"))
    first, second = postings.read_bytes(), toc.read_bytes()
    _write(postings, second)
    _write(toc, first)
    _assert_refused(one_generation, postings.name)


def test_a_foreign_file_in_a_generation_is_named(one_generation):
    generation = _live(one_generation.index)
    generation.chmod(0o755)
    (generation / "_MAIN_9.toc").write_bytes(b"x")
    _assert_refused(one_generation, "_MAIN_9.toc")


def test_the_fallback_is_told_on_stderr(two_generations):
    _flip(next(_live(two_generations.index).glob("*.fnd")), random.Random(1))
    done = run("search", "fluss", "--index", two_generations.index)
    assert done.code == 0
    assert "gen-00000001" in done.err
    assert ".fnd" in done.err


def test_damage_in_a_file_shared_by_two_generations_is_exit_65(tmp_path):
    index = tmp_path / "ix" / "index"
    source = write_lines(tmp_path / "artikel.jsonl", lines(60))
    index_sources([source], index=index)
    write_lines(source, lines(60) + lines(2, seed=2, first=60))
    index_sources([source], index=index)
    older = min(index.glob("gen-*"))
    shared = next(older.glob("*.fnd"))
    assert shared.stat().st_nlink == 2
    _flip(shared, random.Random(1))
    _assert_refused(Place(index, [], []), shared.name)


def test_the_next_full_run_heals_a_damaged_index(two_generations, monkeypatch):
    place = two_generations
    _flip(next(_live(place.index).glob("*.fnd")), random.Random(1))
    assert call("index", "--full", "--index", place.index).code == 0
    assert call("check", "--index", place.index).out == "ok\n"
    assert answers(place.index) == place.newer


@pytest.mark.parametrize("flipped", [3, 11, 12, 15, 21, *_long(range(22))])
def test_a_flipped_bit_at_each_place_of_current_is_found(two_generations, flipped):
    current = two_generations.index / "CURRENT"
    data = bytearray(current.read_bytes())
    data[flipped] ^= 1 << flipped % 8
    current.write_bytes(data)
    done = call("check", "--index", two_generations.index)
    assert (done.code, "CURRENT" in done.out) == (65, True)
    service = open_service(two_generations.index)
    assert answers(service) == two_generations.newer
    assert service.info().notes


@pytest.mark.parametrize("content", [b"", b"gen-00000002", b"\0" * 22, b"../../etc/passwd\n", None])
def test_a_broken_current_is_named_and_healed_by_the_next_run(two_generations, content):
    place, current = two_generations, two_generations.index / "CURRENT"
    current.unlink() if content is None else current.write_bytes(content)
    done = call("check", "--index", place.index)
    assert (done.code, "CURRENT" in done.out) == (65, True)
    assert answers(place.index) == place.newer
    assert call("index", "--full", "--index", place.index).code == 0
    assert call("check", "--index", place.index).out == "ok\n"
    assert answers(place.index) == place.newer


def test_an_unreadable_current_without_generations_is_no_traceback(tmp_path):
    index = tmp_path / "index"
    index.mkdir()
    (index / "CURRENT").write_bytes(b"\xff" * 30)
    assert call("search", "x", "--index", index).code in (3, 65)
    assert call("check", "--index", index).code in (3, 65)


@pytest.mark.parametrize("damage", ["header", "cut", "pages", "text"])
def test_a_damaged_article_store_is_exit_65(one_generation, damage):
    store = one_generation.index.parent / "articles.sqlite"
    data = bytearray(store.read_bytes())
    if damage == "header":
        data[:16] = b"\0" * 16
    elif damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "pages":
        data[4096:] = os.urandom(8) * ((len(data) - 4096) // 8)
    else:
        data = bytearray(b"kein SQLite" * 500)
    store.write_bytes(data)
    for arguments in (["check"], ["search", "fluss"], ["stats"], ["index", "--full"]):
        done = call(*arguments, "--index", one_generation.index)
        assert (done.code, store.name in done.text) == (65, True), (arguments, done)


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_a_generation_that_others_may_write_is_not_opened(one_generation, mode):
    _live(one_generation.index).chmod(mode)
    _assert_refused(one_generation, "gen-00000002")
    assert "can be written by others" in call("check", "--index", one_generation.index).out


def test_odd_names_in_the_index_directory_disturb_nobody(two_generations):
    place = two_generations
    (place.index / "gen-alt").mkdir()
    shutil.copy(place.index / "CURRENT", place.index / "gen-1.bak")
    service = open_service(place.index)
    assert service.search(SearchRequest(text="fluss")).articles
    assert call("index", "--full", "--index", place.index).code == 0
    assert call("check", "--index", place.index).code == 0
