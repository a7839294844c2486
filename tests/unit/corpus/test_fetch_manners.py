"""Fetching: what hosts ask for is heard: robots, pauses, times to come again."""

from __future__ import annotations

import pytest

from tests.fetch_server import page


def reasons(failures):
    return [(f.file.rpartition("/")[2], f.reason) for f in failures]


@pytest.mark.parametrize(
    ("robots", "fetched", "refused"),
    [
        ((200, {}, b"User-agent: *\nDisallow: /intern/"), ["/offen"], 1),
        ((200, {}, b"User-agent: Fundstelle\nDisallow: /i\nAllow: /o"), ["/offen"], 1),
        ((200, {}, b"User-agent: Andere\nDisallow: /"), ["/intern/x", "/offen"], 0),
        ((404, {}, b""), ["/intern/x", "/offen"], 0),
        ((301, {"Location": "/regeln.txt"}, b""), ["/offen"], 1),
    ],
)  # fmt: skip
def test_robots_are_heard(web, tmp_path, robots, fetched, refused):
    web.answers |= {
        "/robots.txt": robots, "/regeln.txt": (200, {}, b"User-agent: *\nDisallow: /intern"),
        "/feed": web.feed(web.url("/intern/x"), web.url("/offen")),
        "/intern/x": page("x"), "/offen": page("offen"),
    }  # fmt: skip
    report = web.fetch(tmp_path, "/feed")
    asked = [path for path in web.paths() if path not in {"/feed", "/regeln.txt"}]
    assert (sorted(asked), len(report.refused)) == (fetched, refused)
    assert [path for _, path, _ in web.asked].count("/robots.txt") == 1


def test_a_host_whose_robots_fail_is_left_alone(web, tmp_path):
    web.answers |= {"/robots.txt": (503, {}, b""), "/feed": web.feed(web.url("/a"))}
    report = web.fetch(tmp_path, "/feed")
    assert web.paths() == []
    assert reasons(report.failed) == [("feed", "robots.txt cannot be read: status 503")]


@pytest.mark.parametrize(("robots", "pause"), [(b"", 2.5), (b"User-agent: *\nCrawl-delay: 7", 7.0)])
def test_between_requests_to_a_host_is_a_pause(web, tmp_path, robots, pause):
    web.answers |= {
        "/robots.txt": (200, {}, robots), "/feed": web.feed(web.url("/a"), web.url("/b")),
        "/a": page("a"), "/b": page("b"),
    }  # fmt: skip
    assert web.fetch(tmp_path, "/feed", delay_s=2.5).fetched == 2
    assert web.slept == [2.5, pause, pause]  # behind robots.txt, then between the three


def test_retry_after_is_waited_for_or_kept_for_the_next_run(web, tmp_path):
    answers = iter([(503, {"Retry-After": "20"}, b""), page("Eins")])
    web.answers |= {"/feed": web.feed(web.url("/a")), "/a": lambda _: next(answers)}
    assert web.fetch(tmp_path, "/feed", delay_s=0).fetched == 1
    assert web.slept == [20]
    web.answers |= {
        "/feed": web.feed(web.url("/b"), web.url("/c")),
        "/b": (429, {"Retry-After": "3600"}, b""), "/c": page("c"),
    }  # fmt: skip
    report = web.fetch(tmp_path, "/feed", delay_s=0)
    assert (report.fetched, report.left, report.failed) == (0, 2, [])
    web.asked.clear()
    report = web.fetch(tmp_path, "/feed", delay_s=0)
    assert web.asked == []
    assert (report.left, report.failed[0].reason) == (2, "the host asks for a pause of 3600 s")
    web.time += 3601
    web.answers["/b"] = page("b")
    assert web.fetch(tmp_path, "/feed", delay_s=0).fetched == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_is_busy_twice_is_left_alone_for_the_run(web, tmp_path, status):
    web.answers |= {"/feed": web.feed(web.url("/a"), web.url("/b"), web.url("/c"))}
    web.answers |= {f"/{name}": (status, {"Retry-After": "5"}, b"") for name in "abc"}
    report = web.fetch(tmp_path, "/feed", delay_s=0)
    assert web.paths() == ["/feed", "/a", "/a"]
    assert (report.left, report.failed) == (3, [])
    assert reasons(report.postponed) == [("a", f"the host is busy (status {status})")]
    web.time += 6
    web.answers |= {f"/{name}": page(name) for name in "abc"}
    assert web.fetch(tmp_path, "/feed", delay_s=0).fetched == 3


def test_too_many_requests_is_a_pause_even_without_a_time(web, tmp_path):
    answers = iter([(429, {}, b""), page("Eins")])
    web.answers |= {"/feed": web.feed(web.url("/a")), "/a": lambda _: next(answers)}
    assert web.fetch(tmp_path, "/feed", delay_s=0).fetched == 1
    assert web.slept == [60]


def test_retry_after_may_be_a_date(web, tmp_path):
    answers = iter([(503, {"Retry-After": "Sun, 15 Jun 2025 15:07:00 GMT"}, b""), page("Eins")])
    web.answers |= {"/feed": web.feed(web.url("/a")), "/a": lambda _: next(answers)}
    assert web.fetch(tmp_path, "/feed", delay_s=0).fetched == 1
    assert web.slept == [20]  # the clock began at 15:06:40


def test_a_crawl_delay_beyond_patience_is_named(web, tmp_path):
    web.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 3600"),
        "/feed": web.feed(web.url("/a"), web.url("/b")),
    }
    report = web.fetch(tmp_path, "/feed")
    assert (report.left, web.paths()) == (2, ["/feed"])
    assert [f.reason for f in report.postponed] == ["the host asks for a pause of 3600 s"]


def test_requests_name_us_and_a_contact(web, tmp_path):
    from corpus.fetch import FetchOptions

    agent = FetchOptions(contact="redaktion@zeitung.example").agent
    assert agent.startswith("Fundstelle/")
    assert agent.endswith("(+redaktion@zeitung.example)")
    web.fetch(tmp_path, "/feed")
    assert {fields["user-agent"] for _, _, fields in web.asked} == {"Fundstelle/test"}
