"""The command `fundstelle`: each command parses, makes one call, prints.

In: arguments.  Out: data on stdout, the rest on stderr, and the exit codes of `search/errors.py`
plus 0 done or hits, 1 no hits, 130 interrupted.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from dataclasses import asdict, replace
from functools import partial
from typing import NoReturn

import click

from search.as_json import hit_dict, results_dict
from search.cli import output as out
from search.cli.alerts import alerts
from search.cli.articles import show
from search.cli.backup import restore
from search.cli.evaluate import evaluate
from search.cli.exits import EXIT_DAMAGED, run_and_exit
from search.cli.export import export
from search.cli.fetch import fetch
from search.cli.options import Place, format_option, place_options, search_options
from search.cli.words import analyze_texts, split_words
from search.errors import IndexMissingError, UsageError
from search.models import MAX_LIMIT, SearchRequest


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="fundstelle")
def cli() -> None:
    """Full-text search for German-language news.

    \b
    Read articles:  fundstelle index ~/Zeitung
    Search them:    fundstelle search 'Hochwasser seit:2025'
    In a browser:   fundstelle serve

    It ends with 0 if all went well, 1 without hits, 2 for wrong usage, 3 without an index; messages
    say what to do.
    """


@cli.command(short_help="Read articles from files and folders into the index.")
@click.argument("sources", nargs=-1)
@click.option("--full", is_flag=True, help="Build the index anew from the store.")
@click.option("--reread", is_flag=True, help="Read files again that did not change.")
@click.option("--prune", is_flag=True, help="Drop articles whose file is gone.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=min(2, os.cpu_count() or 1), show_default=True,
    help="Processes side by side.",
)  # fmt: skip
@click.option("--watch", is_flag=True, help="Go on with what comes and changes, until Ctrl+C.")
@click.option("--rollback", is_flag=True, help="Make the previous generation live again.")
@format_option("text", "json")
@place_options
def index(
    place: Place,
    sources: tuple[str, ...],
    full: bool,
    reread: bool,
    prune: bool,
    workers: int,
    watch: bool,
    rollback: bool,
    form: str,
) -> None:
    """Read articles from SOURCES (files, folders) and bring the index up to date.

    Example: fundstelle index ~/Zeitung --prune
    """
    if rollback:
        click.echo(place.service().engine.rollback())
        return
    if not sources and (watch or not full):
        raise UsageError(
            "name a file or folder to read, or --full to rebuild the index from the store"
        )
    if reread and (watch or not sources):
        raise UsageError("--reread goes with files or folders to read once more, not with --watch")
    if not sources and not place.store.exists():
        raise IndexMissingError(place.nothing_stored)
    # Imported here and below: a query must not pay for it.
    from search.opening import index_sources

    run = partial(
        index_sources, sources, index=place.index, store=place.store, engine=place.engine,
        prune=prune, workers=workers,
    )  # fmt: skip
    if watch:
        from search.cli.watch import watch_sources

        watch_sources(place, sources, run, prune=prune, full=full, form=form)
        return
    from search.cli.progress import progress_bar

    with progress_bar() as progress:
        report = run(full=full, reread=reread, progress=progress)
    out.print_json(report.to_dict()) if form == "json" else out.print_report(report)
    if sources and not report.new + report.changed + report.unchanged:
        out.note(f"no article was found in {', '.join(sources)}")
        if report.failures:
            sys.exit(EXIT_DAMAGED)


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=10, show_default=True, help="Most hits."
)
@click.option(
    "--offset", type=click.IntRange(0, 10_000), default=0, show_default=True,
    help="Hits to leave out, for the next page.",
)  # fmt: skip
@search_options
@click.option(
    "--by",
    type=click.Choice(["article", "section"]),
    default="article",
    show_default=True,
    help="Rank articles by all their sections, or each section alone and count nothing.",
)
@click.option("--why", is_flag=True, help="Tell which words match, and how.")
@format_option("text", "json", "jsonl")
@place_options
def search(
    place: Place, query: tuple[str, ...], asked: SearchRequest, limit: int, offset: int, by: str,
    why: bool, form: str,
) -> None:  # fmt: skip
    """Print ranked articles with their best sections.

    Example: fundstelle search 'Wahl NICHT Bundestag seit:2024'
    """
    request = replace(asked, text=" ".join(query), limit=limit, offset=offset)
    # A process of one question has no garbage worth looking for at its end.
    atexit.register(gc.freeze)
    service = place.service(ahead=True)
    results = service.best_sections(request) if by == "section" else service.search(request)
    if form == "text":
        out.print_results(results, why=why)
    elif form == "json":
        out.print_json(results_dict(results))
    else:
        for hit in results.hits:
            out.print_json(hit_dict(hit))
    sys.exit(0 if results.hits else 1)


cli.add_command(alerts)
cli.add_command(fetch)
cli.add_command(show)
cli.add_command(export)


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--article", help="Tell why this article matches.")
@format_option("text", "json")
@place_options
def explain(place: Place, query: tuple[str, ...], article: str | None, form: str) -> None:
    """Print how QUERY is understood, in German, and its plan.

    Example: fundstelle explain 'Kampf NICHT Macht'
    """
    service = place.service()
    from search.engines.base import Question
    from search.query import describe

    request = SearchRequest(text=" ".join(query))
    understood, plan = service.understand(request), service.plan(request)
    parsed, tree = understood.parsed, understood.tree
    hit, no_hit = None, f"no match among the best {MAX_LIMIT} articles"
    if article is not None:
        with place.articles() as store:
            if store.get(article) is None:
                raise UsageError(f"there is no article {article!r} in {place.store}")
        found = service.engine.answer(Question(plan=plan, limit=MAX_LIMIT)).hits
        hit = next((hit for hit in found if hit.article_id == article), None)
    if form == "text":
        out.print_explanation(parsed, describe(tree), tree, plan)
        if article is not None:
            out.print_engine_hit(hit, no_hit)
        out.print_expansions(service.expansions(plan))
        return
    facts: dict[str, object] = {
        "query": parsed.text,
        "described": describe(tree),
        "diagnostics": [diagnostic.message for diagnostic in parsed.diagnostics],
        "tree": list(out.outline(tree)),
        "plan": list(out.outline(plan)),
        "expansions": out.expansion_facts(service.expansions(plan)),
    }
    if article is not None:
        facts["article"] = asdict(hit) if hit else no_hit
    out.print_json(facts)


@cli.command(short_help="Verify every checksum of the index.")
@place_options
def check(place: Place) -> None:
    """Verify every checksum of the index and compare it with the article store."""
    engine = place.service().engine
    problems = engine.check()
    if not problems:
        with place.articles() as store:
            stored = dict(store.current())
            problems = list(store.problems())
        indexed = dict(engine.articles())
        missing = [name for name, revision in stored.items() if indexed.get(name) != revision]
        beyond = [name for name in indexed if name not in stored]
        if missing or beyond:
            out.note(
                f"the index differs from the store (not there as stored: {len(missing)}, no longer "
                f"stored: {len(beyond)}): run `fundstelle index --full`"
            )
    for problem in problems:
        click.echo(problem)
    if problems:
        sys.exit(EXIT_DAMAGED)
    click.echo("ok")


@cli.command()
@format_option("text", "json")
@place_options
def stats(place: Place, form: str) -> None:
    """Print counts, sizes, time and versions of the index."""
    info = place.service().info()
    with place.articles() as store:
        count = store.count()
    if form == "json":
        out.print_json({**asdict(info), "articles_stored": count})
    else:
        out.print_info(info, str(place.store), count)


@cli.command(short_help="Serve the web site.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address; 0.0.0.0 for other machines."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True,
    help="Processes that answer.",
)  # fmt: skip
@place_options
def serve(place: Place, host: str, port: int, workers: int) -> None:
    """Serve the web site; with neither index nor store it indexes the sample articles first."""
    service = place.service()
    try:
        service.info()
    except IndexMissingError:
        if place.store.exists():
            raise
        out.note(f"no index in {place.index}: indexing the sample articles")
        from search.opening import index_samples

        index_samples(place.index, place.store, place.engine)
    from importlib import import_module

    # The site imports this package; only the command that starts it looks the other way.
    import_module("web.server").run(place.service, host=host, port=port, workers=workers)


cli.add_command(split_words)
cli.add_command(analyze_texts)
cli.add_command(evaluate)
cli.add_command(restore)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its documented code."""
    # Numpy's matrix library starts a thread for each core, which idle for a while and burn it; no
    # matrix is multiplied here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    out.open_closed_streams()
    out.use_utf8()
    run_and_exit(cli, arguments)
