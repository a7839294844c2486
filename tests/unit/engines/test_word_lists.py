"""Words of many lists get one number each, ascending, whatever list they stand in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.embedded.writing.word_lists import merged, put_list_aside
from search.system import merging, texts
from search.system.texts import Texts

WORDS = st.lists(st.text("abcäz", min_size=1, max_size=12), unique=True)


@pytest.fixture(scope="module", params=[(1 << 17, 1 << 10), (4, 2)], ids=["one range", "many"])
def sizes(request):
    with pytest.MonkeyPatch.context() as patch:
        lot, step = request.param
        patch.setattr(texts, "LOT", lot)
        patch.setattr(merging, "LOT", lot)
        patch.setattr(merging, "_STEP", step)
        yield


@given(st.lists(WORDS, max_size=4))
def test_lists_are_merged(sizes, tmp_path_factory, lists):
    folder = tmp_path_factory.mktemp("lists")
    aside = [put_list_aside(Texts.of(some), folder / str(n)) for n, some in enumerate(lists)]
    words, numbers = merged(aside, folder)
    expected = sorted(set().union(*lists))
    assert words[:] == expected
    assert len(words) == len(expected)
    assert [words[number : number + 2] for number in range(len(words))] == [
        expected[number : number + 2] for number in range(len(expected))
    ]
    for some, load in zip(lists, numbers, strict=True):
        assert [expected[number] for number in load().tolist()] == some
        assert load().dtype == np.uint32
