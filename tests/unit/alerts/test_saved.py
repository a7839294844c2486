"""`suchen.toml`: what is read of it, what is refused and how."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search.alerts import read_searches
from search.errors import UsageError

NOW = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "suchen.toml").write_text(text, "utf-8")
        return read_searches(tmp_path / "suchen.toml", NOW)

    return read


def test_searches_are_read_in_order_with_their_questions(read):
    found = read(
        '[[suche]]\nname = "Hochwasser"\nfrage = \'Hochwasser NICHT Theater quelle:"Bote"\'\n'
        '[[suche]]\nfrage = "Brücke"\nname = "Alle Brücken"\n'
    )
    assert [(search.name, search.question) for search in found] == [
        ("Hochwasser", 'Hochwasser NICHT Theater quelle:"Bote"'),
        ("Alle Brücken", "Brücke"),
    ]
    assert found[0].asks.described == "Hochwasser, ohne Theater, Quelle: „Bote“"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[[suche]]\nname = "a"\nfrage = "b"\nqelle = "c"', 4, "no 'qelle': it takes name, frage"),
        ('[[suche]]\nname = "a"', 1, 'needs a line frage = "…"'),
        ('\n[[suche]]\nfrage = "b"', 2, 'needs a line name = "…"'),
        ('[[suche]]\nname = "a"\nfrage = ""', 3, "frage is empty"),
        ('[[suche]]\nname = "a"\nfrage = 7', 3, "frage is a text: write it in quotes"),
        ('[[suche]]\nname = "a"\nfrage = "b\\nc"', 3, "one line: write a search for each"),
        ('[[suche]]\nname = "a"\nfrage = Hochwasser', 3, "write a text in quotes, as in frage = '"),
        ('[[suche]]\nname = "a"\nfrage = "b" "c"', 3, "a search is written [[suche]] and below it"),
        ('[[suchen]]\nname = "a"', 1, "there is no search 'suchen': write one of [[suche]]"),
        ('[suche]\nname = "a"', 1, "write [[suche]], in two brackets"),
        (
            '[[suche]]\nname = "a"\nfrage = "b"\n[[suche]]\nname = "a"\nfrage = "c"',
            5,
            "the name 'a' is taken",
        ),
        ('[[suche]]\nname = "a"\nfrage = "… ( !"', 3, "frage of 'a' means nothing: '… ( !'"),
        ('[[suche]]\nname = "a"\nfrage = "NICHT"', 3, "frage of 'a' means nothing: 'NICHT'"),
        ('[[suche]]\nname = "a"\nfrage = "x*"', 3, "frage of 'a' cannot be asked: Vor dem Stern"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_would_do(read, tmp_path, text, line, told):
    with pytest.raises(UsageError) as raised:
        read(text)
    assert str(raised.value).startswith(f"{tmp_path}/suchen.toml, line {line}: ")
    assert told in str(raised.value)


@pytest.mark.parametrize("text", [None, "", "# nichts\n", "suche = []"])
def test_without_a_search_it_is_shown_how_one_is_written(read, tmp_path, text):
    with pytest.raises(UsageError) as raised:
        read_searches(tmp_path / "suchen.toml", NOW) if text is None else read(text)
    told = str(raised.value)
    assert f"write such into {tmp_path}/suchen.toml" in told
    assert len(read(told[told.index("[[") :])) == 1


def test_more_searches_than_can_be_are_refused(read, monkeypatch):
    monkeypatch.setattr("search.alerts.saved.MAX_SEARCHES", 1)
    two = "".join(f'[[suche]]\nname = "{n}"\nfrage = "Wort"\n' for n in "ab")
    with pytest.raises(UsageError, match=re.escape("more than 1 searches: join some with ODER")):
        read(two)


def test_the_example_of_the_readme_is_good(read):
    readme = (Path(__file__).parents[3] / "search/README.md").read_text("utf-8")
    assert len(read(readme.partition("```toml\n")[2].partition("```")[0])) == 1
