"""Pages whose marks were taken away: each change takes what it says, and the text stays."""

import json
import sys

import pytest

from corpus.readers.page import read_page
from tests.evaluation import mutations

LONG = "Die Brücke bleibt bis zum Herbst gesperrt, wie das Bauamt mitteilte, weil sie {} Risse hat."
FACTS = {"@type": "NewsArticle", "headline": "Brücke zu", "datePublished": "2025-04-10T18:05:00Z"}
TEXTS = [f'<p class="p9">{LONG.format(number)}</p>' for number in (2, 3, 4)]
PAGE = (
    f'<head><script type="application/ld+json">{json.dumps(FACTS)}</script>'
    '<meta property="og:title" content="Brücke zu"></head><main><article class="story" id="s7">'
    f'<h1>Brücke zu</h1><time datetime="2025-04-10">heute</time>{TEXTS[0]}'
    f"<h2>Umleitung</h2>{TEXTS[1]}{TEXTS[2]}</article></main>"
)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("no JSON-LD", "ld+json"),
        ("no meta", "<meta"),
        ("nothing for programs", "datetime"),
        ("classes renamed", "story"),
        ("no article, main, …", "<article"),
        ("p as div", "<p "),
        ("p as two br", "</p><p "),
        ("h2–h6 as bold p", "<h2"),
        ("b and br alone", "<p"),
        ("no data, names, frames", "s7"),
    ],
)
def test_a_change_takes_its_mark_and_leaves_the_text(name, gone):
    assert gone in PAGE
    changed = mutations.MUTATIONS[name](PAGE)
    assert gone not in changed
    article = read_page(changed)
    assert [one.heading for one in article.sections] == ["", "Umleitung"]
    assert sum(len(one.paragraphs) for one in article.sections) == 3


def test_pages_are_measured_and_a_folder_without_them_is_passed_over(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["mutations", str(tmp_path)])
    mutations.main()
    assert "skipped" in capsys.readouterr().out
    parts = [{"headline": [], "paragraphs": [LONG.format(2)]}]
    parts.append({"headline": ["Umleitung"], "paragraphs": [LONG.format(3), LONG.format(4)]})
    gold = {"file": "a.html", "title": "Brücke zu", "publishing_date": "2025-04-10 00:00:00"}
    gold |= {"authors": [], "sections": parts}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold))
    (tmp_path / "a.html").write_text(PAGE)
    mutations.main()
    first, *rest = capsys.readouterr().out.splitlines()[1:]
    assert first.split()[-6:] == ["1.000", "1.000", "1.000", "1.000", "1.000", "0"]
    assert len(rest) == len(mutations.MUTATIONS) - 1
