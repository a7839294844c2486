"""The command as a user calls it: in an empty folder, with an index there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from search import index_sources, open_service
from tests.commands import Outcome, call
from web import create_app


class _Compiled(BytecodeCache):
    """Templates as they were compiled for an earlier site of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._kept.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Spare each new site a tenth of a second."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Flask, "jinja_options", {"bytecode_cache": _Compiled()})
        yield


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FUNDSTELLE_INDEX", str(tmp_path / "ix" / "index"))


@pytest.fixture
def run(_folder: None) -> Callable[..., Outcome]:
    """Run the command in this process; `code`: the exit code that it must have."""
    return lambda *arguments, code=0: _checked(call(*arguments), code)


@pytest.fixture
def indexed(_folder: None, article_index: Path, tmp_path: Path) -> None:
    """Put a copy of the index of the article lines where the command looks for one."""
    shutil.copytree(article_index.parent, tmp_path / "ix")


@pytest.fixture
def run_apart(_folder: None) -> Callable[..., Outcome]:
    """Run the command in a process of its own, where the exit code is that of the process."""

    def run(*arguments: object, code: int = 0) -> Outcome:
        command = [sys.executable, "-m", "search", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True)
        return _checked(Outcome(done.returncode, done.stdout, done.stderr), code)

    return run


def _checked(done: Outcome, code: int) -> Outcome:
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    return done


@pytest.fixture
def site(tmp_path):
    """Make a site of articles with these dates, "" for none, and perhaps with these texts."""

    def make(dates, texts=None):
        lines = tmp_path / "artikel.jsonl"
        told = texts or (f"Nachricht Nummer {n}." for n in range(len(dates)))
        rows = [
            {"id": f"a{n}", "text": text, **({"date": date} if date else {})}
            for n, (date, text) in enumerate(zip(dates, told, strict=True))
        ]
        lines.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        index_sources([lines], index=tmp_path / "index")
        return create_app(open_service(tmp_path / "index")).test_client()

    return make
