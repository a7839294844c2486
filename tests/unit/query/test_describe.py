"""A query read back in German."""

from datetime import datetime

import pytest

from search.query import parse, plan
from search.query.dates import ZONE
from search.query.describe import describe, describe_cut
from search.query.patterns import Expansion, Found
from search.query.tree import Published

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("", "alle Artikel"),
        ("Kampf Macht", "Kampf Macht"),
        ("Kampf -Macht seit:2024", "Kampf, ohne Macht, seit 1. Januar 2024"),
        ("-Macht", "alle Artikel, ohne Macht"),
        ("2. Orgelkrieg, II. Orgelkrieg", "2. Orgelkrieg II. Orgelkrieg"),
        ("vom 8.5. bis 12.", "vom 8.5. bis 12"),
        ("Kampf UND Macht", "Kampf und Macht"),
        ("Kampf ODER Macht", "Kampf oder Macht"),
        ("Kampf oder Macht", "Kampf „oder“ Macht"),
        ("Kampf ohne Macht", "Kampf „ohne“ Macht"),
        ("Kampf und Macht", "Kampf und Macht"),
        ("Haus- oder Fachärzte", "Haus- oder Fachärzte"),
        ("a UND (b ODER c)", "a und (b oder c)"),
        ("a UND b ODER c", "(a und b) oder c"),
        ("a b ODER c", "a b oder c"),
        ("a -(b c)", "a, ohne (b c)"),
        ("(a ODER b) -c", "(a oder b), ohne c"),
        ("(a ODER b) c", "c, (a oder b)"),
        ("a ODER (b -c)", "a oder (b, ohne c)"),
        ('"Kampf um die Macht" a', "„Kampf um die Macht“ a"),
        ("Bundes*", "beginnt mit „Bundes“"),
        ("a Bundes*", "a, beginnt mit „Bundes“"),
        ("=Maße", "genau „Maße“"),
        ("W?rt a", "a, Muster „W?rt“"),
        ("titel:Selenskj~", "im Titel: ähnlich wie „Selenskj“"),
        ("a NAHE/3 b", "a nahe bei b (höchstens 3 Wörter weiter)"),
        ("a NAHE/1 b", "a direkt neben b"),
        ('(a ODER "b c") NAHE d', "(a oder „b c“) nahe bei d (höchstens 5 Wörter weiter)"),
        ("titel:(a NAHE b)", "im Titel: a nahe bei b (höchstens 5 Wörter weiter)"),
        ("a ODER b seit:2025", "(a oder b), seit 1. Januar 2025"),
        ("a ort:Istanbul link:zeit.de", "a, Ort: Istanbul, Adresse: zeit.de"),
        ("im:1. Halbjahr 2024", "vom 1. Januar 2024 bis 30. Juni 2024"),
        ('="die Maße"', "genau „die Maße“"),
        ("titel:Macht", "im Titel: Macht"),
        ('titel:"die Macht" a', "a und im Titel: „die Macht“"),
        ("a b titel:Macht", "a b und im Titel: Macht"),
        ("titel:=Maße", "im Titel: genau „Maße“"),
        ("autor:Müller", "Autor: Müller"),
        ("a b quelle:zeit", "a b, Quelle: zeit"),
        ("a ressort:Politik agentur:dpa", "a, Ressort: Politik, Agentur: dpa"),
        ("seit:gestern", "seit 22. November 2026"),
        ("von:2020 bis:2021 a", "a, seit 1. Januar 2020, bis 31. Dezember 2021"),
        ("ab:2020 a", "a, seit 1. Januar 2020"),
        ("vor:2020 a", "a, bis 31. Dezember 2019"),
        ("vor:letzter Woche a", "a, bis 15. November 2026"),
        ("nach:März 2021 a", "a, seit 1. April 2021"),
        ("after:2020 before:März 2022 a", "a, seit 1. Januar 2021, bis 28. Februar 2022"),
        ("NICHT vor:2020 a", "a, nicht bis 31. Dezember 2019"),
        ("bis:2024", "bis 31. Dezember 2024"),
        ("bis:9999", "bis 31. Dezember 9999"),
        ("am:12.03.2025", "am 12. März 2025"),
        ("im:März 2025", "im März 2025"),
        ("im:2024", "2024"),
        ("im:9999", "9999"),
        ("im:3. Quartal 2024", "im 3. Quartal 2024"),
        ('im:"letzte Woche"', "vom 16. November 2026 bis 22. November 2026"),
        ("a -am:heute", "a, nicht am 23. November 2026"),
    ],
)
def test_a_query_is_read_back(text, described):
    assert describe(parse(text, now=NOW).tree) == described


def test_an_open_range_is_any_time():
    assert describe(Published(None, None)) == "zu jeder Zeit"


def test_the_cut_of_a_pattern_is_told():
    found = Expansion(terms=(Found("wort", 0, 1),) * 1000, total=1234)
    assert describe_cut(plan.Wildcard("text_exact", "wo*t"), found, "Rat Wo*t") == (
        "Zu „Wo*t“ passen 1.234 Wörter; gesucht wird nach den 1.000 häufigsten. "
        "Bitte mehr Buchstaben schreiben."
    )
    similar = plan.Similar("text_exact", "wort", 1)
    assert "„Wort~“" in describe_cut(similar, found, "Wort~ Widerwort")
    assert "„wort~“" in describe_cut(similar, found, "")
