"""The query language: fields, filters and dates."""

from datetime import datetime

import pytest

from search.query import filters_of, parse
from search.query.dates import ZONE
from search.query.tree import (
    And,
    Everything,
    Field,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Published,
    Wildcard,
    Word,
    Words,
)

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)
A, B, C = Word("a"), Word("b"), Word("c")


def tree(text):
    return parse(text, now=NOW).tree


def kinds(text):
    return [diagnostic.kind for diagnostic in parse(text, now=NOW).diagnostics]


def midnight(*day):
    return datetime(*day, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel:Macht", Word("Macht", Field.TITLE)),
        ("Titel: Macht", Word("Macht", Field.TITLE)),
        ('titel:  "die Maße"', Phrase("die Maße", Field.TITLE)),
        ("titel: (a ODER b)", Or((Word("a", Field.TITLE), Word("b", Field.TITLE)))),
        ("a quelle: b c", And((Words((A, C)), Word("b", Field.SOURCE)))),
        ("link: https://a.de/b", Word("https://a.de/b", Field.LINK)),
        ("Title:Macht", Word("Macht", Field.TITLE)),
        ("autor:Müller", Word("Müller", Field.AUTHOR)),
        ("author:Müller", Word("Müller", Field.AUTHOR)),
        ("quelle:zeit.de", Word("zeit.de", Field.SOURCE)),
        ('source:"Aulener Bote"', Phrase("Aulener Bote", Field.SOURCE)),
        ("ressort:Politik", Word("Politik", Field.TOPIC)),
        ("section:Politik", Word("Politik", Field.TOPIC)),
        ("agentur:dpa", Word("dpa", Field.AGENCY)),
        ("agency:dpa", Word("dpa", Field.AGENCY)),
        ("titel:Bundes*", Prefix("Bundes", Field.TITLE)),
        ("titel:=Maße", Word("Maße", Field.TITLE, exact=True)),
        ('titel:="die Maße"', Phrase("die Maße", Field.TITLE, exact=True)),
        ("titel:„die Maße“", Phrase("die Maße", Field.TITLE)),
        ("titel:(a ODER b)", Or((Word("a", Field.TITLE), Word("b", Field.TITLE)))),
        (
            "titel:(a (b autor:c))",
            Words(
                (
                    Word("a", Field.TITLE),
                    And((Word("b", Field.TITLE), Word("c", Field.AUTHOR))),
                )
            ),
        ),
        ("titel:UND", Word("UND", Field.TITLE)),
        ("titel:W?rt", Wildcard("W?rt", Field.TITLE)),
        ("autor:Müler~", Fuzzy("Müler", 1, Field.AUTHOR)),
        ("ort:Istanbul", Word("Istanbul", Field.PLACE)),
        ("a ort:(b ODER c)", And((A, Or((Word("b", Field.PLACE), Word("c", Field.PLACE)))))),
        ("site:beispiel.de", Word("beispiel.de", Field.LINK)),
        ("intitle:Macht", Word("Macht", Field.TITLE)),
        ("link:beispiel.de", Word("beispiel.de", Field.LINK)),
        ("link:https://a.de/b?c=1, a", And((A, Word("https://a.de/b?c=1", Field.LINK)))),
        ('link:"https://a.de/b (c)"', Phrase("https://a.de/b (c)", Field.LINK)),
        ("a -titel:b", And((A, Not(Word("b", Field.TITLE))))),
        ("a titel:b", And((A, Word("b", Field.TITLE)))),
        ("a titel:c b", And((Words((A, B)), Word("c", Field.TITLE)))),
        ("a b titel:(c a)", And((Words((A, B)), Words(tuple(Word(w, Field.TITLE) for w in "ca"))))),
        ("a b quelle:c", And((Words((A, B)), Word("c", Field.SOURCE)))),
        (
            "(quelle:a ODER quelle:b) c",
            And((C, Or((Word("a", Field.SOURCE), Word("b", Field.SOURCE))))),
        ),
    ],
)
def test_fields_apply_to_what_follows(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


SINCE_2025 = Published(midnight(2025, 1, 1), None)
IN_2020 = Published(midnight(2020, 1, 1), midnight(2021, 1, 1))
IN_2022 = Published(midnight(2022, 1, 1), midnight(2023, 1, 1))
BOTE = Word("bote", Field.SOURCE)
BLATT = Word("blatt", Field.SOURCE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ODER b seit:2025", And((Or((A, B)), SINCE_2025))),
        ("seit:2025 a ODER b", And((Or((A, B)), SINCE_2025))),
        ("a seit:2025 ODER b", And((Or((A, B)), SINCE_2025))),
        ("a ODER b quelle:bote", And((Or((A, B)), BOTE))),
        ("a ODER b -quelle:bote", And((Or((A, B)), Not(BOTE)))),
        ("(a ODER b seit:2025) c", Words((And((Or((A, B)), SINCE_2025)), C))),
        ("(a seit:2025) ODER b", Or((And((A, SINCE_2025)), B))),
        ("a ODER b UND seit:2025", Or((A, And((B, SINCE_2025))))),
        ("a ODER quelle:bote", Or((A, BOTE))),
        ("a ODER -b seit:2025", And((Or((A, And((Everything(), Not(B))))), SINCE_2025))),
        # One of a kind on both sides can only be meant for its own.
        ("a quelle:bote ODER b quelle:blatt", Or((And((A, BOTE)), And((B, BLATT))))),
        ("a seit:2025 ODER b seit:2025", Or((And((A, SINCE_2025)), And((B, SINCE_2025))))),
        ("a seit:2025 ODER b quelle:bote", And((Or((A, B)), SINCE_2025, BOTE))),
        # Several of a kind, one of them beside words.
        ("quelle:bote ODER quelle:blatt a", And((A, Or((BOTE, BLATT))))),
        ("a quelle:bote ODER quelle:blatt", And((A, Or((BOTE, BLATT))))),
        ("a quelle:bote ODER b ODER quelle:blatt", And((Or((A, B)), Or((BOTE, BLATT))))),
        # Several of a kind, of which an article has one.
        ("a quelle:bote quelle:blatt", And((A, Or((BOTE, BLATT))))),
        ("quelle:bote quelle:blatt", Or((BOTE, BLATT))),
        ("quelle:bote a quelle:blatt ODER b", And((Or((A, B)), Or((BOTE, BLATT))))),
        ("a quelle:bote quelle:blatt ODER b quelle:bote", Or((
            And((A, Or((BOTE, BLATT)))), And((B, BOTE))))),
        ("a ort:b ort:b", And((A, Word("b", Field.PLACE)))),
        ("a im:2020 im:2022", And((A, Or((IN_2020, IN_2022))))),
        ("quelle:bote UND quelle:blatt", And((BOTE, BLATT))),
        ("+quelle:bote +quelle:blatt", And((BOTE, BLATT))),
        ("a -quelle:bote -quelle:blatt", And((A, Not(BOTE), Not(BLATT)))),
        ("quelle:(bote blatt)", And((BOTE, BLATT))),
        ("ressort:a ressort:b", And((Word("a", Field.TOPIC), Word("b", Field.TOPIC)))),
        ("nach:2019 vor:2021", And((Published(midnight(2020, 1, 1), None),
            Published(None, midnight(2021, 1, 1))))),
        ("im:2020 im:2020 bis 2022", And((IN_2020,
            Published(midnight(2020, 1, 1), midnight(2023, 1, 1))))),
        ("quelle:blatt ODER a seit:2025", And((Or((BLATT, A)), SINCE_2025))),
    ],
)  # fmt: skip
def test_a_filter_beside_words_holds_for_all_of_the_brackets_it_stands_in(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seit:2024", Published(midnight(2024, 1, 1), None)),
        ("since:2024", Published(midnight(2024, 1, 1), None)),
        ("bis:2024", Published(None, midnight(2025, 1, 1))),
        ("seit: 2024", Published(midnight(2024, 1, 1), None)),
        ("im:  März 2025 a", And((A, Published(midnight(2025, 3, 1), midnight(2025, 4, 1))))),
        ('seit: "letzte Woche"', Published(midnight(2026, 11, 16), None)),
        ("datum:12.03.2025", Published(midnight(2025, 3, 12), midnight(2025, 3, 13))),
        ("date:2025-03-12", Published(midnight(2025, 3, 12), midnight(2025, 3, 13))),
        ("until:2024-03", Published(None, midnight(2024, 4, 1))),
        ("am:12.03.2025", Published(midnight(2025, 3, 12), midnight(2025, 3, 13))),
        ("on:gestern", Published(midnight(2026, 11, 22), midnight(2026, 11, 23))),
        ("im:März 2025", Published(midnight(2025, 3, 1), midnight(2025, 4, 1))),
        ("im:3. Quartal 2024", Published(midnight(2024, 7, 1), midnight(2024, 10, 1))),
        ('seit:"letzte Woche"', Published(midnight(2026, 11, 16), None)),
        ("seit:„letzte Woche“", Published(midnight(2026, 11, 16), None)),
        ("seit:letzte Woche", Published(midnight(2026, 11, 16), None)),
        ("seit:12. März 2025", Published(midnight(2025, 3, 12), None)),
        ("seit:12. März 2025 a", And((A, Published(midnight(2025, 3, 12), None)))),
        ("seit:12. März a", And((A, Published(midnight(2026, 3, 12), None)))),
        ("a b seit:2024", And((Words((A, B)), Published(midnight(2024, 1, 1), None)))),
        ("seit:2024 17", And((Word("17"), Published(midnight(2024, 1, 1), None)))),
        (
            "a seit:2024, bis:2025",
            And((A, Published(midnight(2024, 1, 1), None), Published(None, midnight(2026, 1, 1)))),
        ),
        ("a -im:2024", And((A, Not(Published(midnight(2024, 1, 1), midnight(2025, 1, 1)))))),
        ("(seit:2024)", Published(midnight(2024, 1, 1), None)),
        ("im:seit 2020", Published(midnight(2020, 1, 1), None)),
        ("in:2020", IN_2020),
        ("in: März 2020", Published(midnight(2020, 3, 1), midnight(2020, 4, 1))),
        ("im:2020 bis 2022", Published(midnight(2020, 1, 1), midnight(2023, 1, 1))),
        ("seit:2020 bis 2022", Published(midnight(2020, 1, 1), midnight(2023, 1, 1))),
        ("bis:Ende März 2024", Published(None, midnight(2024, 4, 1))),
        ("im:vor 2020 a", And((A, Published(None, midnight(2020, 1, 1))))),
    ],
)
def test_dates_are_required(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("a", ""),
        ("NICHT a", ""),
        ("a quelle:b", "quelle:b"),
        ("a UND b im:2024 NICHT quelle:c NICHT d", "im:2024 NICHT quelle:c"),
        ("a quelle:b quelle:c", "quelle:b ODER quelle:c"),
        ("(a quelle:b) ODER (c quelle:d)", ""),
        ("titel:a seit:2024", "seit:2024"),
    ],
)
def test_what_narrows_a_query_can_be_told_from_its_words(text, filters):
    assert filters_of(tree(text)) == tree(filters)
