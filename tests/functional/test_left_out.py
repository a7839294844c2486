"""Dates, and ends of texts, that are left out of articles: what a run tells of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest


def test_a_day_that_has_not_come_yet_is_no_date_and_is_told(run, tmp_path):
    lines = tmp_path / "artikel.jsonl"
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    dates = {"alt": "2025-01-01", "morgen": tomorrow, "nie": "2999-12-31T00:00:00+01:00"}
    lines.write_text(
        "\n".join(json.dumps({"id": n, "date": d, "text": "Ein Satz."}) for n, d in dates.items())
    )
    told = run("index", lines)
    assert "3 new" in told.out
    assert "0 failed, 1 with a part left out;" in told.out
    assert "passed over" not in told.out
    reason = "2999-12-31 as date of nie: that day has not come yet"
    assert f"left out: {lines}: {reason}" in told.err
    report = json.loads(run("index", lines, "--format", "json").out)
    assert (report["articles"], report["failed"], report["skipped"]) == (3, 0, 0)
    assert report["doubts"] == [{"file": str(lines), "reason": reason, "articles": 1}]
    hits = run("search", "Satz", "--sort", "newest", "--format", "jsonl").out.splitlines()
    assert [(json.loads(hit)["id"], json.loads(hit)["published"]) for hit in hits] == [
        ("morgen", tomorrow), ("alt", "2025-01-01T00:00:00+01:00"), ("nie", None)
    ]  # fmt: skip
    shown = run("show", lines, "--format", "json")
    assert json.loads(shown.out.splitlines()[2])["published"] is None
    assert reason in shown.err


def test_a_table_tells_which_dates_it_left_out_and_of_how_many_articles(run, tmp_path):
    table = tmp_path / "artikel.csv"
    rows = ["eins,15/03/2020", "zwei,KW 12", "drei,März", "vier,"]
    table.write_text("text,datum\n" + "\n".join(rows) + "\n")
    told = run("index", table)
    assert "4 new, 0 changed, 0 unchanged, 0 removed, 0 failed, 2 with a part left out" in told.out
    assert "line 3: 'KW 12' and 1 more: no date that is understood" in told.err
    again = run("index", table)
    assert "4 unchanged, 0 removed, 0 failed, 2 with a part left out" in again.out


# Two paragraphs of 700,000 characters and what follows the limit.
LONG = [("Wort " * 140_000).strip(), ("Satz " * 140_000).strip(), "Das Ende."]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", json.dumps({"id": "a", "text": "\n".join(LONG)})),
        ("b.jsonl", json.dumps({"id": "a", "sections": [{"paragraphs": LONG[:1]}, {
            "heading": "Mehr", "paragraphs": LONG[1:]}]})),
        ("c.txt", "\n".join(["Titel", "Ein Vorspann.", *LONG])),
        ("d.html", "<title>Titel</title><h1>Titel</h1>" + "".join(f"<p>{one}</p>" for one in LONG)),
    ],
)  # fmt: skip
def test_a_text_without_end_is_cut_and_that_is_told(run, tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content)
    told = run("index", file)
    assert "0 failed, 1 with a part left out;" in told.out
    assert f"left out: {file}: text of " in told.err
    assert " beyond 1,000,000 characters" in told.err
    shown = json.loads(run("show", file, "--format", "json").out)
    paragraphs = [len(line) for part in shown["sections"] for line in part["paragraphs"]]
    assert paragraphs[0] == len(LONG[0])
    assert 1_000_000 - 10 <= sum(paragraphs) <= 1_000_000
