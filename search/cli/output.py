"""Print what the commands found: JSON for programs, plain or coloured text for people.

In: results and reports.  Out: lines on stdout; progress and notes on stderr.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from search.as_json import json_text
from search.cli.wrapping import lines, marked
from search.german_numbers import german_count, german_number, german_seconds
from search.models import ArticleHit, IndexInfo, SearchResults, SectionResults, Snippet, Way
from search.settings import local, setting

# Printing needs none of these, and numpy behind some of them is not imported before its time.
if TYPE_CHECKING:
    from corpus import Article, ReadDoubt, ReadFailure, ReadSkip
    from search.engines.base import EngineHit
    from search.indexing import IndexReport
    from search.query import ParsedQuery
    from search.query.patterns import Expansion
    from search.query.plan import Pattern

SHOWN_FAILURES = 50
SHOWN_OF_A_FILE = 5
SHOWN_WORDS = 20
SHOWN_ENDINGS = 8
MOMENT = "%d.%m.%Y %H:%M"
# But for words just so, which could be said of nearly every search.
WAYS = {
    Way.SPELLING: "Meinten Sie: {} ({} Artikel)?",
    Way.DATE: "Meinten Sie: {} ({} Artikel)?",
    Way.NAME: "Auch als „{}“: {} Artikel.",
    Way.EVERY: "Alle Wörter ({}): {} Artikel.",
    Way.WITHOUT: "Ohne „{}“: {} Artikel.",
    Way.ONLY: "Nur „{}“: {} Artikel.",
}


def open_closed_streams() -> None:
    """Let standard streams that were closed lead nowhere.

    Else the next file opened had their number, and what is printed would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115  for as long as we run


def use_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale: other programs read JSON and tables so.

    A terminal keeps its own encoding; what that lacks becomes a question mark.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def say(text: str = "", *, err: bool = False) -> None:
    """Print a line; styles stay on a terminal that may show colours."""
    click.echo(text, err=err, color=False if setting("NO_COLOR") else None)


def note(text: str) -> None:
    """Print a note for a person on stderr."""
    say(text, err=True)


def harmless(text: str) -> str:
    """Return a line with names that others chose: their control characters steer a terminal."""
    return "".join(ch if ch.isprintable() else "\N{REPLACEMENT CHARACTER}" for ch in text)


def counted(count: int, noun: str) -> str:
    """Return "1 article", "2 articles"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def print_json(value: object) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json_text(value) + "\n")


def print_hit(hit: ArticleHit, why: Iterable[tuple[str, str, int]] = ()) -> None:
    """Print one hit for a person. `why`: what it matches, how, how often."""
    say(f"{hit.rank}. {marked(hit.title, underline=True)}")
    day = local(hit.published).strftime("%d.%m.%Y") if hit.published else "ohne Datum"
    facts = [part for part in (hit.source, day, ", ".join(hit.authors), hit.id) if part]
    say(click.style("   " + " · ".join(facts), dim=True))
    for section in hit.sections:
        if section.heading.text:
            say(f"   § {marked(section.heading)}")
        for snippet in section.snippets:
            for line in lines(snippet, indent=5):
                say(line)
    if hit.more_sections > 0:
        more = german_count(hit.more_sections, "Abschnitt", "Abschnitte")
        say(click.style(f"     noch {more}", dim=True))
    for found, how, count in why:
        say(click.style(f"     „{found}“: {how}{f' ({count}×)' if count > 1 else ''}", dim=True))
    if hit.missing:
        say(click.style(f"     Es fehlt: {', '.join(hit.missing)}", dim=True))
    if hit.copies:
        where = ", ".join(f"{copy.source or 'ohne Quelle'} ({copy.id})" for copy in hit.copies)
        copies = german_count(len(hit.copies), "Kopie", "Kopien")
        say(click.style(f"     {copies}: {where}", dim=True))
    say()


def print_results(results: SearchResults | SectionResults, *, why: bool = False) -> None:
    """Print a page of hits for a person. `why`: tell which words match and how."""
    # By the time there are results, it has been imported for finding them.
    from search.results import told

    for hit in results.hits:
        print_hit(hit, told(hit.why) if why else ())
    note(f"Gesucht: {results.described}")
    for line in results.notes:
        note(line)
    if isinstance(results, SectionResults):
        return
    for way in results.ways_out:
        if way.way in WAYS:
            note(WAYS[way.way].format(way.label, german_number(way.articles)))
    if results.articles and not results.hits:
        note(f"So weit reicht das Ergebnis nicht: --offset höchstens {results.articles - 1}")
    articles = german_number(results.articles)
    sections = german_count(results.sections, "Abschnitt", "Abschnitte")
    copies = german_count(results.copies, "Kopie", "Kopien")
    hidden = f", {copies} ausgeblendet" if results.copies else ""
    note(f"{articles} Artikel ({sections}){hidden} · {german_seconds(results.seconds)}")


def print_analysis(tokens: Iterable[dict[str, Any]]) -> None:
    """Print the terms of a text for a person, a word a line."""
    for token in tokens:
        parts = f", darin {', '.join(token['parts'])}" if token["parts"] else ""
        span = f"{token['start']}-{token['end']}"
        say(f"{span:9} {token['exact']} → {', '.join(token['stem'])}{parts}")


def print_article(article: Article) -> None:
    """Print a parsed article for a person."""
    say(click.style(article.title, bold=True))
    if article.teaser:
        say(click.style(article.teaser, italic=True))
    moment = f"{local(article.published):{MOMENT}}" if article.published else ""
    facts = (article.source, moment, article.dateline, *article.authors, *article.agencies)
    say(click.style(" · ".join(part for part in facts if part), dim=True))
    for line in (article.url, ", ".join(article.topics)):
        if line:
            say(click.style(harmless(line), dim=True))
    for section in article.sections:
        if section.heading:
            say(click.style(f"\n{section.heading}", bold=True))
        for paragraph in section.paragraphs:
            for line in lines(Snippet(paragraph)):
                say(line)


def outline(node: object, depth: int = 0) -> Iterator[str]:
    """Yield a tree of frozen values as indented lines, a node a line."""
    facts = [type(node).__name__]
    children: list[object] = []
    for field in fields(node):  # type: ignore[arg-type]
        if not field.compare:  # where it was typed, and as what
            continue
        value = getattr(node, field.name)
        parts = value if isinstance(value, tuple) and value else (value,)
        if all(is_dataclass(part) for part in parts):
            children += parts
        elif value not in (None, ""):
            facts.append(f"{field.name}={value.value if isinstance(value, Enum) else value}")
    yield "  " * depth + " ".join(facts)
    for child in children:
        yield from outline(child, depth + 1)


def print_explanation(parsed: ParsedQuery, described: str, tree: object, plan: object) -> None:
    """Print how a query was understood: in words, as typed, and as it is executed."""
    say(f"Gesucht: {described}")
    for diagnostic in parsed.diagnostics:
        say(f"  {diagnostic.message}")
    for heading, value in (("Query tree", tree), ("Plan", plan)):
        say(click.style(f"\n{heading}", bold=True))
        for line in outline(value, 1):
            say(line)


def print_engine_hit(hit: EngineHit | None, none: str) -> None:
    """Print what a query makes of one article; `none`: what to say if it does not find it."""
    say(click.style("\nArticle", bold=True))
    if hit is None:
        say(f"  {none}")
        return
    sections = counted(hit.matching_sections, "matching section")
    say(f"  {hit.article_id}, revision {hit.revision}: score {hit.score}, {sections}")
    for number, score in hit.sections:
        say(f"  section {number}: score {score}")


def expansion_facts(expansions: Mapping[Pattern, Expansion]) -> list[dict[str, Any]]:
    """Return what wildcards and fuzzy words stand for: the pattern, how many words, the first."""
    return [
        {
            "pattern": next(outline(pattern)),
            "total": found.total,
            "words": [term for term, *_ in found.terms[:SHOWN_WORDS]],
        }
        for pattern, found in expansions.items()
    ]


def print_expansions(expansions: Mapping[Pattern, Expansion]) -> None:
    """Print what wildcards and fuzzy words stand for, if there are any."""
    if expansions:
        say(click.style("\nWords", bold=True))
    for fact in expansion_facts(expansions):
        words = ", ".join(fact["words"])
        say(f"  {fact['pattern']}: {counted(fact['total'], 'word')}: {words}")


def print_report(
    report: IndexReport, known: Collection[ReadFailure | ReadSkip | ReadDoubt] = ()
) -> None:
    """Print what an indexing run did, each failure and skip with its reason but those known."""
    skips = [skip for skip in report.skips if skip not in known]
    for reason, files in _by_reason(skips).items():
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        note(harmless(f"passed over: {files[0]}{more}: {reason}"))
    if report.others:
        count, endings = sum(report.others.values()), [end or "none" for end in report.others]
        kinds = ", ".join(endings[:SHOWN_ENDINGS]) + (", …" if endings[SHOWN_ENDINGS:] else "")
        note(f"left alone: {counted(count, 'file')} of other kinds ({kinds})")
    _print_some("left out", [one for one in report.doubts if one not in known])
    _print_some("not indexed", [one for one in report.failures if one not in known])
    skipped = f", {len(report.skips)} passed over" if report.skips else ""
    partly = sum(doubt.count for doubt in report.doubts)
    if partly:
        skipped += f", {partly} with a part left out"
    say(
        f"{counted(report.articles, 'article')} with {counted(report.sections, 'section')} in "
        f"{report.generation}: "
        f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged, "
        f"{report.removed} removed, {len(report.failures)} failed{skipped}; {report.seconds:.1f} s"
    )


def _print_some(what: str, told: Sequence[ReadFailure] | Sequence[ReadDoubt]) -> None:
    """Print the first of what is told of each file: a thousand bad lines must not hide others."""
    seen: Counter[str] = Counter()
    shown = 0
    for one in told:
        seen[one.file] += 1
        if seen[one.file] <= SHOWN_OF_A_FILE and shown < SHOWN_FAILURES:
            note(harmless(f"{what}: {one.file}: {one.reason}"))
            shown += 1
    if len(told) > shown:
        note(f"… and {len(told) - shown} more: --format json names them all")


def _by_reason(skips: Iterable[ReadSkip]) -> dict[str, list[str]]:
    """Return the files passed over by their reason, the commonest reasons first."""
    files: dict[str, list[str]] = {}
    for skip in skips:
        files.setdefault(skip.reason, []).append(skip.file)
    common = sorted(files, key=lambda reason: -len(files[reason]))
    return {reason: files[reason] for reason in common[:SHOWN_FAILURES]}


def print_info(info: IndexInfo, store: str, articles_stored: int) -> None:
    """Print counts, sizes and versions of an index."""
    values = {**asdict(info), "store": store, "articles stored": articles_stored}
    values["notes"] = " ".join(info.notes)
    for name, value in values.items():
        if value != "":
            say(f"{name.replace('_', ' '):16} {value}")
