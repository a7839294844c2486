"""Copies: what is one, and what only looks like one."""

import numpy as np
import pytest

from corpus.copies import are_copies, resemblance, shingles_of
from corpus.copies.sample import Samples, rules_out, sample
from corpus.copies.sketch import SKETCH_SIZE, _shared, candidates, sketch
from corpus.names import Names
from tests.prose import paragraphs, prose


def alike(one, other, **hints):
    return are_copies(*(shingles_of(" ".join(parts)) for parts in (one, other)), **hints)


def replaced(text, every):
    return " ".join("anders" if n % every == 0 else word for n, word in enumerate(text.split(), 1))


WHOLE = paragraphs("ganz")
EDITS = {
    "the same": WHOLE,
    "cut to a half": WHOLE[:3],
    "a paragraph added": (WHOLE[0], prose("lokal", 60), *WHOLE[1:]),
    "two paragraphs swapped": (WHOLE[0], WHOLE[2], WHOLE[1], *WHOLE[3:]),
    "a dateline": (f"Aulen (dpa/lno) – {WHOLE[0]}", *WHOLE[1:]),
    "a word in twelve replaced": tuple(replaced(part, 12) for part in WHOLE),
    "capitals and other quotes": tuple(f"„{part.upper()}“" for part in WHOLE),
    "paragraphs run together": (" ".join(WHOLE),),
}
OTHERS = {
    "another text": paragraphs("fremd"),
    "the end as background of a new report": (*paragraphs("neu"), WHOLE[5]),
    "a long report with the text inside": (*paragraphs("lang", 40), *WHOLE),
    "nothing": (),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_text_is_a_copy(edit):
    assert alike(WHOLE, EDITS[edit])
    assert alike(EDITS[edit], WHOLE)


@pytest.mark.parametrize("other", OTHERS)
def test_another_report_is_none(other):
    assert not alike(WHOLE, OTHERS[other])


def test_the_same_agency_asks_for_less_and_the_same_outlet_for_more():
    edited = tuple(replaced(part, 7) for part in WHOLE)
    assert not alike(WHOLE, edited)
    assert alike(WHOLE, edited, same_agency=True)
    assert alike(WHOLE, WHOLE[:3])
    assert not alike(WHOLE, WHOLE[:3], same_source=True)
    assert alike(WHOLE, WHOLE, same_source=True)
    assert alike(WHOLE, WHOLE[:5], same_source=True, same_title=True)


def test_letters_of_one_outlet_that_share_much_are_no_copies():
    frame = prose("rahmen", 110)
    letters = [[f"{prose(f'brief {n}', 30)}.", frame] for n in range(2)]
    assert resemblance(*(shingles_of(" ".join(one)).hashes for one in letters))[0] > 0.7
    assert not alike(*letters, same_source=True)


WEATHER = (
    "Am {0} bleibt es im Aulental heiter bis wolkig, am Abend ziehen Schauer auf. Die Werte"
    " erreichen {1} Grad im Tal und {2} Grad im Bergland. Der Wind weht schwach aus Westen. In der"
    " Nacht zum {3} kühlt die Luft auf {4} Grad ab. Am {3} wird es kaum wärmer. Für das Wochenende"
    " erwartet die Wetterwarte Breitenwehr Höchstwerte um {5} Grad und nur wenig Regen im Tal."
)


def test_reports_of_a_series_are_no_copies():
    monday = WEATHER.format("Montag", 12, 8, "Dienstag", 4, 17)
    thursday = WEATHER.format("Donnerstag", 19, 13, "Freitag", 9, 22)
    shared, _ = resemblance(*(shingles_of(text).hashes for text in (monday, thursday)))
    assert shared > 0.4  # words alone would nearly do
    assert not alike([monday], [thursday], same_agency=True)
    assert alike([monday], [monday.replace("heiter bis wolkig", "oft freundlich")])


def test_short_texts_must_be_nearly_the_same():
    note, line = prose("kurz", 40), prose("zeile", 12)
    assert alike([note], [note])
    assert alike([note], [replaced(note, 39)])
    assert not alike([note], [note.rsplit(" ", 18)[0]])
    assert not alike([line], [line])  # too short to say anything


@pytest.mark.parametrize(
    ("one", "other"),
    [("Größe und Maß am See", "GRÖSSE und MASS am SEE"), ("a, b – c: d!", "A b c d"),
     ("x😀y z w", "x y z w")],
)  # fmt: skip
def test_case_and_punctuation_do_not_count(one, other):
    assert shingles_of(one).hashes.tolist() == shingles_of(other).hashes.tolist()


def test_order_of_words_counts_and_hashes_are_the_same_everywhere():
    kept_in_stores = 13241508298229786119  # another number asks for another SKETCH_VERSION
    assert shingles_of("eins zwei drei vier").hashes.tolist() == [kept_in_stores]
    assert shingles_of("eins zwei vier drei").hashes.tolist() != [kept_in_stores]


def test_sketches_meet_if_one_text_is_a_part_of_the_other(tmp_path):
    texts = [" ".join(WHOLE), " ".join(WHOLE[:2]), prose("fremd", 300)]
    sketches = [sketch(shingles_of(text).hashes) for text in texts]
    assert {len(one) for one in sketches} == {SKETCH_SIZE}
    kept = np.concatenate(sketches), np.array([SKETCH_SIZE] * 3)
    pairs = candidates(*kept, np.array([True, True, True]), tmp_path)
    assert list(pairs) == [(0, 1)]
    none = candidates(*kept, np.array([False, False, True]), tmp_path)
    assert list(none) == []


def test_pairs_are_the_same_however_many_rows_are_looked_at(tmp_path, monkeypatch):
    rnd = np.random.default_rng(5)
    keys = rnd.integers(0, 60, 40 * SKETCH_SIZE).astype(np.uint32) << 26
    kept = keys, np.full(40, SKETCH_SIZE)
    is_new = np.arange(40) % 3 > 0
    whole = list(candidates(*kept, is_new, tmp_path))
    monkeypatch.setattr("corpus.copies.sketch.ROWS", 7)
    monkeypatch.setattr("corpus.copies.sketch.LOT", 100)
    monkeypatch.setattr("corpus.copies.sketch.PAGE", 5)
    assert list(candidates(*kept, is_new, tmp_path)) == whole
    assert len(whole) > 100
    assert [one for one, _ in whole] == sorted(one for one, _ in whole)


LONG = paragraphs("lang", 40)


@pytest.mark.parametrize("kept", [1.0, 0.7, 0.5, 0.45])
def test_a_sample_never_rules_out_what_may_be_a_copy(kept):
    part = LONG[: round(kept * len(LONG))]
    for number in range(20):
        rest = paragraphs(f"rest {number}", 40)[len(part) :]
        texts = [sample(shingles_of(" ".join(one)).hashes) for one in (LONG, (*part, *rest))]
        assert not rules_out(*texts)
        assert not rules_out(texts[0], texts[1][:0])  # none was kept
        assert not rules_out(texts[0][:4], texts[1][-4:])  # so few say nothing


@pytest.mark.parametrize(("part", "told_apart"), [(0.5, False), (0.25, False), (0.08, True)])
def test_a_small_part_of_a_long_text_is_no_copy_of_it(part, told_apart):
    for number in range(20):
        whole = paragraphs(f"ganz {number}", 120)
        texts = [whole, whole[: round(part * len(whole))]]
        one, other = (sample(shingles_of(" ".join(text)).hashes) for text in texts)
        assert rules_out(one, other) == told_apart


def test_samples_are_found_by_ascending_names_whichever_were_put(tmp_path):
    samples = Samples(Names("bcdef"), tmp_path)
    for name in ("b", "d", "e"):
        samples.put(name, np.array([ord(name)], np.uint32))
    numbers = list(samples.numbers(["a", "b", "c", "d", "f", "g"]))
    assert numbers == [-1, 0, 1, 2, 4, -1]
    assert [samples.get(number).tolist() for number in numbers] == [[], [98], [], [100], [], []]
    assert list(samples.numbers([])) == []
    samples.close()


def test_only_hashes_that_several_texts_have_one_of_them_new_are_kept():
    keys = np.array([7, 1 << 31, 9, 7, 9, 1 << 31, 5, 9, 1 << 31], np.uint32)
    sizes, is_new = np.array([3, 3, 3]), np.array([True, False, False])
    kept = [_shared(keys, np.cumsum(sizes), is_new, part, 2) for part in range(2)]
    found = [key for some in kept for key in (some >> np.uint64(32)).tolist()]
    assert found == [1 << 31] * 3 + [7] * 2 + [9] * 3
    rows = [row for some in kept for row in some.astype(np.uint32).tolist()]
    assert rows == [0, 1, 2, 0, 1, 0, 1, 2]
