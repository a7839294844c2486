"""Make sections of a run of blocks, and take credits and the dateline out of the text.

In: headings and paragraphs in reading order.  Out: an article whose `sections[0]` is the lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.models import Article, Section
from corpus.readers.credit import SIGNATURE, agencies_in, split_credit, split_dateline, without_code
from corpus.readers.dates import parse_date
from corpus.readers.people import is_person

MAX_TITLE_CHARS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One line of an article. `level`: 0 for a paragraph, else the heading's rank (2–6)."""

    text: str
    level: int = 0
    anchor: str = ""


def build_article(head: Article, blocks: Iterable[Block]) -> Article:
    """Return `head` with the blocks as its sections."""
    sections: list[tuple[Block, list[str]]] = [(Block(text=""), [])]
    for block in blocks:
        if block.level:
            sections.append((replace(block, text=block.text[:MAX_TITLE_CHARS]), []))
        else:
            sections[-1][1].append(block.text)
    return tidy(
        replace(
            head,
            title=head.title[:MAX_TITLE_CHARS],
            sections=tuple(
                Section(
                    heading=block.text,
                    level=block.level,
                    anchor=block.anchor,
                    paragraphs=tuple(paragraphs),
                )
                for block, paragraphs in sections
            ),
        )
    )


def tidy(article: Article) -> Article:
    """Return the article with credit and dateline moved to their fields, no code in its title."""
    agencies = list(article.agencies)
    teaser, named = split_credit(article.teaser)
    agencies += named
    place, rest, named = split_dateline(teaser)
    if place:
        teaser = rest
        agencies += named
    sections = list(article.sections)
    for at in _with_text(sections)[:1]:
        first = sections[at].paragraphs
        found, rest, named = split_dateline(first[0])
        if found:
            place = found
            agencies += named
            kept = (rest, *first[1:]) if rest else first[1:]
            sections[at] = replace(sections[at], paragraphs=kept)
    for at in _with_text(sections)[-1:]:
        last = sections[at].paragraphs
        rest, named = split_credit(last[-1])
        agencies += named
        kept = (*last[:-1], rest) if rest else last[:-1]
        sections[at] = replace(sections[at], paragraphs=kept)
    sections, signed, published = _signed(sections, article)
    authors = []
    for author in signed:
        named = agencies_in(author)
        agencies += named
        if not named:
            authors.append(author)
    return replace(
        article,
        title=without_code(article.title),
        teaser=teaser,
        dateline=article.dateline or place,
        published=published,
        authors=tuple(dict.fromkeys(authors)),
        agencies=tuple(dict.fromkeys(agencies)),
        sections=tuple(sections),
    )


def _signed(
    sections: list[Section], article: Article
) -> tuple[list[Section], tuple[str, ...], datetime | None]:
    """Return the sections without the signature of the text, its authors and its date.

    Those it had count before those that the signature tells.
    """
    at = next(reversed(_with_text(sections)), None)
    found = SIGNATURE.search(sections[at].paragraphs[-1]) if at is not None else None
    if at is None or not found:
        return sections, article.authors, article.published
    named = is_person(found["name"])
    if not (named or found["day"]):
        return sections, article.authors, article.published
    *others, last = sections[at].paragraphs
    rest = last[: found.start()]
    kept = replace(sections[at], paragraphs=(*others, *([rest] if rest else [])))
    authors = article.authors or ((found["name"],) if named else ())
    return (
        [*sections[:at], kept, *sections[at + 1 :]],
        authors,
        article.published or parse_date(found["day"]),
    )


def _with_text(sections: list[Section]) -> list[int]:
    return [at for at, section in enumerate(sections) if section.paragraphs]
