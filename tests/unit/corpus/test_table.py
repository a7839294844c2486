"""CSV: the first row names the columns."""

from datetime import datetime

import pytest

from corpus import ReadDoubt, ReadFailure, read_file

LONG = "Der Rat der Stadt Aulen hat am Abend über den neuen Steg beraten, berichtete die Stadt."


def read(tmp_path, text, name="a.csv", **columns):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_file(path, name, columns=columns))


def test_german_names_and_semicolons(tmp_path):
    text = (
        "\ufeffNr.;Überschrift;Vorspann;Volltext;Datum;Autor;Agentur;Ressort;Quelle;Fremd\r\n"
        f'7;"Neuer ""Steg""";Der Rat berät.;"{LONG}\r\n3 < 4 stimmt auch."'
        ";06.10.2025 08:15;Erna Beispiel;dpa;Lokales, Politik;Bote;x\r\n"
    )
    [article] = read(tmp_path, text)
    assert (article.id, article.title) == ("7", 'Neuer "Steg"')
    assert article.teaser == "Der Rat berät."
    assert article.sections[0].paragraphs == (LONG, "3 < 4 stimmt auch.")
    assert article.published == datetime(2025, 10, 6, 8, 15)
    assert (article.authors, article.agencies) == (("Erna Beispiel",), ("dpa",))
    assert (article.topics, article.source) == (("Lokales", "Politik"), "Bote")


@pytest.mark.parametrize("mark", [",", "\t"])
def test_html_and_addresses(tmp_path, mark):
    rows = [
        ["url", "title", "content"],
        ["https://bote.example/a", "A", f'"<p>{LONG}</p><h2>Kosten</h2><p>{LONG}</p>"'],
    ]
    [article] = read(tmp_path, "\n".join(mark.join(row) for row in rows))
    assert article.url == "https://bote.example/a"
    assert [section.heading for section in article.sections] == ["", "Kosten"]


def test_rows_without_id_get_one_each(tmp_path):
    first, second = read(tmp_path, "text\nEins.\nZwei.\n")
    assert first.id != second.id


def test_latin_1_is_read(tmp_path):
    [article] = read(tmp_path, "titel,text\nGrüße,Schöne Worte\n".encode("cp1252"))
    assert article.title == "Grüße"


def test_what_is_no_article_is_told(tmp_path):
    assert read(tmp_path, "a,b\n1,2\n")[0].reason.startswith("CSV without a text column")
    [failure] = read(tmp_path, "id,text\n1,\n")
    assert failure == ReadFailure("a.csv", "line 2: no text")
    [failure] = read(tmp_path, f"id,text\n{'9' * 201},x\n")
    assert "printable" in failure.reason
    [failure] = read(tmp_path, f"text\n{'x' * 1_000_001}\n")
    assert "line 2: not CSV" in failure.reason


def test_what_the_user_says_of_a_column_goes_before_its_name(tmp_path):
    text = "Kennung,Inhalt,Meldungs-Text,Titel\n17,Kurz,Der Rat tagt.,Rat\n"
    [article] = read(tmp_path, text, kennung="id", meldungstext="text", titel="")
    assert (article.id, article.title) == ("17", "")
    assert article.sections[0].paragraphs == ("Der Rat tagt.",)


def test_a_table_without_text_names_its_columns_and_what_to_do(tmp_path):
    [failure] = read(tmp_path, "Kennung,Meldung\n1,x\n")
    assert "'Kennung', 'Meldung'" in failure.reason
    assert "[[spalte]]" in failure.reason


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["04/03/2022", "25/03/2022"], [(3, 4), (3, 25)]),
        (["04/03/2022", "05/03/2022"], [(3, 4), (3, 5)]),
        (["04/03/2022", "04/25/2022"], [(4, 3), (4, 25)]),  # no month has the number 25
        (["04/03/2022", "04/25/2022", "25/04/2022"], [(3, 4), (4, 25), (4, 25)]),
        (["04/03/22 18:05", "4/25/22"], [(4, 3), (4, 25)]),
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_dates_with_strokes_begin_with_what_all_of_a_table_can_begin_with(
    tmp_path, cells, days, mark
):
    rows = "\n".join(f"Ein Satz.{mark}{cell}" for cell in cells)
    articles = read(tmp_path, f"text{mark}datum\n{rows}\n")
    assert [(one.published.month, one.published.day) for one in articles] == days


@pytest.mark.parametrize("cell", ["KW 12", "31.02.2022", "Frühjahr", "0000-00-00"])
def test_a_date_that_is_not_understood_is_told_and_the_row_is_read(tmp_path, cell):
    *articles, doubt = read(tmp_path, f"text,datum\nEins.,{cell}\nZwei.,\nDrei.,{cell}\n")
    assert [one.published for one in articles] == [None] * 3
    assert doubt == ReadDoubt(
        "a.csv", f"line 2: {cell!r} and 1 more: no date that is understood", 2
    )
    assert len({one.id for one in articles}) == 3


@pytest.mark.parametrize(
    "above", ["sep=;\r\n", "Export vom 14.02.2024;;\r\n;;\r\n", "Suche: Steg, Aulen\n\n"]
)
def test_the_names_may_stand_below_other_rows(tmp_path, above):
    [article] = read(tmp_path, f"{above}Titel;Text;Datum\r\nSteg;{LONG};13.02.2024\r\n")
    assert (article.title, article.sections[0].paragraphs) == ("Steg", (LONG,))


def test_bars_part_cells_and_mac_rows_end_with_a_return(tmp_path):
    [article] = read(tmp_path, f"Titel|Text\rSteg|{LONG}\r")
    assert (article.title, article.sections[0].paragraphs) == ("Steg", (LONG,))


@pytest.mark.parametrize("nothing", ["nan", "NaN", "NaT", "None", "null", "\\N", "#N/A"])
def test_what_programs_write_for_nothing_is_nothing(tmp_path, nothing):
    rows = f"titel;vorspann;text;datum;autor\nSteg;{nothing};{LONG};{nothing};{nothing}\n"
    [article] = read(tmp_path, rows)
    assert (article.teaser, article.published, article.authors) == ("", None, ())
    [article] = read(tmp_path, f"titel;text\nNaNu;{LONG}\n")
    assert article.title == "NaNu"


def test_lists_of_names_as_python_writes_them(tmp_path):
    names = "['Ina Muster', 'Jo Meier'];['Lokales']"
    [article] = read(tmp_path, f"text;authors;keywords\n{LONG};{names}\n")
    assert (article.authors, article.topics) == (("Ina Muster", "Jo Meier"), ("Lokales",))


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ("Datum;Uhrzeit", "13.02.2024;18:42"),
        ("Uhrzeit;Datum", "18.42 Uhr;13.02.24"),
        ("Erscheinungsdatum", "45335,7791666667"),
        ("Datum", "45335.7791666667"),
        ("created;published_at", "2024-02-01;2024-02-13 18:42"),
        ("Erstellt am", "Di, 13/02/2024 - 18:42"),
    ],
)
def test_days_and_hours_as_programs_write_them_into_tables(tmp_path, names, cells):
    [article] = read(tmp_path, f"Text;{names}\n{LONG};{cells}\n")
    assert article.published == datetime(2024, 2, 13, 18, 42)


def test_of_two_columns_for_one_field_the_better_name_counts_if_it_is_filled(tmp_path):
    rows = f"created;date;html;text\n2024-01-01;2024-02-13;<p>x</p>;{LONG}\n2024-01-02;;<p>y</p>;\n"
    first, second = read(tmp_path, rows)
    assert (first.published.month, second.published.day) == (2, 2)
    assert [one.sections[0].paragraphs for one in (first, second)] == [(LONG,), ("y",)]


def test_a_row_may_hold_a_whole_page(tmp_path):
    page = f"<!DOCTYPE html><html><body><nav>Start</nav><h1>Steg</h1><p>{LONG}</p><p>{LONG}.</p>"
    [article] = read(tmp_path, f"url;status;body\nhttps://bote.example/a;200;{page}\n")
    assert (article.title, article.url) == ("Steg", "https://bote.example/a")
    assert article.sections[0].paragraphs == (LONG, f"{LONG}.")


def test_paragraphs_may_be_parted_by_written_line_feeds_teasers_be_markup(tmp_path):
    row = f"{LONG}\\n\\nEnde.|<p>Kurz &amp; gut</p>|https://bote.example/a"
    [article] = read(tmp_path, f"text|teaser|url\n{row}\n")
    assert article.sections[0].paragraphs == (LONG, "Ende.")
    assert (article.teaser, article.source) == ("Kurz & gut", "bote.example")


def test_names_of_columns_stand_in_the_first_ten_rows(tmp_path):
    table = f"titel,text\nA,{LONG.replace(',', '')}\n"
    [article] = read(tmp_path, "Ausgabe\n" * 9 + table)
    assert article.title == "A"
    assert [type(one) for one in read(tmp_path, "Ausgabe\n" * 10 + table)] == [ReadFailure]


def test_an_id_is_printable(tmp_path):
    [told] = read(tmp_path, f'id,text\na\ue000b,"{LONG}"\n')
    assert told.reason == "line 2: id is not 1-200 printable characters"


def test_written_line_breaks_are_such_where_there_are_no_real_ones(tmp_path):
    [article] = read(tmp_path, 'id,text\n1,"Der Rat berät.\\nDer Steg bleibt."\n')
    assert article.sections[0].paragraphs == ("Der Rat berät.", "Der Steg bleibt.")
    [article] = read(tmp_path, 'id,text\n1,"Es liegt in C:\\neu.\nDer Steg bleibt."\n')
    assert article.sections[0].paragraphs == ("Es liegt in C:\\neu.", "Der Steg bleibt.")
