"""Copies: what is one, what only looks like one, and groups that keep up with the store."""

import random
from dataclasses import replace

import numpy as np
import pytest

from corpus import Article, ArticleStore, Section
from corpus.copies import CopyTable, are_copies, resemblance, shingles_of
from corpus.copies.sample import Samples, rules_out, sample
from corpus.copies.sketch import SKETCH_SIZE, _shared, candidates, sketch

SYLLABLES = "la mer to wi gra nul fen ost hei rup ka dil bor en sa tung".split()


def prose(seed, words=200):
    """Return running text of made-up words; texts of two seeds have no run of words in common."""
    rnd = random.Random(seed)
    made = ["".join(rnd.choices(SYLLABLES, k=rnd.randint(1, 4))) for _ in range(words)]
    return " ".join(word.capitalize() if n % 9 == 0 else word for n, word in enumerate(made))


def paragraphs(seed, count=6, words=40):
    return tuple(f"{prose(f'{seed}/{n}', words)}." for n in range(count))


def article(name, parts, **facts):
    return Article(id=name, sections=(Section(paragraphs=tuple(parts)),), **facts)


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


def test_sketches_meet_if_one_text_is_a_part_of_the_other():
    texts = [" ".join(WHOLE), " ".join(WHOLE[:2]), prose("fremd", 300)]
    sketches = [sketch(shingles_of(text).hashes) for text in texts]
    assert {len(one) for one in sketches} == {SKETCH_SIZE}
    kept = np.concatenate(sketches), np.array([SKETCH_SIZE] * 3)
    pairs = candidates(*kept, np.array([True, True, True]))
    assert list(pairs) == [(0, 1)]
    none = candidates(*kept, np.array([False, False, True]))
    assert list(none) == []


def test_pairs_are_the_same_however_many_rows_are_looked_at(monkeypatch):
    rnd = np.random.default_rng(5)
    keys = rnd.integers(0, 60, 40 * SKETCH_SIZE).astype(np.uint32) << 26
    kept = keys, np.full(40, SKETCH_SIZE)
    is_new = np.arange(40) % 3 > 0
    whole = list(candidates(*kept, is_new))
    monkeypatch.setattr("corpus.copies.sketch.ROWS", 7)
    assert list(candidates(*kept, is_new)) == whole
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


def test_texts_with_a_few_lines_in_common_are_told_apart_without_being_read(store, monkeypatch):
    for number in range(30):
        store.put(article(f"{number:02}", (*LONG[:4], *paragraphs(number, 30))), "f")
    read = []
    monkeypatch.setattr("corpus.copies.table.shingles_of", lambda text: read.append(text))
    met = []
    monkeypatch.setattr(
        "corpus.copies.table.rules_out", lambda *pair: met.append(rules_out(*pair)) or met[-1]
    )
    CopyTable(store).update()
    assert (len(met) > 20, set(met), read) == (True, {True}, [])


@pytest.fixture
def store(tmp_path):
    with ArticleStore(tmp_path / "articles.sqlite") as opened:
        yield opened


def groups(store):
    found = {}
    for copy in CopyTable(store).all():
        found.setdefault(copy.leader, []).append(copy.id)
    return sorted(sorted(group) for group in found.values())


def test_groups_hold_over_sources_and_runs(store):
    table = CopyTable(store)
    store.put(article("b", WHOLE, source="Bote", agencies=("dpa",)), "f")
    store.put(article("x", paragraphs("fremd")), "f")
    assert table.update()
    assert groups(store) == []
    store.put(article("a", WHOLE[:3], source="Tagblatt"), "g")
    assert table.update()
    assert groups(store) == [["a", "b"]]
    assert [(copy.id, copy.source) for copy in table.of("b")] == [("a", "Tagblatt"), ("b", "Bote")]
    assert table.of("x") == table.of("nobody") == []
    assert not table.update()


def test_changes_are_counted_so_that_readers_know(store):
    table, seen = CopyTable(store), set()
    for parts in (WHOLE, WHOLE[:3], WHOLE[:4]):
        store.put(article("a", parts), "f")
        table.update()
        seen.add(table.changes())
    store.remove("a")
    table.update()
    assert len(seen | {table.changes()}) == 4


def test_what_a_removed_article_held_together_falls_apart(store):
    first, second = paragraphs("eins"), paragraphs("zwei")
    for name, parts in (("a", first), ("b", (*first, *second)), ("c", second)):
        store.put(article(name, parts), "f")
    CopyTable(store).update()
    assert groups(store) == [["a", "b", "c"]]
    store.remove("b")
    CopyTable(store).update()
    assert groups(store) == []


@pytest.mark.parametrize("seed", range(6))
def test_updates_give_the_groups_of_a_fresh_start(seed, tmp_path):
    """Articles come, change and go; the groups are those of the articles that are there."""
    rnd = random.Random(seed)
    with ArticleStore(tmp_path / "s.sqlite", "nach und nach") as store:
        for _ in range(8):
            for _ in range(rnd.randint(1, 6)):
                name, kind = f"a{rnd.randint(0, 14):02}", rnd.randint(0, 3)
                parts = paragraphs(kind)[: rnd.randint(2, 6)]
                if rnd.random() < 0.3:
                    store.remove(name)
                else:
                    store.put(article(name, parts, source=rnd.choice("XYZ")), "f")
            CopyTable(store).update()
        with ArticleStore(tmp_path / "s.sqlite", "auf einmal") as fresh:
            for _, kept in store.articles():
                fresh.put(kept, "f")
            CopyTable(fresh).update()
            assert groups(store) == groups(fresh)
            assert groups(store)


def test_a_run_that_was_cut_off_is_completed_by_the_next(store, monkeypatch):
    for name in "abc":
        store.put(article(name, WHOLE), "f")
    table = CopyTable(store)

    def fail(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("corpus.copies.table.join_copies", fail)
        with pytest.raises(ZeroDivisionError):
            table.update()
    assert groups(store) == []
    table.update()
    assert groups(store) == [["a", "b", "c"]]


def test_a_change_of_the_sketch_is_made_up_for(store, monkeypatch):
    for name in "ab":
        store.put(article(name, WHOLE), "f")
    table = CopyTable(store)
    table.update()
    monkeypatch.setattr("corpus.copies.table.SKETCH_VERSION", 99)
    assert table.update()
    assert groups(store) == [["a", "b"]]


def test_a_store_of_an_earlier_version_is_read_and_then_completed(tmp_path):
    path = tmp_path / "s.sqlite"
    with ArticleStore(path) as store:
        store.put(article("a", WHOLE), "f")
        store.put(article("b", WHOLE), "f")
        for name in ("copies", "copy_changes"):
            store._run(f"DROP TABLE {name}")
    with ArticleStore(path, read_only=True) as old:
        assert (groups(old), CopyTable(old).of("a"), CopyTable(old).changes()) == ([], [], 0)
    with ArticleStore(path) as store:
        CopyTable(store).update()
        assert groups(store) == [["a", "b"]]


def test_shelves_have_groups_of_their_own(tmp_path):
    path = tmp_path / "s.sqlite"
    with ArticleStore(path, "eins") as one, ArticleStore(path, "zwei") as two:
        one.put(article("a", WHOLE), "f")
        two.put(replace(article("b", WHOLE)), "f")
        CopyTable(one).update()
        CopyTable(two).update()
        assert (groups(one), groups(two)) == ([], [])


def test_samples_are_found_by_ascending_names_whichever_were_kept():
    samples = Samples()
    for name in ("b", "d", "e"):
        samples.put(name, np.array([ord(name)], np.uint32))
    numbers = list(samples.numbers(["a", "b", "c", "d", "f"]))
    assert numbers == [-1, 0, -1, 1, -1]
    assert [samples.get(number).tolist() for number in numbers] == [[], [98], [], [100], []]
    assert list(samples.numbers([])) == []
    samples.close()


def test_only_hashes_that_several_texts_have_one_of_them_new_are_kept():
    keys = np.array([7, 1 << 31, 9, 7, 9, 1 << 31, 5, 9, 1 << 31], np.uint32)
    sizes, is_new = np.array([3, 3, 3]), np.array([True, False, False])
    kept = [_shared(keys, np.cumsum(sizes), is_new, part) for part in range(16)]
    assert [key for found, _ in kept for key in found.tolist()] == [7] * 2 + [9] * 3 + [1 << 31] * 3
    assert [row for _, owners in kept for row in owners.tolist()] == [0, 1, 0, 1, 2, 0, 1, 2]
