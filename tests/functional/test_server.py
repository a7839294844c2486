"""The site as it is served: workers that share what the first process opened, and end with it."""

import json
import socket
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from search.errors import UsageError
from search.opening import index_sources
from tests.benchmarks.site import served
from tests.commands import PATIENCE_S
from web import create_app


def article(number):
    return json.dumps({"id": f"a{number}", "title": f"Brücke {number}", "text": "Gesperrt."})


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(article(1) + "\n", "utf-8")
    index_sources([path], index=tmp_path / "index", workers=1)
    return path


def workers(pid):
    return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def found(address):
    with urlopen(f"{address}/suche?q=br%C3%BCcke", timeout=PATIENCE_S) as answer:
        return answer.read().decode()


def counted(address):
    """Return how many results pages /metrics tells of."""
    with urlopen(f"{address}/metrics", timeout=PATIENCE_S) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    samples = [sample for family in families for sample in family.samples]
    return sum(
        sample.value
        for sample in samples
        if sample.name == "fundstelle_http_requests_total"
        and sample.labels == {"route": "pages.results", "status": "200"}
    )


def test_an_address_that_cannot_be_had_is_wrong_usage_at_once(lines, run_apart):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = run_apart("serve", "--index", lines.parent / "index", "--port", port, code=2).err
    assert f"cannot serve on 127.0.0.1 port {port}: Address already in use" in told
    assert "Fundstelle is at" not in told


def test_a_worker_answers_from_a_new_generation_and_makes_room_for_one_that_shares_it(lines):
    index = lines.parent / "index"
    with served(index, 1) as (address, pid):
        before = workers(pid)
        assert "1 Artikel" in found(address)
        assert workers(pid) == before
        lines.write_text(f"{article(1)}\n{article(2)}\n", "utf-8")
        index_sources([lines], index=index, workers=1)
        assert "2 Artikel" in found(address)
        end = time.monotonic() + PATIENCE_S
        while (now := workers(pid)) == before or not now:
            assert time.monotonic() < end, "the worker stays"
        assert now.isdisjoint(before)
        assert "2 Artikel" in found(address)


def test_the_counts_of_all_workers_are_one_sum_and_outlive_them(lines):
    index = lines.parent / "index"
    with served(index, 2) as (address, pid):
        before = workers(pid)
        for asked in range(1, 7):
            found(address)
            assert counted(address) == asked
        lines.write_text(f"{article(1)}\n{article(2)}\n", "utf-8")
        index_sources([lines], index=index, workers=1)
        asked, end = 6, time.monotonic() + PATIENCE_S
        while before & workers(pid):
            assert time.monotonic() < end, "a worker stays"
            found(address)
            asked += 1
        assert counted(address) == asked


def test_a_site_below_a_path_says_so_and_links_there(lines, monkeypatch):
    monkeypatch.setenv("SCRIPT_NAME", "/presse")
    with served(lines.parent / "index", 1) as (address, _):
        assert address.endswith("/presse")
        page = found(address)
    assert 'href="/presse/artikel/a1?' in page
    assert 'action="/presse/suche"' in page


@pytest.mark.parametrize("proxies", ["zwei", "-1", "1.5", "1000"])
def test_a_setting_that_is_no_number_is_named(monkeypatch, proxies):
    monkeypatch.setenv("FUNDSTELLE_TRUSTED_PROXIES", proxies)
    with pytest.raises(UsageError, match=f"FUNDSTELLE_TRUSTED_PROXIES is '{proxies}', no number"):
        create_app()
