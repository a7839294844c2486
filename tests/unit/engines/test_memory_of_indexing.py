"""A further word, or section, takes few bytes in the steps of writing that go over all of them.

Half of all words occur once: what a step holds for each of them, in all of its arrays, is what an
index of many sections takes more than one of few. Bytes are counted, as numpy tells them, between
two sizes: what is there anyway does not count.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pytest

from search.analysis.bulk import KindTerms
from search.analysis.compounds import counts as compound_counts
from search.analysis.compounds.counts import WordCount
from search.engines.base import SectionDocument
from search.engines.embedded.segments import lexicon
from search.engines.embedded.writing import (
    forms,
    gathering,
    list_writer,
    pieces,
    run_pieces,
    word_lists,
    word_terms,
)
from search.engines.embedded.writing.forms import Sets, make_forms
from search.engines.embedded.writing.gathering import Gathering
from search.engines.embedded.writing.keywords import Keywords, write_keywords
from search.engines.embedded.writing.list_writer import write_lists
from search.engines.embedded.writing.runs import Run, sets_of_forms
from search.engines.embedded.writing.tokens_aside import Tokens, put_counts_aside
from search.engines.embedded.writing.word_lists import merged, put_list_aside
from search.engines.embedded.writing.word_terms import put_terms_aside
from search.system import merging, texts
from search.system.arrays import ArrayWriter
from search.system.texts import Texts

FEW, MANY = 20_000, 60_000


def bytes_for_each(
    work: Callable[[int], Callable[[], object]], few: int = FEW, many: int = MANY
) -> tuple[float, float]:
    """Return how many bytes each further word takes: at the most, and of what is kept.

    `work`: makes the work on so many words.
    """
    found = []
    work(few)()  # what is loaded once in a process does not count
    for count in (few, many):
        job = work(count)
        tracemalloc.start()
        kept = job()
        found.append(tracemalloc.get_traced_memory())
        del kept
        tracemalloc.stop()
    (kept_of_few, most_of_few), (kept_of_many, most_of_many) = found
    return (most_of_many - most_of_few) / (many - few), (kept_of_many - kept_of_few) / (many - few)


@pytest.mark.parametrize("placed", [False, True])
def test_lists_of_words_that_occur_once_are_packed_some_at_a_time(tmp_path, monkeypatch, placed):
    monkeypatch.setattr(pieces, "LISTS", 1_000)

    def work(count: int) -> Callable[[], object]:
        ones = np.ones(count, np.int64)
        docs, places = np.arange(count, dtype=np.uint32), np.arange(count) % 300
        far, positions = (places > 255).astype(np.int64), places.astype(np.uint16)
        run = Run(np.arange(count), ones, ones, far, docs, ones.astype(np.uint8), positions)

        def pack() -> None:
            with ArrayWriter(tmp_path / "lists") as out:
                write_lists("n", ones, [run], count, out, placed=placed)

        return pack

    # Of each list postings and far positions, four bytes each, and where they are in the run.
    assert bytes_for_each(work)[0] < 26


def test_the_longest_list_takes_no_more_than_a_lot(tmp_path, monkeypatch):
    for module in (pieces, list_writer, run_pieces):
        monkeypatch.setattr(module, "LOT", 2_000)

    def work(count: int) -> Callable[[], object]:
        one, ones = np.ones(1, np.int64), np.ones(500, np.uint8)
        runs = [
            Run(0 * one, 500 * one, 500 * one, 0 * one, docs.astype(np.uint32), ones, ones)
            for docs in np.arange(count).reshape(-1, 500)
        ]

        def pack() -> None:
            with ArrayWriter(tmp_path / "lists") as out:
                write_lists("n", count * one, runs, count, out, placed=True)

        return pack

    # Of each run where it begins; how many lots are held depends on the threads, too.
    assert bytes_for_each(work)[0] < 3


def test_forms_are_found_with_a_few_arrays_of_all_words(tmp_path, monkeypatch):
    monkeypatch.setattr(word_terms, "_PAGE", 1_000)
    monkeypatch.setattr(word_terms, "_PAIRS", 2_000)
    monkeypatch.setattr(forms, "_PAGE", 1_000)

    def work(count: int) -> Callable[[], object]:
        names = Texts.of(f"{number:06}" for number in range(count))
        numbers = np.arange(count, dtype=np.uint32)
        exact = KindTerms(names, numbers, np.ones(count, np.uint8))
        # Of each word a term that ten have, and one of its own.
        both = np.column_stack((numbers // 10, numbers)).ravel()
        stems = KindTerms(names, both, np.full(count, 2, np.uint8))
        fields = {
            "text_exact": put_terms_aside(exact, tmp_path / "exact"),
            "text_stem": put_terms_aside(stems, tmp_path / "stem"),
        }
        blocks = np.zeros(1, np.uint32)
        words = Tokens(numbers, blocks, blocks, np.full(1, count, np.uint32))
        counts = put_counts_aside([lambda: words], count, tmp_path / "counts")
        return lambda: make_forms("text", counts, fields, tmp_path)

    assert bytes_for_each(work)[0] < 35


def test_the_sets_of_forms_are_found_some_at_a_time(monkeypatch):
    monkeypatch.setattr(forms, "_PAGE", 1_000)

    def work(count: int) -> Callable[[], object]:
        numbers = np.arange(count, dtype=np.uint32)
        pairs = np.full(count // 2, 2, np.uint32)
        sets = Sets(pairs, numbers[::-1].copy(), np.zeros(count // 2, np.uint8))
        return lambda: sets_of_forms(sets, count)

    most, kept = bytes_for_each(work)
    assert kept < 10  # a count, where the row begins and what is in it
    assert most < 26


def test_terms_are_written_some_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "_PAGE", 1_024)

    def work(count: int) -> Callable[[], object]:
        texts, numbers = Texts.of(f"{number:012}" for number in range(count)), np.arange(count)

        def write() -> None:
            with ArrayWriter(tmp_path / "terms") as out:
                lexicon.write_terms("f", texts, numbers, out)

        return write

    assert bytes_for_each(work)[0] < 2


def test_words_that_compounds_are_learned_from_are_counted_in_a_few_bytes(monkeypatch):
    monkeypatch.setattr(compound_counts, "AT_ONCE", 500)
    monkeypatch.setattr(compound_counts, "_PAGE", 500)

    def work(count: int) -> Callable[[], object]:
        letters = "".maketrans("0123456789", "abcdefghij")
        frequency = {f"wort{number:06}".translate(letters): 1 for number in range(count)}
        return lambda: WordCount(frequency, 3)

    most, kept = bytes_for_each(work)
    assert kept < 2  # whether it occurs often: the counts wait on the disk
    assert most < 8


def test_what_is_gathered_of_sections_waits_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "CUT_LETTERS", 2_000)
    monkeypatch.setattr(gathering, "RUN_TOKENS", 2_000)
    facts = {"revision": 1, "texts": {"text": ["Regen"]}, "keywords": {"topic": ("Wetter", "Tal")}}

    def work(count: int) -> Callable[[], object]:
        folder = Path(mkdtemp(dir=tmp_path))

        def gather() -> Gathering:
            gathered = Gathering(folder)
            for number in range(0, count, 10):
                name = f"a{number}"
                gathered.add(
                    [SectionDocument(article_id=name, number=at, **facts) for at in range(10)]
                )
            return gathered

        return gather

    most, kept = bytes_for_each(work, 4_000, 12_000)
    assert most < 8  # of each run where it lies
    assert kept < 4


def test_the_keywords_of_documents_wait_on_the_disk(tmp_path):
    def work(count: int) -> Callable[[], object]:
        folder = tmp_path / str(count)
        folder.mkdir(exist_ok=True)
        keywords = Keywords("topic", folder)

        def take() -> Keywords:
            for doc in range(count):
                keywords.add(("Politik", "Wetter"), doc)
                if doc % 1_000 == 0:
                    keywords.put_aside()
            return keywords

        return take

    assert bytes_for_each(work)[0] < 1


def test_the_sections_of_articles_are_listed_with_few_arrays(tmp_path, monkeypatch):
    for module in (pieces, list_writer, run_pieces):
        monkeypatch.setattr(module, "LOT", 2_000)
    values = [f"{number:04}".encode() for number in range(1_000)]

    def work(count: int) -> Callable[[], object]:
        def write() -> None:
            docs = np.arange(count, dtype=np.uint32)
            with ArrayWriter(tmp_path / "keywords") as out:
                write_keywords("f", values, docs % np.uint32(1_000), docs, count, out)

        return write

    # Of each the number of its value, its document, and while they are put in order twelve more.
    assert bytes_for_each(work)[0] < 27


def test_lists_of_words_are_merged_some_at_a_time(tmp_path, monkeypatch):
    for module in (merging, texts):
        monkeypatch.setattr(module, "LOT", 1_000)
    monkeypatch.setattr(merging, "_STEP", 100)
    # Bytes are counted in this process.
    monkeypatch.setattr(word_lists, "in_own_process", lambda step, *_: step())

    def work(count: int) -> Callable[[], object]:
        lists = [
            put_list_aside(Texts.of(f"{number:06}" for number in range(first, count, 2)), path)
            for first, path in enumerate((tmp_path / "even", tmp_path / "odd"))
        ]
        folder = tmp_path / str(count)
        folder.mkdir(exist_ok=True)
        return lambda: merged(lists, folder)

    assert bytes_for_each(work)[0] < 5  # the numbers of the words of one list at a time
