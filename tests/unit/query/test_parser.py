"""The query language: what each text means, and what is said about what could not be used."""

from datetime import datetime

import pytest

from search.query import parse
from search.query.dates import ZONE
from search.query.tree import (
    And,
    Everything,
    Field,
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Span,
    Wildcard,
    Word,
    Words,
)

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=ZONE)
A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")
KAMPF, MACHT = Word("Kampf"), Word("Macht")


def tree(text):
    return parse(text, now=NOW).tree


def kinds(text):
    return [diagnostic.kind for diagnostic in parse(text, now=NOW).diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("  \t\n ", Everything()),
        ("Kampf", KAMPF),
        ("Kampf Macht", Words((KAMPF, MACHT))),
        ("Kampf NICHT Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf NOT Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf -Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf UND NICHT Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf ODER Macht", Or((KAMPF, MACHT))),
        ("Kampf OR Macht", Or((KAMPF, MACHT))),
        ("Kampf UND Macht", And((KAMPF, MACHT))),
        ("Kampf AND Macht", And((KAMPF, MACHT))),
        ("Kampf && Macht", And((KAMPF, MACHT))),
        ("Kampf || Macht", Or((KAMPF, MACHT))),
        ("a||b&&c", Or((A, And((B, C))))),
        ("(a||b) c", Words((Or((A, B)), C))),
        ('"a || b"', Phrase("a || b")),
        ("Kampf und Macht", Words((KAMPF, Word("und"), MACHT))),
        ("Kampf oder nicht", Words((KAMPF, Word("oder"), Word("nicht")))),
        ("a b c -d", And((Words((A, B, C)), Not(D)))),
        ("-d a b", And((Words((A, B)), Not(D)))),
        ("a NICHT b c", And((Words((A, C)), Not(B)))),
        ("NICHT a", And((Everything(), Not(A)))),
        ("-a -b", And((Everything(), Not(A), Not(B)))),
        ("NICHT NICHT a", A),
        ("a ODER NICHT b", Or((A, And((Everything(), Not(B)))))),
        ("+a b c", And((Words((B, C)), A))),
        ("+a", A),
        ("+a der +b in", And((A, B))),  # what was typed along asks for nothing
        ("der -a", And((Word("der"), Not(A)))),
        ("a ODER b UND c", Or((A, And((B, C))))),
        ("(a ODER b) UND c", And((Or((A, B)), C))),
        ("a b UND c d", And((Words((A, B)), Words((C, D))))),
        ("a b ODER c", Or((Words((A, B)), C))),
        ("(a ODER b) c", Words((Or((A, B)), C))),
        ("a -(b ODER c)", And((A, Not(Or((B, C)))))),
        ("a NICHT (b c)", And((A, Not(Words((B, C)))))),
        ("NICHT (NICHT a)", And((Everything(), Not(And((Everything(), Not(A))))))),
        ("(a UND b) UND c", And((A, B, C))),
        ("a UND(b)", And((A, B))),
    ],
)
def test_operators_build_the_tree(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(
    "word",
    [
        *("US", "IT", "May", "Will", "AfD", "und", "Corona-Pandemie", "E-Mail", "Covid-19", "A380"),
        *(
            "1.000",
            "3,5",
            "9/11",
            "12:30",
            "example.org/a",
            "geht's",
            "C&A",
            "iPhone15",
            "§",
        ),
        *("Lehrer*innen", "Lehrer:innen", "Lehrer_innen", "LehrerInnen", "Lehrer/-innen"),
        *("Lehrer·innen", "Lehrer*in", "Lehrer:in", "Lehrer*In", "Lehrer:In", "Autor:innen"),
        *("autor:in", "Bürger*innenrechte", "Bürger:innenrechte"),
    ],
)
def test_stays_one_word_as_typed(word):
    assert tree(word) == Word(word)
    assert tree(f"a {word}, b") == Words((A, Word(word), B))
    assert kinds(word) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Kampf um die Macht"', Phrase("Kampf um die Macht")),
        ('"Was will"', Phrase("Was will")),
        ('"3,5 Prozent"', Phrase("3,5 Prozent")),
        ("„Kampf um“", Phrase("Kampf um")),
        ("“Kampf um”", Phrase("Kampf um")),
        ("»Kampf um«", Phrase("Kampf um")),
        ("«Kampf um»", Phrase("Kampf um")),
        ("‚Kampf‘", KAMPF),
        ("'Kampf'", KAMPF),
        ('"UND -a (b"', Phrase("UND -a (b")),
        ('a"b c"', Words((A, Phrase("b c")))),
        ("=Maße", Word("Maße", exact=True)),
        ('="die Maße"', Phrase("die Maße", exact=True)),
        ("=UND", Word("UND", exact=True)),
        ("-=a b", And((B, Not(Word("a", exact=True))))),
        ("Bundes*", Prefix("Bundes")),
        ("Bundes*, a", Words((Prefix("Bundes"), A))),
        ("Corona-Pan*", And((Word("Corona"), Prefix("Pan")))),
        ("a -Bundes*", And((A, Not(Prefix("Bundes"))))),
        ("Was?", Word("Was")),
        ("Wer gewinnt?", Words((Word("Wer"), Word("gewinnt")))),
        ("(Wer gewinnt?)", Words((Word("Wer"), Word("gewinnt")))),
        ("W?rt", Wildcard("W?rt")),
        ("W?rt?", Wildcard("W?rt")),
        ("W*rt, a", Words((Wildcard("W*rt"), A))),
        ("Bund**tag", Wildcard("Bund*tag")),
        ("Wort?*", Wildcard("Wort?*")),
        ("B?ndes*", Wildcard("B?ndes*")),
        ("=W?rt", Wildcard("W?rt")),
        ("Corona-P?nd*ie", And((Word("Corona"), Wildcard("P?nd*ie")))),
        ("B?rger*innen", Wildcard("B?rger*innen")),
        ("A?b?c-B*?d*e", And((Wildcard("A?b?c"), Wildcard("B*?d*e")))),
        ("Selenskj~", Fuzzy("Selenskj", 2)),
        ("Selenskj~1", Fuzzy("Selenskj", 1)),
        ("Kanne~, a", Words((Fuzzy("Kanne", 1), A))),
        ("Wort~0", Word("Wort", exact=True)),
        ("Corona-Pandmie~", And((Word("Corona"), Fuzzy("Pandmie", 2)))),
        ("a -Selenskj~", And((A, Not(Fuzzy("Selenskj", 2))))),
        ("http://example.org/a?b=1*", Word("http://example.org/a?b=1", Field.LINK)),
        ("www.example.org/a?b=1", Word("www.example.org/a?b=1", Field.LINK)),
        (" https://example.org/a, ", Word("https://example.org/a", Field.LINK)),
        ("a https://example.org/a?b=1*", Words((A, Word("https://example.org/a?b=1")))),
        ('"https://example.org"', Phrase("https://example.org")),
        ("Lehrer(innen) a", Words((Word("Lehrer/innen"), A))),
        ("Bürger(-innen)", Word("Bürger/innen")),
        ("a (innen)", Words((A, Word("innen")))),
        ("C & A", Word("C&A")),
        ("Alb & Söhne", Words((Word("Alb"), Word("&"), Word("Söhne")))),
        ("F. Alb", Words((Word("F."), Word("Alb")))),
        ("F. K. Alb", Words((Word("F."), Word("K."), Word("Alb")))),
        ("Karl V. König", Words((Word("Karl"), Word("V"), Word("König")))),
        ("Plan B.", Words((Word("Plan"), Word("B")))),
        ("z. B. Alb", Words((Word("z."), Word("B."), Word("Alb")))),
        ("i.d.R. Alb", Words((Word("i.d.R."), Word("Alb")))),
        ("U.S.A. Alb", Words((Word("U.S.A"), Word("Alb")))),
        ("Kampf –Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf −Macht", And((KAMPF, Not(MACHT)))),
        ("Kampf – Macht", Words((KAMPF, MACHT))),
        ("Kampf–Macht", Word("Kampf–Macht")),
        ("Kampf w/3 Macht", Near((KAMPF,), (MACHT,), 3)),
        ("Kampf near/3 Macht", Near((KAMPF,), (MACHT,), 3)),
        ("w/o Macht", Words((Word("w/o"), MACHT))),
        ("Bundes- und a.", Words((Word("Bundes"), Word("und"), A))),
        ("Ku\N{COMBINING DIAERESIS}r", Word("Kür")),
        ("Bun\N{SOFT HYPHEN}des\N{ZERO WIDTH SPACE}tag", Word("Bundestag")),
        ("Kampf\N{NO-BREAK SPACE}-Macht", And((KAMPF, Not(MACHT)))),
        ("Corona\N{NON-BREAKING HYPHEN}Pandemie", Word("Corona-Pandemie")),
    ],
)
def test_phrases_exact_words_and_prefixes(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a NAHE b", Near((A,), (B,), 5)),
        ("a NAHE/3 b", Near((A,), (B,), 3)),
        ("a NEAR/12 b", Near((A,), (B,), 12)),
        ('"a b" NAHE c', Near((Phrase("a b"),), (C,), 5)),
        ("(a ODER b) NAHE =c", Near((A, B), (Word("c", exact=True),), 5)),
        ("a NAHE/1 b NAHE/2 c", And((Near((A,), (B,), 1), Near((B,), (C,), 2)))),
        ("a b NAHE c d", And((Words((A, D)), Near((B,), (C,), 5)))),
        ("a NAHE b ODER c UND d", Or((Near((A,), (B,), 5), And((C, D))))),
        ("a -(b NAHE c)", And((A, Not(Near((B,), (C,), 5))))),
        ("titel:(a NAHE b)", Near((Word("a", Field.TITLE),), (Word("b", Field.TITLE),), 5)),
        ("a nahe b", Words((A, Word("nahe"), B))),
        ("NAHE/", Word("NAHE")),
    ],
)
def test_words_near_each_other(text, expected):
    assert tree(text) == expected
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ('27" Monitor', Words((Word("27"), Word("Monitor"))), ["quote"]),
        ('"a b" "c', Words((Phrase("a b"), C)), ["quote"]),
        ("(a b", Words((A, B)), ["bracket"]),
        ("a) b", Words((A, B)), ["bracket"]),
        (")(", Everything(), ["bracket", "bracket"]),
        ("()", Everything(), ["empty"]),
        ('""', Everything(), ["empty"]),
        ("titel:", Everything(), ["empty"]),
        ("titel: ", Everything(), ["empty"]),
        ("titel: ODER a", A, ["empty", "operator"]),
        ("titel: quelle:c a", And((A, Word("c", Field.SOURCE))), ["empty"]),
        ("a titel: -b", And((A, Not(B))), ["empty"]),
        ("a in:b", Words((A, Word("in"), B)), ["field"]),
        ("(titel:) a", A, ["empty", "empty"]),
        ("titel:!! a", A, ["empty"]),
        ("seit: a", A, ["empty"]),
        ('am: "a b"', Phrase("a b"), ["empty"]),
        ("seit:)", Everything(), ["empty", "bracket"]),
        ("UND a", A, ["operator"]),
        ("a ODER", A, ["operator"]),
        ("a NICHT", A, ["operator"]),
        ("a UND UND b", And((A, B)), ["operator"]),
        ("a UND ODER b", Or((A, B)), ["operator"]),
        ("a ODER UND b", Or((A, B)), ["operator"]),
        ("NICHT", Everything(), ["operator"]),
        ("(-) a", A, ["empty", "operator"]),
        ("foo:bar", Words((Word("foo"), Word("bar"))), ["field"]),
        ('foo:"a b"', Words((Word("foo"), Phrase("a b"))), ["field"]),
        ("seit:gestrn a", A, ["date"]),
        ("am:31.02.2025 a", A, ["date"]),
        ('im:"irgendwann" a', A, ["date"]),
        ("seit:(a)", A, ["date"]),
        ("*wort", Word("wort"), ["wildcard"]),
        ("?wort", Word("wort"), ["wildcard"]),
        ("*wort*", Prefix("wort"), ["wildcard"]),
        ("*", Everything(), ["wildcard"]),
        ("*innen", Word("innen"), ["wildcard"]),
        ("quelle:Bot*", Word("Bot", Field.SOURCE), ["wildcard"]),
        (
            "quelle:(Bot* Zeit~)",
            And((Word("Bot", Field.SOURCE), Word("Zeit", Field.SOURCE))),
            ["wildcard", "wildcard"],
        ),
        ("ort:B?rlin", Word("B?rlin", Field.PLACE), ["wildcard"]),
        ('"der W?rt"', Phrase("der W?rt"), ["wildcard"]),
        ('"a b"~5 c', Words((Phrase("a b"), C)), ["fuzzy"]),
        ("Wort~9", Fuzzy("Wort", 1), ["fuzzy"]),
        ("USA~", Word("USA", exact=True), ["fuzzy"]),
        ("W?rt~", Wildcard("W?rt"), ["fuzzy"]),
        ("a NAHE/0 b", Near((A,), (B,), 1), ["near"]),
        ("a NAHE/999999 b", Near((A,), (B,), 50), ["near"]),
        ("NAHE b", B, ["operator"]),
        ("a NAHE", A, ["operator"]),
        ("a NAHE -b", And((A, Not(B))), ["operator"]),
        ("a NAHE NAHE b", Near((A,), (B,), 5), ["operator"]),
        ("a NAHE Bundes*", And((A, Prefix("Bundes"))), ["near"]),
        ("a NAHE titel:b", And((A, Word("b", Field.TITLE))), ["near"]),
        ("a NAHE (b c)", And((A, Words((B, C)))), ["near"]),
        ('bis:"seit 2020" a', A, ["date"]),
        ("link:", Everything(), ["empty"]),
        ("a - b", Words((A, B)), ["sign"]),
        ("a 🙂", A, ["sign"]),
        ("a – b & c …", Words((A, Word("b&c"))), []),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_used(text, expected, said):
    assert tree(text) == expected
    assert kinds(text) == said


def test_spans_refer_to_the_normalised_text():
    query = parse("Ku\N{COMBINING DIAERESIS}r titel:„a b“ foo:x", now=NOW)
    assert query.text == 'Kür titel:"a b" foo:x'
    words, titled = query.tree.children
    spans = [child.span for child in (*words.children, titled)]
    assert [query.text[s.start : s.end] for s in spans] == ["Kür", "foo:", "x", 'titel:"a b"']
    assert query.diagnostics[0].span == Span(16, 20)
    assert "foo" in query.diagnostics[0].message
