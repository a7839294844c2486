"""A made corpus written in three batches: new, replaced, removed and returned articles."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus import Article
from search.analysis import Analyzer
from search.engines.base import SectionDocument
from search.engines.embedded import EmbeddedEngine
from search.sections import section_documents

HEADS = ["Brücken", "Straßen", "Schul", "Markt", "Wald", "Hafen", "Stadt", "Theater", "Vereins"]
HEADS += ["Rathaus", "Fluss", "Wahl", "Kinder", "Länder", "Licht"]
TAILS = ["bau", "bauten", "fest", "feste", "rat", "plan", "pläne", "amt", "ämter", "haus"]
TAILS += ["leiterin", "gelder", "verein", "häuser", "führung", "führungen"]
COMPOUNDS = [head + tail for head in HEADS for tail in TAILS]
IDIOMS = [
    "der Rat der Stadt",
    "Straße und Weg",
    "nicht der Wald",
    "die Wahl",
    "Müller und Mueller",
    "Markt Markt",
    "Haus an Haus an Haus",
    "der Hafen ist nicht der Fluss",
    "Brückenbau und Straßenbau",
    "das alte Rathaus",
]
AUTHORS = ["Ilka Vandrey", "Jörn Müller", "Ilka Mueller", "Lea-Sophie Groß", "Groß", "dpa Vandrey"]
SOURCES = ["Aulener Bote", "Tarner Bote", "Tarner Tagblatt", "zeit.de", "ZEIT.DE", "Bote", ""]
TOPICS = ["Politik", "Kultur", "Kultur & Bühne", "Sport", "Sport regional", "Umwelt"]
AGENCIES = ["LND", "lnd", "Agentur Nord", "Agentur Süd"]
# Occurs in nothing but what a later batch replaces or removes.
GONE = "Vergangenheitsform"


@dataclass(eq=False)
class Written:
    """What was written where: `live` by article id, `ever` in the order of writing."""

    root: Path
    live: dict[str, list[SectionDocument]] = field(default_factory=dict)
    ever: list[list[SectionDocument]] = field(default_factory=list)

    @cached_property
    def analyzer(self) -> Analyzer:
        """Return the analysis of the live generation."""
        return EmbeddedEngine(self.root).analyzer()

    @property
    def directory(self) -> Path:
        """Return the directory of the live generation."""
        return self.root / (self.root / "CURRENT").read_text("ascii").split()[0]


def write(root: Path, make: Callable[..., list[Article]]) -> Written:
    """Write about 440 live articles in three segments; the first two have dead sections."""
    written = Written(root)
    engine = EmbeddedEngine(root)
    first, second, third = (_enriched(make(470, seed=seed), seed) for seed in (7, 8, 9))
    doomed = _named(first, range(0, 60)) + _named(first, range(285, 300))
    removed = [f"a{n:04d}" for n in range(285, 300)]
    _batch(engine, written, 1, [_doom(a) if a in doomed else a for a in first[:300]], [])
    new = [_doom(a) for a in second[300:320]] + second[320:400]
    _batch(engine, written, 2, second[:60] + new, removed)
    again = _named(third, range(40, 55)) + third[300:310] + third[285:290] + third[400:470]
    _batch(engine, written, 3, again, [f"a{n:04d}" for n in range(310, 320)])
    return written


def _batch(
    engine: EmbeddedEngine,
    written: Written,
    revision: int,
    articles: list[Article],
    gone: list[str],
) -> None:
    with engine.writer(stamp="differential") as writer:
        for article in articles:
            documents = section_documents(article, revision)
            writer.add(documents)
            written.ever.append(documents)
            written.live[article.id] = documents
        for name in gone:
            writer.remove(name)
            del written.live[name]


def _named(articles: list[Article], numbers: range) -> list[Article]:
    return [articles[number] for number in numbers]


def _doom(article: Article) -> Article:
    lead = article.sections[0]
    lead = dataclasses.replace(lead, paragraphs=(*lead.paragraphs, f"{GONE} {GONE}"))
    return dataclasses.replace(article, sections=(lead, *article.sections[1:]))


def _enriched(articles: list[Article], seed: int) -> list[Article]:
    """Add rare words, idioms, authors, agencies, sources: the shared fixture has few of them."""
    rnd = random.Random(seed)
    shares = list(itertools.accumulate(rank**-0.6 for rank in range(1, len(COMPOUNDS) + 1)))

    def rare(most: int) -> str:
        return " ".join(rnd.choices(COMPOUNDS, cum_weights=shares, k=rnd.randint(0, most)))

    def block() -> str:
        return " ".join(filter(None, [rare(4), rnd.choice([*IDIOMS, "", ""]), rare(8)]))

    return [
        dataclasses.replace(
            article,
            title=f"{article.title} {rare(2)}".strip() if rnd.random() < 0.6 else article.title,
            teaser=block() if rnd.random() < 0.3 else "",
            authors=tuple(rnd.sample(AUTHORS, rnd.randint(0, 2))),
            agencies=tuple(rnd.sample(AGENCIES, rnd.randint(0, 2))),
            source=rnd.choice(SOURCES),
            topics=tuple(rnd.sample(TOPICS, rnd.randint(0, 3))),
            sections=tuple(
                dataclasses.replace(
                    section, paragraphs=(*section.paragraphs[: rnd.randint(0, 1)], block(), block())
                )
                for section in article.sections[:3]
            ),
        )
        for article in articles
    ]
