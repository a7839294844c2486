"""Of two texts of one article the right one is kept."""

from datetime import UTC, datetime

import pytest

from corpus import Article, Section, refusal

DAY = datetime(2025, 4, 10, 12, tzinfo=UTC)


def text(letters, **facts):
    paragraphs = ("x" * letters,) if letters else ()
    return Article(id="a", sections=(Section(paragraphs=paragraphs),), **facts)


@pytest.mark.parametrize(
    ("new", "kept", "reason"),
    [
        (text(10, version=3), text(90, version=2), ""),
        (text(90, version=2), text(10, version=3), "version 2 of an article that is kept in vers"),
        (text(90), text(10, version=1), "version 0"),
        (text(90), text(0), ""),
        (text(0), text(90), "an excerpt"),
        (text(90, modified=DAY), text(0, modified=DAY.replace(day=11)), ""),
        (text(90, modified=DAY), text(89, modified=DAY.replace(day=11)), "an earlier text"),
        (text(89, modified=DAY.replace(day=11)), text(90, modified=DAY), ""),
        (text(90, published=DAY), text(89), ""),
        (text(89), text(90, published=DAY), "the same article"),
        (text(89, published=DAY), text(90, published=DAY.replace(tzinfo=None)), ""),
        (text(90), text(90), "the same article"),
    ],
)
def test_the_newer_or_fuller_text_is_kept(new, kept, reason):
    assert refusal(new, kept).startswith(reason)
    assert bool(refusal(new, kept)) == bool(reason)
