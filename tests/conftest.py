"""Fixtures shared by all tests: articles written for this project, engines, services."""

from __future__ import annotations

import gc
import json
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from corpus import Article, Section
from search import SearchService, index_sources, open_service
from search.sections import section_documents

# A shell that starts the tests in the background makes them ignore Ctrl+C, and so do the commands
# they start, of which some are tested for what they do on it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes tells of the machine.
settings.register_profile("without clocks", deadline=None)
settings.load_profile("without clocks")

pytest_plugins = ["tests.opensearch.fixtures"]

IN_MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # bytes; a run takes up to a tenth of that

# Their tests share what their conftest builds, from file to file.
TOGETHER = ("tests/browser/", "tests/differential/")

ARTICLES = [
    {
        "id": "macht",
        "title": "Kampf um die Macht im Stadtrat",
        "source": "Aulener Bote",
        "topics": ["Politik"],
        "authors": ["Ilka Vandrey"],
        "date": "2025-03-01T08:00:00+01:00",
        "text": "Der Kampf um die Macht beginnt.\nBürgermeister Müller will nichts ändern.",
    },
    {
        "id": "worte",
        "title": "Wahl der Worte",
        "source": "Tarner Tagblatt",
        "topics": ["Kultur"],
        "agency": "LND",
        "date": "2025-04-10",
        "sections": [
            {"heading": "", "paragraphs": ["Ein Kampf und Macht der Worte auf der Bühne."]},
            {"heading": "Streit an der Straße", "paragraphs": ["Mueller spricht über Straßen."]},
        ],
    },
    {
        "id": "wasser",
        "title": "Hochwasser an der Tarn",
        "source": "Aulener Bote",
        "topics": ["Umwelt", "Politik"],
        "date": "2024-06-03",
        "text": "Das Hochwasser stieg um 3,5 Prozent.\nDie US-Hilfe kam. Die IT fiel aus.",
    },
    {"id": "leer-datum", "title": "Ohne Datum", "text": "Ein Hinweis ohne Tag und ohne Streit."},
]


def pytest_configure(config: pytest.Config) -> None:
    """Keep what is learned of German with pytest's own cache, not in the user's.

    The commands that tests start keep their bytecode: without it each compiles all it imports.
    What tests write is in memory where that has room: an index is synced to the disk file by file,
    and a test of it waits for the disk longer than it works.
    """
    os.environ["FUNDSTELLE_CACHE"] = str(config.cache.mkdir("fundstelle"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if _has_room(IN_MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


class _BuiltOnce(LoadScopeScheduling):
    """Gives whole files to a worker, or whole folders, so that one builds what their tests share.

    Those with a browser come first, what is quick last: no worker waits long for another.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _BuiltOnce | None:
    """Tell who runs what, where the command line asks for nothing else."""
    return _BuiltOnce(config, log) if config.getoption("dist") == "loadfile" else None


def _has_room(folder: Path) -> bool:
    """Return whether a run fits, and libraries may be loaded from there as OpenSearch's are."""
    if not folder.is_dir():
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC


def pytest_collection_finish() -> None:
    """Spare every later collection of garbage what is there now and stays: thousands of tests."""
    _keep_what_is_there()


@pytest.fixture(scope="module", autouse=True)
def _spared_collections() -> None:
    """The same of what earlier modules left: an index run collects twice, which took it .3 s."""
    _keep_what_is_there()


def _keep_what_is_there() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def article_lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of article lines."""
    path = tmp_path_factory.mktemp("lines") / "artikel.jsonl"
    path.write_text("\n".join(json.dumps(a, ensure_ascii=False) for a in ARTICLES), "utf-8")
    return path


@pytest.fixture(scope="session")
def article_index(article_lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded index of those lines, its store beside it, to be read or copied."""
    index = tmp_path_factory.mktemp("embedded") / "index"
    index_sources([article_lines], index=index)
    return index


@pytest.fixture(scope="session")
def service(article_index: Path) -> SearchService:
    """A service on that index."""
    return open_service(article_index)


WORDS = (
    "fluss brücke rathaus straße haus hafen schule markt bühne theater verein wahl rat stadt"
    " der die und nicht müller mueller weg wald wege wälder"
).split()


@pytest.fixture(scope="session")
def made_articles() -> Callable[..., list[Article]]:
    """Make random articles from few words, so that they share many; the seed is fixed."""

    def make(count: int, seed: int = 7) -> list[Article]:
        rnd = random.Random(seed)

        def text() -> str:
            return " ".join(rnd.choices(WORDS, k=rnd.randint(1, 12)))

        return [
            Article(
                id=f"a{number:04d}",
                title=text() if rnd.random() < 0.8 else "",
                source=rnd.choice(["Bote", "Tagblatt", ""]),
                url=f"https://{('www.bote', 'm.bote', 'tagblatt')[number % 3]}.example/{number}",
                topics=tuple(rnd.sample(["Politik", "Kultur", "Sport"], rnd.randint(0, 2))),
                published=None if rnd.random() < 0.1 else _moment(rnd.randint(0, 900)),
                sections=tuple(
                    Section(
                        heading=text() if n else "",
                        level=2 if n else 0,
                        paragraphs=(text(), text()),
                    )
                    for n in range(rnd.randint(1, 4))
                ),
            )
            for number in range(count)
        ]

    return make


def _moment(days: int):
    from datetime import UTC, datetime, timedelta

    return datetime(2023, 1, 1, tzinfo=UTC) + timedelta(days=days)


@pytest.fixture(scope="session")
def documents() -> Callable[..., list]:
    """Turn articles into section documents of revision 1."""
    return lambda articles: [section_documents(article, 1) for article in articles]
