"""The main job on the development data, where it is at hand ($FUNDSTELLE_SHARED)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import Article, find_files, read_file

ROOT = Path(__file__).parent.parent.parent
SHARED = Path(os.environ.get("FUNDSTELLE_SHARED") or ROOT.parent / "shared")
pytestmark = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="no development data: set FUNDSTELLE_SHARED"
)


def read(folder: str) -> list[object]:
    """Return what the readers make of every file of a folder."""
    files = find_files([str(SHARED / "data" / folder)])
    return [item for file in files for item in read_file(file.path, file.display, file.relative)]


def test_the_plain_text_has_its_parts():
    (article,) = read("seed")
    assert isinstance(article, Article)
    assert (article.dateline, article.agencies) == ("Istanbul", ("dpa",))
    assert article.title
    assert article.teaser
    assert [bool(section.heading) for section in article.sections] == [False, True, True, True]
    assert all(section.paragraphs for section in article.sections)
    paragraphs = [text for section in article.sections for text in section.paragraphs]
    assert min(map(len, paragraphs)) > 60, "a widget line was taken for a paragraph"
    assert not any(text.endswith(")") for text in paragraphs), "the credit was not dropped"


def test_every_news_page_is_read():
    results = [
        item for item in read("html/fundus") if not str(getattr(item, "file", "")).endswith("l")
    ]
    assert len(results) == 59
    assert all(isinstance(item, Article) and item.title for item in results)
