"""The command `fundstelle fetch`: new articles of feeds and sitemaps into a folder.

In: addresses and a folder.  Out: page files there, one line that counts, a note for each page
refused or failed.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search.cli import output as out
from search.cli.exits import EXIT_DAMAGED, EXIT_INTERRUPTED
from search.cli.options import format_option
from search.errors import CannotWriteError, UsageError, WriterBusyError
from search.settings import setting

if TYPE_CHECKING:
    from corpus.fetch import FetchReport


@click.command(short_help="Download the new articles of feeds and sitemaps.")
@click.argument("sources", metavar="FEED|SITEMAP…", nargs=-1, required=True)
@click.option(
    "--into", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Folder the pages go to.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 100_000), default=500, show_default=True,
              help="Pages a run; the next one goes on.")  # fmt: skip
@click.option("--delay", type=click.FloatRange(0, 60), default=1.0, show_default=True,
              help="Seconds between two requests to a host, at least.")  # fmt: skip
@click.option("--host", "hosts", multiple=True, help="Another site articles may come from.")
@click.option("--contact", default=lambda: setting("FUNDSTELLE_CONTACT"),
              help="Mail or web address told to the hosts [$FUNDSTELLE_CONTACT].")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Ask private and local addresses too.")
@click.option("-v", "--verbose", count=True, help="Tell more on stderr.")
@format_option("text", "json")
def fetch(
    sources: tuple[str, ...], folder: Path, limit: int, delay: float, hosts: tuple[str, ...],
    contact: str, allow_private: bool, verbose: int, form: str,
) -> None:  # fmt: skip
    """Download the new articles of feeds and sitemaps into a folder that `index` reads.

    Example: fundstelle fetch https://zeitung.example/feed.xml --into ~/Zeitung
    """
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING)
    if not (contact.isascii() and contact.isprintable() and len(contact) <= 200):
        raise UsageError("--contact takes up to 200 plain characters: a mail or web address")
    try:
        from corpus.fetch import FetchOptions, FolderBusyError, RefusedError, fetch_articles
    except ModuleNotFoundError as error:
        raise UsageError(f"fetching needs {error.name}: pip install 'fundstelle[fetch]'") from error
    # Imported here: a query must not pay for it.
    from search.cli.progress import progress_bar

    if not contact:
        out.note("hosts are told no contact: set FUNDSTELLE_CONTACT to a mail or web address")
    options = FetchOptions(
        contact=contact, hosts=tuple(name.lower().removeprefix("www.") for name in hosts),
        delay_s=delay, limit=limit, allow_private=allow_private,
    )  # fmt: skip
    try:
        with progress_bar() as progress:
            report = fetch_articles(sources, folder, options, progress=progress)
    except KeyboardInterrupt:
        out.note("interrupted; what was fetched is kept, the same command goes on")
        sys.exit(EXIT_INTERRUPTED)
    except RefusedError as error:
        raise UsageError(f"cannot fetch from {', '.join(sources)}: {error}") from error
    except FolderBusyError as error:
        raise WriterBusyError(str(error)) from error
    except PermissionError as error:
        raise CannotWriteError(f"cannot write {error.filename}: {error.strerror}") from error
    out.print_json(report.to_dict()) if form == "json" else _print_report(report)
    if not report.lists:
        sys.exit(EXIT_DAMAGED)


def _print_report(report: FetchReport) -> None:
    for verb in ("refused", "failed", "postponed"):
        failures = getattr(report, verb)
        for failure in failures[: out.SHOWN_FAILURES]:
            out.note(out.harmless(f"{verb}: {failure.file}: {failure.reason}"))
        if len(failures) > out.SHOWN_FAILURES:
            out.note(f"… and {len(failures) - out.SHOWN_FAILURES} more {verb}: --format json")
    out.say(
        f"{report.fetched} fetched, {report.unchanged} not modified, "
        f"{len(report.refused)} refused, {len(report.failed)} failed, "
        f"{report.left} left for the next run"
    )
