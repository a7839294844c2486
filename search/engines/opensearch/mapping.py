"""What an index of a cluster looks like: settings, fields, and what is kept about it.

In: how many shards.  Out: the body of a request that makes an index.
An article is one document with its sections nested in it. So an article is replaced by one write,
never in part; sections are counted among those of the articles found; and the fields of articles
and of sections are fields of their own, each with its own lengths.

Python analyses: a field of text holds one group of terms a word, joined by "|", with a blank
between two. The cluster takes groups apart and gives their terms one position. It needs no file
and no plug-in, and a word is the same term there as in the embedded engine.
"""

from __future__ import annotations

from typing import Any

from search.analysis import BLOCK_GAP
from search.engines.base import FACET_FIELDS, GROUPS, KEYWORD_FIELDS, LINK, POSITION_FIELDS
from search.ranking.bm25 import K1, B

# Raise with every change below: an index of another version is refused and built anew.
SCHEMA_VERSION = 1
SECTIONS = "sections"  # path of the nested sections
STACK = "|"  # between the terms of one word; a word of a row that is STACK alone may be any word
MONTH = "month"
MOST_HITS = 10_000  # of one question, and hits whose scores are worked out anew
# Longer ones would be refused by Lucene, which takes 32,766 bytes.
_LONGEST_KEY = 8_000
# The boost of a term whose score shall be its frequency; so a script has what BM25 is made of
# without a look into the index for every document and term (`scoring.py`).
FREQUENCY = 2.0**20
# Scripts of a similarity take no parameters.
_IDF = f"""
if (query.boost == {FREQUENCY}) {{ return 1.0; }}
return query.boost * Math.log(1 + (field.docCount - term.docFreq + 0.5) / (term.docFreq + 0.5));
"""
_BM25 = f"""
if (query.boost == {FREQUENCY}) {{ return doc.freq; }}
double average = Math.max(1.0, field.sumTotalTermFreq / (double) Math.max(1, field.docCount));
return weight * doc.freq / (doc.freq + {K1 * (1 - B)} + {K1 * B} * doc.length / average);
"""

Json = dict[str, Any]


def length_field(group: str) -> str:
    """Return the field with the number of words of a group, where that is not 0."""
    return f"length_{group}"


def key_field(column: str) -> str:
    """Return the field that is asked for a keyword: its folded whole and its words."""
    return f"{column}_key"


def _analysis() -> Json:
    stack = {"type": "pattern_capture", "preserve_original": False, "patterns": [r"([^|]+)"]}
    # By default the tokenizer cuts what has more than 255 letters, without a word.
    groups = {"type": "whitespace", "max_token_length": 8192}
    return {
        "tokenizer": {"groups": groups},
        "filter": {"stack": stack, "hole": {"type": "stop", "stopwords": [STACK]}},
        "analyzer": {
            "groups": {"type": "custom", "tokenizer": "groups", "filter": ["stack"]},
            "rows": {"type": "custom", "tokenizer": "groups", "filter": ["stack", "hole"]},
        },
    }


def _similarity() -> Json:
    """Return BM25 with rounded lengths, or the frequency of a term if its boost asks for that."""
    return {
        "type": "scripted",
        "weight_script": {"source": _IDF},
        "script": {"source": _BM25},
    }


def _fields() -> Json:
    """Return what articles and sections have in common."""
    number = {"type": "integer", "index": False}
    keyword = {"type": "keyword", "ignore_above": _LONGEST_KEY}
    placed = {"index_options": "positions", "position_increment_gap": BLOCK_GAP}
    fields: Json = {"published": {"type": "long"}, LINK: keyword}
    fields |= {key_field(c): keyword | {"doc_values": False} for c in KEYWORD_FIELDS if c != LINK}
    for group, names in GROUPS.items():
        fields[length_field(group)] = number
        for name in names:
            fields[name] = {
                "type": "text",
                "analyzer": "groups",
                "search_analyzer": "rows",
                "similarity": "frequency",
                **(placed if name in POSITION_FIELDS else {"index_options": "freqs"}),
            }
    return fields


def index_body(shards: int, meta: Json) -> Json:
    """Return settings and fields of a new index; `meta` is what is to be told about it."""
    value = {"type": "keyword", "index": False, "ignore_above": _LONGEST_KEY}
    section = {"number": {"type": "integer"}, **_fields()}
    return {
        "settings": {
            "number_of_shards": shards,
            # A copy of each shard as soon as there is a second machine.
            "auto_expand_replicas": "0-1",
            # Nothing is seen before all of a batch is there and says so.
            "refresh_interval": "-1",
            "max_inner_result_window": MOST_HITS,
            "analysis": _analysis(),
            "similarity": {"frequency": _similarity()},
        },
        "mappings": {
            "_meta": meta,
            "_source": {"enabled": False},  # texts are in the article store
            "dynamic": "strict",
            "properties": {
                "id": {"type": "keyword"},
                "revision": {"type": "long", "index": False},
                MONTH: value,
                **dict.fromkeys(FACET_FIELDS, value),
                SECTIONS: {"type": "nested", "properties": section},
                **_fields(),
            },
        },
    }
