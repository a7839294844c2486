"""Lists come back as they were packed, one by one and many at once; what cannot be is refused."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.embedded.segments.lists import Lists
from search.engines.embedded.segments.packing import LOW_BITS, Shapes, fewest_bytes, planes_of
from search.engines.embedded.writing import list_writer, pieces, run_pieces
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.runs import NEAR, Run
from search.errors import IndexDamagedError
from search.system.arrays import ArrayFile, ArrayWriter

DOCUMENTS = 3_000_000


def flat(lists, kind):
    return np.array([number for each in lists for number in each], kind)


def run_of(lists, numbers):
    """Return some lists, document → positions, as a run."""
    places = [[p for positions in each.values() for p in positions] for each in lists]
    return Run(
        lists=np.array(numbers, "u4"),
        counts=np.array([len(each) for each in lists], "i8"),
        sizes=np.array([len(each) for each in places], "i8"),
        far=np.array([sum(p > NEAR for p in each) for each in places], "i8"),
        docs=flat(lists, "u4"),
        freqs=flat([[len(p) for p in each.values()] for each in lists], "u4"),
        positions=flat(places, "u4"),
    )


def size(each):
    return sum(map(len, each.values()))


def written(path, lists, *, parts=1, documents=DOCUMENTS):
    """Write lists, cut into runs by document; return them as read, in the order given."""
    order = sorted(range(len(lists)), key=lambda row: size(lists[row]))
    borders = [documents * part // parts for part in range(parts + 1)]
    runs = []
    for low, high in pairwise(borders):
        cut = [{d: p for d, p in lists[row].items() if low <= d < high} for row in order]
        numbers = [number for number, each in enumerate(cut) if each]
        runs.append(run_of([cut[number] for number in numbers], numbers))
    sizes = np.array([size(lists[row]) for row in order], "i8")
    with ArrayWriter(path) as out:
        number_of = write_lists("n", sizes, runs, documents, out, placed=True)
    numbers = np.empty(len(lists), "i8")
    numbers[order] = number_of
    return Lists(ArrayFile(path), "n", documents), numbers


def assert_same(read, numbers, lists):
    assert len(read) == len(lists)
    for number, each in zip(numbers.tolist(), lists, strict=True):
        docs, freqs, occurrences = read.postings(number)
        assert docs.tolist() == list(each)
        assert freqs.tolist() == [len(positions) for positions in each.values()]
        assert occurrences == size(each)
        assert read.doc_freq(number) == len(each)
    docs, counts = read.docs_of(numbers)
    assert docs.tolist() == [doc for each in lists for doc in each]
    assert counts.tolist() == read.doc_freqs(numbers).tolist() == [len(each) for each in lists]
    assert sorted(read.docs_in_any(numbers).tolist()) == sorted(docs.tolist())
    if lists:
        assert_stands(read.occurrences(numbers), lists)
    for number, each in zip(numbers, lists, strict=True):
        assert_stands(read.occurrences(np.array([number])), [each])
        assert read.positions(int(number)).tolist() == [p for at in each.values() for p in at]


def assert_stands(found, lists):
    ends = np.cumsum(found.counts, dtype="i8").tolist()
    positions, starts = found.positions.tolist(), [0, *ends[:-1]]
    places = [positions[start:end] for start, end in zip(starts, ends, strict=True)]
    stands = list(zip(found.docs.tolist(), places, strict=True))
    assert sorted(stands) == sorted(pair for each in lists for pair in each.items())
    assert ends[-1] == len(positions)
    assert found.forms == len(lists)


def chance_lists(seed, longest):
    rnd = random.Random(seed)
    lists = []
    for _ in range(60):
        docs = sorted(
            rnd.sample(range(rnd.choice([longest, DOCUMENTS])), rnd.randrange(1, longest))
        )
        far = rnd.choice([200, 300, 70_000])
        lists.append({d: sorted(rnd.sample(range(far), rnd.choice([1, 1, 3]))) for d in docs})
    return lists


places = st.sets(st.integers(0, 2**20), min_size=1, max_size=4).map(sorted)
postings = st.dictionaries(st.integers(0, DOCUMENTS - 1), places, min_size=1, max_size=40).map(
    lambda each: dict(sorted(each.items()))
)


@settings(derandomize=True, deadline=None)
@given(st.lists(postings, max_size=12), st.integers(1, 3))
def test_lists_come_back(tmp_path_factory, lists, parts):
    path = tmp_path_factory.mktemp("lists") / "x"
    assert_same(*written(path, lists, parts=parts), lists)


@pytest.mark.parametrize("longest", [3, 40, 1500])
def test_lists_packed_piece_by_piece_come_back(tmp_path, monkeypatch, longest):
    lists = chance_lists(longest, longest)
    monkeypatch.setattr(pieces, "PIECE", 5 * longest)
    assert_same(*written(tmp_path / "x", lists, parts=4), lists)


def set_lot(monkeypatch, lot):
    for module in (pieces, list_writer, run_pieces):
        monkeypatch.setattr(module, "LOT", lot)


@pytest.fixture
def cut_lists(tmp_path, monkeypatch):
    """Return what writes lists in one part and in many, and returns how often one was cut."""

    def compare(lists, documents):
        written(tmp_path / "whole", lists, parts=40, documents=documents)
        cuts, cut = [], run_pieces._cut

        def noted(*args):
            cuts.append(cut(*args))
            return cuts[-1]

        monkeypatch.setattr(run_pieces, "_cut", noted)
        set_lot(monkeypatch, 50)
        written(tmp_path / "parts", lists, parts=40, documents=documents)
        assert (tmp_path / "parts").read_bytes() == (tmp_path / "whole").read_bytes()
        return sum(postings > 0 for postings, _, _ in cuts), len(cuts)

    return compare


@pytest.mark.parametrize("documents", [1_500, 40_000, DOCUMENTS])
@pytest.mark.parametrize("far", [200, 70_000])
def test_a_list_is_the_same_bytes_in_however_many_parts_it_is_packed(cut_lists, documents, far):
    rnd = random.Random(far)
    docs = sorted(rnd.sample(range(documents), 1_200))
    lists = [
        {doc: sorted(rnd.sample(range(far), rnd.choice(freqs))) for doc in docs}
        for freqs in ([1], [1, 2, 3], [2], [8])
    ]
    found, _ = cut_lists(lists, documents)
    assert found > 60


def test_a_list_whose_planes_never_begin_a_byte_together_is_packed_as_a_whole(cut_lists):
    # Of its documents every eighth begins a byte, and it is never the eighth of its postings.
    assert cut_lists([{doc: [3] for doc in range(1, 1_000)}], 1_000) == (0, 20)


@pytest.mark.parametrize("lot", [1, 60, 700])
def test_lists_are_the_same_bytes_however_many_are_packed_at_a_time(tmp_path, monkeypatch, lot):
    lists = chance_lists(60, 3)
    written(tmp_path / "whole", lists, parts=2)
    set_lot(monkeypatch, lot)
    written(tmp_path / "lots", lists, parts=2)
    assert (tmp_path / "lots").read_bytes() == (tmp_path / "whole").read_bytes()


@pytest.mark.parametrize("documents", [1, 255, 70_000, DOCUMENTS])
def test_every_length_of_list_fits_its_planes(documents):
    counts = np.unique(np.geomspace(1, documents, 50).astype(int))
    bits = fewest_bytes(counts, documents)
    taken = planes_of(Shapes(counts, counts, 0 * counts, bits), documents, placed=False)
    last = (np.where(bits, counts - 1, 0)) + ((documents - 1) >> bits)
    assert (8 * taken["high"] > last).all()
    assert (sum(taken.values()) <= (documents + 7) // 8).all()


def test_all_ways_to_keep_a_list_are_used():
    counts = np.unique(np.geomspace(1, DOCUMENTS, 500).astype(int))
    assert set(fewest_bytes(counts, DOCUMENTS).tolist()) == set(LOW_BITS)


def damaged(path, name, change):
    """Write the arrays of a file anew, one of them changed."""
    arrays = ArrayFile(path)
    kept = {part: arrays[part].copy() for part in arrays}
    kept[name] = change(kept[name])
    with ArrayWriter(path.with_suffix(".new")) as out:
        for part, values in kept.items():
            out.add(part, values)
    return Lists(ArrayFile(path.with_suffix(".new")), "n", DOCUMENTS)


def ask_all(read, count):
    for number in range(count):
        read.postings(number)
        read.occurrences(np.array([number]))


@pytest.mark.parametrize(
    "part", ["lists", "sizes", "doc_freqs", "far", "bits", "high", "near", "far_values"]
)
@pytest.mark.parametrize("change", [lambda a: a[:-1], lambda a: np.append(a, a[-1:])])
def test_planes_that_do_not_fit_are_refused(tmp_path, part, change):
    lists = chance_lists(1, 40)
    written(tmp_path / "x", lists)
    read = damaged(tmp_path / "x", f"n/{part}", change)
    with pytest.raises(IndexDamagedError, match=r"x\.new: the lists n/"):
        read.postings(0)


@pytest.mark.parametrize("part", ["lists", "sizes", "doc_freqs", "far", "bits"])
def test_shapes_of_nothing_are_refused(tmp_path, part):
    written(tmp_path / "x", chance_lists(1, 40))
    high = damaged(tmp_path / "x", f"n/{part}", lambda a: np.full(len(a), 2**31, "u4"))
    with pytest.raises(IndexDamagedError):
        high.postings(0)


@pytest.mark.parametrize("part", ["high", "heads", "far_marks"])
@pytest.mark.parametrize("byte", [0, 255])
def test_bitmaps_with_too_few_or_too_many_bits_are_refused(tmp_path, part, byte):
    lists = chance_lists(2, 40)
    written(tmp_path / "x", lists)
    read = damaged(tmp_path / "x", f"n/{part}", lambda a: np.full(len(a), byte, "u1"))
    with pytest.raises(IndexDamagedError, match=part):
        ask_all(read, len(lists))
    if part == "high":
        with pytest.raises(IndexDamagedError, match=part):
            read.docs_of(np.arange(len(lists)))


def test_flipped_bits_end_in_numbers_that_can_be_or_in_damage(tmp_path):
    lists = chance_lists(3, 40)
    written(tmp_path / "x", lists)
    rnd = np.random.default_rng(3)
    refused = 0
    for part in ("low", "nibbles", "high", "heads", "far_marks", "far_values", "near"):
        for _ in range(20):
            read = damaged(tmp_path / "x", f"n/{part}", lambda a: flipped(a, rnd))
            try:
                ask_all(read, len(lists))
                docs, _ = read.docs_of(np.arange(len(lists)))
                assert 0 <= docs.min() <= docs.max() < DOCUMENTS
            except IndexDamagedError:
                refused += 1
    assert 10 < refused < 140


def flipped(values, rnd):
    data = values.view("u1")
    data[rnd.integers(len(data))] ^= 1 << rnd.integers(8)
    return values


@pytest.mark.parametrize("number", [-1, 60, 2**32])
def test_a_list_that_is_not_there_is_refused(tmp_path, number):
    read, _ = written(tmp_path / "x", chance_lists(4, 3))
    with pytest.raises(IndexDamagedError):
        read.postings(number)
    with pytest.raises(IndexDamagedError):
        read.docs_of(np.array([0, number]))
