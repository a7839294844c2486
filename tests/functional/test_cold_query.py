"""What a command does not pay for: libraries, and modules of ours, that it has no use for."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from search import index_sources

UNUSED = {
    "whoosh", "rich", "rapidfuzz", "simplemma", "flask", "gunicorn", "bs4", "lxml", "email",
    "multiprocessing", "concurrent", "socket", "difflib", "tempfile", "tomllib",
    "corpus.readers", "corpus.rules", "corpus.walk", "search.telling", "search.indexing",
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kalt")
    lines = folder / "artikel.jsonl"
    # Other spellings are looked for of words that stand in very few sections.
    articles = [
        {
            "id": f"a{n}",
            "title": "Brücke gesperrt",
            "text": f"Die Brücke über den Fluss {n} ist zu.",
        }
        for n in range(9)
    ]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=folder / "index")
    return folder / "index"


def run(*arguments):
    """Run a command; return what it printed, and the packages and modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "search", *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    names = {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    return done.stdout, names | {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("query", ["Brücke", '"die Brücke"', "Brück*", "Brücke NAHE Fluss"])
def test_a_query_imports_only_what_it_uses(index, query):
    printed, loaded = run("search", query, "--index", index)
    assert "Brücke gesperrt" in printed
    assert "numpy" in loaded
    assert not loaded & UNUSED


def test_who_sees_no_bar_does_not_load_what_draws_it(index):
    printed, loaded = run("index", "--full", "--index", index)
    assert "9 articles" in printed
    assert "whoosh" in loaded
    assert "rich" not in loaded


def test_numpy_is_imported_after_verifying_has_begun():
    """Else nothing would be left to do beside it."""
    code = "import search.cli, sys; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_process_that_reads_files_loads_no_store():
    """One is started by each index run that has something to read."""
    code = "import corpus.intake.worker, sys; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
