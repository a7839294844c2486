"""Take a page's marks away, one kind after the other, and tell what is still read.

    python -m tests.evaluation.mutations FOLDER

In: a folder of pages with known sections, as `tests.evaluation.extraction` wants it; without one it
says so and leaves.  Out: a row for each way to change every page, the first for the pages as they
are: body F1 and headings F1, and of all pages the share whose title and date (to the day) are those
known, and the share that have just the authors known.  What falls far says on which single mark the
readers lean; the pages of another publisher may not have it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableArticleError
from corpus.models import Article
from corpus.readers.decoding import decode_page, read_whole
from corpus.readers.page import read_page
from tests.evaluation.extraction import Reading, Tally, plain

_LD = re.compile(r"<script[^>]*ld\+json.*?</script>", re.I | re.S)
_META = re.compile(r"<meta\b[^>]*>", re.I)
_TIMES = re.compile(
    r"\s(?:datetime|itemprop|itemtype|itemscope|property|typeof)=(\"[^\"]*\"|'[^']*')", re.I
)
_NAMES = re.compile(r"\s(class|id)=(\"[^\"]*\"|'[^']*')", re.I)
_FRAMES = re.compile(
    r"<(/?)(?:article|main|section|aside|header|footer|nav|figure|figcaption)\b", re.I
)
_PARAGRAPHS = re.compile(r"<(/?)p\b", re.I)
_BREAKS = re.compile(r"</p>\s*<p\b[^>]*>", re.I)
_PARAGRAPH = re.compile(r"</?p(?:\s[^>]*)?>", re.I)
_HEADINGS = re.compile(r"<(/?)h([2-6])\b[^>]*>", re.I)


def _hashed(found: re.Match[str]) -> str:
    names = found[2][1:-1].split()
    hidden = (f"c{hashlib.sha256(name.encode()).hexdigest()[:6]}" for name in names)
    return f' {found[1]}="{" ".join(hidden)}"'


def _bold(found: re.Match[str]) -> str:
    return "</b></p>" if found[1] else "<p><b>"


def _line(found: re.Match[str]) -> str:
    return "</b><br>" if found[1] else "<br><br><b>"


def without_ld(page: str) -> str:
    """Take the JSON-LD away."""
    return _LD.sub("", page)


def without_metas(page: str) -> str:
    """Take the meta elements away."""
    return _META.sub("", page)


def with_other_names(page: str) -> str:
    """Give every class and id a name that says nothing."""
    return _NAMES.sub(_hashed, page)


def without_frames(page: str) -> str:
    """Make `article`, `main` and the other elements with a meaning bare blocks."""
    return _FRAMES.sub(r"<\1div", page)


def with_bare_blocks(page: str) -> str:
    """Make paragraphs bare blocks."""
    return _PARAGRAPHS.sub(r"<\1div", page)


def with_breaks(page: str) -> str:
    """Put two line breaks between paragraphs, as systems of long ago did."""
    return _BREAKS.sub("<br><br>", page)


def with_bold_headings(page: str) -> str:
    """Make sub-headings paragraphs of nothing but bold."""
    return _HEADINGS.sub(_bold, page)


def with_bold_lines(page: str) -> str:
    """Set the text as systems of long ago did: sub-headings bold before a line break."""
    return _PARAGRAPH.sub("<br><br>", _HEADINGS.sub(_line, page))


def without_data(page: str) -> str:
    """Take away all that is said to programs."""
    return _TIMES.sub("", without_metas(without_ld(page)))


def with_little(page: str) -> str:
    """Take away all that is said to programs, all names and all elements with a meaning."""
    return without_frames(with_other_names(without_data(page)))


MUTATIONS: dict[str, Callable[[str], str]] = {
    "as it is": lambda page: page,
    "no JSON-LD": without_ld,
    "no meta": without_metas,
    "nothing for programs": without_data,
    "classes renamed": with_other_names,
    "no article, main, …": without_frames,
    "p as div": with_bare_blocks,
    "p as two br": with_breaks,
    "h2–h6 as bold p": with_bold_headings,
    "b and br alone": with_bold_lines,
    "no data, names, frames": with_little,
}


def _reading(article: Article) -> Reading:
    return Reading(
        title=article.title,
        headings=[section.heading for section in article.sections if section.heading],
        body=[text for section in article.sections for text in section.paragraphs],
    )


def measure(folder: Path, mutate: Callable[[str], str]) -> tuple[Tally, dict[str, int]]:
    """Return the figures of a folder whose pages are changed, and how many pages agree in what."""
    tally = Tally()
    same = dict.fromkeys(("title", "date", "authors"), 0)
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold: dict[str, Any] = json.loads(line)
        with (folder / gold["file"]).open("rb") as stream:
            page = mutate(decode_page(read_whole(stream)))
        try:
            article = read_page(page)
        except UnreadableArticleError:
            tally.failed += 1
            article = Article(id="")
        tally.add(gold, _reading(article))
        day = datetime.fromisoformat(gold["publishing_date"].replace("Z", "+00:00")).date()
        named = {plain(name) for name in (*article.authors, *article.agencies)}
        same["title"] += plain(gold["title"]) == plain(article.title)
        same["date"] += article.published is not None and article.published.date() == day
        same["authors"] += named == {plain(name) for name in gold["authors"]}
    return tally, same


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    if not (folder / "gold.jsonl").is_file():
        print(f"skipped: {folder} holds no gold.jsonl")
        return
    print(f"{'':24}{'body':>7}{'heads':>7}{'title':>7}{'date':>7}{'authors':>9}{'failed':>8}")
    for name, mutate in MUTATIONS.items():
        tally, same = measure(folder, mutate)
        pages = len(tally.body)
        rows = tally.rows(pages)
        body, heads = (
            rows[f"{row} P / R / F1"].rpartition(" / ")[2] for row in ("body", "headings")
        )
        shares = [f"{same[one] / pages:.3f}" for one in same]
        print(
            f"{name:24}{body:>7}{heads:>7}{shares[0]:>7}{shares[1]:>7}{shares[2]:>9}"
            f"{tally.failed:>8}"
        )


if __name__ == "__main__":
    main()
