"""Topics on the article page: the first ones, the others behind a click, each a search."""

from __future__ import annotations

import json
import re

import pytest

from search import index_sources, open_service
from web import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("topics")
    rows = [
        {"id": f"a{n}", "text": f"Nachricht {n}.", "topics": [f"Thema {t}" for t in range(n)]}
        for n in (0, 8, 9, 12)
    ]
    (folder / "zeilen.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    index_sources([folder / "zeilen.jsonl"], index=folder / "index")
    return create_app(open_service(folder / "index")).test_client()


@pytest.mark.parametrize(
    ("topics", "rest"), [(0, None), (8, None), (9, "1 weiteres"), (12, "4 weitere")]
)
def test_many_topics_leave_room_for_the_text(client, topics, rest):
    page = client.get(f"/artikel/a{topics}").text
    first, _, more = page.partition('<details class="topics__more">')
    links = [re.findall(r'topics__link" href="([^"]*)"', part) for part in (first, more)]
    assert [len(part) for part in links] == [min(topics, 8), max(0, topics - 8)]
    assert [*links[0], *links[1]] == [f"/suche?q=&amp;ressort=Thema+{n}" for n in range(topics)]
    assert re.findall('topics__rest">([^<]*)<', page) == ([rest] if rest else [])
