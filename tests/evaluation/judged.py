"""Judged sets: articles with queries and judgments, our own sample topics among them.

In: FOLDER/<set>/ with articles.jsonl, queries.jsonl, qrels.tsv.  Out: `JudgedSet`, indexed once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from search import SearchService, evaluation, index_sources, open_service

ROOT = Path(__file__).parent.parent.parent
JUDGMENTS = ROOT / "corpus/judgments"


@dataclass(frozen=True)
class JudgedSet:
    """A set of topics. `source`: the file or folder of its articles."""

    name: str
    source: Path
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    def service(self, indexes: Path) -> SearchService:
        """Return a service on `indexes`/<name>, which is made if it is not there yet."""
        index = indexes / self.name / "index"
        if not (index / "CURRENT").exists():
            index_sources([self.source], index=index)
        return open_service(index)


def sample_topics() -> JudgedSet:
    """Return our own judged topics on the sample articles."""
    return JudgedSet(
        "sample",
        ROOT / "corpus/articles",
        evaluation.read_queries(JUDGMENTS / "topics.jsonl"),
        evaluation.read_qrels(JUDGMENTS / "qrels.tsv"),
    )


def judged_set(place: Path) -> JudgedSet:
    """Return the set of one folder."""
    return JudgedSet(
        place.name,
        place / "articles.jsonl",
        evaluation.read_queries(place / "queries.jsonl"),
        evaluation.read_qrels(place / "qrels.tsv"),
    )


def judged_sets(folder: Path, wanted: Collection[str] = ()) -> list[JudgedSet]:
    """Return the sets of a folder, small ones first; all, or those wanted."""
    found = sorted(folder.glob("*/articles.jsonl"), key=lambda path: path.stat().st_size)
    return [judged_set(p.parent) for p in found if not wanted or p.parent.name in wanted]
