"""A field whose terms, lists and sets do not fit each other is refused as damaged."""

import numpy as np
import pytest

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.segments.segment import SegmentArrays
from search.errors import IndexDamagedError
from search.system.arrays import ArrayFile, ArrayWriter


@pytest.fixture
def changed(tmp_path, made_articles, documents):
    """Return what writes a segment with one of its arrays changed, and opens it."""
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.writer(stamp="s") as batch:
        for sections in documents(made_articles(30)):
            batch.add(sections)
    whole = ArrayFile(next((tmp_path / "index").glob("gen-*/*.fnd")))

    def change(name, to):
        with ArrayWriter(tmp_path / "changed") as out:
            for part in whole:
                out.add(part, to(whole[part].copy()) if part == name else whole[part])
        return SegmentArrays(tmp_path / "changed")

    return change


def read_all(segment, field):
    inverted = segment.field(field)
    for number in range(len(inverted.lexicon)):
        postings = inverted.postings(number)
        if postings.occurrences:
            postings.occurrences(False)
            postings.occurrences(True).merged()
    return len(inverted.lexicon)


def test_a_sound_field_is_read(changed):
    assert read_all(changed("none", None), "text_stem") > 20


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("text_stem/list_of", lambda a: a[:-1]),
        ("text_stem/list_of", lambda a: np.full(len(a), 2**32 - 1, "u4")),
        ("text/members", lambda a: a[::-1]),
        ("text/members", lambda a: np.full(len(a), 2**32 - 1, "u4")),
        ("text/member_ends", lambda a: np.zeros(len(a), "u4")),
        ("text/member_ends", lambda a: a[::-1]),
        ("text/member_ends", lambda a: np.full(len(a), 2**32 - 1, "u4")),
    ],
)
def test_what_does_not_fit_is_refused(changed, name, to):
    with pytest.raises(IndexDamagedError):
        read_all(changed(name, to), "text_stem")
