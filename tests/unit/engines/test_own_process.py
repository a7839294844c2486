"""Steps of writing in processes of their own make the same index, and leave nothing outside it."""

from __future__ import annotations

import os

import numpy as np

from search.analysis import bulk
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.writing import own_process


def built(root, batches):
    """Index some articles; return the bytes of each file that words are in."""
    engine = EmbeddedEngine(root)
    with engine.writer(stamp="s", full=True) as batch:
        for documents in batches:
            batch.add(documents)
    (folder,) = root.glob("gen-*")
    return [path.read_bytes() for path in (*folder.glob("*.fnd"), folder / "vocabulary.arrays")]


def test_an_index_is_the_same_whatever_processes_make_it(
    tmp_path, made_articles, documents, monkeypatch
):
    batches = documents(made_articles(60))
    whole = built(tmp_path / "whole", batches)
    processes = set()
    kept = own_process.in_a_process

    def noted(work, folder):
        def told():
            return np.array([os.getpid()]), *work()

        (process, *arrays) = kept(told, folder)
        processes.add(int(process[0]))
        return arrays

    monkeypatch.setattr(own_process, "in_a_process", noted)
    for module in (own_process, bulk):
        monkeypatch.setattr(module, "LOAD_FROM", 1)
    assert built(tmp_path / "apart", batches) == whole
    assert os.getpid() not in processes
    assert len(processes) > 6


def test_nothing_waits_in_the_folder_for_temporary_files(
    tmp_path, made_articles, documents, monkeypatch
):
    for module in (own_process, bulk):
        monkeypatch.setattr(module, "LOAD_FROM", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    built(tmp_path / "index", documents(made_articles(40)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index"]
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == [
        "CURRENT", "LOCK", "gen-00000001",
    ]  # fmt: skip
