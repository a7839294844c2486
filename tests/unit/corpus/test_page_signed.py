"""Who signs a text at its end, and when: that leaves the text."""

from datetime import datetime

import pytest

from corpus.models import Article
from corpus.readers.page import read_page
from corpus.readers.sections import Block, build_article
from tests.unit.corpus.bridge import LONG, TEXT, TEXTS

DAY = datetime(2024, 2, 13)


def read(end):
    return read_page(f"<body><h1>Brücke gesperrt</h1>{TEXT}{end}</body>")


def paragraphs(article):
    return [text for part in article.sections for text in part.paragraphs]


@pytest.mark.parametrize(
    ("end", "authors", "day"),
    [
        ("(Text: Ina Muster)", ("Ina Muster",), None),
        ("Text und Fotos: Ina Muster", ("Ina Muster",), None),
        ("Ina Muster, Redaktion Lokales", ("Ina Muster",), None),
        ("Ina Muster, Lokalredakteurin", ("Ina Muster",), None),
        ("(Ina Muster)", ("Ina Muster",), None),
        ("(Ina Muster, 13.2.2024)", ("Ina Muster",), DAY),
        ("(imu, 13.2.2024)", (), DAY),
        ("(imu/13.02.2024)", (), DAY),
    ],
)
def test_a_line_at_the_end_tells_who_wrote_and_when(end, authors, day):
    article = read(f"<p>{end}</p>")
    assert (article.authors, article.published) == (authors, day)
    assert paragraphs(article) == TEXTS


@pytest.mark.parametrize(
    ("sign", "authors", "day"),
    [
        (" (Ina Muster)", ("Ina Muster",), None),
        (" (Ina Muster, 13.2.2024)", ("Ina Muster",), DAY),
        (" (imu, 13. 2. 2024)", (), DAY),
    ],
)
def test_so_do_brackets_behind_the_last_sentence_in_all_kinds_of_files(sign, authors, day):
    article = build_article(Article(id="a"), [Block(text=LONG), Block(text=LONG + sign)])
    assert (article.authors, article.published) == (authors, day)
    assert paragraphs(article) == [LONG, LONG]
    known = Article(id="a", authors=("Jo Meier",), published=datetime(2024, 1, 1))
    article = build_article(known, [Block(text=LONG + sign)])
    assert (article.authors, article.published) == (known.authors, known.published)


@pytest.mark.parametrize(
    "end", [" (Bauplan Nord)?", " Das sagte er (Ina Muster)", " (siehe unten)"]
)
def test_other_brackets_stay(end):
    article = build_article(Article(id="a"), [Block(text=LONG + end)])
    assert (article.authors, paragraphs(article)) == ((), [LONG + end])
