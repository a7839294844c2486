"""Files that did not change are read again where that is asked for."""

from __future__ import annotations

from dataclasses import replace

from corpus import ArticleStore


def test_an_article_that_an_older_version_read_is_read_as_this_one_does(run, tmp_path):
    lines = tmp_path / "artikel.jsonl"
    lines.write_text('{"id": "steg", "text": "Der Steg.", "authors": ["Ina Muster"]}')
    run("index", lines)
    with ArticleStore(tmp_path / "ix" / "articles.sqlite") as store:
        article = store.get("steg")
        assert article.authors == ("Ina Muster",)
        store.put(replace(article, authors=()), str(lines))
    assert "0 new, 0 changed, 1 unchanged" in run("index", lines).out
    assert "0 new, 1 changed, 0 unchanged" in run("index", lines, "--reread").out
    assert "Ina Muster" in run("show", "steg").out
    assert "0 new, 0 changed, 1 unchanged" in run("index", lines, "--reread").out


def test_what_is_read_again_has_to_be_named(run, tmp_path):
    for more in (["--full"], ["--watch", tmp_path]):
        assert "--reread goes with files or folders" in run("index", "--reread", *more, code=2).err
