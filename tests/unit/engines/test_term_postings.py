"""Positions are the same whether a term's forms are asked in part or put together as a whole."""

import random

import numpy as np
import pytest

from search.engines.embedded import term_postings
from search.engines.embedded.term_postings import OFTEN, Occurrences, Placed, TermPostings, joined

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


def term(forms):
    places = together(forms)
    freqs = np.array([len(positions) for positions in places.values()], "u1")
    placed = Placed(occurrences(forms), lambda: np.cumsum(freqs, dtype=np.uint32) - freqs)
    return TermPostings(np.array(list(places), "i4"), freqs, lambda: placed), places


@pytest.mark.parametrize("count", [1, 2, 7])
def test_positions_in_some_sections_are_those_of_all(monkeypatch, count):
    monkeypatch.setattr(term_postings, "SOON", 0)
    forms = chance_forms(count, count)
    found, places = term(forms)
    rnd = random.Random(count)
    for _ in range(2 * OFTEN):
        rows = sorted(rnd.sample(range(len(places)), rnd.choice([0, 1, 9, 100])))
        wanted = [list(places.values())[row] for row in rows]
        counts, positions = found.positions_at(np.array(rows, "i8"))
        assert counts.tolist() == [len(each) for each in wanted]
        assert positions.tolist() == [position for each in wanted for position in each]


def test_a_few_sections_are_answered_without_putting_all_together(monkeypatch):
    monkeypatch.setattr(term_postings, "SOON", 0)
    monkeypatch.setattr(Occurrences, "merged", lambda _: pytest.fail("all were put together"))
    forms = chance_forms(3, 3)
    found, places = term(forms)
    for row in range(OFTEN):
        assert found.positions_at(np.array([row]))[1].tolist() == list(places.values())[row]
    with pytest.raises(pytest.fail.Exception):
        found.positions_at(np.array([0]))


def test_segments_are_joined_in_their_order():
    forms = chance_forms(5, 3)
    low = [{s: p for s, p in form.items() if s < 200} for form in forms]
    high = [{s: p for s, p in form.items() if s >= 200} for form in forms[:2]]
    found = joined([occurrences(low), occurrences(high)])
    assert found.merged().tolist() == [p for each in together([*low, *high]).values() for p in each]
    assert found.forms == 3
    single = joined([occurrences(low[:1]), occurrences(high[:1])])
    assert single.merged().tolist() == [
        p for form in (low[0], high[0]) for e in form.values() for p in e
    ]


def test_a_term_without_positions_has_none():
    found = TermPostings(np.arange(5), np.ones(5, "u1"))
    assert found.positions_at(np.array([0, 3]))[1].tolist() == []
