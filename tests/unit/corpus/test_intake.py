"""Reading in worker processes: the order is kept, and what breaks a worker costs one file."""

import gzip
import os
from pathlib import Path

import pytest

from corpus import Article, ReadFailure, WorkerStartError, find_files, read_file, read_files
from corpus.intake import child, limits, pool
from corpus.models import ReadDoubt
from corpus.readers import lines as lines_of_files
from corpus.rules import read_rules

# A reader that does what the file says, in place of the real one.
FAULTY = """
import os, signal, time
from corpus.intake import limits, worker
from corpus.models import Article, ReadFailure
limits.CPU_S, limits.RESULTS_PER_CPU_S = 1, 1 << 30
def read(path, display, relative="", start=0, columns=(), part=None):
    text = path.read_bytes()[part.start : part.end].decode()
    for number, line in enumerate(text.splitlines()):
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


@pytest.fixture
def small_parts(monkeypatch):
    for module in (pool, lines_of_files):
        monkeypatch.setattr(module, "PART_BYTES", 200)


def lines_file(tmp_path, *lines, name="a.jsonl"):
    (tmp_path / name).write_bytes("\n".join(lines).encode())
    return list(find_files([str(tmp_path)]))


def article_line(number, date="2025-01-02"):
    return f'{{"id": "{number}", "date": "{date}", "text": "Satz {number} über die Brücke."}}'


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_large_file_of_lines_is_read_in_parts_as_it_is_in_one(tmp_path, small_parts, end):
    rows = [article_line(number) for number in range(90)]
    rows[0] = "\ufeff" + rows[0]
    for number in (7, 40, 41, 80):
        rows[number] = "{"
    for number in (3, 50, 51, 88):
        rows[number] = article_line(number, "gestern oder so")
    rows[60] = rows[60].replace("Satz", "Satz " * 200)
    rows[61] = "\x1f\x8b"
    files = lines_file(tmp_path, *rows, end)
    asked = {"digests": [True]}
    [in_parts] = [(list(one), one.sha256) for one in read_files(files, workers=2, **asked)]
    [in_one] = [(list(one), one.sha256) for one in read_files(files, **asked)]
    assert in_parts == in_one
    found, digest = in_parts
    assert len(digest) == 64
    assert found == list(read_file(files[0].path, files[0].display, files[0].relative))
    assert [one.count for one in found if isinstance(one, ReadDoubt)] == [4]


def test_parts_are_whole_lines_and_leave_nothing_out(tmp_path, small_parts):
    [file] = lines_file(tmp_path, *("x" * (number * 37 % 500) for number in range(60)))
    content = file.path.read_bytes()
    parts = lines_of_files.parts_of(file.path)
    assert len(parts) > 20
    assert b"".join(content[part.start : part.end] for part in parts) == content
    for part in parts:
        assert part.lines == content[: part.start].count(b"\n")
        assert part.start == 0 or content[part.start - 1 : part.start] == b"\n"


def test_a_packed_file_is_read_in_one(tmp_path, small_parts):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(os.urandom(9) for _ in range(99)), 0))
    assert lines_of_files.parts_of(path) == [lines_of_files.WHOLE]


def test_a_large_file_of_blank_lines_holds_no_article(tmp_path, small_parts):
    [found] = map(list, read_files(lines_file(tmp_path, *[" " * 50] * 40), workers=2))
    assert [one.reason for one in found] == ["holds no article"]


def test_what_all_parts_say_of_a_file_is_told_once(tmp_path, small_parts):
    files = lines_file(tmp_path, *map(article_line, range(90)))
    results = read_files(files, workers=2)
    begun = next(results)
    files[0].path.unlink()
    assert [one.reason for one in begun] == ["cannot be read: No such file or directory"]


def test_of_a_part_that_breaks_its_reader_the_others_are_read(tmp_path, faulty, small_parts):
    rows = [f"{number:060}" for number in range(40)]
    rows[10] = "crash"
    [found] = taken(lines_file(tmp_path, *rows), workers=2)
    [broken] = [one for one in found if "SIGSEGV" in one]
    assert broken.endswith("are not read, later ones are")
    assert found[-1] == rows[-1]
    assert len(found) > 30


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
