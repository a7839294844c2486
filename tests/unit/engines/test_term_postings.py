"""Positions are the same whether a term's forms are asked in part or put together as a whole."""

import random

import numpy as np
import pytest

from search.engines.embedded.segments import term_postings
from search.engines.embedded.segments.term_postings import (
    OFTEN,
    POSITION_BITS,
    Occurrences,
    Placed,
    TermPostings,
    joined,
)

SECTIONS = 400


def chance_forms(seed, count):
    """Return, for each form, section → positions; no two forms share a place."""
    rnd = random.Random(seed)
    forms = [{} for _ in range(count)]
    for section in rnd.sample(range(SECTIONS), 150):
        for position in sorted(rnd.sample(range(500), rnd.randrange(1, 6))):
            rnd.choice(forms).setdefault(section, []).append(position)
    return [dict(sorted(form.items())) for form in forms]


def occurrences(forms):
    postings = [(section, places) for form in forms for section, places in form.items()]
    counts = [len(places) for _, places in postings]
    return Occurrences(
        np.array([section for section, _ in postings], "u4"),
        np.array(counts, "u1"),
        np.array([place for _, places in postings for place in places], "u2"),
        len(forms),
    )


def together(forms):
    places = {}
    for form in forms:
        for section, positions in form.items():
            places[section] = sorted([*places.get(section, []), *positions])
    return dict(sorted(places.items()))


def in_a_row(places):
    """Return section → positions as places in one number."""
    return [(section << POSITION_BITS) + p for section, each in places.items() for p in each]


def term(forms, live=None):
    places = together(forms)
    freqs = np.array([len(positions) for positions in places.values()], "u1")
    placed = Placed(occurrences(forms), live)
    return TermPostings(np.array(list(places), "i4"), freqs, lambda: placed), places


@pytest.mark.parametrize("count", [1, 2, 7])
def test_positions_in_some_sections_are_those_of_all(monkeypatch, count):
    monkeypatch.setattr(term_postings, "SOON", 0)
    forms = chance_forms(count, count)
    found, places = term(forms)
    rnd = random.Random(count)
    assert found.places(np.empty(0, "i8")).tolist() == in_a_row(places)
    found, places = term(forms)
    for _ in range(2 * OFTEN):
        sections = sorted(rnd.sample(range(SECTIONS), rnd.choice([1, 9, 100])))
        got = found.places(np.array(sections) << POSITION_BITS)
        assert sorted(set(got.tolist())) == got.tolist()
        wanted = {section: places[section] for section in sections if section in places}
        assert set(in_a_row(wanted)) <= set(got.tolist()) <= set(in_a_row(places))
    assert found.places().tolist() == in_a_row(places)


@pytest.mark.parametrize("count", [1, 3])
def test_deleted_sections_have_no_places(count):
    live = np.arange(SECTIONS) % 3 > 0
    found, places = term(chance_forms(4, count), live)
    alive = {section: each for section, each in places.items() if live[section]}
    assert found.places().tolist() == in_a_row(alive)


def test_a_few_sections_are_answered_without_putting_all_together(monkeypatch):
    monkeypatch.setattr(term_postings, "SOON", 0)
    monkeypatch.setattr(Placed, "_whole", lambda *_: pytest.fail("all were put together"))
    forms = chance_forms(3, 3)
    found, places = term(forms)
    for section in list(places)[:OFTEN]:
        wanted = in_a_row({section: places[section]})
        assert found.places(np.array(wanted)).tolist() == wanted
    with pytest.raises(pytest.fail.Exception):
        found.places(np.array(wanted))


def test_segments_are_joined_in_their_order():
    forms = chance_forms(5, 3)
    low = [{s: p for s, p in form.items() if s < 200} for form in forms]
    high = [{s: p for s, p in form.items() if s >= 200} for form in forms[:2]]
    found = joined([occurrences(low), occurrences(high)])
    assert found.merged().tolist() == in_a_row(together([*low, *high]))
    assert found.forms == 3
    single = joined([occurrences(low[:1]), occurrences(high[:1])])
    assert single.merged().tolist() == in_a_row(low[0] | high[0])


def test_a_term_without_positions_has_no_places():
    assert TermPostings(np.arange(5), np.ones(5, "u1")).places().tolist() == []
