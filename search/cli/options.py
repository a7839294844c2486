"""The options that commands share, and the place they name: index, store, engine.

In: arguments and environment.  Out: one `Place` for a command to work on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus import ArticleStore
from search.engines import ENGINES, verify_ahead
from search.errors import IndexMissingError
from search.models import SearchRequest, Sort
from search.settings import default_index, default_store, shelf_of

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.service import SearchService


@dataclass(frozen=True, slots=True)
class Place:
    """Where index and store are, and which engine reads them."""

    index: Path
    store: Path
    engine: str

    def service(self, *, ahead: bool = False) -> SearchService:
        """Return a service. `ahead`: verify the index while what answers is being imported."""
        if ahead:
            verify_ahead(self.engine, self.index)
        from search.opening import open_service

        return open_service(self.index, self.store, self.engine)

    @property
    def shelf(self) -> str:
        """The shelf of the index in its store."""
        return shelf_of(self.index)

    @property
    def nothing_stored(self) -> str:
        """What is said where there is no store."""
        return f"nothing is stored in {self.store} yet: run `fundstelle index SOURCE…`"

    def articles(self) -> ArticleStore:
        """Open the store for reading. Raises: IndexMissingError if there is none."""
        if not self.store.exists():
            raise IndexMissingError(self.nothing_stored)
        return ArticleStore(self.store, self.shelf, read_only=True)

    def analyzer(self, *, many: bool = False) -> Analyzer:
        """Return the analysis of the index of this place. `many`: for thousands of words."""
        from search.opening import analyzer_of

        return analyzer_of(self.index, self.engine, many=many)


def place_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that all commands share; the command gets one `place`."""

    @click.option(
        "--index", type=click.Path(path_type=Path), help="Index directory [$FUNDSTELLE_INDEX]."
    )
    @click.option(
        "--store", type=click.Path(path_type=Path), help="Article store [beside the index]."
    )
    @click.option(
        "--engine", type=click.Choice(ENGINES), default="embedded", show_default=True,
        help="Index here, or on a cluster [$FUNDSTELLE_OPENSEARCH_URL].",
    )  # fmt: skip
    @click.option("-v", "--verbose", count=True, help="Tell more on stderr.")
    def wrapper(
        index: Path | None, store: Path | None, engine: str, verbose: int, **rest: Any
    ) -> None:
        level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
        logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")
        where = index or default_index()
        command(place=Place(where, store or default_store(where), engine), **rest)

    return _dressed(wrapper, command)


def format_option(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --format with the formats a command knows."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default="text", show_default=True
    )


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow and order hits; the command gets them as one `asked`."""

    @click.option(
        "--sort", type=click.Choice([s.value for s in Sort]), default="relevance",
        show_default=True, help="Order of the hits; recent: relevance, newer ones preferred.",
    )  # fmt: skip
    @click.option("--from", "since", default="", help="First day: 2024, 12.03.2025, gestern …")
    @click.option("--to", "until", default="", help="Last day, inclusive.")
    @click.option("--source", multiple=True, help="Only this outlet; may be repeated.")
    @click.option("--section", multiple=True, help="Only this Ressort; may be repeated.")
    @click.option("--agency", multiple=True, help="Only this news agency; may be repeated.")
    @click.option(
        "--copies/--no-copies", default=False, help="Every copy of a text as its own hit."
    )
    def wrapper(
        sort: str, since: str, until: str, source: tuple[str, ...], section: tuple[str, ...],
        agency: tuple[str, ...], copies: bool, **rest: Any,
    ) -> None:  # fmt: skip
        asked = SearchRequest(
            text="", sort=Sort(sort), since=since, until=until, sources=source, topics=section,
            agencies=agency, copies=copies,
        )  # fmt: skip
        command(asked=asked, **rest)

    return _dressed(wrapper, command)


def _dressed(wrapper: Callable[..., Any], command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a wrapper with the name, the help and the options of what it wraps."""
    wrapper.__name__, wrapper.__doc__ = command.__name__, command.__doc__
    wrapper.__click_params__ = [  # type: ignore[attr-defined]
        *getattr(wrapper, "__click_params__", []), *getattr(command, "__click_params__", [])
    ]  # fmt: skip
    return wrapper
