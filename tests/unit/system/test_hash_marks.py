"""What is among some texts is never told to be absent; what is not, nearly always."""

import random

import pytest

from search.system.hash_marks import HashMarks
from search.system.texts import Texts


@pytest.mark.parametrize("count", [0, 1, 100, 20_000])
def test_every_text_is_marked_and_few_others_are(count):
    rnd = random.Random(count)
    texts = [f"wört{rnd.random()}" for _ in range(count)]
    marks = HashMarks(Texts.of(texts))
    assert all(text in marks for text in texts)
    others = sum(f"{text}x" in marks for text in texts)
    assert others <= max(1, count / 8)
    assert count or "" not in marks
