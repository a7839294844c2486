"""What goes by another name is a click away: an abbreviation, as the articles introduce it."""

from __future__ import annotations

import json
import re
from html import unescape

from search import open_service
from web import create_app

ARTICLES = [
    {"id": "a", "text": "Der Neue Wiesenbund (NWB) mäht."},
    {"id": "b", "text": "Heu vom Neuen Wiesenbund."},
]


def test_the_name_of_an_abbreviation_is_offered_with_what_both_find(run, tmp_path):
    lines = tmp_path / "artikel.jsonl"
    lines.write_text("\n".join(map(json.dumps, ARTICLES)), "utf-8")
    run("index", lines)
    assert "Auch als „Neue Wiesenbund“: 2 Artikel." in run("search", "NWB").err
    told = json.loads(run("search", "NWB", "--format", "json").out)["ways_out"]
    assert told[0] == {
        "way": "name",
        "label": "Neue Wiesenbund",
        "query": 'NWB ODER "Neue Wiesenbund"',
        "articles": 2,
    }
    client = create_app(open_service(tmp_path / "ix" / "index")).test_client()
    readback = client.get("/suche?q=NWB").text.partition("results__readback")[2]
    address, label = re.search(r'href="([^"]*)"><bdi>(auch [^<]*)</bdi>', readback).groups()
    assert label == "auch „Neue Wiesenbund“"
    assert client.get(unescape(address)).text.count('class="hits__item"') == 2
