"""What is among some texts is never told to be absent; what is not, nearly always."""

import random

import pytest

from search.system.hash_marks import HashMarks
from search.system.texts import Texts


@pytest.mark.parametrize("count", [0, 1, 100, 20_000])
def test_every_text_is_marked_and_few_others_are(count):
    rnd = random.Random(count)
    texts = [f"wört{rnd.random()}" for _ in range(count)]
    marks = HashMarks.of(Texts.of(texts))
    assert all(text in marks for text in texts)
    others = sum(f"{text}x" in marks for text in texts)
    assert others <= max(1, count / 8)
    assert count or "" not in marks


@pytest.mark.parametrize("count", [0, 1, 100, 20_000])
def test_many_texts_are_told_of_as_each_is(count):
    marks = HashMarks.of(Texts.of(f"wört{number}" for number in range(count)))
    asked = [f"wört{number}" for number in range(0, 2 * count + 5, 3)]
    told = [number for number, text in enumerate(asked) if text in marks]
    assert marks.likely(asked).tolist() == told
    assert marks.likely([]).tolist() == []


def test_texts_may_come_some_at_a_time():
    pages = [["eins", "zwei"], [], ["drei"]]
    marks = HashMarks(pages, 3)
    assert marks.likely([text for page in pages for text in page]).tolist() == [0, 1, 2]
