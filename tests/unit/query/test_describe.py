"""A query read back in German."""

from datetime import datetime

import pytest

from search.query.describe import describe
from search.query.parser import parse
from search.query.ranges import ZONE
from search.query.tree import Published

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("", "alle Artikel"),
        ("Kampf Macht", "Kampf Macht"),
        ("Kampf -Macht seit:2024", "Kampf, ohne Macht, seit 1. Januar 2024"),
        ("-Macht", "alle Artikel, ohne Macht"),
        ("Kampf UND Macht", "Kampf und Macht"),
        ("Kampf ODER Macht", "Kampf oder Macht"),
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
        ('="die Maße"', "genau „die Maße“"),
        ("titel:Macht", "im Titel: Macht"),
        ('titel:"die Macht" a', "a, im Titel: „die Macht“"),
        ("titel:=Maße", "im Titel: genau „Maße“"),
        ("autor:Müller", "Autor: Müller"),
        ("a b quelle:zeit", "a b, Quelle: zeit"),
        ("a ressort:Politik agentur:dpa", "a, Ressort: Politik, Agentur: dpa"),
        ("seit:gestern", "seit 22. November 2026"),
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
