"""The index stays a Whoosh index: stock Whoosh opens the directory and searches it on its own."""

import subprocess
import sys

import pytest
from whoosh import query

from search.engines.base import SectionDocument
from search.engines.embedded.engine import EmbeddedEngine
from tests.differential.whoosh_side import open_mapped

PHRASES = [("der", "rat"), ("straße", "und", "weg"), ("markt", "markt"), ("rat", "der")]


def positions(postings):
    """Return position → term."""
    return {place: term for term, places in postings.items() for place in places}


def found_by_hand(written, matches):
    """Return (article, section) of the live sections whose positions match, without any index."""
    return {
        (name, s.number)
        for name, sections in written.live.items()
        for s in sections
        if matches(
            {p: t for t, ps in s.analyzed(written.analyzer)["text_exact"].items() for p in ps}
        )
    }


def found_by_whoosh(side, wanted):
    """Return the same from Whoosh's own search and scorer, all hits."""
    with side.index.searcher() as searcher:
        sections = [side.section_of[hit.docnum] for hit in searcher.search(wanted, limit=None)]
        return {(section.article_id, section.number) for section in sections}


@pytest.mark.parametrize("words", PHRASES, ids=" ".join)
def test_whoosh_finds_phrases_on_its_own(words, written, side):
    def in_a_row(at):
        return any(all(at.get(p + i) == word for i, word in enumerate(words)) for p in at)

    expected = found_by_hand(written, in_a_row)
    assert expected
    assert found_by_whoosh(side, query.Phrase("text_exact", list(words))) == expected


@pytest.mark.parametrize("prefix", ["straßen", "h", "vereinsä", "theaterbaute"])
def test_whoosh_finds_prefixes_on_its_own(prefix, written, side):
    expected = found_by_hand(written, lambda at: any(t.startswith(prefix) for t in at.values()))
    assert expected
    assert found_by_whoosh(side, query.Prefix("text_exact", prefix)) == expected


def test_a_process_without_our_allow_list_opens_the_index(written):
    """The schema of the files is enough; `search` is imported for the class of the fields only."""
    script = (
        "import sys; from whoosh import index, query\n"
        "with index.open_dir(sys.argv[1]).searcher() as s:\n"
        "    print(s.doc_count(), len(list(s.docs_for_query(query.Term('source', 'zeit.de')))))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(written.directory)],
        capture_output=True,
        text=True,
        check=True,
    )
    live = list(written.live.values())
    from_zeit = sum("zeit.de" in sections[0].keywords["source"] for sections in live)
    assert ran.stdout.split() == [str(sum(map(len, live))), str(from_zeit)]


def test_whoosh_counts_sections_of_live_articles_only(written, side):
    searcher = side.searcher
    assert searcher.doc_count() == sum(map(len, written.live.values()))
    assert searcher.doc_count_all() == sum(map(len, written.ever))
    assert len(searcher.leaf_searchers()) == 3
    readers = [reader for reader, _ in searcher.reader().leaf_readers()]
    assert [reader.has_deletions() for reader in readers] == [True, True, False]


@pytest.mark.parametrize(("field", "scored"), [("text_stem", True), ("source", False)])
def test_whoosh_is_told_lengths_of_scored_fields_alone(side, field, scored):
    for reader, _ in side.searcher.reader().leaf_readers():
        each = [reader.doc_field_length(n, field) for n in range(reader.doc_count_all())]
        assert any(each) == (reader.field_length(field) > 0) == scored
        assert reader.max_field_length(field) == max(each)
        assert reader.min_field_length(field) == min(filter(None, each), default=0)


def test_the_oracle_keeps_clear_of_a_fault_of_whoosh(tmp_path):
    """Even exhaustively, AndNot lets its first document through if its other side begins first."""
    engine = EmbeddedEngine(tmp_path)
    with engine.writer(stamp="s") as writer:
        for number, text in enumerate(("b", "a b", "a")):
            document = SectionDocument(
                article_id=str(number), revision=1, number=0, texts={"text": [text]}
            )
            writer.add([document])
    made = open_mapped(tmp_path / "gen-00000001")
    with made.searcher() as searcher:
        a, b = (query.Term("text_exact", word) for word in "ab")
        assert list(searcher.docs_for_query(query.AndNot(a, b))) == [1, 2]
        assert list(searcher.docs_for_query(query.Not(b))) == [2]
