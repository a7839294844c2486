"""The query language by examples, for the start and the help page; what pages tell; the keys.

In: the newest articles.  Out: queries that `search.query` reads without a complaint (a test asks
it), with what they find; words that stand on pages and what they mean; keys with what they do.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from corpus import Article
from search.settings import local

EXAMPLES = ("Hochwasser", '"Freiwillige Feuerwehr"', "Bus ODER Bahn")


def examples(newest: Iterable[Article]) -> tuple[str, ...]:
    """Return queries for the start page; the one with a time asks for the last year there is."""
    years = (local(article.published).year for article in newest if article.published)
    return (*EXAMPLES, *(f"Schule seit:{year:04d}" for year in islice(years, 1)))


# What `static/keys.js` does.
KEYS = (
    ("/", "In das Suchfeld."),
    ("j", "Zum nächsten Treffer."),
    ("k", "Zum Treffer davor."),
    ("?", "Zu dieser Seite."),
)

GUIDE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Wörter",
        (
            (
                "Brücke Sperrung",
                "Artikel mit beiden Wörtern. Ab drei Wörtern genügt eines, die mit den meisten und "
                "seltensten stehen oben; nach Datum sortiert müssen fast alle vorkommen. Wie viele "
                "Artikel alle haben, steht mit einem Verweis über den Treffern.",
            ),
            ('"Freiwillige Feuerwehr"', "Genau diese Wortfolge, auch gebeugt."),
            ('"Minister"', "Das ganze Wort in jeder Form, nicht Verkehrsminister."),
            ("Hochwasser*", "Wörter, die so beginnen; mindestens drei Buchstaben."),
            (
                "M?ller",
                "Ein Fragezeichen im Wort steht für einen Buchstaben, ein Stern für beliebig "
                "viele (Bund*tag). Der Anfang und drei Buchstaben müssen dastehen.",
            ),
            (
                "Feuerwher~",
                "Auch ähnliche Wörter: ab vier Buchstaben mit einem Fehler, ab sechs mit zweien, "
                "der erste Buchstabe muss stimmen; Feuerwher~1 lässt nur einen zu.",
            ),
            ("=Maße", "Nur diese Form, nicht Masse."),
        ),
    ),
    (
        "Verknüpfen",
        (
            ("Bus ODER Bahn", "Mindestens eines von beiden (auch OR); klein sind es Wörter."),
            ("Schule UND Sanierung", "Beides (auch AND oder +Schule +Sanierung)."),
            ("Wahl NICHT Bundestag", "Das erste ohne das zweite; auch NOT Bundestag, -Bundestag."),
            ("(Bus ODER Bahn) UND Fahrplan", "Klammern fassen zusammen."),
            (
                "Brücke NAHE/3 Fluss",
                "Höchstens drei Wörter auseinander, in beliebiger Folge; NAHE allein: fünf. Auch "
                "mit Wortfolgen und (Bus ODER Bahn).",
            ),
        ),
    ),
    (
        "Wo und wann",
        (
            (
                "titel:Wahl",
                "Nur Artikel mit Wahl im Titel, gleich was sonst dasteht; ebenso autor: quelle: "
                "ressort: agentur: ort: – und agentur:keine",
            ),
            (
                "link:beispiel.de",
                "Von dieser Adresse; eine eingefügte mit https:// findet ihre Seite.",
            ),
            ("Wahl seit:2025", "Ab diesem Jahr; ebenso bis: am: vor: nach:"),
            ("Schule im:2025-03", "In diesem Monat; auch 03/2025 oder März 2025."),
            ("Feuerwehr seit:12.03.2025", "Ab diesem Tag; auch gestern oder letzte Woche."),
            (
                "Bus ODER Bahn im:Sommer 2024",
                "Ein Zeitraum gilt für die ganze Anfrage. Auch 3. Quartal 2024, vor 3 Tagen, "
                "letzte 7 Tage, 2020 bis 2022, 1990er.",
            ),
        ),
    ),
)

ABOUT: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Was gefunden wird",
        (
            (
                "Jede Form",
                "planen auch in „die geplanten Wege“, liefern in „die Lieferung“. Was nur so "
                "aussieht, nicht: Lage nicht in „Lager“.",
            ),
            (
                "Teile von Wörtern",
                "Minister auch in Verkehrsminister, markiert wird nur der Teil. Ein Fugen-s darf "
                "fehlen: Schadensersatz und Schadenersatz.",
            ),
            ("Getrennte Verben", "ablehnen auch in „lehnt den Plan ab“."),
            (
                "Zahlen und Daten",
                "2. Weltkrieg auch als Zweiter Weltkrieg, 8.5.1945 auch als 8. Mai 1945.",
            ),
        ),
    ),
    (
        "Über den Treffern",
        (
            (
                "Gesucht",
                "Wie die Anfrage verstanden wurde: „oder“ in Anführungszeichen ist ein Wort, nach "
                "dem gesucht wird. Gezählt werden Artikel und ihre passenden Abschnitte.",
            ),
            (
                "Meinten Sie …?",
                "Eine andere Schreibweise, wenn es ein Wort nicht oder kaum gibt. Ohne Treffer "
                "steht da, was welche fände.",
            ),
            ("auch „…“", "Zu einer Abkürzung der Name, den Artikel dafür nennen."),
            (
                "Balken",
                "Wann die Artikel erschienen sind; jeder ist ein Link. „Als Anteil an allem“ "
                "zeigt, welcher Teil der Artikel einer Zeit es ist; blasse Balken stehen für "
                "weniger als 20 Artikel.",
            ),
            (
                "Was war da?",
                "Wörter und Namen, die in einem Zeitraum auffällig öfter vorkommen als in allem, "
                "was die Anfrage sonst findet.",
            ),
            (
                "Eingrenzen",
                "Auf Quellen, Ressorts, Agenturen oder einen Zeitraum; „von“ und „bis“ verstehen "
                "jede Zeitangabe, die oben steht.",
            ),
        ),
    ),
    (
        "An Treffern und Artikeln",
        (
            ("Warum gefunden?", "Die Wörter, die passen, und wie."),
            (
                "Es fehlt",
                "Wörter der Anfrage, die im ganzen Artikel nicht stehen; von (Bus ODER Bahn) "
                "beide. Ein + vor einem Wort verlangt es.",
            ),
            (
                "Kopien",
                "Derselbe Text in mehreren Quellen ist ein Treffer; „anzeigen“ über den Treffern "
                "zeigt alle einzeln. Was eine Quelle gekürzt oder ergänzt hat, steht beim Artikel.",
            ),
            (
                "Fassungen",
                "Was sich an einem Artikel geändert hat, seit er zum ersten Mal gelesen wurde.",
            ),
        ),
    ),
    (
        "Mitnehmen",
        (
            (
                "Zitieren",
                "Unter jedem Artikel: eine fertige Angabe, und eine für Literaturverwaltungen "
                "(BibTeX, RIS, CSL).",
            ),
            (
                "Treffer herunterladen",
                "Die ersten 200 als Tabelle (CSV) oder für Literaturverwaltungen.",
            ),
            ("Verlauf als CSV", "Wie viele Artikel es in jedem Monat oder an jedem Tag sind."),
            ("Als Feed", "Was künftig dazu erscheint, im Feedreader."),
            (
                "Die Adresse der Seite",
                "Als Lesezeichen oder verschickt zeigt sie dieselbe Suche, mit den Artikeln, die "
                "es dann gibt.",
            ),
        ),
    ),
    (
        "Grenzen",
        (
            (
                "Anfragen",
                "Höchstens 512 Zeichen (eingefügter Text 2.000) und 32 Wörter (von längerem Text "
                "die ersten), 64 Buchstaben je Wort.",
            ),
            ("Treffer", "10 je Seite, bis zum 10.000."),
        ),
    ),
)
