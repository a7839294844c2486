"""What is beyond the size of a run or of a list of words is put aside; nothing changes by it."""

import numpy as np

from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.segments.term_postings import POSITION_BITS
from search.engines.embedded.writing import gathering, numbering
from search.engines.embedded.writing.numbering import Numbering
from search.engines.embedded.writing.tokens_aside import Group, WordCounts, put_counts_aside
from search.engines.embedded.writing.word_lists import merged, put_list_aside


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
    lists = []  # of each run
    spill = gathering.Group.spill

    def noted(group, words):
        lists.append(words)
        spill(group, words)

    monkeypatch.setattr(gathering.Group, "spill", noted)
    monkeypatch.setattr(gathering, "RUN_TOKENS", 500)
    monkeypatch.setattr(gathering, "CUT_LETTERS", 100)
    monkeypatch.setattr(numbering, "FULL", 20)
    assert digest(tmp_path / "spilled", batches) == whole
    assert len(lists) > 10
    assert max(lists) > 1
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
    known = Numbering()
    groups = {name: Group(name, tmp_path) for name in ("author", "text")}
    for name, text in (("author", "Erna Beispiel"), ("text", "Beispiel folgt folgt")):
        words, counts = known.number([text])
        groups[name].add(words, np.array([0]), counts)
        groups[name].spill(0)
    words, numbers = merged([put_list_aside(known.texts(), tmp_path / "words")], tmp_path)
    runs = groups["text"].runs(numbers)
    counts = WordCounts(words, put_counts_aside(runs, len(words), tmp_path / "counts"))
    assert dict(counts.items()) == {"Beispiel": 1, "folgt": 2}
    assert len(counts) == 2
