"""Numbers that words begin with: all forms meet, and words that begin so by chance have none."""

import pytest

from search.query.numbers.number_words import other_rows
from search.query.numbers.numerals import SPOKEN

AGE = (("15", "fünfzehn"), ("jahre",), ("alt",))


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("15Jähriger", ((("fünfzehnjähriger",),), AGE)),
        ("Fünfzehnjährige", ((("15jährige",),), AGE)),
        ("fuenfzehnjährig", ((("15jährig", "fünfzehnjährig"),), AGE)),
        ("3ZimmerWohnung", ((("dreizimmerwohnung",),),)),
        ("Dreizimmerwohnung", ((("3zimmerwohnung",),),)),
        ("einundzwanzigköpfig", ((("21köpfig",),),)),
        ("dreissigfach", ((("30fach", "dreißigfach"),),)),
        ("100prozentig", ((("hundertprozentig",),),)),
        ("80er", ((("1980er", "achtziger"),),)),
        ("1980er", ((("80er", "achtziger"),),)),
        ("achtziger", ((("80er", "1980er"),),)),
        ("Achtzigerjahre", (
            (("80erjahre", "1980erjahre"),), (("80er", "1980er", "achtziger"), ("jahre",)))),
        ("10km", ((("10",), ("km", "kilometer")),)),
        ("20m²", ((("20",), ("m²", "qm", "quadratmeter")),)),
    ],
)  # fmt: skip
def test_a_number_in_a_word_is_written_in_letters_and_in_figures(word, rows):
    assert other_rows(word) == rows


@pytest.mark.parametrize(
    "word",
    ["acht", "dreißig", "dreissig", "5G", "2020er", "B117", "19", "Eine", "zwei-", "Haus"],
)
def test_other_words_have_no_other_form(word):
    assert other_rows(word) == ()


@pytest.mark.parametrize("number", [2, 12, 13, 16, 17, 20, 21, 30, 66, 77, 99, 100, 1000])
def test_every_number_is_read_back(number):
    word = f"{SPOKEN[number]}jährig"
    assert other_rows(word)[0] == ((f"{number}jährig",),)
    assert word in other_rows(f"{number}jährig")[0][0]
