"""Labels of controls and boxes, known as whole lines."""

import pytest

from corpus.readers.boilerplate import is_widget


@pytest.mark.parametrize(
    "line",
    [
        "Link kopieren", "Auf Facebook teilen", "Teilen mit:", "Gefällt mir: Wird geladen …",
        "Der Artikel wird nach der Anzeige fortgesetzt", "Artikel geht nach der Werbung weiter",
        "Anzeige - Scrollen, um weiterzulesen", "Lesen Sie nach der Anzeige weiter",
        "+++ Alle Nachrichten aus Aulen finden Sie hier +++", "Meistgelesen", "In diesem Artikel:",
        "Mehr Nachrichten aus Aulen lesen Sie hier.", "Alle Artikel von Ina Muster", "Symbolbild",
        "Siehe auch: Steg wird erneuert", "Fotostrecke: So sieht der Steg aus", "1/12",
        "Bild 1 von 12", "02:14 min", "ca. 4 Minuten Lesezeit", "URL: https://bote.example/17",
        "Original-Content von: Polizei Aulen, übermittelt durch ein Portal",
        "Diese Audioversion wurde künstlich erzeugt.", "Folge uns auf Telegram",
        "Auf unserem WhatsApp-Kanal lesen Sie Neues aus Aulen. Jetzt abonnieren",
        "Der Bote ist jetzt auch auf WhatsApp. Jetzt Kanal abonnieren",
        "Redaktion: Ina Muster, Bildredaktion: Jo Meier", "Kommentar schreiben",
        "Deine E-Mail-Adresse wird nicht veröffentlicht. Felder mit * sind Pflicht",
        "Wie hat Ihnen der Artikel gefallen?", "Bitte aktivieren Sie JavaScript, um zu lesen.",
        "Ihr Browser unterstützt dieses Video nicht",
        "Dieses Element beinhaltet Daten von Instagram. Sie können es anzeigen lassen.",
        "Die mit einem Symbol gekennzeichneten Links sind Kauflinks.",
        "Aulener Bote bei Google bevorzugen", "Hier zum WhatsApp-Kanal des Boten",
        "Fügen Sie den Boten als bevorzugte Quelle bei Google hinzu.", "Per E-Mail teilen",
        "Bitte melden Sie sich an, um zu kommentieren.", "Galerie mit 12 Bildern",
        "Zusammenfassung mit Hilfe von KI erstellt und geprüft", "Nach der Anzeige geht es weiter",
        "Gefällt Ihnen dieser Artikel?", "Fanden Sie diesen Artikel hilfreich?",
        "Ein Beitrag geteilt von Stadt Aulen (@aulen)", "Zum Hauptinhalt springen",
        "Sieh dir diesen Beitrag auf Instagram an", "Mehr Nachrichten aus Aulen",
        "Sendehinweis: Das Magazin läuft am Montag um 19.30 Uhr.", "Redaktionsempfehlung",
        "Die wichtigsten Nachrichten aufs Handy: Abonnieren Sie unseren WhatsApp-Kanal.",
    ],
)  # fmt: skip
def test_labels_are_furniture(line):
    assert is_widget(line)


@pytest.mark.parametrize(
    "line",
    [
        "Symbolbild für den Stillstand ist die leere Brücke.", "Zurück bleibt ein Loch im Ufer.",
        "Nach der Anzeige ging es für den Wirt weiter vor Gericht.", "Auf einen Blick",
        "Redaktion: Wie geht es Ihnen heute?", "Alle Artikel von Wert wurden gestohlen.",
        "Das Wichtigste in Kürze", "Folgen", "3 von 5 Brücken sind gesperrt.", "25 Min.", "21:05",
        "Auf seinem WhatsApp-Kanal sagte der Minister ab.", "Anmelden müssen sich alle Gäste.",
        "Mehr Menschen finden sie hier, sagte der Wirt.", "Ihr Browser war ihr einziges Fenster.",
        "Der Konzern zeigt künftig bevorzugte Quellen an.", "Mehr Nachrichten will er nicht lesen.",
        "Die Zusammenfassung hat der Rat mit KI erstellt, sagt er.", "Ein Beitrag zur Debatte",
        "Der Bürgermeister sagte: Das gefällt mir.", "Das Archiv", "Die Galerie",
    ],
)  # fmt: skip
def test_sentences_and_headings_are_none(line):
    assert not is_widget(line)


AGREE = [
    "Wir verwenden einen Service eines Drittanbieters. Er kann Daten zu Ihren Aktivitäten sammeln.",
    "Lesen Sie die Details und stimmen Sie der Nutzung zu, um dieses Video anzusehen.",
    "Um Inhalte von Netz anzuzeigen, brauchen wir Ihre Einwilligung.",
    "Mit Klick auf „Anzeigen“ stimmen Sie zu, dass Daten an Netz übermittelt werden.",
    "Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung von Netz.",
    "Klicken Sie auf den unteren Button, um den Inhalt von karte.example zu laden.",
    "Sie sehen gerade einen Platzhalterinhalt. Klicken Sie auf die Schaltfläche unten.",
    "Bitte beachten Sie, dass dabei Daten an Drittanbieter weitergegeben werden.",
    "Dieser Inhalt kann aufgrund Ihrer Cookie-Einstellungen nicht angezeigt werden.",
    "Bitte akzeptieren Sie Cookies, um dieses Video anzusehen.",
    "Dieser externe Inhalt benötigt Ihre Zustimmung",
]


@pytest.mark.parametrize("line", AGREE)
def test_who_asks_readers_to_agree_is_furniture(line):
    assert is_widget(line)
    assert is_widget(f"{line} {' '.join(AGREE[:3])}")


@pytest.mark.parametrize(
    "line",
    [
        "Wollen Sie alle Cookies löschen, klicken Sie in den Einstellungen auf „Verlauf“.",
        "Der Dienst übermittelt Daten an Server in aller Welt, sagte die Beauftragte.",
        "Klicken Sie mit der rechten Taste, so können Sie den Inhalt kopieren.",
        "Die Datenschutzerklärung der Stadt sei zu lang, sagte der Rat.",
        "Sehen Sie sich die Karte an, bevor Sie wandern.",
    ],
)
def test_advice_and_news_of_data_are_text(line):
    assert not is_widget(line)
