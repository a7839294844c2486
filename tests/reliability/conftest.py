"""What the reliability tests share: article lines, processes, questions with exact answers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from search import SearchRequest, SearchService, index_sources, open_service
from tests.commands import PATIENCE_S, Outcome
from tests.conftest import WORDS

REPO = Path(__file__).resolve().parents[2]
QUERIES = (
    "fluss", "müller", "rathaus brücke", "hafen ODER markt", "theater NICHT schule",
    '"der wahl"', "wald stadt rat", "wege", "strasse", "gemeinsam",
)  # fmt: skip

Answer = tuple[int, tuple[tuple[str, float], ...]]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPO), "NO_COLOR": "1", **more}


def start(*arguments: object, code: str = "") -> subprocess.Popen[str]:
    """Start the command in a process of its own; `code` runs before it in that process."""
    program = ["-m", "search"]
    if code:
        program = ["-c", f"{code}\nfrom search.cli import main\nmain()"]
    return subprocess.Popen(
        [sys.executable, *program, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> Outcome:
    out, err = process.communicate(timeout=PATIENCE_S)
    assert "Traceback" not in err, err
    return Outcome(process.returncode, out, err)


def run(*arguments: object, code: str = "") -> Outcome:
    """Run the command in a process of its own."""
    return finish(start(*arguments, code=code))


def lines(count: int, seed: int = 1, word: str = "anfang", first: int = 0) -> list[str]:
    """Make article lines of few words, all with `word` and the word "gemeinsam"."""
    rnd = random.Random(seed)

    def text() -> str:
        return " ".join(rnd.choices(WORDS, k=rnd.randint(3, 30)))

    return [
        json.dumps({
            "id": f"a{number:04d}", "title": text(), "source": rnd.choice(["Bote", "Tagblatt"]),
            "date": f"2024-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}",
            "text": f"{text()}\n{word} gemeinsam {text()}.",
        }, ensure_ascii=False)
        for number in range(first, first + count)
    ]  # fmt: skip


def write_lines(path: Path, articles: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(articles) + "\n", "utf-8")
    return path


def answers(index: Path | SearchService, queries: Sequence[str] = QUERIES) -> list[Answer]:
    """Return (articles found, ids and scores of the best 50 in order) for each query."""
    service = open_service(index) if isinstance(index, Path) else index
    found = (service.search(SearchRequest(text=query, limit=50)) for query in queries)
    return [(r.articles, tuple((h.id, round(h.score, 9)) for h in r.hits)) for r in found]


def leftovers(index: Path) -> list[str]:
    """Return the names beside LOCK, CURRENT and the generations."""
    names = {path.name for path in index.iterdir()} - {"LOCK", "CURRENT"}
    return sorted(name for name in names if not name.startswith("gen-"))


@dataclass(frozen=True)
class Place:
    """An index with two whole generations of its own: 60 and then 80 articles."""

    index: Path
    older: list[Answer]
    newer: list[Answer]


@pytest.fixture(scope="session")
def _two_generations(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("zwei")
    index = folder / "ix" / "index"
    source = write_lines(folder / "artikel.jsonl", lines(60))
    index_sources([source], index=index)
    older = answers(index)
    write_lines(source, lines(60) + lines(20, seed=2, first=60))
    index_sources([source], index=index, full=True)
    return Place(index, older, answers(index))


@pytest.fixture
def copy_of(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Copy an index with its store to a fresh place, to be damaged there."""
    import shutil

    count = 0

    def copy(index: Path) -> Path:
        nonlocal count
        count += 1
        shutil.copytree(index.parent, tmp_path / f"kopie{count}")
        return tmp_path / f"kopie{count}" / index.name

    yield copy
    for directory in tmp_path.glob("kopie*/index/gen-*"):
        directory.chmod(0o755)


@pytest.fixture
def two_generations(_two_generations: Place, copy_of: Callable[[Path], Path]) -> Place:
    """A copy of an index with two generations that share no file."""
    return Place(copy_of(_two_generations.index), _two_generations.older, _two_generations.newer)


@pytest.fixture
def one_generation(two_generations: Place) -> Place:
    """The same without the older one."""
    import shutil

    older = min(two_generations.index.glob("gen-*"))
    older.chmod(0o755)
    shutil.rmtree(older)
    return two_generations
