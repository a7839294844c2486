"""Plain text in the shape: title, teaser, then paragraphs and sub-headings, a line each."""

import pytest

from corpus import Article, ReadFailure, UnreadableArticleError, read_file
from corpus.readers.plain import read_plain

SHEET = """Neue Fähre verbindet Altwerder und Sandholm
Der Betrieb beginnt im Mai. Über den Fahrpreis wird noch gestritten.
Altwerder – Zwischen den beiden Inseln verkehrt vom Frühjahr an wieder eine Fähre. Das teilte \
die Hafenverwaltung am Montag mit.
Drei Abfahrten am Tag: Der Fahrplan steht
Das Schiff fasst achtzig Fahrgäste und zwölf Räder. Es legt morgens, mittags und abends ab.
Meine News
Im Winter ruht der Verkehr, weil der Sund dann oft vereist.
Streit um den „Inseltarif“
Die Gemeinden wollen Einheimische billiger fahren lassen. Der Reeder lehnt das bisher ab. (ms/dpa)
"""


@pytest.fixture(scope="module")
def article():
    return read_plain(SHEET)


def test_first_line_is_the_title_and_second_the_teaser(article):
    assert article.title == "Neue Fähre verbindet Altwerder und Sandholm"
    assert article.teaser.startswith("Der Betrieb beginnt im Mai.")


def test_dateline_leaves_the_text(article):
    assert article.dateline == "Altwerder"
    assert article.sections[0].paragraphs[0].startswith("Zwischen den beiden Inseln")


def test_credit_becomes_an_agency(article):
    assert article.agencies == ("dpa",)
    assert article.sections[-1].paragraphs[-1].endswith("lehnt das bisher ab.")


def test_short_open_lines_are_headings(article):
    assert [section.heading for section in article.sections] == [
        "",
        "Drei Abfahrten am Tag: Der Fahrplan steht",
        "Streit um den „Inseltarif“",
    ]


def test_widget_line_falls_away(article):
    assert "Meine News" not in str(article.to_dict())
    assert len(article.sections[1].paragraphs) == 2


def test_single_line_is_a_title_without_text():
    article = read_plain("Nur eine Überschrift\n")
    assert article.title == "Nur eine Überschrift"
    assert article.sections[0].paragraphs == ()


def test_only_widgets_are_no_article():
    with pytest.raises(UnreadableArticleError, match="no article text"):
        read_plain("Meine News\nMehr zum Thema\n")


def test_invisible_characters_are_removed():
    article = read_plain("Ha\u00adfen\u202estadt\u200b\n\nDer Text steht hier.\x07\n")
    assert article.title == "Hafenstadt"
    assert article.sections[0].paragraphs == ("Der Text steht hier.",)


@pytest.mark.parametrize("notes", ["Von Ina Muster\n12. März 2022", "12.03.2022 | Von Ina Muster"])
@pytest.mark.parametrize("teaser", ["", "Der Betrieb beginnt im Mai.\n"])
def test_lines_above_the_text_name_author_and_day(notes, teaser):
    text = "Zwischen den beiden Inseln verkehrt vom Frühjahr an wieder eine Fähre."
    article = read_plain(f"Neue Fähre\n{teaser}{notes}\n{text}\n{text}\n")
    assert article.authors == ("Ina Muster",)
    assert article.published.date().isoformat() == "2022-03-12"
    assert article.sections[0].paragraphs == ((text, text) if teaser else (text,))


@pytest.mark.parametrize("line", ["Von der Leine reist nach Aulen", "Die Feier am 12.03.2022"])
def test_a_teaser_that_begins_or_ends_alike_is_one(line):
    article = read_plain(f"Neue Fähre\n{line}\nEs gibt Kuchen.\nUnd Tee.\n")
    assert (article.teaser, article.authors, article.published) == (line, (), None)


def test_lines_broken_at_some_width_are_paragraphs_between_blank_lines():
    text = "Zwischen den beiden Inseln verkehrt vom Frühjahr an wieder\neine Fähre, wie die "
    text += "Verwaltung der Häfen am Montag sagte,\ndie das lange nicht wollte."
    article = read_plain(f"Neue Fähre\n\n{text}\n\n{text}\n\nStreit um den Tarif\n\n{text}\n")
    line = text.replace("\n", " ")
    assert article.teaser == line
    assert [(one.heading, one.paragraphs) for one in article.sections] == [
        ("", (line,)), ("Streit um den Tarif", (line,))
    ]  # fmt: skip
    short = "Rot\nBlau\n\nGrün\nGelb\n\nWeiß\nGrau"
    assert len(read_plain(f"Farben\n\n{short}").sections[0].paragraphs) > 2


def test_a_page_named_txt_is_read_as_a_page(tmp_path):
    file = tmp_path / "seite.txt"
    text = "Die Fähre legt morgens, mittags und abends ab, im Winter ruht der Verkehr. " * 2
    file.write_text(f"<!DOCTYPE html>\n<html><body><h1>Neue Fähre</h1><p>{text}</p></body></html>")
    (article,) = read_file(file, "seite.txt")
    assert isinstance(article, Article)
    assert (article.title, article.sections[0].paragraphs) == ("Neue Fähre", (text.strip(),))


@pytest.mark.parametrize(("raw", "kind"), [(b"%PDF-1.7\n1 0 obj\n", "PDF"), (b"{\\rtf1 a", "RTF")])
@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_a_document_of_another_kind_is_named(tmp_path, raw, kind, suffix):
    file = tmp_path / f"meldung.{suffix}"
    file.write_bytes(raw)
    assert list(read_file(file, "m")) == [
        ReadFailure("m", f"a{'n' * (kind == 'RTF')} {kind} document, not text")
    ]
