"""The command `fundstelle show`: one article, from a file or from the store, and its versions.

In: a path or an id.  Out: the article, its copies in other outlets, its revisions, differences.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import (
    Article,
    ReadDoubt,
    ReadFailure,
    ReadSkip,
    SourceMissingError,
)
from search.as_json import article_dict
from search.cli import output as out
from search.cli.exits import EXIT_DAMAGED
from search.cli.options import Place, format_option, place_options
from search.errors import UsageError
from search.german_numbers import german_count
from search.settings import local

if TYPE_CHECKING:
    from corpus.rules import Rules
    from search.models import ArticleLink
    from search.results import Passage
    from search.service import SearchService


@click.command(short_help="Print what a reader makes of a file, or a stored article.")
@click.argument("target", metavar="FILE|ID")
@click.option("--copies", is_flag=True, help="The copies in other outlets, what each changed.")
@click.option("--revisions", is_flag=True, help="The kept texts, what changed last.")
@click.option("--related", is_flag=True, help="Other articles about the same matter.")
@click.option("--diff", nargs=2, type=int, metavar="A B", help="What changed between revisions.")
@click.option("--explain", is_flag=True, help="Tell what the rules in regeln.toml changed.")
@format_option("text", "json")
@place_options
def show(
    place: Place,
    target: str,
    copies: bool,
    revisions: bool,
    related: bool,
    diff: tuple[int, int] | None,
    explain: bool,
    form: str,
) -> None:
    """Print what a reader makes of one FILE (needs no index), or the stored article of an ID.

    Example: fundstelle show seite.html --format json
    """
    versions = revisions or diff is not None
    path = Path(target)
    if path.is_dir():
        raise UsageError(f"{target} is a folder: name one file")
    if path.exists():
        if copies or related or versions:
            raise UsageError(
                f"{target} is a file: --copies, --revisions, --diff and --related take the id of "
                "an article"
            )
        # Imported here: a query must not pay for it.
        from search.opening import own_rules

        _show_file(path, own_rules(place.index), explain, form)
    elif explain:
        raise UsageError(f"--explain needs the file of an article, and {target!r} is none")
    elif copies + related + versions > 1:
        raise UsageError("give only one of --copies, --revisions (or --diff) and --related")
    elif related:
        _show_related(place, target, form)
    elif copies:
        _show_copies(place, target, form)
    elif versions:
        _show_revisions(place, target, diff, form)
    else:
        _print_article(_stored(place.service(), place, target), form)


def _show_file(path: Path, rules: Rules, explain: bool, form: str) -> None:
    failed = False
    columns = rules.of_columns(path)
    if explain:
        for rule in columns:
            out.note(
                f"regeln.toml, line {rule.at}, {rule.kind.value}: {rule.line.text} = {rule.name}"
            )
    for item in _read(path, rules):
        if not isinstance(item, Article):
            failed |= not isinstance(item, ReadDoubt)
            out.note(out.harmless(f"{item.file}: {item.reason}"))
            continue
        article, effects = rules.explain(item)
        _print_article(article, form)
        if explain:
            for effect in effects:
                rule = effect.rule
                out.note(f"regeln.toml, line {rule.at}, {rule.kind.value}: {effect.text}")
            if not effects and not columns:
                out.note(f"regeln.toml: {'no rule fits' if rules.rules else 'there is no rule'}")
    sys.exit(EXIT_DAMAGED if failed else 0)


def _read(path: Path, rules: Rules) -> Iterator[Article | ReadFailure | ReadSkip | ReadDoubt]:
    """Yield what a file holds, read within bounds as `index` reads it."""
    # Imported here: a query must not pay for it.
    from corpus import find_files, read_files
    from corpus.rules import Kind, Rules

    for found in find_files([str(path.resolve())]):
        if isinstance(found, ReadFailure):
            yield found
        else:
            file = replace(found, display=str(path))
            # What the others do to a text is told by who asked for it.
            columns = Rules(tuple(rule for rule in rules.rules if rule.kind is Kind.COLUMN))
            yield from (item for results in read_files([file], rules=columns) for item in results)


def _missing(place: Place, target: str) -> SourceMissingError:
    where = (
        f"no article with that id in {place.store}"
        if place.store.exists()
        else f"no article store {place.store} to look for an article with that id"
    )
    return SourceMissingError(f"there is no file {target!r}, and {where}")


def _stored(service: SearchService, place: Place, target: str) -> Article:
    article = service.article(target) if place.store.exists() else None
    if article is None:
        raise _missing(place, target)
    return article


def _print_article(article: Article, form: str) -> None:
    if form == "json":
        out.print_json(article_dict(article))
    else:
        out.print_article(article)


def _show_copies(place: Place, target: str, form: str) -> None:
    service = place.service()
    _stored(service, place, target)
    found = service.versions.copies(target)
    changes = [service.versions.against_copy(target, copy.id) or () for copy in found]
    if form == "json":
        rows = [
            {**asdict(copy), "difference": _plain(passages)}
            for copy, passages in zip(found, changes, strict=True)
        ]
        out.print_json({"id": target, "copies": rows})
        return
    for copy, passages in zip(found, changes, strict=True):
        _print_link(copy)
        _print_changes(passages)
    out.note(f"{german_count(len(found), 'Kopie', 'Kopien')} von {target}")


def _show_related(place: Place, target: str, form: str) -> None:
    service = place.service()
    _stored(service, place, target)
    found = service.related(target)
    if form == "json":
        out.print_json({"id": target, "related": [asdict(article) for article in found]})
        return
    for article in found:
        _print_link(article)
    many = german_count(len(found), "ähnlicher Artikel", "ähnliche Artikel")
    out.note(f"{many} zu {target}")


def _print_link(article: ArticleLink) -> None:
    day = f"{local(article.published):{out.MOMENT}}" if article.published else "ohne Datum"
    facts = " · ".join(part for part in (article.source, day, article.id) if part)
    out.say(click.style(f"{article.title}\n   {facts}", bold=True))


def _show_revisions(place: Place, target: str, diff: tuple[int, int] | None, form: str) -> None:
    service = place.service()
    found = service.versions.revisions(target) if place.store.exists() else ()
    if not found:
        raise _missing(place, target)
    before, after = diff or (found[-2:][0].number, found[-1].number)
    numbers = [revision.number for revision in found]
    for number in (before, after):
        if number not in numbers:
            raise UsageError(f"{target} has no revision {number}: there are {numbers}")
    passages = service.versions.between_revisions(target, before, after) or ()
    if form == "json":
        rows = [asdict(revision) for revision in found]
        compared = {"before": before, "after": after, "passages": _plain(passages)}
        out.print_json({"id": target, "revisions": rows, "difference": compared})
        return
    for revision in found:
        stamp = revision.stored.strftime("%d.%m.%Y %H:%M:%S UTC")
        line = f"{revision.number:4}  {stamp}  {revision.fingerprint[:16]}  {revision.title}"
        out.say(line)
    if before != after:
        out.say(click.style(f"\n{before} → {after}", bold=True))
        _print_changes(passages)


def _plain(passages: tuple[Passage, ...]) -> list[dict[str, object]]:
    return [asdict(passage) for passage in passages]


def _print_changes(passages: tuple[Passage, ...]) -> None:
    """Print what differs, a sentence a line; what is the same is only counted."""
    from search.results import Change

    styles = {Change.CUT: ("-", "red"), Change.ADDED: ("+", "green")}
    for passage in passages:
        if passage.change is Change.SAME:
            out.say(click.style(f"  … {len(passage.sentences)} gleich", dim=True))
            continue
        sign, colour = styles[passage.change]
        for sentence in passage.sentences:
            out.say(click.style(f"  {sign} {sentence}", fg=colour))
