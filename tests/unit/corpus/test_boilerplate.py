"""Lines of furniture, credits and datelines."""

import pytest

from corpus.readers.boilerplate import is_widget
from corpus.readers.credit import agency, split_credit, split_dateline, without_code


@pytest.mark.parametrize(
    "line",
    [
        "Meine News", "Lesen Sie auch: Der neue Hafen", "Mehr zum Thema", "Auch interessant",
        "Externer Inhalt nicht verfügbar", "Jetzt weiterlesen", "Neuer Abschnitt", "Anzeige",
        "Stand: 3. Mai 2025", "Foto: Ina Muster", "Weitere Videos",
        "Das könnte Sie auch interessieren",
        "Melden Sie sich hier für unseren Newsletter an!", "Kommentare (12)",
        "Über die Autor:innen", "Über den Verfasser", "Deine Spende für freie Texte",
        "Jetzt spenden", "Diesen Artikel teilen", "Inhaltlichen Fehler melden", "vor 3 Std.",
        "• vor 12 Minuten", "Veröffentlicht/Aktualisiert:", "02:57 Min. Verfügbar bis 06.05.2024.",
        "Nachrichten aufs Handy? Hier geht es zur neuen Bote-App.",
        "Der Steg im Mai. IMAGO/Ina Muster", "Der Steg. (muster / iStock.com)", "Ina Muster / AP",
        "Der Rat vor dem Steg – picture alliance / Ina Muster",
        "Bisher keine Kommentare", "Noch keine Kommentare.", "12 Kommentare",
        "Die Kommentarfunktion ist für diesen Artikel geschlossen.", "Kommentare sind deaktiviert",
        "Copyright 2025 Aulener Bote GmbH", "(c) 2025 Bote", "Copyright by Ina Muster",
        "© Bote 2025. Alle Rechte vorbehalten.", "Nachdruck nur mit Genehmigung des Verlags",
        "Tags: Steg, Ufer", "Stichworte: Bauen",
        "(*) Alle mit einem Stern gekennzeichneten Links sind Affiliate-Links des Boten.",
        "Mit * markierte Links sind Provisions-Links.", "Dieser Text enthält Affiliate-Links.",
        "Titelbild: Ina Muster", "Abb. 3: Der Steg von Westen", "Abbildung: Der neue Steg",
        "Bildnachweis: Ina Muster/Bote", "Beitragsbild: Stadt Aulen", "Fotocredit: (c) Ina Muster",
        "Der Beitrag wurde am Montag, den 3. Mai 2025, veröffentlicht und unter Bauen abgelegt.",
        "Dieser Eintrag wurde von Ina am 3. Mai geschrieben.",
        "Dies ist eine maschinelle Übersetzung aus dem Englischen.",
        "Steg, in: Bote, 3.5.2025, https://bote.example/17 (abgerufen am: 4.5.2025)",
        ">> Hier finden Sie alle Termine des Rates", "→ Mehr zum Steg",
        "» Zum Interview mit dem Rat",
        "▶ Video vom Steg", "Gefällt dir unser Stadtmagazin? Dann werde Mitglied.",
        "Mit einem Abo unterstützen Sie unsere Arbeit vor Ort.",
        "Schätzen Sie unseren Journalismus? Spenden Sie.",
        "Testen Sie den Boten vier Wochen lang: Die gedruckte Zeitung kommt kostenlos zu Ihnen.",
        "Lesen Sie vier Wochen digital. Das Angebot endet automatisch.",
        "Um diese Website zu verbessern, verwenden wir Cookies.",
        "Diese Seite nutzt Cookies, damit alles klappt.",
        "Wir nutzen Cookies auf unserer Website.",
        "Das automatische Laden der Inhalte von netz.example haben wir blockiert.",
        "Beim Abspielen dieses Videos werden Daten an netz.example übertragen.",
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
        "Der Beitrag der Stadt wurde am Montag erhöht.", "Der Text wurde am Ende verlesen.",
        "Der Autor kommt aus Aulen.", "Vor drei Stunden begann der Regen.",
        "Die Firma kaufte Bilder von Getty Images.", "Rot / Grün regiert in Aulen.",
        "Verfügbar bis 6. Mai sind die Karten im Rathaus.",
        "Keine Kommentare gab die Polizei dazu ab.", "»Zum Glück regnet es«, sagte der Wirt.",
        "»Mehr geht nicht«, sagte sie.", "Zwölf Kommentare der Leser drucken wir hier.",
        "Unterstützen Sie den Verein? Ja, sagt er.", "Testen Sie die Milch, rät das Amt.",
        "Cookies backen die Kinder am Montag.", "Die Kommission will Cookies verbieten.",
        "Die Stadt zahlt Provision.", "Mit der Provision baut sie einen Steg.",
        "Nachdruck verleiht der Rat der Bitte mit einem Brief.", "Themen sind Steg und Ufer.",
        "Alle Rechte vorbehalten will sich die Stadt bei ihren Karten.",
        "„Viele Menschen unterstützen uns bei unserer Arbeit“, sagte die Leiterin.",
        f"Bilder: Der Rat sieht sie anders, sagte die Bürgermeisterin{', wie so oft' * 10}.",
        "Die Anzeige gegen den Mann wurde am Montag an das Gericht übermittelt.",
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


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("POL-AU: Steg gesperrt", "Steg gesperrt"),
        ("BPOLD B: Steg gesperrt", "Steg gesperrt"),
        ("FW Aulen: Boot geborgen", "Boot geborgen"),
        ("HZA-AU: FW-Boot verkauft", "FW-Boot verkauft"),
        ("Steg: POL-AU: gesperrt", "Steg: POL-AU: gesperrt"),
        ("ABC-Aulen: Steg gesperrt", "ABC-Aulen: Steg gesperrt"),
        ("Polizei Aulen: Steg gesperrt", "Polizei Aulen: Steg gesperrt"),
    ],
)
def test_the_code_of_a_press_portal_leaves_the_title(title, bare):
    assert without_code(title) == bare
