"""The help page explains the words that stand on pages, under headings, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import web
from web import create_app
from web.guide import ABOUT, GUIDE

# Said of texts, of the browser and of limits, not of words on a page.
NO_WORDS = {"Was gefunden wird", "Grenzen"}
NO_WORD = {"Balken", "Die Adresse der Seite"}
TERMS = [t for heading, rows in ABOUT if heading not in NO_WORDS for t, _ in rows]


@pytest.mark.parametrize("term", [term for term in TERMS if term not in NO_WORD])
def test_a_word_that_is_explained_stands_on_a_page(term):
    folder = Path(web.__file__).parent
    pages = "".join(path.read_text("utf-8") for path in folder.glob("templates/*.html"))
    pages = pages.replace((folder / "templates/guide.html").read_text("utf-8"), "")
    pages = re.sub("{%.*?%}", "", pages)
    code = (folder / "presenters.py").read_text("utf-8")
    words = re.escape(term).replace("…", ".*")
    assert re.search(words, pages + code)


def test_all_that_is_told_stands_in_lists_under_headings(service):
    page = create_app(service).test_client().get("/hilfe").text
    headings = re.findall(r"<h2 [^>]*>([^<]*)</h2>", page)
    assert headings == [heading for heading, _ in GUIDE + ABOUT] + ["Tastenkürzel"]
    told = len(re.findall("<dt ", page)), len(re.findall("<dd ", page))
    rows = sum(len(rows) for _, rows in GUIDE + ABOUT)
    assert told == (rows + 4, rows + 4)
    assert page.count("<p ") == 5, "the opening, two on the keys, the foot"
