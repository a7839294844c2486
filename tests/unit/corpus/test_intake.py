"""Reading in worker processes: the order is kept, and what breaks a worker costs one file."""

import gzip
import os
from pathlib import Path

import pytest

from corpus import Article, ReadFailure, WorkerStartError, find_files, read_file, read_files
from corpus.intake import child, limits, pool
from corpus.rules import read_rules

# A reader that does what the file says, in place of the real one.
FAULTY = """
import os, signal, time
from corpus.intake import limits, worker
from corpus.models import Article, ReadFailure
limits.CPU_S, limits.RESULTS_PER_CPU_S = 1, 1 << 30
def read(path, display, relative="", start=0, columns=()):
    for number, line in enumerate(path.read_text().splitlines()):
        if number < start:
            continue
        if line == "spin":
            while True:
                pass
        if line == "grow":
            line = str(len(bytearray(limits.MEMORY_BYTES)))
        if line == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        if line == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if line == "leave":
            os._exit(7)
        if line == "hang":
            time.sleep(600)
        if line == "swell":
            swollen.append(b"x" * limits.KEPT_BYTES)
        line = line.replace("\\\\ud800", "\\ud800")
        yield Article(id=f"{os.getpid()} {line}")
swollen = []
worker.read_file = read
"""


def texts(tmp_path, *contents, suffix=".txt"):
    for number, content in enumerate(contents):
        (tmp_path / f"{number:03}{suffix}").write_text(content)
    return list(find_files([str(tmp_path)]))


def taken(files, **options):
    """Return what each file gave: lines of articles, or the reasons of failures."""
    return [
        [
            one.reason if isinstance(one, ReadFailure) else one.id.partition(" ")[2]
            for one in results
        ]
        for results in read_files(files, **options)
    ]


@pytest.fixture
def faulty(monkeypatch):
    before, main = child._BOOT.split("main(int", 1)
    monkeypatch.setattr(child, "_BOOT", f"{before}{FAULTY}main(int{main}")


def test_what_workers_read_is_what_the_reader_reads(tmp_path):
    text = "Brücke gesperrt\nAutos fahren einen Umweg.\nDie Brücke über die Solle bleibt zu.\n"
    files = texts(tmp_path, *[f"{text}{number} Wochen lang." for number in range(20)], "")
    expected = [list(read_file(one.path, one.display, one.relative)) for one in files]
    assert [list(one) for one in read_files(files, workers=2)] == expected
    assert isinstance(expected[0][0], Article)
    assert expected[-1][0].reason == "empty file"


def test_rules_are_applied_where_files_are_read(tmp_path):
    own = tmp_path / "regeln.toml"
    own.write_text(
        '[[weglassen]]\nzeile = "Lesen Sie *"\n[[quelle]]\nname = "b"\nheisst = "Bote"\n'
        '[[weglassen]]\nzeile = "Anzeige"\nquelle = "Tagblatt"\n'
        '[[spalte]]\nname = "Meldung"\ninhalt = "text"\n'
    )
    files = texts(
        tmp_path, 'Meldung,quelle\n"Ein Satz.\nLesen Sie mehr\nAnzeige",b\n', suffix=".csv"
    )
    [[article]] = (list(one) for one in read_files(files, rules=read_rules(own)))
    assert article.source == "Bote"
    assert article.sections[0].paragraphs == ("Ein Satz.", "Anzeige")


def test_an_article_that_is_no_unicode_costs_itself_alone(tmp_path, faulty):
    files = texts(tmp_path, "a\n\\ud800\nb")
    assert taken(files) == [["a", "text that is no Unicode (surrogates not allowed)", "b"]]


def test_order_is_kept_and_digests_are_told(tmp_path, faulty):
    files = texts(tmp_path, *[str(number) for number in range(50)])
    results = list(read_files(files, workers=3, digests=[True] * 50))
    assert [one.file for one in results] == files
    assert len({one.sha256 for one in results}) == 50
    assert taken(files, workers=3) == [[str(number)] for number in range(50)]


FAULTS = {
    "spin": "took more than 10 s of processor time",
    "grow": "needs more than 512 MiB of memory",
    "crash": "broke its reader (SIGSEGV)",
    "leave": "its reader ended early (exit code 7)",
    "kill": "its reader was killed by the system (out of memory?)",
}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_breaks_its_worker_is_named_and_the_others_are_read(tmp_path, faulty, workers):
    lines = [line for fault in FAULTS for line in ("a", fault, "b")] + ["leave", "c"]
    found = taken(texts(tmp_path, *lines), workers=workers)
    assert found == [[FAULTS.get(line, line)] for line in lines]


def test_a_worker_that_falls_silent_is_ended(tmp_path, faulty, monkeypatch):
    monkeypatch.setattr(limits, "SILENCE_S", 0.5)
    files = texts(tmp_path, "a", "hang", "b")
    [first], [silent], [last] = (list(one) for one in read_files(files))
    assert silent == ReadFailure(files[1].display, "nothing was read of it for 0 s", True)
    assert isinstance(first, Article)
    assert isinstance(last, Article)


def test_what_was_read_before_the_end_is_kept(tmp_path, faulty):
    lines = "\n".join(map(str, range(pool.HELD_RESULTS)))
    [found] = taken(texts(tmp_path, f"{lines}\nspin"))
    whole = len(found) - 1
    assert found[:whole] == lines.splitlines()[:whole]
    assert found[whole].startswith("took more than")
    assert found[whole].endswith(f"; what follows result {whole} is not read")


def test_an_archive_goes_on_behind_the_page_that_broke_its_reader(tmp_path, faulty):
    files = texts(tmp_path, "a\nb\ncrash\nc\ncrash\nd", suffix=".warc")
    assert taken(files) == [
        ["a", "b", "page 3 broke its reader (SIGSEGV)", "c", "page 5 broke its reader (SIGSEGV)",
         "d"]
    ]  # fmt: skip


def test_an_archive_of_nothing_but_faults_is_given_up(tmp_path, faulty, monkeypatch):
    monkeypatch.setattr(pool, "MAX_BREAKS", 2)
    [found] = taken(texts(tmp_path, "crash\n" * 10, suffix=".warc"))
    assert len(found) == pool.MAX_BREAKS + 1
    assert found[-1].startswith("broke its reader (SIGSEGV); what follows")


def test_a_swollen_worker_makes_room_for_a_fresh_one(tmp_path, faulty):
    files = texts(tmp_path, "a", "swell", "b")
    [a], [swollen], [b] = (list(one) for one in read_files(files))
    pids = [one.id.split()[0] for one in (a, swollen, b)]
    assert pids[0] == pids[1] != pids[2]


def test_workers_end_with_the_reading(tmp_path, faulty):
    results = read_files(texts(tmp_path, *["a"] * 20), workers=2)
    [first] = next(results)
    results.close()
    assert not Path(f"/proc/{first.id.split()[0]}").exists()


def test_far_ahead_workers_wait_for_the_file_whose_turn_it_is(tmp_path, faulty, monkeypatch):
    monkeypatch.setattr(pool, "HELD_RESULTS", 10)
    lines = "\n".join(map(str, range(500)))
    found = taken(texts(tmp_path, *[lines] * 6), workers=3)
    assert found == [lines.splitlines()] * 6


def test_a_worker_that_cannot_start_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "_BOOT", "raise ImportError('no reader')")
    with pytest.raises(WorkerStartError, match="cannot start: ImportError: no reader"):
        taken(texts(tmp_path, "a"))


def test_results_not_taken_do_not_shift_those_of_the_next_file(tmp_path, faulty):
    files = texts(tmp_path, "a\nb", "c")
    firsts = [next(iter(one)).id.split()[1] for one in read_files(files)]
    assert firsts == ["a", "c"]


def test_no_files_start_no_worker(monkeypatch):
    monkeypatch.setattr(child, "_BOOT", "raise ImportError")
    assert list(read_files([])) == []


def test_a_path_that_is_no_text_reaches_its_worker(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt.gz"))
    path.write_bytes(gzip.compress(b"Titel\nEin Satz steht hier."))
    [[article]] = (list(one) for one in read_files(list(find_files([str(tmp_path)]))))
    assert article.title == "Titel"
