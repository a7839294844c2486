"""R7: an article is in or out, never half.  R8: the same corpus gives the same answers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from corpus import Article, Section
from search import SearchRequest, index_sources, open_service
from search.engines.base import SectionDocument
from search.engines.embedded.engine import EmbeddedEngine
from search.sections import section_documents
from tests.commands import call
from tests.conftest import WORDS
from tests.reliability.conftest import answers, leftovers, lines, write_lines

MIB = 1 << 20
BROKEN = {
    "titel": b'{"id": "kaputt-titel", "title": 3, "text": "markertitel rathaus."}',
    "autoren": b'{"id": "kaputt-autoren", "authors": [1], "text": "markerautoren rathaus."}',
    "ohnetext": b'{"id": "kaputt-ohnetext", "title": "", "text": ""}',
    "bytes": b'{"id": "kaputt-bytes", "text": "markerbytes rathaus \xff\xfe\xfa"}',
    "klammer": b'{"id": "kaputt-klammer", "text": "markerklammer rathaus"',
    "liste": b'{"id": "kaputt-liste", "text": ["markerliste rathaus"]}',
    "gross": b'{"id": "kaputt-gross", "text": "markergross ' + b"rathaus " * (5 * MIB // 4) + b'"}',
    "doppelt": b'{"id": "a0001", "text": "markerdoppelt rathaus"}',
}


def test_broken_articles_are_in_no_hit_and_the_rest_is_indexed(tmp_path):
    source, index = tmp_path / "artikel.jsonl", tmp_path / "ix" / "index"
    good = [line.encode() for line in lines(20)]
    source.write_bytes(b"\n".join([*good[:10], *BROKEN.values(), *good[10:]]))
    done = call("index", source, "--index", index, "--format", "json")
    report = json.loads(done.out)
    assert (done.code, report["articles"]) == (0, 20), report
    assert report["failed"] == len(BROKEN)
    assert all(failure["reason"] for failure in report["failures"])
    service = open_service(index)
    for name in BROKEN:
        assert service.search(SearchRequest(text=f'"marker{name}"')).articles == 0
    assert service.search(SearchRequest(text="gemeinsam", limit=100)).articles == 20
    assert not list(service.engine._live()[1].snapshot.terms("text_exact", "marker"))


def test_broken_files_are_in_no_hit_and_the_rest_is_indexed(tmp_path):
    folder, index = tmp_path / "quelle", tmp_path / "ix" / "index"
    write_lines(folder / "artikel.jsonl", lines(20))
    broken = {
        "leer.txt": b"",
        "bilder.txt": b"markerdatei\0\1\2" * 50,
        "gross.html": b"<p>markerdatei " + b"x" * (11 * MIB),
        "leer.html": b"<html><body><nav>markerdatei</nav></body></html>",
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    report = json.loads(call("index", folder, "--index", index, "--format", "json").out)
    assert (report["articles"], report["failed"]) == (20, len(broken))
    assert {Path(failure["file"]).name for failure in report["failures"]} == broken.keys()
    assert open_service(index).search(SearchRequest(text='"markerdatei"')).articles == 0


def _documents(name: str, word: str, *, broken: bool = False) -> list[SectionDocument]:
    paragraphs = [(f"Der erste Satz {word}.",), (f"Der zweite Satz {word}.",)]
    article = Article(
        id=name, title="Titel", sections=tuple(Section(paragraphs=lines) for lines in paragraphs)
    )
    documents = section_documents(article, 1)
    if broken:  # analysis fails in the middle of the second section
        texts = {**documents[1].texts, "title": ["Titel", 3]}
        documents[1] = SectionDocument(article_id=name, revision=1, number=1, texts=texts)
    return documents


def _add_all(engine: EmbeddedEngine, batch: list[list[SectionDocument]]) -> None:
    with engine.writer(stamp="s") as writer:
        for documents in batch:
            writer.add(documents)


def test_an_error_in_the_middle_of_an_article_publishes_nothing_of_the_batch(tmp_path):
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.writer(stamp="s") as writer:
        writer.add(_documents("gut", "eins"))
    batch = [_documents("auch-gut", "zwei"), _documents("kaputt", "drei", broken=True)]
    with pytest.raises(TypeError):
        _add_all(engine, batch)
    assert engine.articles() == {"gut": 1}
    assert leftovers(tmp_path / "index") == []
    with engine.writer(stamp="s") as writer:
        writer.add(_documents("danach", "vier"))
    assert engine.articles() == {"gut": 1, "danach": 1}
    assert not list(engine._live()[1].snapshot.terms("text_exact", "drei"))


def _shuffled(folder: Path, seed: int) -> list[Path]:
    """Write the same 200 articles, cut into files differently and in another order."""
    rnd, made = random.Random(seed), lines(200, seed=42)
    rnd.shuffle(made)
    cuts = sorted(rnd.sample(range(1, 200), 9))
    return [
        write_lines(folder / f"{rnd.random():.9f}.jsonl", made[start:end])
        for start, end in zip([0, *cuts], [*cuts, 200], strict=True)
    ]


def _queries(count: int) -> list[str]:
    rnd = random.Random(8)
    forms = ("{} {}", '"{} {}"', "{} ODER {}", "{} NICHT {}", "titel:{} {}", "{} {} quelle:Bote")
    return [rnd.choice(forms).format(*rnd.sample(WORDS, 2)) for _ in range(count)]


def test_file_order_changes_no_answer(tmp_path):
    found = []
    for seed in range(2):
        index = tmp_path / f"ix{seed}" / "index"
        sources = _shuffled(tmp_path / f"quelle{seed}", seed)
        report = index_sources(sources, index=index)
        assert (report.new, report.failures) == (200, ())
        found.append(answers(index, _queries(100)))
    assert found[0] == found[1]
    assert sum(1 for total, _ in found[0] if total) > 80


def test_one_article_at_a_time_gives_the_answers_of_one_batch(tmp_path):
    made, whole, bits = lines(40, seed=5), tmp_path / "g" / "index", tmp_path / "s" / "index"
    index_sources([write_lines(tmp_path / "alle.jsonl", made)], index=whole)
    for end in (10, 20, 21, 40):
        source = write_lines(tmp_path / "teil.jsonl", made[:end])
        index_sources([source], index=bits)
    assert answers(bits, _queries(100)) == answers(whole, _queries(100))
