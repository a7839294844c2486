"""Words numbered many texts at a time are those of `indexed_words`, a text at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import indexed_words, token_spans, words_of
from search.analysis.chunks import chunks_of
from search.engines.embedded.writing import interning, shortened_tokens
from search.engines.embedded.writing.interning import PADDING, Interned
from search.engines.embedded.writing.numbering import Numbering
from search.system import key_table

# Whatever means something to a token or a chain, and neighbours of these that mean nothing.
LETTERS = "aZäßéﬁıµªІ中𝐀𐐨" + "in" + "I"
DIGITS = "059²½٣Ⅷ"
MARKS = ":*_·•/-'’.,‐‑§"
OTHERS = " \n\0\t\x1f\x85\xa0\xad\u2007\u2028\u200b\u3000–—„“”‚‘»«…!?()[]|&+́😀\u203f\ud835\udc00"
NASTY = st.one_of(
    st.sampled_from(LETTERS + DIGITS + MARKS + OTHERS),
    st.sampled_from(["innen", "in", "Lehrer", "/-", "--", "12", "Mail", "Haus-"]),
    st.sampled_from(["- und ", "-, ", "- bis\xa0", "/ -", " und -", "-ärzte", "Öl- und Gaspreis"]),
    st.characters(),
)
TEXTS = st.lists(st.lists(NASTY, max_size=30).map("".join), max_size=8)


def numbered(numbering, texts):
    words, counts = numbering.number(texts)
    known, ends = numbering.texts().strings(), np.cumsum(counts).tolist()
    rows = [words[end - count : end] for end, count in zip(ends, counts, strict=True)]
    return [[known[number] for number in row] for row in rows]


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_words_are_those_of_the_regular_expression(before, texts):
    numbering = Numbering()
    for some in (before, texts):
        assert numbered(numbering, some) == indexed_words(some)


SENTENCES = st.lists(
    st.sampled_from(
        "lehnt Lehnt lehnten kündigt sieht ab an aus zurück und wie Rat E-Mail 29. z.B. ab- vor/ab"
        " über".split()
    ).flatmap(lambda word: st.sampled_from([" ", " ", ". ", ", ", ": ", "“ ", " – ", "\n"]).map(
        lambda mark: word + mark)),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(SENTENCES, max_size=4))
def test_verbs_apart_from_their_particles_are_those_of_a_text_alone(texts):
    numbering = Numbering()
    for some in (texts, texts[::-1]):
        assert numbered(numbering, some) == [*map(alone, some)]


def alone(text):
    (words,) = indexed_words([text])
    return words


@pytest.mark.parametrize("mark", [*MARKS, *OTHERS[:-2], "/-", "-/", "--", "'’", "-§-", ". ", "_-"])
def test_words_around_a_mark_are_those_of_the_regular_expression(mark):
    texts = [
        text
        for before in ("Lehrer", "12", "3", "E", "é")
        for after in ("innen", "in", "5", "Mail", "§", "ß")
        for text in (
            f"{before}{mark}{after}",
            f"{mark}{before}{mark}{after}{mark}{after}{mark}",
        )
    ]
    assert numbered(Numbering(), texts) == indexed_words(texts)


def test_a_word_has_one_number_in_whatever_chunk_it_is():
    numbering = Numbering()
    numbered(numbering, ["Die E-Mail der Lehrer:innen", "die Mail der Die"])
    numbered(numbering, ["Neu: die Lehrer"])
    words = ["Die", "E\x1f2\x1fEmail", "Mail", "der", "Lehrer:innen", "die", "Neu", "Lehrer"]
    assert sorted(numbering.texts().strings()) == sorted(words)
    assert len(numbering) == len(words)


@pytest.mark.parametrize(
    "text",
    [
        "Die Haus- und Fachärzte; Ärzte-, Lehr- und Schülerräte",
        "U-Bahn- oder Bus-Linie, Büro-/Wohnhäuser, Büro/Lager- und Wohnhäuser",
        "Wolleinkäufer, -händler und -Käufer/-innen. Wollein- und -ausfuhr",
        "Öl-\xa0und Gaspreise, 2- bis 3-mal, Lehrer:innen- und Elternräte",
        "vor " + "Ä-, " * 60 + "Ä- und Öl-Preise" + " danach" * 300,
    ],
)
def test_words_that_are_cut_short_tell_so_in_their_line(text):
    texts = [text, "Haus-", "und Fachärzte", "Haus-\nund Fachärzte", text]
    assert any("+" in word for word in words_of(text)) or "Öl-Preise" in text
    assert numbered(Numbering(), texts) == [words_of(text) for text in texts]
    assert numbered(Numbering(), [f"x{text}"] * 2) == [words_of(f"x{text}")] * 2


def test_a_long_chunk_is_cut_once_for_all_its_hyphens(monkeypatch):
    """It was cut for each of them: "a/-" 3,300 times took 5 s, twice as often over a minute."""
    cuts = []

    def counted(text):
        cuts.append(text)
        return token_spans(text)

    monkeypatch.setattr(shortened_tokens, "token_spans", counted)
    texts = ["Rat " + "ä/-bau" * 50 + " und Haus- oder x/-Hof", "a/-b/-c" * 9]
    assert numbered(Numbering(), texts) == indexed_words(texts)
    assert len(cuts) == 3  # one a chunk with a word cut short that does not begin there


def test_a_word_that_is_cut_short_has_a_number_for_each_word_it_is_short_for():
    numbering = Numbering()
    numbered(numbering, ["Haus- und Fachärzte", "das Haus", "Haus- und Fachärzte"])
    numbered(numbering, ["Haus- und Fachräte"])
    short = [text for text in numbering.texts().strings() if text.startswith("Haus")]
    assert short == ["Haus", "Haus\x1f1\x1fHaus+Fachärzte", "Haus\x1f1\x1fHaus+Fachräte"]


def test_a_word_with_marks_around_it_is_a_chunk_like_any_other():
    text = "Wort „Wort“ Wort. (Wort), »Wort« – Wort…".encode()
    starts, ends = chunks_of(text)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == [b"Wort"] * 6


STRINGS = st.lists(st.text("ab\xe4", min_size=1, max_size=40).map(str.encode), min_size=1)


def interned(strings, texts):
    sizes = np.array([len(text) for text in texts])
    ends = np.cumsum(sizes)
    return strings.numbers(b"".join(texts) + PADDING, ends - sizes, ends).tolist()


@given(STRINGS, STRINGS, st.sampled_from([0, 100_000]))
def test_strings_have_one_number_if_they_are_equal_and_else_two(before, texts, room):
    strings = Interned(room)
    numbers = interned(strings, before) + interned(strings, texts)
    assert len(set(zip(numbers, before + texts, strict=True))) == len(set(numbers))
    assert len(set(numbers)) == len({*before, *texts})
    assert 0 < min(numbers) <= max(numbers) < strings.count


@pytest.mark.parametrize("longest", [8, 48])
def test_numbers_do_not_rest_on_places_being_different(monkeypatch, longest):
    monkeypatch.setattr(interning, "LONGEST", longest)
    monkeypatch.setattr(key_table, "_SMALL_BITS", 4)
    monkeypatch.setattr(key_table.secrets, "randbits", lambda _: 0)  # all in the first places
    strings = Interned()
    texts = [b"%d" % (number * 9_999_991) for number in range(300)] + [b"ab" * 200, b"ab" * 300]
    assert len(set(interned(strings, texts))) == len(texts)
    assert interned(strings, texts) == interned(strings, texts)
