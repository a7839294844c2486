"""From an article's section documents to its one document in a cluster.

In: section documents, numbered from 0, and the groups of terms of all their words.
Out: the source of a document (`mapping.py`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from search.analysis import fold_keyword
from search.engines.base import (
    FACET_FIELDS,
    GROUPS,
    KEYWORD_FIELDS,
    LINK,
    SectionDocument,
)
from search.engines.opensearch.groups import Groups
from search.engines.opensearch.mapping import (
    MONTH,
    SECTIONS,
    Json,
    key_field,
    length_field,
)
from search.settings import SITE_ZONE

_LONGEST_NAME = 500  # bytes of a document's name; OpenSearch takes 512
_WORDS = re.compile(r"\w+")


def document_name(article_id: str) -> str:
    """Return the `_id` of an article's document."""
    name = article_id.encode()
    return article_id if len(name) <= _LONGEST_NAME else hashlib.sha256(name).hexdigest()


def article_document(sections: Sequence[SectionDocument], groups: Groups) -> Json:
    """Return the source of an article's document."""
    lead = sections[0]
    parts = [_section(section, groups) for section in sections]
    common = _common(lead)
    document: Json = {"id": lead.article_id, "revision": lead.revision, **common}
    for group, names in GROUPS.items():
        for name in names:
            document[name] = [text for part in parts for text in part.get(name, ())]
        if length := sum(part.get(length_field(group), 0) for part in parts):
            document[length_field(group)] = length
    for column in FACET_FIELDS:
        document[column] = list(lead.keywords.get(column, ()))
    if lead.published is not None:
        month = datetime.fromtimestamp(lead.published, ZoneInfo(SITE_ZONE)).strftime("%Y-%m")
        document[MONTH] = month
    document[SECTIONS] = [part | common for part in parts]
    return document


def _common(lead: SectionDocument) -> Json:
    """Return what filters ask for, of the article and of each of its sections."""
    found: Json = {} if lead.published is None else {"published": lead.published}
    for column in KEYWORD_FIELDS:
        values = lead.keywords.get(column, ())
        if column == LINK:
            found[column] = list(values)
            continue
        folded = [fold_keyword(value) for value in values]
        keys = dict.fromkeys(key for v in folded for key in (v, *_WORDS.findall(v)))
        found[key_field(column)] = list(keys)
    return found


def _section(section: SectionDocument, groups: Groups) -> Json:
    """Return the words of one section."""
    found: Json = {"number": section.number}
    for group, blocks in section.words.items():
        if length := sum(map(len, blocks)):
            found[length_field(group)] = length
        for name, kind in GROUPS[group].items():
            of_word = groups[kind]
            found[name] = [" ".join([of_word[word] for word in words]) for words in blocks]
    return found
