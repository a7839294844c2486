"""Lines of furniture, credits and datelines."""

import pytest

from corpus.readers.boilerplate import agency, is_widget, split_credit, split_dateline


@pytest.mark.parametrize(
    "line",
    [
        "Meine News", "Lesen Sie auch: Der neue Hafen", "Mehr zum Thema", "Auch interessant",
        "Externer Inhalt nicht verfügbar", "Jetzt weiterlesen", "Neuer Abschnitt", "Anzeige",
        "Stand: 3. Mai 2025", "Foto: Ina Muster", "Weitere Videos",
        "Das könnte Sie auch interessieren",
        "Melden Sie sich hier für unseren Newsletter an!", "Kommentare (12)",
    ],
)  # fmt: skip
def test_furniture_is_known(line):
    assert is_widget(line)


@pytest.mark.parametrize(
    "line",
    [
        "Mehr Geld für Schulen", "Stand der Dinge ist seit 2020 unklar.",
        "Meine Nachbarn sind nett.",
        "Der Newsletter der Stadt erreicht 3000 Haushalte.", "Neue Abschnitte der Bahn",
        "An dieser Stelle ist der Fluss tief.", "Das Thema Wohnen bleibt.",
        "Jetzt spricht der Trainer",
    ],
)  # fmt: skip
def test_text_is_no_furniture(line):
    assert not is_widget(line)


@pytest.mark.parametrize(
    ("text", "rest", "agencies"),
    [
        ("Das war alles. (bg/dpa)", "Das war alles.", ("dpa",)),
        ("Das war alles. dpa/lno", "Das war alles.", ("dpa",)),
        ("Das war alles. (AFP, Reuters)", "Das war alles.", ("AFP", "Reuters")),
        ("Er kam aus Wien (Österreich)", "Er kam aus Wien (Österreich)", ()),
        ("Sie lesen dpa", "Sie lesen dpa", ()),
    ],
)
def test_credit_is_cut_off(text, rest, agencies):
    assert split_credit(text) == (rest, agencies)


@pytest.mark.parametrize(
    ("text", "place", "rest", "agencies"),
    [
        ("Istanbul – Die Lage", "Istanbul", "Die Lage", ()),
        ("Bad Aue/Wien (dpa) - Die Lage", "Bad Aue/Wien", "Die Lage", ("dpa",)),
        ("Frankfurt am Main — „Gut“, sagt er", "Frankfurt am Main", "„Gut“, sagt er", ()),
        ("Berlin – so heißt es – wächst", "", "Berlin – so heißt es – wächst", ()),
        ("Der Rat tagt – Ende offen", "", "Der Rat tagt – Ende offen", ()),
    ],
)
def test_dateline_is_parted_from_the_text(text, place, rest, agencies):
    assert split_dateline(text) == (place, rest, agencies)


@pytest.mark.parametrize(
    ("name", "usual"),
    [("DPA", "dpa"), ("dpa-lno", "dpa"), ("AFP Deutschland", "AFP"), ("Ina Muster", "")],
)
def test_agency_has_one_spelling(name, usual):
    assert agency(name) == usual
