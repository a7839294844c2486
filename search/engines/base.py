"""The port: what an engine must do. Contract tests in `tests/contract/` run on every engine.

In: section documents; questions holding a plan (`search/query/plan.py`).
Out: ranked article numbers with their best sections, exact counts, facets. No text, no HTML.

Ranking, the same in every engine (weights in `search/ranking/weights.py`):
1. Each matching article is scored by the plan on its term statistics as one document.
2. The best CANDIDATES articles get BEST_SECTION x the score of their best section added, where a
   section is scored by the positive leaves that match it. The others follow in first-stage order.
Ties: newest first, undated last, then article id. Scores are rounded to 6 digits before ordering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from search.analysis import NO_OVERRIDES, Analyzer, Overrides, indexed_words
from search.engines.folding import Folding
from search.models import IndexInfo, Sort
from search.query.patterns import Expansion
from search.query.plan import Pattern, Plan

TEXT_EXACT, TEXT_STEM, TEXT_PARTS = "text_exact", "text_stem", "text_parts"
TITLE_EXACT, TITLE_STEM, TITLE_PARTS = "title_exact", "title_stem", "title_parts"
AUTHOR = "author"
# Counted with every answer; "place" (dateline) and "link" (key of the address) only narrow.
FACET_FIELDS = ("source", "topic", "agency")
LINK = "link"
KEYWORD_FIELDS = (*FACET_FIELDS, "place", LINK)

# Groups of words and the fields they are indexed as, each with its kind of term.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "text": {TEXT_EXACT: "exact", TEXT_STEM: "stem", TEXT_PARTS: "parts"},
    "title": {TITLE_EXACT: "exact", TITLE_STEM: "stem", TITLE_PARTS: "parts"},
    "author": {AUTHOR: "exact"},
}
# Phrases look at exact and stem; how often a part occurs is all that is kept of parts.
POSITION_FIELDS = tuple(f for fields in GROUPS.values() for f, k in fields.items() if k != "parts")
TEXT_FIELDS = tuple(field for fields in GROUPS.values() for field in fields)

Postings = Mapping[str, Sequence[int]]


@dataclass(frozen=True, kw_only=True)
class SectionDocument:
    """One section. The sections of an article are added together, numbered from 0.

    `texts`: group → blocks of NFC text (a phrase never reaches from one block to the next).
    Section 0 also carries what belongs to the whole article: title, author and keywords.
    `published`: seconds since 1970 UTC, None if unknown.
    """

    article_id: str
    revision: int
    number: int
    texts: Mapping[str, Sequence[str]]
    published: int | None = None
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def words(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """Return group → blocks of words as written."""
        return {group: indexed_words(blocks) for group, blocks in self.texts.items()}

    def analyzed(self, analyzer: Analyzer) -> dict[str, Postings]:
        """Return text field → term → ascending positions."""
        return {
            name: postings
            for group, blocks in self.words.items()
            for kind, postings in analyzer.positions_by_term(blocks).items()
            for name, of_kind in GROUPS[group].items()
            if of_kind == kind
        }

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """Return text field → number of words."""
        counts = {group: sum(map(len, blocks)) for group, blocks in self.words.items()}
        return {name: counts[group] for group in counts for name in GROUPS[group]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A plan with order and page.

    `limit`: hits of a page; 0 asks for counts and facets only.
    `folding`: how copies of one text become one hit; None makes every article a hit.
    `facets`: False spares the counting of facets.
    `counted`: False spares the counting of sections, the answer may say 0 then.
    `as_of`: for Sort.RECENT, the moment that ages are counted from, in seconds since 1970 UTC; the
    date of the newest live article counts instead if it is earlier or no moment is given.
    """

    plan: Plan
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    offset: int = 0
    folding: Folding | None = None
    facets: bool = True
    counted: bool = True
    as_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineHit:
    """One found article. `sections`: (number, score) of its best matching sections, best first.

    `copies`: the ids of the matching articles folded into it, in the order of the folding.
    """

    article_id: str
    revision: int
    score: float
    sections: tuple[tuple[int, float], ...]
    matching_sections: int
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineAnswer:
    """A page of hits, exact totals, and facets.

    `facets`: field → value → number of articles, for FACET_FIELDS and "month" ("2025-04"). If all
    dated articles lie in one month or two in a row, also for "day" ("2025-04-10").
    `copies`: matching articles that were folded into others; `articles`, `sections` and facets do
    not count them.
    """

    hits: tuple[EngineHit, ...]
    articles: int
    sections: int
    facets: Mapping[str, Mapping[str, int]]
    copies: int = 0


class EngineSection(NamedTuple):
    """One found section with its own score."""

    article_id: str
    revision: int
    number: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSource:
    """Where documents come from, described so that another process can ask there as well.

    `function`: "module:name" of a function that is called with article ids and `arguments`, and
    yields the sections of each article in the order of the ids.
    `once`: further arguments of the first reading; a second one (`again`) goes without.
    """

    function: str
    arguments: Mapping[str, str]
    once: Mapping[str, str] = field(default_factory=dict)

    def again(self) -> DocumentSource:
        """Return the source for a second reading of the same articles."""
        return replace(self, once={})

    def __call__(self, article_ids: Sequence[str]) -> Iterable[Sequence[SectionDocument]]:
        """Yield all sections of each article."""
        module, _, name = self.function.partition(":")
        found: Iterable[Sequence[SectionDocument]] = getattr(import_module(module), name)(
            article_ids, **self.arguments, **self.once
        )
        return found


class IndexWriter(Protocol):
    """Takes whole articles. Nothing is visible before the batch is committed."""

    def add(self, documents: Sequence[SectionDocument]) -> None:
        """Add all sections of one article, replacing what the index holds of it."""

    def add_all(
        self,
        source: DocumentSource,
        article_ids: Sequence[str],
        *,
        workers: int = 1,
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Add the articles of these ids as `add` does, with up to `workers` processes.

        `progress` is called now and then with the number of articles done.
        """

    def remove(self, article_id: str) -> None:
        """Remove an article; one that is not there is no error."""


class SearchEngine(Protocol):
    """An index that answers questions from its live generation."""

    def writer(
        self,
        *,
        stamp: str,
        full: bool = False,
        overrides: Overrides = NO_OVERRIDES,
        ready: Callable[[], None] = lambda: None,
    ) -> AbstractContextManager[IndexWriter]:
        """Open a batch: it commits on a clean exit and discards everything on an error.

        `stamp`: schema, analyser and corpus that the index is built for, see `wants_rebuild`.
        `full`: start from nothing instead of from the live generation. Then the vocabulary is
        learned from all articles of the batch, and from the user's `overrides`.
        `ready`: called when everything is built and nothing published; it may wait, or raise.
        Raises: WriterBusyError, StorageFullError, CannotWriteError.
        """

    def answer(self, question: Question) -> EngineAnswer:
        """Answer from the live generation. Raises IndexMissingError, IndexDamagedError."""

    def warm(self) -> None:
        """Open the live generation and load what every question reads. Raises as `answer`.

        It pays for a process that answers many questions, not for one question.
        """

    def best_sections(self, question: Question) -> tuple[EngineSection, ...]:
        """Return a page of sections, each ranked by its own score. Raises as `answer` does.

        A section is found if it matches the plan by itself; the `maybe` of an `AndMaybe` at the top
        is ignored. Ties as among articles, then by number. Nothing is folded or counted.
        """

    def analyzer(self) -> Analyzer:
        """Return the analyser that the live generation was built with. Raises as `answer`."""

    def expand(self, pattern: Pattern) -> Expansion:
        """Return the terms that a wildcard or a fuzzy word stands for. Raises as `answer` does."""

    def frequencies(self, field: str, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many live sections have each term of a text field. Raises as `answer`."""

    def exclusive(self) -> AbstractContextManager[None]:
        """Keep other writers away over several steps. Raises WriterBusyError."""

    def wants_rebuild(self, stamp: str) -> bool:
        """Tell whether the next batch should be `full`: no index, other stamp, much dead weight."""

    def articles(self) -> Mapping[str, int]:
        """Return article id → revision of all articles in the live generation."""

    def steady(self) -> AbstractContextManager[None]:
        """Stay with the generation that is live now for the block. Raises as `answer` does.

        Questions of this thread are answered from it, whatever other processes publish meanwhile.
        """

    def info(self) -> IndexInfo:
        """Describe the live generation. Raises IndexMissingError, IndexDamagedError."""

    def files(self) -> AbstractContextManager[tuple[IndexInfo, Mapping[str, BinaryIO]]]:
        """Describe the live generation, and open all its files in the block. Raises as `answer`.

        They can be read to the end, whatever is published or removed meanwhile. Names consist of
        letters, digits and "._-". An engine whose index is elsewhere gives no files.
        """

    def receive(self, generation: str) -> AbstractContextManager[Path]:
        """Give a folder for the files of a generation (see `files`), live after the block.

        There must be no index yet.
        Raises: IndexDamagedError if these are not its files, UsageError, and as `writer` does.
        """

    def stamped(self, stamp: str) -> str:
        """Return the stamp that `info` gives for an index that was built with this one."""

    def check(self) -> list[str]:
        """Return what is wrong with the stored index, one sentence each; empty when all is well."""

    def rollback(self) -> str:
        """Make the previous generation live again and return its name. Raises UsageError."""
