"""The commands about single words: what they are made of and what they are indexed as.

In: words or texts, or "-" for one a line on standard input.  Out: one line each.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from search.cli import output as out
from search.cli.options import Place, format_option, place_options

if TYPE_CHECKING:
    from search.analysis import Split


def _lines(texts: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts, in NFC; "-" stands for standard input, which is read once."""
    typed = io.TextIOWrapper(sys.stdin.buffer, "utf-8", "replace") if "-" in texts else ()
    for text in texts:
        lines: Iterable[str] = typed if text == "-" else (text,)
        for line in lines:
            # Bytes that are no UTF-8 cannot be printed again.
            clean = line.rstrip("\r\n").encode("utf-8", "replace").decode()
            yield unicodedata.normalize("NFC", clean)


def _split_dict(split: Split) -> dict[str, object]:
    parts = [part.text for part in split.parts]
    return {"word": split.word, "parts": parts, "reason": split.reason}


@click.command(name="split")
@click.argument("words", nargs=-1, required=True)
@format_option("text", "json", "jsonl")
@place_options
def split_words(place: Place, words: tuple[str, ...], form: str) -> None:
    """Print the parts of each WORD and why; "-" reads one word a line.

    Example: fundstelle split Waffenruheverhandlungen
    """
    found = map(place.analyzer(many="-" in words).vocabulary.split, _lines(words))
    if form == "json":
        out.print_json([_split_dict(split) for split in found])
        return
    for split in found:
        if form == "jsonl":
            out.print_json(_split_dict(split))
        else:
            click.echo(f"{' + '.join(part.text for part in split.parts)}  ({split.reason})")


@click.command(name="analyze", short_help="Print the terms of every word of each TEXT.")
@click.argument("texts", nargs=-1, required=True)
@format_option("text", "json", "jsonl")
@place_options
def analyze_texts(place: Place, texts: tuple[str, ...], form: str) -> None:
    """Print the terms of every word of each TEXT by kind; "-" reads one text a line.

    Example: fundstelle analyze 'Die Bundestagswahl'
    """
    analyzer = place.analyzer(many="-" in texts)

    def told(text: str) -> dict[str, Any]:
        return {
            "text": text,
            "tokens": [
                {"start": start, "end": end, "exact": terms.exact, "stem": terms.stem,
                 "parts": terms.parts if len(terms.parts) > 1 else ()}
                for start, end, _, terms in analyzer.analyze(text)
            ],
        }  # fmt: skip

    found = map(told, _lines(texts))
    if form == "json":
        out.print_json(list(found))
        return
    for analysis in found:
        if form == "jsonl":
            out.print_json(analysis)
        else:
            out.print_analysis(analysis["tokens"])
