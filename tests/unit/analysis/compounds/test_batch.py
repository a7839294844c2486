"""Splitting many words at once finds what splitting each of them finds."""

import random

import numpy as np
import pytest

from search.analysis.compounds import CompoundModel
from search.analysis.compounds.batch import BatchSplitter, FactsTable, parse
from search.analysis.compounds.facts import NO_JOINT, NO_SCORE, pack
from search.analysis.compounds.grammar import (
    ADJECTIVE,
    JOINTS,
    LEMMA,
    LEXICAL,
    LONGEST_WORD,
    NAME,
    NOUN,
    PARTICIPLES,
    STEM,
)

PARTS = (
    "rat haus see wald brück brücke straßen bahn hof amt zug ende enden lese buch stadt werk werke "
    "mode ens sen nes ersatz erst satz nest ester"
).split()


@pytest.fixture(scope="module")
def facts():
    """Random facts of parts that overlap, so that many words have several parses."""
    rnd = random.Random(3)
    kinds, firsts, heads, counts, costs = zip(
        *(
            (
                rnd.choice((NOUN, NOUN | NAME, STEM, LEMMA, ADJECTIVE, 0)),
                rnd.randrange(-60, 130) if rnd.random() < 0.8 else NO_SCORE,
                rnd.randrange(-60, 130) if rnd.random() < 0.8 else NO_SCORE,
                rnd.randrange(300),
                [rnd.choice((0, 1, 3, 6, NO_JOINT)) for _ in JOINTS],
            )
            for _ in PARTS
        ),
        strict=True,
    )
    packed = pack(*map(np.array, (kinds, firsts, heads, counts, costs)))
    found = dict(zip(PARTS, packed.tolist(), strict=True))
    for word in ("rathaus", "waldbrücke", "seebahnhof"):
        found[word] = NOUN | LEXICAL
    for first in ("wald", "see", "stadt", "brücken"):  # of which longer words are forms
        for head in ("werk", "bahn", "haus", "end"):
            found[first + head] = (
                LEMMA | rnd.choice((NOUN, LEXICAL, ADJECTIVE)) | rnd.randrange(30) << 24
            )
    return found


@pytest.fixture(scope="module")
def words():
    rnd = random.Random(5)
    found = []
    for _ in range(3000):
        parts = (rnd.choice(PARTS) + rnd.choice(JOINTS) for _ in range(rnd.randrange(1, 6)))
        word = "".join(parts)[:LONGEST_WORD]
        found.append(rnd.choice((word, word.capitalize(), word.upper(), word + "ende")))
    wholes = (
        first + head for first in ("wald", "see", "stadt") for head in ("werk", "haus", "bahn")
    )
    return [*wholes, "", "a", "Rathaus", "See-Hof", "x" * 70, "waldBrücke", "Eigenwort", *found]


def test_parses_are_those_of_the_model(facts, words):
    model = CompoundModel(facts, {})
    lows = [word.lower() for word in words if 0 < len(word) <= LONGEST_WORD]
    parsed = parse(FactsTable(list(facts), np.array(list(facts.values()), np.uint64)), lows)
    ends = {word: [] for word in range(len(lows))}
    for word, start, end in zip(parsed.words, parsed.starts, parsed.ends, strict=True):
        ends[int(word)].append((int(start), int(end)))
    for number, low in enumerate(lows):
        best = model._parse(low)
        assert ends[number] == [place[:2] for place in (best[1] if best else [])]
        assert best is None or parsed.score[number] == best[0]


def test_parts_are_those_of_the_model(facts, words):
    model = CompoundModel(facts, {"eigenwort": ("eigen", "wort"), "waldhaus": ("waldhaus",)})
    expected = {}
    for number, word in enumerate(words):
        places, _ = model.decide(word, word.lower())
        if places:
            low = word.lower()
            expected[number] = [(s, e, facts.get(low[s:e], 0)) for s, e, _ in places]
    found = {}
    for number, *part in zip(*map(list, BatchSplitter(model).split(words)), strict=True):
        found.setdefault(number, []).append(tuple(part))
    assert found == expected
    assert 200 < len(expected) < len(words) - 200
    endings_cut = [words[n].lower()[parts[-1][0] :] for n, parts in expected.items()]
    assert not PARTICIPLES.isdisjoint(endings_cut)
