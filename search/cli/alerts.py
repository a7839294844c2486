"""The command `fundstelle alerts`: what saved searches find that is new.

In: `suchen.toml` beside the index.  Out: the new articles of each search, each told once.
What was told is noted after it was written out: who is killed before tells it again.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from search.as_json import hit_dict
from search.cli import output as out
from search.cli.options import Place, format_option, place_options
from search.german_numbers import german_count, german_number
from search.settings import shown_copy

if TYPE_CHECKING:
    from search.alerts import News


@click.command(short_help="Print what saved searches find that is new.")
@click.option("--peek", is_flag=True, help="Do not note what is told: it stays new.")
@click.option("--since", default="", help="Also what was stored from this day on: gestern …")
@click.option("--copies/--no-copies", default=False, help="Every copy of a text as its own hit.")
@format_option("text", "json", "jsonl")
@place_options
def alerts(place: Place, peek: bool, since: str, copies: bool, form: str) -> None:
    """Print what the searches in suchen.toml find that they did not find when last told.

    Example: fundstelle alerts --format jsonl
    """
    # Imported here: other commands must not pay for it.
    from search.alerts import Asking, Reports, news, read_searches
    from search.engines.folding import UNFOLDED
    from search.opening import SEARCHES
    from search.query import published_range
    from search.results.copies import Foldings
    from search.understood import site_now

    now = site_now()
    searches = read_searches(place.index.parent / SEARCHES, now)
    asked, engine = published_range(since, "", now=now), place.service().engine
    reports = Reports(place.index)
    with nullcontext() if peek else reports.exclusive(), engine.steady(), place.articles() as store:
        folding = UNFOLDED if copies else Foldings(shown_copy()).of(store)
        asking = Asking(engine, store, folding)
        found = news(searches, reports.read(), asking, asked.since if asked else None)
        _print(found, form)
        sys.stdout.flush()
        if not peek:
            reports.write({one.search.name: one.reported for one in found})
    _note_sum(found)
    sys.exit(0 if any(one.count for one in found) else 1)


def _print(found: Sequence[News], form: str) -> None:
    for one in found:
        if one.standing is not None:
            _note_begin(one)
    if form == "json":
        out.print_json({"searches": [_as_dict(one) for one in found]})
    elif form == "jsonl":
        for one in found:
            for hit in one.hits:
                out.print_json({"search": one.search.name, **hit_dict(hit)})
    else:
        for one in found:
            if one.count:
                many = german_count(one.count, "neuer Artikel", "neue Artikel")
                out.say(click.style(f"{one.search.name}: {many}", bold=True) + "\n")
            for hit in one.hits:
                out.print_hit(hit)


def _as_dict(one: News) -> dict[str, object]:
    return {
        "search": one.search.name,
        "query": one.search.question,
        "described": one.search.asks.described,
        "notes": one.search.asks.notes,
        "standing": one.standing,
        "hits": [hit_dict(hit) for hit in one.hits],
    }


def _note_begin(one: News) -> None:
    """Tell how a search that is new is understood, and that what there is stays untold."""
    asks = one.search.asks
    many = german_number(one.standing or 0)
    out.note(
        f"{one.search.name}: {many} Artikel gibt es schon, gemeldet wird, was von nun an dazukommt"
    )
    for line in (f"Gesucht: {asks.described}", *asks.notes):
        out.note(f"   {line}")


def _note_sum(found: Sequence[News]) -> None:
    having = sum(one.count > 0 for one in found)
    many = german_count(sum(one.count for one in found), "neuer Artikel", "neue Artikel")
    of = german_count(len(found), "Suche", "Suchen")
    out.note(f"{many} in {german_number(having)} von {of}" if having else f"nichts Neues in {of}")
