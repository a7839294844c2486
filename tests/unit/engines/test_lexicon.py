"""A term is found at its place, in the first lookups and in later ones that use fences."""

import random
from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded.segments.lexicon import ASKED_OFTEN, BLOCK, Lexicon, write_lexicon
from search.errors import IndexDamagedError
from search.system.arrays import ArrayFile, ArrayWriter


def written(path, terms):
    with ArrayWriter(path) as out:
        write_lexicon("f", terms, out)
    return Lexicon(ArrayFile(path), "f")


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 1000])
def test_places_are_those_of_a_sorted_list(tmp_path, size):
    rnd = random.Random(size)
    terms = sorted({f"{rnd.randrange(10**6)}".encode() for _ in range(size)})
    lexicon = written(tmp_path / "x", terms)
    others = [f"{rnd.randrange(10**6)}".encode() for _ in range(3 * ASKED_OFTEN)]
    for term in [b"", b"\xff", *others, *terms, *others]:
        place = bisect_left(terms, term)
        assert lexicon.place(term) == place
        assert lexicon.find(term) == (place if term in terms else None)
    assert lexicon._asked > ASKED_OFTEN


@settings(derandomize=True, deadline=None)
@given(st.sets(st.text(max_size=6), max_size=80), st.text(max_size=3), st.data())
def test_a_lexicon_finds_each_term_and_every_prefix(tmp_path_factory, words, prefix, data):
    terms = sorted(word.encode() for word in words)
    lexicon = written(tmp_path_factory.mktemp("lexicon") / "x", terms)
    assert list(lexicon) == terms
    assert [lexicon.find(term) for term in terms] == list(range(len(terms)))
    assert [lexicon[number] for number in range(len(terms))] == terms
    assert lexicon.find(b"\xff") is None
    found = [lexicon[number] for number in lexicon.beginning(prefix.encode())]
    assert found == [term for term in terms if term.startswith(prefix.encode())]
    numbers = sorted(
        data.draw(st.sets(st.sampled_from(range(len(terms))) if terms else st.nothing()))
    )
    assert lexicon.texts(np.array(numbers, np.int64)) == [terms[n].decode() for n in numbers]


@settings(derandomize=True, deadline=None)
@given(st.sets(st.text("aäbß€😀", min_size=1, max_size=6), max_size=80), st.sampled_from("aä😀"))
def test_a_lexicon_tells_the_letters_of_what_begins_alike(tmp_path_factory, words, first):
    lexicon = written(tmp_path_factory.mktemp("lexicon") / "x", sorted(w.encode() for w in words))
    for start in (first, ""):
        asked = sorted((word for word in words if word.startswith(start)), key=str.encode)
        for _ in range(2):  # the second time it is kept
            numbers, lengths, sets = lexicon.letters(start)
            assert [lexicon[number].decode() for number in numbers] == asked
            assert lengths.tolist() == list(map(len, asked))
            bits = [{ord(letter) & 31 for letter in word} for word in asked]
            assert [{b for b in range(32) if row >> b & 1} for row in sets.tolist()] == bits


def test_a_lexicon_that_lacks_a_block_is_refused(tmp_path):
    with ArrayWriter(tmp_path / "x") as out:
        out.add("f/terms", np.zeros(BLOCK + 1, np.uint8))
        out.add("f/lengths", np.ones(BLOCK + 1, np.uint8))
        out.add("f/blocks", np.zeros(1, np.uint8))
    with pytest.raises(IndexDamagedError, match="lexicon f"):
        Lexicon(ArrayFile(tmp_path / "x"), "f")
