"""Words with the same terms of every kind are one form, terms of the same forms one set."""

import random

import numpy as np
import pytest

from search.analysis.bulk import KindTerms
from search.engines.embedded.writing import forms, word_terms
from search.engines.embedded.writing.forms import Forms, in_pages, make_forms
from search.engines.embedded.writing.runs import sets_of_forms
from search.engines.embedded.writing.waiting_arrays import put_one_aside
from search.engines.embedded.writing.word_terms import put_terms_aside
from search.system.texts import Texts
from tests.mapped import held_of

NAMES = ("text_exact", "text_stem", "text_parts")


def put_aside(terms, path):
    numbers = np.array([number for some in terms for number in some], np.uint32)
    counts = np.array([len(some) for some in terms], np.uint8)
    names = Texts.of(map(str, range(int(numbers.max()) + 1)))
    return put_terms_aside(KindTerms(names, numbers, counts), path)


@pytest.fixture(params=[1, 1 << 17], ids=["pages", "one page"])
def made(request, tmp_path, monkeypatch):
    """Return the terms of each word by field, how often it occurs, and the forms."""
    monkeypatch.setattr(forms, "_PAGE", request.param)
    monkeypatch.setattr(word_terms, "_PAIRS", 10 * request.param)
    rnd = random.Random(3)
    exact = [[rnd.randrange(60)] for _ in range(90)]
    stems = [[some[0] // 2, *rnd.sample([70, 71], rnd.randrange(2))] for some in exact]
    parts = [[*{some[0], rnd.randrange(9)}] for some in stems]
    counts = np.array([rnd.randrange(5) for _ in exact], np.uint32)
    fields = dict(zip(NAMES, (exact, stems, parts), strict=True))
    loads = {name: put_aside(terms, tmp_path / name) for name, terms in fields.items()}
    of_words = put_one_aside(counts, tmp_path / "counts")
    make_forms("text", of_words, loads, tmp_path)
    return fields, counts.tolist(), Forms("text", fields, tmp_path)


def test_words_with_the_same_terms_are_one_form(made):
    fields, counts, found = made
    terms = list(zip(*fields.values(), strict=True))
    keys = {word: str(terms[word]) for word, times in enumerate(counts) if times}
    of_word, sizes_of_forms = found.of_words().tolist(), found.sizes().tolist()
    pairs = {(keys[word], of_word[word]) for word in keys}
    assert len(pairs) == len(set(keys.values())) == len(sizes_of_forms)
    sizes = [
        sum(counts[word] for word in keys if of_word[word] == form)
        for form in range(len(sizes_of_forms))
    ]
    assert sizes_of_forms == sizes == sorted(sizes)


def members_of(found):
    counts, members, _ = found.sets()
    ends = np.cumsum(counts).tolist()
    return [
        tuple(members[end - count : end].tolist())
        for end, count in zip(ends, counts.tolist(), strict=True)
    ]


def test_terms_of_the_same_forms_share_a_set(made):
    fields, counts, found = made
    members, of_word, sizes = (
        members_of(found),
        found.of_words().tolist(),
        found.sizes(),
    )
    assert len(set(members)) == len(members)
    assert found.set_sizes().tolist() == [sum(sizes[list(some)].tolist()) for some in members]
    set_of = found.of_terms()
    asked = set()
    for name, terms in fields.items():
        field = found.fields[name]()
        for term, place in zip(field.terms.tolist(), field.lists.tolist(), strict=True):
            of_term = {
                of_word[word] for word, some in enumerate(terms) if term in some and counts[word]
            }
            own = (place,) if place < len(sizes) else members[set_of[place - len(sizes)]]
            assert own == tuple(sorted(of_term))
            if len(own) > 1 and name != "text_parts":
                asked.add(own)
    pairs = zip(members, found.sets().placed.tolist(), strict=True)
    assert {some for some, is_placed in pairs if is_placed} == asked


def test_a_form_has_the_sets_that_it_is_in(made):
    _, _, found = made
    members = members_of(found)
    counts, starts, row = sets_of_forms(found.sets(), len(found.sizes()))
    assert max(counts.tolist()) > 1
    for form, (count, start) in enumerate(zip(counts.tolist(), starts.tolist(), strict=True)):
        expected = [number for number, some in enumerate(members) if form in some]
        assert row[start : start + count].tolist() == expected
    assert len(row) == counts.sum()


def test_sets_whose_numbers_are_the_same_by_chance_are_told_apart():
    sets = forms.Sets(
        np.array([2, 2, 3, 2], np.uint32), np.array([1, 4, 2, 3, 1, 2, 3, 1, 4], np.uint32),
        np.zeros(4, bool),
    )  # fmt: skip
    tried = []

    def same_at_first(some, starts, factor):
        tried.append(factor)
        yield np.zeros(4, np.uint64) if len(tried) < 3 else np.array([5, 1, 7, 5], np.uint64)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "_marks", same_at_first)
        number, first = forms._distinct(sets)
    assert number.tolist() == [0, 1, 2, 0]
    assert first.tolist() == [0, 1, 2]
    assert len(set(tried)) == 3


def test_what_is_read_of_a_map_of_sets_is_held_for_one_page_at_most(tmp_path, monkeypatch):
    monkeypatch.setattr(forms, "_PAGE", 1 << 12)
    values = np.arange(1 << 18, dtype=np.uint32)
    mapped = put_one_aside(values, tmp_path / "forms")()
    starts = np.random.default_rng(3).permutation(len(values) // 4) * 4
    counts = np.full(len(starts), 4)
    found = []
    for _, some in in_pages(mapped, starts, counts):
        assert held_of(tmp_path / "forms") == 0
        found.append(some)
    assert len(found) > 50
    assert np.array_equal(np.concatenate(found).reshape(-1, 4)[:, 0], starts)
