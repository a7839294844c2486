"""S1: no file of an index runs code, wherever Whoosh unpickles and by whatever door it is opened.

The attacker may write the manifest too, so every checksum fits.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import whoosh.index
from whoosh import formats
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

from search import SearchRequest, open_service
from search.engines.embedded import unpickling
from search.engines.embedded.generations.manifest import manifest_bytes
from search.engines.embedded.writer import BatchWriter
from search.errors import FundstelleError, IndexDamagedError
from tests.commands import call
from tests.reliability.conftest import environment
from tests.reliability.hostile import PLACES, Planter, build, payloads

# Whoosh leaves a file open when it cannot read it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "kanarienvogel"
    yield path
    assert not path.exists(), "a hostile pickle ran"


def test_the_payloads_are_really_hostile(tmp_path):
    made = payloads(tmp_path / "kanarienvogel")
    assert len(made) >= 50
    code = (
        "import pickle, sys, pathlib, json\n"
        "made = json.load(sys.stdin)\n"
        f"canary = pathlib.Path({str(tmp_path / 'kanarienvogel')!r})\n"
        "harmless = []\n"
        "for name, data in made.items():\n"
        "    try: pickle.loads(data.encode('latin1'))\n"
        "    except Exception: pass\n"
        "    if not canary.exists(): harmless.append(name)\n"
        "    canary.unlink(missing_ok=True)\n"
        "print(json.dumps(harmless))"
    )
    given = json.dumps({name: data.decode("latin1") for name, data in made.items()})
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], input=given, env=environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(json.loads(done.stdout)) <= {"dotted", "map 0", "map 2", "map 4"}


def test_no_door_of_whoosh_runs_any_payload(canary):
    unpickling.install()
    doors = unpickling.doors()
    assert {"StructFile.read_pickle", "whoosh.codec.whoosh3.loads"} <= set(doors)
    for name, door in doors.items():
        for payload, data in payloads(canary).items():
            with pytest.raises(IndexDamagedError):
                door(data)
            assert not canary.exists(), (name, payload)


BOMBS = {
    "memo": b"\x80\x02]r\xff\xff\xff\x03.",
    "string": b"\x80\x04\x8e" + (1 << 30).to_bytes(8, "little") + b"x.",
    "text": b"\x80\x04\x8d" + (1 << 30).to_bytes(8, "little") + b"x.",
    "array": b"\x80\x05\x96" + (1 << 30).to_bytes(8, "little") + b"x.",
    "frame": b"\x80\x04\x95" + (1 << 30).to_bytes(8, "little") + b"x.",
    "depth": b"(" * 300_000 + b"l" * 300_000 + b".",
    "number": b"\x80\x02\x8b\xff\xff\xff\x3f" + b"\xff" * 50 + b".",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_a_file_takes_less_than_200_mib(name):
    code = (
        "import io, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "from search.engines.embedded import unpickling\n"
        "from search.errors import IndexDamagedError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: unpickling.load(io.BytesIO(sys.stdin.buffer.read()))\n"
        "except IndexDamagedError: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=BOMBS[name], env=environment(),
        capture_output=True, check=True,
    )  # fmt: skip
    assert int(done.stdout) < 200 * 1024, f"{int(done.stdout) >> 10} MiB"


def test_these_are_the_places_where_whoosh_pickles(tmp_path):
    planter = Planter("", b"")
    build(tmp_path, planter)
    assert planter.places == set(PLACES)


PHRASE = '"anfang gemeinsam"'
DOORS = (["check"], ["search", "einzelna0007"], ["search", PHRASE], ["search", "gemein*"],
         ["stats"], ["explain", PHRASE, "--article", "a0001"],
         ["index", "--full"], ["check"])  # fmt: skip


MORE = [pytest.param(name, marks=pytest.mark.long) for name in ("exec 4", "inst", "nested 0")]


@pytest.mark.parametrize("payload", ["system 2", *MORE])
@pytest.mark.parametrize("place", PLACES)
def test_no_command_runs_what_is_planted_in_an_index(tmp_path, canary, place, payload):
    data = payloads(canary)[payload]
    index_ = build(tmp_path, Planter(place, data))
    for arguments in DOORS:
        done = call(*arguments, "--index", index_)
        assert not canary.exists(), arguments
        assert done.code == 0, (arguments, done)  # what is planted is for Whoosh alone


@pytest.mark.parametrize("place", PLACES)
def test_the_site_and_a_program_open_an_index_without_running_it(tmp_path, canary, place):
    index_ = build(tmp_path, Planter(place, payloads(canary)["system 2"]))
    service = open_service(index_)
    assert service.info().articles == 300
    assert service.engine.check() == []
    for text in ("einzelna0007", PHRASE, "gemein*"):
        assert service.search(SearchRequest(text=text)).articles


@pytest.mark.parametrize("place", PLACES)
def test_whoosh_refuses_what_is_planted(tmp_path, canary, place):
    index_ = build(tmp_path, Planter(place, payloads(canary)["system 2"]))
    with pytest.raises(IndexDamagedError):
        whoosh.index.open_dir(str(index_ / "gen-00000001"))


def test_an_old_table_of_contents_is_not_loaded_as_such(tmp_path, canary):
    """Whoosh has a loader of its own, with an unpickler of its own, for version -110."""
    index_ = build(tmp_path, Planter("", b""))
    generation = index_ / "gen-00000001"
    toc = next(generation.glob("*.toc"))
    data = toc.read_bytes().replace((-111).to_bytes(4, "big", signed=True),
                                    (-110).to_bytes(4, "big", signed=True))  # fmt: skip
    assert data != toc.read_bytes()
    hostile = payloads(canary)["system 2"]
    generation.chmod(0o755)
    toc.unlink()
    toc.write_bytes(data[:40] + hostile)
    facts = json.loads((generation / "MANIFEST.json").read_bytes())["facts"]
    (generation / "MANIFEST.json").unlink()
    (generation / "MANIFEST.json").write_bytes(manifest_bytes(generation, facts))
    assert call("search", "gemeinsam", "--index", index_).code == 0
    with pytest.raises((IndexDamagedError, pickle.UnpicklingError)):
        whoosh.index.open_dir(str(generation))


@pytest.mark.parametrize("door", ["whoosh3.loads", "formats.loads", "StructFile.read_pickle"])
def test_a_door_left_open_is_found_by_the_self_test(monkeypatch, door):
    unpickling.install()
    module = {"whoosh3": whoosh3, "formats": formats}.get(door.split(".")[0])
    if module:
        monkeypatch.setattr(module, "loads", pickle.loads)
    else:
        monkeypatch.setattr(structfile.StructFile, "read_pickle", lambda s: pickle.load(s.file))
    with pytest.raises(FundstelleError, match="refusing to open any index"):
        unpickling.self_test()


def test_no_engine_writes_without_the_guard(tmp_path, monkeypatch):
    for module, name in ((whoosh3, "loads"), (formats, "loads")):
        monkeypatch.setattr(module, name, pickle.loads)
    monkeypatch.setattr(unpickling, "install", lambda: None)
    with pytest.raises(FundstelleError, match="refusing to open any index"):
        BatchWriter(tmp_path, fresh=True)


def test_a_fork_under_whoosh_s_name_is_refused(monkeypatch):
    owners = {"whoosh": ["Whoosh", "whoosh-reloaded"]}
    monkeypatch.setattr("importlib.metadata.packages_distributions", lambda: owners)
    unpickling.only_one_whoosh.cache_clear()
    for _ in range(2):
        with pytest.raises(FundstelleError, match="Whoosh, whoosh-reloaded"):
            unpickling.install()
