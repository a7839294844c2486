"""Every engine of the benchmark that is at hand finds what it is asked for, before it is timed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.benchmarks import corpus, questions
from tests.benchmarks.peers import __main__ as process
from tests.benchmarks.peers.base import PREFIX, SPAN, TOP, sections, tokens
from tests.benchmarks.peers.tool import OURS, PEERS, Answering, Tool
from tests.benchmarks.questions import Question
from web import server

SECTIONS = 60
TOOLS = [
    pytest.param(tool, marks=pytest.mark.skipif(bool(tool.missing()), reason=tool.missing()))
    for tool in (*OURS, *PEERS)
]


@pytest.fixture(autouse=True)
def _interpreted(monkeypatch):
    """Compiling bm25s takes ten seconds; what it finds is the same."""
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")


def test_the_collector_is_set_as_at_our_site():
    assert process.YOUNG == server.YOUNG


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corpus of invented words."""
    folder = tmp_path_factory.mktemp("made")
    corpus.make(folder, SECTIONS)
    return folder


@pytest.fixture(scope="module")
def texts(made):
    """Section name, and article id → its lower-case text and date; of articles, of all sections."""
    found: dict[str, tuple[str, object]] = {}
    for name, text, published in sections(made / "articles.jsonl"):
        article = name.partition("#")[0]
        found[name] = text.lower(), published
        found[article] = f"{found.get(article, ('', None))[0]} {text.lower()}", published
    return found


@pytest.fixture(scope="module")
def asked(made):
    """Row → its first question; that with dates asks for a word of such a date."""
    found: dict[str, Question] = {}
    for question in questions.questions(made, 3):
        found.setdefault(question.row, question)
    within = next(
        text
        for _, text, published in sections(made / "articles.jsonl")
        if SPAN[0] <= published.date() < SPAN[1]
    )
    word = max(tokens([within]), key=len)
    return {**found, questions.DATED: Question(questions.DATED, "dated", (word,))}


@pytest.fixture(scope="module")
def built(made, tmp_path_factory):
    """Return the folder of the index of an engine, built when first asked for."""
    done: dict[str, Path] = {}

    def folder(tool: Tool) -> Path:
        if tool.folder not in done:
            place = tmp_path_factory.mktemp(tool.folder)
            command = tool.building(made / "articles.jsonl", place)
            subprocess.run(command, check=True, capture_output=True)
            done[tool.folder] = place
        return done[tool.folder]

    return folder


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_an_engine_finds_the_words_it_is_asked_for(tool, built, made, asked, texts, tmp_path):
    questions.write(list(asked.values()), tmp_path / "questions.tsv")
    with Answering(tool, built(tool), tmp_path / "questions.tsv").ready() as process:
        for row, question in asked.items():
            if question.kind not in tool.kinds:
                continue
            hits = process.hits(question.kind, list(question.words))
            assert len(process.times(row)) == 1
            if row in (questions.TOGETHER, questions.PHRASE):
                continue  # random words: nothing may be right
            assert 0 < len(hits) <= TOP, row
            found = [texts[hit] for hit in hits]
            for text, published in found:
                has = [word[:PREFIX] in text for word in question.words]
                assert all(has) if question.kind in ("all", "phrase", "prefix") else any(has), row
                if question.kind == "phrase":
                    assert any(" ".join(question.words) in one for one, _ in found)
                if question.kind == "dated":
                    assert SPAN[0] <= published.date() < SPAN[1]
            if question.kind == "newest":
                days = [published for _, published in found]
                assert days == sorted(days, reverse=True)


def test_the_same_corpus_and_seed_give_the_same_questions(made):
    asked = questions.questions(made, 5)
    assert asked == questions.questions(made, 5)
    assert {question.row for question in asked} == {*questions.SORTS, *questions.OTHERS}


def test_an_engine_that_ends_is_told(built, tmp_path):
    (tmp_path / "none.tsv").write_text("")
    fts5 = next(tool for tool in PEERS if tool.name == "fts5")
    with (
        pytest.raises(RuntimeError, match=r"SQLite FTS5 ended with 1: .*unable to open database"),
        Answering(fts5, tmp_path / "nowhere", tmp_path / "none.tsv") as process,
    ):
        process.ready()
