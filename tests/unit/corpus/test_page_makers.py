"""Pages as systems and hands of many kinds make them: what each does otherwise is read alike."""

from datetime import datetime

import pytest

from corpus.readers.page import read_page
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

HEADLINE = "<h1>Brücke gesperrt</h1>"


def read(body, head=""):
    return read_page(f"<title>Brücke gesperrt</title>{head}<body>{body}</body>")


def paragraphs(body):
    return [text for part in read(body).sections for text in part.paragraphs]


def headings(body):
    return [part.heading for part in read(body).sections if part.heading]


def test_a_link_to_nowhere_is_a_control_unless_it_unfolds_what_it_heads():
    controls = "<ul><li><a href='#'>Facebook</a></li><li><a href='#'>Telegram</a></li></ul>"
    unfolded = f"<h3><a href='#'>Wann ist sie frei?</a></h3><p>{LONG}</p>"
    page = f"<div>{HEADLINE}{TEXT}<h3>Sagen Sie es:</h3>{controls}{unfolded}</div>"
    assert paragraphs(page) == [*TEXTS, LONG]
    assert headings(page) == ["Wann ist sie frei?"]


@pytest.mark.parametrize("sign", [" | ", " – ", " - ", " · ", ", ", " um "])
def test_a_time_stands_behind_a_day_with_many_signs_between(sign):
    page = f"{HEADLINE}<p>Di. 13.02.2024{sign}18:42 Uhr</p>{TEXT}"
    assert read(page).published.replace(tzinfo=None) == datetime(2024, 2, 13, 18, 42)
