"""Sentences, marks, snippets: whole sentences, exact offsets."""

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from search.analysis import Analyzer, Sieve, Vocabulary, tokenize
from search.query import Rules, parse, positive_leaves, rewrite
from search.results import Marker, sentences, snippets
from search.results.snippets import LONGEST, ROOM
from search.service import site_now


def marker(query, **options):
    analyzer = Analyzer()
    plan = rewrite(parse(query, now=site_now()).tree, Rules(analyzer))
    return Marker(positive_leaves(plan), analyzer, **options)


def shown_of(paragraphs, marker):
    return snippets([(text, marker.spans(text)) for text in paragraphs])


def marked(query, text, **options):
    (snippet,) = marker(query, **options).snippets([text])
    return [snippet.text[start:end] for start, end in snippet.marks]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Es regnet. Der Pegel steigt.", ["Es regnet.", "Der Pegel steigt."]),
        ("Am 12. März kam Dr. Holm an.", ["Am 12. März kam Dr. Holm an."]),
        ("Das gilt z. B. für Aulen. Und?", ["Das gilt z. B. für Aulen.", "Und?"]),
        ("„Kommt!“ Sie kam.", ["„Kommt!“", "Sie kam."]),
        ("Rund 3.500 Euro. Mehr nicht.", ["Rund 3.500 Euro.", "Mehr nicht."]),
        (
            "Karl XIV. Frieder kam. Das war VOX. Gut.",
            ["Karl XIV. Frieder kam.", "Das war VOX.", "Gut."],
        ),
        ("In der Hafenstr. 5 am Kai. Gut.", ["In der Hafenstr. 5 am Kai.", "Gut."]),
        ("Ohne Punkt", ["Ohne Punkt"]),
        ("", []),
    ],
)
def test_text_is_cut_into_sentences(text, parts):
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(alphabet="Aab. !?„“\n12.", max_size=80))
def test_sentences_cover_all_text_in_order(text):
    spans = list(sentences(text))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    outside = text
    for start, end in reversed(spans):
        outside = outside[:start] + outside[end:]
    assert not outside.strip()


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("Macht", "Die Macht, die Mächte, das Gemächt.", ["Macht", "Mächte"]),
        ('"Kampf um die Macht"', "Kampf und Macht, Kampf um die Macht", ["Kampf um die Macht"]),
        ("=Maße", "Masse und Maße", ["Maße"]),
        ("Hoch*", "Das Hochwasser und hoch und Höhe", ["Hochwasser", "hoch"]),
        ("Kampf NICHT Macht", "Kampf ohne Macht", ["Kampf"]),
        ("Mueller", "Müller", ["Müller"]),
        ("titel:Kampf", "Kampf im Text", []),
        ("Lehrer:innen", "Die Lehrer*innen", ["Lehrer*innen"]),
        ("der Kampf", "der Kampf der Worte", ["Kampf"]),
        ("quelle:Bote Kampf", "Bote im Kampf", ["Kampf"]),
        ("W?rt", "Wort, Werte, Wert und Wirtin", ["Wort", "Wert"]),
        ("Bund*tag Amt", "Bundestag, Bundestage, Bund", ["Bundestag"]),
        (
            "Hochwaser~",
            "Das Hochwasser, die Hochwassers, das Wasser",
            ["Hochwasser", "Hochwassers"],
        ),
        ("Wort -W?rt", "Wort und Wert", ["Wort"]),
        ("Rat NAHE/2 Stadt", "Rat. Der Rat der Stadt. Die Stadt", ["Rat", "Stadt"]),
        ("Stadt NAHE/1 Rat", "Rat und Stadt", []),
        (
            '"der Rat" NAHE/2 Tarn',
            "der Rat in Tarn; kein Amt, der Rat an der Tarn",
            ["der Rat", "Tarn"],
        ),
        ("(Rat ODER Amt) NAHE/1 =Tarn", "Amt Tarn, Tarns Rat, Rat", ["Amt", "Tarn"]),
        ("titel:(Rat NAHE Stadt)", "Rat der Stadt", []),
        (
            "Rat Amt",
            "„Rat“, (Amt)/Rat… -Rat- Rat\nAmt  Rat",
            ["Rat", "Amt", *["Rat"] * 3, "Amt", "Rat"],
        ),
        ("beladen", "wird be- und entladen", ["be-"]),
        ('"beladen und entladen"', "wird be- und entladen", ["be- und entladen"]),
        ("NATO-Staaten", "NATO- und EU-Staaten, EU- und NATO-Staaten", ["NATO-", "NATO-Staaten"]),
        ("U-Bahn-Bau", "der U-Bahn- oder Tunnel-Bau", ["U-Bahn-"]),
        ("Hafenfeste", "Hafen-Konzerte und -Feste", ["-Feste"]),
    ],
)
def test_the_words_of_the_query_are_marked(query, text, marks):
    assert marked(query, text) == marks


def test_clauses_on_the_title_mark_the_title_alone():
    assert marked("titel:Kampf", "Kampf im Titel", title=True) == ["Kampf"]


def test_the_sentence_with_most_words_of_the_query_is_shown():
    text = "Der Kampf war lang. Um die Macht ging es. Kampf und Macht sind zwei. Ende."
    found = shown_of((text,), marker("Kampf Macht"))
    assert "Kampf und Macht sind zwei." in [snippet.text for snippet in found]


def test_a_sentence_that_stands_there_twice_is_shown_once():
    sentence = "Die Brücke ist gesperrt."
    shown = shown_of([sentence, f"{sentence} Niemand weiß, wie lange."], marker("Brücke"))
    assert [snippet.text for snippet in shown] == [sentence]


@pytest.mark.parametrize(
    ("paragraphs", "shown"),
    [
        (["Erster Satz."], "Erster Satz."),
        (["Aulen. Der Rat der Stadt hat am Abend lange über den Damm geredet. Dann war Ruhe."],
         "Aulen. Der Rat der Stadt hat am Abend lange über den Damm geredet."),
        (["Aulen.", "Der Rat der Stadt hat am Abend lange über den Damm geredet."],
         "Der Rat der Stadt hat am Abend lange über den Damm geredet."),
        (["", "Aulen.", "Ende."], "Aulen."),
    ],
)  # fmt: skip
def test_without_a_match_the_beginning_is_shown_unmarked(paragraphs, shown):
    (snippet,) = shown_of(paragraphs, marker("Nichts"))
    assert (snippet.text, snippet.marks) == (shown, ())


def test_without_text_there_is_no_snippet():
    assert shown_of((), marker("Nichts")) == ()
    assert shown_of(("", "  "), marker("Nichts")) == ()


def test_a_long_sentence_is_cut_at_words_around_its_first_mark():
    text = "wort " * 300 + "Treffer " + "danach " * 300
    (snippet,) = shown_of((text.strip(),), marker("Treffer"))
    assert len(snippet.text) <= LONGEST + 2
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["Treffer"]
    assert snippet.text.startswith("…wort")
    assert snippet.text.endswith("danach…")


WORDS = st.sampled_from(
    ["Kampf", "Macht.", "um", "die", "Rat", "Kampf,", "Ende!", "Mächte", "x" * 90]
)


@given(st.lists(st.lists(WORDS, max_size=60).map(" ".join), max_size=4))
def test_snippets_are_pieces_of_the_text_with_fitting_marks(paragraphs):
    words = {"kampf", "macht", "mächte"}
    found = shown_of(paragraphs, marker("Kampf Macht"))
    assert len(found) <= 2
    assert len(found) < 2 or sum(len(s.text) for s in found) <= ROOM
    for snippet in found:
        assert any(snippet.text.strip("…") in paragraph for paragraph in paragraphs)
        assert list(snippet.marks) == sorted(snippet.marks)
        ends = [0, *(end for _, end in snippet.marks)]
        for (start, end), before in zip(snippet.marks, ends, strict=False):
            assert before <= start < end <= len(snippet.text)
            assert snippet.text[start:end].lower() in words


def test_texts_of_a_page_are_marked_like_each_by_itself():
    texts = ["", "Ein Haus am Hafen.", "Hafenhaus", "", "Am Hafen", " Häuser  am  Hafen ", "x"]
    texts += ["wird be- und", "entladen", "wird be- und entladen", "be- und entladen Hafen"]
    for query in (
        "Haus",
        "beladen",
        '"beladen und entladen" Hafen',
        "Haf*",
        '"am Hafen"',
        "Haus NAHE Hafen",
        "Hefen~ Haus",
    ):
        wanted = marker(query)
        assert wanted.spans_of(texts) == [marker(query).spans(text) for text in texts]
        assert wanted.spans_of([]) == []


def test_only_words_that_may_be_of_a_phrase_are_analysed_to_find_it():
    analyzer = Analyzer(Vocabulary())
    query = parse('"rote Fahrräder"', now=site_now())
    found = Marker(positive_leaves(rewrite(query.tree, Rules(analyzer))), analyzer)
    text = "Am Montag waren rote Fahrräder billig, am Dienstag keine."
    assert [text[start:end] for start, end, *_ in found.spans(text)] == ["rote Fahrräder"]
    assert analyzer.spelling.keys().isdisjoint({"Montag", "billig", "Dienstag", "keine"})


@pytest.mark.parametrize("text", ["Kampf um die Macht", "Kampf um", "Kampf", "die Macht in Aulen"])
def test_a_phrase_is_looked_for_in_a_text_that_ends_within_it(text):
    wanted = marker('"Kampf um die Macht in Aulen"')
    assert wanted.spans(text) == []
    assert [text[span.start : span.end] for span in marker(f'"{text}"').spans(text)] == [text]


def test_what_is_ruled_out_without_analysis_would_not_have_matched(monkeypatch):
    """Queries of words of the sample articles, some cut; beside looking at all words."""
    lines = (Path(corpus.__file__).parent / "articles" / "artikel.jsonl").read_text("utf-8")
    texts = list({text for line in lines.splitlines() for text in strings_of(json.loads(line))})
    words = sorted({token.text for text in texts for token in tokenize(text)})
    letters = ["a", "A", "E", "ss", "ä", "100", "§", *(word for word in words if len(word) == 1)]
    long = [word for word in words if len(word) > 5 and word.isalpha()]
    analyzer, rnd, marks = Analyzer(Vocabulary.of_dictionary()), random.Random(3), 0
    own = Sieve.__init__
    for _ in range(90):
        one, two, three = rnd.sample(words, 3)
        four = rnd.choice(long)
        forms = (
            f"{one} {two} {three}", f'"{one} {two}" ODER {three}', f"{one} NAHE {two}",
            f"{rnd.choice(letters)} {one}", f"{one[:5]}* {two}",
            f"{one.lower()} ODER {two.upper()}",
            f"{four[:3]}?{four[4:]} {one}", f"{four[0]}*{four[3:]}", f"{four[0]}{four[2:]}~",
        )  # fmt: skip
        query = rnd.choice(forms)
        plan = rewrite(parse(query, now=site_now()).tree, Rules(analyzer))
        leaves = tuple(positive_leaves(plan))
        found = Marker(leaves, analyzer).spans_of(texts)
        with monkeypatch.context() as patched:
            patched.setattr(Sieve, "__init__", lambda sieve, *_: own(sieve, [b""]))
            assert Marker(leaves, analyzer).spans_of(texts) == found, query
        marks += sum(map(len, found))
    assert marks > 300


def strings_of(value):
    """Yield all strings of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_of(part)
