"""The parts measure, what they kept becomes tables, and the prose around the tables stays."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.benchmarks import corpus, measuring, parts, report, table
from tests.benchmarks.measuring import measured
from tests.benchmarks.peers.tool import PEERS, SECTIONS

FTS5 = next(tool for tool in PEERS if tool.name == "fts5")
FACTS = {
    "machine": "two cores", "sections": 1000, "bytes": 2_000_000, "questions": 6, "rounds": 3,
    "seed": 7, "versions": {"SQLite": "3"}, "left_out": {"Lucene": "no JDK"},
}  # fmt: skip
BUILT = {"seconds": [1.0, 9.0, 3.0], "cpu_seconds": [1.0], "peak_mib": 50.0, "bytes": 4_000_000}
OURS = {
    **BUILT,
    "seconds": [6.0],
    "cpu_seconds": [2.0],
    "texts_bytes": 1_000_000,
    "step_seconds": [2.0],
    "step_cpu_seconds": [2.0],
    "step_peak_mib": 10.0,
}


def figures(factor: float = 1.0) -> dict[str, dict[str, object]]:
    """Return the figures of two engines, theirs twice as slow as ours."""
    row = {"2 medium": [factor * ms for ms in (1.0, 2.0, 9.0)]}
    slow = {"2 medium": [2 * ms for ms in row["2 medium"]]}
    return {
        "indexing": {SECTIONS.name: {**OURS, "run": 2}, FTS5.name: {**BUILT, "run": 1}},
        "latency": {
            SECTIONS.name: {"first": row, "best": row},
            FTS5.name: {"first": slow, "best": slow},
        },
        "load": {SECTIONS.name: {"error": "it ended"}},
        "site": {"fundstelle:page": {"rate": 300.0, "p50": 5.0, "p99": 20.0, "errors": 0,
                                     "private_mb": [100.0, 90.0]}},
    }  # fmt: skip


def test_tables_tell_medians_ratios_and_what_is_missing():
    corpora = [
        report.Corpus("small", FACTS, figures()),
        report.Corpus("large", {**FACTS, "sections": 10_000}, figures(4.0)),
    ]
    text = report.report(corpora)
    assert "## 1,000 sections, 2 MB of article lines" in text
    assert "| SQLite FTS5* | 3.00 (× 0.500) | 1.00 (× 0.500) | 333 | 50.0 | 4.00 |" in text
    assert "| 2 medium | 2.00 · 9.00 · 9.00 | 4.00 · 18.0 · 18.0 |" in text
    assert "| 2 medium | 0.500 · 0.500 |" in text
    assert "Left out – Lucene: no JDK; tantivy-py: not measured;" in text
    assert "Fundstelle, same job (load): it ended." in text
    assert "300 pages/s, p50 5.00 ms, p99 20.0 ms, 0 errors" in text
    assert "| Fundstelle, same job | × 4.00 | × 1.00 | × 1.00 |" in text


def test_the_prose_around_the_tables_stays():
    text = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    assert table.rewritten(text, "new") == f"before\n{table.BEGIN}\n\nnew\n\n{table.END}\nafter\n"
    readme = table.README.read_text("utf-8")
    assert table.rewritten(readme, "").startswith(readme.partition(table.BEGIN)[0])
    assert readme.count(table.BEGIN) == readme.count(table.END) == 1


def test_the_parts_measure_an_engine(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "WARM_S", parts.ONCE_S)
    monkeypatch.setattr(parts, "COLD_RUNS", 2)
    corpus.make(tmp_path / "made", 40)
    absent = parts.Tool("not_there", "Nobody", lambda: "", kinds=("any",))
    bench = parts.Bench(tmp_path / "made", tmp_path / "work", [FTS5, absent], count=2, rounds=2)
    found = {name: parts.PARTS[name](bench) for name in ("indexing", "latency", "load", "cold")}
    built = found["indexing"][FTS5.name]
    assert len(built["seconds"]) == 2
    assert built["bytes"] > 10_000 < built["peak_mib"] * 2**20
    assert set(found["latency"][FTS5.name]["best"]) == set(bench.rows)
    assert all(len(ms) == 2 for ms in found["latency"][FTS5.name]["best"].values())
    assert found["load"][FTS5.name]["rate"] > 0 < found["load"][FTS5.name]["private_mib"]
    assert len(found["cold"][FTS5.name]["seconds"]) == 2
    assert all("error" in part[absent.name] for part in found.values())


def test_agreement_is_the_share_of_our_best_that_a_peer_finds(tmp_path):
    corpus.make(tmp_path / "made", 40)
    bench = parts.Bench(tmp_path / "made", tmp_path / "work", [SECTIONS, FTS5], count=2, rounds=1)
    parts.indexing(bench)
    assert 0.5 < parts.agreement(bench)[FTS5.name]["share"] <= 1


def test_memory_is_that_of_a_process_with_its_children(monkeypatch):
    monkeypatch.setattr(measuring, "EVERY_S", 0.002)
    monkeypatch.setattr(measuring, "PAUSE", 1)
    # It works for a while on what it holds.
    child = "import hashlib; held = b'x' * (80 << 20); [hashlib.sha256(held) for _ in range(4)]"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('x')"
    cost = measured([sys.executable, "-c", f"held = b'x' * (60 << 20); {both}"])
    assert cost.output == "x\n"
    assert 140 < cost.peak_mib < 250
    with pytest.raises(subprocess.CalledProcessError):
        measured([sys.executable, "-c", "raise SystemExit(3)"])
