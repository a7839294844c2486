"""The query language by examples, for the start and the help page.

In: nothing.  Out: queries that `search.query` reads without a complaint (a test asks it), with what
they find.
"""

from __future__ import annotations

EXAMPLES = ("Hochwasser", '"Freiwillige Feuerwehr"', "Bus ODER Bahn", "Schule seit:2025")

GUIDE: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Wörter",
        (
            (
                "Brücke Sperrung",
                "Artikel mit beiden Wörtern. Ab drei Wörtern genügt eines, die mit den meisten und "
                "seltensten stehen oben; nach Datum sortiert müssen fast alle vorkommen.",
            ),
            ('"Freiwillige Feuerwehr"', "Genau diese Wortfolge, auch gebeugt."),
            ("Hochwasser*", "Wörter, die so beginnen; mindestens drei Buchstaben."),
            ("=Maße", "Nur diese Form, nicht Masse."),
        ),
    ),
    (
        "Verknüpfen",
        (
            ("Bus ODER Bahn", "Mindestens eines von beiden (auch OR)."),
            ("Schule UND Sanierung", "Beides (auch AND)."),
            ("Wahl NICHT Bundestag", "Das erste ohne das zweite (auch NOT oder -Bundestag)."),
            ("(Bus ODER Bahn) UND Fahrplan", "Klammern fassen zusammen."),
        ),
    ),
    (
        "Wo und wann",
        (
            ("titel:Wahl", "Nur im Titel; ebenso autor: quelle: ressort: agentur:"),
            ("Wahl seit:2025", "Ab diesem Jahr; ebenso bis: und am:"),
            ("Schule im:2025-03", "In diesem Monat; auch 03/2025 oder März 2025."),
            ("Feuerwehr seit:12.03.2025", "Ab diesem Tag; auch gestern oder letzte Woche."),
        ),
    ),
)
