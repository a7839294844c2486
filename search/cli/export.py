"""The command `fundstelle export`: articles for other programs.

In: a query, or none for all stored articles.  Out: text in one of several formats, on stdout or in
a file that is there as a whole or not at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from corpus import Article
from search.as_json import hit_dict, json_text
from search.cli import output as out
from search.cli.backup import backup
from search.cli.options import Place, place_options, search_options
from search.errors import CannotWriteError, UsageError
from search.german_numbers import german_number
from search.models import ArticleHit, SearchRequest

if TYPE_CHECKING:
    from search.export import Entry
    from search.service import SearchService

FORMATS = ("jsonl", "csv", "csv-de", "ris", "bibtex", "csl", "atom")
# Hits that are asked for at once.
PAGE = 500
T = TypeVar("T")


@click.command(short_help="Write hits or all articles for other programs, or a backup.")
@click.argument("query", nargs=-1)
@search_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File [stdout]."
)
@click.option(
    "--backup",
    "archive",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Save index, store and corrections in this new file instead, for `fundstelle restore`.",
)
@place_options
def export(
    place: Place, query: tuple[str, ...], asked: SearchRequest, form: str, output: Path | None,
    archive: Path | None,
) -> None:  # fmt: skip
    """Write what QUERY finds, or all stored articles, for other programs.

    Without a query jsonl holds whole articles, which `fundstelle index` reads again. csv is for
    programs; csv-de (semicolons, UTF-8 with signature) opens by a click in a German spreadsheet.

    Example: fundstelle export 'Hochwasser seit:2024' --format bibtex -o hochwasser.bib
    """
    request = replace(asked, text=" ".join(query))
    if archive:
        if request != SearchRequest(text="") or output or form != FORMATS[0]:
            raise UsageError("a backup holds everything: give --backup FILE and nothing else")
        backup(place, archive, "text")
        return
    with _opened(output) as stream, _found(place, request) as found:
        _write(found, stream, form)
    out.note(f"{german_number(found.count)} Artikel")
    sys.exit(0 if found.count else 1)


@dataclass(slots=True)
class _Found:
    """Articles or hits to be taken once, and what they are in a format. `count`: taken so far."""

    things: Iterator[Any]
    title: str
    entry: Callable[[Any], Entry]
    line: Callable[[Any], str]
    count: int = 0

    def each(self, told: Callable[[Any], T]) -> Iterator[T]:
        """Yield what is told of each."""
        for thing in self.things:
            self.count += 1
            yield told(thing)


@contextmanager
def _found(place: Place, request: SearchRequest) -> Iterator[_Found]:
    """Yield what a request finds, of one state of the index; of a bare one all that is stored."""
    # Imported here and below: other commands must not pay for it.
    from search.export import entry_of_article, entry_of_hit

    if request == SearchRequest(text=""):
        with place.articles() as store:
            articles = (article for _, article in store.articles())
            yield _Found(articles, "Alle Artikel", entry_of_article, Article.to_json)
        return
    service = place.service()
    with service.engine.steady():
        described = service.understand(replace(request, limit=0)).described
        yield _Found(
            _hits(service, request), described, entry_of_hit, lambda hit: json_text(hit_dict(hit))
        )


def _hits(service: SearchService, request: SearchRequest) -> Iterator[ArticleHit]:
    """Yield all hits, as far as a search goes; say what else there is to be said."""
    from search.understood import WINDOW

    for offset in range(0, WINDOW, PAGE):
        page = service.search(replace(request, offset=offset, limit=PAGE))
        if not offset:
            out.note(f"Gesucht: {page.described}")
            for line in page.notes:
                out.note(line)
            if page.articles > WINDOW:
                out.note(
                    f"{german_number(page.articles)} Artikel gefunden, die ersten "
                    f"{german_number(WINDOW)} werden geschrieben: Zeitraum oder Quelle eingrenzen"
                )
        yield from page.hits
        if len(page.hits) < PAGE:
            return


def _write(found: _Found, stream: TextIO, form: str) -> None:
    from search.export import About, name_of, write_feed, writer_of

    if form == "jsonl":
        stream.writelines(line + "\n" for line in found.each(found.line))
    elif form == "atom":
        name, now = name_of(f"export {found.title}"), datetime.now(UTC)
        about = About(id=name, title=found.title, updated=now, undated=now)
        write_feed(found.each(found.entry), stream, about)
    else:
        writer_of(form)(found.each(found.entry), stream)


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """Open a file beside the one wanted, which it replaces at the end; without one, stdout."""
    if output is None or str(output) == "-":
        yield sys.stdout
        return
    output = output.resolve()  # what a link leads to is replaced, not the link
    if output.exists() and not output.is_file():  # a pipe or a device is no file to replace
        with output.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    beside = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        stream = beside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CannotWriteError(f"{output}: {error.strerror}") from error
    try:
        with stream:
            yield stream
        beside.replace(output)
    finally:
        with suppress(OSError):
            beside.unlink()
