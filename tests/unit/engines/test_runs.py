"""Words beyond the size of a run are sorted in several runs and merged; nothing changes by it."""

import numpy as np

from search.engines.embedded import gathering
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.numbering import Numbering
from search.engines.embedded.term_postings import POSITION_BITS
from search.engines.embedded.tokens_aside import Group


def digest(root, batches):
    engine = EmbeddedEngine(root)
    with engine.writer(stamp="s") as batch:
        for documents in batches:
            batch.add(documents)
    snapshot = engine._live()[1].snapshot
    found = {}
    for field in ("text_stem", "text_exact", "title_stem", "author", "source"):
        for term in snapshot.terms(field):
            postings = snapshot.postings(field, term)
            ids, freqs = postings.ids, postings.freqs
            places = postings.places() if field != "source" else ids
            found[field, term] = ids.tolist(), freqs.tolist(), places.tolist()
    return found


def test_several_runs_give_the_same_postings(tmp_path, made_articles, documents, monkeypatch):
    batches = documents(made_articles(60))
    whole = digest(tmp_path / "whole", batches)
    runs = []
    spill = gathering.Group.spill
    monkeypatch.setattr(gathering.Group, "spill", lambda group: (runs.append(1), spill(group)))
    monkeypatch.setattr(gathering, "RUN_TOKENS", 500)
    monkeypatch.setattr(gathering, "CUT_LETTERS", 100)
    assert digest(tmp_path / "spilled", batches) == whole
    assert len(runs) > 10
    assert len(whole) > 50


def test_postings_are_those_of_the_documents(tmp_path, made_articles, documents):
    batches = documents(made_articles(40, seed=3))
    found = digest(tmp_path / "index", batches)
    sections = [section for article in batches for section in article]
    analyzer = EmbeddedEngine(tmp_path / "index").analyzer()
    for field in ("text_stem", "text_exact", "title_stem"):
        expected = {}
        for number, section in enumerate(sections):
            for term, places in section.analyzed(analyzer).get(field, {}).items():
                ids, freqs, all_places = expected.setdefault((field, term), ([], [], []))
                ids.append(number)
                freqs.append(len(places))
                all_places += [(number << POSITION_BITS) + place for place in places]
        assert {k: v for k, v in found.items() if k[0] == field} == expected


def test_a_word_that_stands_in_another_group_alone_is_not_counted(tmp_path):
    # Every count is divided by later: names of authors must not get there with none.
    numbering = Numbering()
    authors, texts = (Group(name, numbering, tmp_path) for name in ("author", "text"))
    for group, text in ((authors, "Erna Beispiel"), (texts, "Beispiel folgt folgt")):
        words, counts = numbering.number([text])
        group.add(words, np.array([0]), counts)
        group.spill()
    assert dict(texts.counts().items()) == {"Beispiel": 1, "folgt": 2}
    assert len(texts.counts()) == 2
