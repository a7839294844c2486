"""Rules by hand: what they change in an article, what of a file is refused and how."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article, Section
from corpus.handwritten import HandwrittenError
from corpus.rules import NO_RULES, Kind, Pattern, read_rules

ARTICLE = Article(
    id="a",
    title="Meine News",
    teaser="Ein Teaser.",
    source="bote.example",
    url="https://www.bote.example/a",
    sections=(
        Section(paragraphs=("Der Anfang.", "Meine News")),
        Section(heading="Lesen Sie auch", level=3, paragraphs=("Der Rest.", "Was geschah")),
        Section(heading="Ein Satz. Er geht weiter", level=2, anchor="x", paragraphs=("Ende.",)),
    ),
)


@pytest.fixture
def rules(tmp_path):
    def read(text):
        path = tmp_path / "regeln.toml"
        path.write_text(text, "utf-8")
        return read_rules(path)

    return read


def lines(article):
    return [(s.heading, *s.paragraphs) for s in article.sections]


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        ("Meine News", "meine NEWS", True),
        ("Meine News", "Meine News!", False),
        ("Lesen Sie auch*", "Lesen Sie auch", True),
        ("Lesen Sie auch*", "Lesen Sie auch: Brücke zu", True),
        ("Lesen Sie auch*", "Bitte lesen Sie auch", False),
        ("*Abonnement*", "Jetzt mit Abonnement lesen", True),
        ("Foto: * / dpa", "Foto: A. Muster / dpa", True),
        ("Foto: * / dpa", "Foto: / dpa", False),
        ("ab*ba", "aba", False),
        ("ab*ba", "abba", True),
        ("a*b*c", "a x b y b z c", True),
        ("a*b*c", "a c b", False),
        ("Straße", "STRASSE", True),
    ],
)
def test_a_pattern_is_a_whole_line(pattern, line, fits):
    assert Pattern(pattern).fits(line) is fits


def test_a_pattern_with_many_stars_is_told_in_time():
    assert not Pattern("*".join("a" * 50) + "*b").fits("a" * 1_000_000)


def test_a_dropped_line_leaves_text_teaser_and_headings_but_never_the_title(rules):
    dropped = rules(
        '[[weglassen]]\nzeile = "Meine News"\n[[weglassen]]\nzeile = "lesen sie auch*"\n'
        '[[weglassen]]\nzeile = "Ein Teaser."'
    ).apply(ARTICLE)
    assert (dropped.title, dropped.teaser) == ("Meine News", "")
    # What stood under a heading that goes belongs to the section before.
    assert lines(dropped)[0] == ("", "Der Anfang.", "Der Rest.", "Was geschah")
    assert len(dropped.sections) == 2


def test_a_line_becomes_a_heading_and_a_heading_a_line(rules):
    made = rules(
        '[[zwischentitel]]\nzeile = "Was geschah"\nrang = 4\n[[absatz]]\nzeile = "Ein Satz. *"'
    ).apply(ARTICLE)
    assert lines(made)[2:] == [("Was geschah", "Ein Satz. Er geht weiter", "Ende.")]
    assert made.sections[2].level == 4
    assert made.sections[0] == ARTICLE.sections[0]


@pytest.mark.parametrize("outlet", ["bote.example", "Aulener Bote", "aulener*", "*.example"])
def test_a_rule_for_one_outlet_knows_it_by_old_name_new_name_and_host(rules, outlet):
    made = rules(
        f'[[weglassen]]\nzeile = "Meine News"\nquelle = "{outlet}"\n'
        '[[quelle]]\nname = "bote.example"\nheisst = "Aulener Bote"'
    )
    assert made.apply(ARTICLE).source == "Aulener Bote"
    assert lines(made.apply(ARTICLE))[0] == ("", "Der Anfang.")


def test_a_rule_for_another_outlet_does_nothing(rules):
    made = rules('[[weglassen]]\nzeile = "Meine News"\nquelle = "Anderes Blatt"')
    assert made.apply(ARTICLE) is ARTICLE


@pytest.mark.parametrize(
    ("text", "authors", "told"),
    [
        ('name = "jon*"\nheisst = "Jo Pell"', ("Jo Pell", "Bote"), ["Jon Pel"]),
        ('name = "Bote"', ("Jon Pel",), ["Bote"]),
        ('name = "Bote"\nheisst = "Jon Pel"', ("Jon Pel",), ["Bote"]),
        ('name = "Bote"\nquelle = "bote.example"', ("Jon Pel",), ["Bote"]),
        ('name = "Bote"\nquelle = "anderes.example"', ("Jon Pel", "Bote"), []),
        ('name = "Bote"\nadresse = "https://www.bote.example/a"', ("Jon Pel",), ["Bote"]),
        ('name = "Bote"\nadresse = "https://www.bote.example/b"', ("Jon Pel", "Bote"), []),
        ('name = "Bote"\nheisst = "Bote"', ("Jon Pel", "Bote"), []),
    ],
)
def test_an_author_is_called_otherwise_or_is_none(rules, text, authors, told):
    article = replace(ARTICLE, authors=("Jon Pel", "Bote"))
    corrected, effects = rules(f"[[autor]]\n{text}").explain(article)
    assert corrected.authors == authors
    assert [effect.text for effect in effects] == told


def test_the_first_rule_for_an_author_wins_and_lines_stay(rules):
    made = rules('[[autor]]\nname = "Jon Pel"\n[[autor]]\nname = "jon*"\nheisst = "Jo Pell"')
    corrected = made.apply(replace(ARTICLE, authors=("Jon Pel",)))
    assert (corrected.authors, corrected.sections) == ((), ARTICLE.sections)


def test_a_line_is_dropped_in_one_article_alone(rules):
    made = rules('[[weglassen]]\nzeile = "Meine News"\nadresse = "https://www.bote.example/a"')
    assert lines(made.apply(ARTICLE))[0] == ("", "Der Anfang.")
    other = replace(ARTICLE, url="https://www.bote.example/b")
    assert made.apply(other) is other


def test_the_first_rule_that_fits_wins_and_is_told(rules):
    made = rules(
        '[[zwischentitel]]\nzeile = "Was*"\n[[weglassen]]\nzeile = "Was geschah"\n'
        '[[quelle]]\nname = "bote.*"\nheisst = "Bote"'
    )
    article, effects = made.explain(ARTICLE)
    assert ("Was geschah",) in lines(article)
    told = [(e.rule.at, e.rule.kind.value, e.text) for e in effects]
    assert told == [(5, "quelle", "bote.example"), (1, "zwischentitel", "Was geschah")]


def test_the_stamp_changes_with_what_the_rules_say_and_only_then(rules):
    one = rules('[[weglassen]]\nzeile = "x"').stamp
    assert rules('# eine Bemerkung\n\n[[weglassen]]\n  zeile = "x"').stamp == one
    assert rules('[[weglassen]]\nzeile = "y"').stamp != one
    assert rules('[[absatz]]\nzeile = "x"').stamp != one
    assert rules("# nichts").stamp == NO_RULES.stamp == ""


def test_without_a_file_there_are_no_rules(tmp_path):
    assert read_rules(tmp_path / "regeln.toml") == NO_RULES


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[[weglassen]]\nzeile = "x\n', 2, "a rule is written"),
        ("[[weglassen]]\nzeile = Meine News\n", 2, 'zeile = "Lesen Sie auch*"'),
        ('\n[[weglasen]]\nzeile = "x"', 2, "there is no rule 'weglasen': write one of [["),
        ('\n[weglassen]\nzeile = "x"', 2, "write [[weglassen]], in two brackets"),
        ('weglassen = "x"', 1, "write [[weglassen]], in two brackets"),
        ('[[weglassen]]\nzeile = "x"\n\n[[weglassen]]\nquelle = "y"', 4, 'a line zeile = "…"'),
        ('[[weglassen]]\nzeile = "x"\nqelle = "y"', 3, "no 'qelle': it takes zeile, quelle"),
        ('[[weglassen]]\n\nzeile = 7', 3, 'zeile is a text: write it in quotes, as in zeile = "7"'),
        ('[[weglassen]]\nzeile = ""', 2, "zeile is empty"),
        ('[[weglassen]]\nzeile = "a*"', 2, "fits nearly everything: write 3 letters or more"),
        ('[[weglassen]]\nzeile = "a\\nb"', 2, "one line: write a rule for each"),
        ('[[zwischentitel]]\nzeile = "x"\nrang = 1', 3, "rang is a whole number from 2 to 6"),
        ('[[zwischentitel]]\nzeile = "x"\nrang = true', 3, "rang is a whole number from 2 to 6"),
        ('[[quelle]]\nname = "x"', 1, 'needs a line heisst = "…"'),
        ('[[spalte]]\nname = "x"\ninhalt = "preis"', 3, "write one of id, titel, vorspann"),
        ('[[weglassen]]\nzeile = "abc"\nquelle = "*"', 3, "fits nearly everything"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_what_would_do(rules, tmp_path, text, line, told):
    with pytest.raises(HandwrittenError) as raised:
        rules(text)
    assert str(raised.value).startswith(f"{tmp_path}/regeln.toml, line {line}: ")
    assert told in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[[weglassen]]\nzeile = "Müll"'.encode("latin-1"), "line 2: not UTF-8: save the file"),
        (b"#" * (1 << 20) + b"#", "larger than 1 MiB"),
        (b"a = " + b"[" * 100_000, "line 1: nested too deeply"),
    ],
)
def test_files_that_are_no_rules_are_refused(tmp_path, content, told):
    path = tmp_path / "regeln.toml"
    path.write_bytes(content)
    with pytest.raises(HandwrittenError, match=told):
        read_rules(path)


def test_the_example_of_the_readme_is_good_in_every_kind(rules):
    readme = (Path(__file__).parents[3] / "corpus/README.md").read_text("utf-8")
    example = readme.partition("```toml\n")[2].partition("```")[0]
    assert {rule.kind for rule in rules(example).rules} == set(Kind)


def test_a_byte_order_mark_and_inline_tables_are_read(tmp_path):
    path = tmp_path / "regeln.toml"
    path.write_bytes('\ufeffweglassen = [{zeile = "Meine News"}]\r\n'.encode())
    assert lines(read_rules(path).apply(ARTICLE))[0] == ("", "Der Anfang.")


def test_a_column_is_named_for_some_files_or_all_and_the_first_rule_wins(rules):
    made = rules(
        '[[spalte]]\nname = "Meldungs-Text"\ninhalt = "Volltext"\ndatei = "Export*.csv"\n'
        '[[spalte]]\nname = "Meldungstext"\ninhalt = "vorspann"\n'
        '[[spalte]]\nname = "Titel"\ninhalt = "nichts"'
    )
    assert made.columns(Path("export-1.csv")) == {"meldungstext": "text", "titel": ""}
    assert made.columns(Path("b.tsv.gz")) == {"meldungstext": "teaser", "titel": ""}
    assert made.columns(Path("export.html")) == {}
    assert made.apply(ARTICLE) is ARTICLE
