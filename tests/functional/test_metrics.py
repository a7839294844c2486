"""/metrics: what Prometheus reads of the site."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from search import open_service
from web import create_app
from web.metrics import BUCKETS


@pytest.fixture
def client(service):
    return create_app(service).test_client()


def samples(client):
    """Return the value of each sample by its name and labels."""
    answer = client.get("/metrics")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_answers_are_counted_by_route_and_status(client):
    paths = ["/", "/suche?q=Macht", "/suche?q=Macht", "/suche?q=a%00b", "/gibtesnicht", "/nirgends"]
    for path in paths:
        client.get(path)
    client.post("/suche")
    told = samples(client)
    requests = {key[1:]: value for key, value in told.items() if key[0].endswith("requests_total")}
    assert requests == {
        ("pages.start", "200"): 1, ("pages.results", "200"): 2, ("pages.results", "400"): 1,
        ("other", "404"): 2, ("other", "405"): 1,
    }  # fmt: skip
    assert ("fundstelle_http_requests_total", "metrics.metrics", "200") in samples(client)


def test_times_are_counted_up_to_each_bound(client):
    for _ in range(3):
        client.get("/suche?q=Macht")
    told = samples(client)
    name = "fundstelle_http_request_seconds"
    upto = [
        value for (kind, *labels), value in told.items()
        if kind == f"{name}_bucket" and "pages.results" in labels
    ]  # fmt: skip
    assert len(upto) == len(BUCKETS)
    assert upto == sorted(upto)
    assert upto[-1] == told[f"{name}_count", "pages.results"] == 3
    assert 0 < told[f"{name}_sum", "pages.results"] < 3 * BUCKETS[-2]


def test_the_index_is_told(client, service):
    told, info = samples(client), service.info()
    assert told["fundstelle_index_up",] == 1
    assert told["fundstelle_index_articles",] == info.articles
    assert told["fundstelle_index_sections",] == info.sections
    assert told["fundstelle_index_built_timestamp_seconds",] == pytest.approx(
        info.built.timestamp()
    )
    assert told["fundstelle_index_fallback",] == 0


def test_without_an_index_that_is_told(tmp_path):
    told = samples(create_app(open_service(tmp_path / "index")).test_client())
    assert told["fundstelle_index_up",] == 0
    assert ("fundstelle_index_articles",) not in told


def test_nothing_is_told_of_what_readers_ask(client):
    client.get("/suche?q=Geheimwort")
    client.get("/artikel/macht?q=Geheimwort")
    assert "Geheimwort" not in client.get("/metrics").text
    assert "macht" not in client.get("/metrics").text
