"""Counts for Prometheus at /metrics: requests by route and status, how long they took, the index.

In: every answer.  Out: the text format of Prometheus; no paths, no texts, no addresses.
The counts lie in memory that forked workers share. Each has a row of its own, so none waits for
another; a worker that takes the place of one that ended goes on with its row.
"""

from __future__ import annotations

import mmap
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import numpy as np
from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from search.errors import FundstelleError
from web.asking import service

bp = Blueprint("metrics", __name__)

# Rows: of all workers that may be, and of those that are just being replaced.
ROWS = 128
# What has no name here: a route that is none, a status that we do not give.
OTHER = "other"
STATUSES = ("200", "304", "400", "404", "405", "413", "414", "500", "503", OTHER)
# Seconds; around the promised 10 and 40 ms, up to the deadline and beyond.
BUCKETS = (0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 0.5, 1.0, 5.0, float("inf"))


class Counts(Collector):
    """Requests by route: how many ended with which status, in which time. `row`: the worker's."""

    def __init__(self, routes: Iterable[str]) -> None:
        self._routes = {route: number for number, route in enumerate(sorted({*routes, OTHER}))}
        # Of each worker and route: a count for each status, for each time, and all seconds.
        shape = ROWS, len(self._routes), len(STATUSES) + len(BUCKETS) + 1
        shared = mmap.mmap(-1, int(np.prod(shape)) * 8)
        self._counts = np.frombuffer(shared, np.float64).reshape(shape)
        self.row = 0

    def add(self, route: str, status: str, seconds: float) -> None:
        """Count an answer."""
        counts = self._counts[self.row, self._routes[route if route in self._routes else OTHER]]
        counts[STATUSES.index(status if status in STATUSES else OTHER)] += 1
        counts[len(STATUSES) + bisect_left(BUCKETS, seconds)] += 1
        counts[-1] += seconds

    def collect(self) -> Iterator[Metric]:
        """Yield the counts of all workers together."""
        answers = CounterMetricFamily(
            "fundstelle_http_requests", "Answers.", labels=("route", "status")
        )
        took = HistogramMetricFamily(
            "fundstelle_http_request_seconds", "Seconds an answer took.", labels=("route",)
        )
        for route, counts in zip(self._routes, self._counts.sum(axis=0).tolist(), strict=True):
            by_status, by_time = counts[: len(STATUSES)], counts[len(STATUSES) : -1]
            for status, count in zip(STATUSES, by_status, strict=True):
                if count:
                    answers.add_metric((route, status), count)
            if sum(by_time):
                upto = np.cumsum(by_time).tolist()
                names = ["+Inf" if bound == float("inf") else str(bound) for bound in BUCKETS]
                took.add_metric((route,), list(zip(names, upto, strict=True)), counts[-1])
        yield answers
        yield took


class _Index(Collector):
    """What is told of the live index."""

    def collect(self) -> Iterator[Metric]:
        """Yield its facts; without an index, that there is none."""
        try:
            info = service().info()
        except FundstelleError:
            yield GaugeMetricFamily("fundstelle_index_up", "1: the index can be read.", 0)
            return
        yield GaugeMetricFamily("fundstelle_index_up", "1: the index can be read.", 1)
        facts = (
            ("articles", "Articles in the index.", info.articles),
            ("sections", "Sections in the index.", info.sections),
            ("size_bytes", "Bytes of the index.", info.size_bytes),
            ("fallback", "1: an older generation is served, the newest is damaged.",
             bool(info.notes)),
        )  # fmt: skip
        for name, told, value in facts:
            yield GaugeMetricFamily(f"fundstelle_index_{name}", told, value)
        if info.built:
            yield GaugeMetricFamily(
                "fundstelle_index_built_timestamp_seconds", "When the index was published.",
                info.built.timestamp(),
            )  # fmt: skip


@bp.get("/metrics")
def metrics() -> Response:
    """State for Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(current_app.extensions["counts"])
    registry.register(_Index())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def register(app: Flask) -> None:
    """Count every answer; to be called after all routes are known and before other checks."""
    counts = app.extensions["counts"] = Counts(rule.endpoint for rule in app.url_map.iter_rules())

    @app.before_request
    def asked() -> None:
        g.asked = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        now = time.perf_counter()
        counts.add(request.endpoint or OTHER, str(response.status_code), now - g.get("asked", now))
        return response
