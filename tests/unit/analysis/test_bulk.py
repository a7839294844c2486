"""All words of an index at once: the same terms as one by one, from one process or several."""

import os
import signal

import numpy as np
import pytest

from search.analysis import KINDS, Analyzer, Vocabulary, bulk, words_of
from search.system.side_by_side import SideBySide, WorkerDiedError, in_a_process

TEXT = """
    Der Bundesbahnchef ging am Freitag zum Brückenbauamt. Die Stadtwerke, ein Donaudampfschiff und
    BRÜCKENBAU in Straßenbahnhaltestellen; brückenbau, Bildungsministerin, Ärztinnen, Aerztinnen.
    Die E-Mail der Covid-19-Taskforce (A-380), Corona-Pandemie, Lehrer:innen, d’r, 12.500, co₂, §.
    Museen fernsehbekannt weitergingen synchronisiertest Schifffahrtsgesellschaft Zusammenarbeit
    Fußballweltmeisterschaftsqualifikation Leidtragende
    Oberbürgermeisterkandidatinnen Überallausstieg
    Kinder- und Jugendhilfe, Stromerzeuger und -händler, EU- und NATO-Staaten, Kita- und so
"""


@pytest.fixture(scope="module")
def analyzer():
    own = {"brückentag": ("brückentag",), "zusammenarbeit": ("zusammen", "arbeit")}
    return Analyzer(Vocabulary.learn({}, own))


@pytest.fixture(scope="module")
def words():
    return list(dict.fromkeys(words_of(TEXT + "Brückentag Überallbrücke Wasserundbrot")))


def terms(words, vocabulary, workers):
    return dict(bulk.terms_of_words(words, vocabulary, workers))


def spelled(found):
    """Return the terms of each word by kind."""
    ends = np.cumsum(found.counts, dtype=np.int64)
    names = found.names.take(found.numbers).strings()
    return [
        tuple(names[end - count : end])
        for end, count in zip(ends.tolist(), found.counts.tolist(), strict=True)
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_terms_are_those_of_each_word(analyzer, words, workers, monkeypatch):
    monkeypatch.setattr(bulk, "PIECE", 7)
    found = terms(words, analyzer.vocabulary, workers)
    one_by_one = [analyzer.terms[word] for word in words]
    assert max(len(of_word.parts) for of_word in one_by_one) > 3
    for kind in KINDS:
        assert spelled(found[kind]) == [of_word.of(kind) for of_word in one_by_one]


def test_without_compounds_every_word_contains_itself(words):
    found = terms(words, Vocabulary(), 1)
    assert spelled(found["parts"]) == [stems[-1:] for stems in spelled(found["stem"])]


def test_no_words_have_no_terms(analyzer):
    found = terms([], analyzer.vocabulary, 2)
    assert [len(array) for kind in KINDS for array in found[kind]] == [0] * 9


def test_pieces_come_back_in_order_whoever_made_them():
    with SideBySide(lambda piece: [np.array([piece, os.getpid()])], 40, 2) as job:
        made = [piece for ((piece, _),) in job.results()]
    assert made == list(range(40))


def test_without_others_all_pieces_are_made_here():
    with SideBySide(lambda piece: [np.array([piece, os.getpid()])], 5, 0) as job:
        made = [each.tolist() for (each,) in job.results()]
    assert made == [[piece, os.getpid()] for piece in range(5)]


@pytest.mark.parametrize(
    ("die", "said"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "out of memory"),
        (lambda: os.kill(os.getpid(), signal.SIGXCPU), "SIGXCPU"),
        (lambda: {}["nothing"], "KeyError: 'nothing'"),
    ],
)
def test_a_process_that_dies_ends_the_job_and_says_of_what(die, said):
    parent, (read, write) = os.getpid(), os.pipe()

    def work(piece):
        if os.getpid() == parent:
            os.read(read, 1)  # until the child has taken its piece
        else:
            os.write(write, b"!")
            die()
        return []

    with SideBySide(work, 2, 1) as job, pytest.raises(WorkerDiedError, match=said):
        job.results()
    os.close(read)
    os.close(write)


def given_up(begun):
    """Begin a job that never ends, note its processes, fail."""
    with SideBySide(lambda _: signal.pause(), 2, 1) as job:
        begun += job._children
        raise ZeroDivisionError


def test_no_process_is_left_when_the_job_is_given_up():
    begun = []
    with pytest.raises(ZeroDivisionError):
        given_up(begun)
    (pid,) = begun
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_work_in_a_process_of_its_own_leaves_what_it_wrote_and_no_process(tmp_path):
    def work():
        (tmp_path / "pid").write_text(str(os.getpid()))
        return [np.array([os.getpid()])]

    (made,) = in_a_process(work, tmp_path)
    pid = int((tmp_path / "pid").read_text())
    assert made.tolist() == [pid]
    assert pid != os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_work_whose_process_died_is_done_here_and_its_error_told_here(tmp_path, caplog):
    parent, where = os.getpid(), []

    def work():
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        where.append(os.getpid())
        return where

    assert in_a_process(work) == [parent]
    assert "out of memory" in caplog.text
    with pytest.raises(FileNotFoundError):
        in_a_process((tmp_path / "nowhere").read_bytes)


def test_a_process_ends_soon_after_its_parent_whatever_it_does():
    read, write = os.pipe()
    if not (parent := os.fork()):
        SideBySide(lambda _: [signal.pause() for _ in range(100)], 1, 1)
        os._exit(0)
    os.close(write)
    os.waitpid(parent, 0)
    assert os.read(read, 1) == b""  # nobody holds its other end
    os.close(read)
