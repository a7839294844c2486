"""The command `fundstelle restore`, and what `fundstelle export --backup` does.

In: a place and an archive.  Out: an archive, or index and store as they were; one line that counts.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search.cli import output as out
from search.cli.options import Place, format_option, place_options

if TYPE_CHECKING:
    from search.backup import BackupReport


@click.command(short_help="Bring back a backup.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@format_option("text", "json")
@place_options
def restore(place: Place, file: Path, form: str) -> None:
    """Bring back the backup in FILE, where there is neither index nor store yet.

    Example: fundstelle restore sicherung.tar --index ~/neu/index
    """
    # Imported here and below: a query must not pay for it.
    from search.backup import restore_backup

    report = restore_backup(file, place.index, place.store, place.engine)
    _print(report, form, f"restored from {file} into {place.index}")


def backup(place: Place, target: Path, form: str) -> None:
    """Write a backup of a place to a new file and tell what is in it; `form`: text or json."""
    from search.backup import write_backup

    report = write_backup(place.index, place.store, place.engine, target)
    _print(report, form, f"saved in {target}")


def _print(report: BackupReport, form: str, done: str) -> None:
    if report.note:
        out.note(report.note)
    if form == "json":
        out.print_json({**asdict(report), "seconds": round(report.seconds, 3)})
        return
    sections = out.counted(report.sections, "section")
    index = f", index {report.generation} with {sections}" if report.generation else ""
    out.say(
        f"{out.counted(report.articles, 'article')}{index} as of {report.made} "
        f"{done}: {report.bytes / 1e6:.1f} MB, {report.seconds:.1f} s"
    )
