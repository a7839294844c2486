"""Read NewsML-G2, the XML in which dpa and other agencies send texts.

In: the root of a `newsItem`, or of a `newsMessage` that carries some.  Out: an article an item that
holds text, or the reason why it gives none.  Pictures and packages are passed over.  Editorial
notes and dpa's notepad, which hold contacts that are not public, are never read.
Source: https://iptc.org/std/NewsML-G2/guidelines/
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from corpus.errors import PassedOverError, UnreadableArticleError
from corpus.models import Article, ReadDoubt
from corpus.readers.dates import parse_date
from corpus.readers.markup import (
    XML_SPACE,
    Element,
    anywhere,
    as_html,
    below,
    first_text,
    name_of,
    text_of,
)
from corpus.readers.people import names_in
from corpus.readers.topics import topics_in
from corpus.readers.undated import undated
from corpus.readers.wires.nitf import RENAMED, SKIPPED
from corpus.readers.wires.wire import (
    PRIVATE,
    check_embargo,
    check_status,
    place_in,
    refused,
    version_of,
    wire_article,
)

NEWSML_ROOTS = frozenset({"newsItem", "newsMessage"})
# Besides what NITF skips: parts of an XHTML body that are no running text.
_SKIPPED = SKIPPED | {
    "head",
    "aside",
    "footer",
    "figure",
    "nav",
    "hedline",
    "body.head",
    "body.end",
}


def read_newsml(root: Element) -> Iterator[Article | str | PassedOverError | ReadDoubt]:
    """Yield the article of each text item, or the reason why there is none."""
    texts = [item for item in anywhere(root, "newsItem") if _is_text(item)]
    if not texts:
        yield PassedOverError("NewsML-G2 without a text")
    newest: dict[str, int] = {}
    for item in texts:
        name, version = item.get("guid", ""), version_of(item.get("version"))
        newest[name] = max(version, newest.get(name, 0))
    for number, item in enumerate(texts, 1):
        version = version_of(item.get("version"))
        try:
            if version < newest[item.get("guid", "")]:
                raise PassedOverError(f"version {version} of an item that stands beside it anew")
            article = _article(item)
        except UnreadableArticleError as error:
            yield refused(error, f"item {number}")
            continue
        yield article
        yield from undated(article, f"item {number}", _dates(item))


def _is_text(item: Element) -> bool:
    kinds = [one.get("qcode", "") for one in below(item, "itemMeta", "itemClass")]
    return all(kind.rpartition(":")[2] in {"text", "composite", ""} for kind in kinds)


def _article(item: Element) -> Article:
    about = _only(item, "itemMeta")
    content = _only(item, "contentMeta")
    status = [one.get("qcode", "") for one in below(about, "pubStatus")]
    check_status(" ".join(status))
    check_embargo([text_of(one) for one in below(about, "embargoed")])
    markup = _markup(item)
    provider = _named(below(about, "provider")) or first_text(content, "infoSource")
    credit = first_text(content, "creditline")
    return wire_article(
        Article(
            id=item.get("guid", "").strip(),
            title=first_text(content, "headline") or first_text(about, "title"),
            teaser=_teaser(content),
            dateline=place_in(first_text(content, "dateline")),
            authors=_authors(content),
            source=provider or credit,
            published=next(filter(None, map(parse_date, _dates(item))), None),
            modified=parse_date(first_text(about, "versionCreated")),
            language=_language(item, content),
            topics=topics_in(
                [_named([one]) for one in below(content, "subject")],
                [text_of(one) for one in below(content, "keyword")],
            ),
            version=version_of(item.get("version")),
        ),
        markup,
        f"{credit}/{provider}",
    )


def _dates(item: Element) -> tuple[str, ...]:
    """Return when the text was written, the first that is given and can be read."""
    about, content = _only(item, "itemMeta"), _only(item, "contentMeta")
    written = first_text(about, "firstCreated"), first_text(content, "contentCreated")
    return *written, first_text(about, "versionCreated")


def _only(item: Element, name: str) -> Element:
    found = below(item, name)
    if not found:
        raise UnreadableArticleError(f"no {name}")
    return found[0]


def _markup(item: Element) -> str:
    """Return the text as HTML: XHTML or NITF inside `inlineXML`, else plain `inlineData`."""
    for holder in below(item, "contentSet", "inlineXML"):
        bodies = [one for one in holder.iter() if name_of(one) == "body.content"]
        bodies = bodies or [one for one in holder.iter() if name_of(one) == "body"] or [holder]
        if markup := as_html(bodies[0], RENAMED, _SKIPPED, PRIVATE).strip():
            return markup
    for holder in below(item, "contentSet", "inlineData"):
        text = "".join(holder.itertext())
        if "html" in holder.get("contenttype", ""):
            return text
        return html.escape(text)
    return ""


def _teaser(content: Element) -> str:
    described = below(content, "description")
    ranked = sorted(described, key=lambda one: "summary" not in one.get("role", ""))
    return next(
        (t for one in ranked if not PRIVATE.search(one.get("role", "")) and (t := text_of(one))), ""
    )


def _authors(content: Element) -> tuple[str, ...]:
    creators = [_named([one]) for one in below(content, "creator")]
    return names_in([name for name in creators if name] or [first_text(content, "by")])


def _named(elements: list[Element]) -> str:
    """Return the `name` of the first that has one, else its literal or the code's tail."""
    for one in elements:
        if name := first_text(one, "name"):
            return name
    return next((one.get("literal", "") for one in elements), "")


def _language(item: Element, content: Element) -> str:
    tags = [one.get("tag", "") for one in below(content, "language")]
    return (next(filter(None, tags), "") or item.get(f"{XML_SPACE}lang") or "de")[:2].lower()
