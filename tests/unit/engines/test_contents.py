"""The list of segments: what is written is read again, what is wrong with it is named."""

from __future__ import annotations

import pytest

from search.engines.embedded.segments.contents import (
    Contents,
    SegmentFacts,
    read_contents,
    write_contents,
)
from search.errors import IndexDamagedError

ROWS = (SegmentFacts("MAIN_a.fnd", 9, (2, 7)), SegmentFacts("MAIN_b.fnd", 1))


def test_a_new_list_takes_the_place_of_the_older_one(tmp_path):
    write_contents(tmp_path, 1, ROWS[:1])
    write_contents(tmp_path, 2, ROWS)
    assert [path.name for path in tmp_path.iterdir()] == ["segments-2.json"]
    assert read_contents(tmp_path) == Contents(2, ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"segments": 3}', '{"segments": [{}]}',
        '{"segments": [{"file": "../a.fnd", "documents": 1, "deleted": []}]}',
        '{"segments": [{"file": "a.toc", "documents": 1, "deleted": []}]}',
        '{"segments": [{"file": "a.fnd", "documents": 1, "deleted": [1]}]}',
        '{"segments": [{"file": "a.fnd", "documents": 1, "deleted": [-1]}]}',
    ],
)  # fmt: skip
def test_a_broken_list_is_named(tmp_path, text):
    (tmp_path / "segments-1.json").write_text(text)
    with pytest.raises(IndexDamagedError, match=r"segments-1\.json"):
        read_contents(tmp_path)


def test_no_list_or_two_are_refused(tmp_path):
    with pytest.raises(IndexDamagedError, match="one list of segments"):
        read_contents(tmp_path)
    for number in (1, 2):
        (tmp_path / f"segments-{number}.json").write_text('{"segments": []}')
    with pytest.raises(IndexDamagedError, match="one list of segments"):
        read_contents(tmp_path)
