"""The retrieval report: our engine and its peers in one run."""

import json

import pytest

from tests.benchmarks.peers import lucene
from tests.evaluation.judged import JudgedSet
from tests.evaluation.retrieval import LUCENE, PEERS, report

TEXTS = {"steg": "Der Steg in Aulen wird neu gebaut.", "bad": "Das Hallenbad bleibt geschlossen."}


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_answers_beside_our_engine(tmp_path, capsys, monkeypatch, peer):
    if peer == LUCENE and (why := lucene.missing()):
        pytest.skip(why)
    lines = tmp_path / "articles.jsonl"
    lines.write_text(
        "\n".join(json.dumps({"id": name, "text": text}) for name, text in TEXTS.items())
    )
    judged = JudgedSet("probe", lines, {"1": "Steg"}, {"1": {"steg": 1}})
    monkeypatch.setattr("tests.evaluation.retrieval.PEERS", {peer: PEERS[peer]})
    report(judged, tmp_path)
    ours, theirs = capsys.readouterr().out.splitlines()
    assert ours.split()[-5:-1] == ["1.0000"] * 4
    assert theirs.split()[-6:-2] == ["1.0000"] * 4
