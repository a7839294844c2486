"""Postings beyond the memory of the pool are spilled and merged; nothing changes by it."""

from search.engines.embedded import writer
from search.engines.embedded.engine import EmbeddedEngine


def digest(root, batches):
    engine = EmbeddedEngine(root)
    with engine.writer(stamp="s") as batch:
        for documents in batches:
            batch.add(documents)
    snapshot = engine._live()[1].snapshot
    return {
        (field, term): [part.tolist() for part in snapshot.postings(field, term)[:2]]
        for field in ("text_stem", "text_exact", "title_stem", "source")
        for term in snapshot.terms(field)
    }


def test_spilled_runs_give_the_same_postings(tmp_path, made_articles, documents, monkeypatch):
    batches = documents(made_articles(60))
    saved = []
    original = writer.replace_pool

    def watched(whoosh_writer, limit_mb):
        original(whoosh_writer, limit_mb)
        pool = whoosh_writer.pool
        save = pool.save
        pool.save = lambda: (saved.append(1), save())

    monkeypatch.setattr(writer, "replace_pool", watched)
    whole = digest(tmp_path / "whole", batches)
    assert not saved
    monkeypatch.setattr(writer, "POOL_MB", 0.02)
    assert digest(tmp_path / "spilled", batches) == whole
    assert len(saved) > 5
    assert len(whole) > 50
