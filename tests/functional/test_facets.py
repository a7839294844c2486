"""The values to narrow by: ten at once, more behind a click, never a dead end."""

import json
import re

from search import index_sources, open_service
from web import create_app

OUTLETS = 75


def test_values_beyond_the_first_are_a_click_away(tmp_path):
    lines = tmp_path / "artikel.jsonl"
    articles = [
        {"id": f"{n}.{copy}", "text": f"Nachricht {n} und {copy}.", "source": f"Blatt {n:02}"}
        for n in range(OUTLETS)
        for copy in range(1 + (n < 15))
    ]
    lines.write_text("\n".join(map(json.dumps, articles)), "utf-8")
    index_sources([lines], index=tmp_path / "index")
    client = create_app(open_service(tmp_path / "index")).test_client()
    page = client.get("/suche?q=Nachricht").text
    shown, _, rest = page.partition('<details class="facets__more">')
    links = re.compile(r'href="/suche\?q=Nachricht&amp;quelle=Blatt\+(\d\d)"')
    assert len(links.findall(shown)) == 10
    behind = links.findall(rest)
    assert (len(behind), behind[:5]) == (50, ["10", "11", "12", "13", "14"])
    assert "65 weitere Werte</summary>" in rest
    assert "und 15 seltenere" in rest
    few = client.get("/suche?q=Nachricht&quelle=Blatt+70&quelle=Blatt+71").text
    assert "facets__more" not in few
    assert few.count('aria-current="true"><span class="facets__value">') == 2
