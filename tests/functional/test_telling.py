"""What sets the articles of a time apart: asked for, and told above the hits."""

from __future__ import annotations

import re
from html import unescape

from search.errors import DeadlineExceededError


def test_a_page_of_a_time_tells_what_sets_it_apart(site):
    told = ["Nachricht: Da stürzt ein Kran um."] * 5 + ["Nachricht: Es ist ruhig."] * 24
    client = site(["2024-05-05"] * 5 + ["2024-07-05"] * 12 + ["2024-08-05"] * 12, told)
    time = "q=Nachricht&von=2024-05&bis=2024-05"
    page = client.get(f"/suche?{time}&kopien=an").text
    link = unescape(re.search(r'href="([^"]*)">Was war da\?</a>', page)[1])
    asked = client.get(link).text
    assert "Was war da?" not in asked
    (noun,) = re.findall(r'<a class="telling__link" href="([^"]*)"><bdi>Kran</bdi></a>', asked)
    assert "5 Artikel (" in client.get(unescape(noun)).text
    assert "anlass" not in unescape(noun), "it is asked once"
    quiet = client.get("/suche?q=Nachricht&von=2024-07&bis=2024-07&kopien=an&anlass=an").text
    assert "Kein Wort kommt in diesem Zeitraum auffällig oft vor." in quiet


def test_hits_do_not_wait_for_what_sets_their_time_apart(site, monkeypatch):
    def ended(*_):
        raise DeadlineExceededError

    client = site(["2024-05-05"] * 3 + ["2024-07-05"] * 3)
    monkeypatch.setattr("search.service.SearchService.telling", ended)
    asked = "q=Nachricht&von=2024-05&bis=2024-05"
    page = client.get(f"/suche?{asked}&kopien=an&anlass=an")
    assert page.status_code == 200
    assert "3 Artikel (" in page.text
    assert "nicht schnell genug zu sagen" in page.text
    programs = client.get("/api/v1/telling?q=Nachricht&from=2024-05&to=2024-05")
    assert programs.status_code == 503, "they asked for nothing else"


def test_without_a_time_or_hits_nothing_is_asked(site):
    client = site(["2024-01-01"] * 3)
    for asked in ("q=Nachricht", "q=Unfug&von=2024-01&bis=2024-01"):
        page = client.get(f"/suche?{asked}").text
        assert "Was war da?" not in page, asked
        assert "telling" not in page, asked
