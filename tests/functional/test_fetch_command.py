"""`fundstelle fetch` as a user meets it: into a folder, then into the index; exit codes; kills."""

from __future__ import annotations

import fcntl
import json
import os
import queue
import signal
import subprocess
import sys

import pytest

from tests.commands import PATIENCE_S
from tests.fetch_server import Web, page, serving


@pytest.fixture
def web():
    with serving(Web()) as made:
        yield made


@pytest.fixture
def start(tmp_path):
    """Start the command in a process of its own; `code` runs before it in that process."""

    def call(*arguments, code=""):
        program = (
            ["-c", f"{code}\nfrom search.cli import main\nmain()"] if code else ["-m", "search"]
        )
        environment = {**os.environ, "FUNDSTELLE_INDEX": str(tmp_path / "ix" / "index")}
        return subprocess.Popen(
            [sys.executable, *program, *map(str, arguments)], env=environment, cwd=tmp_path,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return call


def local(web, path):
    return web.url(path, "127.0.0.1")


def polite(web, *paths):
    """Arguments for a server on this machine."""
    return ["fetch", *(local(web, path) for path in paths), "--into", "blatt", "--delay", "0",
            "--allow-private", "--contact", "redaktion@zeitung.example"]  # fmt: skip


def test_what_is_fetched_is_indexed_and_found_under_its_address(web, run, tmp_path):
    web.answers |= {
        "/feed": web.feed(local(web, "/a.html"), local(web, "/weg")),
        "/a.html": page("Brücke gesperrt"),
    }
    done = run(*polite(web, "/feed"))
    assert done.out == "1 fetched, 0 not modified, 0 refused, 1 failed, 0 left for the next run\n"
    assert f"failed: {local(web, '/weg')}: status 404" in done.err.replace("\n", "")
    assert {fields["user-agent"] for _, _, fields in web.asked} > set()
    assert all("(+redaktion@zeitung.example)" in f["user-agent"] for _, _, f in web.asked)
    assert json.loads(run("index", "blatt", "--format", "json").out)["new"] == 1
    hit = json.loads(run("search", "Brücke", "--format", "jsonl").out)
    assert (hit["title"], hit["url"]) == ("Brücke gesperrt", local(web, "/a.html"))
    again = json.loads(run(*polite(web, "/feed"), "--format", "json").out)
    assert (again["fetched"], again["failed"]) == (0, [])


def test_a_run_killed_at_any_page_is_completed_by_the_next(web, start, run, tmp_path):
    victims: queue.Queue[int] = queue.Queue()

    def deadly(title):
        def answer(_):
            if not victims.empty():
                os.kill(victims.get(), signal.SIGKILL)
            return page(title)

        return answer

    names = "abcd"
    web.answers["/feed"] = web.feed(*(local(web, f"/{name}") for name in names))
    for name in names:
        web.answers[f"/{name}"] = deadly(f"Nr. {name}")
    for kills in range(1, 4):
        process = start(*polite(web, "/feed"), "--limit", kills)
        victims.put(process.pid)
        process.communicate(timeout=PATIENCE_S)
        assert process.returncode == -signal.SIGKILL
    assert json.loads(run(*polite(web, "/feed"), "--format", "json").out)["fetched"] == len(names)
    asked = [path for path in web.paths() if path != "/feed"]
    # The page on its way when the run was killed is asked again, no other.
    assert sorted(set(asked)) == [f"/{name}" for name in names]
    assert len(asked) == len(names) + 3
    assert json.loads(run("index", "blatt", "--format", "json").out)["new"] == len(names)
    assert not list((tmp_path / "blatt").rglob("*.part"))


def test_interrupted_is_130_and_says_what_is_kept(web, start):
    victims: queue.Queue[int] = queue.Queue()

    def interrupting(_):
        os.kill(victims.get(), signal.SIGINT)
        return page("x")

    web.answers |= {"/feed": web.feed(local(web, "/a")), "/a": interrupting}
    process = start(*polite(web, "/feed"))
    victims.put(process.pid)
    _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "what was fetched is kept" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["https://zeitung.example/feed"], 2, "--into"),
        (["ftp://zeitung.example/feed", "--into", "blatt"], 2, "http or https"),
        (["feed.xml", "--into", "blatt"], 2, "http or https"),
        (["http://127.0.0.1:1/feed", "--into", "blatt"], 65, "no public address"),
        (["http://x.example/", "--into", "blatt", "--contact", "a\nb"], 2, "plain characters"),
        (["http://x.example/", "--into", "datei"], 2, "datei"),
    ],
)
def test_what_cannot_be_fetched_has_its_exit_code(run, tmp_path, arguments, code, told):
    (tmp_path / "datei").write_text("")
    assert told in run("fetch", *arguments, code=code).err.replace("\n", " ")


def test_a_folder_in_use_is_75_and_names_the_holder(run, tmp_path):
    (tmp_path / "blatt").mkdir()
    with (tmp_path / "blatt/.fundstelle-fetch.lock").open("w") as held:
        held.write("pid 7, started today,")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "pid 7" in run("fetch", "http://x.example/", "--into", "blatt", code=75).err


def test_without_the_extra_it_says_what_to_install(start):
    missing = "import sys; sys.modules['protego'] = None"
    process = start("fetch", "http://x.example/", "--into", "b", code=missing)
    _, told = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 2
    assert "pip install 'fundstelle[fetch]'" in told.replace("\n", " ")


def test_without_a_contact_it_asks_for_one(run):
    told = run("fetch", "http://127.0.0.1:1/feed", "--into", "blatt", code=65).err
    assert "FUNDSTELLE_CONTACT" in told
