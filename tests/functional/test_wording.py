"""What commands say is right of one thing, too, and has no value of Python in it."""

from __future__ import annotations

import re

import pytest

from corpus import Article, ArticleStore
from search.cli import output
from search.models import IndexInfo


@pytest.fixture
def one_article(run, tmp_path):
    (tmp_path / "a.txt").write_text("Der Steg\n\nAm Montag wurde der Steg geöffnet.", "utf-8")
    assert run("index", "a.txt").out.startswith("1 article with 1 section in gen-00000001: 1 new")
    return run("search", "Steg", "--format", "jsonl").out.split('"id": "')[1].split('"')[0]


def test_one_article_is_no_articles(run, one_article):
    assert (
        "text=steg edits=1 weight=1.0 beginning=False: 1 word: steg" in run("explain", "Steg~").out
    )
    assert run("export", "--backup", "b.tar").out.startswith(
        "1 article, index gen-00000001 with 1 "
    )
    assert run("show", one_article, "--copies").err == f"0 Kopien von {one_article}\n"
    assert run("show", one_article, "--related").err == f"0 ähnliche Artikel zu {one_article}\n"
    assert run("show", "a.txt", "--explain").err == "regeln.toml: there is no rule\n"


def test_why_an_article_matches_is_told_in_lines(run, one_article):
    lines = (
        run("explain", "Steg", "--article", one_article).out.partition("Article\n")[2].splitlines()
    )
    assert re.fullmatch(
        rf"  {one_article}, revision 1: score [0-9.]+, 1 matching section", lines[0]
    )
    assert re.fullmatch(r"  section 0: score [0-9.]+", lines[1])
    assert "no match among the best" in run("explain", "Wehr", "--article", one_article).out


def test_what_is_not_as_stored_is_counted(run, one_article, tmp_path):
    with ArticleStore(tmp_path / "ix/articles.sqlite", "index") as store:
        store.put(Article(id="neu", title="Die Fähre legt ab"), "b.txt")
    told = run("check").err
    assert "(not there as stored: 1, no longer stored: 0): run `fundstelle index --full`" in told


@pytest.mark.parametrize("notes", [(), ("Der Index gen-00000002 ist beschädigt.",)])
def test_notes_on_an_index_are_sentences(capsys, notes):
    info = IndexInfo(
        engine="embedded", generation="gen-00000001", articles=1, sections=1, built=None,
        size_bytes=1, stamp="s", notes=notes,
    )  # fmt: skip
    output.print_info(info, "articles.sqlite", 1)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("notes")]
    assert lines == [f"notes            {note}" for note in notes]
